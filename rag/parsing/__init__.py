"""Source text → clauses, without loss.

`read_source` reads a file, `parse` makes a document, its clauses and a report that accounts for every line. The
steps, each in its file: pieces (cut lines by language), headings (the grammar), articles and
plans (which lines that look like headings are some), outline (what is what), clauses (pair the
languages and number), sentences (split and align), report (nothing dropped).
"""

import hashlib

from rag.errors import SourceError
from rag.parsing.clauses import Parsed, build_clauses
from rag.parsing.outline import read_outline
from rag.parsing.pieces import split_pieces
from rag.parsing.report import ParseReport, Placement
from rag.parsing.source import read_lines, read_source
from rag.parsing.titles import document_title
from rag.types import Document, Lang, Published

__all__ = ["ParseReport", "Parsed", "Placement", "parse", "read_lines", "read_source"]
_UNKNOWN = Published()


def parse(
    text: str,
    *,
    id: str,
    name: str = "",
    sha256: str = "",
    title_zh: str = "",
    title_en: str = "",
    prevailing: Lang | None = None,
    licence: str = "",
    published: Published = _UNKNOWN,
) -> Parsed:
    """Parse a source text into its document, clauses and report.

    text    the whole source in one or both languages; for two files, one after the other with a blank line between
    id      short id that clause ids begin with: "ylz" -> "ylz:2.4.2"
    name    what messages call the source, its file name as a rule
    titles  left empty, they are read from the top of the text

    Raises SourceError for a text without words, ParseError where something cannot be placed.
    """
    name = name or id
    if not any(character.isalpha() for character in text):
        raise SourceError(f"{name}: no text in it ({len(text)} characters); give a text with Chinese or English words")
    pieces = list(split_pieces(text))
    outline = read_outline(pieces)
    if not outline.paragraphs:
        raise SourceError(
            f"{name}: no clause in it, {len(pieces)} lines of headings or front matter; "
            "give a text with paragraphs or articles under its headings"
        )
    document = Document(
        id=id,
        title_zh=title_zh or document_title(outline, text, Lang.ZH),
        title_en=title_en or document_title(outline, text, Lang.EN),
        sha256=sha256 or hashlib.sha256(text.encode("utf-8")).hexdigest(),
        text=text,
        prevailing=prevailing,
        licence=licence,
        published=published,
    )
    return build_clauses(document, outline, name=name)
