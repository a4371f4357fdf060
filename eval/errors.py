"""The errors of the package.

EvalError
├── DatasetError     a dataset file cannot be read; names file, line, field and remedy
├── ConfigError      a configuration or a baseline cannot be read or used
├── RunError         not one question of a run brought an answer
├── CorpusError      a pipeline's clauses cannot be told apart by the numbers that the gold uses
└── PeerError        another system is not installed, cannot be reached, or answers in another shape

Every message says what happened, with the values, and the remedy.
"""

from rag.errors import RagError


class EvalError(Exception):
    """Base class of every error this package raises on purpose."""


class DatasetError(EvalError):
    pass


class ConfigError(EvalError):
    pass


class RunError(EvalError):
    pass


class CorpusError(EvalError):
    pass


class PeerError(EvalError, RagError):
    """Also a RagError: of a single question it makes a missing answer, as the product's own errors do."""
