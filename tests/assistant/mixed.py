"""A paper in English with sources in Russian, Kazakh and English, and a document beside them."""

from __future__ import annotations

from pathlib import Path

from index.build import build_index
from index.search import Index
from ingest.models import SourceOf
from ingest.sidecar import Sidecar, save_sidecar
from tests.fakes import FakeEmbedder

PAPER, RUSSIAN, KAZAKH = "tides.md", "level.md", "fish.md"
ENGLISH, NOTES = "seals.md", "notes.txt"
LEVEL = "The level of the Caspian falls by seven centimetres a year."
SEALS = "The seals of the Caspian were counted by Petra Marsh in 2012."
DEEPENED = "The port of Aktau was deepened in 2021."
TEXTS = {
    PAPER: f"""# Tides of the Caspian

{LEVEL} Its northern shore moved by twenty kilometres [1].

The hatcheries of Atyrau release three million sturgeon fry [2]. {DEEPENED}

## References

1. Орлова А. Уровень моря. 2019. https://level.example/orlova
2. Серікұлы Б. Атырау балық зауыттары. 2020.
3. Marsh, P. Counting seals from the air. 2013.
4. Wind, G. Storms over Mangystau. 2001.
""",
    RUSSIAN: "# Уровень моря\n\nУровень Каспия падает на семь сантиметров в год.\n",
    KAZAKH: "# Атырау балық зауыттары\n\nЗауыттар жыл сайын үш миллион бекіре шабағын жібереді.\n",
    ENGLISH: f"# Counting seals\n\n{SEALS} The level of the Caspian falls, says the pilot.\n",
    NOTES: "In 2021 they deepened the port of Aktau, says a captain who was there.\n",
}
TIES = {RUSSIAN: 1, KAZAKH: 2, ENGLISH: 3}


def mixed_index(folder: Path, *names: str) -> Index:
    """Build an index of some of the documents, of all where none is named."""
    documents = folder / "documents"
    documents.mkdir()
    for name in names or TEXTS:
        (documents / name).write_text(TEXTS[name], encoding="utf-8")
        if name in TIES:
            tie = SourceOf(PAPER, TIES[name])
            save_sidecar(documents / name, Sidecar(source_of=(tie,)))
    model = FakeEmbedder()
    build_index(documents, folder / "index", open_embedder=lambda _: model)
    return Index(folder / "index", lambda _: model)
