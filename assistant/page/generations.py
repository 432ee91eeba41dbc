"""The generations of the index, for the page to show and to go back to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index import generation
from index.lock import build_lock


@dataclass(frozen=True, slots=True)
class OnDisk:
    """The generations in an index's folder.

    :param root: the folder.
    """

    root: Path

    def older(self) -> str:
        """Return the name of the generation that a roll back leads to; empty where none is.

        :raises IndexCorrupt: when the pointer holds no generation's name.
        """
        names = generation.names(self.root)
        if not names:
            return ""
        current = generation.number(generation.current_name(self.root))
        return next((name for name in reversed(names) if generation.number(name) < current), "")

    def roll_back(self) -> str:
        """Go back to the older generation, and return its name.

        :raises IndexLocked: when a build is at work.
        :raises NothingToRollBack: when there is none, or it is damaged.
        """
        with build_lock(self.root):
            return generation.roll_back(self.root)
