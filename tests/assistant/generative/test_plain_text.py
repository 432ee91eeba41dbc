"""Markers, emphasis and markup of a model's own."""

from __future__ import annotations

import pytest

from assistant.generative.plain_text import addresses, has_markup, plain


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("It is so [9].", "It is so."),
        ("It is so [1, 2][3–5].", "It is so."),
        ("It is so (excerpt 3) 【4†source】.", "It is so."),
        ("**Soft** power, *here* and `there`.", "Soft power, here and there."),
        ("- It is\n so", "It is so"),
        ("1990 [sic] and [a] note", "1990 [sic] and [a] note"),
        ("In (1990) 5 * 3 * 2", "In (1990) 5 * 3 * 2"),
        ("a\u200bb\u00ad", "ab"),
        ("[9]", ""),
    ],
)
def test_what_is_left_is_plain(written: str, kept: str) -> None:
    assert plain(written) == kept


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "<img src=x onerror=alert(1)>",
        "</b",
        "<!-- x -->",
        "![x](http://a.example/i.png)",
        "[x](http://a.example)",
        "[x]: http://a.example",
        "&lt;b&gt;",
        "&#60;",
        "javascript:alert(1)",
        "data:text/html;base64,xx",
        "```x",
        "a\u202eb",
        "a\x1b[31mb",
        "<|im_start|>",
    ],
)
def test_markup_is_told(text: str) -> None:
    assert has_markup(text)


@pytest.mark.parametrize(
    "text", ["p < 0.05 & q > 3", "the data: see there", "R&D; so", "a (b) [c]"]
)
def test_what_is_none_is_not(text: str) -> None:
    assert not has_markup(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See http://a.example/x?d=1.", ["http://a.example/x?d=1"]),
        ("See www.a.example", ["www.a.example"]),
        ("Mail ada@a.example, please", ["ada@a.example"]),
        ("See a.example/path now", ["a.example/path"]),
        ("See 10.0.0.1:80/x", ["10.0.0.1:80/x"]),
        ("See //a.example/x", ["//a.example/x"]),
        ("See evil.com", ["evil.com"]),
    ],
)
def test_addresses_are_found(text: str, found: list[str]) -> None:
    assert set(found) <= set(addresses(text))


@pytest.mark.parametrize(
    "text", ["In e.g. 1990, i.e. then. So and/or not", "13.2 thousand", "U.S."]
)
def test_what_is_no_address_is_not(text: str) -> None:
    assert addresses(text) == []
