"""What earlier tries to fetch a source came to, in one hidden file of the documents folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from ingest.errors import DocumentError
from ingest.folder import read_bytes, remove_file, write_atomically
from ingest.models import SourceOf
from ingest.sidecar import is_text, parse_tie

FILE_NAME = ".footnote-fetches.json"
_MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that failed.

    :param url: the address that was asked for.
    :param when: UTC, ISO 8601 with seconds.
    :param problem: why it gave nothing, and what to do.
    """

    url: str
    when: str
    problem: str


Attempts = Mapping[SourceOf, Attempt]


def read_attempts(root: Path) -> dict[SourceOf, Attempt]:
    """Return the last failure of each reference that was not fetched since.

    :param root: the documents folder.
    :raises DocumentError: when the record is damaged; it can be removed without loss of documents.
    """
    path = root / FILE_NAME
    if not path.exists():
        return {}
    try:
        return _parse(read_bytes(path, FILE_NAME, _MAX_BYTES))
    except (ValueError, RecursionError) as exc:
        raise DocumentError(
            FILE_NAME,
            f"this record of earlier fetches in {root} is damaged ({exc}); remove it, nothing but "
            "the reasons of old failures is lost.",
        ) from exc


def _parse(data: bytes) -> dict[SourceOf, Attempt]:
    """Return the attempts that some JSON describes.

    :raises ValueError: saying what is wrong with it.
    """
    said = json.loads(data.decode("utf-8"))
    if not isinstance(said, dict):
        raise ValueError("it does not hold one JSON object")
    return {parse_tie(tie): _attempt(tie, attempt) for tie, attempt in said.items()}


def _attempt(tie: str, said: object) -> Attempt:
    names = {field.name for field in fields(Attempt)}
    if not isinstance(said, dict) or said.keys() != names or not all(map(is_text, said.values())):
        raise ValueError(f"of {tie!r} it does not say {', '.join(sorted(names))}, each as a text")
    return Attempt(**said)


def write_attempts(root: Path, attempts: Attempts) -> None:
    """Write the record anew; one that holds nothing is removed.

    :raises DocumentError: when the operating system refuses it.
    """
    path = root / FILE_NAME
    if not attempts:
        remove_file(path, FILE_NAME)
        return
    said = {str(tie): asdict(attempts[tie]) for tie in sorted(attempts, key=str)}
    write_atomically(path, (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode())
