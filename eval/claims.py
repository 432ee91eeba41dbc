"""Claims held against sources whose answer is known: how often the verdict is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.claims.models import Basis, Item
from assistant.claims.nearest import Vectors, basis_of
from assistant.claims.reading import Read, Source, read
from assistant.claims.settings import DEFAULT_SETTINGS, FULL, ClaimSettings
from assistant.claims.verdict import Judged, judge
from eval.claims_data import Pair
from index.models import Embedder
from ingest.models import Document


@dataclass(frozen=True, slots=True)
class Held:
    """A claim and a source, read: all that does not hang on the settings.

    :param claim: the claim.
    :param source: the source.
    :param basis: what they can be held against each other by.
    """

    claim: Read
    source: Source
    basis: Basis


@dataclass(frozen=True, slots=True)
class Case(Held):
    """A pair, read.

    :param pair: the pair.
    """

    pair: Pair


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair, judged.

    :param pair: the pair.
    :param judged: what came of it.
    :param correct: a supported claim is supported by these words, of an unrelated one nothing is
        found, a contradicted or unsaid one is not supported.
    :param shown: of a contradicted claim, that what differs is shown as differing; None where the
        set does not say what differs.
    :param found: the nearest passage holds the sentence that speaks of it; None where none does.
    """

    pair: Pair
    judged: Judged
    correct: float
    shown: float | None
    found: float | None


def strangers(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield each claim against the texts of all other subjects, a text of each language.

    Such a text is longer than a pair's own and has more that agrees by chance; nothing in it is to
    be found all the same.

    :param pairs: any; of the texts only those of a claim's own split are taken.
    """
    for split in dict.fromkeys(pair.split for pair in pairs):
        yield from _strangers_of([pair for pair in pairs if pair.split == split])


def _strangers_of(pairs: Sequence[Pair]) -> Iterator[Pair]:
    texts = {pair.subject: (pair.source_language, pair.source) for pair in pairs}
    for pair in pairs:
        if pair.label in ("unsaid", "unrelated"):
            continue
        for language in sorted({language for language, _ in texts.values()}):
            others = (
                text
                for subject, (its, text) in texts.items()
                if its == language and subject != pair.subject
            )
            yield replace(
                pair, source="\n\n".join(others), source_language=language, label="unrelated",
                evidence="", change="", differs=(),
            )  # fmt: skip


def judge_pairs(
    pairs: Sequence[Pair], embedder: Embedder, settings: ClaimSettings = DEFAULT_SETTINGS
) -> tuple[Scored, ...]:
    """Hold claims against their sources and tell how right the verdicts are.

    :param pairs: any.
    :param embedder: asked for the vectors of those pairs alone whose languages it knows.
    :param settings: weights and thresholds.
    """
    cases = read_pairs(pairs, embedder.languages)
    return score_cases(cases, vectors_of(cases, embedder), settings)


def read_pairs(pairs: Sequence[Pair], languages: frozenset[str] | None) -> tuple[Case, ...]:
    """Read pairs.

    :param pairs: any.
    :param languages: those that the model knows; None where that is not told.
    """
    cases = []
    for pair in pairs:
        source = Source(document_of(pair.source, pair.source_language, pair.id))
        claim = read(pair.claim, pair.claim_language)
        cases.append(Case(claim, source, basis_of(claim, source, languages), pair))
    return tuple(cases)


def vectors_of(cases: Sequence[Held], embedder: Embedder) -> Vectors:
    """Return the vector of each claim and sentence that is compared by its meaning."""
    full = [case for case in cases if case.basis == FULL]
    claims = list(dict.fromkeys(case.claim.text for case in full))
    sentences = list(dict.fromkeys(each.text for case in full for each in case.source.sentences))
    if not full:
        return {}
    passages = dict(zip(sentences, embedder.encode(sentences, "passage"), strict=True))
    return passages | dict(zip(claims, embedder.encode(claims, "query"), strict=True))


def score_cases(
    cases: Sequence[Case], vectors: Vectors, settings: ClaimSettings = DEFAULT_SETTINGS
) -> tuple[Scored, ...]:
    """Judge every case; a source is so short that each of its sentences is a candidate."""
    return tuple(score_case(case, judge_case(case, vectors, settings)) for case in cases)


def judge_case(case: Held, vectors: Vectors, settings: ClaimSettings) -> Judged:
    """Judge a case."""
    positions = range(len(case.source.sentences))
    return judge(case.claim, case.source, positions, case.basis, vectors, settings)


def score_case(case: Case, judged: Judged) -> Scored:
    """Tell how right a judgement is."""
    return Scored(
        case.pair,
        judged,
        float(_is_correct(case.pair, judged)),
        _shown(case.pair, judged),
        _found(case, judged),
    )


def _is_correct(pair: Pair, judged: Judged) -> bool:
    if pair.label == "unrelated":
        return judged.verdict == "nothing found"
    return (judged.verdict == "supported by these words") == (pair.label == "supported")


def _shown(pair: Pair, judged: Judged) -> float | None:
    if pair.label != "contradicted":
        return None
    differing = [each for each in judged.compared if each.state == "differs"]
    if pair.change in ("direction", "negation"):
        return float(any(each.kind == "direction" for each in differing))
    items = [each.claim for each in differing if each.kind != "direction"]
    return float(
        all(any(_is_of(text, item, pair.claim) for item in items) for text in pair.differs)
    )


def _is_of(text: str, item: Item, claim: str) -> bool:
    start = claim.find(text)
    return start < item.end and item.start < start + len(text)


def _found(case: Case, judged: Judged) -> float | None:
    if not case.pair.evidence:
        return None
    return float(case.pair.evidence in _quoted(case, judged))


def _quoted(case: Case, judged: Judged) -> str:
    if judged.near is None:
        return ""
    inside = case.source.sentences[judged.near.first : judged.near.last]
    return case.pair.source[inside[0].start : inside[-1].end]


def document_of(text: str, language: str, doc_id: str) -> Document:
    """Return a text as a document that stands for itself.

    :param text: a few sentences.
    :param language: ISO 639-1 code; where it is ``und`` each sentence's own is told.
    :param doc_id: by which it is named.
    """
    return Document(doc_id, "", (), language, text, "", "text/plain", "text/1")
