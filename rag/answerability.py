"""Whether the retrieved clauses answer a question: what it asks for must be found in them.

The reasons to refuse, each told to the asker: nothing is asked, only ordered; a clause or a document is named that is
not there; the year asked about stands nowhere near; the question is about something else; or it is about the clauses,
and they do not say what it asks. The last two are told by boosted rules on the features of `rag.signals`, fitted
by `python -m eval calibrate` and read from `answerability.json`. A question of several parts of which some are answered
is answered, and the judgement says which part is not.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from rag.asked_for import asked_keys, unmet
from rag.asked_names import leads, places
from rag.lexical import LexicalIndex
from rag.open_words import MOST, open_words
from rag.orders import without_orders
from rag.other_documents import REGION, OtherDocuments
from rag.premises import contradiction
from rag.question import Question
from rag.references import clause_references
from rag.signals import CLAUSES, SignalReader
from rag.text import compact, normalise
from rag.types import Bilingual, Clause, Document, Hit, Lang

MODEL = Path(__file__).with_name("answerability.json")
_FEW = 0.01  # of the sentences: a place named oftener is one that the document is about
_BY_NUMBER = re.compile(r"第[一二三四五六七八九十百\d]+[章节编条]|\b(?:chapter|section|part|article) (?:\d+|[ivx]+)\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?![\ds])")
_PARTS = re.compile(
    r"[，,;；?？。]\s*(?:而且|并且|以及|还有|另外|同时|and\s|also\s)?"
    r"|\sand\s(?=(?:by |in |at )?(?:what|which|who|how|when|where|why)\b)",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"什么|哪|多少|几[个家条座项年成]|谁|怎|如何|何时|为何|多[大长高久]|\b(?:what|which|who|whom|whose|how|when|where|why)\b",
    re.IGNORECASE,
)
_ONLY_ORDERS = Bilingual(
    "这里只回答关于文件的提问，不执行指令。", "Only questions about the document are answered; orders are not followed."
)
_NOT_OF_IT = Bilingual("文件提到了{}，但没有写明所问的事。", "The document mentions {}, but does not say that of it.")
_NO_CLAUSE = Bilingual("文件没有编号为{}的条文。", "The document has no clause {}.")
_UNKNOWN_DOCUMENT = Bilingual("这里没有《{}》这份文件。", "“{}” is not among the documents here.")
_ONLY_MENTIONED = Bilingual(
    "文件只提到{}，这里没有《{}》这份文件。", "The document only mentions {}; “{}” is not among the documents here."
)
_NO_YEAR = Bilingual("最接近的条文没有提到{}年。", "The nearest clauses do not mention {}.")
_NO_KIND = Bilingual("最接近的条文没有给出所问的{}。", "The nearest clauses do not give {}.")
_NOT_SAID = Bilingual("最接近的条文没有说到：{}。", "The nearest clauses do not speak of: {}.")
_NOT_SETTLED = Bilingual(
    "最接近的条文谈到了相关内容，但没有写明所问的事。",
    "The nearest clauses are about this, but do not say what was asked.",
)
_PART_OPEN = Bilingual("文件没有写明：{}", "The document does not say: {}")
_OFF_TOPIC = Bilingual("没有条文谈到所问的内容。", "No clause is about what was asked.")
_NOT_FOUND = Bilingual("没有条文谈到所问的内容（文中没有：{}）。", "No clause is about what was asked (not found: {}).")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said of a question before it is answered, in the asker's language.

    refused   why it is not answered; empty where it is
    open      which part of it the document does not settle
    contrary  what the document says against something the question takes for granted
    """

    refused: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()


