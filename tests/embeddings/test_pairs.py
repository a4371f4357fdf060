import gzip
from pathlib import Path

import pytest

from embeddings import TrainingError
from embeddings.pairs import Pair, apart_from, read_dictionary, read_pairs, split_pairs


def _pairs(count: int) -> list[Pair]:
    return [Pair(f"text {number}", f"文本{number}", "test") for number in range(count)]


@pytest.mark.parametrize("name", ["pairs.tsv", "pairs.tsv.gz"], ids=["plain", "gzip"])
def test_pairs_are_read_in_file_order_without_repeats_and_half_pairs(tmp_path: Path, name: str) -> None:
    content = "road\t路\ttest\nrail\t铁路\ttest\nroad\t路\tother\n\t空\ttest\n".encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    assert read_pairs(tmp_path / name) == [Pair("road", "路", "test"), Pair("rail", "铁路", "test")]


def test_a_dictionary_has_the_chinese_side_first(tmp_path: Path) -> None:
    (tmp_path / "dict.tsv").write_text("铁路\trailway\n", encoding="utf-8")
    assert read_dictionary(tmp_path / "dict.tsv") == [Pair("railway", "铁路", "dict")]


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("road\t路\ttest\nrail\t铁路\n", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"pairs\.tsv line 2 has 2 columns, expected 3"):
        read_pairs(tmp_path / "pairs.tsv")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pairs.tsv.gz", b"no gzip"),
        ("pairs.tsv.gz", gzip.compress(b"a\tb\tc\n" * 99)[:-9]),
        ("pairs.tsv", b"\xff\t\t\n"),
    ],
    ids=["foreign", "cut-short", "not-utf8"],
)
def test_an_unreadable_file_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TrainingError, match="cannot be read"):
        read_pairs(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"no file .*pairs\.tsv"):
        read_pairs(tmp_path / "pairs.tsv")


def test_whole_blocks_are_held_out() -> None:
    split = split_pairs(_pairs(1000), share=0.3, block=10, seed=1)
    numbers = [int(pair.en.split()[1]) for pair in split.held_out]
    assert 0 < len(numbers) < 1000
    assert {number // 10 for number in numbers} == {numbers[start] // 10 for start in range(0, len(numbers), 10)}
    assert sorted([*split.train, *split.held_out], key=lambda pair: int(pair.en.split()[1])) == _pairs(1000)


def test_the_same_seed_holds_out_the_same_pairs() -> None:
    assert split_pairs(_pairs(1000), block=10, seed=1) == split_pairs(_pairs(1000), block=10, seed=1)
    assert split_pairs(_pairs(1000), block=10, seed=1) != split_pairs(_pairs(1000), block=10, seed=2)


def test_pairs_that_share_a_text_with_a_held_out_one_are_left_out() -> None:
    pairs = [Pair("road", "道路", "a"), Pair("way", "路", "a"), Pair("rail", "铁路", "a")]
    assert apart_from(pairs, [Pair("road", "公路", "b"), Pair("path", "路", "b")]) == [Pair("rail", "铁路", "a")]
