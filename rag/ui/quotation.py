"""Citations to paste into a memo: what is quoted of a clause, and where it stands, in four styles.

A document brings its titles and the language that prevails, no issuer and no date; those are the writer's to add.
"""

import re
from collections.abc import Callable, Sequence

from rag.types import Answer, Citation, Clause, Document, Lang
from rag.ui.headings import heading_number, path_words

Style = Callable[[Clause, Document, str, Lang], str]
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~])")
_CHAPTERS = {"part": "pt.", "chapter": "ch.", "section": "sec."}


def cited_texts(answer: Answer, documents: Sequence[Document]) -> dict[str, str]:
    """Style name -> the citations of an answer in it, one clause after the other; {} where nothing is cited."""
    by_id = {document.id: document for document in documents}
    quoted: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        quoted.setdefault(citation.clause.id, []).append(citation)
    if not quoted:
        return {}
    lines: dict[str, list[str]] = {name: [] for name in STYLES}
    for citations in quoted.values():
        clause = citations[0].clause
        lang = answer.lang if clause[answer.lang] else answer.lang.other
        words = ("" if lang is Lang.ZH else " ").join(dict.fromkeys(each.quote(lang) for each in citations))
        for name, style in STYLES.items():
            lines[name].append(style(clause, by_id[clause.document], words, lang))
    return {name: ("\n\n" if name == "markdown" else "\n").join(each) for name, each in lines.items()}


def plain(clause: Clause, document: Document, quote: str, lang: Lang) -> str:
    """Title, place and quoted words: 《桥梁规划》第一章第一节 1.1.2：“…”."""
    if lang is Lang.ZH:
        return f"《{_title(document, lang)}》{_place_zh(clause)}：“{quote}”"
    return f"{_title(document, lang)}, {_place_en(clause)}: “{quote}”"


def markdown(clause: Clause, document: Document, quote: str, lang: Lang) -> str:
    """A block quotation with its source below; what Markdown would read as markup is escaped."""
    path = path_words(clause, lang)
    where = ", ".join(filter(None, (escape_markdown(path), f"[{clause.number}]")))
    lines = "\n".join(f"> {escape_markdown(line)}" for line in quote.splitlines())
    return f"{lines}\n>\n> — *{escape_markdown(_title(document, lang))}*, {where}"


def gbt_7714(clause: Clause, document: Document, quote: str, lang: Lang) -> str:
    """GB/T 7714-2015, a document without named author: 题名[Z]: 引文位置. Issuer and date are the writer's to add."""
    place = _place_zh(clause) if lang is Lang.ZH else _place_en(clause)
    return f"{_title(document, lang)}[Z]: {place}."


def bluebook(clause: Clause, document: Document, quote: str, lang: Lang) -> str:
    """After Bluebook rule 20.5, original title first: 桥梁规划 [Bridge Plan], ch. 1, sec. 1, cl. 1.1.2."""
    titles = document.title_zh or document.title_en
    if document.title_zh and document.title_en:
        titles = f"{document.title_zh} [{document.title_en}]"
    steps = [f"{_CHAPTERS[step.kind]} {step.number}" for step in clause.path if step.kind in _CHAPTERS and step.number]
    prevails = (
        f" ({'Chinese' if document.prevailing is Lang.ZH else 'English'} text prevails)" if document.prevailing else ""
    )
    return ", ".join((titles, *steps, f"{_unit_en(clause)} {clause.number}")) + prevails + "."


STYLES: dict[str, Style] = {"plain": plain, "markdown": markdown, "gbt": gbt_7714, "bluebook": bluebook}


def escape_markdown(text: str) -> str:
    """Text whose every character Markdown shows as it is, markup and HTML included."""
    return _MARKDOWN.sub(r"\\\1", text)


def _title(document: Document, lang: Lang) -> str:
    return document.title[lang] or document.title[lang.other]


def _place_zh(clause: Clause) -> str:
    steps = "".join(heading_number(step, Lang.ZH) for step in clause.path)
    return f"{steps}第{clause.number}条" if _is_article(clause) else f"{steps} {clause.number}".strip()


def _place_en(clause: Clause) -> str:
    steps = [heading_number(step, Lang.EN) for step in clause.path]
    return ", ".join(filter(None, (*steps, f"{'Article' if _is_article(clause) else 'Clause'} {clause.number}")))


def _unit_en(clause: Clause) -> str:
    return "art." if _is_article(clause) else "cl."


def _is_article(clause: Clause) -> bool:
    """Articles of a law are numbered through, "12" or "12-1"; clauses of a plan by their place, "2.4.2"."""
    return "." not in clause.number
