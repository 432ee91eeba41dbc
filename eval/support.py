"""Whether quotations support a sentence, as the checking of claims judges it."""

from __future__ import annotations

from functools import cache

from assistant.claims.models import VERDICTS
from assistant.claims.nearest import basis_of
from assistant.claims.reading import Source, read
from assistant.claims.settings import DEFAULT_SETTINGS, ClaimSettings
from eval.claims import Held, document_of, judge_case, vectors_of
from eval.metrics import Supports
from index.models import Embedder
from ingest.models import UNDETERMINED

SUPPORTED = VERDICTS[0]
_APART = "\n\n"  # so that quotations of different places are not read as one sentence


def claims_judge(embedder: Embedder, settings: ClaimSettings = DEFAULT_SETTINGS) -> Supports:
    """Return a judge that stands in for the entailment model of ALCE.

    A sentence is supported where the verdict on it is "supported by these words": the words, the
    meaning as the embedding model has it, and every figure, name and direction agree. That is no
    proof that one follows from the other, and a true sentence in words of its own may fail, above
    all one in another language than its evidence, where only the model's sense, figures and names
    can tell. Each language is told from the texts themselves; at most three sentences of evidence
    are taken at once.

    :param embedder: of the index.
    :param settings: weights and thresholds of the verdicts.
    """

    @cache
    def supports(sentence: str, evidence: tuple[str, ...]) -> bool:
        claim = read(sentence, UNDETERMINED)
        source = Source(document_of(_APART.join(evidence), UNDETERMINED, "evidence"))
        held = Held(claim, source, basis_of(claim, source, embedder.languages))
        judged = judge_case(held, vectors_of([held], embedder), settings)
        return judged.verdict == SUPPORTED

    return supports
