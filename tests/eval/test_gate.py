"""The gate: what falls by more than noise fails it, what does not, passes."""

import json
from argparse import Namespace

import pytest

from eval import gate
from eval.errors import ConfigError
from eval.systems import Loaded


@pytest.fixture
def place(tmp_path, tram):
    """Datasets with forty answerable questions, half of them Chinese, and a folder for baselines."""
    rows = []
    for number in range(40):
        case = tram.cases[number % 2]
        rows.append(
            {"id": f"c{number}", "lang": case.lang, "kind": case.kind, "question": f"{case.question} ({number})"}
        )
        rows[-1] |= {"gold": case.gold, "must_have": case.must_have, "answerable": True}
    path = tmp_path / "datasets" / "ylz" / "dev.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(place, tram):
    """Runs the gate on a system that answers the first `wrong` questions wrongly."""

    def call(*, wrong=0, update=False, cite=True):
        def reply(question):
            right = tram.right[question.partition(" (")[0]]
            if int(question.rpartition("(")[2].rstrip(")")) < wrong:
                return tram.reply("No idea.", [tram.last], [tram.last])
            return right if cite else tram.reply(right.text, [], [tram.fare])

        loaded = Loaded(tram.pipeline(reply))
        args = Namespace(update=update)
        return gate.main(args, load=lambda *_: loaded, folder=place / "baselines", datasets=place / "datasets")

    return call


def test_the_same_system_passes(run, capsys):
    assert run(update=True) == 0
    assert run() == 0
    assert "no measure fell by more than noise" in capsys.readouterr().out


def test_a_fall_beyond_noise_fails_and_names_the_measures(run, capsys):
    run(update=True)
    assert run(wrong=6) == 1
    shown = capsys.readouterr().out
    assert "ylz/dev  full answers       FELL   -15.0 points, 0 better, 6 worse of 40 (p 0.016)" in shown
    assert "hit@1              FELL" in shown
    assert "verbatim           FELL" not in shown


def test_a_fall_within_noise_passes_and_is_shown(run, capsys):
    run(update=True)
    assert run(wrong=4) == 0  # four of four fell: 1/16
    assert "full answers       moved  -10.0 points, 0 better, 4 worse of 40 (p 0.062)" in capsys.readouterr().out


def test_a_rise_passes(run):
    run(update=True, wrong=20)
    assert run() == 0


def test_two_baselines_of_one_system_are_equal(run, place):
    run(update=True)
    first = (place / "baselines" / "ylz-dev.json").read_bytes()
    run(update=True)
    assert (place / "baselines" / "ylz-dev.json").read_bytes() == first


def test_questions_that_were_reworded_since_are_not_compared(run, place):
    run(update=True)
    path = place / "baselines" / "ylz-dev.json"
    baseline = json.loads(path.read_text(encoding="utf-8"))
    baseline["questions"] = dict.fromkeys(baseline["questions"], "another question")
    path.write_text(json.dumps(baseline), encoding="utf-8")
    with pytest.raises(ConfigError, match="no question of dev is in its baseline; run .*--update"):
        run()


def test_no_baseline_names_the_command_that_writes_one(run):
    with pytest.raises(ConfigError, match="holds no baseline; run .*gate --update"):
        run()


@pytest.mark.parametrize("text", ["{", "{}"])
def test_a_file_that_is_no_baseline_is_named(run, place, text):
    (place / "baselines").mkdir()
    (place / "baselines" / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="x.json"):
        run()
