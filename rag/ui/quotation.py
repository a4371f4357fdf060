"""Citations to paste into a memo: what is quoted of a clause, and where it stands, in four styles.

Who issued a document and when is its folder's to say (`document.toml`); what it does not say is left out. The date on
which a page was looked at is the writer's to add.
"""

import re
from collections.abc import Callable, Sequence

from rag.types import Answer, Citation, Clause, Document, Lang
from rag.ui.headings import han, heading_number, path_words

Style = Callable[[Clause, Document, str, Lang], str]
# What Markdown reads as markup anywhere, and at the beginning of a line alone: "1. ", "# ", "- ", "===".
_MARKUP = re.compile(
    r"[\\`*_\[\]<|~$]|&(?=#?\w+;)|^\s*(?:>|#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]+(?=\s*$)|\d+[.)](?=\s|$))", re.M
)
_CHAPTERS = {"part": "pt.", "chapter": "ch.", "section": "sec."}
_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
_NAMES = {Lang.ZH: "Chinese", Lang.EN: "English"}


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
    """Title, issuer and date, place and quoted words: 《桥梁规划》（湖区政府，2031年5月）第一章第一节 1.1.2：“…”."""
    title, issued = _title(document, lang), _issued(document, lang)
    if lang is Lang.ZH:
        return f"《{title}》{issued}{_place(clause, lang)}：“{quote}”{_prevails(document, lang)}"
    head = f"{title} {issued}".strip()
    return f"{head}, {_place(clause, lang)}: “{quote}” {_prevails(document, lang)}".strip()


def markdown(clause: Clause, document: Document, quote: str, lang: Lang) -> str:
    """A block quotation with its source below; what Markdown would read as markup is escaped."""
    title = f"*{escape_markdown(_title(document, lang))}*"
    if document.published.url:
        title = f"[{title}](<{document.published.url}>)"
    head = " ".join(filter(None, (title, escape_markdown(_issued(document, lang)))))
    where = ", ".join(filter(None, (head, escape_markdown(path_words(clause, lang)), f"[{clause.number}]")))
    lines = "\n".join(f"> {escape_markdown(line)}" for line in quote.splitlines())
    return f"{lines}\n>\n> — {where} {escape_markdown(_prevails(document, lang))}".rstrip()


def gbt_7714(clause: Clause, document: Document, quote: str, lang: Lang) -> str:
    """GB/T 7714-2015, 责任者. 题名[Z]. 日期: 引文位置. 网址: 湖区政府. 桥梁规划[Z]. 2031-05: 第一章第一节 1.1.2."""
    published = document.published
    issuer = (published.issuer[lang] or published.issuer[lang.other]).replace("、", ", ")
    kind = "Z/OL" if published.url else "Z"
    head = ". ".join(filter(None, (issuer, f"{_title(document, lang)}[{kind}]", published.date)))
    note = _prevails(document, lang)
    return " ".join(filter(None, (f"{head}: {_place(clause, lang)}.", published.url and f"{published.url}.", note)))


def bluebook(clause: Clause, document: Document, quote: str, lang: Lang) -> str:
    """After Bluebook rule 20.5, original title first: 桥梁规划 [Bridge Plan] (Lake Gov't, May 2031), ch. 1, cl. 1.1.2."""
    titles = document.title_zh or document.title_en
    if document.title_zh and document.title_en:
        titles = f"{document.title_zh} [{document.title_en}]"
    published = document.published
    issued = ", ".join(filter(None, (published.issuer.en or published.issuer.zh, _day(published.date, _SHORT))))
    steps = [f"{_CHAPTERS[step.kind]} {step.number}" for step in clause.path if step.kind in _CHAPTERS and step.number]
    unit = "art." if clause.is_article else "cl."
    head = f"{titles} ({issued})" if issued else titles
    prevails = f" ({_NAMES[document.prevailing]} text prevails)" if document.prevailing else ""
    return ", ".join(filter(None, (head, *steps, f"{unit} {clause.number}{prevails}", published.url))) + "."


STYLES: dict[str, Style] = {"plain": plain, "markdown": markdown, "gbt": gbt_7714, "bluebook": bluebook}


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is, markup and HTML included: "1. *a*" -> "1\\. \\*a\\*", "7.4.2" -> "7.4.2"."""
    return _MARKUP.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", text)


def _title(document: Document, lang: Lang) -> str:
    return document.title[lang] or document.title[lang.other]


def _issued(document: Document, lang: Lang) -> str:
    """Issuer and date in brackets; "" where neither is known."""
    issuer, date = document.published.issuer, document.published.date
    if lang is Lang.ZH:
        year, *rest = date.split("-")
        day = "".join(f"{int(part)}{unit}" for part, unit in zip((year, *rest), "年月日", strict=False) if part)
        said = "，".join(filter(None, (issuer.zh or issuer.en, day)))
        return f"（{said}）" if said else ""
    said = ", ".join(filter(None, (issuer.en or issuer.zh, _day(date, _MONTHS))))
    return f"({said})" if said else ""


def _day(date: str, months: Sequence[str]) -> str:
    """ "2019-12-01" -> "December 1, 2019"; "2019-12" -> "December 2019"."""
    year, *rest = date.split("-")
    month = [months[int(rest[0]) - 1]] if rest else []
    return " ".join((*month, *(f"{int(day)}," for day in rest[1:]), year))


def _prevails(document: Document, lang: Lang) -> str:
    """A note that the other language prevails; "" where the quoted one does, or neither."""
    if document.prevailing is None or document.prevailing is lang:
        return ""
    return "（以英文文本为准。）" if lang is Lang.ZH else f"({_NAMES[document.prevailing]} text prevails.)"


def _place(clause: Clause, lang: Lang) -> str:
    """Headings and number: "第一章第一节 1.1.2", "Chapter 1, Section 1, Clause 1.1.2"; of a law "第十二条之一"."""
    steps = [heading_number(step, lang) for step in clause.path]
    if lang is Lang.EN:
        return ", ".join(filter(None, (*steps, f"{'Article' if clause.is_article else 'Clause'} {clause.number}")))
    if not clause.is_article:
        return f"{''.join(steps)} {clause.number}".strip()
    number, _, inserted = clause.number.partition("-")
    return f"{''.join(steps)}第{han(number)}条" + (f"之{han(inserted)}" if inserted else "")
