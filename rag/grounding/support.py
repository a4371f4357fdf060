"""The `support` check: a sentence's content must be that of the sentence pairs it draws on.

The score is the share of the sentence's features (Chinese character pairs, English stems, no stop words) found in its
best sentence pairs. THRESHOLD, measured with the project's `paraphrase` rows (400 of each kind) as true sentences, and
with sentences set against another article of the same law (mojlaw, about 480) or another clause of the bundled plan
(about 450) as false ones; passed at the threshold:

    zh 0.35  PAWS-X paraphrases 93 %, short colloquial ones (Tatoeba) 57 %; same law 11 %, other clause 1 %
    en 0.45  short colloquial ones (Tatoeba) 84 %; same law 10 %, other clause 4 %

Articles of one law share formulas, so the same-law pairs overstate what would slip through; the other checks still
judge those. A part of a sentence (between commas) with at least PART_SIZE features of which under PART_SHARE occur in
the clauses fails too: 2 % of the paraphrases of either source have such a part in Chinese, none in English.
"""

import re
from collections.abc import Sequence

from rag.grounding.evidence import best_pairs, content, is_verbatim, language, overlap, pair_content, plain
from rag.numbers import quantities
from rag.types import Clause, Lang, Verdict

CHECK = "support"
THRESHOLD = {Lang.ZH: 0.35, Lang.EN: 0.45}
PART_SIZE, PART_SHARE = 5, 0.1
_PART = re.compile(r"[,;:，；：、。?!]|\.(?!\d)")

# Who says it adds nothing to what is said.
_FRAME = re.compile(
    r"^(?:[该本])?(?:规划|纲要|法律|条例|文件|文本)(?:纲要)?(?:还|也)?(?:提出|要求|规定|指出|明确|提到)[,:，：]?|"
    r"^(?:in short|overall|specifically),|^(?:the|this) (?:plan|outline|law|act|document|text) "
    r"(?:also )?(?:says|states|provides|requires|proposes|aims|calls)(?: that| for| to)?"
)


def check_support(sentence: str, clauses: Sequence[Clause]) -> Verdict:
    """Whether enough of the sentence's content, and some of every part, occurs in the clauses.

    A clause that lacks the sentence's language cannot be compared word by word: that passes, and the reason says so.
    """
    if is_verbatim(sentence, clauses):
        return Verdict(CHECK, True)
    lang = language(plain(sentence))
    if not any(clause[lang] for clause in clauses):
        return Verdict(CHECK, True, f"not compared: no {lang} text in {', '.join(c.number for c in clauses)}")
    score = support(sentence, clauses)
    if score < THRESHOLD[lang]:
        return Verdict(CHECK, False, f"{score:.0%} of its content is in the clause, {THRESHOLD[lang]:.0%} is needed")
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
