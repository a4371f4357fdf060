import gzip
from pathlib import Path

import numpy as np
import pytest

from embeddings.__main__ import main
from embeddings.encoder import load_encoder
from embeddings.pairs import Pair
from embeddings.static import StaticEncoder
from embeddings.train import Recipe, fit, quick, read_pieces
from embeddings.vocabulary import train_tokenizer

SUBJECTS = {"road": "公路", "bridge": "桥梁", "school": "学校", "hospital": "医院", "forest": "森林", "river": "河流"}
VERBS = {"opens": "开放", "closes": "关闭", "grows": "扩大", "improves": "改善", "moves": "搬迁"}
TIMES = {"today": "今天", "tomorrow": "明天", "this year": "今年", "next week": "下周"}
PAIRS = [
    Pair(f"The {subject} {verb} {time}.", f"{zh_time}{zh_subject}{zh_verb}。", "toy")
    for subject, zh_subject in SUBJECTS.items()
    for verb, zh_verb in VERBS.items()
    for time, zh_time in TIMES.items()
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    lines = "".join(f"{pair.en}\t{pair.zh}\t{pair.source}\n" for pair in PAIRS)
    (folder / "parallel.tsv.gz").write_bytes(gzip.compress(lines.encode()))
    return folder


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "model"
    assert main(["train", "--quick", "--data", str(data), "--out", str(out)]) == 0
    return out


def test_quick_training_writes_a_model_that_finds_translations(trained: Path) -> None:
    encoder = StaticEncoder(trained, name="trained")
    english = encoder.encode([pair.en for pair in PAIRS])
    chinese = encoder.encode([pair.zh for pair in PAIRS])
    assert ((english @ chinese.T).argmax(axis=1) == np.arange(len(PAIRS))).mean() > 0.9


def test_a_trained_folder_is_a_sentence_transformers_folder(trained: Path) -> None:
    texts = [PAIRS[0].en, PAIRS[0].zh]
    theirs = load_encoder(str(trained)).encode(texts)
    np.testing.assert_allclose(StaticEncoder(trained, name="trained").encode(texts), theirs, atol=1e-3)


def test_the_same_seed_gives_the_same_table() -> None:
    tokenizer = train_tokenizer([text for pair in PAIRS for text in (pair.en, pair.zh)], size=200)
    recipe = Recipe(dim=8, epochs=1, batch=32)
    first, second = (fit(PAIRS, tokenizer, recipe, report=lambda line: None) for _ in range(2))
    np.testing.assert_allclose(first, second, atol=1e-5)


def test_pieces_that_no_pair_holds_get_no_vector() -> None:
    tokenizer = train_tokenizer(["road", "公路", "unrelated", "无关"] * 20, size=200)
    vectors = fit([Pair("road", "公路", "a")] * 4, tokenizer, quick(), report=lambda line: None)
    unused = tokenizer.encode("unrelated 无关").ids
    assert not vectors[[piece for piece in unused if piece not in tokenizer.encode("road 公路").ids]].any()
    assert vectors[tokenizer.encode("公路").ids].any()
    assert not vectors[0].any()


def test_pieces_taken_by_row_are_those_of_the_rows_texts() -> None:
    tokenizer = train_tokenizer(["road", "公路", "bridge"] * 20, size=200)
    pieces = read_pieces(tokenizer, ["road", "", "公路 bridge"], longest=50)
    features = pieces.take(np.array([2, 1, 0]))
    expected = tokenizer.encode("公路 bridge").ids
    assert features["input_ids"].tolist() == expected + tokenizer.encode("road").ids
    assert features["offsets"].tolist() == [0, len(expected), len(expected)]


def test_training_without_pairs_names_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--quick", "--data", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "parallel.tsv.gz" in capsys.readouterr().err
