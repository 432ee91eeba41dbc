"""The tab that shows the last report of the evaluation, and runs it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.access.person import person_of, require_manage
from assistant.dictionary import Words
from assistant.escape import escape
from assistant.jobs.report_summary import ReportSummary, summary_of
from assistant.page.html_block import html_block
from assistant.page.parts import Parts
from assistant.page.render import problem_html
from assistant.page.shelf_html import hint_html
from assistant.page.unqueued import UNQUEUED
from assistant.page.words import moment
from ingest.errors import FootnoteError

Update = tuple[Any, ...]
REPORT_PATH = "evaluation/report"
_LOOK_AT_JOBS = "() => { footnote.lookAtJobs(); return []; }"


class EvaluationTab:
    """Lays the tab out inside the ``gr.Blocks`` at hand, and answers its events.

    :param words: of the page.
    :param parts: the page's collaborators.
    """

    def __init__(self, words: Words, parts: Parts) -> None:
        self._words = words
        self._parts = parts
        with gr.Row(elem_classes="fn-state-row"):
            self.last = html_block(elem_id="fn-last-report")
            self.stop = gr.Button(
                self._words.say("evaluation.stop"),
                elem_id="fn-stop-evaluation",
                scale=0,
                min_width=130,
            )
            self.run = gr.Button(
                words.say("evaluation.run"),
                variant="primary",
                elem_id="fn-run-evaluation",
                scale=0,
                min_width=240,
            )
        self.told = html_block()
        html_block('<div id="fn-evaluation-state"></div>')
        self.frame = html_block()
        self.shown = [self.last, self.run, self.stop, self.frame]
        quick: dict[str, Any] = {"show_progress": "hidden", **UNQUEUED}
        for button, act in ((self.run, self._run), (self.stop, self._stop)):
            button.click(act, None, [self.told], **quick).then(None, None, None, js=_LOOK_AT_JOBS)

    def look(self, request: gr.Request) -> Update:
        """Return what is known of the last report, the buttons, and the report in its frame."""
        managed = person_of(request).role == "manage"
        buttons = (gr.Button(visible=managed), gr.Button(visible=managed))
        try:
            summary = summary_of(self._parts.report_folder)
        except FootnoteError as exc:
            return problem_html(str(exc)), *buttons, ""
        return _last_html(self._words, summary), *buttons, _frame_html(self._words, summary)

    def _run(self, request: gr.Request) -> str:
        person = person_of(request)
        try:
            require_manage(person)
        except FootnoteError as exc:
            return problem_html(str(exc))
        started = self._parts.evaluation.start(person.name)
        return "" if started else hint_html(self._words.say("evaluation.running"))

    def _stop(self, request: gr.Request) -> str:
        try:
            require_manage(person_of(request))
        except FootnoteError as exc:
            return problem_html(str(exc))
        self._parts.evaluation.stop()
        return ""


def _last_html(words: Words, summary: ReportSummary | None) -> str:
    if summary is None:
        return hint_html(words.say("evaluation.none"))
    made_at = moment(words, summary.made_at)
    line = words.say_count(
        "evaluation.last", summary.questions, moment=made_at, model=summary.model
    )
    return f'<p class="fn-index">{escape(line)}</p>'


def _frame_html(words: Words, summary: ReportSummary | None) -> str:
    """Return the report in a frame that may do nothing; its address changes with each report."""
    if summary is None:
        return ""
    return (
        f'<iframe id="fn-report-frame" sandbox title="{words.say("evaluation.frame")}"'
        f' src="{REPORT_PATH}?made={escape(summary.made_at)}"></iframe>'
    )
