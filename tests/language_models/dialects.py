"""How the servers that speak OpenAI's wire format differ from each other, and where that is told.

The forms were taken from the servers' documentation, source and issue threads, named at each.
"""

from __future__ import annotations

from typing import Any

from tests.language_models.dialect import Dialect, Refusal


def _openai(
    message: str, kind: str, code: str | None = None, param: str | None = None
) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


# API reference, "The chat completion chunk object" and `stream_options`: the chunk with the usage
# has no choices, all before it have `usage: null`. Guide "Error codes": 401, 429 (rate, quota),
# 500, 503. Guide "Rate limits": `retry-after`, `x-ratelimit-*`. community.openai.com and
# langchain-ai/langchain#24058: `context_length_exceeded`. Models without structured outputs:
# "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
OPENAI = Dialect(
    name="openai",
    troubles={
        "unauthorised": Refusal(
            401,
            _openai(
                "Incorrect API key provided: sk-wrong. You can find your API key at "
                "https://platform.openai.com/account/api-keys.",
                "invalid_request_error",
                "invalid_api_key",
            ),
        ),
        "no_model": Refusal(
            404,
            _openai(
                "The model `replay` does not exist or you do not have access to it.",
                "invalid_request_error",
                "model_not_found",
            ),
        ),
        "too_many": Refusal(
            429,
            _openai(
                "Rate limit reached for replay on tokens per min (TPM): Limit 30000, Used 29000, "
                "Requested 2500. Please try again in 3s.",
                "tokens",
                "rate_limit_exceeded",
            ),
            {"retry-after": "3", "x-ratelimit-remaining-tokens": "0"},
        ),
        "quota": Refusal(
            429,
            _openai(
                "You exceeded your current quota, please check your plan and billing details.",
                "insufficient_quota",
                "insufficient_quota",
            ),
        ),
        "broken": Refusal(
            500,
            _openai(
                "The server had an error while processing your request. Sorry about that!",
                "server_error",
            ),
        ),
        "loading": Refusal(
            503,
            _openai(
                "The engine is currently overloaded, please try again later.", "service_unavailable"
            ),
        ),
        "context": Refusal(
            400,
            _openai(
                "This model's maximum context length is 4096 tokens. However, your messages "
                "resulted in 6120 tokens. Please reduce the length of the messages.",
                "invalid_request_error",
                "context_length_exceeded",
                "messages",
            ),
        ),
        "no_schema": Refusal(
            400,
            _openai(
                "Invalid parameter: 'response_format' of type 'json_schema' is not supported with "
                "this model.",
                "invalid_request_error",
                param="response_format",
            ),
        ),
    },
    unknown_path=Refusal(
        404, _openai("Invalid URL (POST /chat/completions)", "invalid_request_error")
    ),
    chunk={"service_tier": "default", "system_fingerprint": "fp_44709d6fcb"},
    first_delta={"role": "assistant", "content": "", "refusal": None},
    tells_null_usage=True,
)

# ollama/ollama, openai/openai.go: `ToChunk` names the role in each delta and `fp_ollama` in each
# chunk, thoughts are in `reasoning`, `Usage` is left out unless asked for (docs, "OpenAI
# compatibility"; ollama#4448); `NewError` gives the types. Unknown fields are ignored. A prompt
# that is too long is cut silently, so that there is no "context" here. Its 404 for a model that
# was not pulled was of type `api_error` until 2025 (QAnything#555), now `not_found_error`.
OLLAMA = Dialect(
    name="ollama",
    troubles={
        "no_model": Refusal(
            404, _openai('model "replay" not found, try pulling it first', "not_found_error")
        ),
        "broken": Refusal(
            500,
            _openai("llama runner process has terminated: signal: killed", "api_error"),
        ),
        "loading": Refusal(
            503,
            _openai(
                "server busy, please try again. maximum pending requests exceeded", "api_error"
            ),
        ),
        "no_schema": Refusal(
            400, _openai("invalid JSON schema in format", "invalid_request_error")
        ),
    },
    unknown_path=Refusal(404, "404 page not found", {"content-type": "text/plain"}),
    chunk={"system_fingerprint": "fp_ollama"},
    every_delta={"role": "assistant"},
    last_delta={"role": "assistant", "content": ""},
    reasoning="reasoning",
)


def _llama_cpp(status: int, message: str, kind: str, **more: int) -> Refusal:
    return Refusal(status, {"error": {"code": status, "message": message, "type": kind} | more})


# ggml-org/llama.cpp, tools/server/server-common.cpp, `format_error_response`: types and codes;
# pull request 15780: `exceed_context_size_error` with `n_prompt_tokens` and `n_ctx`;
# server-http.cpp: 503 "Loading model". README of the server: `response_format` with a schema,
# `reasoning_content`, `timings`, a first delta whose content is null. Issue 11847: a schema that
# is refused.
LLAMA_CPP = Dialect(
    name="llama.cpp",
    troubles={
        "unauthorised": _llama_cpp(401, "Invalid API Key", "authentication_error"),
        "no_model": _llama_cpp(404, "model 'replay' not found", "not_found_error"),
        "broken": _llama_cpp(500, "Compute error.", "server_error"),
        "loading": _llama_cpp(503, "Loading model", "unavailable_error"),
        "context": _llama_cpp(
            400,
            "request (6120 tokens) exceeds the available context size (4096 tokens), try "
            "increasing it",
            "exceed_context_size_error",
            n_prompt_tokens=6120,
            n_ctx=4096,
        ),
        "no_schema": _llama_cpp(
            400,
            'Either "json_schema" or "grammar" can be specified, but not both',
            "invalid_request_error",
        ),
    },
    unknown_path=_llama_cpp(404, "File Not Found", "not_found_error"),
    chunk={"system_fingerprint": "b8681-a1b2c3d"},
    first_delta={"role": "assistant", "content": None},
)


