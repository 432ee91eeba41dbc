from pathlib import Path

import pytest

from index.cyrillic.corpora import (
    CORPORA,
    Pair,
    clean,
    in_squad_form,
    read_corpus,
    read_monolingual,
    read_parallel,
)
from ingest.errors import DataError
from tests.index.cyrillic.data import write_data


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_data(tmp_path / "data")


def test_each_side_is_where_its_file_says(data: Path) -> None:
    by_pair = {(c.anchor, c.language): c for c in CORPORA if c.name == "dict_apertium"}
    first = {pair: next(read_corpus(corpus, data)) for pair, corpus in by_pair.items()}
    assert first["en", "ru"] == Pair("город", "ru", "city", "en", "dictionary")
    assert first["en", "kk"] == Pair("қала", "kk", "city", "en", "dictionary")
    assert first["ru", "kk"] == Pair("қала", "kk", "город", "ru", "dictionary")


def test_what_is_held_out_is_nowhere_in_training(data: Path) -> None:
    rows = "".join(f"sentence number {n} here\tэто предложение номер {n}\n" for n in range(400))
    (data / "parallel" / "tatoeba.en-ru.tsv").write_text(rows, encoding="utf-8")
    again = "".join(f"sentence number {n} here\tпредложение {n} ещё раз\n" for n in range(400))
    (data / "parallel" / "ui_po.en-ru.tsv").write_text(again, encoding="utf-8")
    parallel = read_parallel(data)
    assert 0 < len(parallel.held_out) < 100
    held = {pair.anchor for pair in parallel.held_out}
    assert not held & {pair.anchor for pair in parallel.training}
    assert read_parallel(data) == parallel


def test_a_pair_stands_once(data: Path) -> None:
    path = data / "parallel" / "tatoeba.en-ru.tsv"
    path.write_text("a b c d\tэто тут\n" * 3, encoding="utf-8")
    pairs = [
        p for part in (read_parallel(data).training, read_parallel(data).held_out) for p in part
    ]
    assert sum(pair.text == "это тут" for pair in pairs) == 1


def test_a_text_without_cyrillic_teaches_nothing(data: Path) -> None:
    path = data / "parallel" / "tatoeba.en-kk.tsv"
    path.write_text("at work\tjumysta edi\nyes\tиә\n", encoding="utf-8")
    corpus = next(c for c in CORPORA if c.file == path.name)
    assert [pair.text for pair in read_corpus(corpus, data)] == ["иә"]


def test_a_line_without_a_tab_is_named(data: Path) -> None:
    path = data / "parallel" / "tico19.en-ru.tsv"
    path.write_text("one\tодин\nno pair\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"tico19\.en-ru\.tsv, line 2: expected two texts"):
        read_parallel(data)


def test_a_missing_file_is_named(data: Path) -> None:
    (data / "parallel" / "udhr.kk-ru.tsv").unlink()
    with pytest.raises(DataError, match=r"udhr\.kk-ru\.tsv cannot be read .*--data"):
        read_parallel(data)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("_Open  file", "interface", "Open file"),
        ("Сохранить (_S)", "interface", "Сохранить"),
        ("a_b &c", "dictionary", "a_b &c"),
        ("  two\n lines ", "prose", "two lines"),
    ],
)
def test_keyboard_marks_of_an_interface_go(text: str, kind: str, expected: str) -> None:
    assert clean(text, kind) == expected  # type: ignore[arg-type]


def test_monolingual_text_is_read_in_both_languages(data: Path) -> None:
    found = read_monolingual(data)
    assert found.russian == ("Город большой. Школа новая.",)
    assert "Мектеп жаңа." in found.kazakh


def test_another_form_than_squads_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text('{"data": [{}]}', encoding="utf-8")
    with pytest.raises(DataError, match=r"odd\.json is not in SQuAD's form"):
        in_squad_form(path)
