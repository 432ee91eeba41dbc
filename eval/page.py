"""A report as one HTML page that loads nothing from elsewhere; everything in it is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from assistant.models import Answer, Citation
from eval.measures import MEASURES, WRITING_MEASURES, Measure
from eval.metrics import plain
from eval.models import Group, Report, Row
from eval.plots import latency_plot, recall_plot, risk_coverage_plot
from eval.table import pick, show
from eval.writing import lines_of, outcome_of, tally_of

FILTERS = ("verdict", "split", "language", "kind")
Column = tuple[str, Group]
"""What stands above a column, and the figures in it."""

GOOD = ("right", "rightly refused", "right reply")
STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;
color:#1b1f24;background:#fff}
h1,h2{font-weight:600}table{border-collapse:collapse;margin:1rem 0;display:block;overflow-x:auto}
th,td{padding:.25rem .6rem;border-bottom:1px solid #d8dee4;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}.plots{display:flex;flex-wrap:wrap;gap:1rem}
.plots svg{width:23rem;height:auto}label{margin-right:1rem}
article{border:1px solid #d8dee4;border-left-width:5px;border-radius:4px;padding:.5rem 1rem;
margin:.6rem 0}article.right{border-left-color:#1a7f37}article.wrong{border-left-color:#cf222e}
article h3{margin:.2rem 0;font-size:1rem}article p{margin:.3rem 0}
.meta{color:#57606a;font-size:.85rem}blockquote{margin:.2rem 0 .2rem 1rem;color:#424a53}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}
.plots svg{background:#fff}.meta,blockquote{color:#9198a1}}
"""
SCRIPT = """
const boxes=[...document.querySelectorAll("select[data-filter]")];
const search=document.getElementById("search");const count=document.getElementById("count");
function apply(){let shown=0;const words=search.value.toLowerCase();
for(const row of document.querySelectorAll("article")){
const fits=boxes.every(b=>!b.value||row.dataset[b.dataset.filter]===b.value)
&&row.textContent.toLowerCase().includes(words);row.hidden=!fits;shown+=fits;}
count.textContent=shown;}
for(const box of [...boxes,search])box.addEventListener("input",apply);
"""


def render_page(report: Report) -> str:
    """Return the report as an HTML page with its figures, plots and every question.

    :raises EvaluationError: when matplotlib is missing.
    """
    info = report.info
    plots = (risk_coverage_plot(report), recall_plot(report), latency_plot(report))
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Footnote: evaluation</title><style>{STYLE}</style></head><body>",
            "<h1>Evaluation</h1>",
            f'<p class="meta">{escape(info.started)} · {escape(info.questions_file)} · '
            f"{escape(info.index)} · {escape(info.model)} · seed {info.seed} · "
            "95 % bootstrap intervals</p>",
            _figures_table("Figures", _columns(report)),
            _written_table(report),
            f'<div class="plots">{"".join(plots)}</div>',
            _figures_table("By kind", _titled(g for g in report.groups if g.by == "kind")),
            "<h2>Questions</h2>",
            _filters(report.rows),
            *[_article(row) for row in report.rows],
            f"<script>{SCRIPT}</script></body></html>\n",
        ]
    )


def verdict(row: Row) -> str:
    """Return what became of a question in a word or two."""
    if row.error is not None:
        return "error"
    refused = row.answer is None or row.answer.abstained
    if row.question.expects == "reply":
        return "right reply" if row.scores.replied else "wrong reply"
    if not row.question.answerable:
        return "rightly refused" if refused else "false answer"
    if refused:
        return "false refusal"
    return "right" if row.scores.correct else "wrong evidence"


def _columns(report: Report) -> list[Column]:
    languages = [group for group in report.groups if group.by == "language"]
    return _titled(dict.fromkeys((report.headline, report.overall, *languages)))


def _titled(groups: Iterable[Group]) -> list[Column]:
    return [(f"{group.name} ({group.questions})", group) for group in groups]


def _written_table(report: Report) -> str:
    written = report.written_headline
    if written is None:
        return ""
    columns = [("quoted", report.headline), ("written", written)]
    title = f"Written, {written.name} ({written.questions})"
    table = _figures_table(title, columns, MEASURES + WRITING_MEASURES)
    return table + _paragraphs(lines_of(tally_of(report.written)), "meta")


