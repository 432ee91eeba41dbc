"""A file that a browser saves: its bytes, its name, and the forms that it can have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import quote

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Form(Generic[Content]):
    """A form in which something can be saved.

    :param words: what it is called.
    :param ending: of the file's name.
    :param media_type: of the file.
    :param write: makes its text of what is saved.
    """

    words: str
    ending: str
    media_type: str
    write: Callable[[Content], str]

    def file(self, content: Content, stem: str) -> SavedFile:
        """Return the file.

        :param content: what is saved.
        :param stem: the file's name without its ending.
        """
        body = self.write(content).encode("utf-8", "replace")
        return SavedFile(body, self.media_type, f"{stem}{self.ending}")


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file, and the headers it must be sent with.

    :param body: UTF-8.
    :param media_type: without parameters.
    :param name: of the file.
    """

    body: bytes
    media_type: str
    name: str

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that make a browser save it under its name (RFC 6266)."""
        return {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(self.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }
