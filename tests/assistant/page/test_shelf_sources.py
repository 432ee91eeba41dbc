"""What the table of documents says of roles and of what a paper cites."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assistant.page import shelf
from assistant.page.shelf_html import table_html
from assistant.page.shelf_sources import Cites, cites_html, cites_of, role_html
from ingest.models import Bibliography, Reference, SourceOf, Span
from tests.assistant.fakes import FakeTexts
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
from tests.assistant.samples import document

LISTED = Bibliography(
    (
        Reference(1, 0, 1, "a", authors=("A. Orlova",), year="2019"),
        Reference(2, 0, 1, "b", authors=("P. Marsh",), year="2011", url="https://a.example/b"),
    )
)
PAPER = replace(document(), references=(Span(0, 4),))
SOURCE = replace(document(doc_id="level.html"), source_of=(SourceOf("paper.md", 1),))


def test_what_a_paper_cites_is_counted_and_what_is_not_held_is_listed() -> None:
    texts = FakeTexts([PAPER, SOURCE], bibliographies={"paper.md": LISTED})
    cites = cites_of(PAPER, texts)
    assert [each.number for each in cites.lacking] == [2]
    page = OwnMarkup(cites_html(EN, cites))
    assert "2 cited, 1 held" in page.text and "Marsh" in page.text and "Orlova" not in page.text
    assert page.outgoing == ["https://a.example/b"]
    assert page.tags[:2] == ["details", "summary"]


def test_where_all_is_held_nothing_is_folded_away() -> None:
    cites = Cites(LISTED.references, frozenset({1, 2}))
    page = OwnMarkup(cites_html(EN, cites))
    assert page.text == "2 cited, 2 held" and page.tags == ["span"]


def test_a_document_that_cites_nothing_says_nothing() -> None:
    assert cites_html(EN, cites_of(document(), FakeTexts())) == ""


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        ((), "Other"),
        ((SourceOf("p.md", 5), SourceOf("p.md", 2)), "Source[2, 5] of “Tides”"),
        (
            (SourceOf("p.md", 5), SourceOf("gone.md", 1)),
            "Source[5] of “Tides” and [1] of “gone.md”",
        ),
    ],
)
def test_a_document_has_its_role(ties: tuple[SourceOf, ...], said: str) -> None:
    shown = role_html(EN, replace(document(), source_of=ties), {"p.md": "Tides"})
    assert OwnMarkup(shown).text == said


def test_the_table_has_a_column_for_it() -> None:
    rows = [
        shelf.Row("paper.md", shelf.INDEXED, document(), 1, cites=Cites(LISTED.references)),
        shelf.Row("level.html", shelf.INDEXED, SOURCE, 1),
        shelf.Row("new.md", shelf.NEW),
    ]
    page = OwnMarkup(table_html(EN, rows, managed=True))
    assert "Role" in page.text and "[1] of “The paper”" in page.text
    assert "2 cited, 0 held" in page.text


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_markup(text: str) -> None:
    check_is_text(text, text)


@given(hostile_text, hostile_text)
def test_nothing_of_a_reference_becomes_markup(a: str, b: str) -> None:
    check_is_text(a, b)


def check_is_text(a: str, b: str) -> None:
    reference = Reference(1, 0, 1, a, authors=(b,), title=a, year=b, url=a, doi=b, pages=a)
    OwnMarkup(cites_html(EN, Cites((reference, replace(reference, authors=())))))
    OwnMarkup(role_html(EN, replace(document(), source_of=(SourceOf(a, 1),)), {a: b}))
