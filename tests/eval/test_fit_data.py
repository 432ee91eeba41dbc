"""Tiny files of each public form, written by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.reader.corpora import is_held_out, read_passages
from eval.fit_data import (
    ATTRIBUTES,
    FAR,
    FILES,
    LICENCES,
    MOST_QUESTIONS,
    SWAPPED,
    FitCorpus,
    FitQuestion,
    read_corpora,
)
from ingest.errors import QuestionsInvalid
from tests.assistant.reader import data as learnt

RIVERS = ("Volga", "Ural", "Ishim", "Irtysh", "Tobol", "Emba", "Talas", "Chu")
SEAS = ("Kara", "Azov", "Aral", "Marmara", "Baltic", "Timor", "Coral", "Sulu")
Qa = tuple[str, str]  # a question and its answer; empty for none


def paragraph(context: str, *asked: Qa) -> dict[str, Any]:
    """Return a paragraph of SQuAD 2.0."""
    return {
        "context": context,
        "qas": [
            {
                "question": question,
                "is_impossible": not answer,
                "answers": [{"text": answer, "answer_start": context.index(answer)}]
                if answer
                else [],
            }
            for question, answer in asked
        ],
    }


def article(names: Sequence[str], noun: str) -> list[dict[str, Any]]:
    return [
        paragraph(
            f"The {name} {noun} was mapped in {1800 + number}. Its shore is {number}0 steps wide.",
            (f"In which year was the {name} {noun} mapped?", str(1800 + number)),
            (f"How wide is the shore of the {name} {noun}?", f"{number}0 steps"),
            (f"Which birds nest beside the {name} {noun}?", ""),
        )
        for number, name in enumerate(names)
    ]


def gates(names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return texts each of which has three of some names, and asks by one."""
    return [
        paragraph(
            f"Roads to {', '.join((names[number:] + names[:number])[:3])} begin at gate {number}.",
            (f"what begins at {number} towards {name}?", f"gate {number}"),
        )
        for number, name in enumerate(names)
    ]


def squad(**articles: list[dict[str, Any]]) -> dict[str, Any]:
    return {"data": [{"title": title, "paragraphs": each} for title, each in articles.items()]}


def write(folder: Path, source: str, content: object) -> Path:
    path = folder / FILES[source]
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def of_sort(corpus: FitCorpus, sort: str) -> list[FitQuestion]:
    return [question for question in corpus.questions if question.sort == sort]


def answers(corpus: FitCorpus, question: FitQuestion) -> list[str]:
    return [corpus.texts[p.text][p.span.start : p.span.end] for p in question.gold]


@pytest.fixture(autouse=True)
def all_held_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the reader learn from nothing, so that what is read does not go by a text's digest."""
    monkeypatch.setattr("eval.fit_data.is_held_out", lambda source, article, text: True)


