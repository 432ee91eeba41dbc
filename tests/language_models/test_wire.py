"""Every dialect and every failure, over real HTTP, through the client of our own."""

from __future__ import annotations

import socket
from contextlib import closing
from dataclasses import replace

import pytest

from assistant.generative.models import Usage
from assistant.generative.openai_server import OpenAIServer
from ingest.errors import LanguageModelError, LanguageModelFailure
from tests.language_models.client import EXCERPTS, KEY, MESSAGES, TAGGED, asked, failure
from tests.language_models.dialect import Dialect, Refusal, Trouble
from tests.language_models.dialects import DIALECTS, OPENAI
from tests.language_models.server import HOST, ReplayServer
from tests.language_models.transcripts import load

SCHEMA = {"type": "object", "properties": {"answers": {"type": "boolean"}}}
KINDS: dict[Trouble, LanguageModelFailure] = {
    "unauthorised": "unauthorised",
    "no_model": "no-model",
    "too_many": "busy",
    "quota": "busy",
    "broken": "server",
    "loading": "server",
    "context": "context",
}
# It tells even of a crash with status 400.
STUDIO: dict[tuple[str, Trouble], LanguageModelFailure] = {("lm studio", "broken"): "rejected"}
CASES = [
    (dialect.name, trouble, STUDIO.get((dialect.name, trouble), kind))
    for dialect in DIALECTS.values()
    for trouble, kind in KINDS.items()
    if trouble in dialect.troubles
]


def test_each_dialect_gives_the_words_and_their_cost(dialect: Dialect) -> None:
    with ReplayServer(load("right_quote"), dialect) as server:
        text, usage = asked(server)

    assert text == TAGGED
    assert usage == Usage(len(("Answer. " + EXCERPTS).split()), len(TAGGED.split()))


def test_each_dialect_is_asked_for_json_where_a_schema_is_given(dialect: Dialect) -> None:
    with ReplayServer(load("right_quote"), dialect) as server:
        text, _ = asked(server, schema=SCHEMA)

    assert text.startswith('{"answers": true')
    form = server.requests[0].body["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["schema"] == SCHEMA


@pytest.mark.parametrize(("dialect", "trouble", "kind"), CASES, indirect=["dialect"])
def test_each_trouble_is_told_by_its_kind(
    dialect: Dialect, trouble: Trouble, kind: LanguageModelFailure
) -> None:
    with ReplayServer(load(f"trouble_{trouble}"), dialect) as server:
        assert failure(server) == kind
        assert len(server.requests) == 1


def test_a_refused_schema_is_remembered(dialect: Dialect) -> None:
    with ReplayServer(load("schema_refused"), dialect) as server:
        model = OpenAIServer(server.url, "replay")
        assert model.takes_schema
        with (
            closing(model.stream(MESSAGES, SCHEMA)) as reply,
            pytest.raises(LanguageModelError) as caught,
        ):
            list(reply)

    assert caught.value.kind == "schema"
    assert not model.takes_schema


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("half_a_stream_lost", "lost"),
        ("half_a_stream_reset", "lost"),
        ("half_a_stream_ended", "truncated"),
        ("length", "truncated"),
        ("only_thoughts", "truncated"),
        ("filtered", "filtered"),
        ("error_in_stream", "server"),
        ("garbage_in_stream", "server"),
        ("wrong_page", "rejected"),
    ],
)
def test_a_broken_reply_is_told_by_its_kind(name: str, kind: str, dialect: Dialect) -> None:
    with ReplayServer(load(name), dialect) as server:
        assert failure(server) == kind


@pytest.mark.parametrize("name", ["half_a_stream_lost", "half_a_stream_ended", "error_in_stream"])
def test_what_came_before_the_break_was_given_out(name: str) -> None:
    pieces: list[str] = []
    with ReplayServer(load(name)) as server:
        with (
            closing(OpenAIServer(server.url, "replay").stream(MESSAGES)) as reply,
            pytest.raises(LanguageModelError),
        ):
            pieces.extend(reply)

    assert "there are five Confucius Institutes in Kazakhstan" in "".join(pieces)


