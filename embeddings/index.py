"""Vector indexes: ids and vectors in, the nearest ids out. Only this file names FAISS."""

import lzma
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, Self

import numpy as np

from embeddings.errors import VectorIndexError

Kind = Literal["flat", "compact", "hnsw", "ivf"]
_LINKS = 32  # of each vector in an HNSW graph
_LOOKED_AT = {"hnsw": 128, "ivf": 32}  # candidates kept while searching a graph; lists of an inverted file read
_COMPRESSED = b"\xfd7zXZ\x00"  # how a file opens that `lzma` wrote
_TRAINED_ON = 39  # vectors a list that FAISS asks for before it warns


class VectorIndex(Protocol):
    """Finds the vectors of greatest inner product. Ids are the caller's own, distinct and not negative."""

    @property
    def dim(self) -> int: ...

    def __len__(self) -> int:
        """How many vectors it holds."""
        ...

    def add(self, ids: np.ndarray, vectors: np.ndarray) -> None:
        """Add vectors (n, dim) under ids (n,) int64; raises VectorIndexError for an id given twice or held already."""
        ...

    def remove(self, ids: np.ndarray) -> None:
        """Remove the vectors of those ids; raises VectorIndexError, removing none, where it does not hold one."""
        ...

    def search(
        self, vectors: np.ndarray, k: int, *, ids: np.ndarray | Sequence[int] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """For each of the vectors (m, dim) the k best, best first: scores (m, k) float32 and ids (m, k) int64.

        `ids` limits the search to those. Where there are fewer than k, the id is -1 and the score -inf.
        """
        ...

    def save(self, path: Path) -> None: ...


class FaissIndex:
    """Search over vectors kept as float16 in memory: exact, or for large numbers of them approximate.

    Half the size of float32, and exact to about 3 digits of a unit vector's inner product. Kinds:
    flat     exact; reads every vector
    compact  the same over codes of 4 bits, their range learned from the first vectors added, and its file compressed: for
             vectors that ship
    hnsw     a graph of neighbours (Malkov & Yashunin 2018); fast to search, slow to build, removes nothing
    ivf      lists around centres learned from the first vectors added (about 4 √expected of them); in between
    """

    def __init__(self, dim: int, *, kind: Kind = "flat", expected: int = 0) -> None:
        """`expected`: how many vectors there will be; only "ivf" asks for it."""
        import faiss

        if dim < 1:
            raise VectorIndexError(f"an index of dimension {dim} cannot be; give the encoder's dim, at least 1")
        faiss.omp_set_num_threads(1)  # one query over small indexes: starting threads costs more than it saves
        self._index: Any = faiss.IndexIDMap2(_codes(dim, kind, expected))

    @property
    def dim(self) -> int:
        return int(self._index.d)

    @property
    def kind(self) -> Kind:
        import faiss

        inner = _inner(self._index)
        name = type(inner).__name__
        if "HNSW" in name:
            return "hnsw"
        if "IVF" in name:
            return "ivf"
        return "compact" if inner.sq.qtype == faiss.ScalarQuantizer.QT_4bit else "flat"

    @property
    def nbytes(self) -> int:
        """What it holds in memory, which is what `save` writes or compresses."""
        import faiss

        return int(faiss.serialize_index(self._index).nbytes)

    @property
    def ids(self) -> np.ndarray:
        """The ids it holds, (n,) int64, in the order in which they were added."""
        import faiss

        held: np.ndarray = faiss.vector_to_array(self._index.id_map)
        return held

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: np.ndarray, vectors: np.ndarray) -> None:
        ids, vectors = _as_ids(ids), self._as_vectors(vectors)
        if len(ids) != len(vectors):
            raise VectorIndexError(f"{len(ids)} ids for {len(vectors)} vectors; give one id a vector")
        if len(ids) and ids.min() < 0:
            raise VectorIndexError(f"id {ids.min()} is negative; give ids from 0 up, -1 stands for no result")
        distinct, counts = np.unique(ids, return_counts=True)
        twice = np.union1d(distinct[counts > 1], np.intersect1d(distinct, self.ids))
        if len(twice):
            raise VectorIndexError(f"ids given twice or held already: {_some(twice)}; remove them first")
        if len(ids) and not self._index.is_trained:
            self._index.train(vectors)
        if len(ids):
            self._index.add_with_ids(vectors, ids)

    def remove(self, ids: np.ndarray) -> None:
        ids = _as_ids(ids)
        missing = np.setdiff1d(ids, self.ids)
        if len(missing):
            raise VectorIndexError(f"ids not in the index: {_some(missing)}; remove only ids that were added")
        if len(ids) and self.kind == "hnsw":
            raise VectorIndexError("an HNSW graph cannot remove vectors; build it again without them")
        if len(ids):
            self._index.remove_ids(ids)

    def search(
        self, vectors: np.ndarray, k: int, *, ids: np.ndarray | Sequence[int] | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        vectors = self._as_vectors(vectors)
        if k < 1:
            raise VectorIndexError(f"k is {k}; ask for at least 1 result")
        chosen = None if ids is None else np.unique(_as_ids(ids))
        if not len(vectors) or not len(self) or (chosen is not None and not len(chosen)):
            return np.full((len(vectors), k), -np.inf, np.float32), np.full((len(vectors), k), -1, np.int64)
        params = self._search_parameters(k, chosen)
        scores, found = self._index.search(vectors, k, params=params)
        scores[found < 0] = -np.inf
        return scores, found

    def _search_parameters(self, k: int, chosen: np.ndarray | None) -> Any:
        """How widely to look; with chosen ids every list is read, or those of far lists would be missed."""
        import faiss

        known: Any = faiss  # FAISS' type stubs lack some classes and all fields
        limits = {} if chosen is None else {"sel": known.IDSelectorBatch(chosen)}
        if self.kind == "hnsw":
            return known.SearchParametersHNSW(efSearch=max(_LOOKED_AT["hnsw"], k), **limits)
        if self.kind == "ivf":
            return known.SearchParametersIVF(
                nprobe=_inner(self._index).nlist if limits else _LOOKED_AT["ivf"], **limits
            )
        return known.SearchParameters(**limits) if limits else None

    def save(self, path: Path) -> None:
        """Write the index; FAISS' own file functions cannot open a non-ASCII path on Windows."""
        import faiss

        held = faiss.serialize_index(self._index).tobytes()
        path.write_bytes(lzma.compress(held) if self.kind == "compact" else held)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an index that `save` wrote; raises VectorIndexError for a missing, corrupt or foreign file."""
        import faiss

        remedy = "delete the file and build the index again"
        try:
            held = path.read_bytes()
            if held.startswith(_COMPRESSED):
                held = lzma.decompress(held)
            index = faiss.deserialize_index(np.frombuffer(held, dtype=np.uint8))
        except OSError as error:
            raise VectorIndexError(f"cannot read the index {path} ({error}); build it first") from error
        # FAISS raises the first, whatever is wrong with the bytes.
        except (RuntimeError, lzma.LZMAError) as error:
            raise VectorIndexError(f"{path} is no index or is cut short; {remedy}") from error
        if not isinstance(index, faiss.IndexIDMap2) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise VectorIndexError(f"{path} is a FAISS index of another kind ({type(index).__name__}); {remedy}")
        loaded = cls.__new__(cls)
        loaded._index = index
        return loaded

    def _as_vectors(self, vectors: np.ndarray) -> np.ndarray:
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        if vectors.ndim != 2 or vectors.shape[1] != self.dim:
            raise VectorIndexError(
                f"vectors of shape {vectors.shape} for an index of dimension {self.dim}; give (n, {self.dim}), "
                "from the encoder that the index was built with"
            )
        if not np.isfinite(vectors).all():
            raise VectorIndexError("vectors hold values that are not finite; look at the encoder that made them")
        return vectors


def _codes(dim: int, kind: Kind, expected: int) -> Any:
    """A FAISS index of that kind, without ids, over float16 codes or shorter ones."""
    import faiss as module

    faiss: Any = module  # its type stubs take the constructors' overloads apart wrongly
    half, product = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    if kind == "hnsw":
        return faiss.IndexHNSWSQ(dim, half, _LINKS, product)
    if kind == "ivf":
        lists = max(1, min(int(4 * expected**0.5), expected // _TRAINED_ON))
        return faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dim), dim, lists, half, product)
    return faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_4bit if kind == "compact" else half, product)


def _inner(index: Any) -> Any:
    """The index below the ids, as what it is."""
    import faiss

    return faiss.downcast_index(index.index)


def _as_ids(ids: np.ndarray | Sequence[int]) -> np.ndarray:
    array = np.ascontiguousarray(ids)
    if array.ndim != 1 or (len(array) and not np.issubdtype(array.dtype, np.integer)):
        raise VectorIndexError(f"ids of shape {array.shape} and type {array.dtype}; give whole numbers, one a vector")
    return array.astype(np.int64)


def _some(ids: np.ndarray) -> str:
    return ", ".join(map(str, ids[:5])) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")
