"""Tests of redirects, of https before http, and of robots.txt."""

from __future__ import annotations

import errno
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingest.errors import NoNetwork, RobotsForbidden, ServerFailed
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.guard import Way
from ingest.fetching.models import Fetched
from ingest.fetching.settings import user_agent
from tests.ingest.fetching import samples
from tests.ingest.fetching.helpers import PUBLIC, FakeClock, Names, Rerouted, fetcher_for
from tests.ingest.fetching.site import Reply, Site, page, to

BEES = "bees.example"


def final(fetcher: WebFetcher, url: str) -> str:
    fetched = fetcher.fetch(url)
    assert isinstance(fetched, Fetched)
    return fetched.origin.final_url


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, fetcher: WebFetcher, status: int) -> None:
    address = site.answer("/old", to("/lighthouse.html", status))
    assert final(fetcher, address) == site.url("/lighthouse.html")


def test_ten_redirects_are_followed_and_not_eleven(site: Site) -> None:
    for number in range(11):
        site.answer(f"/hop{number}", to(f"/hop{number + 1}"))
    site.answer("/hop11", page(samples.LIGHTHOUSE))
    assert final(fetcher_for(site), site.url("/hop1")) == site.url("/hop11")
    with pytest.raises(ServerFailed, match=r"more than 10 redirects, the last to http://.*hop11"):
        fetcher_for(site).fetch(site.url("/hop0"))


@pytest.mark.parametrize("ring", [["/a"], ["/a", "/b"], ["/a", "/b", "/c"]])
def test_a_circle_is_named(site: Site, fetcher: WebFetcher, ring: list[str]) -> None:
    for here, there in zip(ring, [*ring[1:], ring[0]], strict=True):
        site.answer(here, to(there))
    with pytest.raises(ServerFailed, match=r"go round in a circle, by http://.*/a: open it"):
        fetcher.fetch(site.url("/a"))
    assert site.paths() == ring


def test_a_redirect_that_sets_a_cookie_first_is_no_circle(site: Site, fetcher: WebFetcher) -> None:
    site.answer(
        "/a",
        Reply(status=302, headers={"Location": "/a", "Set-Cookie": "seen=1"}),
        page(samples.LIGHTHOUSE),
    )
    assert final(fetcher, site.url("/a")) == site.url("/a")
    assert site.seen[-1].headers["cookie"] == "seen=1"


def test_cookies_end_with_the_fetch(site: Site, fetcher: WebFetcher) -> None:
    reply = Reply(samples.LIGHTHOUSE.encode(), headers={"Set-Cookie": "seen=1"})
    fetcher.fetch(site.answer("/a", reply))
    fetcher.fetch(site.url("/omarta.html"))
    assert "cookie" not in site.seen[-1].headers


def test_a_redirect_to_nowhere_is_told(site: Site, fetcher: WebFetcher) -> None:
    with pytest.raises(ServerFailed, match="answered 302, a redirect that leads nowhere"):
        fetcher.fetch(site.answer("/a", Reply(status=302)))


def test_a_page_that_sends_browsers_on_is_followed(site: Site, fetcher: WebFetcher) -> None:
    meta = '<meta http-equiv="refresh" content="0; url=/lighthouse.html">'
    address = site.answer("/old", page(f"<html><head>{meta}</head><body>Moved</body></html>"))
    assert final(fetcher, address) == site.url("/lighthouse.html")


def test_a_page_that_sends_browsers_on_and_on_is_left(site: Site, fetcher: WebFetcher) -> None:
    for number in range(9):
        meta = f'<meta http-equiv="refresh" content="0; url=/on{number + 1}">'
        site.answer(f"/on{number}", page(f"<html><head>{meta}</head></html>"))
    with pytest.raises(ServerFailed, match="from page to page without end"):
        fetcher.fetch(site.url("/on0"))


@pytest.mark.parametrize(
    "head",
    [
        '<noscript><meta http-equiv="refresh" content="0; url=/omarta.html"></noscript>',
        '<meta http-equiv="refresh" content="600; url=/omarta.html">',
        '<meta http-equiv="refresh" content="0; url=#text">',
        '<meta http-equiv="refresh" content="300">',
    ],
)
def test_a_page_that_browsers_stay_on_is_kept(site: Site, fetcher: WebFetcher, head: str) -> None:
    source = samples.LIGHTHOUSE.replace("<title>", f"{head}<title>")
    address = site.answer("/page", page(source))
    assert final(fetcher, address) == address


