"""Who does it and where it is: the body, person or place that a sentence names in answer to who, which body, or where."""

import re
from collections.abc import Iterator

from rag.asked_names import places
from rag.grounding.focus.evidence import is_relevant, piece_around, shared
from rag.text import compact
from rag.types import Span

_SEATED = re.compile(
    r"(?:设在|设立在|位于|坐落[于在]|落户[于在]|地处)(?P<zh>[^，,。；;、的]{2,20})"
    r"|在(?P<at>[^，,。；;、的]{2,16}?)(?:设立|设置|建立|举办|召开)"
    r"|\b(?:located|established|based|situated|headquartered|set up|seated) (?:at|in) (?P<en>(?:the )?[A-Z][^,.;:]*?)(?=[,.;:]| and [a-z]+ )"
)
_DOER_ZH = re.compile(
    r"(?:^|[，,。；;:：])(?:由|在)?(?P<name>(?:(?!报|由|经)[\u3400-\u9fff()（）]){2,16}?)"
    r"(?:(?<![纲重主需必概摘首])要(?!求)|应当?(?!用|急)|负责|会同|牵头|承担|必须|不得|在[^，,。；;]{2,24}(?:上|期间)?(?:宣布|提出|强调)|宣布|审议|审定|批准(?!的))"
)
_BY_ZH = re.compile(
    r"(?:由|报|经)(?P<name>[\u3400-\u9fff、]{2,20}?)(?:负责|承担|组织|会同|牵头|制定|制订|编制|审批|审定|批准|决定|规定|备案|同意|统一|依法|审核)"
)
_DOER_EN = re.compile(
    r"(?:^|[,;] )(?P<name>(?:[Tt]he [a-z]|(?:the )?[A-Z])[\w'’ -]{2,60}?) "
    r"(?:(?:shall|must|may|will)(?=,? (?!be\b|not be\b|have been\b))|announced|is responsible|are responsible)"
)
_BY_EN = re.compile(
    r"\b(?:[a-z]+ed|made|drawn up|set up) (?:by|to) (?P<name>the (?:[A-Z][\w'’-]+|and|of|the|for| )+|(?:the |an? )?[a-z ]{3,40}? "
    r"(?:office|department|authorit(?:y|ies)|group|government|committee|agency|council|court|ministry))(?=[ ,.;]|$)"
)


def seats(query: str, sentence: str) -> tuple[Span, ...]:
    """Where the sentence says that something is: "领导小组办公室设在国家发展改革委" -> 国家发展改革委."""
    return _only(query, sentence, (_group(match) for match in _SEATED.finditer(sentence)))


def only_place(query: str, sentence: str) -> tuple[Span, ...]:
    """The one place named in the piece of a sentence that says most of what a question asks: "建设南京数据中心" -> 南京.

    Places named beside each other are one (浙江丽水); those that the question names are none.
    """
    pieces = dict.fromkeys(piece_around(sentence, at, at) for at in range(len(sentence)))
    held = {piece: len(shared(query, piece.of(sentence))) for piece in pieces}
    best = [piece for piece, count in held.items() if count and count == max(held.values())]
    if len(best) != 1 or not is_relevant(query, best[0].of(sentence)):
        return ()
    found: list[Span] = []
    for names in places(best[0].of(sentence)):
        place = re.compile(rf"(?<![a-z]){re.escape(names[0])}[省市县区]?(?![a-z])", re.IGNORECASE)
        match = place.search(sentence, found[-1].end if found else best[0].start, best[0].end)
        if not match or any(name in query for name in names):
            continue
        if found and found[-1].end == match.start():
            found[-1] = Span(found[-1].start, match.end())
        else:
            found.append(Span(*match.span()))
    return tuple(found) if len(found) == 1 else ()


def doers(query: str, sentence: str) -> tuple[Span, ...]:
    """Who the sentence says does it: its subject before a verb of duty, else the one behind "由" or "by"."""
    subjects = _only(query, sentence, (_group(m) for p in (_DOER_ZH, _DOER_EN) for m in p.finditer(sentence)))
    return subjects or _only(query, sentence, (_group(m) for p in (_BY_ZH, _BY_EN) for m in p.finditer(sentence)))


def _group(match: re.Match[str]) -> Span:
    name = next(name for name, words in match.groupdict().items() if words)
    words = match[name]
    return Span(match.start(name), match.start(name) + len(re.sub(r"(?:\s+(?:for|and|of|the|in|on))*\s*$", "", words)))


def _only(query: str, sentence: str, found: Iterator[Span]) -> tuple[Span, ...]:
    """The one that stands in what the question speaks of and is not in the question itself; none where several do."""
    near = [
        span
        for span in found
        if compact(span.of(sentence)) not in compact(query)
        and shared(query, sentence[piece_around(sentence, span.start, span.end).start :])
    ]
    return tuple(near) if len(near) == 1 and is_relevant(query, sentence) else ()
