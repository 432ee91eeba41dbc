"""The evaluation's last report as a page of its own, for a frame that lets it do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.escape import escape
from assistant.jobs.report_files import HTML_FILE, read_bounded
from ingest.errors import ReportInvalid

NONE_YET = "No report yet"
HOW_TO = (
    "Nothing was evaluated so far. Start the evaluation on this page, or run `make eval` on the "
    "server."
)
NOT_SHOWN = "The report cannot be shown"
# A report has a script that filters its questions. Here no script runs, so it and the boxes that
# would do nothing are left out; what keeps scripts from running is the policy, not this.
_SCRIPT, _SCRIPT_END = b"<script>", b"</script>"
_WITHOUT_FILTERS = b"<style>p:has(select[data-filter]){display:none}</style></head>"
_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1f24;background:#fff}h1{font-size:1.2rem}"
    "@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}}"
)


@dataclass(frozen=True, slots=True)
class ReportView:
    """A page, and what it must be sent with.

    :param html: the whole page, UTF-8.
    :param status: HTTP status.
    """

    html: bytes
    status: int = 200

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that keep the page from doing anything but show itself."""
        return {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }


def report_view(folder: Path) -> ReportView:
    """Return the last report, or a page that says why there is none to show.

    :param folder: where ``report.html`` lies.
    """
    try:
        file = read_bounded(folder / HTML_FILE)
    except ReportInvalid as exc:
        return _own(NOT_SHOWN, str(exc), status=500)
    if file is None:
        # Nothing went wrong, and a browser would log any other status as an error of the page.
        return _own(NONE_YET, HOW_TO)
    return ReportView(still(file.data))


def still(html: bytes) -> bytes:
    """Return a report without its script, and without the boxes that would need it."""
    before, _, rest = html.rpartition(_SCRIPT)
    _, end, after = rest.partition(_SCRIPT_END)
    if before and end:
        html = before + after
    return html.replace(b"</head>", _WITHOUT_FILTERS, 1)


def _own(title: str, text: str, status: int = 200) -> ReportView:
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · Footnote</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1><p>{escape(text)}</p></body></html>\n"
    )
    return ReportView(page.encode(), status)
