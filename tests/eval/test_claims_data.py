from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.claims_data import LABELS, choose_pairs, load_pairs
from ingest.errors import QuestionsInvalid

PAIR = {
    "id": "bees-1", "claim": "Bees sleep 9 hours.", "claim_language": "en",
    "source": "Bees sleep 5 hours. They hum.", "source_language": "en", "label": "contradicted",
    "split": "tune", "evidence": "Bees sleep 5 hours.", "change": "figure", "differs": ["9"],
}  # fmt: skip


def written(folder: Path, *lines: object) -> Path:
    path = folder / "claims.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_a_pair_is_read(tmp_path: Path) -> None:
    (pair,) = load_pairs(written(tmp_path, PAIR, ""))
    assert (pair.subject, pair.languages, pair.differs) == ("bees", "en-en", ("9",))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": "maybe"}, 'field "label": expected one of supported'),
        ({"evidence": "Wasps."}, 'field "evidence": does not stand in the source'),
        ({"evidence": ""}, 'field "evidence": is for the supported and contradicted'),
        ({"label": "unrelated"}, 'field "evidence": is for the supported and contradicted'),
        ({"differs": ["8"]}, "'8' is not in the claim"),
        ({"differs": "9"}, "expected a list of texts"),
        ({"claim": ""}, 'field "claim": expected a text'),
        ({"split": 3}, 'field "split": expected a text'),
    ],
)
def test_what_is_not_of_the_form_is_told(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    with pytest.raises(QuestionsInvalid, match=message) as caught:
        load_pairs(written(tmp_path, PAIR | change))
    assert "claims.jsonl, line 1" in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"), [("{", "is not JSON"), ("[]", "expected a JSON object")]
)
def test_a_line_that_is_no_object_is_told(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(QuestionsInvalid, match=message):
        load_pairs(written(tmp_path, line))


def test_a_file_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionsInvalid, match="--claims"):
        load_pairs(tmp_path / "none.jsonl")
    with pytest.raises(QuestionsInvalid, match="holds no pair"):
        load_pairs(written(tmp_path, ""))
    (tmp_path / "bad.jsonl").write_bytes(b"\xff")
    with pytest.raises(QuestionsInvalid, match="byte 0 is not UTF-8"):
        load_pairs(tmp_path / "bad.jsonl")


def test_a_split_is_chosen(tmp_path: Path) -> None:
    pairs = load_pairs(written(tmp_path, PAIR))
    assert choose_pairs(pairs, "tune") == choose_pairs(pairs, None) == pairs
    with pytest.raises(QuestionsInvalid, match="split 'report'; there are: tune"):
        choose_pairs(pairs, "report")


def test_our_set_is_large_and_its_splits_have_no_subject_in_common() -> None:
    pairs = load_pairs()
    assert len(pairs) >= 90
    assert len({pair.id for pair in pairs}) == len(pairs)
    splits = {split: {pair.subject for pair in pairs if pair.split == split}
              for split in ("tune", "report")}  # fmt: skip
    assert not splits["tune"] & splits["report"]
    for split in splits:
        labels = Counter(pair.label for pair in pairs if pair.split == split)
        assert all(labels[label] >= 10 for label in LABELS)
    assert len({pair.languages for pair in pairs}) == 9
