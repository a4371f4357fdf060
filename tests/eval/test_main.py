"""The command line."""

import json
import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from eval import __main__ as door
from eval.arguments import add_shared
from eval.errors import PeerError
from eval.findings import Findings, System, Table
from eval.systems import Loaded


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
    fare = tram.clause("1", ("", "The tram fare is 2 yuan."))
    pipeline = tram.pipeline(lambda _: tram.reply("", ranked=[fare]), clauses=[fare])
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


@pytest.mark.parametrize("command", ["retrieval", "answers", "checks", "refusals", "speed"])
def test_every_measuring_command_takes_config_dataset_and_out(command):
    parser = ArgumentParser()
    import_module(f"eval.{command}").add_arguments(parser)
    words = ["--config", "a.toml", "--config", "b.toml", "--dataset", "d.jsonl", "--out", "o"]
    args = parser.parse_args([*words, *(["--articles", "x"] if command == "speed" else [])])
    assert (args.config, args.out) == ([Path("a.toml"), Path("b.toml")], Path("o"))
    assert args.dataset in (Path("d.jsonl"), [Path("d.jsonl")])


@pytest.fixture
def found(monkeypatch):
    """A command "laws" that finds a table."""
    laws = ModuleType("eval.laws")
    laws.add_arguments = lambda parser: add_shared(parser)
    table = Table("<b>法</b>", ("", "n"), (("民法典", "1260"), ("<script>", "1")))
    system = System("now", {"code": "<i>"})
    laws.main = lambda args: Findings(
        "laws", (table,), {"count": 1260}, systems=(system,), notes=("说明 <u>",), status=1
    )
    monkeypatch.setitem(sys.modules, "eval.laws", laws)


def test_what_a_command_finds_is_printed_and_decides_the_status(found, capsys):
    assert door.main(["laws"]) == 1
    assert capsys.readouterr().out == "<b>法</b>\n             n\n民法典       1260\n<script>     1\n\n说明 <u>\n"


def test_what_a_command_finds_is_written_as_two_files_that_hold_no_foreign_markup(found, tmp_path, capsys):
    assert door.main(["laws", "--out", str(tmp_path / "报告")]) == 1
    assert sorted(path.name for path in (tmp_path / "报告").iterdir()) == ["report.html", "report.json"]
    report = json.loads((tmp_path / "报告" / "report.json").read_text(encoding="utf-8"))
    assert (report["command"], report["count"], report["systems"][0]["name"]) == ("laws", 1260, "now")
    page = (tmp_path / "报告" / "report.html").read_text(encoding="utf-8")
    assert "民法典" in page
    assert not any(tag in page for tag in ("<script", "<b>法", "<u>", "<i>", "http:", "https:"))


def test_a_report_of_a_command_is_no_run_to_compare_with(found, dataset, right, tmp_path, capsys):
    door.main(["laws", "--out", str(tmp_path)])
    assert door.main(["--dataset", str(dataset), "--against", str(tmp_path)], load=right) == 2
    assert "is no report of answers" in capsys.readouterr().err


def test_several_datasets_are_asked_together(dataset, right, tmp_path, capsys):
    other = tmp_path / "more.csv"
    other.write_text("id,question,gold\nx,What is the fare?,1.1.1\n", encoding="utf-8")
    words = ["--dataset", str(dataset), "--dataset", str(other), "--out", str(tmp_path / "out")]
    assert door.main(words, load=right) == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (report["dataset"]["name"], len(report["runs"][0]["trials"])) == ("tram + more", 7)
    assert door.main(["--dataset", str(dataset), "--dataset", str(dataset)], load=right) == 2
    assert "'fare-en' stands in two of tram + tram" in capsys.readouterr().err


def test_what_is_to_be_known_of_a_dataset_is_said_with_its_figures(dataset, right, tmp_path, capsys):
    (dataset.parent / "notes.json").write_text('{"tram": "Weights were fitted on it."}', encoding="utf-8")
    assert door.main(["--dataset", str(dataset), "--out", str(tmp_path / "out")], load=right) == 0
    assert "Weights were fitted on it." in capsys.readouterr().out
    for name in ("report.html", "report.json"):
        assert "Weights were fitted on it." in (tmp_path / "out" / name).read_text(encoding="utf-8")


def test_gold_that_the_document_does_not_have_is_named_with_file_and_line(dataset, right, capsys):
    rows = [json.loads(line) for line in dataset.read_text(encoding="utf-8").splitlines()]
    rows[2]["gold"] = ["99.9"]
    dataset.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert door.main(["--dataset", str(dataset)], load=right) == 2
    assert f"{dataset}, line 3, field \"gold\": the document has no clause '99.9'" in capsys.readouterr().err


def test_a_system_that_answers_nothing_at_all_is_an_error_with_the_first_reason(dataset, tram, tmp_path, capsys):
    pipeline = tram.pipeline()

    def unreachable(question, *, history=()):
        raise PeerError("http://x cannot be reached")

    pipeline.ask = unreachable
    assert door.main(["--dataset", str(dataset), "--out", str(tmp_path / "out")], load=lambda *_: Loaded(pipeline)) == 2
    shown = capsys.readouterr()
    assert "none of the 6 questions was answered; the first, fare-en: PeerError: http://x" in shown.err
    assert "hit@1" not in shown.out
    assert not (tmp_path / "out" / "report.json").exists()


def test_a_broken_off_run_names_how_to_go_on_and_has_no_traceback(dataset, tram, tmp_path, capsys):
    def breaking(question):
        raise KeyboardInterrupt

    words = ["--dataset", str(dataset), "--out", str(tmp_path / "out")]
    assert door.main(words, load=lambda *_: Loaded(tram.pipeline(breaking))) == 130
    assert "--resume goes on from here" in capsys.readouterr().err
    assert door.main(words[:2], load=lambda *_: Loaded(tram.pipeline(breaking))) == 130
    assert "--resume" not in capsys.readouterr().err
