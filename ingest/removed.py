"""Removing documents so that they can be restored, until they are deleted for good."""

from __future__ import annotations

import errno
import os
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ingest import aside, folder
from ingest.errors import DocumentError, DocumentExists, DocumentNotFound, NotAFile
from ingest.folder import Entry, translated
from ingest.library_models import Removed
from ingest.names import did_you_mean, printable
from ingest.sidecar import sidecar_path

_DOOMED = "deleted-"


def set_aside(root: Path, entry: Entry) -> Removed:
    """Move a document's file and its sidecar aside.

    :param root: the documents folder.
    :raises DocumentError: when the operating system refuses it; the document then stays.
    """
    shown = printable(entry.doc_id)
    removals = root / aside.FOLDER_NAME
    if removals.is_symlink():
        raise NotAFile(shown, f"it cannot be put aside: {removals} is a link; remove that link")
    try:
        moment = aside.next_moment(removals)
        slot = removals / aside.new_key(moment, pair=os.path.lexists(sidecar_path(entry.path)))
        path = slot / entry.path.relative_to(root)
        size = entry.path.lstat().st_size
        try:
            path.parent.mkdir(parents=True)
            aside.move_out(entry.path, path)
        finally:
            aside.drop_empty(slot)
    except OSError as exc:
        raise _refusal(exc, shown) from exc
    return Removed(entry.doc_id, size, _shown(moment), slot.name, path)


def listed(root: Path) -> tuple[Removed, ...]:
    """Return what can be restored, what was removed last first.

    :param root: the documents folder.
    :raises DocumentError: when the operating system does not let it be looked at.
    """
    try:
        slots = aside.slots(root / aside.FOLDER_NAME)
        return tuple(each for moment, slot in slots for each in _held_in(slot, _shown(moment)))
    except OSError as exc:
        raise translated(exc, aside.FOLDER_NAME) from exc


def _held_in(slot: Path, when: str) -> Iterator[Removed]:
    """Yield the documents of one removal; it is one, unless someone put others there."""
    for entry in folder.entries(slot):
        if not isinstance(entry, Entry):
            continue
        try:
            size = entry.path.lstat().st_size
        except FileNotFoundError:  # just restored, or deleted for good
            continue
        yield Removed(entry.doc_id, size, when, slot.name, entry.path)


def find(root: Path, doc_id: str, key: str | None = None) -> Removed:
    """Return the document of this id that was removed last.

    :param root: the documents folder.
    :param key: which of several of this id; None for the one removed last.
    :raises DocumentNotFound: when there is none, naming near ones.
    """
    known = listed(root)
    wanted = printable(unicodedata.normalize("NFC", doc_id))
    # No path is made of what was asked for: it is only compared.
    same = [each for each in known if printable(each.doc_id) == wanted]
    if found := next((each for each in same if key in (None, each.key)), None):
        return found
    if same:
        keys = " or ".join(each.key for each in same)
        raise DocumentNotFound(wanted, f"it was not removed under this key; give {keys}")
    meant = did_you_mean(doc_id, sorted({printable(each.doc_id) for each in known}))
    raise DocumentNotFound(
        printable(doc_id),
        "nothing of this name can be restored; a build deletes for good what was removed before "
        f"it{meant}",
    )


def put_back(root: Path, found: Removed) -> Removed:
    """Move a document's file and its sidecar back to where they lay.

    :param root: the documents folder.
    :return: it, with the path where it lies now.
    :raises DocumentExists: when its name is taken by now.
    :raises DocumentNotFound: when it is not there any more.
    :raises DocumentError: when the operating system refuses it; it can then still be restored.
    """
    shown = printable(found.doc_id)
    slot = root / aside.FOLDER_NAME / found.key
    place = found.path.relative_to(slot)
    path = root / place
    _refuse_what_is_taken(root, path, found)
    try:
        claimed = aside.claim(slot)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.move_in(claimed / place, path)
        finally:
            aside.drop_empty(claimed)
    except FileNotFoundError as exc:
        raise DocumentNotFound(shown, "it was just restored, or deleted for good") from exc
    except OSError as exc:
        raise _refusal(exc, shown) from exc
    return replace(found, path=path)


def _refuse_what_is_taken(root: Path, path: Path, found: Removed) -> None:
    """Refuse to restore over something, or through a link that has come to lie on the way.

    :param path: where the document is to lie.
    :raises DocumentExists: when something is there.
    :raises NotAFile: naming the link.
    """
    shown = printable(found.doc_id)
    if link := _link_above(root, path):
        raise NotAFile(shown, f"{printable(str(link))} is a link by now; remove it, then restore")
    if os.path.lexists(path) or folder.find(root, found.doc_id):
        raise DocumentExists(
            shown,
            "another file or folder has this name by now; move or remove it, then restore this "
            f"one, whose key is {found.key}",
        )


def _link_above(root: Path, path: Path) -> Path | None:
    """Return the folder between the documents folder and a file that is a link, if one is."""
    above = (each for each in path.parents if each != root and each.is_relative_to(root))
    return next((each for each in above if each.is_symlink()), None)


def forget(root: Path, these: Iterable[Removed]) -> None:
    """Delete for good; what was restored or removed anew meanwhile is left alone.

    What an earlier call or a crash left half done is cleared as well.

    :param root: the documents folder.
    :raises DocumentError: when something could not be deleted; the rest is.
    """
    removals = root / aside.FOLDER_NAME
    keys = frozenset(each.key for each in these)
    refused: list[OSError] = []
    try:
        slots = aside.folders(removals)
    except OSError as exc:
        raise _refusal(exc, aside.FOLDER_NAME) from exc
    for slot in slots:
        try:
            _clear(root, slot, keys)
        except FileNotFoundError:  # just restored, or deleted by another build
            continue
        except OSError as exc:
            refused.append(exc)
    if refused:
        raise _refusal(refused[0], aside.FOLDER_NAME) from refused[0]


def _clear(root: Path, slot: Path, keys: frozenset[str]) -> None:
    """Delete a removal that is to be deleted, and what a crash left.

    :param keys: of the removals to delete.
    :raises OSError: when it cannot be deleted.
    """
    if slot.name in keys:
        # As a whole or not at all: from here on it is neither listed nor restored.
        slot = slot.rename(slot.with_name(_DOOMED + slot.name))
    if slot.name.startswith(_DOOMED):
        _delete_stray_sidecar(root, slot)
        shutil.rmtree(slot)
    elif aside.removed_at(slot.name) and slot.name < max(keys, default=""):
        aside.drop_empty(slot)  # a later one that is empty may be a removal at work


def _delete_stray_sidecar(root: Path, slot: Path) -> None:
    """Delete the sidecar that a crash left where its document lay; it may hold a password.

    :raises OSError: when it cannot be deleted.
    """
    if not aside.has_pair(slot.name):
        return
    for entry in folder.entries(slot):
        if not isinstance(entry, Entry) or os.path.lexists(sidecar_path(entry.path)):
            continue
        path = root / entry.path.relative_to(slot)
        if not (os.path.lexists(path) or _link_above(root, path)):
            sidecar_path(path).unlink(missing_ok=True)


def _shown(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _refusal(exc: OSError, shown: str) -> DocumentError:
    if exc.errno == errno.EXDEV:
        return DocumentError(
            shown, "it lies on another disk than the documents folder; move or delete it by hand"
        )
    return translated(exc, shown)
