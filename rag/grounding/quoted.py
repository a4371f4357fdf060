"""The `quotes` check: what a sentence puts in quotation marks stands in a cited clause, letter for letter.

Width, script, white space and the marks within are not compared; "……" and "..." stand for words left out.
"""

import re
from collections.abc import Iterator, Sequence

from rag.grounding.evidence import content, is_verbatim, language, plain
from rag.text import compact
from rag.types import Clause, Lang, Verdict

CHECK = "quotes"
_QUOTED = re.compile(
    r"“([^“”]{2,})”|「([^「」]{2,})」|『([^『』]{2,})』|(?<![\w])\"([^\"]{2,})\"|(?<!\w)‘([^‘’]{2,})’(?!\w)"
)
_OMITTED = re.compile(r"…+|\.{3,}|\[…\]")
_A_NAME = 7  # features; a shorter quotation in a language that the clause lacks is a name, and cannot be compared
_EDGES = " .,;:!?。，；：！？、"
_MARKS = re.compile("[\"'“”‘’「」『』]")


def check_quotes(sentence: str, clauses: Sequence[Clause]) -> Verdict:
    """Whether every quotation of the sentence is verbatim in a clause or in the headings above it, in either language."""
    if is_verbatim(sentence, clauses):
        return Verdict(CHECK, True)
    texts = [_bare(text) for clause in clauses for text in _texts(clause)]
    lacking = {lang for lang in Lang if not any(clause[lang] for clause in clauses)}
    missing = [
        quotation
        for quotation in _quotations(sentence)
        if not (language(quotation) in lacking and len(content(plain(quotation))) <= _A_NAME)
        and not any(all(_bare(piece) in text for piece in _OMITTED.split(quotation)) for text in texts)
    ]
    if not missing:
        return Verdict(CHECK, True)
    return Verdict(CHECK, False, f"not in {', '.join(clause.number for clause in clauses)}: “{'”, “'.join(missing)}”")


def _quotations(sentence: str) -> Iterator[str]:
    for match in _QUOTED.finditer(sentence):
        yield next(text for text in match.groups() if text is not None)


def _texts(clause: Clause) -> Iterator[str]:
    yield from (clause[lang] for lang in Lang if clause[lang])
    yield from (heading.title[lang] for heading in clause.path for lang in Lang if heading.title[lang])


def _bare(text: str) -> str:
    return _MARKS.sub("", compact(text)).strip(_EDGES)
