from __future__ import annotations

import base64
import json
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.access.accounts_file import AccountsFile
from assistant.page.parts import Parts
from assistant.page.routes import judge, status_of, view_document
from assistant.page.server import Serving, create_app
from assistant.transcript.stored import to_json
from index.build import BuildReport
from index.models import Progress
from ingest.errors import (
    FeedbackError,
    FootnoteError,
    IndexCorrupt,
    IndexLocked,
    IndexNotFound,
    ModelNotFound,
    TranscriptInvalid,
    WeightsMismatch,
)
from tests.assistant.access.samples import ADA, BOB, OTHER_PASSWORD, put
from tests.assistant.fakes import FakeTexts
from tests.assistant.page.english import EN
from tests.assistant.parts import parts_of
from tests.assistant.samples import QUOTE, START, answer
from tests.assistant.transcript.conversations import conversation_of

pytestmark = pytest.mark.usefixtures("loop")
LOCAL = Serving("127.0.0.1")


def stored() -> dict[str, Any]:
    """A conversation of two questions, as a browser sends it."""
    value: dict[str, Any] = json.loads(json.dumps(to_json(conversation_of([answer(), answer()]))))
    return value


def client(root: Path, parts: Parts | None = None, serving: Serving = LOCAL) -> TestClient:
    parts = parts or parts_of(root)
    app = create_app(parts, serving)
    return TestClient(app, base_url="http://127.0.0.1")


def asking(root: Path, parts: Parts | None = None) -> TestClient:
    """Return the page as one sees it who may only ask."""
    put(root / "accounts.txt", ADA, BOB)
    serving = Serving("127.0.0.1", accounts=AccountsFile(root / "accounts.txt"))
    page = client(root, parts, serving)
    known = base64.b64encode(f"bob:{OTHER_PASSWORD}".encode()).decode()
    page.headers["Authorization"] = f"Basic {known}"
    return page


def failed(root: Path) -> Parts:
    """Return the page's collaborators after a rebuild that failed."""

    def build(progress: Progress) -> BuildReport:
        raise IndexLocked("/srv/index is being built.")

    parts = parts_of(root, build=build)
    parts.rebuild.start("ada")
    assert parts.rebuild.wait(60)
    return parts


def test_a_document_is_served_in_full_beside_the_page(tmp_path: Path) -> None:
    page = client(tmp_path)
    shown = page.get(f"/documents/view?doc=paper.md&start={START}&end={START + len(QUOTE)}")
    assert shown.status_code == 200 and QUOTE in shown.text
    assert shown.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.get("/documents/view?doc=no.md").status_code == 404


@pytest.mark.parametrize(
    ("form", "media_type", "name"),
    [("csv", "text/csv", "hives-claims.csv"), ("markdown", "text/markdown", "hives-claims.md")],
)
def test_claims_are_served_as_files(tmp_path: Path, form: str, media_type: str, name: str) -> None:
    page = client(tmp_path)
    sent = page.get(f"/claims/export?doc=hives.md&format={form}")
    assert sent.headers["content-type"].startswith(media_type)
    assert sent.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert "13.2 thousand" in sent.text.replace("\\", "")
    assert page.get("/claims/export?doc=gone.md").status_code == 404


@pytest.mark.parametrize(
    "query", [{}, {"start": "1"}, {"start": "x", "end": "9"}, {"start": "9" * 5000, "end": "1"}]
)
def test_a_query_that_names_no_span_shows_the_document_unmarked(query: dict[str, str]) -> None:
    view = view_document(EN, FakeTexts(), {"doc": "paper.md", **query})
    assert view.status == 200 and "<mark" not in view.html


@pytest.mark.parametrize("kind", [IndexNotFound, IndexCorrupt, ModelNotFound, WeightsMismatch])
def test_a_document_that_cannot_be_had_is_answered_in_words(kind: type[FootnoteError]) -> None:
    view = view_document(EN, FakeTexts(error=kind("it is not here")), {"doc": "paper.md"})
    assert view.status == 404 and "it is not here" in view.html


def test_a_page_that_is_none_is_answered_in_words(tmp_path: Path) -> None:
    page = client(tmp_path)
    for path in ("/documents/page", "/documents/page.png"):
        sent = page.get(f"{path}?doc=paper.md&page=1")
        assert sent.status_code == 404 and sent.json()["problem"]


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_a_conversation_is_served_as_a_file(tmp_path: Path, form: str) -> None:
    sent = client(tmp_path).post(f"/conversations/export?form={form}", json=stored())
    assert sent.status_code == 200 and QUOTE in sent.text.replace("\\", "")
    assert sent.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("content", "media_type", "told"),
    [
        (b"{", "application/json", "not JSON"),
        (b"[" * 100_000, "application/json", "not JSON"),
        (b"[]", "application/json", "expected"),
        (b"{}", "text/plain", "content type"),
        (b"a=1", "application/x-www-form-urlencoded", "content type"),
    ],
)
def test_what_is_no_conversation_is_told(
    tmp_path: Path, content: bytes, media_type: str, told: str
) -> None:
    page = client(tmp_path)
    headers = {"Content-Type": media_type}
    for path in ("/conversations/export?form=json", "/feedback"):
        sent = page.post(path, content=content, headers=headers)
        assert sent.status_code == 400
    sent = page.post("/conversations/export?form=json", content=content, headers=headers)
    assert told in sent.json()["problem"]


