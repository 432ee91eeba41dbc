from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.jobs.report_files import MAX_BYTES
from assistant.jobs.report_view import HOW_TO, NOT_SHOWN, report_view, still
from eval.page import SCRIPT, STYLE
from eval.report import write_report
from tests.eval.test_run import QUESTIONS, run


def test_the_last_report_is_shown_whole_but_for_its_script(tmp_path: Path) -> None:
    _, page = write_report(run(), tmp_path)
    view = report_view(tmp_path)
    assert view.status == 200
    shown = view.html.decode()
    assert SCRIPT in page.read_text(encoding="utf-8")
    assert SCRIPT not in shown and "<script" not in shown
    assert STYLE in shown and shown.count("<svg") == 3
    assert all(question.question in shown for question in QUESTIONS)
    assert shown.rstrip().endswith("</body></html>")
    assert "{display:none}</style></head><body>" in shown


def test_the_page_may_do_nothing_and_is_framed_by_this_site_alone(tmp_path: Path) -> None:
    headers = report_view(tmp_path).headers
    policy = [part.strip() for part in headers["Content-Security-Policy"].split(";")]
    assert policy == [
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    ]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("folder", ["empty", "missing"])
def test_without_a_report_a_page_says_how_to_make_one(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    view = report_view(tmp_path / folder)
    assert view.status == 200
    assert HOW_TO in view.html.decode() and "make eval" in HOW_TO


def test_a_report_that_is_too_large_is_not_shown(tmp_path: Path) -> None:
    with (tmp_path / "report.html").open("wb") as file:
        file.truncate(MAX_BYTES)
    assert report_view(tmp_path).status == 200
    with (tmp_path / "report.html").open("ab") as file:
        file.write(b".")
    view = report_view(tmp_path)
    assert view.status == 500 and "is larger than 32 MiB" in view.html.decode()


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_is_no_file_is_said_to_be_none(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "report.html"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path)
    view = report_view(tmp_path)
    assert view.status == 500 and NOT_SHOWN in view.html.decode()
    assert "run the evaluation again" in view.html.decode()
    assert str(tmp_path) not in view.html.decode()


@pytest.mark.parametrize(
    "html", [b"", b"<script>", b"no head", b"x<script>1", b"</script>x<script>" * 9]
)
def test_a_strange_report_is_left_as_it_is(html: bytes) -> None:
    assert still(html) == html
