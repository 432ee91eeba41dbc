from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chunking import ChunkSettings, chunk_document, contextual_text
from ingest.errors import EmbedderError
from ingest.models import Chunk, Document, Heading, Span
from ingest.sections import sections

NO_LIMIT = 10**9


def count_words(text: str) -> int:
    return len(text.split()) + 2


def count_like_a_model(text: str) -> int:
    """Two special tokens, and a token for each character beyond ASCII, for each three within."""
    wide = sum(ord(char) > 127 for char in text)
    return 2 + wide + (len(text) - wide + 2) // 3


def document(
    text: str,
    headings: tuple[Heading, ...] = (),
    references: tuple[Span, ...] = (),
    title: str = "T",
) -> Document:
    return Document(
        doc_id="a.md", title=title, authors=(), language="en", text=text, sha256="",
        media_type="text/markdown", reader="markdown/1", headings=headings, references=references,
    )  # fmt: skip


def heading(text: str, title: str) -> Heading:
    start = text.index(title)
    return Heading(start, start + len(title), 1, title)


def texts(doc: Document, max_chars: int = 600, overlap_chars: int = 0) -> list[str]:
    settings = ChunkSettings(max_chars, overlap_chars)
    return [chunk.text for chunk in chunk_document(doc, settings, count_words, NO_LIMIT)]


def test_short_paragraphs_share_a_chunk() -> None:
    assert texts(document("One is here.\n\nTwo is here.\n")) == ["One is here.\n\nTwo is here."]


def test_a_paragraph_that_fits_is_not_cut() -> None:
    first, second = "One is here. " * 3, "Two is here. " * 3
    assert texts(document(f"{first}\n\n{second}"), 60) == [first.strip(), second.strip()]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    chunks = texts(document("The culture attracts many. " * 10), 60)
    assert chunks == ["The culture attracts many. The culture attracts many."] * 5


def test_a_long_sentence_is_cut_after_a_clause() -> None:
    sentence = "the culture attracts many; the policy attracts few, as some say"
    assert texts(document(sentence), 40) == [
        "the culture attracts many;",
        "the policy attracts few, as some say",
    ]


def test_a_chunk_never_reaches_beyond_a_heading_and_begins_with_its_own() -> None:
    text = "Before it.\n\nValues\n\nAfter it.\n\nPolicies\n\nLast."
    doc = document(text, (heading(text, "Values"), heading(text, "Policies")))
    chunks = chunk_document(doc, ChunkSettings(), count_words, NO_LIMIT)
    assert [(chunk.text, chunk.heading) for chunk in chunks] == [
        ("Before it.", None),
        ("Values\n\nAfter it.", "Values"),
        ("Policies\n\nLast.", "Policies"),
    ]


def test_a_heading_is_never_left_alone_before_a_long_paragraph() -> None:
    text = "Values\n\n" + "The culture attracts many. " * 4
    doc = document(text, (heading(text, "Values"),))
    assert texts(doc, 40)[0] == "Values\n\nThe culture attracts many."


def test_headings_with_nothing_between_them_go_with_the_text_below() -> None:
    text = "Report\n\nValues\n\nAfter it."
    doc = document(text, (heading(text, "Report"), heading(text, "Values")))
    chunks = chunk_document(doc, ChunkSettings(), count_words, NO_LIMIT)
    assert [(chunk.text, chunk.heading) for chunk in chunks] == [(text, "Values")]


def test_a_last_heading_without_text_is_kept() -> None:
    text = "Before it.\n\nAppendix\n"
    assert texts(document(text, (heading(text, "Appendix"),))) == ["Before it.", "Appendix"]


def test_a_reference_list_shares_no_chunk_with_the_body() -> None:
    text = "It is so.[1]\n\nReferences\n\n1. Nye. Power.\n\nAfterword."
    start, end = text.index("References"), text.index("Afterword")
    doc = document(text, (heading(text, "References"),), (Span(start, end),))
    chunks = chunk_document(doc, ChunkSettings(), count_words, NO_LIMIT)
    assert [(chunk.text, chunk.is_reference) for chunk in chunks] == [
        ("It is so.[1]", False),
        ("References\n\n1. Nye. Power.", True),
        ("Afterword.", False),
    ]


def test_the_page_is_that_of_the_first_character() -> None:
    doc = Document(
        doc_id="a.pdf", title="T", authors=(), language="en", text="One is here.\nTwo is here.",
        sha256="", media_type="application/pdf", reader="pdf/1", page_starts=(0, 13),
    )  # fmt: skip
    chunks = chunk_document(doc, ChunkSettings(max_chars=14), count_words, NO_LIMIT)
    assert [chunk.page for chunk in chunks] == [1, 2]


