"""Any system behind an HTTP address that takes a question.

POST application/json to the configuration's `url`:
    {"question": "…", "history": [{"role": "user", "content": "…"}, …], "k": 10}
and the answer is JSON with these fields, all but `text` optional:
    text       the answer or refusal; clause numbers in it as markers: "…以上。[2.4.3]"
    status     "answered", "partial" or "refused" (answered where left out)
    citations  [{"clause": "2.4.3", "quote_zh": "…", "quote_en": "…"}, …], or clause numbers alone; the text's
               markers where left out
    hits       what was retrieved, best first: clause numbers, or {"text": "…"} for units of the system's own
    confidence a number; the larger, the surer
The question's hits rank its search; nothing but this one address is asked. Proxies of the environment are not used.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from eval.configs import Config
from eval.errors import PeerError
from eval.matches import chunk
from eval.metrics.matching import MARKER, without_markers
from eval.systems.loaded import Loaded
from rag.store import MemoryStore
from rag.text import detect_language
from rag.types import (
    Answer,
    AnswerSentence,
    Bilingual,
    Citation,
    Clause,
    Hit,
    Lang,
    Source,
    Span,
    Status,
    Turn,
)

_NUMBERS = re.compile(r"[0-9]+(?:[.\-][0-9]+)*")
_SENTENCE_END = re.compile(r"(?<=[。！？!?；])(?!\[)|(?<=[.!?])\s+(?!\[)|(?<=\])\s*(?!\[)|\n+")
_SHAPE = "see eval/systems/http.py for the fields"
Reply = Mapping[str, Any]


def load(config: Config, store: MemoryStore, *, bundled: bool) -> Loaded:
    made_of = {"system": "http", "url": config.url}
    return Loaded(HttpSystem(config.url, store, timeout=config.build_settings().timeout), made_of=made_of)


class HttpSystem:
    """Asks the address; a question's search is taken from the reply to that same question, which is asked once."""

    def __init__(self, url: str, store: MemoryStore, *, timeout: float) -> None:
        self._url = url
        self.clauses: Sequence[Clause] = tuple(store)
        self._by_number = {clause.number: clause for clause in self.clauses}
        self._by_number |= {clause.id: clause for clause in self.clauses}
        self._timeout = timeout
        self._opener = build_opener(ProxyHandler({}))
        self._last: tuple[str, tuple[Hit, ...]] = ("", ())

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        """The reply as an answer; raises PeerError where there is none or it is of another shape."""
        reply = self._post({"question": question, "history": [dict(turn) for turn in history], "k": 10})
        answer = self._answer(question, reply)
        self._last = (question, answer.hits)
        return answer

    def search(self, query: str, *, k: int = 10) -> list[Hit]:
        if self._last[0] != query:
            self.ask(query)
        return list(self._last[1][:k])

    def _post(self, asked: Mapping[str, Any]) -> Reply:
        body = json.dumps(asked, ensure_ascii=False).encode()
        request = Request(self._url, body, {"Content-Type": "application/json", "Accept": "application/json"})
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                reply = json.loads(response.read())
        except HTTPError as error:
            raise PeerError(f"{self._url} answered {error.code} {error.reason}; look at that server's log") from error
        except (URLError, OSError) as error:
            raise PeerError(f"{self._url} cannot be reached ({error}); start that server, or mend the url") from error
        except ValueError as error:
            raise PeerError(f"{self._url} answered no JSON ({error}); {_SHAPE}") from error
        if not isinstance(reply, dict) or not isinstance(reply.get("text"), str):
            raise PeerError(f"{self._url} answered {str(reply)[:80]!r}, without a text; {_SHAPE}")
        return reply

    def _answer(self, question: str, reply: Reply) -> Answer:
        text = str(reply["text"])
        given = reply.get("citations")
        cited = [self._citation(item) for item in (_marked(text) if given is None else self._listed(given))]
        try:
            status = Status(reply.get("status", "answered"))
        except ValueError as error:
            raise PeerError(f"{self._url} answered the status {reply['status']!r}; {_SHAPE}") from error
        hits = tuple(
            Hit(self._unit(item, place), 0.0) for place, item in enumerate(self._listed(reply.get("hits", [])))
        )
        sure = reply.get("confidence")
        return Answer(
            question=question,
            lang=detect_language(question) or Lang.EN,
            status=status,
            sentences=tuple(
                self._sentence(part) for part in _SENTENCE_END.split(text) if without_markers(part).strip()
            ),
            text=text,
            citations=tuple(cited) if status is not Status.REFUSED else (),
            rejected=(),
            hits=hits,
            timings={},
            confidence=float(sure) if isinstance(sure, (int, float)) else None,
        )

    def _listed(self, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise PeerError(f"{self._url} answered {str(value)[:80]!r} where a list belongs; {_SHAPE}")
        return value

    def _sentence(self, part: str) -> AnswerSentence:
        return AnswerSentence(without_markers(part).strip(), tuple(self._citation(item) for item in _marked(part)), ())

    def _citation(self, item: Any) -> Citation:
        quotes = item if isinstance(item, dict) else {}
        clause = self._unit(quotes.get("clause", "") if quotes else item, 0)
        zh, en = str(quotes.get("quote_zh", "")), str(quotes.get("quote_en", ""))
        if not zh and not en:  # a bare number stands for the clause
            zh, en = clause.zh, clause.en
        return Citation(clause, zh, en, Span(0, 0), Source())

    def _unit(self, item: Any, place: int) -> Clause:
        """The clause of a number; a chunk of a text; a clause that is not there keeps the name it was given."""
        if isinstance(item, dict) and "text" in item:
            return chunk(place, str(item["text"]))
        name = str(item.get("clause", "") if isinstance(item, dict) else item)
        ghost = Clause(name, "", name, (), Bilingual(), "", "", (), Source())
        return self._by_number.get(name, ghost)


def _marked(text: str) -> list[str]:
    """The numbers in a text's markers, each once: "达到18%。[2.4.3][1.1.1]" -> ["2.4.3", "1.1.1"]."""
    return list(dict.fromkeys(number for mark in MARKER.findall(text) for number in _NUMBERS.findall(mark)))
