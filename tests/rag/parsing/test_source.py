"""Reading source files: UTF-8 text comes out whole, anything else is refused with the file and the remedy."""

import hashlib
from pathlib import Path

import pytest

from rag.errors import SourceError
from rag.parsing import read_source
from rag.parsing.source import MAX_BYTES

CHINESE = "桥梁规划。石桥长三里，由本市工匠修建。The bridge is long."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "桥.txt"


def refusal(file: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read_source(file)
    assert str(file) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (CHINESE.encode(), CHINESE),
        (b"\xef\xbb\xbf" + CHINESE.encode(), CHINESE),
        ("甲\r\n乙\r丙\n".encode(), "甲\n乙\n丙\n"),
    ],
    ids=["utf8", "byte_order_mark", "line_ends"],
)
def test_utf8_is_read(file: Path, content: bytes, text: str):
    file.write_bytes(content)
    found = read_source(file)
    assert found.text == text
    assert found.sha256 == hashlib.sha256(content).hexdigest()


def test_a_missing_file_is_named(file: Path):
    assert "no such file" in refusal(file)


def test_a_folder_is_no_source(tmp_path: Path):
    assert "no such file" in refusal(tmp_path)


def test_a_file_the_system_will_not_open_is_named(tmp_path: Path):
    assert "cannot be read" in refusal(tmp_path / ("桥" * 200))  # longer than a file's name may be


def test_an_empty_file_is_refused(file: Path):
    file.write_bytes(b"")
    assert "empty" in refusal(file)


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_a_foreign_encoding_is_refused_with_the_remedy(file: Path, encoding: str):
    file.write_bytes("橋長三里，由工匠建造。".encode(encoding))
    message = refusal(file)
    assert "not UTF-8" in message
    assert "save it as plain text in UTF-8" in message


@pytest.mark.parametrize("encoding", ["big5", "utf-16"])
def test_a_foreign_encoding_is_named(file: Path, encoding: str):
    file.write_bytes("橋長三里，由工匠建造。".encode(encoding))
    assert f"looks like {encoding}" in refusal(file)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n\xff\xfe", b"PK\x03\x04\xff", b"\x89PNG\r\n\xff", b"\xff\x00\x00\x01"],
    ids=["pdf", "docx", "png", "zeros"],
)  # fmt: skip
def test_a_binary_file_is_called_one(file: Path, content: bytes):
    file.write_bytes(content)
    assert "binary" in refusal(file)


def test_zero_bytes_are_refused(file: Path):
    file.write_bytes(b"bridge\x00bridge")
    assert "zero bytes" in refusal(file)


def test_a_file_over_the_limit_is_refused_unread(file: Path):
    with file.open("wb") as hole:  # takes no room on the disk
        hole.truncate(MAX_BYTES + 1)
    assert "over the limit" in refusal(file)


def test_a_gb18030_file_is_named_as_such(file: Path):
    file.write_bytes("桥梁规划\n第一章 石桥\n石桥长三里，由工匠建造。路宽十米。\n".encode("gb18030"))
    assert "looks like gb18030" in refusal(file)
