from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.models import Citation, Statement
from assistant.transcript.models import Conversation, Excerpt, excerpt_of
from assistant.transcript.verdict_words import report, summary
from assistant.transcript.verify import MOST_PLACES, Check, Place, standing, verify
from ingest.errors import DocumentNotFound, IndexNotFound
from ingest.models import Document
from tests.assistant.samples import QUOTE, START, TEXT, broken_off, citation, document
from tests.assistant.transcript.conversations import (
    Held,
    answered,
    conversation_of,
    everything,
    of,
    refused,
)

# The page of the samples' quotation is 8.
PAGED = replace(document(), page_starts=(*range(7), 20), page_labels=())
PAGED_CHANGED = replace(document("A new line. " + TEXT), page_starts=(0, 5))


class Unreadable:
    def document(self, doc_id: str) -> Document:
        raise IndexNotFound(f"no index was built that could hold {doc_id}")


def checked(held: Document, cited: Citation | None = None, *, hashed: bool = True) -> Check:
    """Return what becomes of one quotation of the paper."""
    excerpt = replace(excerpt_of(citation(), document()), citation=cited or citation())
    if not hashed:
        excerpt = replace(excerpt, sha256="")
    (check,) = verify(of(excerpt), Held((held,))).checks
    return check


def test_a_quotation_that_stands() -> None:
    check = checked(PAGED)
    assert (check.state, check.places, check.hint) == ("stands", (Place(START, 8, None),), "")


def test_a_quotation_whose_document_changed_has_moved_though_it_stands() -> None:
    check = checked(PAGED_CHANGED)
    assert check.state == "moved" and check.hint == "the document has changed"
    assert check.places == (Place(START + 12, 2, None),)


def test_a_quotation_at_its_place_in_another_file_has_moved_too() -> None:
    check = checked(replace(PAGED, sha256="0" * 64))
    assert (check.state, check.places[0].start) == ("moved", START)


def test_every_place_is_told_its_own_first() -> None:
    twice = replace(PAGED, text=f"{QUOTE} {TEXT}")
    check = checked(twice, citation(start=START + len(QUOTE) + 1))
    assert [place.start for place in check.places] == [START + len(QUOTE) + 1, 0]
    assert check.state == "stands"


def test_places_are_bounded() -> None:
    dull = replace(PAGED, text="ab" * 500)
    check = checked(dull, citation("ab", 800))
    assert check.state == "stands"
    assert len(check.places) == MOST_PLACES and check.places[0].start == 800


def test_a_quotation_that_stands_nowhere_is_altered() -> None:
    check = checked(document("Quite another text."))
    assert (check.state, check.places) == ("altered", ())
    assert check.hint == "it stands nowhere in the document"


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("China opened", "China\n opened"),
        TEXT.replace(" in 2004", "\u00a0in\u20092004"),
        TEXT.replace("first", "fi\u00adrst"),
    ],
)
def test_a_quotation_that_stands_but_for_its_signs_is_altered_with_a_hint(text: str) -> None:
    check = checked(document(text))
    assert check.state == "altered" and "but for white space, dashes or" in check.hint


def test_dashes_and_quotation_marks_are_signs_too() -> None:
    cited = citation("the “soft” power – it’s", 3)
    check = checked(document('So the "soft" power — it\'s said'), cited)
    assert check.state == "altered" and "but for white space, dashes or" in check.hint


def test_an_edited_quotation_of_an_unchanged_document_is_an_edited_export() -> None:
    edited = replace(citation(), quote=QUOTE.replace("2004", "2014"))
    check = checked(PAGED, edited)
    assert check.state == "altered" and "the export was edited" in check.hint


def test_an_edited_place_of_an_unchanged_document_is_an_edited_export() -> None:
    check = checked(PAGED, citation(start=START + 3))
    assert check.state == "altered" and "the export was edited" in check.hint
    assert check.places[0].start == START


