from __future__ import annotations

import pytest

from ingest.bibliography.addresses import addresses_of


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("URL: https://port.example.kz/a (date", "https://port.example.kz/a"),
        ("URL:https://port.example.kz/a.", "https://port.example.kz/a"),
        (r"https://port.example.kz/a\_b\&c\%d.html;", "https://port.example.kz/a_b&c%d.html"),
        ("<https://port.example.kz/a>.", "https://port.example.kz/a"),
        ("(https://port.example.kz/a)", "https://port.example.kz/a"),
        ("https://port.example.kz/a_(b). Next", "https://port.example.kz/a_(b)"),
        ("https://port.example.kz/a(дата обращения: 1.2.2018)", "https://port.example.kz/a"),
        ("«https://port.example.kz/a»", "https://port.example.kz/a"),
        ("https: //port.example.kz/a", "https://port.example.kz/a"),
        (
            "https://port.example.kz/long-\nname/a.html (x)",
            "https://port.example.kz/long-name/a.html",
        ),
        ("https://port.example.kz/\n20180110/1.html", "https://port.example.kz/20180110/1.html"),
        ("https://port.example.kz/long- name/a.html", "https://port.example.kz/long-name/a.html"),
        ("https://port.example.kz/ 2018. – 5 p.", "https://port.example.kz/"),
        ("https://port.example.kz/ (date", "https://port.example.kz/"),
        ("https://port.example.kz/a. С. 45", "https://port.example.kz/a"),
        ("http://порт.рф/маяк/1", "http://порт.рф/маяк/1"),
        ("https://xn--80aqbe.xn--p1ai/a", "https://xn--80aqbe.xn--p1ai/a"),
        ("www.port.example.kz/a", "http://www.port.example.kz/a"),
        ("URL: port.example.kz/a/b", "http://port.example.kz/a/b"),
        ("News, 5 May 2018, port.example.com/a.", "http://port.example.com/a"),
        (
            "https://web.archive.org/web/2019/https://a.example/ https://a.example/b",
            "https://a.example/b",
        ),
        ("https://web.archive.org/web/2019/x", "https://web.archive.org/web/2019/x"),
        ("arXiv preprint arXiv:2001.01234", "https://arxiv.org/abs/2001.01234"),
        ("No address, example.com only, a.b/c", None),
        ("mail@port.example.com/x", None),
    ],
)
def test_addresses(text: str, url: str | None) -> None:
    assert addresses_of(text).url == url


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("doi:10.1000/Ab.12.", "10.1000/ab.12"),
        ("DOI 10.1000/ab-12", "10.1000/ab-12"),
        ("https://doi.org/10.1000/ab(12)3.", "10.1000/ab(12)3"),
        ("http://dx.doi.org/10.1000/ab", "10.1000/ab"),
        ("https://doi.org/10.1000%2Fab", "10.1000/ab"),
        ("doi: https://doi.org/10.1000/ab", "10.1000/ab"),
        ("10.1000/ab", "10.1000/ab"),
        ("Pages 10.12 and 10.1000", None),
        ("10.1000/.", None),
    ],
)
def test_dois(text: str, doi: str | None) -> None:
    assert addresses_of(text).doi == doi


def test_a_doi_s_address_is_no_second_address() -> None:
    assert addresses_of("https://doi.org/10.1000/ab").url is None
    both = addresses_of("https://port.example/a https://doi.org/10.1000/ab")
    assert (both.url, both.doi) == ("https://port.example/a", "10.1000/ab")


def test_the_stretches_are_those_of_the_addresses() -> None:
    text = "Ports. URL: https://port.example/a. – 5 p."
    (span,) = addresses_of(text).spans
    assert text[: span.start] + text[span.end :] == "Ports – 5 p."
