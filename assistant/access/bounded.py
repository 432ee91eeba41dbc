"""Stops a request whose body grows over what is taken, while it comes in."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Is given each piece of the body, and returns a refusal at the one that is too much.
Check = Callable[[bytes], Response | None]


async def run_bounded(
    app: ASGIApp, check: Check, scope: Scope, receive: Receive, send: Send
) -> None:
    """Run an application, and answer in its place once its request's body is too much.

    The application is told then that the client has gone, and its own answer is dropped.

    :param app: what reads the body.
    :param check: says when it is too much.
    :param scope: of the request.
    :param receive: gives the body.
    :param send: takes the answer.
    """
    started = refused = False

    async def receive_bounded() -> Message:
        nonlocal refused
        if refused:
            return {"type": "http.disconnect"}
        message = await receive()
        refusal = check(message.get("body", b"")) if message["type"] == "http.request" else None
        if refusal is None:
            return message
        refused = True
        if not started:
            await refusal(scope, receive, send)
        return {"type": "http.disconnect"}

    async def send_bounded(message: Message) -> None:
        nonlocal started
        if refused and not started:
            return
        started = True
        await send(message)

    try:
        await app(scope, receive_bounded, send_bounded)
    except ClientDisconnect:
        if not refused:
            raise
