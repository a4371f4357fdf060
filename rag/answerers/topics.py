"""Questions about whole chapters or sections, or the whole document, and their answer: an outline of them.

"What does chapter 9 say?" names it by number, "战略定位有哪些？" by title, "总结全文" means all. Only a question that says
little beside the heading is taken for one: "what does chapter 9 say of taxes" is answered from the clauses that
retrieval finds, and so is one that counts otherwise than the document ("四个战略定位" where there are five).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from rag.answerers.selection import LIST_BUDGET
from rag.framing import without_filler
from rag.lexical import LexicalIndex, share
from rag.markers import with_markers
from rag.numerals import EN_ONES, roman_value, zh_value
from rag.types import Clause, Document, DraftKind, DraftSentence, Heading, Lang

MOST = 20  # clauses that an outline lists of one heading
BRIEF = 130  # characters of Chinese, or four times as many of English, of a sentence that stands for its chapter
_SAID, _HELD = 0.99, 0.45  # of the title in the question, of the question in the title; by rarity
_HAN_NUMBER = "[一二三四五六七八九十百]+"
_NUMBERED = re.compile(
    rf"第\s*(?P<zh>\d+|{_HAN_NUMBER})\s*(?P<zh_kind>[编章節节])|\b(?P<en_kind>part|chapter|section)s?\s+(?P<en>\d+|[ivx]+)(?![a-z\d])",
    re.IGNORECASE,
)
_RANKS = ("part", "chapter", "section")  # outermost first
_KINDS = {"编": "part", "章": "chapter", "節": "section", "节": "section"}
_ASKS = re.compile(
    r"哪几[个条项大点方]面?|哪些|几[个条项大点]|[一总]共|共有|都(?=[有是叫])|分别|具体|叫(?:什么|啥)|(?:是|讲|说|有|规定|包括)了?(?:些)?什么|怎么说|主要内容|内容|概括|概述|总结|归纳|摘要|介绍"
    r"|请|[帮给]我|一下|\bplease\b|\bgive (?:me|us)\b|\bwhat\b|\bwhich\b|\bhow many\b|\b(?:is|are) there\b|\blist\b|\bnamed?s?\b|\bcalled\b|\ball\b"
    r"|\bsummar\w*|\boverview\b|\boutline\b"
    r"|tell me about|\b(?:main|key) (?:points?|contents?)\b"
)
_SUMS_UP = re.compile(
    r"概括|概述|总结|归纳|摘要|主要内容|(?:讲|说|规定)了?(?:些)?什么|什么内容|章节|目录|结构|框架"
    r"|怎么说|\bwhat (?:does|do|did)\b.* says?\b|\bwhat .*\bsays\b"
    r"|\bsummar|\boverview\b|\babout\b|\bgist\b|\bchapters\b|\bstructured?\b|\bcontents\b|\b(?:main|key) (?:points|contents?)\b"
)
_DOCUMENT = re.compile(
    r"全文|整[个份部]?|这[个份部]|[该本](?=文件|规划|纲要|法|条例)|文件|文档|规划|纲要|方案|通篇"
    r"|\b(?:this|the|whole|entire|full|document|plan|outline|text|paper|act|law|regulations?)\b"
)
# Said of how the whole is to be told, and of nothing in it.
_BESIDE = re.compile(
    r"主要|麻烦|核心|重点|要点|大意|东西|大致|大概|到底|究竟|简单|简要|了解|知道|想"
    r"|\b(?:pls|plz|thanks?|thank you|kindly|quick(?:ly)?|short|brief(?:ly)?|simpl[ey]|simple terms|plain (?:english|words)|rough(?:ly)?"
    r"|main(?:ly)?|overall|actual(?:ly)?|basic(?:ally)?|really|exactly|like|want|need|know|explain|describe|so|key|takeaways?|bullets?|points?)\b"
)
_COUNT = re.compile(
    rf"(?P<zh>\d+|{_HAN_NUMBER})(?:个方面|[个条项大点])|\b(?P<en>\d+|{'|'.join(list(EN_ONES)[2:])})\b(?! ?[年%])"
)
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])(?=[a-z])|(?<=[a-z])(?=[\u3400-\u9fff])")  # no \b there
_HAN = re.compile(r"[\u3400-\u9fff]+")
_SHORT_NAME = 3  # characters of a document's short name, at least
_ROW_EN = re.compile(r"\b(part|chapter|section)s ((?:(?:\d+|[ivx]+)\b(?:,? and |, | to )?){2,})")
_ROW_ZH = re.compile(rf"(第(?:\d+|{_HAN_NUMBER})(?:[、和与]第?(?:\d+|{_HAN_NUMBER}))+)([编章节])")
_EDGES = "—–- 。.:：;；"
_MORE = {Lang.ZH: "（共{}条，以上为前{}条。）", Lang.EN: "({} clauses in all; these are the first {}.)"}
_Path = tuple[str, tuple[Heading, ...]]
_Number = tuple[str, str]  # kind and Arabic number of a heading


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and clauses under it, in order, at most `MOST` of `count`; of a whole document, the one that stands for it."""

    heading: Heading
    clauses: tuple[Clause, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Topic:
    """The headings asked about, each as a whole; `whole`: they are all those of a document."""

    parts: tuple[Part, ...]
    whole: bool = False

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for part in self.parts for clause in part.clauses)


