"""Where the index lies, and the commands that a message about it can be followed by."""

from __future__ import annotations

import shlex
from pathlib import Path

DEFAULT_INDEX = Path(__file__).parent / "data"


def command(words: str, root: Path) -> str:
    """Return a command for an index, to be copied out of a message.

    :param words: for instance ``build --full``.
    :param root: the index's folder; named where it is not the default.
    """
    where = "" if root.resolve() == DEFAULT_INDEX else f" --index {shlex.quote(str(root))}"
    return f"`python -m index {words}{where}`"


def mending(root: Path) -> str:
    """Return what to do about a damaged index."""
    return f"run {command('rollback', root)} or {command('build --full', root)}."
