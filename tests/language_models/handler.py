"""Answers one connection of the replay server."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.language_models.dialect import JSON_TYPE, Refusal
from tests.language_models.dialects import without
from tests.language_models.gates import Gates
from tests.language_models.prompts import filled
from tests.language_models.replay import PATIENCE, Replay, Request
from tests.language_models.transcripts import Mark, Reply, cut
from tests.language_models.wire import CREATED, GARBAGE, PING, Counted, Wire

# Closed with this, a connection ends in a reset instead of an orderly end.
HARSH = struct.pack("ii", 1, 0)


class _Gone(ConnectionError):
    """The stream was broken off, by the transcript or by the client."""


def handler_of(replay: Replay) -> type[BaseHTTPRequestHandler]:
    """Return the class that answers for a server."""
    return type("Handler", (_Handler,), {"replay": replay})


class _Handler(BaseHTTPRequestHandler):
    replay: Replay
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the tests' output free of it."""

    def do_GET(self) -> None:
        self.replay.requests.append(self._request({}))
        if self.path != "/v1/models":
            return self._refuse(self.replay.dialect.unknown_path)
        model = {"id": "replay", "object": "model", "created": CREATED, "owned_by": "tests"}
        self._send(200, {"object": "list", "data": [model]})

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        request = self._request(json.loads(self.rfile.read(length)))
        self.replay.requests.append(request)
        if self.path != "/v1/chat/completions":
            self._refuse(self.replay.dialect.unknown_path)
        elif request.has_schema and not self.replay.transcript.takes_schema:
            self._refuse(self.replay.dialect.troubles["no_schema"])
        elif refused := set(self.replay.transcript.refuses) & set(request.body):
            self._refuse(without(min(refused)))
        else:
            self._answer(request, self.replay.next_reply())

    def _request(self, body: dict[str, Any]) -> Request:
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(self.path, headers, body)

    def _answer(self, request: Request, reply: Reply) -> None:
        if reply.wait:
            self._wait(reply.wait)
        if reply.trouble is not None:
            return self._refuse(self.replay.dialect.troubles[reply.trouble])
        if reply.page:
            return self._refuse(Refusal(200, reply.page, {"content-type": "text/html"}))
        try:
            words = filled(reply.said(request.has_schema), request.prompt)
        except LookupError as error:
            self.replay.problems.append(f"{self.replay.transcript.name}: {error}")
            return self._send(500, {"error": str(error)})
        wire = Wire(self.replay.dialect, str(request.body["model"]), request.wants_usage)
        plain = "".join(piece for piece in cut(words, 0) if isinstance(piece, str))
        counted = Counted(len(request.prompt.split()), len(plain.split()))
        if request.body.get("stream"):
            self._stream(wire, reply, words, counted)
        else:
            self._send(200, wire.whole(plain, reply.thought, reply.finish, counted))

    def _stream(self, wire: Wire, reply: Reply, words: str, counted: Counted) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in self._events(wire, reply, words, counted):
            self._packets(event, reply.packet)
        self._part(b"")

    def _events(self, wire: Wire, reply: Reply, words: str, counted: Counted) -> Iterator[bytes]:
        yield from wire.start()
        for piece in cut(reply.thought, reply.cut):
            if isinstance(piece, str):
                yield wire.thought(piece)
        for piece in cut(words, reply.cut):
            if isinstance(piece, str):
                yield wire.word(piece)
            elif piece.act == "ended":
                return
            else:
                yield from self._done(piece, wire)
        yield from wire.end(reply.finish, counted)

    def _done(self, mark: Mark, wire: Wire) -> Iterator[bytes]:
        if mark.act == "wait":
            self._wait(mark.name)
        elif mark.act == "error":
            yield wire.error()
        elif mark.act == "garbage":
            yield GARBAGE
        elif mark.act == "ping":
            yield PING
        else:
            self._break_off(harshly=mark.act == "reset")

    def _packets(self, event: bytes, size: int) -> None:
        if self.replay.pace:
            time.sleep(self.replay.pace)
        step = size or len(event)
        for at in range(0, len(event), step):
            self._part(event[at : at + step])

    def _part(self, data: bytes) -> None:
        """Send one chunk of HTTP's chunked encoding; the empty one ends the response."""
        try:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.replay.gates.reach(Gates.LEFT)
            raise

    def _wait(self, name: str) -> None:
        if not self.replay.gates.pass_through(name, self.connection, PATIENCE):
            self.close_connection = True
            raise _Gone(name)

    def _break_off(self, harshly: bool) -> None:
        self.close_connection = True
        if harshly:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HARSH)
            # Closed here and now, for the server would say an orderly goodbye first.
            self.rfile.close()
            self.connection.close()
        raise _Gone

    def _refuse(self, refusal: Refusal) -> None:
        self._send(refusal.status, refusal.body, dict(refusal.headers))

    def _send(
        self, status: int, body: Mapping[str, Any] | str, headers: dict[str, str] | None = None
    ) -> None:
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        for name, value in ({"content-type": JSON_TYPE} | (headers or {})).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
