from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from index.cyrillic.examples import Example, joined_examples, parallel_examples, plan
from index.cyrillic.extension import ROWS, TOKENS_FILE, WEIGHTS_FILE
from index.cyrillic.pieces import Cutter
from index.cyrillic.student import Student
from index.cyrillic.teacher import teacher_vectors
from index.cyrillic.training import Lesson, Lessons, Training, contrast
from index.cyrillic.training_settings import TrainingSettings
from index.models import HalfArray
from ingest.errors import DataError
from tests.index.cyrillic.test_switching import PAIRS

FIRST, NEW, WIDTH = 20, 12, 16
VOCABULARY = {f"t{n}": n for n in range(FIRST)} | {f"н{n}": FIRST + n for n in range(NEW)}
SETTINGS = TrainingSettings(steps=12, tokens=64, negatives=8, checkpoint_every=4)


def student(seed: int = 0, rank: int = 2) -> Student:
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=FIRST,
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
    )
    rows = np.random.default_rng(seed).normal(size=(FIRST + NEW, WIDTH)).astype(np.float32)
    return Student(BertModel(config), rows, FIRST, rank)


def lesson(count: int, targets: int) -> Lesson:
    chance = np.random.default_rng(count)
    texts = [[1, *chance.integers(FIRST, FIRST + NEW, 3).tolist(), 2] for _ in range(count)]
    return Lesson(texts, np.arange(count) % targets, np.ones(count, dtype=np.float32))


def lessons() -> Lessons:
    chance = np.random.default_rng(9)
    vectors = chance.normal(size=(10, WIDTH))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Lessons(lesson(40, 10), vectors.astype(np.float16), lesson(20, 5), lesson(5, 5).texts)


def trained(folder: Path, settings: TrainingSettings = SETTINGS, stop: int = 0) -> Student:
    """Train; with ``stop``, be interrupted behind that step and go on with a new student."""
    folder.mkdir(exist_ok=True)

    def interrupt(phase: str, done: int, total: int) -> None:
        if done == stop:
            raise KeyboardInterrupt

    learner = student()
    training = Training(learner, lessons(), VOCABULARY, settings, folder)
    if not stop:
        training.run(lambda phase, done, total: None)
        return learner
    with pytest.raises(KeyboardInterrupt):
        training.run(interrupt)
    return trained(folder, settings)


def test_only_what_is_new_changes(tmp_path: Path) -> None:
    before, after = student(), trained(tmp_path / "work")
    learnt = dict(after.named_parameters())
    for name, parameter in before.named_parameters():
        same = torch.equal(parameter, learnt[name])
        assert same is not (name == "new" or name.endswith((".down", ".up"))), name


def test_what_is_learnt_comes_nearer() -> None:
    taught, untaught = lessons(), student()
    learner = student()
    folder_free = replace(SETTINGS, steps=150, checkpoint_every=1000, rows_rate=5e-2)
    Training(learner, taught, VOCABULARY, folder_free, Path()).run(lambda *_: None)
    goal = taught.vectors[taught.english.targets].astype(np.float32)
    cosines = [
        (each.embed(taught.english.texts) * goal).sum(axis=1).mean() for each in (untaught, learner)
    ]
    assert cosines[1] > cosines[0] + 0.1


@pytest.mark.parametrize("stop", [5, 8, 11])
def test_a_training_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path, stop: int) -> None:
    whole, resumed = trained(tmp_path / "whole"), trained(tmp_path / "stopped", stop=stop)
    for left, right in zip(whole.parameters(), resumed.parameters(), strict=True):
        assert torch.equal(left, right)


def test_a_checkpoint_of_another_training_is_refused(tmp_path: Path) -> None:
    trained(tmp_path / "work")
    with pytest.raises(DataError, match=r"of a training with other settings.*--work"):
        trained(tmp_path / "work", replace(SETTINGS, scale=10.0))


def test_the_loss_is_low_only_where_each_text_is_at_its_own_target() -> None:
    targets, others = torch.eye(4)[:2], torch.eye(4)[2:]
    right = contrast(targets, targets, others, 20.0)
    wrong = contrast(targets.flip(0), targets, others, 20.0)
    assert float(right) < 1e-6
    assert float(wrong) > 20


