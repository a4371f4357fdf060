"""Whether the cited clauses say what the answer says: ALCE's citation recall and precision, without a model.

Source: Gao et al., Enabling Large Language Models to Generate Text with Citations, 2023 (ALCE). There an entailment
model decides whether cited passages support a statement, in English. Here words decide, so that it is the same on every
run and works in Chinese: clauses *support* a statement if they hold every number of it and at least `ENOUGH` of its
other terms. Terms are pairs of neighbouring Han characters and Latin words of more than three letters cut to
their first six, so that "develops" and "development" agree. It sees made-up content and wrong clauses; what turns on one small word (not,
within, over) it does not see.
"""

import re
import unicodedata
from collections.abc import Iterable

from eval.metrics.matching import without_markers
from eval.metrics.measure import NONE, Observations
from eval.trials import Statement, Trial

ENOUGH = 0.6  # of a statement's terms; verbatim statements reach 1, a statement set beside any other clause about 0.1
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_WORD = re.compile(r"[a-z]{4,}")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_STEM = 6


def statement_recall(trial: Trial) -> Observations:
    """ALCE recall: the share of an answer's statements that the clauses they cite support, taken together.

    One observation an answer, the mean over its statements; over all answered questions that state anything. A
    statement without a citation, or with one of a clause that is not there, is not supported.
    Example: "票价为2元。[1.1.1]狗半价。[1.1.1]", where 1.1.1 speaks of the fare only: 1/2.
    """
    if not trial.answered or not trial.statements:
        return NONE
    return (sum(_supports(trial, item.cited, item) for item in trial.statements) / len(trial.statements),)


def statement_precision(trial: Trial) -> Observations:
    """ALCE precision: the share of an answer's citations that are needed.

    A citation is needed if its statement is supported by all it cites, and this one supports it alone or the others
    do not without it. Over answered questions that cite anything, one observation an answer.
    Example: a statement that cites 1.1.1, which says it, and 1.2.1, which does not: 1/2.
    """
    pairs = [(item, number) for item in trial.statements for number in item.cited] if trial.answered else []
    return (sum(_is_needed(trial, item, number) for item, number in pairs) / len(pairs),) if pairs else NONE


def _is_needed(trial: Trial, item: Statement, number: str) -> bool:
    if not _supports(trial, item.cited, item):
        return False
    return _supports(trial, (number,), item) or not _supports(trial, [n for n in item.cited if n != number], item)


def _supports(trial: Trial, numbers: Iterable[str], item: Statement) -> bool:
    clauses = [trial.corpus[number] for number in numbers if number in trial.corpus]
    if not clauses:
        return False
    text = "\n".join(f"{clause.zh}\n{clause.en}" for clause in clauses)
    figures, terms = _parts(item.text)
    held_figures, held_terms = _parts(text)
    return figures <= held_figures and len(terms & held_terms) >= ENOUGH * len(terms)


def _parts(text: str) -> tuple[set[str], set[str]]:
    """The numbers of a text, and its terms."""
    plain = unfold(without_markers(text))
    pairs = {run[at : at + 2] for run in _HAN_RUN.findall(plain) for at in range(max(1, len(run) - 1))}
    words = {word[:_STEM] for word in _WORD.findall(plain)}
    return {number.replace(",", "") for number in _NUMBER.findall(plain)}, pairs | words


def unfold(text: str) -> str:
    """NFKC and lower case, white space kept: "Ｒ＆Ｄ ２" -> "r&d 2"."""
    return unicodedata.normalize("NFKC", text).lower()
