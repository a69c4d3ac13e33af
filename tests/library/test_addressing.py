from __future__ import annotations

import pytest

from unreader.library import AddressError, Library, find_address
from unreader.model import Address

TYPED = [
    ("A/RES/78/229#op70", "A/RES/78/229#op70"),
    ("78/229#op70", "A/RES/78/229#op70"),
    ("A/RES/78/229 OP70", "A/RES/78/229#op70"),
    ("78/229 para 70", "A/RES/78/229#op70"),
    ("78/229 para. 70", "A/RES/78/229#op70"),
    ("78/229 70", "A/RES/78/229#op70"),
    ("78/229 第70段", "A/RES/78/229#op70"),
    ("78/229第70段", "A/RES/78/229#op70"),
    ("78/229 第七十段", "A/RES/78/229#op70"),
    ("78/229 执行部分第70段", "A/RES/78/229#op70"),
    ("78/229 pp 3", "A/RES/78/229#pp3"),
    ("78/229 fn 7", "A/RES/78/229#fn7"),
    ("a/res/78/229", "A/RES/78/229"),
    ("A/RES/78/229@zh#op1", "A/RES/78/229@zh#op1"),
    ("E/2024/30 para. 23", "E/2024/30#para23"),
    ("E/2024/30 para 23", "E/2024/30#para23"),
    ("E/CN.15/2024/16 para 23", "E/2024/30#para23"),
    ("E/2024/30#I.A/draft3/pp6", "E/2024/30#I.A/draft3/pp6"),
    ("E/2024/30#I.D/res33_1/op7(k)", "E/2024/30#I.D/res33_1/op7(k)"),
    ("A/79/459#draft6/op43", "A/79/459#draft6/op43"),
    ("A/79/459 op80", "A/79/459#draft6/op80"),
    ("A/79/459 决议草案六", "A/79/459#draft6"),
    ("2021/20 annex para 29", "E/RES/2021/20#annex/para29"),
    ("2021/20 附件第29段", "E/RES/2021/20#annex/para29"),
    ("E/RES/2021/20 para 29", "E/RES/2021/20#annex/para29"),
    ("A/RES/76/181#annex/para29", "E/RES/2021/20#annex/para29"),
    ("A/RES/76/181", "E/RES/2021/20"),
    ("E/CN.15/RES/33/1", "E/2024/30#I.D/res33_1"),
    ("E/2024/30 I.A/draft3 op5", "E/2024/30#I.A/draft3/op5"),
    ("A/79/459 draft6 op43", "A/79/459#draft6/op43"),
    ("A/79/459 决议草案六，第43段", "A/79/459#draft6/op43"),
    ("A/79/459，第37段，决议草案六", "A/79/459#draft6"),
    ("E/2024/30，第一章，A节，决议草案三，序言部分第6段", "E/2024/30#I.A/draft3/pp6"),
    ("E/2024/30, chap. I, sect. D, resolution 33/1", "E/2024/30#I.D/res33_1"),
    ("大会第78/229号决议，第12段", "A/RES/78/229#op12"),
    ("General Assembly resolution 78/229, para. 12", "A/RES/78/229#op12"),
    ("大会第76/181号决议，附件，第29段", "E/RES/2021/20#annex/para29"),
    ("33/1 op7", "E/2024/30#I.D/res33_1/op7"),
]


@pytest.mark.parametrize(("typed", "address"), TYPED)
def test_loose_addresses_find_the_place(library: Library, typed: str, address: str) -> None:
    assert str(find_address(library, typed).address) == address


SEEN_FROM = [
    ("29", "E/RES/2021/20#annex/para3", "E/RES/2021/20#annex/para29"),
    ("5", "E/RES/2021/20#op3", "E/RES/2021/20#op5"),
    ("43", "A/79/459#draft6/pp2", "A/79/459#draft6/op43"),
    ("12", "A/79/459#draft6/op3", "A/79/459#draft6/op12"),
    ("12", "A/79/459#para3", "A/79/459#para12"),
    ("op70", "A/RES/78/229#pp1", "A/RES/78/229#op70"),
    ("draft6/op43", "A/79/459#para1", "A/79/459#draft6/op43"),
    ("(c)", "E/2024/30#I.D/res33_1/op7", "E/2024/30#I.D/res33_1/op7(c)"),
    ("37", "A/79/459#draft6/op3", "A/79/459#draft6/op37"),
    ("para37", "A/79/459#draft6/op3", "A/79/459#para37"),
    ("E/2024/30 para 23", "A/79/459#draft6/op3", "E/2024/30#para23"),
]


@pytest.mark.parametrize(("typed", "here", "address"), SEEN_FROM)
def test_a_bare_number_means_the_innermost_numbered_text(library: Library, typed: str, here: str, address: str) -> None:
    assert str(find_address(library, typed, Address.parse(here)).address) == address


WRONG = [
    ("", "type an address"),
    ("A/RES/99/999", "no document"),
    ("A/RES/78/229#op94", "A/RES/78/229#op93"),
    ("78/229 para 700", "A/RES/78/229#op93"),
    ("A/79/459 op3", "several places"),
    ("nothing at all", "no document"),
    ("A/RES/78/229#\x1b[31m", "has no"),
]


@pytest.mark.parametrize(("typed", "said"), WRONG)
def test_a_place_that_is_not_there_is_refused_with_the_nearest(library: Library, typed: str, said: str) -> None:
    with pytest.raises(AddressError) as error:
        find_address(library, typed)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_stage_is_found_and_said_to_be_one(library: Library) -> None:
    found = find_address(library, "E/RES/2024/11")
    assert str(found.address) == "E/2024/30#I.A/draft3"
    assert (found.asked, found.relation, found.itself) == ("E/RES/2024/11", "recommended", False)
    adopted = find_address(library, "A/RES/79/190 op43")
    assert str(adopted.address) == "A/79/459#draft6/op43"
    assert not adopted.itself
