"""The speed bench: its articles, its varied vectors, and a table of what it timed."""

import gzip
import json
import sys
from argparse import ArgumentParser

import numpy as np
import pytest

from eval import speed, speed_rows
from eval.errors import ConfigError, DatasetError
from eval.speed_rows import Given


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


@pytest.fixture
def given(tmp_path):
    """2,000 vectors, the first five of them asked for."""
    draw = np.random.default_rng(0)
    vectors = draw.standard_normal((2000, 16), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    truth = speed.nearest(vectors, vectors[:5])
    assert set(truth.ravel()) >= set(range(5))
    given = Given(tmp_path)
    given.write(vectors, vectors[:5], truth)
    return given


@pytest.mark.parametrize("kind", speed.KINDS)
def test_every_kind_is_timed_and_its_recall_measured_against_exact_search(given, kind):
    timing = speed_rows.time_index(kind, given)
    assert (timing.size, timing.recall > (0.99 if kind == "flat" else 0.7)) == (2000, True)
    assert min(timing.build, timing.p50, timing.nbytes) > 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process's peak")
def test_a_rows_peak_is_that_of_a_process_of_its_own(given):
    ballast = b"x" * (500 * 2**20)
    timing = speed_rows.alone(speed_rows.time_index, "flat", given)
    del ballast
    assert timing.recall > 0.99
    assert 20 < timing.peak < 500


def test_a_library_that_is_missing_is_an_error_here_too(given):
    with pytest.raises(KeyError, match="no such library"):
        speed_rows.alone(speed_rows.time_peer, "no such library", given)


def test_what_is_missed_lowers_the_recall(tmp_path):
    given = Given(tmp_path)
    given.write(np.eye(20, dtype=np.float32), np.eye(20, dtype=np.float32)[:1], np.arange(10)[None])
    timing = speed_rows._time("half", 20, 1.0, lambda query: range(5, 15), given)
    assert timing.recall == 1 / 2


def test_passages_whose_vectors_are_known_are_not_encoded_again():
    asked = []

    class Spy:
        name, dim, fingerprint = "spy", 2, "f"

        def encode(self, texts, *, role="passage"):
            asked.append((list(texts), role))
            return np.zeros((len(texts), 2), np.float32)

    encoder = speed_rows.KnownVectors(Spy(), ["票价", "fare"], np.eye(2, dtype=np.float32))
    assert encoder.encode(["\nfare", "new", "票价"]).tolist() == [[0, 1], [0, 0], [1, 0]]
    encoder.encode(["fare"], role="query")
    assert asked == [(["new"], "passage"), (["fare"], "query")]


def test_a_row_gives_ratios_to_exact_search():
    exact = speed.Timing("FAISS flat", 1000, 0.5, 2.0, 3.0, 1.0, 2_000_000, 80.2)
    other = speed.Timing("FAISS hnsw", 1000, 5.0, 1.0, 3.0, 0.98, 3_000_000)
    assert speed.cells(other, exact) == ("FAISS hnsw", *"1,000 5.00 1.00 3.00 0.980 3.0 - 0.50 10.0".split())
    assert speed.cells(exact, exact)[7] == "80"


def test_the_command_times_the_product_and_all_kinds(articles, tmp_path, capsys):
    parser = ArgumentParser()
    speed.add_arguments(parser)
    (tmp_path / "mine.toml").write_text("[settings]\nk = 20\n", encoding="utf-8")
    words = ["--articles", str(articles), "--sizes", "50,150", "--queries", "3", "--product-to", "50"]
    found = speed.main(parser.parse_args([*words, "--config", str(tmp_path / "mine.toml")]))
    kinds = ["FAISS flat", "FAISS hnsw", "FAISS ivf"]
    assert [row[0] for row in found.tables[0].rows] == [*kinds, "mine, whole", *kinds]
    product = found.record()["rows"][3]
    assert (product["size"], product["recall"], set(product["timings"])) == (50, None, {"build", "p50", "p95", "peak"})
    assert product["timings"]["peak"] is None or product["timings"]["peak"] > 100
    assert "FAISS ivf" in capsys.readouterr().err  # told on the way


def test_systems_of_other_vectors_are_not_timed_together(articles, tmp_path):
    (tmp_path / "txtai.toml").write_text('system = "txtai"\n', encoding="utf-8")
    parser = ArgumentParser()
    speed.add_arguments(parser)
    with pytest.raises(ConfigError, match="one encoder"):
        speed.main(parser.parse_args(["--articles", str(articles), "--config", str(tmp_path / "txtai.toml")]))


@pytest.mark.parametrize("words", ["", "0", "10,x", "-5"])
def test_sizes_are_whole_numbers(words, capsys):
    parser = ArgumentParser()
    speed.add_arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["--articles", "a", f"--sizes={words}"])
    assert "write whole numbers above 10" in capsys.readouterr().err
