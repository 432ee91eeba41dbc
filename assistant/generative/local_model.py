"""An instruct model in this process, by transformers: from a folder, or by its name on the hub.

Only weights in the safetensors format are read, and no code that comes with a model is run.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from assistant.escape import one_line
from assistant.generative.feed import Feed, Limits
from assistant.generative.models import Message, Schema, Stop, Usage, never
from ingest.errors import LanguageModelError

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase, TextIteratorStreamer

MOST_NEW_TOKENS = 1_000
LIMITS = Limits(silence=600.0, whole=1_800.0)  # a processor reads a prompt for minutes


class LocalModel:
    """A model of transformers; safe to share between threads, one reply at a time.

    :param name: the path of a folder, or a name on the model hub, from where it is fetched unless
        it lies here already.
    :param limits: how long a reply may take.
    :raises LanguageModelError: where there is no such model, or it is none that can be asked.
    """

    def __init__(self, name: str, limits: Limits = LIMITS) -> None:
        folder = Path(name).expanduser()
        self._name = folder.resolve().name if folder.is_dir() else name
        self._limits = limits
        self._tokenizer, self._model = _load(str(folder) if folder.is_dir() else name, self._name)
        self._busy = threading.Lock()

    def __repr__(self) -> str:
        return f"LocalModel({self._name!r})"

    @property
    def name(self) -> str:
        """The folder's name, or the name on the hub."""
        return self._name

    @property
    def context_tokens(self) -> int | None:
        """How many tokens the model was made for."""
        found = getattr(self._model.config, "max_position_embeddings", None)
        return found if isinstance(found, int) and found > 0 else None

    @property
    def takes_schema(self) -> bool:
        """Transformers holds no reply to a schema."""
        return False

    def stream(
        self, messages: Sequence[Message], schema: Schema | None = None, stop: Stop = never
    ) -> LocalReply:
        """Return a reply, which is begun once its first piece is asked for.

        :param messages: the conversation, the system's message first.
        :param schema: not taken.
        :param stop: raises to stop.
        """
        return LocalReply(self, messages, stop)

    @property
    def limits(self) -> Limits:
        """How long a reply may take."""
        return self._limits

    def tokens(self, messages: Sequence[Message]) -> dict[str, Any]:
        """Return a conversation as the model reads it.

        :return: ``input_ids`` and ``attention_mask``, each (1, tokens) int64.
        :raises LanguageModelError: where it is too long.
        """
        from jinja2 import TemplateError

        said = [{"role": each.role, "content": each.content} for each in messages]
        whole = "\n\n".join(each.content for each in messages)
        try:
            encoded = self._encoded(said)
        except TemplateError:
            # Some templates have no place for a system's message.
            try:
                encoded = self._encoded([{"role": "user", "content": whole}])
            except TemplateError as exc:
                raise _no_model(self._name, exc) from exc
        count, most = int(encoded["input_ids"].shape[1]), self.context_tokens
        if most is not None and count >= most:
            raise LanguageModelError(
                "context",
                f"question and excerpts are {count} tokens, and {self._name!r} takes {most}: take "
                "a model with a larger context.",
            )
        return dict(encoded)

    def _encoded(self, said: list[dict[str, str]]) -> Mapping[str, Any]:
        tokenizer: Any = self._tokenizer  # its types know no return_dict
        encoded: Mapping[str, Any] = tokenizer.apply_chat_template(
            said,
            add_generation_prompt=True,
            return_tensors="pt",
            return_dict=True,
            # What an excerpt holds of the template's own marks is text.
            sanitize_control_tokens=True,
        )
        return encoded

    def generate(
        self, tokens: dict[str, Any], streamer: TextIteratorStreamer, ended: threading.Event
    ) -> int:
        """Write a reply into a streamer, and return how many tokens it has.

        :param ended: set to stop after the next token.
        :raises LanguageModelError: where the machine or the model cannot do it.
        """
        import torch
        from transformers import StoppingCriteria, StoppingCriteriaList

        class Ended(StoppingCriteria):
            done = False

            def __call__(
                self, input_ids: torch.Tensor, scores: object, **_: object
            ) -> torch.Tensor:
                self.done = ended.is_set()
                return torch.full((input_ids.shape[0],), self.done, device=input_ids.device)

        read = int(tokens["input_ids"].shape[1])
        most = MOST_NEW_TOKENS
        if self.context_tokens is not None:
            most = min(most, self.context_tokens - read)
        stopped = Ended()
        model: Any = self._model
        with self._busy, torch.inference_mode():
            written = model.generate(
                **{name: each.to(model.device) for name, each in tokens.items()},
                streamer=streamer,
                stopping_criteria=StoppingCriteriaList([stopped]),
                max_new_tokens=most,
                do_sample=False,
            )
        new = int(written.shape[1]) - read
        # The streamer ends first, so that whoever reads may have said by now that it has ended.
        if new >= most and not stopped.done and int(written[0, -1]) not in self._ends:
            raise LanguageModelError(
                "truncated", f"the reply of {self._name!r} did not end within {most} tokens."
            )
        return new

    @property
    def _ends(self) -> frozenset[int]:
        """The tokens that end a reply."""
        config: Any = self._model.generation_config
        found = config.eos_token_id
        return frozenset(found if isinstance(found, list) else [] if found is None else [found])

    def streamer(self) -> TextIteratorStreamer:
        """Return what takes the tokens and gives text."""
        from transformers import TextIteratorStreamer

        return TextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True)


