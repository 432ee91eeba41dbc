"""The commands on sources, as a person types them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import __main__ as door
from ingest.__main__ import main
from ingest.library import Library
from ingest.models import SourceOf
from tests.blocked import close_network
from tests.ingest.fetching.helpers import fetcher_for
from tests.ingest.fetching.site import Site
from tests.ingest.sources.shelf import (
    PAGE,
    PAGE_URL,
    PAPER,
    PAPER_ID,
    StoppedFetcher,
    contents,
    fetched,
    paper_in,
)

Lines = list[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return paper_in(tmp_path / "documents").root


def run(folder: Path, *arguments: str) -> int:
    return main([*arguments, "--documents", str(folder)])


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A running site, which the commands may reach."""
    with Site() as running:
        monkeypatch.setattr(door, "_fetcher", lambda library: fetcher_for(running))
        yield running


def test_without_a_network_each_is_reported_and_nothing_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    close_network(lambda line: None, monkeypatch.setattr)
    before = contents(folder)
    assert run(folder, "fetch", PAPER_ID) == 1
    out, err = capsys.readouterr()
    assert err.splitlines()[0] == f"[1] asking {PAGE_URL}"
    printed = out.splitlines()
    assert printed[0] == "[1] not fetched: no network (Haddad (2011))"
    assert [line.partition("(")[0] for line in printed[2:4]] == [
        "[3] not fetched: no network ",
        "[4] not fetched: no network ",
    ]
    assert printed[-1] == "0 fetched, 0 held already, 4 left out"
    assert contents(folder) == before
    assert run(folder, "sources", PAPER_ID) == 0
    assert "3 not fetched, 1 nothing to fetch" in capsys.readouterr().out


