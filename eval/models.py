"""What the evaluation hands on: questions, scores, rows and the report made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.conversation import Turn
from assistant.models import Answer

TUNE_SPLIT = "tune"  # the half that settings and weights are fitted on
REPORT_SPLIT = "report"  # the half that settings were never tuned on; the headline figures

Expects = Literal["answer", "refusal", "reply"]
"""What a question should get: an answer from the documents, a refusal, or, as a greeting, a word
that rests on no document."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a questions file.

    :param id: unique in its file.
    :param question: as a person would ask it.
    :param language: ISO 639-1 code, or ``und``.
    :param kind: for instance ``fact`` or ``unanswerable_near``; any word is allowed.
    :param evidence: quotations that answer it; empty where the documents do not say.
    :param answers: short forms that are accepted, in any language.
    :param split: ``tune`` or ``report``; any word is allowed.
    :param all_needed: every quotation is needed; otherwise any one suffices.
    :param history: the conversation so far, oldest first.
    :param wants_reply: it asks nothing of the documents, as a greeting; there is no evidence then.
    :param missing: names, numbers and rare nouns of it that no document has, and that the answer
        should name; a word may lack its ending.
    """

    id: str
    question: str
    language: str
    kind: str
    evidence: tuple[str, ...]
    answers: tuple[str, ...]
    split: str
    all_needed: bool = False
    history: tuple[Turn, ...] = ()
    wants_reply: bool = False
    missing: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the documents are held to answer it."""
        return bool(self.evidence)

    @property
    def expects(self) -> Expects:
        """What should come back."""
        if self.wants_reply:
            return "reply"
        return "answer" if self.answerable else "refusal"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a gold quotation stands.

    :param document: the document's id.
    :param start: offset of its first character in the document's text.
    :param end: offset after its last character.
    :param needed: offsets of its characters that are not white space, which passages must cover.
    """

    document: str
    start: int
    end: int
    needed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold quotation and every place where it stands.

    :param quotation: as the questions file has it.
    :param occurrences: empty where no indexed document holds it; it then cannot be found.
    """

    quotation: str
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """One question's scores; None where a score does not apply to the question.

    The fields' names are those of :data:`eval.measures.MEASURES` and, where a language model was
    asked, of :data:`eval.measures.WRITING_MEASURES`, which say what each one is.
    """

    recall_at_1: float | None = None
    recall_at_3: float | None = None
    recall_at_5: float | None = None
    reciprocal_rank: float | None = None
    ndcg_at_10: float | None = None
    evidence_in_600: float | None = None
    evidence_in_1500: float | None = None
    evidence_in_3000: float | None = None
    contains_answer: float | None = None
    token_f1: float | None = None
    evidence_first: float | None = None
    evidence_in_three: float | None = None
    citation_precision: float | None = None
    citation_recall: float | None = None
    exact_quotes: float | None = None
    false_answer: float | None = None
    false_refusal: float | None = None
    replied: float | None = None
    missing_named: float | None = None
    correct: float = 0.0
    confidence: float | None = None
    latency_ms: float = 0.0
    written: float | None = None
    sentence_citation_recall: float | None = None
    sentence_citation_precision: float | None = None
    prompt_tokens: float | None = None
    completion_tokens: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One question, asked.

    :param question: the question.
    :param answer: what came back; None where asking failed.
    :param error: why asking failed; None where it did not.
    :param unlocated: gold quotations that no indexed document holds.
    :param scores: the question's scores.
    :param written: the same question asked of the assistant that has a language model write; None
        where the run has none.
    """

    question: Question
    answer: Answer | None
    error: str | None
    unlocated: tuple[str, ...]
    scores: Scores
    written: Row | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % bootstrap interval.

    :param measure: its name, for instance ``recall@5``.
    :param value: None where no question has this score.
    :param low: lower end of the interval.
    :param high: upper end of the interval.
    :param count: how many questions it rests on.
    """

    measure: str
    value: float | None
    low: float | None
    high: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of some of the questions.

    :param by: what they have in common: ``overall``, ``split``, ``language`` or ``kind``.
    :param name: its value, for instance ``kk``.
    :param questions: how many there are.
    :param answerable: how many of them have evidence.
    :param estimates: one a measure, in the order of the measures.
    """

    by: str
    name: str
    questions: int
    answerable: int
    estimates: tuple[Estimate, ...]

    def value(self, measure: str) -> float | None:
        """Return the figure of a measure; None where it does not apply."""
        return next((e.value for e in self.estimates if e.measure == measure), None)


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """A point of the risk-coverage curve.

    :param threshold: questions with at least this confidence are answered.
    :param coverage: share of all questions that are then answered.
    :param risk: share of those answered that are wrong.
    """

    threshold: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What was run.

    :param started: UTC, ISO 8601.
    :param questions_file: path of the questions file.
    :param questions_sha256: over the ids and texts of the questions asked.
    :param index: the generation that answered; empty where nothing was answered.
    :param model: the embedding model's name.
    :param seed: of the bootstrap.
    """

    started: str
    questions_file: str
    questions_sha256: str
    index: str
    model: str
    seed: int


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation, whole.

    :param info: what was run.
    :param rows: one a question, in the order of the file.
    :param groups: overall first, then by split, language and kind.
    :param risk_coverage: over all questions, coverage rising.
    :param written_groups: as ``groups``, of the answers that a language model was to write; empty
        where the run has none.
    """

    info: RunInfo
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    risk_coverage: tuple[RiskPoint, ...]
    written_groups: tuple[Group, ...] = ()

    @property
    def overall(self) -> Group:
        """The figures of all questions."""
        return self.groups[0]

    @property
    def headline(self) -> Group:
        """The figures of the report split; of all questions where there is no such split."""
        return _headline(self.groups)

    @property
    def written_headline(self) -> Group | None:
        """The headline's figures of the written answers; None where the run has none."""
        return _headline(self.written_groups) if self.written_groups else None

    @property
    def written(self) -> tuple[Row, ...]:
        """The rows of the assistant that writes; empty where the run has none."""
        return tuple(row.written for row in self.rows if row.written is not None)

    @property
    def errors(self) -> tuple[Row, ...]:
        """The questions that could not be asked."""
        return tuple(row for row in self.rows if row.error is not None)


def _headline(groups: Sequence[Group]) -> Group:
    named = (group for group in groups if group.by == "split" and group.name == REPORT_SPLIT)
    return next(named, groups[0])
