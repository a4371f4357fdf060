"""A small bilingual plan about bridges, and clauses built by hand."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from rag import Pipeline, Settings
from rag.types import Bilingual, Clause, Document, Heading, Hit, SentencePair, Source, Span

BRIDGES = """桥梁规划
Bridge Plan

第一章 总则
Chapter I General Provisions
第一节 目标
Section 1 Goals
到2031年建成三座石桥。
Three stone bridges will be completed by 2031.
石桥每座长500米。
Each stone bridge is 500 meters long.
第二节 养护
Section 2 Maintenance
桥面每年检查两次。
The deck shall be inspected twice a year.
"""


def build_clause(number: str, *pairs: tuple[str, str], document: str = "d", title: int = 0) -> Clause:
    """A clause of those sentence pairs, the first `title` of them its title, whose source is Chinese, then English."""
    zh, en = "".join(pair[0] for pair in pairs), " ".join(pair[1] for pair in pairs if pair[1])
    sentences, at_zh, at_en = [], 0, 0
    for i, (left, right) in enumerate(pairs):
        zh_span = Span(at_zh, at_zh + len(left)) if left else None
        en_span = Span(at_en, at_en + len(right)) if right else None
        sentences.append(SentencePair(left, right, zh_span, en_span, i < title))
        at_zh += len(left)
        at_en += len(right) + 1 if right else 0
    return Clause(
        id=f"{document}:{number}",
        document=document,
        number=number,
        path=(Heading("chapter", "1", Bilingual("桥", "Bridges")),),
        title=Bilingual(*pairs[0]) if title else Bilingual(),
        zh=zh,
        en=en,
        sentences=tuple(sentences),
        source=Source((Span(0, len(zh)),) if zh else (), (Span(len(zh) + 1, len(zh) + 1 + len(en)),) if en else ()),
    )


@pytest.fixture
def clause_of() -> Callable[..., Clause]:
    """`clause_of("1.1", ("桥长三里。", "The bridge is long."), document="d", title=0)`."""
    return build_clause


@pytest.fixture
def hits_of() -> Callable[[Sequence[Clause]], list[Hit]]:
    """Hits for clauses, best first."""
    return lambda clauses: [Hit(clause, 1.0 - i / 10) for i, clause in enumerate(clauses)]


@pytest.fixture
def document_of() -> Callable[..., Document]:
    """A document of that id without text."""
    return lambda id: Document(id, "桥", "Bridges", "00", "")


@pytest.fixture(scope="session")
def bridges_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bridge plan as a file: clauses 1.1.1, 1.1.2 and 1.2.1."""
    path = tmp_path_factory.mktemp("documents") / "bridges.txt"
    path.write_text(BRIDGES, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def bridges(bridges_file: Path, cache_dir: Path) -> Pipeline:
    """A pipeline over the bridge plan alone."""
    return Pipeline.load(Settings(documents=(bridges_file,), cache_dir=cache_dir))
