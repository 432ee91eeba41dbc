from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.models import Passage
from assistant.transcript import stored
from assistant.transcript.models import Conversation, Evidence, Exchange
from assistant.transcript.stored import FORMAT, from_json, to_json
from ingest.errors import TranscriptInvalid
from ingest.models import Span
from tests.assistant.hostile import hostile_text
from tests.assistant.samples import QUOTE, START, answer, answers_of, citation, refusal
from tests.assistant.transcript.conversations import (
    answered,
    conversation_of,
    conversations,
    everything,
    refused,
)

SLOW = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@SLOW
@given(conversations())
def test_a_conversation_comes_back_as_it_went(conversation: Conversation) -> None:
    written = json.dumps(to_json(conversation), allow_nan=False)
    assert from_json(json.loads(written)) == conversation


@SLOW
@given(conversations())
def test_a_browser_may_write_whole_numbers_its_own_way(conversation: Conversation) -> None:
    def browsers(value: object) -> object:
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, dict):
            return {name: browsers(each) for name, each in value.items()}
        return [browsers(each) for each in value] if isinstance(value, list) else value

    assert from_json(browsers(to_json(conversation))) == conversation


@SLOW
@given(hostile_text, hostile_text, hostile_text)
def test_whatever_answers_hold_can_be_stored_and_read(a: str, b: str, c: str) -> None:
    conversation = conversation_of(answers_of(a, b, c))
    first = to_json(conversation)
    written = json.dumps(first, ensure_ascii=False).encode("utf-8")  # no halves of characters
    assert to_json(from_json(json.loads(written))) == first


def test_it_says_its_format() -> None:
    assert to_json(Conversation())["format"] == "footnote-conversation/1" == FORMAT


def test_a_quotation_is_kept_once() -> None:
    written = json.dumps(to_json(Conversation("", (answered(),))))
    assert written.count(f'"quote": "{QUOTE}"') == 1


def test_passages_of_an_answer_are_left_out() -> None:
    assert answered().evidence is not None and answered().evidence.answer.passages  # type: ignore[union-attr]
    assert _evidence(Conversation("", (answered(),))).answer.passages == ()


def test_passages_of_a_refusal_with_something_nearest_are_left_out() -> None:
    found = _evidence(Conversation("", (refused(nearest=(citation(),)),)))
    assert found.answer.passages == () and found.answer.nearest == (citation(),)


def test_the_first_passages_of_a_refusal_without_are_kept_cut_short() -> None:
    passages = tuple(Passage("a.md", 5, 5 + 900, "x" * 900, 1.0) for _ in range(5))
    given_refusal = replace(refusal(), passages=passages)
    found = _evidence(Conversation("", (Exchange(1, "q", Evidence(1, given_refusal, ())),)))
    assert len(found.answer.passages) == 3
    for passage in found.answer.passages:
        assert (passage.start, passage.end, len(passage.text)) == (5, 705, 700)


def test_highlights_beyond_the_quotation_are_clipped_as_they_are_shown() -> None:
    spans = (Span(-9, START + 3), Span(START + 5, 10**9), Span(0, 2))
    found = _evidence(Conversation("", (answered(cited=citation(highlights=spans)),)))
    end = START + len(QUOTE)
    assert found.answer.citations[0].highlights == (Span(START, START + 3), Span(START + 5, end))


def test_a_citation_without_an_excerpt_gets_one_without_surroundings() -> None:
    found = _evidence(Conversation("", (Exchange(1, "q", Evidence(1, answer(), ())),)))
    assert [each.citation for each in found.excerpts] == [citation()]
    assert found.excerpts[0].before == ""


def test_halves_of_characters_and_infinite_numbers_are_made_fit_to_travel() -> None:
    odd = replace(answer("\ud800 why?"), confidence=float("nan"))
    found = _evidence(Conversation("", (Exchange(1, "\udfff", Evidence(1, odd, ())),)))
    assert found.answer.question == "\ufffd why?" and found.answer.confidence == 0.0


