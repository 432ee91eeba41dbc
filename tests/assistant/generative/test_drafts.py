"""Sentences are read out of whatever a model writes, in whatever pieces it comes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generative.drafts import MOST_DRAFTS, DraftParser
from assistant.generative.models import Draft, Quotation
from tests.assistant.generative.fakes import cut, reply, sentence

ONE = Draft("One {is}.", (Quotation(1, 'a } "b" c'),))
TWO = Draft("Two.", (Quotation(2, "d e f"), Quotation(3, "g h i")))
JSON = reply(sentence(ONE.text, (1, 'a } "b" c')), sentence(TWO.text, (2, "d e f"), (3, "g h i")))
TAGGED = (
    'SENTENCE: One {is}.\nQUOTE [1]: a } "b" c\n\nSENTENCE: Two.\nQUOTE [2]: "d e f"\n'
    "QUOTE [3]: “g h i”\n"
)


def read(pieces: list[str]) -> tuple[list[Draft], DraftParser]:
    parser = DraftParser()
    found = [draft for piece in pieces for draft in parser.feed(piece)]
    return found + parser.end(), parser


@pytest.mark.parametrize(
    "text",
    [
        JSON,
        json.dumps(json.loads(JSON), indent=2),
        f"```json\n{JSON}\n```",
        f"Sure! Here is the answer:\n\n{JSON}\n\nI hope this helps {{you}}.",
        f'<think>\nSENTENCE: no\nQUOTE [1]: no\n{{"text": "no", "quotes": []}}</think>{JSON}',
        f"a thought whose beginning the template wrote</think>\n{JSON}",
        f"Maybe:\nNO ANSWER\nSENTENCE: No.\nQUOTE [1]: no\nNo.</think>\n{JSON}",
        f'Maybe: {{"text": "No.", "quotes": []}}, or {{"answers": false}}.\n</think>\n\n{TAGGED}',
        JSON.replace("[{", "[<think>Two more? {no}</think>{", 1),
        TAGGED.replace("\n\n", "\n<think>\nSENTENCE: no\n</think>\n"),
        json.dumps(json.loads(JSON)["sentences"]),
        "\n".join(json.dumps(each) for each in json.loads(JSON)["sentences"]),
        JSON.replace("}]}", "},],}"),
        JSON.replace("2", '"[2]"').replace('"excerpt": 3', '"source": "excerpt 3"'),
        TAGGED,
        f"Here you are:\n\n{TAGGED}",
        TAGGED.replace("SENTENCE:", "**SENTENCE:**").replace("QUOTE [", "- QUOTE (excerpt "),
        TAGGED.replace("[", "").replace("]", "").lower(),
        f"```\n{TAGGED}```",
    ],
)
def test_the_same_sentences_are_read(text: str) -> None:
    found, parser = read(cut(text, 5))
    folded = [Draft(each.text.capitalize(), each.quotations) for each in found]
    assert folded == [ONE, TWO]
    assert parser.is_form and not parser.says_no


@given(
    st.sampled_from(
        [JSON, TAGGED, f"<think>x</think>\n{JSON}", f"Or {TAGGED} or {{}}?</think>\n{JSON}"]
    ),
    st.data(),
)
def test_pieces_make_no_difference(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=12).map(sorted))
    pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    assert read(pieces)[0] == [ONE, TWO]


def test_what_stands_behind_other_words_may_be_a_thought_and_is_held_back() -> None:
    parser = DraftParser()
    assert parser.feed(f"The user asks.\n{JSON}\n") == []
    assert not parser.is_form and not parser.has_all
    assert parser.end() == [ONE, TWO] and parser.restarts == 0


def test_that_there_is_none_behind_other_words_may_be_a_thought() -> None:
    parser = DraftParser()
    assert parser.feed("Maybe there is\nNO ANSWER\n") == [] and not parser.says_no
    assert parser.end() == [] and parser.says_no


@pytest.mark.parametrize(
    "before", ["```json\n", "\n ", "<think>x</think>Here it is:\n", "x</think>y"]
)
def test_what_cannot_be_a_thought_is_given_at_once(before: str) -> None:
    assert DraftParser().feed(before + JSON) == [ONE, TWO]


def test_what_was_given_and_was_a_thought_is_told() -> None:
    parser = DraftParser()
    assert parser.feed(JSON) == [ONE, TWO] and parser.restarts == 0
    assert parser.feed(f"\n</think>\n{TAGGED}") == [ONE] and parser.restarts == 1
    assert parser.end() == [TWO]


@pytest.mark.parametrize("size", [1, 8, 10_000])
@pytest.mark.parametrize(
    "text", [JSON.replace("true", "false"), f"NO ANSWER\n{TAGGED}", f"no_answer\n{JSON}"]
)
def test_who_says_no_says_nothing_else(text: str, size: int) -> None:
    found, parser = read(cut(text, size))
    assert found == [] and parser.says_no


def test_a_sentence_is_given_as_soon_as_it_is_complete() -> None:
    parser = DraftParser()
    first = JSON.index("}]}") + 3
    assert parser.feed(JSON[: first - 1]) == []
    assert parser.feed(JSON[first - 1 : first]) == [ONE]


def test_of_a_reply_that_breaks_off_what_is_complete_counts() -> None:
    assert read([JSON[:-12]])[0] == [ONE]
    assert read([TAGGED[: TAGGED.index("SENTENCE: Two")]])[0] == [ONE]


def test_marks_that_are_not_escaped_are_read() -> None:
    text = (
        '{"answers": true, "sentences": [{"text": "The "soft" one.", "quotes": [{"excerpt": 1, '
        '"words": "a "soft" b"}]}]}'
    )
    assert read([text])[0] == [Draft('The "soft" one.', (Quotation(1, 'a "soft" b'),))]


@pytest.mark.parametrize(
    "text",
    [
        '{"answers": false, "sentences": []}',
        '```json\n{ "answers" : false }\n```',
        "NO ANSWER",
        "**NO ANSWER**\n",
        "no_answer",
        "<think>SENTENCE: hm</think>\nNO ANSWER.",
    ],
)
def test_that_there_is_no_answer_is_read(text: str) -> None:
    found, parser = read(cut(text, 4))
    assert (found, parser.says_no, parser.is_form) == ([], True, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I do not know.",
        "{",
        "{}",
        '{"answers": true, "sentences": []}',
        '{"sentence": 3}',
        "<think>SENTENCE: x\nQUOTE [1]: y",
        "[" * 5_000,
        "{" * 3_000 + "}" * 3_000,
        '{"a":' * 3_000,
    ],
)
def test_what_has_not_the_form_is_told(text: str) -> None:
    found, parser = read([text])
    assert (found, parser.says_no, parser.is_form) == ([], False, False)


def test_that_there_is_none_is_not_read_out_of_a_sentence() -> None:
    text = reply(sentence('He wrote "answers": false.', (1, "a b c")))
    found, parser = read(cut(text, 1))
    assert len(found) == 1 and not parser.says_no


def test_a_sentence_without_quotations_is_one() -> None:
    assert read(['{"sentences": [{"text": "Bare."}]}'])[0] == [Draft("Bare.", ())]


def test_no_more_are_taken_than_can_be_read() -> None:
    found, parser = read([reply(*(sentence(f"S{n}.", (1, "a b c")) for n in range(60)))])
    assert len(found) == MOST_DRAFTS and parser.is_full


@given(st.text(alphabet='{}[]":,\\ \nSENTCQUO1ax<think>/', max_size=200))
def test_nothing_breaks_it(text: str) -> None:
    read(cut(text, 3))


def test_a_no_without_escaping_is_not_read_out_of_a_sentence_either() -> None:
    text = (
        '{"sentences": [{"text": "He wrote "answers": false.", "quotes": [{"excerpt": 1, '
        '"words": "a b c"}]}]}'
    )
    assert len(read([text])[0]) == 1
