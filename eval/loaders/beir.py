"""Retrieval folders as BEIR and MTEB lay them out: corpus.jsonl, queries.jsonl and qrels/*.tsv.

Source: Thakur et al., BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models, 2021.
"""

from collections import Counter
from pathlib import Path

from eval.cases import Case
from eval.errors import DatasetError
from eval.loaders.dataset import Passage, lang_of, lines_of, objects_of, text_field

SPLITS = ("test", "dev", "train")  # the first of these that qrels/ has is what is asked


def load_beir(path: Path) -> tuple[list[Case], list[Passage]]:
    """A case a query that has a judgement above 0, gold by falling grade; the corpus's texts are the passages."""
    passages = [
        Passage(
            text_field(place, fields, "_id", "id"), text_field(place, fields, "text"), str(fields.get("title") or "")
        )
        for place, fields in objects_of(_file(path, "corpus.jsonl"))
    ]
    held = Counter(passage.id for passage in passages)
    if twice := [name for name, count in held.items() if count > 1]:
        raise DatasetError(f'{path / "corpus.jsonl"}, field "_id": {twice[0]!r} stands twice; give each text its own')
    queries = {
        text_field(place, fields, "_id", "id"): text_field(place, fields, "text")
        for place, fields in objects_of(_file(path, "queries.jsonl"))
    }
    grades = _judgements(_qrels(path), queries, set(held))
    cases = []
    for query, question in queries.items():
        judged = sorted(grades.get(query, {}).items(), key=lambda item: -item[1])
        if judged:
            gold, weights = zip(*judged, strict=True)
            cases.append(Case(query, lang_of(question), "other", question, gold, (), True, grades=weights))
    return cases, passages


def _judgements(path: Path, queries: dict[str, str], passages: set[str]) -> dict[str, dict[str, int]]:
    """Query id -> passage id -> grade above 0, from lines of query, passage and grade, or of TREC's four columns."""
    found: dict[str, dict[str, int]] = {}
    for line_number, (place, line) in enumerate(lines_of(path)):
        columns = line.split("\t") if "\t" in line else line.split()
        if len(columns) == 4:  # TREC: query, iteration, passage, grade
            columns.pop(1)
        if line_number == 0 and not columns[-1].lstrip("-").isdecimal():
            continue  # the header
        if len(columns) != 3 or not columns[2].lstrip("-").isdecimal():
            raise DatasetError(
                f'{place}, field "score": {line!r}; write query id, passage id and a whole grade, by tabs'
            )
        query, passage, grade = columns
        if query not in queries or passage not in passages:
            name, value, file = (
                ("query-id", query, "queries") if query not in queries else ("corpus-id", passage, "corpus")
            )
            raise DatasetError(
                f'{place}, field "{name}": {value!r} is not in {file}.jsonl; add it there or drop the line'
            )
        if int(grade) > 0:
            found.setdefault(query, {})[passage] = int(grade)
    return found


def _qrels(path: Path) -> Path:
    files = {file.stem: file for file in sorted((path / "qrels").glob("*.tsv"))}
    chosen = next((files[split] for split in SPLITS if split in files), next(iter(files.values()), None))
    if chosen is None:
        raise DatasetError(f"{path / 'qrels'} holds no *.tsv; put the judgements there, as in qrels/test.tsv")
    return chosen


def _file(path: Path, name: str) -> Path:
    """The file, or its packed form."""
    packed = path / f"{name}.gz"
    return packed if packed.is_file() and not (path / name).is_file() else path / name
