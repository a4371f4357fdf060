"""The words of direction, modality, time and bound, in both languages, as regular expressions on normalised text.

An axis has poles that exclude each other; of two patterns that begin together the earlier listed wins.
"""

import re
from collections.abc import Iterator

# In statutes 得 alone permits and 应 alone obliges; in other words they are parts of these.
_DE = r"(?<![不取获所值使懂难觉免求心非记显博赢])得(?![到分出知力当体失益票了很])"
_YING = r"(?<![对适响反相供效回感呼照因顺不理])应(?![用急对变邀收付聘诊届答战援力得征])"

AXES: dict[str, dict[str, str]] = {
    "modality": {
        "prohibit": r"不得|不准|不许|不允许|严禁|禁止|不应|不可(?!抗|分|缺|或缺|逆|避|估)|不能|反对|抵制|"
        r"\b(?:shall|must|may|should) not\b|\bno \w+ (?:shall|may)\b|(?:\b(?:shall|must|should|will|is|are) )?(?:be )?"
        r"\b(?:prohibit\w*|forbid\w*|forbade|bann(?:ed|ing)|discourag\w*|oppos(?:e|es|ed)\b|not (?:be )?(?:permitted|allowed))|"
        r"n't (?:be )?(?:permitted|allowed)\b",
        "encourage": r"鼓励|提倡|倡导|(?:\b(?:shall|must|should|will|may) )?(?:be )?\bencourag\w+",
        "permit": rf"可以|允许|准许|容许|得以|有权|{_DE}|(?:\b(?:shall|will) )?(?:be )?"
        r"\b(?:permit(?:s|ted)?|allow(?:s|ed)?)\b|\bmay\b(?! \d)",
        "support": r"支持|(?:\b(?:shall|must|should|will|may) )?(?:be )?\bsupport(?:s|ed|ing)?\b",
        "oblige": rf"应当|必须|务必|须(?!知)|{_YING}|\b(?:shall|must|should)\b|\b(?:is|are|be) (?:required|obliged) to\b",
    },
    "amount": {
        "up": r"扩大|扩展|拓展|拓宽|扩充|放大|抬高|抬升|推高|走高|调高|回升|攀高|提高|提升|上升|上调|升高|升至|攀升|"
        r"增加|增长|增强|增至|增多|加大|加强|强化|"
        r"拉大|拉开|拉长|延长|展延|加重|壮大|做大|做强|增进|增添|加码|"
        r"\b(?:increas|rais|improv|heighten|enhanc|strengthen|expand|widen|enlarg|broaden|boost|elevat|upgrad|extend|lengthen|prolong|escalat|intensif|amplif|augment|deepen|reinforc|aggravat)\w*|"
        r"\bscal\w+ up\b|"
        r"\bexpansion\b|\b(?:is|are|was|were) up\b|\b(?:ris(?:e|es|ing|en)|rose|gr(?:ow|ew)\w*|lift(?:s|ed|ing)?)\b",
        "down": r"缩小|缩减|缩短|收缩|紧缩|缩水|萎缩|压低|拉低|调低|调减|减低|走低|走弱|回落|滑坡|衰退|淡化|减缩|减免|"
        r"收窄|降低|降至|下降|下调|下滑|减少|减弱|减轻|减至|削减|削弱|弱化|压缩|压减|"
        r"\b(?:decreas|reduc|declin|weaken|narrow|shorten|diminish|lessen|shr[aiu]nk|curtail|dampen|dwindl|erod|constrict|mitigat|alleviat)\w*|"
        r"\b(?:scal|par|cut|pull|push|roll)\w* (?:back|down)\b|\b(?:is|are|was|were) down\b|\bcurb(?:s|ed|ing)?\b|"
        r"\b(?:lower(?:s|ed|ing)?(?! reaches)|cut(?:s|ting(?!-edge))?|fall(?:s|ing|en)?|fell|drop(?:s|ped|ping)?)\b",
    },
    "speed": {
        "faster": r"加快|加速|提速|加紧|抓紧|\b(?:expedit|accelerat|quicken|hasten)\w*|\bsped up\b|\bspeed\w* up\b|\bat a faster pace\b",
        "slower": r"放缓|放慢|拖慢|减缓|减速|延缓|推迟|暂缓|延后|拖延|延误|搁置|(?<!without )\b(?:decelerat|slow|delay|postpon|stall|defer)\w*|"
        r"\b(?:held|hold|holding|put) (?:back|off)\b",
    },
    "reach": {
        "and more": r"以上(?!海)|之上(?!海)|\babove\b|\b(?:and|or) (?:over|more|higher)\b",
        "and less": r"以下|以内|之内|\bbelow\b|\b(?:and|or) (?:under|less|fewer|lower)\b",
    },
    "control": {
        "looser": r"放宽|放松|放开|\b(?:relax|deregulat|loosen)\w*",
        "tighter": r"收紧|从严|\btighten\w*|\brestrict(?:s|ed|ing|ive)?\b",
        "strict": r"严格|严控|严守|\bstrict\w*",
    },
    "effect": {
        "helps": r"促进|推动|推进|助力|助推|带动|完善|健全|改善|改进|优化|保护|维护|深化|巩固|落实|夯实|激发|弘扬|"
        r"\b(?:promot|advanc|foster|facilitat|further(?=s|ed|ing)|optimi[sz]|protect|safeguard|refin|perfect|consolidat|"
        r"better(?=ed|ing)|nurtur|propel|benefi)\w*",
        "harms": r"阻碍|妨碍|妨害|抑制|遏制|阻挠|阻止|破坏|损害|损毁|危害|恶化|废止|取缔|摧毁|败坏|侵害|打压|压制|拖累|"
        r"违背|放弃|终止|中止|忽视|动摇|\b(?:hinder|imped|obstruct|hamper|worsen|endanger|destroy|undermin|harm(?!on|less)|damag|"
        r"inhibit|frustrat|thwart|suppress|abandon|deteriorat|jeopardi[sz]|degrad|neglect|dismantl)\w*",
    },
    "presence": {
        "kept": r"保留|保持|维持|\b(?:keep(?:s|ing)?|kept|retain\w*|maintain\w*|preserv\w*|impos(?:e|es|ed|ing))\b",
        "gone": r"取消|废除|消除|清除|破除|打破|\b(?:remov|eliminat|cancel|abolish)\w*",
    },
    "time": {
        "before": r"之前|以前|\bbefore\b|\bprior to\b",
        "after": r"之后|以后|\bafter\b",
    },
    "rank": {
        "most": r"最(?![低小少弱差短后近终早晚初])|\b(?:highest|largest|most|strongest|greatest)\b",
        "least": r"最[低小少弱差短]|\b(?:lowest|smallest|least|weakest|fewest)\b",
    },
}
# Said without the clause saying it at all, these words add a claim; the others may be a paraphrase of a vaguer word.
CLAIMS = {"prohibit", "encourage", "down", "slower", "tighter", "harms"}
# In the place of the clause's word, a word of these poles says much the same.
SAME = {
    "up": {"up", "helps", "faster"},
    "helps": {"helps", "up", "faster", "support", "encourage"},
    "faster": {"faster", "up", "helps"},
    "harms": {"harms", "down"},
    "down": {"down"},
    "strict": {"strict", "tighter"},
    "support": {"support", "helps", "encourage"},
    "oblige": {"oblige"},
    "prohibit": {"prohibit", "at most", "at least"},
}