def test_comments_and_cut_characters_change_nothing(dialect: Dialect) -> None:
    with ReplayServer(load("pings"), dialect) as server:
        assert asked(server)[0].count("SENTENCE: ") == 2
        server.use(load("cut_characters"))
        assert "Термин ввёл в научный оборот Джозеф Най" in asked(server)[0]


def test_thoughts_are_no_part_of_the_reply(dialect: Dialect) -> None:
    with ReplayServer(load("thought_field"), dialect) as server:
        assert asked(server)[0] == TAGGED


def test_an_address_without_v1_says_so(dialect: Dialect) -> None:
    with ReplayServer(load("right_quote"), dialect) as server:
        with pytest.raises(LanguageModelError, match="/v1") as caught:
            asked(server.url.removesuffix("/v1"))

    assert caught.value.kind == "rejected"


def test_nobody_listening_is_told() -> None:
    with socket.socket() as bound:
        bound.bind((HOST, 0))
        assert failure(f"http://{HOST}:{bound.getsockname()[1]}/v1") == "unreachable"


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        (Refusal(307, "", {"location": "http://192.0.2.1/v1/chat/completions"}), "rejected"),
        (Refusal(502, "<html><h1>502 Bad Gateway</h1>", {"content-type": "text/html"}), "server"),
        (Refusal(429, ""), "busy"),
        (Refusal(403, {"error": {"message": f"{KEY} may not"}}), "unauthorised"),
        (Refusal(400, '{"error": '), "rejected"),
        (Refusal(500, {"error": {"message": f"{KEY} {'x' * 9000}\x1b[2J\n"}}), "server"),
        (Refusal(413, {"error": {"message": "prompt is too long"}}), "context"),
        (Refusal(408, {"error": {"message": "timeout"}}), "rejected"),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Refusal) else value,
)
def test_what_stands_between_us_and_a_server_is_told_too(refusal: Refusal, kind: str) -> None:
    dialect = replace(OPENAI, troubles={**OPENAI.troubles, "broken": refusal})
    with ReplayServer(load("trouble_broken"), dialect) as server:
        with pytest.raises(LanguageModelError) as caught:
            asked(server)

    said = str(caught.value)
    assert caught.value.kind == kind
    assert KEY not in said
    assert "\n" not in said and "\x1b" not in said
    assert len(said) < 600


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("temperature_refused", {"stream_options"}),
        ("usage_refused", {"temperature"}),
        ("nothing_taken", set()),
    ],
)
def test_what_a_server_does_not_take_is_left_out_from_then_on(name: str, left: set[str]) -> None:
    with ReplayServer(load(name)) as server:
        model = OpenAIServer(server.url, "replay")
        for _ in range(2):
            with closing(model.stream(MESSAGES)) as reply:
                assert "".join(reply) == TAGGED
        last = server.requests[-1].body
        count = len(server.requests)

    assert set(last) & {"temperature", "stream_options"} == left
    assert count == 2 + 2 - len(left)


def test_a_server_lists_its_models(server: ReplayServer) -> None:
    from openai import OpenAI

    with OpenAI(base_url=server.url, api_key=KEY, max_retries=0) as client:
        assert [model.id for model in client.models.list()] == ["replay"]


def test_a_reply_that_is_not_streamed_is_one_object(dialect: Dialect) -> None:
    from openai import OpenAI

    with (
        ReplayServer(load("thought_field"), dialect) as server,
        OpenAI(base_url=server.url, api_key=KEY, max_retries=0) as client,
    ):
        whole = client.chat.completions.create(
            model="replay", messages=[{"role": "user", "content": EXCERPTS}]
        )

    assert whole.choices[0].message.content == TAGGED
    assert whole.choices[0].finish_reason == "stop"
    assert whole.usage is not None and whole.usage.completion_tokens == len(TAGGED.split())
