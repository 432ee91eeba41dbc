"""What servers say went wrong, each in its own words, is one of our errors."""

from __future__ import annotations

import pytest

from assistant.generative.server_errors import Asked, of_status, said_in
from ingest.errors import LanguageModelFailure

ASKED = Asked("http://h/v1", "qwen3:4b", "sk-secret")
WITH_SCHEMA = Asked("http://h/v1", "qwen3:4b", "sk-secret", with_schema=True)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, "Incorrect API key provided: sk-secret", "unauthorised"),
        (403, "", "unauthorised"),
        (404, 'model "qwen3:4b" not found, try pulling it first', "no-model"),
        (404, "The model `qwen3:4b` does not exist. NotFoundError", "no-model"),
        (400, "No models loaded. Please load a model", "no-model"),
        (404, "404 page not found", "rejected"),
        (405, "Method Not Allowed", "rejected"),
        (302, "", "rejected"),
        (429, "Rate limit reached", "busy"),
        (500, "boom", "server"),
        (503, "Loading model", "server"),
        (0, "upstream died", "server"),
        (400, "This model's maximum context length is 4096 tokens", "context"),
        (400, "the request exceeds the available context size", "context"),
        (400, "context_length_exceeded", "context"),
        (500, "input is larger than n_ctx", "context"),
        (400, "what?", "rejected"),
    ],
)
def test_each_has_its_kind(status: int, body: str, kind: LanguageModelFailure) -> None:
    found = of_status(status, body, ASKED)
    assert found.kind == kind
    assert str(found).startswith("http://h/v1: ") and "sk-secret" not in str(found)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, "response_format is not supported", "schema"),
        (422, "extra fields not permitted", "schema"),
        (500, "failed to parse grammar", "schema"),
        (500, "boom", "server"),
        (400, "maximum context length", "context"),
        (404, "model not found", "no-model"),
        (429, "", "busy"),
    ],
)
def test_a_schema_may_be_what_is_not_taken(
    status: int, body: str, kind: LanguageModelFailure
) -> None:
    assert of_status(status, body, WITH_SCHEMA).kind == kind


def test_what_a_server_says_is_short_and_acts_on_nothing() -> None:
    found = str(of_status(500, "\x1b[31m<b>\n" + "x" * 5_000, ASKED))
    assert len(found) < 500 and "\x1b" not in found and "\n" not in found


def test_the_key_is_not_shown() -> None:
    assert "sk-secret" not in repr(ASKED)
    assert "sk-secret" not in str(ASKED.error("server", "it said sk-secret"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"message": "no", "type": "bad", "code": "c"}, "no c"),
        ({"message": "no", "type": "bad", "code": None}, "no bad"),
        ({"error": {"message": "no"}}, "no"),
        ({"detail": "Not Found"}, "Not Found"),
        (
            {"detail": [{"type": "extra_forbidden", "loc": ["body", "stream_options"],
                         "msg": "Extra inputs are not permitted", "input": {"include": True}}]},
            "body stream_options Extra inputs are not permitted extra_forbidden",
        ),
        ("404 page not found", "404 page not found"),
        ({"detail": [{"loc": ["body", 0]}] * 1_000}, " ".join(["body 0"] * 20)),
        ({"error": {"error": {"error": {"error": {"error": {"error": "deep"}}}}}}, ""),
        ({}, ""),
        (None, ""),
        ([None, 1.5, {"other": "x"}], ""),
    ],
)  # fmt: skip
def test_what_a_body_says_is_found(body: object, said: str) -> None:
    assert said_in(body) == said
