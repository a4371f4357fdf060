"""Questions about whole chapters or sections, the whole document, or all clauses that mention something, and their answer: an
outline of them.

"What does chapter 9 say?" names it by number, "战略定位有哪些？" by title, "总结全文" means all, "哪些条文提到温州" what they
mention. Only a question that says little beside the heading is taken for one: "what does chapter 9 say of taxes" is answered from the clauses that
retrieval finds, and so is one that counts otherwise than the document ("四个战略定位" where there are five).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from rag.asked_names import places
from rag.framing import without_filler
from rag.lexical import LexicalIndex, share
from rag.numerals import EN_ONES, roman_value, zh_value
from rag.types import Bilingual, Clause, Document, Heading, Lang

MOST = 20  # clauses that an outline lists of one heading
BRIEF = 130  # characters of Chinese, or four times as many of English, of a sentence that stands for its chapter
_SAID, _HELD = 0.99, 0.45  # of the title in the question, of the question in the title; by rarity
_HAN_NUMBER = "[一二三四五六七八九十百]+"
_NUMBERED = re.compile(
    rf"第\s*(?P<zh>\d+|{_HAN_NUMBER})\s*(?P<zh_kind>[编章節节])|\b(?P<en_kind>part|chapter|section)s?\s+(?P<en>\d+|[ivx]+)(?![a-z\d])",
    re.IGNORECASE,
)
_RANKS = ("part", "chapter", "section")  # outermost first
KINDS = {"编": "part", "章": "chapter", "節": "section", "节": "section"}
_ASKS = re.compile(
    r"哪几[个条项大点方]面?|哪些|几[个条项大点]|[一总]共|共有|都(?=[有是叫])|分别|具体|叫(?:什么|啥)|(?:是|讲|说|有|规定|包括)了?(?:些)?什么|怎么说|主要内容|内容|概括|概述|总结|归纳|摘要|介绍"
    r"|请|[帮给]我|一下|\bplease\b|\bgive (?:me|us)\b|\bwhat\b|\bwhich\b|\bhow many\b|\b(?:is|are) there\b|\blist\b|\bnamed?s?\b|\bcalled\b|\ball\b"
    r"|\bsummar\w*|\boverview\b|\boutline\b"
    r"|tell me about|\b(?:main|key) (?:points?|contents?)\b"
)
_SUMS_UP = re.compile(
    r"概括|概述|总结|归纳|摘要|主要内容|(?:讲|说|规定)了?(?:些)?什么|什么内容|章节|目录|结构|框架|(?:几|多少)[章节]"
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
_MENTION = re.compile(
    r"^(?:规划|文件|纲要|全文|文中)?(?:里面?|中)?都?有?(?:哪[些几里儿]|什么地方|几|多少)[个处条章节项]*(?:款|文|目|地方|部分)?(?:里|中)?[都有]?"
    r"(?:提到|提及|提过|涉及|写到|讲到|说到|谈到|出现|含有)[了过]?(?P<zh>[^,。?]{1,15}?)(?:这个词|一词|的)?\W*$"
    r"|^(?P<zh_first>[^,。?]{1,15}?)(?:出现在(?:哪[些几]|什么)[个处条章节]*(?:款|文|地方|部分)?(?:里|中)?"
    r"|在(?:哪[些几]|什么)[个处条章节]*(?:款|文|地方|部分)?(?:里|中)?被?(?:提到|提及|出现)过?)\W*$"
    r"|^(?:in )?(?:which|what) (?:clauses?|sections?|articles?|paragraphs?|provisions?|parts?|places?)(?: of (?:the|this) \w+)?"
    r" (?:mentions?|names?|refers? to|speaks? of|talks? about|contains?) (?P<en>[^,?]{2,40}?)\W*$"
    r"|^where (?:does|do) (?:it|(?:the|this) \w+) (?:mention|name|refer to|speak of) (?P<en_where>[^,?]{2,40}?)\W*$"
    r"|^where is (?P<en_first>[^,?]{2,40}?) (?:mentioned|named|referred to)(?: in (?:the|this) \w+)?\W*$"
)
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
    """The headings asked about, each as a whole.

    whole      whether they are all those of a document
    mentioned  what all of the clauses mention, by its names; then there is one part, without a heading
    """

    parts: tuple[Part, ...]
    whole: bool = False
    mentioned: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for part in self.parts for clause in part.clauses)


class Topics:
    """The chapters and sections of some clauses."""

    def __init__(self, clauses: Sequence[Clause], terms: LexicalIndex, documents: Sequence[Document] = ()) -> None:
        """`terms` knows how rare a term is; the names of `documents` do not count in a question."""
        self._terms = terms
        self._clauses = clauses
        self._titles = [document.title_zh for document in documents]
        self._named = {term for document in documents for lang in Lang for term in terms.terms_in(document.title[lang])}
        self._under: dict[_Path, list[Clause]] = {}
        for clause in clauses:
            for depth in range(1, len(clause.path) + 1):
                self._under.setdefault((clause.document, clause.path[:depth]), []).append(clause)
        self._headings = {path[1][-1].title.zh for path in self._under} - {""}

    def asked(self, query: str) -> Topic | None:
        """What a normalised question asks about as a whole; None for any other question."""
        mention = _MENTION.match(query)
        found = self._mentioning(next(filter(None, mention.groups()))) if mention else None
        if found:
            return found
        query = _BETWEEN.sub(" ", query)
        if not (_ASKS.search(query) or _SUMS_UP.search(query)):
            return None
        query = _each_numbered(_HAN.sub(self._without_name, query))
        if _NUMBERED.search(query):
            return self._of(self._by_number(query))
        return self._of(self._by_title(query)[:1]) or (self._document() if self._is_of_all(query) else None)

    def _mentioning(self, thing: str) -> Topic | None:
        """The clauses that mention a thing, by any of its names where it is a place; None where none does."""
        thing = thing.removeprefix("the ")
        names = next((names for names in places(thing) if names[0] == thing), (thing,))
        clauses = [clause for clause in self._clauses if sentence_with(names, clause, Lang.ZH)]
        part = Part(Heading("", "", Bilingual("", "")), tuple(clauses[:MOST]), len(clauses))
        return Topic((part,), mentioned=names) if clauses else None

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


def _leading(clauses: Sequence[Clause]) -> Clause:
    """The clause that stands for a heading: the one right under it if it opens briefly, else the first that is half as brief."""
    lead = clauses[0]
    if len(lead.path) == 1 and _size(lead) <= BRIEF:
        return lead
    return next((clause for clause in clauses if _size(clause) <= BRIEF / 2), lead)


def _size(clause: Clause) -> float:
    return len(clause.body[0].zh) or len(clause.body[0].en) / 4


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
        return KINDS[match["zh_kind"]], number if number.isdecimal() else str(zh_value(number))
    number = match["en"].lower()
    return match["en_kind"].lower(), number if number.isdecimal() else str(roman_value(number.upper()))


def _counted(match: re.Match[str]) -> int:
    number = match["zh"] or match["en"]
    if number.isdecimal():
        return int(number)
    return EN_ONES[number] if match["en"] else int(zh_value(number) or 0)


def sentence_with(names: Sequence[str], clause: Clause, lang: Lang) -> str:
    """The first sentence of a clause that has one of the names in either language, in `lang` where it has that; "" for none."""
    held = (pair for pair in clause.sentences if any(_has(pair[each], name) for each in Lang for name in names))
    return next((pair[lang] or pair[lang.other] for pair in held), "")


def _has(text: str, name: str) -> bool:
    if name.isascii():
        return re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text, re.IGNORECASE) is not None
    return name in text
