"""Names of one thing that documents do not teach: ``aliases.tsv``, read once.

Three relations are kept apart. Names may stand for each other. A relative, as the adjective of a
country, is of its family: what is Chinese speaks of China. A metonym is weaker: what Beijing
decides China decides, but who lives in Beijing does not live all over China.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Role = Literal["name", "relative", "metonym"]
Thing = Literal["place", "organisation", "person"]
ALIASES_FILE = Path(__file__).with_name("aliases.tsv")
_THING = "## "
_THINGS: Mapping[str, Thing] = {name: name for name in get_args(Thing)}
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
    """All ways to speak of one thing, names first.

    :param thing: what sort of thing it is.
    """

    thing: Thing
    members: tuple[Named, ...]


@cache
def alias_groups(path: Path = ALIASES_FILE) -> tuple[Group, ...]:
    """Return the groups of names that come with the program.

    :param path: a file of the form that the head of ``aliases.tsv`` describes.
    """
    return tuple(_groups(path.read_text(encoding="utf-8").splitlines()))


def _groups(lines: Sequence[str]) -> Iterator[Group]:
    thing: Thing | None = None
    for line in lines:
        if line.startswith(_THING):
            thing = _THINGS[line.removeprefix(_THING)]
        elif line and not line.startswith("#"):
            if thing is None:
                raise ValueError(f"{line!r} stands above the first sort of thing")
            yield _group(thing, line)


def _group(thing: Thing, line: str) -> Group:
    return Group(
        thing,
        tuple(
            Named(name, role)
            for role, column in zip(_ROLES, line.split("\t"), strict=False)
            for name in filter(None, map(str.strip, column.split(";")))
        ),
    )
