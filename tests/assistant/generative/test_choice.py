"""Which model is asked for, what is said where that is not clear, and that no key is shown."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.generative.choice import KEY, MODEL, URL, Choice, chosen, open_model
from ingest.errors import LanguageModelError

OLLAMA = "http://127.0.0.1:11434/v1"


def test_none_is_asked_for() -> None:
    assert chosen(None, None, {}) is None
    assert chosen("", "", {MODEL: "qwen3:4b", KEY: "k"}) is None


def test_flags_go_before_the_environment() -> None:
    environment = {URL: "https://models.example/v1", MODEL: "large", KEY: " sk-1 "}
    assert chosen(None, None, environment) == Choice("https://models.example/v1", "large", "sk-1")
    assert chosen(f"{OLLAMA}/", "small", environment) == Choice(OLLAMA, "small", "sk-1")
    assert chosen(OLLAMA, None, environment) == Choice(OLLAMA, "large", "sk-1")


@pytest.mark.parametrize("name", ["/models/tiny", "Qwen/Qwen3-0.6B", r"C:\models\tiny"])
def test_a_local_model_needs_no_server(name: str) -> None:
    found = chosen(f"transformers:{name}", None, {KEY: "unused"})
    assert found == Choice("", name) and found.is_local


@pytest.mark.parametrize(
    ("llm", "model", "said"),
    [
        (None, "qwen3:4b", "not where it runs: add --llm http://127.0.0.1:11434/v1"),
        (OLLAMA, None, "but not which: add --llm-model"),
        ("localhost:11434", "m", "'localhost:11434' is no http or https address"),
        ("ftp://models.example", "m", "is no http or https address"),
        ("http://", "m", "is no http or https address"),
        ("http://a b/v1", "m", "is no http or https address"),
        ("http://[::1/v1", "m", "is no address"),
        ("http://h:99999/v1", "m", "is no address"),
        ("transformers:", None, "names no model"),
        (f"{OLLAMA}?key=sk-secret", "m", "ends in a query"),
        ("http://ada:sk-secret@h/v1", "m", "a name or password before its host"),
    ],
)
def test_what_cannot_be_meant_is_said(llm: str | None, model: str | None, said: str) -> None:
    with pytest.raises(LanguageModelError) as caught:
        chosen(llm, model, {})
    assert said in str(caught.value) and caught.value.kind == "setup"
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize("key", ["a b", "a\nb", "ключ"])
def test_a_key_that_is_none_is_not_repeated(key: str) -> None:
    with pytest.raises(LanguageModelError, match=KEY) as caught:
        chosen(OLLAMA, "m", {KEY: key})
    assert key not in str(caught.value)


def test_the_key_is_not_shown() -> None:
    found = chosen(OLLAMA, "m", {KEY: "sk-secret"})
    assert found is not None and found.key == "sk-secret"
    assert "sk-secret" not in repr(found) + repr(open_model(found))


def test_nothing_is_imported_where_none_is_asked_for() -> None:
    code = (
        "import sys; from assistant.generative.choice import chosen; "
        "import assistant.ask, assistant.generative.writing; chosen(None, None, {}); "
        "print({'openai', 'transformers', 'torch', 'httpx2'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_a_server_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.generative import openai_server

    monkeypatch.setattr(openai_server, "find_spec", lambda name: None)
    with pytest.raises(LanguageModelError, match=r"pip install \.\[llm\]"):
        open_model(Choice(OLLAMA, "m"))


def test_a_local_model_that_is_none_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("empty")
    with pytest.raises(LanguageModelError, match="no instruct model") as caught:
        open_model(Choice("", str(folder)))
    assert caught.value.kind == "setup"
