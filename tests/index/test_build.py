"""Building an index over a real documents folder, with real FAISS, SQLite and tantivy."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import tantivy

from index import generation as generations
from index import manifest as manifests
from index.build import BuildReport, BuildSettings, build_index
from index.checksums import list_files
from index.models import FloatArray, ModelIdentity, Progress, Role
from index.search import Index
from ingest.chunking import ChunkSettings
from ingest.errors import (
    DocumentError,
    DocumentNotFound,
    IndexFormatUnsupported,
    IndexingError,
    IndexLocked,
    WeightsMismatch,
)
from ingest.library import Library
from tests.fakes import FakeEmbedder

CATS = "# Cats\n\nThe tortoiseshell cat sleeps on the windowsill all day.\n"
DOGS = "# Dogs\n\nThe sheepdog gathers the flock before the storm.\n"


class CountingEmbedder(FakeEmbedder):
    def __init__(self, identity: ModelIdentity | None = None) -> None:
        super().__init__()
        self.encoded: list[str] = []
        self._own = identity

    @property
    def identity(self) -> ModelIdentity:
        return self._own or super().identity

    def matches(self, identity: ModelIdentity) -> bool:
        return identity == self.identity

    def encode(
        self, texts: Sequence[str], role: Role, progress: Progress | None = None
    ) -> FloatArray:
        self.encoded += texts
        return super().encode(texts, role, progress)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "cats.md").write_text(CATS, encoding="utf-8")
    (folder / "dogs.md").write_text(DOGS, encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


def build(
    documents: Path, root: Path, embedder: FakeEmbedder | None = None, **more: object
) -> BuildReport:
    used = embedder or FakeEmbedder()
    return build_index(documents, root, open_embedder=lambda _: used, **more)  # type: ignore[arg-type]


def texts(root: Path, question: str) -> list[str]:
    hits = Index(root, lambda _: FakeEmbedder()).current().search(question, 10)
    return [hit.chunk.text for hit in hits]


def test_first_build_holds_every_document(documents: Path, root: Path) -> None:
    report = build(documents, root)
    assert (report.generation, report.published) == ("gen-000001", True)
    assert report.added == ("cats.md", "dogs.md")
    assert (report.embedded, report.reused, report.failed) == (2, 0, ())
    assert "tortoiseshell" in texts(root, "Where does the tortoiseshell cat sleep?")[0]


def test_nothing_changed_writes_nothing(documents: Path, root: Path) -> None:
    build(documents, root)
    embedder = CountingEmbedder(FakeEmbedder().identity)
    report = build(documents, root, embedder)
    assert (report.generation, report.published) == ("gen-000001", False)
    assert report.unchanged == ("cats.md", "dogs.md")
    assert embedder.encoded == []
    assert generations.names(root) == ["gen-000001"]


def test_only_what_changed_is_embedded_again(documents: Path, root: Path) -> None:
    build(documents, root)
    (documents / "dogs.md").write_text(DOGS + "\n## More\n\nIt barks at strangers.\n", "utf-8")
    embedder = CountingEmbedder(FakeEmbedder().identity)
    report = build(documents, root, embedder)
    assert (report.changed, report.unchanged) == (("dogs.md",), ("cats.md",))
    assert (report.embedded, report.reused) == (1, 2)
    assert all("barks" in text for text in embedder.encoded)


def test_touched_file_with_the_same_content_is_unchanged(documents: Path, root: Path) -> None:
    build(documents, root)
    os.utime(documents / "dogs.md", (1, 1))
    assert not build(documents, root).published


def test_removed_document_is_gone_from_the_answers(documents: Path, root: Path) -> None:
    build(documents, root)
    (documents / "cats.md").unlink()
    report = build(documents, root)
    assert (report.removed, report.embedded) == (("cats.md",), 0)
    assert not any("tortoiseshell" in text for text in texts(root, "tortoiseshell cat"))


def test_removal_can_be_undone_until_the_build_and_not_after(documents: Path, root: Path) -> None:
    library = Library(documents)
    (documents / "cats.md.footnote.json").write_text('{"title": "Felines"}', encoding="utf-8")
    build(documents, root)
    library.remove("cats.md")
    library.restore("cats.md")
    assert not build(documents, root).published
    library.remove("cats.md")
    report = build(documents, root)
    assert (report.removed, report.notes) == (("cats.md",), ())
    assert not any("tortoiseshell" in text for text in texts(root, "tortoiseshell cat"))
    assert library.removed() == ()
    with pytest.raises(DocumentNotFound, match=r"cats\.md: nothing of this name can be restored"):
        library.restore("cats.md")
    left = [path.name for path in documents.rglob("*") if path.is_file()]
    assert left == ["dogs.md"]


def test_build_that_finds_nothing_changed_deletes_what_was_removed(
    documents: Path, root: Path
) -> None:
    library = Library(documents)
    build(documents, root)
    (documents / "birds.md").write_text("The kingfisher dives.", encoding="utf-8")
    library.remove("birds.md")  # no index ever held it
    assert not build(documents, root).published
    assert library.removed() == ()
    assert list(documents.rglob("birds.md")) == []


@pytest.mark.parametrize("phase", ["read", "embed", "write"])
@pytest.mark.parametrize("full", [False, True])
def test_removal_during_a_build_can_still_be_undone(
    documents: Path, root: Path, phase: str, full: bool
) -> None:
    library = Library(documents)
    build(documents, root)
    library.remove("cats.md")
    (documents / "birds.md").write_text("The kingfisher dives.", encoding="utf-8")
    at_work: list[str] = []

    def remove(now: str, done: int, total: int) -> None:
        if now == phase and not at_work and done == total:
            at_work.append(now)
            library.remove("dogs.md")

    assert build(documents, root, progress=remove, full=full).published
    assert at_work == [phase]
    assert [each.doc_id for each in library.removed()] == ["dogs.md"]
    library.restore("dogs.md")
    assert (documents / "dogs.md").read_text(encoding="utf-8") == DOGS


def test_removal_restored_during_a_build_is_kept(documents: Path, root: Path) -> None:
    library = Library(documents)
    build(documents, root)
    library.remove("cats.md")

    def restore(phase: str, done: int, total: int) -> None:
        if phase == "write" and done == 0:
            library.restore("cats.md")

    assert build(documents, root, progress=restore).removed == ("cats.md",)
    assert library.doc_ids() == ["cats.md", "dogs.md"]
    assert build(documents, root).added == ("cats.md",)


def test_build_that_fails_deletes_nothing(documents: Path, root: Path) -> None:
    library = Library(documents)
    build(documents, root)
    library.remove("cats.md")
    (documents / "dogs.md").write_bytes(b"caf\x80")
    with pytest.raises(IndexingError, match="the index stays as it is"):
        build(documents, root)
    library.restore("cats.md")


def test_what_cannot_be_deleted_is_said_and_the_build_stands(
    documents: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Library, these: object) -> None:
        raise DocumentError(".removed", "the operating system refuses it: Permission denied")

    monkeypatch.setattr(Library, "forget_removed", refuse)
    Library(documents).remove("cats.md")
    report = build(documents, root)
    assert report.published
    assert report.notes == (
        "a removed document could not be deleted for good: .removed: the operating system "
        "refuses it: Permission denied",
    )


def test_what_cannot_be_listed_does_not_stop_a_build(
    documents: Path, root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    Library(documents).remove("cats.md")

    def refuse(self: Library) -> None:
        raise DocumentError(".removed", "the operating system refuses it: Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Library, "removed", refuse)
        assert build(documents, root).published
    assert "not deleted by this build: .removed: the operating system" in caplog.text
    assert [each.doc_id for each in Library(documents).removed()] == ["cats.md"]


def test_rollback_goes_back_to_what_held_a_removed_document(documents: Path, root: Path) -> None:
    build(documents, root)
    Library(documents).remove("cats.md")
    build(documents, root)
    generations.roll_back(root)
    assert "tortoiseshell" in texts(root, "tortoiseshell cat")[0]


def test_last_document_removed_leaves_an_empty_index(documents: Path, root: Path) -> None:
    build(documents, root)
    for path in documents.iterdir():
        path.unlink()
    assert build(documents, root).removed == ("cats.md", "dogs.md")
    assert texts(root, "tortoiseshell cat") == []


def test_renamed_document_keeps_its_vectors(documents: Path, root: Path) -> None:
    build(documents, root)
    (documents / "cats.md").rename(documents / "felines.md")
    report = build(documents, root)
    assert (report.added, report.removed) == (("felines.md",), ("cats.md",))
    assert (report.embedded, report.reused) == (0, 2)


def test_bad_document_is_named_and_the_others_go_on(documents: Path, root: Path) -> None:
    (documents / "broken.pdf").write_bytes(b"this is no PDF")
    report = build(documents, root)
    assert [failure.doc_id for failure in report.failed] == ["broken.pdf"]
    assert report.added == ("cats.md", "dogs.md")
    # It is tried again at the next build, and nothing is written while it goes on failing.
    assert [failure.doc_id for failure in build(documents, root).failed] == ["broken.pdf"]
    assert generations.names(root) == ["gen-000001"]
    (documents / "broken.pdf").unlink()
    assert build(documents, root).failed == ()
    assert generations.open_current(root).manifest.failures == ()


def test_no_readable_document_leaves_the_last_index(documents: Path, root: Path) -> None:
    build(documents, root)
    for path in documents.iterdir():
        path.write_bytes(b"caf\x80 " + path.name.encode())
    with pytest.raises(
        IndexingError, match=r"could be read; the index stays as it is:\n  cats\.md"
    ):
        build(documents, root)
    assert "tortoiseshell" in texts(root, "tortoiseshell cat")[0]


def test_other_model_embeds_everything_anew_and_says_so(documents: Path, root: Path) -> None:
    build(documents, root)
    embedder = CountingEmbedder(ModelIdentity("other", "", 64, "b" * 64))
    report = build(documents, root, embedder, model="other")
    assert report.unchanged == ("cats.md", "dogs.md")
    assert (report.embedded, report.reused) == (2, 0)
    assert any("everything is embedded anew" in note for note in report.notes)
    with pytest.raises(WeightsMismatch, match="other weights of other"):
        Index(root, lambda _: CountingEmbedder(ModelIdentity("x", "", 64, "c" * 64))).current()


def test_rebuild_keeps_the_model_of_the_index(documents: Path, root: Path) -> None:
    asked: list[str] = []
    embedder = CountingEmbedder(ModelIdentity("other", "", 64, "b" * 64))

    def open_embedder(name: str) -> CountingEmbedder:
        asked.append(name)
        return embedder

    build_index(documents, root, model="other", open_embedder=open_embedder)
    build_index(documents, root, open_embedder=open_embedder)
    assert asked == ["other", "other"]


def test_full_build_embeds_everything_anew(documents: Path, root: Path) -> None:
    build(documents, root)
    report = build(documents, root, full=True)
    assert (report.generation, report.embedded, report.reused) == ("gen-000002", 2, 0)


def test_other_chunk_settings_cut_anew(documents: Path, root: Path) -> None:
    build(documents, root)
    report = build(documents, root, settings=BuildSettings(ChunkSettings(max_chars=30)))
    assert report.published
    assert all(len(text) <= 30 for text in texts(root, "tortoiseshell cat"))


def test_approximate_index_above_the_threshold(documents: Path, root: Path) -> None:
    build(documents, root, settings=BuildSettings(exact_below=1))
    assert generations.open_current(root).manifest.dense_index == "HNSW32"
    assert "tortoiseshell" in texts(root, "tortoiseshell cat")[0]


def test_one_older_generation_is_kept(documents: Path, root: Path) -> None:
    for _ in range(4):
        build(documents, root, full=True)
    assert generations.names(root) == ["gen-000003", "gen-000004"]


def test_damaged_index_is_built_anew_and_said(documents: Path, root: Path) -> None:
    build(documents, root)
    (root / "gen-000001" / generations.STORE_FILE).write_bytes(b"")
    report = build(documents, root)
    assert report.generation == "gen-000002"
    assert "everything was built anew" in report.notes[0]


def test_running_reader_takes_up_the_next_generation(documents: Path, root: Path) -> None:
    build(documents, root)
    index = Index(root, lambda _: FakeEmbedder())
    first = index.current()
    assert index.current() is first
    (documents / "birds.md").write_text("The kingfisher dives for minnows.", encoding="utf-8")
    build(documents, root)
    assert "kingfisher" in index.current().search("kingfisher")[0].chunk.text
    assert index.current().embedder is first.embedder


def test_reader_goes_on_with_what_it_has_when_the_next_is_damaged(
    documents: Path, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    build(documents, root)
    index = Index(root, lambda _: FakeEmbedder())
    held = index.current()
    build(documents, root, full=True)
    (root / "gen-000002" / generations.VECTORS_FILE).write_bytes(b"")
    assert index.current() is held
    assert "going on with gen-000001" in caplog.text


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from index.build import build_index
from tests.fakes import FakeEmbedder

def die(phase, done, total):
    if phase == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)

build_index(Path(sys.argv[1]), Path(sys.argv[2]), full=True, progress=die,
            open_embedder=lambda _: FakeEmbedder())
"""


