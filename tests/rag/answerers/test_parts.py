"""Two questions in one are told apart by what their sides find."""

from collections.abc import Sequence

import pytest

from rag.answerers.parts import Splitter, best_cut
from rag.lexical import LexicalIndex
from rag.types import Hit

BRIDGE = ("石桥长五百米。", "The stone bridge is long.")
TOLL = ("过路费十元。", "The toll costs ten yuan.")


def words(text: str) -> list[str]:
    """English words, Chinese character pairs."""
    import re

    return re.findall(r"[a-z]+", text.lower()) + [text[i : i + 2] for i in range(len(text)) if text[i] > "\u3400"]


@pytest.fixture
def splitter_and_hits(clause_of):
    """A splitter over two clauses, searched by the number of common terms, and their hits."""
    clauses = [clause_of("1", BRIDGE), clause_of("2", TOLL)]
    terms = LexicalIndex([f"{clause.zh} {clause.en}" for clause in clauses], tokenise=words)

    def search(query: str, k: int) -> Sequence[Hit]:
        scores = [3.0 * len(set(words(query)) & set(words(f"{clause.zh} {clause.en}"))) for clause in clauses]
        return sorted((Hit(c, s) for c, s in zip(clauses, scores, strict=True)), key=lambda hit: -hit.score)[:k]

    def score(queries: Sequence[str], k: int) -> list[dict[str, float]]:
        return [{hit.clause.id: hit.score for hit in search(query, k)} for query in queries]

    return Splitter(score, terms), search


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("石桥长五百米吗,过路费十元吗?", "石桥长五百米吗"),
        ("is the stone bridge long and what does the toll costs?", "is the stone bridge long"),
        ("石桥stone bridge多长,toll过路费多少?", "石桥stone bridge多长"),
    ],
    ids=["zh", "en", "mixed"],
)
def test_a_question_whose_sides_find_different_clauses_is_cut(splitter_and_hits, query: str, left: str):
    splitter, search = splitter_and_hits
    cut = best_cut(splitter.cuts(query, search(query, 5)))
    assert cut is not None
    assert cut.left == left
    assert [found[0].clause.number for found in cut.hits] == ["1", "2"]


@pytest.mark.parametrize(
    "query",
    ["石桥长多少,石桥长五百米吗?", "is the stone bridge long and stone?", "石桥stone,bridge长多少?", "石桥长"],
    ids=["zh", "en", "mixed", "no_joint"],
)
def test_a_question_whose_sides_find_one_clause_is_left_whole(splitter_and_hits, query: str):
    splitter, search = splitter_and_hits
    assert splitter.cuts(query, search(query, 5)) == []
    assert best_cut(splitter.cuts(query, search(query, 5))) is None


def test_a_side_without_words_makes_no_cut(splitter_and_hits):
    splitter, search = splitter_and_hits
    assert splitter.cuts("石桥长,?", search("石桥长", 5)) == []