def test_a_target_that_is_nearly_the_own_one_is_no_negative() -> None:
    targets = torch.eye(4)[:1]
    twin = torch.nn.functional.normalize(torch.tensor([[1.0, 0.1, 0.0, 0.0]]), dim=1)
    assert float(contrast(targets, targets, twin, 20.0)) < 1e-6


def test_the_files_hold_half_precision_rows_and_tokens(tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    learner = student()
    tokens = [f"н{n}" for n in range(NEW)]
    learner.write(tokens, tmp_path / "out")
    tensors = load_file(tmp_path / "out" / WEIGHTS_FILE)
    assert tensors[ROWS].shape == (NEW, WIDTH)
    assert {tensor.dtype for tensor in tensors.values()} == {np.dtype(np.float16)}
    assert (tmp_path / "out" / TOKENS_FILE).read_text(encoding="utf-8").split() == tokens
    changed = {key.rpartition(".")[0] for key in tensors} - {""}
    assert "encoder.layer.0.attention.self.query.weight" in changed
    assert len(changed) == 2 * 6


def test_part_of_the_way_from_the_start_can_be_written(tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    learner = trained(tmp_path / "work")
    tokens = [f"н{n}" for n in range(NEW)]
    begun, ended = student().new.detach().numpy(), learner.new.detach().numpy()
    written = {}
    for kept in (0.0, 0.5, 1.0):
        learner.write(tokens, tmp_path / "out", kept)
        written[kept] = load_file(tmp_path / "out" / WEIGHTS_FILE)
        goal = begun + kept * (ended - begun)
        assert np.allclose(written[kept][ROWS], goal, atol=1e-2)
    name = "encoder.layer.0.attention.self.query.weight"
    change = [f[name + ".up"].astype(np.float32) @ f[name + ".down"] for f in written.values()]
    assert np.abs(change[2]).max() > 0 and not change[0].any()
    assert np.allclose(change[1], change[2] / 2, atol=1e-3)


def test_teacher_vectors_are_kept(tmp_path: Path) -> None:
    def vectors(learner: Student, texts: list[str]) -> HalfArray:
        ids = lambda few: [[1, *map(ord, text), 2] for text in few]  # noqa: E731
        return teacher_vectors(learner, texts, ids, tmp_path, lambda *_: None)

    texts = ["\x05", "\x06\x07"]
    first, again = vectors(student(), texts), vectors(student(seed=1), texts)
    assert np.array_equal(first, again)
    assert first.dtype == np.float16
    assert not np.array_equal(first[:1], vectors(student(seed=1), texts[:1]))


def test_every_example_is_planned_as_often_as_it_should() -> None:
    lengths, times = [[3, 9, 5, 100]], [np.asarray([1, 2, 0, 1], dtype=np.float32)]
    batches = plan(lengths, times, 30, np.random.default_rng(0))
    seen = np.concatenate([batch.rows for batch in batches])
    assert sorted(seen.tolist()) == [0, 1, 1, 3]


def test_a_token_is_cut_where_both_pieces_are_known() -> None:
    vocabulary = {"[PAD]": 0, "гор": 1, "##од": 2, "город": 3, "##ода": 4}
    cutter = Cutter(vocabulary, 3, 1.0)
    assert cutter.cut([0, 3, 4], np.random.default_rng(0)) == [0, 1, 2, 4]
    assert Cutter(vocabulary, 3, 0.0).cut([0, 3], np.random.default_rng(0)) == [0, 3]


def test_examples_of_each_kind_point_at_their_anchors() -> None:
    english = parallel_examples(PAIRS, "en", seed=0)
    assert Example("город", "city") in english
    assert not parallel_examples(PAIRS, "ru", seed=0)
    prose = [replace(pair, kind="prose", language="ru") for pair in PAIRS]
    joined = joined_examples(prose, seed=0)
    assert all(len(e.text.split()) == len(e.anchor.split()) > 1 for e in joined)
