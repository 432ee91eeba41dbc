"""A report of claims as a file that a browser saves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import urlencode

from assistant.claims.checker import Checker
from assistant.claims.export import to_csv, to_json, to_markdown
from assistant.claims.models import ClaimsReport
from assistant.saved_file import Form, SavedFile

PATH = "claims/export"


def _spreadsheet(report: ClaimsReport) -> str:
    # Without the mark, Excel takes UTF-8 for the system's old encoding, and Cyrillic is lost.
    return "\ufeff" + to_csv(report)


FORMS: Mapping[str, Form[ClaimsReport]] = {
    "markdown": Form("Markdown", ".md", "text/markdown", to_markdown),
    "csv": Form("CSV", ".csv", "text/csv", _spreadsheet),
    "json": Form("JSON", ".json", "application/json", to_json),
}


def download_url(paper: str, form: str) -> str:
    """Return the address of a paper's claims as a file.

    :param paper: its document id.
    :param form: one of ``FORMS``.
    """
    return f"{PATH}?{urlencode({'doc': paper, 'format': form})}"


def download(checker: Checker, query: Mapping[str, str]) -> SavedFile:
    """Return the file that a query asks for.

    :param checker: who holds papers against their sources.
    :param query: ``doc``, and ``format``, Markdown where it is none of ``FORMS``.
    :raises FootnoteError: when the index does not hold the paper, or cannot be read.
    """
    paper = query.get("doc", "")
    form = FORMS.get(query.get("format", ""), FORMS["markdown"])
    return form.file(checker.report(paper), f"{PurePosixPath(paper).stem or 'paper'}-claims")
