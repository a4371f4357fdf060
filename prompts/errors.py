"""The errors of the package.

PromptError   a prompt that does not exist, or was rendered with missing or unknown variables
"""


class PromptError(Exception):
    pass