def test_a_served_source_is_fetched_and_listed(
    folder: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    cited = PAPER.replace(
        "https://winds.example/atlas/trade-winds.html", site.url("/lighthouse.html")
    )
    (folder / PAPER_ID).write_text(cited, encoding="utf-8")
    assert run(folder, "fetch", PAPER_ID, "--only", "1") == 0
    assert capsys.readouterr().out.startswith("[1] fetched: winds-sources/1-haddad-2011.html")
    assert run(folder, "sources", PAPER_ID, "--json") == 0
    states = json.loads(capsys.readouterr().out)
    assert [each["state"] for each in states].count("held") == 1
    assert run(folder, "list") == 0
    assert "source [1]" in capsys.readouterr().out
    assert run(folder, "fetch", PAPER_ID, "--only", "1") == 0
    assert capsys.readouterr().out.startswith("[1] held: winds-sources/")


def test_each_format_and_encoding_is_fetched_as_it_is(
    folder: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {
        "https://winds.example/atlas/trade-winds.html": "/pchely-header.html",
        "doi:10.1000/winds.7": "/omarta.html",
        "https://winds.example/monsoon.pdf": "/report",
    }
    cited = PAPER
    for old, path in places.items():
        cited = cited.replace(old, site.url(path))
    (folder / PAPER_ID).write_text(cited, encoding="utf-8")
    assert run(folder, "fetch", PAPER_ID) == 1  # one entry has no address
    assert "3 fetched, 0 held already, 1 left out" in capsys.readouterr().out
    library = Library(folder)
    held = {each: library.read(each) for each in library.doc_ids() if each != PAPER_ID}
    assert sorted(document.language for document in held.values()) == ["en", "kk", "ru"]
    assert any(document.page_starts for document in held.values())  # the PDF, not its landing page
    assert all(document.role == "source" for document in held.values())
    (paged,) = [document for document in held.values() if document.page_starts]
    assert paged.title == "Ships that nobody counted"  # the reference list's, for it has none
    assert paged.authors == ("Orlova T.",)


def test_a_page_is_added_by_its_address(
    folder: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    url = site.url("/lighthouse.html")
    assert run(folder, "add", url, "--source-of", f"{PAPER_ID}:2", "--name", "page.html") == 0
    assert "it is source winds.md:2" in capsys.readouterr().out
    assert Library(folder).read("page.html").source_of == (SourceOf(PAPER_ID, 2),)


def test_a_page_that_is_gone_is_left_out(
    folder: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "add", site.url("/none")) == 2
    assert "/none" in capsys.readouterr().err


def test_a_tie_to_nothing_is_refused_before_anything_is_added(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "book.txt"
    book.write_text("Boats.\n", encoding="utf-8")
    assert run(folder, "add", str(book), "--source-of", f"{PAPER_ID}:9") == 2
    assert "has no [9]; it has 1, 2, 3, 4" in capsys.readouterr().err
    assert run(folder, "add", str(book), "--source-of", "wind.md:1") == 2
    assert "did you mean winds.md" in capsys.readouterr().err
    assert Library(folder).doc_ids() == [PAPER_ID]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "x.txt", "--source-of", "winds.md"], "names no reference"),
        (["fetch", PAPER_ID, "--only", "one"], "no list of numbers"),
        (["add", "x.txt", "--role", "sauce"], "invalid choice"),
    ],
)
def test_a_word_that_makes_no_sense_is_named(
    folder: Path, arguments: Lines, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(folder, *arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_a_stop_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fetcher = StoppedFetcher({PAGE_URL: fetched()})
    monkeypatch.setattr(door, "_fetcher", lambda library: fetcher)
    assert run(folder, "fetch", PAPER_ID) == 130
    out, err = capsys.readouterr()
    assert out.startswith("[1] fetched: winds-sources/1-haddad-2011.html")
    assert err.endswith("stopped\n")
    assert run(folder, "sources", PAPER_ID) == 0
    assert "1 held, 1 nothing to fetch, 2 not fetched" in capsys.readouterr().out


def test_a_damaged_record_does_not_hide_the_sources(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".footnote-fetches.json").write_text("{", encoding="utf-8")
    assert run(folder, "sources", PAPER_ID) == 0
    out, err = capsys.readouterr()
    assert "remove it" in err
    assert "3 not fetched" in out
    assert run(folder, "fetch", PAPER_ID) == 2
    assert run(folder, "list") == 0


def test_a_file_that_is_held_already_is_tied_and_said_to_be(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mine.html").write_text(PAGE, encoding="utf-8")
    copy = tmp_path / "copy.html"
    copy.write_text(PAGE, encoding="utf-8")
    assert run(folder, "add", str(copy), "--source-of", f"{PAPER_ID}:1") == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        f"held already, and left as it is: mine.html ({len(PAGE)} bytes)",
        "  it is source winds.md:1",
    ]
    assert Library(folder).doc_ids() == ["mine.html", PAPER_ID]


def test_a_tie_is_undone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mine.html").write_text(PAGE, encoding="utf-8")
    assert run(folder, "add", str(folder / "mine.html"), "--source-of", f"{PAPER_ID}:1") == 0
    assert run(folder, "untie", "mine.html", f"{PAPER_ID}:1") == 0
    assert "mine.html is source winds.md:1 no more" in capsys.readouterr().out
    assert Library(folder).read("mine.html").role == "other"
    assert run(folder, "untie", "mine.html", f"{PAPER_ID}:1") == 2
    assert "it is tied to nothing" in capsys.readouterr().err


def test_ties_to_what_is_gone_are_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mine.html").write_text(PAGE, encoding="utf-8")
    run(folder, "add", str(folder / "mine.html"), "--source-of", f"{PAPER_ID}:4")
    shorter = "\n".join(line for line in PAPER.splitlines() if not line.startswith("4. "))
    (folder / PAPER_ID).write_text(shorter, encoding="utf-8")
    capsys.readouterr()
    assert run(folder, "sources", PAPER_ID) == 0
    assert "mine.html is tied to [4], which the reference list does not" in capsys.readouterr().err
    assert run(folder, "remove", PAPER_ID) == 0
    capsys.readouterr()
    assert run(folder, "list") == 0
    told = "mine.html: it is tied to [4] of winds.md, which is not held; add that again, or untie"
    assert told in capsys.readouterr().out
    assert run(folder, "list", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["source_of"] == ["winds.md:4"]


def test_sources_of_two_papers_name_their_paper(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "mine.html").write_text(PAGE, encoding="utf-8")
    (folder / "other.md").write_text(PAPER.replace("Winds", "More winds"), encoding="utf-8")
    mine = str(folder / "mine.html")
    run(folder, "add", mine, "--source-of", f"{PAPER_ID}:1")
    run(folder, "list")
    assert "  source [1]  " in capsys.readouterr().out
    run(folder, "add", mine, "--source-of", "other.md:1")
    run(folder, "list")
    assert "  source of winds.md:1, other.md:1  " in capsys.readouterr().out
    run(folder, "add", mine, "--role", "paper")
    run(folder, "list")
    assert "  paper, source of winds.md:1, other.md:1  " in capsys.readouterr().out


def test_the_http_client_is_loaded_only_to_fetch(folder: Path) -> None:
    code = (
        "import sys; from ingest.__main__ import main; "
        f"main(['sources', {PAPER_ID!r}, '--documents', {str(folder)!r}]); "
        "sys.exit('httpx2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_document_without_references_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bare.txt").write_text("Nothing is cited here.\n", encoding="utf-8")
    assert run(folder, "sources", "bare.txt") == 0
    assert "no reference list" in capsys.readouterr().err
    assert run(folder, "fetch", "none.md") == 2
