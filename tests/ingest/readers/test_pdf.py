from __future__ import annotations

import io
import logging
import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from ingest.errors import (
    CorruptDocument,
    DecompressionBomb,
    DocumentError,
    EncryptedDocument,
    GarbledText,
    NoTextLayer,
)
from ingest.models import Document
from ingest.readers.cleaning import clean
from ingest.readers.options import ReadOptions
from ingest.readers.pdf import MEDIA_TYPE, READER, read
from tests.ingest.readers.pdf_files import (
    Drawn,
    Page,
    column,
    make_pdf,
    rewritten,
    with_outline,
    with_roman_label,
)

PROSE = (
    "Soft power is the ability of a country to get what it wants",
    "through attraction rather than coercion or payments, and its",
    "sources are the culture, the political values and the foreign",
    "policy of a state that others see as legitimate.",
)
RUSSIAN = (
    "Мягкая сила есть способность государства добиваться желаемого",
    "за счёт привлекательности, а не принуждения или платежей.",
)


def read_pages(*pages: Page, **options: str) -> Document:
    return read(make_pdf(pages), "paper.pdf", ReadOptions(**options))  # type: ignore[arg-type]


def text_of(*texts: str) -> str:
    return read_pages(Page(column(*texts))).text


def on_page(document: Document, page: int) -> str:
    ends = (*document.page_starts[1:], len(document.text))
    return document.text[document.page_starts[page - 1] : ends[page - 1]]


def test_the_lines_of_a_paragraph_are_joined() -> None:
    document = read_pages(Page(column(*PROSE)))
    assert document.text == " ".join(PROSE)
    assert document.media_type == MEDIA_TYPE
    assert document.reader == READER
    assert document.language == "en"
    assert document.page_starts == (0,)
    assert document.page_labels == ()
    assert document.title == "paper"
    assert document.authors == ()
    assert document.warnings == ()


def test_cyrillic_is_read_and_its_language_told() -> None:
    document = read_pages(Page(column(*RUSSIAN)))
    assert document.text == " ".join(RUSSIAN)
    assert document.language == "ru"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("The coun-", "try is large."), "The country is large."),
        (("Центральная Ази-", "атская страна."), "Центральная Азиатская страна."),
        (("A soft\u00ad", "ware is here."), "A software is here."),
        (("The Anglo-", "Saxon world."), "The Anglo-Saxon world."),
        (("In 2004-", "2006 it was so."), "In 2004-2006 it was so."),
        (("The pre-", "and postwar time."), "The pre- and postwar time."),
        (
            ("See https://example.org/", "paper for more."),
            "See https://example.org/paper for more.",
        ),
    ],
)
def test_hyphens_at_line_ends(lines: tuple[str, ...], expected: str) -> None:
    assert text_of(*lines) == expected


def test_a_compound_that_stands_whole_elsewhere_keeps_its_hyphen() -> None:
    text = text_of(
        "A long-term plan is good, and nobody doubts that a long-",
        "term plan is better than a plan that is not.",
    )
    assert text.count("long-term") == 2


def test_a_compound_of_two_known_words_keeps_its_hyphen() -> None:
    text = text_of(
        "The fast train was growing old, so they bought a fast-",
        "growing fleet of other trains.",
    )
    assert "a fast-growing fleet" in text


def test_ligatures_and_soft_hyphens_are_folded() -> None:
    assert text_of("The \ufb01rst e\ufb00ect of the in\u00adfluence is \ufb02uid.") == (
        "The first effect of the influence is fluid."
    )


def test_a_gap_starts_a_paragraph() -> None:
    document = read_pages(Page(column(*PROSE) + column(*PROSE, top=630)))
    assert document.text == "\n\n".join([" ".join(PROSE)] * 2)


def test_an_indent_starts_a_paragraph() -> None:
    first = column(*PROSE)
    second = (Drawn("Another paragraph begins here, with an indent of its own,", 652, 92),)
    third = column("and goes on at the margin like any other.", top=640)
    text = read_pages(Page(first + second + third)).text
    assert text == " ".join(PROSE) + "\n\n" + (
        "Another paragraph begins here, with an indent of its own, "
        "and goes on at the margin like any other."
    )


