"""A report of claims as a file that a browser saves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, urlencode

from assistant.claims.checker import Checker
from assistant.claims.export import to_csv, to_json, to_markdown
from assistant.claims.models import ClaimsReport

PATH = "claims/export"


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a report can be saved.

    :param words: what it is called.
    :param ending: of the file's name.
    :param media_type: of the file.
    :param write: makes it of a report.
    """

    words: str
    ending: str
    media_type: str
    write: Callable[[ClaimsReport], str]


def _spreadsheet(report: ClaimsReport) -> str:
    # Without the mark, Excel takes UTF-8 for the system's old encoding, and Cyrillic is lost.
    return "\ufeff" + to_csv(report)


FORMS: Mapping[str, Form] = {
    "markdown": Form("Markdown", ".md", "text/markdown", to_markdown),
    "csv": Form("CSV", ".csv", "text/csv", _spreadsheet),
    "json": Form("JSON", ".json", "application/json", to_json),
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file, and the headers it must be sent with.

    :param body: UTF-8.
    :param media_type: without parameters.
    :param name: of the file.
    """

    body: bytes
    media_type: str
    name: str

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that make a browser save it under its name (RFC 6266)."""
        return {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(self.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }


def download_url(paper: str, form: str) -> str:
    """Return the address of a paper's claims as a file.

    :param paper: its document id.
    :param form: one of ``FORMS``.
    """
    return f"{PATH}?{urlencode({'doc': paper, 'format': form})}"


def download(checker: Checker, query: Mapping[str, str]) -> Download:
    """Return the file that a query asks for.

    :param checker: who holds papers against their sources.
    :param query: ``doc``, and ``format``, Markdown where it is none of ``FORMS``.
    :raises FootnoteError: when the index does not hold the paper, or cannot be read.
    """
    paper = query.get("doc", "")
    form = FORMS.get(query.get("format", ""), FORMS["markdown"])
    body = form.write(checker.report(paper)).encode("utf-8", "replace")
    stem = PurePosixPath(paper).stem or "paper"
    return Download(body, form.media_type, f"{stem}-claims{form.ending}")
