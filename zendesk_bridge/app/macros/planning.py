"""Render what one helpdesk should hold, and compare it with what is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from zendesk_bridge.core import lapse, narrow
from zendesk_bridge.core import plan as planning
from zendesk_bridge.core.errors import (
    InvalidInput,
    Place,
    Problem,
)
from zendesk_bridge.core.fields import SPECS, FieldsFound, reply_spec
from zendesk_bridge.core.macros.needs import needed_fields
from zendesk_bridge.core.macros.render import PER_TICKET, Edition, Target, keys_of, names_of, reads_facts, render_all
from zendesk_bridge.core.macros.version import wording_version
from zendesk_bridge.core.macros.wording import WORKING_DAYS
from zendesk_bridge.core.model import (
    Backorder,
    Fields,
    FieldSpec,
    Macro,
    ManagedMacro,
    Marker,
    Per,
    RemoteField,
    RemoteMacro,
)
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.plan import (
    Blocked,
    HelpdeskPlan,
    MacroChange,
    PlanPolicy,
    Retire,
)
from zendesk_bridge.core.ports import Helpdesk, Memory, Offline


@dataclass(frozen=True, slots=True)
class MacroInput:
    """What is to be said: the macros, the late items, the admin's locale, and the day in the shop's time zone.

    ``working_days`` is within how many a customer hears from us where no day is promised. ``before`` are the items as
    they were told last: with the days that are too old to be told now. ``markets`` says whose rules on notices of delay
    hold, by helpdesk.
    """

    macros: tuple[Macro, ...]
    late: tuple[Backorder, ...]
    locale: str
    today: date
    working_days: int = WORKING_DAYS
    before: Mapping[str, Backorder] = field(default_factory=dict)
    markets: Mapping[str, Market] = field(default_factory=dict)

    def market_of(self, helpdesk: str) -> Market:
        """Return whose rules on notices of delay hold on a helpdesk."""
        return self.markets.get(helpdesk, Market.NONE)


@dataclass(frozen=True, slots=True)
class MacroSite:
    """Where it is to be said: a helpdesk and its address, what we remember of it, its ticket fields, the policy."""

    helpdesk: Helpdesk
    account: str
    memory: Memory
    fields: FieldsFound
    policy: PlanPolicy


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


def desired(helpdesk: Offline, given: MacroInput, owner: str) -> tuple[ManagedMacro, ...]:
    """Render every macro as if the helpdesk had all the ticket fields and groups it needs. Offline.

    Raises InvalidInput with everything that is wrong in the files.
    """
    rendered = render_all(given.macros, given.late, on_paper(helpdesk, given, owner))
    if rendered.problems:
        raise InvalidInput(rendered.problems)
    return rendered.macros


def faults(helpdesk: Offline, given: MacroInput, owner: str) -> Mapping[str, Problem]:
    """Return the first fault of each macro that cannot be rendered for a helpdesk, by key."""
    target = on_paper(helpdesk, given, owner)
    found: dict[str, Problem] = {}
    for macro in given.macros:
        for problem in render_all([macro], given.late, target).problems[:1]:
            found[macro.key] = problem
    sound = [macro for macro in given.macros if macro.key not in found]
    places = {place: macro.key for macro in sound for place in _places(macro)}
    for problem in render_all(sound, given.late, target).problems:  # what is wrong only beside another macro
        key = places.get(problem.place, "")
        if key:
            found.setdefault(key, problem)
    return found


def _places(macro: Macro) -> Iterator[Place]:
    yield macro.place
    for variant in macro.variants:
        yield from (variant.title.place, variant.reply.place)


def told_items(helpdesk: Offline, given: MacroInput) -> Mapping[str, Backorder]:
    """Return the late item that each macro per item tells, by the managed macro's key."""
    dialect = helpdesk.dialect({})
    return {
        key: item
        for macro in given.macros
        if macro.per is Per.ITEM and macro.wanted_on(helpdesk.name)
        for item in given.late
        for key in keys_of(macro, item, dialect)
    }


def on_paper(helpdesk: Offline, given: MacroInput, owner: str) -> Target:
    """Return a helpdesk to render for as if it had all the ticket fields and groups that macros need."""
    names = sorted({name for macro in given.macros for name in macro.visible_to or ()})
    groups = {name: number for number, name in enumerate(names, 1)}
    return _target(helpdesk, given, owner, _assumed_fields(given.macros), groups)


