"""The files of a generation against the checksums in its manifest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index import manifest as manifests
from index.location import mending
from index.models import Manifest
from ingest.errors import IndexCorrupt


def verify(folder: Path, *, older: bool = False) -> Manifest:
    """Hold every file of a generation against its manifest.

    :param folder: the generation's folder.
    :param older: take a format version that a build can start from, too.
    :return: the manifest.
    :raises IndexCorrupt: naming the first file that is missing or differs.
    :raises IndexFormatUnsupported: when another format version wrote it.
    """
    manifest = manifests.read_manifest(folder, older=older)
    for name, size, sha256 in manifest.files:
        path = folder / name
        try:
            problem = (
                "" if path.stat().st_size == size else f"{path.stat().st_size} bytes, not {size}"
            )
            if not problem and file_sha256(path) != sha256:
                problem = "its SHA-256 differs from the manifest's"
        except FileNotFoundError:
            problem = "it is missing"
        if problem:
            raise IndexCorrupt(f"{path}: {problem}; {mending(folder.parent)}")
    return manifest


def file_sha256(path: Path) -> str:
    """Return the lower-case hex SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def list_files(folder: Path) -> tuple[tuple[str, int, str], ...]:
    """Return (name, bytes, SHA-256) of each file of a generation, the manifest left out."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(
        (path.relative_to(folder).as_posix(), path.stat().st_size, file_sha256(path))
        for path in paths
        if path.name != manifests.FILE_NAME
    )