def _figures_table(
    title: str, columns: Sequence[Column], measures: Sequence[Measure] = MEASURES
) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name, _ in columns)
    rows = []
    for measure in measures:
        arrow = "" if measure.higher_is_better else " ↓"
        cells = "".join(
            f"<td>{escape(show(pick(group, measure.name), interval=True))}</td>"
            for _, group in columns
        )
        rows.append(
            f'<tr><td title="{escape(measure.meaning)}">{escape(measure.name)}{arrow}</td>'
            f"{cells}</tr>"
        )
    return (
        f"<h2>{escape(title)}</h2><table><thead><tr><th>measure</th>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _filters(rows: Sequence[Row]) -> str:
    boxes = []
    for name in FILTERS:
        values = dict.fromkeys(_facet(row, name) for row in rows)
        options = "".join(f"<option>{escape(value)}</option>" for value in values)
        boxes.append(
            f'<label>{name} <select data-filter="{name}"><option value="">all</option>'
            f"{options}</select></label>"
        )
    return (
        f'<p>{"".join(boxes)}<label>text <input id="search" type="search"></label>'
        f'<span id="count">{len(rows)}</span> shown</p>'
    )


def _facet(row: Row, name: str) -> str:
    question = row.question
    facets = {
        "verdict": verdict(row),
        "split": question.split,
        "language": question.language,
        "kind": question.kind,
    }
    return facets[name]


def _article(row: Row) -> str:
    question = row.question
    data = " ".join(f'data-{name}="{escape(_facet(row, name))}"' for name in FILTERS)
    good = verdict(row) in GOOD
    return (
        f'<article class="{"right" if good else "wrong"}" {data}>'
        f'<p class="meta">{escape(question.id)} · {escape(question.language)} · '
        f"{escape(question.kind)} · {escape(question.split)} · "
        f"<strong>{escape(verdict(row))}</strong>{_way(row.answer)} · "
        f"{row.scores.latency_ms:.0f} ms</p>"
        f"{_history(row)}<h3>{escape(question.question)}</h3>"
        f"{_outcome(row)}{_written(row.written)}{_gold(row)}</article>"
    )


def _way(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return f" · taken as {escape(answer.way)} · confidence {answer.confidence:.3f}"


def _history(row: Row) -> str:
    turns = (f"{turn.role}: {turn.content}" for turn in row.question.history)
    return _paragraphs(turns, "meta")


def _outcome(row: Row) -> str:
    if row.answer is None:
        return _paragraphs([f"error: {row.error}"], "")
    if row.answer.abstained:
        said = f"refused: {row.answer.reason or 'no reason given'}"
    elif row.answer.reply:
        said = f"reply: {row.answer.reply}"
    else:
        said = plain(row.answer.text)
    return _paragraphs([said], "") + _paragraphs(_remarks(row.answer), "meta")


def _written(row: Row | None) -> str:
    if row is None:
        return ""
    outcome = outcome_of(row)
    lines = [f"written · {outcome} · {row.scores.latency_ms:.0f} ms"]
    if row.answer is None:
        return _paragraphs([*lines, f"error: {row.error}"], "meta")
    writing = row.answer.writing
    dropped = () if writing is None else writing.dropped
    lines += [f"dropped ({each.reason}): {each.text}" for each in dropped]
    said = [row.answer.text] if row.answer.is_written else []
    cited = [f"[{c.marker}] {c.quote} ({_place(c)})" for c in row.answer.citations if said]
    return _paragraphs(said, "") + _paragraphs([*lines, *cited], "meta")


def _remarks(answer: Answer) -> Iterator[str]:
    if answer.note:
        yield f"note: {answer.note}"
    if answer.missing:
        yield f"missing: {', '.join(answer.missing)}"
    yield from (f"[{c.marker}] {_place(c)}" for c in answer.citations)
    # What was said is shown above; what came nearest is seen nowhere else.
    yield from (f"nearest: {c.quote} ({_place(c)})" for c in answer.nearest)


def _place(citation: Citation) -> str:
    page = "" if citation.page is None else f", page {citation.page}"
    return f"{citation.document} {citation.start}–{citation.end}{page}"


def _gold(row: Row) -> str:
    quotations = "".join(
        f"<blockquote>{escape(text)}</blockquote>" for text in row.question.evidence
    )
    accepted = " | ".join(row.question.answers)
    lines = [f"expected: {accepted}"] if accepted else []
    if not row.question.answerable:
        lines = [f"expected: a {row.question.expects}"]
    if row.question.missing:
        lines.append(f"expected as missing: {', '.join(row.question.missing)}")
    lines += [f"stands in no indexed document: {text}" for text in row.unlocated]
    return _paragraphs(lines, "meta") + quotations


def _paragraphs(lines: Iterable[str], css: str) -> str:
    return "".join(f'<p class="{css}">{escape(line)}</p>' for line in lines)
