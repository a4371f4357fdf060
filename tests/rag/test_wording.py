"""How questions are worded: the runs they hold, what these weigh, and the file the weights are read from."""

import pytest

from rag.documents import load_known, load_store
from rag.errors import SourceError
from rag.wording import read_wording, runs, worded

WEIGHTS = {"谁": (1.0, -2.0), "谁来": (0.5, 0.0), "who pays": (0.0, -4.0)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("誰來", {"谁", "来", "谁来"}),
        ("Who pays", {"who", "pays", "^ who", "who pays", "^ who pays"}),
        ("5G", {"g", "# g", "^ # g", "#", "^ #"}),
        ("修桥 bridge", {"修", "桥", "修桥", "bridge"}),
        ("？！", set()),
    ],
    ids=["traditional", "english", "figure", "mixed", "marks"],
)
def test_the_runs_of_a_text(text: str, expected: set[str]):
    assert runs(text) == expected


@pytest.mark.parametrize(
    ("text", "about", "answered"),
    [("谁来", 1.5 / 2**0.5, -(2**0.5)), ("and who pays?", 0.0, -4.0), ("bridges", 0.0, 0.0)],
    ids=["two_runs", "one_run", "none_known"],
)
def test_known_runs_weigh_over_the_root_of_their_number(text: str, about: float, answered: float):
    assert worded(text, WEIGHTS) == pytest.approx({"worded about": about, "worded answered": answered})


def test_without_a_file_no_wording_weighs(tmp_path):
    assert read_wording(tmp_path / "none.tsv") == {}
    assert worded("谁来", {}) == {"worded about": 0.0, "worded answered": 0.0}


@pytest.mark.parametrize("line", ["谁\t1.0", "谁\t1.0\tx", "谁"], ids=["one_number", "no_number", "none"])
def test_a_line_that_is_none_is_told_with_its_form(tmp_path, line: str):
    file = tmp_path / "wording.tsv"
    file.write_text(f"who\t0.5\t0.5\n{line}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"wording\.tsv, line 2: .*separated by tabs"):
        read_wording(file)


def test_the_bundled_document_tells_how_its_questions_are_worded():
    weights = load_known((), load_store(())).wording["ylz"]
    asked, priced = worded("规划对此有什么要求？", weights), worded("门票多少钱一张？", weights)
    assert asked["worded answered"] > 1 > -1 > priced["worded answered"]


def test_a_document_of_ones_own_has_none(tmp_path):
    law = tmp_path / "bridges.txt"
    law.write_text("第一条 修桥由市政府负责。\n第二条 每年检查两次。\n", encoding="utf-8")
    store = load_store((law,))
    assert load_known((law,), store).wording == {store.documents[0].id: {}}
