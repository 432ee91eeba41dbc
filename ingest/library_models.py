"""What the documents folder hands on: its files, what a look into it found, what was removed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import DocumentError

if TYPE_CHECKING:
    from ingest.models import Document


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A file of the documents folder.

    :param doc_id: its path relative to the folder, with ``/``.
    :param path: where it lies.
    :param size: in bytes.
    :param sha256: lower-case hex SHA-256 of its bytes.
    :param fingerprint: lower-case hex SHA-256 of its bytes and its sidecar's, which together
        decide what is read.
    :param document: what is read of it; known only of a file that was just added.
    :param stays: it lay in the folder before it was added, and only what is said of it is new.
    """

    doc_id: str
    path: Path
    size: int
    sha256: str
    fingerprint: str
    document: Document | None = field(default=None, compare=False, repr=False)
    stays: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader said of a file that was just added."""
        return self.document.warnings if self.document is not None else ()


@dataclass(frozen=True, slots=True)
class Scan:
    """What a look into the documents folder found.

    :param files: the documents, sorted by id.
    :param problems: one for each file that cannot be taken, sorted by name.
    """

    files: tuple[LibraryFile, ...]
    problems: tuple[DocumentError, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was removed and can be restored.

    :param doc_id: the id that it had, and has again once it is restored.
    :param size: in bytes, without its sidecar.
    :param when: it was removed; UTC, ISO 8601 with seconds.
    :param key: tells it from others that were removed under the same id.
    :param path: where it lies meanwhile.
    """

    doc_id: str
    size: int
    when: str
    key: str
    path: Path
