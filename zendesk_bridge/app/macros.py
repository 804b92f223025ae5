"""Use case: the macros of every helpdesk match the files, and nothing that is not ours is touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from zendesk_bridge.core import narrow
from zendesk_bridge.core import plan as planning
from zendesk_bridge.core.errors import (
    AuthRefused,
    BridgeError,
    Incomplete,
    InvalidInput,
    NotFound,
    Problem,
    Refused,
    Unavailable,
)
from zendesk_bridge.core.fields import SPECS, FieldsFound, reply_spec
from zendesk_bridge.core.macros.difference import altered, widened
from zendesk_bridge.core.macros.needs import needed_fields
from zendesk_bridge.core.macros.render import PER_TICKET, Target, names_of, reads_facts, render_all
from zendesk_bridge.core.macros.version import wording_version
from zendesk_bridge.core.macros.wording import WORKING_DAYS
from zendesk_bridge.core.model import (
    Applied,
    Backorder,
    Fields,
    FieldSpec,
    Macro,
    MacroContent,
    ManagedMacro,
    Marker,
    Per,
    RemoteField,
    RemoteMacro,
)
from zendesk_bridge.core.plan import Adopt, Blocked, Change, Create, Drift, HelpdeskPlan, Keep, Retire, Update, Wishes
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Helpdesk, Lease, Memory, Offline
from zendesk_bridge.core.streak import Streak

STEP = 10
"""Macros written between two lines of progress."""

_UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be said: the macros, the late items, the admin's locale, and the day in the shop's time zone.

    ``working_days`` is within how many a customer hears from us where no day is promised.
    """

    macros: tuple[Macro, ...]
    late: tuple[Backorder, ...]
    locale: str
    today: date
    working_days: int = WORKING_DAYS


@dataclass(frozen=True, slots=True)
class Site:
    """Where it is to be said: a helpdesk and its address, what we remember of it, its ticket fields, the wishes."""

    helpdesk: Helpdesk
    account: str
    memory: Memory
    fields: FieldsFound
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one planned change; ``problem`` is "" when it is done."""

    helpdesk: str
    change: Change
    problem: str = ""


def locales(macros: Sequence[Macro], helpdesk: str) -> frozenset[str]:
    """Return the languages in which a helpdesk has per-ticket macros: those that ticket fields may speak."""
    return frozenset(
        variant.locale
        for macro in macros
        if macro.per is Per.TICKET and macro.wanted_on(helpdesk)
        for variant in macro.variants
    )


def field_specs(macros: Sequence[Macro], helpdesk: Offline) -> tuple[FieldSpec, ...]:
    """Return the ticket fields that a helpdesk needs for its macros."""
    here = [macro for macro in macros if macro.wanted_on(helpdesk.name)]
    return needed_fields(here, locales(here, helpdesk.name), conditions=helpdesk.dialect({}).conditions)


def replies(macros: Sequence[Macro], helpdesk: Offline) -> tuple[Macro, ...]:
    """Return the macros whose whole reply triage writes into a field of its own on this helpdesk."""
    if helpdesk.dialect({}).conditions:
        return ()
    return tuple(macro for macro in macros if macro.wanted_on(helpdesk.name) and reads_facts(macro))


# --- planning --------------------------------------------------------------------------------------


def desired(helpdesk: Offline, words: Words, owner: str) -> tuple[ManagedMacro, ...]:
    """Render every macro as if the helpdesk had all the ticket fields and groups it needs. Offline.

    Raises InvalidInput with everything that is wrong in the files.
    """
    rendered = render_all(words.macros, words.late, on_paper(helpdesk, words, owner))
    if rendered.problems:
        raise InvalidInput(rendered.problems)
    return rendered.macros


def on_paper(helpdesk: Offline, words: Words, owner: str) -> Target:
    """Return a helpdesk to render for as if it had all the ticket fields and groups that macros need."""
    names = sorted({name for macro in words.macros for name in macro.visible_to or ()})
    groups = {name: number for number, name in enumerate(names, 1)}
    return _target(helpdesk, words, owner, _assumed_fields(words.macros), groups)


def plan(site: Site, words: Words) -> HelpdeskPlan:
    """Compare what is wanted with what is there; writes nothing. Raises InvalidInput when the files are wrong."""
    helpdesk, owner = site.helpdesk, site.wishes.owner
    wished = {macro.key: macro for macro in desired(helpdesk, words, owner)}
    groups = helpdesk.groups() if any(macro.visible_to for macro in words.macros) else {}
    target = _target(helpdesk, words, owner, site.fields.found, groups)
    blocked: dict[str, Blocked] = {}
    notes: dict[str, dict[str, None]] = {}
    for macro in words.macros:
        rendered = render_all([macro], words.late, target)
        spoken = wording_version(frozenset(variant.locale for variant in macro.variants), words.locale)
        for managed in rendered.macros:
            fitting, dropped = narrow.macro(managed, helpdesk.capabilities)
            wished[managed.key] = replace(fitting, wording=spoken)
            for reason in (*dropped, *target.dialect.remarks(names_of(macro))):
                notes.setdefault(reason, {})[macro.key] = None
        if rendered.problems:
            lacking = wished.keys() - {managed.key for managed in rendered.macros}
            blocked.update({key: _blocked(wished[key], rendered.problems[0]) for key in lacking if _is(key, macro)})
    remote = helpdesk.macros()
    existing = planning.Existing(remote, site.memory.applied(), helpdesk.content, _on_day(helpdesk, words, target))
    changes = planning.changes(tuple(wished.values()), existing, site.wishes)
    return HelpdeskPlan(
        helpdesk.name,
        tuple(blocked.get(change.key, change) for change in changes if not _is_early(change, blocked)),
        managed=sum(macro.content.active and _owned(macro, owner) for macro in remote),
        notes=tuple(f"{reason} ({', '.join(keys)})" for reason, keys in notes.items()),
        account=site.account,
        names=_names(target, site.fields.found),
    )


def _on_day(helpdesk: Offline, words: Words, target: Target) -> Callable[[ManagedMacro, date], ManagedMacro | None]:
    """Return what renders a managed macro from today's files and facts as of another day."""
    macros = {macro.key: macro for macro in words.macros}
    items = {item.sku: item for item in words.late}

    def rendered(managed: ManagedMacro, day: date) -> ManagedMacro | None:
        macro = macros[_macro_key(managed.key)]
        of = [items[managed.sku]] if managed.sku in items else []
        made = render_all([macro], of, replace(target, today=day)).macros
        return next((narrow.macro(one, helpdesk.capabilities)[0] for one in made if one.key == managed.key), None)

    return rendered


