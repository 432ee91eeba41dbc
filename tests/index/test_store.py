from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.store import Store, write_store
from ingest.errors import DocumentNotFound, IndexCorrupt
from ingest.models import Chunk, Document, Heading, SourceOf, Span

DOCUMENT = Document(
    doc_id="a/b.md",
    title="Title",
    authors=("Ann", "Ъ"),
    language="kk",
    text="Heading\n\nҚытай 𝔘 текст.",
    sha256="0" * 64,
    media_type="text/markdown",
    reader="markdown/1",
    page_starts=(0, 9),
    page_labels=("i", "ii"),
    headings=(Heading(0, 7, 1, "Heading"),),
    references=(Span(9, 12),),
    metadata=(("supervisor", "B."),),
    origin="https://example.org/",
    warnings=("page 2 is a picture",),
)


def test_document_comes_back_as_it_was(tmp_path: Path) -> None:
    write_store(tmp_path / "s.sqlite", [DOCUMENT], [], [])
    assert Store(tmp_path / "s.sqlite").document("a/b.md") == DOCUMENT


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    data=st.data(),
)
def test_chunk_text_is_the_slice(tmp_path: Path, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    document = Document("d", "t", (), "en", text, "0" * 64, "text/plain", "text/1")
    chunk = Chunk("d", start, end, None, None, text[start:end])
    path = tmp_path / "s.sqlite"
    path.unlink(missing_ok=True)
    write_store(path, [document], [chunk], ["key"])
    store = Store(path)
    assert store.chunk(0) == chunk
    assert store.chunks_of("d") == [(0, chunk)]
    assert store.vector_rows() == {"key": 0}
    assert (store.chunk_count, store.doc_ids) == (1, ("d",))


def test_documents_are_listed_without_their_texts(tmp_path: Path) -> None:
    second = replace(
        DOCUMENT,
        doc_id="b.md",
        title="Ұзақ “атау”",
        declared_role="other",
        source_of=(SourceOf("a: b.md", 3),),
    )
    write_store(tmp_path / "store", [DOCUMENT, second], [], [])
    listed = Store(tmp_path / "store").listed()
    assert listed == tuple(replace(each, text="", headings=()) for each in (DOCUMENT, second))
    assert Store(tmp_path / "store").document("b.md") == second


def test_rows_of_a_document_follow_each_other(tmp_path: Path) -> None:
    first, second = (replace(DOCUMENT, doc_id=name) for name in ("a.md", "b.md"))
    cut = [Chunk(each.doc_id, 0, 3, None, None, "Hea") for each in (first, first, second)]
    bare = replace(DOCUMENT, doc_id="c.md")
    write_store(tmp_path / "s.sqlite", [first, second, bare], cut, ["1", "2", "3"])
    assert Store(tmp_path / "s.sqlite").row_ranges() == {"a.md": range(2), "b.md": range(2, 3)}
    write_store(tmp_path / "t.sqlite", [first, second], [cut[0], cut[2], cut[1]], ["1", "2", "3"])
    with pytest.raises(IndexCorrupt, match=r"2 chunks of a\.md lie scattered over rows 0 to 2"):
        Store(tmp_path / "t.sqlite").row_ranges()


def test_unknown_document_is_named(tmp_path: Path) -> None:
    write_store(tmp_path / "s.sqlite", [DOCUMENT], [], [])
    with pytest.raises(DocumentNotFound, match=r"other\.md: the index holds no such document"):
        Store(tmp_path / "s.sqlite").document("other.md")


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.sqlite").write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(IndexCorrupt, match="not a database"):
        Store(tmp_path / "s.sqlite")


def test_words_come_back_as_they_were_gathered(tmp_path: Path) -> None:
    text = "The Shanghai Cooperation Organization (SCO) met; UN and us. NATO met in Nur-Sultan."
    document = Document("d", "t", (), "en", text, "0" * 64, "text/plain", "text/1")
    body = Chunk("d", 0, 59, None, None, text[:59])
    rest = Chunk("d", 60, len(text), None, None, text[60:])
    write_store(tmp_path / "s.sqlite", [document], [body, rest], ["a", "b"])
    vocabulary = Store(tmp_path / "s.sqlite").vocabulary()
    assert vocabulary.chunks("met") == 2
    assert vocabulary.chunks("sultan") == 1
    assert (vocabulary.written("sco"), vocabulary.capitals("sco")) == ("SCO", 1)
    assert vocabulary.phrase_chunks("nur sultan") == 1
    assert vocabulary.phrase_chunks("united states") == 0
    assert vocabulary.phrase_chunks("no such name") is None
    assert {(alias.short, alias.taught) for alias in vocabulary.aliases} >= {
        ("sco", "defined"),
        ("nursultan", "joined"),
    }
