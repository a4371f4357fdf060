"""What a retrieved text is in the terms of the gold: systems of others cut documents into chunks of their own."""

from collections.abc import Iterable
from functools import lru_cache

from eval.cases import Case
from eval.metrics.matching import squash
from eval.trials import Corpus
from rag.types import Bilingual, Clause, Lang, Source

CHUNK = "chunk"  # the document that chunks name as theirs


def chunk(place: int, text: str) -> Clause:
    """A unit of another system as a clause; it is in both languages, for it may hold both."""
    return Clause(f"{CHUNK}:{place}", CHUNK, str(place), (), Bilingual(), text, text, (), Source())


def number_in(clause: Clause, case: Case, corpus: Corpus) -> str:
    """A clause's number; of a chunk, that of the first gold clause whose answer it holds.

    Held is the answer where one of the case's evidence spans of that clause occurs, or, in a case without evidence, a
    whole sentence of the clause; compared without white space, width and case. A chunk that holds none keeps its id,
    which is no clause's number.
    Example: a chunk "… 票价为 2元。末班车 …" for a case with the evidence "票价为2元" of 1.1.1: "1.1.1".
    """
    if clause.document != CHUNK:
        return clause.number
    text = squash(clause.zh)
    for number in case.gold:
        if number in corpus and any(words in text for words in _answer_words(case, corpus[number])):
            return number
    return clause.id


def _answer_words(case: Case, gold: Clause) -> Iterable[str]:
    for lang in Lang:
        if case.evidence_zh or case.evidence_en:
            yield from (span for span in map(_squashed, case.evidence(lang)) if span in _squashed(gold[lang]))
        else:
            yield from (_squashed(pair[lang]) for pair in gold.body if pair[lang])


@lru_cache(maxsize=4096)
def _squashed(text: str) -> str:
    return squash(text)
