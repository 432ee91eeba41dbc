from __future__ import annotations

import pytest

from assistant.access.origin import is_foreign

HOST = "footnote.example:8000"


def foreign(
    origin: str | None, host: str | None = HOST, forwarded: str | None = None, method: str = "POST"
) -> bool:
    def one(value: str | None) -> list[str]:
        return [] if value is None else [value]

    return is_foreign(method, origins=one(origin), hosts=one(host), forwarded_hosts=one(forwarded))


@pytest.mark.parametrize(
    ("origin", "host", "forwarded"),
    [
        (None, HOST, None),
        (None, None, None),
        ("http://footnote.example:8000", HOST, None),
        ("HTTP://Footnote.Example:8000", HOST, None),
        ("http://footnote.example", "footnote.example", None),
        ("http://footnote.example", "footnote.example:80", None),
        ("https://footnote.example", "footnote.example", None),
        ("https://footnote.example", "FOOTNOTE.example:443", None),
        ("http://[::1]:7860", "[::1]:7860", None),
        ("https://out.example", "127.0.0.1:7860", "out.example"),
        ("https://out.example", "127.0.0.1:7860", "out.example, inner.example"),
        ("https://out.example:8443", "127.0.0.1:7860", "out.example:8443"),
    ],
)
def test_the_own_page_and_programs_pass(
    origin: str | None, host: str | None, forwarded: str | None
) -> None:
    assert not foreign(origin, host, forwarded)


@pytest.mark.parametrize(
    ("origin", "host", "forwarded"),
    [
        ("null", HOST, None),
        ("", HOST, None),
        ("http://evil.example", HOST, None),
        ("http://footnote.example", HOST, None),
        ("http://footnote.example:8001", HOST, None),
        ("https://footnote.example", "footnote.example:80", None),
        ("http://footnote.example:8000.evil.example", HOST, None),
        ("http://evil.example/footnote.example:8000", HOST, None),
        ("http://footnote.example:8000@evil.example", HOST, None),
        ("http://evil.example\\@footnote.example:8000", HOST, None),
        ("file://footnote.example:8000", HOST, None),
        ("footnote.example:8000", HOST, None),
        ("http://footnote.example:x", "footnote.example:x", None),
        ("http://[::1", "[::1", None),
        ("http://", "", None),
        ("http://footnote.example:8000", None, None),
        ("http://inner.example", HOST, "out.example, inner.example"),
        ("http://evil.example", HOST, ""),
    ],
)
def test_other_pages_are_refused(origin: str, host: str | None, forwarded: str | None) -> None:
    assert foreign(origin, host, forwarded)


@pytest.mark.parametrize(
    ("method", "checked"),
    [
        ("POST", True),
        ("PUT", True),
        ("PATCH", True),
        ("DELETE", True),
        ("GET", False),
        ("HEAD", False),
    ],
)
def test_what_changes_nothing_is_not_checked(method: str, checked: bool) -> None:
    assert foreign("http://evil.example", method=method) is checked
    fetch = is_foreign(method, origins=[], hosts=[HOST], fetch_sites=["cross-site"])
    assert fetch is checked


def test_several_origins_or_hosts_are_refused() -> None:
    own = "http://footnote.example:8000"
    assert is_foreign("POST", origins=[own, "http://evil.example"], hosts=[HOST])
    assert is_foreign("POST", origins=[own], hosts=[HOST, "evil.example"])


@pytest.mark.parametrize(
    ("site", "refused"),
    [("cross-site", True), (" Cross-Site ", True), ("same-origin", False), ("none", False)],
)
def test_the_browser_s_word_for_a_foreign_page_is_believed(site: str, refused: bool) -> None:
    own = "http://footnote.example:8000"
    assert is_foreign("POST", origins=[own], hosts=[HOST], fetch_sites=[site]) is refused


def test_a_browser_s_question_beforehand_counts_as_what_it_asks_for() -> None:
    own, evil = ["http://footnote.example:8000"], ["http://evil.example"]
    assert is_foreign("OPTIONS", origins=evil, hosts=[HOST], asked_methods=["POST"])
    assert not is_foreign("OPTIONS", origins=own, hosts=[HOST], asked_methods=["POST"])
    assert not is_foreign("OPTIONS", origins=evil, hosts=[HOST])
