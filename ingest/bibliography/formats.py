"""The forms that a list of references can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ingest.bibliography.bibtex import to_bibtex
from ingest.bibliography.csl import to_csl
from ingest.bibliography.table import table
from ingest.models import Reference

FORMATS: Mapping[str, Callable[[Sequence[Reference]], str]] = {
    "table": table,
    "bibtex": to_bibtex,
    "csl-json": to_csl,
}
"""What each form is called, and what writes it; the first is the default."""
