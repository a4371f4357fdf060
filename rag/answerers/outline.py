"""An outline: the headings asked about with their clauses, or the sentences of clauses that mention something."""

import re
from collections.abc import Iterator

from rag.answerers.selection import LIST_BUDGET
from rag.answerers.topics import KINDS, Part, Topic, sentence_with
from rag.markers import with_markers
from rag.types import Clause, DraftKind, DraftSentence, Heading, Lang

_MENTIONING = {Lang.ZH: "提到“{}”的条文：", Lang.EN: "Clauses that mention “{}”:"}
_NUMERALS = "一二三四五六七八九十"
_COUNTS = {
    "part": ("（共{}编。）", "({} parts.)"),
    "chapter": ("（共{}章。）", "({} chapters.)"),
    "section": ("（共{}节。）", "({} sections.)"),
}
_EDGES = "—–- 。.:：;；"
_MORE = {Lang.ZH: "（共{}条，以上为前{}条。）", Lang.EN: "({} clauses in all; these are the first {}.)"}


def outline(topic: Topic, lang: Lang) -> Iterator[DraftSentence]:
    """Each heading, then its clauses as items: title and first sentence, without that where all is too long.

    Headings under it stand before their clauses. Clauses that mention something are quoted with the sentence that does.
    """
    size = sum(len(_title(clause, lang)) + len(_first(clause, lang)) for clause in topic.clauses)
    for part in topic.parts:
        yield DraftSentence(_heading(topic, part, lang), DraftKind.NOTE)
        under = None
        for clause in part.clauses:
            own = None if topic.whole or topic.mentioned else _under(part.heading, clause)
            if own and own != under:
                yield DraftSentence(_numbered_title(own, lang), DraftKind.NOTE)
            under = own
            yield DraftSentence(
                with_markers(f"- {_item(topic, clause, lang, brief=size > LIST_BUDGET[lang])}", [clause.id])
            )
        if not topic.whole and part.count > len(part.clauses):
            yield DraftSentence(_MORE[lang].format(part.count, len(part.clauses)), DraftKind.NOTE)
    yield from _counted_headings(topic, lang)


def _heading(topic: Topic, part: Part, lang: Lang) -> str:
    if topic.mentioned:
        return _MENTIONING[lang].format(_as_written(topic, lang))
    title = part.heading.title[lang] or part.heading.title[lang.other]
    number = f"{part.heading.number} " if topic.whole and part.heading.number else ""
    return number + title + ("：" if lang is Lang.ZH else ":")


def _item(topic: Topic, clause: Clause, lang: Lang, *, brief: bool) -> str:
    if topic.mentioned:
        return sentence_with(topic.mentioned, clause, lang)
    named = "" if topic.whole else _title(clause, lang)
    return _opening(clause, lang) if named and not brief else named or _first(clause, lang)


def _under(heading: Heading, clause: Clause) -> Heading | None:
    """The heading right under another that a clause stands under; None where it stands right under that."""
    below = clause.path[clause.path.index(heading) + 1 :]
    return below[0] if below else None


def _numbered_title(heading: Heading, lang: Lang) -> str:
    """ "第二节 题目：", "Section 2 Title:"."""
    title = heading.title[lang] or heading.title[lang.other]
    if not heading.number.isdecimal():
        return title + ("：" if lang is Lang.ZH else ":")
    if lang is Lang.EN:
        return f"{heading.kind.capitalize()} {heading.number} {title}:"
    number = int(heading.number)
    kind = next((zh for zh, en in reversed(KINDS.items()) if en == heading.kind), "")
    return f"第{_NUMERALS[number - 1] if number <= len(_NUMERALS) else number}{kind} {title}："


def _counted_headings(topic: Topic, lang: Lang) -> Iterator[DraftSentence]:
    """How many headings are told: of a whole document those of the first level, of one heading those under it."""
    if topic.whole:
        told = [part.heading for part in topic.parts if part.heading.number]
    else:
        (first, *others) = topic.parts
        own = (_under(first.heading, clause) for clause in first.clauses) if first.count == len(first.clauses) else ()
        told = list(dict.fromkeys(filter(None, own))) if not others and not topic.mentioned else []
    if len(told) > 1 and told[0].kind in _COUNTS:
        yield DraftSentence(_COUNTS[told[0].kind][lang is Lang.EN].format(len(told)), DraftKind.NOTE)


def _as_written(topic: Topic, lang: Lang) -> str:
    """The name as the clauses have it, in `lang` where they do."""
    names = sorted(topic.mentioned, key=lambda name: name.isascii() is (lang is Lang.ZH))
    found = (
        re.search(re.escape(name), clause[each], re.IGNORECASE)
        for name in names
        for clause in topic.clauses
        for each in Lang
    )
    return next((match[0] for match in found if match), names[0])


def _title(clause: Clause, lang: Lang) -> str:
    return clause.title[lang].strip(_EDGES)


def _opening(clause: Clause, lang: Lang) -> str:
    """The clause's own words from its title to the end of its first sentence."""
    end = clause.body[0].span(lang)
    return clause[lang][: end.end].lstrip(_EDGES) if end else _title(clause, lang)


def _first(clause: Clause, lang: Lang) -> str:
    return clause.body[0][lang] or clause.body[0][lang.other]
