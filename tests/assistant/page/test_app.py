from __future__ import annotations

import json
import re
from pathlib import Path

import gradio as gr
import pytest

from assistant.dictionary import LANGUAGES, Words
from assistant.page.app import build_app, page_css, page_head
from assistant.page.line import Line
from assistant.page.words import page_words, script_words
from tests.assistant.page.english import EN
from tests.assistant.parts import parts_of

pytestmark = pytest.mark.usefixtures("loop")


def built(root: Path, *, programs: bool = True, mcp: bool = False) -> gr.Blocks:
    return build_app(parts_of(root), EN, Line(2), programs=programs, mcp=mcp)


def seen_by_programs(page: gr.Blocks) -> list[str]:
    return sorted(str(fn.api_name) for fn in page.fns.values() if fn.api_visibility == "public")


def test_programs_see_what_asks_and_what_searches(tmp_path: Path) -> None:
    page = built(tmp_path)
    info = page.get_api_info()
    assert info is not None and not info["unnamed_endpoints"]
    assert sorted(info["named_endpoints"]) == ["/ask", "/ask_within", "/search"]
    assert seen_by_programs(page) == ["ask", "ask_within", "search"]


def test_two_of_them_are_tools_and_wait_in_no_queue(tmp_path: Path) -> None:
    page = built(tmp_path, mcp=True)
    assert seen_by_programs(page) == ["ask", "search"]
    assert not any(fn.queue for fn in page.fns.values() if fn.api_visibility == "public")


def test_the_page_of_another_language_has_nothing_for_programs(tmp_path: Path) -> None:
    assert seen_by_programs(built(tmp_path, programs=False)) == []


def test_only_what_takes_time_goes_through_the_queue_of_the_page(tmp_path: Path) -> None:
    page = built(tmp_path)
    queued = {fn.name for fn in page.fns.values() if fn.queue and fn.fn is not None}
    assert queued == {"_ask", "_ask_example", "_add", "ask", "ask_within", "search"}


def test_nothing_is_sent_to_gradio_s_makers(tmp_path: Path) -> None:
    assert built(tmp_path).analytics_enabled is False


def test_the_head_has_the_scripts_and_their_words() -> None:
    head = page_head(EN)
    words, *scripts = re.findall(r"<script[^>]*>(.*?)</script>", head, re.DOTALL)
    assert json.loads(words) == script_words(EN) and "<" not in words
    assert len(scripts) == 7 and all("footnote" in script for script in scripts)
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", head)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_knows_the_language_of_its_words(language: str) -> None:
    words = page_words(language)
    found = re.search(
        r'<script type="application/json" id="fn-words" lang="(\w+)">(.*?)<', page_head(words)
    )
    assert found is not None and found[1] == language
    assert json.loads(found[2]) == script_words(words)


def test_no_word_ends_the_script_that_holds_it() -> None:
    said = {"note": "</script><script>alert(1)</script><!--"}
    hostile = Words("en", {f"script.{key}": text for key, text in said.items()})
    words = re.findall(r"<script[^>]*>(.*?)</script>", page_head(hostile), re.DOTALL)[0]
    assert json.loads(words) == said and "<" not in words


def test_every_style_sheet_is_there_and_loads_nothing() -> None:
    for sheet in page_css():
        assert not re.search(r"@import|url\((?!data:)", sheet.read_text(encoding="utf-8")), sheet
