"""Abbreviations that a document does not spell out itself: "GBA" for its "Greater Bay Area", "R&D" for what it writes out."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_NAME = re.compile(r"[A-Z][a-z]+(?:[ -](?:(?:of|and|the|for) )?[A-Z][a-z]+){1,6}")
_ABBREVIATION = re.compile(r"(?<![A-Za-z\d])[A-Z]{3,6}(?![A-Za-z\d])")
_PAIR = re.compile(r"\b[a-z]{2,} and (?!the\b)[a-z]{2,}\b", re.IGNORECASE)
_AMPERSAND = re.compile(r"(?<![A-Za-z\d&])([A-Za-z]) ?& ?([A-Za-z])(?![A-Za-z\d&])")
_OFTEN = 3  # times that a document joins two words before their initials stand for them
_FEWEST, _MOST = 3, 6  # capitalised words that are abbreviated; of two, too many stand for something else ("AI")


def abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Initials of the names in English texts -> the name; of several with the same initials, the commonest, shortest.

    Part of a name is a name too: "Pilot Free Trade Zone" gives PFTZ, FTZ and PFT. Names are runs of capitalised words, and
    two words that are often joined by "and".
    What the texts abbreviate themselves is left out: they know what they mean by it.
    """
    counts: dict[str, dict[str, int]] = {}
    own: set[str] = set()
    joined: Counter[str] = Counter()
    for text in texts:
        joined.update(match[0].lower() for match in _PAIR.finditer(text))
        own.update(_ABBREVIATION.findall(text))
        for match in _NAME.finditer(text):
            capitals = [word for word in re.split(r"[ -]", match[0]) if word[0].isupper()]
            for start in range(len(capitals)):
                for end in range(start + _FEWEST, min(len(capitals), start + _MOST) + 1):
                    part = capitals[start:end]
                    names = counts.setdefault("".join(word[0] for word in part), {})
                    names[" ".join(part)] = names.get(" ".join(part), 0) + 1
    for pair, count in joined.items():
        if count >= _OFTEN:
            first, _, second = pair.split()
            counts.setdefault(f"{first[0]}&{second[0]}".upper(), {})[pair] = count
    return {
        short: max(names, key=lambda name: (names[name], -len(name), name))
        for short, names in counts.items()
        if short not in own
    }


def spelled_out(text: str, known: Mapping[str, str]) -> list[str]:
    """The names that a question's abbreviations stand for, in order: "YRD rail" -> ["Yangtze River Delta"]."""
    pairs = (f"{match[1]}&{match[2]}".upper() for match in _AMPERSAND.finditer(text))
    return [known[short] for short in (*_ABBREVIATION.findall(text), *pairs) if short in known]
