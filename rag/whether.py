"""Questions whether something holds, asked openly: which places a group has, what a figure is.

"Is Kunshan part of the demonstration zone?" is answered by what lists the zone's places, "the central area has 26 cities,
right?" by what gives their number; the place's own clauses say other things of it, and the wrong number stands nowhere. That
neither is among what is quoted is told by `rag.grounding.unsettled`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.asked_names import places
from rag.numbers import Kind, Quantity, quantities
from rag.text import HAN

_PLACE_ZH = r"(?P<place>[^,，\s]{2,9}?)(?:也|是不是|是否|有没有|被)*"
_GROUP_ZH = r"(?P<group>(?!不)[^,，。?？]{0,18}?(?:[区圈带群角园片湾]|走廊|流域|基地|联盟|名单))"
_IN_ZH = r"(?:(?:的?范围)?(?:里面?|之?内|之?中|当中)|的?范围|之列|的?(?:一部分|一员|成员)|之一)"
_END_ZH = r"(?:城市|地区|地方)?[吗么呢]?[?？]?$"
_GROUP_EN = (
    r"(?:the |this |that )?(?P<group>(?:[\w'-]+ ){0,5}?"
    r"(?:area|zone|region|belt|corridor|circle|cluster|district|park|delta|base|alliance|group|basin|list))"
)
_GROUPS_EN = (
    r"(?:the |these |those )?(?P<groups>(?:[\w'-]+ ){0,5}?(?:cities|towns|counties|provinces|places|regions|areas|zones|districts|hubs|parks"
    r"|ports|airports|lakes|rivers|nodes)(?: (?:of|for|in) [\w' -]+)?)"
)
_PLACE_EN = r"(?P<place>[\w' -]{2,30}?)"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|will|would|has|have|had)"
_MEMBERSHIP = [
    re.compile(pattern)
    for pattern in (
        rf"^{_PLACE_ZH}(?:属不属于|属于|算不算|算是?|[列纳划]入|[划归]进|包[括含]在)了?{_GROUP_ZH}{_IN_ZH}?{_END_ZH}",
        rf"^{_PLACE_ZH}(?:在不在|是不是在?|是否在?|在|是){_GROUP_ZH}{_IN_ZH}{_END_ZH}",
        rf"^{_GROUP_ZH}(?:是否|是不是|有没有|也)*(?:包括|包含|涵盖|囊括|覆盖)了?{_PLACE_ZH}{_END_ZH}",
        rf"^(?:(?:is|are|was|were|would) )?{_PLACE_EN} (?:(?:is|are|be|also|really|actually) )*(?:(?:considered )?(?:an? )?(?:part|member) of"
        rf"|(?:included|located) in|inside|within|in) {_GROUP_EN}\W*$",
        rf"^(?:(?:does|do|did) )?{_PLACE_EN} (?:belongs? to|counts? as (?:a )?part of) {_GROUP_EN}\W*$",
        rf"^(?:does|do|did) {_GROUP_EN} (?:also )?(?:include|contain|comprise|cover) {_PLACE_EN}\W*$",
        rf"^(?:{_AUXILIARY} )?{_PLACE_EN} (?:is |are )?"
        rf"(?:one of|among|belongs? to|(?:listed|named|counted|included) (?:as one of|among|in)) {_GROUPS_EN}\W*$",
        rf"^(?:does|do|did) {_GROUPS_EN} (?:also )?(?:include|contain|comprise|cover) {_PLACE_EN}\W*$",
    )
]
_OPEN_GROUP = re.compile(r"包括哪些地方$|^which (?:places does the .+ include|are the .+)\?$")
_BESIDE_PLACES = re.compile(
    r"[和与及、市省区县镇湖]|\b(?:and|or|both|the|city|province|county|district|lake|one|in|of)\b|\W"
)
# What asks for confirmation and says nothing itself, before and behind what is to be confirmed.
_LEAD = re.compile(
    r"^(?:(?:so|surely|please|pls|hi|hello|well|and|but|ok(?:ay)?)\b[, ]*|(?:can|could|would|will) you (?:please )?(?=confirm|check|tell|verify)"
    r"|(?:confirm|check|verify|tell me|fact[- ]check)(?: (?:that|whether|if))?\b[:, ]*|(?:is|isn['’]t) it (?:really )?(?:true|right|correct|the case)"
    r" that"
    r"|am i (?:right|correct)(?: (?:that|in (?:thinking|saying|believing)(?: that)?))?|(?:whether|if)\b"
    r"|i (?:think|believe|read|heard|understand|assume)(?:d)?(?: that)?\b|i (?:would|want|'d)(?: like)? to know (?:whether|if)"
    r"|according to my \w+,?|(?:our|my) \w+ (?:says|said|told me)(?: that)?|the (?:plan|outline|document) says(?: that)?"
    r"|请问|请(?:帮我)?(?:确认|核实|核对)(?:一下)?|(?:帮我|麻烦)?(?:确认|核实|核对)(?:一下)?"
    r"|听说|据说|有人说|我记得|我(?:看|听|读)到|报道说)[:：,， ]*"
)
_TAG = re.compile(
    r"(?:[,， ]*(?:(?<=[,， ])(?:right|correct|true|yes|no|huh|true or false|yes or no"
    rf"|{_AUXILIARY}n['’]t (?:it|they|there)|is (?:that|this|it) (?:right|correct|true|so))"
    r"|(?:这[样话]?)?(?:对不对|[对是][吗么吧]|没错吧?|是不是|不是吗|是?真的[吗么]|是?正确[吗么]))[?？!！。. ]*)+$"
)
_CONFIRM = re.compile(
    rf"^{_AUXILIARY}\b|[吗么吧][?？]?$|是不是|是否|有没有"
    r"|^(?!.*\b(?:what|which|who|whom|whose|how|when|where|why|can|could|should)\b)[a-z].* (?:is|are|was|were|has|have|will|covers?|makes?|takes?"
    r"|reach\w*|accounts?|totals?|numbers?|contains?|includes?|holds?)\b.*[?？]$"
)
_NOT = re.compile(rf"^({_AUXILIARY})n['’]t\b")
_ASKS = re.compile(r"(?<!为)什么|哪|谁|多少|几|怎|如何|何时|\b(?:what|which|who|whom|whose|when|where|how)\b")
_WHY = re.compile(r"^why\b|为什么|为何")
_MINE = re.compile(r"\b(?:i|my|we|our)\b|我")  # a figure of the asker's own
# A count is claimed where a verb stands before it, or it ends the question: "has 26 cities", "firms with 26 workers" not.
_CLAIMED = re.compile(
    r"(?:是|有|为|达到?|到|占|共|设|建|面积|总?量|规模|[率度]|比[例重]|人口|寿命)(?:了|过|大?约|近|大概|一共|总共|超过|多达|整整|才|就|只)*$"
    r"|\b(?:is|are|was|were|be|been|has|have|had|reach(?:es|ed)?|cover(?:s|ed)?|totals?|amounts? to|comes? to|set at|stands? at|there"
    r"|contains?|includes?|spans?|measures?|numbers?|of) (?:(?:about|around|roughly|nearly|exactly|only|over|more than|at least|up to|all of) )*$"
)
_OF_SOMETHING = re.compile(r"(?:/|每|\b(?:per|every|the|these|those|all|its|their)) ?$")
_BESIDE = re.compile(r"(?:[与跟和或]|(?<!达)到|\b(?:than|with|for|in|on|at|by|from|under|over|and|or|to)) ?$")
_ENDS = re.compile(
    r"(?: ?[a-z²/]+\d?){0,2}(?: in extent)?(?: per .+)?\W*$|(?:/[^,，]+)?[\u4e00-\u9fff]{0,3}[吗么吧]?\W*$"
)
_ABOUT = re.compile(r"(?:大约|大概|约|近|\b(?:about|around|roughly|approximately|nearly|almost)) *$")
_NUMERAL = re.compile(
    r"^(?:\d[\d,]*(?:\.\d+)?|[〇零一二两三四五六七八九十百千]+)(?: (?:thousand|million|billion)\b)?[百千万亿]*"
    r"|^(?:(?:\w+teen|\w+ty|hundred|thousand|million|billion|and|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b[ -]?)+"
)


@dataclass(frozen=True, slots=True)
class Supposed:
    """What a question supposes and asks to be confirmed.

    said    the question without what asks for that
    place, group  that the one is in the other; "" where it supposes none
    several  whether the group is named as several ("the 27 cities")
    figure  that it is right, read from `said`
    """

    said: str
    place: str = ""
    group: str = ""
    several: bool = False
    figure: Quantity | None = None


def asked_openly(query: str) -> str:
    """A normalised question whether a place is in a group, or a figure right, as one for the group or the figure; any other as it is.

    "is kunshan part of the demonstration zone?" -> "which places does the demonstration zone include?"
    "the central area has 26 cities, right?" -> "the central area has how many cities"
    """
    asked = supposed(query)
    group, figure, said = asked.group, asked.figure, asked.said
    if asked.several:
        return f"which are the {group}?"
    if group:
        return f"{group}包括哪些地方" if re.search(f"[{HAN}]", group) else f"which places does the {group} include?"
    if not figure or _WHY.search(query):
        return query
    before = _ABOUT.sub("", said[: figure.span.start])
    how_many = _open(figure, figure.span.of(said), chinese=bool(re.search(f"[{HAN}]", said)))
    return f"{before}{how_many}{said[figure.span.end :]}"


@lru_cache(maxsize=256)  # the search and the notes ask in turn
def supposed(query: str) -> Supposed:
    """What a normalised question asks to be confirmed."""
    said = _plain(query)
    for member in filter(None, (pattern.match(said) for pattern in _MEMBERSHIP)):
        named = member.groupdict()
        group = named.get("group") or named.get("groups") or ""
        if _is_place(named["place"]) and not _ASKS.search(group):
            return Supposed(said, named["place"], group, several="groups" in named)
    return Supposed(said, figure=_figure(said, query))


def lists_group(query: str) -> bool:
    """Whether a query is one that `asked_openly` makes for a group's places."""
    return _OPEN_GROUP.search(query) is not None


