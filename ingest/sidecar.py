"""The file ``<name>.footnote.json`` beside a document: how it is read and where it came from.

A password stands there in clear text, readable by the file's owner only.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, get_args

from ingest.errors import DocumentError
from ingest.fetching.models import Origin
from ingest.folder import read_bytes, remove_file, write_atomically
from ingest.models import Document, DocumentRole, SourceOf
from ingest.names import SIDECAR_SUFFIX

_PRIVATE = 0o600
_SHARED = 0o666  # less the umask
_MAX_BYTES = 1024 * 1024
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_TIE = re.compile(r"(.+):([1-9]\d{0,3})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is known of a document beside its content; None and empty where nothing is said.

    :param password: opens an encrypted document.
    :param encoding: of a text file that is not UTF-8.
    :param title: takes the place of the one in the file.
    :param authors: take the place of those in the file.
    :param language: ISO 639-1 code; takes the place of the detected one.
    :param max_bytes: a size limit for this file that is above the usual one.
    :param origin: URL or path the document came from.
    :param rights: under what terms it is held.
    :param metadata: further facts as (name, value).
    :param role: what the person says the document is.
    :param source_of: the entries of other documents' reference lists that it is.
    :param fetched: where it was downloaded from.
    """

    password: str | None = None
    encoding: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    max_bytes: int | None = None
    origin: str | None = None
    rights: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    role: DocumentRole | None = None
    source_of: tuple[SourceOf, ...] = ()
    fetched: Origin | None = None

    def for_another_file(self) -> Sidecar:
        """Return the sidecar without what concerns the bytes of one file only."""
        return replace(self, password=None, encoding=None, max_bytes=None, fetched=None)

    def tied_to(self, ties: Iterable[SourceOf]) -> Sidecar:
        """Return the sidecar with more entries of reference lists that the document is."""
        return replace(self, source_of=tuple(dict.fromkeys((*self.source_of, *ties))))

    def describe(self, document: Document) -> Document:
        """Return the document with what the sidecar says of it in place of what was read."""
        archived = self.fetched.archived if self.fetched else ""
        own = dict(self.metadata) | ({"rights": self.rights} if self.rights else {})
        own |= {"archived copy of": archived[:10]} if archived else {}
        read = [(name, value) for name, value in document.metadata if name not in own]
        return replace(
            document,
            title=self.title or document.title,
            authors=self.authors or document.authors,
            language=self.language or document.language,
            origin=self.origin or (self.fetched.url if self.fetched else document.origin),
            metadata=(*read, *own.items()),
            declared_role=self.role,
            source_of=self.source_of,
        )


def parse_tie(text: str) -> SourceOf:
    """Read ``DOC:3``: an entry of a document's reference list. The last colon counts.

    :raises ValueError: saying what was expected.
    """
    match = _TIE.fullmatch(text.strip())
    if match is None:
        raise ValueError(
            f"{text!r} names no reference: write the document, a colon and the reference's number, "
            "for instance paper.pdf:3"
        )
    return SourceOf(match[1], int(match[2]))


def sidecar_path(document: Path) -> Path:
    """Return where a document's sidecar lies."""
    return document.with_name(document.name + SIDECAR_SUFFIX)


def sidecar_bytes(document: Path, doc_id: str) -> bytes:
    """Return the sidecar's bytes; none where there is no sidecar.

    :raises DocumentError: when it cannot be read.
    """
    path = sidecar_path(document)
    return read_bytes(path, doc_id, _MAX_BYTES) if path.is_file() else b""


def load_sidecar(document: Path, doc_id: str) -> Sidecar:
    """Return what a document's sidecar says; an empty one where there is none.

    :param document: where the document lies.
    :param doc_id: what it is called in messages.
    :raises DocumentError: when it is not of the form, saying what is wrong with it.
    """
    data = sidecar_bytes(document, doc_id)
    if not data:
        return Sidecar()
    try:
        return _parse(data)
    except ValueError as exc:
        name = sidecar_path(document).name
        raise DocumentError(doc_id, f"its sidecar {name} {exc}; mend or remove it") from exc


def save_sidecar(document: Path, sidecar: Sidecar) -> None:
    """Write a document's sidecar, for the owner's eyes only where it holds a password.

    One that says nothing is removed.

    :raises DocumentError: when the operating system refuses it.
    """
    path = sidecar_path(document)
    said = {
        field.name: _plain(getattr(sidecar, field.name))
        for field in fields(Sidecar)
        if getattr(sidecar, field.name)
    }
    if not said:
        remove_file(path, path.name)
        return
    content = json.dumps(said, ensure_ascii=False, indent=2) + "\n"
    write_atomically(path, content.encode(), _PRIVATE if sidecar.password else _SHARED)


