"""Learning the question classifier: it tells clauses, near misses and other things apart on questions it did not see."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.alike import unit_rows
from embeddings.training.network import Lesson, fit_network
from eval.network import _mates, fit_classifier, vectors_of
from rag.classifier import QuestionClassifier
from rag.documents import Known
from rag.types import Lang


class Axes:
    """Vectors of the numbers in a text, "1 0 2": made for questions whose vectors are chosen."""

    name, fingerprint, dim = "axes", "f1", 6

    def encode(self, texts, *, role="passage"):
        return unit_rows(np.array([list(map(float, text.split())) for text in texts], np.float32))


@pytest.fixture(scope="module")
def drawn():
    """Texts of a kind: an axis for each clause, one for near misses, one for other things, and noise on all."""
    draw = np.random.default_rng(0)

    def texts(*axes: int) -> tuple[str, ...]:
        vectors = 0.15 * draw.normal(size=(60, 6)) + np.eye(6)[list(axes)].sum(axis=0)
        return tuple(" ".join(f"{number:.3f}" for number in vector) for vector in vectors)

    return texts


def test_what_it_did_not_see_is_told_apart(tram, drawn):
    clauses = [tram.fare, tram.children]
    known = Known(
        questions={tram.fare.id: drawn(0), tram.children.id: drawn(1)},
        unanswered={tram.fare.id: drawn(0, 2), tram.children.id: drawn(1, 2)},
        elsewhere=drawn(3),
    )
    encoder = Axes()
    told = QuestionClassifier(fit_classifier(known, clauses, vectors_of(known, encoder), encoder), encoder)

    def share(texts: tuple[str, ...], holds) -> float:
        return float(np.mean([holds(text) for text in texts]))

    for place in (0, 1):
        assert share(drawn(place), lambda text, place=place: told.scores(text).argmax() == place) > 0.9
        assert share(drawn(place), lambda text: told.told(text)["answered"] > 0) > 0.9
        assert share(drawn(place, 2), lambda text: told.told(text)["answered"] < 0) > 0.9
        assert share(drawn(place, 2), lambda text: told.told(text)["about"] > 0) > 0.9
    assert share(drawn(3), lambda text: told.told(text)["about"] < 0) > 0.9


def test_questions_on_held_out_clauses_teach_their_clause_and_nothing_of_what_is_answered(tram, drawn):
    contrary = drawn(1, 2)  # answered, where the other clause's of that kind are not
    known = Known(
        questions={tram.fare.id: drawn(0), tram.children.id: contrary},
        unanswered={tram.fare.id: drawn(0, 2), tram.children.id: drawn(1)},
        elsewhere=drawn(3),
    )
    encoder = Axes()
    vectors, clauses = vectors_of(known, encoder), [tram.fare, tram.children]
    layers = fit_classifier(known, clauses, vectors, encoder, held_out=[tram.children.id])
    told = QuestionClassifier(layers, encoder)
    assert np.mean([told.scores(text).argmax() == 1 for text in drawn(1, 2)]) > 0.9
    assert np.mean([told.told(text)["answered"] < 0 for text in contrary]) > 0.9


def test_a_question_of_two_clauses_is_for_both(tram, drawn):
    both, one = drawn(4), drawn(2)
    known = Known(questions={tram.fare.id: both, tram.children.id: both, tram.last.id: one}, elsewhere=drawn(3))
    clauses = [tram.fare, tram.children, tram.last]
    encoder = Axes()
    told = QuestionClassifier(fit_classifier(known, clauses, vectors_of(known, encoder), encoder), encoder)
    shares = np.exp([told.scores(text) for text in drawn(4)]).mean(axis=0)
    assert shares[:2] == pytest.approx([0.5, 0.5], abs=0.1)


def test_it_learns_by_which_sentence_a_clause_answers(tram, drawn):
    first, second = drawn(0, 2), drawn(0, 4)
    known = Known(
        questions={tram.children.id: (*first, *second), tram.fare.id: drawn(1)},
        sentences={(tram.children.id, text): (place,) for place, some in enumerate((first, second)) for text in some},
        elsewhere=drawn(3),
    )
    encoder = Axes()
    layers = fit_classifier(known, [tram.fare, tram.children], vectors_of(known, encoder), encoder)
    told = QuestionClassifier(layers, encoder)
    for place, axes in enumerate(((0, 2), (0, 4))):
        assert np.mean([told.sentences(text, tram.children.id).argmax() == place for text in drawn(*axes)]) > 0.9


def test_sentences_are_learnt_without_a_change_to_what_is_told_of_clauses(tram, drawn):
    clauses, asked = [tram.fare, tram.children], drawn(0)
    bare = Known(questions={tram.fare.id: asked, tram.children.id: drawn(1)}, elsewhere=drawn(3))
    taught = replace(bare, sentences={(tram.fare.id, text): (0,) for text in asked})
    encoder = Axes()
    without, with_them = (fit_classifier(each, clauses, vectors_of(each, encoder), encoder) for each in (bare, taught))
    assert np.array_equal(without.hidden, with_them.hidden)
    assert np.array_equal(without.out[:4], with_them.out[:4])  # two clauses, and what else is told
    assert not np.array_equal(without.out[4:], with_them.out[4:])


def test_the_mate_of_a_question_is_the_nearest_in_the_other_language_that_the_same_sentences_answer():
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 0, 0]] + np.float32(0.1)
    same, other, untold = [0.5, 0.5], [1.0, 0.0], [0.0, 0.0]
    sentences = np.array([same, same, same, other, untold], dtype=np.float32)
    languages = [Lang.ZH, Lang.EN, Lang.EN, Lang.EN, Lang.EN]
    assert _mates(vectors, sentences, languages).tolist() == [1, 0, 0, 3, 4]


def test_what_a_question_belongs_to_is_learnt_from_its_mate_too():
    draw = np.random.default_rng(0)
    axes = np.repeat([0, 2, 1, 3], 60)  # 0 and 2 are told apart, nothing is told of 1 and 3 but whose mates they are
    vectors = (np.eye(6)[axes] + 0.1 * draw.normal(size=(240, 6))).astype(np.float32)
    texts = np.repeat(np.float32([[1, 0], [0, 1], [0, 0], [0, 0]]), 60, axis=0)
    told, say = np.ones((240, 1), bool), np.zeros((240, 1), np.float32)
    rows = np.arange(240)

    def right(mates: np.ndarray) -> float:
        hidden, below, out, offset = fit_network(Lesson(vectors, texts, texts, told, say, mates))
        outputs = np.maximum(vectors @ hidden.T + below, 0) @ out.T + offset
        return float(np.mean(outputs[120:, :2].argmax(axis=1) == (axes[120:] == 3)))

    assert right((rows + 120) % 240) > 0.9
    assert right(rows) < 0.9
