import pytest

from rag.ui.headings import han


@pytest.mark.parametrize(
    ("number", "words"),
    [("1", "一"), ("10", "十"), ("12", "十二"), ("20", "二十"), ("99", "九十九"), ("100", "一百"), ("101", "一百零一"),
     ("110", "一百一十"), ("115", "一百一十五"), ("1000", "一千"), ("1008", "一千零八"), ("1062", "一千零六十二"),
     ("1260", "一千二百六十"), ("2001", "二千零一"), ("0", "0"), ("10000", "10000"), ("1a", "1a"), ("", "")],
)  # fmt: skip
def test_numbers_are_written_as_chinese_texts_write_them(number, words):
    assert han(number) == words
