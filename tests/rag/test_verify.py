"""Receipts: a saved answer verifies against its document; whatever is changed in either is named."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from embeddings import load_encoder
from rag import Pipeline, Settings
from rag.__main__ import main
from rag.documents import load_store
from rag.errors import ReceiptError
from rag.verify import read_receipt, summary, verify_receipt

QUESTIONS = {"zh": "石桥有多长？", "en": "How long is each stone bridge?", "mixed": "石桥stone bridge有多长？"}
Change = Callable[[dict[str, Any]], Any]


@pytest.fixture(scope="module")
def saved(bridges: Pipeline) -> dict[str, Any]:
    return json.loads(json.dumps(bridges.ask(QUESTIONS["zh"]).to_json(), ensure_ascii=False))


@pytest.fixture
def faults(bridges_file: Path, saved: dict[str, Any]) -> Callable[[Change], tuple[str, ...]]:
    """What verifying the saved answer, changed, finds."""

    def found(change: Change) -> tuple[str, ...]:
        record = copy.deepcopy(saved)
        change(record)
        return verify_receipt(record, load_store([bridges_file]))

    return found


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_an_answer_as_it_was_given_verifies(bridges: Pipeline, bridges_file: Path, question: str):
    record = json.loads(json.dumps(bridges.ask(question).to_json()))
    found = verify_receipt(record, load_store([bridges_file]))
    assert found == ()
    assert summary(record, found).startswith("verified: ")
    assert "against bridges " in summary(record, found)


def test_a_refusal_as_it_was_given_verifies(bridges: Pipeline, bridges_file: Path):
    answer = bridges.ask("Who won the football world cup in Brazil?")
    assert answer.sentences == ()
    assert verify_receipt(answer.to_json(), load_store([bridges_file])) == ()


def test_a_receipt_names_document_versions_and_settings_but_no_key(bridges: Pipeline, saved: dict[str, Any]):
    made = saved["provenance"]
    assert made["documents"] == {document.id: document.sha256 for document in bridges.documents}
    assert made["product"].startswith("clausewise ")
    assert made["encoder"] == "bundled"
    assert (made["settings"]["k"], made["settings"]["length"]) == ("10", "normal")
    hashes = made["hashes"]
    assert hashes["encoder"] == load_encoder().fingerprint[:16]
    assert {"index", "prompts", "ranking.json", "answerability.json", "choices.json"} <= set(hashes)
    assert all(re.fullmatch("[0-9a-f]{16}", digest) for digest in hashes.values())
    assert "api_key" not in json.dumps(saved)


def test_another_length_of_answers_is_on_the_receipt(bridges: Pipeline):
    other = bridges.with_settings(Settings(length="short"))
    assert other.ask("How long is each stone bridge?").to_json()["provenance"]["settings"]["length"] == "short"


def set_at(*path: Any, value: Any) -> Change:
    def change(record: Any) -> None:
        *way, last = path
        for step in way:
            record = record[step]
        record[last] = value(record[last]) if callable(value) else value

    return change


def in_sentence_and_text(old: str, new: str) -> Change:
    def change(record: dict[str, Any]) -> None:
        record["text"] = record["text"].replace(old, new)
        for sentence in record["sentences"]:
            sentence["text"] = sentence["text"].replace(old, new)

    return change


def as_note(record: dict[str, Any]) -> None:
    record["sentences"][0]["kind"] = "note"


CHANGES: dict[str, tuple[Change, str]] = {
    "digit_of_the_sentence": (in_sentence_and_text("500", "900"), "fails the check of numbers: not in 1.1.2: 900米"),
    "digit_of_the_text": (set_at("text", value=lambda text: text.replace("500", "900")), "the text is not what"),
    "words_added_to_the_text": (set_at("text", value=lambda text: text + "桥宽九米。"), "桥宽九米"),
    "digit_of_the_quote": (set_at("citations", 0, "quote_zh", value="石桥每座长900米。"), "is not in the clause"),
    "digit_of_the_other_quote": (
        set_at("citations", 0, "quote_en", value="Each stone bridge is 900 meters long."), "is not in the clause"
    ),
    "range_moved": (set_at("citations", 0, "source_spans", "zh", 0, "start", value=lambda n: n - 1), "place in the document"),
    "no_quote": (lambda r: r["citations"][0].update(quote_zh="", quote_en="", source_spans={"zh": [], "en": []}), "quotes nothing"),
    "unknown_clause_cited": (set_at("citations", 0, "clause", value="bridges:9.9.9"), "bridges:9.9.9] is no clause"),
    "unknown_clause_of_the_sentence": (set_at("sentences", 0, "clauses", value=["bridges:9.9.9"]), "cites bridges:9.9.9, unknown"),
    "no_clause_of_the_sentence": (set_at("sentences", 0, "clauses", value=[]), "cites no clause"),
    "another_clause_of_the_sentence": (set_at("sentences", 0, "clauses", value=["bridges:1.2.1"]), "fails the check of"),
    "claim_declared_a_note": (as_note, "cites a clause, yet is no claim"),
    "citations_dropped": (set_at("citations", value=[]), "the citations are not those of the sentences"),
    "other_hash": (set_at("provenance", "documents", value={"bridges": "0" * 64}), "document bridges is another"),
    "other_document": (set_at("provenance", "documents", value={"roads": "0" * 64}), "document roads is not loaded"),
    "unknown_hit": (set_at("hits", 0, "clause", value="roads:1"), "unknown in the documents"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_the_receipt_is_named(faults, change: str):
    altered, said = CHANGES[change]
    assert said in "\n".join(faults(altered))


def test_a_changed_document_is_named_with_the_quote_that_no_longer_stands(
    saved: dict[str, Any], bridges_file: Path, tmp_path: Path
):
    changed = tmp_path / "bridges.txt"
    changed.write_text(bridges_file.read_text(encoding="utf-8").replace("500", "900"), encoding="utf-8")
    found = "\n".join(verify_receipt(saved, load_store([changed])))
    assert "document bridges is another" in found
    assert "“石桥每座长500米。” is not in the clause; its place in the document holds “石桥每座长900米。”" in found
    assert "fails the check of numbers" in found


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"text": 3}', b"\xff\xfe\x00", "石桥"],
    ids=["empty", "broken", "list", "no_field", "wrong_field", "binary", "no_json"],
)
def test_a_file_that_is_no_receipt_is_an_error_with_the_remedy(tmp_path: Path, content: str | bytes):
    file = tmp_path / "answer.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReceiptError, match=r"holds no saved answer.*ask --json"):
        read_receipt(file)


@pytest.mark.parametrize(
    "change",
    [
        set_at("citations", 0, "source_spans", value=None),
        set_at("sentences", 0, value="石桥"),
        set_at("sentences", 0, "kind", value="rumour"),
        set_at("provenance", value={}),
    ],
    ids=["no_spans", "bare_sentence", "unknown_kind", "empty_provenance"],
)
def test_a_misshapen_receipt_is_an_error(faults, change: Change):
    with pytest.raises(ReceiptError, match="misshapen"):
        faults(change)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], bridges_file: Path):
    def command(content: str, document: Path = bridges_file) -> tuple[int, str, str]:
        file = tmp_path / "answer.json"
        file.write_text(content, encoding="utf-8")
        status = main(["verify", str(file), "--document", str(document)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return command


def test_the_command_ends_with_0_for_a_receipt_that_verifies(run, saved: dict[str, Any]):
    status, out, _ = run(json.dumps(saved))
    assert status == 0
    assert out.startswith("verified: ")


def test_the_command_ends_with_1_and_the_faults_for_one_that_does_not(run, saved: dict[str, Any]):
    status, out, _ = run(json.dumps(saved, ensure_ascii=False).replace("500", "900"))
    assert status == 1
    assert "900米" in out
    assert "NOT verified" in out.splitlines()[-1]


def test_the_command_ends_with_2_for_what_is_no_receipt(run, tmp_path: Path, saved: dict[str, Any]):
    status, out, err = run("{")
    assert (status, out) == (2, "")
    assert "ask --json" in err
    assert run(json.dumps(saved), tmp_path / "missing.txt")[0] == 2


@pytest.mark.parametrize(
    "spans",
    [[(0, 99)], [(3, 3)], [(4, 6), (5, 7)]],
    ids=["beyond_the_sentence", "empty", "overlapping"],
)
def test_an_emphasis_that_is_not_in_its_sentence_is_a_fault(faults, spans: list[tuple[int, int]]):
    def change(record: dict[str, Any]) -> None:
        record["sentences"][0]["focus"] = [{"start": start, "end": end} for start, end in spans]

    assert any("emphasises what is not in it" in fault for fault in faults(change))


def test_an_answer_saved_without_emphasis_verifies(faults):
    assert faults(lambda record: [sentence.pop("focus") for sentence in record["sentences"]]) == ()
