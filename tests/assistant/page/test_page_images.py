from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from assistant.page import page_images
from assistant.page.page_images import (
    IMAGE_PATH,
    PageFacts,
    Reply,
    facts_reply,
    image_reply,
    page_facts,
    page_image,
    problem_reply,
)
from assistant.page.rendered_pages import RenderedPages
from ingest.errors import (
    DocumentChanged,
    DocumentError,
    DocumentNotFound,
    FootnoteError,
    IndexNotFound,
    PageNotDrawn,
    PageNotFound,
)
from ingest.library import Library
from ingest.models import Document
from tests.assistant.fakes import FakeTexts
from tests.assistant.hostile import hostile_text
from tests.ingest.pages_drawn import pdf
from tests.ingest.readers.pdf_files import column, with_roman_label

FIRST = (
    "Soft power is the ability of a country to get what it wants through",
    "attraction rather than coercion or payments, and whoever has it in",
    "large amounts will need fewer of the means that cost so much more",
)
SECOND = (
    "than words do, as every ministry of finance has come to understand",
    "after a war. The same is told of trade, but there it is hard to show.",
)
OVER_THE_BREAK = "the means that cost so much more than words do"
NAME = "soft power.pdf"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "documents")


def add(library: Library, data: bytes, name: str = NAME, password: str | None = None) -> Document:
    source = library.root.parent / "source"
    source.write_bytes(data)
    library.add(source, name=name, password=password)
    return library.read(name)


@pytest.fixture
def document(library: Library) -> Document:
    return add(library, with_roman_label(pdf(column(*FIRST), column(*SECOND))))


def query(document: Document, page: int | str = 1, quote: str = "", **more: str) -> dict[str, str]:
    asked = {"doc": document.doc_id, "page": str(page), "version": document.sha256[:12]}
    if quote:
        start = document.text.index(quote)
        asked |= {"start": str(start), "end": str(start + len(quote))}
    return asked | more


def facts(library: Library, document: Document, asked: Mapping[str, str]) -> PageFacts:
    return page_facts(library, FakeTexts([document]), asked)


def test_a_page_is_told_with_the_lines_of_the_quotation(
    library: Library, document: Document
) -> None:
    told = facts(library, document, query(document, 1, "to get what it wants through attraction"))
    assert (told.page, told.pages, told.label) == (1, 2, "i")
    assert (told.width, told.height) == (989, 1400)
    assert told.quoted and told.found
    assert len(told.marks) == 2


def test_the_facts_are_json(library: Library, document: Document) -> None:
    told = facts(library, document, query(document, 1, "a country to get")).to_json()
    assert json.loads(json.dumps(told)) == told
    ((left, top, width, height),) = told["marks"]
    assert 0 < left < left + width < 1 and 0 < top < top + height < 1
    assert (told["previous"], told["next"]) == (None, 2)
    last = facts(library, document, query(document, 2)).to_json()
    assert (last["previous"], last["next"]) == (1, None)


def test_a_quotation_over_a_page_break_is_marked_on_both(
    library: Library, document: Document
) -> None:
    first, second = (
        facts(library, document, query(document, page, OVER_THE_BREAK)) for page in (1, 2)
    )
    assert first.found and second.found
    assert first.marks[0].top > second.marks[0].top
    assert first.marks[0].left > second.marks[0].left


def test_a_page_beside_the_quotation_s_has_no_marks(library: Library, document: Document) -> None:
    told = facts(library, document, query(document, 2, "a country to get"))
    assert (told.quoted, told.found, told.marks) == (False, False, ())


def test_a_quotation_that_is_not_found_on_its_page_is_told_so(
    library: Library, document: Document
) -> None:
    # As where two readers of the file disagree on what stands there.
    other = replace(document, text=document.text.replace("country", "kingdom"))
    told = facts(library, other, query(other, 1, "of a kingdom to get"))
    assert (told.quoted, told.found, told.marks) == (True, False, ())


