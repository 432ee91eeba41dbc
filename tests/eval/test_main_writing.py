"""``eval run --llm``, from the command line to the report, over real HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.generative import choice
from assistant.generative.choice import KEY, MODEL, URL, Choice
from eval.__main__ import main
from index.search import Index
from ingest.command_line import COULD_NOT, DONE
from tests.assistant.generative.fakes import FakeModel, reply, sentence
from tests.fakes import FakeEmbedder
from tests.language_models.server import ReplayServer
from tests.language_models.transcripts import load

MANY = "How many Confucius Institutes are there in Kazakhstan?"
FIVE = "there are five Confucius Institutes in Kazakhstan"
QUESTIONS = (
    {"id": "many", "question": MANY, "answers": ["five"], "evidence": [FIVE], "split": "report"},
    {"id": "metal", "question": "Which metal boils at 2,562 degrees?", "evidence": []},
)
SECRET = "sk-wrong"


@pytest.fixture
def run(fake_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command, its questions and its index."""
    for name in (URL, MODEL, KEY):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("index.search.Index", lambda folder: Index(folder, FakeEmbedder))
    questions = tmp_path / "questions.jsonl"
    questions.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    given = ["--index", fake_index, "--questions", questions, "--report", tmp_path / "report"]
    return ["run", *map(str, given)]


def reported(tmp_path: Path) -> dict[str, Any]:
    """What stands in ``report.json``."""
    data = (tmp_path / "report" / "report.json").read_text(encoding="utf-8")
    report: dict[str, Any] = json.loads(data)
    return report


def test_a_server_writes_and_the_report_has_both(
    run: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(KEY, SECRET)
    with ReplayServer(load("altered_and_right")) as server:
        assert main([*run, "--llm", server.url, "--llm-model", "replay"]) == DONE
        assert len(server.requests) == 1  # what the search refuses is not put to the model
        assert server.requests[0].headers["authorization"] == f"Bearer {SECRET}"

    report, printed = reported(tmp_path), capsys.readouterr()
    told, (many, metal) = report["summary"]["writing"], report["rows"]
    assert (told["kept"], told["repaired"], told["dropped"]) == (1, 0, {"quotation-not-found": 1})
    assert (told["outcomes"]["written"], told["outcomes"]["not put to the model"]) == (1, 1)
    assert told["prompts"] == {"answer": many["written"]["writing"]["prompt_sha256"]}
    assert many["written"]["answer"] == "There are five Confucius Institutes in Kazakhstan. [1]"
    assert many["answer"] != many["written"]["answer"] and many["writing"] is None
    scores = many["written"]["scores"]
    assert (scores["sentence_citation_recall"], scores["sentence_citation_precision"]) == (1, 1)
    assert (scores["exact_quotes"], scores["contains_answer"]) == (1, 1)
    assert scores["prompt_tokens"] == len(server.requests[0].prompt.split())
    assert told["overall"]["written_median_seconds"]["n"] == 1
    assert (metal["abstained"], metal["written"]["abstained"]) == (True, True)
    assert "1 dropped, a share of 0.500 (1 quotation-not-found)" in printed.out

    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    for text in (json.dumps(report), page, printed.out, printed.err):
        assert SECRET not in text and server.url not in text


def test_the_environment_asks_for_a_model_too_and_a_fallback_is_counted(
    run: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ReplayServer(load("trouble_unauthorised")) as server:
        monkeypatch.setenv(URL, server.url)
        monkeypatch.setenv(MODEL, "replay")
        assert main(run) == DONE
    told = reported(tmp_path)["summary"]["writing"]
    assert told["failures"] == {"unauthorised": 1}
    assert (told["sentences"], told["dropped_share"]) == (0, None)
    assert told["overall"]["written"]["value"] == 0
    assert told["overall"]["sentence_citation_recall"]["value"] is None


def test_a_scripted_model_is_judged_sentence_by_sentence(
    run: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words stand in the paper; what the second sentence makes of them does not."""
    said = [
        sentence("In Kazakhstan there are five Confucius Institutes.", (1, FIVE)),
        sentence("Kazakhstan closed all institutes and expelled their teachers.", (1, FIVE)),
    ]
    model = FakeModel([[reply(*said)]])
    opened: list[Choice] = []

    def open_model(asked: Choice) -> FakeModel:
        opened.append(asked)
        return model

    monkeypatch.setattr(choice, "open_model", open_model)
    assert main([*run, "--llm", "transformers:some/folder"]) == DONE
    assert opened == [Choice("", "some/folder")]
    report = reported(tmp_path)
    scores = report["rows"][0]["written"]["scores"]
    shown = report["rows"][0]["written"]["answer"]
    assert shown.count("[1]") == 2
    assert (scores["sentence_citation_recall"], scores["sentence_citation_precision"]) == (0.5, 0.5)
    assert (scores["prompt_tokens"], scores["completion_tokens"]) == (11, 7)


def test_without_a_model_nothing_is_opened_or_told(
    run: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_model(asked: Choice) -> FakeModel:
        raise AssertionError(asked)

    monkeypatch.setattr(choice, "open_model", open_model)
    assert main(run) == DONE
    report = reported(tmp_path)
    assert report["summary"]["writing"] is None
    assert [row["written"] for row in report["rows"]] == [None, None]


def test_a_baseline_and_the_gate_know_nothing_of_a_model(run: list[str], tmp_path: Path) -> None:
    baselines = tmp_path / "without.json", tmp_path / "with.json"
    assert main([*run, "--write-baseline", str(baselines[0])]) == DONE
    with ReplayServer(load("altered_and_right")) as server:
        given = ["--llm", server.url, "--llm-model", "replay", "--gate", str(baselines[0])]
        assert main([*run, *given, "--write-baseline", str(baselines[1])]) == DONE
    without, with_model = (json.loads(path.read_text(encoding="utf-8")) for path in baselines)
    assert without["groups"] == with_model["groups"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--llm", "ftp://there/v1"], "is no http or https address"),
        (["--llm", "http://127.0.0.1:9/v1"], "but not which: add --llm-model"),
        (["--llm-model", "qwen3:4b"], "but not where it runs: add --llm"),
        (["--llm", "http://me:pw-1@there/v1"], "holds a name or password"),
    ],
)
def test_what_cannot_be_asked_for_is_told_before_anything_is_asked(
    given: list[str], message: str, run: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*run, *given]) == COULD_NOT
    printed = capsys.readouterr()
    assert message in printed.err and "asking" not in printed.err
    assert "pw-1" not in printed.err