def _vllm(status: int, message: str, kind: str, param: str | None = None) -> Refusal:
    error = {"message": message, "type": kind, "param": param, "code": status}
    return Refusal(status, {"error": error})


# vllm-project/vllm, `ErrorInfo` and `ErrorResponse` of the OpenAI protocol: `code` is the status;
# issues 20409 and 22341, docs "Reasoning outputs": `reasoning_content`, renamed `reasoning` in
# later versions. `create_streaming_error_response`: an error within the stream, then [DONE].
VLLM = Dialect(
    name="vllm",
    troubles={
        "unauthorised": Refusal(401, {"error": "Unauthorized"}),
        "no_model": _vllm(404, "The model `replay` does not exist.", "NotFoundError", "model"),
        "broken": _vllm(500, "EngineCore encountered an issue.", "InternalServerError"),
        "context": _vllm(
            400,
            "This model's maximum context length is 4096 tokens. However, you requested 6632 "
            "tokens (6120 in the messages, 512 in the completion). Please reduce the length of "
            "the messages or completion.",
            "BadRequestError",
        ),
        "no_schema": _vllm(
            400,
            "The provided JSON schema contains features not supported by xgrammar.",
            "BadRequestError",
        ),
    },
    unknown_path=Refusal(404, {"detail": "Not Found"}),
    first_delta={"role": "assistant", "content": ""},
    last_delta={"content": ""},
)


def _old_vllm(status: int, message: str, kind: str) -> Refusal:
    flat = {"object": "error", "message": message, "type": kind, "param": None, "code": status}
    return Refusal(status, flat)


# The same before mid 2025: the error is not wrapped (vllm#4667, vllm#3485), and reading of the
# request is FastAPI's own, which answers 422 with `detail`.
OLD_VLLM = Dialect(
    name="old vllm",
    troubles={
        "no_model": _old_vllm(404, "The model `replay` does not exist.", "NotFoundError"),
        "broken": _old_vllm(500, "Internal server error", "InternalServerError"),
        "context": _old_vllm(
            400,
            "This model's maximum context length is 4096 tokens. However, you requested 6632 "
            "tokens (6120 in the messages, 512 in the completion). Please reduce the length of "
            "the messages or completion.",
            "BadRequestError",
        ),
        "no_schema": Refusal(
            422,
            {
                "detail": [
                    {
                        "type": "literal_error",
                        "loc": ["body", "response_format", "type"],
                        "msg": "Input should be 'text' or 'json_object'",
                        "input": "json_schema",
                    }
                ]
            },
        ),
    },
    unknown_path=Refusal(404, {"detail": "Not Found"}),
    first_delta={"role": "assistant", "content": ""},
    last_delta={"content": ""},
)

# lmstudio-ai/lmstudio-bug-tracker#169, #307: an error that is a bare string. "No models loaded"
# comes with 400 and the param "model", and the words of the context overflow (word order and all)
# are its own, as users' logs have both. An unknown path is answered with 200 and an error.
LM_STUDIO = Dialect(
    name="lm studio",
    troubles={
        "no_model": Refusal(
            400,
            _openai(
                "No models loaded. Please load a model in the developer page or use the 'lms "
                "load' command.",
                "invalid_request_error",
                param="model",
            ),
        ),
        "broken": Refusal(
            400,
            {"error": "The model has crashed without additional information. (Exit code: null)"},
        ),
        "context": Refusal(
            400,
            {
                "error": "Trying to keep the first 6120 tokens when context the overflows. "
                "However, the model is loaded with context length of only 4096 tokens, which is "
                "not enough. Try to load the model with a larger context length, or provide a "
                "shorter input"
            },
        ),
        "no_schema": Refusal(
            400, {"error": "'response_format.type' must be 'json_schema' or 'text'"}
        ),
    },
    unknown_path=Refusal(200, {"error": "Unexpected endpoint or method. (POST /chat/completions)"}),
    chunk={"system_fingerprint": "replay"},
    every_delta={"role": "assistant"},
)

DIALECTS = {each.name: each for each in (OPENAI, OLLAMA, LLAMA_CPP, VLLM, OLD_VLLM, LM_STUDIO)}


def without(field: str) -> Refusal:
    """Return what is sent for a field of the request that a server does not take.

    ``temperature`` as OpenAI's reasoning models refuse it, others as servers do that read a request
    by a strict model of pydantic.
    """
    if field == "temperature":
        message = (
            "Unsupported value: 'temperature' does not support 0 with this model. Only the default "
            "(1) value is supported."
        )
        return Refusal(
            400, _openai(message, "invalid_request_error", "unsupported_value", "temperature")
        )
    problem = {
        "type": "extra_forbidden",
        "loc": ["body", field],
        "msg": "Extra inputs are not permitted",
    }
    return Refusal(422, {"detail": [problem]})