@contextmanager
def sidecar_kept(document: Path, doc_id: str) -> Iterator[None]:
    """Put a document's sidecar back as it was when what is done meanwhile fails.

    :raises DocumentError: when it cannot be read, or cannot be put back.
    """
    path = sidecar_path(document)
    before = sidecar_bytes(document, doc_id)
    mode = stat.S_IMODE(path.stat().st_mode) if before else _PRIVATE
    done = False
    try:
        yield
        done = True
    finally:
        if not done and sidecar_bytes(document, doc_id) != before:
            if before:
                write_atomically(path, before, mode)
            else:
                remove_file(path, path.name)


def _plain(value: object) -> object:
    """Return a field's value as JSON holds it."""
    if isinstance(value, Origin):
        return {name: said for name, said in asdict(value).items() if said != ""}
    if isinstance(value, tuple) and isinstance(value[0], SourceOf):
        return [str(tie) for tie in value]
    if isinstance(value, tuple):
        return dict(value) if isinstance(value[0], tuple) else list(value)
    return value


def _parse(data: bytes) -> Sidecar:
    """Return the sidecar that some JSON describes.

    :raises ValueError: saying what is wrong with it, as the end of a sentence.
    """
    try:
        said = json.loads(data.decode("utf-8"))
    except ValueError as exc:
        raise ValueError(f"is not JSON in UTF-8 ({exc})") from exc
    except RecursionError as exc:
        raise ValueError("is nested too deep") from exc
    if not isinstance(said, dict):
        raise ValueError("does not hold one JSON object")
    known = [field.name for field in fields(Sidecar)]
    if unknown := sorted(said.keys() - set(known)):
        raise ValueError(f"has the unknown key {unknown[0]!r} (the known are {', '.join(known)})")
    for key, value in said.items():
        _check(key, value)
    values: dict[str, Any] = dict(said)
    values["authors"] = tuple(said.get("authors", ()))
    values["metadata"] = tuple(said.get("metadata", {}).items())
    values["source_of"] = tuple(map(parse_tie, said.get("source_of", ())))
    if fetched := said.get("fetched"):
        values["fetched"] = _origin(fetched)
    return Sidecar(**values)


def _origin(said: dict[str, Any]) -> Origin:
    """Return where a document was downloaded from.

    :raises ValueError: saying what is wrong with it, as the end of a sentence.
    """
    known = {field.name: field for field in fields(Origin)}
    if unknown := sorted(said.keys() - known.keys()):
        raise ValueError(f'has the unknown key {unknown[0]!r} in "fetched"')
    for name, value in said.items():
        right = isinstance(value, int) if name == "status" else is_text(value)
        if not right:
            kind = "a number" if name == "status" else "a text"
            raise ValueError(f'has {value!r} as {name!r} of "fetched", where {kind} was expected')
    try:
        return Origin(**said)
    except TypeError as exc:
        needed = ("url", "final_url", "fetched", "status", "sha256")
        lacking = next((name for name in needed if name not in said), "content_type")
        raise ValueError(f'lacks {lacking!r} in "fetched"') from exc


def _check(key: str, value: object) -> None:
    """Refuse a value of the wrong kind.

    :raises ValueError: naming key and value, as the end of a sentence.
    """
    if key in ("authors", "source_of"):
        right, kind = isinstance(value, list) and _all_text(value), "a list of texts"
    elif key == "role":
        right, kind = value in get_args(DocumentRole), f"one of {', '.join(get_args(DocumentRole))}"
    elif key == "fetched":
        right, kind = isinstance(value, dict), "an object"
    elif key == "metadata":
        right, kind = (
            isinstance(value, dict) and _all_text([*value, *value.values()]),
            "texts by name",
        )
    elif key == "max_bytes":
        right, kind = isinstance(value, int), "a number of bytes"
    else:
        right, kind = is_text(value), "a text"
    if not right:
        raise ValueError(f"has {value!r} as {key!r}, where {kind} was expected")


def _all_text(values: Iterable[object]) -> bool:
    return all(map(is_text, values))


def is_text(value: object) -> bool:
    """Tell whether a value is text that can be stored; JSON can also name half a character."""
    return isinstance(value, str) and not _LONE_SURROGATE.search(value)
