from __future__ import annotations

import io
import threading

import pytest
from PIL import Image, ImageChops

from ingest import page_images
from ingest.errors import CorruptDocument, EncryptedDocument, PageNotDrawn, PageNotFound
from ingest.page_images import LONGEST_SIDE, PageLook, count_pages, look_at_page, render_page
from ingest.page_lines import Mark, Sought
from ingest.readers.options import ReadOptions
from ingest.readers.pdf import read
from tests.ingest.pages_drawn import Rectangle, pdf
from tests.ingest.readers.pdf_files import Drawn, Page, column, make_pdf, rewritten

LINES = (
    "Soft power is the ability of a country to get what it wants through",
    "attraction rather than coer-",
    "cion or payments, and its sources are culture and policy.",
)
QUOTE = "the ability of a country to get what it wants through attraction rather"
RUSSIAN = (
    "Мягкая сила есть способность государства добиваться желае-",
    "мого за счёт привлекательности, а не принуждения.",
)


def look(data: bytes, quote: str, page: int = 1, before: str = "", after: str = "") -> PageLook:
    return look_at_page(data, "a.pdf", page, Sought(quote, before, after))


def ink(data: bytes, page: int = 1) -> Image.Image:
    """Return what of a page is drawn, as white on black."""
    png = render_page(data, "a.pdf", page).png
    return ImageChops.invert(Image.open(io.BytesIO(png)).convert("L"))


def in_pixels(mark: Mark, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    return (
        int(mark.left * width),
        int(mark.top * height),
        int((mark.left + mark.width) * width) + 1,
        int((mark.top + mark.height) * height) + 1,
    )


def assert_marks_cover(data: bytes, marks: tuple[Mark, ...]) -> None:
    """Hold that there is ink under each mark, and none beside them."""
    drawn = ink(data)
    for mark in marks:
        box = in_pixels(mark, drawn.size)
        assert drawn.crop(box).getbbox() is not None
        drawn.paste(0, box)
    assert drawn.getbbox() is None


def test_a_page_is_drawn_within_bounds() -> None:
    image = render_page(pdf(column(*LINES)), "a.pdf", 1)
    drawn = Image.open(io.BytesIO(image.png))
    assert drawn.format == "PNG"
    assert drawn.size == (image.width, image.height) == (989, LONGEST_SIDE)


def test_a_small_page_is_not_blown_up() -> None:
    image = render_page(pdf(column("A"), media=(0, 0, 100, 50)), "a.pdf", 1)
    assert (image.width, image.height) == (300, 150)


def test_what_is_told_of_a_page_agrees_with_its_image() -> None:
    data = pdf(column("one"), column("two"), media=(0, 0, 700, 333))
    told, image = look_at_page(data, "a.pdf", 2), render_page(data, "a.pdf", 2)
    assert told == PageLook(2, image.width, image.height)
    assert count_pages(data, "a.pdf") == 2


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (50, 600, 450, 750)])
def test_marks_lie_on_the_words_however_the_page_is_shown(
    rotate: int, crop: Rectangle | None
) -> None:
    data = pdf(column(*LINES), crop=crop, rotate=rotate)
    found = look(data, " ".join(LINES).replace("coer- ", "coer")).marks
    assert len(found) == len(LINES)
    assert_marks_cover(data, found)


def test_only_the_quotation_is_marked() -> None:
    data = pdf(column(*LINES))
    found = look(data, QUOTE).marks
    assert len(found) == 2
    drawn = ink(data)
    first = in_pixels(found[0], drawn.size)
    assert drawn.crop((0, first[1], first[0], first[3])).getbbox() is not None  # "Soft power is"
    assert drawn.crop((first[2], first[1], drawn.width, first[3])).getbbox() is None
    assert found[1].left == pytest.approx(72 / 595, abs=0.003)


def test_a_quotation_over_two_columns_has_a_mark_a_line() -> None:
    left, right = ("It is drawn", "in the left"), ("and goes on in", "the right column.")
    data = pdf((*column(*left, x=72), *column(*right, x=320)))
    found = look(data, " ".join((*left, *right))).marks
    assert len(found) == 4
    assert_marks_cover(data, found)
    assert [mark.left < 0.5 for mark in found] == [True, True, False, False]


@pytest.mark.parametrize(
    ("matrix", "columns"), [(b"0 1 -1 0 %d 300", (100, 112)), (b"0 -1 1 0 %d 500", (112, 100))]
)
def test_lines_that_run_up_or_down_the_page_are_marked(
    matrix: bytes, columns: tuple[int, int]
) -> None:
    words = ("Words that run along the margin", "of the page, as tables do")
    content = b"".join(
        b"BT /F 10 Tf %s Tm <%s> Tj ET\n" % (matrix % x, line.encode().hex().encode())
        for x, line in zip(columns, words, strict=True)
    )
    data = pdf((), content=content)
    found = look(data, " ".join(words)).marks
    assert len(found) == 2
    assert all(mark.height > 5 * mark.width for mark in found)
    assert_marks_cover(data, found)


def test_letters_that_the_font_lacks_are_marked_where_they_would_stand() -> None:
    data = make_pdf([Page(column(*RUSSIAN))])
    text = read(data, "a.pdf", ReadOptions()).text
    quote = "способность государства добиваться желаемого за счёт привлекательности"
    assert quote in text
    found = look(data, quote).marks
    assert len(found) == 2
    assert all(mark.height > 0.005 and mark.width > 0.1 for mark in found)
    assert found[0].top < found[1].top


