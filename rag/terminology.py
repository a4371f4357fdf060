"""Bilingual terminology mined from a document's own aligned sentences: 断面 ↔ section, with how strongly they go together."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

SIGNIFICANT = 10.83  # log-likelihood ratio above which chance is under 1 in 1,000 (chi-squared, 1 degree of freedom)
STRONG = 0.5  # Dice coefficient from which two terms count as translations
_FEWEST = 2  # sentence pairs that hold both
_NEAR_BEST = 0.75  # of the best partner's coefficient, on both sides: drops the neighbours of a translation

Pair = tuple[Iterable[str], Iterable[str]]  # the terms of a sentence and of its translation


def mine_terms(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Term → its partners in the other language → Dice coefficient, in both directions; none -> {}.

    Two terms are partners where they stand in the same sentence pairs more often than chance has it (log-likelihood
    ratio, Dunning 1993) and nearly always (Dice coefficient 2·both / (left + right)).

    >>> mine_terms([(["桥", "长"], ["bridge", "long"]), (["桥"], ["bridge"]), …])
    {"桥": {"bridge": 1.0}, "bridge": {"桥": 1.0}}
    """
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for zh, en in pairs:
        zh_terms, en_terms = set(zh), set(en)
        left.update(zh_terms)
        right.update(en_terms)
        both.update((a, b) for a in zh_terms for b in en_terms)
    found: dict[str, dict[str, float]] = {}
    for (a, b), count in both.items():
        dice = 2 * count / (left[a] + right[b])
        if count >= _FEWEST and dice >= STRONG and likelihood(count, left[a], right[b], len(pairs)) >= SIGNIFICANT:
            found.setdefault(a, {})[b] = dice
            found.setdefault(b, {})[a] = dice
    best = {term: max(partners.values()) for term, partners in found.items()}
    return {
        term: {p: dice for p, dice in sorted(found[term].items()) if dice >= _NEAR_BEST * max(best[term], best[p])}
        for term in sorted(found)
    }


def likelihood(both: int, left: int, right: int, total: int) -> float:
    """Dunning's log-likelihood ratio of two terms, each in so many of `total` pairs, both in `both` of them."""
    table = (both, left - both, right - both, total - left - right + both)
    rows, columns = (left, total - left), (right, total - right)
    expected = [rows[i] * columns[j] / total for i in (0, 1) for j in (0, 1)]
    return 2 * sum(n * math.log(n / e) for n, e in zip(table, expected, strict=True) if n > 0)
