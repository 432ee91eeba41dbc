"""The generations of the index, for the page to show and to go back to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index import generation
from index.lock import build_lock
from ingest.errors import IndexCorrupt, IndexNotFound


@dataclass(frozen=True, slots=True)
class OnDisk:
    """The generations in an index's folder.

    :param root: the folder.
    """

    root: Path

    def older(self) -> str:
        """Return the name of the generation that a roll back leads to; empty where none is."""
        names = generation.names(self.root)
        try:
            current = generation.number(generation.current_name(self.root))
        except IndexNotFound:
            return ""
        except IndexCorrupt:
            # Of a damaged pointer the newest generation is the one before.
            return names[-1] if names else ""
        return next((name for name in reversed(names) if generation.number(name) < current), "")

    def roll_back(self) -> str:
        """Go back to the older generation, and return its name.

        :raises IndexLocked: when a build is at work.
        :raises NothingToRollBack: when there is none, or it is damaged.
        """
        with build_lock(self.root):
            return generation.roll_back(self.root)
