"""How a question is worded, beside what is found for it: "who built", "在哪里报名" ask for what plans and laws seldom say.

Each run of up to three Chinese characters or English words weighs for or against; the weights are learnt from the
questions that come with a document (`python -m eval calibrate`) and lie beside them in `wording.tsv`. They are of use for
that document alone, since words for its subject are among them.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from rag.errors import SourceError
from rag.parsing import read_lines
from rag.text import HAN, normalise

STAGES = ("about", "answered")  # the models of `rag.answerability`, each with a weight in every line
_LONGEST = 3
_TOKEN = re.compile(rf"[a-z]+|[{HAN}]+|\d+")
_FORM = "each line is a run of words and a number for each of " + ", ".join(STAGES) + ", separated by tabs"

Weights = Mapping[str, tuple[float, ...]]


def runs(text: str) -> frozenset[str]:
    """The runs of a text: characters within Chinese ones, words, the beginning marked and figures alike.

    >>> sorted(runs("who pays 5")), sorted(runs("谁来"))
    (['#', '^ who', '^ who pays', 'pays', 'pays #', 'who', 'who pays', 'who pays #'], ['来', '谁', '谁来'])
    """
    found: set[str] = set()
    words = ["^"]  # of the English stretch that is being read
    for token in _TOKEN.findall(normalise(text)):
        if token[0] > "z":
            found.update(token[i : i + n] for n in range(1, _LONGEST + 1) for i in range(len(token) - n + 1))
            words = []
        else:
            words.append("#" if token[0].isdigit() else token)
            found.update(" ".join(words[-n:]) for n in range(1, min(_LONGEST, len(words)) + 1))
    return frozenset(found - {"^"})


def worded(query: str, weights: Weights) -> dict[str, float]:
    """For each stage the weights of the runs that are known, over the root of their number; 0 where none is."""
    known = [weights[run] for run in runs(query) if run in weights]
    sums = map(sum, zip(*known, strict=True)) if known else [0.0] * len(STAGES)
    return {f"worded {stage}": total / max(len(known), 1) ** 0.5 for stage, total in zip(STAGES, sums, strict=True)}


def read_wording(file: Path) -> Weights:
    """The weights in a file, none where there is no such file; raises SourceError for a line that is none."""
    found = {}
    for number, line in enumerate(read_lines(file), 1):
        run, *values = line.split("\t")
        try:
            found[run] = tuple(map(float, values))
        except ValueError as error:
            raise SourceError(f"{file}, line {number}: {error}; {_FORM}") from error
        if len(values) != len(STAGES):
            raise SourceError(f"{file}, line {number}: {len(values)} numbers; {_FORM}")
    return found
