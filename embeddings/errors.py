"""The errors of the package.

EmbeddingsError
├── EncoderError        a model cannot be found, reached or loaded
├── VectorIndexError    vectors do not fit an index, or an index file is corrupt
└── TrainingError       training data or a checkpoint is unusable

Every message says what happened, with the values, and the remedy.
"""


class EmbeddingsError(Exception):
    """Base class of every error this package raises on purpose."""


class EncoderError(EmbeddingsError):
    pass


class VectorIndexError(EmbeddingsError):
    pass


class TrainingError(EmbeddingsError):
    pass
