"""Clausewise 条文通: answers over bilingual policy and legal texts, every sentence citing its numbered clause.

```python
from rag import Pipeline

pipeline = Pipeline.load()
answer = pipeline.ask("2025年的规划期之后展望到哪一年？")
print(answer.text, [(c.clause.number, c.quote_zh, c.quote_en) for c in answer.citations])
```
Importing this package loads none of torch, faiss, gradio and langchain.
"""

from rag.errors import (
    CacheError,
    ModelError,
    ParseError,
    QuestionError,
    RagError,
    SettingsError,
    SourceError,
    StaleIndexError,
    UnknownClauseError,
)
from rag.pipeline import Pipeline
from rag.settings import Settings
from rag.types import Answer, Citation, Clause, Document, Hit, Lang, SentencePair, Span, Status

__all__ = [
    "Answer",
    "CacheError",
    "Citation",
    "Clause",
    "Document",
    "Hit",
    "Lang",
    "ModelError",
    "ParseError",
    "Pipeline",
    "QuestionError",
    "RagError",
    "SentencePair",
    "Settings",
    "SettingsError",
    "SourceError",
    "Span",
    "StaleIndexError",
    "Status",
    "UnknownClauseError",
]