def test_list_items_stand_on_lines_of_their_own() -> None:
    assert text_of("• culture", "• political values", "• foreign policy") == (
        "• culture\n• political values\n• foreign policy"
    )


def test_rows_of_figures_stand_on_lines_of_their_own() -> None:
    text = text_of("target 0.85 0.69 0.96", "model 0.65 0.59 0.76")
    assert text == "target 0.85 0.69 0.96\nmodel 0.65 0.59 0.76"


def test_a_sentence_goes_on_over_a_page_break() -> None:
    document = read_pages(Page(column(*PROSE[:2])), Page(column(*PROSE[2:])))
    assert document.text == " ".join(PROSE)
    assert document.page_starts == (0, document.text.index("sources"))
    assert document.page_at(document.text.index("attraction")) == 1
    assert document.page_at(document.text.index("legitimate")) == 2


def test_a_word_goes_on_over_a_page_break() -> None:
    document = read_pages(
        Page(column(*PROSE[:3], "policy of a state that others see as legit-")),
        Page(column("imate and good.")),
    )
    assert "as legitimate and good." in document.text
    assert document.text[document.page_starts[1] :] == "imate and good."


def test_a_sentence_is_whole_though_a_footnote_stands_in_it() -> None:
    note = Drawn("1 See the first chapter of the book.", 80, size=7)
    document = read_pages(Page((*column(*PROSE[:2]), note)), Page(column(*PROSE[2:])))
    assert " ".join(PROSE) in document.text
    assert note.text in on_page(document, 1)
    assert document.text[document.page_starts[1] :].startswith("sources are")


def test_a_sentence_is_whole_though_a_figure_stands_in_it() -> None:
    caption = column("Figure 1: Trade between the two.", top=760, size=8)
    document = read_pages(Page(column(*PROSE[:2])), Page(caption + column(*PROSE[2:])))
    assert " ".join(PROSE) in document.text
    assert "Figure 1" in on_page(document, 2)


def test_columns_are_read_one_after_the_other() -> None:
    left, right = column(*PROSE[:2], x=50), column(*PROSE[2:], x=320)
    assert read_pages(Page(left + right)).text == " ".join(PROSE)


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [
        Page(
            (
                Drawn("Journal of Central Asian Studies", 800, size=8),
                *column(f"{word} page says something that no other page of it says."),
                Drawn(str(number), 40),
            )
        )
        for number, word in enumerate(("First", "Second", "Third", "Fourth"), 17)
    ]
    document = read_pages(*pages)
    assert "Journal" not in document.text
    assert not re.search(r"\d", document.text)
    assert [on_page(document, page).split()[0] for page in (1, 2, 3, 4)] == [
        "First",
        "Second",
        "Third",
        "Fourth",
    ]


def test_heads_that_change_with_the_chapter_are_known_by_their_page_numbers() -> None:
    chapters = ("Culture", "Values", "Policy", "Trade")
    pages = [
        Page(
            (Drawn(f"{number} {chapter}", 800, size=8), *column(f"All about {number % 3} things."))
        )
        for number, chapter in enumerate(chapters, 5)
    ]
    document = read_pages(*pages)
    assert not any(chapter in document.text for chapter in chapters)


def test_what_repeats_far_apart_is_no_running_head() -> None:
    pages = [
        Page(column("Proof by induction." if number % 4 == 0 else f"Lemma {word}.", f"{word}?"))
        for number, word in enumerate("alpha beta gamma delta epsilon zeta eta theta iota".split())
    ]
    assert read_pages(*pages).text.count("Proof by induction.") == 3


def test_a_chapters_title_is_kept_though_it_is_its_running_head_too() -> None:
    title = Drawn("Sources of power", 760, size=18)
    heads = [Page((Drawn(title.text, 800, size=8), *column(line))) for line in PROSE]
    document = read_pages(Page((title, *column(*PROSE))), *heads)
    assert document.text.count("Sources of power") == 1


