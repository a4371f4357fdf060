"""The `support` check: a sentence's content must be that of the sentence pairs it draws on.

By words: the share of the sentence's features (Chinese character pairs, English stems, no stop words) found in its best
sentence pairs must reach WORDS, and a part (between commas) of PART_SIZE features or more must have PART_SHARE of them.

With an encoder: (words + WEIGHT · meaning) / (1 + WEIGHT) must reach BOTH, where meaning is the cosine of the sentence's
least known part; a clause in the other language only is compared by the mean of all parts' cosines, weighted by how much
each says, which must reach ACROSS. Fitted on the written claims (eval/datasets/claims, set 1: 68 zh, 61 en) and on
sentences and claims set against other clauses (about 110 each); passed at the thresholds, right and wrong, as
`python -m eval checks --calibrate` shows:

    zh 100 %, 2 %;  en 97 %, 8 %;  across languages 93 %, 4 %

With an entailment model, that decides alone. A sentence sewn from two of the clause's fails in any case.
"""

import re
from collections.abc import Sequence

from rag.grounding.aids import NO_AIDS, Aids
from rag.grounding.evidence import best_pairs, content, is_verbatim, language, overlap, pair_content, plain
from rag.grounding.joined import joined
from rag.grounding.meaning import likeness, mean_likeness
from rag.numbers import quantities
from rag.types import Clause, Lang, Verdict

CHECK = "support"
WORDS = {Lang.ZH: 0.35, Lang.EN: 0.45}
PART_SIZE, PART_SHARE = 5, 0.1
WEIGHT = 3.0
BOTH = {Lang.ZH: 0.50, Lang.EN: 0.46}
ACROSS = 0.42
ENTAILED = 0.5
SURE = 0.8  # of the words: no need to ask the encoder; of 600 sentences of other clauses none has as many
_PART = re.compile(r"[,;:，；：、。?!]|\.(?!\d)")

# Who says it adds nothing to what is said.
_FRAME = re.compile(
    r"^(?:[该本])?(?:规划|纲要|法律|条例|文件|文本)(?:纲要)?(?:还|也)?(?:提出|要求|规定|指出|明确|提到)[,:，：]?|"
    r"^(?:in short|overall|specifically),|^(?:the|this) (?:plan|outline|law|act|document|text) "
    r"(?:also )?(?:says|states|provides|requires|proposes|aims|calls)(?: that| for| to)?"
)


def check_support(sentence: str, clauses: Sequence[Clause], aids: Aids = NO_AIDS) -> Verdict:
    """Whether enough of the sentence's content, and some of every part, is in the clauses.

    Without encoder a clause that lacks the sentence's language cannot be compared: that passes, and the reason says so.
    """
    if is_verbatim(sentence, clauses):
        return Verdict(CHECK, True)
    seam = joined(sentence, clauses)
    if seam:
        return Verdict(CHECK, False, f'joins the halves of two sentences of the clause: "{seam}"')
    if aids.entailment:
        premise = "\n".join(clause.zh or clause.en for clause in clauses)
        return _enough("follows from the clause", aids.entailment.entails(premise, sentence), ENTAILED)
    lang = language(plain(sentence))
    if not any(clause[lang] for clause in clauses):
        if aids.encoder is None:
            return Verdict(CHECK, True, f"not compared: no {lang} text in {', '.join(c.number for c in clauses)}")
        return _enough("of its meaning is in the clause", mean_likeness(sentence, clauses, aids.encoder), ACROSS)
    words = support(sentence, clauses)
    if aids.encoder is None or words >= SURE or '"' in plain(sentence):  # the `quotes` check judges quotations
        return _by_words(sentence, clauses, words, lang)
    score = (words + WEIGHT * min(likeness(sentence, clauses, aids.encoder))) / (1 + WEIGHT)
    return _enough("of its content, by words and meaning, is in the clause", score, BOTH[lang])


def _enough(what: str, share: float, needed: float) -> Verdict:
    return Verdict(CHECK, share >= needed, "" if share >= needed else f"{share:.0%} {what}, {needed:.0%} is needed")


def _by_words(sentence: str, clauses: Sequence[Clause], words: float, lang: Lang) -> Verdict:
    if words < WORDS[lang]:
        return _enough("of its content is in the clause", words, WORDS[lang])
    known = frozenset[str]().union(*(pair_content(pair) for clause in clauses for pair in clause.sentences))
    for part in _PART.split(plain(sentence)):
        said = content(_without_numbers(part))
        if len(said) >= PART_SIZE and overlap(said, known) < PART_SHARE:
            return Verdict(CHECK, False, f'nothing in the clause for "{part.strip()}"')
    return Verdict(CHECK, True)


def support(sentence: str, clauses: Sequence[Clause]) -> float:
    """The share of the sentence's features in its best pairs, from 0 to 1; 1 where it has none."""
    said = content(_without_numbers(_FRAME.sub("", plain(sentence)).strip()))
    found = frozenset[str]().union(*(pair_content(pair) for pair in best_pairs(sentence, clauses)))
    return overlap(said, found) if said else 1.0


def _without_numbers(text: str) -> str:
    """The text with its numbers blanked: one number has many forms, and the `numbers` check judges them."""
    for quantity in quantities(text):
        span = quantity.span
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text
