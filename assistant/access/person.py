"""Who sent a request, and what that person may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ingest.errors import NotAllowed

Role = Literal["ask", "manage"]
ROLES: tuple[Role, ...] = get_args(Role)
SCOPE_KEY = "footnote.person"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who uses the page.

    :param name: of the account; empty where no login is wanted.
    :param role: ``ask`` reads and asks, ``manage`` changes documents and the index too.
    """

    name: str
    role: Role


EVERYONE = Person("", "manage")
# A request that never passed the login wall gets the least that there is.
NOBODY = Person("", "ask")


def person_of(request: object) -> Person:
    """Return who sent a request, as the login wall noted it.

    :param request: a Starlette request, or one that holds such a request as ``request``, as the
        page's event handlers are given; None for none.
    :return: the person; one who may only ask where the wall noted nobody.
    """
    inner = getattr(request, "request", None) or request
    scope = getattr(inner, "scope", None)
    person = scope.get(SCOPE_KEY) if isinstance(scope, Mapping) else None
    return person if isinstance(person, Person) else NOBODY


def require_manage(person: Person) -> None:
    """Check that a person may change documents and the index.

    :raises NotAllowed: when the person may only ask.
    """
    if person.role != "manage":
        who = f"{person.name} may" if person.name else "you may"
        raise NotAllowed(
            f"{who} only ask; ask someone who manages the documents to do this, or to give you "
            "the role `manage`."
        )