def test_of_a_repeated_sentence_the_right_one_is_marked() -> None:
    same = "The same sentence stands here."
    lines = ("The first.", same, "The second.", same, "The third.", same)
    data = pdf(column(*lines))
    tops = [
        look(data, same, before=" ".join(lines[:at]), after=" ".join(lines[at + 1 :])).marks[0].top
        for at in (1, 3, 5)
    ]
    assert tops == sorted(tops) and len(set(tops)) == 3


def test_each_page_has_its_part_of_a_quotation() -> None:
    data = pdf(column("It begins on the first"), column("and ends on the second."))
    assert len(look(data, "begins on the first").marks) == 1
    assert len(look(data, "and ends on", page=2).marks) == 1
    assert look(data, "begins on the first", page=2).marks == ()


def test_what_lies_outside_the_crop_box_is_not_marked() -> None:
    data = pdf((Drawn("shown", 700), Drawn("cut off", 100)), crop=(0, 600, 595, 842))
    assert look(data, "shown").marks
    assert look(data, "cut off").marks == ()


@pytest.mark.parametrize("quote", ["This stands nowhere on it.", "a", "  -- ", "", "powerful"])
def test_what_does_not_stand_on_a_page_is_not_marked(quote: str) -> None:
    assert look(pdf(column(*LINES)), quote).marks == ()


def test_a_page_of_far_too_many_characters_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_images, "_MOST_CHARS", 10)
    assert look(pdf(column(*LINES)), QUOTE).marks == ()


@pytest.mark.parametrize("page", [0, -1, 2, 10**12])
def test_a_page_that_is_not_there_is_an_error(page: int) -> None:
    data = pdf(column(*LINES))
    for act in (look_at_page, render_page):
        with pytest.raises(PageNotFound, match=rf"a\.pdf: has no page {page}: its pages are 1 to"):
            act(data, "a.pdf", page)


@pytest.mark.parametrize(
    "media",
    [(0, 0, 1e6, 1e6), (0, 0, 1e6, 10), (0, 0, 0.5, 0.5), (0, 0, 14_401, 100)],
)
def test_a_page_of_a_size_that_none_has_is_an_error(media: Rectangle) -> None:
    data = pdf(column(*LINES), media=media)
    for act in (look_at_page, render_page):
        with pytest.raises(PageNotDrawn, match=r"page 1 measures .* 1 to 14400 were expected"):
            act(data, "a.pdf", 1)


def test_a_page_that_shows_nothing_of_itself_is_an_error() -> None:
    data = pdf(column(*LINES), crop=(5000, 5000, 6000, 6000))
    with pytest.raises(PageNotDrawn, match="page 1 measures 0 by 0 points"):
        render_page(data, "a.pdf", 1)


@pytest.mark.parametrize(
    "media",
    [(0, 0, 0, 0), (0, 0, 595, 0), (-1e30, 0, 1e30, 10), (595, 842, 0, 0), (0, 0, 14400, 1)],
)
def test_an_odd_page_box_is_drawn_within_bounds(media: Rectangle) -> None:
    image = render_page(pdf(column(*LINES), media=media), "a.pdf", 1)
    assert 1 <= min(image.width, image.height) <= max(image.width, image.height) <= LONGEST_SIDE


def test_a_page_that_is_drawn_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_images, "_SECONDS_TO_DRAW", 0.0)
    data = pdf((), content=b"0 0 5 5 re f\n" * 5000)
    with pytest.raises(PageNotDrawn, match="page 1 takes longer than 0 seconds to draw"):
        render_page(data, "a.pdf", 1)


def test_a_password_opens_an_encrypted_file() -> None:
    data = pdf(column(*LINES), password="сезам")
    assert count_pages(data, "a.pdf", "сезам") == 1
    assert look_at_page(data, "a.pdf", 1, Sought(QUOTE), "сезам").marks
    assert render_page(data, "a.pdf", 1, "сезам").png


@pytest.mark.parametrize(
    ("password", "said"), [(None, "needs a password"), ("", "needs"), ("no", "does not open it")]
)
def test_without_its_password_an_encrypted_file_is_an_error(
    password: str | None, said: str
) -> None:
    with pytest.raises(EncryptedDocument, match=said):
        count_pages(pdf(column(*LINES), password="sesame"), "a.pdf", password)


def test_a_password_that_is_not_needed_does_no_harm() -> None:
    data = rewritten(pdf(column(*LINES)), user_password="")
    assert count_pages(data, "a.pdf", "anything") == 1


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"<html></html>", pdf(column("A"))[:300]])
def test_what_is_no_whole_pdf_is_an_error(data: bytes) -> None:
    with pytest.raises(CorruptDocument, match=r"a\.pdf: cannot be opened to be shown"):
        count_pages(data, "a.pdf")


def test_threads_take_turns() -> None:
    data = pdf(column(*LINES), column(*LINES))
    expected = render_page(data, "a.pdf", 1).png
    drawn: list[bytes] = []

    def draw() -> None:
        for _ in range(3):
            drawn.append(render_page(data, "a.pdf", 1).png)
            assert look(data, QUOTE, page=2).marks

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [expected] * 12


def test_an_error_frees_the_lock() -> None:
    data = pdf(column(*LINES))
    with pytest.raises(PageNotFound):
        render_page(data, "a.pdf", 9)
    assert render_page(data, "a.pdf", 1).png
