"""Follow-ups made whole by rules: which questions need the one before them, and what both ask together.

Where a language model is configured, it writes the standalone question instead.
"""

import re
from collections.abc import Sequence

from rag.answer_language import without_language
from rag.asked_names import places
from rag.references import NUMBERED
from rag.substitution import in_its_place
from rag.text import HAN, normalise
from rag.turns import said
from rag.types import Turn

_WORDS = 12  # English words; a longer question stands on its own unless it opens as a follow-up
_CHARACTERS = 14  # Chinese ones, the same
_OPENS = re.compile(
    r"(?:and|but|or|so|then|also|what about|how about|same)\b"
    r"|那|还有|另外|另一|其中|然后|同样|再问|它|他们|她们|这些|前者|后者"
)
_POINTS_EN = r"(?:is|was|are|were|will|does|do|did|would|can|could|has|for|about|of|with|on|by|to|at|in|from|than|why|how|when|where|who)"
_REFERS = re.compile(
    r"\b(?:it|its|they|their|them|those|these|that one|this one|(?:from|of|over|in|go|live|move) there|former|latter"
    r"|the (?:first|second|third|fourth|fifth|last|other|same)(?: one| two| three)?)\b|\bones?\b[?.]?$"
    rf"|\b{_POINTS_EN} (?:that|this(?! (?:plan|outline|document|text|law|act|region)\b))\b"
    r"|它|其中|前者|后者|这个|那个|这些|那些|上述|第[一二三四五六七八九十]个|同一"
)
_TRAILS = re.compile(r"呢[?？]?$|^.{2,8}的[?？]?$|\s*too[?？]?$")
_ASKS = re.compile(r"什么|哪|多少|几|谁|怎|如何|何时|为何|是否|吗|多[大长高久远]")
_ASKS_EN = re.compile(r"\b(?:what|which|who|whom|whose|how|when|where|why)\b(?! about\b)")
# What is asked of a thing named before, and no thing by itself: "who pays?", "面积多大".
_RELATION = re.compile(
    r"面积|人口|规模|长度|时间|日期|期限|地点|位置|费用|资金|投资|目标|原因|范围|名[字称]|电话|网址|钱"
    r"|地方|负责|牵头|主持|完成|建[成好]|开工|开通|通车|开始|结束|实施|参加|加入|组成|包括|出|付|花|交|管|批|定"
    r"|\b(?:areas?|sizes?|population|costs?|money|time|dates?|deadlines?|places?|reasons?|names?|pay\w*|funds?|funded|decides?|approves?"
    r"|leads?|responsible|charge|finish\w*|completed?|starts?|begins?|ends?|opens?|built|ready|happens?|long|big|large|far|soon|much|many)\b"
)
_ASKING = re.compile(
    r"(?:分别|一共|总共|大概|大约|具体|各)?(?:是|有|要|由|在|于)?(?:在?什么(?:时候|地方)|为什么|什么|哪[一二两三四五六七八九十几些个里儿]*"
    r"|多少|几|谁|怎么?样?|如何|何时|为何|多[大长高久远])(?:[个家条座项种岁](?:[^，,?？]{1,4}$)?)?|[吗呢吧啊呀?？]"
    r"|^(?:by |in |at |from |to )?(?:what|which|who|whom|whose|when|where|why"
    r"|how(?: (?:much|many|long|big|large|far|high|often|dense|soon|well)\b)?)(?:'s)?\b"
    r"(?: (?:is|are|was|were|does|do|did|will|would|should|can|may|must)\b)?"
    r"|^(?:is|are|was|were|does|do|did|will|would|should|can|may|must) "
)
_FUNCTION = re.compile(
    r"[的了是在有要会能将来去由被把给让个这那它还又也都就才到底究竟呢吗吧啊呀]|\b(?:the|a|an|it|its|that|this|they|them|is|are|was|were|be|been|will|would|does|do|did|has|have|in"
    r"|by|for|of|to|from|at|on|with|and|then|so|but)\b|[^\w]|_"
)
_ELLIPSIS = re.compile(
    r"^(?:那么?|至于|还有|而)?(?P<zh>.{1,12}?)(?:的?呢|又如何|又怎么样|也是这样吗?|(?<=[\u4e00-\u9fff]{2})的)\W*$"
    r"|^(?:(?:and|but|so|or|then)[, ]+)?(?:(?:what|how) about |and )?(?:(?:in|at|for|on|with|of|near|around) )?(?:the )?"
    r"(?P<en>[\w' -]{2,40}?)(?: then| too| itself)?\W*$"
)
_CAPITALS = re.compile(r"(?<=[a-z,] )[A-Z][a-z][\w'-]*(?: [A-Z][\w'-]*)*")
_ABBREVIATION = re.compile(
    r"(?<![a-z0-9])(?:[a-z]+\d[\d.]*|\d+[a-z]+)(?![a-z0-9])"
)  # normalised: "pm2.5", "5g", "ipv6"
_COUNTED = re.compile(r"[一二三四五六七八九十]大")  # "八大的呢" after 十大重点领域
_NOW = re.compile(r"现在|目前|当前|眼下|如今|\b(?:now|currently|at present|today)\b")
_TARGET = re.compile(
    r"(?:到|至)?(?<!\d)20\d{2}年?|目标值?|\b(?:by|in|for) 20\d{2}\b|\btargets?(?: for)?\b|\bgoals?(?: for)?\b"
)
# Asks for nothing new: where the last answer stands, or whether it is so.
_SOURCE = re.compile(
    r"^(?:那|这)?(?:个?数[据字]?|句话?|答案)?(?:是|在|出自|来自|依据)(?:文件|规划|原文)?的?(?:在|的)?(?:哪|第几)一?[条章节款](?:条文|写的?|说的?|规定的?)?\W*$"
    r"|^(?:你)?(?:确定|肯定|真的)(?:吗|么)?\W*$|^(?:有(?:什么)?)?(?:依据|出处|来源)(?:呢|在哪里?|是什么)?\W*$"
    r"|^(?:and )?(?:which|what) (?:clause|section|article|paragraph) (?:is (?:that|this|it)(?: (?:in|from))?|says (?:that|this|so))\W*$"
    r"|^are you sure\b[^,]{0,20}$|^(?:really|where does (?:it|the plan|the document) say (?:that|so|this)|source)\W*$"
)
_PARTICLES = re.compile(r"^(?:那么?|还有|另外)(?!个|些)|呢(?=\W*$)")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")