class LocalReply:
    """A reply as the model writes it.

    :param model: that writes.
    :param messages: the conversation.
    :param stop: raises to stop.
    """

    def __init__(self, model: LocalModel, messages: Sequence[Message], stop: Stop) -> None:
        self._model = model
        self._messages = messages
        self._ended = threading.Event()
        self._feed = Feed(self._pieces, self._ended.set, stop, model.limits, model.name)
        self.usage = Usage()

    def __iter__(self) -> Iterator[str]:
        """Yield the pieces of the text.

        :raises LanguageModelError: where the reply does not come to its end.
        """
        yield from self._feed

    def close(self) -> None:
        """End the reply at the next token."""
        self._feed.close()

    def _pieces(self) -> Iterator[str]:
        tokens = self._model.tokens(self._messages)
        streamer = self._model.streamer()
        with ThreadPoolExecutor(1, thread_name_prefix="generate") as pool:
            written = pool.submit(self._generate, tokens, streamer)
            try:
                yield from streamer
            finally:
                self._ended.set()
            self.usage = Usage(int(tokens["input_ids"].shape[1]), written.result())

    def _generate(self, tokens: dict[str, Any], streamer: TextIteratorStreamer) -> int:
        try:
            return self._model.generate(tokens, streamer, self._ended)
        except (RuntimeError, ValueError, IndexError) as exc:  # torch's own, want of memory too
            raise LanguageModelError(
                "server",
                f"{self._model.name!r} could not write ({type(exc).__name__}): it may be too large "
                "for this machine's memory, or its files damaged.",
            ) from exc
        finally:
            # Else whoever waits for the next piece would wait for ever.
            cast(Any, streamer).end()


def _load(where: str, name: str) -> tuple[PreTrainedTokenizerBase, PreTrainedModel]:
    """Load a model from this machine, or where it is not here, from the hub."""
    from safetensors import SafetensorError

    failures = (SafetensorError, OSError, ValueError, KeyError, ImportError, RuntimeError)
    try:
        return _loaded(where, here=True)
    except failures as exc:
        if Path(where).is_dir() or not isinstance(exc, OSError):
            raise _no_model(name, exc) from exc
    try:
        return _loaded(where, here=False)
    except failures as exc:
        raise _no_model(name, exc) from exc


def _loaded(where: str, *, here: bool) -> tuple[PreTrainedTokenizerBase, PreTrainedModel]:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(where, local_files_only=here)
    if not tokenizer.chat_template:
        raise ValueError("it has no chat template, so that it is no instruct model")
    model: Any = AutoModelForCausalLM.from_pretrained(
        where, local_files_only=here, use_safetensors=True, dtype="auto"
    )
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    return tokenizer, model.eval()


def _no_model(name: str, exc: Exception) -> LanguageModelError:
    said = one_line(str(exc))[:200]
    return LanguageModelError(
        "setup",
        f"--llm transformers:{name}: no instruct model with weights in the safetensors format "
        f"could be loaded from there ({type(exc).__name__}: {said}). Give the path of a folder "
        "that holds one, or its name on the model hub and a network.",
    )