def test_the_same_words_on_each_page_are_text_where_there_is_nothing_else() -> None:
    document = read_pages(*[Page(column("Confidential draft"))] * 4)
    assert document.text.count("Confidential draft") == 4


def test_pages_without_text_have_their_place() -> None:
    document = read_pages(
        Page(), Page(column("First words.")), Page(), Page(column("Last.")), Page()
    )
    second = document.text.index("Last.")
    assert document.page_starts == (0, 0, second, second, len(document.text))
    assert document.page_at(0) == 2
    assert document.page_at(second) == 4


def test_page_labels_are_those_of_the_file() -> None:
    data = with_roman_label(make_pdf([Page(column(text)) for text in ("One.", "Two.")]))
    document = read(data, "paper.pdf", ReadOptions())
    assert document.page_labels[0] == "i"
    assert len(document.page_labels) == 2
    assert document.page_label_at(0) == "i"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Soft power of China in Central Asia", "Soft power of China in Central Asia"),
        ("untitled", "paper"),
        ("Microsoft Word - thesis_final.doc", "paper"),
        ("thesis.dvi", "paper"),
        ("Документ1", "paper"),
        ("  ", "paper"),
    ],
)
def test_a_title_that_a_program_gave_is_none(title: str, expected: str) -> None:
    data = rewritten(make_pdf([Page(column(*PROSE))]), title=title)
    assert read(data, "folder/paper.pdf", ReadOptions()).title == expected


def test_the_largest_print_of_the_first_page_is_the_title() -> None:
    title = column("Soft Power of China", "in Central Asia", size=18, top=780)
    document = read_pages(Page(title + column(*PROSE)))
    assert document.title == "Soft Power of China in Central Asia"
    assert document.text.startswith(document.title)


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Joseph Nye", ("Joseph Nye",)),
        ("Joseph Nye and Li Eryong", ("Joseph Nye", "Li Eryong")),
        ("Joseph Nye, Li Eryong", ("Joseph Nye", "Li Eryong")),
        ("Nye, Joseph S.; Li, Eryong", ("Nye, Joseph S.", "Li, Eryong")),
        ("Administrator", ()),
        ("cda", ()),
    ],
)
def test_authors_are_named_in_the_file(author: str, expected: tuple[str, ...]) -> None:
    data = rewritten(make_pdf([Page(column(*PROSE))]), author=author)
    assert read(data, "paper.pdf", ReadOptions()).authors == expected


def test_headings_are_large_or_bold_lines() -> None:
    lines = (
        Drawn("1 Introduction", 740, size=14),
        *column(*PROSE),
        Drawn("1.1 Terms", 630, bold=True),
        *column(*PROSE, top=610),
        Drawn("Figure 2. A map", 500, bold=True),
    )
    document = read_pages(Page(lines))
    assert [(one.level, one.text) for one in document.headings] == [
        (1, "1 Introduction"),
        (2, "1.1 Terms"),
    ]
    assert document.heading_at(document.text.rindex("legitimate")) == "1.1 Terms"


def test_an_outline_tells_headings_that_look_like_text() -> None:
    lines = (*column("Sources of power", top=740), *column(*PROSE))
    data = with_outline(make_pdf([Page(lines)]), "2. Sources of Power", "Not in the text")
    document = read(data, "paper.pdf", ReadOptions())
    assert [one.text for one in document.headings] == ["Sources of power"]


def test_a_reference_list_is_marked() -> None:
    entries = column(
        "1. Nye J. Soft Power. New York, 2004.",
        "2. Li E. China's way. Beijing, 2009.",
        top=600,
    )
    lines = (*column(*PROSE), Drawn("References", 630, size=13), *entries)
    document = read_pages(Page(lines))
    (span,) = document.references
    assert document.text[span.start : span.end].startswith("References")
    assert document.text[span.start : span.end].endswith("Beijing, 2009.")
    assert not document.in_references(0, 20)


