from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from assistant.access.accounts_file import AccountsFile
from assistant.dictionary import LANGUAGES
from assistant.page.languages import COOKIE, prefix_of
from assistant.page.server import Serving, create_app
from assistant.page.words import page_words
from tests.assistant.access.samples import ADA, BOB, OTHER_PASSWORD, put
from tests.assistant.parts import parts_of

pytestmark = pytest.mark.usefixtures("loop")
VIEW = "/documents/view?doc=paper.md"


def client(root: Path, serving: Serving, host: str = "127.0.0.1:7860") -> TestClient:
    parts = parts_of(root)
    app = create_app(parts, serving)
    return TestClient(
        app, base_url=f"http://{host}", root_path=serving.root_path, follow_redirects=False
    )


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


def config_of(page: TestClient, path: str) -> dict[str, Any]:
    found = re.search(r"window\.gradio_config = (\{.*?\});</script>", page.get(path).text)
    assert found is not None
    config: dict[str, Any] = json.loads(found[1])
    return config


@pytest.mark.parametrize("root_path", ["", "/papers"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_in_each_language_below_its_own_path(
    tmp_path: Path, language: str, root_path: str
) -> None:
    page = client(tmp_path, Serving("127.0.0.1", root_path))
    words, prefix = page_words(language), prefix_of(language)
    config = config_of(page, f"{root_path}{prefix}/")
    labels = [part["props"].get("label") for part in config["components"]]
    assert [words.say(f"tabs.{name}") for name in ("ask", "documents")] == [
        label for label in labels if label in (words.say("tabs.ask"), words.say("tabs.documents"))
    ]
    assert urlsplit(config["root"]).path == f"{root_path}{prefix}"
    assert f'lang=\\"{language}\\"' in json.dumps(config["head"])
    view = page.get(f"{root_path}{prefix}{VIEW}")
    assert view.status_code == 200 and f'<html lang="{language}">' in view.text
    assert page.get(f"{root_path}{prefix}/status").json()["running"] is False


def test_a_document_opened_from_elsewhere_is_shown_in_the_language_of_who_reads(
    tmp_path: Path,
) -> None:
    page = client(tmp_path, Serving("127.0.0.1"))
    wish = {"Accept-Language": "kk"}
    assert '<html lang="kk">' in page.get(VIEW, headers=wish).text
    assert '<html lang="ru">' in page.get(f"/ru{VIEW}", headers=wish).text
    missing = page.get("/documents/view?doc=none.md", headers=wish).text
    assert page_words("kk").say("document.missing") in missing
    page.cookies.set(COOKIE, "ru")
    assert '<html lang="ru">' in page.get(VIEW, headers=wish).text


def test_what_programs_ask_stands_at_the_top_alone(tmp_path: Path) -> None:
    page = client(tmp_path, Serving("127.0.0.1", mcp=True))
    asked = {path: page.get(f"{path}/gradio_api/info").json() for path in ("", "/ru", "/kk")}
    assert {path: sorted(found["named_endpoints"]) for path, found in asked.items()} == {
        "": ["/ask", "/search"],
        "/ru": [],
        "/kk": [],
    }
    schemas = [page.get(f"{path}/gradio_api/mcp/schema").status_code for path in ("", "/ru", "/kk")]
    assert schemas == [200, 404, 404]


def test_there_is_no_other_documentation_than_gradio_s(tmp_path: Path) -> None:
    page = client(tmp_path, Serving("127.0.0.1"))
    assert [page.get(path).status_code for path in ("/docs", "/redoc")] == [404, 404]


def test_what_another_site_sends_is_refused(tmp_path: Path) -> None:
    page = client(tmp_path, Serving("127.0.0.1"))
    paths = ("/feedback", "/conversations/export?form=json", "/gradio_api/queue/join")
    for path in [prefix_of(language) + path for language in LANGUAGES for path in paths]:
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
    for prefix in map(prefix_of, LANGUAGES):
        upload = page.post(f"{prefix}/gradio_api/upload", files=files, headers=headers)
        assert upload.status_code == 403, prefix
        led = page.get(f"{prefix}/", headers={"Accept": "text/html", "Accept-Language": "kk"})
        assert led.status_code == 303 and led.headers["location"].startswith("/login"), prefix
        form = page.get(f"{prefix}/login", headers={"Accept-Language": "kk"})
        assert '<html lang="kk">' in form.text and page_words("kk").say("login.help") in form.text
