from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from rag.errors import QuestionError
from rag.ui.running import Running, until


@pytest.fixture(scope="module")
def workers():
    with ThreadPoolExecutor(2) as pool:
        yield pool


def test_a_stream_that_is_wanted_comes_whole(workers):
    assert list(until(iter("桥and"), wanted=lambda: True, workers=workers)) == ["桥", "a", "n", "d"]


def test_a_stream_ends_when_it_is_no_longer_wanted_even_while_nothing_comes(workers):
    never, read = Event(), []

    def stream():
        yield 1
        never.wait(30)
        yield 2

    for item in until(stream(), wanted=lambda: not read, workers=workers):
        read.append(item)
    never.set()
    assert read == [1]


def test_an_error_of_the_stream_is_raised_to_its_reader(workers):
    def stream():
        yield 1
        raise QuestionError("no")

    with pytest.raises(QuestionError, match="no"):
        list(until(stream(), wanted=lambda: True, workers=workers))


def test_stop_ends_the_latest_answer_alone_and_a_new_one_drops_it():
    running = Running()
    first = running.begin()
    running.stop()
    assert (running.wanted(first), running.dropped(first)) == (False, False)
    second = running.begin()
    assert (running.wanted(first), running.dropped(first)) == (False, True)
    assert running.wanted(second)
