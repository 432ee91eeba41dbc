"""An embedder's parts in tiny: a body of two layers and a vocabulary of letters and a few words."""

from __future__ import annotations

import random
import string
from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from transformers import BertConfig, BertModel

from assistant.reader.corpora import Asked, Passage
from assistant.reader.examples import Cutter, Lessons
from assistant.reader.settings import ReaderSettings
from index.embedder import Parts
from ingest.models import Span
from ingest.sentences import sentence_spans

WIDTH = 32
WORDS = (
    "the", "was", "built", "by", "in", "when", "who", "what", "is", "bridge", "tower", "castle",
    "harbour", "market", "anna", "boris", "clara", "dmitri", "and", "river",
)  # fmt: skip
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_SINGLE = string.ascii_lowercase + string.digits
VOCABULARY = (
    *SPECIAL,
    *WORDS,
    *_SINGLE,
    *(f"##{one}" for one in _SINGLE),
    *string.punctuation,
)


def tokenizer() -> Tokenizer:
    """Return one that cuts known words whole and others into letters; it neither pads nor cuts."""
    made = Tokenizer(WordPiece({token: n for n, token in enumerate(VOCABULARY)}, unk_token="[UNK]"))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


def parts(seed: int = 0, width: int = WIDTH) -> Parts:
    """Return parts with random weights, the same ones for a seed."""
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=width,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=2 * width,
        max_position_embeddings=512,
    )
    body = BertModel(config)
    return Parts(tokenizer(), body.embeddings.word_embeddings.weight.detach(), body)


def passage(text: str, *asked: tuple[str, str | None], source: str = "tydiqa-en") -> Passage:
    """Return a passage; each question comes with the stretch that answers it, or None."""
    questions = tuple(
        Asked(question, () if said is None else (span_of(text, said),)) for question, said in asked
    )
    return Passage(source, text[:12], text, "en", tuple(sentence_spans(text, "en")), questions)


def span_of(text: str, said: str) -> Span:
    """Return where a stretch first stands."""
    start = text.index(said)
    return Span(start, start + len(said))


def lessons(settings: ReaderSettings, passages: Sequence[Passage] = ()) -> Lessons:
    """Return lessons of a few buildings, or of the passages, each near all others."""
    passages = passages or buildings()
    nearby = [[i for i in range(len(passages)) if i != n] for n in range(len(passages))]
    return Lessons(passages, nearby, Cutter(tokenizer()), settings, {}, unswitched)


def buildings() -> list[Passage]:
    """Return passages that each tell who built what, where and when."""
    told = (
        ("tower", "Anna", "Bergen", 1811),
        ("castle", "Boris", "Turku", 1824),
        ("harbour", "Clara", "Narva", 1835),
        ("market", "Dmitri", "Riga", 1846),
        ("bridge", "Emil", "Visby", 1857),
    )
    return [
        passage(
            f"The {what} of {town} was built by {who} in {year}. "
            f"The river and the old road met there every summer.",
            (f"Who built the {what}?", who),
            (f"When was the {what} of {town} built?", str(year)),
            (f"What colour is the {what}?", None),
        )
        for what, who, town, year in told
    ]


def unswitched(text: str, chance: random.Random) -> str:
    """Leave a question in its language."""
    return text
