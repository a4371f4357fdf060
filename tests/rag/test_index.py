"""The index of a corpus: its rows, its manifest, and what happens when the cache is not what it should be."""

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings import load_encoder
from rag.documents import Known, load_known, load_store
from rag.errors import CacheError, StaleIndexError
from rag.index import (
    MANIFEST,
    Manifest,
    build_vectors,
    cache_folder,
    clause_rows,
    lexical_rows,
    load_vectors,
    make_manifest,
    open_vectors,
    question_rows,
    save_vectors,
    sentence_rows,
    vector_parts,
    vector_rows,
)
from rag.types import Lang


class CountingEncoder:
    """Vectors by length of text; it counts how many texts it was given."""

    name, dim = "counting", 4

    def __init__(self, fingerprint: str = "f1") -> None:
        self.fingerprint = fingerprint
        self.encoded = 0

    def encode(self, texts: Sequence[str], *, role: str = "passage") -> np.ndarray:
        self.encoded += len(texts)
        return np.eye(4, dtype=np.float32)[[len(text) % 4 for text in texts]]


@pytest.fixture
def clauses(clause_of):
    return [
        clause_of("1", ("石桥。", "Stone:"), ("桥长。", "It is long."), title=1),
        clause_of("2", ("桥宽。", "")),
    ]


@pytest.fixture
def rows(clauses):
    return {**vector_rows(clauses), "question": question_rows(clauses, {"d:2": ("多宽？",)})}


@pytest.fixture
def saved(tmp_path: Path, rows) -> tuple[Path, Manifest]:
    """A good index in the cache of `tmp_path`."""
    encoder = CountingEncoder()
    manifest = make_manifest(rows, encoder)
    folder = cache_folder(tmp_path, manifest)
    save_vectors(folder, build_vectors(rows, encoder), manifest)
    return folder, manifest


def test_a_clause_row_is_headings_and_text_in_one_language(clauses):
    assert [row.text for row in clause_rows(clauses, Lang.EN)] == ["Bridges Stone:\nStone: It is long."]
    assert [row.clause for row in clause_rows(clauses, Lang.ZH)] == [0, 1]


def test_a_clause_row_of_both_languages_leaves_out_the_missing_one(clauses):
    assert clause_rows(clauses, None)[1].text == "桥\n桥宽。"


def test_a_sentence_row_is_led_by_the_title_and_knows_its_place(clauses):
    found = sentence_rows(clauses, Lang.ZH)
    assert [(row.clause, row.sentence) for row in found] == [(0, 0), (0, 1), (1, 0)]
    assert found[1].text == "石桥。 桥长。"


def test_a_question_row_belongs_to_the_clause_it_asks_for(clauses):
    assert [(row.clause, row.sentence, row.text) for row in question_rows(clauses, {"d:2": ("多宽？",)})] == [
        (1, None, "多宽?")
    ]


def test_a_channel_without_rows_is_left_out(clause_of):
    only_chinese = [clause_of("1", ("桥长。", ""))]
    assert set(vector_rows(only_chinese)) == {"clause zh", "sentence zh"}
    assert set(lexical_rows(only_chinese, {})) == {"clause", "sentence", "heading"}


@pytest.mark.parametrize(
    "change",
    [
        lambda clauses: [replace(clauses[0], zh="石桥。桥短。"), clauses[1]],
        lambda clauses: [clauses[1], clauses[0]],
        lambda clauses: clauses[:1],
    ],
    ids=["text", "order", "number"],
)
def test_another_corpus_has_another_manifest(clauses, change):
    encoder = CountingEncoder()
    assert make_manifest(vector_rows(change(clauses)), encoder) != make_manifest(vector_rows(clauses), encoder)


def test_another_encoder_has_another_manifest_and_folder(rows, tmp_path: Path):
    one, other = (make_manifest(rows, CountingEncoder(name)) for name in ("f1", "f2"))
    assert one != other
    assert cache_folder(tmp_path, one) != cache_folder(tmp_path, other)


def test_an_index_is_built_once_and_read_from_the_cache_after(rows, tmp_path: Path):
    encoder = CountingEncoder()
    first = open_vectors(rows, encoder, cache_dir=tmp_path)
    count = encoder.encoded
    second = open_vectors(rows, encoder, cache_dir=tmp_path)
    assert count == sum(map(len, rows.values()))
    assert encoder.encoded == count
    assert {name: len(index) for name, index in first.items()} == {name: len(index) for name, index in second.items()}


def test_a_changed_encoder_builds_its_own_index(rows, tmp_path: Path):
    open_vectors(rows, CountingEncoder("f1"), cache_dir=tmp_path)
    other = CountingEncoder("f2")
    open_vectors(rows, other, cache_dir=tmp_path)
    assert other.encoded > 0


def test_the_cache_may_have_a_chinese_path(rows, tmp_path: Path):
    encoder = CountingEncoder()
    for _ in range(2):
        open_vectors(rows, encoder, cache_dir=tmp_path / "缓存 目录")
    assert encoder.encoded == sum(map(len, rows.values()))