@pytest.mark.parametrize("cipher", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_password_opens_an_encrypted_file(cipher: str) -> None:
    plain = make_pdf([Page(column(*PROSE))])
    data = rewritten(plain, user_password="sesame", cipher=cipher)
    for password in ("sesame", "owner"):
        document = read(data, "paper.pdf", ReadOptions(password=password))
        assert document.text == " ".join(PROSE)
    with pytest.raises(EncryptedDocument, match=r"paper\.pdf: needs a password.*--password"):
        read(data, "paper.pdf", ReadOptions())
    with pytest.raises(EncryptedDocument, match="password does not open it"):
        read(data, "paper.pdf", ReadOptions(password="wrong"))


def test_an_empty_password_opens_by_itself() -> None:
    data = rewritten(make_pdf([Page(column(*PROSE))]), user_password="")
    assert PdfReader(io.BytesIO(data)).is_encrypted
    assert read(data, "paper.pdf", ReadOptions()).text == " ".join(PROSE)
    # A password that is not needed does no harm.
    assert read(data, "paper.pdf", ReadOptions(password="x")).text == " ".join(PROSE)


def test_a_scan_has_no_text() -> None:
    with pytest.raises(NoTextLayer, match=r"scan\.pdf: has no text.*run OCR first.*ocrmypdf"):
        read(make_pdf([Page(picture=True)] * 2), "scan.pdf", ReadOptions())


def test_figures_alone_are_text() -> None:
    assert text_of("1921", "1922") == "1921 1922"


def test_a_scan_with_a_stamp_has_no_text() -> None:
    pages = [Page((Drawn(str(number), 40),), picture=True) for number in range(1, 4)]
    with pytest.raises(NoTextLayer, match="run OCR first"):
        read_pages(*pages)


def test_pages_that_are_pictures_are_named() -> None:
    text = Page(column(*PROSE), picture=True)
    scan = Page(picture=True)
    document = read_pages(text, text, scan, text, scan, scan, scan, Page())
    (warning,) = document.warnings
    assert warning.startswith("pages 3, 5 to 7 are pictures without text: ")


def test_one_scanned_page_is_named() -> None:
    document = read_pages(Page(column(*PROSE)), Page(picture=True))
    assert document.warnings[0].startswith("page 2 is a picture without text: ")


GARBLED = {
    "private use": "\ue001\ue002\ue003 \ue004\ue005\ue006",
    "replacement": "\ufffd\ufffd\ufffd a\ufffd\ufffdb",
    "cid": "(cid:12)(cid:7)(cid:33) (cid:4)",
    "look-alikes": "HoMep KoppeKn1pOBKH H8norosbiH nepHOA T048THbiH np8,[Ictaet ",
    "wrong encoding": "Ìÿãêàÿ ñèëà åñòü ñïîñîáíîñòü ãîñóäàðñòâà",
    "shifted": "Vriw srzhu lv wkh delolwb ri d frxqwub wr jhw zkdw lw zdqwv",
}


@pytest.mark.parametrize("line", GARBLED.values(), ids=GARBLED.keys())
def test_a_text_layer_that_means_nothing_is_refused(line: str) -> None:
    page = Page(column(*[line] * 20))
    with pytest.raises(GarbledText, match=r"paper\.pdf: its text layer is garbled.*--force-ocr"):
        read_pages(page)


GOOD = {
    "English": " ".join(PROSE),
    "Russian": " ".join(RUSSIAN),
    "Kazakh": "Жұмсақ күш — елдің мәжбүрлеусіз, тартымдылығы арқылы қалағанына жету қабілеті.",
    "German": "Die sanfte Macht größerer Länder übt über Höfe und Märkte hinaus Einfluß aus.",
    "French": "La puissance douce séduit là où l’armée échoue, et l’été a été très agréable.",
    # Arabic is drawn from left to right, its last letter first.
    "Arabic": "القوة الناعمة هي القدرة على الجذب والإقناع دون الإكراه"[::-1],
    "maths": "Sei f : X → Y stetig, x ∈ X und ε > 0. Dann gilt d(f(x), f(y)) < ε für alle y.",
    "names": "The GeoBase DataModel holds NetworkLinearFlow and HydroJunction, and so on.",
}


@pytest.mark.parametrize("line", GOOD.values(), ids=GOOD.keys())
def test_good_text_is_not_garbled(line: str) -> None:
    text = read_pages(Page(column(*[line] * 8))).text
    assert line.split()[0] in text or line[::-1].split()[0] in text


def broken(data: bytes) -> dict[str, bytes]:
    return {
        "cut short": data[: len(data) * 2 // 3],
        "its end is gone": data[:-60],
        "head only": b"%PDF-1.7\n",
        "words": b"%PDF-1.4\nI am no PDF.",
        "no page": data.replace(b"/Kids [8 0 R]", b"/Kids [     ]").replace(
            b"/Count 1", b"/Count 0"
        ),
        "no catalogue": data.replace(
            b"/Type /Catalog /Pages 2 0 R", b"/Type /Catalog             "
        ),
    }


@pytest.mark.parametrize("damage", broken(b"").keys())
def test_a_broken_file_is_named(damage: str) -> None:
    data = broken(make_pdf([Page(column(*PROSE))]))[damage]
    with pytest.raises(CorruptDocument, match=r"^paper\.pdf: .*download or export"):
        read(data, "paper.pdf", ReadOptions())


def test_a_bomb_is_refused() -> None:
    packed = zlib.compress(b" " * 3_000_000, 9)
    data = make_pdf([Page(column(*PROSE))])
    bomb = re.sub(
        rb"<<  /Length \d+ >>\nstream\nBT.*?endstream",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(packed), packed.replace(b"\\", b"\\\\")),
        data,
        flags=re.DOTALL,
    )
    with pytest.raises(DecompressionBomb, match=r"^paper\.pdf: unpacks to far more"):
        read(bomb, "paper.pdf", ReadOptions(max_unpacked_bytes=1_000_000))


def test_a_repaired_file_is_read_with_a_warning(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    data = re.sub(rb"startxref\n\d+", b"startxref\n7", make_pdf([Page(column(*PROSE))]))
    document = read(data, "paper.pdf", ReadOptions())
    assert document.text == " ".join(PROSE)
    assert any("repaired" in warning for warning in document.warnings)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pypdf").propagate
    assert logging.getLogger("pypdf").handlers == []


WORDS = st.text(st.sampled_from("abcdeж қñ.-,\u00ad\ufb01•1(）\t"), min_size=1, max_size=30)
LINES = st.builds(
    Drawn,
    text=WORDS.filter(str.strip),
    y=st.integers(30, 800).map(float),
    x=st.integers(30, 300).map(float),
    size=st.sampled_from((7.0, 10.0, 10.2, 14.0)),
    bold=st.booleans(),
)
PAGES = st.builds(Page, lines=st.lists(LINES, max_size=6).map(tuple), picture=st.booleans())


@settings(max_examples=150, deadline=None)
@given(st.lists(PAGES, min_size=1, max_size=6))
def test_places_are_exact_whatever_the_pages_hold(pages: list[Page]) -> None:
    try:
        document = read_pages(*pages)
    except DocumentError as error:
        assert isinstance(error, NoTextLayer | GarbledText)
        return
    text = document.text
    assert text == clean(text)
    assert "\r" not in text
    assert len(document.page_starts) == len(pages)
    assert list(document.page_starts) == sorted(document.page_starts)
    assert document.page_starts[0] == 0
    assert document.page_starts[-1] <= len(text)
    for heading in document.headings:
        assert text[heading.start : heading.end] == heading.text
    assert [one.start for one in document.headings] == sorted(
        one.start for one in document.headings
    )
    for span in document.references:
        assert 0 <= span.start < span.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_damage_is_a_document_error_or_a_document(place: int, damage: bytes) -> None:
    data = bytearray(make_pdf([Page(column(*PROSE), picture=True)] * 2))
    place %= len(data)
    data[place : place + len(damage)] = damage
    try:
        document = read(bytes(data), "paper.pdf", ReadOptions())
    except DocumentError as error:
        assert str(error).startswith("paper.pdf: ")
    else:
        assert document.text
