"""A conversation as a file to keep: Markdown, Word or JSON, each answer with the clauses it cites, in both languages.

The file says when the conversation was, under which address each clause opens, and which language prevails.
"""

import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rag.markers import clause_labels
from rag.render import emphasised_lines
from rag.serialise import to_json
from rag.types import Answer, Citation, Clause, Document, Lang, Status
from rag.ui.conversation import Conversation
from rag.ui.headings import path_words
from rag.ui.labels import LABELS
from rag.ui.quotation import escape_markdown

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

FORMATS = {"markdown": "md", "word": "docx", "json": "json"}  # format -> file name extension
_EAST_ASIAN_FONT = "SimSun"  # every Word that writes Chinese has it
_STYLES = ("Normal", "Title", "Heading 1", "Quote")  # those used here; each has fonts of its own
_IS_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_IS_ADDRESS = re.compile(r"https?://(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d+)?(?:/[\w./~%-]*)?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no XML can hold them


@dataclass(frozen=True, slots=True)
class About:
    """What stands around the answers of a file.

    name     its title
    day      when the conversation was, "2031-05-07"; anything else is left out
    address  of the window, an http(s) one; clauses are linked where it is known
    """

    name: str
    day: str = ""
    address: str = ""

    @property
    def title(self) -> str:
        return self.name or LABELS["exported_title"].en

    @property
    def made(self) -> str:
        """A line on what this is: "2031-05-07 · Clausewise 条文通"."""
        return " · ".join((*([self.day] if _IS_DAY.fullmatch(self.day) else []), "Clausewise 条文通"))

    def link(self, clause: Clause) -> str:
        """Where the clause opens; "" where that is not known."""
        return f"{self.address}?clause={quote(clause.id)}" if _IS_ADDRESS.fullmatch(self.address) else ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause that an answer cites: its name, its headings and the quotes, in both languages."""

    name: str
    document: Document
    citations: tuple[Citation, ...]

    @property
    def clause(self) -> Clause:
        return self.citations[0].clause

    def headings(self) -> list[str]:
        """Title of the document and headings, a line a language that the clause has."""
        lines = (
            " · ".join(filter(None, (self.document.title[lang], path_words(self.clause, lang))))
            for lang in Lang
            if self.clause[lang]
        )
        return list(dict.fromkeys(filter(None, lines)))

    def quotes(self, lang: Lang) -> list[str]:
        return list(dict.fromkeys(filter(None, (each.quote(lang) for each in self.citations))))


def export(conversation: Conversation, format: str, about: About, *, documents: Sequence[Document]) -> bytes:
    """The conversation as a file of a format of FORMATS."""
    made = {"markdown": _markdown, "word": _word, "json": _json}[format]
    return made(conversation, about, {document.id: document for document in documents})


def file_name(name: str, format: str) -> str:
    """A file name that every system takes: 'a/b: c?' -> "a b c.md"."""
    words = " ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f.]+', " ", name).split())[:60].strip()
    return f"{words or 'clausewise'}.{FORMATS[format]}"


def cited_clauses(answer: Answer, documents: dict[str, Document]) -> Iterator[Cited]:
    """Each clause that the answer cites, once, in order of first citation."""
    labels = clause_labels(answer.hits)
    by_clause: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_clause.setdefault(citation.clause.id, []).append(citation)
    for clause_id, citations in by_clause.items():
        clause = citations[0].clause
        yield Cited(labels.get(clause_id, clause.number), documents[clause.document], tuple(citations))


def _markdown(conversation: Conversation, about: About, documents: dict[str, Document]) -> bytes:
    lines = [f"# {escape_markdown(about.title)}", escape_markdown(about.made)]
    for exchange in conversation:
        lines.append(f"## {escape_markdown(' '.join(exchange.question.split()))}")
        if exchange.answer is None:
            continue
        lines += ["".join(map(_marked, line)) for line in emphasised_lines(exchange.answer)]
        lines += [f"*{escape_markdown(line)}*" for line in _limits(exchange.answer)]
        for cited in cited_clauses(exchange.answer, documents):
            link = about.link(cited.clause)
            name = f"[{escape_markdown(cited.name)}](<{link}>)" if link else f"\\[{escape_markdown(cited.name)}\\]"
            lines.append(f"**{name}** " + "  \n".join(escape_markdown(line) for line in cited.headings()))
            for lang in Lang:
                lines += ["> " + escape_markdown(quoted).replace("\n", "\n> ") for quoted in cited.quotes(lang)]
    lines += [escape_markdown(line) for line in _prevailing(conversation, documents)]
    return ("\n\n".join(lines) + "\n").encode("utf-8")


def _marked(run: tuple[str, bool]) -> str:
    """A run of words in Markdown, in bold what answers directly."""
    words, direct = run
    return f"**{escape_markdown(words)}**" if direct else escape_markdown(words)


def _word(conversation: Conversation, about: About, documents: dict[str, Document]) -> bytes:
    from docx import Document as Word

    word = Word()
    for style in _STYLES:
        _set_fonts(word.styles[style])
    word.styles["Quote"].font.italic = False  # Chinese has no italics; a machine's slant spoils it
    word.styles["Quote"].paragraph_format.left_indent = 300_000  # EMU, about 8 mm
    word.core_properties.title = _printable(about.title)[:255]
    word.core_properties.author = "Clausewise"
    word.add_heading(_printable(about.title), 0)
    word.add_paragraph(_printable(about.made))
    for exchange in conversation:
        word.add_heading(_printable(exchange.question), 1)
        if exchange.answer is None:
            continue
        for runs in emphasised_lines(exchange.answer):
            paragraph = word.add_paragraph()
            for words, direct in runs:
                paragraph.add_run(_printable(words)).bold = direct or None
        for line in _limits(exchange.answer):
            word.add_paragraph(_printable(line))
        for cited in cited_clauses(exchange.answer, documents):
            _add_cited(word.add_paragraph(), cited, about.link(cited.clause))
            for quoted in (each for lang in Lang for each in cited.quotes(lang)):
                word.add_paragraph(_printable(quoted), style="Quote")
    for line in _prevailing(conversation, documents):
        word.add_paragraph(_printable(line))
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _set_fonts(style: Any) -> None:
    """Give a style of Word a Chinese font; without this its theme's comes first, which has none."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.pop(qn("w:eastAsiaTheme"), None)
    fonts.set(qn("w:eastAsia"), _EAST_ASIAN_FONT)


def _add_cited(paragraph: "Paragraph", cited: Cited, link: str) -> None:
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(f"[{cited.name}] ").bold = True
    paragraph.add_run(_printable("\n".join(filter(None, (*cited.headings(), link)))))


def _json(conversation: Conversation, about: About, documents: dict[str, Document]) -> bytes:
    record = {
        "name": about.title,
        "day": about.day if _IS_DAY.fullmatch(about.day) else None,
        "documents": [
            {name: value for name, value in asdict(each).items() if name != "text"} for each in documents.values()
        ],
        "answers": [
            {"question": exchange.question, "answer": exchange.answer and to_json(exchange.answer)}
            for exchange in conversation
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _prevailing(conversation: Conversation, documents: dict[str, Document]) -> list[str]:
    """A line a document cited of which one language prevails, in both languages."""
    answers = [exchange.answer for exchange in conversation if exchange.answer is not None]
    cited = dict.fromkeys(citation.clause.document for answer in answers for citation in answer.citations)
    return [
        f"《{document.title_zh or document.title_en}》{label.zh}。{label.en}."
        for document in (documents[each] for each in cited)
        if document.prevailing is not None and (label := LABELS[f"prevails_{document.prevailing}"])
    ]


def _limits(answer: Answer) -> list[str]:
    """What limits the answer: a refusal's text says its own reasons."""
    reasons = () if answer.status is Status.REFUSED else answer.reasons
    return [*reasons, *answer.notices]


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