@pytest.mark.parametrize("phase", ["read", "embed", "write"])
def test_killed_build_leaves_the_last_index_serving(
    documents: Path, root: Path, phase: str
) -> None:
    build(documents, root)
    (documents / "birds.md").write_text("The kingfisher dives.", encoding="utf-8")
    Library(documents).remove("birds.md")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_BUILD, str(documents), str(root), phase], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert generations.current_name(root) == "gen-000001"
    assert "tortoiseshell" in texts(root, "tortoiseshell cat")[0]
    assert [each.doc_id for each in Library(documents).removed()] == ["birds.md"]
    # The next build takes up where the last good generation stands, and clears what was left.
    assert build(documents, root, full=True).generation == "gen-000002"
    assert Library(documents).removed() == ()
    assert not list(root.glob("*.tmp"))


def test_second_build_is_refused_while_one_is_at_work(documents: Path, root: Path) -> None:
    def build_again(phase: str, done: int, total: int) -> None:
        with pytest.raises(IndexLocked, match=f"process {os.getpid()}"):
            build(documents, root)

    assert build(documents, root, progress=build_again).published


def recording(asked: list[str]) -> Callable[[str], FakeEmbedder]:
    """Return what opens an embedder and writes down which was asked for."""

    def open_embedder(name: str) -> FakeEmbedder:
        asked.append(name)
        return FakeEmbedder(name)

    return open_embedder


