"""Toy models: built in code or trained in seconds, never fetched."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from embeddings.__main__ import main
from embeddings.bundled import OnnxEncoder
from embeddings.pairs import Pair
from embeddings.static import StaticEncoder
from embeddings.training.folder import save_static
from embeddings.training.vocabulary import train_tokenizer

TEXTS = ["高速公路网络", "高速铁路网络", "expressway network", "railway network", "国家的铁路"] * 20
SUBJECTS = {"road": "公路", "bridge": "桥梁", "school": "学校", "hospital": "医院", "forest": "森林", "railway": "铁路"}
VERBS = {"opens": "开放", "closes": "关闭", "grows": "扩大", "improves": "改善", "moves": "搬迁"}
TIMES = {"today": "今天", "tomorrow": "明天", "this year": "今年", "next week": "下周"}
PAIRS = [
    Pair(f"The {subject} {verb} {time}.", f"{zh_time}{zh_subject}{zh_verb}。", "toy")
    for subject, zh_subject in SUBJECTS.items()
    for verb, zh_verb in VERBS.items()
    for time, zh_time in TIMES.items()
]


@pytest.fixture(scope="session")
def toy_pairs() -> list[Pair]:
    return PAIRS


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


@pytest.fixture(scope="session")
def toy_teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two small layers with random weights over English letters and the toy words."""
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("teacher")
    letters = "abcdefghijklmnopqrstuvwxyz"
    spelt = sorted({word for pair in PAIRS for word in pair.en.lower().rstrip(".").split()} - set(letters))
    pieces = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        ".",
        ",",
        *letters,
        *(f"##{one}" for one in letters),
        *spelt,
    ]
    tokenizer = Tokenizer(models.WordPiece({piece: row for row, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        initializer_range=0.3,
    )
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def toy_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of training data: pairs, and a few questions about their Chinese sides."""
    folder = tmp_path_factory.mktemp("data")
    lines = "".join(f"{pair.en}\t{pair.zh}\t{pair.source}\n" for pair in PAIRS)
    (folder / "parallel.tsv.gz").write_bytes(gzip.compress(lines.encode()))
    questions = "".join(f"{pair.zh[2:]}\t{pair.zh}\tzh\ttoy\ttrain\n" for pair in PAIRS)
    (folder / "qa.tsv.gz").write_bytes(gzip.compress(questions.encode()))
    return folder


@pytest.fixture(scope="session")
def trained(toy_data: Path, toy_teacher: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `python -m embeddings train --quick` writes for the toy data; its work folder lies beside it."""
    folder = tmp_path_factory.mktemp("trained")
    options = {"--data": toy_data, "--teacher": toy_teacher, "--work": folder / "work", "--out": folder / "model"}
    assert main(["train", "--quick", *(str(word) for option in options.items() for word in option)]) == 0
    return folder / "model"


@pytest.fixture(scope="session")
def trained_encoder(trained: Path) -> OnnxEncoder:
    return OnnxEncoder(trained, name="trained")
