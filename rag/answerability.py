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

from rag import refusal_words as say
from rag.asked_for import asked_keys, certainly_unmet, unmet
from rag.asked_names import leads, places
from rag.asked_parts import Part, parts_of
from rag.classifier import QuestionClassifier
from rag.documents import Known
from rag.framing import asks_whole, matter_of, topic_of
from rag.lacking import lacking
from rag.lexical import LexicalIndex
from rag.numbers import Kind, quantities
from rag.open_words import MOST, open_words
from rag.other_documents import REGION, OtherDocuments
from rag.premises import contradiction
from rag.question import Question
from rag.references import CLAUSE, NUMBERED, clause_references
from rag.retriever import Channel
from rag.signals import CLAUSES, SignalReader
from rag.text import compact, normalise, stem
from rag.trees import score
from rag.types import Clause, Document, Hit, Lang

MODEL = Path(__file__).with_name("answerability.json")
_FEW = 0.01  # of the sentences: a place named oftener is one that the document is about
_SLACK = 0.05  # cosine; a question about as near to one that comes near a clause as to one about other things is on its subject
_SURE = 2.0  # log-odds from which what the documents say of a thing is shown though they have none of the words for it
_ROLE = re.compile(
    r"\bwho (?:is|are|was|were) (?:the |its |their )?([a-z]+)\b(?= (?:of|in|for)\b)|([\u4e00-\u9fff]{2})(?:都?是谁|是哪位)"
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said of a question before it is answered, in the asker's language.

    refused   why it is not answered; empty where it is
    open      which part of it the document does not settle
    contrary  what the document says against something the question takes for granted
    confidence  by how much the models find it answered, in log-odds above their thresholds; None where a rule decided
    """

    refused: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    confidence: float | None = None


class Answerability:
    """Judges questions on the documents it is built for."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        documents: Sequence[Document],
        terms: LexicalIndex,
        known: Known | None = None,
        *,
        elsewhere: Channel | None = None,
        classifiers: Mapping[str, QuestionClassifier] | None = None,
    ) -> None:
        """`terms` is the lexical index over clauses, which knows how rare a term is; `elsewhere` is the channel of `known`
        questions about other things, `classifiers` are those of the documents that have one, by id.
        """
        self.signals = SignalReader(clauses, documents, terms, known or Known(), elsewhere, classifiers or {})
        self._numbers = {prefix for clause in clauses for prefix in _prefixes(clause.number)}
        self._clauses = clauses
        self._others = OtherDocuments(documents)
        self._text = compact("\n".join(f"{d.title_zh}\n{d.title_en}\n{d.text}" for d in documents))

    def judge(self, question: Question, hits: Sequence[Hit]) -> Judgement:
        """Whether the hits answer a question, in part or against what it assumes."""
        text = question.text
        if not text:
            return Judgement(refused=(say.ONLY_ORDERS[question.lang],))
        unknown = self._unknown_name(question) or self._elsewhere(question)
        if unknown:
            return Judgement(refused=(unknown,))
        if clause_references(text) or NUMBERED.search(question.query):
            question = replace(question, text=NUMBERED.sub(" ", CLAUSE.sub(" ", text)))
            if not open_words(question, self.signals.in_text):  # asked for by its number, and there
                return Judgement()
        if asks_whole(question.query):
            return Judgement()
        parts = [(part, self._unknown_year(part.question, hits)) for part in parts_of(question)]
        if all(year for _, year in parts):
            return Judgement(refused=(parts[0][1],))
        topic, matter = topic_of(question.query), matter_of(question.query)
        if matter:
            question = replace(question, query=matter, text=matter_of(text) or matter)
        features = self.signals.read(replace(question, query=topic) if topic else question, hits)
        judged = self._by_model(question, parts, hits, features, placed=bool(topic))
        unsaid = self._unsaid(question, hits, features) if matter else ""
        if unsaid:
            judged = Judgement(refused=(unsaid,))
        return replace(judged, confidence=confidence(features))

    def _by_model(
        self,
        question: Question,
        parts: Sequence[tuple[Part, str]],
        hits: Sequence[Hit],
        features: Mapping[str, float],
        *,
        placed: bool,
    ) -> Judgement:
        """What the models say, and the premises.

        parts   the question's, each with what its year is refused by, or ""
        placed  it asks where something stands, and the clause found shows that
        """
        contrary = "" if placed else contradiction(question, [hit.clause for hit in hits[:CLAUSES]])
        if contrary:
            return Judgement(contrary=(contrary,))
        if not self._passes("about", features):
            near = features["unanswered"] > max(features["elsewhere"] - _SLACK, 0.0)
            return Judgement(refused=(self._reason(question, hits) if near else self._off_topic(question, hits),))
        if placed:
            return Judgement()
        if len(parts) == 1:
            return self._settled(question, hits, features)
        return self._in_parts(question, parts, hits, features)

    def _settled(self, question: Question, hits: Sequence[Hit], features: Mapping[str, float]) -> Judgement:
        """Whether the clauses settle a question that is but one."""
        near = self.signals.nearest(question.query, hits)
        if certainly_unmet(question.query, near) or not self._passes("answered", features):
            return Judgement(refused=(self._reason(question, hits),))
        return Judgement()

    def _in_parts(
        self, question: Question, parts: Sequence[tuple[Part, str]], hits: Sequence[Hit], features: Mapping[str, float]
    ) -> Judgement:
        """Which parts of a question the clauses do not settle: all, some or none."""
        unsettled = [part for part, year in parts if year or self._is_open(part, hits)]
        if not self._passes("answered", features):
            near = self.signals.nearest(question.query, hits)
            settled = (p for p, _ in parts if p not in unsettled and asked_keys(p.question.query))
            if not any(not unmet(part.question.query, near) for part in settled):
                return Judgement(refused=(self._reason(question, hits),))
        if len(unsettled) == len(parts):  # the model found the whole answered
            return Judgement()
        return Judgement(open=tuple(say.PART_OPEN[question.lang].format(_asked(part)) for part in unsettled))

    def _is_open(self, part: Part, hits: Sequence[Hit]) -> bool:
        """Whether the clauses leave a part of a question open."""
        asked = part.question
        near = self.signals.nearest(asked.query, hits)
        if certainly_unmet(asked.query, near) or self._foreign(asked):
            return True
        answered = self._answers(asked, hits)
        return bool(unmet(asked.query, near)) and not answered or (part.alike and answered is False)

    def _foreign(self, part: Question) -> bool:
        """Whether the documents hold none of a part's words, or not the thing or person it asks for: "who is its mayor"."""
        words = open_words(part, self.signals.knows)
        role = _ROLE.search(part.query)
        if role and not self.signals.knows(stem(role[1]) if role[1] else role[2]):
            return True
        return bool(words) and not self.signals.knows_beside(part.query)

    def _answers(self, part: Question, hits: Sequence[Hit]) -> bool | None:
        """Whether the model finds a part of a question answered; None where clauses without known questions have none."""
        features = self.signals.read(part, hits)
        return self._passes("answered", features) if "answered" in _models_for(features) else None

    def _passes(self, stage: str, features: Mapping[str, float]) -> bool:
        model = _models_for(features).get(stage)
        return model is None or score(model, features) >= model["threshold"]

    def _unknown_name(self, question: Question) -> str:
        for number in clause_references(question.text):
            if number not in self._numbers:
                return say.NO_CLAUSE[question.lang].format(number)
        other = self._others.named(question.text)
        if not other:
            return ""
        region, name = self._others.mentioned(other), say.as_typed(other, question.text)
        if region:
            return say.ONLY_MENTIONED[question.lang].format(say.as_typed(region, question.text), name)
        return say.UNKNOWN_DOCUMENT[question.lang].format(name)

    def _elsewhere(self, question: Question) -> str:
        """Why a question of a place that is not there, of another region or its plan is not answered."""
        for names in places(question.text):
            holding = [text for name in names for text in self._on_place.get(name, ())]
            if len(holding) > _FEW * len(self._on_place[""]) or not leads(question.query, names[0]):
                continue
            if not holding:
                return say.NOT_FOUND[question.lang].format(say.as_typed(names[0], question.text))
            if REGION.search(names[0]) and not self.signals.said_of(question.query, names, holding):
                return say.NOT_OF_IT[question.lang].format(say.as_typed(names[0], question.text))
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
        asked = _years(question.query)
        texts = "\n".join(hit.clause[lang] for hit in hits[:CLAUSES] for lang in Lang) if asked else ""
        years = sorted(asked - _years(texts))
        return say.NO_YEAR[question.lang].format(say.listed_years(years, question.lang)) if years else ""

    def _unsaid(self, question: Question, hits: Sequence[Hit], features: Mapping[str, float]) -> str:
        """Why the documents say nothing of the thing that they are asked to say something about; "" where they may.

        None of its words stands in them and the models are not sure; or they name its place elsewhere alone.
        """
        absent = self._absent(question) if confidence(features) < _SURE else []
        if absent:
            return say.NOT_FOUND[question.lang].format(say.listed(absent, question.lang))
        texts = [normalise(f"{hit.clause.zh}\n{hit.clause.en}") for hit in hits[:CLAUSES]]
        for names in places(question.text):
            holding = [text for name in names for text in self._on_place.get(name, ())]
            rare = 0 < len(holding) <= _FEW * len(self._on_place[""])
            if rare and not any(name in text for name in names for text in texts):
                return say.NOT_OF_IT[question.lang].format(say.as_typed(names[0], question.text))
        return ""

    def _absent(self, question: Question) -> list[str]:
        """The words of a question where none of them stands in the documents' text; empty where one does."""
        words = open_words(question, self.signals.in_text)
        return words if words == open_words(question, lambda _: False) else []

    def _off_topic(self, question: Question, hits: Sequence[Hit]) -> str:
        """The names and words that stand nowhere; where all stand somewhere, what the nearest clauses lack of it."""
        names = [
            say.as_typed(names[0], question.text)
            for names in places(question.text)
            if not any(compact(name) in self._text for name in names)
        ]
        others = open_words(question, self.signals.knows)
        others = [word for word in others if not any(word in name or name in word for name in names)]
        words = list(dict.fromkeys([*names, *others]))[:MOST]
        if words:
            return say.NOT_FOUND[question.lang].format(say.listed(words, question.lang))
        return lacking(question, hits, self.signals) or say.OFF_TOPIC[question.lang]

    def _reason(self, question: Question, hits: Sequence[Hit]) -> str:
        return lacking(question, hits, self.signals) or say.NOT_SETTLED[question.lang]


def confidence(features: Mapping[str, float]) -> float:
    """By how much the features pass, in log-odds: the least of what they are above their models' thresholds."""
    return min(score(model, features) - float(model["threshold"]) for model in _models_for(features).values())


def _models_for(features: Mapping[str, float]) -> Mapping[str, Any]:
    """The models by stage, for what comes with the clauses; those without known questions are told apart by the first alone."""
    learnt = features["wording"] and features["classified"]
    known = "with wording and classifier" if learnt else "with questions"
    found: Mapping[str, Any] = _models()[known if features["known questions"] else "without questions"]
    return found


@cache
def _models() -> Mapping[str, Any]:
    return dict(json.loads(MODEL.read_text(encoding="utf-8")))


def _asked(part: Part) -> str:
    words = part.words.strip(" ?？,，.。")
    return f"“{words}”" + ("。" if part.question.lang is Lang.ZH else ".")


def _years(text: str) -> set[int]:
    return {int(quantity.value) for quantity in quantities(text) if quantity.kind is Kind.YEAR}


def _prefixes(number: str) -> list[str]:
    """ "2.4.2" -> ["2", "2.4", "2.4.2"]: the chapters and sections that a clause's number implies."""
    steps = number.split(".")
    return [".".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
