"""Of many people asking at once: how long they waited, who got another's answer, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from eval.load_models import Asked, Count, Load, Reply, Said, Waits

MOST_SHOWN = 5
MOST_CHARACTERS = 160
_TEXTS = ("question", "searched_question", "answer", "index")
_QUOTED = ("citations", "nearest")
# A line of the server's log that its level begins, or that ends a traceback.
_COMPLAINT = re.compile(
    r"(?:WARNING|ERROR|CRITICAL)\b.*|[\w.]*(?:Error|Exception|Timeout|Warning)(?::.*)?"
)


def said_of(answer: object) -> Said | None:
    """Read what the endpoint returned.

    :param answer: the JSON of an answer, as ``ask --json`` prints it.
    :return: None when it is none.
    """
    if not isinstance(answer, Mapping):
        return None
    try:
        question, searched, text, generation = (str(answer[name]) for name in _TEXTS)
        quotes = tuple(str(each["quote"]) for name in _QUOTED for each in answer[name])
    except (KeyError, TypeError):
        return None
    return Said(question, searched, text, quotes, generation)


def waits(replies: Iterable[Reply]) -> Waits:
    """Return how long those that got an answer waited."""
    import numpy as np

    seconds = sorted(reply.seconds for reply in replies if reply.said)
    if not seconds:
        return Waits(0, 0.0, 0.0, 0.0)
    return Waits(len(seconds), median(seconds), float(np.percentile(seconds, 95)), seconds[-1])


def errors(replies: Iterable[Reply]) -> tuple[Count, ...]:
    """Return what went wrong, the most frequent first."""
    return counted(reply.error for reply in replies if reply.said is None)


def generations(replies: Iterable[Reply]) -> tuple[Count, ...]:
    """Return which generations answered, the most frequent first."""
    return counted(reply.said.generation for reply in replies if reply.said)


def mix_ups(replies: Iterable[Reply], alone: Collection[tuple[Asked, Said]]) -> tuple[Count, ...]:
    """Return the answers that are not what their question gets when it is asked alone.

    :param replies: what was answered while many asked.
    :param alone: what each question got, asked alone of each generation; an answer must be that
        of the generation which it names.
    """
    return counted(
        _mix_up(reply.asked, reply.said)
        for reply in replies
        if reply.said and (reply.asked, reply.said) not in alone
    )


def _mix_up(asked: Asked, said: Said) -> str:
    if said.question != asked.question:
        return f"{asked.question!r} got the answer to {said.question!r}"
    return (
        f"{asked.question!r} of session {asked.session}, searched as {said.searched!r}, got of "
        f"{said.generation} what it does not get alone: {said.text!r}"
    )


def complaints(log: str) -> tuple[Count, ...]:
    """Return the warnings and errors of a server's log, the most frequent first."""
    return counted(line for line in log.splitlines() if _COMPLAINT.fullmatch(line))


def counted(things: Iterable[str]) -> tuple[Count, ...]:
    """Count what is the same, the most frequent first."""
    return tuple(Count(what, count) for what, count in Counter(things).most_common())


def load_json(load: Load) -> dict[str, Any]:
    """Return the figures as JSON."""
    return asdict(load) | {"rate": load.rate, "ratio": load.ratio}


def render_load(load: Load) -> str:
    """Return the figures as plain text for the terminal."""
    rebuild = load.rebuild
    published = "published" if rebuild.published else f"NOT published: {rebuild.words}"
    return "\n".join(
        [
            f"{load.people} people at once, {load.asked} questions in {load.seconds:.1f} s, "
            f"{load.rate:.1f} answers a second",
            _row("one alone", load.alone),
            f"{_row('all together', load.together)}, {load.ratio:.1f} of alone",
            f"longest queue told    {load.largest_rank + 1:6} questions",
            f"rebuild meanwhile     {rebuild.seconds:6.2f} s, {rebuild.alone_seconds:.2f} s while "
            f"nobody asks; {published}",
            f"answers from          {_listed(load.generations) or 'none'}",
            f"the asking itself     {load.asker_cores:6.2f} of a core",
            *_section("errors", load.errors),
            *_section("mix-ups", load.mix_ups),
            *_section("complaints in the server's log", load.log),
        ]
    )


def _row(name: str, waited: Waits) -> str:
    return (
        f"{name:<20}  {waited.median:6.2f} s median, {waited.p95:.2f} s p95, "
        f"{waited.longest:.2f} s longest of {waited.count}"
    )


def _listed(counts: Sequence[Count]) -> str:
    return ", ".join(f"{each.what} {each.count}" for each in counts)


def _section(name: str, counts: Sequence[Count]) -> list[str]:
    lines = [f"{name}: {sum(each.count for each in counts) or 'none'}"]
    lines += [f"  {each.count} x {_short(each.what)}" for each in counts[:MOST_SHOWN]]
    if len(counts) > MOST_SHOWN:
        lines.append(f"  and {len(counts) - MOST_SHOWN} more kinds; --json has them all")
    return lines


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_CHARACTERS else f"{line[: MOST_CHARACTERS - 1]}…"
