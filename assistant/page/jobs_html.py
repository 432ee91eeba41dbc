"""A rebuild and an evaluation as HTML: how far they are, and what came of them."""

from __future__ import annotations

from assistant.escape import escape, one_line
from assistant.jobs.models import EvaluationState, JobState, RebuildState
from assistant.page.render import problem_html
from assistant.page.shelf_html import report_html
from assistant.page.words import dictionary, say

QUARTERS = 4
SHOWN_LINES = 20


def rebuild_html(state: RebuildState) -> str:
    """Return a rebuild at work, or what the last one did; nothing before the first."""
    if state.running:
        return _at_work(state, say("jobs.rebuilding"), say("jobs.progress-rebuild"))
    if not state.started_at:
        return ""
    what = report_html(state.report) if state.report else problem_html(state.problem)
    line = "jobs.last" if state.report else "jobs.unfinished"
    return f'<div class="fn-job">{what}{_hint(line, state)}</div>'


def evaluation_html(state: EvaluationState) -> str:
    """Return an evaluation at work, or how the last one ended; nothing before the first."""
    if state.running:
        return _at_work(state, say("jobs.evaluating"), say("jobs.progress-evaluation"))
    if not state.started_at:
        return ""
    if state.ending in ("done", "left out", "stopped"):
        ending = say(f"jobs.ended-{state.ending.replace(' ', '-')}")
        what = f'<p class="fn-built">{escape(ending)}</p>'
        line = "jobs.unfinished" if state.ending == "stopped" else "jobs.last-evaluation"
    else:
        what = problem_html(state.problem) + f'<p class="fn-hint">{escape(say("jobs.kept"))}</p>'
        line = "jobs.unfinished"
    said = "" if state.ending == "done" else _said(state.lines)
    return f'<div class="fn-job">{what}{_hint(line, state)}{said}</div>'


def time_words(seconds: float) -> str:
    """Return a time as a person would say it: "a few seconds", "40 s", "2 min", "1.5 h"."""
    if seconds < 10:
        return say("jobs.few-seconds")
    if seconds < 55:
        return say("jobs.seconds", number=10 * round(seconds / 10))
    if seconds < 90 * 60:
        return say("jobs.minutes", number=max(1, round(seconds / 60)))
    return say("jobs.hours", number=f"{seconds / 3600:.1f}")


def _at_work(state: JobState, what: str, label: str) -> str:
    phase = phase_words(state.phase)
    facts = [_by(state)] if state.by else []
    if state.total > 0:
        facts.append(say("jobs.count", done=state.done, total=state.total))
    facts.append(say("jobs.so-far", time=time_words(state.seconds)))
    if state.seconds_left is not None:
        facts.append(say("jobs.left", time=_about(state.seconds_left)))
    shown = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    return (
        f'<div class="fn-job fn-job-running"><p class="fn-job-what">{escape(what)}: '
        f"<strong>{escape(phase)}</strong></p>{_bar(state, label)}"
        f'<p class="fn-job-facts">{shown}</p>'
        f'<p class="fn-job-spoken" aria-live="polite">{escape(_spoken(state, what))}</p></div>'
    )


def phase_words(phase: str) -> str:
    """Return what is being done in a phase; a phase that is not known is called what it is."""
    known = f"jobs.phase-{phase or 'none'}"
    return say(known) if known in dictionary() else one_line(phase)


def _bar(state: JobState, label: str) -> str:
    # Without a value it is one that moves and says nothing of how far.
    known = f' max="{state.total}" value="{state.done}"' if state.total > 0 else ""
    return f'<progress class="fn-progress" aria-label="{escape(label)}"{known}></progress>'


def _spoken(state: JobState, what: str) -> str:
    """Return what changes rarely enough to be read aloud."""
    at = f"{what}, {phase_words(state.phase)}"
    quarter = min(QUARTERS, QUARTERS * state.done // state.total) if state.total > 0 else 0
    if not quarter:
        return say("jobs.under-way", what=at)
    return say("jobs.share", what=at, share=say(f"jobs.quarter-{quarter}"))


def _about(seconds: float) -> str:
    words = time_words(seconds)
    return words if words == say("jobs.few-seconds") else say("jobs.about", time=words)


def _hint(key: str, state: JobState) -> str:
    moment = state.started_at[:16].replace("T", " ")
    by = f", {_by(state)}" if state.by else ""
    text = say(key, moment=moment, by=by, time=time_words(state.seconds))
    return f'<p class="fn-hint">{escape(text)}</p>'


def _by(state: JobState) -> str:
    return say("jobs.by", name=one_line(state.by))


def _said(lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    shown = "".join(f"<li>{escape(one_line(line))}</li>" for line in lines[-SHOWN_LINES:])
    summary = f"<summary>{say('jobs.said')}</summary>"
    return f'<details class="fn-said">{summary}<ul class="fn-said-lines">{shown}</ul></details>'
