"""Finds the numbered excerpts in a prompt, as a model would read them.

The one place of the tests that knows how the prompt numbers its excerpts.
"""

from __future__ import annotations

import re

EXCERPT = re.compile(r"^⟦excerpt (\d+)⟧[^\n]*\n(.*?)\n⟦end \1⟧$", re.MULTILINE | re.DOTALL)
PLACEHOLDER = re.compile(r'\{excerpt (of|without) "([^"{}]+)"\}')


def excerpts(prompt: str) -> dict[int, str]:
    """Return the excerpts of a prompt by their numbers.

    :param prompt: the messages' texts, joined.
    """
    return {int(found[1]): found[2] for found in EXCERPT.finditer(prompt)}


def filled(words: str, prompt: str) -> str:
    """Put the numbers of the prompt's excerpts in place of the placeholders.

    :param words: of a transcript.
    :param prompt: the messages' texts, joined.
    :raises LookupError: when no excerpt is as a placeholder asks for.
    """
    held = excerpts(prompt)
    return PLACEHOLDER.sub(lambda match: str(_number(held, match[2], match[1] == "of")), words)


def _number(held: dict[int, str], words: str, wanted: bool) -> int:
    for number, text in held.items():
        if (words in " ".join(text.split())) == wanted:
            return number
    holds = "holds" if wanted else "is without"
    raise LookupError(f"no excerpt of the prompt {holds} {words!r}; it has {sorted(held)}")