def is_follow_up(text: str, history: Sequence[Turn]) -> bool:
    """Whether a question needs the one before it: it opens as one ("and …", 那…), is short and refers to something, or
    names nothing that it asks about ("who pays?").
    """
    return bool(asked_before(history)) and _leans(normalise(text).strip())


def _leans(low: str) -> bool:
    if (
        _SOURCE.match(low)
        or _OPENS.match(low)
        or (_TRAILS.search(low) and not _ASKS.search(low))
        or _is_bare(_NOW.sub("", low))
    ):
        return True
    return is_short(low) and bool(_REFERS.search(low))


def joined(text: str, history: Sequence[Turn]) -> str:
    """A question with the one that it follows, normalised; "" where there is none.

    A place, year or abbreviation alone takes the place of the earlier one ("那嘉兴呢？", "And in 2035?"); a question that asks something of
    its own takes what the earlier one was about, not what that asked ("who pays for it?").
    """
    if not asked_before(history):
        return ""
    before, low = _topic(history), normalise(text).strip()
    topic = normalise(before).strip()
    instead = _instead(low, topic, _names(before))
    if instead:
        return instead
    now = _NOW.search(low)
    if now and _is_bare(_NOW.sub("", low)):
        return " ".join(f"{_TARGET.sub('', topic)} {now[0]}".split())
    asks = _ASKS.search(_TRAILS.sub("", low)) or _ASKS_EN.search(low) or _is_bare(low)
    if not asks:
        return f"{topic} {low}"
    return f"{_without_asking(topic)}{' ' if re.search(f'[{HAN}]', low) else ', '}{_PARTICLES.sub('', low)}"


