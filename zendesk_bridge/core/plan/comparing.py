"""Desired, existing and last applied, compared three ways -> one change for each macro."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

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
)
from zendesk_bridge.core.plan.values import Adopt, Blocked, Create, Drift, Keep, MacroChange, Retire, Update
from zendesk_bridge.core.rewriting import plain


@dataclass(frozen=True)
class Existing:
    """What there is on one helpdesk: its shared macros, what we last applied, and how macros are compared there.

    ``on_day`` renders a macro from what it is made from now as if it were another day.
    """

    remote: Sequence[RemoteMacro]
    applied: Mapping[str, Applied]
    content: Callable[[ManagedMacro], MacroContent]
    on_day: Callable[[ManagedMacro, date], ManagedMacro | None] = lambda _macro, _day: None

    @cached_property
    def by_title(self) -> Mapping[str, Sequence[RemoteMacro]]:
        """The macros that agents see, by their title."""
        found: dict[str, list[RemoteMacro]] = {}
        for remote in self.remote:
            if remote.content.active:
                found.setdefault(_as_seen(remote.content.title), []).append(remote)
        return found


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
            taken = _title_taken(macro, existing, policy, instead=True) if renamed else None
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
            return _still_hidden(macro, remote, applied, existing, policy)
        if applied.sent != macro.digest:
            return Update(macro.key, macro, after, remote, calendar=_by_day(macro, applied, existing))
        if altered(after, remote.content):
            return _refused(macro, remote, applied, existing, policy)
    elif remote.content.digest != after.digest:
        if untouched.is_as_left(remote, applied):
            return Update(macro.key, macro, after, remote)
        return _drifted(macro, after, remote, applied, policy)
    # The words are there: as we know them, in a server's own writing, or by a write whose record was lost.
    return Keep(macro.key, remote, untouched.record(macro, remote, applied))


def _still_hidden(
    macro: ManagedMacro, remote: RemoteMacro, applied: Applied, existing: Existing, policy: PlanPolicy
) -> MacroChange:
    """Return what to do about an edited macro that a lapse took out of sight: new facts, or another text, end that.

    Agents get a new one then: what a person wrote into the old one is kept where it is, out of sight.
    """
    after, mode = existing.content(macro), policy.mode(macro.key)
    if mode is DriftMode.OVERWRITE:
        return Update(macro.key, macro, after, remote, overwrites=True)
    if (macro.source, macro.facts) != (applied.source, applied.facts):
        return _new(macro, existing, policy)
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
    macro: ManagedMacro, remote: RemoteMacro, applied: Applied, existing: Existing, policy: PlanPolicy
) -> MacroChange:
    """Return what to do about a macro that the helpdesk keeps otherwise than we sent it.

    What was lost once may be kept the next time, so it is sent again, once a day. One that had to be taken out of sight
    is not: for a moment agents would see it who should not.
    """
    after = existing.content(macro)
    day_is_over = applied.as_of is not None and macro.as_of is not None and applied.as_of < macro.as_of
    if policy.overwrite & {macro.key, "all"} or (day_is_over and remote.content.active):
        return Update(macro.key, macro, after, remote)
    again = "it is sent again tomorrow; " if remote.content.active else ""
    return Blocked(
        macro.key,
        macro.title,
        f"the helpdesk keeps it otherwise than asked: {', '.join(altered(after, remote.content))}",
        f"{again}see whether its plan and this login allow it; to send it now: --overwrite {macro.key}",
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


def _title_taken(
    macro: ManagedMacro, existing: Existing, policy: PlanPolicy, *, instead: bool = False
) -> Adopt | Blocked | None:
    """Return what to do where agents would see another macro, not ours, under the same title; else None.

    A macro that would have the title ``instead`` of its own is ours already: it takes over no other.
    """
    after = existing.content(macro)
    mine = Marker.of(policy.owner, "").owner
    same_title = [
        remote
        for remote in existing.by_title.get(_as_seen(after.title), ())
        if not (remote.marker and remote.marker.owner == mine)
    ]
    if not same_title:
        return None
    hand_made = [remote for remote in same_title if remote.marker is None]
    if macro.key in policy.adopt and len(hand_made) == 1 and not instead:
        return Adopt(macro.key, macro, after, hand_made[0])
    ids = ", ".join(f"#{remote.id}" for remote in same_title)
    if not hand_made:
        return Blocked(
            macro.key,
            macro.title,
            f"a macro of another zendesk-bridge ({ids}) has this title",
            "give this one another title, or use the other installation's `owner`",
        )
    ids = ", ".join(f"#{remote.id}" for remote in hand_made)
    return Blocked(macro.key, macro.title, *_hand_made(macro.key, len(hand_made), ids, instead=instead))


def _hand_made(key: str, count: int, ids: str, *, instead: bool) -> tuple[str, str]:
    """Return what is in the way of a title that hand-made macros have, and what helps: two are never guessed from."""
    one = count == 1
    reason = (
        f"{'a hand-made macro' if one else f'{count} hand-made macros'} ({ids}) ha{'s' if one else 've'} this title"
    )
    if instead:
        return reason, "give this one another title, or rename what is on the helpdesk"
    if one:
        return reason, f"rename one of them, or take it over with --adopt {key}"
    rest = count - 1
    which = (
        "one of them on the helpdesk, then take the other" if rest == 1 else "all but one of them, then take that one"
    )
    return reason, f"rename {which} over with --adopt {key}"


def _as_seen(title: str) -> str:
    return plain(title).casefold()


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
