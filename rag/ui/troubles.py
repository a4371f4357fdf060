"""Errors of the core in the window's words, in both languages; the core's own message can be opened below.

The core speaks to a command line and names variables and commands that a person at the window does not have.
"""

from markupsafe import Markup

from embeddings.errors import EmbeddingsError
from rag import errors
from rag.ui.labels import word

_HAN_FIRST = " / "  # `rag.question` says what is wrong with a question in both languages: "问题是空的。 / The question is empty."
# The first class that fits names the label.
_LABELS = (
    (errors.QuestionError, "trouble_question"),
    (errors.UnknownClauseError, "trouble_clause"),
    (errors.ModelError, "trouble_model"),
    (errors.SettingsError, "trouble_settings"),
    (errors.CacheError, "trouble_cache"),
    (errors.StaleIndexError, "trouble_index"),
    (errors.SourceError, "trouble_source"),
    (EmbeddingsError, "trouble_encoder"),
    (errors.RagError, "trouble_other"),
)


def trouble_html(error: Exception) -> Markup:
    """What went wrong and what to do, in the interface's language, and the core's message for those who open it."""
    zh, joint, en = str(error).partition(_HAN_FIRST)
    if isinstance(error, errors.QuestionError) and joint and not zh.isascii():
        return Markup('<span class="w zh" lang="zh-Hans">{}</span><span class="w en" lang="en">{}</span>').format(
            zh, en
        )
    name = next(label for kind, label in _LABELS if isinstance(error, kind))
    return Markup('{} <details class="detail"><summary>{}</summary><span lang="en">{}</span></details>').format(
        word(name), word("details"), error
    )
