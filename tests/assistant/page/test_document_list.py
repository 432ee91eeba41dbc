from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assistant.page.document_list import FILTERED_ABOVE, documents_html
from ingest.models import Document, SourceOf
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.markup import OwnMarkup
from tests.assistant.page.english import EN
from tests.assistant.samples import document

PAPER = replace(document(doc_id="tides.pdf", title="Tides"), declared_role="paper")
SOURCE = replace(document(doc_id="level.html"), source_of=(SourceOf("tides.pdf", 1),))
NOTES = document(doc_id="notes.txt", title="Notes")


def listed(*held: Document) -> OwnMarkup:
    return OwnMarkup(documents_html(EN, held))


def picks(*held: Document) -> list[str]:
    return [data["data-pick"] for data in listed(*held).data if "data-pick" in data]


def test_each_document_is_a_box_that_is_ticked() -> None:
    html = documents_html(EN, [PAPER, SOURCE, NOTES])
    page = OwnMarkup(html)
    boxes = [data for data in page.data if "data-doc" in data]
    assert boxes == [
        {"data-doc": "tides.pdf", "data-role": "paper"},
        {"data-doc": "level.html", "data-role": "source"},
        {"data-doc": "notes.txt", "data-role": "other"},
    ]
    assert html.count('<input type="checkbox" checked') == 3
    assert page.tags.count("fieldset") == page.tags.count("legend") == 1


def test_each_document_opens_beside_its_box() -> None:
    assert listed(PAPER, SOURCE).hrefs == [
        "documents/view?doc=tides.pdf", "documents/view?doc=level.html",
    ]  # fmt: skip
    assert 'aria-label="Open “Tides”"' in documents_html(EN, [PAPER])


def test_a_document_says_what_it_is() -> None:
    paged = replace(PAPER, page_starts=(0, 9), language="kk")
    assert "TidesPaperKazakh2 pages" in listed(paged).text
    assert "1 page" in listed(replace(PAPER, page_starts=(0,))).text
    assert "page" not in listed(NOTES).text


def test_a_document_without_a_title_has_the_name_of_its_file() -> None:
    assert "notes.txtOther" in listed(replace(NOTES, title=" ")).text


def test_there_is_something_to_pick_where_there_is_more_than_one() -> None:
    assert picks(PAPER) == []
    assert picks(PAPER, SOURCE, NOTES) == ["all", "none", "paper", "source"]
    assert picks(PAPER, NOTES) == ["all", "none", "paper"]
    assert picks(PAPER, replace(PAPER, doc_id="b.pdf")) == ["all", "none"]
    assert picks(NOTES, replace(NOTES, doc_id="b.txt")) == ["all", "none"]


def test_many_documents_can_be_searched() -> None:
    many = [replace(NOTES, doc_id=f"{number}.txt") for number in range(FILTERED_ABOVE + 1)]
    assert listed(*many).ids == ["fn-find"]
    assert listed(*many[1:]).ids == []


def test_without_a_document_one_is_told_where_to_add_one() -> None:
    page = listed()
    assert EN.say("shelf.none") in page.text and "input" not in page.tags


def check_is_text(a: str, b: str, c: str) -> None:
    odd = replace(document(doc_id=a, title=b), language=c, source_of=(SourceOf(c, 1),))
    page = listed(odd, replace(odd, doc_id=b, title=c))
    assert len(page.data) == len(("all", "none")) + 2


@given(hostile_text, hostile_text, hostile_text)
def test_nothing_of_a_document_becomes_markup(a: str, b: str, c: str) -> None:
    check_is_text(a, b, c)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_markup(text: str) -> None:
    check_is_text(text, text, text)
