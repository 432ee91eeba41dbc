"""One file a format: bytes -> Document."""

from ingest.readers.dispatch import CURRENT_READERS, read
from ingest.readers.options import ReadOptions

__all__ = ["CURRENT_READERS", "ReadOptions", "read"]
