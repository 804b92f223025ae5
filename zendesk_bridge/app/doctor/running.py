"""Running checks: each for itself, whatever became of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from zendesk_bridge.app.doctor.values import Look, Seen, skipped
from zendesk_bridge.core.errors import BridgeError, InvalidInput, TryLater
from zendesk_bridge.core.model import Diagnosis, Health

S = TypeVar("S")


@dataclass(frozen=True)
class Check(Generic[S]):
    """One check. ``after`` are those without which there is nothing to look at."""

    name: str
    look: Callable[[S], Look]
    after: tuple[str, ...] = ()


@dataclass(slots=True)
class Rounds:
    """What failed so far, by the name of the check, and the check that is to blame for it."""

    blame: dict[str, str] = field(default_factory=dict)

    def run(self, checks: Sequence[Check[S]], subject: str, what: S) -> Iterator[Diagnosis]:
        """Run these checks, and yield what each saw: whatever one raises is what it saw."""
        for check in checks:
            culprit = next((self.blame[one] for one in check.after if one in self.blame), "")
            if culprit:
                self.blame[check.name] = culprit
                yield _said(check.name, subject, skipped(f"not looked at, because of {culprit}"))
                continue
            for seen in _looked(check, what):
                if seen.health in {Health.FAIL, Health.SKIPPED}:
                    self.blame.setdefault(check.name, check.name)
                yield _said(check.name, subject, seen)


def _looked(check: Check[S], what: S) -> Look:
    try:
        yield from check.look(what)
    except InvalidInput as error:
        for problem in error.problems:
            yield Seen(Health.FAIL, f"{problem.place}: {problem.message}", problem.fix or _CORRECT)
    except BridgeError as error:
        yield Seen(Health.FAIL, error.message, error.fix or (_LATER if isinstance(error, TryLater) else _LOOK))


def _said(check: str, subject: str, seen: Seen) -> Diagnosis:
    return Diagnosis(check, subject, seen.health, seen.message, seen.fix)


_CORRECT = "Correct it there, and run the same command again."
_LATER = "Try again in some minutes; if it stays, see whether there is an outage."
_LOOK = "Run the same command again; if it stays, report it."
