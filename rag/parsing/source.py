"""Reading a source file as text."""

import codecs
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import SourceError

MAX_BYTES = 64 * 1024 * 1024
_HAN_ENCODINGS = ("gb18030", "big5")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text (line ends as "\\n") and the hex SHA-256 of its bytes."""

    path: Path
    sha256: str
    text: str = field(repr=False)


def read_source(path: Path) -> SourceText:
    """Read a plain-text source in UTF-8; SourceError names the file and the remedy when it is no such thing."""
    try:
        content = _read_bytes(path)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check its name and who may read it") from error
    return SourceText(path, hashlib.sha256(content).hexdigest(), _decode(content, path))


def read_lines(path: Path) -> list[str]:
    """The lines of a file that need not be there; none where it is missing or empty, else read as a source is."""
    return read_source(path).text.splitlines() if os.path.isfile(path) and path.stat().st_size else []


def _read_bytes(path: Path) -> bytes:
    if not path.is_file():
        raise SourceError(f"{path}: no such file; give the path of a plain-text document")
    size = path.stat().st_size
    if size == 0:
        raise SourceError(f"{path}: the file is empty; give a file with the document's text")
    if size > MAX_BYTES:
        raise SourceError(f"{path}: {size} bytes, over the limit of {MAX_BYTES}; split the document into several files")
    return path.read_bytes()


def _decode(content: bytes, path: Path) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path}: not UTF-8 text (byte {error.start} of {len(content)}){_guess(content)}; "
            "save it as plain text in UTF-8 and try again"
        ) from error
    if "\x00" in text:  # UTF-16 without its mark, or no text at all
        raise SourceError(f"{path}: holds zero bytes, so it is no plain text; save the document as text in UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess(content: bytes) -> str:
    """ ", it looks like gb18030" where another encoding reads it as Chinese or English words."""
    if content[:4] in (b"%PDF", b"PK\x03\x04", b"\x89PNG") or b"\x00\x00" in content[:4096]:
        return ", it is a binary file"
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return ", it looks like utf-16"
    # gb18030 reads most Big5 bytes too, but as signs and rare characters: the better reading has more letters
    best = max(_HAN_ENCODINGS, key=lambda encoding: _share_of_words(content, encoding))
    return f", it looks like {best}" if _share_of_words(content, best) > 0.6 else ""


def _share_of_words(content: bytes, encoding: str) -> float:
    """Share of letters, digits and white space in the content so read; 0 where it cannot be."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    return sum(c.isalnum() or c.isspace() for c in text) / len(text)
