"""Where a sentence follows the clause word for word and then has another word in the same place.

    "铁路网密度不得低于五百米" against "铁路网密度不得高于五百米" -> [Swap("高", "低", …)]

Most altered sentences are of this kind, and so is much of what language models get wrong: the words around are the
clause's own, one word is not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from rag.grounding.evidence import best_pairs, language, plain, sides
from rag.text import HAN
from rag.types import Clause, Lang, Span

_TOKEN = re.compile(rf"[{HAN}]|[a-z]+(?:['’-][a-z]+)*|\d+(?:[.,:/]\d+)*|[%‰]")
_ANCHOR = {Lang.ZH: 3, Lang.EN: 2}  # tokens in a row that must agree on each side
_LONGEST = {Lang.ZH: 6, Lang.EN: 5}  # tokens that still are a word for a word; more is another wording


@dataclass(frozen=True, slots=True)
class Swap:
    """What stands in the clause and in the sentence between the same words; either may be "".

    found     the clause's text
    old, new  the ranges in the clause's text and in the `plain` sentence
    """

    found: str
    old: Span
    new: Span


def swaps(sentence: str, clauses: Sequence[Clause]) -> tuple[Swap, ...]:
    """Every place where a sentence departs by a word from one of the clauses' sentences in its own language.

    A departure whose words stand elsewhere in the clauses with the same words around is none: of parallel sentences
    ("甲类每年检查一次", "乙类每年检查两次") one may be nearer and the other meant.
    """
    said = plain(sentence)
    lang = language(said)
    whole = tuple(plain(clause[lang]) for clause in clauses if clause[lang])
    found = sides(best_pairs(sentence, clauses), lang)
    return tuple(swap for text in found for swap in _departures(said, text, whole, lang))


@lru_cache(maxsize=1024)
def _departures(said: str, found: str, whole: tuple[str, ...], lang: Lang) -> tuple[Swap, ...]:
    theirs, mine = list(_TOKEN.finditer(found)), list(_TOKEN.finditer(said))
    departures = []
    for a, b, c, d in _anchored([t[0] for t in theirs], [t[0] for t in mine], lang):
        near = _range(mine, max(0, c - _ANCHOR[lang]), min(len(mine), d + _ANCHOR[lang]), len(said)).of(said)
        if not any(near in text for text in whole):
            departures.append(Swap(found, _range(theirs, a, b, len(found)), _range(mine, c, d, len(said))))
    return tuple(departures)


def _anchored(theirs: list[str], mine: list[str], lang: Lang) -> Iterator[tuple[int, int, int, int]]:
    """The short departures between two stretches that agree; at an end of either text one such stretch is enough.

    Each as (start, end) in the clause's tokens and (start, end) in the sentence's.
    """
    blocks = Levenshtein.opcodes(theirs, mine).as_matching_blocks()  # the last one is empty and stands at both ends
    end_a = end_b = size = 0
    for block in blocks:
        at_end = block.a + block.size == len(theirs) and block.b + block.size == len(mine)
        if block.size < _ANCHOR[lang] and not at_end:  # chance
            continue
        a, b, c, d = end_a, block.a, end_b, block.b
        edge = 0 in (a, c) or at_end or b == len(theirs) or d == len(mine)
        short = b - a <= _LONGEST[lang] and d - c <= _LONGEST[lang] and (b > a or d > c)
        if short and (min(size, block.size) >= _ANCHOR[lang] or (edge and max(size, block.size) >= 2 * _ANCHOR[lang])):
            yield a, b, c, d
        end_a, end_b, size = block.a + block.size, block.b + block.size, block.size


def _range(tokens: Sequence[re.Match[str]], start: int, end: int, length: int) -> Span:
    """The code points of tokens `[start, end)`; an empty range stands where the next token begins."""
    at = tokens[start].start() if start < len(tokens) else length
    return Span(at, tokens[end - 1].end() if end > start else at)
