"""Whether all that a question asks stands together."""

from collections.abc import Callable

import pytest

from rag.text import normalise, tokens
from rag.together import TogetherReader
from rag.types import Clause, Hit


def terms_of(text: str) -> frozenset[str]:
    return frozenset(tokens(normalise(text), lambda run: iter([run])))


def read(clause: Clause, query: str, head: str) -> dict[str, float]:
    weights = dict.fromkeys(terms_of(query), 1.0)
    reader = TogetherReader("石桥规划 Stone Bridge Plan", terms_of, lambda term: 1.0)
    return reader.read(query, [Hit(clause, 1.0)], weights, terms_of(head), terms_of(clause.zh + clause.en))


@pytest.fixture
def clause(clause_of: Callable[..., Clause]) -> Clause:
    return clause_of(
        "1.1",
        ("常住人口城镇化率达到70%。", "The share of residents in towns is 70%."),
        ("建成46座渡口。", "46 ferries run."),
    )


@pytest.mark.parametrize(
    ("query", "head", "counted"),
    [
        ("有多少座渡口", "渡口", 1.0),
        ("有多少座车站", "车站", 0.0),
        ("how many ferries", "ferries", 1.0),
        ("有多少座ferries", "ferries", 1.0),
    ],
    ids=["zh", "not_there", "en", "mixed"],
)
def test_the_thing_counted_must_stand_by_a_number_that_could_answer(
    clause: Clause, query: str, head: str, counted: float
):
    assert read(clause, query, head)["counted"] == counted


def test_the_best_sentence_without_the_kind_asked_for_leaves_a_gap(clause: Clause):
    assert read(clause, "城镇化率投资多少亿元", "投资")["kind pair gap"] > 0
    assert read(clause, "常住人口城镇化率", "")["kind pair gap"] == 0


def test_places_and_the_documents_own_subject_are_left_out_of_what_is_asked_beside_them(clause: Clause):
    assert read(clause, "stone bridge nairobi", "")["beside"] == 0
    assert read(clause, "nairobi ferries", "")["beside held"] == 1
