"""With the default model nothing leaves this machine: building, asking, the page."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from assistant.ask import Assistant
from index.build import build_index
from index.search import Index
from tests.architecture import ROOT
from tests.blocked import NetworkClosed, close_network, is_local

QUESTION = "Who introduced the concept of soft power?"
# Whatever these would forbid must not be wanted in the first place.
SWITCHES = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "GRADIO_ANALYTICS_ENABLED", "HF_HOME")
DOOR = re.compile(r"http://127\.0\.0\.1:\d+")
STARTED_WITHIN = 180  # seconds


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was tried while the network is closed."""
    for name in SWITCHES:
        monkeypatch.delenv(name, raising=False)
    notes: list[str] = []
    close_network(notes.append, monkeypatch.setattr)
    return notes


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", None, b"localhost"])
def test_this_machine_is_local(host: object) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["huggingface.co", "10.0.0.1", "::ffff:8.8.8.8", b"example.org"])
def test_others_are_not_local(host: object) -> None:
    assert not is_local(host)


def test_a_try_is_noted(tried: list[str]) -> None:
    with pytest.raises(NetworkClosed, match=r"getaddrinfo huggingface\.co"):
        socket.create_connection(("huggingface.co", 443), timeout=1)
    with socket.socket() as client, pytest.raises(NetworkClosed, match=r"connect 192\.0\.2\.1"):
        client.connect(("192.0.2.1", 443))
    with (
        socket.socket(type=socket.SOCK_DGRAM) as client,
        pytest.raises(NetworkClosed, match=r"sendto 192\.0\.2\.1"),
    ):
        client.sendto(b"?", ("192.0.2.1", 53))
    assert len(tried) == 3


def test_this_machine_can_be_reached(tried: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1]), timeout=5).close()
    assert tried == []


@pytest.mark.model
def test_building_and_asking_need_no_network(
    tried: list[str], documents_dir: Path, tmp_path: Path
) -> None:
    report = build_index(documents_dir, tmp_path / "index")
    answer = Assistant(Index(tmp_path / "index")).ask(QUESTION)
    assert report.embedded > 0
    assert not answer.abstained
    assert answer.citations
    assert tried == []


@pytest.mark.model
def test_the_commands_need_no_network(documents_dir: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    with _nothing_leaves(tmp_path) as environment:
        built = _door(environment, "index", "build", "--documents", documents_dir, "--index", index)
        asked = _door(environment, "assistant", "ask", QUESTION, "--index", index, "--json")
    assert "1 added" in built
    assert json.loads(asked)["abstained"] is False


def test_a_model_of_the_hub_would_need_one(documents_dir: Path, tmp_path: Path) -> None:
    """So that the tests around it can fail."""
    folders = ("--documents", documents_dir, "--index", tmp_path / "index")
    with (
        pytest.raises(AssertionError, match="to leave by the proxy"),
        _nothing_leaves(tmp_path) as environment,
    ):
        done = _run(environment, "index", "build", "--model", "example/model", *folders)
    assert done.returncode != 0


@pytest.mark.model
def test_the_page_needs_no_network(paper_index: Path, documents_dir: Path, tmp_path: Path) -> None:
    folders = ("--index", str(paper_index), "--documents", str(documents_dir))
    with (
        _nothing_leaves(tmp_path) as environment,
        subprocess.Popen(
            [*_blocked(environment), "assistant", "chat", "--port", "0", *folders],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        ) as page,
    ):
        # A page that never starts must not hold up the other tests for ever.
        watch = threading.Timer(STARTED_WITHIN, page.kill)
        watch.start()
        try:
            said = page.stdout.readline() if page.stdout else ""
            door = DOOR.search(said)
            assert door, said
            events = _ask(door[0])
        finally:
            watch.cancel()
            page.terminate()
    assert '"abstained": false' in events


def _ask(door: str) -> str:
    """Load the page, ask through its endpoint, and return the events that came back."""
    opener = build_opener(ProxyHandler({}))
    with opener.open(door, timeout=60) as page:
        assert page.status == 200
    asked = Request(
        f"{door}/gradio_api/call/ask",
        json.dumps({"data": [QUESTION, []]}).encode(),
        {"Content-Type": "application/json"},
    )
    with opener.open(asked, timeout=60) as called:
        event = json.load(called)["event_id"]
    with opener.open(f"{door}/gradio_api/call/ask/{event}", timeout=60) as events:
        return str(events.read().decode("utf-8"))


@contextmanager
def _nothing_leaves(folder: Path) -> Iterator[dict[str, str]]:
    """Yield an environment for a process that may reach only this machine; check that it did.

    Python's sockets are closed in the process. A library that calls from native code goes round
    them; by the proxy variables it would come to a listener here, that notes who knocked.

    :param folder: for its home and its notes.
    """
    home = folder / "home"
    home.mkdir()
    knocks: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as trap:
        proxy = f"http://127.0.0.1:{trap.getsockname()[1]}"
        thread = threading.Thread(target=_note_knocks, args=(trap, knocks), daemon=True)
        thread.start()
        kept = {name: value for name, value in os.environ.items() if name not in SWITCHES}
        proxies = {
            name: proxy for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy")
        }
        own = {"HOME": str(home), "NOTES": str(folder / "tried.txt"), "no_proxy": "127.0.0.1"}
        yield kept | proxies | own | {"NO_PROXY": "127.0.0.1,localhost"}
        trap.shutdown(socket.SHUT_RDWR)
        thread.join()
    tried = folder / "tried.txt"
    assert not tried.exists(), tried.read_text(encoding="utf-8")
    assert not knocks, f"{len(knocks)} tries to leave by the proxy"


def _note_knocks(trap: socket.socket, knocks: list[object]) -> None:
    while True:
        try:
            client, address = trap.accept()
        except OSError:
            return
        knocks.append(address)
        client.close()


def _blocked(environment: dict[str, str]) -> list[str]:
    return [sys.executable, "-m", "tests.blocked", environment["NOTES"]]


def _door(environment: dict[str, str], *arguments: str | Path) -> str:
    done = _run(environment, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _run(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_blocked(environment), *map(str, arguments)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
