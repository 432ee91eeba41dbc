import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader.corpora import Asked, Passage
from assistant.reader.examples import (
    LONGEST,
    LONGEST_QUESTION,
    MOST_SHORTER,
    NOWHERE,
    TIMES,
    Cutter,
    Example,
    Lessons,
    Tokens,
    example,
)
from assistant.reader.settings import ReaderSettings
from assistant.reader.unanswerable import holding
from index.models import IntArray
from ingest.models import Span
from ingest.sentences import sentence_spans
from tests.assistant.reader import tiny
from tests.assistant.reader.tiny import buildings, passage, span_of, unswitched

CUTTER = Cutter(tiny.tokenizer())
TEXT = "Anna built the tower. It was red, and high. Boris saw it in 1811! The end."
SENTENCES = tuple(sentence_spans(TEXT, "en"))
PLAIN = ReaderSettings(unanswerable=0.0, switched=0.0)
WORDS = st.sampled_from(
    ["tower", "was", "Anna", "1811", "x", "Zürich", "a-b", "\U0001f3db", "қала"]
)
TEXTS = st.lists(
    st.lists(WORDS, min_size=1, max_size=12).map(lambda said: f"A{' '.join(said)}."),
    min_size=1,
    max_size=8,
).map(" ".join)


def tokens_of(text: str, sentences: tuple[Span, ...] | None = None) -> Tokens:
    (found,) = CUTTER.passages([(text, sentences or tuple(sentence_spans(text, "en")))])
    return found


def spelt(ids: IntArray) -> str:
    """Return tokens as text without spaces, in lower case."""
    return "".join(tiny.VOCABULARY[i].removeprefix("##") for i in ids.tolist())


def made(kept: list[int], *said: str, text: str = TEXT, whole: bool = False) -> Example | None:
    answers = [span_of(text, each) for each in said]
    sentences = tuple(sentence_spans(text, "en"))
    gold = holding(sentences, answers)
    return example([5, 6], tokens_of(text), kept, answers, gold, whole=whole)


def present(found: Example | None) -> Example:
    assert found is not None
    return found


def drawn(
    passages: list[Passage],
    settings: ReaderSettings,
    switch: Callable[[str, random.Random], str] = unswitched,
    seeds: int = 30,
) -> list[Example]:
    """Return what several epochs ask."""
    nearby = [[i for i in range(len(passages)) if i != n] for n in range(len(passages))]
    lessons = Lessons(passages, nearby, CUTTER, settings, {}, switch)
    return [each for seed in range(seeds) for each in lessons.questions(random.Random(seed))]


def sentences_in(found: Example) -> int:
    return int(found.sentences.max()) + 1


@given(TEXTS)
def test_a_token_stands_in_its_sentence(text: str) -> None:
    sentences = sentence_spans(text, "en")
    tokens = tokens_of(text)
    assert len(tokens.ids) == len(tokens.starts) == len(tokens.ends) == len(tokens.sentences)
    for start, end, sentence in zip(tokens.starts, tokens.ends, tokens.sentences, strict=True):
        assert sentences[sentence].start <= start < end <= sentences[sentence].end
    assert set(tokens.sentences.tolist()) == set(range(len(sentences)))


def test_tokens_of_a_batch_are_those_of_each_alone() -> None:
    texts = [TEXT, "One. Two.", "Anna saw the very old river."]
    pairs = [(text, tuple(sentence_spans(text, "en"))) for text in texts]
    for (text, sentences), together in zip(pairs, CUTTER.passages(pairs), strict=True):
        single = tokens_of(text, sentences)
        assert np.array_equal(single.ids, together.ids)
        assert np.array_equal(single.starts, together.starts)
        assert np.array_equal(single.sentences, together.sentences)
    assert CUTTER.passages([]) == []


def test_a_text_without_a_token_has_none() -> None:
    (tokens,) = CUTTER.passages([("", (Span(0, 0),))])
    assert tokens.ids.shape == tokens.starts.shape == tokens.sentences.shape == (0,)
    assert example([5], tokens, [0]) is None


def test_a_long_question_keeps_its_beginning() -> None:
    long = CUTTER.question("who " * 200)
    assert long == CUTTER.question("who") * LONGEST_QUESTION
    assert CUTTER.question("") == []


