from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.load_figures import (
    MOST_CHARACTERS,
    complaints,
    counted,
    errors,
    generations,
    load_json,
    mix_ups,
    render_load,
    said_of,
    waits,
)
from eval.load_models import Asked, Count, Said, Waits
from tests.eval.load_samples import HISTORY, failed, load, reply, said

ANSWER = {
    "question": "Who?",
    "searched_question": "Who opened the teahouse?",
    "answer": "By Marta Lind. [1]",
    "index": "gen-000001",
    "citations": [{"quote": "by Marta Lind", "marker": 1}],
    "nearest": [{"quote": "in 1871"}],
}


def test_what_the_endpoint_returned_is_read() -> None:
    assert said_of(ANSWER) == Said(
        "Who?",
        "Who opened the teahouse?",
        "By Marta Lind. [1]",
        ("by Marta Lind", "in 1871"),
        "gen-000001",
    )


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "By Marta Lind.",
        [],
        {},
        {**ANSWER, "citations": None},
        {**ANSWER, "citations": ["by Marta Lind"]},
        {**ANSWER, "nearest": [{"marker": 1}]},
        {name: value for name, value in ANSWER.items() if name != "index"},
    ],
)
def test_what_is_no_answer_is_none(answer: object) -> None:
    assert said_of(answer) is None


def test_waits_are_those_of_answers_only() -> None:
    replies = [reply(3.0), failed("QueueError: full", 90.0), reply(1.0), reply(2.0)]
    waited = waits(replies)
    assert (waited.count, waited.median, waited.longest) == (3, 2.0, 3.0)
    assert waited.p95 == pytest.approx(2.9)
    assert waits([failed("QueueError: full")]) == Waits(0, 0.0, 0.0, 0.0)


@given(st.lists(st.floats(0, 1000), min_size=1))
def test_waits_are_in_order(seconds: list[float]) -> None:
    waited = waits([reply(each) for each in seconds])
    assert waited.count == len(seconds)
    assert min(seconds) <= waited.median <= waited.longest == max(seconds)
    assert waited.p95 <= waited.longest + 1e-9


def test_errors_and_generations_are_counted_the_most_frequent_first() -> None:
    replies = [failed("A: one"), failed("B: two"), reply(), failed("B: two")]
    assert errors(replies) == (Count("B: two", 2), Count("A: one", 1))
    assert generations(replies) == (Count("gen-000001", 1),)


@given(st.lists(st.sampled_from(["a", "b", "c"])))
def test_nothing_is_lost_in_counting(things: list[str]) -> None:
    counts = counted(things)
    assert sum(each.count for each in counts) == len(things)
    assert [each.count for each in counts] == sorted((c.count for c in counts), reverse=True)


class TestMixUps:
    ASKED = Asked(3, "Why?", HISTORY)
    OWN = replace(said(ASKED), searched="Why did Marta Lind open the teahouse?")
    NEWER = replace(OWN, text="By Owner 3. [1]", generation="gen-000002")
    ALONE = frozenset({(ASKED, OWN), (ASKED, NEWER)})

    def found(self, got: Said) -> tuple[Count, ...]:
        return mix_ups([replace(reply(), asked=self.ASKED, said=got)], self.ALONE)

    def test_the_answer_of_either_generation_is_right(self) -> None:
        assert self.found(self.OWN) == ()
        assert self.found(self.NEWER) == ()

    def test_an_answer_to_another_question_is_named(self) -> None:
        (found,) = self.found(replace(self.OWN, question="Where?"))
        assert found == Count("'Why?' got the answer to 'Where?'", 1)

    @pytest.mark.parametrize(
        "wrong",
        [
            replace(OWN, searched="Why did the neighbour ask?"),
            replace(OWN, text="By Owner 3. [1]"),
            replace(OWN, quotes=("by Owner 3",)),
            replace(OWN, quotes=()),
            replace(OWN, generation="gen-000002"),
            replace(OWN, generation="gen-000009"),
        ],
    )
    def test_what_neither_generation_says_is_a_mix_up(self, wrong: Said) -> None:
        (found,) = self.found(wrong)
        assert "'Why?' of session 3" in found.what

    def test_the_answer_of_a_neighbour_with_the_same_words_is_a_mix_up(self) -> None:
        neighbour = replace(self.ASKED, session=4)
        other = replace(self.OWN, text="Nobody knows.")
        assert mix_ups(
            [replace(reply(), asked=self.ASKED, said=other)], {*self.ALONE, (neighbour, other)}
        )

    def test_an_error_is_none(self) -> None:
        assert mix_ups([failed("QueueError: full")], self.ALONE) == ()


def test_a_servers_complaints_are_found_in_its_log() -> None:
    log = (
        "Starting, this takes some seconds …\n"
        "ERROR index.search: going on with gen-000001: it is damaged\n"
        "ERROR:    Exception in ASGI application\n"
        "Traceback (most recent call last):\n"
        '  File "queueing.py", line 1, in ValueError\n'
        "    raise ValueError\n"
        "httpx.ReadTimeout: timed out\n"
        "asyncio.exceptions.TimeoutError\n"
        "INFO Error: none\n"
        "ERROR:    Exception in ASGI application\n"
    )
    assert complaints(log) == (
        Count("ERROR:    Exception in ASGI application", 2),
        Count("ERROR index.search: going on with gen-000001: it is damaged", 1),
        Count("httpx.ReadTimeout: timed out", 1),
        Count("asyncio.exceptions.TimeoutError", 1),
    )
    assert complaints("") == ()


def test_the_figures_can_be_read_by_people() -> None:
    text = render_load(load())
    assert "50 people at once, 300 questions in 25.0 s, 12.0 answers a second" in text
    assert "4.00 s median, 5.00 s p95, 6.00 s longest of 300, 40.0 of alone" in text
    assert "9.50 s, 7.00 s while nobody asks; published" in text
    assert "gen-000003 210, gen-000002 90" in text
    assert "errors: none\nmix-ups: none\n" in text
    assert "longest queue told        42 questions" in text


def test_what_went_wrong_is_shown_shortened() -> None:
    many = tuple(Count(f"Error {n}\n" + "x" * 500, 2) for n in range(7))
    text = render_load(load(errors=many, published=False))
    assert "errors: 14\n  2 x Error 0 xxx" in text
    assert "and 2 more kinds" in text
    assert "NOT published: gen-000003: 2 unchanged, 1 added" in text
    assert max(map(len, text.splitlines())) <= MOST_CHARACTERS + 10


def test_the_figures_can_be_read_by_programs() -> None:
    data = json.loads(json.dumps(load_json(load(errors=(Count("QueueError", 2),)))))
    assert data["rate"] == pytest.approx(12.0)
    assert data["ratio"] == pytest.approx(40.0)
    assert data["errors"] == [{"what": "QueueError", "count": 2}]
    assert data["together"]["longest"] == 6.0


def test_without_an_answer_there_is_no_ratio() -> None:
    none = replace(load(alone=Waits(0, 0.0, 0.0, 0.0)), seconds=0.0)
    assert (none.ratio, none.rate) == (0.0, 0.0)
    assert "0.0 answers a second" in render_load(none)


def test_a_clean_load_has_no_error_no_mix_up_and_its_rebuild() -> None:
    assert load().is_clean
    assert not load(errors=(Count("QueueError", 1),)).is_clean
    assert not load(mix_ups=(Count("another's", 1),)).is_clean
    assert not load(published=False).is_clean
