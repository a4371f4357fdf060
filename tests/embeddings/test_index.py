from pathlib import Path

import numpy as np
import pytest

from embeddings import FaissIndex, VectorIndexError

VECTORS = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0.6, 0.8], [0, 0, 1]], dtype=np.float32)
IDS = np.array([70, 11, 42, 5])
EAST = np.array([[1, 0, 0]], dtype=np.float32)


@pytest.fixture
def index() -> FaissIndex:
    index = FaissIndex(3)
    index.add(IDS, VECTORS)
    return index


def test_search_gives_the_greatest_inner_products_first(index: FaissIndex) -> None:
    scores, ids = index.search(VECTORS[[0, 3]], 2)
    assert ids.tolist() == [[70, 11], [5, 42]]
    assert ids.dtype == np.int64
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, [[1.0, 0.8], [1.0, 0.8]], atol=1e-3)


def test_places_beyond_what_is_held_are_marked(index: FaissIndex) -> None:
    scores, ids = index.search(EAST, 6)
    assert (ids[0] == -1).tolist() == [False] * 4 + [True] * 2
    assert np.isneginf(scores[0, 4:]).all()


def test_search_stays_within_the_given_ids(index: FaissIndex) -> None:
    scores, ids = index.search(EAST, 3, ids=[42, 11, 999])
    assert ids.tolist() == [[11, 42, -1]]
    np.testing.assert_allclose(scores[0, :2], [0.8, 0.0], atol=1e-3)


def test_search_within_no_ids_finds_nothing(index: FaissIndex) -> None:
    assert index.search(EAST, 2, ids=[])[1].tolist() == [[-1, -1]]


def test_an_empty_index_finds_nothing() -> None:
    scores, ids = FaissIndex(3).search(EAST, 2)
    assert ids.tolist() == [[-1, -1]]
    assert scores.shape == (1, 2)


def test_no_queries_give_no_rows(index: FaissIndex) -> None:
    scores, ids = index.search(np.zeros((0, 3), np.float32), 2)
    assert scores.shape == ids.shape == (0, 2)


def test_removed_vectors_are_found_no_more(index: FaissIndex) -> None:
    index.remove(np.array([70, 5]))
    assert len(index) == 2
    assert index.search(EAST, 2)[1].tolist() == [[11, 42]]


def test_a_removed_id_can_be_added_again(index: FaissIndex) -> None:
    index.remove(np.array([5]))
    index.add(np.array([5]), EAST)
    assert len(index) == 4
    assert set(index.search(EAST, 2)[1][0].tolist()) == {5, 70}


def test_removing_an_id_it_does_not_hold_removes_nothing(index: FaissIndex) -> None:
    with pytest.raises(VectorIndexError, match="999"):
        index.remove(np.array([70, 999]))
    assert len(index) == 4


def test_adding_nothing_changes_nothing(index: FaissIndex) -> None:
    index.add(np.array([], dtype=np.int64), np.zeros((0, 3), np.float32))
    assert len(index) == 4


@pytest.mark.parametrize(
    ("ids", "message"),
    [([11], "11"), ([8, 8], "8"), ([-1], "negative"), ([0.5], "whole")],
    ids=["held", "twice", "negative", "fraction"],
)
def test_ids_that_cannot_be_told_apart_are_refused(index: FaissIndex, ids: list[int], message: str) -> None:
    with pytest.raises(VectorIndexError, match=message):
        index.add(np.array(ids), np.ones((len(ids), 3), np.float32))
    assert len(index) == 4


@pytest.mark.parametrize(
    "vectors",
    [np.ones((1, 4)), np.ones(3), np.full((1, 3), np.nan)],
    ids=["wrong-dimension", "no-rows", "not-finite"],
)
def test_vectors_that_do_not_fit_are_refused(index: FaissIndex, vectors: np.ndarray) -> None:
    with pytest.raises(VectorIndexError):
        index.add(np.array([1]), vectors)
    with pytest.raises(VectorIndexError):
        index.search(vectors, 1)


def test_as_many_ids_as_vectors_are_needed(index: FaissIndex) -> None:
    with pytest.raises(VectorIndexError, match="2 ids for 1 vectors"):
        index.add(np.array([1, 2]), EAST)


def test_a_search_for_no_results_is_refused(index: FaissIndex) -> None:
    with pytest.raises(VectorIndexError, match="k is 0"):
        index.search(EAST, 0)


def test_a_dimension_below_one_is_refused() -> None:
    with pytest.raises(VectorIndexError, match="dimension 0"):
        FaissIndex(0)