def test_a_form_of_file_that_is_none_is_told(tmp_path: Path) -> None:
    sent = client(tmp_path).post("/conversations/export?form=<b>", json=stored())
    assert sent.status_code == 400 and "no form to export in" in sent.json()["problem"]


def test_a_verdict_is_written_down_with_what_went_before(tmp_path: Path) -> None:
    value = {"conversation": stored(), "number": 2, "verdict": "up", "word": "exact"}
    assert client(tmp_path).post("/feedback", json=value).json() == {"written": True}
    (line,) = (tmp_path / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    written = json.loads(line)
    assert (written["verdict"], written["word"]) == ("up", "exact")
    assert written["history"][0][0] == answer().question


def test_a_verdict_names_who_gave_it(tmp_path: Path) -> None:
    value = {"conversation": stored(), "number": 1, "verdict": "down", "word": ""}
    assert asking(tmp_path).post("/feedback", json=value).status_code == 200
    written = json.loads((tmp_path / "feedback.jsonl").read_text(encoding="utf-8"))
    assert (written["by"], written["history"]) == ("bob", [])


def test_json_may_name_its_encoding(tmp_path: Path) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    path, content = "/conversations/export?form=json", json.dumps(stored())
    assert client(tmp_path).post(path, content=content, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"number": 3}, FeedbackError),
        ({"number": 0}, FeedbackError),
        ({"number": "1"}, FeedbackError),
        ({"number": True}, FeedbackError),
        ({"number": None}, FeedbackError),
        ({"verdict": "maybe"}, FeedbackError),
        ({"word": "x" * 100_000}, FeedbackError),
        ({"conversation": {}}, TranscriptInvalid),
    ],
)
def test_what_is_no_verdict_is_told_and_nothing_written(
    tmp_path: Path, changes: dict[str, object], kind: type[FootnoteError]
) -> None:
    value = {"conversation": stored(), "number": 1, "verdict": "up", "word": ""} | changes
    with pytest.raises(kind):
        judge(parts_of(tmp_path), value, "")
    with pytest.raises(FeedbackError):
        judge(parts_of(tmp_path), [value], "")
    assert not (tmp_path / "feedback.jsonl").exists()


def test_what_was_told_already_is_not_told_again(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    first = status_of(parts, EN, "", managed=True)
    assert first["rebuild"] == "" and not first["running"]
    assert first["generation"].startswith("gen-000001")
    again = status_of(parts, EN, first["seen"], managed=True)
    assert "rebuild" not in again and again["seen"] == first["seen"]


def test_why_a_rebuild_failed_is_told_to_who_manages(tmp_path: Path) -> None:
    parts = failed(tmp_path)
    assert "/srv/index" in status_of(parts, EN, "", managed=True)["rebuild"]
    assert "/srv/index" not in str(status_of(parts, EN, "", managed=False))


def test_the_address_of_the_state_knows_who_looks(tmp_path: Path) -> None:
    parts = failed(tmp_path)
    page = client(tmp_path, parts)
    told = page.get("/status").json()
    assert "/srv/index" in told["rebuild"]
    assert "rebuild" not in page.get("/status", params={"seen": told["seen"]}).json()
    assert "rebuild" in page.get("/status", params={"seen": "another"}).json()
    told = asking(tmp_path, parts).get("/status")
    assert told.json()["rebuild"] == "" and "/srv/index" not in told.text


def test_why_an_evaluation_failed_is_told_to_who_manages(tmp_path: Path) -> None:
    fails = (sys.executable, "-c", "import sys; sys.exit('/srv/questions is missing.')")
    parts = parts_of(tmp_path, evaluation=fails)
    parts.evaluation.start("ada")
    assert parts.evaluation.wait(60)
    state = status_of(parts, EN, "", managed=True)
    assert "/srv/questions" in state["evaluation"] and not state["evaluating"]
    assert status_of(parts, EN, "", managed=False)["evaluation"] == ""


def test_a_rebuild_at_work_is_shown_to_who_asks_too(tmp_path: Path) -> None:
    go_on = Event()

    def build(progress: Progress) -> BuildReport:
        go_on.wait(60)
        raise IndexLocked("/srv/index is being built.")

    parts = parts_of(tmp_path, build=build)
    parts.rebuild.start("ada")
    try:
        state = status_of(parts, EN, "", managed=False)
        assert state["running"] and state["rebuilding"] and not state["evaluating"]
        assert state["rebuild"] and state["evaluation"] == ""
    finally:
        go_on.set()
    assert parts.rebuild.wait(60)
    assert not status_of(parts, EN, "", managed=False)["running"]


def test_without_an_index_the_state_says_so(tmp_path: Path) -> None:
    parts = replace(parts_of(tmp_path), texts=FakeTexts(error=IndexNotFound("none")))
    assert status_of(parts, EN, "", managed=True)["generation"] == ""


def test_the_evaluation_s_report_is_framed_by_this_server_alone(tmp_path: Path) -> None:
    sent = client(tmp_path).get("/evaluation/report")
    policy = sent.headers["content-security-policy"]
    assert "sandbox" in policy and "frame-ancestors 'self'" in policy
