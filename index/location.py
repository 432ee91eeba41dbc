"""Where the index lies unless a command is told otherwise."""

from __future__ import annotations

from pathlib import Path

DEFAULT_INDEX = Path(__file__).parent / "data"
