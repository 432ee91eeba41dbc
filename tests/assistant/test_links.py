"""Addresses out of reference lists: only what a person can safely follow becomes a link."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.links import LONGEST, out_link, web_url
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OUT_HREF, OwnMarkup


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://tides.example/a_b?x=1&y=(2)#top", "https://tides.example/a_b?x=1&y=(2)#top"),
        ("http://tides.example", "http://tides.example/"),
        ("HTTPS://Tides.Example:8443/A", "https://tides.example:8443/A"),
        ("https://море.example/путь", "https://xn--e1angi.example/%D0%BF%D1%83%D1%82%D1%8C"),
        ("https://tides.example/%D1%8F", "https://tides.example/%D1%8F"),
        ('https://tides.example/"><b>', "https://tides.example/%22%3E%3Cb%3E"),
        ("https://tides.example/a\\b`c`", "https://tides.example/a%5Cb%60c%60"),
    ],
)
def test_an_address_of_the_web_is_a_link_in_ascii(url: str, link: str) -> None:
    assert web_url(url) == link


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "tides.example",
        "//tides.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://tides.example",
        "java\nscript:alert(1)",
        " https://tides.example",
        "https://tides.example/a b",
        "https://tides.example/\ud800",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://tides.example/a",
        "https://",
        "https:///a",
        "https://bank.example@elsewhere.example/",
        "https://user:word@tides.example/",
        "https://[::1/",
        "https://[::1]/",
        "https://a..b/",
        "https://tides.example:99999999/",
        "https://tides.example:port/",
        "https://tides.example/" + "a" * LONGEST,
    ],
)
def test_anything_else_is_none(url: str | None) -> None:
    assert web_url(url) == ""


def test_a_doi_is_resolved_where_there_is_no_address() -> None:
    assert web_url(None, "10.1000/tide(1)<2>#3") == "https://doi.org/10.1000/tide%281%29%3C2%3E%233"
    assert web_url("javascript:alert(1)", "10.1000/tide") == "https://doi.org/10.1000/tide"
    assert web_url("https://tides.example/a", "10.1000/tide") == "https://tides.example/a"


@given(hostile_text, hostile_text)
def test_whatever_is_written_there_is_no_more_than_a_link(url: str, doi: str) -> None:
    for each in (url, f"https://tides.example/{url}", f"https://{url}"):
        link = web_url(each, doi)
        assert link == "" or OUT_HREF.fullmatch(link)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_link_says_what_it_is_given_and_opens_elsewhere(words: str) -> None:
    page = OwnMarkup(out_link("https://tides.example/", words))
    assert page.outgoing == ["https://tides.example/"]
    assert OwnMarkup(out_link("", words)).tags == ["span"]


def test_a_long_hostile_address_takes_no_time() -> None:
    assert web_url("https://" + "a." * 10**6) == ""
    assert web_url("h" * 10**6 + ":") == ""
