import shutil
from pathlib import Path

import numpy as np
import pytest

from embeddings import EncoderError, load_encoder
from embeddings.bundled import (
    GRAPH_FILE,
    TOKENIZER_FILE,
    OnnxEncoder,
    _batches,
    read_compressed,
    write_compressed,
)
from embeddings.encoder import BUNDLED_FOLDER

TEXTS = [
    "The railway opens today.",
    "今天铁路开放。",
    "今天 railway 开放",
    "",
    "?!。,",
    "railway " * 400,
]


@pytest.fixture(params=["toy", "bundled"])
def encoder(request: pytest.FixtureRequest, trained_encoder: OnnxEncoder) -> OnnxEncoder:
    return trained_encoder if request.param == "toy" else OnnxEncoder(BUNDLED_FOLDER, name="bundled")


def test_rows_have_unit_length_and_keep_the_order_of_the_texts(encoder: OnnxEncoder) -> None:
    vectors = encoder.encode(["railway", "铁路 opens", "the school grows today"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, encoder.dim)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)
    np.testing.assert_allclose(vectors[2], encoder.encode(["the school grows today"])[0], atol=1e-5)


def test_no_texts_give_no_rows(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)


@pytest.mark.parametrize("text", ["", "   \n", "?!。，—", "ქართული"], ids=["empty", "blank", "marks", "georgian"])
def test_a_text_without_known_pieces_gives_a_zero_row(encoder: OnnxEncoder, text: str) -> None:
    vectors = encoder.encode(["railway", text, "铁路"])
    assert vectors.any(axis=1).tolist() == [True, False, True]


def test_a_text_has_the_same_vector_alone_and_in_a_batch(encoder: OnnxEncoder) -> None:
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(encoder.encode(TEXTS * 20), np.tile(alone, (20, 1)), atol=1e-5)


@pytest.mark.parametrize(
    ("plain", "variant"),
    [
        ("铁路开放", "鐵路開放"),
        ("桥梁 opens", "橋樑 opens"),
        ("the railway", "THE RAILWAY"),
        ("railway", "ｒａｉｌｗａｙ"),
        ("铁路,开放", "铁路，开放"),
    ],
    ids=["traditional", "mixed", "case", "full-width", "comma"],
)
def test_spelling_variants_give_the_same_vector(encoder: OnnxEncoder, plain: str, variant: str) -> None:
    first, second = encoder.encode([plain, variant])
    assert first.any()
    np.testing.assert_allclose(first, second, atol=1e-5)


def test_batches_hold_texts_of_like_length_and_every_row_once() -> None:
    batches = list(_batches([900, 3, 900, 4, 2000]))
    assert batches == [[1, 3], [0, 2], [4]]


def test_the_fingerprint_changes_with_the_weights(trained: Path, tmp_path: Path) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(trained, folder)
    before = OnnxEncoder(folder, name="copy").fingerprint
    write_compressed(folder / TOKENIZER_FILE, read_compressed(folder / TOKENIZER_FILE) + b"\n")
    assert OnnxEncoder(folder, name="copy").fingerprint != before


@pytest.mark.parametrize("file", [GRAPH_FILE, TOKENIZER_FILE], ids=["weights", "tokenizer"])
@pytest.mark.parametrize("content", [None, b"", b"not a model"], ids=["missing", "empty", "foreign"])
def test_a_damaged_folder_is_refused_by_file_name(
    trained: Path, tmp_path: Path, file: str, content: bytes | None
) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(trained, folder)
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    with pytest.raises(EncoderError, match=file):
        OnnxEncoder(folder, name="damaged")


def test_the_bundled_encoder_puts_a_translation_nearest() -> None:
    encoder = load_encoder()
    chinese = encoder.encode(["图书馆每天开放。", "医生建议多喝水。", "这座桥连接两个城市。"])
    english = encoder.encode(
        ["The library is open every day.", "The doctor advises drinking more water.", "The bridge connects two cities."]
    )
    assert (chinese @ english.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_the_bundled_weights_stay_under_30_megabytes() -> None:
    assert (BUNDLED_FOLDER / GRAPH_FILE).stat().st_size < 30_000_000