class Answerability:
    """Judges questions on the documents it is built for."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        documents: Sequence[Document],
        terms: LexicalIndex,
        questions: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`terms` is the lexical index over clauses, which knows how rare a term is; `questions` are known ones by clause."""
        self.signals = SignalReader(clauses, documents, terms, questions or {})
        self._numbers = {prefix for clause in clauses for prefix in _prefixes(clause.number)}
        self._clauses = clauses
        self._others = OtherDocuments(documents)
        self._text = compact("\n".join(f"{d.title_zh}\n{d.title_en}\n{d.text}" for d in documents))

    def judge(self, question: Question, hits: Sequence[Hit]) -> Judgement:
        """Whether the hits answer a question, in part or against what it assumes."""
        text = without_orders(question.text)
        if not text:
            return Judgement(refused=(_ONLY_ORDERS[question.lang],))
        question = replace(question, text=text)
        unknown = self._unknown_name(question) or self._elsewhere(question)
        if unknown:
            return Judgement(refused=(unknown,))
        if clause_references(text) or _BY_NUMBER.search(question.query):  # asked for by its number, and there
            return Judgement()
        year = self._unknown_year(question, hits)
        if year:
            return Judgement(refused=(year,))
        features = self.signals.read(question, hits)
        if not self._passes("about", features):
            return Judgement(refused=(self._off_topic(question),))
        contrary = contradiction(question, [hit.clause for hit in hits[:CLAUSES]])
        if contrary:
            return Judgement(contrary=(contrary,))
        return self._settled(question, hits, features)

    def _settled(self, question: Question, hits: Sequence[Hit], features: Mapping[str, float]) -> Judgement:
        """Which parts of a question the clauses do not settle: all, some or none."""
        near = self.signals.nearest(question.query, hits)
        parts = _parts(question)
        unsettled = [
            part for part in parts if self._foreign(part) or unmet(part.query, near) and not self._answers(part, hits)
        ]
        settled = [part for part in parts if asked_keys(part.query) and not unmet(part.query, near)]
        if not self._passes("answered", features) and not (len(parts) > 1 and settled):
            return Judgement(refused=(self._reason(question, hits),))
        if len(unsettled) == len(parts):  # also where there is but one, which the model found answered
            return Judgement()
        return Judgement(open=tuple(_PART_OPEN[question.lang].format(_asked(part)) for part in unsettled))

    def _foreign(self, part: Question) -> bool:
        """Whether a part of a question has words and the documents hold none of them: "who is its mayor"."""
        words = open_words(part, self.signals.knows)
        return bool(words) and not open_words(part, lambda term: not self.signals.knows(term))

    def _answers(self, part: Question, hits: Sequence[Hit]) -> bool:
        """Whether the model finds a part of a question answered; not where clauses without known questions have none."""
        features = self.signals.read(part, hits)
        return "answered" in _models_for(features) and self._passes("answered", features)

    def _passes(self, stage: str, features: Mapping[str, float]) -> bool:
        model = _models_for(features).get(stage)
        return model is None or score(model, features) >= model["threshold"]

    def _unknown_name(self, question: Question) -> str:
        for number in clause_references(question.text):
            if number not in self._numbers:
                return _NO_CLAUSE[question.lang].format(number)
        other = self._others.named(question.text)
        if not other:
            return ""
        region, name = self._others.mentioned(other), _typed(other, question)
        if region:
            return _ONLY_MENTIONED[question.lang].format(_typed(region, question), name)
        return _UNKNOWN_DOCUMENT[question.lang].format(name)

    def _elsewhere(self, question: Question) -> str:
        """Why a question of a place that is not there, of another region or its plan is not answered."""
        for names in places(question.text):
            holding = [text for name in names for text in self._on_place.get(name, ())]
            if len(holding) > _FEW * len(self._on_place[""]) or not leads(question.query, names[0]):
                continue
            if not holding:
                return _NOT_FOUND[question.lang].format(_typed(names[0], question))
            if REGION.search(names[0]) and not self.signals.said_of(question.query, names, holding):
                return _NOT_OF_IT[question.lang].format(_typed(names[0], question))
        return ""

    @cached_property
    def _on_place(self) -> Mapping[str, Sequence[str]]:
        """Place -> the sentences that name it, in both languages; all of them under ""."""
        found: dict[str, list[str]] = {"": []}
        for pair in (pair for clause in self._clauses for pair in clause.sentences):
            text = normalise(f"{pair.zh}\n{pair.en}")
            found[""].append(text)
            for name in {name for side in (pair.zh, pair.en) for names in places(side) for name in names}:
                found.setdefault(name, []).append(text)
        return found

    def _unknown_year(self, question: Question, hits: Sequence[Hit]) -> str:
        texts = "\n".join(hit.clause[lang] for hit in hits[:CLAUSES] for lang in Lang)
        years = sorted(set(_YEAR.findall(question.query)) - set(_YEAR.findall(texts)))
        return _NO_YEAR[question.lang].format(", ".join(years)) if years else ""

    def _off_topic(self, question: Question) -> str:
        names = [
            _typed(names[0], question)
            for names in places(question.text)
            if not any(compact(name) in self._text for name in names)
        ]
        words = list(dict.fromkeys([*names, *open_words(question, self.signals.knows)]))[:MOST]
        return _NOT_FOUND[question.lang].format(_list(words, question.lang)) if words else _OFF_TOPIC[question.lang]

    def _reason(self, question: Question, hits: Sequence[Hit]) -> str:
        """What was looked for in the nearest clauses and is not there."""
        lacks = unmet(question.query, self.signals.nearest(question.query, hits))
        if lacks:
            return _NO_KIND[question.lang].format(lacks[0][question.lang])
        words = open_words(question, self.signals.held(hits[0]).__contains__)
        return _NOT_SAID[question.lang].format(_list(words, question.lang)) if words else _NOT_SETTLED[question.lang]


