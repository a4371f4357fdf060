"""Abbreviations that a document does not spell out itself: "GBA" for its "Greater Bay Area"."""

import re
from collections.abc import Iterable, Mapping

_NAME = re.compile(r"[A-Z][a-z]+(?:[ -](?:(?:of|and|the|for) )?[A-Z][a-z]+){1,6}")
_ABBREVIATION = re.compile(r"(?<![A-Za-z\d])[A-Z]{3,6}(?![A-Za-z\d])")
_FEWEST, _MOST = 3, 6  # capitalised words that are abbreviated; of two, too many stand for something else ("AI")


def abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Initials of the names in English texts -> the name; of several with the same initials, the commonest, shortest.

    Part of a name is a name too: "Pilot Free Trade Zone" gives PFTZ, FTZ and PFT. Names are runs of capitalised words.
    What the texts abbreviate themselves is left out: they know what they mean by it.
    """
    counts: dict[str, dict[str, int]] = {}
    own: set[str] = set()
    for text in texts:
        own.update(_ABBREVIATION.findall(text))
        for match in _NAME.finditer(text):
            capitals = [word for word in re.split(r"[ -]", match[0]) if word[0].isupper()]
            for start in range(len(capitals)):
                for end in range(start + _FEWEST, min(len(capitals), start + _MOST) + 1):
                    part = capitals[start:end]
                    names = counts.setdefault("".join(word[0] for word in part), {})
                    names[" ".join(part)] = names.get(" ".join(part), 0) + 1
    return {
        short: max(names, key=lambda name: (names[name], -len(name), name))
        for short, names in counts.items()
        if short not in own
    }


def spelled_out(text: str, known: Mapping[str, str]) -> list[str]:
    """The names that a question's abbreviations stand for, in order: "YRD rail" -> ["Yangtze River Delta"]."""
    return [known[short] for short in _ABBREVIATION.findall(text) if short in known]
