"""Tests of which addresses may be fetched."""

from __future__ import annotations

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import AddressForbidden, AddressInvalid
from ingest.fetching.addresses import joined, parse_address, shortened, why_forbidden


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://review.example/a?b=c", b"review.example"),
        ("  HTTP://Review.Example/a  ", b"review.example"),
        ("https://пчёлы.рф/мёд", b"xn--k1ahyr2a.xn--p1ai"),
        ("https://қала.қаз/", b"xn--80aa6a83a.xn--80ao21a"),
        ("https://[2606:4700::1111]/", b"2606:4700::1111"),
    ],
)
def test_addresses_of_the_web_are_taken(text: str, host: bytes) -> None:
    url = parse_address(text)
    assert url.raw_host == host
    assert url.scheme in ("http", "https")


def test_what_follows_the_number_sign_stays_here() -> None:
    assert str(parse_address("https://review.example/a#part")) == "https://review.example/a"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("review.example/a", "not a web address"),
        ("", "not a web address"),
        ("file:///etc/passwd", "file: cannot be fetched"),
        ("ftp://review.example/a", "ftp: cannot be fetched"),
        ("javascript:alert(1)", "javascript: cannot be fetched"),
        ("data:text/html,x", "data: cannot be fetched"),
        ("https:///a", "names no host"),
        ("https://.../", "names no host"),
        ("https://a b.example/", "names no host"),
        ("https://review.example:eighty/", "not a web address"),
        ("https://rev\tiew.example/", "not a web address"),
        ("https://me:secret@review.example/", "user name or a password"),
    ],
)
def test_other_texts_are_no_addresses(text: str, problem: str) -> None:
    with pytest.raises(AddressInvalid, match=problem):
        parse_address(text)


def test_a_password_is_not_shown() -> None:
    with pytest.raises(AddressInvalid) as caught:
        parse_address("https://me:secret@review.example/")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("port", [22, 25, 3306, 6379, 65535])
def test_ports_of_other_services_are_refused(port: int) -> None:
    with pytest.raises(AddressForbidden, match=f"port {port} is none that web servers use"):
        parse_address(f"http://review.example:{port}/")


def test_an_allowed_port_may_be_named() -> None:
    assert parse_address("http://127.0.0.1:50123/", {("127.0.0.1", 50123)}).port == 50123


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "2001:db8::1",
        "3fff::1",
        "5f00::1",
        "100::1",
        "2001::7f00:1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "not an address",
    ],
)
def test_addresses_that_are_not_public_are_forbidden(address: str) -> None:
    assert why_forbidden(address, 443) is not None


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_public_addresses_are_not(address: str) -> None:
    assert why_forbidden(address, 443) is None


def test_an_allowance_is_for_one_port_of_this_machine() -> None:
    allowed = {("127.0.0.1", 8000), ("10.0.0.1", 8000)}
    assert why_forbidden("127.0.0.1", 8000, allowed) is None
    assert why_forbidden("127.0.0.1", 8001, allowed) is not None
    assert why_forbidden("127.0.0.2", 8000, allowed) is not None
    assert why_forbidden("10.0.0.1", 8000, allowed) is not None


@given(st.ip_addresses(v=4, network="10.0.0.0/8"), st.sampled_from(["{}", "::ffff:{}"]))
def test_no_private_address_is_let_by_in_any_form(address: object, form: str) -> None:
    assert why_forbidden(form.format(address), 443) is not None


@given(st.text(max_size=300))
def test_any_text_is_taken_or_refused_with_a_reason(text: str) -> None:
    try:
        url = parse_address(text)
    except (AddressInvalid, AddressForbidden) as exc:
        assert exc.problem
    else:
        assert url.scheme in ("http", "https")


@given(st.text(max_size=2000))
def test_what_is_shown_is_one_short_line(text: str) -> None:
    shown = shortened(text)
    assert shown.isprintable()
    assert len(shown) <= 201


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("b", "https://review.example/a/b"),
        ("/b", "https://review.example/b"),
        ("//other.example/b", "https://other.example/b"),
        ("http://other.example/", "http://other.example/"),
        ("file:///b", "file:///b"),
        ("http://[", "http://["),
    ],
)
def test_links_are_joined(reference: str, target: str) -> None:
    assert joined(httpx2.URL("https://review.example/a/x"), reference) == target