def score(model: Mapping[str, Any], features: Mapping[str, float]) -> float:
    """The log-odds by a model: its bias and what each of its rules adds, a missing feature counting 0."""
    return float(model["bias"] + sum(_apply(rule, features) for rule in model["rules"]))


def confidence(features: Mapping[str, float]) -> float:
    """By how much the features pass, in log-odds: the least of what they are above their models' thresholds."""
    return min(score(model, features) - float(model["threshold"]) for model in _models_for(features).values())


def _apply(rule: Any, features: Mapping[str, float]) -> float:
    """A rule [feature, limit, at or below it, above it], whose sides are rules or what they add."""
    while not isinstance(rule, float | int):
        name, limit, below, above = rule
        rule = below if features.get(name, 0.0) <= limit else above
    return float(rule)


def _models_for(features: Mapping[str, float]) -> Mapping[str, Any]:
    """The models by stage; clauses without known questions have their own, and are told apart by the first alone."""
    found: Mapping[str, Any] = _models()["with questions" if features["known questions"] else "without questions"]
    return found


@cache
def _models() -> Mapping[str, Any]:
    return dict(json.loads(MODEL.read_text(encoding="utf-8")))


def _parts(question: Question) -> list[Question]:
    """The questions in one, each with a question word and a kind of thing asked for; alone where there is but one."""
    pieces: list[str] = []
    for piece in filter(None, (piece.strip() for piece in _PARTS.split(question.text))):
        if pieces and not (_QUESTION_WORD.search(piece) and _QUESTION_WORD.search(pieces[-1])):
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    if len(pieces) < 2 or not any(asked_keys(piece) for piece in pieces):
        return [question]
    return [replace(question, text=piece, query=normalise(piece)) for piece in pieces]


def _typed(words: str, question: Question) -> str:
    """Normalised words as the question has them, with its capitals."""
    found = re.search(re.escape(words), question.text, re.IGNORECASE)
    return found[0] if found else words


def _asked(part: Question) -> str:
    words = part.text.strip(" ?？,，.。")
    return f"“{words}”" + ("。" if part.lang is Lang.ZH else ".")


def _list(words: Sequence[str], lang: Lang) -> str:
    return ("、" if lang is Lang.ZH else ", ").join(words)


def _prefixes(number: str) -> list[str]:
    """ "2.4.2" -> ["2", "2.4", "2.4.2"]: the chapters and sections that a clause's number implies."""
    steps = number.split(".")
    return [".".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
