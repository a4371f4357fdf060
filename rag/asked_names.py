"""The proper names of a question: places of the world by a gazetteer, words by their capitals.

`gazetteer.tsv` pairs Chinese with English names of countries, regions, cities, counties and waters: taken from
CC-CEDICT (June 2026, CC BY-SA 4.0, which holds for that file) by the words of its glosses (city, county, island…),
names that are common words left out, the large regions of China added. A document knows a name when it holds it in
either language.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from rag.text import ENGLISH_STOP_WORDS, normalise, stem

GAZETTEER = Path(__file__).with_name("gazetteer.tsv")
_LONGEST, _WORDS = 7, 4  # characters of a Chinese name, words of an English one
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’&.-]*")
_OPENS = re.compile(r"(?:^|[.?!:;]\s*[\"“(]?)$")
_LEADS = (
    r"{0}[省市州县区]?(?:\d{{4}}年)?(?:的|自贸|自由贸易|规划|方案|条例|法|新区|地区|城市群|都市圈|大湾区|经济圈)"
    r"|\b{0}(?:'s\b| (?:\w+ )?(?:plan|law|act|zone|area|region|port|strategy|policy|scheme)\b)|\b(?:in|of) (?:the )?{0}[?.]?$"
)


@cache
def gazetteer() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Chinese name -> English name in lower case ("" where none is known), and English name -> Chinese names."""
    rows = [line.split("\t") for line in GAZETTEER.read_text(encoding="utf-8").splitlines()]
    english: dict[str, tuple[str, ...]] = {}
    for zh, en in rows:
        if en:
            english[en.lower()] = (*english.get(en.lower(), ()), zh)
    return {zh: en.lower() for zh, en in rows}, english


def places(text: str) -> list[tuple[str, ...]]:
    """The gazetteer's places in a text, each with all its names, its own first: "to Nairobi" -> [("nairobi", "内罗毕")]."""
    return [*_chinese_places(normalise(text)), *_english_places(text)]


def leads(query: str, name: str) -> bool:
    """Whether a normalised question is of that place: it gives it something of its own, or ends "in" it.

    "海南的税率是多少", "hainan's tax rate", but not "my firm is from hainan, what …".
    """
    return re.search(_LEADS.format(re.escape(name)), query) is not None


def unknown_capitals(text: str, known: Callable[[str], bool]) -> list[str]:
    """The capitalised words inside the sentences of a text of which `known(stem)` is false: "a Boeing jet" -> ["Boeing"]."""
    found = []
    for match in _LATIN.finditer(text):
        word = re.sub(r"['’]s$", "", match[0]).strip(".'’-&")
        opens = _OPENS.search(text[: match.start()]) and not word[1:2].isupper()
        if len(word) < 2 or not word[0].isupper() or opens or re.search("['’]", word):
            continue
        parts = [part.lower() for part in re.split(r"[-.&]", word) if part]
        if word.lower() not in ENGLISH_STOP_WORDS and not all(known(stem(part)) for part in parts):
            found.append(word)
    return found


def _chinese_places(text: str) -> Iterator[tuple[str, ...]]:
    chinese, _ = gazetteer()
    start = 0
    while start < len(text):
        size = next((n for n in range(_LONGEST, 1, -1) if text[start : start + n] in chinese), 0)
        if size:
            name = text[start : start + size]
            yield tuple(filter(None, (name, chinese[name])))
        start += size or 1


def _english_places(text: str) -> Iterator[tuple[str, ...]]:
    _, english = gazetteer()
    if not any(character.isupper() for character in text):
        text = text.title()  # typed without capitals: any word may be a name
    words = [re.sub(r"['’]s$", "", match[0]).rstrip(".").replace("’", "'") for match in _LATIN.finditer(text)]
    at = 0
    while at < len(words):
        size = next((n for n in range(_WORDS, 0, -1) if _name(words[at : at + n]) in english), 0)
        if size:
            name = _name(words[at : at + size])
            yield (name, *english[name])
        at += size or 1


def _name(words: Sequence[str]) -> str:
    """The words as one name in lower case; "" where none of them has a capital."""
    return " ".join(words).lower() if any(word[:1].isupper() for word in words) else ""
