from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import Turn
from eval.locate import Locator, locate
from eval.models import Question
from eval.questions import DEFAULT_QUESTIONS, load_questions, parse_history, to_fit_on
from ingest.errors import QuestionsInvalid
from ingest.library import DEFAULT_DOCUMENTS, Library
from ingest.models import Document, Span

WAYS = ("overview", "compare", "yes_no", "documents", "greeting", "false_premise")
# Of these kinds, some questions have evidence and some have none.
EITHER = ("followup", "yes_no", "documents")
LINE = {"id": "q1", "question": "Who?", "evidence": ["Nye"], "answers": ["Nye"]}


def write(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    text = "\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_becomes_a_question(tmp_path: Path) -> None:
    line = {**LINE, "language": "ru", "kind": "fact", "split": "tune", "all": True, "note": 3}
    assert load_questions(write(tmp_path, line)) == (
        Question("q1", "Who?", "ru", "fact", ("Nye",), ("Nye",), "tune", all_needed=True),
    )


def test_questions_to_fit_on_are_english_tuned_on_and_ask_for_sentences(tmp_path: Path) -> None:
    tuned = {**LINE, "language": "en", "kind": "fact", "split": "tune"}
    others: list[dict[str, object]] = [
        {"split": "report"},
        {"language": "ru"},
        {"language": "kk"},
        {"kind": "greeting"},
        {"kind": "documents"},
        {"kind": "overview"},
        {"kind": "compare"},
    ]
    kept: list[dict[str, object]] = [
        {},
        {"kind": "followup"},
        {"kind": "list"},
        {"kind": "unanswerable_near", "evidence": []},
    ]
    lines = [{**tuned, **each, "id": f"q{i}"} for i, each in enumerate([*kept, *others])]
    chosen = to_fit_on(load_questions(write(tmp_path, *lines)))
    assert [question.id for question in chosen] == ["q0", "q1", "q2", "q3"]


def test_question_of_the_report_is_never_fitted_on() -> None:
    chosen = to_fit_on(load_questions(DEFAULT_QUESTIONS))
    assert {(question.split, question.language) for question in chosen} == {("tune", "en")}
    assert any(question.answerable for question in chosen)
    assert not all(question.answerable for question in chosen)


def test_what_a_question_expects_follows_from_its_evidence_or_is_said(tmp_path: Path) -> None:
    bare = {"question": "Hi", "evidence": []}
    lines = (
        LINE,
        {**LINE, "id": "q2", "expects": "answer", "missing": ["Peru"]},
        {**bare, "id": "q3"},
        {**bare, "id": "q4", "expects": "refusal"},
        {**bare, "id": "q5", "expects": "reply"},
    )
    read = load_questions(write(tmp_path, *lines))
    assert [q.expects for q in read] == ["answer", "answer", "refusal", "refusal", "reply"]
    assert [q.missing for q in read] == [(), ("Peru",), (), (), ()]
    assert not read[-1].answerable


def test_what_is_not_said_has_a_default_and_unknown_kinds_pass(tmp_path: Path) -> None:
    lines = ({"id": 7, "question": "What?", "evidence": []}, "", {**LINE, "kind": "riddle"})
    first, second = load_questions(write(tmp_path, *lines))
    assert (first.id, first.language, first.split, first.answers) == ("7", "und", "report", ())
    assert not first.answerable
    assert second.kind == "riddle"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: is not JSON"),
        ([1], "line 1: expected a JSON object"),
        ({k: v for k, v in LINE.items() if k != "id"}, '"id": is missing'),
        ({**LINE, "question": " "}, '"question": expected a text that is not empty'),
        ({k: v for k, v in LINE.items() if k != "evidence"}, '"evidence": is missing'),
        ({**LINE, "evidence": "Nye"}, '"evidence": expected a list'),
        ({**LINE, "evidence": [""]}, '"evidence": expected texts that are not empty'),
        ({**LINE, "answers": [3]}, '"answers": expected texts'),
        ({**LINE, "all": "yes"}, '"all": expected true or false'),
        ({**LINE, "history": "hello"}, '"history": expected a list'),
        ({**LINE, "history": [{"role": "god", "content": "x"}]}, '"history": expected the role'),
        ({**LINE, "history": [["one"]]}, '"history": expected strings'),
        ({**LINE, "missing": "Peru"}, '"missing": expected a list'),
        ({**LINE, "missing": [" "]}, '"missing": expected texts that are not empty'),
        ({**LINE, "expects": "reply"}, '"expects": expected "answer", since there is evidence'),
        ({**LINE, "expects": "refusal"}, 'found "refusal"'),
        (
            {**LINE, "evidence": [], "expects": "answer"},
            'expected "refusal" or "reply", since there is no evidence, found "answer"',
        ),
        ({**LINE, "evidence": [], "expects": "praise"}, 'found "praise"'),
        ({**LINE, "expects": None}, '"expects": expected "answer"'),
        ({**LINE, "expects": ["answer"]}, 'found ["answer"]'),
    ],
)
def test_an_error_names_the_line_and_the_field(tmp_path: Path, line: object, message: str) -> None:
    with pytest.raises(QuestionsInvalid, match=r"questions.jsonl, line 1") as caught:
        load_questions(write(tmp_path, line))
    assert message in str(caught.value)


