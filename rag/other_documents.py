"""The plans and laws that a question names and that are not here: "成渝地区双城经济圈建设规划纲要", "the Customs Law".

A name is told by what kind of document it ends in (`_KINDS`) and by what stands before that. A document's own title, any
part of it ("长三角规划", "the Delta plan") and a bare "规划" or "the Outline" mean the document itself. "铁路规划" or "the rail
plan" names nothing: it takes a title mark, a law, a five-year plan, a region with a plan of its own, a place beside words
that no clause has, or a kind that says it all ("管理办法", "white paper") to name another document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rag.asked_names import places
from rag.text import ENGLISH_STOP_WORDS, HAN, compact, normalise, stem, to_simplified
from rag.types import Document

_QUOTED = re.compile(r"《([^》]{2,60})》")
_LAW_EN = re.compile(
    r"\b((?:[A-Z][\w'’-]+ (?:(?:of|on|for|and|the|in|to|against) )*){1,8}"
    r"(?:Act|Law|Regulations?|Code|Convention|Treaty|Directive|Constitution|Statute|Ordinance|Protocol))\b"
)
# 法 where it is a law and no word such as 办法, 司法, 玩法.
_LAW_ZH = re.compile(
    rf"[{HAN}]{{1,24}}?法典|[{HAN}]{{2,24}}?(?:(?<![办方做说看想用无司执立守依违合非设本该此部玩书手语算疗教打写叫提搞讲走活吃魔])"
    r"法(?!规(?!定)|[院律制治定人学案官庭国语宝])|(?<![本该此部])(?:条例|公约|协定|宪法|宪章))"
)
_LAW_ENDING = re.compile(
    "(?:.{2}(?:条例|公约|协定|宪章|法)|.法典)$"
)  # what of a Chinese law's name a document must hold
_NOT_A_LAW = "(?!规(?!定)|[律院制治])"  # 保护法规 holds no 保护法

# Kinds that, with any words of their own before them, are a document's name; and those that also mean an activity.
_STRONG_ZH = "白皮书|实施方案|总体方案|建设方案|行动计划|行动方案|指导意见|实施意见|管理办法|实施办法|实施细则|管理规定|司法解释|总体规划"
_WEAK_ZH = "规划纲要|规划|纲要|方案|战略|计划|蓝图"  # people call the document here by any of these
_PLACED_ZH = re.compile(
    "(?:发展|建设|总体|改革|保护|振兴)$"
)  # before a kind: a region's plan, also where its words are held
_NAME_ZH = re.compile(rf"([{HAN}a-z\d·\"-]*?)({_STRONG_ZH}|{_WEAK_ZH})(?![{HAN}]*?(?:{_STRONG_ZH}))")
_VERB_ZH = re.compile(r"(?:建设|布局|了|新建|在|过|建|修|出|把|哪|多少|几)")  # 规划 as a verb: 规划建设哪些通道
_CUT_ZH = re.compile(
    r"的|和|与|跟|及|按照?|根据|依据|依照|对于?|把|是|说|有|什么|怎么?|如何|分别|哪[些个]?|请问|(?<!日)本|该|这[个份]?|那[个份]?|份|关于|从|里面?|由|在|要|给|让|将|会|能"
    r"|为了?|保证|确保|完成|落实|实施|编制?|制定|出台|执行|部署|推进|加强"
    r"|谁|负责|督促|检查|监督|评估|解释|修改|修订|发布|公布|批准|审定|遵守|违反"
)
_FIVE_YEARS = re.compile(
    r"(?:十[一二三四五六七]五(?:规划|计划|方案)?(?:纲要)?|第[一二三四五六七八九十\d]+个五年(?:规划|计划)?|五年(?:规划|计划))(?![\"”]?(?:期|时期|末|结束|那年|收官))"
    r"|\b(?:(?:\d+(?:st|nd|rd|th)|\w+(?:th|nd|rst|ird)) )?(?:five[- ]year plan|fyp)\b"
)
_REGION_ZH = re.compile(
    f"[{HAN}]{{2,}}(?:三角洲|大湾区|经济[带圈]|城市群|都市圈)"
    "|(?:^|国家?|新时代)(?:[东西][南北]|[东西中]部|华[东西南北中])(?:地区)?(?:全面|大)?(?:振兴|开发|崛起)"
)
REGION = re.compile(
    r"(?:三角洲?|大湾区|京津冀|成渝|经济[带圈]|城市群)$|\b(?:delta|bay area|belt|beijing-tianjin-hebei|chengdu-chongqing|chongqing-chengdu)$"
)  # with a plan of its own

_STRONG_EN = "white paper|law|convention|treaty|directive|statute|ordinance|agreement|accord|charter|memorandum"
_WEAK_EN = "plan|outline|strategy|blueprint|roadmap|regulation"
_KIND_EN = re.compile(rf"\b({_STRONG_EN}|{_WEAK_EN})\b(?! to\b)")
_WORD_EN = re.compile(r"[a-z\d][a-z\d.'’&-]*")
_BOUND_EN = ENGLISH_STOP_WORDS | frozenset(
    "give gives set sets compare compared find show list whole make makes draw draws adopt need want share follow prepare "
    "write one joint same".split()
)
_MOST_WORDS = 7  # of an English name before its kind
_SAYS = re.compile(
    r"\b(?:say|provide|require|allow|stipulate|define|treat|prescribe|regulate|punish|ban|foresee|aim|call|state|demand)s?\b"
    r"|\b(?:under|according to|in) (?:the )?[\w' -]*$"
)
_RELATES = re.compile(
    r"配合|衔接|关系|对接|区别|不同|相比|呼应|协调|提到|提及"
    r"|\b(?:relat\w+|coordinat\w+ with|fit\w* in with|alongside|differ\w*|compar\w+|mesh\w*|link\w* (?:to|with)|mention\w*)\b"
)
_HELD = 0.4  # of a name that one of the same sort in a document must hold in one piece to be meant
_SORTS = ("战略", "规划纲要方案计划蓝图", "")  # kinds that stand for each other; any other is a law or a rule


@dataclass(frozen=True, slots=True)
class Name:
    """A document named in a question, normalised: all of it, what stands before its kind, and whether the kind is strong."""

    words: str
    before: str
    strong: bool


class OtherDocuments:
    """Knows the names of the documents that are here, and what plans and laws they mention."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._titles = [compact(f"{d.title_zh}") for d in documents]
        self._title_words = frozenset(
            stem(word) for d in documents for word in re.findall("[a-z]+", normalise(d.title_en))
        )
        self._text = compact("\n".join(f"{d.title_zh}\n{d.title_en}\n{d.text}" for d in documents))
        lines = [line for d in documents for line in d.text.splitlines()]
        self._own = [name for line in lines for name in _chinese(normalise(line)) if len(name.before) > 1]
        self.named = lru_cache(maxsize=512)(self._named)

    def _named(self, text: str) -> str:
        """The first plan or law that a question is about and that is not here; "" where there is none."""
        for name in unknown_documents(text, self._text):
            return name
        query = normalise(re.sub(r"《[^》]*》", " ", text))
        if _RELATES.search(query):
            return ""
        years = _FIVE_YEARS.search(query)
        if years and compact(years[0]) not in self._text:
            return years[0]
        found = (name.words for name in _chinese(query) if self._is_other_zh(name))
        others = (name.words for name in _english(query) if self._is_other_en(name, text, query))
        return next(found, "") or next(others, "")

    def mentioned(self, name: str) -> str:
        """The region of a document's name where the documents mention it, "" where they do not."""
        found = (names[0] for names in places(name) if REGION.search(names[0]) and self._holds(names))
        return next(found, "")

    def _is_other_zh(self, name: Name) -> bool:
        before = compact(name.before)
        named = places(name.before)
        if len(before) < 2 or compact(name.words) in self._text or self._is_own(name, [names[0] for names in named]):
            return False
        regional = _REGION_ZH.search(before) or any(REGION.search(names[0]) for names in named)
        if regional or not all(map(self._holds, named)):
            return True
        if name.strong or named and _PLACED_ZH.search(before):
            return True
        return bool(named) and len(before) - sum(len(names[0]) for names in named) >= 2 and before not in self._text

    def _is_own(self, name: Name, named: Sequence[str]) -> bool:
        """Whether a Chinese name is part of a title here, or means a plan that a document mentions, of the same places."""
        before, kind = compact(name.before), _sort(name.words)
        if any(_within(before[i:], title) for title in self._titles for i in range(2) if len(before) - i > 1):
            return True
        return any(
            name.words.endswith(own.words) or _share(before, compact(own.before)) > _HELD
            for own in self._own
            if _sort(own.words) == kind and all(place in own.before for place in named if REGION.search(place))
        )

    def _holds(self, names: Sequence[str]) -> bool:
        return any(compact(name) in self._text for name in names)

    def _is_other_en(self, name: Name, text: str, query: str) -> bool:
        before = name.before.replace("'s", "")
        words = [word for word in _WORD_EN.findall(before) if not self._titled(word)]
        if not words or compact(name.words) in self._text:
            return False
        named = [names for names in places(before) if not all(map(self._titled, names[0].split()))]
        if any(REGION.search(names[0]) for names in named):
            return True
        if compact(before) in self._text and not (name.strong and _SAYS.search(query)):
            return False
        if name.strong:
            return len(words) > 1 or bool(_SAYS.search(query))
        capitals = [word for word in words if word.capitalize() in text]
        return bool(named) and len(words) > len(named) or len(capitals) > 1 and name.words.title().split()[-1] in text

    def _titled(self, word: str) -> bool:
        """Whether a title here holds the parts of an English word."""
        return {stem(part) for part in re.findall("[a-z]+", word)} <= self._title_words


