from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import fields, replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.conversation import Turn
from assistant.models import Answer
from eval.measures import MEASURES, WRITING_MEASURES
from eval.models import Scores
from eval.page import render_page, verdict
from eval.report import report_json, write_report
from eval.run import Writing
from eval.table import render_table
from eval.writing import OUTCOMES
from ingest.errors import EvaluationError
from tests.eval.samples import (
    answer,
    citation,
    greeting,
    question,
    reply,
    unanswerable,
    writing,
    written,
)
from tests.eval.test_run import QUESTIONS, WRITING, alone, ask, run

ASK_FIELDS = set(answer().to_json())


def test_report_json_has_a_row_a_question_with_every_field_of_ask(tmp_path: Path) -> None:
    write_report(run(), tmp_path / "new" / "folder")
    data = json.loads((tmp_path / "new" / "folder" / "report.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in data["rows"]] == [q.id for q in QUESTIONS]
    for row in data["rows"]:
        assert ASK_FIELDS <= row.keys()
        assert {"latency_ms", "recall@5", "false_answers"} <= row["scores"].keys()
    failed = data["rows"][2]
    assert failed["error"].startswith("IndexCorrupt")
    assert failed["abstained"] is None
    summary = data["summary"]
    assert summary["errors"] == ["broken"]
    assert summary["headline"]["recall@1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1}
    assert summary["by_language"]["ru"]["questions"] == 1
    assert summary["risk_coverage"][-1]["coverage"] == 1


def test_what_a_question_expects_stands_beside_what_was_answered() -> None:
    asked = replace(unanswerable("x"), missing=("Peru",))
    given = replace(answer(), missing=("year",), way="yes_no")
    first, second = report_json(run((asked, greeting()), lambda text, history=(): given))["rows"]
    assert (first["expects"], second["expects"]) == ("refusal", "reply")
    assert (first["expected_missing"], first["missing"]) == (["Peru"], ["year"])
    assert (first["kind"], first["way"]) == ("unanswerable_near", "yes_no")
    assert first["scores"]["missing_named"] == 0
    assert second["scores"]["replies"] == 0


def test_writing_again_replaces_the_last_report_and_leaves_nothing_beside(tmp_path: Path) -> None:
    write_report(run(), tmp_path)
    write_report(run(QUESTIONS[:2]), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.json"]
    assert len(json.loads((tmp_path / "report.json").read_text())["rows"]) == 2


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EvaluationError, match=r"report\.json: cannot be written"):
        write_report(run(QUESTIONS[:2]), tmp_path / "file")


def test_every_score_is_a_measure_and_every_measure_a_score() -> None:
    known = {field.name for field in fields(Scores)} - {"correct", "confidence", "latency_ms"}
    every = MEASURES + WRITING_MEASURES
    assert {measure.field for measure in every if measure.field} == known
    assert {e.measure for e in run().overall.estimates} == {m.name for m in MEASURES}
    written = run(writing=WRITING).written_groups[0]
    assert [e.measure for e in written.estimates] == [m.name for m in every]


def test_what_a_model_wrote_stands_beside_in_the_json() -> None:
    plain, both = report_json(run()), report_json(run(writing=WRITING))
    assert plain["summary"].pop("writing") is None
    told = both["summary"].pop("writing")
    started = {"started": ""}
    assert both["summary"] | started == plain["summary"] | started
    assert (told["model"], told["prompts"]) == ("a-writer", {"answer": "ab" * 32})
    assert (told["failures"], told["dropped"]) == ({"lost": 1}, {"number": 1})
    assert told["dropped_share"] == 0.5
    assert told["headline"]["sentence_citation_precision"]["value"] == 0.5
    assert told["by_language"]["ru"]["written"]["value"] == 0
    assert told["measures"].keys() == {measure.name for measure in WRITING_MEASURES}
    for before, after in zip(plain["rows"], both["rows"], strict=True):
        assert before["written"] is None
        assert after | {"written": None} == before
    first, failed = both["rows"][0]["written"], both["rows"][2]["written"]
    assert ASK_FIELDS <= first.keys()
    assert first["writing"]["dropped"][0]["reason"] == "number"
    assert first["scores"].keys() - both["rows"][0]["scores"].keys() == {
        measure.name for measure in WRITING_MEASURES if measure.field
    }
    assert (failed["abstained"], failed["scores"]["written"]) == (None, 0)


def test_the_table_sets_the_quoted_beside_the_written() -> None:
    plain, both = render_table(run()), render_table(run(writing=WRITING))
    assert both.startswith(plain)
    tally, table = both.removeprefix(plain).strip().split("\n\n")
    assert tally.startswith("model a-writer, prompt answer abababababab\nquestions: 1 written, ")
    head, *lines = table.splitlines()
    assert head.split() == ["report", "(2)", "quoted", "written"]
    cells = {line.split()[0]: line.split("  ")[1:] for line in lines}
    assert list(cells) == [measure.name for measure in MEASURES + WRITING_MEASURES]
    assert [cell.strip() for cell in cells["sentences_supported"] if cell.strip()] == [
        "-", "0.500 [0.500, 0.500]",
    ]  # fmt: skip
    assert cells["prompt_tokens"][-1].strip() == "100 [100, 100]"
    assert len({*map(len, lines)}) == 1 and len(lines[0]) <= 100


def test_the_page_shows_what_was_written_and_what_was_dropped() -> None:
    html = render_page(run(writing=WRITING))
    shown = unescape(html)
    assert "Written, report (2)" in shown and "prompt answer abababababab" in shown
    assert "Nye coined it. [1][2]" in shown
    assert "dropped (number): Lost for number." in shown
    for outcome in OUTCOMES:
        assert f"written · {outcome} · " in shown
    assert "written ·" not in render_page(run())


def test_what_a_model_wrote_is_escaped() -> None:
    evil = '<img src="http://attacker">'

    def write(text: str, history: object = ()) -> Answer:
        made = writing(kept=1, dropped=("markup",))
        made = replace(made, model=evil, prompt=evil)
        made = replace(made, dropped=(replace(made.dropped[0], text=evil),))
        return written((evil, (1,)), quotes=("Nye coined",), of=made)

    page = Page()
    html = render_page(run((question(),), writing=Writing(write, alone)))
    page.feed(html)
    assert "img" not in page.tags
    assert unescape(html).count(evil) >= 4


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "action", "data") and value:
                self.addresses.append(value)


def test_the_page_loads_nothing_and_escapes_everything() -> None:
    evil = '<img src=x onerror="alert(1)">&"'

    def ask(text: str, history: object = ()) -> Answer:
        given = answer("Nye coined the term in 1990.")
        return replace(given, statements=(replace(given.statements[0], text=evil),), index=evil)

    asked = replace(question(evil, kind=evil, answers=[evil]), question=evil)
    html = render_page(run((asked, question("plain")), ask))
    page = Page()
    page.feed(html)
    assert "img" not in page.tags
    assert page.tags.count("svg") == 3
    assert page.tags.count("article") == 2
    assert all(address.startswith("#") for address in page.addresses)
    assert not re.search(r"https?://|url\((?!#)|@import", html)


def test_what_is_said_beside_an_answer_is_escaped_too() -> None:
    evil = "<img src=x>"
    quote = replace(citation("Trade grew"), quote=evil)

    def ask(text: str, history: object = ()) -> Answer:
        given = answer() if "refused" in text else reply(evil)
        return replace(given, note=evil, missing=(evil,), nearest=(quote,))

    asked = replace(unanswerable("refused"), missing=(evil,))
    html = render_page(run((asked, greeting("hello")), ask))
    page = Page()
    page.feed(html)
    assert "img" not in page.tags
    shown = unescape(html)
    for label in ("reply", "note", "missing", "nearest", "expected as missing"):
        assert f"{label}: {evil}" in shown, label
    assert "expected: a reply" in shown
    assert "taken as greeting" in shown


def test_a_reply_is_right_or_wrong() -> None:
    questions = (greeting("hello"), greeting("refused"), greeting("broken"))

    def asking(text: str, history: Sequence[Turn] = ()) -> Answer:
        return reply() if "hello" in text else ask(text, history)

    rows = run(questions, asking).rows
    assert [verdict(row) for row in rows] == ["right reply", "wrong reply", "error"]


def test_the_page_says_what_became_of_each_question() -> None:
    assert [verdict(row) for row in run().rows] == [
        "right", "wrong evidence", "error", "rightly refused", "false answer",
    ]  # fmt: skip


def test_the_table_has_every_measure_and_lines_up() -> None:
    table = render_table(run())
    assert all(measure.name in table for measure in MEASURES)
    assert "1 could not be asked and score 0" in table
    assert "unanswerable_near" in table
    lines = table.split("\n\n")[1].splitlines()
    assert len({len(line) for line in lines}) == 1


def test_kinds_stand_apart_and_fit_a_terminal() -> None:
    table = render_table(run((*QUESTIONS, greeting("refused-hello")))).split("\n\n")[2]
    first, second, *rows = table.splitlines()
    assert first.split() == [
        "kind", "n", "evidence", "evidence", "citation", "citation", "false", "false", "replies",
    ]  # fmt: skip
    assert second.split() == ["first", "in_three", "precision", "recall", "answers", "refusals"]
    assert [row.split()[0] for row in rows] == ["fact", "unanswerable_near", "greeting"]
    assert rows[-1].split()[1:] == ["1", "-", "-", "-", "-", "-", "-", "0.000"]
    assert max(map(len, table.splitlines())) <= 100


def test_the_json_holds_nothing_that_json_has_not() -> None:
    json.dumps(report_json(run()), allow_nan=False)
