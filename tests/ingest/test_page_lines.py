from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.page_lines import Box, Mark, Sought, find, fold, marks
from ingest.readers.cleaning import clean

words = st.text(st.characters(codec="utf-8"), max_size=40)


def at(drawn: str, text: str, before: str = "", after: str = "") -> str | None:
    """Return what of a page was found."""
    found = find(drawn, Sought(text, before, after))
    return None if found is None else drawn[found.start : found.stop]


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("the  soft\r\npower", "the soft power"),
        ("inter\x02national", "international"),
        ("inter-\r\nnational", "international"),
        ("inter\u00adnational", "international"),
        ("well-\r\nknown", "well-known"),
        ("the ﬁrst eﬀort", "the first effort"),
        ("SOFT Power", "soft power"),
        ("“don’t” — he said", '"don\'t" - he said'),
        ("«мягкая» сила", "“мягкая” сила"),
        ("cafe\u0301", "café"),
        ("cafe´", "café"),
        ("στα\u0345", "στᾳ"),
        ("\uf0b7 an item", "• an item"),
        ("a\u00a0b\u2009c d", "a b c d"),
        ("𝑠𝑜𝑓𝑡", "soft"),
    ],
)
def test_what_readers_tell_differently_is_the_same(drawn: str, text: str) -> None:
    assert at(f"Before {drawn} after", text) is not None
    assert at(f"Before {text} after", drawn) is not None


@pytest.mark.parametrize("text", ["soft powers", "hard power", "", "--", "so", "power soft"])
def test_what_does_not_stand_there_is_not_guessed(text: str) -> None:
    assert at("The soft power of so many states", text) is None


def test_nothing_stands_on_an_empty_page() -> None:
    assert at("", "soft power") is None


def test_the_place_counts_the_page_s_own_characters() -> None:
    drawn = "It is the ﬁrst inter-\r\nnational case."
    assert at(drawn, "first international case") == "ﬁrst inter-\r\nnational case"


def test_a_ligature_that_the_quotation_begins_in_is_taken_whole() -> None:
    assert at("of oﬃce", "ice") == "ﬃce"


def test_the_surroundings_choose_among_places_alike() -> None:
    drawn = "one same two same three same four"
    found = [
        find(drawn, Sought("same", drawn[:start], drawn[start + 4 :])) for start in (4, 13, 24)
    ]
    assert found == [range(4, 8), range(13, 17), range(24, 28)]


def test_the_surroundings_count_more_than_how_far_down_it_is() -> None:
    heading = "A long running head that the reader left out, as it is on every page. " * 3
    drawn = heading + "one same two. " + "filler " * 10 + "three same four."
    found = find(drawn, Sought("same", "one ", " two. " + "filler " * 10 + "three same four."))
    assert found is not None and found.start == drawn.index("same")


def test_how_far_down_it_is_chooses_where_the_surroundings_do_not() -> None:
    row = "12.5 12.5 12.5 "
    drawn = row * 20
    before = row * 10
    found = find(drawn, Sought("12.5", before, row * 10))
    assert found is not None
    assert abs(found.start - len(before)) <= len(row)


@given(words, words, words)
def test_what_the_page_holds_is_found_whatever_a_reader_cleans(
    before: str, text: str, after: str
) -> None:
    drawn = before + text + after
    folded = fold(clean(text)).text
    found = find(drawn, Sought(clean(text), clean(before), clean(after)))
    if len(folded) < 3:
        assert found is None
    else:
        assert found is not None
        assert folded in fold(drawn[found.start : found.stop]).text


@given(words)
def test_a_folded_text_tells_where_each_character_comes_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= origin < len(text) for origin in folded.origins)
    assert fold(folded.text).text == folded.text
    assert fold(unicodedata.normalize("NFD", text)).text == folded.text


@given(st.lists(st.tuples(st.sampled_from(["alpha", "beta"]), st.integers(0, 999)), min_size=1))
def test_each_of_many_repeated_sentences_is_found_in_its_place(
    lines: list[tuple[str, int]],
) -> None:
    texts = [
        f"{name} stands here. Then {number} follows at {at}."
        for at, (name, number) in enumerate(lines)
    ]
    page = " ".join(texts)
    for position, (name, _) in enumerate(lines):
        start = sum(len(text) + 1 for text in texts[:position])
        quote = f"{name} stands here."
        found = find(page, Sought(quote, page[:start], page[start + len(quote) :]))
        assert found == range(start, start + len(quote))


def letters(*places: tuple[float, float], upright: bool = True) -> list[Box]:
    """Return boxes of letters of 5 by 10, by their left upper corners."""
    return [Box(x, y, x + 5, y + 10, upright) for x, y in places]


def test_letters_of_a_line_are_one_mark() -> None:
    (mark,) = marks(letters((10, 50), (16, 50), (25, 50)), 100, 100)
    assert mark.left < 0.10 and mark.left + mark.width > 0.30
    assert mark.top < 0.50 and mark.top + mark.height > 0.60


def test_each_line_is_a_mark_of_its_own() -> None:
    assert len(marks(letters((10, 20), (16, 20), (10, 32), (16, 32)), 100, 100)) == 2


def test_what_is_far_away_on_the_same_height_is_another_mark() -> None:
    assert len(marks(letters((10, 20), (16, 20), (60, 20)), 100, 100)) == 2
    assert len(marks(letters((60, 20), (10, 20)), 100, 100)) == 2


def test_low_and_high_marks_belong_to_their_line() -> None:
    high, letter, low = Box(10, 20, 12, 24.5), Box(13, 25, 18, 30), Box(19, 29, 20, 32)
    assert len(marks([high, letter, low, *letters((21, 20))], 100, 100)) == 1


def test_a_line_that_runs_up_the_page_is_one_mark() -> None:
    up = [Box(20, y, 30, y + 5, upright=False) for y in (80, 74, 68)]
    beside = [Box(32, y, 42, y + 5, upright=False) for y in (80, 74, 68)]
    assert len(marks(up, 100, 100)) == 1
    assert len(marks(up + beside, 100, 100)) == 2


def test_what_lies_off_the_page_is_left_out_and_cut_off() -> None:
    assert marks(letters((-50, 20), (300, 20)), 100, 100) == ()
    (mark,) = marks(letters((-2, -5)), 100, 100)
    assert (mark.left, mark.top) == (0, 0)


number = st.floats(-1e6, 1e6)


@given(
    st.lists(st.tuples(number, number, st.floats(0, 1e4), st.floats(0, 1e4), st.booleans())),
    st.floats(1, 1e6),
    st.floats(1, 1e6),
)
def test_marks_lie_within_the_page(
    places: list[tuple[float, float, float, float, bool]], width: float, height: float
) -> None:
    boxes = [Box(x, y, x + w, y + h, upright) for x, y, w, h, upright in places]
    for mark in marks(boxes, width, height):
        assert isinstance(mark, Mark)
        assert 0 <= mark.left <= mark.left + mark.width <= 1 + 1e-9
        assert 0 <= mark.top <= mark.top + mark.height <= 1 + 1e-9
        assert mark.width > 0 and mark.height > 0