def test_what_is_not_known_is_passed_over_and_defaults_may_lack() -> None:
    value = to_json(everything())
    expected = from_json(value)
    value["added"] = {"later": [1]}
    _at(value, "exchanges", 0)["mood"] = "good"
    del _at(value, "exchanges", 0, "evidence", "excerpts", 0)["work"]["media_type"]
    found = from_json(value)
    assert found.exchanges[1:] == expected.exchanges[1:]
    assert found.exchanges[0].question == expected.exchanges[0].question


@pytest.mark.parametrize("value", [None, [], "x", 3, True, float("nan")])
def test_what_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(TranscriptInvalid, match=r"the conversation: expected an object, found"):
        from_json(value)


@pytest.mark.parametrize("version", [None, "", "footnote-conversation/2", 1, ["x"], "x" * 999])
def test_another_format_is_refused(version: object) -> None:
    with pytest.raises(TranscriptInvalid, match="format: expected “footnote-conversation/1”"):
        from_json({"format": version, "id": "", "exchanges": []})


EXCERPT = ("exchanges", 0, "evidence", "excerpts", 0)
ANSWER = ("exchanges", 0, "evidence", "answer")


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("id",), "../etc", r"id: expected at most 64 letters and digits, found “../etc”"),
        (("id",), 7, "id: expected a text, found 7"),
        (("exchanges",), {}, "exchanges: expected a list, found an object of 0 fields"),
        (("exchanges", 0), [], r"exchanges\[0\]: expected an object, found a list of 0"),
        (("exchanges", 0, "number"), 2, r"exchanges\[0\].number: expected 1, its place"),
        (("exchanges", 1, "number"), True, r"exchanges\[1\].number: expected a whole number"),
        (("exchanges", 0, "question"), None, r"question: expected a text, found nothing"),
        (("exchanges", 0, "evidence"), "x", r"exchanges\[0\].evidence: expected an object"),
        (("exchanges", 0, "evidence", "number"), 2, r"evidence.number: expected 1"),
        ((*ANSWER, "abstained"), 0, r"answer.abstained: expected true or false, found 0"),
        ((*ANSWER, "way"), "magic", r"answer.way: expected fact or list .* found “magic”"),
        ((*ANSWER, "confidence"), "0.5", r"answer.confidence: expected a number, found “0.5”"),
        ((*ANSWER, "confidence"), float("nan"), r"confidence: expected a number, found nan"),
        ((*ANSWER, "confidence"), 10**400, r"confidence: expected a number, found a number too"),
        ((*ANSWER, "missing"), ["a", 3], r"missing\[1\]: expected a text, found 3"),
        ((*ANSWER, "statements", 0, "markers"), [1.0], r"markers\[0\]: expected a whole number"),
        ((*ANSWER, "scope", "roles"), ["king"], r"scope.roles\[0\]: expected paper or source"),
        ((*ANSWER, "scope", "documents"), [{}], r"scope.documents\[0\]: expected a text"),
        ((*EXCERPT, "citation", "start"), -1, r"start: expected a whole number, 0 or above, found"),
        ((*EXCERPT, "citation", "start"), 2**60, r"start: .* found a number too large"),
        ((*EXCERPT, "citation", "end"), 71, r"citation.end: expected an offset of 72 or"),
        ((*EXCERPT, "citation", "marker"), 0, r"marker: expected a number above 0, found 0"),
        ((*EXCERPT, "citation", "page"), 0, r"page: expected a page from 1"),
        ((*EXCERPT, "citation", "role"), 1, r"role: expected paper or source or other, found 1"),
        (
            (*EXCERPT, "citation", "highlights"),
            [{"start": 5, "end": 5}],
            r"highlights\[0\].end: expected an offset of 6 or above",
        ),
        ((*EXCERPT, "sha256"), "XYZ", r"excerpts\[0\].sha256: expected at most 64 hexadecimal"),
        ((*EXCERPT, "work", "authors"), "A", r"work.authors: expected a list, found “A”"),
        ((*EXCERPT, "cut_after"), None, r"cut_after: expected true or false"),
        (
            ("exchanges", 1, "evidence", "answer", "passages", 0, "start"),
            999,
            r"exchanges\[1\].evidence.answer.passages\[0\].end: expected an offset of 999 or",
        ),
    ],
)
def test_a_field_that_is_wrong_is_named(
    place: tuple[str | int, ...], value: object, message: str
) -> None:
    edited = to_json(everything())
    _at(edited, *place[:-1])[place[-1]] = value
    with pytest.raises(TranscriptInvalid, match=message) as caught:
        from_json(edited)
    assert str(caught.value).startswith(("exchanges[", "exchanges:", "id:"))
    assert len(str(caught.value)) < 300


