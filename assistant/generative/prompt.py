"""The prompts: files beside this one, filled in, and known by their SHA-256.

What is put in, excerpts above all, may be written by anyone. It stands between marks that it cannot
hold itself, and what some chat templates take for a mark of theirs is pulled apart.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

from assistant.escape import visible
from assistant.generative.models import Excerpt, Message, Schema
from index.terms import words

FOLDER = Path(__file__).parent / "prompts"
Form = Literal["json", "tagged"]
PromptName = Literal["answer", "answer-small", "rewrite"]

ANSWER_SCHEMA: Schema = {
    "type": "object",
    "properties": {
        "answers": {"type": "boolean"},
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "quotes": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "excerpt": {"type": "integer"},
                                "words": {"type": "string"},
                            },
                            "required": ["excerpt", "words"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["text", "quotes"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["answers", "sentences"],
    "additionalProperties": False,
}

_SECTION = re.compile(r"^<!-- (\w+) -->\n", re.MULTILINE)
_BLANK = re.compile(r"\{\{(\w+)\}\}")
_FENCES = str.maketrans("⟦⟧", "[]")
# "<|im_start|>", "</s>", "<start_of_turn>", "[INST]": a server may take them for its own.
_CONTROL = re.compile(r"<(?=[|/]?[A-Za-z_|])|\[(?=/?(?:INST|SYS|TOOL|AVAILABLE)[A-Z_]*\])")
_ECHO_WORDS = 8  # in a row


@dataclass(frozen=True, slots=True)
class PromptFile:
    """A prompt as its file has it.

    :param name: of the file, its ending left out.
    :param sha256: of the file's bytes, lower-case hex.
    :param sections: its parts by their names.
    """

    name: PromptName
    sha256: str
    sections: Mapping[str, str]


@cache
def prompt_file(name: PromptName) -> PromptFile:
    """Return a prompt's file."""
    data = (FOLDER / f"{name}.md").read_bytes()
    _, *parts = _SECTION.split(data.decode("utf-8"))
    sections = {key: text.strip("\n") for key, text in zip(parts[::2], parts[1::2], strict=True)}
    return PromptFile(name, hashlib.sha256(data).hexdigest(), sections)


def untrusted(text: str) -> str:
    """Return a text of others as it may stand in a prompt: without a mark of ours or of a template.

    White space is put in, and none taken out, so that words copied from it are found again.
    """
    marked = visible(text).translate(_FENCES)
    return _CONTROL.sub(lambda match: f"{match.group()} ", marked)


def fenced(excerpt: Excerpt) -> str:
    """Return an excerpt as the model is shown it."""
    number, title = excerpt.number, " ".join(untrusted(excerpt.title).split())[:120]
    about = f" ({title})" if title else ""
    return f"⟦excerpt {number}⟧{about}\n{untrusted(excerpt.text)}\n⟦end {number}⟧"


@dataclass(frozen=True)
class AnswerPrompt:
    """What a model is asked for an answer with.

    :param name: of the prompt.
    :param question: that stands alone.
    :param language: of the answer, by its name in English.
    :param excerpts: what it may quote.
    """

    name: Literal["answer", "answer-small"]
    question: str
    language: str
    excerpts: Sequence[Excerpt]

    @cached_property
    def file(self) -> PromptFile:
        """The prompt's file."""
        return prompt_file(self.name)

    def messages(self, form: Form) -> list[Message]:
        """Return the conversation that asks for an answer in a form."""
        sections = self.file.sections
        rules = f"{sections['system']}\n\n{sections[form]}"
        shown = "\n\n".join(fenced(each) for each in self.excerpts)
        question = " ".join(untrusted(self.question).split())
        return [
            Message("system", _filled(rules, language=self.language)),
            Message("user", _filled(sections["user"], excerpts=shown, question=question)),
        ]

    def again(self, form: Form, error: str) -> list[Message]:
        """Return the conversation that asks once more, naming what was wrong with the reply."""
        *before, last = self.messages(form)
        request = _filled(self.file.sections["again"], error=error)
        return [*before, Message(last.role, f"{last.content}\n\n{request}")]

    def is_echo(self, text: str) -> bool:
        """Tell whether a sentence repeats the rules of the prompt, eight words in a row."""
        rules = " ".join(self.file.sections[each] for each in ("system", "json", "tagged"))
        return not _runs(rules).isdisjoint(_runs(text))


def rewrite_messages(question: str, conversation: str, language: str) -> list[Message]:
    """Return what asks for a question that stands alone.

    :param question: that was asked last.
    :param conversation: what was said before, a line a message.
    :param language: of the question, by its name in English.
    """
    sections = prompt_file("rewrite").sections
    user = _filled(
        sections["user"],
        conversation=untrusted(conversation),
        question=" ".join(untrusted(question).split()),
    )
    return [
        Message("system", _filled(sections["system"], language=language)),
        Message("user", user),
    ]


def _filled(text: str, **values: str) -> str:
    """Put values in, each once, so that what is put in is not filled in turn."""
    return _BLANK.sub(lambda match: values.get(match[1], match[0]), text)


@lru_cache(64)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    found = [word.text for word in words(text)]
    count = len(found) - _ECHO_WORDS + 1
    return frozenset(tuple(found[at : at + _ECHO_WORDS]) for at in range(count))
