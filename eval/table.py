"""A report as plain aligned text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from eval.measures import MEASURES, WRITING_MEASURES, Measure
from eval.models import Estimate, Group, Report
from eval.writing import lines_of, tally_of

KIND_MEASURES = (
    "evidence_first",
    "evidence_in_three",
    "citation_precision",
    "citation_recall",
    "false_answers",
    "false_refusals",
    "replies",
)
NOTHING = "-"
# Of a figure; a share has three, as has what is not named here.
PLACES = {"_ms": 0, "_tokens": 0, "_seconds": 1}


def render_table(report: Report) -> str:
    """Return the figures: headline and overall with intervals, then languages, then kinds.

    Where a language model wrote, the headline's figures of both follow side by side.
    """
    wide = tuple(dict.fromkeys((report.headline, report.overall)))
    languages = [group for group in report.groups if group.by == "language"]
    kinds = [group for group in report.groups if group.by == "kind"]
    parts = [_heading(report), align(_measure_rows(wide, languages)), align(_kind_rows(kinds))]
    if report.written_headline is not None:
        written = "\n".join(lines_of(tally_of(report.written)))
        parts += [written, align(_written_rows(report.headline, report.written_headline))]
    return "\n\n".join(parts)


def show(estimate: Estimate | None, *, interval: bool) -> str:
    """Return a figure as text: ``.812 [.741, .870]``, milliseconds whole, ``-`` without value.

    :param interval: with its interval, where it has one.
    """
    if estimate is None or estimate.value is None:
        return NOTHING
    places = next((n for end, n in PLACES.items() if estimate.measure.endswith(end)), 3)
    text = f"{estimate.value:.{places}f}"
    if not interval or estimate.low is None or estimate.high is None:
        return text
    return f"{text} [{estimate.low:.{places}f}, {estimate.high:.{places}f}]"


def pick(group: Group, measure: str) -> Estimate | None:
    """Return a group's estimate of one measure."""
    return next((e for e in group.estimates if e.measure == measure), None)


def _heading(report: Report) -> str:
    overall = report.overall
    lines = [
        f"{overall.questions} questions ({overall.questions - overall.answerable} without an "
        f"answer), {report.info.index or 'no index'}, {report.info.model or 'no model'}; "
        "95 % bootstrap intervals"
    ]
    if report.errors:
        lines.append(f"{len(report.errors)} could not be asked and score 0")
    return "\n".join(lines)


def _measure_rows(wide: Sequence[Group], languages: Sequence[Group]) -> list[list[str]]:
    header = ["measure", *[f"{g.name} ({g.questions})" for g in (*wide, *languages)]]
    rows = [header]
    for measure in MEASURES:
        name = _name(measure)
        full = [show(pick(group, measure.name), interval=True) for group in wide]
        short = [show(pick(group, measure.name), interval=False) for group in languages]
        rows.append([name, *full, *short])
    return rows


def _written_rows(quoted: Group, written: Group) -> list[list[str]]:
    rows = [[f"{quoted.name} ({quoted.questions})", "quoted", "written"]]
    for measure in MEASURES + WRITING_MEASURES:
        figures = [show(pick(g, measure.name), interval=True) for g in (quoted, written)]
        rows.append([_name(measure), *figures])
    return rows


def _name(measure: Measure) -> str:
    return measure.name if measure.higher_is_better else f"{measure.name} ↓"


def _kind_rows(kinds: Sequence[Group]) -> list[list[str]]:
    # Two lines of header, so that the table is no wider than a terminal.
    heads = [name.partition("_") for name in KIND_MEASURES]
    rows = [["kind", "n", *[head for head, _, _ in heads]], ["", "", *[t for _, _, t in heads]]]
    for group in kinds:
        figures = [show(pick(group, name), interval=False) for name in KIND_MEASURES]
        rows.append([group.name, str(group.questions), *figures])
    return rows


def align(rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """Return rows as lines, each column as wide as its widest cell.

    :param rows: of equal length.
    :param left: so many of the first columns begin at the left, the others end at the right.
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at < left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
