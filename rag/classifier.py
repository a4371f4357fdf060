"""What a question asks, told from its vector: which clause answers it, by which sentence, whether any does, whether it is about
the document.

A network with one hidden layer, learnt from the questions that come with a document (`python -m eval classifier`). It is
of use for that document and that encoder alone.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np

from embeddings import Encoder
from embeddings.codes import halve, whole
from rag.errors import SourceError
from rag.types import Clause

TOLD = ("answered", "about")  # the outputs behind those of the clauses, log-odds
_REMEDY = (
    "delete it; without it questions are answered less well, and “python -m eval classifier” fits the bundled one again"
)


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """The network; its file holds codes of 4 bits, so that d and h are even.

    clauses    the ids of the clauses, in the order of the outputs
    sentences  how many each clause has
    encoder    fingerprint of what made the vectors it was fitted on
    hidden     # (h, d) float32, behind it a rectifier
    shift      # (h,) float32
    out        # (clauses + TOLD + all sentences, h) float32
    offset     # (clauses + TOLD + all sentences,) float32
    """

    clauses: tuple[str, ...]
    sentences: tuple[int, ...]
    encoder: str
    hidden: np.ndarray
    shift: np.ndarray
    out: np.ndarray
    offset: np.ndarray

    def save(self, file: Path) -> None:
        (hidden, hidden_factors), (out, out_factors) = halve(self.hidden), halve(self.out)
        with file.open("wb") as stream:
            np.savez_compressed(
                stream,
                clauses=np.array(self.clauses),
                sentences=np.array(self.sentences),
                encoder=np.array(self.encoder),
                hidden=hidden,
                hidden_factors=hidden_factors,
                shift=self.shift,
                out=out,
                out_factors=out_factors,
                offset=self.offset,
            )

    @classmethod
    def load(cls, file: Path) -> Self:
        """Raises SourceError for a file that is none, or that is broken."""
        try:
            with np.load(file, allow_pickle=False) as held:
                hidden, out = (whole(held[name], held[f"{name}_factors"]) for name in ("hidden", "out"))
                clauses, encoder = tuple(map(str, held["clauses"])), str(held["encoder"])
                sentences = tuple(map(int, held["sentences"]))
                found = cls(clauses, sentences, encoder, hidden, held["shift"], out, held["offset"])
            sizes = (len(found.shift), len(clauses) + len(TOLD) + sum(sentences))
            if (len(hidden), len(found.offset)) != sizes or out.shape != sizes[::-1]:
                told = f"{len(clauses)} clauses of {sum(sentences)} sentences"
                raise ValueError(f"layers of {len(hidden)} and {len(out)} rows for {told}")
            return found
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, zlib.error) as error:
            raise SourceError(f"{file} is no classifier ({error}); {_REMEDY}") from error


class QuestionClassifier:
    """The network with the encoder that it was fitted on."""

    def __init__(self, layers: Layers, encoder: Encoder) -> None:
        self._layers = layers
        self._encoder = encoder
        self._outputs = lru_cache(maxsize=256)(
            self._read
        )  # the ranking, the judge and the choice of clauses ask in turn

    def __len__(self) -> int:
        """How many clauses it tells apart."""
        return len(self._layers.clauses)

    def scores(self, query: str) -> np.ndarray:  # (clauses,) float32
        """The log-probability of each clause that it is the one asked about."""
        return _log_shares(self._outputs(query)[: len(self)])

    def score(self, query: str, clause: str) -> float:
        """The log-probability of the clause of that id."""
        return float(self.scores(query)[self._layers.clauses.index(clause)])

    def sentences(self, query: str, clause: str) -> np.ndarray:  # (sentences of the clause,) float32
        """The log-probability, among all sentences of the document, that each of the clause of that id answers."""
        place = self._layers.clauses.index(clause)
        start = sum(self._layers.sentences[:place])
        return self.all_sentences(query)[start : start + self._layers.sentences[place]]

    def all_sentences(self, query: str) -> np.ndarray:  # (all sentences,) float32
        """The log-probability of each sentence of the document that it answers, clause by clause."""
        return _log_shares(self._outputs(query)[len(self) + len(TOLD) :])

    def matched(self, query: str, row: int) -> tuple[str, ...]:
        """No terms: a vector has none."""
        return ()

    def told(self, query: str) -> dict[str, float]:
        """The log-odds that a question is answered, and that it is about the document."""
        told = self._outputs(query)[len(self) : len(self) + len(TOLD)]
        return dict(zip(TOLD, map(float, told), strict=True))

    def _read(self, query: str) -> np.ndarray:
        vector = self._encoder.encode([query], role="query")[0]
        held = self._layers
        # einsum, not @: BLAS would start a thread for a product of this size, which costs more than it saves.
        hidden = np.maximum(np.einsum("hd,d->h", held.hidden, vector) + held.shift, 0.0)
        return np.asarray(np.einsum("oh,h->o", held.out, hidden) + held.offset, dtype=np.float32)


class SentenceClassifier:
    """What a classifier tells of sentences, as the index of a channel that has a row for each."""

    def __init__(self, classifier: QuestionClassifier) -> None:
        self._classifier = classifier

    def scores(self, query: str) -> np.ndarray:  # (all sentences,) float32
        """The log-probability of each sentence that it answers."""
        return self._classifier.all_sentences(query)

    def matched(self, query: str, row: int) -> tuple[str, ...]:
        """No terms: a vector has none."""
        return ()


def _log_shares(outputs: np.ndarray) -> np.ndarray:
    return np.asarray(outputs - np.logaddexp.reduce(outputs))


def bound(layers: Mapping[str, Layers], clauses: Sequence[Clause], encoder: Encoder) -> dict[str, QuestionClassifier]:
    """The classifiers of documents, by id: of those that were fitted on that encoder and on these clauses."""
    found = {}
    for document, held in layers.items():
        own = [clause for clause in clauses if clause.document == document]
        fitted_on = (encoder.fingerprint, tuple(c.id for c in own), tuple(len(c.sentences) for c in own))
        if (held.encoder, held.clauses, held.sentences) == fitted_on:
            found[document] = QuestionClassifier(held, encoder)
    return found
