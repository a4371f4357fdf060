import numpy as np

from embeddings.training.folder import distinct_rows, quantise, with_traditional


def _settings(*pieces: str) -> dict[str, object]:
    return {"model": {"type": "Unigram", "vocab": [[piece, -float(place)] for place, piece in enumerate(pieces)]}}


def test_a_traditional_form_takes_score_and_vector_of_its_piece() -> None:
    settings, origins = with_traditional(_settings("[UNK]", "铁路", "▁rail"))
    assert settings["model"]["vocab"][3:] == [("鐵路", -1.0)]
    assert origins.tolist() == [0, 1, 2, 1]


def test_a_traditional_form_that_is_a_piece_already_keeps_its_own_vector() -> None:
    settings, origins = with_traditional(_settings("[UNK]", "铁路", "鐵路"))
    assert len(settings["model"]["vocab"]) == 3
    assert origins.tolist() == [0, 1, 2]


def test_zero_rows_share_the_first_row() -> None:
    rows, row_of = distinct_rows(np.array([[0, 0], [1, 2], [0, 0], [3, 4]], dtype=np.float32))
    assert rows.tolist() == [[0, 0], [1, 2], [3, 4]]
    assert row_of.tolist() == [0, 1, 0, 2]


def test_codes_times_factors_come_close_to_the_rows() -> None:
    rows = np.array([[2.0, -1.0, 0.0], [0.0, 0.0, 0.0]], dtype=np.float32)
    codes, factors = quantise(rows)
    assert codes.tolist() == [[127, -64, 0], [0, 0, 0]]
    assert codes.dtype == np.int8
    np.testing.assert_allclose(codes * factors[:, None], rows, atol=2 / 127 / 2)
