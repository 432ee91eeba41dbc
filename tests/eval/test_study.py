from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.study import run_fusion_study
from eval.study_data import StudySettings, read_sets
from eval.study_rank import MEASURES, score, systems
from eval.study_report import CHOSEN, MEAN, StudyReport, format_table
from index.models import FloatArray, ModelIdentity, Progress, Role, Scored, TokenVectors
from ingest.chunking import ChunkSettings
from ingest.errors import QuestionsInvalid

RIVERS = ["Volga", "Ural", "Ishim", "Irtysh", "Tobol", "Emba", "Talas", "Chu", "Ili", "Syr"]
REKI = ["Волга", "Урал", "Ишим", "Иртыш", "Тобол", "Эмба", "Талас", "Чу", "Или", "Сыр"]


class WordHashes:
    """An embedder that knows English words by their hash and gives all else one vector."""

    max_tokens = 128
    languages: frozenset[str] | None = frozenset({"en"})

    def __init__(self) -> None:
        self.identity = ModelIdentity("word-hashes", "", 64, "0" * 64)
        self.encoded: list[str] = []

    def matches(self, identity: ModelIdentity) -> bool:
        return identity == self.identity

    def count_tokens(self, text: str) -> int:
        return len(text.split()) + 2

    def encode(
        self, texts: Sequence[str], role: Role, progress: Progress | None = None
    ) -> FloatArray:
        self.encoded += texts
        rows = np.full((len(texts), 64), 0.01, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                if word.isascii():
                    row[zlib.crc32(word.strip("?.").encode()) % 64] += 1
            row /= np.linalg.norm(row)
        return rows

    def encode_tokens(self, texts: Sequence[str], role: Role) -> list[TokenVectors]:
        raise AssertionError("the study ranks passages, which have no tokens")


def squad(paragraphs: list[list[tuple[str, str, str]]]) -> dict[str, Any]:
    """Return SQuAD's form of articles given as (context, question, answer)."""
    return {
        "data": [
            {
                "paragraphs": [
                    {
                        "context": context,
                        "qas": [
                            {
                                "question": question,
                                "answers": [{"text": answer, "answer_start": context.find(answer)}],
                            },
                            {"question": "Unanswerable?", "is_impossible": True, "answers": []},
                        ],
                    }
                    for context, question, answer in article
                ]
            }
            for article in paragraphs
        ]
    }


def english(number: int) -> tuple[str, str, str]:
    name = RIVERS[number]
    return (
        f"The {name} river runs {number}0 kilometres.",
        f"How far runs the {name}?",
        f"{number}0",
    )


def russian(number: int) -> tuple[str, str, str]:
    name = REKI[number]
    return f"Река {name} длиной {number}0 километров.", f"Какой длины {name}?", f"{number}0"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    numbers = range(len(RIVERS))
    files = {
        "squad2-dev.json": squad([[english(number) for number in numbers]]),
        "tydiqa.goldp.ru.dev.json": squad([[russian(number)] for number in numbers]),
        "policyqa-dev.json": squad([[english(n) for n in numbers[:5]], [english(6), english(7)]]),
    }
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    return tmp_path


@pytest.fixture
def report(data: Path) -> StudyReport:
    return run_fusion_study(data, data / "out", WordHashes(), settings=StudySettings(resamples=50))


def test_every_system_is_measured_on_every_set_and_on_their_mean(report: StudyReport) -> None:
    names = ["squad", "policyqa", "tydiqa-ru"]
    assert [item.name for item in report.sets] == names
    assert {(line.system, line.set_name) for line in report.lines} == {
        (system, name)
        for system in (*(system.name for system in systems()), CHOSEN)
        for name in (*names, MEAN)
    }
    for line in report.lines:
        for estimate in line.estimates:
            assert estimate.value is not None
            assert estimate.low is not None
            assert estimate.high is not None
            assert 0 <= estimate.low <= estimate.value + 1e-9 <= estimate.high + 2e-9 <= 1 + 3e-9


def test_what_is_easy_by_words_is_found_by_words(report: StudyReport) -> None:
    by_place = {(line.system, line.set_name): line.estimates for line in report.lines}
    assert by_place["lexical", "tydiqa-ru"][0].value == 1.0
    dense = by_place["dense", "tydiqa-ru"][0].value
    assert dense is not None
    assert dense < 1.0
    assert by_place[CHOSEN, "tydiqa-ru"][0].value == 1.0


def test_halves_are_disjoint_and_the_mean_is_over_the_sets(report: StudyReport) -> None:
    squad_size = report.sets[0]
    assert squad_size.tune + squad_size.report == len(RIVERS)
    assert squad_size.passages == len(RIVERS)
    mean = [line for line in report.lines if line.set_name == MEAN]
    assert {estimate.count for line in mean for estimate in line.estimates} == {3}


def test_the_same_data_give_the_same_report(data: Path, report: StudyReport) -> None:
    again = run_fusion_study(data, None, WordHashes(), settings=StudySettings(resamples=50))
    assert again == report


def test_the_report_is_written_and_printed(data: Path, report: StudyReport) -> None:
    written = json.loads((data / "out" / "study.json").read_text(encoding="utf-8"))
    assert written["model"] == "word-hashes"
    assert written["chosen"]["method"] == report.chosen.method
    table = str(report)
    assert table == format_table(report)
    for word in ("dense", "lexical", "raw average", "rrf k=60 0.5", CHOSEN, *MEASURES):
        assert word in table
    assert "mixed languages" in table
    for line in ("en, all", "ru, all", "en, few", "ru, few"):
        assert f"\n{line} " in table


def test_one_language_has_no_table_of_languages_mixed(tmp_path: Path) -> None:
    (tmp_path / "squad2-dev.json").write_text(json.dumps(squad([[english(0)]])), encoding="utf-8")
    report = run_fusion_study(tmp_path, None, WordHashes(), settings=StudySettings(resamples=2))
    assert report.mixed == ()
    assert "mixed languages" not in str(report)


def test_each_text_is_embedded_once(data: Path) -> None:
    embedder = WordHashes()
    run_fusion_study(data, None, embedder, settings=StudySettings(resamples=2))
    assert len(embedder.encoded) == len(set(embedder.encoded))


def test_a_single_half_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "squad2-dev.json").write_text(json.dumps(squad([[english(0)]])), encoding="utf-8")
    report = run_fusion_study(tmp_path, None, WordHashes(), settings=StudySettings(resamples=2))
    assert report.sets[0].tune + report.sets[0].report == 1
    assert "squad" in str(report)


