"""What speaks for a sentence, and that the fitted weights are read as they are written."""

import numpy as np
import pytest

from embeddings import FaissIndex
from rag.answerers.choices import Choice, load_choice
from rag.answerers.sentences import BARE, CLASSIFIED, KNOWN, SentenceRater
from rag.classifier import TOLD, Layers, QuestionClassifier
from rag.index import Row
from rag.lexical import LexicalIndex
from rag.retriever import CLASSIFIER, Channel
from rag.types import Hit, Lang


class Encoder:
    """Gives every question the vector (1, 0) and remembers what passages it was asked for."""

    name, fingerprint, dim = "fixed", "f", 2

    def __init__(self) -> None:
        self.passages: list[str] = []

    def encode(self, texts, *, role="passage"):
        if role == "passage":
            self.passages += texts
        return np.tile(np.array([1.0, 0.0], np.float32), (len(texts), 1))


@pytest.fixture
def clause(clause_of):
    return clause_of("1", ("石桥。", "Stone bridge."), ("木桥长60米。", "The wooden bridge is 60 meters long."))


@pytest.mark.parametrize(
    ("query", "first"),
    [("木桥多长?", 1), ("how long is the wooden bridge?", 1), ("木桥wooden bridge多长?", 1), ("石桥stone", 0)],
    ids=["zh", "en", "mixed", "the_other"],
)
def test_the_sentence_that_holds_the_question_s_words_is_first(clause, query: str, first: int):
    terms = LexicalIndex([clause.zh], tokenise=lambda text: [c for c in text if c > "\u3400"] + text.split())
    best, *_ = SentenceRater(Encoder(), terms).rate(query, [Hit(clause, 1.0)], Lang.ZH)
    assert best.position == first


def test_vectors_of_the_index_are_used_and_nothing_is_encoded_again(clause):
    index = FaissIndex(2)
    index.add(np.arange(2), np.array([[0.0, 1.0], [0.6, 0.8]], np.float32))
    rows = [Row(0, 0, "石桥。"), Row(0, 1, "木桥长60米。")]
    encoder = Encoder()
    rater = SentenceRater(encoder, LexicalIndex(["桥"], tokenise=list), [clause], [Channel("zh", rows, index)])
    cosines = {c.position: c.features["cosine"] for c in rater.rate("桥", [Hit(clause, 1.0)], Lang.ZH)}
    assert cosines == pytest.approx({0: 0.0, 1: 0.6}, abs=1e-3)
    assert encoder.passages == []


def test_a_clause_far_behind_the_first_hit_counts_less(clause, clause_of):
    twin = clause_of("2", ("石桥。", "Stone bridge."), ("木桥长60米。", "The wooden bridge is 60 meters long."))
    rater = SentenceRater(Encoder(), LexicalIndex(["桥"], tokenise=list))
    candidates = rater.rate("木桥", [Hit(clause, 9.0), Hit(twin, 1.0)], Lang.ZH)
    assert [candidate.clause.number for candidate in candidates] == ["1", "1", "2", "2"]
    assert {c.clause.number: c.features["behind"] for c in candidates} == {"1": 0.0, "2": 1.0}


def test_log_odds_are_the_bias_and_the_weighted_features():
    assert Choice(1.0, {"a": 2.0, "b": -1.0}).log_odds({"a": 3.0, "b": 0.5}) == 6.5


@pytest.mark.parametrize("kind", [BARE, KNOWN, CLASSIFIED])
def test_the_shipped_choices_weigh_the_features_that_are_measured(kind: str):
    measured = {
        BARE: {"covered", "cosine", "behind", "wanted"},
        KNOWN: {"covered", "cosine", "behind", "wanted", "asked"},
        CLASSIFIED: {"covered", "cosine", "behind", "wanted", "asked", "told"},
    }
    assert set(load_choice(f"sentence, {kind}").weights) == measured[kind]
    assert load_choice(f"belonging, {kind}").rules


@pytest.mark.parametrize(("asked", "first"), [([1.0, 0.2], 0), ([0.2, 1.0], 1)], ids=["the_first", "the_second"])
def test_the_sentence_that_answers_the_likest_known_question_is_first(clause, asked: list[float], first: int):
    index = FaissIndex(2)
    index.add(np.arange(2), np.array([[cosine, (1 - cosine**2) ** 0.5] for cosine in asked], np.float32))
    rows = [Row(0, None, "多重?", (0,)), Row(0, None, "多高?", (1,))]
    channel = Channel("vector question", rows, index, Encoder())
    rater = SentenceRater(Encoder(), LexicalIndex(["桥"], tokenise=list), [clause], [channel])
    best, *_ = rater.rate("多高", [Hit(clause, 1.0)], Lang.ZH)
    assert best.position == first
    assert best.features["asked"] == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(("likely", "first"), [([2.0, 0.0], 0), ([0.0, 2.0], 1)], ids=["the_first", "the_second"])
def test_the_sentence_that_the_classifier_holds_probable_is_first(clause, likely: list[float], first: int):
    out = np.zeros((1 + len(TOLD) + 2, 2), np.float32)
    offset = np.array([0.0, 0.0, 0.0, *likely], np.float32)
    layers = Layers((clause.id,), (2,), "f", np.eye(2, dtype=np.float32), np.zeros(2, np.float32), out, offset)
    channel = Channel(CLASSIFIER, [Row(0, None, clause.id)], QuestionClassifier(layers, Encoder()))
    rater = SentenceRater(Encoder(), LexicalIndex(["桥"], tokenise=list), [clause], [channel])
    best, other = rater.rate("桥", [Hit(clause, 1.0)], Lang.ZH)
    assert best.position == first
    assert best.features["told"] - other.features["told"] == pytest.approx(2.0)


def test_where_no_known_question_tells_its_sentence_nothing_is_said_of_it(clause):
    index = FaissIndex(2)
    index.add(np.arange(1), np.array([[1.0, 0.0]], np.float32))
    channel = Channel("vector question", [Row(0, None, "多高?")], index, Encoder())
    rater = SentenceRater(Encoder(), LexicalIndex(["桥"], tokenise=list), [clause], [channel])
    assert all("asked" not in c.features for c in rater.rate("多高", [Hit(clause, 1.0)], Lang.ZH))
