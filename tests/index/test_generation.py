"""The life of a generation on disk, with real SQLite, FAISS and tantivy files and no model."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from index import generation as generations
from index import manifest as manifests
from index.checksums import list_files
from index.dense import EXACT, DenseIndex
from index.generation import Generation
from index.lexical import LexicalIndex, LexicalRow
from index.models import FileEntry, Manifest, ModelIdentity
from index.store import write_store
from ingest.errors import (
    IndexCorrupt,
    IndexFormatUnsupported,
    IndexNotFound,
    NothingToRollBack,
)
from ingest.models import Chunk, Document

TEXT = "China opened institutes. Students learn there."
MODEL = ModelIdentity("test-model", "", 4, "a" * 64)


def write_generation(root: Path, text: str = TEXT) -> str:
    name = generations.next_name(root)
    folder = generations.create_unfinished(root, name)
    document = Document("d.md", "D", (), "en", text, "0" * 64, "text/markdown", "markdown/1")
    chunk = Chunk("d.md", 0, len(text), None, None, text)
    write_store(folder / generations.STORE_FILE, [document], [chunk], ["key"])
    vectors = np.eye(1, 4, dtype=np.float16)
    np.save(folder / generations.VECTORS_FILE, vectors)
    DenseIndex.build(vectors, EXACT).save(folder / generations.DENSE_FILE)
    LexicalIndex.build(folder / generations.LEXICAL_FOLDER, [LexicalRow(text, "en")])
    manifest = Manifest(
        format_version=manifests.FORMAT_VERSION,
        generation=name,
        created=datetime.now(UTC).isoformat(),
        model=MODEL,
        chunk_settings=(("max_chars", "600"),),
        dense_index=EXACT,
        exact_below=10,
        chunks=1,
        documents=(FileEntry("d.md", "0" * 64, "f" * 64, "markdown/1", 1),),
        failures=(),
        files=list_files(folder),
    )
    manifests.write_manifest(folder, manifest)
    return generations.publish(root, folder)


def test_published_generation_opens_and_agrees_with_what_was_written(tmp_path: Path) -> None:
    name = write_generation(tmp_path)
    opened = generations.open_current(tmp_path)
    assert (opened.name, name) == ("gen-000001", "gen-000001")
    assert opened.document("d.md").text == TEXT
    assert opened.chunk(0).text == TEXT
    assert opened.manifest.model == MODEL
    assert [document.doc_id for document in opened.documents()] == ["d.md"]


def test_unfinished_generation_is_never_read(tmp_path: Path) -> None:
    write_generation(tmp_path)
    generations.create_unfinished(tmp_path, generations.next_name(tmp_path))
    assert generations.names(tmp_path) == ["gen-000001"]
    assert generations.open_current(tmp_path).name == "gen-000001"


def test_generation_without_the_pointer_renamed_does_not_answer(tmp_path: Path) -> None:
    write_generation(tmp_path)
    write_generation(tmp_path, "A newer text.")
    generations.point_to(tmp_path, "gen-000001")  # as if the build had died before the pointer
    assert generations.open_current(tmp_path).document("d.md").text == TEXT
    assert generations.next_name(tmp_path) == "gen-000003"


def every_file(folder: Path) -> list[str]:
    return [name for name, _, _ in list_files(folder)]


@pytest.mark.parametrize("damage", ["truncate", "flip", "remove"])
def test_any_damaged_file_is_found(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / write_generation(tmp_path)
    names = every_file(folder)
    assert {"chunks.sqlite", "vectors.npy", "vectors.faiss"} < set(names)
    for name in names:
        path = folder / name
        whole = path.read_bytes()
        if damage == "remove":
            path.unlink()
        elif damage == "truncate":
            path.write_bytes(whole[:-1])
        else:
            path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(IndexCorrupt, match=path.name.replace(".", r"\.")):
            Generation(folder)
        path.write_bytes(whole)
    Generation(folder)


def test_manifest_of_another_form_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / write_generation(tmp_path)
    path = folder / manifests.FILE_NAME
    raw = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(raw | {"format_version": 99}), encoding="utf-8")
    with pytest.raises(IndexFormatUnsupported, match="format version 99, this program reads 3"):
        Generation(folder)
    del raw["model"]
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(IndexCorrupt, match="KeyError: 'model'"):
        Generation(folder)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(IndexCorrupt, match="JSONDecodeError"):
        Generation(folder)


def test_no_index_is_said_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFound, match=r"run `python -m index build --index .*` first"):
        generations.open_current(tmp_path / "none")


@pytest.mark.parametrize("pointer", ["", "../../etc/passwd", "gen-1\ngen-2", "gen-00000x"])
def test_damaged_pointer_is_refused(tmp_path: Path, pointer: str) -> None:
    write_generation(tmp_path)
    (tmp_path / generations.POINTER).write_text(pointer, encoding="utf-8")
    with pytest.raises(IndexCorrupt, match="expected a name such as gen-000001"):
        generations.open_current(tmp_path)


def test_roll_back_goes_to_the_generation_before(tmp_path: Path) -> None:
    write_generation(tmp_path)
    write_generation(tmp_path, "A newer text.")
    assert generations.roll_back(tmp_path) == "gen-000001"
    assert generations.open_current(tmp_path).document("d.md").text == TEXT
    with pytest.raises(NothingToRollBack, match="no generation older"):
        generations.roll_back(tmp_path)


def test_roll_back_mends_a_damaged_pointer(tmp_path: Path) -> None:
    name = write_generation(tmp_path)
    (tmp_path / generations.POINTER).write_text("", encoding="utf-8")
    assert generations.roll_back(tmp_path) == name
    assert generations.current_name(tmp_path) == name


def test_roll_back_to_a_damaged_generation_is_refused(tmp_path: Path) -> None:
    write_generation(tmp_path)
    write_generation(tmp_path, "A newer text.")
    (tmp_path / "gen-000001" / generations.VECTORS_FILE).write_bytes(b"")
    with pytest.raises(NothingToRollBack, match="the older generation is damaged"):
        generations.roll_back(tmp_path)
    assert generations.current_name(tmp_path) == "gen-000002"


def test_collect_keeps_what_it_is_told_and_nothing_unfinished(tmp_path: Path) -> None:
    for _ in range(3):
        write_generation(tmp_path)
    generations.create_unfinished(tmp_path, "gen-000004")
    generations.collect(tmp_path, keep={"gen-000002", "gen-000003"})
    held = sorted(path.name for path in tmp_path.iterdir())
    assert held == ["CURRENT", "gen-000002", "gen-000003"]


def test_open_generation_goes_on_answering_after_it_was_collected(tmp_path: Path) -> None:
    write_generation(tmp_path)
    held = generations.open_current(tmp_path)
    write_generation(tmp_path, "A newer text.")
    generations.collect(tmp_path, keep={"gen-000002"})
    assert held.document("d.md").text == TEXT
    assert held.lexical.search("institutes", 1)[0].row == 0
    assert held.dense.search(np.eye(1, 4, dtype=np.float32)[0], 1)[0].row == 0


@pytest.mark.parametrize("version", sorted(manifests.OLDER_FORMATS))
def test_older_form_is_refused_with_the_command_that_mends_it(tmp_path: Path, version: int) -> None:
    folder = tmp_path / write_generation(tmp_path)
    path = folder / manifests.FILE_NAME
    raw = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(raw | {"format_version": version}), encoding="utf-8")
    with pytest.raises(IndexFormatUnsupported, match=r"run `python -m index build --index"):
        Generation(folder)
    assert Generation(folder, older=True).chunk(0).text == TEXT


def test_vocabulary_is_read_once_whoever_asks_first(tmp_path: Path) -> None:
    write_generation(tmp_path)
    opened = generations.open_current(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda _: opened.variants, range(8)))
    assert all(each is read[0] for each in read)
    assert opened.vocabulary is read[0].vocabulary
    assert "institutes" in opened.vocabulary
    assert opened.vocabulary.written("china") == "China"
