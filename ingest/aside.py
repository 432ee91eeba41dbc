"""The hidden folder of the documents folder in which removed documents lie.

Each removal has a folder of its own there, named by its moment, which holds the file and its
sidecar under their path in the documents folder. So nothing that was put aside is ever overwritten,
and what is looked for in it passes the checks of the documents folder itself.

Two files cannot be moved at once. Whether a document is held is said by its file alone: on the way
out it goes before its sidecar, on the way back after it. A crash in between leaves the sidecar
where the document lay, and restoring makes the two a pair again.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.sidecar import sidecar_path

FOLDER_NAME = ".removed"
_MOMENT = "%Y%m%dT%H%M%S%fZ"
_PAIR = "-pair"
_KEY = re.compile(rf"(?P<moment>2\d{{7}}T\d{{12}}Z)-[0-9a-f]{{8}}(?P<pair>{_PAIR})?")


def new_key(moment: datetime, *, pair: bool) -> str:
    """Return a name for a removal that no other has.

    :param pair: a sidecar belongs to the document.
    """
    return f"{moment:{_MOMENT}}-{secrets.token_hex(4)}{_PAIR if pair else ''}"


def removed_at(key: str) -> datetime | None:
    """Return the moment in a removal's name, in UTC; None where the name is no removal's."""
    match = _KEY.fullmatch(key)
    try:
        return datetime.strptime(match["moment"], _MOMENT).replace(tzinfo=UTC) if match else None
    except ValueError:  # such as a 13th month
        return None


def has_pair(key: str) -> bool:
    """Tell whether a sidecar belongs to the document of a removal."""
    return key.endswith(_PAIR)


def next_moment(aside: Path) -> datetime:
    """Return the moment of a removal, which is after those before it whatever the clock says.

    :raises OSError: when the folder cannot be looked at.
    """
    last = next((moment for moment, _ in slots(aside)), None)
    now = datetime.now(UTC)
    return max(now, last + timedelta(microseconds=1)) if last else now


def slots(aside: Path) -> list[tuple[datetime, Path]]:
    """Return the moments of the removals and their folders, the last first.

    :raises OSError: when the folder cannot be looked at.
    """
    found = ((removed_at(each.name), each) for each in folders(aside))
    known = [(moment, each) for moment, each in found if moment is not None]
    return sorted(known, key=lambda slot: slot[1].name, reverse=True)


def folders(aside: Path) -> list[Path]:
    """Return the folders within a folder, no links among them; none where it is itself a link.

    :raises OSError: when it cannot be looked at.
    """
    if aside.is_symlink() or not aside.is_dir():
        return []
    with os.scandir(aside) as listing:
        return [aside / each.name for each in listing if each.is_dir(follow_symlinks=False)]


def claim(slot: Path) -> Path:
    """Give a removal another name; a build that is to delete it knows the old one only.

    :return: where it lies now.
    :raises OSError: when it cannot be renamed, or is not there any more.
    """
    moment = removed_at(slot.name)
    if moment is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(slot))
    return slot.rename(slot.with_name(new_key(moment, pair=has_pair(slot.name))))


def move_out(old: Path, new: Path) -> None:
    """Move a document and then its sidecar; where that fails, the document goes back.

    :raises OSError: when one of them cannot be moved.
    """
    os.replace(old, new)
    try:
        _move_sidecar(old, new)
    except OSError:
        os.replace(new, old)
        raise


def move_in(old: Path, new: Path) -> None:
    """Move a document's sidecar and then the document; where that fails, the sidecar goes back.

    :raises OSError: when one of them cannot be moved.
    """
    _move_sidecar(old, new)
    try:
        os.replace(old, new)
    except OSError:
        _move_sidecar(new, old)
        raise


def _move_sidecar(old: Path, new: Path) -> None:
    """Move a document's sidecar, where it has one.

    :raises OSError: when it cannot be moved.
    """
    if os.path.lexists(sidecar_path(old)):
        os.replace(sidecar_path(old), sidecar_path(new))


def drop_empty(slot: Path) -> None:
    """Remove a folder and those in it, as far as they hold nothing."""
    for inner, _, _ in os.walk(slot, topdown=False):
        try:
            os.rmdir(inner)
        except OSError:  # it holds something
            continue
