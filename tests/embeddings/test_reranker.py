"""Cross-encoders by name: what they give, and what is said of those that cannot be used."""

from pathlib import Path

import numpy as np
import pytest

from embeddings import EncoderError, Reranker, load_reranker
from tests.tiny_cross_encoder import save_cross_encoder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_cross_encoder(tmp_path_factory.mktemp("模型") / "cross")


@pytest.fixture(scope="module")
def reranker(folder: Path) -> Reranker:
    return load_reranker(str(folder))


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub library's own offline switch."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)


def test_a_folder_is_loaded_by_its_path(reranker: Reranker, folder: Path) -> None:
    assert reranker.name == str(folder)


def test_every_text_gets_a_score_in_its_place(reranker: Reranker) -> None:
    texts = ["石桥每座长米", "stone bridge", "路 long road"]
    scores = reranker.score("桥 bridge", texts)
    assert (scores.shape, scores.dtype) == ((3,), np.float32)
    assert len(set(scores.tolist())) == 3
    np.testing.assert_allclose(reranker.score("桥 bridge", texts[::-1]), scores[::-1], atol=1e-5)


def test_the_score_depends_on_the_query(reranker: Reranker) -> None:
    assert abs(reranker.score("桥", ["石桥"])[0] - reranker.score("long road", ["石桥"])[0]) > 1e-4


def test_a_text_longer_than_the_model_reads_is_scored(reranker: Reranker) -> None:
    assert np.isfinite(reranker.score("桥", ["石桥" * 2000])).all()


def test_no_texts_give_no_scores(reranker: Reranker) -> None:
    scores = reranker.score("桥", [])
    assert (scores.shape, scores.dtype) == ((0,), np.float32)


@pytest.mark.usefixtures("offline")
def test_a_hub_model_out_of_reach_names_the_way_without_one() -> None:
    with pytest.raises(EncoderError, match="'nobody/no-such-model' cannot be loaded.*or use no reranker"):
        load_reranker("nobody/no-such-model")


def test_a_folder_that_does_not_exist_is_refused() -> None:
    with pytest.raises(EncoderError, match="no model folder ./no/such; .*or use no reranker"):
        load_reranker("./no/such")


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_reranker(str(tmp_path))


def test_a_classifier_of_several_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="gives 3 scores a text where a reranker gives one"):
        load_reranker(str(save_cross_encoder(tmp_path / "nli", labels=3)))


def test_an_encoder_is_refused_instead_of_ranking_at_random(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="was never trained to score texts; name a cross-encoder"):
        load_reranker(str(save_cross_encoder(tmp_path / "encoder", head=False)))