def unknown_documents(text: str, known: str) -> list[str]:
    """The laws and titles in marks that a text names and a document's `compact` text does not."""
    found = [match[1].strip() for match in (*_QUOTED.finditer(text), *_LAW_EN.finditer(text))]
    found = [_without_lead(name) for name in found]
    found = [name for name in found if name and compact(name) not in known]
    for match in _LAW_ZH.finditer(to_simplified(re.sub(r"《[^》]*》|怎么个[^，。？?]*法", " ", text))):
        ending = _LAW_ENDING.search(match[0])
        if ending and not re.search(re.escape(compact(ending[0])) + _NOT_A_LAW, known):
            found.append(match[0])
    return found


def _without_lead(name: str) -> str:
    """A name without the words that only open the sentence: "Under the Company Law" -> "Company Law"."""
    words = name.split()
    while len(words) > 1 and words[0].lower() in ENGLISH_STOP_WORDS:
        words = words[1:]
    return " ".join(words) if len(words) > 1 or not name.isascii() else ""


def _chinese(query: str) -> Iterator[Name]:
    for match in _NAME_ZH.finditer(query):
        kind = match[2]
        if kind == "规划" and _VERB_ZH.match(query, match.end()):
            continue
        before = _CUT_ZH.split(match[1])[-1].strip('"-')
        yield Name(before + kind, before, kind in _STRONG_ZH.split("|"))


def _english(query: str) -> Iterator[Name]:
    for match in _KIND_EN.finditer(query):
        words: list[str] = []
        for word in reversed(_WORD_EN.findall(query[: match.start()])[-_MOST_WORDS:]):
            if word in _BOUND_EN or query[: match.start()].rstrip().endswith((",", ".")):
                break
            words.insert(0, word)
        before = " ".join(words)
        if before:
            yield Name(f"{before} {match[1]}", before, match[1] in _STRONG_EN.split("|"))


def _sort(name: str) -> str:
    return next(sort for sort in _SORTS if name[-2:] in sort or not sort)


def _within(name: str, title: str) -> bool:
    """Whether the characters of a name stand in a title in that order: 长三角一体化 in 长江三角洲区域一体化发展规划纲要."""
    rest = iter(title)
    return all(character in rest for character in name)


def _share(name: str, other: str) -> float:
    """How much of a name another holds in one piece."""
    match = SequenceMatcher(None, name, other, autojunk=False).find_longest_match()
    return match.size / max(len(name), 1)
