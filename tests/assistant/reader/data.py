"""A folder of public data in small, with answers: every file that the reader learns from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.index.cyrillic import data as translations

PLACES = (
    "Arvika", "Borga", "Cetinje", "Dunaj", "Elbasan", "Falun", "Gorizia", "Hvar", "Izmail",
    "Jihlava", "Kotor", "Lovech",
)  # fmt: skip
SQUAD_TITLES = ("Warsaw", "Kenya", "Immune_system", "Genghis_Khan")
UNANSWERABLE = "Who sold the mill in 1703?"

Answers = Sequence[tuple[str, str | None]]
"""Questions, each with the stretch that answers it; None where nothing does."""


def write_data(folder: Path) -> Path:
    """Write the files under ``folder``, those of the translations among them, and return it."""
    translations.write_data(folder)
    squad = [_article(title, *_of_place(n, title)) for n, title in enumerate(SQUAD_TITLES)]
    _write(folder / "squad2-dev.json", {"data": squad})
    long = [_article("", *_of_place(n, place, 12)) for n, place in _numbered()]
    for number, article in enumerate(long):
        article["paragraphs"][0]["document_id"] = number
    _write(folder / "covidqa.json", {"data": long})
    policies = [_article(f"{place}.example", *_of_place(n, place)) for n, place in _numbered()]
    _write(folder / "policyqa-dev.json", {"data": policies})
    tydi = [_article("", *_of_place(n, f"Old {place}")) for n, place in _numbered()]
    _write(folder / "tydiqa.goldp.en.train.json", {"data": tydi})
    russian = [_passage_article(_russian(n), "Когда основан город?") for n, _ in _numbered()]
    _write(folder / "tydiqa.goldp.ru.dev.json", {"data": russian})
    rows = [json.dumps(_kazakh(n), ensure_ascii=False) for n, _ in _numbered()]
    (folder / "kazqad-dev.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    _write(folder / "selqa-dev.json", [_selected(n, place) for n, place in _numbered()])
    return folder


def _numbered() -> list[tuple[int, str]]:
    return list(enumerate(PLACES))


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _of_place(number: int, place: str, times: int = 1) -> tuple[str, Answers]:
    """Return a text about a place, and what is asked about it."""
    year, ships = 1310 + 7 * number, 30 + number
    text = (
        f"{place} was founded in {year} by Marta Holm{number}. "
        f"Its people trade wool because the river is near. "
        f"About {ships} ships came to the harbour of {place} every summer. "
    )
    filling = f"The market of {place} sold salt and cloth, and the bridge was old. " * (times * 2)
    asked: Answers = (
        (f"When was {place} founded?", str(year)),
        (f"Who founded {place}?", f"Marta Holm{number}"),
        ("Why do people trade wool?", "the river is near"),
        ("How many ships came every summer?", str(ships)),
        (UNANSWERABLE, None),
    )
    return f"{text}{filling}", asked


def _article(title: str, context: str, asked: Answers) -> dict[str, Any]:
    questions = [{"question": text, "answers": _answers(context, said)} for text, said in asked]
    part = {"context": context, "qas": questions}
    return {**({"title": title} if title else {}), "paragraphs": [part]}


def _answers(context: str, said: str | None) -> list[dict[str, Any]]:
    return [] if said is None else [{"text": said, "answer_start": context.index(said)}]


def _passage_article(context: str, question: str) -> dict[str, Any]:
    """Return an article whose answer is the passage, as Russian TyDi QA has it."""
    answer = {"text": "", "answer_start": 0}
    return {
        "paragraphs": [{"context": context, "qas": [{"question": question, "answers": [answer]}]}]
    }


def _russian(number: int) -> str:
    return f"Город основан в {1400 + number} году. Он стоит на реке. Школа была новая."


def _kazakh(number: int) -> dict[str, Any]:
    context = f"Қала {1500 + number} жылы салынды. Мектеп жаңа."
    said = str(1500 + number)
    answers = {"answer_start": [context.index(said)], "text": [said]}
    row = {"title": f"Қала {number}", "context": context, "answers": answers}
    return {**row, "question": "Қала қашан салынды?"}


def _selected(number: int, place: str) -> dict[str, Any]:
    sentences = [
        f"The school of {place} is new. ",
        f"It was paid for by {20 + number} merchants.",
        "A book tells of it.",
    ]
    asked = {"question": f"Who paid for the school of {place}?", "answers": [1]}
    return {"article": place, "section": "Schools", "candidates": sentences, **asked}
