"""English words of a query that the documents write otherwise: misspelled ones, and abbreviations of their names."""

import re
from collections.abc import Collection, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rag.abbreviations import spelled_out
from rag.text import ENGLISH_STOP_WORDS, stem

_WORD = re.compile(r"[A-Za-z]{4,}")


class Speller:
    """Knows the English words of the documents, and enough others not to correct what is right."""

    def __init__(
        self, words: Iterable[str], *, known: Collection[str] = (), names: Mapping[str, str] | None = None
    ) -> None:
        """`words` of the documents, and right ones beside them (`known`), all in lower case; abbreviations' `names`."""
        self._names = names or {}
        self._words = sorted(set(words))
        self._stems = {stem(word) for word in (*self._words, *known)}

    def corrections(self, text: str) -> list[str]:
        """Words of the documents that unknown words of a text are probably meant to be, in order, then spelled-out names.

        One edit (a letter more, less, other, or two swapped) is allowed in a word of 4 to 6 letters, two in a longer
        one; the first letter must agree. A word with a capital, unless it opens the text, is a name and left alone.
        "comprehensve pilot in the GBA" -> ["comprehensive", "Greater Bay Area"].
        """
        found = (self._nearest(m.group().lower()) for m in _WORD.finditer(text) if m.group().islower() or not m.start())
        return [*(word for word in found if word), *spelled_out(text, self._names)]

    def _nearest(self, word: str) -> str:
        if word in ENGLISH_STOP_WORDS or stem(word) in self._stems:
            return ""
        edits = 1 if len(word) < 7 else 2
        alike = [known for known in self._words if known[0] == word[0] and abs(len(known) - len(word)) <= edits]
        best = process.extractOne(word, alike, scorer=OSA.distance, score_cutoff=edits)
        return str(best[0]) if best else ""