def test_two_questions_of_one_id_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionsInvalid, match=r"line 2.*'q1' is the id of line 1"):
        load_questions(write(tmp_path, LINE, LINE))


def test_of_two_verdicts_on_one_answer_the_last_counts(tmp_path: Path) -> None:
    told = [("q1", "a", []), ("q2", "b", ["Nye"]), ("q3", "a", ["Nye"]), ("q4", "a", ["Wang"])]
    judged = {**LINE, "verdict": "up"}
    lines = [{**judged, "id": id_, "about": about, "evidence": said} for id_, about, said in told]
    questions = load_questions(write(tmp_path, LINE | {"id": "q0"}, *lines))
    assert [question.id for question in questions] == ["q0", "q2", "q4"]
    assert questions[-1].evidence == ("Wang",)


@pytest.mark.parametrize("about", ["", 3, None, ["a"]])
def test_what_a_verdict_is_about_is_a_text(tmp_path: Path, about: object) -> None:
    with pytest.raises(QuestionsInvalid, match='line 1, field "about": expected a text'):
        load_questions(write(tmp_path, {**LINE, "verdict": "up", "about": about}))


def test_what_a_persons_own_question_is_about_drops_no_other(tmp_path: Path) -> None:
    lines = [{**LINE, "id": f"q{number}", "about": "geography"} for number in range(3)]
    assert len(load_questions(write(tmp_path, *lines))) == 3


def test_a_file_without_questions_or_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionsInvalid, match="holds no question"):
        load_questions(write(tmp_path, ""))
    with pytest.raises(QuestionsInvalid, match="cannot be read"):
        load_questions(tmp_path / "absent.jsonl")
    (tmp_path / "latin.jsonl").write_bytes('{"id": "é"}'.encode("latin-1"))
    with pytest.raises(QuestionsInvalid, match="byte 8 is not UTF-8"):
        load_questions(tmp_path / "latin.jsonl")


@pytest.mark.parametrize(
    "history",
    [
        [{"role": "user", "content": "Who?"}, {"role": "assistant", "content": "Nye. [1]"}],
        [["Who?", "Nye. [1]"]],
        ["Who?", "Nye. [1]"],
    ],
)
def test_every_form_of_a_history_becomes_turns(history: object) -> None:
    assert parse_history(history, "here") == (Turn("user", "Who?"), Turn("assistant", "Nye. [1]"))


def test_a_history_of_questions_alone_is_all_the_persons() -> None:
    assert {turn.role for turn in parse_history(["Who?", "When?", "Why?"], "here")} == {"user"}


@given(st.lists(st.text()))
def test_a_history_of_strings_keeps_them_in_order(texts: list[str]) -> None:
    turns = parse_history(texts, "here")
    assert [turn.content for turn in turns] == texts
    assert not turns or turns[0].role == "user"


# The committed questions.


