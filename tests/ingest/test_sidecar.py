from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import DocumentError
from ingest.fetching.models import Origin
from ingest.models import Document, SourceOf
from ingest.readers.options import ReadOptions
from ingest.sidecar import Sidecar, load_sidecar, parse_tie, save_sidecar, sidecar_path
from tests.ingest import plain

TEXT = st.text(min_size=1)
NUMBER = st.integers(1, 9_999)


@given(
    st.builds(
        Sidecar,
        password=TEXT | st.none(),
        title=TEXT | st.none(),
        authors=st.lists(TEXT).map(tuple),
        max_bytes=st.integers(1) | st.none(),
        metadata=st.dictionaries(TEXT, TEXT).map(lambda facts: tuple(facts.items())),
        role=st.sampled_from([None, "paper", "source", "other"]),
        source_of=st.lists(
            st.builds(SourceOf, TEXT.filter(lambda text: text == text.strip()), NUMBER)
        ).map(tuple),
        fetched=st.none() | st.builds(Origin, TEXT, TEXT, TEXT, st.integers(), TEXT, TEXT, TEXT),
    )
)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, sidecar: Sidecar
) -> None:
    path = tmp_path_factory.mktemp("folder") / "a.md"
    save_sidecar(path, sidecar)
    assert load_sidecar(path, "a.md") == sidecar
    assert sidecar_path(path).exists() == (sidecar != Sidecar())


def test_a_password_is_for_its_owner_only(tmp_path: Path) -> None:
    save_sidecar(tmp_path / "a.pdf", Sidecar(password="key"))
    assert stat.S_IMODE(sidecar_path(tmp_path / "a.pdf").stat().st_mode) == 0o600


def test_a_sidecar_that_says_nothing_more_is_removed(tmp_path: Path) -> None:
    save_sidecar(tmp_path / "a.pdf", Sidecar(title="A"))
    save_sidecar(tmp_path / "a.pdf", Sidecar())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "is not JSON"),
        (b"\xff", "is not JSON in UTF-8"),
        (b"[]", "does not hold one JSON object"),
        (b'{"pasword": "x"}', "unknown key 'pasword' .the known are password, encoding"),
        (b'{"title": 5}', "has 5 as 'title', where a text"),
        (b'{"title": null}', "has None as 'title', where a text"),
        (b'{"authors": "Nye"}', "has 'Nye' as 'authors', where a list of texts"),
        (b'{"max_bytes": "5"}', "has '5' as 'max_bytes', where a number"),
        (b'{"metadata": {"a": 1}}', "as 'metadata', where texts by name"),
        (rb'{"title": "\ud800"}', r"has '\\ud800' as 'title', where a text"),
        (rb'{"authors": ["\ud800"]}', "as 'authors', where a list of texts"),
        (rb'{"metadata": {"a": "\ud800"}}', "as 'metadata', where texts by name"),
        (rb'{"metadata": {"\ud800": "a"}}', "as 'metadata', where texts by name"),
        (b'{"role": "sauce"}', "has 'sauce' as 'role', where one of paper, source, other"),
        (b'{"source_of": "a.md:1"}', "as 'source_of', where a list of texts"),
        (b'{"source_of": ["a.md"]}', "'a.md' names no reference"),
        (b'{"fetched": "x"}', "has 'x' as 'fetched', where an object"),
        (b'{"fetched": {"url": 1}}', "has 1 as 'url' of \"fetched\", where a text"),
        (b'{"fetched": {"status": "x"}}', "as 'status' of \"fetched\", where a number"),
        (b'{"fetched": {"uri": "x"}}', "has the unknown key 'uri' in \"fetched\""),
        (b'{"fetched": {"url": "x"}}', "lacks 'final_url' in \"fetched\""),
        (b"[" * 200_000, "is nested too deep"),
    ],
)
def test_a_broken_sidecar_is_named_with_its_fault(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    sidecar_path(tmp_path / "a.md").write_bytes(content)
    with pytest.raises(
        DocumentError, match=rf"^a\.md: its sidecar a\.md\.footnote\.json .*{problem}.*; mend"
    ):
        load_sidecar(tmp_path / "a.md", "a.md")


def test_a_sidecar_that_cannot_be_removed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    save_sidecar(tmp_path / "a.pdf", Sidecar(title="A"))
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(DocumentError, match=r"a\.pdf\.footnote\.json: .*Permission denied"):
        save_sidecar(tmp_path / "a.pdf", Sidecar())


def document() -> Document:
    return plain.read(b"text", "a.md", ReadOptions())


def test_its_word_comes_before_the_files() -> None:
    sidecar = Sidecar(
        title="A", authors=("Nye",), language="kk", origin="https://example.org/a", rights="mine",
        metadata=(("university", "ENU"),),
    )  # fmt: skip
    described = sidecar.describe(document())
    assert (described.title, described.authors, described.language) == ("A", ("Nye",), "kk")
    assert described.origin == "https://example.org/a"
    assert described.metadata == (("pages", "1"), ("university", "ENU"), ("rights", "mine"))


def test_an_empty_one_changes_nothing() -> None:
    assert Sidecar().describe(document()) == document()


def test_the_papers_sidecar_can_be_read() -> None:
    paper = Path("ingest/documents/soft-power-of-china-in-central-asia.md")
    root = Path(__file__).parents[2]
    sidecar = load_sidecar(root / paper, "paper")
    assert sidecar.title == "Soft Power of China in Central Asia"
    assert sidecar.authors == ("Eskermesova Nuraiym Nurlybekovna",)
    assert json.loads(sidecar_path(root / paper).read_text(encoding="utf-8"))["rights"]


@given(TEXT.filter(lambda text: text == text.strip()), NUMBER)
def test_a_tie_is_read_as_it_is_written(doc_id: str, number: int) -> None:
    tie = SourceOf(doc_id, number)
    assert parse_tie(str(tie)) == tie


@pytest.mark.parametrize("text", ["", "a.md", "a.md:", ":3", "a.md:0", "a.md:x", "a.md:-1"])
def test_what_names_no_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"for instance paper\.pdf:3"):
        parse_tie(text)


def test_a_document_is_what_its_sidecar_says(paper_document: Document) -> None:
    origin = Origin("https://a.example/", "https://b.example/", "2026-03-01", 200, "text/html", "0")
    tie = SourceOf("paper.md", 3)
    told = Sidecar(role="other", source_of=(tie,), fetched=origin).describe(paper_document)
    assert (told.role, told.source_of, told.origin) == ("other", (tie,), "https://a.example/")
    assert Sidecar(source_of=(tie,)).describe(paper_document).role == "source"
    assert Sidecar().describe(paper_document).role == "paper"
