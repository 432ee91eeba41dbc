"""The report's plots, each an SVG that stands inside the page and loads nothing."""

from __future__ import annotations

import io
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

from eval.models import Group, Report
from eval.table import pick
from ingest.errors import EvaluationError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE = (5.2, 3.4)  # inches
RECALLS = ("recall@1", "recall@3", "recall@5")
COLOURS = ("#9ecae1", "#4292c6", "#084594")
LINE = "#084594"


def risk_coverage_plot(report: Report) -> str:
    """Draw the risk-coverage curve over all questions, as an SVG element."""
    figure, axes = _figure("Risk against coverage", "share of questions answered", "share wrong")
    coverage = [point.coverage for point in report.risk_coverage]
    axes.plot(coverage, [point.risk for point in report.risk_coverage], color=LINE)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    return _svg(figure)


def recall_plot(report: Report) -> str:
    """Draw recall@1, @3 and @5 by language with their intervals, as an SVG element."""
    figure, axes = _figure("Recall by language", "", "recall")
    languages = [group for group in report.groups if group.by == "language" and group.answerable]
    for at, (measure, colour) in enumerate(zip(RECALLS, COLOURS, strict=True)):
        _bars(axes, languages, measure, colour, (at - 1) * 0.27)
    axes.set_xticks(range(len(languages)), [group.name for group in languages])
    axes.set_ylim(0, 1.05)
    # Below the axes, where it hides no bar.
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=3, frameon=False)
    return _svg(figure)


def latency_plot(report: Report) -> str:
    """Draw how long the questions took, as an SVG element."""
    figure, axes = _figure("Latency", "milliseconds a question", "questions")
    taken = [row.scores.latency_ms for row in report.rows]
    # From 0: bins between figures that are almost equal would have no width.
    axes.hist(taken, bins=30, range=(0, max(*taken, 1.0)), color=LINE)
    return _svg(figure)


def _bars(axes: Axes, groups: list[Group], measure: str, colour: str, offset: float) -> None:
    places, heights, below, above = [], [], [], []
    for at, group in enumerate(groups):
        found = pick(group, measure)
        if found is None or found.value is None or found.low is None or found.high is None:
            continue
        places.append(at + offset)
        heights.append(found.value)
        # A percentile interval of few questions need not hold its mean.
        below.append(max(0.0, found.value - found.low))
        above.append(max(0.0, found.high - found.value))
    spread = [below, above]
    axes.bar(places, heights, 0.25, yerr=spread, color=colour, label=measure, capsize=2)


def require_plots() -> None:
    """Make sure that the plots can be drawn.

    :raises EvaluationError: when what draws them is not installed.
    """
    if find_spec("matplotlib") is None:
        raise EvaluationError(
            "matplotlib is not installed, and the report's plots need it: run `make eval`, which "
            "installs it, or `python -m pip install -c constraints.txt -e '.[eval]'`."
        )


def _figure(title: str, x: str, y: str) -> tuple[Figure, Axes]:
    require_plots()
    from matplotlib.figure import Figure

    # Not pyplot: it keeps every figure in a global list and may look for a display.
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title, fontsize=11)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    # Inside HTML neither is needed, and a page without addresses plainly loads nothing.
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    return re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg)
