from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.conversation import Turn
from assistant.models import Answer
from eval import bench, bench_load
from eval.__main__ import main
from eval.load_models import Count, Load
from index.build import build_index
from index.search import Index
from ingest.command_line import COULD_NOT, DONE, LEFT_OUT
from ingest.errors import EvidenceError
from tests.eval.load_samples import load
from tests.fakes import FakeEmbedder

PAPER = "# Tea\n\nThe oldest teahouse of the town was opened by Marta Lind in 1871.\n"
QUESTIONS = (
    {"id": "a", "question": "Who opened the oldest teahouse of the town?", "answers": ["Marta"],
     "evidence": ["was opened by Marta Lind"], "language": "en", "split": "report"},
    {"id": "b", "question": "Which metal boils at 2,562 degrees?", "evidence": [], "split": "tune"},
)  # fmt: skip
HEAVY = ("torch", "faiss", "tantivy", "sentence_transformers", "scipy", "sklearn", "matplotlib")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    documents, root = tmp_path / "documents", tmp_path / "index"
    documents.mkdir()
    (documents / "tea.md").write_text(PAPER, encoding="utf-8")
    build_index(documents, root, model="fake", open_embedder=FakeEmbedder)
    monkeypatch.setattr("index.search.Index", lambda folder: Index(folder, FakeEmbedder))
    return root


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    lines = (json.dumps(line, ensure_ascii=False) for line in QUESTIONS)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(index: Path, questions: Path, *more: str) -> int:
    folder = str(index.parent / "report")
    return main(
        ["run", "--index", str(index), "--questions", str(questions), "--report", folder, *more]
    )


def test_a_run_prints_a_table_and_writes_the_report(
    index: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(index, questions) == DONE
    printed = capsys.readouterr()
    assert "recall@5" in printed.out
    assert "asking: 2 of 2" in printed.err
    assert str(index.parent / "report" / "report.html") in printed.err


def test_json_is_what_report_json_holds(
    index: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(index, questions, "--json", "--split", "report") == DONE
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads((index.parent / "report" / "report.json").read_text("utf-8"))
    assert [row["id"] for row in printed["rows"]] == ["a"]
    assert printed["summary"]["headline"]["recall@1"]["value"] == 1


def test_the_gate_passes_its_own_baseline_and_names_what_fell(
    index: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = index.parent / "baseline.json"
    assert run(index, questions, "--write-baseline", str(baseline)) == DONE
    assert run(index, questions, "--gate", str(baseline)) == DONE
    assert run(index, questions, "--gate", str(baseline), "--split", "tune") == COULD_NOT
    recorded = json.loads(baseline.read_text())
    recorded["groups"]["all"]["MRR"] = {"value": 1.2, "low": 1.1, "high": 1.3}
    baseline.write_text(json.dumps(recorded))
    capsys.readouterr()
    assert run(index, questions, "--gate", str(baseline)) == LEFT_OUT
    assert "below the baseline: MRR (all): 1.000, baseline 1.200" in capsys.readouterr().err


def test_a_question_that_fails_is_named_and_the_others_are_asked(
    index: Path,
    questions: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = Assistant.ask

    def ask(self: Assistant, question: str, history: Sequence[Turn] = ()) -> Answer:
        if "metal" in question:
            raise EvidenceError("a quotation does not stand")
        return whole(self, question, history)

    monkeypatch.setattr(Assistant, "ask", ask)
    assert run(index, questions) == LEFT_OUT
    printed = capsys.readouterr()
    assert "failed: b: EvidenceError: a quotation does not stand" in printed.err
    assert "1 could not be asked" in printed.out


def test_evidence_that_no_document_holds_is_named(
    index: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {"id": "z", "question": "Who?", "evidence": ["nobody ever wrote this"]}
    questions.write_text(json.dumps(line))
    assert run(index, questions) == LEFT_OUT
    assert "not in any document: z: nobody ever wrote this" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--questions", "absent.jsonl"], "absent.jsonl: cannot be read"),
        (["--split", "tset"], "no question is of the split 'tset'; there are: report, tune"),
        (["--gate", "absent.json"], "absent.json: cannot be read"),
        (["--index", "absent"], "absent"),
    ],
)
def test_what_cannot_be_is_an_error_with_what_to_do(
    index: Path,
    questions: Path,
    more: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(index, questions, *more) == COULD_NOT
    printed = capsys.readouterr()
    assert printed.err.startswith("error: ")
    assert message in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["run", "--help"], ["nonsense"], ["run", "--questions", "absent.jsonl"]],
)
def test_help_and_errors_load_no_heavy_library(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom eval.__main__ import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_shows_examples_and_defaults(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    with pytest.raises(SystemExit, match="0"):
        main(["run", "--help"])
    printed = capsys.readouterr().out
    assert "python -m eval run --gate eval/baseline.json" in printed
    assert "default: eval/questions.jsonl" in printed


def test_a_build_in_between_changes_nothing_of_a_run(
    index: Path, questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Assistant.ask

    def build_then_ask(self: Assistant, question: str, history: Sequence[Turn] = ()) -> Answer:
        (tmp_path / "documents" / "tea.md").write_text(f"# Before\n\n{PAPER}", encoding="utf-8")
        build_index(tmp_path / "documents", index, full=True, open_embedder=FakeEmbedder)
        return asked(self, question, history)

    monkeypatch.setattr(Assistant, "ask", build_then_ask)
    report = tmp_path / "report"
    given = ["--questions", questions, "--index", index, "--report", report]
    assert main(["run", *map(str, given)]) == DONE
    rows = json.loads((report / "report.json").read_text(encoding="utf-8"))["rows"]
    assert {row["index"] for row in rows} == {"gen-000001"}
    assert rows[0]["scores"]["exact_quotes"] == 1.0


def figures(documents: Path, **_: object) -> bench.Bench:
    return bench.Bench((("cores", "2"),), "fake", 1, 1, 1.0, 1.0, 1.0, ())


@pytest.mark.parametrize(
    ("measured", "code"),
    [(load(), DONE), (load(mix_ups=(Count("another's answer", 1),)), LEFT_OUT)],
)
def test_a_bench_lets_as_many_people_ask_as_it_is_told(
    measured: Load,
    code: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[Path, int]] = []

    def run_load(documents: Path, people: int, **_: object) -> Load:
        told.append((documents, people))
        return measured

    monkeypatch.setattr(bench, "run_bench", figures)
    monkeypatch.setattr(bench_load, "run_load", run_load)
    given = ["bench", "--documents", str(tmp_path)]
    assert main(given) == DONE
    assert told == []
    assert "people at once" not in capsys.readouterr().out
    assert main([*given, "--people", "50"]) == code
    assert told == [(tmp_path, 50)]
    assert "50 people at once" in capsys.readouterr().out
    assert main([*given, "--people", "50", "--json"]) == code
    assert json.loads(capsys.readouterr().out)["load"]["people"] == 50


@pytest.mark.parametrize("people", ["0", "-1", "many", "1.5", "٣"])
def test_people_are_a_number(people: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["bench", f"--people={people}"])
    assert "a whole number from 1 on is needed" in capsys.readouterr().err
