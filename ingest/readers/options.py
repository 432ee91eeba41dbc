"""How a file is to be read, where its bytes alone do not say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person may say about a file.

    :param password: opens an encrypted file.
    :param encoding: of a text or HTML file, where it is not UTF-8 and does not say so itself.
    :param max_unpacked_bytes: how much a packed file may unpack to.
    """

    password: str | None = None
    encoding: str | None = None
    max_unpacked_bytes: int = 500 * 1024 * 1024
