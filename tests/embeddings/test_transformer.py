from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import Unigram

from embeddings import EncoderError, load_encoder
from embeddings.transformer import SentenceTransformerEncoder

LETTERS = "aeiklnortwy 高速铁路网络"
PROMPTS = {"query": "network ", "passage": "railway "}


def _save(folder: Path, *, prompts: dict[str, str], seed: int = 0) -> Path:
    """A sentence-transformers model with random weights, vectors of any length and the given prompts."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    torch.manual_seed(seed)
    tokenizer = Tokenizer(Unigram([("[UNK]", 0.0), *((letter, -1.0) for letter in LETTERS)], unk_id=0))
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)], prompts=prompts, device="cpu").save(
        str(folder)
    )
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _save(tmp_path_factory.mktemp("模型") / "prompted", prompts=PROMPTS)


@pytest.fixture(scope="module")
def encoder(folder: Path) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(str(folder))


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub library's own offline switch."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)


def test_a_folder_is_loaded_by_its_path(folder: Path) -> None:
    encoder = load_encoder(str(folder))
    assert (encoder.name, encoder.dim) == (str(folder), 8)


def test_rows_have_unit_length(encoder: SentenceTransformerEncoder) -> None:
    vectors = encoder.encode(["railway", "铁路", "高速 network"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)


def test_no_texts_give_no_rows(encoder: SentenceTransformerEncoder) -> None:
    assert encoder.encode([]).shape == (0, 8)
    assert encoder.encode([], role="query").dtype == np.float32


@pytest.mark.parametrize(("role", "prompt"), [("query", PROMPTS["query"]), ("passage", PROMPTS["passage"])])
def test_each_role_uses_the_prompt_of_the_models_configuration(
    encoder: SentenceTransformerEncoder, tmp_path: Path, role: str, prompt: str
) -> None:
    bare = SentenceTransformerEncoder(str(_save(tmp_path / "bare", prompts={})))
    by_hand = bare.encode([prompt + "高速铁路"])
    np.testing.assert_allclose(encoder.encode(["高速铁路"], role=role), by_hand, atol=1e-6)  # type: ignore[arg-type]
    assert not np.allclose(bare.encode(["高速铁路"]), by_hand, atol=1e-3)


def test_the_fingerprint_is_that_of_weights_and_prompts(encoder: SentenceTransformerEncoder, tmp_path: Path) -> None:
    def fingerprint(name: str, prompts: dict[str, str], seed: int) -> str:
        return SentenceTransformerEncoder(str(_save(tmp_path / name, prompts=prompts, seed=seed))).fingerprint

    assert fingerprint("same", PROMPTS, 0) == encoder.fingerprint
    assert fingerprint("weights", PROMPTS, 1) != encoder.fingerprint
    assert fingerprint("prompts", {}, 0) != encoder.fingerprint


@pytest.mark.parametrize("name", ["./no/such/model", "/no/such/model", "a/b/c"], ids=["relative", "absolute", "deep"])
def test_a_folder_that_does_not_exist_is_refused_at_once(name: str) -> None:
    with pytest.raises(EncoderError, match=f"no model folder {name}.*'bundled'"):
        load_encoder(name)


@pytest.mark.usefixtures("offline")
def test_a_hub_model_out_of_reach_names_the_bundled_encoder() -> None:
    with pytest.raises(EncoderError, match="'nobody/no-such-model' cannot be loaded.*'bundled'"):
        load_encoder("nobody/no-such-model")


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no model", encoding="utf-8")
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_encoder(str(tmp_path))