def test_the_program_names_itself(site: Site, fetcher: WebFetcher) -> None:
    fetcher.fetch(site.url("/lighthouse.html"))
    agents = {each.headers["user-agent"] for each in site.seen}
    assert agents == {user_agent()}
    assert user_agent().startswith("Footnote/")


# robots.txt


@pytest.mark.parametrize(
    ("rules", "is_allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:\n", True),
        ("User-agent: *\nDisallow: /\n", False),
        ("User-agent: *\nDisallow: /lighthouse\n", False),
        ("User-agent: *\nDisallow: /*.html$\n", False),
        ("User-agent: *\nDisallow: /\nAllow: /lighthouse.html\n", True),
        ("User-agent: footnote\nDisallow: /\n\nUser-agent: *\nDisallow:\n", False),
        ("User-agent: Footnote\nDisallow:\n\nUser-agent: *\nDisallow: /\n", True),
        ("User-agent: other\nDisallow: /\n", True),
        ("<html><body>Not found</body></html>", True),
    ],
)
def test_robots_are_heeded(site: Site, fetcher: WebFetcher, rules: str, is_allowed: bool) -> None:
    site.answer("/robots.txt", page(rules, content_type="text/plain"))
    if is_allowed:
        fetcher.fetch(site.url("/lighthouse.html"))
    else:
        with pytest.raises(RobotsForbidden, match=r"robots\.txt of 127\.0\.0\.1 asks programs"):
            fetcher.fetch(site.url("/lighthouse.html"))
        assert site.paths() == []


def test_robots_are_asked_once_a_site(site: Site, fetcher: WebFetcher) -> None:
    for path in ("/lighthouse.html", "/omarta.html", "/moved"):
        fetcher.fetch(site.url(path))
    assert site.paths(robots=True).count("/robots.txt") == 1


