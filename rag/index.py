"""The index of a corpus: its rows, their vectors in FAISS, and the manifest that says what they were made of."""

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from embeddings import Encoder, FaissIndex, Kind, VectorIndexError, alike_encoder
from rag.documents import BUNDLED, Known
from rag.errors import CacheError, StaleIndexError
from rag.text import normalise
from rag.types import Clause, Lang

ROWS_VERSION = 1  # raise it when the texts that rows are made of change
MANIFEST = "manifest.json"
SHIPPED = BUNDLED / "index"  # the bundled document's vectors
SHIPPED_WORDS = BUNDLED / "words"  # those of its words, apart: another release of jieba may cut other words
SHIPPED_QUESTIONS = BUNDLED / "questions"  # those of its known questions, apart: another encoder makes them
SHIPPED_UNANSWERED = BUNDLED / "unanswered"
SHIPPED_ELSEWHERE = BUNDLED / "elsewhere"
_BATCH = 512
Questions = Mapping[str, Sequence[str]]  # clause id -> questions it is known to answer
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Row:
    """One text of the index: a whole clause (`sentence` None) or one of its sentence pairs, by position.

    A word of the documents and a question about other things belong to no clause: their `clause` is -1. `answered_by`: for
    a question, the positions of the sentence pairs that answer it, where that is told.
    """

    clause: int
    sentence: int | None
    text: str
    answered_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of; two indexes with equal manifests are interchangeable."""

    encoder: str
    fingerprint: str
    dim: int
    corpus: str  # hash of the rows' texts
    rows: int
    version: int = ROWS_VERSION


def heading(clause: Clause, lang: Lang) -> str:
    """A clause's headings and title in one language, outermost first."""
    words = [*(step.title[lang] for step in clause.path), clause.title[lang]]
    return " ".join(word for word in words if word)


def clause_rows(clauses: Sequence[Clause], lang: Lang | None) -> list[Row]:
    """One row a clause that has the language: headings and text; both languages in one row where `lang` is None."""
    langs = [lang] if lang else list(Lang)
    texts = ["\n".join(f"{heading(c, side)}\n{c[side]}" for side in langs if c[side]) for c in clauses]
    return [Row(i, None, text) for i, text in enumerate(texts) if text]


def sentence_rows(clauses: Sequence[Clause], lang: Lang | None) -> list[Row]:
    """One row a sentence pair that has the language, led by the clause's title; both languages where `lang` is None."""
    langs = [lang] if lang else list(Lang)
    return [
        Row(i, j, "\n".join(f"{clause.title[side]} {pair[side]}".strip() for side in langs if pair[side]))
        for i, clause in enumerate(clauses)
        for j, pair in enumerate(clause.sentences)
        if any(pair[side] for side in langs)
    ]


def question_rows(
    clauses: Sequence[Clause], questions: Questions, sentences: Mapping[tuple[str, str], tuple[int, ...]] | None = None
) -> list[Row]:
    """One row a question that comes with a clause, in whichever language; `sentences`: as in `rag.documents.Known`."""
    told = sentences or {}
    return [
        Row(i, None, normalise(text), told.get((clause.id, text), ()))
        for i, clause in enumerate(clauses)
        for text in questions.get(clause.id, ())
    ]


def lexical_rows(clauses: Sequence[Clause], questions: Questions) -> dict[str, list[Row]]:
    """The rows of the lexical channels, each in both languages; a clause's row also holds the questions it answers.

    One row with text and questions together (document expansion, Nogueira et al. 2019, doc2query) did better than a
    channel of questions beside one of texts: a question's words are often half the clause's and half its own.
    """
    rows = clause_rows(clauses, None)
    expanded = [replace(row, text="\n".join((row.text, *questions.get(clauses[row.clause].id, ())))) for row in rows]
    headings = [Row(i, None, f"{heading(c, Lang.ZH)}\n{heading(c, Lang.EN)}") for i, c in enumerate(clauses)]
    return {"clause": expanded, "sentence": sentence_rows(clauses, None), "heading": headings}


def vector_rows(clauses: Sequence[Clause]) -> dict[str, list[Row]]:
    """The rows of every vector channel of texts that has any: clauses and sentences in each language."""
    rows = {
        f"{kind} {lang}": make(clauses, lang)
        for kind, make in (("clause", clause_rows), ("sentence", sentence_rows))
        for lang in Lang
    }
    return {name: channel_rows for name, channel_rows in rows.items() if channel_rows}


def vector_parts(
    clauses: Sequence[Clause], known: Known, encoder: Encoder
) -> Iterator[tuple[Path, dict[str, list[Row]], Encoder]]:
    """The rows of all vector channels: where their vectors ship, the rows by channel, and what encodes them.

    Texts by the encoder; questions, where there are any, by what compares questions.
    """
    alike = alike_encoder(encoder)
    yield SHIPPED, vector_rows(clauses), encoder
    if known.questions:
        yield SHIPPED_QUESTIONS, {"question": question_rows(clauses, known.questions, known.sentences)}, alike
    if known.unanswered:
        yield SHIPPED_UNANSWERED, {"unanswered": question_rows(clauses, known.unanswered)}, alike
    if known.elsewhere:
        yield SHIPPED_ELSEWHERE, {"elsewhere": [Row(-1, None, normalise(text)) for text in known.elsewhere]}, alike


