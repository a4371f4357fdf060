"""Whether citations quote the words that answer: character precision and recall against the evidence spans."""

from collections.abc import Iterable

from eval.metrics.matching import squash
from eval.metrics.measure import NONE, Observations
from eval.trials import Trial
from rag.types import Lang

Characters = frozenset[tuple[str, int]]  # (clause number, position in the clause's text without white space)


def span_precision(trial: Trial) -> Observations:
    """Span precision: the share of the quoted characters that belong to an evidence span.

    Over questions with evidence that were answered with a quote. Taken in the question's language, or in the other
    where the case has evidence only there; without white space, width and case; a character quoted twice counts once.
    A quote that does not stand in the clause it cites is quoted all the same and belongs to no evidence.
    Example: clause "电车票价为2元。", evidence "票价为2元", the whole clause quoted: 5/8.
    Source: character offsets as in SQuAD's evidence and ContextCite's span scoring; the pooling is ours.
    """
    lang = _lang(trial)
    if lang is None or not trial.answered:
        return NONE
    quoted, strayed = _quoted(trial, lang)
    total = len(quoted) + strayed
    return (len(quoted & _evidence(trial, lang)) / total,) if total else NONE


def span_recall(trial: Trial) -> Observations:
    """Span recall: the share of the evidence's characters that are quoted; over questions with evidence.

    A refusal or a missing answer scores 0. Example: evidence "票价为2元", "2元" quoted: 2/5.
    """
    lang = _lang(trial)
    if lang is None:
        return NONE
    evidence = _evidence(trial, lang)
    quoted = _quoted(trial, lang)[0] if trial.answered else frozenset()
    return (len(quoted & evidence) / len(evidence),)


def _lang(trial: Trial) -> Lang | None:
    """The language that is compared; None where none of the case's evidence stands in a gold clause."""
    own = trial.case.lang
    return next((lang for lang in (own, own.other) if _evidence(trial, lang)), None)


def _evidence(trial: Trial, lang: Lang) -> Characters:
    spans = ((number, span) for number in trial.case.gold for span in trial.case.evidence(lang))
    return _places(trial, lang, spans)


def _quoted(trial: Trial, lang: Lang) -> tuple[Characters, int]:
    """The characters quoted, and how many more were quoted that the cited clause does not hold."""
    quotes = [(quote.number, quote[lang]) for quote in trial.quotes if quote[lang]]
    strayed = sum(len(squash(text)) for number, text in set(quotes) if not _places(trial, lang, [(number, text)]))
    return _places(trial, lang, quotes), strayed


def _places(trial: Trial, lang: Lang, spans: Iterable[tuple[str, str]]) -> Characters:
    found: set[tuple[str, int]] = set()
    for number, span in spans:
        clause, wanted = trial.corpus.get(number), squash(span)
        start = squash(clause[lang]).find(wanted) if clause and wanted else -1
        if start >= 0:
            found.update((number, place) for place in range(start, start + len(wanted)))
    return frozenset(found)
