"""What goes out with a request, and how a reply is ended from our side."""

from __future__ import annotations

from contextlib import closing

import pytest

from assistant.generative.feed import Limits
from assistant.generative.openai_server import OpenAIServer
from ingest.errors import LanguageModelError, QuestionStopped
from tests.language_models.client import KEY, MESSAGES, TAGGED, asked
from tests.language_models.server import ReplayServer
from tests.language_models.transcripts import load


def test_only_what_is_needed_goes_out(
    server: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-another")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "x-secret: 1")

    asked(server)

    request = server.requests[0]
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert not [name for name in request.headers if name.startswith(("x-", "openai"))]
    assert "of-another" not in str(request)
    assert set(request.body) == {"model", "messages", "stream", "stream_options", "temperature"}


def test_without_a_key_none_is_sent(server: ReplayServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another")
    with closing(OpenAIServer(server.url, "replay").stream(MESSAGES)) as reply:
        list(reply)

    assert "authorization" not in server.requests[0].headers


def test_a_proxy_of_the_environment_is_no_way_to_this_machine(
    server: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    assert asked(server)[0] == TAGGED


@pytest.mark.parametrize(("name", "event"), [("never_answers", "answer"), ("stops_midway", "rest")])
def test_a_stop_closes_the_connection(name: str, event: str) -> None:
    with ReplayServer(load(name)) as server:

        def stop() -> None:
            # Only then is the reply under way for sure.
            server.wait_for(event)
            raise QuestionStopped("stopped")

        model = OpenAIServer(server.url, "replay")
        with (
            closing(model.stream(MESSAGES, stop=stop)) as reply,
            pytest.raises(QuestionStopped),
        ):
            list(reply)
        server.wait_left()


def test_closing_a_reply_closes_the_connection() -> None:
    with ReplayServer(load("stops_midway")) as server:
        with closing(OpenAIServer(server.url, "replay").stream(MESSAGES)) as reply:
            assert next(iter(reply)) == "SENTENCE"
            server.wait_for("rest")
        server.wait_left()


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("never_answers", Limits(silence=0.3)),
        ("stops_midway", Limits(silence=0.3)),
        ("stops_midway", Limits(whole=0.3)),
    ],
)
def test_a_silent_server_runs_out_of_time(name: str, limits: Limits) -> None:
    with ReplayServer(load(name)) as server:
        model = OpenAIServer(server.url, "replay", limits=limits)
        with (
            closing(model.stream(MESSAGES)) as reply,
            pytest.raises(LanguageModelError) as caught,
        ):
            list(reply)

    assert caught.value.kind == "timeout"


def test_the_key_stands_in_no_text_of_ours(server: ReplayServer) -> None:
    model = OpenAIServer(server.url, "replay", KEY)

    assert KEY not in repr(model) + str(model) + model.name
