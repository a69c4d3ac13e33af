from __future__ import annotations

import pytest

from unreader.sources import SourceError, read_bytes
from unreader.sources.html import language_of


def lines(body: str) -> list[str]:
    page = f"<!doctype html><html lang=en><body>{body}</body></html>"
    return read_bytes(page.encode(), "a.html").text.strip("\n").split("\n\n")


SITE = (
    "<header class=site-header><a href=/>UN</a></header><nav><ul><li><a href=a>Home</a></ul></nav>"
    "<div id=breadcrumbs>Home / Texts</div><div role=search>Find</div>"
    "<ul><li><a href=1>One page</a><li><a href=2>Another</a><li><a href=3>Third</a></ul>"
    "<main><h1>Declaration</h1><p>Whereas it is so,</p></main>"
    "<aside>Related</aside><div class='social share'>Share</div><footer>Contact</footer><script>var x</script>"
)


def test_the_site_around_a_document_is_left_out() -> None:
    assert lines(SITE) == ["# Declaration", "Whereas it is so,"]


def test_a_header_that_is_the_documents_own_stays() -> None:
    preamble = "<header><h2>Preamble</h2><p>Whereas,</p></header>"
    assert lines(f"<h1>Declaration</h1>{preamble}<article><h2>Article 1</h2><p>All.</p></article>") == [
        "# Declaration",
        "## Preamble",
        "Whereas,",
        "## Article 1",
        "All.",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>one<p>two", ["one", "two"]),
        ("<p>some\n  <b>words</b> in&nbsp;a row</p>", ["some words in a row"]),
        ("<p>Recalling it,<sup><a href=#n>1</a></sup> and</p>", ["Recalling it,¹ and"]),
        ("<ol><li>one<li>two</ol>", ["1. one", "2. two"]),
        ("<ol type=a start=3><li>one<ol type=i><li>deep</ol></ol>", ["(c) one", "(i) deep"]),
        ("<ul><li>plain</ul>", ["plain"]),
        ("<ol class=footnotes><li id=fn1>See A/79/459.</ol>", ["¹ See A/79/459."]),
        ("<table><tr><th>Session<th>Dates<tr><td>First<td>May</table>", ["Session      Dates", "First      May"]),
        ("<p>line<br>break</p>", ["line", "break"]),
        ("<p hidden>no</p><p>yes</p>", ["yes"]),
        ("text <!-- not --> here", ["text here"]),
        ("<div>a</span></p>b</div>", ["ab"]),
    ],
)
def test_blocks(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<html><meta charset=big5><p>世界人權宣言".encode("big5"), "世界人權宣言"),
        ("<html><meta charset=gb2312><p>世界人权宣言".encode("gb18030"), "世界人权宣言"),
        ("<html><meta charset=iso-8859-1><p>Déclaration – droits".encode("cp1252"), "Déclaration – droits"),
        ("<html><meta charset=no-such><p>Déclaration".encode(), "Déclaration"),
    ],
)
def test_the_charset_that_a_page_declares(data: bytes, text: str) -> None:
    assert read_bytes(data, "a.html").text == text + "\n"


def test_the_language_that_a_page_declares() -> None:
    assert language_of(b'<!doctype html><html dir="ltr" lang="zh-Hant">') == "zh-hant"
    assert language_of(b"<html>") == ""


@pytest.mark.parametrize(
    "body", ["<nav>only</nav>", "<p>" + "<i>" * 300_001], ids=["nothing but navigation", "elements without end"]
)
def test_pages_without_text_or_without_measure_are_refused(body: str) -> None:
    with pytest.raises(SourceError, match=r"^a\.html: this page has"):
        read_bytes(f"<!doctype html><html><body>{body}".encode(), "a.html")


def test_deep_nesting_is_read() -> None:
    depth = 20_000
    body = f"<!doctype html><html><body>{'<div>' * depth}text{'</div>' * depth}"
    assert read_bytes(body.encode(), "a.html").text == "text\n"
