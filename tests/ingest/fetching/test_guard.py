"""Tests of the only way out: what it refuses, and that a changed DNS answer is of no use."""

from __future__ import annotations

import errno
import socket
from collections.abc import Sequence

import pytest

from ingest.errors import AddressForbidden, AddressInvalid, NoNetwork, ServerFailed
from ingest.fetching.clock import Deadline
from ingest.fetching.guard import Guard, Way
from ingest.fetching.models import Fetched
from ingest.fetching.signals import CannotConnect
from tests.blocked import close_network
from tests.ingest.fetching.helpers import PUBLIC, FakeClock, Names, Rerouted, fetcher_for
from tests.ingest.fetching.site import Reply, Site, page, to


def guard(way: Way) -> Guard:
    return Guard(way, Deadline(FakeClock(), 60.0))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_not_fetched_without_an_allowance(site: Site, host: str) -> None:
    fetcher = fetcher_for(way=Way())
    with pytest.raises(AddressForbidden, match=r"port .* is none that web servers use"):
        fetcher.fetch(site.url("/lighthouse.html"))
    with pytest.raises(AddressForbidden, match="which is this machine itself"):
        fetcher.fetch(f"http://{host}/lighthouse.html")
    assert site.seen == []


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "[::1]"])
def test_no_way_to_write_it_leads_to_this_machine(host: str) -> None:
    with pytest.raises(AddressForbidden, match="which is this machine itself"):
        fetcher_for(way=Way()).fetch(f"http://{host}/")


def test_a_name_that_leads_to_a_private_network_is_refused() -> None:
    names = Names({"printer.example": [["10.0.0.9"]]})
    with pytest.raises(AddressForbidden, match=r"leads to 10\.0\.0\.9, which is of a private"):
        fetcher_for(way=Way(resolver=names)).fetch("http://printer.example/")


def test_one_bad_address_among_good_ones_is_enough() -> None:
    names = Names({"mixed.example": [[PUBLIC, "192.168.0.1"]]})
    opener = Rerouted({})
    way = Way(resolver=names, opener=opener)
    with pytest.raises(AddressForbidden, match=r"192\.168\.0\.1"):
        guard(way).connect_tcp("mixed.example", 443)
    assert opener.opened == []


def test_it_connects_to_the_very_address_that_it_checked(site: Site) -> None:
    """A name server that answers well once and badly after is asked once a connection."""
    names = Names({"bees.example": [[PUBLIC], ["127.0.0.1"]]})
    opener = Rerouted({(PUBLIC, 8080): site.port})
    guard(Way(resolver=names, opener=opener)).connect_tcp("bees.example", 8080).close()
    assert names.asked == ["bees.example"]
    assert opener.opened == [(PUBLIC, 8080)]


def test_a_dns_answer_that_changes_is_refused_at_the_next_connection(site: Site) -> None:
    names = Names({"bees.example": [[PUBLIC], ["127.0.0.1"]]})
    opener = Rerouted({(PUBLIC, 8080): site.port})
    fetcher = fetcher_for(way=Way(resolver=names, opener=opener))
    with pytest.raises(AddressForbidden, match="which is this machine itself"):
        fetcher.fetch("http://bees.example:8080/lighthouse.html")
    assert [each.path for each in site.seen] == ["/robots.txt"]


@pytest.mark.parametrize(
    "target",
    [
        "http://10.1.2.3/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00::1]/",
        "http://localhost/",
    ],
)
def test_a_redirect_to_a_private_address_is_not_followed(site: Site, target: str) -> None:
    fetcher = fetcher_for(site, way=Way(allowed=site.allowed))
    with pytest.raises(AddressForbidden, match="only public addresses are fetched"):
        fetcher.fetch(site.answer("/away", to(target)))


def test_a_redirect_to_another_port_of_this_machine_is_not_followed(site: Site) -> None:
    with Site() as other:
        address = site.answer("/away", to(other.url("/lighthouse.html")))
        with pytest.raises(AddressForbidden, match="it redirects to"):
            fetcher_for(site).fetch(address)
        assert other.seen == []
    fetched = fetcher_for(site).fetch(site.answer("/here", to(site.url("/lighthouse.html"))))
    assert isinstance(fetched, Fetched)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://x.example/", "//u:p@x.example"])
def test_a_redirect_to_another_scheme_is_not_followed(site: Site, target: str) -> None:
    with pytest.raises(AddressInvalid, match="it redirects to"):
        fetcher_for(site).fetch(site.answer("/away", to(target)))


