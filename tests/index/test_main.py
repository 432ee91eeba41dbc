import json
import re
from pathlib import Path

import pytest

from index.__main__ import main
from ingest.models import SourceOf
from ingest.sidecar import Sidecar, save_sidecar

pytestmark = pytest.mark.model

CATS = "# Cats\n\nThe tortoiseshell cat sleeps on the windowsill all day.\n"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "cats.md").write_text(CATS, encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_build_status_search_verify(
    documents: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", "--documents", documents, "--index", index) == 0
    built = capsys.readouterr()
    assert re.fullmatch(
        r"gen-000001: 0 unchanged, 1 added, 0 changed, 0 removed, 0 failed; "
        r"1 chunks embedded, 0 reused; \d+\.\d s",
        built.out.splitlines()[-1],
    )
    assert built.err == "reading: 1 of 1\nembedding: 1 of 1\nwriting: 3 of 3\n"
    assert run("status", "--index", index) == 0
    assert "cats.md: other, 1 chunks, markdown/" in capsys.readouterr().out
    assert run("search", "where does the cat sleep", "--index", index, "--json") == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert hit["chunk"]["doc_id"] == "cats.md"
    assert run("verify", "--index", index) == 0
    assert "files agree with their checksums" in capsys.readouterr().out


def test_roles_are_shown_and_keep_a_search_to_some_documents(
    documents: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (documents / "naps.md").write_text("# Naps\n\nA cat sleeps by day.\n", encoding="utf-8")
    save_sidecar(documents / "naps.md", Sidecar(source_of=(SourceOf("cats.md", 2),)))
    assert run("build", "--documents", documents, "--index", index) == 0
    capsys.readouterr()
    assert run("status", "--index", index) == 0
    assert "naps.md: source (cats.md:2), 1 chunks" in capsys.readouterr().out
    assert run("status", "--index", index, "--json") == 0
    shown = {each["doc_id"]: each for each in json.loads(capsys.readouterr().out)["documents"]}
    assert (shown["cats.md"]["role"], shown["cats.md"]["source_of"]) == ("other", [])
    assert shown["naps.md"]["source_of"] == [{"doc_id": "cats.md", "number": 2}]
    assert shown["naps.md"]["role"] == "source"
    for options, names in {
        ("--role", "source"): ["naps.md"],
        ("--role", "source", "--role", "other"): ["cats.md", "naps.md"],
        ("--document", "cats.md"): ["cats.md"],
        ("--document", "cats.md", "--role", "paper"): [],
    }.items():
        assert run("search", "where does a cat sleep", "--index", index, "--json", *options) == 0
        hits = json.loads(capsys.readouterr().out)
        assert sorted(hit["chunk"]["doc_id"] for hit in hits) == names


def test_document_that_is_not_held_is_an_error_with_near_names(
    documents: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", "--documents", documents, "--index", index) == 0
    assert run("search", "cats", "--index", index, "--document", "cat.md") == 2
    assert "cat.md: the index holds no such document; did you mean cats.md?" in (
        capsys.readouterr().err
    )


def test_document_left_out_is_named_and_the_exit_code_says_so(
    documents: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (documents / "b.pdf").write_bytes(b"no PDF")
    assert run("build", "--documents", documents, "--index", index) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2].startswith("failed: b.pdf: not a PDF file")
    assert "1 failed (b.pdf)" in lines[-1]


def test_rollback_goes_back_and_then_says_there_is_nothing(
    documents: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert run("build", "--documents", documents, "--index", index, "--full") == 0
    assert run("rollback", "--index", index) == 0
    assert "gen-000001 is current again" in capsys.readouterr().out
    assert run("rollback", "--index", index) == 2
    assert "holds no generation older" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["status"], ["search", "cats"], ["rollback"], ["verify"]])
def test_without_an_index_the_way_to_one_is_named(
    command: list[str], index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command, "--index", index) == 2
    # The command names the folder, so that what is copied from here builds no other index.
    assert f"run `python -m index build --index {index}` first" in capsys.readouterr().err
    assert not index.exists()


def test_unknown_model_leaves_the_index_as_it_is(
    documents: Path, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", "--documents", documents, "--index", index) == 0
    (tmp_path / "model").mkdir()
    where = ("--documents", documents, "--index", index)
    assert run("build", *where, "--model", tmp_path / "model") == 2
    assert "has no model.safetensors" in capsys.readouterr().err
    assert (index / "CURRENT").read_text(encoding="utf-8") == "gen-000001\n"


def test_rollback_mends_a_damaged_pointer(
    documents: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", "--documents", documents, "--index", index) == 0
    (index / "CURRENT").write_bytes(b"\xff\xfe")
    assert run("status", "--index", index) == 2
    assert "rollback" in capsys.readouterr().err
    assert run("rollback", "--index", index) == 0
    assert run("status", "--index", index) == 0


def test_file_given_for_the_index_folder_is_named(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("no folder", encoding="utf-8")
    assert run("status", "--index", file) == 2
    assert "give the index's folder as --index" in capsys.readouterr().err
    assert run("build", "--documents", documents, "--index", file) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_search_for_no_passage_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("search", "cats", "-k", "0")
    assert "'0' was given, a whole number from 1 on is needed" in capsys.readouterr().err


def test_empty_search_is_refused(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", " ", "--index", index) == 2
    assert "the question is empty" in capsys.readouterr().err
