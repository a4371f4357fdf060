"""Misspelled English words of a query, matched to the words the documents hold."""

import re
from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rag.text import ENGLISH_STOP_WORDS, stem

_WORD = re.compile(r"[a-z]{4,}")


def corrections(query: str, vocabulary: Collection[str]) -> list[str]:
    """Words of the documents that unknown words of a normalised query are probably meant to be, in order.

    One edit (a letter more, less, other, or two swapped) is allowed in a word of 4 to 6 letters, two in a longer one;
    the first letter must agree. "crosborder comprehensve pilot", {"cross-border", "comprehensive", "pilot"} ->
    ["cross-border", "comprehensive"]. `vocabulary` holds words as written, in lower case.
    """
    stems = {stem(word) for word in vocabulary}
    found = []
    for word in _WORD.findall(query):
        if word in ENGLISH_STOP_WORDS or stem(word) in stems:
            continue
        edits = 1 if len(word) < 7 else 2
        alike = [known for known in vocabulary if known[0] == word[0] and abs(len(known) - len(word)) <= edits]
        best = process.extractOne(word, alike, scorer=OSA.distance, score_cutoff=edits)
        if best:
            found.append(str(best[0]))
    return found