class Topics:
    """The chapters and sections of some clauses."""

    def __init__(self, clauses: Sequence[Clause], terms: LexicalIndex, documents: Sequence[Document] = ()) -> None:
        """`terms` knows how rare a term is; the names of `documents` do not count in a question."""
        self._terms = terms
        self._titles = [document.title_zh for document in documents]
        self._named = {term for document in documents for lang in Lang for term in terms.terms_in(document.title[lang])}
        self._under: dict[_Path, list[Clause]] = {}
        for clause in clauses:
            for depth in range(1, len(clause.path) + 1):
                self._under.setdefault((clause.document, clause.path[:depth]), []).append(clause)
        self._headings = {path[1][-1].title.zh for path in self._under} - {""}

    def asked(self, query: str) -> Topic | None:
        """What a normalised question asks about as a whole; None for any other question."""
        query = _BETWEEN.sub(" ", query)
        if not (_ASKS.search(query) or _SUMS_UP.search(query)):
            return None
        query = _each_numbered(_HAN.sub(self._without_name, query))
        if _NUMBERED.search(query):
            return self._of(self._by_number(query))
        return self._of(self._by_title(query)[:1]) or (self._document() if self._is_of_all(query) else None)

    def _without_name(self, run: re.Match[str]) -> str:
        """A run of Chinese without the short name of a document that it begins with: 长三角战略定位 -> 战略定位.

        A short name has characters of the title in its order: 长三角 of 长江三角洲….
        """
        words = run[0]
        size = max((_named_by(words, title) for title in self._titles), default=0)
        if size < _SHORT_NAME or words[:size] in self._headings:
            return words
        headed = (n for n in range(_SHORT_NAME, size) if words[n:].startswith(tuple(self._headings)))
        size = next(headed, size)
        document = _DOCUMENT.search(words[:size])
        return f" {document[0] if document else ''} {words[size:]}"

    def _of(self, paths: Sequence[_Path]) -> Topic | None:
        """The headings of paths; None where there is none, or one with a single clause under it alone."""
        parts = [Part(path[1][-1], tuple(self._under[path][:MOST]), len(self._under[path])) for path in paths]
        return Topic(tuple(parts)) if len(parts) > 1 or any(part.count > 1 for part in parts) else None

    def _by_number(self, query: str) -> list[_Path]:
        """The paths whose last headings have the numbers named, where nothing else of weight is asked."""
        rest = _DOCUMENT.sub(" ", _ASKS.sub(" ", _NUMBERED.sub(" ", query)))
        if len([term for term in self._terms.known(rest) if term not in self._named]) > 2:
            return []
        asked = _nested([_numbered(match) for match in _NUMBERED.finditer(query)])
        found = [
            [path for path in self._under if tuple((h.kind, h.number) for h in path[1][-len(numbers) :]) == numbers]
            for numbers in asked
        ]
        return [paths[0] for paths in found] if all(len(paths) == 1 for paths in found) else []

    def _by_title(self, query: str) -> list[_Path]:
        """The path whose title the question says, with no more than the document's name and a count beside it."""
        counts = {_counted(match) for match in _COUNT.finditer(query)}
        asked = self._terms.weights(_DOCUMENT.sub(" ", _COUNT.sub(" ", _ASKS.sub(" ", query))))
        several = [path for path in self._under if len(self._under[path]) > 1 and asked and self._fits(asked, path)]
        one = len(several) == 1 and counts <= {len(self._under[several[0]])}
        return several if one else []

    def _fits(self, asked: Mapping[str, float], path: _Path) -> bool:
        return any(self._says(asked, path[1][-1].title[lang]) for lang in Lang)

    def _says(self, asked: Mapping[str, float], title: str) -> bool:
        held = self._terms.weights(title)
        others = {term: weight for term, weight in asked.items() if term in held or term not in self._named}
        return bool(held) and share(held, asked) >= _SAID and share(others, held) >= _HELD

    def _is_of_all(self, query: str) -> bool:
        """Whether a question asks what the document says, and of nothing in it."""
        rest = _DOCUMENT.sub(" ", _BESIDE.sub(" ", _SUMS_UP.sub(" ", _ASKS.sub(" ", query))))
        others = [term for term in self._terms.terms_in(without_filler(rest)) if len(term) > 1]  # known or not
        left = [term for term in (*self._terms.known(rest), *others) if term not in self._named]
        return bool(_SUMS_UP.search(query) and _DOCUMENT.search(query)) and not left

    def _document(self) -> Topic | None:
        """The headings of the first level with the clause that stands for each; None with several documents or one heading."""
        tops = [(path[1][0], under) for path, under in self._under.items() if len(path[1]) == 1]
        if len({document for document, _ in self._under}) != 1 or len(tops) < 2:
            return None
        return Topic(tuple(Part(heading, (_leading(under),), len(under)) for heading, under in tops), whole=True)


