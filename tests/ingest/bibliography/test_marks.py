from __future__ import annotations

from ingest.bibliography.bibliography import bibliography_of
from ingest.models import Document, Heading
from tests.ingest.bibliography.samples import cited, document, shown


def test_nothing_in_a_heading_or_in_the_list_is_a_marker() -> None:
    text = "Lamps [1]\n\nThey shine [1].\n\nReferences\n\n1. Lee A. Lamps [1]. 2001.\n2. Kim B."
    made = document(text, headings=(Heading(0, 9, 1, "Lamps [1]"),))
    (mark,) = bibliography_of(made).marks
    assert mark.start == text.index("[1].")


def test_ibid_points_to_the_marker_before() -> None:
    body = "Lamps [2, p. 4]. Seas [Ibid., p. 5]. Fog (там же). Rain [Сонда, 7 б.]."
    references = "1. Lee A. Lamps. 2001.\n2. Kim B. Ports. 2002."
    assert [numbers for _, numbers, _ in shown(body, references)] == ["2:4", "2:5", "2:5", "2:7"]


def test_ibid_without_a_marker_before_is_none() -> None:
    assert shown("Lamps [Ibid.].", "1. Lee A. Lamps. 2001.") == []


def test_labels_are_markers() -> None:
    references = "[Lee01] A. Lee. Lamps. 2001.\n[Kim02] B. Kim. Ports. 2002."
    found = shown("Lamps shine [Kim02, Lee01]. Not [Orr03].", references)
    assert [(words, numbers) for words, numbers, _ in found] == [("[Kim02, Lee01]", "2 1")]


def test_both_kinds_stand_in_the_order_of_the_text() -> None:
    references = "1. Lee A. Lamps. Pier, 2001.\n2. Kim B. Ports. Pier, 2002."
    found = shown("It is (Kim, 2002). It is [1]. So Lee (2001) says.", references)
    assert [numbers for _, numbers, _ in found] == ["2", "1", "1"]


def test_marks_behind_a_stretch() -> None:
    made, found = cited("Lamps shine [1]. Seas rise [2].", "1. Lee A. Lamps.\n2. Kim B. Ports.")
    seas = found.marks[1].supports
    assert made.text[seas.start : seas.end] == "Seas rise"
    assert found.marks_behind(seas) == (found.marks[1],)


def test_a_document_without_a_list_has_none() -> None:
    made = Document("d", "t", (), "en", "Lamps [1] (Lee, 2001).", "", "text/plain", "text/2")
    assert bibliography_of(made).marks == ()
