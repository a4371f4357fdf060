"""Learning a document's question classifier (`rag.classifier`) from the questions that come with it, by `embeddings.training.network`.

Which clauses a question is answered by or comes near, by which of their sentences where that is told, known questions against
near misses, and both against questions about other things.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from embeddings import Encoder
from embeddings.training.network import Lesson, fit_network
from rag.classifier import TOLD, Layers
from rag.documents import Known
from rag.text import detect_language, normalise
from rag.types import Clause, Lang

Vectors = Mapping[str, np.ndarray]  # question as written -> its vector (d,)


def vectors_of(known: Known, encoder: Encoder) -> Vectors:
    """The vectors of all questions that come with documents."""
    texts = list(dict.fromkeys(text for _, text, *_ in _questions(known)))
    return dict(zip(texts, encoder.encode([normalise(text) for text in texts], role="query"), strict=True))


def fit_classifier(
    known: Known, clauses: Sequence[Clause], vectors: Vectors, encoder: Encoder, *, held_out: Collection[str] = ()
) -> Layers:
    """The network for the clauses of one document, from its questions.

    Those on the clauses `held_out`, by id, teach to which clause and sentences they belong, as they do in the index, and
    nothing of what is answered.
    """
    weights = fit_network(_lesson(known, clauses, vectors, frozenset(held_out)))
    ids, sizes = tuple(clause.id for clause in clauses), tuple(len(clause.sentences) for clause in clauses)
    return Layers(ids, sizes, encoder.fingerprint, *weights)


def _questions(known: Known) -> Iterator[tuple[str, str, bool, bool]]:
    """Every question: its clause, itself, whether it is answered, whether it is about the document."""
    for texts, answered in ((known.questions, True), (known.unanswered, False)):
        yield from ((clause, text, answered, True) for clause, several in texts.items() for text in several)
    yield from (("", text, False, False) for text in known.elsewhere)


def _lesson(known: Known, clauses: Sequence[Clause], vectors: Vectors, held_out: frozenset[str]) -> Lesson:
    places = {clause.id: place for place, clause in enumerate(clauses)}
    rows: dict[tuple[str, bool, bool], set[int]] = {}
    for clause, text, answered, about in _questions(known):
        rows.setdefault((text, answered, about), set()).update([places[clause]] if clause else [])
    targets = np.zeros((len(rows), len(clauses)), dtype=np.float32)
    for row, owners in enumerate(rows.values()):
        targets[row, list(owners)] = 1 / max(len(owners), 1)
    told = np.array([(answered, about) for _, answered, about in rows])
    seen = ~targets[:, [place for clause, place in places.items() if clause in held_out]].any(axis=1)
    asked = np.stack([told[:, 1] & seen, seen], axis=1)  # of other things only what they are about
    say = np.zeros(told.shape, dtype=np.float32)
    for column in range(len(TOLD)):
        for side in (True, False):
            some = asked[:, column] & (told[:, column] == side)
            say[some, column] = len(rows) / 2 / max(some.sum(), 1)
    sentences = _sentence_shares(known, clauses, [text if answered else "" for text, answered, _ in rows])
    languages = [detect_language(text) for text, *_ in rows]
    asked = np.stack([vectors[text] for text, *_ in rows])
    return Lesson(asked, targets, sentences, told, say, _mates(asked, sentences, languages))


def _mates(vectors: np.ndarray, sentences: np.ndarray, languages: Sequence[Lang | None]) -> np.ndarray:
    """Each question's nearest in the other language that the same sentences answer, itself where there is none: (n,) int."""
    mates = np.arange(len(vectors))
    groups: dict[tuple[bytes, Lang | None], list[int]] = {}
    for row in np.flatnonzero(sentences.any(axis=1)).tolist():
        groups.setdefault((sentences[row].tobytes(), languages[row]), []).append(row)
    for (answer, lang), mine in groups.items():
        theirs = groups.get((answer, lang.other), []) if lang else []
        if theirs:
            mates[mine] = np.array(theirs)[(vectors[mine] @ vectors[theirs].T).argmax(axis=1)]
    return mates


def _sentence_shares(known: Known, clauses: Sequence[Clause], questions: Sequence[str]) -> np.ndarray:
    """The share of each of the clauses' sentences in the answer to each question, (questions, sentences) float32."""
    starts = dict(zip((c.id for c in clauses), np.cumsum([0, *(len(c.sentences) for c in clauses)]), strict=False))
    answering: dict[str, set[int]] = {}
    for (clause, text), positions in known.sentences.items():
        answering.setdefault(text, set()).update(int(starts[clause]) + position for position in positions)
    shares = np.zeros((len(questions), sum(len(clause.sentences) for clause in clauses)), dtype=np.float32)
    for row, text in enumerate(questions):
        found = list(answering.get(text, ()))
        shares[row, found] = 1 / max(len(found), 1)
    return shares
