from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from unreader.annotating import Annotations
from unreader.annotating.filters import FilterError
from unreader.library import Library
from unreader.library.full_text import EVERYWHERE, FullText
from unreader.library.queries import read_query
from unreader.model import Address
from unreader.working.narrowing import as_filters_compare, scope_of, split_typed


@pytest.mark.parametrize(
    ("typed", "words", "terms"),
    [
        ("毒品", "毒品", ()),
        ("  human rights ", "human rights", ()),
        ("毒品 kind:operative doc:A/79/459#draft3", "毒品", ("kind:operative", "doc:A/79/459#draft3")),
        (
            "kind:operative human not topic:trafficking rights",
            "human rights",
            ("kind:operative", "not topic:trafficking"),
        ),
        ('note:"see also" 毒品', "毒品", ('note:"see also"',)),
        ("re:毒.{2} cites：A/RES/70/1", "re:毒.{2}", ("cites：A/RES/70/1",)),
        ("16:00 http://un.org", "16:00 http://un.org", ()),
        ("毒品 kind:", "毒品", ("kind:",)),
        ("", "", ()),
    ],
)
def test_words_and_terms_are_parted(typed: str, words: str, terms: tuple[str, ...]) -> None:
    split = split_typed(typed)
    assert (split.words, split.terms) == (words, terms)


@pytest.fixture
def annotations(tmp_path: Path) -> Iterator[Annotations]:
    with Annotations(tmp_path / "annotations") as opened:
        yield opened


def found(library: Library, annotations: Annotations, words: str, *filters: str) -> set[str]:
    scope = scope_of(library, annotations, filters, lambda name: name)
    query = read_query(words)
    assert query is not None
    full_text = FullText(library, cache=False)
    return {str(hit.address) for one in full_text.search(query, scope, most=10**9) for hit in one.hits}


def test_a_search_is_narrowed_by_what_a_filter_asks(library: Library, annotations: Annotations) -> None:
    everything = found(library, annotations, "犯罪")
    assert scope_of(library, annotations, (), str) is EVERYWHERE
    report = found(library, annotations, "犯罪", "doc:a/79/459", "kind:operative")
    operative = {
        str(Address("A/79/459", block.path))
        for block in library.document("A/79/459").blocks
        if block.kind == "operative"
    }
    assert report == everything & operative
    inside = found(library, annotations, "犯罪", "doc:A/79/459#draft3")
    assert inside == {one for one in everything if one.startswith("A/79/459#draft3/")}
    assert found(library, annotations, "犯罪", "not doc:A/79/459") == {
        one for one in everything if not one.startswith("A/79/459#")
    }
    assert found(library, annotations, "犯罪", "kind:operative", "kind:preambular") == set()
    citing = {str(one.at) for one in library.references() if one.citation.target == "A/RES/70/1"}
    narrowed = found(library, annotations, "2030", "cites:A/RES/70/1")
    assert narrowed & citing
    assert found(library, annotations, "2030", "not cites:A/RES/70/1") == found(library, annotations, "2030") - narrowed


@pytest.mark.parametrize("cited", ["A/RES/70/1", "A/RES/76/181", "E/RES/2021/20", "UNTS/2349/42146", "A/CONF.234/16"])
def test_the_index_of_citations_narrows_as_the_filter_does(
    library: Library, annotations: Annotations, cited: str
) -> None:
    # In parentheses the filter reads every document.
    for words in ("的", "第"):
        narrowed = found(library, annotations, words, f"cites:{cited}")
        assert narrowed
        assert narrowed == found(library, annotations, words, f"(cites:{cited})")


def test_topics_narrow_with_those_below_them(library: Library, annotations: Annotations) -> None:
    here = Address("A/79/459", "draft4/op1")
    annotations.tag(here, ["trafficking/organs"])
    assert found(library, annotations, "贩运", "topic:trafficking") == {str(here)}
    assert found(library, annotations, "贩运", "topic:trafficking", "doc:E/2024/30") == set()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("doc:79/459", 'doc:"A/79/459"'),
        ("cites:78/229#op70", 'cites:"A/RES/78/229#op70"'),
        ("doc:A/79/459", "doc:A/79/459"),
        ("cites:A/RES/70/1", "cites:A/RES/70/1"),
        ("doc:nowhere", "doc:nowhere"),
        ("kind:operative", "kind:operative"),
        ("not doc:79/459", "not doc:79/459"),
    ],
)
def test_documents_may_be_typed_loosely(library: Library, typed: str, meant: str) -> None:
    assert as_filters_compare(library, typed) == meant


@pytest.mark.parametrize("wrong", ["kind:", "kind:x", "anchor:y", 'text:"a'])
def test_a_wrong_term_says_so(library: Library, annotations: Annotations, wrong: str) -> None:
    with pytest.raises(FilterError):
        scope_of(library, annotations, (wrong,), lambda name: name)
