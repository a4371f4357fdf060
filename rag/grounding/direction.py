"""The `direction` check: what goes up must not go down, what is allowed must not be forbidden, no "not" comes or goes.

Each word of direction, modality, bound, time or negation in the sentence is matched with the words of the same axis in
the sentence pairs it draws on; the one in the most similar context speaks for the clause, so that a word elsewhere in
the clause cannot excuse a reversed one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, permutations

from rag.grounding import terms
from rag.grounding.aids import NO_AIDS, Aids
from rag.grounding.counterparts import rendering
from rag.grounding.evidence import best_pairs, context, is_verbatim, language, overlap, plain, sides
from rag.grounding.heads import Head, heads, same_measure
from rag.grounding.stances import stance_conflicts
from rag.grounding.swapped import swap_conflicts
from rag.numbers import Kind, Quantity, quantities, same_quantity
from rag.text import stem
from rag.types import Clause, SentencePair, Verdict

CHECK = "direction"
_NEAR = 0.15  # contexts this close to the best one speak with it: "A and B shall be raised and widened"
_SAME_PLACE = 0.4  # a context this similar is the same place of the text
_CLOSE = 8  # characters between a word and a negation that may still be its own
_UNBOUNDED = {Kind.YEAR, Kind.MONTH, Kind.ORDINAL, Kind.NAME}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A word with its pole on an axis and the features around it."""

    pole: str
    word: str
    context: frozenset[str]


def check_direction(sentence: str, clauses: Sequence[Clause], aids: Aids = NO_AIDS) -> Verdict:
    """Whether direction, modality, bounds and negation agree with the clauses."""
    if is_verbatim(sentence, clauses):
        return Verdict(CHECK, True)
    said_again = rendering(sentence, clauses, aids)
    if said_again:
        said, found = plain(sentence), said_again.wholes
        reason = next(
            chain(_bound_conflicts(said, found), _reach_conflicts(said, found), stance_conflicts(said_again)), ""
        )
        return Verdict(CHECK, not reason, reason)
    said, pairs = plain(sentence), best_pairs(sentence, clauses)
    whole = tuple(pair for clause in clauses for pair in clause.sentences)
    found = sides(pairs, language(said))
    if not found:  # another language has no words in common, by which to choose among the pairs
        pairs = whole
        found = sides(pairs, language(said).other)
    for reason in (*_conflicts(said, found, pairs, whole), *swap_conflicts(sentence, clauses)):
        return Verdict(CHECK, False, reason)
    return Verdict(CHECK, True)


def _conflicts(
    said: str, found: Sequence[str], pairs: Sequence[SentencePair], whole: Sequence[SentencePair]
) -> Iterator[str]:
    yield from _bound_conflicts(said, found)
    yield from _change_conflicts(said, found)
    for axis in terms.AXES:
        theirs = [word for text in found for word in _occurrences(axis, text)]
        for mine in _occurrences(axis, said):
            rival = _rival(mine, theirs)
            if rival is not None:
                yield f'says "{mine.word}", the clause says "{rival.word}"'
            elif mine.pole in terms.CLAIMS and (theirs or pairs is not whole) and not _attested(axis, mine.pole, whole):
                yield f'says "{mine.word}", the clause says no such thing'
    yield from _negation_conflicts(said, found, pairs)


def _occurrences(axis: str, text: str) -> list[Occurrence]:
    return [Occurrence(pole, word, context(text, start, end)) for pole, word, start, end in terms.find(axis, text)]


def _rival(mine: Occurrence, theirs: Sequence[Occurrence]) -> Occurrence | None:
    """The word in the same place of the evidence that says otherwise; None if it agrees or nothing stands there."""
    scores = [overlap(mine.context, other.context) for other in theirs]
    best = max(scores, default=0.0)
    if best < _SAME_PLACE:
        return None
    near = [other for other, score in zip(theirs, scores, strict=True) if score >= best - _NEAR]
    if any(other.pole == mine.pole for other in near):
        return None
    return theirs[scores.index(best)]


def _attested(axis: str, pole: str, pairs: Sequence[SentencePair]) -> bool:
    texts = (plain(text) for pair in pairs for text in (pair.zh, pair.en))
    return any(found == pole for text in texts for found, *_ in terms.find(axis, text))


