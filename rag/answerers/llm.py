"""The answerer that asks a language model, and the rewriting of follow-up questions.

What the model writes is a draft like any other: `ground` decides what of it may be shown.
"""

import time
from collections.abc import Generator, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

import prompts
from rag.answerers.chat_model import Message, Meter, describe, failure, stream_text
from rag.answerers.reply import SILENT_TOKEN, draft_sentences, without_thoughts
from rag.markers import clause_labels
from rag.turns import said
from rag.types import Clause, DraftSentence, Hit, Lang, Turn, Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_TURNS = 6  # of the conversation, the latest; a follow-up seldom reaches further back
_TURN_LENGTH = 600  # characters kept of each
_NOTHING = {Lang.ZH: "（无）", Lang.EN: "(none)"}
_SPEAKERS = {
    Lang.ZH: {"user": "用户", "assistant": "助手"},
    Lang.EN: {"user": "User", "assistant": "Assistant"},
}


@dataclass(frozen=True, slots=True)
class LangChainAnswerer:
    """An `Answerer` that has a LangChain chat model write the draft. `name` is for people ("gpt-4o-mini").

    `max_seconds` limits a whole reply; `max_tokens` is what the model was built with. 0: no limit of ours.
    """

    model: "BaseChatModel"
    _: KW_ONLY
    name: str = ""
    max_tokens: int = 0
    max_seconds: float = 0.0
    length: str = "normal"

    def draft(
        self, question: str, hits: Sequence[Hit], *, lang: Lang, history: Sequence[Turn] = ()
    ) -> Generator[DraftSentence, None, Usage | None]:
        """Yield the model's sentences as they are completed; nothing, with no call, where there are no hits.

        A `SILENT` sentence first means that the clauses do not answer; after claims, that they do not answer the rest.
        Returns what the call cost, as `yield from` gives it. Raises ModelError, possibly after some sentences, as
        `stream_text` does, and for a reply without a sentence.
        """
        if not hits:
            return None
        labels, meter, start, empty = clause_labels(hits), Meter(), time.monotonic(), True
        messages = answer_messages(question, hits, lang=lang, history=history, length=self.length)
        pieces = stream_text(self.model, messages, meter=meter, max_seconds=self.max_seconds)
        for sentence in draft_sentences(pieces, labels):
            empty = False
            yield sentence
        if empty:
            raise failure(
                self.model,
                "sent an empty reply; ask again, choose another model",
                "的应答是空的；请再问一次，或换用别的模型",
            )
        return self._usage(meter, start)

    def rewrite(self, question: str, history: Sequence[Turn], lang: Lang) -> tuple[str, Usage | None]:
        """The question, made to stand without the conversation, and what the call cost; itself and None without one.

        Also the question itself where the reply is empty or too long to be a question. Raises ModelError.
        """
        if not history:
            return question, None
        meter, start = Meter(), time.monotonic()
        prompt = prompts.load("rewrite", lang).render(history=_conversation(history, lang), question=_content(question))
        pieces = stream_text(self.model, [("user", prompt)], meter=meter, max_seconds=self.max_seconds)
        reply = "".join(without_thoughts(pieces))
        lines = [line.strip().strip("\"'“”「」") for line in reply.splitlines() if line.strip()]
        longest = max(300, 2 * len(question))
        rewritten = lines[0] if len(lines) == 1 and 0 < len(lines[0]) <= longest else question
        return rewritten, self._usage(meter, start)

    def _usage(self, meter: Meter, start: float) -> Usage:
        seconds, name = time.monotonic() - start, self.name or describe(self.model)
        return meter.usage(name, seconds, max_tokens=self.max_tokens, max_seconds=self.max_seconds)


def answer_messages(
    question: str, hits: Sequence[Hit], *, lang: Lang, history: Sequence[Turn] = (), length: str = "normal"
) -> list[Message]:
    """The messages that ask for an answer: the rules as system, the delimited material as user. `hits` not empty."""
    labels = clause_labels(hits)
    rules = prompts.load("answer_rules", lang).render(example=f"[{labels[hits[0].clause.id]}]", silent=SILENT_TOKEN)
    if length != "normal":
        rules = f"{rules}\n{prompts.load(f'length_{length}', lang).render()}"
    material = prompts.load("answer", lang).render(
        clauses="\n".join(_clause_block(hit.clause, labels[hit.clause.id], lang) for hit in hits),
        history=_conversation(history, lang),
        question=_content(question),
        silent=SILENT_TOKEN,
    )
    return [("system", rules), ("user", material)]


def _clause_block(clause: Clause, label: str, lang: Lang) -> str:
    """One clause, delimited: its label, its headings, its text in the asker's language and then in the other."""
    path = " > ".join(heading.title[lang] or heading.title[lang.other] for heading in clause.path if heading.title)
    texts = (clause[lang], clause[lang.other])
    lines = [_content(line) for line in (path, *texts) if line]
    return "\n".join([f'<clause number="{label}">', *lines, "</clause>"])


def _conversation(history: Sequence[Turn], lang: Lang) -> str:
    speakers = _SPEAKERS[lang]
    turns = [
        f"{speakers[turn['role']]}: {_content(words[:_TURN_LENGTH])}"
        for turn in history[-_TURNS:]
        if turn.get("role") in speakers and (words := said(turn))
    ]
    return "\n".join(turns) or _NOTHING[lang]


def _content(text: str) -> str:
    """Text that cannot close the tag it stands in: "</clause>" -> "< /clause>"."""
    return text.replace("</", "< /")
