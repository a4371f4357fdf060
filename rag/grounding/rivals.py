"""Whether words stand nearer to another thing than to the one they are said of: for numbers, and for places."""

from collections.abc import Sequence

Words = frozenset[str]
LIKE = 0.5  # of the words around two things: they may be said of the same
_TOLD = 3  # words for the rival that one word for the right one outweighs


def rival(mine: Words, same: Sequence[Words], others: Sequence[Words], *, fewest: int = 1) -> int | None:
    """The index of the other thing whose words `mine` are; None where the same thing may be meant, or none is known.

    What tells them apart are the words that only one of the two has: "铁路网密度达到5公里" shares "密度达到" with the right
    number's words and "铁路网" with the rival's. `fewest` such words must speak for the rival; of equal rivals the first.
    """
    if not same or not others:
        return None
    best = max(range(len(others)), key=lambda i: len(mine & others[i]))
    known = Words().union(*same)
    against, for_it = mine & (others[best] - known), mine & (known - others[best])
    told = len(against) >= fewest and len(against) > _TOLD * len(for_it)
    return best if told and likeness(mine, others[best]) >= LIKE else None


def likeness(a: Words, b: Words) -> float:
    """The share of the smaller set that is in the other."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
