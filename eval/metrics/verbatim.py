"""Whether quotes are the clause's own words."""

from eval.metrics.measure import Observations
from eval.trials import Quote, Trial
from rag.types import Lang


def verbatim(trial: Trial) -> Observations:
    """Verbatim: the share of quotes that are exact substrings of the clause they cite, both languages.

    One observation a quote and language, pooled over all trials, so that an answer with many quotes weighs more. The
    clause is the one of that number in the corpus, not what the citation carries. An empty quote is passed over, unless
    the citation quotes nothing in either language: then it scores 0 once. A number that is no clause's scores 0.
    Example: one citation, its Chinese exact, one digit of its English altered: (1, 0).
    """
    return tuple(value for quote in trial.quotes for value in _exact(quote, trial))


def _exact(quote: Quote, trial: Trial) -> Observations:
    clause = trial.corpus.get(quote.number)
    quoted = [lang for lang in Lang if quote[lang]]
    return tuple(float(clause is not None and quote[lang] in clause[lang]) for lang in quoted) or (0.0,)
