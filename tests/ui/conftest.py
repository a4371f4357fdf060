"""A pipeline of four invented clauses that answers at once: the seam `build_app` takes its pipeline through."""

import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any
from urllib.parse import urlsplit

import pytest

from embeddings.errors import EncoderError
from rag.errors import QuestionError, UnknownClauseError
from rag.settings import Settings
from rag.types import (
    Answer,
    AnswerSentence,
    Bilingual,
    ChannelScore,
    Citation,
    Clause,
    Document,
    Heading,
    Hit,
    Lang,
    Rejection,
    SentencePair,
    Source,
    Span,
    Status,
    Turn,
    Verdict,
)
from rag.ui.launch import launch_options

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1280, "height": 900}
BOX = "#question textarea"
SLOWLY = 0.8  # seconds before each sentence
TIMEOUT = 30_000  # ms, for a busy machine

CASES = (
    {"id": "1", "lang": "en", "kind": "factoid", "question": "How many bridges?", "gold": ["1.1.1"],
     "must_have": [["Three"]], "answerable": True},
    {"id": "2", "lang": "zh", "kind": "unanswerable", "question": "月球有多远？", "gold": [], "must_have": [],
     "answerable": False, "refusal_kind": "off_topic"},
)  # fmt: skip

PATH = (
    Heading("chapter", "1", Bilingual("湖区建设", "Building the Lake District")),
    Heading("section", "1", Bilingual("道路桥梁", "Roads and Bridges")),
)
TEXTS = {
    "1.1.1": (
        ("修建桥梁。", "Building bridges."),
        ("到2031年建成三座跨湖大桥。", "Three bridges over the lake shall be completed by 2031."),
        ("桥上设人行道和自行车道。", "The bridges shall carry footpaths and cycle lanes."),
    ),
    "1.1.2": (
        ("养护道路。", "Maintaining roads."),
        ("环湖公路每年检查两次。", "The lakeside road shall be inspected twice a year."),
    ),
    "1.1.3": (
        ("放养鱼苗。", "Stocking fish."),
        (
            "每年春季放养鱼苗<script>alert('x')</script>。",
            "Fry are released <img src=x onerror=alert('x')>.",
        ),
    ),
    "1.1.4": (("保护湿地。", "Protecting wetlands."), ("湿地面积不减少。", "The area of wetlands shall not shrink.")),
}


def lay_out(texts: dict[str, tuple[tuple[str, str], ...]]) -> tuple[Document, tuple[Clause, ...]]:
    """The document whose text is each clause's Chinese line, then its English line."""
    text, clauses = "", []
    for number, pairs in texts.items():
        zh, en = "".join(pair[0] for pair in pairs), " ".join(pair[1] for pair in pairs)
        sentences = tuple(
            SentencePair(
                *pair,
                Span(zh.index(pair[0]), zh.index(pair[0]) + len(pair[0])),
                Span(en.index(pair[1]), en.index(pair[1]) + len(pair[1])),
                is_title=order == 0,
            )
            for order, pair in enumerate(pairs)
        )
        zh_span = Span(len(text), len(text) + len(zh))
        en_span = Span(zh_span.end + 1, zh_span.end + 1 + len(en))
        text += f"{zh}\n{en}\n"
        title = Bilingual(pairs[0][0][:-1], pairs[0][1][:-1])
        source = Source((zh_span,), (en_span,))
        clauses.append(Clause(f"lake:{number}", "lake", number, PATH, title, zh, en, sentences, source))
    return Document("lake", "湖区规划", "Lake District Plan", "0" * 64, text, Lang.ZH), tuple(clauses)


def cite(clause: Clause, pair: SentencePair, answer_span: Span) -> Citation:
    zh, en = clause.source.zh[0].start, clause.source.en[0].start
    assert pair.zh_span is not None
    assert pair.en_span is not None
    return Citation(
        clause,
        pair.zh,
        pair.en,
        answer_span,
        Source(
            (Span(zh + pair.zh_span.start, zh + pair.zh_span.end),),
            (Span(en + pair.en_span.start, en + pair.en_span.end),),
        ),
    )


