"""A language model behind an OpenAI-compatible server, streamed.

Ollama, llama.cpp, vLLM, LM Studio, OpenAI itself: all speak this, each a little differently. What
one does not take is left out from then on. Of the library the tries, the time-outs, the headers and
what it reads from the environment are ours.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.generative.connection import Connection
from assistant.generative.feed import Feed, Limits
from assistant.generative.models import Message, Schema, Stop, Usage, never
from assistant.generative.server_errors import Asked, of_status, said_in
from assistant.loopback import is_loopback
from ingest.errors import LanguageModelError

if TYPE_CHECKING:
    from httpx2 import Request
    from openai import OpenAI

# What may go out with a request. The library adds facts about this machine, and organisation,
# project and further headers that the environment names for another server.
_HEADERS = frozenset(
    "host accept accept-encoding connection content-type content-length transfer-encoding "
    "user-agent authorization".split()
)
_NO_KEY = "none"  # the library asks for some
_OPTIONS = ("temperature", "stream_options")


class OpenAIServer:
    """A model of a server; safe to share between threads.

    :param url: the base address, as ``http://127.0.0.1:11434/v1``.
    :param model: its name there.
    :param key: empty where the server wants none.
    :param limits: how long a reply may take.
    :raises LanguageModelError: where the library is not installed.
    """

    def __init__(self, url: str, model: str, key: str = "", limits: Limits | None = None) -> None:
        _check_library()
        self._url = url
        self._model = model
        self._key = key
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._refused: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"OpenAIServer({self._url!r}, {self._model!r})"

    @property
    def name(self) -> str:
        """The model's name on its server."""
        return self._model

    @property
    def context_tokens(self) -> int | None:
        """Not known: few servers tell, and some cut a prompt without a word."""
        return None

    @property
    def takes_schema(self) -> bool:
        """No JSON schema was refused yet."""
        return "schema" not in self._refused

    def stream(
        self, messages: Sequence[Message], schema: Schema | None = None, stop: Stop = never
    ) -> ServerReply:
        """Return a reply, which is asked for once its first piece is.

        :param messages: the conversation, the system's message first.
        :param schema: what the reply is to be held to; None for plain text.
        :param stop: raises to stop.
        """
        asked = Asked(self._url, self._model, self._key, with_schema=schema is not None)
        return ServerReply(self, asked, messages, schema, stop)

    @property
    def limits(self) -> Limits:
        """How long a reply may take."""
        return self._limits

    @property
    def options(self) -> tuple[str, ...]:
        """Those of our wishes that the server has not refused."""
        return tuple(name for name in _OPTIONS if name not in self._refused)

    def refuse(self, name: str) -> None:
        """Remember that the server does not take something."""
        with self._lock:
            self._refused |= {name}

    def client(self, connection: Connection) -> OpenAI:
        """Return the library's client for one request."""
        import httpx2
        from openai import OpenAI

        def prepare(request: Request) -> None:
            for name in [each for each in request.headers if each.lower() not in _HEADERS]:
                del request.headers[name]
            request.headers["User-Agent"] = "Footnote"
            if self._key:
                request.headers["Authorization"] = f"Bearer {self._key}"
            elif "Authorization" in request.headers:
                del request.headers["Authorization"]
            request.extensions["trace"] = connection.trace

        limits = self._limits
        transport = httpx2.Client(
            # A proxy that the environment names can reach no server of this machine.
            trust_env=not is_loopback(urlsplit(self._url).hostname or ""),
            timeout=httpx2.Timeout(limits.silence, connect=limits.connect),
            follow_redirects=False,
            event_hooks={"request": [prepare]},
        )
        return OpenAI(base_url=self._url, api_key=_NO_KEY, max_retries=0, http_client=transport)