@given(TEXTS, st.data())
def test_the_stretch_that_is_learnt_spells_the_answer(text: str, data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(sentence_spans(text, "en")))
    words = [
        Span(sentence.start + at, sentence.start + at + len(word))
        for word, at in _words(text[sentence.start : sentence.end])
    ]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    answer = Span(words[first].start, words[last].end)
    every = tuple(sentence_spans(text, "en"))
    gold = holding(every, [answer])
    around = data.draw(st.sets(st.integers(0, len(every) - 1)))
    kept = sorted({*gold, *around})
    tokens = tokens_of(text)
    found = example([5], tokens, kept, [answer], gold)
    if found is None:  # it lies beyond what is read
        assert len(tokens.ids) > LONGEST - 10
        return
    taken = np.flatnonzero(np.isin(tokens.sentences, kept))[: len(found.passage)]
    assert np.array_equal(found.passage, tokens.ids[taken])
    assert tokens.starts[taken][found.start] == answer.start
    assert tokens.ends[taken][found.end] == answer.end
    assert set(found.sentences[found.start : found.end + 1].tolist()) == set(found.gold)


def _words(text: str) -> list[tuple[str, int]]:
    found, at = [], 0
    for word in text.split(" "):
        found.append((word, at))
        at += len(word) + 1
    return found


@given(TEXTS, st.sets(st.integers(0, 7)))
def test_sentences_are_numbered_without_a_gap(text: str, kept: set[int]) -> None:
    tokens = tokens_of(text)
    found = example([5], tokens, sorted(kept))
    if found is None:
        assert not kept & set(tokens.sentences.tolist())
        return
    numbers = found.sentences.tolist()
    assert numbers == sorted(numbers)
    assert sorted(set(numbers)) == list(range(len(set(numbers))))


def test_what_is_removed_is_gone() -> None:
    found = present(made([0, 2]))
    assert spelt(found.passage) == "annabuiltthetower.borissawitin1811!"
    assert sorted(set(found.sentences.tolist())) == [0, 1]
    assert (found.start, found.end, found.gold) == (NOWHERE, NOWHERE, ())


def test_the_answers_sentence_is_counted_among_those_that_are_kept() -> None:
    found = present(made([2, 3], "1811"))
    assert found.gold == (0,)
    assert spelt(found.passage[found.start : found.end + 1]) == "1811"


def test_an_answer_of_two_sentences_has_both() -> None:
    found = present(made([1, 2, 3], "and high. Boris saw"))
    assert found.gold == (0, 1)
    assert spelt(found.passage[found.start : found.end + 1]) == "andhigh.borissaw"


def test_half_a_word_is_answered_by_its_whole_tokens() -> None:
    found = present(made([0], "ower"))
    assert spelt(found.passage[found.start : found.end + 1]) == "tower"


def test_where_the_answer_was_removed_there_is_no_example() -> None:
    assert made([0, 1], "1811") is None
    assert made([], "1811") is None
    assert made([]) is None


def test_of_a_whole_answer_only_its_sentences_are_known() -> None:
    found = present(made([1, 2], "Boris saw it in 1811!", whole=True))
    assert (found.start, found.end, found.gold) == (NOWHERE, NOWHERE, (1,))


@pytest.mark.parametrize("question", [1, LONGEST_QUESTION])
@pytest.mark.parametrize("beyond", [-2, -1, 0, 1, 2])
def test_half_an_answer_is_never_learnt(question: int, beyond: int) -> None:
    room = LONGEST - question - 3
    text = f"{'was ' * (room - 3 + beyond)}anna boris clara."
    tokens = tokens_of(text, (Span(0, len(text)),))
    answer = span_of(text, "anna boris clara")
    found = example([5] * question, tokens, [0], [answer], [0])
    if beyond > 0:
        assert found is None
        return
    whole = present(found)
    assert whole.length <= LONGEST
    assert spelt(whole.passage[whole.start : whole.end + 1]) == "annaborisclara"


def test_what_is_too_long_and_unanswered_is_cut() -> None:
    text = "was " * 1_000
    found = present(example([5, 6], tokens_of(text, (Span(0, len(text)),)), [0]))
    assert found.length == LONGEST
    assert len(found.passage) == LONGEST - 5


def test_every_question_is_asked_and_answered() -> None:
    found = drawn(buildings(), PLAIN, seeds=1)
    assert len(found) == 3 * 5
    answers = sorted(spelt(each.passage[each.start : each.end + 1]) for each in found if each.gold)
    years = ["1811", "1824", "1835", "1846", "1857"]
    assert answers == sorted([*years, "anna", "boris", "clara", "dmitri", "emil"])
    for each in found:
        if not each.gold:
            assert (each.start, each.end) == (NOWHERE, NOWHERE)


def test_the_same_seed_makes_the_same_lessons() -> None:
    settings = ReaderSettings()
    lessons = [tiny.lessons(settings) for _ in range(2)]
    for make in ("questions", "clozes"):
        first, again = (
            list(each.questions(random.Random(4)))
            if make == "questions"
            else list(each.clozes(50, random.Random(4)))
            for each in lessons
        )
        assert len(first) == len(again) > 5
        for left, right in zip(first, again, strict=True):
            assert list(left.question) == list(right.question)
            assert np.array_equal(left.passage, right.passage)
            assert (left.start, left.end, left.gold) == (right.start, right.end, right.gold)