def test_a_pdf_announced_at_a_private_address_is_not_fetched(site: Site) -> None:
    names = Names({"inside.example": [["10.0.0.9"]]})
    text = "The bell buoy off Harrow Sound was laid in 1902 and weighs 4.5 tonnes. " * 9
    meta = '<meta name="citation_pdf_url" content="http://inside.example/a.pdf">'
    address = site.answer("/cover", page(f"<title>Buoys</title>{meta}<p>{text}</p>"))
    fetched = fetcher_for(site, way=Way(resolver=names, allowed=site.allowed)).fetch(address)
    assert isinstance(fetched, Fetched)
    assert fetched.origin.final_url == address


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    refused = OSError(errno.ECONNREFUSED, "refused")
    opener = Rerouted({(PUBLIC, 8080): refused, ("8.8.8.8", 8080): site.port})
    names = Names({"bees.example": [[PUBLIC, "8.8.8.8"]]})
    guard(Way(resolver=names, opener=opener)).connect_tcp("bees.example", 8080).close()
    assert opener.opened == [(PUBLIC, 8080), ("8.8.8.8", 8080)]


@pytest.mark.parametrize(
    ("error", "obstacle"),
    [
        (OSError(errno.ECONNREFUSED, "refused"), "no answer"),
        (OSError(errno.ENETUNREACH, "unreachable"), "no route"),
        (OSError(errno.EHOSTUNREACH, "unreachable"), "no route"),
        (OSError("closed"), "no route"),
    ],
)
def test_what_stands_in_the_way_is_told_apart(error: OSError, obstacle: str) -> None:
    way = Way(resolver=lambda host, port: [PUBLIC], opener=Rerouted({(PUBLIC, 443): error}))
    with pytest.raises(CannotConnect) as caught:
        guard(way).connect_tcp("bees.example", 443)
    assert caught.value.obstacle == obstacle


def test_a_server_that_refuses_is_no_missing_network() -> None:
    refused = OSError(errno.ECONNREFUSED, "refused")
    way = Way(resolver=lambda host, port: [PUBLIC], opener=Rerouted({(PUBLIC, 8080): refused}))
    with pytest.raises(ServerFailed, match=r"bees\.example refused the connection") as caught:
        fetcher_for(way=way).fetch("http://bees.example:8080/")
    assert type(caught.value) is ServerFailed
    assert caught.value.name == "http://bees.example:8080/"


def test_a_label_that_is_too_long_is_no_host() -> None:
    with pytest.raises(AddressInvalid, match="no host can be named"):
        fetcher_for(way=Way()).fetch(f"http://{'a' * 70}.example/")


def test_a_unix_socket_is_no_address() -> None:
    with pytest.raises(AddressForbidden):
        guard(Way()).connect_unix_socket("/run/service.sock")


@pytest.mark.parametrize("code", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_without_a_network_nothing_is_fetched(code: int) -> None:
    def resolver(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(code, "Name or service not known")

    with pytest.raises(NoNetwork, match="not fetched: no network") as caught:
        fetcher_for(way=Way(resolver=resolver)).fetch("https://bees.example/")
    assert caught.value.name == "https://bees.example/"


def test_without_a_route_nothing_is_fetched() -> None:
    down = OSError(errno.ENETUNREACH, "Network is unreachable")
    opener = Rerouted({(PUBLIC, 443): down, (PUBLIC, 80): down})
    way = Way(resolver=lambda host, port: [PUBLIC], opener=opener)
    for address in ("https://bees.example/", "http://bees.example/"):
        with pytest.raises(NoNetwork, match="no network"):
            fetcher_for(way=way).fetch(address)


def test_a_closed_network_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tests put in the place of sockets raises errors of its own."""
    tried: list[str] = []
    close_network(tried.append, monkeypatch.setattr)
    for address in ("https://bees.example/", "http://93.184.215.14/"):
        with pytest.raises(NoNetwork, match="no network"):
            fetcher_for(way=Way()).fetch(address)
    assert tried


def test_the_proxies_of_the_environment_are_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url(""))
        fetcher_for(site).fetch(site.url("/lighthouse.html"))
        assert proxy.seen == []


def test_a_header_that_never_ends_is_cut(site: Site) -> None:
    site.answer("/slow", Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000))
    with pytest.raises(ServerFailed, match="does not answer as HTTP has it"):
        fetcher_for(site).fetch(site.url("/slow"))
