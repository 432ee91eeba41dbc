"""A paper, its source and a note beside them, in Russian and in Kazakh, nothing of them in Latin
letters but the endings of their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.build import build_index
from index.search import Index
from ingest.models import SourceOf
from ingest.sidecar import Sidecar, save_sidecar
from tests.fakes import FakeEmbedder


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents in one language.

    :param paper: the file of the paper.
    :param source: the file of what its first entry names.
    :param note: the file of what is neither.
    :param texts: of each file.
    """

    paper: str
    source: str
    note: str
    texts: Mapping[str, str]


RUSSIAN = Corpus(
    "приливы.md",
    "уровень.md",
    "заметки.txt",
    {
        "приливы.md": """# Приливы Каспия

Уровень Каспия падает на семь сантиметров в год [1]. Северный берег отступил на двадцать километров.

Порт Актау углубили в 2021 году. Заводы Атырау выпускают три миллиона мальков осетра [2].

## Литература

1. Орлова А. Уровень моря. 2019.
2. Серикулы Б. Рыбные заводы Атырау. 2020.
""",
        "уровень.md": """# Уровень моря

Уровень Каспия падает на семь сантиметров, а тюленей Каспия сосчитала Марина Волкова.
""",
        "заметки.txt": "Порт Актау углубили, говорит капитан, который там был.\n",
    },
)
KAZAKH = Corpus(
    "толқын.md",
    "деңгей.md",
    "жазбалар.txt",
    {
        "толқын.md": """# Каспий толқындары

Каспий деңгейі жылына жеті сантиметрге төмендейді [1]. Солтүстік жағалау жиырма шақырымға шегінді.

Ақтау порты 2021 жылы тереңдетілді. Атырау зауыттары үш миллион бекіре шабағын жібереді [2].

## Әдебиеттер

1. Орлова А. Теңіз деңгейі. 2019.
2. Серікұлы Б. Атырау балық зауыттары. 2020.
""",
        "деңгей.md": """# Теңіз деңгейі

Каспий деңгейі жеті сантиметрге төмендейді, ал Каспий итбалықтарын Марина Волкова санады.
""",
        "жазбалар.txt": "Ақтау порты тереңдетілді, дейді сол жерде болған капитан.\n",
    },
)
CORPORA = {"ru": RUSSIAN, "kk": KAZAKH}


def index_of(corpus: Corpus, folder: Path, languages: frozenset[str] | None = None) -> Index:
    """Build an index of a corpus.

    :param languages: that the model knows; None for all.
    """
    documents = folder / "documents"
    documents.mkdir()
    for name, text in corpus.texts.items():
        (documents / name).write_text(text, encoding="utf-8")
    tie = SourceOf(corpus.paper, 1)
    save_sidecar(documents / corpus.source, Sidecar(source_of=(tie,)))
    model = FakeEmbedder(languages=languages)
    build_index(documents, folder / "index", open_embedder=lambda _: model)
    return Index(folder / "index", lambda _: model)
