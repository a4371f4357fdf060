"""From documents to retrieval channels: lexical ones made anew, vectors shipped, cached or built."""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from embeddings import Encoder, FaissIndex, alike_encoder, known_words, load_encoder
from rag.abbreviations import abbreviations
from rag.asked_names import gazetteer
from rag.classifier import SentenceClassifier, bound
from rag.documents import Known, load_known, load_store
from rag.homophones import Homophones
from rag.index import (
    SHIPPED_WORDS,
    Manifest,
    Questions,
    Row,
    build_vectors,
    cache_folder,
    heading,
    lexical_rows,
    make_manifest,
    open_vectors,
    save_vectors,
    vector_parts,
    word_rows,
)
from rag.lexical import LexicalIndex
from rag.related import RelatedIndex, Thesaurus
from rag.retriever import CLASSIFIER, SENTENCE_CLASSIFIER, Channel
from rag.settings import Settings
from rag.spelling import Speller
from rag.terminology import mine_terms
from rag.text import TERMS_VERSION, Segmenter, jieba_segmenter, normalise, tokens, words
from rag.types import Clause, Lang

_COMPOUND = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")


def build_channels(
    clauses: Sequence[Clause],
    known: Known,
    encoder: Encoder,
    *,
    cache_dir: Path,
    progress: bool = False,
) -> list[Channel]:
    """The retrieval channels over clauses: lexical ones made anew, vectors shipped, cached or built."""
    rows_by_name = lexical_rows(clauses, known.questions)
    cut = cut_rows(rows_by_name, cache_dir)
    tokenise = lru_cache(maxsize=65536)(lambda text: tuple(tokens(text, cut.segment)))  # sentences come each question
    channels = []
    for name, rows in rows_by_name.items():
        index = LexicalIndex([row.text for row in rows], tokenise=tokenise, terms=cut.terms[name])
        channels.append(Channel(f"lexical {name}", rows, index))
    thesaurus = _thesaurus(clauses, cut, encoder, cache_dir=cache_dir, progress=progress)
    for name in ("clause", "sentence"):
        held = [[term for term in row if term in cut.vocabulary] for row in cut.terms[name]]
        channels.append(Channel(f"related {name}", rows_by_name[name], RelatedIndex(held, thesaurus)))
    for shipped, by_channel, made_by in vector_parts(clauses, known, encoder):
        vectors = open_vectors(by_channel, made_by, cache_dir=cache_dir, progress=progress, shipped=shipped)
        channels += [Channel(f"vector {name}", rows, vectors[name], made_by) for name, rows in by_channel.items()]
    if len({clause.document for clause in clauses}) == 1:  # beside another document's clauses it would favour its own
        for classifier in bound(known.classifiers, clauses, encoder).values():
            of_clauses = [Row(i, None, clause.id) for i, clause in enumerate(clauses)]
            of_sentences = [
                Row(i, at, clause.id) for i, clause in enumerate(clauses) for at in range(len(clause.sentences))
            ]
            channels += [
                Channel(CLASSIFIER, of_clauses, classifier),
                Channel(SENTENCE_CLASSIFIER, of_sentences, SentenceClassifier(classifier)),
            ]
    return channels