class FakePipeline:
    """Quotes the clauses whose keyword is in the question, with time between where it asks "slowly"; refuses what has none."""

    keywords = {"桥": "1.1.1", "bridge": "1.1.1", "路": "1.1.2", "road": "1.1.2", "鱼": "1.1.3", "fish": "1.1.3"}

    questions = {"lake:1.1.4": ("湿地面积可以减少吗？", "May the wetlands shrink?")}

    def __init__(self) -> None:
        self.lake, self.clauses = lay_out(TEXTS)
        self.histories: list[list[Turn]] = []
        self.settings: list[Settings] = []
        self.slow = Event()

    def with_settings(self, settings: Settings) -> "FakePipeline":
        """A pipeline whose answers tell that it is one of a session's own."""
        self.settings.append(settings)
        return OwnPipeline()

    @property
    def documents(self) -> tuple[Document, ...]:
        return (self.lake,)

    def document(self, document_id: str) -> Document:
        return self.lake

    def clause(self, number: str) -> Clause:
        for clause in self.clauses:
            if number in (clause.number, clause.id):
                return clause
        raise UnknownClauseError(f"no clause {number!r}; numbers run from 1.1.1 to 1.1.4")

    def search(self, query: str, *, k: int = 10) -> list[Hit]:
        channels = {"lexical clause": ChannelScore(1, 2.5, ("bridg",))}
        return [Hit(clause, 1 / rank, clause.body[0], channels) for rank, clause in enumerate(self.clauses, 1)][:k]

    def is_spelled(self, question: str) -> bool:
        return "brigde" not in question

    def ask(self, question: str, *, history: Sequence[Turn] = (), lang: Lang | None = None) -> Answer:
        if self.slow.is_set():
            sleep(1)
        return list(self.stream(question, history=history, lang=lang))[-1]

    def stream(self, question: str, *, history: Sequence[Turn] = (), lang: Lang | None = None) -> Iterator[Answer]:
        self.histories.append(list(history))
        if not any(character.isalpha() for character in question):
            raise QuestionError("问题里没有文字。 / The question has no words; ask it in Chinese or English.")
        lang = lang or (Lang.ZH if any("一" <= character <= "鿿" for character in question) else Lang.EN)
        numbers = dict.fromkeys(number for word, number in self.keywords.items() if word in question.lower())
        answer = Answer(
            question, lang, Status.REFUSED, (), "", (), (), tuple(self.search(question)), {"search": 0.004}, question
        )
        if not numbers:
            reason = "没有一条提到它。" if lang is Lang.ZH else "No clause speaks of it."
            yield replace(answer, reasons=(reason,))
            return
        for number in numbers:
            for pair in self.clause(number).body:
                time.sleep(SLOWLY if "slowly" in question else 0)
                answer = self._longer(answer, number, pair)
                yield answer
        yield replace(answer, rejected=(Rejection("Ten bridges.", (Verdict("numbers", False, "10 is not cited"),)),))

    def _longer(self, answer: Answer, number: str, pair: SentencePair) -> Answer:
        start = len(answer.text) + (1 if answer.text else 0)
        text = pair[answer.lang]
        citation = cite(self.clause(number), pair, Span(start, start + len(text)))
        sentence = AnswerSentence(text, (citation,), (Verdict("verbatim", True),))
        return replace(
            answer,
            status=Status.ANSWERED,
            sentences=(*answer.sentences, sentence),
            text=f"{answer.text} {text}[{number}]".strip(),
            citations=(*answer.citations, citation),
        )


class OwnPipeline(FakePipeline):
    """Its answers bring a notice that no other pipeline's do."""

    def stream(self, question: str, *, history: Sequence[Turn] = (), lang: Lang | None = None) -> Iterator[Answer]:
        for answer in super().stream(question, history=history, lang=lang):
            yield replace(answer, notices=("by a session's own pipeline",))


class BrokenPipeline(FakePipeline):
    """Its encoder fails at each question."""

    def search(self, query: str, *, k: int = 10) -> list[Hit]:
        raise EncoderError("the encoder is gone; install it again")


