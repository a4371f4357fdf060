"""A short question that no rule takes for a follow-up is read with the one before it where that finds more."""

from collections.abc import Callable, Mapping

import pytest

from rag.finder import Finder
from rag.question import read_question
from rag.types import Clause, Hit

Scores = Mapping[str, float]  # clause id -> score


class Scripted:
    """A retriever that gives clauses the scores written down for a query."""

    def __init__(self, clauses: Mapping[str, Clause], scores: Mapping[str, Scores]) -> None:
        self._clauses, self._scores = clauses, scores
        self.asked: list[str] = []

    def search(self, query: str, *, k: int = 10, documents: object = None) -> list[Hit]:
        self.asked.append(query)
        found = sorted(self._scores[query].items(), key=lambda item: -item[1])
        return [Hit(self._clauses[number], score) for number, score in found[:k]]


@pytest.mark.parametrize(
    ("before", "text", "alone", "joined", "first"),
    [
        pytest.param("石桥怎么修?", "哪一段先修?", {"2": 6.0, "1": 5.5}, {"1": 12.0, "2": 6.0}, "1", id="zh-weak-alone"),
        pytest.param("How is the bridge mended?", "Which part first?", {"2": 6.0, "1": 5.0}, {"1": 9.0, "2": 5.0}, "1", id="en-weak-alone"),
        pytest.param("石桥怎么修?", "木船有几条?", {"2": 11.0, "1": 4.0}, {"1": 20.0, "2": 6.0}, "2", id="zh-strong-alone"),
        pytest.param("石桥怎么修?", "ferry 有几条?", {"2": 6.0, "1": 2.0}, {"1": 9.0, "2": 6.0}, "2", id="mixed-no-clearer"),
    ],
)  # fmt: skip
def test_a_short_question_joins_the_one_before_it_only_where_alone_it_finds_little_and_joined_more(
    clauses: dict[str, Clause], before: str, text: str, alone: Scores, joined: Scores, first: str
) -> None:
    read = read_question(text, history=[{"role": "user", "content": before}])
    retriever = Scripted(clauses, {read.query: alone, read.joined: joined})
    asked, hits = Finder(list(clauses.values()), retriever, k=10).find(read)
    assert hits[0].clause is clauses[first]
    assert asked.follows is (first == "1")


def test_a_question_without_history_is_searched_once(clauses: dict[str, Clause]) -> None:
    read = read_question("哪一段先修?")
    retriever = Scripted(clauses, {read.query: {"1": 1.0}})
    Finder(list(clauses.values()), retriever, k=10).find(read)
    assert retriever.asked == [read.query]


def test_each_question_of_several_finds_its_own_clause(clauses: dict[str, Clause]) -> None:
    read = read_question("石桥有多长,木船码头归谁管理?")
    found = {read.query: {"1": 9.0, "2": 1.0}, "石桥有多长": {"1": 12.0}, "木船码头归谁管理": {"2": 14.0, "1": 3.0}}
    _, hits = Finder(list(clauses.values()), Scripted(clauses, found), k=10).find(read)
    assert [(hit.clause.number, hit.score) for hit in hits] == [("2", 14.0), ("1", 12.0)]


def test_the_order_of_one_question_is_the_retriever_s(clauses: dict[str, Clause]) -> None:
    class Reranked(Scripted):
        def search(self, query: str, *, k: int = 10, documents: object = None) -> list[Hit]:
            return super().search(query, k=k)[::-1]  # a reranker's order, by other scores

    read = read_question("石桥有多长?")
    _, hits = Finder(list(clauses.values()), Reranked(clauses, {read.query: {"1": 9.0, "2": 1.0}}), k=10).find(read)
    assert [hit.clause.number for hit in hits] == ["2", "1"]


def test_things_asked_for_alike_are_searched_for_as_one(clauses: dict[str, Clause]) -> None:
    read = read_question("石桥和木桥的长度分别是多少?")
    retriever = Scripted(clauses, {read.query: {"1": 1.0}})
    Finder(list(clauses.values()), retriever, k=10).find(read)
    assert retriever.asked == [read.query]


@pytest.mark.parametrize(
    ("both", "replaced", "first"),
    [
        pytest.param({"1": 12.0, "2": 6.0}, {"2": 9.0}, "2", id="finds-the-thing"),
        pytest.param({"1": 12.0, "2": 11.0}, {"1": 1.0}, "1", id="finds-nothing"),
    ],
)
def test_a_thing_named_alone_takes_the_place_that_finds_most(
    clauses: dict[str, Clause], both: Scores, replaced: Scores, first: str
) -> None:
    read = read_question("木船呢?", history=[{"role": "user", "content": "石桥怎么修?"}])
    scores = {read.query: both, "木船怎么修?": replaced, "木船": {"2": 10.0}}
    asked, hits = Finder(list(clauses.values()), Scripted(clauses, scores), k=10).find(read)
    assert hits[0].clause is clauses[first]
    assert asked.follows
    assert asked.query == ("木船怎么修?" if first == "2" else read.query)


@pytest.fixture
def clauses(clause_of: Callable[..., Clause]) -> dict[str, Clause]:
    return {number: clause_of(number, ("桥长三里。", "The bridge is long.")) for number in ("1", "2")}
