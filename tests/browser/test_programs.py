"""What programs do with the running chat: the README's curl lines, and a real MCP client."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.browser.site import ROOT, running

pytestmark = pytest.mark.model

QUESTION = "Who introduced the term soft power?"
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def offering(tmp_path_factory: pytest.TempPathFactory, paper_index: Path) -> Iterator[str]:
    """The address of a server that offers tools."""
    folder = tmp_path_factory.mktemp("offering")
    command = ["assistant", "chat", "--port", "0", "--mcp", "--index", str(paper_index)]
    command += ["--documents", str(folder), "--report", str(folder)]
    with running([*command, "--feedback", str(folder / "thumbs.jsonl")], folder) as url:
        yield url


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_curl_lines_of_the_readme_get_an_answer(offering: str) -> None:
    (block,) = re.findall(r"^```bash\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    lines = block.replace("http://127.0.0.1:7860", offering)
    done = subprocess.run(["bash", "-c", lines], capture_output=True, text=True, check=True)
    assert "event: complete" in done.stdout
    (answer,) = json.loads(done.stdout.partition("data: ")[2])
    assert answer["question"] == QUESTION and answer["citations"]


@pytest.mark.filterwarnings("default")
def test_a_model_s_client_sees_two_tools_and_uses_them(offering: str) -> None:
    # In a thread of its own, for a browser that is open has a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        talk = thread.submit(lambda: asyncio.run(_with_client(f"{offering}/gradio_api/mcp/")))
        tools, asked, found = talk.result()
    assert tools == ["ask", "search"]
    assert "Joseph Nye" in asked and "citations" in asked
    assert "Joseph Nye" in found and "citations" not in found


async def _with_client(url: str) -> tuple[list[str], str, str]:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with (
        streamable_http_client(url) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        tools = await session.list_tools()
        asked = await session.call_tool("ask", {"question": QUESTION, "history": []})
        found = await session.call_tool("search", {"question": QUESTION, "count": 3})
    return sorted(tool.name for tool in tools.tools), str(asked.content), str(found.content)
