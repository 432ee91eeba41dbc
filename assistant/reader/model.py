"""The reader's network: a transformer over question and passage, and what it says of each token.

Its input is ``[CLS] question [SEP] passage [SEP]``; the rows of its vocabulary are the embedder's
and stay as they are. A linear layer gives each token of the passage a score as the answer's first
and as its last, ``[CLS]`` standing for "no answer" (Devlin et al. 2018, arXiv 1810.04805); another
gives each sentence a score from the mean of its tokens, and one more gives ``[CLS]`` the score of
none of them.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from assistant.reader.examples import NOWHERE, Example
from index.embedder import Parts

CLS, SEP = "[CLS]", "[SEP]"


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples side by side; n of them, of at most t tokens and s sentences.

    :param ids: int64 (n, t).
    :param mask: int64 (n, t), 1 for a token and 0 beyond the text.
    :param types: int64 (n, t), 0 for the question and 1 for the passage.
    :param sentences: int64 (n, t), the sentence that a token of the passage is of, from 1; 0 for
        every other.
    :param spans: int64 (n, 2), the answer's first and last token in the row; 0 without one, and
        ``NOWHERE`` where only its sentences are known.
    :param gold: bool (n, s + 1), the sentences that answer, from 1; column 0 where none does.
    """

    ids: Tensor
    mask: Tensor
    types: Tensor
    sentences: Tensor
    spans: Tensor
    gold: Tensor


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says, as logits; impossible places have minus infinity.

    :param starts: (n, t), of each token as the answer's first; column 0 for no answer.
    :param ends: (n, t), of each as its last.
    :param sentences: (n, s + 1), of each sentence as one that answers; column 0 for none.
    """

    starts: Tensor
    ends: Tensor
    sentences: Tensor


class ReaderModel(nn.Module):
    """The network.

    :param parts: of the embedder; its body is copied.
    :param dropout: in training.
    """

    def __init__(self, parts: Parts, dropout: float = 0.0) -> None:
        super().__init__()
        self.body: Any = copy.deepcopy(parts.body)
        dimension = parts.rows.shape[1]
        # Only what is its own is trained and written: the rows are the embedder's.
        self.body.set_input_embeddings(nn.Identity())
        self.body.requires_grad_(True)
        # On CPUs the fused attention's way back takes a third of the time, dropout in it more.
        self.body.set_attn_implementation("eager")
        for name, layer in self.body.named_modules():
            if isinstance(layer, nn.Dropout):
                layer.p = 0.0 if "attention.self" in name else dropout
        self.rows: Tensor
        self.register_buffer("rows", parts.rows, persistent=False)
        self.dropout = nn.Dropout(dropout)
        self.span = nn.Linear(dimension, 2)
        self.sentence = nn.Linear(dimension, 1)
        self.none = nn.Linear(dimension, 1)

    def forward(self, batch: Batch) -> Scores:
        """Return the scores of a batch."""
        device = batch.ids.device.type
        with torch.autocast(device, dtype=torch.bfloat16):
            states = self.body(
                inputs_embeds=nn.functional.embedding(batch.ids, self.rows),
                attention_mask=batch.mask,
                token_type_ids=batch.types,
            ).last_hidden_state
        states = self.dropout(states.float())
        outside = batch.sentences == 0
        outside[:, 0] = False
        spans = self.span(states).masked_fill(outside[..., None], -torch.inf)
        return Scores(spans[..., 0], spans[..., 1], self._sentences(states, batch))

    def _sentences(self, states: Tensor, batch: Batch) -> Tensor:
        count = batch.gold.shape[1]
        of = nn.functional.one_hot(batch.sentences, count).to(states.dtype).transpose(1, 2)
        sizes = of.sum(2, keepdim=True)
        scores = self.sentence((of @ states) / sizes.clamp(min=1))[..., 0]
        scores = scores.masked_fill(sizes[..., 0] == 0, -torch.inf)
        return torch.cat([self.none(states[:, 0]), scores[:, 1:]], 1)


def loss_of(scores: Scores, batch: Batch) -> Tensor:
    """Return a batch's loss, a scalar: cross-entropy of first and last token, and of sentences.

    Of several sentences that answer, each may be the one: their chances add up.
    """
    parts = [
        nn.functional.cross_entropy(logits, batch.spans[:, side], ignore_index=NOWHERE)
        for side, logits in enumerate((scores.starts, scores.ends))
        if bool((batch.spans[:, side] != NOWHERE).any())
    ]
    every = torch.logsumexp(scores.sentences, 1)
    right = torch.logsumexp(scores.sentences.masked_fill(~batch.gold, -torch.inf), 1)
    loss: Tensor = (every - right).mean()
    return loss + sum(parts, torch.zeros(())) / 2


class Collator:
    """Puts examples side by side.

    :param parts: whose tokenizer has the special tokens.
    """

    def __init__(self, parts: Parts) -> None:
        ids = (parts.tokenizer.token_to_id(token) for token in (CLS, SEP))
        self._cls, self._sep = (int(each or 0) for each in ids)

    def batch(self, examples: Sequence[Example], device: str = "cpu") -> Batch:
        """Return a batch of at least one example."""
        shape = (len(examples), max(example.length for example in examples))
        ids, mask, types, sentences = (np.zeros(shape, dtype=np.int64) for _ in range(4))
        spans = np.zeros((len(examples), 2), dtype=np.int64)
        most = max(int(example.sentences.max(initial=0)) for example in examples) + 1
        gold = np.zeros((len(examples), most + 1), dtype=np.bool_)
        for row, example in enumerate(examples):
            first, size = len(example.question) + 2, len(example.passage)
            ids[row, : example.length] = [
                self._cls, *example.question, self._sep, *example.passage, self._sep,
            ]  # fmt: skip
            mask[row, : example.length] = 1
            types[row, first : first + size + 1] = 1
            sentences[row, first : first + size] = example.sentences + 1
            if not example.gold:
                gold[row, 0] = True
            elif example.start == NOWHERE:
                spans[row] = NOWHERE
            else:
                spans[row] = first + example.start, first + example.end
            gold[row, [sentence + 1 for sentence in example.gold]] = True
        tensors = (torch.from_numpy(table) for table in (ids, mask, types, sentences, spans, gold))
        return Batch(*(tensor.to(device) for tensor in tensors))