def test_a_number_of_very_many_digits_is_refused_in_few_words() -> None:
    edited = to_json(everything())
    _at(edited, *EXCERPT, "citation")["start"] = 10**5000
    with pytest.raises(TranscriptInvalid, match=r"citation.start: .* found a number too large"):
        from_json(edited)


@pytest.mark.parametrize(
    "place",
    [
        ("exchanges", 0, "number"),
        ("exchanges", 0, "question"),
        (*ANSWER, "statements"),
        (*EXCERPT, "citation"),
        (*EXCERPT, "citation", "quote"),
    ],
)
def test_a_field_that_lacks_is_named(place: tuple[str | int, ...]) -> None:
    edited = to_json(everything())
    del _at(edited, *place[:-1])[place[-1]]
    with pytest.raises(TranscriptInvalid, match=rf"{place[-1]}: expected this field, found none"):
        from_json(edited)


def test_markers_must_ascend() -> None:
    edited = to_json(everything())
    quotations = _at(edited, *EXCERPT[:-1])
    quotations.append(copy.deepcopy(quotations[0]))
    with pytest.raises(TranscriptInvalid, match=r"excerpts\[1\].citation.marker: expected a numb"):
        from_json(edited)


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("exchanges",), [{}] * 501, "exchanges: expected a list of 500 at most, found a list"),
        (EXCERPT[:-1], [{}] * 101, "excerpts: expected a list of 100 at most"),
        ((*EXCERPT[:-2], "nearest"), [{}] * 101, "nearest: expected a list of 100 at most"),
        ((*ANSWER, "missing"), ["x"] * 10_001, "missing: expected a list of 10000 at most"),
        (("exchanges", 0, "question"), "x" * 100_001, "expected at most 100000 characters, found"),
    ],
    ids=["exchanges", "excerpts", "nearest", "words", "text"],
)
def test_what_is_enormous_is_refused(
    place: tuple[str | int, ...], value: object, message: str
) -> None:
    edited = to_json(everything())
    _at(edited, *place[:-1])[place[-1]] = value
    with pytest.raises(TranscriptInvalid, match=message):
        from_json(edited)


def test_what_is_as_large_as_may_be_is_taken() -> None:
    exchange = Exchange(1, "x" * stored.LONGEST_TEXT)
    many = tuple(replace(exchange, number=n, question="q") for n in range(2, 501))
    assert len(from_json(to_json(Conversation("", (exchange, *many)))).exchanges) == 500


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda each: (
        st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5), each, max_size=3)
    ),
    max_leaves=6,
)


@SLOW
@given(st.data())
def test_any_edit_is_read_or_refused_by_name(data: st.DataObject) -> None:
    edited = to_json(everything())
    at: Any = edited
    for _ in range(data.draw(st.integers(0, 6))):
        inner = list(at) if isinstance(at, dict) else list(range(len(at)))
        within = [key for key in inner if isinstance(at[key], dict | list) and at[key]]
        if not within:
            break
        at = at[data.draw(st.sampled_from(within))]
    key = data.draw(st.sampled_from(list(at) if isinstance(at, dict) else range(len(at))))
    at[key] = data.draw(json_values)
    try:
        conversation = from_json(edited)
    except TranscriptInvalid:
        return
    first = to_json(conversation)
    assert to_json(from_json(first)) == first


def _evidence(conversation: Conversation) -> Evidence:
    """Return the first evidence of a conversation that was stored and read."""
    evidence = from_json(json.loads(json.dumps(to_json(conversation)))).exchanges[0].evidence
    assert evidence is not None
    return evidence


def _at(value: Any, *place: str | int) -> Any:  # noqa: ANN401
    for key in place:
        value = value[key]
    return value