def test_damaged_index_keeps_its_model_and_its_older_generation(
    documents: Path, root: Path
) -> None:
    asked: list[str] = []
    open_embedder = recording(asked)
    build_index(documents, root, model="other", open_embedder=open_embedder)
    build_index(documents, root, full=True, open_embedder=open_embedder)
    (root / "gen-000002" / generations.VECTORS_FILE).write_bytes(b"")
    report = build_index(documents, root, open_embedder=open_embedder)
    assert asked == ["other", "other", "other"]
    assert (report.generation, report.embedded, report.reused) == ("gen-000003", 0, 2)
    assert "gen-000001 was taken for the last one" in report.notes[0]
    assert generations.names(root) == ["gen-000001", "gen-000003"]


def test_reference_list_is_not_searched(documents: Path, root: Path) -> None:
    entries = "\n".join(
        f"{n}. Flock, S. ({1900 + n}). The storm over flock {n}." for n in range(90)
    )
    (documents / "long.md").write_text(f"# Long\n\nText.\n\n## References\n\n{entries}", "utf-8")
    build(documents, root)
    found = texts(root, "the flock and the storm")
    assert "sheepdog" in found[0]
    assert not any("Flock, S." in text for text in found)


def test_missing_documents_folder_changes_nothing(documents: Path, root: Path) -> None:
    build(documents, root)
    with pytest.raises(IndexingError, match=r"there is no documents folder .*typo: make it"):
        build(documents / "typo", root)
    assert generations.names(root) == ["gen-000001"]