_PATTERNS = {
    axis: re.compile("|".join(f"(?P<{pole.replace(' ', '_')}>{pattern})" for pole, pattern in poles.items()))
    for axis, poles in AXES.items()
}

# Words that take no side.
NEUTRAL = re.compile(
    r"(?:达到?|为|是|至|到|约|将|会|要|的|在|有|即|可达|均|都|并|且|和|与|及|以|由|对|把|给|使|让|全面|进一步|持续|不断|积极|大力|[,.;:、 ]|"
    r"\b(?:reach(?:es|ed)?|be|is|are|was|were|will|to|of|the|a|an|and|at|by|in|up|further|fully|also|have|has|been|"
    r"stands?|amounts?|comes?|about)\b)+"
)

# Bounds stand right before or right behind their number.
LEAST, MOST = "at least", "at most"
_BEFORE = (
    (
        LEAST,
        r"(?:不得?|不应|不可)(?:低于|少于|小于|短于)|至少|最低|最少|"
        r"\b(?:not?|never) (?:less|fewer|lower|smaller) than|\bnot below|\bat least|\bminimum(?: of)?",
    ),
    (
        MOST,
        r"(?:不得?|不应|不可|未)(?:超过|高于|大于|多于|超出|逾)|至多|最多|最高|\b(?:not?|never) (?:more|greater|higher|larger) than|"
        r"\bnot (?:exceed\w*|above)|\bat most|\bup to|\bwithin|\bmaximum(?: of)?",
    ),
    (
        LEAST,
        r"超过|高于|大于|多于|超出|逾|突破|\b(?:more|greater|higher|larger) than|\babove|\bover|\bexceed\w*|\bsurpass\w*|\bupwards of|"
        r"\bin excess of",
    ),
    (MOST, r"低于|少于|小于|不足|不到|不及|未满|不满|未达|\b(?:less|fewer|lower|smaller) than|\bbelow|\bunder"),
)
_AFTER = (
    (LEAST, r"(?:及|或)?(?:以上|之上|以外)(?!海)|(?:\w+ )?(?:or|and) (?:more|above|over|higher|greater|older)\b"),
    (MOST, r"(?:及|或)?(?:以内|以下|之内)|内|(?:\w+ )?(?:or|and) (?:less|below|under|lower|fewer|younger)\b"),
)
_BOUNDS_BEFORE = tuple((pole, re.compile(rf"(?:{p})\s*(?:the |an? |about |约)?$")) for pole, p in _BEFORE)
_BOUNDS_AFTER = tuple((pole, re.compile(rf"\s*[个家条项人次名户件类]{{0,2}}(?:{p})")) for pole, p in _AFTER)
EXACT = "exactly"
CONTRARY = {"up": "down", "down": "up", MOST: "up", LEAST: "down"}  # what a number that is raised or bound does not do

