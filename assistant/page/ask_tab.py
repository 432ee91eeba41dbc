"""The tab where a person asks: documents on the left, the conversation, its evidence on the right.

The server keeps no conversation. It comes with each question as JSON and goes back with the answer,
so that nobody's is mixed up with another's, and a restart loses none.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from functools import partial
from typing import Any

import gradio as gr

from assistant import scopes
from assistant.ask import MOST_QUESTION_CHARACTERS
from assistant.dictionary import Words
from assistant.escape import escape, escape_markdown
from assistant.page import chat, frame, render
from assistant.page.chat import Asker, Opener
from assistant.page.document_list import documents_html
from assistant.page.html_block import html_block
from assistant.page.line import Line, Waiting
from assistant.page.panel import panel_html
from assistant.page.parts import ModelShown
from assistant.page.unqueued import UNQUEUED
from assistant.said.words import said_in
from assistant.steps import Step, Tell
from assistant.transcript.models import Conversation, Excerpt, Exchange
from assistant.transcript.stored import from_json, to_json
from assistant.transcript.verify import Standing, standing
from index.models import EVERYTHING, Scope
from ingest.errors import FootnoteError, IndexNotFound

Update = tuple[Any, ...]
EXAMPLES = ("first", "second", "third", "fourth")
# What the page's script adds to a question: the conversation cut where one is asked anew, and the
# documents that are not ticked.
_ASKED = "(question, stored) => footnote.asked(question, stored)"
_EXAMPLE = "(stored) => footnote.asked('', stored).slice(1)"
_OPENED = "() => footnote.opened()"
_KEPT = "(stored) => footnote.keep(stored)"


class AskTab:
    """Lays the tab out inside the ``gr.Blocks`` at hand, and answers its events.

    :param words: of the page.
    :param asker: who answers.
    :param texts: opens the current generation.
    :param line: where a question waits while others are answered.
    :param model: that writes the answers; None where they are quotations.
    """

    def __init__(
        self,
        words: Words,
        asker: Asker,
        texts: Opener,
        line: Line,
        model: ModelShown | None = None,
    ) -> None:
        self._words = words
        self._asker = asker
        self._texts = texts
        self._line = line
        self._model = model
        self._lay_out()
        self.seen = [self.notice, self.documents]
        self._shown_parts = [self.chatbot, self.panel, self.stored, self.question]
        self._connect()

    def _lay_out(self) -> None:
        words = self._words
        self.stored, self.unticked = gr.JSON(visible=False), gr.JSON(visible=False)
        self.opener = gr.Button(visible="hidden", elem_id="fn-opener")
        self.notice = html_block(visible=False)
        with gr.Row(elem_classes="fn-columns", elem_id="fn-columns"):
            with gr.Column(elem_id="fn-left", min_width=0):
                html_block(frame.conversations_html(words))
                self.documents = html_block(elem_id="fn-shelf")
            with gr.Column(elem_id="fn-middle", min_width=0):
                html_block(frame.toggle_html(words))
                self._lay_out_conversation()
            with gr.Column(elem_id="fn-right", min_width=0):
                self.panel = html_block(panel_html(words, [], self._since), elem_id="fn-panel")

    def _lay_out_conversation(self) -> None:
        words = self._words
        self.chatbot = gr.Chatbot(
            label=words.say("ask.conversation"),
            show_label=False,
            height="max(18rem, calc(100dvh - 15.5rem))",
            buttons=[],
            layout="bubble",
            placeholder=welcome(words, self._model),
            examples=[{"text": words.say(f"examples.{each}")} for each in EXAMPLES],
            feedback_options=None,
            autoscroll=False,  # the page's script does it; Gradio's own loses a long answer
            elem_classes="fn-chat",
        )
        html_block(frame.editing_html(words))
        with gr.Row(elem_classes="fn-ask"):
            self.question = gr.Textbox(
                label=words.say("ask.label"),
                show_label=False,
                container=False,
                placeholder=words.say("ask.placeholder"),
                max_length=MOST_QUESTION_CHARACTERS,
                max_lines=4,
                autofocus=True,
                scale=8,
                min_width=150,
                elem_id="fn-question-box",
            )
            self.send = gr.Button(
                words.say("ask.send"),
                variant="primary",
                scale=1,
                min_width=72,
                elem_id="fn-send",
            )
            self.stop = gr.Button(
                words.say("ask.stop"),
                variant="stop",
                scale=1,
                min_width=72,
                elem_id="fn-stop",
            )
        html_block(frame.below_html(words))

    def _connect(self) -> None:
        given = [self.question, self.stored, self.unticked]
        shown = self._shown_parts
        asking = partial(
            gr.on,
            inputs=given,
            outputs=shown,
            js=_ASKED,
            show_progress="minimal",
            show_progress_on=self.chatbot,
            concurrency_limit=None,  # the line lets in so many at once
            concurrency_id="page",
            api_visibility="private",
        )
        asked = asking([self.send.click, self.question.submit], self._ask)
        example = asking(
            [self.chatbot.example_select], self._ask_example, inputs=given[1:], js=_EXAMPLE
        )
        self.stop.click(
            self._show,
            [self.stored],
            shown,
            cancels=[asked, example],
            show_progress="hidden",
            **UNQUEUED,
        )
        for event in (asked, example):
            # Gradio does not take an unexpected error for an end, so that is named too.
            for ended in (event.then, event.failure):
                ended(None, [self.stored], None, js=_KEPT, show_progress="hidden")
        self._show_opened(self.opener.click, self._show)

    def show_kept_on(self, event: Callable[..., Any]) -> None:
        """Show the conversation that the browser has open, as the page loads.

        :param event: the page's loading.
        """
        self._show_opened(event, self._show_first)

    def _show_opened(self, event: Callable[..., Any], show: Callable[[object], Update]) -> None:
        event(
            show,
            [self.stored],
            self._shown_parts,
            js=_OPENED,
            show_progress="hidden",
            **UNQUEUED,
        )

    async def _ask(
        self, question: str, stored: object, unticked: object
    ) -> AsyncGenerator[Update, None]:
        question = question.strip()
        if not question:
            yield (gr.skip(),) * 4
            return
        conversation = self._begun(stored, question)
        yield self._pending(conversation, None, "")
        work = partial(self._answered, conversation, unticked)
        last: object = None
        async with aclosing(self._line.steps(work)) as steps:
            async for done in steps:
                if isinstance(done, Conversation):
                    yield self._shown(done)
                elif done is not last:  # a step that goes on is told again and again
                    last = done
                    yield self._pending(conversation, done, gr.skip())

    async def _ask_example(
        self, stored: object, unticked: object, event: gr.SelectData
    ) -> AsyncGenerator[Update, None]:
        async with aclosing(self._ask(event.value["text"], stored, unticked)) as updates:
            async for update in updates:
                yield update

    def _begun(self, stored: object, question: str) -> Conversation:
        """Return the browser's conversation with one more question.

        :raises gr.Error: when that cannot be, for the person to see.
        """
        try:
            return chat.begun(self._words, conversation_of(stored), question)
        except FootnoteError as exc:
            raise gr.Error(escape(str(exc)), print_exception=False) from exc

    def _answered(self, begun: Conversation, unticked: object, tell: Tell) -> Conversation:
        try:
            held = self._texts().listed()
        except FootnoteError:  # whoever answers meets it too, and says so
            return self._answered_of(begun, EVERYTHING, tell)
        try:
            scope = scopes.of_unticked(unticked, held, said_in(self._words.language))
        except FootnoteError as exc:
            return chat.refused(begun, exc)
        return self._answered_of(begun, scope, tell)

    def _answered_of(self, begun: Conversation, scope: Scope, tell: Tell) -> Conversation:
        return chat.answered(self._words, begun, self._asker, self._texts, scope, tell)

    def _pending(
        self, conversation: Conversation, step: Waiting | Step | None, question: object
    ) -> Update:
        words, number = self._words, conversation.exchanges[-1].number
        shown = messages(words, conversation)
        shown[-1]["content"] = html_block(render.pending_html(words, step, number))
        panel: object = gr.skip()
        if isinstance(step, Step) and step.answer is not None:
            growing = chat.evidence_for(number, step.answer, self._texts)
            panel = panel_html(words, [*chat.evidence_of(conversation), growing], self._since)
        return shown, panel, to_json(conversation), question

    def _shown(self, conversation: Conversation) -> Update:
        panel = panel_html(self._words, chat.evidence_of(conversation), self._since)
        return messages(self._words, conversation), panel, to_json(conversation), gr.skip()

    def _show(self, stored: object) -> Update:
        """Show a conversation that the browser kept."""
        conversation = conversation_of(stored)
        *shown, _ = self._shown(conversation)
        return (*shown, "") if not conversation.exchanges else (*shown, gr.skip())

    def _show_first(self, stored: object) -> Update:
        # Whoever is quick has typed or asked a question by now, which must stay.
        return self._show(stored) if stored else (gr.skip(),) * 4

    def _since(self, excerpt: Excerpt) -> Standing:
        try:
            return standing(excerpt, self._texts())
        except FootnoteError:
            return "unknown"

    def look(self) -> tuple[gr.HTML, str]:
        """Return what stands in the way of an answer, and the list of documents to ask."""
        words = self._words
        try:
            listed = documents_html(words, self._texts().listed())
        except IndexNotFound:
            return html_block(render.problem_html(words.say("ask.no-index")), visible=True), ""
        except FootnoteError as exc:
            return html_block(render.problem_html(str(exc)), visible=True), ""
        return html_block(visible=False), listed


def welcome(words: Words, model: ModelShown | None) -> str:
    """Return what an empty conversation says, as Markdown: who answers, and what goes to whom.

    :param words: of the page.
    :param model: that writes the answers; None where they are quotations.
    """
    if model is None:
        return words.say("ask.empty")
    name = escape_markdown(model.name)
    if not model.host:
        return words.say("ask.empty-written", model=name)
    return words.say("ask.empty-written-there", model=name, host=escape_markdown(model.host))


def conversation_of(stored: object) -> Conversation:
    """Return the conversation that came from the browser; an empty one where it has none.

    :raises gr.Error: when it cannot be read, for the person to see.
    """
    if not stored:
        return Conversation()
    try:
        return from_json(stored)
    except FootnoteError as exc:
        raise gr.Error(escape(str(exc)), print_exception=False) from exc


def messages(words: Words, conversation: Conversation) -> list[dict[str, Any]]:
    """Return a conversation as the messages of a Chatbot.

    :param words: of the page.

    Each is an ``gr.HTML`` of our own escaped markup: a plain string would be read as Markdown,
    and the Chatbot's sanitiser lets images and forms through.
    """
    shown: list[dict[str, Any]] = []
    for exchange in conversation.exchanges:
        question = render.question_html(words, exchange.question, exchange.number)
        shown.append({"role": "user", "content": html_block(question)})
        shown.append({"role": "assistant", "content": html_block(_reply_html(words, exchange))})
    return shown


def _reply_html(words: Words, exchange: Exchange) -> str:
    if exchange.evidence is None:
        return render.problem_html(exchange.problem)
    return render.answer_html(words, exchange.evidence.answer, exchange.number)
