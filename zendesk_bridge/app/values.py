"""What a run is asked to do, what it has prepared, and what went wrong on a helpdesk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from zendesk_bridge.app import facts
from zendesk_bridge.app.tickets import Prepared
from zendesk_bridge.core.errors import AuthRefused, BridgeError, SafetyStop, TryLater
from zendesk_bridge.core.fields import FieldsFound
from zendesk_bridge.core.plan import Plan

Part = Literal["macros", "tickets"]
"""The two halves of a run on one helpdesk: neither waits for the other."""

_UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person at the terminal decided for this one run.

    ``scheduled`` says that nobody is there: what is broken is reported at the end, and everything else goes ahead.
    """

    adopt: frozenset[str] = frozenset()
    overwrite: frozenset[str] = frozenset()
    accept_fewer: bool = False
    max_tickets: int | None = None
    scheduled: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """The macros' part of a run, ready to be carried out unless there are ``refusals``."""

    facts: facts.Facts
    plan: Plan
    fields: Mapping[str, FieldsFound]
    refusals: tuple[str, ...]

    @property
    def calendar_part(self) -> Planned:
        """What may go ahead when the gate refuses the rest."""
        return replace(self, plan=self.plan.calendar_part)


@dataclass(frozen=True, slots=True)
class Tickets:
    """The tickets' part of a run, ready to be written; ``held`` tells what is not ready, and why.

    ``warnings`` are what is wrong with single rows of the catalogue.
    """

    prepared: tuple[Prepared, ...]
    held: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def refusals(self) -> tuple[str, ...]:
        """Why this is too much for one run; empty means that it may be written."""
        return tuple(item.refusal for item in self.prepared if item.refusal)

    @property
    def calendar_part(self) -> Tickets:
        """What may go ahead when the gate refuses the rest."""
        return replace(self, prepared=tuple(item.calendar_part for item in self.prepared))

    @property
    def pending(self) -> int:
        """How many tickets are to be written."""
        return sum(len(item.pending) for item in self.prepared)


@dataclass(frozen=True, slots=True)
class HelpdeskTrouble:
    """What kept one half of the work on one helpdesk from being done, or from being done to its end."""

    helpdesk: str
    part: Part
    error: BridgeError

    def __str__(self) -> str:
        """Return the helpdesk, what went wrong on it, and on a second line what to do."""
        text = str(self.error)
        return text if text.startswith(f"{self.helpdesk}: ") else f"{self.helpdesk}: {text}"

    @property
    def lasting(self) -> bool:
        """Tell whether whatever else is asked of this helpdesk now would fail alike: it is down, or knows us not."""
        return isinstance(self.error, TryLater) or (
            isinstance(self.error, AuthRefused) and self.error.status == _UNAUTHORIZED
        )


def refuse(refusals: Sequence[str]) -> None:
    """Stop when there are refusals; raises SafetyStop with all of them."""
    if refusals:
        raise SafetyStop(
            "\n".join(["Refused by the safety gate, nothing was written:", *(f"  {reason}" for reason in refusals)]),
            fix="If this is what you want, raise the limits in the config for this change.",
        )
