"""Whether the answer is in the question's language, read off its text and not off what the system says of itself."""

import re

from eval.metrics.matching import without_markers
from eval.metrics.measure import Observations
from eval.trials import Trial
from rag.types import Lang

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")


def right_language(trial: Trial) -> Observations:
    """Language: 1 if the answer or refusal is in the question's language, else 0; over all questions.

    Traditional and simplified script are one language. A text without words, such as "18%", is right in both; nothing
    at all scores 0.
    """
    text = without_markers(trial.text)
    lang = written_lang(text)
    if lang is None:
        return (float(any(char.isalnum() for char in text)),)
    return (float(lang is trial.case.lang),)


def written_lang(text: str) -> Lang | None:
    """The language most of a text is in: Chinese if it has at least as many Han characters as words of Latin letters.

    A Chinese sentence keeps names such as "PM2.5" and "G60", an English one a few Han characters of a name. None where
    there is neither. Example: "建设G60科创走廊" -> ZH (6 to 1).
    """
    han, words = len(HAN.findall(text)), len(WORD.findall(text))
    if not han and not words:
        return None
    return Lang.ZH if han >= words else Lang.EN
