"""Manifest <-> ``manifest.json``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from index.location import command, mending
from index.models import Failure, FileEntry, Manifest, ModelIdentity
from ingest.errors import IndexCorrupt, IndexFormatUnsupported

FORMAT_VERSION = 3
# Vectors and chunks of these are as now; a build takes them over.
OLDER_FORMATS = frozenset({1, 2})
FILE_NAME = "manifest.json"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into a generation's folder."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
    (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path, *, older: bool = False) -> Manifest:
    """Read the manifest of a generation's folder.

    :param folder: the folder.
    :param older: take a format version that a build can start from, too.
    :raises IndexCorrupt: when it is missing or not of the form.
    :raises IndexFormatUnsupported: when another format version wrote it.
    """
    path = folder / FILE_NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        found = raw["format_version"]
        if found != FORMAT_VERSION and not (older and found in OLDER_FORMATS):
            mend = "build" if found in OLDER_FORMATS else "build --full"
            raise IndexFormatUnsupported(
                f"{path} has format version {found}, this program reads {FORMAT_VERSION}: "
                f"run {command(mend, folder.parent)}."
            )
        return Manifest(
            format_version=found,
            generation=raw["generation"],
            created=raw["created"],
            model=ModelIdentity(**raw["model"]),
            chunk_settings=tuple((name, value) for name, value in raw["chunk_settings"]),
            dense_index=raw["dense_index"],
            exact_below=raw["exact_below"],
            chunks=raw["chunks"],
            documents=tuple(FileEntry(**entry) for entry in raw["documents"]),
            failures=tuple(Failure(**failure) for failure in raw["failures"]),
            files=tuple((name, size, sha256) for name, size, sha256 in raw["files"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise IndexCorrupt(
            f"{path}: {type(exc).__name__}: {exc}; {mending(folder.parent)}"
        ) from exc
