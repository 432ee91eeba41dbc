"""What programs ask the page: ``/ask``, ``/ask_within`` and ``/search``.

Offered as tools of the Model Context Protocol, ``ask`` and ``search`` are these same functions; a
tool is described to a model by the function's docstring, hence the form of those here.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.page.chat import Asker
from assistant.page.line import Line
from assistant.page.parts import Finder, Parts
from assistant.scopes import scope_of
from assistant.turns import turns_from_json
from ingest.errors import FootnoteError

MOST_PASSAGES = 50


def add_endpoints(parts: Parts, line: Line, at_once: int, *, as_tools: bool) -> None:
    """Add the endpoints to the ``gr.Blocks`` at hand.

    :param parts: has who answers and who searches.
    :param line: where a question waits while others are answered.
    :param at_once: how many of programs stand in that line; Gradio lets go of those behind them
        whose program has left.
    :param as_tools: what is documented is offered to models as a tool, ``ask`` and ``search``.
    """
    # Two to ask, for over plain HTTP Gradio fills in no value that is left out; as a tool one.
    within = "undocumented" if as_tools else "public"
    for answer, visibility in (
        (answer_for_programs(parts.asker, line), "public"),
        (answer_within(parts.asker, line), within),
        (passages_for_programs(parts.finder, line), "public"),
    ):
        api(
            answer,
            api_name=answer.__name__,
            api_visibility=visibility,
            # A tool's call that is queued comes back over HTTP, as nobody whom a login would know.
            queue=not as_tools,
            concurrency_limit=at_once,
            concurrency_id="ask",
        )


def answer_for_programs(asker: Asker, line: Line) -> Any:  # noqa: ANN401 - Gradio reads the function's own hints
    """Return the function behind the endpoint ``/ask``."""
    answer = answer_within(asker, line)

    # Gradio makes the endpoint's schema of these hints at run time; hence the plain types.
    async def ask(question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Answer a question from the documents, each sentence proved by an exact quotation.

        Where the documents do not say, "abstained" is true and there are no citations.

        Args:
            question: The question, in any language.
            history: The conversation so far, as {"role", "content"} objects; [] for none.

        """
        found: dict[str, Any] = await answer(question, history)
        return found

    return ask


def answer_within(asker: Asker, line: Line) -> Any:  # noqa: ANN401 - as above
    """Return the function behind the endpoint ``/ask_within``."""

    async def ask_within(
        question: str,
        history: list[dict[str, str]] | None = None,
        roles: list[str] | None = None,
        documents: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the documents of some roles, or from some documents, only.

        Args:
            question: The question, in any language.
            history: The conversation so far, as {"role", "content"} objects; [] for none.
            roles: Of "paper", "source" and "other"; [] for any.
            documents: Names of documents; [] for any.

        """
        if not isinstance(question, str):
            raise gr.Error("the question must be a text.", print_exception=False)
        try:
            turns, scope = turns_from_json(history), scope_of(roles, documents)
            found = await line.result(lambda tell: asker.ask(question, turns, scope, tell))
            return found.to_json()
        except FootnoteError as exc:
            raise gr.Error(str(exc), print_exception=False) from exc

    return ask_within


def passages_for_programs(finder: Finder, line: Line) -> Any:  # noqa: ANN401 - as above
    """Return the function behind the endpoint ``/search``."""

    async def search(question: str, count: int = 10) -> list[dict[str, Any]]:
        """Find the passages of the documents that are nearest to a question, without an answer.

        Args:
            question: What to look for, in any language.
            count: How many passages at most, best first; 1 to 50.

        """
        if not isinstance(question, str) or not isinstance(count, int) or isinstance(count, bool):
            raise gr.Error("expected a text and a whole number.", print_exception=False)
        if not 1 <= count <= MOST_PASSAGES:
            wrong = f"expected a number of passages from 1 to {MOST_PASSAGES}, found {count}."
            raise gr.Error(wrong, print_exception=False)
        try:
            found = await line.result(lambda _: finder(question, count))
            return [asdict(passage) for passage in found]
        except FootnoteError as exc:
            raise gr.Error(str(exc), print_exception=False) from exc

    return search
