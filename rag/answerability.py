"""Whether the retrieved clauses can answer at all: what a question asks for must be found in them.

The reasons to refuse, each told to the asker: a clause or a document is named that is not there; the year asked about
stands nowhere near; an amount, a date, a share or a number is asked for and the sentences nearest to the question
hold none; or the question is about something else, by a logistic regression on what retrieval says of it. The
regression is fitted by `python -m eval calibrate` and read from `answerability.json`.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rag.lexical import LexicalIndex
from rag.question import Question
from rag.references import clause_references
from rag.text import ENGLISH_STOP_WORDS, compact, stem
from rag.types import Bilingual, Clause, Document, Hit, Lang, SentencePair
from rag.wanted import lacking

MODEL = Path(__file__).with_name("answerability.json")
_CLAUSES = 3  # whose sentences are searched for what is asked
_NEAR = 0.7  # of the best sentence's coverage of the question: the sentences that could answer
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?![\ds])")
_NAMED_DOCUMENT = re.compile(
    r"《([^》]{2,40})》|(中华人民共和国[\u4e00-\u9fff]{1,20}?法)"
    r"|\b((?:[A-Z][\w'-]+ (?:(?:of|on|for|and|the|in) )*){1,8}(?:Act|Law|Regulations?|Code|Convention|Treaty|Directive))\b"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z-]{2,}")
_QUOTED = re.compile(r"[“\"《「]([^”\"》」]{2,30})[”\"》」]")
_NO_CLAUSE = Bilingual("文件没有编号为{}的条文。", "The document has no clause {}.")
_UNKNOWN_DOCUMENT = Bilingual("这里没有《{}》这份文件。", "“{}” is not among the documents here.")
_NO_YEAR = Bilingual("最接近的条文没有提到{}年。", "The nearest clauses do not mention {}.")
_NO_QUANTITY = Bilingual("最接近的条文没有给出所问的{}。", "The nearest clauses do not give {}.")
_OFF_TOPIC = Bilingual("没有条文谈到所问的内容。", "No clause is about what was asked.")
_NOT_FOUND = Bilingual("没有条文谈到所问的内容（文中没有：{}）。", "No clause is about what was asked (not found: {}).")


@dataclass(frozen=True, slots=True)
class Signals:
    """What retrieval says of a question; each a feature of the regression.

    question   best cosine of the first hits' known questions, 0 where there are none
    sentence   best cosine of the first hits' sentences
    covered    share of the question's terms, weighted by rarity, that the first clause holds
    unknown    share of them that no clause holds
    terms      log of 1 + the number of the question's terms: the longer it is, the less the others can reach
    chinese    1 for a question in Chinese
    """

    question: float
    sentence: float
    covered: float
    unknown: float
    terms: float
    chinese: float


class Answerability:
    """Judges questions on the documents it is built for."""

    def __init__(self, clauses: Sequence[Clause], documents: Sequence[Document], terms: LexicalIndex) -> None:
        """`terms` is the lexical index over clauses, which knows how rare a term is."""
        self._terms = terms
        self._numbers = {prefix for clause in clauses for prefix in _prefixes(clause.number)}
        self._text = compact("\n".join(f"{d.title_zh}\n{d.title_en}\n{d.text}" for d in documents))

    def missing(self, question: Question, hits: Sequence[Hit]) -> tuple[str, ...]:
        """Why the hits do not answer a question, in the asker's language; empty where they may."""
        unknown = self._unknown_name(question)
        if unknown or clause_references(question.text):  # a clause that is there was asked for by its number
            return (unknown,) if unknown else ()
        unmet = self._unmet(question, hits)
        if unmet or is_on_topic(self.signals(question, hits)):
            return (unmet,) if unmet else ()
        words = self._unknown_words(question)
        separator = "、" if question.lang is Lang.ZH else ", "
        return (_NOT_FOUND[question.lang].format(separator.join(words)) if words else _OFF_TOPIC[question.lang],)

    def signals(self, question: Question, hits: Sequence[Hit]) -> Signals:
        """The features of a question and its hits."""
        weights = self._terms.weights(question.query)
        total = sum(weights.values()) or 1.0
        unknown = set(weights) - set(self._terms.known(question.query))
        return Signals(
            question=_best(hits, "vector question"),
            sentence=max(_best(hits, "vector sentence zh"), _best(hits, "vector sentence en")),
            covered=sum(weights[term] for term in hits[0].channels["lexical clause"].terms) / total,
            unknown=sum(weights[term] for term in unknown) / total,
            terms=math.log1p(len(weights)),
            chinese=float(question.lang is Lang.ZH),
        )

    def _unknown_name(self, question: Question) -> str:
        for number in clause_references(question.text):
            if number not in self._numbers:
                return _NO_CLAUSE[question.lang].format(number)
        for match in _NAMED_DOCUMENT.finditer(question.text):
            name = next(group for group in match.groups() if group).strip()
            if compact(name) not in self._text:
                return _UNKNOWN_DOCUMENT[question.lang].format(name)
        return ""

    def _unmet(self, question: Question, hits: Sequence[Hit]) -> str:
        """The year or the kind of thing asked for that the clauses lack, "" where nothing is lacking."""
        near = self._nearest(question, hits[:_CLAUSES])
        clauses = [hit.clause[lang] for hit in hits[:_CLAUSES] for lang in Lang]
        years = sorted(set(_YEAR.findall(question.query)) - set(_YEAR.findall("\n".join(clauses))))
        if years:
            return _NO_YEAR[question.lang].format(", ".join(years))
        lacks = lacking(question.query, [pair[lang] for pair in near for lang in Lang], clauses)
        return _NO_QUANTITY[question.lang].format(lacks[0].name[question.lang]) if lacks else ""

    def _nearest(self, question: Question, hits: Sequence[Hit]) -> list[SentencePair]:
        """The first hit's sentence pair, and those that cover the question's terms nearly as well as the best does."""
        weights = self._terms.weights(question.query)
        rated = [
            (self._terms.covered(weights, f"{pair.zh}\n{pair.en}"), pair)
            for hit in hits
            for pair in hit.clause.sentences
        ]
        best = max(covered for covered, _ in rated)
        found = [hit.sentence for hit in hits[:1] if hit.sentence]
        return [*found, *(pair for covered, pair in rated if covered >= _NEAR * best)]

    def _unknown_words(self, question: Question) -> list[str]:
        """English words of the question that no clause holds, and quoted ones, at most three."""
        known = set(self._terms.known(question.query))
        words = [word for word in _LATIN.findall(question.text) if word.lower() not in ENGLISH_STOP_WORDS]
        quoted = [phrase for phrase in _QUOTED.findall(question.text) if compact(phrase) not in self._text]
        return [*quoted, *(word for word in dict.fromkeys(words) if stem(word.lower()) not in known)][:3]


def is_on_topic(found: Signals) -> bool:
    """Whether the regression puts a question above its threshold; documents without known questions have their own."""
    model = _models()["with questions" if found.question else "without questions"]
    score = model["bias"] + sum(weight * getattr(found, name) for name, weight in model["features"].items())
    return bool(score >= model["threshold"])


@cache
def _models() -> Mapping[str, Any]:
    return dict(json.loads(MODEL.read_text(encoding="utf-8")))


def _best(hits: Sequence[Hit], channel: str) -> float:
    return max((hit.channels[channel].score for hit in hits[:_CLAUSES] if channel in hit.channels), default=0.0)


def _prefixes(number: str) -> list[str]:
    """ "2.4.2" -> ["2", "2.4", "2.4.2"]: the chapters and sections that a clause's number implies."""
    steps = number.split(".")
    return [".".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
