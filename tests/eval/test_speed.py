"""The speed bench: its articles, its varied vectors, and a table of what it timed."""

import gzip
import json
from argparse import ArgumentParser, Namespace

import numpy as np
import pytest

from eval import speed
from eval.errors import DatasetError


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "法.jsonl.gz"
    rows = [{"text": f"第{n}条 电车票价由第{n}号文件规定。"} for n in range(60)]
    rows += [{"zh_trad": f"第{n}條 電車。", "en": f"Article {n} on trams and their fares."} for n in range(20)]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def test_articles_give_a_text_a_language_in_order(articles):
    texts = list(speed.read_articles([articles]))
    assert (len(texts), texts[0], texts[60], texts[61]) == (
        100,
        "第0条 电车票价由第0号文件规定。",
        "第0條 電車。",
        "Article 0 on trams and their fares.",
    )


def test_a_file_without_articles_is_named(tmp_path):
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"title": "x"}\n'))
    with pytest.raises(DatasetError, match="x.jsonl.gz holds no article; .* text, zh_trad, en"):
        list(speed.read_articles([path]))


def test_vectors_past_the_articles_number_are_near_theirs_and_no_copies():
    vectors = np.eye(8, dtype=np.float32)
    found = speed.varied(vectors, 20)
    assert np.array_equal(found[:8], vectors)
    assert np.allclose(np.linalg.norm(found, axis=1), 1)
    similar = (found[8:16] * vectors).sum(axis=1)
    # noise of length a quarter: the cosine is between that of noise along the vector and that of noise against it
    assert ((similar > 0.9) & (similar < 1)).all()
    assert not np.allclose(found[8:12], found[16:20])
    assert np.array_equal(found, speed.varied(vectors, 20))


def test_every_kind_is_timed_and_its_recall_measured_against_exact_search():
    draw = np.random.default_rng(0)
    vectors = draw.standard_normal((2000, 16), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    truth = speed.nearest(vectors, vectors[:5])
    assert set(truth[:, :].ravel()) >= set(range(5))
    for kind in speed.KINDS:
        timing = speed.time_index(kind, vectors, vectors[:5], truth)
        assert (timing.size, timing.recall > (0.99 if kind == "flat" else 0.7)) == (2000, True)
        assert min(timing.build, timing.p50, timing.nbytes) > 0


def test_what_is_missed_lowers_the_recall():
    vectors = np.eye(20, dtype=np.float32)
    truth = np.arange(10)[None]
    timing = speed._time("half", 20, 1.0, lambda query: range(5, 15), vectors[:1], truth, 0)
    assert timing.recall == 1 / 2


def test_a_line_gives_ratios_to_exact_search():
    exact = speed.Timing("FAISS flat", 1000, 0.5, 2.0, 3.0, 1.0, 2_000_000)
    other = speed.Timing("FAISS hnsw", 1000, 5.0, 1.0, 3.0, 0.98, 3_000_000)
    assert speed.line(other, exact).split() == "FAISS hnsw 1,000 5.00 1.00 3.00 0.980 3.0 0.50 10.0".split()


def test_the_command_times_the_product_and_all_kinds(articles, capsys):
    args = Namespace(articles=[articles], sizes=(50, 150), queries=3, encoder="bundled", product_to=50, peers=False)
    assert speed.main(args) == 0
    rows = [row.split("  ")[0] for row in capsys.readouterr().out.splitlines()[2:]]
    kinds = ["FAISS flat", "FAISS hnsw", "FAISS ivf"]
    assert rows == [*kinds, "Clausewise, whole", *kinds]


@pytest.mark.parametrize("words", ["", "0", "10,x", "-5"])
def test_sizes_are_whole_numbers(words, capsys):
    parser = ArgumentParser()
    speed.add_arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["--articles", "a", f"--sizes={words}"])
    assert "write whole numbers above 10" in capsys.readouterr().err
