"""Prompts as files: `name.<zh|en>.md` with `$variables`.

>>> load("rewrite", "en").variables
('history', 'question')
"""

from .errors import PromptError
from .prompt import Prompt, load

__all__ = ["Prompt", "PromptError", "load"]