def test_removed_documents_go_though_only_a_bad_one_is_left(documents: Path, root: Path) -> None:
    (documents / "bad.pdf").write_bytes(b"no PDF")
    build(documents, root)
    (documents / "cats.md").unlink()
    (documents / "dogs.md").unlink()
    report = build(documents, root)
    assert report.removed == ("cats.md", "dogs.md")
    assert texts(root, "tortoiseshell cat") == []


def test_full_build_tells_what_differs_all_the_same(documents: Path, root: Path) -> None:
    build(documents, root)
    (documents / "cats.md").unlink()
    report = build(documents, root, full=True)
    assert (report.unchanged, report.added) == (("dogs.md",), ())
    assert report.removed == ("cats.md",)


def test_index_deleted_and_built_again_is_noticed(documents: Path, root: Path) -> None:
    build(documents, root)
    index = Index(root, lambda _: FakeEmbedder())
    assert index.current().search("tortoiseshell")
    shutil.rmtree(root)
    (documents / "cats.md").unlink()
    assert build(documents, root).generation == "gen-000001"
    assert not any("tortoiseshell" in hit.chunk.text for hit in index.current().search("cat"))


@pytest.mark.parametrize("k", [0, -1])
def test_no_hit_is_asked_for(documents: Path, root: Path, k: int) -> None:
    build(documents, root)
    assert Index(root, lambda _: FakeEmbedder()).current().search("cat", k) == []


