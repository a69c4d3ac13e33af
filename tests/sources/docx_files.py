"""Small Word files made on the spot from the XML of their parts."""

from __future__ import annotations

import io
import zipfile

HEAD = '<{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def docx(body: str, *, raw: str = "", **parts: str) -> bytes:
    """A Word file: the inside of its body, and of other parts by name (footnotes, styles, numbering, header1)."""
    roots = {"footnotes": "w:footnotes", "styles": "w:styles", "numbering": "w:numbering"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        document = raw or f"{HEAD.format('w:document')}<w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        for name, inside in parts.items():
            root = roots.get(name, "w:hdr")
            archive.writestr(f"word/{name}.xml", f"{HEAD.format(root)}{inside}</{root}>")
    return out.getvalue()


def p(text: str, look: str = "") -> str:
    """A paragraph of one run; XML in `text` is kept."""
    inside = text if text.startswith("<w:") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{look}</w:pPr>{inside}</w:p>"


def run(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
