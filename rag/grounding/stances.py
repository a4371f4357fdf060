"""The `direction` check across languages: what the clause favours, denies, permits or lowers, the sentence must, and no more.

Where the clause lacks the sentence's language no word can be set beside another. So each part of the sentence is set
beside its counterparts: what it denies they must deny in some word, and what all of them favour it must favour too. A
stance is taken by the words of `terms`; a wider pattern tells that a text may take it, since translations are free.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.grounding import terms
from rag.grounding.counterparts import SAME, Counterpart, Rendering

_NOUN = re.compile(r"[a-z](?:ion|ment|ance)s?$")
_NOUNS = {"permit", "permits"}  # more often papers than acts


@dataclass(frozen=True, slots=True)
class Stance:
    """A stance, in both languages.

    poles  of `terms`: their words take it for certain; so do those of `words`
    loose  words that may take it
    added  whether a part may not take it alone; lost: whether it may not leave it out
    against  the stance for which it may not stand: "" where that is told by `added`
    """

    name: str
    poles: frozenset[str]
    loose: re.Pattern[str]
    words: re.Pattern[str]
    added: bool = True
    lost: bool = True
    against: str = ""

    def taken(self, text: str) -> tuple[str, ...]:
        """The words of a `plain` text that take the stance, in order."""
        found = [
            (start, word)
            for axis in terms.AXES
            for pole, word, start, _ in terms.find(axis, text)
            if pole in self.poles
        ]
        if "deny" in self.poles:
            found += [(start, text[start:end]) for start, end in terms.denials(text)]
        found = [(start, word) for start, word in found if word not in _NOUNS]
        found += [(match.start(), match[0]) for match in self.words.finditer(text)]
        return tuple(word for _, word in sorted(dict(found).items()))

    def acts(self, text: str) -> tuple[str, ...]:
        """Those of the words that are no nouns in English: "protection" in a name promises nothing."""
        return tuple(word for word in self.taken(text) if not _NOUN.search(word))

    def possible(self, text: str) -> bool:
        """Whether the text may take it."""
        return self.loose.search(text) is not None or self.taken(text) != ()


def _stance(
    name: str,
    poles: str,
    loose: str = r"(?!)",
    *,
    words: str = r"(?!)",
    added: bool = True,
    lost: bool = True,
    against: str = "",
) -> Stance:
    return Stance(name, frozenset(poles.split()), re.compile(loose), re.compile(words), added, lost, against)


STANCES = (
    _stance("raise", "up", added=False, lost=False, against="lower"),
    _stance("keep", "kept", added=False, lost=False, against="remove"),
    _stance(
        "favour",
        "up faster helps support encourage",
        r"推广|推行|升级|改造|惠|培育|支撑|便利|保障|引领|引导|激发|发挥|注入|快|强劲|增|益|保|更|扩|"
        r"\b(?:advocat|stimulat|prompt|sound|guid|lead|energi[sz]|cultivat|ensur|guarante|tighten|motivat|invigorat|eas|amplif|"
        r"maximi|fast|speed|quick|better|further|more|robust|driv|reserv|conserv|add(?:s|ed|ing)?\b)",
        added=False,
    ),
    _stance(
        "endorse",
        "support encourage",
        r"鼓励|提倡|倡导|支持|支撑|扶持|支援|援助|配套|助力|奖励|"
        r"\b(?:encourag|support|advocat|promot|assist|aid|help|prompt|facilitat|back|foster|reward|incentiv)",
        added=False,
    ),
    _stance(
        "deny",
        "deny prohibit",
        r"不(?!断|仅|但|同)|未(?!来)|无(?!锡|障碍|人|线|缝|形|纸)|非(?!物质|常|遗|公|营|洲)|没有|[勿毋禁拒免缺失]|停止|除外|之外|以外|错误|违|"
        r"\b(?:no|not|non|nor|never|neither|none|without|other than|cannot|outside|beyond|rather than|instead|only|hardly|unless|"
        r"until|cease\w*|stop\w*|free of|exempt\w*|except\w*|exclu\w+|fail\w*|lack\w*|absen\w+|depriv\w+|den(?:y|ied|ial)\w*|declin\w*|"
        r"refus\w*|reject\w*|avoid\w*|wrong\w*|false\w*|loss|los(?:t|es?)|void\w*|un(?!d|i[tfov]|less)[a-z]{3}\w*|"
        r"in(?:abil|capab|valid|compl|suff|accur|elig|determ|discrim)\w+|im(?:prop|poss|bal|perf|mat)\w+|dis(?:ab|ag|ap|co[nu]|ob|qu|re)\w+|mis\w+|"
        r"irr\w+|ill\w+)\b|n't\b|less\b",
    ),
    _stance(
        "compel",
        "",
        r"[令须应必需限]|要求|强制|强迫|迫使|\b(?:compel|forc|requir|order|oblig|demand|request|mandat|impos|coerc|urg|ask|must\b|need|"
        r"limit|restrict|restrain|constrain)",
        words=r"要求|^限制|强制|强迫|迫使|责令|勒令|\b(?:compel|coerc|mandat)\w*|\b(?:be|is|are) (?:required|forced|ordered) to\b",
        lost=False,
    ),
    _stance(
        "permit",
        "permit",
        r"可(?!持续|靠|控|视|见|再|复制|推广|行)|允许|[准容]许|许可|得(?!到|益)|有权|自愿|自由(?!贸易|化)|能够|能否|放开|"
        r"\b(?:may|can|could|might|permit|allow|entitl|right|option|able|authori[sz]|freely?\b|let\b|enabl|licen|approv)",
    ),
    _stance(
        "lower",
        "down",
        r"[减降缩低削压短弱少窄小轻退]|"
        r"\b(?:less|few|low|small|short|minimi|minor|cut|drop|shed|reliev|relief|curb|compress|slim|slow)",
    ),
    _stance("slow", "slower", r"[缓慢迟延停暂搁]|推迟|\b(?:slow|delay|late|defer|postpon|suspen|stall|hold|wait)", lost=False),
    _stance(
        "harm",
        "harms",
        r"[害损毁坏破碍妨阻违弃废灭危侵恶抑遏撤虐]|终止|中止|"
        r"\b(?:harm(?!on)|damag|destr|impair|injur|prejud|hinder|imped|obstruct|abandon|terminat|violat|neglig|infring|adverse|danger|"
        r"threat|abus|sabotag|discard|forfeit|dismiss|discharg|revo[ck]|withdr|cancel|undermin|interfer|hazard|broken|breach)",
        lost=False,
    ),
    _stance("loosen", "looser", r"[宽松]|放开|开放|\b(?:relax|loos|eas(?:e|y|ing)|liberal|deregul|lift|unlimit)"),
    _stance(
        "tighten",
        "tighter strict",
        r"[紧严限束]|控制|管制|强化|\b(?:restrict|restrain|limit|tight|strict|confin|constrain|rigor|stringent|sever|rigid|firm)",
        against="loosen",
    ),
    _stance(
        "remove",
        "gone",
        r"[消除取撤废破销去移清拆免解]|打通|"
        r"\b(?:remov|eliminat|cancel|abol|revo[ck]|defus|delet|clear|brok|break|dismantl|relinquish|reliev|phas|lift|transcend|end\b|expel|dissol|repeal)",
        added=False,
    ),
)  # fmt: skip


_BY_NAME = {stance.name: stance for stance in STANCES}


def stance_conflicts(rendering: Rendering) -> Iterator[str]:
    """A reason for each stance that a part takes alone, or leaves out.

    Only where the sentence as one takes it more often, or less often, than what it says again: parts may be taken amiss.
    """
    for stance in STANCES:
        mine = len(stance.taken(rendering.one.part))
        theirs = sum(len(stance.taken(text)) for text in rendering.wholes)
        for part in rendering.parts:
            texts = rendering.as_long(part)
            if stance.added and mine > theirs and stance.taken(part.part):
                if not any(map(stance.possible, texts or part.stretches)):
                    yield f'says "{stance.taken(part.part)[0]}", the clause says no such thing'
            elif (
                stance.against
                and stance.taken(part.part)
                and not (contrary := _BY_NAME[stance.against]).possible(part.part)
            ):
                words = [contrary.taken(text) for text in texts or part.stretches[:1] if not stance.taken(text)]
                if words and all(words):
                    yield f'says "{stance.taken(part.part)[0]}", the clause says "{words[0][0]}"'
            elif stance.lost and mine < len(stance.taken(part.whole)) and part.likeness >= SAME:
                words = [stance.acts(text) for text in texts]
                if words and all(words) and not any(map(stance.possible, _sharing(part, rendering.parts))):
                    yield f'leaves out "{words[0][0]}" in "{part.part}"'


def _sharing(part: Counterpart, parts: Sequence[Counterpart]) -> list[str]:
    """The part and those that have a stretch in common with it: one part of the clause may be two of the sentence."""
    return [other.part for other in parts if set(other.stretches) & set(part.stretches)]
