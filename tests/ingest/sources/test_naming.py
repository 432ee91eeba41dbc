from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetching.models import Fetched
from ingest.models import Reference, SourceOf
from ingest.names import document_name
from ingest.sources.naming import address_name, slug, source_id
from tests.ingest.sources.shelf import PAGE, fetched


def came_from(url: str, content_type: str = "text/html", data: bytes = b"") -> Fetched:
    page = fetched(PAGE, url, content_type=content_type)
    return replace(page, data=data) if data else page


def reference(author: str = "Haddad S.", year: str | None = "2011", title: str = "") -> Reference:
    return Reference(5, 0, 1, "x", (author,) if author else (), title, year)


@pytest.mark.parametrize(
    ("paper", "entry", "expected"),
    [
        ("winds.md", reference(), "winds-sources/5-haddad-2011.html"),
        ("in/a paper.pdf", reference(), "in/a paper-sources/5-haddad-2011.html"),
        ("w.md", reference("Құрманов Ә.", "1998"), "w-sources/5-құрманов-1998.html"),
        ("w.md", reference("", None, "«МЯГКАЯ СИЛА»"), "w-sources/5-мягкая-сила.html"),
    ],
)
def test_a_source_lies_in_a_folder_of_its_paper(
    paper: str, entry: Reference, expected: str
) -> None:
    got = came_from("https://a.example/1")
    assert source_id(SourceOf(paper, 5), entry, got) == expected


@pytest.mark.parametrize(
    ("got", "ending"),
    [
        (came_from("https://a.example/x.php", "application/pdf", b"%PDF-1.7\n..."), ".pdf"),
        (came_from("https://a.example/x", "application/octet-stream", b"%PDF-1.7\n..."), ".pdf"),
        (came_from("https://a.example/x.md", "text/plain", b"# Winds\n\nblow"), ".md"),
        (came_from("https://a.example/x.pdf", "text/plain", b"winds blow"), ".txt"),
        (came_from("https://a.example/x.exe"), ".html"),
    ],
)
def test_the_ending_says_what_came(got: Fetched, ending: str) -> None:
    assert PurePosixPath(address_name(got)).suffix == ending


@given(
    title=st.text(max_size=200),
    author=st.text(max_size=80),
    path=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80),
)
def test_every_name_can_be_a_document_s(title: str, author: str, path: str) -> None:
    got = came_from("https://a.example/" + path.replace("#", "").replace("?", ""))
    entry = reference(author, "2011", title)
    parts = PurePosixPath(source_id(SourceOf("in/winds.md", 5), entry, got)).parts
    assert len(parts) == 3
    assert [document_name(part) for part in parts] == list(parts)
    assert document_name(address_name(got)) == address_name(got)


@given(st.text(max_size=300))
def test_a_slug_is_short_and_plain(text: str) -> None:
    found = slug(text)
    assert len(found) <= 60 and len(found.encode()) <= 150
    assert not set(found) & set(' /\\.:*?"<>|\n\t')
    assert not found.startswith("-") and not found.endswith("-")