_NEGATION = re.compile(
    r"不(?!断|仅|但|同|论|管|久|停|列颠|好意思|低于|少于|小于|超过|高于|大于|多于|晚于|早于|得|准|许|允许|应|可|足|到)|未(?!来|成年)|没有|尚未|并非|"
    r"(?:\b(?:can)?not\b|\bnever\b|\bwithout\b(?! delay)|n't\b|\bno\b|\bneither\b|\bnor\b)"
    r"(?! (?:only|just|merely|less|fewer|lower|more|greater|higher|later|exceed|above|below|matter|\d))"
)
_DENIAL = re.compile(
    r"不(?!断|仅|但|同|论|管|久|停|列颠|好意思|得?(?:低于|少于|小于|超过|超出|高于|大于|多于|逾|晚于|早于)|足|到|满|动产)|"
    r"未(?!来|成年|满|逾|超过|达)|没有|并非|无(?!锡|障碍|人|线|偿|论|缝|形|私|疑|纸|接触|息|记名)|"
    r"(?<![是若])非(?!常|物质|遗|公|营|洲|法|凡|典|讼|农|国有|上市|税)|勿|毋|拒绝|严禁|禁止|"
    r"\b(?:can)?not\b(?! only| less| more| exceed| fewer| later)|\bno\b(?! (?:less|more|fewer|later|matter)|\.)|n't\b|"
    r"\b(?:never|without(?! delay)|hardly|scarcely|unless|except|neither|nor|cease[sd]?|refus\w+|fail(?:s|ed)?|yet to|exclud\w+|"
    r"prohibit\w*|forbid\w*|ban(?:s|ned)?)\b"
)
_AUXILIARY = r"(?: (?:yet|be|been|being|have|has|had|any|the|a|an|fully|still|longer|to|all|effectively|completely)\b)*"
_NEGATED_EN = re.compile(rf"{_AUXILIARY} ([a-z]+)")


def find(axis: str, text: str) -> Iterator[tuple[str, str, int, int]]:
    """Every word of an axis in a `plain` text: (pole, word, start, end)."""
    for match in _PATTERNS[axis].finditer(text):
        yield str(match.lastgroup).replace("_", " "), match[0], match.start(), match.end()


_ANY_BOUND = re.compile(
    "|".join(
        f"(?P<{'least' if pole == LEAST else 'most'}{i}>{p})" for i, (pole, p) in enumerate((*_BEFORE, *_AFTER[:0]))
    )
    + r"|(?P<least8>以上(?!海)|之上(?!海)|\b(?:or|and) (?:more|above|over|higher|greater)\b)"
    r"|(?P<most8>以内|以下|之内|\b(?:or|and) (?:less|below|under|lower|fewer)\b)"
)


def bounds(text: str) -> Iterator[tuple[str, int, int]]:
    """Every word of bound in a `plain` text, a number beside it or not: (pole, start, end)."""
    for match in _ANY_BOUND.finditer(text):
        yield (LEAST if str(match.lastgroup).startswith("least") else MOST), match.start(), match.end()


def denials(text: str) -> Iterator[tuple[int, int]]:
    """Every word of a `plain` text that denies, forbids or excepts, but for those of bounds and of set phrases."""
    for match in _DENIAL.finditer(text):
        yield match.span()


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
