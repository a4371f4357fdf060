"""A conversation as a file to keep: Markdown, Word or JSON, each answer with the clauses it cites, in both languages."""

import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.markers import clause_labels
from rag.render import emphasised_lines
from rag.serialise import to_json
from rag.types import Answer, Citation, Document, Lang, Status
from rag.ui.conversation import Conversation
from rag.ui.headings import path_words
from rag.ui.labels import LABELS
from rag.ui.quotation import escape_markdown

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

FORMATS = {"markdown": "md", "word": "docx", "json": "json"}  # format -> file name extension
_EAST_ASIAN_FONT = "SimSun"  # every Word that writes Chinese has it
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no XML can hold them


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause that an answer cites: its name, its headings and the quotes, in both languages."""

    name: str
    document: Document
    citations: tuple[Citation, ...]

    def heading(self, lang: Lang) -> str:
        return " · ".join(filter(None, (self.document.title[lang], path_words(self.citations[0].clause, lang))))

    def quotes(self, lang: Lang) -> list[str]:
        return list(dict.fromkeys(quote for each in self.citations if (quote := each.quote(lang))))


def export(conversation: Conversation, format: str, *, name: str, documents: Sequence[Document]) -> bytes:
    """The conversation as a file of a format of FORMATS; `name` is its title."""
    made = {"markdown": _markdown, "word": _word, "json": _json}[format]
    return made(conversation, name or LABELS["exported_title"].en, {document.id: document for document in documents})


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


def _markdown(conversation: Conversation, name: str, documents: dict[str, Document]) -> bytes:
    lines = [f"# {escape_markdown(name)}"]
    for exchange in conversation:
        lines.append(f"## {escape_markdown(' '.join(exchange.question.split()))}")
        if exchange.answer is None:
            continue
        lines += ["".join(map(_marked, line)) for line in emphasised_lines(exchange.answer)]
        lines += [f"*{escape_markdown(line)}*" for line in _limits(exchange.answer)]
        for cited in cited_clauses(exchange.answer, documents):
            lines += [f"**\\[{escape_markdown(cited.name)}\\]** {escape_markdown(cited.heading(exchange.answer.lang))}"]
            for lang in Lang:
                lines += ["> " + escape_markdown(quote).replace("\n", "\n> ") for quote in cited.quotes(lang)]
    return ("\n\n".join(lines) + "\n").encode("utf-8")


def _marked(run: tuple[str, bool]) -> str:
    """A run of words in Markdown, in bold what answers directly."""
    words, direct = run
    return f"**{escape_markdown(words)}**" if direct else escape_markdown(words)


def _word(conversation: Conversation, name: str, documents: dict[str, Document]) -> bytes:
    from docx import Document as Word
    from docx.oxml.ns import qn

    word = Word()
    fonts = word.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _EAST_ASIAN_FONT)
    word.core_properties.title = _printable(name)[:255]
    word.core_properties.author = "Clausewise"
    word.add_heading(_printable(name), 0)
    for exchange in conversation:
        word.add_heading(_printable(exchange.question), 1)
        if exchange.answer is None:
            continue
        for runs in emphasised_lines(exchange.answer):
            paragraph = word.add_paragraph()
            for words, direct in runs:
                paragraph.add_run(_printable(words)).bold = direct or None
        for line in _limits(exchange.answer):
            _italic(word.add_paragraph(), line)
        for cited in cited_clauses(exchange.answer, documents):
            head = word.add_paragraph()
            head.add_run(f"[{cited.name}] ").bold = True
            head.add_run(_printable(cited.heading(exchange.answer.lang)))
            for quote in (quote for lang in Lang for quote in cited.quotes(lang)):
                word.add_paragraph(_printable(quote), style="Quote")
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _json(conversation: Conversation, name: str, documents: dict[str, Document]) -> bytes:
    record = {
        "name": name,
        "documents": [
            {"id": each.id, "title_zh": each.title_zh, "title_en": each.title_en, "sha256": each.sha256}
            for each in documents.values()
        ],
        "answers": [
            {"question": exchange.question, "answer": exchange.answer and to_json(exchange.answer)}
            for exchange in conversation
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _limits(answer: Answer) -> list[str]:
    """What limits the answer: a refusal's text says its own reasons."""
    reasons = () if answer.status is Status.REFUSED else answer.reasons
    return [*reasons, *answer.notices]


def _italic(paragraph: "Paragraph", text: str) -> None:
    paragraph.add_run(_printable(text)).italic = True


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