@pytest.mark.parametrize(
    ("start", "end"),
    [("", ""), ("x", "9"), ("9", "5"), ("5", "5"), ("-5", "9"), ("0", "9" * 20), ("0", "9" * 5000)],
)
def test_what_is_no_span_of_the_text_is_not_marked(
    library: Library, document: Document, start: str, end: str
) -> None:
    told = facts(library, document, query(document, start=start, end=end))
    assert not told.quoted


def test_of_a_repeated_sentence_the_quoted_one_is_marked(library: Library) -> None:
    same = "The same sentence stands here."
    document = add(library, pdf(column("At first.", same, "And then.", same, "At last.")))
    second = document.text.rindex(same)
    tops = [
        facts(library, document, query(document, start=str(at), end=str(at + len(same)))).marks[0]
        for at in (document.text.index(same), second)
    ]
    assert tops[0].top < tops[1].top


def test_the_image_s_address_is_relative_and_leads_to_it(
    library: Library, document: Document
) -> None:
    told = facts(library, document, query(document, 2))
    address = urlsplit(told.image)
    assert address.path == IMAGE_PATH == "documents/page.png"
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert asked == {"doc": NAME, "page": "2", "version": document.sha256[:12]}
    png = page_image(library, FakeTexts([document]), RenderedPages(), asked)
    assert Image.open(io.BytesIO(png)).size == (told.width, told.height)


def test_the_image_is_sent_for_the_browser_alone_to_keep(
    library: Library, document: Document
) -> None:
    reply = image_reply(library, FakeTexts([document]), RenderedPages(), query(document))
    assert (reply.status, reply.media_type) == (200, "image/png")
    assert reply.body.startswith(b"\x89PNG")
    assert reply.headers == {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=3600",
    }


