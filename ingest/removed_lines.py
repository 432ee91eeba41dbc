"""What the command line says of removed documents that can be restored."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence

from ingest.library_models import Removed
from ingest.names import printable


def undo_line(removed: Sequence[Removed]) -> str:
    """Return how documents that were just removed are restored."""
    named = shlex.join(printable(each.doc_id) for each in removed)
    return f"to undo, before that: python -m ingest restore {named}"


def removed_lines(removed: Sequence[Removed]) -> list[str]:
    """Return how many documents can be restored, and which; nothing where there are none.

    :param removed: what was removed last first.
    """
    if not removed:
        return []
    counted = "1 removed document" if len(removed) == 1 else f"{len(removed):,} removed documents"
    names = Counter(each.doc_id for each in removed)
    lines = [f"{counted} can be restored until the next build: python -m ingest restore DOC"]
    return lines + [_line(each, alone=names[each.doc_id] == 1) for each in removed]


def _line(removed: Removed, *, alone: bool) -> str:
    """Return what is known of a removed document.

    :param alone: no other was removed under its id.
    """
    when = f"{removed.when[:10]} {removed.when[11:16]} UTC"
    line = f"  {printable(removed.doc_id)} ({removed.size:,} bytes), removed {when}"
    return line if alone else f"{line}, --key {removed.key}"