def word_rows(vocabulary: Mapping[str, str]) -> dict[str, list[Row]]:
    """The rows of the one channel of words: each as it is written; none where there are none."""
    rows = [Row(-1, None, word) for word in vocabulary.values()]
    return {"word": rows} if rows else {}


def make_manifest(rows: dict[str, list[Row]], encoder: Encoder) -> Manifest:
    digest = hashlib.sha256()
    for channel, channel_rows in rows.items():
        digest.update(channel.encode())
        for row in channel_rows:
            digest.update(f"\x00{row.clause}\x01{row.sentence}\x02{row.text}".encode())
    count = sum(len(channel_rows) for channel_rows in rows.values())
    return Manifest(encoder.name, encoder.fingerprint, encoder.dim, digest.hexdigest(), count)


def build_vectors(
    rows: dict[str, list[Row]], encoder: Encoder, *, kind: Kind = "flat", progress: bool = False
) -> dict[str, FaissIndex]:
    """Encode the rows, a FAISS index a channel; row i of a channel has id i."""
    from tqdm import tqdm

    built = {}
    with tqdm(total=sum(map(len, rows.values())), desc="encoding", unit="row", disable=not progress) as bar:
        for channel, channel_rows in rows.items():
            index = built[channel] = FaissIndex(encoder.dim, kind=kind)
            step = len(channel_rows) if kind == "compact" else _BATCH  # its codes are learned from what comes first
            for start in range(0, len(channel_rows), step or 1):
                batch = channel_rows[start : start + step]
                vectors = encoder.encode([row.text for row in batch], role="passage")
                index.add(np.arange(start, start + len(batch), dtype=np.int64), vectors)
                bar.update(len(batch))
    return built


def save_vectors(folder: Path, vectors: dict[str, FaissIndex], manifest: Manifest) -> None:
    """Write an index; the manifest last, so that a broken-off write is never taken for an index."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for channel, index in vectors.items():
            index.save(folder / _file_name(channel))
        text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise CacheError(
            f"cannot write the index to {folder} ({error.strerror or error}); "
            "set CLAUSEWISE_CACHE_DIR to a folder that can be written"
        ) from error


def load_vectors(folder: Path, rows: Mapping[str, Sequence[Row]], manifest: Manifest) -> dict[str, FaissIndex]:
    """Read an index; StaleIndexError where it is missing, corrupt, or made of other things than `manifest` says."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if found != asdict(manifest):
            raise StaleIndexError(f"the index in {folder} was built from {_differences(found, manifest)}; {_REMEDY}")
        vectors = {channel: FaissIndex.load(folder / _file_name(channel)) for channel in rows}
    except (OSError, ValueError, VectorIndexError) as error:
        raise StaleIndexError(f"the index in {folder} cannot be read ({error}); {_REMEDY}") from error
    for channel, index in vectors.items():
        if (len(index), index.dim) != (len(rows[channel]), manifest.dim):
            raise StaleIndexError(
                f"{folder / _file_name(channel)} holds {len(index)} vectors of {index.dim} numbers, not "
                f"{len(rows[channel])} of {manifest.dim}; {_REMEDY}"
            )
    return vectors


def open_vectors(
    rows: dict[str, list[Row]], encoder: Encoder, *, cache_dir: Path, progress: bool = False, shipped: Path = SHIPPED
) -> dict[str, FaissIndex]:
    """The vectors of the rows: the shipped ones if they fit, else the cached ones, else built now and cached."""
    manifest = make_manifest(rows, encoder)
    cached = cache_folder(cache_dir, manifest)
    for folder in (shipped, cached):
        if (folder / MANIFEST).exists():
            try:
                return load_vectors(folder, rows, manifest)
            except StaleIndexError as error:
                if folder is cached:
                    _log.warning("%s. It is built again now.", error)
    vectors = build_vectors(rows, encoder, progress=progress)
    try:
        save_vectors(cached, vectors, manifest)
    except CacheError as error:
        _log.warning("%s. This time the index is kept in memory only.", error)
    return vectors


def cache_folder(cache_dir: Path, manifest: Manifest) -> Path:
    """Where an index is kept: a folder named by the hash of its manifest, so that no other is ever read for it."""
    return cache_dir / "index" / hashlib.sha256(json.dumps(asdict(manifest)).encode()).hexdigest()[:16]


_REMEDY = "run “python -m rag index” to build it again"


def _file_name(channel: str) -> str:
    return f"{channel.replace(' ', '.')}.faiss"


def _differences(found: object, manifest: Manifest) -> str:
    if not isinstance(found, dict):
        return "no manifest of ours"
    wanted = asdict(manifest)
    return ", ".join(
        f"{key} {found.get(key)!r} and not {wanted[key]!r}" for key in wanted if found.get(key) != wanted[key]
    )
