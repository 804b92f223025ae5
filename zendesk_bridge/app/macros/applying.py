"""Carry out what was planned for the macros of one helpdesk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from zendesk_bridge.core import plan as planning
from zendesk_bridge.core.errors import AuthRefused, BridgeError, Incomplete, NotFound, Refused, Unavailable
from zendesk_bridge.core.macros.difference import altered, widened
from zendesk_bridge.core.model import Applied, AppliedState, MacroContent, ManagedMacro, RemoteMacro
from zendesk_bridge.core.plan import (
    Adopt,
    Blocked,
    Create,
    Drift,
    HelpdeskPlan,
    Hide,
    Keep,
    MacroChange,
    Retire,
    Update,
)
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Helpdesk, Lease, Memory
from zendesk_bridge.core.streak import Streak

FEW, STEP, LONG_STEP = 100, 10, 100
"""Macros written between two lines of progress: ten, and a hundred where more than a hundred are to be written."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one planned change; ``problem`` is "" when it is done."""

    helpdesk: str
    change: MacroChange
    problem: str = ""

    @property
    def written(self) -> bool:
        """Whether it was written: a change that is held back has no problem, and writes nothing."""
        return isinstance(self.change, planning.WRITES) and not self.problem


def apply(
    helpdesk: Helpdesk, memory: Memory, part: HelpdeskPlan, lease: Lease, say: Callable[[str], None]
) -> Iterator[Result]:
    """Carry out the plan of one helpdesk and yield what became of each change.

    Each macro is remembered as soon as it is written, so that a crash in between repeats nothing. A macro that the
    helpdesk refuses, or keeps otherwise than asked, is reported and the others go ahead.

    Raises:
        AuthRefused, Unavailable, Incomplete: it fails for all of them, or for many in a row.
    """
    known = memory.applied()
    streak = Streak()
    progress = _SoFar(helpdesk.name, len(part.writes), say)
    for change in part.changes:
        if not isinstance(change, Keep):
            lease.renew()
        record, problem, error = _tried(helpdesk, change)
        if record is not None and known.get(record.key) != record:
            memory.save_applied(record)
        if not isinstance(change, Keep):
            result = Result(helpdesk.name, change, problem)
            progress.note(result)
            yield result
        if error is not None:
            streak.note_failure(error)
        elif isinstance(change, planning.WRITES) and not problem:
            streak.note_success()
    streak.end()


@dataclass(slots=True)
class _SoFar:
    """How many macros were tried and written of those that are to be; told after every few, and at the end."""

    helpdesk: str
    of: int
    say: Callable[[str], None]
    tried: int = 0
    written: int = 0

    def note(self, result: Result) -> None:
        """Count what became of one change."""
        if not isinstance(result.change, planning.WRITES):
            return
        self.tried += 1
        self.written += result.written
        if self.tried == self.of or self.tried % (STEP if self.of <= FEW else LONG_STEP) == 0:
            self.say(f"{self.helpdesk}: {self.written} of {number(self.of, 'macro')} written")


def _tried(helpdesk: Helpdesk, change: MacroChange) -> tuple[Applied | None, str, BridgeError | None]:
    """Write one change; return what to remember, what is wrong, and the error if it may be the whole helpdesk's."""
    try:
        since = _edit_since(helpdesk, change.remote) if isinstance(change, Update | Adopt | Retire | Hide) else ""
        return (None, since, None) if since else (*_carry_out(helpdesk, change), None)
    except (AuthRefused, Unavailable, Incomplete) as error:
        if getattr(error, "unknown_login", False) or getattr(error, "unprocessed", False):
            raise
        return None, error.message, error
    except Refused as error:
        return None, error.message, None


def _carry_out(helpdesk: Helpdesk, change: MacroChange) -> tuple[Applied | None, str]:
    """Write one change; return what to remember of it, and what the helpdesk did not do as asked."""
    match change:
        case Create(macro=macro, after=after):
            return _judged(helpdesk, macro, after, helpdesk.create_macro(macro))
        case Update(macro=macro, after=after, remote=remote) | Adopt(macro=macro, after=after, remote=remote):
            return _judged(helpdesk, macro, after, helpdesk.update_macro(remote, macro))
        case Retire() | Hide():
            return _out_of_sight(helpdesk, change)
        case Keep(applied=applied):
            return applied, ""
        case Drift() | Blocked():
            return None, ""
        case _:
            assert_never(change)


def _out_of_sight(helpdesk: Helpdesk, change: Retire | Hide) -> tuple[Applied | None, str]:
    """Take a macro out of the agents' sight; one that is hidden is remembered with what it was to say by then."""
    gone = helpdesk.retire_macro(change.remote)
    if gone.content.active:
        return None, "the helpdesk did not take it out of the agents' sight"
    if isinstance(change, Hide) and change.macro:
        return replace(change.macro.applied(gone), state=AppliedState.HIDDEN), ""
    return Applied.retired(change.key, gone), ""


def _edit_since(helpdesk: Helpdesk, planned: RemoteMacro) -> str:
    """Read a macro again right before it is written; return what a person did to it since it was planned, or ""."""
    try:
        now = helpdesk.macro(planned.id)
    except NotFound:
        return "deleted on the helpdesk a moment ago: the next run tells what becomes of it"
    if now.content.digest == planned.content.digest:
        return ""
    return "edited on the helpdesk a moment ago, and left as it is: the next run tells what becomes of it"


def _judged(helpdesk: Helpdesk, macro: ManagedMacro, wanted: MacroContent, remote: RemoteMacro) -> tuple[Applied, str]:
    """Compare what came back with what was asked.

    What was kept otherwise is remembered as it is, so that no run sends the same in vain and every plan tells it. A
    macro that more agents see than should is taken out of sight: a reply for a few is not for all.
    """
    lost = altered(wanted, remote.content)
    problem = f"the helpdesk keeps it otherwise than asked: {', '.join(lost)}" if lost else ""
    if widened(wanted, remote.content):
        remote = helpdesk.retire_macro(remote)
        problem += "; it is taken out of sight, because agents would see it who should not"
    return macro.applied(remote), problem
