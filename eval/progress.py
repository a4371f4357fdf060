"""Trials kept while a run goes on, so that one that was broken off goes on where it stopped."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.cases import Case
from eval.errors import ConfigError
from eval.record import answer_record, trial_from
from eval.trials import Corpus, Trial


class Progress:
    """A file of one line a trial, headed by a key of all that decides the trials; deleted when the report is there."""

    def __init__(self, path: Path, made_of: Mapping[str, Any]) -> None:
        """`made_of` is what the trials depend on; a file with another key is not gone on with."""
        self._path = path
        self._key = hashlib.sha256(json.dumps(made_of, sort_keys=True, default=str).encode()).hexdigest()

    def read(self, cases: Sequence[Case], corpus: Corpus) -> dict[str, Trial]:
        """Case id -> trial of the run that was broken off; {} where there is none or it was of something else."""
        if not self._path.is_file():
            return {}
        head, *lines = self._path.read_text(encoding="utf-8").split("\n")
        if head != self._key:
            return {}
        by_id = {case.id: case for case in cases}
        whole = [json.loads(line) for line in lines[:-1]]  # what follows the last line break was cut short
        return {row["id"]: trial_from(row, Trial(by_id[row["id"]], corpus)) for row in whole if row["id"] in by_id}

    def start(self, done: Mapping[str, Trial]) -> None:
        """Begin the file with the trials that are done; raises ConfigError where it cannot be written."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(f"{self._key}\n", encoding="utf-8")
        except OSError as error:
            raise ConfigError(
                f"{self._path.parent} cannot be written ({error.strerror}); name another folder after --out"
            ) from error
        for trial in done.values():
            self.keep(trial)

    def keep(self, trial: Trial) -> None:
        """Write a trial down; one that ended in an error is put again when the run is gone on with."""
        if trial.error:
            return
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"id": trial.case.id} | answer_record(trial), ensure_ascii=False) + "\n")
