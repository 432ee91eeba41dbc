from __future__ import annotations

from types import SimpleNamespace

import pytest
from starlette.requests import Request

from assistant.access.person import EVERYONE, NOBODY, SCOPE_KEY, Person, person_of, require_manage
from ingest.errors import NotAllowed


def request(**noted: object) -> Request:
    return Request({"type": "http", "headers": [], **noted})


def test_a_person_is_read_from_a_request_and_from_what_holds_one() -> None:
    ada = Person("ada", "ask")
    noted = request(**{SCOPE_KEY: ada})
    assert person_of(noted) == ada
    assert person_of(SimpleNamespace(request=noted)) == ada


@pytest.mark.parametrize(
    "stranger",
    [
        None,
        "text",
        request(),
        request(**{SCOPE_KEY: "manage"}),
        SimpleNamespace(request=None),
        SimpleNamespace(scope=7),
    ],
)
def test_what_never_passed_the_wall_may_only_ask(stranger: object) -> None:
    assert person_of(stranger) == NOBODY
    with pytest.raises(NotAllowed, match=r"^you may only ask; ask someone who manages"):
        require_manage(person_of(stranger))


def test_a_role_decides() -> None:
    require_manage(EVERYONE)
    require_manage(Person("ada", "manage"))
    with pytest.raises(NotAllowed, match=r"^bob may only ask; ask someone who manages"):
        require_manage(Person("bob", "ask"))
