"""Question⇥passage pairs without a header; each question is to find its passage among all of the file's."""

from pathlib import Path

from eval.cases import Case
from eval.errors import DatasetError
from eval.loaders.dataset import Passage, lang_of, lines_of


def load_pairs(path: Path) -> tuple[list[Case], list[Passage]]:
    """A case a distinct question, its passages gold; a passage that comes again is one passage.

    Columns after the second are passed over, but for one: where the third is a label, a pair labelled 0 gives a
    passage to be searched and no question.
    """
    numbers: dict[str, str] = {}
    gold: dict[str, list[str]] = {}
    for place, line in lines_of(path):
        columns = [column.strip() for column in line.split("\t")]
        if len(columns) < 2 or not all(columns[:2]):
            raise DatasetError(
                f"{place}, field {'1' if not columns[0] else '2'} is empty; write question, tab, passage, without a header"
            )
        question, passage = columns[:2]
        number = numbers.setdefault(passage, str(len(numbers) + 1))
        if columns[2:3] != ["0"] and number not in gold.setdefault(question, []):
            gold[question].append(number)
    cases = [
        Case(f"q{place}", lang_of(question), "other", question, tuple(found), (), True)
        for place, (question, found) in enumerate(gold.items(), start=1)
    ]
    return cases, [Passage(number, text) for text, number in numbers.items()]
