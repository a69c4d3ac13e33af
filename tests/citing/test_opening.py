"""Where citations open, on a small shelf."""

from __future__ import annotations

import pytest

from unreader.citing.instruments import adopting
from unreader.citing.opening import Carrier, open_citations
from unreader.model import Block, Citation, Document

KYOTO = ["body", "pp1", "op6", "op6(a)", "annex", "annex/pp3", "annex/para29", "annex/h1"]
CONVENTION = ["pp3", "art2", "art2/(b)", "art57", "art57/para5", "art52", "art52/para2", "art52/para2(b)", "V"]
REPORT = ["I", "I.A", "I.A/draft2", "I.A/draft2/op6", "I.C", "I.C/decision2", "I.C/decision2/(a)", "para24", "annex1"]


class Shelf:
    """Four texts: one that carries another, one in a report's section, one that is there as two stages only."""

    def adopting(self, target: str) -> str:
        return adopting().get(target, "")

    def carriers(self, symbol: str) -> list[Carrier]:
        return {
            "E/RES/2021/20": [Carrier("E/RES/2021/20", "", True)],
            "A/RES/76/181": [Carrier("E/RES/2021/20", "", True)],
            "UNTS/2349/42146": [Carrier("UNTS/2349/42146", "", True)],
            "E/2024/30": [Carrier("E/2024/30", "", True)],
            "E/CN.15/DEC/33/9": [Carrier("E/2024/30", "I.C/decision2", True)],
            "E/RES/2024/10": [Carrier("E/2024/30", "I.A/draft2", False), Carrier("A/79/459", "draft2", False)],
        }.get(symbol, [])

    def paths(self, symbol: str) -> frozenset[str]:
        held = {"E/RES/2021/20": KYOTO, "UNTS/2349/42146": CONVENTION, "E/2024/30": REPORT, "A/79/459": ["draft2"]}
        return frozenset(held[symbol])


def opened(target: str, pinpoint: str = "", symbols: tuple[str, ...] = ()) -> Citation:
    blocks = tuple(
        Block(path, "paragraph", "", "") for path in ("draft4/op1", "para37", "I.C/decision2/p1", "annex/para1")
    )
    here = Document("A/79/459", "zh", "report", "", blocks)
    citation = Citation("para37", 0, 1, "x", "document", target, pinpoint, symbols=symbols)
    (found,) = open_citations(here, [citation], Shelf())
    return found


@pytest.mark.parametrize(
    ("target", "pinpoint", "address"),
    [
        ("E/RES/2021/20", "", "E/RES/2021/20"),
        ("A/RES/76/181", "", "E/RES/2021/20"),
        ("A/RES/76/181", "annex", "E/RES/2021/20#annex"),
        ("A/RES/76/181", "annex1", "E/RES/2021/20#annex"),
        ("A/RES/76/181#annex", "", "E/RES/2021/20#annex"),
        ("A/RES/76/181#annex", "para29", "E/RES/2021/20#annex/para29"),
        ("A/RES/76/181#annex", "preamble/para3", "E/RES/2021/20#annex/pp3"),
        ("A/RES/76/181", "para6", "E/RES/2021/20#op6"),
        ("A/RES/76/181", "op6", "E/RES/2021/20#op6"),
        ("A/RES/76/181", "para6(a)", "E/RES/2021/20#op6(a)"),
        ("UNTS/2349/42146", "art57(5)", "UNTS/2349/42146#art57/para5"),
        ("UNTS/2349/42146", "art52(2)(b)", "UNTS/2349/42146#art52/para2(b)"),
        ("UNTS/2349/42146", "art2(b)", "UNTS/2349/42146#art2/(b)"),
        ("UNTS/2349/42146", "preamble/para3", "UNTS/2349/42146#pp3"),
        ("UNTS/2349/42146", "chV", "UNTS/2349/42146#V"),
        ("E/2024/30", "ch1/A", "E/2024/30#I.A"),
        ("E/2024/30", "sec1/A", "E/2024/30#I.A"),
        ("E/2024/30", "ch4/para24", "E/2024/30#para24"),
        ("E/2024/30", "annex", "E/2024/30#annex1"),
        ("E/CN.15/DEC/33/9", "para(a)", "E/2024/30#I.C/decision2/(a)"),
        # The exact place is not there: its nearest container is, and no other paragraph.
        ("UNTS/2349/42146", "art57(9)", "UNTS/2349/42146#art57"),
        ("UNTS/2349/42146", "art99(1)", "UNTS/2349/42146"),
        ("A/RES/76/181#annex", "para99", "E/RES/2021/20#annex"),
        ("A/RES/76/181", "para99", "E/RES/2021/20"),
        ("E/2024/30", "ch1/D", "E/2024/30#I"),
        ("#", "draft4", "A/79/459#draft4"),
        ("#", "I.C/decision2", "A/79/459#I.C/decision2"),
        ("#", "I.C/decision7", "A/79/459#I.C"),
        ("#", "annex", "A/79/459#annex"),
    ],
)
def test_opens(target: str, pinpoint: str, address: str) -> None:
    found = opened(target, pinpoint)
    assert found.opens == address
    assert found.state == "opens"
    assert found.stages == ()


def test_another_stage_is_no_opening() -> None:
    found = opened("E/RES/2024/10", "para6")
    assert found.opens is None
    assert found.state == "known"
    assert found.stages == ("E/2024/30#I.A/draft2/op6", "A/79/459#draft2")


def test_one_of_a_joint_symbol() -> None:
    assert opened("A/1/2-E/2024/30", "", ("A/1/2", "E/2024/30")).opens == "E/2024/30"


@pytest.mark.parametrize(("target", "pinpoint"), [("A/RES/1/1", "annex"), ("#", "draft9"), ("", "annex")])
def test_what_is_not_there(target: str, pinpoint: str) -> None:
    found = opened(target, pinpoint)
    assert found.opens is None
    assert found.stages == ()
