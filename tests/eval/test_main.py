"""The command line."""

import json
import sys
from types import ModuleType

import pytest

from eval import __main__ as door
from eval.systems import Loaded


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


@pytest.fixture
def right(tram):
    """A door to systems that are right about every case."""
    return lambda config, passages: Loaded(tram.pipeline(), made_of={"name": config.name})


def test_a_dataset_is_asked_and_tabled(dataset, tram, right, capsys):
    assert door.main(["--dataset", str(dataset)], load=right) == 0
    shown = capsys.readouterr().out
    assert "hit@1" in shown
    assert "questions fail" not in shown


def test_kind_language_and_limit_select(dataset, tram, right, capsys):
    words = ["--dataset", str(dataset), "--kind", "numeric", "--kind", "factoid", "--lang", "zh", "--limit", "1"]
    pipeline = tram.pipeline()
    assert door.main(words, load=lambda config, passages: Loaded(pipeline)) == 0
    assert {question for question, _ in pipeline.asked} == {"票价多少？"}


def test_misses_are_listed_when_asked_for(dataset, tram, right, capsys):
    door.main(["--dataset", str(dataset), "--misses"], load=right)
    assert "0 of 6 questions fail" in capsys.readouterr().out


def test_a_report_is_two_files_and_no_other(dataset, right, tmp_path, capsys):
    out = tmp_path / "报告"
    assert door.main(["--dataset", str(dataset), "--out", str(out)], load=right) == 0
    assert sorted(path.name for path in out.iterdir()) == ["report.html", "report.json"]
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert (report["dataset"]["name"], len(report["dataset"]["sha256"]), len(report["runs"][0]["trials"])) == (
        "tram",
        64,
        6,
    )


def test_a_run_that_ended_in_an_error_is_gone_on_with_and_leaves_nothing_behind(dataset, tram, tmp_path, capsys):
    words = ["--dataset", str(dataset), "--out", str(tmp_path / "out")]

    def breaking(question):
        if question == "末班车几点？" and not repaired:
            raise KeyError(question)
        return tram.right[question]

    repaired, pipeline = [], tram.pipeline(breaking)
    with pytest.raises(KeyError):
        door.main(words, load=lambda *_: Loaded(pipeline))
    repaired.append(True)
    before = len(pipeline.asked)
    assert door.main([*words, "--resume"], load=lambda *_: Loaded(pipeline)) == 0
    assert [question for question, _ in pipeline.asked[before + 2 :]] == ["末班车几点？", "Do dogs pay?", "狗要票吗？"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["report.html", "report.json"]


def test_two_reports_are_equal_to_the_last_bit_but_for_timings(dataset, right, tmp_path):
    def written(name):
        door.main(["--dataset", str(dataset), "--out", str(tmp_path / name)], load=right)
        text = (tmp_path / name / "report.json").read_text(encoding="utf-8")
        return json.dumps(json.loads(text, object_hook=lambda item: {k: v for k, v in item.items() if k != "timings"}))

    assert written("a") == written("b")


def test_configurations_stand_side_by_side_in_one_report(dataset, right, tmp_path, capsys):
    words = ["--dataset", str(dataset), "--out", str(tmp_path / "out")]
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text("[settings]\nk = 10\n", encoding="utf-8")
        words += ["--config", str(tmp_path / f"{name}.toml")]
    assert door.main(words, load=right) == 0
    assert "two against one, paired by question" in capsys.readouterr().out
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [(run["name"], run["made_of"]) for run in report["runs"]] == [
        ("one", {"name": "one"}),
        ("two", {"name": "two"}),
    ]


def test_a_run_is_compared_with_an_earlier_report(dataset, right, tmp_path, capsys):
    words = ["--dataset", str(dataset), "--out", str(tmp_path / "out")]
    door.main(words, load=right)
    assert door.main([*words, "--against", str(tmp_path / "out")], load=right) == 0
    assert "clausewise against clausewise" in capsys.readouterr().out
    assert "(earlier 之前)" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_passages_are_searched_and_nothing_is_asked(tmp_path, tram, capsys):
    path = tmp_path / "p.tsv"
    path.write_text("What is the fare?\tThe tram fare is 2 yuan.\n", encoding="utf-8")
    pipeline = tram.pipeline(lambda _: tram.reply("", ranked=[tram.fare]))
    given = []

    def load(config, passages):
        given.extend(passages)
        return Loaded(pipeline)

    assert door.main(["--dataset", str(path)], load=load) == 0
    assert [passage.text for passage in given] == ["The tram fare is 2 yuan."]
    assert pipeline.asked == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["--dataset", "nowhere.jsonl"], "nowhere.jsonl cannot be read", id="missing-dataset"),
        pytest.param(["--kind", "topic"], "none of the 6 cases", id="nothing-selected"),
        pytest.param(["--out", "/dev/null/out"], "name another folder after --out", id="unwritable-folder"),
        pytest.param(["--resume"], "name it after --out", id="resume-without-folder"),
        pytest.param(["--against", "nowhere"], "name a report.json of an earlier run", id="missing-report"),
        pytest.param(["--config", "nowhere.toml"], "name a TOML file after --config", id="missing-config"),
    ],
)
def test_what_is_wrong_is_said_with_its_remedy_and_no_traceback(dataset, tram, right, capsys, words, message):
    assert door.main(["--dataset", str(dataset), *words], load=right) == 2
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
