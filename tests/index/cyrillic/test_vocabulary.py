import json

import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from index.cyrillic.vocabulary import composed, learn_tokens

KNOWN = ["[PAD]", "[UNK]", "the", "city", "##s", "к", "##о"]


@pytest.fixture
def base() -> Tokenizer:
    vocabulary = {token: number for number, token in enumerate(KNOWN)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def test_only_new_tokens_with_cyrillic_letters_are_learnt() -> None:
    texts = ["Город город город", "the city of город", "қала қалада қала"] * 5
    tokens = learn_tokens(texts, KNOWN, 50)
    assert "город" in tokens
    assert "қала" in tokens
    assert not set(tokens) & set(KNOWN)
    assert all(any("\u0400" <= letter <= "\u04ff" for letter in token) for token in tokens)


def test_no_more_tokens_are_learnt_than_asked_for() -> None:
    assert len(learn_tokens(["город школа вода книга"] * 5, KNOWN, 7)) == 7


def test_english_is_cut_as_before_and_cyrillic_by_the_new_tokens(base: Tokenizer) -> None:
    tokenizer = composed(base, ["город", "##а"])
    for text in ("The city", "citys", "unknown word"):
        assert tokenizer.encode(text).ids == base.encode(text).ids
    assert tokenizer.encode("Города").tokens == ["город", "##а"]
    assert tokenizer.token_to_id("город") == len(KNOWN)
    assert base.encode("Города").tokens == ["[UNK]"]


def test_the_base_stays_as_it_is(base: Tokenizer) -> None:
    before = json.loads(base.to_str())
    composed(base, ["город"])
    assert json.loads(base.to_str()) == before
