"""A plan: what is to become of each macro on each helpdesk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from zendesk_bridge.core.model import (
    Applied,
    DriftMode,
    MacroContent,
    ManagedMacro,
    RemoteMacro,
    digest,
)


@dataclass(frozen=True, slots=True)
class Create:
    """It is not there yet. ``after``, here and below, is what agents will find."""

    key: str
    macro: ManagedMacro
    after: MacroContent


@dataclass(frozen=True, slots=True)
class Update:
    """It is ours and says something else. ``overwrites`` is True when an edit in the portal goes away by it.

    ``calendar`` says that nothing but the day has changed, which is proven: rendered as of the day when it was applied,
    it is what was applied. A window has begun or is over, an update is due, or the facts are too old to be told.
    """

    key: str
    macro: ManagedMacro
    after: MacroContent
    remote: RemoteMacro
    overwrites: bool = False
    calendar: bool = False


@dataclass(frozen=True, slots=True)
class Retire:
    """It is ours and no longer wanted."""

    key: str
    remote: RemoteMacro


@dataclass(frozen=True, slots=True)
class Hide:
    """It is ours, tells a day that is over, and must be left as it is otherwise: agents lose sight of it.

    It comes back with the next good text of ``macro``; None stands for one of which nothing is known any more.
    """

    key: str
    remote: RemoteMacro
    reason: str
    macro: ManagedMacro | None = None


@dataclass(frozen=True, slots=True)
class Keep:
    """It is right as it is. ``applied`` is what to remember when nothing was remembered."""

    key: str
    remote: RemoteMacro
    applied: Applied


@dataclass(frozen=True, slots=True)
class Drift:
    """It is ours and was edited, deactivated or deleted (``remote`` None) on the helpdesk, and is left alone."""

    key: str
    macro: ManagedMacro
    after: MacroContent
    remote: RemoteMacro | None
    reason: str
    mode: DriftMode


@dataclass(frozen=True, slots=True)
class Adopt:
    """A hand-made macro becomes ours because the admin asked for it by name."""

    key: str
    macro: ManagedMacro
    after: MacroContent
    remote: RemoteMacro


@dataclass(frozen=True, slots=True)
class Blocked:
    """It cannot be done now; ``fix`` says what would help. ``vain``: not asked to take over, it would be created."""

    key: str
    title: str
    reason: str
    fix: str
    vain: bool = False


MacroChange = Create | Update | Retire | Hide | Keep | Drift | Adopt | Blocked
WRITES = (Create, Update, Retire, Hide, Adopt)
Write = Create | Update | Retire | Hide | Adopt


@dataclass(frozen=True, slots=True)
class HelpdeskPlan:
    """What would happen on one helpdesk: ``managed`` macros of ours are there now, ``notes`` tell what it cannot hold.

    ``account`` is the address behind the admin's name for it: a plan is for that account and no other. ``names`` tells
    what its placeholders are called in templates. ``applied`` is what was applied before, by key. ``refused`` writes
    are left out, because the gate holds them.
    """

    helpdesk: str
    changes: tuple[MacroChange, ...]
    managed: int
    notes: tuple[str, ...] = ()
    account: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    applied: Mapping[str, Applied] = field(default_factory=dict)
    refused: int = 0

    @property
    def writes(self) -> tuple[Write, ...]:
        """The changes that write."""
        return tuple(change for change in self.changes if isinstance(change, WRITES))

    @property
    def held(self) -> tuple[Drift | Blocked, ...]:
        """What should be different, but is left alone until somebody decides."""
        return tuple(
            change
            for change in self.changes
            if isinstance(change, Blocked) or (isinstance(change, Drift) and change.mode is DriftMode.FAIL)
        )

    @property
    def calendar_part(self) -> HelpdeskPlan:
        """The same without the writes that the gate judges: those stay that take away days which are over."""
        kept = tuple(
            change
            for change in self.changes
            if isinstance(change, Hide) or not isinstance(change, WRITES) or getattr(change, "calendar", False)
        )
        return replace(self, changes=kept, refused=len(self.changes) - len(kept))


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen everywhere."""

    helpdesks: tuple[HelpdeskPlan, ...]

    @property
    def digest(self) -> str:
        """Identify exactly these writes: any other body, target or remote state gives another digest."""
        return digest(
            [[part.helpdesk, part.account, [_identity(change) for change in part.writes]] for part in self.helpdesks]
        )

    @property
    def writes(self) -> int:
        """How many macros would be written."""
        return sum(len(part.writes) for part in self.helpdesks)

    @property
    def held(self) -> int:
        """How many macros are left alone although they should be different."""
        return sum(len(part.held) for part in self.helpdesks)

    @property
    def refused(self) -> int:
        """How many writes are left out because the gate holds them."""
        return sum(part.refused for part in self.helpdesks)


def _identity(change: Write) -> list[str | int]:
    match change:
        case Create():
            return ["create", change.key, change.macro.digest]
        case Update():
            return ["update", change.key, change.macro.digest, change.remote.id, change.remote.digest]
        case Adopt():
            return ["adopt", change.key, change.macro.digest, change.remote.id, change.remote.digest]
        case Retire():
            return ["retire", change.key, change.remote.id, change.remote.digest]
        case Hide():
            return ["hide", change.key, change.remote.id, change.remote.digest]
        case _:
            assert_never(change)
