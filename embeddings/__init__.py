"""Text to vectors, and vectors to the nearest ids. Knows nothing of clauses.

```python
from embeddings import load_encoder

vectors = load_encoder().encode(["高速公路", "expressway"])  # float32 (2, d), unit rows
```

Importing this package loads none of torch, sentence_transformers and faiss; what needs them loads them when called.
"""

from embeddings.alike import alike_encoder
from embeddings.encoder import BUNDLED, Encoder, Role, known_words, load_encoder
from embeddings.errors import EmbeddingsError, EncoderError, TrainingError, VectorIndexError
from embeddings.index import FaissIndex, Kind, VectorIndex
from embeddings.reranker import Reranker, load_reranker

__all__ = [
    "BUNDLED",
    "EmbeddingsError",
    "Encoder",
    "EncoderError",
    "FaissIndex",
    "Kind",
    "Reranker",
    "Role",
    "TrainingError",
    "VectorIndex",
    "VectorIndexError",
    "alike_encoder",
    "known_words",
    "load_encoder",
    "load_reranker",
]
