"""A tiny bilingual by-law of a tram line, questions about it, and a pipeline whose replies a test scripts."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from eval.cases import Case
from eval.run import System
from eval.trials import Corpus, Quote, Trial, corpus_of
from rag.errors import QuestionError
from rag.types import (
    Answer,
    AnswerSentence,
    Bilingual,
    Citation,
    Clause,
    Hit,
    Lang,
    SentencePair,
    Source,
    Span,
    Status,
    Turn,
)


def build_clause(number: str, *pairs: tuple[str, str]) -> Clause:
    """A clause of those sentence pairs; spans are left out, for no measure reads them."""
    zh, en = "".join(pair[0] for pair in pairs), " ".join(pair[1] for pair in pairs)
    sentences = tuple(SentencePair(zh, en, None, None) for zh, en in pairs)
    return Clause(f"tram:{number}", "tram", number, (), Bilingual(), zh, en, sentences, Source())


FARE = build_clause("1.1.1", ("电车票价为2元。", "The tram fare is 2 yuan."))
CHILDREN = build_clause(
    "1.1.2",
    ("儿童免票；", "Children ride free."),
    ("六岁以下为儿童。", "A child is under six years."),
    ("须由成人陪同。", "An adult rides along."),
    ("每位成人限带一名。", "Each adult may take one child."),
)
LAST = build_clause("1.2.1", ("末班车23点发车。", "The last tram leaves at 11 p.m."))
CLAUSES = (FARE, CHILDREN, LAST)


@dataclass(frozen=True)
class Reply:
    """What the scripted pipeline makes of a question: text, cited clauses with their quotes, and the ranking."""

    text: str
    cites: Sequence[Clause] = ()
    ranked: Sequence[Clause] = CLAUSES
    status: Status = Status.ANSWERED


class ScriptedPipeline:
    """A system whose reply to each question a function gives; it remembers what was asked and searched."""

    def __init__(self, reply: Callable[[str], Reply], *, clauses: Sequence[Clause] = CLAUSES) -> None:
        self.reply = reply
        self.clauses = clauses
        self.asked: list[tuple[str, Sequence[Turn]]] = []
        self.searched: list[tuple[str, int]] = []

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        if not question.strip("?？"):
            raise QuestionError("the question has no words; ask in words")
        reply = self.reply(question)
        citations = tuple(Citation(clause, clause.zh, clause.en, Span(0, 0), Source()) for clause in reply.cites)
        return Answer(
            question=question,
            lang=Lang.EN,
            status=reply.status,
            sentences=(AnswerSentence(reply.text, citations, ()),),
            text=reply.text,
            citations=citations,
            rejected=(),
            hits=tuple(Hit(clause, 1.0) for clause in reply.ranked),
            timings={"draft": 0.001},
        )

    def search(self, query: str, *, k: int = 10) -> list[Hit]:
        self.searched.append((query, k))
        return [Hit(clause, 1.0) for clause in self.reply(query).ranked[:k]]


def build_case(
    id: str = "case",
    *,
    question: str = "What is the fare?",
    lang: str = "en",
    kind: str = "numeric",
    gold: Sequence[str] = ("1.1.1",),
    must_have: Sequence[Sequence[str]] = (("2 yuan",),),
    history: Sequence[Turn] = (),
    **others: Any,
) -> Case:
    """A case, answerable unless its gold is empty; `others` are further fields."""
    facts = tuple(map(tuple, must_have)) if gold else ()
    return Case(id, Lang(lang), kind, question, tuple(gold), facts, bool(gold), history=tuple(history), **others)


def build_trial(
    case: Case,
    *,
    ranked: Sequence[str] = (),
    status: Status | None = Status.ANSWERED,
    text: str = "",
    quotes: Sequence[Quote] = (),
    cites: Sequence[str] = (),
    clauses: Sequence[Clause] = CLAUSES,
    error: str = "",
    **others: Any,
) -> Trial:
    """A trial; `cites` are numbers cited without a quote."""
    quoted = (*quotes, *(Quote(number) for number in cites))
    return Trial(case, corpus_of(clauses), tuple(ranked), status, text, quoted, error=error, **others)


CASES = (
    build_case("fare-en"),
    build_case("fare-zh", question="票价多少？", lang="zh", must_have=[["2元"]]),
    build_case("last-en", question="When is the last tram?", kind="factoid", gold=["1.2.1"], must_have=[["11 p.m."]]),
    build_case("last-zh", question="末班车几点？", lang="zh", kind="factoid", gold=["1.2.1"], must_have=[["23点"]]),
    build_case("dogs-en", question="Do dogs pay?", kind="unanswerable", gold=[]),
    build_case("dogs-zh", question="狗要票吗？", lang="zh", kind="unanswerable", gold=[]),
)
RIGHT = {
    "What is the fare?": Reply("The tram fare is 2 yuan.[1.1.1]", [FARE], [FARE, LAST, CHILDREN]),
    "票价多少？": Reply("电车票价为2元。[1.1.1]", [FARE], [FARE, LAST, CHILDREN]),
    "When is the last tram?": Reply("The last tram leaves at 11 p.m.[1.2.1]", [LAST], [LAST, FARE, CHILDREN]),
    "末班车几点？": Reply("末班车23点发车。[1.2.1]", [LAST], [LAST, FARE, CHILDREN]),
    "Do dogs pay?": Reply("The by-law does not say.", status=Status.REFUSED),
    "狗要票吗？": Reply("规章没有说明。", status=Status.REFUSED),
}


@dataclass(frozen=True)
class Tram:
    """What tests of this folder build from."""

    case = staticmethod(build_case)
    trial = staticmethod(build_trial)
    clause = staticmethod(build_clause)
    corpus: Corpus
    cases = CASES
    fare = FARE
    children = CHILDREN
    last = LAST
    right = RIGHT
    reply = Reply

    @staticmethod
    def pipeline(reply: Callable[[str], Reply] = RIGHT.__getitem__, *, clauses: Sequence[Clause] = CLAUSES) -> System:
        """A pipeline that replies so; without arguments it is right about every case."""
        return ScriptedPipeline(reply, clauses=clauses)


@pytest.fixture
def tram() -> Tram:
    return Tram(corpus_of(CLAUSES))


@pytest.fixture
def dataset(tmp_path, tram):
    rows = [
        {
            "id": case.id,
            "lang": case.lang,
            "kind": case.kind,
            "question": case.question,
            "gold": case.gold,
            "must_have": case.must_have,
            "answerable": case.answerable,
        }
        for case in tram.cases
    ]
    path = tmp_path / "tram.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path
