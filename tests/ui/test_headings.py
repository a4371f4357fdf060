import pytest

from rag.types import Bilingual, Heading, Lang
from rag.ui.headings import han, heading_words


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        ("part", "第三编 通则", "Part 3 General"),
        ("subpart", "第三分编 通则", "Subpart 3 General"),
        ("chapter", "第三章 通则", "Chapter 3 General"),
        ("section", "第三节 通则", "Section 3 General"),
        ("subsection", "第三款 通则", "Subsection 3 General"),
        ("item", "第三目 通则", "Item 3 General"),
        ("supplement", "通则", "General"),
    ],
)
def test_headings_have_their_number_at_every_level(kind: str, zh: str, en: str):
    heading = Heading(kind, "3" if kind != "supplement" else "", Bilingual("通则", "General"))
    assert (heading_words(heading, Lang.ZH), heading_words(heading, Lang.EN)) == (zh, en)


@pytest.mark.parametrize(
    ("number", "words"),
    [("1", "一"), ("10", "十"), ("12", "十二"), ("20", "二十"), ("99", "九十九"), ("100", "一百"), ("101", "一百零一"),
     ("110", "一百一十"), ("115", "一百一十五"), ("1000", "一千"), ("1008", "一千零八"), ("1062", "一千零六十二"),
     ("1260", "一千二百六十"), ("2001", "二千零一"), ("0", "0"), ("10000", "10000"), ("1a", "1a"), ("", "")],
)  # fmt: skip
def test_numbers_are_written_as_chinese_texts_write_them(number, words):
    assert han(number) == words
