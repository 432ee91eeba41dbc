"""Deleting for good what was removed from the documents folder, once the index holds it no more."""

from __future__ import annotations

import logging

from ingest.errors import DocumentError
from ingest.library import Library, Removed

logger = logging.getLogger(__name__)


def removed_so_far(library: Library) -> tuple[Removed, ...]:
    """Return the removed documents that a look into the folder after this does not find.

    Nothing where they cannot be listed: a build goes on without deleting them.
    """
    try:
        return library.removed()
    except DocumentError as exc:
        logger.warning("removed documents are not deleted by this build: %s", exc)
        return ()


def forget(library: Library, removed: tuple[Removed, ...]) -> tuple[str, ...]:
    """Delete removed documents for good; that some cannot be deleted does not undo a build.

    :param removed: what :func:`removed_so_far` returned before the build read the folder.
    :return: what a person should know of it.
    """
    try:
        library.forget_removed(removed)
    except DocumentError as exc:
        return (f"a removed document could not be deleted for good: {exc}",)
    return ()
