from pathlib import Path

import numpy as np
import pytest

from embeddings import EncoderError
from embeddings.__main__ import main
from embeddings.bundled import GRAPH_FILE, OnnxEncoder, write_compressed
from embeddings.codes import halve
from embeddings.encoder import BUNDLED_FOLDER
from embeddings.export import export, floats

TEXTS = [
    "今天铁路开放。",
    "今天鐵路開放。",
    "The railway opens today, and the school closes tomorrow.",
    "5G网络 and 铁路",
    "长江三角洲区域一体化发展规划纲要",
    "",
    "network " * 400,
]


@pytest.mark.parametrize("model", ["toy", "bundled"])
def test_sentence_transformers_gives_the_same_vectors(model: str, trained: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    folder = trained if model == "toy" else BUNDLED_FOLDER
    assert main(["export", str(tmp_path / "模型"), "--encoder", str(folder)]) == 0
    theirs = SentenceTransformer(str(tmp_path / "模型"), trust_remote_code=True, device="cpu").encode(TEXTS)
    ours = OnnxEncoder(folder, name=model).encode(TEXTS)
    filled = ours.any(axis=1)
    assert filled.tolist() == theirs.any(axis=1).tolist()
    assert (ours * theirs).sum(axis=1)[filled].min() >= 0.999


def test_codes_and_factors_become_one_matrix() -> None:
    found = floats({"a.codes": np.array([[2], [4]], np.int8), "a.factors": np.array([[0.5], [2]]), "b": np.ones(1)})
    assert found["a"].tolist() == [[1.0], [8.0]]
    assert sorted(found) == ["a", "b"]


def test_two_halves_of_a_byte_become_a_matrix_again() -> None:
    rows = np.array([[0.75, -0.75, 0.25, -0.05], [0, 0, 0, 0]], np.float32)
    halves, factors = halve(rows)
    assert halves.shape == (2, 2)
    assert factors[1] == 0
    found = floats({"a.halves": halves, "a.factors": factors[:, None]})
    assert np.abs(found["a"] - rows).max() <= 0.05


def test_a_graph_of_another_origin_is_refused(tmp_path: Path) -> None:
    import onnx

    graph = onnx.helper.make_graph([], "empty", [], [])
    write_compressed(tmp_path / GRAPH_FILE, onnx.helper.make_model(graph).SerializeToString())
    with pytest.raises(EncoderError, match="was not written by"):
        export(tmp_path, tmp_path / "out")
