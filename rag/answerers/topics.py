"""Questions about a whole chapter or section, and their answer: its clauses' titles, with their first sentences if short.

"What does chapter 9 say?" names it by number, "战略定位有哪些？" by title. Only a question that says little beside the
heading is taken for one: "what does chapter 9 say of taxes" is answered from the clauses that retrieval finds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.answerers.selection import LIST_BUDGET
from rag.lexical import LexicalIndex
from rag.markers import with_markers
from rag.numerals import zh_value
from rag.types import Clause, DraftKind, DraftSentence, Heading, Lang

MOST = 20  # clauses that an outline lists
_SAID, _HELD = 0.99, 0.45  # of the title in the question, of the question in the title; by rarity
_HAN_NUMBER = "[一二三四五六七八九十百]+"
_NUMBERED = re.compile(
    rf"第\s*(?P<zh>\d+|{_HAN_NUMBER})\s*(?P<zh_kind>[编章節节])|\b(?P<en_kind>part|chapter|section)\s+(?P<en>\d+|[ivx]+)(?![a-z\d])",
    re.IGNORECASE,
)
_KINDS = {"编": "part", "章": "chapter", "節": "section", "节": "section"}
_ASKS = re.compile(
    r"哪些|(?:是|讲|说|有|规定)了?(?:些)?什么|怎么说|内容|概括|介绍|\bwhat\b|\blist\b|\bname\b|\bsummar|\boverview\b|tell me about"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_EDGES = "—–- 。.:：;；"
_Path = tuple[str, tuple[Heading, ...]]


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading and the clauses under it, in order, at most `MOST`."""

    heading: Heading
    clauses: tuple[Clause, ...]


class Topics:
    """The chapters and sections of some clauses."""

    def __init__(self, clauses: Sequence[Clause], terms: LexicalIndex) -> None:
        """`terms` knows how rare a term is."""
        self._terms = terms
        self._under: dict[_Path, list[Clause]] = {}
        for clause in clauses:
            for depth in range(1, len(clause.path) + 1):
                self._under.setdefault((clause.document, clause.path[:depth]), []).append(clause)

    def asked(self, query: str) -> Topic | None:
        """The one heading that a normalised question asks about as a whole; None for any other question."""
        if not _ASKS.search(query):
            return None
        found = self._by_number(query) if _NUMBERED.search(query) else self._by_title(query)
        several = [path for path in found if len(self._under[path]) > 1]
        if len(several) != 1:
            return None
        return Topic(several[0][1][-1], tuple(self._under[several[0]][:MOST]))

    def _by_number(self, query: str) -> list[_Path]:
        """The paths whose last headings have the numbers named, where nothing else of weight is asked."""
        rest = _ASKS.sub(" ", _NUMBERED.sub(" ", query))
        if len(self._terms.known(rest)) > 2:
            return []
        wanted = [_numbered(match) for match in _NUMBERED.finditer(query)]
        wanted.sort(key=lambda item: item[0] == "section")  # "section 2 of chapter 3": the chapter is the outer one
        return [path for path in self._under if [(h.kind, h.number) for h in path[1][-len(wanted) :]] == wanted]

    def _by_title(self, query: str) -> list[_Path]:
        asked = self._terms.weights(query)
        if not asked:
            return []
        return [path for path in self._under if any(self._fits(asked, path[1][-1].title[lang]) for lang in Lang)]

    def _fits(self, asked: Mapping[str, float], title: str) -> bool:
        held = self._terms.weights(title)
        return bool(held) and _share(held, asked) >= _SAID and _share(asked, held) >= _HELD


def outline(topic: Topic, lang: Lang) -> Iterator[DraftSentence]:
    """The heading, then each clause as an item: its title with its first sentence, without that where all is too long."""
    title = topic.heading.title[lang] or topic.heading.title[lang.other]
    yield DraftSentence(title + ("：" if lang is Lang.ZH else ":"), DraftKind.NOTE)
    short = sum(len(_title(clause, lang)) + len(_first(clause, lang)) for clause in topic.clauses) <= LIST_BUDGET[lang]
    for clause in topic.clauses:
        named = _title(clause, lang)
        words = _opening(clause, lang) if named and short else named or _first(clause, lang)
        yield DraftSentence(with_markers(f"- {words}", [clause.id]))


def _title(clause: Clause, lang: Lang) -> str:
    return clause.title[lang].strip(_EDGES)


def _opening(clause: Clause, lang: Lang) -> str:
    """The clause's own words from its title to the end of its first sentence."""
    end = clause.body[0].span(lang)
    return clause[lang][: end.end].lstrip(_EDGES) if end else _title(clause, lang)


def _first(clause: Clause, lang: Lang) -> str:
    return clause.body[0][lang] or clause.body[0][lang.other]


def _numbered(match: re.Match[str]) -> tuple[str, str]:
    """A named heading's kind and Arabic number: "第八章" -> ("chapter", "8"), "Chapter IX" -> ("chapter", "9")."""
    if match["zh_kind"]:
        number = match["zh"]
        return _KINDS[match["zh_kind"]], number if number.isdecimal() else str(zh_value(number))
    number = match["en"].lower()
    return match["en_kind"].lower(), number if number.isdecimal() else str(_roman(number))


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(-v if any(v < later for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _share(weights: Mapping[str, float], terms: Mapping[str, float]) -> float:
    return sum(weight for term, weight in weights.items() if term in terms) / (sum(weights.values()) or 1.0)
