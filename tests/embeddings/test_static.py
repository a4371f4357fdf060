import shutil
from pathlib import Path

import numpy as np
import pytest

from embeddings import EncoderError
from embeddings.static import StaticEncoder

TEXTS = [
    "高速公路网络",
    "The railway network, 2025.",
    "5G网络 and 铁路",
    "",
    "?!。,",
    "ქართული",
    "network " * 3000,
]


def test_rows_have_unit_length_and_keep_the_order_of_the_texts(toy_encoder: StaticEncoder) -> None:
    vectors = toy_encoder.encode(["railway", "铁路", "network"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, toy_encoder.dim)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)
    np.testing.assert_allclose(vectors[2], toy_encoder.encode(["network"])[0], atol=1e-6)


def test_no_texts_give_no_rows(toy_encoder: StaticEncoder) -> None:
    assert toy_encoder.encode([]).shape == (0, toy_encoder.dim)


@pytest.mark.parametrize("text", ["", "   \n", "?!。，—", "ქართული"], ids=["empty", "blank", "punctuation", "georgian"])
def test_a_text_without_known_pieces_gives_a_zero_row(toy_encoder: StaticEncoder, text: str) -> None:
    vectors = toy_encoder.encode(["railway", text, "铁路"])
    assert not vectors[1].any()
    assert vectors[0].any()
    assert vectors[2].any()


def test_many_texts_give_the_vectors_of_each_alone(toy_encoder: StaticEncoder) -> None:
    texts = [text for text in TEXTS[:5] for _ in range(150)]  # more than are encoded at once
    alone = np.concatenate([toy_encoder.encode([text]) for text in TEXTS[:5]])
    np.testing.assert_allclose(toy_encoder.encode(texts), np.repeat(alone, 150, axis=0), atol=1e-6)


def test_sentence_transformers_gives_the_same_vectors(toy_folder: Path, toy_encoder: StaticEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(toy_folder), device="cpu").encode(TEXTS)
    np.testing.assert_allclose(toy_encoder.encode(TEXTS), theirs, atol=1e-3)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [("高速公路网络", "高速公路網絡"), ("国家的铁路", "國家的鐵路"), ("铁路 network", "鐵路 network")],
    ids=["network", "state", "mixed"],
)
def test_traditional_characters_give_the_vector_of_simplified_ones(
    toy_encoder: StaticEncoder, simplified: str, traditional: str
) -> None:
    first, second = toy_encoder.encode([simplified, traditional])
    assert first.any()
    np.testing.assert_allclose(first, second, atol=1e-6)


@pytest.mark.parametrize(
    ("plain", "variant"),
    [("network", "NETWORK"), ("network", "ｎｅｔｗｏｒｋ"), ("高速公路", "高速公路。"), ("5G网络", "5g 网络")],
    ids=["case", "full-width", "punctuation", "space"],
)
def test_spelling_variants_give_the_same_vector(toy_encoder: StaticEncoder, plain: str, variant: str) -> None:
    first, second = toy_encoder.encode([plain, variant])
    assert first.any()
    np.testing.assert_allclose(first, second, atol=1e-6)


def test_the_fingerprint_changes_with_the_weights(toy_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "changed"
    shutil.copytree(toy_folder, folder)
    assert StaticEncoder(folder, name="copy").fingerprint == StaticEncoder(toy_folder, name="toy").fingerprint
    weights = bytearray((folder / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)
    assert StaticEncoder(folder, name="copy").fingerprint != StaticEncoder(toy_folder, name="toy").fingerprint


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json"], ids=["weights", "tokenizer"])
@pytest.mark.parametrize("content", [None, b"", b"not a model"], ids=["missing", "empty", "foreign"])
def test_a_damaged_folder_is_refused_by_file_name(
    toy_folder: Path, tmp_path: Path, file: str, content: bytes | None
) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(toy_folder, folder)
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    with pytest.raises(EncoderError, match=file):
        StaticEncoder(folder, name="damaged")
