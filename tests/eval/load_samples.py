"""Small things that the tests of the load bench are made of."""

from __future__ import annotations

from assistant.conversation import Turn
from eval.load_models import Asked, Count, Load, Rebuild, Reply, Said, Waits

WAITED_ALONE = Waits(40, 0.1, 0.2, 0.3)
HISTORY = (Turn("user", "Who opened the teahouse?"), Turn("assistant", "Marta Lind."))


def said(asked: Asked, text: str = "By Marta Lind. [1]", generation: str = "gen-000001") -> Said:
    return Said(asked.question, asked.question, text, ("by Marta Lind",), generation)


def reply(seconds: float = 1.0, session: int = 0, question: str = "Who?") -> Reply:
    asked = Asked(session, question)
    return Reply(asked, seconds, said(asked))


def failed(error: str, seconds: float = 9.0) -> Reply:
    return Reply(Asked(0, "Who?"), seconds, error=error)


def load(
    errors: tuple[Count, ...] = (),
    mix_ups: tuple[Count, ...] = (),
    *,
    published: bool = True,
    alone: Waits = WAITED_ALONE,
) -> Load:
    return Load(
        people=50,
        asked=300,
        seconds=25.0,
        alone=alone,
        together=Waits(300, 4.0, 5.0, 6.0),
        errors=errors,
        mix_ups=mix_ups,
        largest_rank=41,
        generations=(Count("gen-000003", 210), Count("gen-000002", 90)),
        rebuild=Rebuild(9.5, 7.0, published, "gen-000003: 2 unchanged, 1 added"),
        asker_cores=0.19,
        log=(),
    )
