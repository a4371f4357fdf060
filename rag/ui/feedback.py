"""What people think of answers, one JSON object a thumb, appended to a file on this machine.

`python -m eval add` turns these lines into evaluation cases.
"""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from platformdirs import user_data_dir

from rag.errors import CacheError
from rag.types import Answer, Turn

MAX_COMMENT = 2000  # characters kept
MAX_BYTES = 50_000_000  # a file that long is no one's honest feedback
VERDICTS = ("up", "down")
_writing = Lock()


def feedback_path() -> Path:
    """Where the window keeps feedback."""
    return Path(user_data_dir("clausewise")) / "feedback.jsonl"


def feedback_record(
    answer: Answer, *, verdict: str, comment: str, history: Sequence[Turn], document: str
) -> dict[str, Any]:
    """One thumb as plain values; `document` is the sha256 of the document that the answer is about."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "question": answer.question,
        "history": [dict(turn) for turn in history],
        "lang": answer.lang.value,
        "verdict": verdict,
        "comment": comment.strip()[:MAX_COMMENT],
        "status": answer.status.value,
        "text": answer.text,
        "citations": list(dict.fromkeys(citation.clause.id for citation in answer.citations)),
        "document": document,
    }


def save_feedback(path: Path, record: dict[str, Any]) -> None:
    """Append a record; raises CacheError where the file cannot be written or is full."""
    line = json.dumps(record, ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _writing, path.open("a", encoding="utf-8") as file:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:
                raise CacheError(f"{path} is longer than {MAX_BYTES:,} bytes; move it away")
            file.write(line)
    except OSError as error:
        raise CacheError(f"{path} cannot be written ({error.strerror}); make the folder writable") from error