def test_a_saved_index_gives_the_same_results(index: FaissIndex, tmp_path: Path) -> None:
    path = tmp_path / "长三角 索引é.faiss"
    index.save(path)
    loaded = FaissIndex.load(path)
    assert loaded.dim == 3
    assert len(loaded) == 4
    for ours, theirs in zip(index.search(VECTORS, 3), loaded.search(VECTORS, 3), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    loaded.add(np.array([1]), EAST)
    loaded.remove(np.array([70]))
    assert len(loaded) == 4


def test_an_empty_index_can_be_saved(tmp_path: Path) -> None:
    FaissIndex(3).save(tmp_path / "empty")
    assert len(FaissIndex.load(tmp_path / "empty")) == 0


@pytest.mark.parametrize(
    "damage",
    [lambda held: b"", lambda held: held[:-7], lambda held: b"junk" * 40],
    ids=["empty", "cut-short", "foreign"],
)
def test_a_damaged_file_is_refused_with_the_remedy(index: FaissIndex, tmp_path: Path, damage: object) -> None:
    path = tmp_path / "index"
    index.save(path)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(VectorIndexError, match="build the index again"):
        FaissIndex.load(path)


def test_a_missing_file_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(VectorIndexError, match="build it first"):
        FaissIndex.load(tmp_path / "none")


def test_a_faiss_index_of_another_kind_is_refused(tmp_path: Path) -> None:
    import faiss

    path = tmp_path / "flat"
    path.write_bytes(faiss.serialize_index(faiss.IndexFlatL2(3)).tobytes())
    with pytest.raises(VectorIndexError, match="IndexFlatL2"):
        FaissIndex.load(path)


def test_vectors_take_two_bytes_a_number(tmp_path: Path) -> None:
    index = FaissIndex(64)
    index.add(np.arange(1000), np.ones((1000, 64), np.float32))
    index.save(tmp_path / "index")
    assert (tmp_path / "index").stat().st_size < 1000 * (64 * 2 + 8) + 1000


@pytest.mark.parametrize("kind", ["hnsw", "ivf"])
def test_an_approximate_index_finds_what_the_exact_one_does(kind, tmp_path):
    vectors = np.random.default_rng(0).normal(size=(2000, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = np.arange(2000, dtype=np.int64) + 7
    exact, built = FaissIndex(16), FaissIndex(16, kind=kind, expected=2000)
    for index in (exact, built):
        index.add(ids, vectors)
    built.save(tmp_path / "索引.faiss")
    loaded = FaissIndex.load(tmp_path / "索引.faiss")
    wanted, found = (index.search(vectors[:50], 5)[1] for index in (exact, loaded))
    assert np.mean([len(set(a) & set(b)) / 5 for a, b in zip(wanted, found, strict=True)]) > 0.85
    assert (loaded.kind, len(loaded)) == (kind, 2000)
    assert loaded.search(vectors[:1], 3, ids=[9])[1].tolist() == [[9, -1, -1]]


def test_a_graph_says_that_it_removes_nothing():
    index = FaissIndex(2, kind="hnsw")
    index.add(np.array([1]), np.eye(2, dtype=np.float32)[:1])
    with pytest.raises(VectorIndexError, match="cannot remove vectors; build it again"):
        index.remove(np.array([1]))


def test_an_index_tells_its_bytes():
    index = FaissIndex(4)
    before = index.nbytes
    index.add(np.arange(10), np.zeros((10, 4), dtype=np.float32))
    assert index.nbytes - before >= 10 * 4 * 2 + 10 * 8  # float16 and an id


def test_a_compact_index_takes_a_byte_for_two_numbers_and_ranks_nearly_as_the_exact_one():
    vectors = np.random.default_rng(7).normal(size=(400, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    exact, compact = FaissIndex(64), FaissIndex(64, kind="compact")
    for index in (exact, compact):
        index.add(np.arange(400), vectors)
    assert (compact.kind, exact.kind) == ("compact", "flat")
    assert exact.nbytes - compact.nbytes == pytest.approx(400 * 64 * (2 - 0.5), abs=2000)
    scores, ids = (part[:, :5] for part in exact.search(vectors[:50], 5))
    near, found = compact.search(vectors[:50], 5)
    assert np.abs(scores - near).max() < 0.05
    assert np.mean([len(set(a) & set(b)) / 5 for a, b in zip(ids, found, strict=True)]) > 0.85


def test_the_file_of_a_compact_index_is_compressed(tmp_path: Path):
    index = FaissIndex(64, kind="compact")
    index.add(np.arange(400), np.random.default_rng(7).normal(size=(400, 64)).astype(np.float32))
    index.save(tmp_path / "vectors")
    held = (tmp_path / "vectors").read_bytes()
    assert len(held) < 0.9 * index.nbytes
    query = np.eye(64, dtype=np.float32)[:1]
    for mine, loaded in zip(
        index.search(query, 3), FaissIndex.load(tmp_path / "vectors").search(query, 3), strict=True
    ):
        assert mine.tolist() == loaded.tolist()
    (tmp_path / "vectors").write_bytes(held[:-20])
    with pytest.raises(VectorIndexError, match="cut short"):
        FaissIndex.load(tmp_path / "vectors")
