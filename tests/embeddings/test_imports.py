import subprocess
import sys

import pytest

import embeddings

HEAVY = ("torch", "faiss", "sentence_transformers", "transformers", "opencc")


@pytest.mark.parametrize(
    "code",
    ["import embeddings", "from embeddings import load_encoder; load_encoder().encode(['高速公路 expressway'])"],
    ids=["import", "encode"],
)
def test_heavy_libraries_stay_unloaded(code: str) -> None:
    check = f"import sys; {code}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == ""


def test_the_public_names_are_exactly_these() -> None:
    assert embeddings.__all__ == [
        "BUNDLED",
        "EmbeddingsError",
        "Encoder",
        "EncoderError",
        "FaissIndex",
        "Kind",
        "Reranker",
        "Role",
        "TrainingError",
        "VectorIndex",
        "VectorIndexError",
        "alike_encoder",
        "known_words",
        "load_encoder",
        "load_reranker",
    ]
    assert all(hasattr(embeddings, name) for name in embeddings.__all__)