def outline(topic: Topic, lang: Lang) -> Iterator[DraftSentence]:
    """Each heading, then its clauses as items: title and first sentence, without that where all is too long."""
    size = sum(len(_title(clause, lang)) + len(_first(clause, lang)) for clause in topic.clauses)
    for part in topic.parts:
        title = part.heading.title[lang] or part.heading.title[lang.other]
        number = f"{part.heading.number} " if topic.whole and part.heading.number else ""
        yield DraftSentence(number + title + ("：" if lang is Lang.ZH else ":"), DraftKind.NOTE)
        for clause in part.clauses:
            named = "" if topic.whole else _title(clause, lang)
            words = _opening(clause, lang) if named and size <= LIST_BUDGET[lang] else named or _first(clause, lang)
            yield DraftSentence(with_markers(f"- {words}", [clause.id]))
        if not topic.whole and part.count > len(part.clauses):
            yield DraftSentence(_MORE[lang].format(part.count, len(part.clauses)), DraftKind.NOTE)


def _leading(clauses: Sequence[Clause]) -> Clause:
    """The clause that stands for a heading: the one right under it if it opens briefly, else the first that is half as brief."""
    lead = clauses[0]
    if len(lead.path) == 1 and _size(lead) <= BRIEF:
        return lead
    return next((clause for clause in clauses if _size(clause) <= BRIEF / 2), lead)


def _size(clause: Clause) -> float:
    return len(clause.body[0].zh) or len(clause.body[0].en) / 4


def _title(clause: Clause, lang: Lang) -> str:
    return clause.title[lang].strip(_EDGES)


def _opening(clause: Clause, lang: Lang) -> str:
    """The clause's own words from its title to the end of its first sentence."""
    end = clause.body[0].span(lang)
    return clause[lang][: end.end].lstrip(_EDGES) if end else _title(clause, lang)


def _first(clause: Clause, lang: Lang) -> str:
    return clause.body[0][lang] or clause.body[0][lang.other]


def _each_numbered(query: str) -> str:
    """With each number of a row in the words of one: "chapters 5 and 6" -> "chapter 5 and chapter 6", 第五、六章 -> 第五章、第六章."""
    query = _ROW_EN.sub(lambda row: re.sub(r"(?=\b(?:\d+|[ivx]+)\b)", f"{row[1]} ", row[2]), query)
    return _ROW_ZH.sub(lambda row: re.sub(rf"第?(\d+|{_HAN_NUMBER})", rf"第\1{row[2]}", row[1]), query)


def _named_by(words: str, title: str) -> int:
    """How many of the first characters of some words a title has in their order."""
    characters = iter(title)
    return sum(1 for _ in takewhile(lambda character: character in characters, words))


def _nested(numbers: Sequence[_Number]) -> list[tuple[_Number, ...]]:
    """The headings that a question numbers, each with those it numbers above it.

    Chapters 5 and 6 are two; section 2 of chapter 3 is one; sections 1 and 2 of chapter 3 are two, both of chapter 3.
    """
    ranked = sorted(numbers, key=lambda number: _RANKS.index(number[0]))
    levels = [tuple(level) for _, level in groupby(ranked, key=lambda number: number[0])]
    above, last = levels[:-1], levels[-1]
    if all(len(level) == 1 for level in above):
        return [(*(level[0] for level in above), number) for number in dict.fromkeys(last)]
    return list(zip(*levels, strict=True)) if len({len(level) for level in levels}) == 1 else []


def _numbered(match: re.Match[str]) -> _Number:
    """A named heading's kind and Arabic number: "第八章" -> ("chapter", "8"), "Chapter IX" -> ("chapter", "9")."""
    if match["zh_kind"]:
        number = match["zh"]
        return _KINDS[match["zh_kind"]], number if number.isdecimal() else str(zh_value(number))
    number = match["en"].lower()
    return match["en_kind"].lower(), number if number.isdecimal() else str(roman_value(number.upper()))


def _counted(match: re.Match[str]) -> int:
    number = match["zh"] or match["en"]
    if number.isdecimal():
        return int(number)
    return EN_ONES[number] if match["en"] else int(zh_value(number) or 0)
