"""What a run is asked to do, what it has prepared, and what went wrong on a helpdesk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zendesk_bridge.app import facts
from zendesk_bridge.app.tickets import Prepared
from zendesk_bridge.core.errors import AuthRefused, BridgeError, TryLater
from zendesk_bridge.core.fields import FieldsFound
from zendesk_bridge.core.gate import Half, Refusal
from zendesk_bridge.core.plan import Plan


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the person at the terminal decided for this one run.

    ``allowed`` are the kinds of writes that the gate lets through. ``unattended`` says that nobody is there to ask:
    what fails on one helpdesk is reported at the end, and the others go ahead. ``scheduled`` says besides that the
    files may be as they happen to be: of what is broken in them the last good reading stands.
    ``as_new`` are the helpdesks whose account of before is to be forgotten.
    """

    adopt: frozenset[str] = frozenset()
    overwrite: frozenset[str] = frozenset()
    accept_fewer: bool = False
    allowed: frozenset[str] = frozenset()
    unattended: bool = False
    scheduled: bool = False
    as_new: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MacrosHalf:
    """The macros' half of a run, ready to be carried out; ``refusals`` hold it on single helpdesks."""

    facts: facts.Facts
    plan: Plan
    fields: Mapping[str, FieldsFound]
    refusals: tuple[Refusal, ...]

    @property
    def cleared(self) -> MacrosHalf:
        """What may go ahead: on a helpdesk where the gate refuses, what only the calendar asks for."""
        held = {refusal.helpdesk for refusal in self.refusals}
        parts = (part.calendar_part if part.helpdesk in held else part for part in self.plan.helpdesks)
        return replace(self, plan=Plan(tuple(parts)))


@dataclass(frozen=True, slots=True)
class TicketsHalf:
    """The tickets' half of a run, ready to be written; ``held`` tells what is not ready, and why.

    ``warnings`` are what is wrong with single rows of the catalogue; ``refusals`` hold all tickets of a helpdesk.
    """

    prepared: tuple[Prepared, ...]
    held: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def cleared(self) -> TicketsHalf:
        """What may go ahead: on a helpdesk where the gate refuses, what only the calendar asks for."""
        held = {refusal.helpdesk for refusal in self.refusals}
        parts = (part.calendar_part if part.site.name in held else part for part in self.prepared)
        return replace(self, prepared=tuple(parts))


@dataclass(frozen=True, slots=True)
class HelpdeskFailure:
    """What kept one half of the work on one helpdesk from being done, or from being done to its end."""

    helpdesk: str
    half: Half
    error: BridgeError

    def __str__(self) -> str:
        """Return the helpdesk, what went wrong on it, and on a second line what to do."""
        text = str(self.error)
        return text if text.startswith(f"{self.helpdesk}: ") else f"{self.helpdesk}: {text}"

    @property
    def lasting(self) -> bool:
        """Whether all else that is asked of this helpdesk now would fail alike: it is down, or knows us not."""
        return isinstance(self.error, TryLater) or (isinstance(self.error, AuthRefused) and self.error.unknown_login)
