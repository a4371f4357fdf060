"""Prompts as files: `name.<zh|en>.md` with `$variables`.

>>> load("rewrite", "en").variables
('history', 'question')
"""

from prompts.errors import PromptError
from prompts.prompt import Prompt, load

__all__ = ["Prompt", "PromptError", "load"]
