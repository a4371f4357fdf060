"""The words of direction, modality, time and bound, in both languages, as regular expressions on normalised text.

An axis has poles that exclude each other; of two patterns that begin together the earlier listed wins.
"""

import re
from collections.abc import Iterator

AXES: dict[str, dict[str, str]] = {
    "modality": {
        "prohibit": r"不得|不准|不许|不允许|严禁|禁止|不应|不可以|"
        r"\b(?:shall|must|may|should) not\b|\bno \w+ (?:shall|may)\b|(?:\b(?:shall|must|should|will|is|are) )?(?:be )?"
        r"\b(?:prohibit\w*|forbid\w*|forbade|bann(?:ed|ing)|not (?:be )?(?:permitted|allowed))|"
        r"n't (?:be )?(?:permitted|allowed)\b",
        "encourage": r"鼓励|(?:\b(?:shall|must|should|will|may) )?(?:be )?\bencourag\w+",
        "permit": r"可以|允许|准许|(?:\b(?:shall|will) )?(?:be )?"
        r"\b(?:permit(?:s|ted)?|allow(?:s|ed)?)\b|\bmay\b(?! \d)",
        "support": r"支持|(?:\b(?:shall|must|should|will|may) )?(?:be )?\bsupport(?:s|ed|ing)?\b",
        "oblige": r"应当|必须|务必|\b(?:shall|must|should)\b|\b(?:is|are|be) (?:required|obliged) to\b",
    },
    "amount": {
        "up": r"扩大|扩展|拓展|提高|提升|上升|上调|升高|升至|攀升|增加|增长|增强|增至|增多|加大|加强|强化|拉大|"
        r"\b(?:increas|rais|improv|heighten|enhanc|strengthen|expand|widen|enlarg|broaden|boost|elevat|upgrad|extend)\w*|"
        r"\bexpansion\b|\b(?:ris(?:e|es|ing|en)|rose|gr(?:ow|ew)\w*|lift(?:s|ed|ing)?)\b",
        "down": r"缩小|缩减|缩短|收窄|降低|降至|下降|下调|下滑|减少|减弱|减轻|减至|削减|削弱|弱化|压缩|压减|"
        r"\b(?:decreas|reduc|declin|weaken|narrow|shorten|diminish|lessen|shr[aiu]nk)\w*|"
        r"\b(?:lower(?:s|ed|ing)?|cut(?:s|ting)?|fall(?:s|ing|en)?|fell|drop(?:s|ped|ping)?)\b",
    },
    "speed": {
        "faster": r"加快|加速|提速|\b(?:expedit|accelerat|quicken)\w*|\bspeed\w* up\b|\bat a faster pace\b",
        "slower": r"放缓|放慢|减缓|减速|延缓|推迟|\b(?:decelerat|slow|delay|postpon)\w*",
    },
    "reach": {
        "and more": r"以上|之上|\babove\b|\b(?:and|or) (?:over|more|higher)\b",
        "and less": r"以下|以内|之内|\bbelow\b|\b(?:and|or) (?:under|less|fewer|lower)\b",
    },
    "control": {
        "looser": r"放宽|放松|放开|\b(?:relax|deregulat|loosen)\w*",
        "tighter": r"收紧|从严|\b(?:tighten|restrict)\w*",
    },
    "time": {
        "before": r"之前|以前|\bbefore\b|\bprior to\b",
        "after": r"之后|以后|\bafter\b",
    },
    "rank": {
        "most": r"最高|最大|最多|最强|\b(?:highest|largest|most|strongest|greatest)\b",
        "least": r"最低|最小|最少|最弱|\b(?:lowest|smallest|least|weakest|fewest)\b",
    },
}
# Said without the clause saying it at all, these words add a claim; the others may be a paraphrase of a vaguer word.
CLAIMS = {"prohibit", "encourage", "down", "slower", "tighter"}

_PATTERNS = {
    axis: re.compile("|".join(f"(?P<{pole.replace(' ', '_')}>{pattern})" for pole, pattern in poles.items()))
    for axis, poles in AXES.items()
}

