"""A folder of public data in small: every file that the training reads, a few rows each."""

from __future__ import annotations

import json
from pathlib import Path

from index.cyrillic.corpora import CORPORA

WORDS = (
    ("city", "город", "қала"),
    ("school", "школа", "мектеп"),
    ("water", "вода", "су"),
    ("book", "книга", "кітап"),
    ("house", "дом", "үй"),
    ("country", "страна", "ел"),
)


def write_data(folder: Path) -> Path:
    """Write the files under ``folder`` and return it."""
    (folder / "parallel").mkdir(parents=True)
    (folder / "mono_kk").mkdir()
    for corpus in CORPORA:
        path = folder / "parallel" / corpus.file
        if not path.exists():
            path.write_text("".join(_rows(corpus.name, corpus.file)), encoding="utf-8")
    for name in ("kaznerd_valid_test.txt", "common_voice_kk_sentences.txt"):
        (folder / "mono_kk" / name).write_text("Қала үлкен.\nМектеп жаңа.\n", encoding="utf-8")
    _write_squad(folder / "tydiqa.goldp.ru.dev.json", "Какой город?", "Город большой. Школа новая.")
    _write_squad(folder / "tydiqa.goldp.en.train.json", "Which city?", "The city is big. It grew.")
    row = {"question": "Қандай қала?", "context": "Қала үлкен. Мектеп жаңа."}
    (folder / "kazqad-dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    selqa = [{"question": "Which school?", "candidates": ["The school is new.", "A book."]}]
    (folder / "selqa-dev.json").write_text(json.dumps(selqa), encoding="utf-8")
    return folder


def _rows(name: str, file: str) -> list[str]:
    left, right = file.split(".")[1].split("-")
    place = {"en": 0, "ru": 1, "kk": 2}
    return [
        f"{_said(words[place[left]], name, left)}\t{_said(words[place[right]], name, right)}\n"
        for words in WORDS
    ]


def _said(word: str, name: str, language: str) -> str:
    if name.startswith(("dict", "names", "terms", "geo")):
        return word
    frame = {"en": "this is the {}", "ru": "это наш {}", "kk": "бұл біздің {}"}[language]
    return frame.format(word) + f" {len(name)}"


def _write_squad(path: Path, question: str, context: str) -> None:
    part = {"context": context, "qas": [{"question": question}]}
    path.write_text(json.dumps({"data": [{"paragraphs": [part]}]}), encoding="utf-8")
