from __future__ import annotations

import base64
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.access.accounts_file import AccountsFile
from assistant.page.app import build_app
from assistant.page.server import Serving, create_app
from tests.assistant.access.samples import ADA, BOB, OTHER_PASSWORD, put
from tests.assistant.parts import parts_of

pytestmark = pytest.mark.usefixtures("loop")
VIEW = "/documents/view?doc=paper.md"


def client(root: Path, serving: Serving, host: str = "127.0.0.1:7860") -> TestClient:
    parts = parts_of(root)
    app = create_app(build_app(parts), parts, serving)
    return TestClient(app, base_url=f"http://{host}", follow_redirects=False)


@pytest.mark.parametrize(
    ("serving", "host", "status"),
    [
        (Serving("127.0.0.1"), "127.0.0.1:7860", 200),
        (Serving("127.0.0.1"), "localhost", 200),
        (Serving("127.0.0.1"), "evil.example", 421),
        (Serving("127.0.0.2"), "127.0.0.2:7860", 200),
        (Serving("127.0.0.2"), "evil.example", 421),
        # Behind a proxy the name is the proxy's.
        (Serving("127.0.0.1", "/footnote"), "papers.example", 200),
        (Serving("0.0.0.0"), "papers.example", 200),
    ],
)
def test_it_answers_under_its_own_names(
    tmp_path: Path, serving: Serving, host: str, status: int
) -> None:
    assert client(tmp_path, serving, host).get(VIEW).status_code == status


def test_there_is_no_other_documentation_than_gradio_s(tmp_path: Path) -> None:
    page = client(tmp_path, Serving("127.0.0.1"))
    assert [page.get(path).status_code for path in ("/docs", "/redoc")] == [404, 404]


def test_what_another_site_sends_is_refused(tmp_path: Path) -> None:
    page = client(tmp_path, Serving("127.0.0.1"))
    for path in ("/feedback", "/conversations/export?form=json", "/gradio_api/queue/join"):
        sent = page.post(path, json={}, headers={"Origin": "https://evil.example"})
        assert sent.status_code == 403, path


def test_with_accounts_nobody_gets_in_without_one(tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.txt"
    put(accounts, ADA, BOB)
    page = client(tmp_path, Serving("127.0.0.1", accounts=AccountsFile(accounts)))
    sent = page.get("/", headers={"Accept": "text/html"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/login")
    for path in (VIEW, "/status", "/config"):
        assert page.get(path).status_code == 401, path
    known = base64.b64encode(f"bob:{OTHER_PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {known}"}
    assert page.get(VIEW, headers=headers).status_code == 200
    files = {"files": ("a.md", b"A fact.")}
    upload = page.post("/gradio_api/upload", files=files, headers=headers)
    assert upload.status_code == 403
