"""The errors of the package.

RagError
├── SourceError           a source file cannot be read or parsed
│   └── ParseError        its text could not be placed; names file, line and remedy
├── QuestionError         a question that cannot be asked
├── UnknownClauseError    no such clause id (also a KeyError)
├── SettingsError         a setting has no meaning
├── CacheError            the cache folder cannot be written
├── StaleIndexError       an index does not fit the corpus, the encoder or the parameters
├── ReceiptError          a file is no answer that can be verified
└── ModelError            the language model cannot be reached or does not answer

Every message says what happened, with the values, and the remedy. The doors catch `FOR_PEOPLE` and show the message.
"""

from embeddings.errors import EmbeddingsError
from rag.types import Bilingual


class RagError(Exception):
    """Base class of every error this package raises on purpose."""


class SourceError(RagError):
    pass


class ParseError(SourceError):
    pass


class QuestionError(RagError):
    pass


class UnknownClauseError(RagError, KeyError):
    def __str__(self) -> str:  # KeyError would print the repr
        return str(self.args[0]) if self.args else ""


class SettingsError(RagError):
    pass


class CacheError(RagError):
    pass


class StaleIndexError(RagError):
    pass


class ReceiptError(RagError):
    pass


class ModelError(RagError):
    """Said in both languages, because an answer's notices show it in the asker's; `str` is the English."""

    def __init__(self, en: str, zh: str = "") -> None:
        super().__init__(en)
        self.said = Bilingual(zh or en, en)


FOR_PEOPLE = (RagError, EmbeddingsError)  # what a door may show; any other exception is a bug and keeps its traceback