@pytest.fixture(scope="module")
def committed() -> tuple[Question, ...]:
    return load_questions(DEFAULT_QUESTIONS)


@pytest.fixture(scope="module")
def paper() -> Document:
    return Library(DEFAULT_DOCUMENTS).read("soft-power-of-china-in-central-asia.md")


def test_every_quotation_is_a_slice_of_the_paper(
    committed: tuple[Question, ...], paper: Document
) -> None:
    wrong = [(q.id, e) for q in committed for e in q.evidence if e not in paper.text]
    assert wrong == []


def test_only_questions_about_the_documents_quote_the_reference_list(
    committed: tuple[Question, ...], paper: Document
) -> None:
    for quotation in {e for q in committed if q.kind != "documents" for e in q.evidence}:
        spans = locate(paper.text, quotation)
        assert not any(paper.in_references(span.start, span.end) for span in spans), quotation


def test_every_quotation_is_located(committed: tuple[Question, ...], paper: Document) -> None:
    locator = Locator([paper])
    for quotation in {e for q in committed for e in q.evidence}:
        assert locator.gold(quotation).occurrences, quotation


def test_there_are_enough_questions_of_every_sort(committed: tuple[Question, ...]) -> None:
    kinds = Counter(q.kind for q in committed)
    languages = Counter(q.language for q in committed)
    assert len(committed) >= 385
    assert kinds["unanswerable_near"] >= 50
    assert min(kinds["unanswerable_far"], kinds["followup"], kinds["spelling"]) >= 16
    assert min(languages["ru"], languages["kk"]) >= 55
    assert Counter(q.expects for q in committed)["refusal"] >= 100
    for language in ("ru", "kk"):
        unanswered = [q for q in committed if q.language == language and q.expects == "refusal"]
        assert len(unanswered) >= 10


@pytest.mark.parametrize("kind", WAYS)
def test_every_way_is_asked_for_in_every_language(
    committed: tuple[Question, ...], kind: str
) -> None:
    languages = Counter(q.language for q in committed if q.kind == kind)
    assert languages["en"] >= 12
    assert min(languages["ru"], languages["kk"]) >= 4


def test_the_splits_are_alike(committed: tuple[Question, ...]) -> None:
    for key in ("kind", "language", "expects"):
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for q in committed:
            counts[getattr(q, key)][q.split] += 1
        for name, count in counts.items():
            assert set(count) == {"tune", "report"}, name
            assert abs(count["tune"] - count["report"]) <= max(2, sum(count.values()) // 10), name


def test_no_fact_is_in_both_splits(committed: tuple[Question, ...], paper: Document) -> None:
    """What is asked of a paper as a whole has the same evidence however often it is asked."""
    title = locate(paper.text, paper.title.upper())
    spans: defaultdict[str, set[Span]] = defaultdict(set)
    for q in committed:
        for quotation in q.evidence if q.kind != "overview" else ():
            found = [s for s in locate(paper.text, quotation) if s not in title]
            spans[q.split].update(s for s in found if not paper.in_references(s.start, s.end))
    for (_, left), (_, right) in combinations(spans.items(), 2):
        assert not [(a, b) for a in left for b in right if a.overlaps(b)]


def test_kinds_and_evidence_agree(committed: tuple[Question, ...]) -> None:
    for q in committed:
        refused = q.kind.startswith("unanswerable") or q.kind == "false_premise"
        assert not q.answers or q.answerable, q.id
        assert q.kind in ("followup", "greeting") or not q.history, q.id
        assert q.kind != "followup" or q.history, q.id
        assert (q.kind == "greeting") == (q.expects == "reply"), q.id
        assert not refused or q.expects == "refusal", q.id
        assert refused or q.kind in EITHER or q.expects != "refusal", q.id


def test_missing_words_stand_in_the_question_and_not_in_the_body(
    committed: tuple[Question, ...], paper: Document
) -> None:
    body = "".join(
        c for i, c in enumerate(paper.text) if not paper.in_references(i, i + 1)
    ).casefold()
    for q in committed:
        for word in q.missing:
            assert word.casefold() in q.question.casefold(), q.id
            assert word.casefold() not in body, q.id
