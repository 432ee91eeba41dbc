"""The tokens that all-MiniLM-L6-v2's vocabulary lacks, learnt from Russian and Kazakh text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from ingest.alphabets import is_cyrillic

PIECE = "##"


def learn_tokens(texts: Iterable[str], known: Sequence[str], size: int) -> list[str]:
    """Learn WordPiece tokens, most frequent first, as far as the trainer orders them.

    :param texts: to learn from.
    :param known: the base's vocabulary.
    :param size: how many tokens to return at most.
    :return: tokens with a Cyrillic letter in them, those of ``known`` left out.
    """
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    base = set(known)
    # The trainer counts the tokens with no Cyrillic letter too; asked for more, it gives enough.
    trainer = trainers.WordPieceTrainer(
        vocab_size=size + size // 4 + 4_000,
        special_tokens=["[UNK]"],
        limit_alphabet=1_000,
        continuing_subword_prefix=PIECE,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    order = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    tokens = [token for token, _ in order if is_cyrillic(token) and token not in base]
    return tokens[:size]


def composed(base: Tokenizer, tokens: Sequence[str]) -> Tokenizer:
    """Return the base's tokenizer with tokens appended to its vocabulary, in their order.

    Words without a Cyrillic letter are cut as before, for each new token has one.
    """
    state = json.loads(base.to_str())
    vocabulary = state["model"]["vocab"]
    for token in tokens:
        vocabulary[token] = len(vocabulary)
    return Tokenizer.from_str(json.dumps(state))
