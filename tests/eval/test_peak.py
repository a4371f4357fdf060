"""What a fresh process takes: its own peak, not its parent's, and an error where it does not do its work."""

import os
import sys

import pytest

from eval.errors import ConfigError
from eval.peak import peak_megabytes, run_module
from eval.systems.clausewise import cold_start
from rag import Settings

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process's peak")


@linux
def test_a_fresh_process_does_not_take_over_its_parents_peak():
    ballast = bytearray(400 * 2**20)
    ballast[:: 2**12] = b"x" * len(ballast[:: 2**12])
    assert peak_megabytes() > 400
    del ballast
    assert run_module(["json.tool", "--help"], os.environ) < 100


@linux
def test_what_a_process_held_at_the_most_counts_though_it_gave_it_back(tmp_path):
    (tmp_path / "greedy.py").write_text("x = b'x' * (300 * 2**20)\ndel x\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    assert 300 < run_module(["greedy"], os.environ | {"PYTHONPATH": path}) < 400


def test_a_process_that_fails_is_an_error_that_says_what_it_said():
    with pytest.raises(ConfigError, match=r"rag ask 2025” ended with status 2 .*Numbers alone are no question"):
        run_module(["rag", "ask", "2025"], os.environ)


def test_a_cold_start_answers_its_question_and_takes_what_an_answer_takes(cache_dir):
    found = cold_start(Settings(cache_dir=cache_dir))
    assert found["seconds"] > 0
    assert sys.platform != "linux" or 150 < found["peak_mb"] < 1000


def test_a_cold_start_that_cannot_load_is_no_figure(tmp_path):
    with pytest.raises(ConfigError, match="ended with status 2"):
        cold_start(Settings(documents=(tmp_path / "missing.txt",), cache_dir=tmp_path))