def plan(site: MacroSite, given: MacroInput) -> HelpdeskPlan:
    """Compare what is wanted with what is there; writes nothing. Raises InvalidInput when the files are wrong."""
    helpdesk, owner = site.helpdesk, site.policy.owner
    groups = helpdesk.groups() if any(macro.visible_to for macro in given.macros) else {}
    target = _target(helpdesk, given, owner, site.fields.found, groups)
    wanted, blocked = _wanted(helpdesk, given, owner, target)
    notes: dict[str, dict[str, None]] = {}
    versions = {macro.key: _wording(macro, target) for macro in given.macros}
    remarks = {macro.key: target.dialect.remarks(names_of(macro)) for macro in given.macros}
    for key, managed in wanted.items():
        if key in blocked:
            continue
        source = macro_key(key)
        fitting, dropped = narrow.macro(managed, helpdesk.capabilities)
        wanted[key] = replace(fitting, wording=versions[source])
        for reason in (*dropped, *remarks[source]):
            notes.setdefault(reason, {})[source] = None
    remote = helpdesk.macros()
    existing = planning.Existing(remote, site.memory.applied(), helpdesk.content, _on_day(helpdesk, given, target))
    changes = planning.changes(tuple(wanted.values()), existing, site.policy)
    changes = tuple(blocked.get(change.key, change) for change in changes if not _is_early(change, blocked))
    return HelpdeskPlan(
        helpdesk.name,
        tuple(lapse.hidden(changes, existing, owner, given.today)),
        managed=sum(macro.content.active and _owned(macro, owner) for macro in remote),
        notes=tuple(f"{reason} ({', '.join(keys)})" for reason, keys in notes.items()),
        account=site.account,
        names=_names(target, site.fields.found),
        applied=existing.applied,
    )


def _wanted(
    helpdesk: Offline, given: MacroInput, owner: str, target: Target
) -> tuple[dict[str, ManagedMacro], dict[str, Blocked]]:
    """Render what is wanted, with what is blocked of it by what this helpdesk has not got, such as a ticket field.

    Raises InvalidInput where the files are wrong, whatever it has.
    """
    rendered = render_all(given.macros, given.late, target)
    if not rendered.problems:
        return {macro.key: macro for macro in rendered.macros}, {}
    wanted = {macro.key: macro for macro in desired(helpdesk, given, owner)}
    blocked: dict[str, Blocked] = {}
    for macro in given.macros:
        rendered = render_all([macro], given.late, target)
        made = {managed.key: managed for managed in rendered.macros}
        wanted.update(made)
        if rendered.problems:
            lacking = (key for key in wanted.keys() - made.keys() if _is(key, macro))
            blocked.update({key: _blocked(wanted[key], rendered.problems[0]) for key in lacking})
    return wanted, blocked


def _wording(macro: Macro, target: Target) -> str:
    return wording_version(frozenset(variant.locale for variant in macro.variants), target.locale, target.market)


def _on_day(
    helpdesk: Offline, given: MacroInput, target: Target
) -> Callable[[ManagedMacro, date], ManagedMacro | None]:
    """Return what renders a managed macro from today's files and facts as of a day when these were not too old."""
    macros = {macro.key: macro for macro in given.macros}
    items = {item.sku: given.before.get(item.sku, item) if item.lapsed else item for item in given.late}
    editions: dict[tuple[str, date], Edition] = {}

    def rendered(managed: ManagedMacro, day: date) -> ManagedMacro | None:
        key = (macro_key(managed.key), day)
        if key not in editions:
            editions[key] = Edition.of(macros[key[0]], replace(target, today=day))
        made = editions[key].again(managed.key, items.get(managed.sku))
        return narrow.macro(made, helpdesk.capabilities)[0] if made else None

    return rendered


def _names(target: Target, fields: Fields) -> Mapping[str, str]:
    """Return what the helpdesk's own placeholders mean, by their text."""
    replies = (f"backorder.{key}" for key in fields)
    return {text: name for name in (*PER_TICKET, *replies) if (text := target.dialect.placeholder(name))}


def _target(helpdesk: Offline, given: MacroInput, owner: str, fields: Fields, groups: Mapping[str, int]) -> Target:
    return Target(
        helpdesk.name,
        helpdesk.dialect(fields),
        owner,
        groups,
        given.locale,
        given.today,
        given.working_days,
        locales(given.macros, helpdesk.name),
        given.market_of(helpdesk.name),
    )


def _assumed_fields(macros: Sequence[Macro]) -> Fields:
    specs = (*SPECS, *(reply_spec(macro.key) for macro in macros))
    return {spec.key: RemoteField(number, f"cf_{spec.key}", spec.title, "") for number, spec in enumerate(specs, 1)}


def _is(key: str, macro: Macro) -> bool:
    """Tell whether a managed macro's key is one of this macro's."""
    return macro_key(key) == macro.key


def macro_key(key: str) -> str:
    """Return the key of the macro that a managed macro is made from."""
    return re.split("[/.]", key, maxsplit=1)[0]


def _is_early(change: MacroChange, blocked: Mapping[str, Blocked]) -> bool:
    """Tell whether this would take away what a macro in several languages replaces, before that one can be made."""
    return isinstance(change, Retire) and change.key.rpartition(".")[0] in blocked


def _blocked(managed: ManagedMacro, problem: Problem) -> Blocked:
    return Blocked(managed.key, managed.title, problem.message, problem.fix)


def _owned(remote: RemoteMacro, owner: str) -> bool:
    return remote.marker is not None and remote.marker.owner == Marker.of(owner, "").owner
