"""Words of a query that the documents write otherwise: misspelled English, Chinese that sounds alike, abbreviations."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from rag.abbreviations import spelled_out
from rag.homophones import Homophones
from rag.text import ENGLISH_STOP_WORDS, normalise, stem

_WORD = re.compile(r"[A-Za-z]{4,}")


class Speller:
    """Knows the words of the documents; with an English dictionary, enough others not to correct what is right."""

    def __init__(
        self,
        words: Iterable[str],
        *,
        known: Collection[str] = (),
        places: Collection[str] = (),
        names: Mapping[str, str] | None = None,
        homophones: Homophones | None = None,
        compounds: Iterable[str] = (),
    ) -> None:
        """English `words` of the documents, and right ones beside them (`known`, and `places`, which are no words with endings),
        all in lower case; abbreviations' `names`;
        `compounds` ("cross-border") are known written as one word too.
        """
        self._names = names or {}
        self._homophones = homophones or Homophones(())
        self._places = frozenset(places)
        own = set(words)
        self._stems = {stem(word) for word in (*own, *known)}
        joined = ((word.replace("-", ""), word) for word in compounds)
        self._compounds = {word: right for word, right in joined if stem(word) not in self._stems}
        self._words = sorted({*own, *self._compounds})

    def spelled(self, query: str, text: str) -> str:
        """The query of a text with its misspelled words put right and abbreviations spelled out behind it.

        One edit (a letter more, less, other, or two swapped) is allowed in a word of 4 to 6 letters, two in a longer
        one; the first letter must agree. A word with a capital, unless it opens the text, is a name and left alone.
        "comprehensve pilot in the gba" -> "comprehensive pilot in the gba greater bay area".
        """
        query = self._homophones.right(query)
        for match in _WORD.finditer(text):
            word = match[0].lower()
            right = self._nearest(word) if match[0].islower() or not match.start() else ""
            if right:
                query = re.sub(rf"(?<![a-z]){word}(?![a-z])", right, query)
        return " ".join((query, *map(normalise, spelled_out(text, self._names))))

    def _nearest(self, word: str) -> str:
        if word in ENGLISH_STOP_WORDS or word in self._places or stem(word) in self._stems:
            return ""
        edits = 1 if len(word) < 7 else 2
        alike = [known for known in self._words if known[0] == word[0] and abs(len(known) - len(word)) <= edits]
        best = process.extractOne(word, alike, scorer=OSA.distance, score_cutoff=edits)
        if not best or word in _dictionary():
            return ""
        return self._compounds.get(best[0], str(best[0]))


@cache
def _dictionary() -> SpellChecker:
    """English words, as many as films' subtitles hold; read (0.2 s) only when a word is about to be put right."""
    return SpellChecker(language="en")
