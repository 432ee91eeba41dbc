"""Which language model was asked for, by flags or by the environment, and how it is opened.

Where none is asked for, none is looked for: no library is imported, and no address contacted.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ingest.errors import LanguageModelError

if TYPE_CHECKING:
    from assistant.generative.models import LanguageModel
    from assistant.generative.writing import Writer

URL, MODEL, KEY = "FOOTNOTE_LLM_URL", "FOOTNOTE_LLM_MODEL", "FOOTNOTE_LLM_KEY"
LOCAL = "transformers:"
_EXAMPLE = "http://127.0.0.1:11434/v1"


@dataclass(frozen=True, slots=True)
class Choice:
    """A language model that was asked for.

    :param url: the base address of an OpenAI-compatible server; empty for a local model.
    :param model: the name under which the server has it; for a local one its path or name.
    :param key: of the server; empty where it wants none. It never stands in a text of ours.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        """Host and port of the server; empty for a local model."""
        return urlsplit(self.url).netloc

    @property
    def is_local(self) -> bool:
        """It runs in this process."""
        return not self.url


def add_model(command: argparse.ArgumentParser) -> None:
    """Add the options; see :func:`choice_given`."""
    command.add_argument(
        "--llm",
        metavar="URL",
        help="have a language model write the answers: the base address of an OpenAI-compatible "
        f"server, or {LOCAL}PATH_OR_NAME (default: {URL}, else none; a key is read from {KEY})",
    )
    command.add_argument(
        "--llm-model",
        metavar="NAME",
        help=f"the model's name on that server (default: {MODEL})",
    )


def choice_given(arguments: argparse.Namespace, environment: Mapping[str, str]) -> Choice | None:
    """Return the language model that the options of :func:`add_model` ask for; see :func:`chosen`.

    :param environment: of the process.
    :raises LanguageModelError: where it cannot be told what is meant.
    """
    return chosen(arguments.llm, arguments.llm_model, environment)


def open_writer(choice: Choice | None) -> Writer | None:
    """Return what has a language model write; None where none was asked for.

    :raises LanguageModelError: where its library or its files are missing.
    """
    if choice is None:
        return None
    from assistant.generative.writing import Writer

    return Writer(open_model(choice))


def chosen(llm: str | None, model: str | None, environment: Mapping[str, str]) -> Choice | None:
    """Return the language model that was asked for; None where none was.

    :param llm: what stands behind ``--llm``; None or empty without it.
    :param model: what stands behind ``--llm-model``; None or empty without it.
    :param environment: of the process; what a flag says goes before it.
    :raises LanguageModelError: where it cannot be told what is meant.
    """
    where = (llm or environment.get(URL, "")).strip()
    name = (model or environment.get(MODEL, "")).strip()
    if not where:
        if model:
            raise _wrong(
                f"--llm-model {model!r} says which model, but not where it runs: add --llm "
                f"{_EXAMPLE}, or set {URL}."
            )
        return None
    if where.startswith(LOCAL):
        return _local(where.removeprefix(LOCAL).strip())
    url = _checked(where)
    if not name:
        raise _wrong(
            f"--llm {url} says where a language model runs, but not which: add --llm-model, for "
            f"instance `--llm-model qwen3:4b`, or set {MODEL}."
        )
    return Choice(url, name, _key(environment.get(KEY, "")))


def open_model(choice: Choice) -> LanguageModel:
    """Return the model itself; a local one is loaded.

    :raises LanguageModelError: where its library or its files are missing.
    """
    if choice.is_local:
        from assistant.generative.local_model import LocalModel

        return LocalModel(choice.model)
    from assistant.generative.openai_server import OpenAIServer

    return OpenAIServer(choice.url, choice.model, choice.key)


def _local(name: str) -> Choice:
    if not name:
        raise _wrong(
            f"--llm {LOCAL} names no model: give the path of a folder, `--llm {LOCAL}PATH`, or a "
            "name on the model hub."
        )
    return Choice("", name)


def _checked(url: str) -> str:
    """Return a server's address without the slash at its end."""
    expected = (
        f"give the base address of an OpenAI-compatible server, such as {_EXAMPLE}, or "
        f"{LOCAL}PATH for a model in this process."
    )
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as exc:
        raise _wrong(f"--llm {url!r} is no address: {expected}") from exc
    if parts.username is not None or parts.password is not None:
        # The address is not repeated here: it holds a password.
        raise _wrong(f"--llm holds a name or password before its host: put the key into {KEY}.")
    if parts.query or parts.fragment:
        raise _wrong(f"--llm ends in a query or a fragment, where a key may stand: {expected}")
    if parts.scheme not in ("http", "https") or not host or not url.isprintable() or " " in url:
        raise _wrong(f"--llm {url!r} is no http or https address: {expected}")
    return url.rstrip("/")


def _key(key: str) -> str:
    key = key.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise _wrong(
            f"{KEY} holds characters that no key has (white space, or letters outside ASCII): set "
            "it to the key alone."
        )
    return key


def _wrong(problem: str) -> LanguageModelError:
    return LanguageModelError("setup", problem)
