import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reader.corpora import (
    FILES,
    HELD_OUT_ARTICLES,
    PASSAGE_CHARS,
    WHOLE,
    Passage,
    cut,
    is_held_out,
    read_passages,
)
from ingest.errors import DataError
from ingest.models import Span
from ingest.sentences import sentence_spans
from tests.assistant.reader.data import PLACES, SQUAD_TITLES, UNANSWERABLE, write_data

SENTENCES = st.text(st.sampled_from("abcABC ,é қала"), min_size=1, max_size=160).map(
    lambda said: f"{said.strip() or 'It'} {'word ' * (len(said) // 4)}end."
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=30).flatmap(
    lambda said: st.sampled_from([" ", "\n\n", "  "]).map(lambda between: between.join(said))
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("reader") / "data")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder that the test may break."""
    return write_data(tmp_path / "data")


def of(source: str, data: Path) -> list[Passage]:
    return [passage for passage in read_passages(data) if passage.source == source]


def said(passage: Passage) -> list[tuple[str, list[str]]]:
    return [
        (asked.text, [passage.text[span.start : span.end] for span in asked.answers])
        for asked in passage.questions
    ]


def put(path: Path, paragraphs: list[dict[str, Any]], title: str = "Kenya") -> None:
    content = {"data": [{"title": title, "paragraphs": paragraphs}]}
    path.write_text(json.dumps(content), encoding="utf-8")


def test_every_set_is_read_with_its_language(data: Path) -> None:
    passages = read_passages(data)
    assert {(p.source, p.language) for p in passages} == {
        (source, language) for source, (_, language) in FILES.items()
    }
    assert {p.source for p in passages if p.whole} == WHOLE


def test_answers_stand_where_the_set_has_them(data: Path) -> None:
    by_title = {passage.article: passage for passage in of("squad", data)}
    assert said(by_title["Kenya"]) == [
        ("When was Kenya founded?", ["1317"]),
        ("Who founded Kenya?", ["Marta Holm1"]),
        ("Why do people trade wool?", ["the river is near"]),
        ("How many ships came every summer?", ["31"]),
        (UNANSWERABLE, []),
    ]


def test_an_answer_of_kazqad_is_where_it_was(data: Path) -> None:
    answers = [answer for p in of("kazqad", data) for _, found in said(p) for answer in found]
    assert sorted(answers) == [str(1500 + n) for n in range(len(PLACES))]


def test_selqas_sentences_are_found_behind_their_space(data: Path) -> None:
    for number, passage in enumerate(of("selqa", data)):
        assert said(passage)[0][1] == [f"It was paid for by {20 + number} merchants."]


def test_where_only_the_passage_is_named_it_is_the_answer(data: Path) -> None:
    for passage in of("tydiqa-ru", data):
        assert said(passage) == [("Когда основан город?", [passage.text])]


def test_a_long_text_is_cut_and_keeps_what_it_answers(data: Path) -> None:
    passages = of("covidqa", data)
    assert len(passages) == 2 * len(PLACES)
    firsts, seconds = passages[::2], passages[1::2]
    assert all(len(passage.questions) == 4 for passage in firsts)
    # Neither is asked what the whole text does not answer: the other part might.
    assert not any(asked for passage in seconds for asked in passage.questions)
    assert not any(UNANSWERABLE == asked.text for passage in firsts for asked in passage.questions)


def test_a_short_text_is_asked_what_it_does_not_answer(data: Path) -> None:
    for source in ("squad", "policyqa", "tydiqa-en"):
        for passage in of(source, data):
            assert (UNANSWERABLE, []) in said(passage)


def test_what_is_held_out_is_never_learnt(data: Path) -> None:
    passages = read_passages(data)
    for source in FILES:
        held = {p.text for p in passages if p.source == source and p.held_out}
        learnt = {p.text for p in passages if p.source == source and not p.held_out}
        assert held and learnt, source
        assert not held & learnt
    held_titles = {p.article for p in passages if p.source == "squad" and p.held_out}
    assert held_titles == HELD_OUT_ARTICLES & set(SQUAD_TITLES) == HELD_OUT_ARTICLES


@pytest.mark.parametrize("source", ["covidqa", "policyqa"])
def test_an_articles_parts_are_on_one_side(data: Path, source: str) -> None:
    sides: dict[str, set[bool]] = {}
    for passage in of(source, data):
        sides.setdefault(passage.article, set()).add(passage.held_out)
    assert all(len(held) == 1 for held in sides.values())


def test_the_same_is_held_out_in_every_run(data: Path) -> None:
    assert read_passages(data) == read_passages(data)
    # Of what the text says alone: these are told here, so that no other measure becomes ours.
    held = [place for place in PLACES if is_held_out("policyqa", f"{place}.example", "")]
    assert held == ["Arvika", "Hvar"]


@given(TEXTS)
def test_cutting_keeps_every_sentence_where_it_was(text: str) -> None:
    pieces = cut(text, "en")
    found = [
        Span(piece.start + sentence.start, piece.start + sentence.end)
        for piece, sentences in pieces
        for sentence in sentences
    ]
    assert found == sentence_spans(text, "en")
    for piece, sentences in pieces:
        assert sentences[0].start == 0
        assert sentences[-1].end == piece.end - piece.start
        assert piece.end - piece.start <= PASSAGE_CHARS or len(sentences) == 1


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_a_text_that_says_nothing_has_no_passage(text: str) -> None:
    assert cut(text, "en") == []


@settings(max_examples=25)
@given(TEXTS, st.data())
def test_answers_survive_the_cutting(data: Path, text: str, draw: st.DataObject) -> None:
    places = sentence_spans(text, "en")
    sentence = draw.draw(st.sampled_from(places))
    start = draw.draw(st.integers(sentence.start, sentence.end - 1))
    end = draw.draw(st.integers(start + 1, sentence.end))
    answer = {"text": text[start:end], "answer_start": start}
    path = data / "squad2-dev.json"
    kept = path.read_text(encoding="utf-8")
    put(path, [{"context": text, "qas": [{"question": "What?", "answers": [answer]}]}])
    try:
        passages = of("squad", data)
    finally:
        path.write_text(kept, encoding="utf-8")
    answers = [answer for passage in passages for _, found in said(passage) for answer in found]
    assert answers == [text[start:end]]


def test_an_answer_across_two_passages_is_none_of_either(own: Path) -> None:
    text = f"{'word ' * 150}end. {'word ' * 150}end."
    middle = text.index("end.")
    answer = {"text": text[middle : middle + 9], "answer_start": middle}
    put(
        own / "squad2-dev.json",
        [{"context": text, "qas": [{"question": "What?", "answers": [answer]}]}],
    )
    assert [len(passage.questions) for passage in of("squad", own)] == [0, 0]


def test_answers_of_several_people_stand_once(own: Path) -> None:
    answers = [{"text": text, "answer_start": 0} for text in ("He", "He", "He came")]
    asked = {"question": " Who \n came? ", "answers": answers}
    put(own / "squad2-dev.json", [{"context": "He came.", "qas": [asked]}])
    (passage,) = of("squad", own)
    assert said(passage) == [("Who came?", ["He", "He came"])]


def test_another_end_of_line_within_a_row_ends_no_row(own: Path) -> None:
    path = own / "kazqad-dev.jsonl"
    row = {
        "title": "t",
        "context": "Қала\u2028үлкен.",
        "question": "Қандай қала?",
        "answers": {"answer_start": [5], "text": ["үлкен"]},
    }
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n\n", encoding="utf-8")
    (passage,) = of("kazqad", own)
    assert said(passage) == [("Қандай қала?", ["үлкен"])]


@pytest.mark.parametrize("source", list(FILES))
def test_a_missing_file_is_named(own: Path, source: str) -> None:
    name = FILES[source][0]
    (own / name).unlink()
    with pytest.raises(DataError, match=rf"{name}: expected the set {source} .*--data"):
        read_passages(own)


@pytest.mark.parametrize("source", list(FILES))
@pytest.mark.parametrize(
    "content",
    [
        b'{"data": [',
        b"[1]",
        b'"data"',
        b'{"data": [{"paragraphs": [{"qas": []}]}]}',
        b"\xff\xfe\x00",
    ],
)
def test_a_broken_file_is_named(own: Path, source: str, content: bytes) -> None:
    name = FILES[source][0]
    (own / name).write_bytes(content)
    with pytest.raises(DataError, match=rf"{name}: expected the set {source} "):
        read_passages(own)


@pytest.mark.parametrize(
    ("context", "asked"),
    [
        (None, {"question": "Who?", "answers": []}),
        (7, {"question": "Who?", "answers": []}),
        ("He.", {"question": None, "answers": []}),
        ("He.", {"question": "Who?"}),
        ("He.", {"question": "Who?", "answers": [{"text": "He"}]}),
        ("He.", {"question": "Who?", "answers": [{"text": "He", "answer_start": None}]}),
        ("He.", {"question": "Who?", "answers": ["He"]}),
    ],
)
def test_a_row_of_another_form_names_its_file(own: Path, context: object, asked: object) -> None:
    put(own / "squad2-dev.json", [{"context": context, "qas": [asked]}])
    with pytest.raises(DataError, match=r"squad2-dev\.json: expected the set squad "):
        read_passages(own)


@pytest.mark.parametrize(
    "changed",
    [
        {"answers": {"answer_start": [0, 1], "text": ["a"]}},
        {"answers": {"answer_start": [0]}},
        {"question": None},
        {"context": None},
    ],
)
def test_a_row_of_kazqad_of_another_form_names_its_file(
    own: Path, changed: dict[str, object]
) -> None:
    path = own / "kazqad-dev.jsonl"
    row = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    path.write_text(json.dumps({**row, **changed}), encoding="utf-8")
    with pytest.raises(DataError, match=r"kazqad-dev\.jsonl: expected the set kazqad "):
        read_passages(own)


@pytest.mark.parametrize("answers", [[9], ["0"], None])
def test_a_sentence_that_selqa_has_not_names_its_file(own: Path, answers: object) -> None:
    path = own / "selqa-dev.json"
    (row, *_) = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([{**row, "answers": answers}]), encoding="utf-8")
    with pytest.raises(DataError, match=r"selqa-dev\.json: expected the set selqa "):
        read_passages(own)
