from __future__ import annotations

import pytest

from ingest.bibliography.entries import entries_of
from ingest.models import Document, Heading, Span
from tests.ingest.bibliography.samples import document


def bodies(made: Document) -> list[str]:
    return [made.text[entry.body : entry.end] for entry in entries_of(made)]


def numbers(made: Document) -> list[int]:
    return [entry.number for entry in entries_of(made)]


@pytest.mark.parametrize(
    "marks",
    [
        ("[1] ", "[2] ", "[3] "),
        ("1. ", "2. ", "3. "),
        ("1) ", "2) ", "3) "),
        ("(1) ", "(2) ", "(3) "),
        ("- 1. ", "- 2. ", "- 3. "),
        ("• [1] ", "• [2] ", "• [3] "),
        ("№1. ", "№2. ", "№3. "),
        ("  1. ", "  2. ", "  3. "),
        ("1 ", "2 ", "3 "),
        ("1.", "2.", "3."),
        ("", "", ""),
        ("• ", "• ", "• "),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_entries_however_they_are_marked(marks: tuple[str, ...], between: str) -> None:
    entries = ("Lee A. Lamps. 2001.", "Kim B. Ports. 2002.", "Orr C. Quays. 2003.")
    text = between.join(mark + entry for mark, entry in zip(marks, entries, strict=True))
    made = document(f"References\n\n{text}\n")
    assert bodies(made) == list(entries)
    assert numbers(made) == [1, 2, 3]
    for entry, mark in zip(entries_of(made), marks, strict=True):
        assert made.text[entry.start : entry.body] == mark.lstrip()


def test_the_printed_number_counts() -> None:
    made = document("References\n11. Lee A. Lamps.\n12. Kim B. Ports.\n14. Orr C. Quays.")
    assert numbers(made) == [11, 12, 14]
    assert [entry.printed for entry in entries_of(made)] == [11, 12, 14]


def test_a_page_or_a_year_that_begins_a_line_is_no_number() -> None:
    made = document(
        "References\n1. Lee A. Lamps, no.\n3. pp. 4-5\n2. Kim B. Ports\n1999. Harbour Press.\n"
        "3. Orr C. Quays."
    )
    assert bodies(made) == [
        "Lee A. Lamps, no.\n3. pp. 4-5",
        "Kim B. Ports\n1999. Harbour Press.",
        "Orr C. Quays.",
    ]


def test_one_numbered_entry_is_a_list() -> None:
    made = document("References\n1. Lee A. Lamps. 2001.")
    assert bodies(made) == ["Lee A. Lamps. 2001."]


def test_a_wrapped_numbered_entry_is_one() -> None:
    made = document(
        "References\n\n[1] A. Lee, “Lamps,” J. Lamps, vol. 3,\nno. 2, 2019.\n[2] B. Kim. Ports."
    )
    assert bodies(made) == ["A. Lee, “Lamps,” J. Lamps, vol. 3,\nno. 2, 2019.", "B. Kim. Ports."]


def test_lists_that_begin_anew_are_counted_on() -> None:
    text = "References\n1. Lee A. Lamps.\n2. Kim B. Ports.\n\nArticles\n1. Orr C. Quays.\n2. Day D."
    heading = Heading(text.index("Articles"), text.index("Articles") + 8, 2, "Articles")
    made = document(text, headings=(heading,))
    found = entries_of(made)
    assert [(entry.number, entry.printed, entry.group) for entry in found] == [
        (1, 1, 0),
        (2, 2, 0),
        (3, 1, 1),
        (4, 2, 1),
    ]
    assert made.text[found[1].body : found[1].end] == "Kim B. Ports."


def test_two_lists_of_a_document_have_numbers_of_their_own() -> None:
    text = "References\n1. Lee A. Lamps.\n2. Kim B. Ports.\n\nMore.\n\nReferences\n1. Orr C. Quays."
    second = text.rindex("References")
    made = Document(
        "d", "t", (), "en", text, "", "text/plain", "text/2",
        references=(Span(0, text.index("\n\nMore")), Span(second, len(text))),
    )  # fmt: skip
    assert numbers(made) == [1, 2, 3]


def test_labels_in_place_of_numbers() -> None:
    made = document("References\n[Lee01] A. Lee. Lamps. 2001.\n[Kim02a] B. Kim. Ports. 2002.")
    assert [entry.label for entry in entries_of(made)] == ["Lee01", "Kim02a"]
    assert bodies(made) == ["A. Lee. Lamps. 2001.", "B. Kim. Ports. 2002."]


@pytest.mark.parametrize(
    "text",
    [
        # Hanging indents, and none.
        "Lee, A. (2001). Lamps of the north: A long title that goes\n   on. Lamp Journal, 3, 1-9.\n"
        "Kim, B., &\n   Orr, C. (2002). Ports. London: Pier.\n"
        "World Bank. (2003). Quays of the world and how they\n   fare. Pier.",
        "Lee, A. (2001). Lamps of the north: A long title that goes\non. Lamp Journal, 3, 1-9.\n"
        "Kim, B., &\nOrr, C. (2002). Ports. London: Pier.\n"
        "World Bank. (2003). Quays of the world and how they\nfare. Pier.",
        "    Lee, A. (2001). Lamps of the north: A long title that goes\n"
        "on. Lamp Journal, 3, 1-9.\n"
        "    Kim, B., &\nOrr, C. (2002). Ports. London: Pier.\n"
        "    World Bank. (2003). Quays of the world and how they\nfare. Pier.",
    ],
)
def test_wrapped_entries_without_numbers(text: str) -> None:
    found = [" ".join(body.split()) for body in bodies(document(f"References\n{text}"))]
    assert found == [
        "Lee, A. (2001). Lamps of the north: A long title that goes on. Lamp Journal, 3, 1-9.",
        "Kim, B., & Orr, C. (2002). Ports. London: Pier.",
        "World Bank. (2003). Quays of the world and how they fare. Pier.",
    ]


def test_what_a_page_break_left_in_a_list_is_no_entry() -> None:
    made = document(
        "References\n\nA. Lee. Lamps. 2001.\n\n2https://note.example.org\n\nFigure 3: A lamp\n\n"
        "Turn\n\nB. Kim. Ports of the\n\nworld and its seas. 2002.\n\nC. Orr. Quays. 2003."
    )
    assert bodies(made) == [
        "A. Lee. Lamps. 2001.",
        "B. Kim. Ports of the\n\nworld and its seas. 2002.",
        "C. Orr. Quays. 2003.",
    ]


def test_what_follows_the_last_entry_is_not_part_of_it() -> None:
    made = document("References\n1. Lee A. Lamps. 2001.\n2. Kim B. Ports.\n\nReceived in May 2003.")
    assert bodies(made) == ["Lee A. Lamps. 2001.", "Kim B. Ports."]


def test_a_list_with_nothing_in_it_has_no_entries() -> None:
    assert entries_of(document("References\n\n")) == []