class ServerReply:
    """A reply as it comes from the server.

    :param server: that is asked.
    :param asked: how an error names it.
    :param messages: the conversation.
    :param schema: what the reply is to be held to.
    :param stop: raises to stop.
    """

    def __init__(
        self,
        server: OpenAIServer,
        asked: Asked,
        messages: Sequence[Message],
        schema: Schema | None,
        stop: Stop,
    ) -> None:
        self._server = server
        self._asked = asked
        self._messages = messages
        self._schema = schema
        self._connection = Connection()
        who = f"{asked.model} at {asked.url}"
        self._feed = Feed(self._pieces, self._connection.close, stop, server.limits, who)
        self.usage = Usage()

    def __iter__(self) -> Iterator[str]:
        """Yield the pieces of the text.

        :raises LanguageModelError: where the reply does not come, or not to its end.
        """
        yield from self._feed

    def close(self) -> None:
        """End the reply at once: the server sees the connection closed."""
        self._feed.close()

    def _pieces(self) -> Iterator[str]:
        while True:
            options = self._server.options
            try:
                yield from self._tried(options)
                return
            except LanguageModelError as exc:
                named = next((name for name in options if name in str(exc)), None)
                if exc.kind not in ("schema", "rejected", "server") or named is None:
                    if exc.kind == "schema":
                        self._server.refuse("schema")
                    raise
                self._server.refuse(named)

    def _tried(self, options: Sequence[str]) -> Iterator[str]:
        with _translated(self._asked), self._server.client(self._connection) as client:
            stream = client.chat.completions.create(**self._request(options))
            with stream:
                kind = str(stream.response.headers.get("content-type", ""))
                if "event-stream" not in kind:
                    raise self._asked.error(
                        "rejected",
                        f"expected a stream of events, got {self._asked.said(kind) or 'none'}: "
                        "the base address of most servers ends in /v1.",
                    )
                yield from self._read(stream)

    def _request(self, options: Sequence[str]) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self._asked.model,
            "messages": [{"role": each.role, "content": each.content} for each in self._messages],
            "stream": True,
        }
        if "temperature" in options:
            request["temperature"] = 0
        if "stream_options" in options:
            request["stream_options"] = {"include_usage": True}
        if self._schema is not None:
            form = {"name": "answer", "strict": True, "schema": dict(self._schema)}
            request["response_format"] = {"type": "json_schema", "json_schema": form}
        return request

    def _read(self, stream: Iterator[Any]) -> Iterator[str]:
        finished = ""
        for chunk in stream:
            self._count(getattr(chunk, "usage", None))
            choices = getattr(chunk, "choices", None) or ()
            for choice in choices[:1]:
                finished = getattr(choice, "finish_reason", None) or finished
                text = getattr(getattr(choice, "delta", None), "content", None)
                # What a model thinks before it speaks is a sign of life.
                yield text if isinstance(text, str) else ""
        self._check_end(finished)

    def _count(self, usage: object) -> None:
        prompt = getattr(usage, "prompt_tokens", None)
        completion = getattr(usage, "completion_tokens", None)
        if isinstance(prompt, int) and isinstance(completion, int):
            self.usage = Usage(max(0, prompt), max(0, completion))

    def _check_end(self, finished: str) -> None:
        if finished == "content_filter":
            raise self._asked.error(
                "filtered", "its content filter withheld the reply: take another model."
            )
        if finished == "length":
            raise self._asked.error(
                "truncated",
                "the reply was cut off, for its length or for want of context: give the server a "
                "larger context.",
            )
        if not finished:
            raise self._asked.error(
                "truncated", "the stream ended before the reply had: ask again."
            )


def _check_library() -> None:
    if find_spec("openai") is None:
        raise LanguageModelError(
            "setup",
            "--llm needs the package openai, which is not installed: run `pip install .[llm]` in "
            "the folder of Footnote, in its environment.",
        )


@contextmanager
def _translated(asked: Asked) -> Iterator[None]:
    """Turn the library's errors into ours."""
    import httpx2
    import openai

    try:
        yield
    except openai.APITimeoutError as exc:
        raise asked.error(
            "timeout", "the server did not answer in time: is it busy, or still loading?"
        ) from exc
    except openai.APIConnectionError as exc:
        raise _of_connection(exc.__cause__, asked) from exc
    except openai.APIStatusError as exc:
        raise of_status(exc.status_code, _said(exc), asked) from exc
    except openai.APIError as exc:
        raise of_status(0, _said(exc), asked) from exc
    except openai.OpenAIError as exc:
        raise asked.error("rejected", asked.said(str(exc))) from exc
    except (httpx2.HTTPError, httpx2.StreamError, OSError) as exc:
        raise _of_connection(exc, asked) from exc
    except (httpx2.InvalidURL, ValueError, TypeError, AttributeError) as exc:
        raise asked.error(
            "server",
            f"what it sent is no stream of a chat ({type(exc).__name__}): is this an "
            "OpenAI-compatible server?",
        ) from exc


def _of_connection(cause: BaseException | None, asked: Asked) -> LanguageModelError:
    import httpx2

    if isinstance(cause, httpx2.ConnectError | httpx2.UnsupportedProtocol | httpx2.ProxyError):
        return asked.error(
            "unreachable", "nobody answers there: start the server, or give its address to --llm."
        )
    return asked.error("lost", "the connection broke before the reply had ended: ask again.")


def _said(exc: object) -> str:
    """Return what a server said of an error, as text."""
    body = getattr(exc, "body", None)
    return said_in(body) or str(getattr(exc, "message", ""))
