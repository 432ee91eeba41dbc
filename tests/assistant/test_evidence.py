from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import check, cite
from assistant.models import Sentence
from ingest.errors import EvidenceError
from ingest.models import Document, Heading

DOCUMENT = Document(
    doc_id="paper.pdf",
    title="A Paper",
    authors=("A. Author",),
    language="en",
    text="Intro\n\nFirst page. It ends here. Second page begins.",
    sha256="0" * 64,
    media_type="application/pdf",
    reader="pdf/1",
    page_starts=(0, 33),
    page_labels=("vii", "viii"),
    headings=(Heading(0, 5, 1, "Intro"),),
)


def stretch(start: int, end: int) -> Sentence:
    return Sentence(DOCUMENT.doc_id, start, end, "")


@given(data=st.data())
def test_every_citation_stands_in_its_document(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(DOCUMENT.text) - 1))
    end = data.draw(st.integers(start + 1, len(DOCUMENT.text)))
    citation = cite(DOCUMENT, stretch(start, end), marker=1)
    assert citation.quote == DOCUMENT.text[start:end]
    check(citation, DOCUMENT)


def test_page_label_and_heading_are_the_quotation_s_own() -> None:
    citation = cite(DOCUMENT, stretch(33, 52), marker=2)
    assert (citation.page, citation.page_label, citation.heading) == (2, "viii", "Intro")
    assert citation.quote == "Second page begins."


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 10_000)])
def test_offsets_that_are_no_stretch_of_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(EvidenceError, match=r"paper\.pdf: characters"):
        cite(DOCUMENT, stretch(start, end), marker=1)


@pytest.mark.parametrize("quote", ["First  page.", "first page.", "Second page"])
def test_quotation_that_differs_by_a_character_is_refused(quote: str) -> None:
    citation = replace(cite(DOCUMENT, stretch(7, 18), marker=4), quote=quote)
    with pytest.raises(
        EvidenceError, match=r"citation \[4\].*does not stand at characters 7 to 18"
    ):
        check(citation, DOCUMENT)


def test_quotation_from_another_document_is_refused() -> None:
    citation = cite(DOCUMENT, stretch(7, 18), marker=1)
    with pytest.raises(EvidenceError, match=r"of other\.md"):
        check(citation, replace(DOCUMENT, doc_id="other.md"))
