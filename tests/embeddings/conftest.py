"""Toy models: built in code or trained in a second, never fetched."""

from pathlib import Path

import numpy as np
import pytest

from embeddings.export import save_static
from embeddings.static import StaticEncoder
from embeddings.vocabulary import train_tokenizer

TEXTS = ["高速公路网络", "高速铁路网络", "expressway network", "railway network", "国家的铁路"] * 20


@pytest.fixture(scope="session")
def toy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A static model with random vectors over a small vocabulary, in a folder with a Chinese name."""
    folder = tmp_path_factory.mktemp("模型") / "static"
    tokenizer = train_tokenizer(TEXTS, size=200)
    vectors = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 16)).astype(np.float32)
    vectors[0] = 0.0
    save_static(folder, tokenizer, vectors)
    return folder


@pytest.fixture(scope="session")
def toy_encoder(toy_folder: Path) -> StaticEncoder:
    return StaticEncoder(toy_folder, name="toy")
