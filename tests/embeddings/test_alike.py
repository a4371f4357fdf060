"""Questions with one answer come to lie together, near misses apart; and only the encoder it was fitted on is projected."""

import logging

import numpy as np
import pytest

from embeddings import EncoderError, alike_encoder, load_encoder
from embeddings.alike import AlikeEncoder, save_projection, unit_rows
from embeddings.recent import RecentQueries
from embeddings.training.alike import fit_alike


class Letters:
    """Counts a, b, c and d; remembers what it was asked for."""

    name, fingerprint, dim = "bundled", "f1", 4

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def encode(self, texts, *, role="passage"):
        self.asked.append(list(texts))
        return unit_rows(np.array([[text.count(letter) for letter in "abcd"] for text in texts], np.float32))


def test_what_tells_answers_apart_is_kept_and_how_they_are_put_is_not():
    draw = np.random.default_rng(0)
    answers = [f"answer {i % 4}" for i in range(80)]
    vectors = np.zeros((80, 12), np.float32)
    vectors[np.arange(80), [i % 4 for i in range(80)]] = 1.0  # the answer
    vectors[:, 4:] = draw.normal(size=(80, 8))  # how it is put
    vectors = unit_rows(vectors)
    projected = unit_rows(vectors @ fit_alike(vectors, answers, np.zeros((0, 12), np.float32), dim=6).T)
    same = np.equal.outer(answers, answers) & ~np.eye(80, dtype=bool)
    gaps = [(held @ held.T)[same].mean() - (held @ held.T)[~same].mean() for held in (vectors, projected)]
    assert gaps[1] > 1.2 * gaps[0]


def test_vectors_are_projected_and_unit_rows_again():
    encoder = AlikeEncoder(Letters(), np.array([[1, 0, 0, 0], [0, 2, 0, 0]]))
    assert encoder.dim == 2
    assert encoder.encode(["ab", "ccc"]).tolist() == [
        pytest.approx([0.2**0.5, 0.8**0.5]),
        [0.0, 0.0],
    ]


def test_another_projection_has_another_fingerprint():
    one, other = (AlikeEncoder(Letters(), np.eye(4)[:size]) for size in (2, 3))
    assert one.fingerprint != other.fingerprint != Letters.fingerprint


def test_a_projection_serves_the_encoder_that_it_was_fitted_on(tmp_path, caplog):
    file = tmp_path / "alike.npz"
    save_projection(np.eye(4)[:2], Letters(), file)
    assert alike_encoder(Letters(), file).dim == 2
    trained_again = Letters()
    trained_again.fingerprint = "f2"
    with caplog.at_level(logging.WARNING):
        assert alike_encoder(trained_again, file) is trained_again
    assert 'run "python -m eval alike"' in caplog.text


def test_any_other_encoder_compares_questions_as_it_is(tmp_path):
    other = Letters()
    other.name = "BAAI/bge-m3"
    assert alike_encoder(other) is other
    assert alike_encoder(encoder := Letters(), tmp_path / "nothing") is encoder


def test_a_damaged_projection_names_the_remedy(tmp_path):
    (tmp_path / "alike.npz").write_bytes(b"nothing")
    with pytest.raises(EncoderError, match="alike.npz is no projection .*python -m eval alike"):
        alike_encoder(Letters(), tmp_path / "alike.npz")


def test_the_shipped_projection_was_fitted_on_the_bundled_encoder():
    assert isinstance(alike_encoder(load_encoder()), AlikeEncoder)


def test_a_query_is_encoded_once_while_it_is_recent():
    letters = Letters()
    recent = RecentQueries(letters.encode)
    first = recent.encode(["a", "b", "a"])
    again = recent.encode(["b", "c"])
    assert letters.asked == [["a", "b"], ["c"]]
    assert first[1].tolist() == again[0].tolist() == [0, 1, 0, 0]


def test_of_many_queries_the_old_ones_are_forgotten():
    letters = Letters()
    recent = RecentQueries(letters.encode)
    for number in range(300):
        recent.encode([f"a{number}"])
    recent.encode(["a0"])
    assert letters.asked[-1] == ["a0"]
