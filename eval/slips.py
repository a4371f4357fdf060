"""Slips of the pen put into questions, so that what is learnt from these takes a misspelling for neither yes nor no."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from rag.text import HAN, to_simplified

_WORD = re.compile(r"[A-Za-z]{5,}")
_HAN = re.compile(f"[{HAN}]")


class Slips:
    """Knows the Chinese characters of many texts, in simplified script, by their sound."""

    def __init__(self, texts: Iterable[str]) -> None:
        from pypinyin import Style, lazy_pinyin

        counts = Counter(character for text in texts for character in _HAN.findall(to_simplified(text)))
        found: dict[str, list[str]] = {}
        for character, _ in counts.most_common():
            found.setdefault(lazy_pinyin(character, style=Style.NORMAL)[0], []).append(character)
        self._alike: Mapping[str, list[str]] = {
            one: group for group in found.values() if len(group) > 1 for one in group
        }

    def put(self, text: str, draw: random.Random) -> str:
        """The text with one slip: a Chinese character for another of its sound, else two letters of a word changed over, one
        left out or one doubled; as it is where nothing can slip."""
        characters = [match for match in _HAN.finditer(text) if match[0] in self._alike]
        words = list(_WORD.finditer(text))
        if characters and (not words or len(characters) > len(words)):
            match = draw.choice(characters)
            typed = draw.choice([one for one in self._alike[match[0]][:4] if one != match[0]])
        elif words:
            match = draw.choice(words)
            at = draw.randrange(1, len(match[0]) - 1)  # the first letter is seldom wrong
            typed = draw.choice(_TYPED)(match[0], at)
        else:
            return text
        return text[: match.start()] + typed + text[match.end() :]


_TYPED: tuple[Callable[[str, int], str], ...] = (
    lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    lambda word, at: word[:at] + word[at + 1 :],
    lambda word, at: word[:at] + word[at] + word[at:],
)