def asked_again(text: str, history: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
    """The question before one that asks nothing, or only where its answer stands, or whether it is so, with what came before
    that; ("", ()) for any other.
    """
    if text and not _SOURCE.match(normalise(text).strip()):
        return "", ()
    last = next((i for i in reversed(range(len(history))) if asked_before(history[i : i + 1])), None)
    return ("", ()) if last is None else (asked_before(history[last : last + 1])[0], history[:last])


def named_instead(text: str, history: Sequence[Turn]) -> tuple[str, tuple[str, ...]]:
    """The thing that a follow-up names and asks nothing of ("大气呢?"), and the earlier question with that in the place of
    each thing that it names; none of either for any other follow-up.
    """
    low = normalise(text).strip()
    ellipsis = _ELLIPSIS.match(low)
    thing = (ellipsis["zh"] or ellipsis["en"]) if ellipsis else ""
    asks = _ASKS.search(thing) or _ASKS_EN.search(low) or _REFERS.search(low) or _is_bare(low)
    # A place takes another's place alone.
    if not any(map(str.isalpha, thing.replace("年", ""))) or asks or places(thing) or not asked_before(history):
        return "", ()
    before = _topic(history)
    topic = normalise(before).strip()
    if _instead(low, topic, _names(before)):
        return "", ()
    return thing, tuple(in_its_place(thing, topic))


def is_short(normalised: str) -> bool:
    """Whether a question is so short that it may lean on the one before it."""
    if re.search(f"[{HAN}]", normalised):
        return len(normalised) <= _CHARACTERS
    return len(normalised.split()) <= _WORDS


def asked_before(history: Sequence[Turn]) -> list[str]:
    """The user's questions so far; a turn without words, or that only names a language, is passed over."""
    questions = [without_language(said(turn).strip())[0] for turn in history if turn.get("role") == "user"]
    return [question for question in questions if question]


def _topic(history: Sequence[Turn]) -> str:
    """The latest question of the history that stands on its own, or does with a name put in; the first where none does."""
    topic, *later = asked_before(history)
    for text in later:
        low = normalise(text).strip()
        topic = (_instead(low, normalise(topic).strip(), _names(topic)) or topic) if _leans(low) else text
    return topic


def _is_bare(low: str) -> bool:
    """Whether nothing is named but what is asked of something: "有多长？", "by when?", "那面积呢"."""
    return not _FUNCTION.sub("", _RELATION.sub("", _ASKING.sub("", low)))


def _names(text: str) -> list[str]:
    """The places in a question, what is written with capitals inside it where it has none; normalised."""
    return [names[0] for names in places(text)] or [normalise(match[0]) for match in _CAPITALS.finditer(text)]


def _instead(low: str, topic: str, names: Sequence[str]) -> str:
    """The earlier question with the place, year or abbreviation that the later one names alone; "" where it does not.

    names: those of the earlier question.
    """
    ellipsis = _ELLIPSIS.match(low)
    if not ellipsis or _ASKS_EN.search(low):
        return ""
    thing = ellipsis["zh"] or ellipsis["en"]
    for found, named in (
        (set(names), [names[0] for names in places(thing)]),
        *((set(kind.findall(topic)), kind.findall(thing)) for kind in (_YEAR, _ABBREVIATION, NUMBERED, _COUNTED)),
    ):
        if len(found) == 1 and len(named) == 1 and named[0] not in found:
            changed = topic.replace(found.pop(), named[0])
            beside = _FUNCTION.sub("", re.sub(r"'s\b", "", thing).replace(named[0], "", 1))
            return f"{changed} {thing}" if beside and beside not in "年" else changed
    return ""


def _without_asking(topic: str) -> str:
    """What a question is about, without the words that ask: "when is the bridge opened?" -> "the bridge opened"."""
    return " ".join(_ASKING.sub(" ", topic).split()) or topic
