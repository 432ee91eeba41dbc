from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from assistant import feedback
from assistant.feedback import MOST_WORD_CHARS, UNKNOWN, FeedbackFile
from assistant.transcript.models import Evidence, Exchange
from eval.locate import Locator
from eval.questions import load_questions
from ingest.errors import FeedbackError
from tests.architecture import ROOT
from tests.assistant.hostile import HOSTILE, hostile_text
from tests.assistant.samples import QUOTE, SENTENCES, answers_of, document, greeting, listing
from tests.assistant.transcript.conversations import QUESTION, answered, refused

NOW = datetime(2026, 11, 25, 12, 37, 14, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def file(tmp_path: Path) -> FeedbackFile:
    return FeedbackFile(tmp_path / "deep" / "folder" / "feedback.jsonl", now=lambda: NOW)


def lines(file: FeedbackFile) -> list[dict[str, Any]]:
    text = file.path.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.removesuffix("\n").split("\n")]


def said(number: int = 1, **changes: Any) -> Exchange:  # noqa: ANN401
    exchange = answered(number)
    assert exchange.evidence is not None
    answer = replace(exchange.evidence.answer, **changes)
    return replace(exchange, evidence=replace(exchange.evidence, answer=answer))


def test_a_good_answer_is_a_question_with_its_quotations(file: FeedbackFile) -> None:
    file.add(said(question_language="en"), "up", " just so ", "Аян")
    (question,) = load_questions(file.path)
    assert question.question == QUESTION and question.evidence == (QUOTE,)
    assert (question.language, question.kind, question.split) == ("en", "candidate", "candidates")
    assert not question.all_needed and not question.wants_reply
    (line,) = lines(file)
    assert line["id"].startswith("feedback-20261125T103714Z-")
    assert line["at"] == "2026-11-25T10:37:14+00:00"
    assert (line["verdict"], line["word"], line["by"]) == ("up", "just so", "Аян")
    assert (line["index"], line["model"], line["rejected"]) == ("gen-000001", "test", [])


def test_a_bad_answer_is_no_question_that_should_be_refused(file: FeedbackFile) -> None:
    file.add(said(), "down")
    (question,) = load_questions(file.path)
    assert question.evidence == (UNKNOWN,)
    assert Locator([document()]).gold(UNKNOWN).occurrences == ()
    (line,) = lines(file)
    assert (line["expects"], line["rejected"]) == ("answer", [QUOTE])


def test_a_refusal_that_is_right_is_a_question_without_evidence(file: FeedbackFile) -> None:
    file.add(refused(), "up")
    (question,) = load_questions(file.path)
    assert question.evidence == () and question.missing == ("Chile",)
    assert lines(file)[0]["expects"] == "refusal"


def test_a_refusal_that_is_wrong_waits_for_its_evidence(file: FeedbackFile) -> None:
    file.add(refused(), "down", "It does: page 4.")
    (question,) = load_questions(file.path)
    assert question.evidence == (UNKNOWN,) and question.missing == ()


def test_a_word_of_ours_that_is_right_is_a_reply(file: FeedbackFile) -> None:
    file.add(Exchange(1, "Hi", Evidence(1, greeting(), ())), "up")
    (question,) = load_questions(file.path)
    assert question.wants_reply and question.evidence == ()


def test_a_follow_up_has_its_history(file: FeedbackFile) -> None:
    before = (answered(1), Exchange(2, "And?", problem="No index."), refused(3))
    file.add(answered(4, question="And there?"), "up", history=before)
    (question,) = load_questions(file.path)
    assert [turn.content for turn in question.history] == [
        QUESTION,
        f"{QUOTE} [1]",
        "What is the GDP of Chile?",
        "No document mentions “Chile”.",
    ]
    assert [turn.role for turn in question.history] == ["user", "assistant"] * 2


def test_a_history_is_bounded(file: FeedbackFile) -> None:
    file.add(answered(40), "up", history=[answered(n) for n in range(1, 40)])
    (question,) = load_questions(file.path)
    assert len(question.history) == 2 * feedback.MOST_EXCHANGES_BACK


def test_every_quotation_is_evidence_once(file: FeedbackFile) -> None:
    exchange = Exchange(1, "q", Evidence(1, listing(*SENTENCES, SENTENCES[0]), ()))
    file.add(exchange, "up")
    assert load_questions(file.path)[0].evidence == SENTENCES


def test_the_last_of_two_verdicts_counts(file: FeedbackFile) -> None:
    first = file.add(said(), "up")
    second = file.add(said(), "down")
    other = file.add(said(note="x", index="gen-000002"), "up")
    assert first.about == second.about != other.about
    assert [line["about"] for line in lines(file)][:2] == [first.about] * 2
    assert [question.id for question in load_questions(file.path)] == [second.id, other.id]


