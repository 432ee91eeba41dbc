"""A quotation traced: whose source its document is, and the references that back it."""

from __future__ import annotations

from dataclasses import replace

from assistant import sources
from assistant.models import Backing, Citation, Tie
from assistant.said.words import reference_terms, said_in
from ingest.models import (
    Bibliography,
    CitationMark,
    Cited,
    Document,
    Reference,
    SourceOf,
    Span,
)
from tests.assistant.fakes import FakeTexts
from tests.assistant.samples import QUOTE, START, citation, document

MARSH = Reference(
    3, 0, 5, "Marsh", authors=("P. Marsh",), year="2011", url="https://gauge.example/a", pages="8-9"
)
LEVEL = Reference(5, 6, 9, "Level", authors=("A. Orlova",), year="2019", doi="10.1000/level")
SPAN = Span(START, START + len(QUOTE))
SOURCE = replace(document(doc_id="level.html", title="Level"), source_of=(SourceOf("paper.md", 5),))


def backing_of(doc_id: str, span: Span, texts: FakeTexts) -> tuple[Backing, ...]:
    return sources.backing_of(doc_id, span, texts, reference_terms(said_in("en")))


def traced(cited: Citation, document: Document, texts: FakeTexts, language: str = "en") -> Citation:
    return sources.traced(cited, document, texts, said_in(language))


def mark(supports: Span, *cited: Cited) -> CitationMark:
    return CitationMark(supports.end, supports.end + 3, cited, supports)


def texts(*marks: CitationMark, held: tuple[Document, ...] = (SOURCE,)) -> FakeTexts:
    listed = Bibliography((MARSH, LEVEL), marks)
    return FakeTexts([document(), *held], bibliographies={"paper.md": listed})


def test_the_references_whose_markers_back_a_quotation_are_found_with_what_is_held() -> None:
    found = backing_of("paper.md", SPAN, texts(mark(SPAN, Cited(3), Cited(5))))
    assert [(each.number, each.pages, each.held) for each in found] == [
        (3, "8-9", ()),
        (5, "", ("level.html",)),
    ]
    assert found[0].url == "https://gauge.example/a" and found[1].doi == "10.1000/level"
    assert "Marsh" in found[0].label and "8-9" in found[0].label and "3" in found[0].label


def test_the_pages_of_the_marker_come_before_those_of_the_list() -> None:
    (found,) = backing_of("paper.md", SPAN, texts(mark(SPAN, Cited(3, "45"))))
    assert found.pages == "45" and "45" in found.label and "8-9" not in found.label


def test_a_marker_that_closes_a_paragraph_backs_each_of_its_sentences() -> None:
    paragraph = Span(START - 20, SPAN.end + 20)
    assert backing_of("paper.md", SPAN, texts(mark(paragraph, Cited(3))))
    assert not backing_of("paper.md", SPAN, texts(mark(Span(0, START), Cited(3))))


def test_what_several_markers_point_to_is_named_once() -> None:
    marks = (mark(SPAN, Cited(3), Cited(5)), mark(SPAN, Cited(3)), mark(SPAN, Cited(99)))
    assert [each.number for each in backing_of("paper.md", SPAN, texts(*marks))] == [3, 5]


def test_a_source_is_tied_to_the_entry_that_names_it() -> None:
    (tie,) = traced(citation(doc_id="level.html"), SOURCE, texts()).source_of
    assert (tie.document, tie.title, tie.number) == ("paper.md", "The paper", 5)
    assert "Orlova" in tie.label and "[5]" not in tie.label


def test_a_source_of_a_document_that_is_gone_keeps_its_number() -> None:
    orphan = replace(SOURCE, source_of=(SourceOf("gone.md", 7),))
    assert traced(citation(), orphan, texts(held=(orphan,))).source_of == (
        Tie("gone.md", "gone.md", 7),
    )


def test_an_entry_that_the_list_lacks_has_no_label() -> None:
    odd = replace(SOURCE, source_of=(SourceOf("paper.md", 99),))
    assert traced(citation(), odd, texts(held=(odd,))).source_of[0].label == ""


def test_a_citation_s_json_has_plain_names() -> None:
    cited = traced(citation(), document(), texts(mark(SPAN, Cited(5))))
    shown = replace(cited, role="source", source_of=(Tie("p.md", "P", 2, "A (2000)"),)).to_json()
    assert shown["role"] == "source"
    assert shown["source_of"] == [
        {"document": "p.md", "title": "P", "number": 2, "label": "A (2000)"}
    ]
    (backing,) = shown["cites"]
    assert set(backing) == {"number", "label", "pages", "url", "doi", "held"}
    assert backing["held"] == ["level.html"] and "backing" not in shown


def test_nothing_is_made_up_of_a_document_that_cites_nothing() -> None:
    plain = traced(citation(), document(), FakeTexts())
    assert plain.source_of == () and plain.backing == ()
    assert Backing(1, "x").held == ()


def test_references_are_named_in_the_language_of_the_answer() -> None:
    held = texts(mark(SPAN, Cited(3)), mark(SPAN, Cited(5, "45")))
    labels = {
        language: [each.label for each in traced(citation(), document(), held, language).backing]
        for language in ("en", "ru", "kk")
    }
    assert labels == {
        "en": ["[3] Marsh (2011), pp. 8-9", "[5] Orlova (2019), p. 45"],
        "ru": ["[3] Marsh (2011), с. 8-9", "[5] Orlova (2019), с. 45"],
        "kk": ["[3] Marsh (2011), 8-9-беттер", "[5] Orlova (2019), 45-бет"],
    }