@pytest.fixture
def some_held_out(all_held_out: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the reader learn from what it does learn from."""
    monkeypatch.setattr("eval.fit_data.is_held_out", is_held_out)


@pytest.fixture
def corpora(tmp_path: Path) -> tuple[FitCorpus, ...]:
    lakes = [f"{name}kol" for name in RIVERS]
    hills = [f"{name}tau" for name in SEAS]
    content = squad(
        rivers=article(RIVERS, "river"),
        seas=article(SEAS, "sea"),
        lakes=article(lakes, "lake"),
        hills=article(hills, "hill"),
    )
    write(tmp_path, "squad", content)
    return read_corpora(tmp_path)


def test_article_of_squad_is_a_corpus_with_its_own_questions(
    corpora: tuple[FitCorpus, ...],
) -> None:
    assert [(c.source, c.name) for c in corpora] == [
        ("squad", "rivers"), ("squad", "seas"), ("squad", "lakes"), ("squad", "hills"),
    ]  # fmt: skip
    rivers = corpora[0]
    assert len(rivers.texts) == 8
    assert len(of_sort(rivers, "answerable")) == 16
    found = {q.text: answers(rivers, q) for q in of_sort(rivers, "answerable")}
    assert found["In which year was the Ural river mapped?"] == ["1801"]
    assert found["How wide is the shore of the Ishim river?"] == ["20 steps"]


def test_impossible_question_of_squad_is_adversarial(corpora: tuple[FitCorpus, ...]) -> None:
    adversarial = of_sort(corpora[0], "adversarial")
    assert len(adversarial) == 8
    assert all(question.text.startswith("Which birds") for question in adversarial)
    assert all(question.gold == () for question in adversarial)


def test_every_other_answerable_question_is_asked_with_its_answer_removed(
    corpora: tuple[FitCorpus, ...],
) -> None:
    for corpus in corpora:
        asked = {question.text: question.gold for question in of_sort(corpus, "answerable")}
        removed = of_sort(corpus, "removed")
        assert len(removed) == len(asked) // 2
        assert all(asked[question.text] == question.gold for question in removed)


def test_swapped_question_has_a_name_or_year_of_another_question(
    corpora: tuple[FitCorpus, ...],
) -> None:
    for corpus in corpora:
        asked = {question.text for question in of_sort(corpus, "answerable")}
        swapped = of_sort(corpus, "swapped")
        assert 0 < len(swapped) <= SWAPPED
        for question in swapped:
            origins = [each for each in asked if _differ_by_one_word(each, question.text)]
            assert origins


def test_swapped_question_names_nothing_of_a_text_with_its_answer(tmp_path: Path) -> None:
    write(tmp_path, "squad", squad(rivers=gates(RIVERS), seas=gates(SEAS)))
    for corpus in read_corpora(tmp_path):
        swapped = of_sort(corpus, "swapped")
        assert swapped
        for question in swapped:
            gate, name = question.text.removesuffix("?").split()[3::2]
            (text,) = (text for text in corpus.texts if f"gate {gate}." in text)
            assert name not in text


def test_swapped_question_is_none_that_the_corpus_answers(corpora: tuple[FitCorpus, ...]) -> None:
    for corpus in corpora:
        asked = {question.text for question in of_sort(corpus, "answerable")}
        assert not asked & {question.text for question in of_sort(corpus, "swapped")}


def test_year_gives_way_to_a_year(tmp_path: Path) -> None:
    paragraphs = [
        paragraph(
            f"In {year} the {name} fair opened and drew {year - 1000} guests.",
            (f"what drew so many guests in {year}?", f"the {name} fair"),
        )
        for year, name in ((1901, "apple"), (1911, "pear"), (1921, "plum"))
    ]
    write(tmp_path, "squad", squad(fairs=paragraphs))
    (corpus,) = read_corpora(tmp_path)
    years = {question.text[-5:-1] for question in of_sort(corpus, "swapped")}
    assert years <= {"1901", "1911", "1921"}


def test_attribute_is_asked_of_names_that_the_questions_have(
    corpora: tuple[FitCorpus, ...],
) -> None:
    for corpus in corpora:
        named = [word for q in of_sort(corpus, "answerable") for word in q.text.split()]
        attributes = of_sort(corpus, "attribute")
        assert 0 < len(attributes) <= ATTRIBUTES
        for question in attributes:
            assert any(word.strip("?'s") in named for word in question.text.split())
            assert question.gold == ()


def test_attribute_that_the_texts_tell_is_not_asked(tmp_path: Path) -> None:
    names = [f"{first}{second.lower()}" for first in RIVERS[:5] for second in SEAS[:4]]
    paragraphs = [
        paragraph(
            f"The population of {name} is {number}00. It lies on a hill.",
            (f"On what does the town of {name} lie?", "a hill"),
        )
        for number, name in enumerate(names, start=1)
    ]
    write(tmp_path, "squad", squad(towns=paragraphs))
    (corpus,) = read_corpora(tmp_path)
    asked = [question.text for question in of_sort(corpus, "attribute")]
    assert asked
    assert not [text for text in asked if "population" in text]


def test_far_question_is_of_another_corpus(corpora: tuple[FitCorpus, ...]) -> None:
    for corpus in corpora:
        far = of_sort(corpus, "far")
        foreign = {
            q.text for c in corpora if c is not corpus for q in of_sort(c, "answerable")
        }  # fmt: skip
        assert 0 < len(far) <= FAR
        assert all(question.text in foreign for question in far)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_corpora_have_no_far_question_of_their_own(tmp_path: Path, count: int) -> None:
    articles = {name: article([name], "river") for name in RIVERS[:count]}
    write(tmp_path, "squad", squad(**articles))
    for corpus in read_corpora(tmp_path):
        own = {question.text for question in of_sort(corpus, "answerable")}
        assert not own & {question.text for question in of_sort(corpus, "far")}


def test_unanswerable_questions_carry_no_gold_but_removed_ones(
    corpora: tuple[FitCorpus, ...],
) -> None:
    for question in (q for corpus in corpora for q in corpus.questions):
        assert bool(question.gold) == (question.sort in ("answerable", "removed"))


def test_same_files_give_the_same_corpora(tmp_path: Path) -> None:
    write(tmp_path, "squad", squad(rivers=article(RIVERS, "river"), seas=article(SEAS, "sea")))
    assert read_corpora(tmp_path) == read_corpora(tmp_path)


def test_no_corpus_has_more_questions_than_it_may(tmp_path: Path) -> None:
    many = [(f"What is number {i} of the list?", "list") for i in range(MOST_QUESTIONS + 40)]
    write(tmp_path, "squad", squad(long=[paragraph("The list is long.", *many)]))
    (corpus,) = read_corpora(tmp_path)
    assert len(of_sort(corpus, "answerable")) == MOST_QUESTIONS


def test_text_that_a_reader_would_change_is_left_out(tmp_path: Path) -> None:
    kept = paragraph("Herons dive.", ("Which birds dive?", "Herons"))
    changed = paragraph("Cats\r\nsleep.", ("What sleeps?", "Cats"))
    write(tmp_path, "squad", squad(mixed=[kept, changed]))
    (corpus,) = read_corpora(tmp_path)
    assert corpus.texts == ("Herons dive.",)
    assert "What sleeps?" not in {question.text for question in corpus.questions}


def test_text_that_stands_twice_is_one(tmp_path: Path) -> None:
    first = paragraph("Herons dive.", ("Which birds dive?", "Herons"))
    second = paragraph("Herons dive.", ("What do herons do?", "dive"))
    write(tmp_path, "squad", squad(birds=[first, second]))
    (corpus,) = read_corpora(tmp_path)
    assert corpus.texts == ("Herons dive.",)
    assert [answers(corpus, q) for q in of_sort(corpus, "answerable")]
    assert {place.text for q in of_sort(corpus, "answerable") for place in q.gold} == {0}


def test_selqa_rows_are_read(tmp_path: Path) -> None:
    rows = [
        {
            "article": "Tides",
            "section": "Ebb",
            "question": "what falls at ebb ?",
            "candidates": [" The sea is salty . ", "Water falls at ebb .", "Water  rises later ."],
            "answers": [1, 2],
        },
        {
            "article": "Tides",
            "section": "Moon",
            "question": "who walks there ?",
            "candidates": ["Nobody is named here ."],
            "answers": [],
        },
    ]
    write(tmp_path, "selqa", rows)
    corpus = next(each for each in read_corpora(tmp_path) if each.texts)
    assert (corpus.source, len(corpus.texts)) == ("selqa", 2)
    (question,) = of_sort(corpus, "answerable")
    assert answers(corpus, question) == ["Water falls at ebb .", "Water  rises later ."]
    assert [q.text for q in of_sort(corpus, "adversarial")] == ["who walks there ?"]


def test_every_corpus_has_a_text(tmp_path: Path) -> None:
    write(tmp_path, "tydiqa", squad(all=article(RIVERS, "river")))
    assert all(corpus.texts for corpus in read_corpora(tmp_path))


def test_paragraphs_of_tydiqa_are_one_pool(tmp_path: Path) -> None:
    content = squad(one=article(RIVERS[:4], "river"), two=article(RIVERS[4:], "river"))
    write(tmp_path, "tydiqa", content)
    corpus = read_corpora(tmp_path)[0]
    assert (corpus.source, corpus.name, len(corpus.texts)) == ("tydiqa", "tydiqa-held-out-0", 8)


def test_articles_of_covidqa_are_corpora(tmp_path: Path) -> None:
    long = paragraph("A long text about masks and " + "air " * 50, ("What is it about?", "masks"))
    short = paragraph("Masks help.", ("What helps?", "Masks"))
    articles = [{"paragraphs": [{**long, "document_id": 7}]}]
    articles += [{"paragraphs": [{**short, "document_id": 9}]}]
    write(tmp_path, "covidqa", {"data": articles})
    first, second = read_corpora(tmp_path)
    assert (first.texts, first.name) == (("Masks help.",), "covidqa-9")
    assert (second.source, second.name) == ("covidqa", "covidqa-7")


@pytest.mark.usefixtures("some_held_out")
@pytest.mark.parametrize("source", FILES)
def test_no_corpus_has_both_what_the_reader_learns_from_and_what_not(
    tmp_path: Path, source: str
) -> None:
    data = learnt.write_data(tmp_path / "data")
    own = {"tydiqa": "tydiqa-en"}.get(source, source)
    passages = [passage for passage in read_passages(data) if passage.source == own]
    of_set = [corpus for corpus in read_corpora(data) if corpus.source == source]
    kept = [text for corpus in of_set if not corpus.learnt for text in corpus.texts]
    unread = [p for p in passages if any(p.text in text for text in kept)]
    assert unread == [passage for passage in passages if passage.held_out]
    assert 0 < len(unread) < len(passages)
    assert any(corpus.learnt for corpus in of_set)


@pytest.mark.usefixtures("some_held_out")
def test_articles_of_squad_that_are_held_out_are_named(tmp_path: Path) -> None:
    content = squad(Warsaw=article(RIVERS, "river"), Kenya=article(SEAS, "sea"))
    write(tmp_path, "squad", content)
    learnt = {corpus.name: corpus.learnt for corpus in read_corpora(tmp_path)}
    assert learnt == {"Warsaw": False, "Kenya": True}


def test_every_set_has_a_licence() -> None:
    assert set(FILES) == set(LICENCES)


def test_folder_without_a_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionsInvalid, match=r"none of the sets.*squad2-dev\.json") as caught:
        read_corpora(tmp_path)
    assert str(tmp_path) in str(caught.value)


BAD_SQUAD = (
    "", "{", "[]", "3", '{"data": 3}', '{"data": [{}]}', '{"data": [{"title": "t"}]}',
    '{"data": [{"title": "t", "paragraphs": [{"context": "c"}]}]}',
    '{"data": [{"title": "t", "paragraphs": [{"context": 3, "qas": []}]}]}',
    '{"data": [{"title": "t", "paragraphs": [{"context": "c", "qas": [{"question": "q"}]}]}]}',
    '{"data": [{"title": "t", "paragraphs": [{"context": "c", "qas": '
    '[{"question": 3, "answers": []}]}]}]}',
)  # fmt: skip
BAD_SELQA = (
    '{"data": []}',
    '[{"article": "a"}]',
    '[{"article": "a", "section": "s", "question": "q", "candidates": ["c"], "answers": [4]}]',
    '[{"article": "a", "section": "s", "question": "q", "candidates": [3], "answers": [0]}]',
)


@pytest.mark.parametrize(
    ("source", "content"),
    [*(("squad", each) for each in BAD_SQUAD), *(("selqa", each) for each in BAD_SELQA)],
)
def test_file_of_another_form_is_named(tmp_path: Path, source: str, content: str) -> None:
    path = write(tmp_path, source, content)
    with pytest.raises(QuestionsInvalid, match=f"expected {source} in its public form") as caught:
        read_corpora(tmp_path)
    assert str(path) in str(caught.value)


def test_file_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / FILES["squad"]).write_bytes(b'{"data": "\xff"}')
    with pytest.raises(QuestionsInvalid, match=r"squad2-dev\.json: expected squad"):
        read_corpora(tmp_path)


def _differ_by_one_word(left: str, right: str) -> bool:
    return left != right and _new_word(left, right) != ""


def _new_word(old: str, new: str) -> str:
    """Return the one word of a text that another does not have; empty where it is not one."""
    before, after = old.split(), new.split()
    if len(before) != len(after):
        return ""
    differing = [b for a, b in zip(before, after, strict=True) if a != b]
    return differing[0].strip("?") if len(differing) == 1 else ""
