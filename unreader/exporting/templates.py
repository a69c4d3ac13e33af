"""Templates for the annotations' blocks in Markdown: Jinja2 in a sandbox, read and tried before anything is written.

A template is a file that makes the block of one annotation. It knows `address`, `symbol`, `path`, `citation`, `title`,
`language`, `date`, `kind`, `label`, `text` (of the paragraph), `quote`, `marked` (the quotation as Markdown, its span
marked), `topics` (each with path, name, names, sign), `note`, `author`, `created`, `modified`, `state`, `id`,
`block_id`, `link` and `cites` (each with quote, target, opens, text), and two filters of its own: `md` makes text into
Markdown that shows it as it is, `quotation` puts `> ` before each line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from unreader.annotating.codebook import Codebook
from unreader.exporting.annotation_markdown import Body, block_id, cited, link_of, marked_quotation
from unreader.exporting.markdown_text import escape_markdown, quotation
from unreader.exporting.remaking import without_marks
from unreader.exporting.selection import Annotated
from unreader.model import UnreaderError

#: No block is longer, and no product of a template's numbers and texts greater: templates come from other people too.
LONGEST = 1_000_000


class TemplateError(UnreaderError):
    """A template that cannot be used."""


def read_template(path: Path) -> Body:
    """Read a template; what makes a block with it. Raises TemplateError, with the line that is wrong."""
    try:
        from jinja2 import StrictUndefined
        from jinja2.exceptions import TemplateError as JinjaError
        from jinja2.exceptions import TemplateSyntaxError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError:
        raise TemplateError("templates need Jinja2: pip install 'unreader[templates]'") from None

    class Bounded(ImmutableSandboxedEnvironment):
        """Multiplying makes nothing that does not fit."""

        intercepted_binops = frozenset(("*", "**"))

        def call_binop(self, context: object, operator: str, left: Any, right: Any) -> Any:
            sizes = [abs(one) if isinstance(one, int | float) else len(one) for one in (left, right)]
            if operator == "**" or sizes[0] * sizes[1] > LONGEST:
                raise ValueError(f"{operator} is not for so large numbers or texts in a template")
            return left * right

    environment = Bounded(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(md=escape_markdown, quotation=quotation)
    try:
        template = environment.from_string(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"{path} cannot be read: {error}") from None
    except TemplateSyntaxError as error:
        raise TemplateError(f"{path}, line {error.lineno}: {error.message}") from None

    def body(one: Annotated, codebook: Codebook) -> str:
        try:
            pieces: list[str] = []
            room = LONGEST
            for piece in template.generate(_known(one, codebook)):
                room -= len(piece)
                if room < 0:
                    raise ValueError(f"it makes more than {LONGEST:,} characters")
                pieces.append(piece)
            return without_marks("".join(pieces))
        except (JinjaError, ArithmeticError, TypeError, ValueError, LookupError, RuntimeError, MemoryError) as error:
            where = one.annotation.address.plain
            raise TemplateError(f"{path} fails for {where}: {error}; nothing was written") from None

    return body


def _known(one: Annotated, codebook: Codebook) -> Mapping[str, Any]:
    """What a template knows of an annotation: texts, lists and mappings, nothing that reaches further."""
    annotation, entry = one.annotation, one.entry
    address = annotation.address.plain
    return {
        "address": str(address),
        "symbol": address.symbol,
        "path": address.path,
        "citation": one.citation,
        "title": entry.title if entry else "",
        "language": entry.language if entry else annotation.address.language,
        "date": (entry.date or "") if entry else "",
        "kind": one.block.kind if one.block else "",
        "label": one.block.label if one.block else "",
        "text": one.block.text if one.block else "",
        "quote": annotation.quote,
        "marked": marked_quotation(one),
        "topics": [_topic(path, codebook) for path in annotation.topics],
        "note": annotation.note,
        "author": annotation.author,
        "created": annotation.created,
        "modified": annotation.modified,
        "state": annotation.anchor.state,
        "id": annotation.id,
        "block_id": block_id(annotation),
        "link": link_of(one),
        "cites": [
            {"quote": reference.citation.quote, "target": target, "opens": reference.citation.opens or "", "text": text}
            for reference, target, text in cited(one)
        ],
    }


def _topic(path: str, codebook: Codebook) -> Mapping[str, Any]:
    known = codebook.get(path)
    names = dict(known.names) if known else {}
    return {"path": path, "name": next(iter(names.values()), path), "names": names, "sign": known.sign if known else ""}
