"""Places across languages: written out on one side, they may be abbreviated or spelt by their sound on the other.

"Suzhou-Wuxi-Changzhou" is 苏锡常, "Chaohu Lake" is 巢湖, "Thai" is 泰国
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rag.grounding import places
from rag.grounding.counterparts import SAME, Rendering
from rag.grounding.organs import organs_of

Names = frozenset[str]  # the Chinese names of one place, or of those that share an English one
_COUNTRY = re.compile(r"[国洲盟]$")  # 欧洲 and 泰国 are abbreviated by their first character, and have adjectives
_ADJECTIVE = 4  # letters that "Thailand" and "Thai" share
_WORDS = frozenset("金山 滨海 海口 中山 北海 东海 平湖 天府 大同 三明 日照 大庆 长治 保定 新乡 临港 南平".split())
_PARTS = "东西南北中江"  # 皖北, 皖江


def places_of(text: str) -> tuple[Names, ...]:
    """The places that a `plain` text writes out, in either language."""
    chinese = [frozenset(places.by_en().get(places.by_zh()[zh], (zh,))) for zh in _chinese().findall(text)]
    return tuple(dict.fromkeys([*chinese, *(frozenset(places.by_en()[en]) for en in _english().findall(text))]))


def stands_in(place: Names, text: str, beside: Sequence[Names] = ()) -> bool:
    """Whether a `plain` text has a place; `beside` are places that may be abbreviated together with it."""
    if any(name in text or _in_english(name, text) for name in place):
        return True
    rest = _whole().sub(" ", text)
    return any(_abbreviated(name, rest) for name in place) or place in _in_runs(rest, tuple({place, *beside}))


def left_out(rendering: Rendering) -> set[str]:
    """The places that all counterparts of a part of the sentence name and it does not; organs, also of the sentence as one."""
    said = rendering.one.part
    lost: set[str] = set()
    for part in (rendering.one, *rendering.parts):
        texts = rendering.as_long(part)
        if texts and part.likeness >= SAME:
            lost |= {names[0] for names in frozenset.intersection(*map(organs_of, texts)) - organs_of(said)}
            found = [set(places_of(text)) for text in texts if part is not rendering.one]
            named = set.intersection(*found) if found else set()
            lost |= {min(p) for p in named if _telling(p) and not stands_in(p, said, tuple(named))}
    return lost


def _in_english(name: str, text: str) -> bool:
    en = places.by_zh().get(name, "").removesuffix(" river")
    adjective = rf"|{re.escape(en[:_ADJECTIVE])}" if _COUNTRY.search(name) else r"(?:n?ese|n|ian|an|i)?\b"
    if "-" in en and all(part in text for part in en.split("-")):  # "Beijing, Tianjin, and Hebei"
        return True
    if en and re.search(rf"\b(?:{re.escape(en)}{adjective})", text):
        return True
    return _sound(name) in text.replace("'", "").replace("’", "")


def _abbreviated(name: str, text: str) -> bool:
    """Whether a country's first character stands in the text, or a province's short name beside a direction."""
    short = [char for char, whole in places.SHORT.items() if whole == name]
    if name == "中国" and re.search("[华国]", text):
        return True
    return (_COUNTRY.search(name) is not None and name[0] in text) or any(
        re.search(rf"{char}[{_PARTS}]", text) for char in short
    )


def _in_runs(text: str, among: tuple[Names, ...]) -> set[Names]:
    """The places of which one character stands in a row with a character of another one: 苏锡常."""
    found: set[Names] = set()
    chars = {place: {*"".join(place), *(c for c, whole in places.SHORT.items() if whole in place)} for place in among}
    known = "".join(set().union(*chars.values()))
    for run in re.findall(rf"[{known}]{{2,}}", text) if known else ():
        held = {place for place in among if chars[place] & set(run)}
        found |= held if len(held) > 1 else set()
    return found


def _telling(place: Names) -> bool:
    """Whether a text that speaks of the place must name it: no region that holds the others, no word such as 出海口."""
    return not any(_COUNTRY.search(name) or "三角" in name or name in _WORDS for name in place)


@lru_cache(maxsize=1024)
def _sound(name: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name))


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(zh) for zh, _ in places.pairs()))


@cache
def _whole() -> re.Pattern[str]:
    """The Chinese names but those that are themselves abbreviations of several: 京津冀."""
    return re.compile("|".join(re.escape(zh) for zh, en in places.pairs() if "-" not in en))


@cache
def _english() -> re.Pattern[str]:
    names = sorted(places.by_en(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
