"""The command line."""

import json
import sys
from types import ModuleType

import pytest

from eval import __main__ as door


@pytest.fixture
def dataset(tmp_path, tram):
    rows = [
        {
            "id": case.id,
            "lang": case.lang,
            "kind": case.kind,
            "question": case.question,
            "gold": case.gold,
            "must_have": case.must_have,
            "answerable": case.answerable,
        }
        for case in tram.cases
    ]
    path = tmp_path / "tram.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_a_dataset_is_asked_and_tabled(dataset, tram, capsys):
    assert door.main(["--dataset", str(dataset)], load=tram.pipeline) == 0
    shown = capsys.readouterr().out
    assert "hit@1" in shown
    assert "questions fail" not in shown


def test_kind_language_and_limit_select(dataset, tram, capsys):
    words = ["--dataset", str(dataset), "--kind", "numeric", "--kind", "factoid", "--lang", "zh", "--limit", "1"]
    pipeline = tram.pipeline()
    assert door.main(words, load=lambda: pipeline) == 0
    assert {question for question, _ in pipeline.asked} == {"票价多少？"}


def test_misses_are_listed_when_asked_for(dataset, tram, capsys):
    door.main(["--dataset", str(dataset), "--misses"], load=tram.pipeline)
    assert "0 of 6 questions fail" in capsys.readouterr().out


def test_the_json_file_holds_the_run_and_the_datasets_hash(dataset, tram, tmp_path, capsys):
    out = tmp_path / "run.json"
    door.main(["--dataset", str(dataset), "--json", str(out)], load=tram.pipeline)
    run = json.loads(out.read_text(encoding="utf-8"))
    assert (run["dataset"]["name"], run["dataset"]["cases"], len(run["dataset"]["sha256"])) == ("tram.jsonl", 6, 64)
    assert len(run["trials"]) == 6


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["--dataset", "nowhere.jsonl"], "nowhere.jsonl cannot be read", id="missing-dataset"),
        pytest.param(["--kind", "topic"], "none of the 6 cases", id="nothing-selected"),
        pytest.param(["--json", "no/such/folder/run.json"], "name another file after --json", id="unwritable-json"),
    ],
)
def test_what_is_wrong_is_said_with_its_remedy_and_no_traceback(dataset, tram, capsys, words, message):
    assert door.main(["--dataset", str(dataset), *words], load=tram.pipeline) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_limit_is_a_whole_number_from_one(limit, capsys):
    with pytest.raises(SystemExit):
        door.main([f"--limit={limit}"])
    assert "whole number from 1" in capsys.readouterr().err


def test_another_command_is_handed_its_own_options(monkeypatch):
    laws = ModuleType("eval.laws")
    laws.add_arguments = lambda parser: parser.add_argument("--count", type=int)
    laws.main = lambda args: args.count
    monkeypatch.setitem(sys.modules, "eval.laws", laws)
    assert door.main(["laws", "--count", "7"]) == 7