def _names(target: Target, fields: Fields) -> Mapping[str, str]:
    """Return what the helpdesk's own placeholders mean, by their text."""
    replies = (f"backorder.{key}" for key in fields)
    return {text: name for name in (*PER_TICKET, *replies) if (text := target.dialect.placeholder(name))}


def _target(helpdesk: Offline, words: Words, owner: str, fields: Fields, groups: Mapping[str, int]) -> Target:
    return Target(
        helpdesk.name,
        helpdesk.dialect(fields),
        owner,
        groups,
        words.locale,
        words.today,
        words.working_days,
        locales(words.macros, helpdesk.name),
    )


def _assumed_fields(macros: Sequence[Macro]) -> Fields:
    specs = (*SPECS, *(reply_spec(macro.key) for macro in macros))
    return {spec.key: RemoteField(number, f"cf_{spec.key}", spec.title, "") for number, spec in enumerate(specs, 1)}


def _is(key: str, macro: Macro) -> bool:
    """Tell whether a managed macro's key is one of this macro's."""
    return _macro_key(key) == macro.key


def _macro_key(key: str) -> str:
    return re.split("[/.]", key, maxsplit=1)[0]


def _is_early(change: Change, blocked: Mapping[str, Blocked]) -> bool:
    """Tell whether this would take away what a macro in several languages replaces, before that one can be made."""
    return isinstance(change, Retire) and change.key.rpartition(".")[0] in blocked


def _blocked(managed: ManagedMacro, problem: Problem) -> Blocked:
    return Blocked(managed.key, managed.title, problem.message, problem.fix)


def _owned(remote: RemoteMacro, owner: str) -> bool:
    return remote.marker is not None and remote.marker.owner == Marker.of(owner, "").owner


# --- applying --------------------------------------------------------------------------------------


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
    results: list[Result] = []
    for change in part.changes:
        if not isinstance(change, Keep):
            lease.renew()
        record, problem, error = _tried(helpdesk, change)
        if record is not None and known.get(record.key) != record:
            memory.save_applied(record)
        if not isinstance(change, Keep):
            results.append(Result(helpdesk.name, change, problem))
            _say(part, results, say)
            yield results[-1]
        if error is not None:
            streak.ill(error)
        elif isinstance(change, planning.WRITES) and not problem:
            streak.well()
    streak.end()


def _say(part: HelpdeskPlan, results: Sequence[Result], say: Callable[[str], None]) -> None:
    """Tell how far it has come: after every few macros, and at the end."""
    tried = [item for item in results if isinstance(item.change, planning.WRITES)]
    if tried and tried[-1] is results[-1] and (len(tried) % STEP == 0 or len(tried) == len(part.writes)):
        written = sum(not item.problem for item in tried)
        say(f"{part.helpdesk}: {written} of {number(len(part.writes), 'macro')} written")


def _tried(helpdesk: Helpdesk, change: Change) -> tuple[Applied | None, str, BridgeError | None]:
    """Write one change; return what to remember, what is wrong, and the error if it may be the whole helpdesk's."""
    try:
        since = _edit_since(helpdesk, change.remote) if isinstance(change, Update | Adopt | Retire) else ""
        return (None, since, None) if since else (*_carry_out(helpdesk, change), None)
    except (AuthRefused, Unavailable, Incomplete) as error:
        if getattr(error, "status", 0) == _UNAUTHORIZED or getattr(error, "unprocessed", False):
            raise
        return None, error.message, error
    except Refused as error:
        return None, error.message, None


def _carry_out(helpdesk: Helpdesk, change: Change) -> tuple[Applied | None, str]:
    """Write one change; return what to remember of it, and what the helpdesk did not do as asked."""
    match change:
        case Create(macro=macro, after=after):
            return _judged(helpdesk, macro, after, helpdesk.create_macro(macro))
        case Update(macro=macro, after=after, remote=remote) | Adopt(macro=macro, after=after, remote=remote):
            return _judged(helpdesk, macro, after, helpdesk.update_macro(remote, macro))
        case Retire(key=key, remote=remote):
            retired = helpdesk.retire_macro(remote)
            if retired.content.active:
                return None, "the helpdesk did not take it out of the agents' sight"
            return Applied.retired(key, retired), ""
        case Keep(applied=applied):
            return applied, ""
        case Drift() | Blocked():
            return None, ""
        case _:
            assert_never(change)


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
