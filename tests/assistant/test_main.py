from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import ask as ask_module
from assistant.__main__ import main
from assistant.models import Answer
from assistant.page.listen import bind
from index.models import EVERYTHING, Scope
from ingest.errors import IndexNotFound
from tests.assistant.samples import QUOTE, answer, citation, refusal


@pytest.fixture
def asked_of() -> list[Scope]:
    """The scopes that ``ask`` was asked with."""
    return []


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, asked_of: list[Scope]) -> list[Answer | IndexNotFound]:
    """Let ``ask`` answer with what is put into the list."""
    answers: list[Answer | IndexNotFound] = []

    def ask(_self: object, _question: str, *, scope: Scope) -> Answer:
        found = answers[0]
        asked_of.append(scope)
        if isinstance(found, IndexNotFound):
            raise found
        return found

    monkeypatch.setattr(ask_module.Assistant, "ask", ask)
    return answers


def test_an_answer_is_printed_with_its_citations(
    given: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    given.append(answer())
    assert main(["ask", "When?"]) == 0
    assert capsys.readouterr().out.startswith(f"{QUOTE} [1]\n\n[1] The paper (paper.md) · p. 8")


@pytest.mark.parametrize(
    ("options", "scope"),
    [
        ([], EVERYTHING),
        (["--role", "source"], Scope(roles=frozenset({"source"}))),
        (["--role", "paper", "--role", "other"], Scope(roles=frozenset({"paper", "other"}))),
        (
            ["--document", "a.md", "--document", "б.md"],
            Scope(documents=frozenset({"a.md", "б.md"})),
        ),
    ],
)
def test_only_what_the_options_name_is_asked(
    given: list[Any], asked_of: list[Scope], options: list[str], scope: Scope
) -> None:
    given.append(answer())
    assert main(["ask", "When?", *options]) == 0
    assert asked_of == [scope]


def test_a_refusal_is_no_error(given: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    given.append(refusal())
    assert main(["ask", "GDP?"]) == 0
    assert capsys.readouterr().out.startswith("The documents do not say.")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "ru",
            [
                "В документах об этом не сказано.",
                "Далеко.",
                "Из слов вопроса нет ни в одном документе: Чили",
                "",
                "Ближе всего к вопросу, хотя это не ответ:",
                f"  - “{QUOTE}”",
                "    The paper (paper.md) · с. 8 · Soft power",
                "",
                "Искали по вопросу: Каков ВВП Чили?",
            ],
        ),
        (
            "kk",
            [
                "Құжаттарда бұл туралы айтылмаған.",
                "Далеко.",
                "Сұрақтағы сөздерден ешбір құжатта жоғы: Чили",
                "",
                "Сұраққа ең жақын келетіні, бірақ бұл жауап емес:",
                f"  - “{QUOTE}”",
                "    The paper (paper.md) · 8-бет · Soft power",
                "",
                "Ізделген сұрақ: Каков ВВП Чили?",
            ],
        ),
    ],
)
def test_a_refusal_is_printed_in_the_question_s_language(
    given: list[Any], capsys: pytest.CaptureFixture[str], language: str, lines: list[str]
) -> None:
    refused = refusal("ВВП?", reason="Далеко.", missing=("Чили",), nearest=(citation(),))
    searched = replace(refused, searched_question="Каков ВВП Чили?", question_language=language)
    given.append(searched)
    assert main(["ask", "ВВП?"]) == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_json_is_the_answer_s_object(given: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    given.append(answer("Қашан?"))
    assert main(["ask", "Қашан?", "--json"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out) == answer("Қашан?").to_json()
    assert "Қашан?" in out


def test_an_error_goes_to_standard_error(
    given: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    given.append(IndexNotFound("there is no index in x: run `python -m index build` first."))
    assert main(["ask", "When?"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "error: there is no index in x: run `python -m index build` first.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ask", "  "], "the question is empty"),
        (["ask"], "QUESTION"),
        (["ask", "When?", "--role", "sauce"], "choose from"),
        (["chat", "--port", "x"], "is not a port"),
        (["chat", "--port", "65536"], "from 0 to 65535"),
        (["--port", "-1"], "is not a port"),
        (["talk"], "invalid choice"),
    ],
)
def test_bad_arguments_are_told(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["chat"]])
def test_a_port_in_use_is_told_with_the_option_to_choose_another(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with bind("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert main([*command, "--port", str(port)]) == 2
    err = capsys.readouterr().err
    assert f"port {port} is in use" in err and "--port" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--help"], 'python -m assistant ask "'),
        (["chat", "--help"], "(default: 7860)"),
        (["ask", "--help"], "(default: index/data)"),
    ],
)
def test_help_has_examples_and_defaults(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 0
    assert told in " ".join(capsys.readouterr().out.split())


def test_help_and_bad_arguments_load_no_large_library() -> None:
    heavy = ("gradio", "torch", "faiss", "tantivy", "numpy", "pypdf", "uvicorn")
    code = (
        "import sys\nfrom assistant.__main__ import main\n"
        "try:\n    main(['ask', ' '])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
