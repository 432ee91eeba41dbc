"""What documents cite, each entry with whether it is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.models import Selection
from assistant.said.words import said_in
from assistant.ways import catalogue
from assistant.ways.cited_works import cited_works
from ingest.models import Bibliography, Document, Reference, SourceOf
from tests.assistant.fakes import FakeTexts
from tests.assistant.ways.samples import TEXT, bare, lighthouses

PAPER = lighthouses()
BEACONS = replace(
    bare("Маяки.\n", doc_id="beacons.html", title="Маяки Каспия"),
    source_of=(SourceOf(PAPER.doc_id, 2),),
)


def reference(number: int, words: str) -> Reference:
    start = TEXT.index(words)
    return Reference(number, start, start + len(words), words)


LISTED = Bibliography(
    (reference(1, "Brown, A."), reference(2, "Ахметов С."), reference(3, "Nye, J."))
)


def answer(
    question: str, documents: Sequence[Document], texts: FakeTexts, language: str = "en"
) -> Selection:
    return catalogue.answer(question, documents, said_in(language), texts)


def held(*documents: Document) -> FakeTexts:
    return FakeTexts([PAPER, *documents], bibliographies={PAPER.doc_id: LISTED})


def test_each_entry_says_whether_it_is_held() -> None:
    found = answer("What does the paper cite?", [PAPER], held(BEACONS))
    assert [sentence.said for sentence in found.sentences] == [
        "1. Brown, A. (1990). Lamps and lenses. Harbour Press. (not held here)",
        "2. Ахметов С. Маяки Каспия. 2001. 1999. A year that begins a line. "
        "(held as “Маяки Каспия”)",
        "3. Nye, J. Soft power. (not held here)",
    ]
    assert found.note == "The reference list has 3 entries, 1 of which is held here."
    for sentence in found.sentences:
        assert sentence.text == PAPER.text[sentence.start : sentence.end]


def test_where_nothing_is_held_the_note_says_so() -> None:
    found = answer("Which sources does the paper use?", [PAPER], held())
    assert found.note == "The reference list has 3 entries, none of which is held here."


def test_each_copy_of_a_source_is_named() -> None:
    copy = replace(BEACONS, doc_id="beacons.pdf", title="Beacons")
    found = answer("What does the paper cite?", [PAPER], held(BEACONS, copy))
    assert "(held as “Маяки Каспия”, “Beacons”)" in found.sentences[1].said


def test_the_papers_lists_are_meant_where_no_document_is_named() -> None:
    other = replace(
        bare("Birds.\n\nReferences\n1. Petrel.\n2. Gull.\n", doc_id="birds.txt", title="Birds"),
        references=lighthouses().references[:0],
        declared_role="source",
    )
    found = answer("What does it cite?", [other, PAPER], held(other))
    assert {sentence.doc_id for sentence in found.sentences} == {PAPER.doc_id}


def test_an_entry_without_a_reference_is_not_held() -> None:
    texts = FakeTexts([PAPER], bibliographies={})
    found = cited_works("What is cited?", [PAPER], 12, texts, said_in("en"))
    assert found is not None and all("not held" in each.said for each in found.sentences)


def test_documents_without_a_list_have_no_entry() -> None:
    assert cited_works("What is cited?", [bare()], 12, None, said_in("en")) is None
