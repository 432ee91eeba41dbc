"""A rebuild and an evaluation as HTML: how far they are, and what came of them."""

from __future__ import annotations

from assistant.dictionary import Words
from assistant.escape import escape, one_line
from assistant.jobs.models import EvaluationState, JobState, RebuildState
from assistant.page.render import problem_html
from assistant.page.shelf_html import report_html
from assistant.page.words import decimal, moment

QUARTERS = 4
SHOWN_LINES = 20


def rebuild_html(words: Words, state: RebuildState) -> str:
    """Return a rebuild at work, or what the last one did; nothing before the first."""
    if state.running:
        return _at_work(
            words, state, words.say("jobs.rebuilding"), words.say("jobs.progress-rebuild")
        )
    if not state.started_at:
        return ""
    what = report_html(words, state.report) if state.report else problem_html(state.problem)
    line = "jobs.last" if state.report else "jobs.unfinished"
    return f'<div class="fn-job">{what}{_hint(words, line, state)}</div>'


def evaluation_html(words: Words, state: EvaluationState) -> str:
    """Return an evaluation at work, or how the last one ended; nothing before the first."""
    if state.running:
        return _at_work(
            words, state, words.say("jobs.evaluating"), words.say("jobs.progress-evaluation")
        )
    if not state.started_at:
        return ""
    if state.ending in ("done", "left out", "stopped"):
        ending = words.say(f"jobs.ended-{state.ending.replace(' ', '-')}")
        what = f'<p class="fn-built">{escape(ending)}</p>'
        line = "jobs.unfinished" if state.ending == "stopped" else "jobs.last-evaluation"
    else:
        what = f"{problem_html(state.problem)}{_hint_of(words.say('jobs.kept'))}"
        line = "jobs.unfinished"
    said = "" if state.ending == "done" else _said(words, state.lines)
    return f'<div class="fn-job">{what}{_hint(words, line, state)}{said}</div>'


def time_words(words: Words, seconds: float) -> str:
    """Return a time as a person would say it: "a few seconds", "40 s", "2 min", "1.5 h"."""
    if seconds < 10:
        return words.say("jobs.few-seconds")
    if seconds < 55:
        return words.say("jobs.seconds", number=words.number(10 * round(seconds / 10)))
    if seconds < 90 * 60:
        return words.say("jobs.minutes", number=words.number(max(1, round(seconds / 60))))
    return words.say("jobs.hours", number=decimal(words, seconds / 3600))


def _at_work(words: Words, state: JobState, what: str, label: str) -> str:
    phase = phase_words(words, state.phase)
    facts = [_by(words, state)] if state.by else []
    if state.total > 0:
        facts.append(
            words.say("jobs.count", done=words.number(state.done), total=words.number(state.total))
        )
    facts.append(words.say("jobs.so-far", time=time_words(words, state.seconds)))
    if state.seconds_left is not None:
        facts.append(words.say("jobs.left", time=_about(words, state.seconds_left)))
    shown = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    return (
        f'<div class="fn-job fn-job-running"><p class="fn-job-what">{escape(what)}: '
        f"<strong>{escape(phase)}</strong></p>{_bar(state, label)}"
        f'<p class="fn-job-facts">{shown}</p>'
        f'<p class="fn-job-spoken" aria-live="polite">{escape(_spoken(words, state, what))}</p>'
        "</div>"
    )


def phase_words(words: Words, phase: str) -> str:
    """Return what is being done in a phase; a phase that is not known is called what it is."""
    known = f"jobs.phase-{phase or 'none'}"
    return words.say(known) if known in words.entries else one_line(phase)


def _bar(state: JobState, label: str) -> str:
    # Without a value it is one that moves and says nothing of how far.
    known = f' max="{state.total}" value="{state.done}"' if state.total > 0 else ""
    return f'<progress class="fn-progress" aria-label="{escape(label)}"{known}></progress>'


def _spoken(words: Words, state: JobState, what: str) -> str:
    """Return what changes rarely enough to be read aloud."""
    at = f"{what}, {phase_words(words, state.phase)}"
    quarter = min(QUARTERS, QUARTERS * state.done // state.total) if state.total > 0 else 0
    if not quarter:
        return words.say("jobs.under-way", what=at)
    return words.say("jobs.share", what=at, share=words.say(f"jobs.quarter-{quarter}"))


def _about(words: Words, seconds: float) -> str:
    time = time_words(words, seconds)
    few = words.say("jobs.few-seconds")
    return time if time == few else words.say("jobs.about", time=time)


def _hint(words: Words, key: str, state: JobState) -> str:
    by = f", {_by(words, state)}" if state.by else ""
    text = words.say(
        key, moment=moment(words, state.started_at), by=by, time=time_words(words, state.seconds)
    )
    return _hint_of(text)


def _hint_of(line: str) -> str:
    return f'<p class="fn-hint">{escape(line)}</p>'


def _by(words: Words, state: JobState) -> str:
    return words.say("jobs.by", name=one_line(state.by))


def _said(words: Words, lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    shown = "".join(f"<li>{escape(one_line(line))}</li>" for line in lines[-SHOWN_LINES:])
    summary = f"<summary>{words.say('jobs.said')}</summary>"
    return f'<details class="fn-said">{summary}<ul class="fn-said-lines">{shown}</ul></details>'
