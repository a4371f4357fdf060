"""The errors of the package.

EvalError
├── DatasetError     a dataset file cannot be read; names file, line, field and remedy
└── CorpusError      a pipeline's clauses cannot be told apart by the numbers that the gold uses

Every message says what happened, with the values, and the remedy.
"""


class EvalError(Exception):
    """Base class of every error this package raises on purpose."""


class DatasetError(EvalError):
    pass


class CorpusError(EvalError):
    pass
