"""What can be asked about the documents themselves."""

from __future__ import annotations

from typing import Literal

Topic = Literal[
    "authors",
    "title",
    "supervisor",
    "university",
    "contact",
    "code",
    "language",
    "format",
    "date",
    "journal",
    "references",
    "length",
    "which",
]
"""What of the documents is asked for; ``code`` is a UDC, DOI or JEL, ``which`` also how many."""