def test_an_edited_page_does_not_stand() -> None:
    check = checked(PAGED, citation(page=9))
    assert (check.state, check.hint) == ("moved", "the export names another page")
    assert check.places[0].page == 8


def test_an_export_without_the_documents_hash_is_held_by_place_alone() -> None:
    assert checked(PAGED, hashed=False).state == "stands"
    moved = checked(PAGED_CHANGED, hashed=False)
    assert (moved.state, moved.hint) == ("moved", "the export does not say which file was quoted")


def test_a_document_that_is_not_held_is_gone() -> None:
    check = checked(replace(PAGED, doc_id="other.md"))
    assert (check.state, check.places) == ("gone", ())


def test_an_empty_quotation_stands_nowhere() -> None:
    assert checked(PAGED, replace(citation(), quote="")).state == "altered"


def test_what_came_nearest_is_held_against_the_documents_too() -> None:
    (check,) = verify(Conversation("", (refused(nearest=(citation(),)),)), Held((PAGED,))).checks
    assert check.nearest and check.state == "stands"


def test_markers_that_lead_nowhere_are_faults() -> None:
    exchange = answered()
    assert exchange.evidence is not None
    answer = replace(
        exchange.evidence.answer,
        statements=(Statement("It is so.", (1, 7)), Statement("And so.", (1,))),
    )
    edited = replace(exchange, evidence=replace(exchange.evidence, answer=answer))
    verification = verify(Conversation("", (edited,)), Held((PAGED,)))
    (fault,) = verification.faults
    assert fault == "answer 1: “It is so.” rests on [7], which the answer does not have"
    assert verification.exit_code == 1
    assert fault in report(verification)
    assert summary(verification).endswith("Markers that lead nowhere: 1.")


def test_markers_of_what_a_model_had_written_are_looked_up_too() -> None:
    shown = broken_off("It is so.")
    assert shown.writing is not None
    writing = replace(shown.writing, unfinished=(Statement("It was so.", (4,)),))
    (exchange,) = conversation_of([replace(shown, writing=writing)]).exchanges
    (fault,) = verify(Conversation("", (exchange,)), Held((PAGED,))).faults
    assert fault == "answer 1: “It was so.” rests on [4], which the answer does not have"


@pytest.mark.parametrize(
    ("held", "code"),
    [((PAGED,), 0), ((PAGED_CHANGED,), 1), ((document("x"),), 1), ((), 1)],
    ids=["stands", "moved", "altered", "gone"],
)
def test_the_exit_code(held: tuple[Document, ...], code: int) -> None:
    assert verify(Conversation("", (answered(),)), Held(held)).exit_code == code


def test_without_an_index_nothing_can_be_held_against_anything() -> None:
    with pytest.raises(IndexNotFound, match="no index"):
        verify(Conversation("", (answered(),)), Unreadable())


def test_json_says_the_same() -> None:
    value = json.loads(json.dumps(verify(everything(), Held((PAGED_CHANGED,))).to_json()))
    assert value["quotations"] == 2 and value["states"]["moved"] == 2 and value["faults"] == []
    assert value["checks"][0]["places"] == [{"start": START + 12, "page": 2, "page_label": None}]
    assert value["checks"][1]["nearest"] is True


@pytest.mark.parametrize(
    ("sha256", "held", "expected"),
    [
        (document().sha256, document(), "same"),
        ("0" * 64, document(), "changed"),
        ("", document(), "unknown"),
        (document().sha256, document(doc_id="other.md"), "gone"),
    ],
)
def test_standing(sha256: str, held: Document, expected: str) -> None:
    assert standing(Excerpt(citation(), sha256=sha256), Held((held,))) == expected


def test_standing_is_not_known_without_an_index() -> None:
    assert standing(Excerpt(citation(), sha256="0" * 64), Unreadable()) == "unknown"


def test_the_documents_of_the_tests_fail_as_the_real_ones_do() -> None:
    with pytest.raises(DocumentNotFound, match="not in the index"):
        Held(()).document("a.md")