def _thesaurus(
    clauses: Sequence[Clause], cut: "Cut", encoder: Encoder, *, cache_dir: Path, progress: bool
) -> Thesaurus:
    """The documents' words with their vectors, and the terminology of their aligned sentences.

    The vectors are of the kind that questions are compared by, shorter than those of texts: clauses are found as well by them.
    """
    encoder, rows = alike_encoder(encoder), word_rows(cut.vocabulary)
    vectors = open_vectors(rows, encoder, cache_dir=cache_dir, progress=progress, shipped=SHIPPED_WORDS)
    read = lru_cache(maxsize=1024)(partial(words, segment=cut.segment))
    return Thesaurus(
        cut.vocabulary, vectors.get("word", FaissIndex(encoder.dim)), encoder, words=read, partners=cut.partners
    )


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows cut into terms.

    terms       of each channel's rows, repeats kept
    segment     cuts questions; it knows the rows' Chinese words only
    vocabulary  the words of headings and sentences: term -> as written most often, in a fixed order
    partners    the terminology mined from the sentence pairs
    """

    terms: Mapping[str, Sequence[Sequence[str]]]
    segment: Segmenter
    vocabulary: Mapping[str, str]
    partners: Mapping[str, Mapping[str, float]]


def cut_rows(rows: Mapping[str, Sequence[Row]], cache_dir: Path) -> Cut:
    """The rows' terms, words and terminology, and the segmenter for questions.

    A word that no row holds can match nothing, and jieba's whole dictionary takes longer to load than all else in a
    cold start. What was cut is kept in the cache; where that cannot be written, the whole dictionary serves.
    """
    texts = [row.text for channel_rows in rows.values() for row in channel_rows]
    key = hashlib.sha256("\x00".join((str(TERMS_VERSION), *texts)).encode()).hexdigest()[:16]
    terms_file, words_file = (cache_dir / "terms" / f"{key}.{kind}" for kind in ("json", "txt"))
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(terms_file.read_text(encoding="utf-8"))
        if {n: len(t) for n, t in held["terms"].items()} == {n: len(r) for n, r in rows.items()}:
            words_file.stat()
            segment = jieba_segmenter(cache_dir, words_file)
            return Cut(held["terms"], segment, dict(held["vocabulary"]), dict(held["partners"]))
    cut, counts = _cut(rows, jieba_segmenter(cache_dir))
    try:
        terms_file.parent.mkdir(parents=True, exist_ok=True)
        _write(words_file, "".join(f"{word} {count}\n" for word, count in sorted(counts.items())))
        kept = {"terms": cut.terms, "vocabulary": cut.vocabulary, "partners": cut.partners}
        _write(terms_file, json.dumps(kept, ensure_ascii=False))
    except OSError:  # told of by the vectors, which go to the same folder
        return cut
    return replace(cut, segment=jieba_segmenter(cache_dir, words_file))


def _cut(rows: Mapping[str, Sequence[Row]], whole: Segmenter) -> tuple[Cut, Counter[str]]:
    """The rows cut by the whole dictionary, and how often each Chinese word came."""
    counts: Counter[str] = Counter()

    def recording(text: str) -> Iterator[str]:
        found = list(whole(text))
        counts.update(found)
        return iter(found)

    terms = {name: [tokens(row.text, recording) for row in channel_rows] for name, channel_rows in rows.items()}
    written: dict[str, Counter[str]] = {}
    for row in rows["clause"]:
        for term, word in words(row.text, whole).items():
            written.setdefault(term, Counter())[word] += 1
    own = {term for name, found in terms.items() if name != "clause" for row in found for term in row}
    vocabulary = {
        term: min(forms, key=lambda form: (-forms[form], form))
        for term, forms in sorted(written.items())
        if term in own
    }
    sides = [words(row.text, whole) for row in rows["sentence"]]
    pairs = [([t for t in side if not t.isascii()], [t for t in side if t.isascii()]) for side in sides]
    return Cut(terms, whole, vocabulary, mine_terms(pairs)), counts


def _write(file: Path, text: str) -> None:
    """Write whole or not at all, so that a second process never reads half a file."""
    part = file.with_suffix(f".{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    part.replace(file)


def write_index(settings: Settings, *, bundled: bool = False) -> tuple[Path, Manifest]:
    """Encode the documents' rows anew and write them to the cache, or with `bundled` to the shipped folder.

    Returns the folder and the manifest; raises CacheError where the folder cannot be written.
    """
    paths = () if bundled else settings.documents
    store = load_store(paths)
    encoder = load_encoder(settings.encoder)
    known = load_known(paths, store, cache_dir=None if bundled else settings.cache_dir)
    clauses = tuple(store)
    vocabulary = cut_rows(lexical_rows(clauses, known.questions), settings.cache_dir).vocabulary
    parts = [*vector_parts(clauses, known, encoder), (SHIPPED_WORDS, word_rows(vocabulary), alike_encoder(encoder))]
    written = []
    for shipped, rows, by in parts:
        manifest = make_manifest(rows, by)
        folder = shipped if bundled else cache_folder(settings.cache_dir, manifest)
        vectors = build_vectors(rows, by, kind="compact" if bundled else "flat", progress=True)
        save_vectors(folder, vectors, manifest)
        written.append((folder, manifest))
    return written[0]


def words_of(clauses: Iterable[Clause]) -> frozenset[str]:
    """The English words of clauses, in lower case."""
    return frozenset(word for clause in clauses for word in re.findall(r"[a-z]{4,}", clause.en.lower()))


def speller_of(clauses: Collection[Clause], questions: Questions | None = None) -> Speller:
    """What knows the words and names of clauses; `questions` they are known to answer tell which words are right too."""
    names = abbreviations(f"{heading(clause, Lang.EN)}\n{clause.en}" for clause in clauses)
    texts = (normalise(f"{heading(clause, Lang.ZH)}\n{clause.zh}") for clause in clauses)
    asked = (normalise(text) for several in (questions or {}).values() for text in several)
    homophones = Homophones(texts, asked=asked, known=known_words())
    compounds = {word for clause in clauses for word in _COMPOUND.findall(clause.en.lower())}
    places = {word for name in gazetteer()[1] for word in name.split()}
    return Speller(
        words_of(clauses), known=known_words(), places=places, names=names, homophones=homophones, compounds=compounds
    )