def _plain(query: str) -> str:
    """A question without what asks for confirmation: "isn't it true that … is …, right?" -> "… is …"."""
    rest, plain = "", query
    while rest != plain:
        rest, plain = plain, _TAG.sub("", _LEAD.sub("", plain))
    return _NOT.sub(r"\1", plain) or query


def _is_place(text: str) -> bool:
    """Whether a text names a place, or several, and nothing else."""
    named = places(text)
    for names in named:
        text = text.replace(names[0], " ")
    return bool(named) and not _BESIDE_PLACES.sub("", text)


def _figure(plain: str, query: str) -> Quantity | None:
    """The one figure that a question claims; `plain`: as `_plain` gives it."""
    if (
        _ASKS.search(plain)
        or _MINE.search(plain)
        or not (plain != query or any(map(_CONFIRM.search, (query, plain))) or _WHY.search(query))
    ):
        return None
    found = [
        quantity
        for quantity in quantities(plain)
        if _is_claimed(quantity, plain) or (quantity.span.start == 0 and plain != query)
    ]
    return found[0] if len(found) == 1 else None


def _is_claimed(quantity: Quantity, text: str) -> bool:
    before, behind = text[: quantity.span.start], text[quantity.span.end :]
    if _OF_SOMETHING.search(before):
        return False
    if quantity.kind in (Kind.SHARE, Kind.RATIO, Kind.POINTS):
        return True
    if quantity.kind is not Kind.COUNT:
        return False
    ends = bool(before and _ENDS.match(behind)) and not _BESIDE.search(before)
    return ends or _CLAIMED.search(before) is not None


def _open(figure: Quantity, written: str, *, chinese: bool) -> str:
    """The words that ask for a figure: 3000平方公里 -> 多少平方公里, "26" -> "how many", "90%" -> "what percentage"."""
    if figure.kind is Kind.SHARE and re.search(r"%|百分|cent", written):
        return "百分之多少" if chinese else "what percentage"
    if figure.kind is Kind.SHARE:
        return "多少" if chinese else "what share"
    if figure.kind is Kind.RATIO:
        return "多少" if chinese else "what ratio"
    unit = _NUMERAL.sub("", written).strip()
    return f"多少{unit}" if chinese else f"how many {unit}".strip()
