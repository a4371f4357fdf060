"""How long answers are, and whether they copy where they should choose."""

from eval.metrics.matching import squash, without_markers
from eval.metrics.measure import NONE, Observations
from eval.trials import Trial
from rag.types import Clause, Lang

LONG_KINDS = ("list", "topic", "multi")  # questions that need a longer answer
# The most characters that the median answer may have: (language, whether the kind is long) -> characters.
LENGTH_LIMITS = {(Lang.ZH, False): 160, (Lang.EN, False): 650, (Lang.ZH, True): 350, (Lang.EN, True): 1500}
COPY_LIMIT = 0.05  # the largest share of answers that may copy a whole clause
SHORT_CLAUSE = 3  # a clause of so many sentences may be quoted whole


def short_length(trial: Trial) -> Observations:
    """Length, in characters of the answer's text, markers and spaces counted; of kinds that need a short answer.

    Over questions that were answered, answerable or not; summarised by the median, Chinese and English apart.
    """
    return _length(trial, long=False)


def long_length(trial: Trial) -> Observations:
    """As `short_length`, of the kinds list, topic and multi."""
    return _length(trial, long=True)


def copying(trial: Trial) -> Observations:
    """Copying: 1 if the answer holds the whole of a clause of over three sentences, else 0; over answered questions.

    See `copied_clauses` for what holding means. Name clash: none known; kin of "extractive coverage" in summarising.
    """
    return (float(bool(copied_clauses(trial))),) if trial.answered else NONE


def copied_clauses(trial: Trial) -> tuple[str, ...]:
    """The numbers of the clauses of over three sentences that stand whole in the answer's text, in either language.

    Whole: every sentence but the title's occurs, in any order, compared without markers, white space, width, case and
    the mark that ends it, so that `A。[1.1]B。[1.1]` still holds `A；B。`.
    """
    text = squash(without_markers(trial.text))
    clauses = trial.corpus.items()
    return tuple(number for number, clause in clauses if any(_holds(text, clause, lang) for lang in Lang))


def _holds(text: str, clause: Clause, lang: Lang) -> bool:
    sentences = [pair[lang] for pair in clause.body if pair[lang]]
    return len(sentences) > SHORT_CLAUSE and all(squash(sentence).rstrip("。.;!?:,") in text for sentence in sentences)


def _length(trial: Trial, *, long: bool) -> Observations:
    counts = trial.answered and (trial.case.kind in LONG_KINDS) is long
    return (float(len(trial.text)),) if counts else NONE
