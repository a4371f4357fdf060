"""The grammar of headings, Chinese and English: 第…编/章/节/条, Part/Chapter/Section/Article, preamble, contents."""

import re
from dataclasses import dataclass

from rag.numerals import ZH_DIGITS, roman_value, zh_value
from rag.types import Lang

LEVELS = {
    "part": 0, "supplement": 0, "subpart": 1, "preamble": 2, "chapter": 2, "section": 3, "subsection": 4, "item": 5,
    "article": 9,
}  # fmt: skip

_ZH_KINDS = {
    "编": "part", "編": "part", "分编": "subpart", "分編": "subpart", "章": "chapter", "节": "section", "節": "section",
    "款": "subsection", "目": "item", "条": "article", "條": "article",
}  # fmt: skip
_EN_KINDS = {
    "part": "part", "title": "part", "book": "part", "chapter": "chapter", "section": "section",
    "subsection": "subsection", "subpart": "subpart", "article": "article", "art.": "article",
}  # fmt: skip
HAN_NUMBER = r"[零〇一二三四五六七八九十百千两]+"
_ZH_HEADING = re.compile(
    rf"第\s*(?P<number>\d+|{HAN_NUMBER})(?:\s*[-－—之]\s*(?P<inner>\d+))?\s*(?P<kind>分?[编編]|[章节節款目条條])"
    rf"(?:\s*之\s*(?P<after>{HAN_NUMBER}|\d+)(?![^\s、]*[条條款]))?(?P<gap>[\s:：]*)(?P<title>.*)$",
    re.DOTALL,
)
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth",
)
_TENS = (
    "ten twenty thirty forty fifty sixty seventy eighty ninety",
    "tenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth",
)
_ROUND = {word: 10 * tens for words in _TENS for tens, word in enumerate(words.split(), 1)}
_SMALL = {word: value for words in _ONES for value, word in enumerate(words.split(), 1)}
_NUMBER_WORDS = {  # "one", "first" … "ninety-nine", "ninety-ninth"
    **_ROUND, **_SMALL,
    **{f"{ten}-{one}": _ROUND[ten] + value for ten in _TENS[0].split()[1:] for one, value in _SMALL.items() if value < 10},
}  # fmt: skip
_COMPOUND = rf"(?:{'|'.join(_TENS[0].split()[1:])})[- ](?:{'|'.join(w for w, v in _SMALL.items() if v < 10)})\b"
_EN_HEADING = re.compile(
    r"(?P<kind>part|subpart|title|book|chapter|section|subsection|article|art\.)\s+"
    rf"(?P<number>\d+|[IVXLC]+\b|{_COMPOUND}|[a-z]+\b)"
    r"(?:-(?P<after>\d+))?(?P<gap>[\s.:：—–-]*)(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ENUMERATED = re.compile(rf"(?P<number>{HAN_NUMBER})、(?P<title>.+)$", re.DOTALL)
_ENUMERATED_LENGTH = 40  # characters; twice the longest such heading in 3,312 mainland laws (18)
_SENTENCE_MARK = re.compile(r"[。；;：:]")
_PLAN_HEADINGS = {  # by language: a chapter "一、目标", "I. Goals"; a section "（一）产业", "(I) Industry"
    Lang.ZH: (
        re.compile(rf"(?P<number>{HAN_NUMBER})、\s*(?P<title>.+)$"),
        re.compile(rf"[（(](?P<number>{HAN_NUMBER})[）)]\s*(?P<title>.+)$"),
    ),
    Lang.EN: (
        re.compile(r"(?P<number>[IVXLC]+|\d{1,2})[.．]\s*(?P<title>[A-Z].+)$"),
        re.compile(r"[（(](?P<number>[IVXLC]+|\d{1,2})[）)]\s*(?P<title>[A-Z].+)$"),
    ),
}
_PLAN_HEADING_LENGTH = {Lang.ZH: _ENUMERATED_LENGTH, Lang.EN: 160}
_PLAN_TEXT = re.compile(r"[。；;：:！？!?]|[.．]\s|[.,，、]$")
_PREAMBLE = re.compile(r"(?:前\s*言|序\s*言|引\s*言|序|preamble|foreword|preface|introduction)$", re.IGNORECASE)
_SUPPLEMENT = re.compile(r"(?:附\s*[则則]|supplement(?:ary|al) provisions)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:目\s*[录錄次]|(?:table of )?contents)[:：]?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。；;!?！？]$|[^.]\.$")
# What follows the number of a clause that is referred to, not headed: 第十二条规定的…
_ZH_REFERENCE = re.compile(
    r"[规規]定|[所的之第和与與或及至中款項项但前后後各、,，]|准用|準用|情形|第\s*[\d一二三四五六七八九十]+\s*[款項项目]"
)
_EN_REFERENCE = re.compile(r"[,;)]|(?:of|to|and|or|through|shall|is|are|may|in|herein|hereof)\b")
_EN_RUNNING_ON = re.compile(r"[a-z]|(?:Subp|P)aragraphs?\b|Items?\s+\d")  # perhaps a reference, perhaps the text


@dataclass(frozen=True, slots=True)
class HeadingMatch:
    """A heading as written: kind (see LEVELS), Arabic number ("12", "12-1", "" for a preamble), title or rest of line.

    title_start  where `title` begins in the text that was matched
    set_off      white space, a colon or the line's end parts number and title, as in a heading and not a reference
                 ("Article 12 the …" is not set off)
    """

    kind: str
    number: str
    title: str
    title_start: int
    set_off: bool

    @property
    def key(self) -> tuple[str, str]:
        return (self.kind, self.number)


def match_heading(text: str) -> HeadingMatch | None:
    """The heading that a piece of text is or, for an article, begins with; None for plain text.

    >>> match_heading("第二节 推进投资贸易自由化便利化").key
    ('section', '2')
    >>> match_heading("第十二条之一 …").key, match_heading("Article 12-1 …").key
    (('article', '12-1'), ('article', '12-1'))
    """
    if _PREAMBLE.match(text):
        return HeadingMatch("preamble", "", text, 0, True)
    if _SUPPLEMENT.match(text):
        return HeadingMatch("supplement", "", text, 0, True)
    match = _ZH_HEADING.match(text) or _EN_HEADING.match(text)
    number = _arabic(match["number"]) if match else None
    if match is None or number is None:
        return None
    after = (match["inner"] if "inner" in match.re.groupindex else None) or match["after"]
    inner = _arabic(after) if after else None
    kind = (_ZH_KINDS | _EN_KINDS)[match["kind"].lower()]
    title = match["title"].rstrip()
    found = HeadingMatch(
        kind,
        f"{number}-{inner}" if inner else str(number),
        title,
        match.start("title"),
        set_off=(bool(match["gap"]) and not _EN_RUNNING_ON.match(title)) or not title,
    )
    return found if _is_plausible(found) else None


def match_enumerated(text: str) -> HeadingMatch | None:
    """A line such as "二、证据", heading or list item; it is set off where it is short and ends no clause."""
    match = _ENUMERATED.match(text)
    if not match:
        return None
    title = match["title"]
    set_off = len(title) <= _ENUMERATED_LENGTH and not _SENTENCE_MARK.search(title)
    return HeadingMatch("section", str(_arabic(match["number"])), title, match.start("title"), set_off)


def match_plan_heading(text: str, lang: Lang) -> tuple[HeadingMatch | None, str]:
    """A line such as "一、目标" (chapter) or "(I) Industry" (section), heading or list item, and its number's style.

    The style is "一", "I" or "1"; None and "" for a long line and for one with or at the end of a sentence.
    """
    for kind, pattern in zip(("chapter", "section"), _PLAN_HEADINGS[lang], strict=True):
        match = pattern.match(text)
        number = _arabic(match["number"]) if match else None
        if match is None or number is None:
            continue
        if len(match["title"]) <= _PLAN_HEADING_LENGTH[lang] and not _PLAN_TEXT.search(match["title"]):
            style = "一" if lang is Lang.ZH else "1" if match["number"].isdigit() else "I"
            return HeadingMatch(kind, str(number), match["title"], match.start("title"), True), style
    return None, ""


def is_heading(text: str) -> bool:
    """Whether a text is a heading and nothing more; what follows an article's number may be its first sentence."""
    heading = match_heading(text)
    return is_contents_label(text) or (heading is not None and (heading.kind != "article" or not heading.title))


def is_contents_label(text: str) -> bool:
    return bool(_CONTENTS.match(text))


def _is_plausible(heading: HeadingMatch) -> bool:
    """Tell a heading from a reference: 第十二条规定的…, Article 12 of this Act, 第三章第二节 of a running sentence."""
    if _EN_REFERENCE.match(heading.title) or (heading.kind != "article" and heading.title[:1].islower()):
        return False
    if not heading.set_off and (_ZH_REFERENCE.match(heading.title) or heading.kind in ("subsection", "item")):
        return False
    return heading.kind == "article" or (len(heading.title) <= 200 and not _SENTENCE_END.search(heading.title))


def _arabic(number: str) -> int | None:
    """ "12", "十二", "XII", "twelve" -> 12; None for what is no number."""
    low = number.lower().replace(" ", "-")
    if number.isdigit():
        return int(number)
    if low in _NUMBER_WORDS:
        return _NUMBER_WORDS[low]
    if re.fullmatch(HAN_NUMBER, number):
        return han_value(number)
    roman = roman_value(number)
    return None if roman is None else int(roman)


def han_value(number: str) -> int:
    """A number of `HAN_NUMBER`: 十二 -> 12, 二百零三 -> 203, 一二 (digit by digit) -> 12."""
    if set(number) <= ZH_DIGITS.keys():
        return int("".join(str(ZH_DIGITS[han]) for han in number))
    return int(zh_value(number) or 0)
