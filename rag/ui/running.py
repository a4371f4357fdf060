"""Stopping an answer that is being written.

Gradio's own cancelling waits for the sentence being written and then also cancels what was asked meanwhile, so the
answer looks itself whether it is still wanted.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, wait
from typing import TypeVar

LOOK = 0.05  # seconds between two looks while nothing comes

T = TypeVar("T")


class Running:
    """Which answer of a session is being written; the one value of a session that its events share and change."""

    def __init__(self) -> None:
        self._latest = 0
        self._stopped = 0

    def begin(self) -> int:
        """The number of a new answer; the one before is no longer wanted."""
        self._latest += 1
        return self._latest

    def stop(self) -> None:
        """No more of the latest answer is wanted, but what has come of it is."""
        self._stopped = self._latest

    def wanted(self, number: int) -> bool:
        """Whether that answer is to go on."""
        return number == self._latest and number != self._stopped

    def dropped(self, number: int) -> bool:
        """Whether that answer is to leave no trace, since the conversation is another now."""
        return number != self._latest


def until(stream: Iterator[T], *, wanted: Callable[[], bool], workers: Executor) -> Iterator[T]:
    """What a stream brings for as long as it is wanted, looked at even while nothing comes; the rest is left unread."""
    while wanted():
        coming = workers.submit(next, stream, None)  # None ends it
        while not wait([coming], timeout=LOOK).done:
            if not wanted():
                return
        item = coming.result()
        if item is None:
            return
        yield item