def test_the_file_is_for_its_owner_alone(file: FeedbackFile) -> None:
    file.add(said(), "up")
    if os.name == "posix":
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_what_stands_in_the_file_stays(file: FeedbackFile) -> None:
    file.path.parent.mkdir(parents=True)
    file.path.write_text('{"id": 1, "question": "q", "evidence": []}\n', encoding="utf-8")
    file.add(said(), "up")
    assert load_questions(file.path)[0].id == "1"


def test_threads_never_mix_their_lines(tmp_path: Path) -> None:
    files = [FeedbackFile(tmp_path / "feedback.jsonl") for _ in range(4)]
    threads = [
        threading.Thread(target=lambda f=each: [f.add(said(), "up", "x" * 1500) for _ in range(25)])
        for each in files
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [line["word"] for line in lines(files[0])] == ["x" * 1500] * 100


def test_processes_never_mix_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    code = (
        "import sys; from pathlib import Path\n"
        "from assistant.feedback import FeedbackFile\n"
        "from tests.assistant.transcript.conversations import answered\n"
        "file = FeedbackFile(Path(sys.argv[1]))\n"
        "[file.add(answered(), 'up', 'x' * 1500) for _ in range(40)]\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-B", "-c", code, str(path)], cwd=ROOT) for _ in range(2)
    ]
    assert [process.wait() for process in started] == [0, 0]
    assert [line["word"] for line in lines(FeedbackFile(path))] == ["x" * 1500] * 80


@pytest.mark.parametrize(
    ("exchange", "verdict", "word", "message"),
    [
        (Exchange(3, "q", problem="no index"), "up", "", "question 3 has no answer"),
        (replace(answered(), question=" "), "up", "", "question 1 has no answer"),
        (answered(), "sideways", "", 'the verdict is \'sideways\': expected "up" or "down"'),
        (answered(), "", "", 'expected "up" or "down"'),
        (answered(), "up", "x" * (MOST_WORD_CHARS + 1), "has 2001 characters: say it in 2000"),
    ],
    ids=range(5),
)
def test_what_cannot_be_kept_is_refused(
    exchange: Exchange, verdict: str, word: str, message: str, file: FeedbackFile
) -> None:
    with pytest.raises(FeedbackError, match=message):
        file.add(exchange, verdict, word)
    assert not file.path.exists()


def test_a_line_that_is_too_long_is_refused(
    file: FeedbackFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "MOST_BYTES", 100)
    with pytest.raises(FeedbackError, match=r"takes \d+ bytes and 100 is the most"):
        file.add(said(), "up")
    assert not file.path.exists()


def test_long_texts_are_cut_so_that_the_line_is_bounded(file: FeedbackFile) -> None:
    long = "Ж" * 100_000
    cited = tuple(replace(each, quote=str(n) + long) for n, each in enumerate(listing().citations))
    before = [said(n, reply=long) for n in range(1, 9)]
    file.add(said(citations=cited * 40, question=long), "down", history=before, by=long)
    assert len(file.path.read_bytes()) <= feedback.MOST_BYTES


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FeedbackError, match="the verdict cannot be kept"):
        FeedbackFile(tmp_path / "file" / "feedback.jsonl").add(said(), "up")


def test_a_full_disk_is_told(file: FeedbackFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda descriptor, data: 3)
    with pytest.raises(FeedbackError, match="only a part of the verdict was written"):
        file.add(said(), "up")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("verdict", ["up", "down"])
def test_hostile_texts_stay_in_their_line(text: str, verdict: str, file: FeedbackFile) -> None:
    for number, answer in enumerate(answers_of(text, text, text), start=1):
        exchange = Exchange(number, text, Evidence(number, answer, ()))
        file.add(exchange, verdict, text, text, history=[exchange])
    written = lines(file)
    assert len(written) == len(answers_of("", "", ""))
    assert len(load_questions(file.path)) == len({line["about"] for line in written})


@given(hostile_text)
def test_every_line_is_a_question(text: str) -> None:
    from eval.questions import parse_question

    for answer in answers_of(text, text, text):
        kept = feedback._feedback(
            Exchange(1, f"Q {text}", Evidence(1, answer, ())), "up", text, text, (), NOW
        )
        line = json.dumps(kept.to_json(), ensure_ascii=False)
        assert "\n" not in line
        parse_question(json.loads(line.encode("utf-8")), "here")


def test_the_time_is_of_the_clock(tmp_path: Path) -> None:
    kept = FeedbackFile(tmp_path / "a.jsonl").add(said(), "up")
    assert abs(datetime.fromisoformat(kept.at) - datetime.now(UTC)) < timedelta(hours=1)