def test_robots_are_heeded_after_a_redirect(site: Site, fetcher: WebFetcher) -> None:
    with pytest.raises(RobotsForbidden):
        fetcher.fetch(site.answer("/in", to("/private/diary.html")))
    assert site.paths() == ["/in"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_allows_everything(
    site: Site, fetcher: WebFetcher, status: int
) -> None:
    site.answer("/robots.txt", Reply(b"User-agent: *\nDisallow: /", status))
    assert final(fetcher, site.url("/private/diary.html"))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_cannot_say_is_left_alone(site: Site, fetcher: WebFetcher, status: int) -> None:
    site.answer("/robots.txt", Reply(status=status))
    for path in ("/lighthouse.html", "/omarta.html"):
        with pytest.raises(ServerFailed, match=rf"cannot be read \(.* answered {status}, 4 times"):
            fetcher.fetch(site.url(path))
    assert site.paths() == []


def test_robots_are_followed_where_they_moved(site: Site, fetcher: WebFetcher) -> None:
    site.answer("/robots.txt", to("/rules.txt"))
    site.answer("/rules.txt", page("User-agent: *\nDisallow: /\n", content_type="text/plain"))
    with pytest.raises(RobotsForbidden):
        fetcher.fetch(site.url("/lighthouse.html"))


def test_the_start_of_huge_robots_counts(site: Site, fetcher: WebFetcher) -> None:
    rules = "User-agent: *\nDisallow: /lighthouse.html\n" + "# fill\n" * 200_000
    site.answer("/robots.txt", page(rules, content_type="text/plain"))
    with pytest.raises(RobotsForbidden):
        fetcher.fetch(site.url("/lighthouse.html"))


@pytest.mark.parametrize(("delay", "pause"), [("7", 7.0), ("0.1", 1.0), ("900", 30.0), ("x", 1.0)])
def test_the_pause_that_robots_ask_for_is_kept_up_to_a_limit(
    site: Site, fetcher: WebFetcher, clock: FakeClock, delay: str, pause: float
) -> None:
    site.answer("/robots.txt", page(f"User-agent: *\nCrawl-delay: {delay}\n"))
    fetcher.fetch(site.url("/lighthouse.html"))
    fetcher.fetch(site.url("/omarta.html"))
    assert clock.slept == [pause, pause]


# https before http


def world(site: Site, secure: int | OSError, plain: int | OSError) -> tuple[Way, Rerouted]:
    """Names and ports as they are out there; behind them is the site."""
    opener = Rerouted({(PUBLIC, 443): secure, (PUBLIC, 80): plain})
    return Way(resolver=Names({BEES: [[PUBLIC]]}), opener=opener), opener


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of the tests' own for ``bees.example``, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, BEES)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(BEES)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "bees.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def serving(certificate: Path) -> ssl.SSLContext:
    """The server's side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusting(certificate: Path) -> ssl.SSLContext:
    """The side of who trusts that certificate."""
    return ssl.create_default_context(cafile=str(certificate))


def test_a_page_comes_over_tls(serving: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    with Site(ssl_context=serving) as site:
        way, opener = world(site, site.port, OSError(errno.ECONNREFUSED, "refused"))
        fetcher = fetcher_for(way=way, ssl_context=trusting)
        for scheme in ("https", "http"):
            address = f"{scheme}://{BEES}/lighthouse.html"
            assert final(fetcher, address) == f"https://{BEES}/lighthouse.html"
        assert {port for _, port in opener.opened} == {443}


def test_the_name_is_verified_and_not_the_address(
    serving: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    with Site(ssl_context=serving) as site:
        names = Names({"wasps.example": [[PUBLIC]]})
        way = Way(resolver=names, opener=Rerouted({(PUBLIC, 443): site.port}))
        with pytest.raises(ServerFailed, match=r"no secure connection to wasps\.example"):
            fetcher_for(way=way, ssl_context=trusting).fetch("https://wasps.example/")
        assert site.seen == []


def test_an_unknown_authority_is_not_trusted(serving: ssl.SSLContext) -> None:
    with Site(ssl_context=serving) as site:
        way, _ = world(site, site.port, site.port)
        with pytest.raises(ServerFailed, match="certificate verify failed"):
            fetcher_for(way=way).fetch(f"https://{BEES}/lighthouse.html")


@pytest.mark.parametrize(
    "secure", [OSError(errno.ECONNREFUSED, "refused"), OSError(errno.ECONNRESET, "reset")]
)
def test_without_https_an_http_address_is_asked_as_it_is(site: Site, secure: OSError) -> None:
    way, opener = world(site, secure, site.port)
    assert final(fetcher_for(way=way), f"http://{BEES}/lighthouse.html").startswith("http://")
    assert opener.opened[0] == (PUBLIC, 443)


def test_a_certificate_of_another_name_leads_back_to_http(
    site: Site, serving: ssl.SSLContext
) -> None:
    with Site(ssl_context=serving) as secure:
        way, _ = world(site, secure.port, site.port)
        fetched = final(fetcher_for(way=way), f"http://{BEES}/lighthouse.html")
    assert fetched == f"http://{BEES}/lighthouse.html"


def test_a_page_that_https_lacks_is_asked_over_http(
    site: Site, serving: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    site.answer("/only-here", page(samples.LIGHTHOUSE))
    with Site(ssl_context=serving) as secure:
        way, _ = world(site, secure.port, site.port)
        fetcher = fetcher_for(way=way, ssl_context=trusting)
        assert final(fetcher, f"http://{BEES}/only-here") == f"http://{BEES}/only-here"


def test_https_is_never_left_by_itself(site: Site) -> None:
    way, opener = world(site, OSError(errno.ECONNREFUSED, "refused"), site.port)
    with pytest.raises(ServerFailed, match="refused the connection"):
        fetcher_for(way=way).fetch(f"https://{BEES}/lighthouse.html")
    assert {port for _, port in opener.opened} == {443}


def test_a_site_that_sends_https_back_to_http_is_no_circle(
    site: Site, serving: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    with Site(ssl_context=serving) as secure:
        secure.answer("/lighthouse.html", to(f"http://{BEES}/lighthouse.html"))
        way, _ = world(site, secure.port, site.port)
        fetcher = fetcher_for(way=way, ssl_context=trusting)
        for scheme in ("http", "https"):
            found = final(fetcher, f"{scheme}://{BEES}/lighthouse.html")
            assert found == f"http://{BEES}/lighthouse.html"


def test_a_host_that_does_not_exist_is_looked_up_once() -> None:
    names = Names({})
    fetcher = fetcher_for(way=Way(resolver=names))
    with pytest.raises(NoNetwork, match="no network"):
        fetcher.fetch(f"http://{BEES}/")
    assert names.asked.count(BEES) == 1
