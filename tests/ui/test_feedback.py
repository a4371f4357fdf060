import json
from threading import Thread

import pytest

from rag.errors import CacheError
from rag.ui import feedback
from rag.ui.feedback import feedback_record, save_feedback

KEYS = ["time", "question", "history", "lang", "verdict", "comment", "status", "text", "citations", "document"]


def record(pipeline, comment="wrong year"):
    turns = [{"role": "user", "content": "桥？"}, {"role": "assistant", "content": "三座。"}]
    answer = pipeline.ask("bridge and road")
    return feedback_record(answer, verdict="down", comment=comment, history=turns, document="0" * 64)


def test_a_thumb_is_one_object_with_all_that_a_case_needs(pipeline, tmp_path):
    path = tmp_path / "用户" / "feedback.jsonl"
    save_feedback(path, record(pipeline))
    (saved,) = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert list(saved) == KEYS
    assert (saved["question"], saved["verdict"], saved["comment"]) == ("bridge and road", "down", "wrong year")
    assert (saved["lang"], saved["status"], saved["document"]) == ("en", "answered", "0" * 64)
    assert saved["citations"] == ["lake:1.1.1", "lake:1.1.2"]
    assert saved["history"][1]["content"] == "三座。"


def test_a_comment_stays_on_one_line_and_is_cut(pipeline, tmp_path):
    path = tmp_path / "feedback.jsonl"
    save_feedback(path, record(pipeline, "a\nb\u2028" + "x" * 5000))
    (line,) = path.read_text(encoding="utf-8").split("\n")[:-1]
    assert len(json.loads(line)["comment"]) == feedback.MAX_COMMENT


def test_many_at_once_lose_nothing(pipeline, tmp_path):
    path, made = tmp_path / "feedback.jsonl", record(pipeline, "长" * 1500)
    threads = [Thread(target=save_feedback, args=(path, made)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == [made] * 20


def test_a_file_that_is_full_or_unwritable_says_so(pipeline, tmp_path, monkeypatch):
    path = tmp_path / "feedback.jsonl"
    path.write_text("x" * 10, encoding="utf-8")
    monkeypatch.setattr(feedback, "MAX_BYTES", 5)
    with pytest.raises(CacheError, match="move it away"):
        save_feedback(path, record(pipeline))
    with pytest.raises(CacheError, match="make the folder writable"):
        save_feedback(path / "below", record(pipeline))