def _bounded(text: str) -> list[tuple[Quantity, Occurrence]]:
    return [
        (
            quantity,
            Occurrence(
                terms.bound(text, quantity.span.start, quantity.span.end),
                quantity.span.of(text),
                context(text, quantity.span.start, quantity.span.end),
            ),
        )
        for quantity in quantities(text)
        if quantity.kind not in _UNBOUNDED
    ]


def _bound_conflicts(said: str, found: Sequence[str]) -> Iterator[str]:
    """A bound on a number must be the clause's bound on that number; a bound left out is let pass."""
    theirs = [bounded for text in found for bounded in _bounded(text)]
    for quantity, mine in _bounded(said):
        same = [other for number, other in theirs if same_quantity(quantity, number)]
        if mine.pole == terms.EXACT or not same:
            continue
        best = max(overlap(mine.context, other.context) for other in same)
        near = [other for other in same if overlap(mine.context, other.context) >= best - _NEAR]
        if all(other.pole != mine.pole for other in near):
            yield f'says "{mine.pole}" {mine.word}, the clause says "{near[0].pole}"'


def _reach_conflicts(said: str, found: Sequence[str]) -> Iterator[str]:
    """Where one "and above" more and one "and below" less than in the texts make a reversed one; or the other way round."""
    mine, theirs = (
        Counter(pole for text in texts for pole, *_ in terms.find("reach", text)) for texts in ((said,), found)
    )
    for pole, other in permutations(terms.AXES["reach"], 2):
        if mine[pole] > theirs[pole] and mine[other] < theirs[other]:
            yield f'says "{pole}", the clause says "{other}"'


def _change_conflicts(said: str, found: Sequence[str]) -> Iterator[str]:
    """What happens to a number must be what the clause has happen to it: "widen to 2.2" is not "held at less than 2.2"."""
    theirs = [(head, _change(head, text), text) for text in found for head in heads(text)]
    for mine in heads(said):
        change = _change(mine, said)
        same = [(other, head, text) for head, other, text in theirs if change and same_measure(mine, head)]
        held = [
            other or terms.bound(text, head.quantity.span.start, head.quantity.span.end) for other, head, text in same
        ]
        if held and all(terms.CONTRARY.get(pole) == change for pole in held):
            yield f'says "{change}" {mine.word}, the clause says "{held[0]}"'


def _change(head: Head, text: str) -> str:
    """Whether the number's part of the text says that it goes "up" or "down"; "" for neither, or for both."""
    poles = {pole for pole, *_ in terms.find("amount", head.part.of(text))}
    return poles.pop() if len(poles) == 1 else ""


def _negation_conflicts(said: str, found: Sequence[str], pairs: Sequence[SentencePair]) -> Iterator[str]:
    keys = {_key(word) for text in (said, *found) for word, *_ in terms.negated(text)}
    for key in keys:
        theirs = [word for text in found for word in _negations(key, text)]
        for mine in _negations(key, said):
            rival = _rival(mine, theirs)
            if rival is not None and "near" not in (mine.pole, rival.pole):
                yield f'says {mine.pole} "{key}", the clause says {rival.pole} "{key}"'
            elif mine.pole == "not" and not theirs and not any(_negates(pair) for pair in pairs):
                yield f'says not "{key}", the clause negates nothing'


def _key(word: str) -> str:
    return stem(word) if word.isascii() else word


def _negations(key: str, text: str) -> list[Occurrence]:
    """Each occurrence of `key`: its pole is "not", "plainly", or "near" where a negation of something else is close."""
    denials = list(terms.negated(text))
    pattern = re.escape(key) if not key.isascii() else rf"\b{re.escape(key)}\w*"
    found = []
    for match in re.finditer(pattern, text):
        distances = [abs(start - match.start()) for _, start, _ in denials]
        pole = "not" if 0 in distances else "near" if min(distances, default=_CLOSE) < _CLOSE else "plainly"
        found.append(Occurrence(pole, key, context(text, match.start(), match.end())))
    return found


def _negates(pair: SentencePair) -> bool:
    return any(True for text in (pair.zh, pair.en) for _ in terms.negated(plain(text)))
