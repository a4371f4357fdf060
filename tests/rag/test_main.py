"""The command line: what is printed where, and how it ends: 0 done, 1 silent, 2 an error that names its remedy."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rag.__main__ import main


@pytest.fixture
def run(cache_dir: Path, bridges_file: Path, capsys: pytest.CaptureFixture[str]):
    """Run a command on the bridge plan (or `document`); returns exit status, standard output, standard error."""

    def command(*words: str, document: Path | None = bridges_file) -> tuple[int, str, str]:
        source = ["--document", str(document)] if document else []
        status = main([*words, *source, "--cache-dir", str(cache_dir)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return command


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("每座石桥有多长？", "石桥每座长500米。"),
        ("How long is each stone bridge?", "Each stone bridge is 500 meters long."),
        ("石桥stone bridge有多长long？", "石桥每座长500米。"),
    ],
    ids=["zh", "en", "mixed"],
)
def test_ask_prints_the_answer_and_both_languages_of_its_clauses(run, question: str, sentence: str):
    status, out, _ = run("ask", question)
    assert status == 0
    assert sentence in out.splitlines()[0]
    assert "[1.1.2]" in out
    assert "    石桥每座长500米。" in out
    assert "    Each stone bridge is 500 meters long." in out


def test_ask_takes_words_without_quotation_marks(run):
    assert run("ask", "How", "long", "is", "each", "stone", "bridge?")[0] == 0


def test_ask_answers_in_the_language_chosen(run):
    assert "Each stone bridge" in run("ask", "每座石桥有多长？", "--lang", "en")[1].splitlines()[0]


def test_ask_as_json_is_the_whole_answer(run):
    status, out, _ = run("ask", "每座石桥有多长？", "--json")
    record = json.loads(out)
    assert status == 0
    assert record["status"] == "answered"
    assert record["citations"][0]["clause"] == "bridges:1.1.2"
    assert len(record["hits"]) == 3


def test_ask_without_a_question_is_an_error_with_the_usage(run, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["ask"])
    assert ended.value.code == 2
    assert "question" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["石桥", "stone bridge", "石桥 bridge"], ids=["zh", "en", "mixed"])
def test_search_lists_the_clauses_with_their_best_sentence(run, words: str):
    status, out, _ = run("search", words)
    assert status == 0
    assert out.startswith(" 1. 1.1.")
    assert len([line for line in out.splitlines() if line[:2].strip().isdigit()]) == 3


def test_search_shows_the_language_chosen(run):
    assert "stone bridge" in run("search", "石桥", "--lang", "en")[1].lower()


def test_search_explained_shows_channels_ranks_and_terms(run):
    out = run("search", "stone bridge", "--explain")[1]
    assert "lexical clause" in out
    assert "vector sentence en" in out
    assert "rank 1" in out
    assert "stone" in out


def test_search_as_json_is_a_list_of_hits(run):
    records = json.loads(run("search", "stone bridge", "--json", "--k", "2")[1])
    assert len(records) == 2
    assert {"clause", "score", "channels"} <= set(records[0])


def test_show_prints_a_clause_in_both_languages(run):
    status, out, _ = run("show", "1.1.2")
    assert status == 0
    assert "[1.1.2] 总则 › 目标\n石桥每座长500米。" in out
    assert "[1.1.2] General Provisions › Goals\nEach stone bridge is 500 meters long." in out


def test_show_without_a_number_is_the_outline(run):
    assert [line.split()[0] for line in run("show")[1].splitlines()] == ["1.1.1", "1.1.2", "1.2.1"]


def test_show_report_counts_and_lists_the_noise(run):
    status, out, _ = run("show", "--report")
    assert status == 0
    assert "6  clause" in out
    assert "6  heading" in out
    assert "2  noise: front matter" in out
    assert "line 1, front matter: 桥梁规划" in out


def test_show_report_of_the_bundled_document_names_the_stray_phrase(run):
    out = run("show", "--report", document=None)[1]
    assert "274  clause" in out
    assert "stray phrase: 请你喝茶" in out


def test_index_says_what_was_written_where(run, cache_dir: Path):
    status, out, _ = run("index")
    assert status == 0
    assert out.startswith("12 rows by encoder bundled in ")
    assert str(cache_dir) in out
    assert json.loads(out[out.index("{") :])["rows"] == 12


def test_an_unknown_clause_names_some_and_how_to_find_others(run):
    status, out, err = run("show", "9.9.9")
    assert (status, out) == (2, "")
    assert "no clause “9.9.9”; numbers look like 1.1.1" in err
    assert "search" in err


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "type a question"),
        ("？！", "ask in Chinese or English"),
        ("桥" * 10_000, "shorten it"),
        ("Где мост?", "ask in one of them"),
    ],
    ids=["empty", "punctuation", "ten_thousand_characters", "third_language"],
)
def test_a_bad_question_ends_with_the_remedy(run, question: str, words: str):
    status, out, err = run("ask", question)
    assert (status, out) == (2, "")
    assert words in err


def test_bad_words_to_search_for_end_with_the_remedy(run):
    status, out, err = run("search", "？！")
    assert (status, out) == (2, "")
    assert "ask in Chinese or English" in err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such file"),
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "binary"),
        ("橋長三里，由工匠建造。".encode("big5"), "save it as plain text in UTF-8"),
        (b"12 34\n", "no text in it"),
        ("第一章 石桥\n第二章 木桥\n".encode(), "no clause in it"),
    ],
    ids=["missing", "empty", "binary", "encoding", "no_words", "no_clause"],
)
def test_a_bad_document_ends_with_its_name_and_the_remedy(run, tmp_path: Path, content: bytes | None, words: str):
    file = tmp_path / "桥.txt"
    if content is not None:
        file.write_bytes(content)
    status, out, err = run("ask", "桥有多长？", document=file)
    assert (status, out) == (2, "")
    assert str(file) in err
    assert words in err


def test_a_document_without_headings_answers(run, tmp_path: Path):
    file = tmp_path / "plain.txt"
    file.write_text("石桥长500米。\nThe stone bridge is 500 meters long.\n", encoding="utf-8")
    status, out, _ = run("ask", "石桥有多长？", document=file)
    assert status == 0
    assert out.startswith("石桥长500米。[1]")


def test_a_document_in_one_language_answers_in_that(run, tmp_path: Path):
    file = tmp_path / "law.txt"
    file.write_text("第一条 石桥长500米。\n第二条 石桥宽30米。\n", encoding="utf-8")
    status, out, _ = run("ask", "How wide is the 石桥, 宽 in meters?", document=file)
    assert status == 0
    assert "石桥宽30米。[2]" in out


@pytest.mark.parametrize("flag", [("--k", "0"), ("--encoder", "no/such/model")], ids=["setting", "encoder"])
def test_a_bad_setting_ends_with_an_error(run, flag: tuple[str, str]):
    status, out, err = run("search", "石桥", *flag)
    assert (status, out) == (2, "")
    assert flag[1] in err


def test_an_unwritable_cache_is_a_warning_and_an_answer_all_the_same(
    tmp_path: Path, bridges_file: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    (tmp_path / "file").write_text("", encoding="utf-8")
    status = main(["ask", "石桥有多长？", "--document", str(bridges_file), "--cache-dir", str(tmp_path / "file")])
    assert status == 0
    assert "CLAUSEWISE_CACHE_DIR" in caplog.text
    assert "500" in capsys.readouterr().out


def test_the_command_runs_as_a_module_and_keeps_its_errors_off_the_output(bridges_file: Path, cache_dir: Path):
    words = ["show", "1.1.2", "--document", str(bridges_file), "--cache-dir", str(cache_dir)]
    done = subprocess.run([sys.executable, "-m", "rag", *words], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert "石桥每座长500米。" in done.stdout
    assert "encoding" not in done.stdout
    lines = [line for line in done.stderr.splitlines() if not line.startswith("encoding")]
    assert lines == []


def test_among_several_documents_clauses_are_headed_by_their_ids(run, tmp_path: Path, bridges_file: Path):
    other = tmp_path / "roads.txt"
    other.write_text("第一章 总则\n第一节 目标\n公路每条长9公里。\n石桥不算公路。\n", encoding="utf-8")
    out = run("search", "石桥", "--document", str(other))[1]
    assert "bridges:1.1.2" in out


def test_an_output_that_cannot_show_chinese_is_no_crash(bridges_file: Path, cache_dir: Path, monkeypatch):
    import io

    words = ["show", "1.1.2", "--document", str(bridges_file), "--cache-dir", str(cache_dir)]
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
        assert main(words) == 0


@pytest.mark.parametrize(
    ("question", "bold"),
    [
        ("每座石桥有多长？", "\033[1m500米\033[0m"),
        ("How long is each stone bridge?", "\033[1m500 meters\033[0m"),
        ("石桥stone bridge有多长？", "\033[1m500米\033[0m"),
    ],
    ids=["zh", "en", "mixed"],
)
def test_what_answers_directly_is_bold_on_a_terminal_alone(
    run, monkeypatch: pytest.MonkeyPatch, question: str, bold: str
):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\033" not in run("ask", question)[1]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert bold in run("ask", question)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033" not in run("ask", question)[1]