# Bounds stand right before or right behind their number.
_LEAST, _MOST = "at least", "at most"
_BEFORE = (
    (
        _LEAST,
        r"不(?:低于|少于|小于)|至少|最低|最少|"
        r"\b(?:not?|never) (?:less|fewer|lower|smaller) than|\bnot below|\bat least|\bminimum(?: of)?",
    ),
    (
        _MOST,
        r"不(?:超过|高于|大于|多于)|未超过|至多|最多|最高|\b(?:not?|never) (?:more|greater|higher|larger) than|"
        r"\bnot (?:exceed\w*|above)|\bat most|\bup to|\bwithin|\bmaximum(?: of)?",
    ),
    (
        _LEAST,
        r"超过|高于|大于|多于|逾|突破|\b(?:more|greater|higher|larger) than|\babove|\bover|\bexceed\w*|\bsurpass\w*|"
        r"\bin excess of",
    ),
    (_MOST, r"低于|少于|小于|不足|不到|未满|\b(?:less|fewer|lower|smaller) than|\bbelow|\bunder"),
)
_AFTER = (
    (_LEAST, r"(?:及|或)?(?:以上|之上)|(?:\w+ )?(?:or|and) (?:more|above|over|higher|greater|older)\b"),
    (_MOST, r"(?:及|或)?(?:以内|以下|之内)|内|(?:\w+ )?(?:or|and) (?:less|below|under|lower|fewer|younger)\b"),
)
_BOUNDS_BEFORE = tuple((pole, re.compile(rf"(?:{p})\s*(?:the |an? |about |约)?$")) for pole, p in _BEFORE)
_BOUNDS_AFTER = tuple((pole, re.compile(rf"\s*[个家条项人次名户件类]{{0,2}}(?:{p})")) for pole, p in _AFTER)
EXACT = "exactly"

_NEGATION = re.compile(
    r"不(?!断|仅|但|同|论|管|久|停|列颠|好意思|低于|少于|小于|超过|高于|大于|多于|晚于|早于|得|准|许|允许|应|可以|足|到)|未(?!来|成年)|没有|尚未|并非|"
    r"(?:\b(?:can)?not\b|\bnever\b|\bwithout\b|n't\b|\bno\b|\bneither\b|\bnor\b)"
    r"(?! (?:only|just|merely|less|fewer|lower|more|greater|higher|later|exceed|above|below|matter|\d))"
)
_AUXILIARY = r"(?: (?:yet|be|been|being|have|has|had|any|the|a|an|fully|still|longer|to|all|effectively|completely)\b)*"
_NEGATED_EN = re.compile(rf"{_AUXILIARY} ([a-z]+)")


def find(axis: str, text: str) -> Iterator[tuple[str, str, int, int]]:
    """Every word of an axis in a `plain` text: (pole, word, start, end)."""
    for match in _PATTERNS[axis].finditer(text):
        yield str(match.lastgroup).replace("_", " "), match[0], match.start(), match.end()


def bound(text: str, start: int, end: int) -> str:
    """The bound that a `plain` text puts on the number at `[start:end)`: "at least", "at most" or "exactly"."""
    before, after = text[max(0, start - 32) : start], text[end : end + 32]
    for pole, pattern in _BOUNDS_AFTER:
        if pattern.match(after):
            return pole
    for pole, pattern in _BOUNDS_BEFORE:
        if pattern.search(before):
            return pole
    return EXACT


def negated(text: str) -> Iterator[tuple[str, int, int]]:
    """What a `plain` text negates: (word, start, end), the two characters or the word behind the negation."""
    for match in _NEGATION.finditer(text):
        end = match.end()
        if text[end - 1].isascii():
            word = _NEGATED_EN.match(text, end)
            if word:
                yield word[1], word.start(1), word.end(1)
        elif re.match(r"[\u3400-\u9fff]{2}", text[end : end + 2]):
            yield text[end : end + 2], end, end + 2
