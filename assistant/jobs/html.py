"""A rebuild and an evaluation as HTML: how far they are, and what came of them."""

from __future__ import annotations

from assistant.escape import escape, one_line
from assistant.jobs.models import EvaluationState, RebuildState
from assistant.page.shelf_html import report_html

WORDS = {
    "rebuilding": "The index is being rebuilt",
    "evaluating": "The evaluation is at work",
    "by": "started by {name}",
    "someone": "someone",
    "progress_rebuild": "Progress of the rebuild",
    "progress_evaluation": "Progress of the evaluation",
    "count": "{done} of {total}",
    "so_far": "{time} so far",
    "left": "{time} left",
    "under_way": "{what}.",
    "share": "{what}: {share} of this step is done.",
    "last": "Last rebuild: {moment} UTC, {by}.",
    "last_evaluation": "Last evaluation: {moment} UTC, {by}; it took {time}.",
    "unfinished": "Last try: {moment} UTC, {by}.",
    "done": "Every question was asked: the report below is new.",
    "left out": (
        "The report below is new, but something was left out: a question could not be asked, or a "
        "measure fell below the baseline."
    ),
    "stopped": "The evaluation was stopped. The report below is the one before.",
    "kept": "The report below, where there is one, is the one before.",
    "said": "What the evaluation wrote",
    "few_seconds": "a few seconds",
    "seconds": "{number} s",
    "minutes": "{number} min",
    "hours": "{number} h",
    "about": "about {time}",
}
PHASES = {
    "": "preparing",
    "read": "reading the documents",
    "embed": "embedding the passages",
    "write": "writing the index",
    "asking": "asking the questions",
}
# Said to those who hear the page: so that it does not speak all the time, in quarters.
QUARTERS = ("", "a quarter", "half", "three quarters", "all")
SHOWN_LINES = 20


def rebuild_html(state: RebuildState) -> str:
    """Return a rebuild at work, or what the last one did; nothing before the first."""
    if state.running:
        return _at_work(state, WORDS["rebuilding"], WORDS["progress_rebuild"])
    if not state.started_at:
        return ""
    what = report_html(state.report) if state.report else _problem(state.problem)
    line = WORDS["last" if state.report else "unfinished"]
    return f'<div class="fn-job">{what}{_hint(line, state)}</div>'


def evaluation_html(state: EvaluationState) -> str:
    """Return an evaluation at work, or how the last one ended; nothing before the first."""
    if state.running:
        return _at_work(state, WORDS["evaluating"], WORDS["progress_evaluation"])
    if not state.started_at:
        return ""
    if state.ending in ("done", "left out", "stopped"):
        what = f'<p class="fn-built">{escape(WORDS[state.ending])}</p>'
        line = WORDS["unfinished" if state.ending == "stopped" else "last_evaluation"]
    else:
        what = _problem(state.problem) + f'<p class="fn-hint">{escape(WORDS["kept"])}</p>'
        line = WORDS["unfinished"]
    said = "" if state.ending == "done" else _said(state.lines)
    return f'<div class="fn-job">{what}{_hint(line, state)}{said}</div>'


def time_words(seconds: float) -> str:
    """Return a time as a person would say it: "a few seconds", "40 s", "2 min", "1.5 h"."""
    if seconds < 10:
        return WORDS["few_seconds"]
    if seconds < 55:
        return WORDS["seconds"].format(number=10 * round(seconds / 10))
    if seconds < 90 * 60:
        return WORDS["minutes"].format(number=max(1, round(seconds / 60)))
    return WORDS["hours"].format(number=f"{seconds / 3600:.1f}")


def _at_work(state: RebuildState | EvaluationState, what: str, label: str) -> str:
    phase = PHASES.get(state.phase, state.phase)
    facts = [_by(state)]
    if state.total > 0:
        facts.append(WORDS["count"].format(done=state.done, total=state.total))
    facts.append(WORDS["so_far"].format(time=time_words(state.seconds)))
    if state.seconds_left is not None:
        facts.append(WORDS["left"].format(time=_about(state.seconds_left)))
    shown = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    return (
        f'<div class="fn-job fn-job-running"><p class="fn-job-what">{escape(what)}: '
        f"<strong>{escape(one_line(phase))}</strong></p>{_bar(state, label)}"
        f'<p class="fn-job-facts">{shown}</p>'
        f'<p class="fn-job-spoken" aria-live="polite">{escape(_spoken(state, what))}</p></div>'
    )


def _problem(problem: str) -> str:
    return f'<p class="fn-problem">{escape(problem)}</p>'


def _bar(state: RebuildState | EvaluationState, label: str) -> str:
    # Without a value it is one that moves and says nothing of how far.
    known = f' max="{state.total}" value="{state.done}"' if state.total > 0 else ""
    return f'<progress class="fn-progress" aria-label="{escape(label)}"{known}></progress>'


def _spoken(state: RebuildState | EvaluationState, what: str) -> str:
    """Return what changes rarely enough to be read aloud."""
    phase = one_line(PHASES.get(state.phase, state.phase))
    quarter = min(4, 4 * state.done // state.total) if state.total > 0 else 0
    line = WORDS["share" if quarter else "under_way"]
    return line.format(what=f"{what}, {phase}", share=QUARTERS[quarter])


def _about(seconds: float) -> str:
    words = time_words(seconds)
    return words if words == WORDS["few_seconds"] else WORDS["about"].format(time=words)


def _hint(line: str, state: RebuildState | EvaluationState) -> str:
    moment = state.started_at[:16].replace("T", " ")
    text = line.format(moment=moment, by=_by(state), time=time_words(state.seconds))
    return f'<p class="fn-hint">{escape(text)}</p>'


def _by(state: RebuildState | EvaluationState) -> str:
    return WORDS["by"].format(name=one_line(state.by) or WORDS["someone"])


def _said(lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    shown = "".join(f"<li>{escape(one_line(line))}</li>" for line in lines[-SHOWN_LINES:])
    summary = f"<summary>{escape(WORDS['said'])}</summary>"
    return f'<details class="fn-said">{summary}<ul class="fn-said-lines">{shown}</ul></details>'