def test_articles_are_chunked_and_a_question_goes_to_its_answer_s_chunk(tmp_path: Path) -> None:
    article = " ".join(f"The {name} river is number {n}." for n, name in enumerate(RIVERS))
    content = squad([[(article, "Which river is number 8?", "The Ili river is number 8")]])
    (tmp_path / "covidqa.json").write_text(json.dumps(content), encoding="utf-8")
    settings = StudySettings(chunks=ChunkSettings(max_chars=80))
    (study,) = read_sets(tmp_path, settings, lambda text: len(text.split()), 128)
    (corpus,) = study.corpora
    (question,) = corpus.questions
    assert len(corpus.passages) > 3
    assert ["Ili river is number 8" in corpus.passages[row].text for row in question.gold] == [True]


def test_kazqad_lines_are_read(tmp_path: Path) -> None:
    row = {
        "context": "Іле өзені Балқашқа құяды.",
        "question": "Іле қайда құяды?",
        "answers": {"text": ["Балқашқа"], "answer_start": [10]},
    }
    (tmp_path / "kazqad-dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (study,) = read_sets(tmp_path, StudySettings(), len, 128)
    assert study.language == "kk"
    assert study.corpora[0].questions[0].gold == frozenset({0})


def test_limits_bound_what_is_taken(data: Path) -> None:
    settings = StudySettings(questions=3, paragraphs=4)
    for study in read_sets(data, settings, len, 128):
        assert sum(len(corpus.questions) for corpus in study.corpora) <= 3
    squad_set = read_sets(data, settings, len, 128)[0]
    assert len(squad_set.corpora[0].passages) == 4


def test_a_folder_without_sets_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionsInvalid, match=r"none of the sets.*squad2-dev\.json"):
        run_fusion_study(tmp_path, None, WordHashes())


@pytest.mark.parametrize("content", ["{", "[]", '{"data": [{}]}', '{"data": 3}'])
def test_a_file_of_another_form_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "squad2-dev.json").write_text(content, encoding="utf-8")
    with pytest.raises(QuestionsInvalid, match=r"squad2-dev\.json: expected squad"):
        read_sets(tmp_path, StudySettings(), len, 128)


def test_a_file_without_answers_is_named(tmp_path: Path) -> None:
    (tmp_path / "squad2-dev.json").write_text('{"data": []}', encoding="utf-8")
    with pytest.raises(QuestionsInvalid, match="no question with an answer"):
        read_sets(tmp_path, StudySettings(), len, 128)


def test_score_by_the_formulas() -> None:
    ranking = [Scored(row, -row) for row in range(20)]
    assert score(ranking, frozenset({0})) == (1.0, 1.0, 1.0, 1.0)
    assert score(ranking, frozenset({3})) == pytest.approx((0.0, 1.0, 1 / 4, 1 / np.log2(5)))
    expected = (1 / np.log2(3) + 1 / np.log2(9)) / (1 + 1 / np.log2(3))
    assert score(ranking, frozenset({1, 7})) == pytest.approx((0.0, 1.0, 1 / 2, expected))
    assert score(ranking, frozenset({10})) == (0.0, 0.0, 0.0, 0.0)
    assert score([], frozenset({1})) == (0.0, 0.0, 0.0, 0.0)