def write_as_format(version: int, root: Path, name: str = "gen-000001") -> None:
    """Make a generation what an older format was.

    The first had no tables of words; the second no languages and documents in the lexical index.
    """
    folder = root / name
    shutil.rmtree(folder / generations.LEXICAL_FOLDER)
    (folder / generations.LEXICAL_FOLDER).mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("row", fast=True)
    tantivy.Index(builder.build(), str(folder / generations.LEXICAL_FOLDER))
    tables = ("words", "aliases", "phrases") if version == 1 else ()
    with closing(sqlite3.connect(folder / generations.STORE_FILE)) as connection, connection:
        for table in tables:
            connection.execute(f"DROP TABLE {table}")
    manifest = manifests.read_manifest(folder)
    manifests.write_manifest(
        folder, replace(manifest, format_version=version, files=list_files(folder))
    )


@pytest.mark.parametrize("version", sorted(manifests.OLDER_FORMATS))
def test_index_of_an_older_format_is_refused_and_a_build_takes_its_vectors(
    documents: Path, root: Path, version: int
) -> None:
    asked: list[str] = []
    open_embedder = recording(asked)
    build_index(documents, root, model="other", open_embedder=open_embedder)
    write_as_format(version, root)
    with pytest.raises(IndexFormatUnsupported, match=f"version {version}, this program reads 3"):
        Index(root, open_embedder).current()
    report = build_index(documents, root, open_embedder=open_embedder)
    assert (report.published, report.embedded, report.reused) == (True, 0, 2)
    assert report.notes == ("gen-000001 is of an older format: it is written anew",)
    assert set(asked) == {"other"}
    # A generation that could not answer is none to go back to.
    assert generations.names(root) == ["gen-000002"]
    assert "tortoiseshell" in generations.open_current(root).vocabulary


def test_damaged_index_of_the_first_format_keeps_its_model(documents: Path, root: Path) -> None:
    asked: list[str] = []
    open_embedder = recording(asked)
    build_index(documents, root, model="other", open_embedder=open_embedder)
    write_as_format(1, root)
    (root / "gen-000001" / generations.VECTORS_FILE).write_bytes(b"")
    report = build_index(documents, root, open_embedder=open_embedder)
    assert (report.embedded, report.reused) == (2, 0)
    assert "everything was built anew, with the model other" in report.notes[0]
    assert set(asked) == {"other"}


def test_words_of_the_bodies_are_kept_and_those_of_references_not(
    documents: Path, root: Path
) -> None:
    entries = "\n".join(f"{n}. Lighthouse, S. ({1900 + n}). Storms {n}." for n in range(90))
    text = f"# Long\n\nThe Sheepdog Owners Society met.\n\n## References\n\n{entries}"
    (documents / "long.md").write_text(text, "utf-8")
    build(documents, root)
    vocabulary = generations.open_current(root).vocabulary
    assert "lighthouse" not in vocabulary
    assert vocabulary.chunks("sheepdog") == 2
    assert [alias.long for alias in vocabulary.aliases if alias.short == "sos"] == [
        "Sheepdog Owners Society"
    ]
