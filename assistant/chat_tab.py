"""The tab where a person asks: the conversation, and beside it the evidence of its answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant import chat, render, scopes
from assistant.ask import MOST_QUESTION_CHARACTERS
from assistant.chat import Asker, Conversation, Exchange, Opener
from assistant.html_block import html_block
from assistant.panel import panel_html
from ingest.errors import FootnoteError, IndexNotFound
from ingest.models import Document

Update = tuple[Any, ...]
PLACEHOLDER = (
    "### What would you like to know?\n\nEach answer is quoted from the documents, word for word. "
    "Where they do not say, you are told so."
)
FILTERED_ABOVE = 12  # choices; fewer are read through faster than typed at
# How the page's own short events reach the server. Gradio's queue answers over one stream a page,
# and an event that joins it in the moment in which the stream closes is never answered (6.31).
UNQUEUED: dict[str, Any] = {"queue": False, "api_visibility": "private"}


class ChatTab:
    """Lays the tab out inside the ``gr.Blocks`` at hand, and answers its events.

    :param asker: who answers.
    :param texts: opens the current generation.
    :param examples: questions offered while nothing was asked.
    """

    def __init__(self, asker: Asker, texts: Opener, examples: Sequence[str]) -> None:
        self._asker = asker
        self._texts = texts
        self._lay_out(examples)
        self._connect()

    def _lay_out(self, examples: Sequence[str]) -> None:
        self.conversation = gr.State(())
        self.notice = html_block(visible=False)
        with gr.Row(elem_classes="fn-columns"):
            with gr.Column(scale=3, min_width=340):
                self.chatbot = gr.Chatbot(
                    label="Conversation",
                    show_label=False,
                    height="max(20rem, calc(100dvh - 16.5rem))",
                    buttons=[],
                    layout="bubble",
                    placeholder=PLACEHOLDER,
                    examples=[{"text": example} for example in examples],
                    feedback_options=None,
                    autoscroll=False,  # page.js does it; Gradio's own loses a long answer
                    elem_classes="fn-chat",
                )
                self.scope = gr.Dropdown(
                    label="Which documents to ask",
                    show_label=False,
                    container=False,
                    choices=[("Ask everything", scopes.ALL)],
                    value=scopes.ALL,
                    filterable=False,
                    visible=False,
                    elem_id="fn-scope",
                )
                with gr.Row(elem_classes="fn-ask"):
                    self.question = gr.Textbox(
                        label="Your question",
                        show_label=False,
                        container=False,
                        placeholder="Ask a question",
                        max_length=MOST_QUESTION_CHARACTERS,
                        max_lines=4,
                        autofocus=True,
                        scale=8,
                        min_width=180,
                        elem_id="fn-question-box",
                    )
                    self.send = gr.Button("Ask", variant="primary", scale=1, min_width=72)
                self.new = gr.Button("New conversation", size="sm", elem_classes="fn-new")
            with gr.Column(scale=2, min_width=340):
                self.panel = html_block(panel_html([]), elem_id="fn-panel")

    def _connect(self) -> None:
        shown = [self.chatbot, self.panel, self.question, self.conversation]
        gr.on(
            [self.send.click, self.question.submit],
            self._ask,
            [self.question, self.conversation, self.scope],
            shown,
            show_progress="minimal",
            show_progress_on=self.chatbot,
            **UNQUEUED,
        )
        self.chatbot.example_select(
            self._ask_example,
            [self.conversation, self.scope],
            shown,
            show_progress="minimal",
            **UNQUEUED,
        )
        self.new.click(start_again, None, shown, show_progress="hidden", **UNQUEUED)

    def _ask(self, question: str, conversation: Conversation, chosen: str | None = None) -> Update:
        if not question.strip():
            return (gr.skip(),) * 4
        scope = scopes.chosen(chosen)
        done = chat.answered(conversation, question.strip(), self._asker, self._texts, scope)
        return messages(done), panel_html(chat.evidence_of(done)), "", done

    def _ask_example(
        self, conversation: Conversation, chosen: str | None, event: gr.SelectData
    ) -> Update:
        return self._ask(event.value["text"], conversation, chosen)

    def look(self, chosen: str | None) -> tuple[gr.HTML, gr.Dropdown]:
        """Return what stands in the way of an answer, and which documents can be asked.

        :param chosen: which of them are; kept where that is still to be had.
        """
        try:
            documents = self._texts().listed()
        except IndexNotFound:
            return html_block(render.problem_html(chat.NO_INDEX), visible=True), _scopes([], None)
        except FootnoteError as exc:
            return html_block(render.problem_html(str(exc)), visible=True), _scopes([], None)
        return html_block(visible=False), _scopes(documents, chosen)


def _scopes(documents: Sequence[Document], chosen: str | None) -> gr.Dropdown:
    choices = scopes.choices(documents)
    known = [value for _, value in choices]
    return gr.Dropdown(
        choices=choices,
        value=chosen if chosen in known else scopes.ALL,
        filterable=len(choices) > FILTERED_ABOVE,
        visible=len(choices) > 1,
    )


def start_again() -> Update:
    """Return an empty conversation to show."""
    return [], panel_html([]), "", ()


def messages(conversation: Conversation) -> list[dict[str, Any]]:
    """Return a conversation as the messages of a Chatbot.

    Each is an ``gr.HTML`` of our own escaped markup: a plain string would be read as Markdown,
    and the Chatbot's sanitiser lets images and forms through.
    """
    shown: list[dict[str, Any]] = []
    for exchange in conversation:
        question, answer = render.question_html(exchange.question), _reply_html(exchange)
        shown.append({"role": "user", "content": html_block(question)})
        shown.append({"role": "assistant", "content": html_block(answer)})
    return shown


def _reply_html(exchange: Exchange) -> str:
    if exchange.evidence is None:
        return render.problem_html(exchange.problem)
    return render.answer_html(exchange.evidence.answer, exchange.number)
