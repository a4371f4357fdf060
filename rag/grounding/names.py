"""The `names` check: places, bodies, plans and Latin names of the sentence occur in a cited clause, in either language.

Names are found by form (《…》, capitals, endings such as 机场 or 大学) and by the general list of places; headings
above a clause count as part of it. What is not recognised as a name is left to the `support` check.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from rag.grounding import places
from rag.grounding.aids import NO_AIDS, Aids
from rag.grounding.bodies import bodies, holds_body
from rag.grounding.counterparts import rendering
from rag.grounding.evidence import is_verbatim, language, plain
from rag.grounding.located import misplaced
from rag.grounding.organs import organs_of
from rag.grounding.places_across import left_out, places_of, stands_in
from rag.grounding.swaps import swaps
from rag.text import HAN, stem, to_simplified
from rag.types import Clause, Lang, Span, Verdict

CHECK = "names"
_TITLE = re.compile(r"《([^《》]{2,60})》")
# Two characters, or one before a water or an island, and an ending that makes a proper name of them.
_BODIES = "国际机场|机场|大学|学院|委员会|办公室|管委会|研究院|实验室|银行|交易所|集团|公司|法院|检察院"
_WATERS = (
    "湖(?!泊|长|区|畔)|江(?!苏|西|宁|河|湖|海|南|北|水)|河(?!流|湖|长|道|海|口)|"
    "港(?!口|湾|航|区|产|务|澳)|湾(?!区)|岛(?!屿)"
)
_ENDED = re.compile(rf"(?P<name>[{HAN}]{{2}}(?:{_BODIES})|[{HAN}](?:{_WATERS}))")
# What makes a common noun of it: 沿江, 各大学, 建设机场.
_COMMON_WORDS = (
    "设立|建立|建设|推动|支持|鼓励|加强|区域|城市|地方|国家|国际|国内|主要|重点|有关|相关|一流|部分|本地|医院|高校|"
    "高等|著名|商业|民营|国有|证券|期货|多家|领导|协调|人民|联合|世界|大型|支线|枢纽|航空|运输|"
    "货运|通用"
)
_COMMON = re.compile(
    rf"[江河湖海沿入近滨临内跨两各环治出进护清].$|[的和与及、了在对由向将为等各所有该其]|{_COMMON_WORDS}|"
    r".[去到来的和与及了在对由向将为等所有该其个家]"
)
_BODY_END = re.compile(
    r"部(?!分|门|队|位|署|长)|院(?!校)|局(?!部|面)|署|厅|委(?!托)|办(?!理|法|公)|处(?!理|罚|所|置|分)|机关|政府"
)
_LONGEST_BODY = 10  # characters
_PRONOUN = re.compile(r"[该本其各有前上此]|相关|所属|所在|主管|中央|地方|当地")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9'’.+&-]*[A-Za-z0-9+]|[A-Z]")
_ORDINARY = frozenset(
    "plan outline document law act regulation rule measure article section chapter clause paragraph annex part appendix "
    "party state government central people item level class type grade ii iii iv vi vii viii ix xi xii i v x ok id r&d".split()
)
_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday".split()
)
_BRACKETS = re.compile(r"[()]")
# Words by which a text speaks of the country without naming it.
_COUNTRY = re.compile(r"全国|我国|国家|国内|\b(?:national|nationwide|nation|country|domestic)\b")
_SENTENCE_START = re.compile(r"(?:^|[.:;!?。；：！？\n]|[“\"(（])\s*$")


def check_names(sentence: str, clauses: Sequence[Clause], aids: Aids = NO_AIDS) -> Verdict:
    """Whether every name of the sentence stands in a cited clause or in the headings above it, in either language.

    What the documents' titles name is known of every clause.
    """
    if is_verbatim(sentence, clauses):
        return Verdict(CHECK, True)
    own = "\n".join(plain(clause[lang]) for clause in clauses for lang in Lang)
    known = "\n".join([*map(_haystack, clauses), plain(aids.about(clauses))])
    missing = list(dict.fromkeys(name for name, held in _names(sentence, known, own) if not held))
    said_again = rendering(sentence, clauses, aids)
    if said_again:
        missing = [name for name in missing if not _elsewhere(name, sentence, known)]
        missing += [names[0] for names in organs_of(said_again.one.part) - organs_of(known)]
        missing = missing or [f"{name} is left out" for name in sorted(left_out(said_again))]
    missing = missing or [*_swapped(sentence, clauses), *_misplaced(sentence, clauses)]
    if not missing:
        return Verdict(CHECK, True)
    return Verdict(CHECK, False, f"not in {', '.join(clause.number for clause in clauses)}: {', '.join(missing)}")


def _elsewhere(name: str, sentence: str, known: str) -> bool:
    """Whether a place of the sentence stands in texts of another language in some form."""
    named = places_of(plain(sentence))
    return any(stands_in(place, known, named) for place in places_of(plain(name)))


def _haystack(clause: Clause) -> str:
    """All that names are looked for in; what stands in brackets also without: "苏州(太仓)港" has 太仓港."""
    headings = [text for heading in clause.path for text in (heading.title.zh, heading.title.en)]
    texts = [plain(text) for text in (clause.zh, clause.en, *headings) if text]
    return "\n".join([*texts, *(_BRACKETS.sub("", text) for text in texts if "(" in text)])


def _names(sentence: str, known: str, own: str) -> Iterator[tuple[str, bool]]:
    """Each name of the sentence that can be looked for, and whether it is known; `own` is the clauses' text.

    A clause that lacks a language has no names in it to compare with.
    """
    for match in _TITLE.finditer(sentence):
        yield match[1], _holds(known, plain(match[1]).strip(" ,.，。"))
    simplified = to_simplified(sentence)
    for zh in _chinese_places(simplified):
        yield zh, _holds_place(known, zh, places.by_zh()[zh])
    comparable = re.search(f"[{HAN}]", own) is not None
    for match in _ENDED.finditer(simplified):
        name = match["name"]
        if comparable and not _COMMON.match(name) and not any(name.startswith(zh) for zh in places.by_zh()):
            yield name, name.replace("国际机场", "机场") in known.replace("国际机场", "机场")
    for name in bodies(simplified) if comparable else ():
        yield name, holds_body(known, name)
    comparable = re.search(r"[a-z]{3} [a-z]+ [a-z]", own) is not None
    for en in _english_places(sentence):
        yield en, _holds_latin(known, en)
    for word in _latin_names(_english_pattern().sub(" ", sentence)):
        if comparable or re.search(r"\d", word) or _is_place(word):  # others may be words of the language it lacks
            yield word, _holds_latin(known, word)


@cache
def _english_pattern() -> re.Pattern[str]:
    """Place names of several words: "Yangtze River Delta"."""
    names = sorted((en for en in places.by_en() if " " in en), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def _english_places(text: str) -> list[str]:
    return _english_pattern().findall(text)


def _swapped(sentence: str, clauses: Sequence[Clause]) -> Iterator[str]:
    """A place or body in the very place of another one: "经济部" for "国防部", whether or not the name is known."""
    said = plain(sentence)
    for swap in swaps(sentence, clauses):
        old, new = swap.old.of(swap.found), swap.new.of(said)
        if not re.fullmatch(rf"[{HAN}]{{2,}}", new) or _PRONOUN.match(new) or _PRONOUN.match(old):
            continue
        body = _is_body(swap.found, swap.old) and _is_body(said, swap.new)
        if body or any(zh in old and zh not in new for zh in places.by_zh()):
            yield f"{said[swap.new.start : swap.new.end + 2]} for {swap.found[swap.old.start : swap.old.end + 2]}"


def _misplaced(sentence: str, clauses: Sequence[Clause]) -> Iterator[str]:
    """A place that the clauses name, but not for what the sentence says of it."""
    said = plain(sentence)
    for mine, theirs in misplaced(said, [plain(clause[language(said)]) for clause in clauses]):
        yield f"{mine} for {theirs}"


def _holds(known: str, name: str) -> bool:
    return name in known or re.sub(r"\s", "", name) in re.sub(r"\s", "", known)


def _is_body(text: str, word: Span) -> bool:
    """Whether the word, or the word with the character behind it, ends as the names of bodies do."""
    return word.end - word.start <= _LONGEST_BODY and any(
        _BODY_END.match(text, at) for at in range(word.end - 2, word.end + 1)
    )


@cache
def _place_pattern() -> re.Pattern[str]:
    return re.compile("|".join(zh for zh, _ in places.pairs()))


def _chinese_places(text: str) -> list[str]:
    return _place_pattern().findall(text)


def _holds_place(known: str, zh: str, en: str) -> bool:
    if zh in known or re.search(rf"\b{re.escape(en)}\b", known):
        return True
    if "-" in en and all(part in known for part in en.split("-")):  # "Beijing, Tianjin, and Hebei"
        return True
    if zh == "中国" and _COUNTRY.search(known):
        return True
    return any(place == zh and _in_compound(known, short) for short, place in places.SHORT.items())


@lru_cache(maxsize=1024)
def _in_compound(known: str, short: str) -> bool:
    """Whether a one-character place name stands beside another one, as in 沪苏浙皖, or before 北, 南, 西, 东."""
    others = "".join(places.SHORT)
    return re.search(rf"[{others}]{short}|{short}[{others}东西南北]", known) is not None


def _latin_names(sentence: str) -> Iterator[str]:
    """Words with a capital or a digit beside letters, but for the ordinary word that opens a sentence."""
    for match in _LATIN.finditer(sentence):
        for word in re.split(r"[-’']s?\b|-", match[0]) if not _is_place(match[0]) else [match[0]]:
            word = word.strip(".'’-&")
            if not re.search(r"[A-Z]", word) or word.lower() in _ORDINARY | _CALENDAR or len(word) < 2:
                continue
            if stem(word.lower()) in _ORDINARY or word.lower().rstrip("s") in _ORDINARY:
                continue
            opens = _SENTENCE_START.search(sentence[: match.start()]) is not None
            if opens and word[1:].islower() and not _is_place(word):
                continue
            yield word


def _is_place(word: str) -> bool:
    return word.lower().replace("’", "'") in places.by_en()


def _holds_latin(known: str, word: str) -> bool:
    name = word.lower().replace("’", "'")
    if re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", known) or stem(name) in _stems(known):
        return True
    initials = r"\W(?:\w+\W)?".join(rf"\b{letter}\w+" for letter in name)  # GDP for "gross domestic product"
    if word.isupper() and word.isalpha() and re.search(initials, known):
        return True
    return any(_holds_place(known, zh, name) for zh in places.by_en().get(name, ()))


@lru_cache(maxsize=256)
def _stems(known: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[a-z]+", known))
