"""Questions and passages through the network: spans, sentences, and whether there is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from assistant.reader.examples import Cutter, Tokens, example
from assistant.reader.model import Collator, ReaderModel, Scores
from index.embedder import Parts
from index.models import FloatArray
from ingest.models import Span

LONGEST_ANSWER = 30  # tokens
TOKENS_AT_ONCE = 4_000
BEYOND = -30.0  # a logit for what the network did not see


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sentences of a passage say to a question; s sentences.

    :param spans: the likeliest answer within each, in characters of the passage.
    :param span_scores: float32 (s,), the logit of each one's span less that of no answer.
    :param sentences: float32 (s,), the logit that each answers less that of none.
    """

    spans: tuple[Span, ...]
    span_scores: FloatArray
    sentences: FloatArray

    @property
    def scores(self) -> FloatArray:
        """What both say of each sentence, float32 (s,)."""
        return (self.span_scores + self.sentences) / np.float32(2)

    @property
    def answerable(self) -> float:
        """The logit that the passage answers."""
        some = float(np.logaddexp.reduce(self.sentences))
        return (some + float(self.span_scores.max())) / 2


class PassageReader:
    """Reads passages with a trained network.

    :param model: the network, not in training.
    :param parts: of the embedder it is built on.
    """

    def __init__(self, model: ReaderModel, parts: Parts) -> None:
        self._model = model
        self._cutter = Cutter(parts.tokenizer)
        self._collator = Collator(parts)

    def read(self, pairs: Sequence[tuple[str, str, Sequence[Span]]]) -> list[Reading]:
        """Read each question's passage.

        :param pairs: question, passage, and the spans of the passage's sentences, one at least.
        """
        tokens = self._cutter.passages([(text, sentences) for _, text, sentences in pairs])
        order = sorted(range(len(pairs)), key=lambda i: len(tokens[i].ids))
        found: dict[int, Reading] = {}
        device = str(self._model.rows.device)
        while order:
            many = max(1, TOKENS_AT_ONCE // (len(tokens[order[-1]].ids) + 32))
            batch, order = order[-many:], order[:-many]
            examples = []
            for i in batch:
                question, _, sentences = pairs[i]
                made = example(self._cutter.question(question), tokens[i], range(len(sentences)))
                examples.append(made)
            found |= {i: _nothing(len(pairs[i][2])) for i in batch}
            known = [(i, made) for i, made in zip(batch, examples, strict=True) if made is not None]
            if known:
                with torch.inference_mode():
                    inputs = self._collator.batch([made for _, made in known], device)
                    scores = self._model(inputs)
                for row, (i, made) in enumerate(known):
                    first = len(made.question) + 2
                    found[i] = _reading(scores, row, first, tokens[i], len(pairs[i][2]))
        return [found[i] for i in range(len(pairs))]


def _nothing(sentences: int) -> Reading:
    nothing = np.full(sentences, BEYOND, dtype=np.float32)
    return Reading((Span(0, 0),) * sentences, nothing, nothing)


def _reading(scores: Scores, row: int, first: int, tokens: Tokens, sentences: int) -> Reading:
    """Read a row of scores.

    :param scores: of a batch.
    :param row: in it.
    :param first: where in the row the passage begins.
    :param tokens: of the passage; the last ones may lie beyond what was read.
    :param sentences: how many the passage has.
    """
    starts, ends = (side[row].float().cpu().numpy() for side in (scores.starts, scores.ends))
    logits = scores.sentences[row].float().cpu().numpy()
    found = _nothing(sentences)
    spans = list(found.spans)
    span_scores, each = found.span_scores.copy(), found.sentences.copy()
    read = tokens.sentences[: len(starts) - first]
    for place, sentence in enumerate(np.unique(read).tolist(), start=1):
        held = np.flatnonzero(read == sentence)
        start, end, score = _best(starts[first + held], ends[first + held])
        if np.isfinite(score):
            spans[sentence] = Span(int(tokens.starts[held[start]]), int(tokens.ends[held[end]]))
            span_scores[sentence] = score - starts[0] - ends[0]
            each[sentence] = logits[place] - logits[0]
    return Reading(tuple(spans), span_scores, each)


def _best(starts: FloatArray, ends: FloatArray) -> tuple[int, int, float]:
    """Return the first and last token of the best stretch, and its logit."""
    both = starts[:, None] + ends[None, :]
    every = np.ones_like(both, dtype=np.bool_)
    allowed = np.triu(every) & ~np.triu(every, LONGEST_ANSWER)
    start, end = divmod(int(np.argmax(np.where(allowed, both, -np.inf))), len(ends))
    return start, end, float(both[start, end])
