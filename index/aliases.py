"""Names of one thing that documents do not teach: ``aliases.tsv``, read once.

Three relations are kept apart. Names may stand for each other. A relative, as the adjective of a
country, is of its family: what is Chinese speaks of China. A metonym is weaker: what Beijing
decides China decides, but who lives in Beijing does not live all over China.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Role = Literal["name", "relative", "metonym"]
ALIASES_FILE = Path(__file__).with_name("aliases.tsv")
_ROLES: tuple[Role, ...] = ("name", "relative", "metonym")


@dataclass(frozen=True, slots=True)
class Named:
    """One way to speak of a thing.

    :param text: as it is usually written.
    :param role: what it is to the thing.
    """

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Group:
    """All ways to speak of one thing, names first."""

    members: tuple[Named, ...]


@cache
def alias_groups(path: Path = ALIASES_FILE) -> tuple[Group, ...]:
    """Return the groups of names that come with the program.

    :param path: a file of the form that the head of ``aliases.tsv`` describes.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_group(line) for line in lines if line and not line.startswith("#"))


def _group(line: str) -> Group:
    return Group(
        tuple(
            Named(name, role)
            for role, column in zip(_ROLES, line.split("\t"), strict=False)
            for name in filter(None, map(str.strip, column.split(";")))
        )
    )