def test_a_chunk_over_the_token_limit_is_cut_at_a_sentence() -> None:
    doc = document("The culture attracts many. The policy attracts few.")
    chunks = chunk_document(doc, ChunkSettings(), count_words, 8)
    assert [chunk.text for chunk in chunks] == [
        "The culture attracts many.",
        "The policy attracts few.",
    ]


def test_a_word_over_the_token_limit_is_cut_between_characters() -> None:
    chunks = chunk_document(document("ж" * 500), ChunkSettings(), count_like_a_model, 128)
    assert "".join(chunk.text for chunk in chunks) == "ж" * 500


def test_a_limit_that_no_character_fits_is_an_error() -> None:
    with pytest.raises(EmbedderError, match=r"takes 1 tokens, too few.*--model"):
        chunk_document(document("abc"), ChunkSettings(), count_words, 1)


def test_overlap_repeats_whole_sentences() -> None:
    text = "One is so. Two is so. Six is so. Ten is so."
    assert texts(document(text), 33, 11) == [
        "One is so. Two is so.",
        "Two is so. Six is so. Ten is so.",
    ]


@pytest.mark.parametrize(("max_chars", "overlap_chars"), [(0, 0), (10, 10), (10, -1)])
def test_impossible_sizes_are_refused(max_chars: int, overlap_chars: int) -> None:
    with pytest.raises(ValueError, match=f"max_chars={max_chars}, overlap_chars={overlap_chars}"):
        ChunkSettings(max_chars, overlap_chars)


def chunk(text: str, under: str | None) -> Chunk:
    return Chunk("a.md", 0, len(text), None, under, text)


@pytest.mark.parametrize(
    ("title", "under", "text", "expected"),
    [
        ("Soft Power", "Values", "Culture attracts.", "Soft Power\nValues\nCulture attracts."),
        ("Soft Power", None, "Culture attracts.", "Soft Power\nCulture attracts."),
        ("Soft Power", "Values", "Values\n\nCulture.", "Soft Power\nValues\n\nCulture."),
        ("Soft Power", "SOFT  POWER", "It attracts people.", "SOFT POWER\nIt attracts people."),
        ("", None, "Culture attracts.", "Culture attracts."),
    ],
)
def test_context_is_said_once(title: str, under: str | None, text: str, expected: str) -> None:
    assert contextual_text(title, chunk(text, under)) == expected


def test_long_context_is_cut_between_words_and_leaves_the_text_half() -> None:
    text = "Culture attracts many people. " * 20
    context = contextual_text("Title " * 100, chunk(text, "Heading " * 100)).removesuffix(text)
    assert len(context) <= 242
    assert context.startswith("Title Title")
    assert context.endswith("Heading\n")


PIECES = st.sampled_from(
    ["The culture", "attracts", ".", "?", " ", "\n", "\n\n", "[1]", "Қытай", "өсті.", "т.е.", ";",
     "- ", "1. ", "\t", "supercalifragilistic", "😀", "\u00a0", "One is here. "]
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=80).map("".join)))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in list(pairwise(cuts))[::2]]
    is_heading = draw(st.lists(st.booleans(), min_size=len(spans), max_size=len(spans)))
    headings = tuple(
        Heading(span.start, span.end, 1, text[span.start : span.end])
        for span, chosen in zip(spans, is_heading, strict=True)
        if chosen
    )
    references = tuple(span for span, chosen in zip(spans, is_heading, strict=True) if not chosen)
    return document(text, headings, references, draw(st.text(max_size=100)))


@given(documents(), st.integers(1, 120), st.integers(0, 60), st.integers(6, 200))
def test_chunks_keep_their_promises(doc: Document, size: int, overlap: int, limit: int) -> None:
    settings = ChunkSettings(size, min(overlap, size - 1))
    chunks = chunk_document(doc, settings, count_like_a_model, limit)
    covered: set[int] = set()
    for piece in chunks:
        assert piece.text == doc.text[piece.start : piece.end] == piece.text.strip() != ""
        assert len(piece.text) <= size
        assert count_like_a_model(contextual_text(doc.title, piece)) <= limit
        assert piece.is_reference == doc.in_references(piece.start, piece.end)
        covered.update(range(piece.start, piece.end))
    assert all(doc.text[i].isspace() for i in set(range(len(doc.text))) - covered)
    for before, after in pairwise(chunks):
        assert before.start < after.start
        assert before.end < after.end
        assert settings.overlap_chars or before.end <= after.start


@given(documents())
def test_sections_are_in_order_and_hold_all_text(doc: Document) -> None:
    found = list(sections(doc))
    for before, after in pairwise(found):
        assert before.end <= after.start
    held = {i for section in found for i in range(section.start, section.end)}
    assert all(doc.text[i].isspace() for i in set(range(len(doc.text))) - held)
    for section in found:
        inner = [h for h in doc.headings if section.body_start <= h.start < section.end]
        assert all(h.start == section.start for h in inner)
