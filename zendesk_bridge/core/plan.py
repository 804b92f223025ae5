"""Desired + existing + last applied -> a plan: a value that can be read, compared, gated, and then carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from zendesk_bridge.core import untouched
from zendesk_bridge.core.macros.difference import altered
from zendesk_bridge.core.model import (
    Applied,
    AppliedState,
    DriftMode,
    MacroContent,
    ManagedMacro,
    Marker,
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
    """It cannot be done now; ``fix`` says what would help."""

    key: str
    title: str
    reason: str
    fix: str


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


@dataclass(frozen=True, slots=True)
class Existing:
    """What there is on one helpdesk: its shared macros, what we last applied, and how macros are compared there.

    ``on_day`` renders a macro from what it is made from now as if it were another day.
    """

    remote: Sequence[RemoteMacro]
    applied: Mapping[str, Applied]
    content: Callable[[ManagedMacro], MacroContent]
    on_day: Callable[[ManagedMacro, date], ManagedMacro | None] = lambda _macro, _day: None


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """What the admin decided about doubtful cases: keys to adopt, keys whose portal edits may go, and the rest."""

    owner: str
    drift: DriftMode = DriftMode.FAIL
    adopt: frozenset[str] = frozenset()
    overwrite: frozenset[str] = frozenset()

    def mode(self, key: str) -> DriftMode:
        """Return what to do when this macro has drifted."""
        return DriftMode.OVERWRITE if self.overwrite & {key, "all"} else self.drift


def changes(desired: Sequence[ManagedMacro], existing: Existing, policy: PlanPolicy) -> tuple[MacroChange, ...]:
    """Compare three ways and return one change for each desired macro and each of ours that is no longer wanted."""
    by_id = {remote.id: remote for remote in existing.remote}
    by_marker = untouched.ours(existing.remote, existing.applied, policy.owner)
    result: list[MacroChange] = []
    claimed: set[int] = set()
    for macro in sorted(desired, key=lambda macro: macro.key):
        applied = existing.applied.get(macro.key)
        there = by_id.get(applied.remote_id) if applied else None
        remote = there if there is not None and there.marker == macro.marker else by_marker.get(macro.marker)
        if remote is not None:
            claimed.add(remote.id)
            change = _compare(macro, remote, applied, existing, policy)
            renamed = isinstance(change, Update) and (
                not remote.content.active or remote.content.title.casefold() != change.after.title.casefold()
            )
            taken = _title_taken(macro, existing, replace(policy, adopt=frozenset())) if renamed else None
            result.append(taken or change)
        elif applied is not None and applied.state is not AppliedState.RETIRED:
            result.append(_lost(macro, there, existing, policy))
        else:
            result.append(_new(macro, existing, policy))
    retired = _unwanted(existing, by_marker, claimed, {macro.key for macro in desired})
    return (*result, *retired)


def _compare(
    macro: ManagedMacro, remote: RemoteMacro, applied: Applied | None, existing: Existing, policy: PlanPolicy
) -> MacroChange:
    after = existing.content(macro)
    if applied is not None and untouched.is_known(applied, remote, after):
        if applied.state is AppliedState.HIDDEN:
            return _still_hidden(macro, after, remote, applied, policy)
        if applied.sent != macro.digest:
            return Update(macro.key, macro, after, remote, calendar=_by_day(macro, applied, existing))
        if lost := altered(after, remote.content):
            return _refused(macro, after, remote, lost, policy)
    elif remote.content.digest != after.digest:
        if untouched.is_as_left(remote, applied):
            return Update(macro.key, macro, after, remote)
        return _drifted(macro, after, remote, applied, policy)
    # The words are there: as we know them, in a server's own writing, or by a write whose record was lost.
    return Keep(macro.key, remote, untouched.record(macro, remote, applied))


def _still_hidden(
    macro: ManagedMacro, after: MacroContent, remote: RemoteMacro, applied: Applied, policy: PlanPolicy
) -> MacroChange:
    """Return what to do about an edited macro that a lapse took out of sight: new facts, or another text, end that."""
    mode = policy.mode(macro.key)
    if mode is DriftMode.OVERWRITE or (macro.source, macro.facts) != (applied.source, applied.facts):
        return Update(macro.key, macro, after, remote, overwrites=True)
    reason = "edited on the helpdesk, and out of the agents' sight since it told a day that is over"
    return Drift(macro.key, macro, after, remote, reason, mode)


def _by_day(macro: ManagedMacro, applied: Applied, existing: Existing) -> bool:
    """Tell whether the macro was what is wanted on the day when it was applied: nothing but the calendar moved."""
    then = existing.on_day(macro, applied.as_of) if applied.as_of else None
    return then is not None and then.digest == applied.sent


def _drifted(
    macro: ManagedMacro, after: MacroContent, remote: RemoteMacro, applied: Applied | None, policy: PlanPolicy
) -> MacroChange:
    """Return what to do about a macro that somebody edited or deactivated."""
    mode = policy.mode(macro.key)
    if mode is DriftMode.OVERWRITE:
        return Update(macro.key, macro, after, remote, overwrites=True)
    return Drift(macro.key, macro, after, remote, untouched.edit(remote, applied), mode)


def _refused(
    macro: ManagedMacro, after: MacroContent, remote: RemoteMacro, lost: Sequence[str], policy: PlanPolicy
) -> MacroChange:
    """Return what to do about a macro that the helpdesk keeps otherwise than we sent it: no run would change that."""
    if policy.overwrite & {macro.key, "all"}:
        return Update(macro.key, macro, after, remote)
    return Blocked(
        macro.key,
        macro.title,
        f"the helpdesk keeps it otherwise than asked: {', '.join(lost)}",
        f"see whether its plan and this login allow it; to send it again: --overwrite {macro.key}",
    )


def _lost(macro: ManagedMacro, there: RemoteMacro | None, existing: Existing, policy: PlanPolicy) -> MacroChange:
    """Return what to do about a macro that we made and that carries our marker no more, or is not ``there`` any more.

    Without the marker it is not ours: it is given back by name, and never overwritten.
    """
    after, mode = existing.content(macro), policy.mode(macro.key)
    if there is not None and there.marker is None:
        if macro.key in policy.adopt:
            return Adopt(macro.key, macro, after, there)
        reason = f"our marker was taken off it on the helpdesk (#{there.id}), so it is not ours any more"
        if mode is DriftMode.KEEP:
            return Drift(macro.key, macro, after, there, reason, mode)
        return Blocked(macro.key, macro.title, reason, f"take it back with --adopt {macro.key}")
    if mode is DriftMode.OVERWRITE:
        return Create(macro.key, macro, after)
    return Drift(macro.key, macro, after, None, "deleted on the helpdesk", mode)


def _new(macro: ManagedMacro, existing: Existing, policy: PlanPolicy) -> MacroChange:
    taken = _title_taken(macro, existing, policy)
    return taken or Create(macro.key, macro, existing.content(macro))


def _title_taken(macro: ManagedMacro, existing: Existing, policy: PlanPolicy) -> Adopt | Blocked | None:
    """Return what to do where agents would see another macro, not ours, under the same title; else None."""
    after = existing.content(macro)
    mine = Marker.of(policy.owner, "").owner
    same_title = [
        remote
        for remote in existing.remote
        if remote.content.active
        and remote.content.title.casefold() == after.title.casefold()
        and not (remote.marker and remote.marker.owner == mine)
    ]
    if not same_title:
        return None
    hand_made = [remote for remote in same_title if remote.marker is None]
    if macro.key in policy.adopt and len(hand_made) == 1:
        return Adopt(macro.key, macro, after, hand_made[0])
    ids = ", ".join(f"#{remote.id}" for remote in same_title)
    if not hand_made:
        return Blocked(
            macro.key,
            macro.title,
            f"a macro of another zendesk-bridge ({ids}) has this title",
            "give this one another title, or use the other installation's `owner`",
        )
    return Blocked(
        macro.key,
        macro.title,
        f"a hand-made macro ({ids}) has this title",
        f"rename one of them, or take it over with --adopt {macro.key}",
    )


def _unwanted(
    existing: Existing, by_marker: Mapping[Marker, RemoteMacro], claimed: set[int], wanted: set[str]
) -> tuple[Retire, ...]:
    """Return what is ours by its marker, active, and not desired any more. An id that we know proves nothing."""
    keys = {record.remote_id: key for key, record in existing.applied.items() if key not in wanted}
    marked = {remote.id for remote in by_marker.values()}
    return tuple(
        Retire(keys.get(remote.id, remote.content.title), remote)
        for remote in sorted(existing.remote, key=lambda remote: remote.id)
        if remote.id not in claimed and remote.content.active and remote.id in marked
    )
