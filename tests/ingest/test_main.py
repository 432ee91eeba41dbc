from __future__ import annotations

import io
import json
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import readers
from ingest.__main__ import main
from ingest.models import Document, Span
from ingest.readers.options import ReadOptions
from tests.ingest import plain


@pytest.fixture(autouse=True)
def _plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read", plain.read)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "documents"


def file(tmp_path: Path, name: str, content: bytes = b"text") -> str:
    path = tmp_path / name
    path.write_bytes(content)
    return str(path)


def test_add_sums_up(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = file(tmp_path, "one.txt"), file(tmp_path, "two.txt", b"odd")
    assert main(["add", one, two, "--documents", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "added one.txt (4 bytes)",
        "added two.txt (3 bytes)",
        "  note: it is odd",
        "2 added, 0 left out; next: python -m index build",
    ]


def test_add_goes_on_after_a_refusal(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, empty = file(tmp_path, "good.txt"), file(tmp_path, "empty.txt", b"")
    assert main(["--documents", str(folder), "add", empty, str(tmp_path), good]) == 1
    printed = capsys.readouterr()
    assert printed.err.splitlines() == [
        "empty.txt: is empty",
        f"{tmp_path}: is a folder; name the files in it, for instance with a *",
    ]
    assert printed.out.endswith("1 added, 2 left out; next: python -m index build\n")


def test_add_fails_when_nothing_was_added(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", file(tmp_path, "empty.txt", b""), "--documents", str(folder)]) == 2
    assert capsys.readouterr().out == "0 added, 1 left out\n"


def test_add_says_where_the_password_is_kept(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked = file(tmp_path, "locked.pdf", plain.LOCKED)
    assert main(["add", locked, "--password", "key", "--documents", str(folder)]) == 0
    out = capsys.readouterr().out
    assert f"in clear text and for you only, in {folder}/locked.pdf.footnote.json" in out
    assert "key" not in out


def test_one_name_for_several_files_is_refused(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = file(tmp_path, "one.txt"), file(tmp_path, "two.txt", b"2")
    assert main(["add", one, two, "--name", "x.txt", "--documents", str(folder)]) == 2
    assert "one by one" in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.parametrize(("size", "code"), [("3", 2), ("1KB", 0), ("0.5 MiB", 0), ("2g", 0)])
def test_the_size_limit_is_set_in_units(tmp_path: Path, folder: Path, size: str, code: int) -> None:
    one = file(tmp_path, "one.txt")
    assert main(["add", one, "--max-size", size, "--documents", str(folder)]) == code


def test_a_size_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["add", "one.txt", "--max-size", "much"])
    assert "'much' is no size; write for instance 500MB" in capsys.readouterr().err


def test_remove(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", file(tmp_path, "one.txt"), "--documents", str(folder)])
    capsys.readouterr()
    assert main(["remove", "one.txt", "two.txt", "--documents", str(folder)]) == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "removed one.txt",
        "1 removed, 1 left out; next: python -m index build",
        "to undo, before that: python -m ingest restore one.txt",
    ]
    assert printed.err == f"two.txt: {folder} holds no such document\n"
    assert main(["remove", "two.txt", "--documents", str(folder)]) == 2
    assert capsys.readouterr().out == "0 removed, 1 left out\n"


def test_restore_undoes_what_remove_said(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = file(tmp_path, "one.txt"), file(tmp_path, "a 'b' $c.txt", b"2")
    main(["add", one, two, "--documents", str(folder)])
    main(["remove", "one.txt", "a 'b' $c.txt", "--documents", str(folder)])
    said = capsys.readouterr().out.splitlines()[-1].partition("python -m ingest ")[2]
    assert main([*shlex.split(said), "three.txt", "--documents", str(folder)]) == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "restored one.txt (4 bytes)",
        "restored a 'b' $c.txt (1 bytes)",
        "2 restored, 1 left out; next: python -m index build",
    ]
    assert printed.err.startswith("three.txt: nothing of this name can be restored; a build")
    assert main(["list", "--documents", str(folder)]) == 0
    printed = capsys.readouterr()
    assert "one.txt" in printed.out
    assert printed.err == ""


def test_list_names_what_can_be_restored(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for content in (b"old", b"newer"):
        main(["add", file(tmp_path, "one.txt", content), "--documents", str(folder)])
        main(["remove", "one.txt", "--documents", str(folder)])
    main(["add", file(tmp_path, "two.txt"), "--documents", str(folder)])
    main(["remove", "two.txt", "--documents", str(folder)])
    capsys.readouterr()
    assert main(["list", "--documents", str(folder)]) == 0
    printed = capsys.readouterr()
    assert "holds no documents" in printed.out
    head, *lines = printed.err.splitlines()
    assert head == (
        "3 removed documents can be restored until the next build: python -m ingest restore DOC"
    )
    two, newer, old = lines
    assert re.fullmatch(r"  two\.txt \(4 bytes\), removed \d{4}-\d\d-\d\d \d\d:\d\d UTC", two)
    assert newer.startswith("  one.txt (5 bytes), removed")
    assert old.startswith("  one.txt (3 bytes), removed")
    key = old.rpartition("--key ")[2]
    assert main(["restore", "one.txt", "--key", key, "--documents", str(folder)]) == 0
    assert (folder / "one.txt").read_bytes() == b"old"
    capsys.readouterr()
    assert main(["list", "--json", "--documents", str(folder)]) == 0
    printed = capsys.readouterr()
    assert [each["document"] for each in json.loads(printed.out)] == ["one.txt"]
    assert printed.err == ""


def test_a_removed_documents_name_is_shown_as_it_can_be(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir()
    (folder / "a\x1b[31m.txt").write_bytes(b"text")
    assert main(["remove", "a\ufffd[31m.txt", "--documents", str(folder)]) == 0
    assert main(["list", "--documents", str(folder)]) == 0
    printed = capsys.readouterr()
    assert "\x1b" not in printed.out + printed.err
    assert "  a\ufffd[31m.txt (4 bytes), removed" in printed.err
    assert main(["restore", "a\ufffd[31m.txt", "--documents", str(folder)]) == 0
    assert "\x1b" not in capsys.readouterr().out
    assert (folder / "a\x1b[31m.txt").exists()


def test_list(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", file(tmp_path, "odd.txt", b"odd" * 500), "--documents", str(folder)])
    (folder / "empty.txt").write_bytes(b"")
    capsys.readouterr()
    assert main(["list", "--documents", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "document   title    role   language  pages  characters  state",
        "empty.txt                                               problem, see below",
        "odd.txt    odd.txt  other  en               1,500       ok, see below",
        "",
        "empty.txt: is empty",
        "odd.txt: it is odd",
    ]


def test_list_as_json(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", file(tmp_path, "one.txt"), "--documents", str(folder)])
    capsys.readouterr()
    assert main(["list", "--json", "--documents", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "document": "one.txt", "title": "one.txt", "role": "other", "source_of": [],
            "language": "en", "pages": None, "characters": 4, "warnings": [], "problem": None,
        }
    ]  # fmt: skip


def test_list_of_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--documents", str(folder)]) == 0
    assert "holds no documents; add one" in capsys.readouterr().out


def test_text_is_printed_as_offsets_count_it(
    tmp_path: Path, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    content = "Қытай\nне".encode()
    main(["add", file(tmp_path, "one.txt", content), "--documents", str(folder)])
    capfdbinary.readouterr()
    assert main(["text", "one.txt", "--documents", str(folder)]) == 0
    assert capfdbinary.readouterr().out == content


def test_text_of_an_unknown_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "one.txt", "--documents", str(folder)]) == 2
    assert "holds no such document" in capsys.readouterr().err


def test_an_interruption_is_said_in_a_word(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.library.Library.read", interrupt)
    assert main(["text", "one.txt", "--documents", str(folder)]) == 130
    assert capsys.readouterr().err == "\nstopped\n"


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    command = [sys.executable, "-m", "ingest", "list", "--documents", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        if process.stdout is None or process.stderr is None:
            raise io.UnsupportedOperation("no pipe")
        process.stdout.close()
        assert process.stderr.read() == b""


LISTED = (
    "Lamps shine [1].\n\nReferences\n\n1. Әлі Қ. Теңіз. – Алматы, 2005. – 20 б.\n2. Lee A. Ports."
)


def listed(data: bytes, doc_id: str, options: ReadOptions) -> Document:
    """Read text with a reference list."""
    read = plain.read(data, doc_id, options)
    return replace(read, references=(Span(read.text.index("References"), len(read.text)),))


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ([], "no.  authors"),
        (["--format", "table"], "no.  authors"),
        (["--format", "bibtex"], "@book{ref1,"),
        (["--format", "csl-json"], "["),
    ],
)
def test_references_in_each_form(
    tmp_path: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    form: list[str],
    begins: str,
) -> None:
    monkeypatch.setattr(readers, "read", listed)
    main(["add", file(tmp_path, "a.txt", LISTED.encode()), "--documents", str(folder)])
    capsys.readouterr()
    assert main(["references", "a.txt", *form, "--documents", str(folder)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(begins)
    assert "Әлі" in printed.out
    assert printed.err == ""
    assert ("2 references, 1 marker in the text" in printed.out) == (begins == "no.  authors")


@pytest.mark.parametrize(("form", "out"), [("table", ""), ("bibtex", ""), ("csl-json", "[]\n")])
def test_a_document_without_a_reference_list_says_so(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], form: str, out: str
) -> None:
    main(["add", file(tmp_path, "a.txt"), "--documents", str(folder)])
    capsys.readouterr()
    assert main(["references", "a.txt", "--format", form, "--documents", str(folder)]) == 0
    printed = capsys.readouterr()
    assert printed.out == out
    assert printed.err == "a.txt has no reference list that could be found\n"


def test_references_of_no_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    assert main(["references", "a.txt", "--documents", str(folder)]) == 2
    assert "holds no such document" in capsys.readouterr().err


def test_help_shows_examples_and_loads_nothing_heavy() -> None:
    heavy = ["pypdf", "trafilatura", "docx", "langchain_text_splitters", "py3langid", "numpy"]
    heavy += ["httpx2", "rapidfuzz", "bibtexparser"]
    code = (
        "import sys\nfrom ingest.__main__ import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"sys.exit(' '.join(m for m in {heavy!r} if m in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "python -m ingest add report.pdf" in done.stdout
    assert "default: 100MB" in done.stdout
