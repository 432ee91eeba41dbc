"""The wall before a real page, reached over a real socket by the client that programs use."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gradio as gr
import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from gradio_client import Client, handle_file
from gradio_client.exceptions import AuthenticationError

from assistant.access.accounts_file import AccountsFile
from assistant.access.limits import Limits
from assistant.access.middleware import UPLOAD_PATH, Access
from assistant.access.person import person_of
from assistant.page.listen import bind, url_of
from tests.assistant.access.samples import OTHER_PASSWORD, PASSWORD, account, put

LIMITS = Limits(upload_body=200_000, window_files=5)


def who(request: gr.Request) -> str:
    person = person_of(request)
    return f"{person.name} may {person.role}"


def length(file: str) -> int:
    return len(Path(file).read_bytes())


def page() -> gr.Blocks:
    blocks: gr.Blocks = gr.Blocks(analytics_enabled=False)
    with blocks:
        file, said, size = gr.File(), gr.Textbox(), gr.Number()
        gr.Button().click(who, None, said, api_name="who")
        gr.Button().click(length, file, size, api_name="length")
    return blocks


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answers = threading.Event()

    async def startup(self, sockets: object = None) -> None:
        await super().startup(sockets)  # type: ignore[arg-type]
        self.answers.set()


@contextmanager
def served(accounts: AccountsFile) -> Iterator[str]:
    app = FastAPI()
    app.add_middleware(Access, accounts=accounts, limits=LIMITS)
    gr.mount_gradio_app(app, page(), path="/", ssr_mode=False)
    with bind("127.0.0.1", 0) as listener:
        config = uvicorn.Config(app, log_level="error", ws="none", timeout_graceful_shutdown=1)
        server = _Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            assert server.answers.wait(60)
            yield url_of(listener)
        finally:
            server.should_exit = True
            thread.join(60)
    assert not thread.is_alive()


@contextmanager
def loops_closed(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close the event loops that Gradio makes and leaves open."""
    made: list[asyncio.AbstractEventLoop] = []
    new_event_loop = asyncio.new_event_loop

    def kept() -> asyncio.AbstractEventLoop:
        made.append(new_event_loop())
        return made[-1]

    patch.setattr(asyncio, "new_event_loop", kept)
    asyncio.set_event_loop(kept())
    yield
    asyncio.set_event_loop(None)
    for loop in made:
        loop.close()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("access")
    put(folder / "accounts", account("ada"), account("bob", "ask", OTHER_PASSWORD))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
        patch.setenv("GRADIO_TEMP_DIR", str(folder / "uploads"))
        with loops_closed(patch), served(AccountsFile(folder / "accounts")) as url:
            yield url


def opened(url: str, name: str, password: str, folder: Path) -> Client:
    return Client(
        url, auth=(name, password), download_files=folder, verbose=False, analytics_enabled=False
    )


@pytest.mark.parametrize(
    ("name", "password", "role"), [("ada", PASSWORD, "manage"), ("bob", OTHER_PASSWORD, "ask")]
)
def test_a_client_logs_in_and_handlers_know_who_asks(
    url: str, tmp_path: Path, name: str, password: str, role: str
) -> None:
    client = opened(url, name, password, tmp_path)
    assert client.predict(api_name="/who") == f"{name} may {role}"
    client.close()


def test_a_client_with_a_wrong_password_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(AuthenticationError, match="Invalid credentials"):
        opened(url, "ada", OTHER_PASSWORD, tmp_path)


def test_a_client_without_a_login_gets_nothing(url: str, tmp_path: Path) -> None:
    for path in ("/config", "/gradio_api/info", "/theme.css", "/gradio_api/file=/etc/hostname"):
        assert httpx2.get(f"{url}{path}").status_code == 401
    assert httpx2.post(f"{url}/gradio_api/queue/join", json={}).status_code == 401


def test_who_manages_uploads_and_who_asks_does_not(url: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 100_000)
    client = opened(url, "ada", PASSWORD, tmp_path)
    assert client.predict(handle_file(str(file)), api_name="/length") == 100_000
    client.close()
    files = {"files": ("a.txt", b"x")}
    asking = httpx2.post(f"{url}{UPLOAD_PATH}", auth=("bob", OTHER_PASSWORD), files=files)
    assert asking.status_code == 403
    managing = httpx2.post(f"{url}{UPLOAD_PATH}", auth=("ada", PASSWORD), files=files)
    assert managing.status_code == 200


def test_an_upload_that_grows_too_large_is_stopped_while_it_comes(url: str) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'

    def body() -> Iterator[bytes]:
        yield head
        for _ in range(40):
            yield b"x" * 10_000
        yield b"\r\n--b--\r\n"

    reply = httpx2.post(
        f"{url}{UPLOAD_PATH}",
        auth=("ada", PASSWORD),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
        content=body(),
    )
    assert reply.status_code == 413
    assert "200,000 bytes" in reply.json()["detail"]
    again = httpx2.get(f"{url}/config", auth=("ada", PASSWORD))
    assert again.status_code == 200


def test_the_page_comes_once_logged_in(url: str) -> None:
    with httpx2.Client(base_url=url, follow_redirects=True) as browser:
        browser.headers["Accept"] = "text/html"
        assert 'name="password"' in browser.get("/").text
        fields = {"username": "ada", "password": PASSWORD, "next": "/"}
        page = browser.post("/login", data=fields, headers={"Origin": url})
        assert page.status_code == 200
        assert "gradio" in page.text
        assert 'name="password"' in browser.post("/logout", headers={"Origin": url}).text
        assert 'name="password"' in browser.get("/").text
