from __future__ import annotations

import html
import unicodedata
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.escape import (
    REPLACEMENT,
    escape,
    escape_markdown,
    escape_markdown_part,
    one_line,
    view_url,
    visible,
)
from tests.assistant.hostile import hostile_text

_BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(hostile_text)
def test_visible_text_holds_nothing_that_acts(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"]
    assert not [c for c in shown if unicodedata.bidirectional(c) in _BIDI]
    shown.encode("utf-8")


@pytest.mark.parametrize(
    "text", ["Ә, Ғ, Қ, Ң, Ө, Ұ, Ү, Һ, І", "Л. Н. Гумилёв", "naïve — “quoted”\n\tnext", "á\u200d"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_a_terminal_escape_sequence_is_made_harmless() -> None:
    assert visible("\x1b[2Jgone") == f"{REPLACEMENT}[2Jgone"


@given(hostile_text)
def test_escaped_html_is_read_back_as_the_visible_text(text: str) -> None:
    escaped = escape(text)
    assert not set("<>\"'") & set(escaped)
    assert html.unescape(escaped) == visible(text)


@given(hostile_text)
def test_escaped_markdown_is_one_line_with_every_special_character_escaped(text: str) -> None:
    escaped = escape_markdown(text)
    assert "\n" not in escaped
    bare = escaped.replace("\\\\", "")
    for special in "`*_[]<>#|!&~":
        assert bare.count(special) == bare.count("\\" + special)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. First", r"1\. First"),
        (" 2004. Then", r"2004\. Then"),
        ("In 2004. Then 3.5", "In 2004. Then 3.5"),
        ("see WWW.example.org", r"see WWW\.example.org"),
    ],
)
def test_a_full_stop_that_would_begin_a_list_or_a_link_is_escaped(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


def test_a_part_of_a_line_keeps_the_spaces_at_its_ends() -> None:
    assert escape_markdown_part(" a_b ") == r" a\_b "


@given(st.text(st.characters(exclude_categories=()), max_size=30), st.integers(0), st.integers(0))
def test_a_view_address_gives_back_its_document(doc_id: str, start: int, end: int) -> None:
    parts = urlsplit(view_url(doc_id, start, end, "0a"))
    query = parse_qs(parts.query, keep_blank_values=True, errors="surrogatepass")
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", "documents/view")
    assert query["doc"] == [doc_id]
    assert query["start"] == [str(start)] and query["end"] == [str(end)]
    assert parts.fragment == "quote"


def test_one_line_leaves_no_line_break() -> None:
    assert one_line("  a\n\tb\r\nc ") == f"a b{REPLACEMENT} c"