def test_no_file_of_the_cache_is_a_pickle(saved: tuple[Path, Manifest]):
    assert {path.suffix for path in saved[0].iterdir()} == {".faiss", ".json"}


@pytest.mark.parametrize("field", ["encoder", "fingerprint", "dim", "corpus", "rows", "version"])
def test_a_manifest_that_differs_is_stale_and_says_in_what(saved: tuple[Path, Manifest], rows, field: str):
    folder, manifest = saved
    record = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    record[field] = "other"
    (folder / MANIFEST).write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(StaleIndexError, match=f"{field} 'other'.*python -m rag index"):
        load_vectors(folder, rows, manifest)


def break_file(folder: Path) -> None:
    file = next(folder.glob("*.faiss"))
    file.write_bytes(file.read_bytes()[:20])


def garble_file(folder: Path) -> None:
    next(folder.glob("*.faiss")).write_bytes(b"no index at all")


def remove_file(folder: Path) -> None:
    next(folder.glob("*.faiss")).unlink()


def garble_manifest(folder: Path) -> None:
    (folder / MANIFEST).write_bytes(b"\xff{")


def empty_manifest(folder: Path) -> None:
    (folder / MANIFEST).write_text("[]", encoding="utf-8")


DAMAGES = pytest.mark.parametrize(
    "damage",
    [break_file, garble_file, remove_file, garble_manifest, empty_manifest],
    ids=["cut_short", "foreign", "missing", "manifest_garbled", "manifest_of_another_kind"],
)


@DAMAGES
def test_a_damaged_index_is_stale_with_the_remedy(saved: tuple[Path, Manifest], rows, damage):
    folder, manifest = saved
    damage(folder)
    with pytest.raises(StaleIndexError, match="python -m rag index"):
        load_vectors(folder, rows, manifest)


@DAMAGES
def test_a_damaged_index_is_built_again_with_a_warning(
    saved: tuple[Path, Manifest], rows, damage, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    folder, manifest = saved
    damage(folder)
    encoder = CountingEncoder()
    vectors = open_vectors(rows, encoder, cache_dir=tmp_path)
    assert {name: len(index) for name, index in vectors.items()} == {name: len(part) for name, part in rows.items()}
    (record,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert str(folder) in record.getMessage()
    assert "built again" in record.getMessage()
    load_vectors(folder, rows, manifest)  # and it is whole on the disk


def test_an_index_that_is_merely_not_there_gives_no_warning(rows, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    open_vectors(rows, CountingEncoder(), cache_dir=tmp_path)
    assert caplog.records == []


def test_where_the_cache_cannot_be_written_the_index_is_kept_in_memory(
    rows, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "file").write_text("", encoding="utf-8")
    vectors = open_vectors(rows, CountingEncoder(), cache_dir=tmp_path / "file")
    assert sum(map(len, vectors.values())) == sum(map(len, rows.values()))
    assert "CLAUSEWISE_CACHE_DIR" in caplog.text
    assert "memory" in caplog.text


def test_saving_where_nothing_can_be_written_names_folder_and_remedy(saved: tuple[Path, Manifest], tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CacheError, match=r"cannot write the index to .*file.*CLAUSEWISE_CACHE_DIR"):
        save_vectors(tmp_path / "file" / "index", {}, saved[1])


def test_a_good_file_of_another_channel_is_stale(saved: tuple[Path, Manifest], rows):
    folder, manifest = saved
    (folder / "sentence.zh.faiss").write_bytes((folder / "clause.en.faiss").read_bytes())
    with pytest.raises(StaleIndexError):
        load_vectors(folder, rows, manifest)


def test_the_shipped_vectors_fit_the_bundled_document_and_encoder():
    store = load_store(())
    encoder = load_encoder()
    parts = list(vector_parts(tuple(store), load_known((), store), encoder))
    assert len(parts) == 4
    for folder, rows, made_by in parts:
        assert load_vectors(folder, rows, make_manifest(rows, made_by)).keys() == rows.keys()


def test_a_question_row_tells_the_sentences_that_answer_it(clauses):
    rows = question_rows(clauses, {"d:1": ("多长？", "Wide?")}, {("d:1", "多长？"): (1,)})
    assert [row.answered_by for row in rows] == [(1,), ()]


def test_questions_are_compared_with_known_unanswered_and_other_ones_where_there_are_any(clauses):
    known = Known({"d:1": ("多长？",)}, unanswered={"d:2": ("谁修的？",)}, elsewhere=("今天几号？",))
    assert [list(rows) for _, rows, _ in vector_parts(clauses, known, CountingEncoder())][1:] == [
        ["question"],
        ["unanswered"],
        ["elsewhere"],
    ]
    assert len(list(vector_parts(clauses, Known(), CountingEncoder()))) == 1
