"""Annotations as a Word document, in Word's own styles: Title, Heading 1 and 2, Quote, Note Heading, List Bullet.

Written as the parts of an Office Open XML package (ECMA-376) that a document needs, with the standard library alone.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from unreader.annotating.codebook import Codebook
from unreader.exporting.annotation_markdown import cited, link_of, place_state, quotation_pieces
from unreader.exporting.selection import Annotated, Selection
from unreader.visible import visible

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: A fixed date in the package, so that the same annotations make the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)

#: Word's own styles by id: type, name as Word knows it, paragraph properties, run properties.
_STYLES = (
    (
        "paragraph",
        "Normal",
        "Normal",
        '<w:spacing w:after="120" w:line="300" w:lineRule="auto"/>',
        '<w:sz w:val="22"/>',
    ),
    ("paragraph", "Title", "Title", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="36"/>'),
    (
        "paragraph",
        "Heading1",
        "heading 1",
        '<w:keepNext/><w:spacing w:before="360" w:after="160"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="30"/>',
    ),
    (
        "paragraph",
        "Heading2",
        "heading 2",
        '<w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="1"/>',
        '<w:b/><w:sz w:val="24"/>',
    ),
    ("paragraph", "Quote", "Quote", '<w:ind w:left="567" w:right="284"/>', ""),
    ("paragraph", "NoteHeading", "Note Heading", '<w:keepNext/><w:spacing w:before="80" w:after="0"/>', "<w:b/>"),
    ("paragraph", "BodyText", "Body Text", "", ""),
    (
        "paragraph",
        "ListBullet",
        "List Bullet",
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="360" w:hanging="360"/>',
        "",
    ),
    ("character", "Hyperlink", "Hyperlink", "", '<w:color w:val="0563C1"/><w:u w:val="single"/>'),
)


def render(annotated: Sequence[Annotated], codebook: Codebook, selection: Selection) -> bytes:
    """The bytes of the .docx file."""
    links: dict[str, str] = {}
    body = "".join(_body(annotated, codebook, selection, links))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships({"rId1": (f"{_R}/officeDocument", "word/document.xml", "")}),
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/_rels/document.xml.rels": _relationships(
            {
                "rIdStyles": (f"{_R}/styles", "styles.xml", ""),
                "rIdNumbering": (f"{_R}/numbering", "numbering.xml", ""),
                **{name: (f"{_R}/hyperlink", url, "External") for url, name in links.items()},
            }
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _DATE), _HEAD + content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _body(
    annotated: Sequence[Annotated], codebook: Codebook, selection: Selection, links: dict[str, str]
) -> Iterator[str]:
    yield _paragraph("Title", _run(selection.document or selection.topic or "Annotations"))
    for symbol, group in groupby(annotated, key=lambda one: one.annotation.address.symbol):
        members = list(group)
        entry = members[0].entry
        yield _paragraph("Heading1", _run(f"{symbol} {entry.title}" if entry else symbol))
        for one in members:
            yield from _annotation(one, codebook, links)
    yield '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" '
    yield 'w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'


def _annotation(one: Annotated, codebook: Codebook, links: dict[str, str]) -> Iterator[str]:
    annotation = one.annotation
    yield _paragraph("Heading2", _run(one.citation))
    url, address = link_of(one), str(annotation.address.plain)
    yield _paragraph("Normal", _link(address, url, links) if url else _run(address))
    pieces = quotation_pieces(one)
    if pieces:
        yield _paragraph(
            "Quote", "".join(_run(text, '<w:highlight w:val="yellow"/>' * marked) for text, marked in pieces)
        )
    if state := place_state(one):
        yield _paragraph("Normal", _run(f"{state}: this is the text as it stood when it was annotated.", "<w:i/>"))
    if annotation.topics:
        yield _paragraph("Normal", _run(" · ".join(_topic(topic, codebook) for topic in annotation.topics)))
    if annotation.note:
        yield _paragraph("NoteHeading", _run("Note"))
        yield from (_paragraph("BodyText", _run(line)) for line in annotation.note.strip("\n").split("\n"))
    for reference, target, text in cited(one):
        yield _paragraph("ListBullet", _run(f"{reference.citation.quote} → {target}"))
        if text:
            yield _paragraph("Quote", _run(text))
    made = ", ".join(filter(None, (annotation.author, annotation.modified)))
    yield _paragraph("Normal", _run(made, '<w:color w:val="666666"/><w:sz w:val="18"/>'))


def _topic(topic: str, codebook: Codebook) -> str:
    known = codebook.get(topic)
    return f"{known.sign} {' '.join(dict.fromkeys(known.names.values()))}".strip() if known else topic


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str, properties: str = "") -> str:
    shown = escape(visible(text.replace("\t", " ")))
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{shown}</w:t></w:r>'


def _link(text: str, url: str, links: dict[str, str]) -> str:
    name = links.setdefault(url, f"rIdLink{len(links) + 1}")
    run = _run(text, '<w:rStyle w:val="Hyperlink"/>')
    return f'<w:hyperlink r:id="{name}">{run}</w:hyperlink>'


def _styles() -> str:
    """Word's own styles, of which only what is said here differs from Word's defaults."""
    fonts = '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:eastAsia="SimSun" w:cs="Times New Roman"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}</w:rPr></w:rPrDefault></w:docDefaults>"
    styles = "".join(_style(*style) for style in _STYLES)
    return f'<w:styles xmlns:w="{_W}">{defaults}{styles}</w:styles>'


def _style(kind: str, name: str, title: str, paragraph: str, run: str) -> str:
    is_based = kind == "paragraph" and name != "Normal"
    default = ' w:default="1"' if name == "Normal" else ""
    parts = [
        f'<w:style w:type="{kind}"{default} w:styleId="{name}"><w:name w:val="{title}"/>',
        '<w:basedOn w:val="Normal"/>' if is_based else "",
        "<w:qFormat/>",
        f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "",
        f"<w:rPr>{run}</w:rPr>" if run else "",
        "</w:style>",
    ]
    return "".join(parts)


def _numbering() -> str:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/></w:lvl>'
    abstract = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:numbering xmlns:w="{_W}">{abstract}{number}</w:numbering>'


def _content_types() -> str:
    types = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in types.items()
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _relationships(links: dict[str, tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target={quoteattr(target)}'
        f"{f' TargetMode={quoteattr(mode)}' if mode else ''}/>"
        for name, (kind, target, mode) in links.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