def test_the_facts_are_sent_as_json_that_is_not_kept(library: Library, document: Document) -> None:
    reply = facts_reply(library, FakeTexts([document]), query(document))
    assert (reply.status, reply.media_type) == (200, "application/json")
    assert json.loads(reply.body) == facts(library, document, query(document)).to_json()
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_page_is_drawn_once(
    library: Library, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = RenderedPages()
    texts = FakeTexts([document])
    first = page_image(library, texts, rendered, query(document))
    monkeypatch.delattr(page_images, "render_page")
    assert page_image(library, texts, rendered, query(document)) == first


def test_an_encrypted_document_is_opened_with_the_password_kept_beside_it(library: Library) -> None:
    document = add(library, pdf(column(*FIRST), password="sesame"), password="sesame")
    told = facts(library, document, query(document, 1, "a country to get"))
    assert told.found
    assert page_image(library, FakeTexts([document]), RenderedPages(), query(document))


@pytest.mark.parametrize("page", ["0", "3", "-1", "", "1.0", "١", "one", "9" * 5000])
def test_a_page_out_of_range_is_an_error(library: Library, document: Document, page: str) -> None:
    with pytest.raises(PageNotFound, match=r"has no page .*: its pages are 1 to 2"):
        facts(library, document, query(document, page))


@pytest.mark.parametrize("version", ["0123456789ab", "x", "0", "../..", "\ud800"])
def test_a_document_indexed_anew_is_an_error(
    library: Library, document: Document, version: str
) -> None:
    with pytest.raises(DocumentChanged, match="indexed anew since it was cited; ask again"):
        facts(library, document, query(document, version=version))


@pytest.mark.parametrize("length", [0, 12, 40, 64])
def test_any_beginning_of_the_hash_is_the_version(
    library: Library, document: Document, length: int
) -> None:
    asked = query(document, version=document.sha256[:length])
    assert facts(library, document, asked).page == 1


def test_too_short_a_beginning_of_the_hash_is_none(library: Library, document: Document) -> None:
    with pytest.raises(DocumentChanged):
        facts(library, document, query(document, version=document.sha256[:11]))


def test_a_file_changed_since_it_was_indexed_is_an_error(
    library: Library, document: Document
) -> None:
    rendered, texts = RenderedPages(), FakeTexts([document])
    page_image(library, texts, rendered, query(document))
    (library.root / NAME).write_bytes(pdf(column("Something else.")))
    for act in (
        lambda: facts(library, document, query(document)),
        lambda: page_image(library, texts, rendered, query(document)),
    ):
        with pytest.raises(DocumentChanged, match=r"is not the one that was indexed.*rebuild"):
            act()


def test_a_file_that_is_gone_is_an_error(library: Library, document: Document) -> None:
    library.remove(NAME)
    with pytest.raises(DocumentNotFound, match="no longer in the documents folder") as told:
        facts(library, document, query(document))
    assert str(library.root) not in str(told.value)


def test_what_is_no_pdf_has_no_images(library: Library) -> None:
    document = add(library, b"# Notes\n\nOn soft power.\n", "notes.md")
    with pytest.raises(PageNotDrawn, match=r"notes\.md: is no PDF"):
        facts(library, document, query(document))


@pytest.mark.parametrize("name", ["", "..", "../secret.pdf", "/etc/passwd", "a\0b", "x" * 5000])
def test_what_the_index_does_not_hold_is_not_looked_for(
    library: Library, document: Document, name: str
) -> None:
    (library.root.parent / "secret.pdf").write_bytes(pdf(column("secret")))
    with pytest.raises(DocumentNotFound, match="is not in the index"):
        facts(library, document, query(document, doc=name))


def test_a_name_in_the_index_that_leads_out_of_the_folder_is_not_followed(
    library: Library, document: Document
) -> None:
    data = pdf(column("secret"))
    secret = library.root.parent / "secret.pdf"
    secret.write_bytes(data)
    (library.root / "link.pdf").symlink_to(secret)
    for name in ("../secret.pdf", str(secret), "link.pdf"):
        with pytest.raises(DocumentError):
            facts(library, replace(document, doc_id=name), query(document, doc=name))


def test_problems_are_sent_as_json(library: Library, document: Document) -> None:
    texts = FakeTexts([document])
    for reply in (
        facts_reply(library, texts, query(document, 9)),
        image_reply(library, texts, RenderedPages(), query(document, 9)),
    ):
        assert (reply.status, reply.media_type) == (404, "application/json")
        assert "has no page '9'" in json.loads(reply.body)["problem"]
        assert reply.headers["Cache-Control"] == "no-store"


def test_that_there_is_no_index_is_a_problem_too(library: Library) -> None:
    reply = facts_reply(library, FakeTexts(error=IndexNotFound("no index was built")), {})
    assert json.loads(reply.body) == {"problem": "no index was built"}


@given(hostile_text)
def test_a_problem_is_one_line_of_ascii_json(text: str) -> None:
    reply = problem_reply(FootnoteError(text))
    assert isinstance(reply, Reply) and reply.body.isascii()
    assert "\n" not in json.loads(reply.body)["problem"]


@given(st.dictionaries(st.sampled_from(["doc", "page", "start", "end", "version"]), hostile_text))
def test_no_query_is_more_than_a_problem(asked: dict[str, str]) -> None:
    reply = facts_reply(Library(Path("nowhere")), FakeTexts(), asked)
    assert reply.status == 404


def test_of_many_images_the_last_asked_for_are_kept() -> None:
    rendered = RenderedPages(most=2)
    rendered.keep("a", 1, b"one")
    rendered.keep("a", 2, b"two")
    assert rendered.get("a", 1) == b"one"
    rendered.keep("b", 1, b"three")
    assert rendered.get("a", 2) is None
    assert (rendered.get("a", 1), rendered.get("b", 1)) == (b"one", b"three")


def test_images_are_kept_within_a_size() -> None:
    rendered = RenderedPages(most_bytes=10)
    rendered.keep("a", 1, b"12345")
    rendered.keep("a", 2, b"12345")
    rendered.keep("a", 2, b"1234567")
    assert (rendered.get("a", 1), rendered.get("a", 2)) == (None, b"1234567")
    rendered.keep("a", 3, b"more than ten")
    assert rendered.get("a", 3) is None