def test_a_passage_is_shortened_around_its_answer() -> None:
    text = " ".join(f"Number {n} was built in {1800 + n}." for n in range(12))
    long = [passage(text, ("When was number 6 built?", "1806"))]
    found = drawn(long, PLAIN, seeds=60)
    assert len(found) == 60
    assert all(spelt(each.passage[each.start : each.end + 1]) == "1806" for each in found)
    sizes = {sentences_in(each) for each in found}
    assert sizes <= {*range(1, MOST_SHORTER + 1), 12}
    assert {1, 12} <= sizes
    assert len({each.gold for each in found}) > 3


def test_without_its_sentence_no_passage_answers() -> None:
    only = [passage(TEXT, ("When did Boris see it?", "1811"))]
    found = drawn(only, replace(PLAIN, unanswerable=1.0), seeds=80)
    unanswered = [each for each in found if not each.gold]
    assert unanswered
    for each in unanswered:
        assert spelt(each.passage) == "annabuiltthetower.itwasred,andhigh.theend."


def test_what_is_nearby_is_asked_too_unless_it_says_the_same() -> None:
    passages = [
        passage("Anna built the tower.", ("Who built the tower?", "Anna")),
        passage("ANNA saw the castle."),
        passage("Boris saw the castle."),
    ]
    found = drawn(passages, replace(PLAIN, unanswerable=1.0), seeds=60)
    shown = {spelt(each.passage) for each in found if not each.gold}
    assert shown == {"borissawthecastle."}


def test_another_name_is_asked_of_the_whole_passage() -> None:
    passages = [
        passage(TEXT, ("When did Boris see it?", "1811")),
        passage(TEXT.replace("Boris", "Dmitri"), ("When did Dmitri see it?", "1811")),
    ]
    alone: list[list[int]] = [[], []]
    lessons = Lessons(passages, alone, CUTTER, replace(PLAIN, unanswerable=1.0), {}, unswitched)
    seen = set()
    for seed in range(80):
        for each in lessons.questions(random.Random(seed)):
            if not each.gold and sentences_in(each) == 4:
                seen.add((spelt(np.asarray(each.question)), "boris" in spelt(each.passage)))
    assert seen == {("whendiddmitriseeit?", True), ("whendidborisseeit?", False)}


def test_no_question_is_made_unanswerable_where_none_shall_be() -> None:
    found = drawn(buildings(), PLAIN, seeds=10)
    assert sum(not each.gold for each in found) == 10 * 5
    more = drawn(buildings(), replace(PLAIN, unanswerable=1.0), seeds=10)
    assert sum(not each.gold for each in more) > 10 * 12


def test_only_english_questions_are_switched() -> None:
    def mark(text: str, chance: random.Random) -> str:
        return f"zz {text}"

    english, other = buildings()[0], replace(buildings()[1], language="kk")
    always = replace(PLAIN, switched=1.0)
    zz = CUTTER.question("zz")
    found = drawn([english], always, mark, seeds=1)
    assert [list(each.question[:2]) == zz for each in found] == [True, True, False]
    assert not any(list(e.question[:2]) == zz for e in drawn([other], always, mark, seeds=1))
    assert not any(list(e.question[:2]) == zz for e in drawn([english], PLAIN, mark, seeds=1))


@pytest.mark.parametrize(("source", "least", "most"), [("squad", 2, 2), ("policyqa", 0, 1)])
def test_a_set_is_seen_as_often_as_it_should(source: str, least: int, most: int) -> None:
    only = [passage("Anna built it.", ("Who built it?", "Anna"), source=source)]
    lessons = Lessons(only, [[]], CUTTER, PLAIN, {}, unswitched)
    counts = [len(list(lessons.questions(random.Random(seed)))) for seed in range(50)]
    assert (min(counts), max(counts)) == (least, most)
    assert sum(counts) / 50 == pytest.approx(TIMES[source], abs=0.2)


def test_a_blank_answer_teaches_nothing() -> None:
    blank = replace(passage("Anna built it. Boris came."), questions=(Asked("?", (Span(14, 15),)),))
    assert drawn([blank], PLAIN) == []


def test_clozes_are_of_english_passages_alone() -> None:
    text = "Anna built the tower of Narva in 1811. Boris Holm burnt its old bridge in 1822."
    passages = [passage(text), replace(passage("Қала 1811 жылы салынды."), language="kk")]
    made_up = list(
        Lessons(passages, [[1], [0]], CUTTER, PLAIN, {}, unswitched).clozes(100, random.Random(0))
    )
    assert 50 < len(made_up) <= 100
    answered = [each for each in made_up if each.gold]
    assert 0 < len(made_up) - len(answered) < len(answered)
    for each in answered:
        assert spelt(each.passage[each.start : each.end + 1]) in "".join(text.lower().split())