class TwoDocuments(FakePipeline):
    """The same clauses again in a second document."""

    def __init__(self) -> None:
        super().__init__()
        self.hill = replace(self.lake, id="hill")
        again = [replace(each, id=f"hill:{each.number}", document="hill") for each in self.clauses]
        self.clauses = (*self.clauses, *again)

    @property
    def documents(self) -> tuple[Document, ...]:
        return (self.lake, self.hill)


@pytest.fixture
def broken_pipeline() -> FakePipeline:
    return BrokenPipeline()


@pytest.fixture
def two_documents() -> FakePipeline:
    return TwoDocuments()


@pytest.fixture(scope="session")
def pipeline() -> FakePipeline:
    return FakePipeline()


@pytest.fixture(scope="session")
def bundled_pipeline(cache_dir: Path) -> Any:
    """The product as it ships, where a test needs more than the fake."""
    from rag import Pipeline

    return Pipeline.load(Settings(cache_dir=cache_dir))


@pytest.fixture(scope="session")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that the served window appends thumbs to."""
    return tmp_path_factory.mktemp("user") / "feedback.jsonl"


@pytest.fixture
def slow_evaluation(pipeline: FakePipeline) -> Iterator[Event]:
    """While it is set, the served pipeline takes its time over a question that a question set asks."""
    yield pipeline.slow
    pipeline.slow.clear()


@pytest.fixture(scope="session")
def address(pipeline: FakePipeline, feedback: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The window over that pipeline, served on a free port."""
    import app

    dataset = tmp_path_factory.mktemp("datasets") / "lake.jsonl"
    dataset.write_text("".join(json.dumps(case) + "\n" for case in CASES), encoding="utf-8")
    blocks = app.build_app(pipeline, feedback=feedback, datasets={"lake": dataset})  # type: ignore[arg-type]
    _, url, _ = blocks.launch(prevent_thread_lock=True, **launch_options())
    yield url
    blocks.close(verbose=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = f"no Chromium on the path ({', '.join(NAMES)}); install one, e.g. apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_context(browser: Any) -> Any:
    """One for most pages, so that Gradio's scripts are loaded once."""
    return browser.new_context(locale="en-US", permissions=["clipboard-read", "clipboard-write"])


@pytest.fixture
def open_window(browser: Any, shared_context: Any, address: str) -> Iterator[Any]:
    """Opens the window; every page must make no request elsewhere, raise no dialog and no script error.

    size     width and height of the page
    query    the address's query
    context  options of a browser context of its own (locale, color_scheme); None for the one that most tests share
    """
    opened: list[Any] = []
    elsewhere: list[str] = []
    troubles: list[str] = []

    def seen(request: Any) -> None:
        place = urlsplit(request.url)
        if place.scheme in ("http", "https", "ws", "wss") and place.hostname != "127.0.0.1":
            elsewhere.append(request.url)

    def open_at(size: dict[str, int] = DESKTOP, query: str = "", context: dict[str, Any] | None = None) -> Any:
        own = None if context is None else browser.new_context(**context)
        page = (own or shared_context).new_page()
        opened.append(own or page)
        page.set_viewport_size(size)
        page.set_default_timeout(TIMEOUT)
        page.on("request", seen)
        page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(address + query)
        page.locator(BOX).wait_for(state="attached")
        page.wait_for_function("window.clausewise?.ready")
        return page

    yield open_at
    for each in opened:
        each.close()
    assert elsewhere == []
    assert troubles == []


@pytest.fixture(scope="session")
def ask() -> Any:
    """Types a question, presses Enter, and waits for the whole answer; gives its exchange."""

    def type_and_wait(page: Any, question: str) -> Any:
        page.locator(BOX).click()
        page.keyboard.insert_text(question)
        before = page.locator(".exchange").count()
        page.keyboard.press("Enter")
        exchange = page.locator(".exchange").nth(before)
        exchange.locator(".answer > .actions").wait_for()
        return exchange

    return type_and_wait
