"""A question and its excerpts -> an answer that a language model wrote and the documents bear.

Each sentence is told as soon as it is verified, and none before. Where the model fails, in whatever
way, the answer is the extractive one, with a line that says why; what was told by then stands
beside it.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import Literal

from assistant import conversation
from assistant.answer_of import Asking, answered
from assistant.answering import Found
from assistant.conversation import Turn
from assistant.generative.drafts import DraftParser
from assistant.generative.excerpts import about_tokens, excerpts_of
from assistant.generative.grounding import Grounding
from assistant.generative.models import LanguageModel, Reply, Usage
from assistant.generative.prompt import ANSWER_SCHEMA, AnswerPrompt, Form
from assistant.generative.rewrite import rewritten
from assistant.generative.statements import Statements
from assistant.generative.unfinished import with_unfinished
from assistant.languages import language_name
from assistant.models import Answer, Way, Writing, WritingFailure
from assistant.steps import Step, Tell, untold
from ingest.errors import LanguageModelError, LanguageModelFailure
from ingest.models import UNDETERMINED

logger = logging.getLogger(__name__)

ASSUMED_CONTEXT = 4_096  # tokens; what Ollama gives a model unless told otherwise
_SMALL_CONTEXT = 4_096
_SMALL_MODEL = 4.0  # thousand million parameters
_REPLY_TOKENS = 1_000
# Once all is said a reply is read on to its end, where it tells what it cost. One that does not end
# by then is hung up on, and its cost is not known.
_PIECES_AFTER = 64
_SECONDS_AFTER = 2.0
_NEVER_WRITTEN: tuple[Way, ...] = ("documents", "greeting")
# Another try may end otherwise; of the rest it is known that none will, or when is the question.
_AGAIN: tuple[LanguageModelFailure, ...] = ("malformed", "lost", "server")
_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)(b|m)(?![a-z0-9])", re.IGNORECASE)


class Writer:
    """Has a language model write answers; safe to share between threads.

    :param model: that writes.
    """

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    @property
    def model(self) -> str:
        """What the model is called."""
        return self._model.name

    def standalone(
        self,
        question: str,
        history: Sequence[Turn],
        language: str = UNDETERMINED,
        tell: Tell = untold,
    ) -> str:
        """Return the question to search for, the model's where it is of use, else the rules'.

        :param question: as the person asked it.
        :param history: the conversation so far, oldest first, this question left out.
        :param language: of the question, ISO 639-1 or ``und``.
        :param tell: may raise to stop.
        """
        if not history:
            return question
        found = rewritten(self._model, question, history, language, lambda: tell(Step("search")))
        return found or conversation.standalone(question, history)

    def write(self, asking: Asking, found: Found, tell: Tell = untold) -> Answer:
        """Return the answer to a question, written where the documents answer it.

        :param asking: the question.
        :param found: what the search and the selection of sentences led to.
        :param tell: told the answer as it grows; may raise to stop.
        :raises EvidenceError: when a quotation does not stand in its document.
        """
        extractive = answered(asking, found)
        if extractive.abstained or found.way in _NEVER_WRITTEN or extractive.reply:
            return extractive
        return _Work(self._model, asking, found, extractive, tell).answer()


class _Work:
    """One question, while it is written.

    :param extractive: the answer where writing fails.
    """

    def __init__(
        self,
        model: LanguageModel,
        asking: Asking,
        found: Found,
        extractive: Answer,
        tell: Tell,
    ) -> None:
        self._model = model
        self._asking = asking
        self._extractive = extractive
        self._tell = tell
        self._step = Step("write")
        self._prompt = _prompt(model, asking, found)
        self._grounding = Grounding(self._prompt.excerpts, asking.language, self._prompt.is_echo)
        self._said = Statements()
        self._usage = Usage()
        self._retried = False
        self._all_said_at: float | None = None

    def answer(self) -> Answer:
        """Ask the model, once more where that may help."""
        self._tell(self._step)
        error = ""
        tagged = not self._model.takes_schema
        while True:
            try:
                parser = self._read(error, "tagged" if tagged else "json")
                return self._ended(parser)
            except LanguageModelError as exc:
                if exc.kind == "schema" and not tagged:
                    tagged = True
                elif self._retried or exc.kind not in _AGAIN or self._said.statements:
                    logger.warning("answered without the language model: %s", exc)
                    return self._failed(exc.kind)
                else:
                    self._retried = True
                    error = str(exc) if exc.kind == "malformed" else ""

    def _read(self, error: str, form: Form) -> DraftParser:
        """Read one reply, and tell each sentence that is verified."""
        self._said = Statements()
        self._all_said_at = None
        messages = self._prompt.again(form, error) if error else self._prompt.messages(form)
        schema = ANSWER_SCHEMA if form == "json" else None
        parser = DraftParser()
        with closing(self._model.stream(messages, schema, self._stop)) as reply:
            try:
                self._take_all(parser, reply)
            except LanguageModelError:
                if not parser.has_all:
                    raise
            self._usage = reply.usage
        self._take(parser, None)
        return parser

    def _take_all(self, parser: DraftParser, reply: Reply) -> None:
        left = _PIECES_AFTER
        for piece in reply:
            self._take(parser, piece)
            if not parser.has_all:
                self._all_said_at = None
                continue
            self._all_said_at = self._all_said_at or time.monotonic()
            left -= 1
            if not left:
                return

    def _take(self, parser: DraftParser, piece: str | None) -> None:
        restarts = parser.restarts
        drafts = parser.end() if piece is None else parser.feed(piece)
        if parser.restarts > restarts:
            self._forget()
        for draft in drafts:
            if self._said.take(self._grounding.ground(draft)):
                self._step = Step("write", answer=self._written())
                self._tell(self._step)

    def _forget(self) -> None:
        """Take back what was told: it was thought, not said."""
        self._said = Statements()
        if self._step.answer is not None:
            self._step = Step("write")
            self._tell(self._step)

    def _stop(self) -> None:
        self._tell(self._step)
        said_at = self._all_said_at
        if said_at is not None and time.monotonic() - said_at > _SECONDS_AFTER:
            raise LanguageModelError("timeout", "All was said, but the reply did not end.")

    def _ended(self, parser: DraftParser) -> Answer:
        if parser.says_no:
            return self._refused()
        if not parser.is_form:
            raise LanguageModelError(
                "malformed",
                "The reply is not of the form that was asked for: no sentence with its "
                "quotations, and no word that there is no answer.",
            )
        return self._written() if self._said.statements else self._failed("unsupported")

    def _written(self) -> Answer:
        return replace(
            self._extractive,
            statements=tuple(self._said.statements),
            citations=self._said.citations(self._asking),
            note="",
            writing=self._writing(),
        )

    def _refused(self) -> Answer:
        words = self._asking.words
        reason = words.say("writing.no-answer", model=self._model.name)
        extractive = self._extractive
        return replace(
            extractive,
            statements=(),
            citations=(),
            abstained=True,
            reason=f"{words.say('refusal.title')} {reason}",
            note="",
            nearest=extractive.citations,
            writing=self._writing(),
        )

    def _failed(self, failure: WritingFailure) -> Answer:
        """Return the extractive answer, with a line that says why it is that."""
        line = self._asking.words.say(f"writing.failed.{failure}", model=self._model.name)
        writing = replace(self._writing(), kept=0, repaired=0, failure=failure)
        if failure != "unsupported":
            writing = replace(writing, dropped=())
        quoted = replace(
            self._extractive,
            note=f"{line} {self._extractive.note}".rstrip(),
            writing=writing,
        )
        said = self._said
        return with_unfinished(quoted, said.statements, said.citations(self._asking))

    def _writing(self) -> Writing:
        file = self._prompt.file
        return Writing(
            self._model.name,
            file.name,
            file.sha256,
            self._said.kept,
            self._said.repaired,
            tuple(self._said.dropped),
            retried=self._retried,
            prompt_tokens=self._usage.prompt_tokens,
            completion_tokens=self._usage.completion_tokens,
        )


def _prompt(model: LanguageModel, asking: Asking, found: Found) -> AnswerPrompt:
    """Return the prompt with as many excerpts as the model has room for."""
    language = language_name(asking.language) or "the language of the question"
    name: Literal["answer", "answer-small"] = "answer-small" if is_small(model) else "answer"
    empty = AnswerPrompt(name, found.searched, language, ())
    context = model.context_tokens or ASSUMED_CONTEXT
    asked = sum(about_tokens(each.content) for each in empty.messages("json"))
    room = context - min(_REPLY_TOKENS, context // 3) - asked
    excerpts = excerpts_of(found.hits, found.selection.sentences, asking.searcher, room)
    return replace(empty, excerpts=tuple(excerpts))


def is_small(model: LanguageModel) -> bool:
    """Tell whether a model is to get the short prompt: by its context, or the size in its name."""
    if model.context_tokens is not None and model.context_tokens < _SMALL_CONTEXT:
        return True
    sizes = [
        float(number) / (1_000 if unit.lower() == "m" else 1)
        for number, unit in _SIZE.findall(model.name)
    ]
    return bool(sizes) and max(sizes) <= _SMALL_MODEL
