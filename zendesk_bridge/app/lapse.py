"""Use case: the first step of every run that writes: no customer reads a day that is over, whatever else is wrong.

It asks no file, no feed and no catalogue: the last good texts and facts, what is remembered, and the day are enough.
No gate holds it, nor drift.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zendesk_bridge.app import macros
from zendesk_bridge.app import tickets as triage
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.macros import MacroInput, MacroSite, Result
from zendesk_bridge.app.tickets import Triaged
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core import lapse
from zendesk_bridge.core.fields import FieldsFound
from zendesk_bridge.core.model import RemoteField
from zendesk_bridge.core.plan import HelpdeskPlan, Hide
from zendesk_bridge.core.ports import Helpdesk, Lease, Memory, Offline


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What became of everything that told a day which is over."""

    results: tuple[Result, ...] = ()
    tickets: tuple[Triaged, ...] = ()

    @property
    def failed(self) -> tuple[Result, ...]:
        """The macros that still tell such a day, each with its problem."""
        return tuple(item for item in self.results if item.problem)

    @property
    def hidden(self) -> tuple[Result, ...]:
        """The macros that were taken out of the agents' sight."""
        return tuple(item for item in self.results if isinstance(item.change, Hide) and not item.problem)

    @property
    def renewed(self) -> Mapping[str, tuple[int, int]]:
        """How many macros and how many tickets tell such a day no more, by helpdesk; where there are any."""
        macros_here = Counter(
            item.helpdesk for item in self.results if not (item.problem or isinstance(item.change, Hide))
        )
        tickets_here = Counter({item.helpdesk: len(item.written) for item in self.tickets if item.written})
        return {name: (macros_here[name], tickets_here[name]) for name in macros_here | tickets_here}


def run(opened: Bridge, options: RunOptions, lease: Lease, *, aged: bool = False) -> Lapsed:
    """Take away every day that is over, before anything else is read; what fails on one helpdesk holds no other.

    Once feeds were asked in vain the days of items go, too, that are ``aged``: read too long ago.

    Raises InvalidInput for macros that cannot be rendered even so.
    """
    given = opened.last_macro_input(aged=aged)
    if not given.macros:
        return Lapsed()  # nothing was ever told, or all of it is forgotten: the plan finds what is over
    alone = replace(options, unattended=True, adopt=frozenset(), overwrite=frozenset())
    told = replace(opened, macros=given.macros)
    results: list[Result] = []
    tickets: list[Triaged] = []
    for helpdesk in opened.helpdesks:
        with opened.reaching(helpdesk, alone, "macros"):
            results.extend(_macros(told, helpdesk, given, alone, lease))
        with opened.reaching(helpdesk, alone, "tickets"):
            tickets.extend(_tickets(told, helpdesk, given, lease))
    return Lapsed(tuple(results), tuple(tickets))


def _macros(told: Bridge, helpdesk: Helpdesk, given: MacroInput, options: RunOptions, lease: Lease) -> Iterator[Result]:
    memory = told.memory(helpdesk)
    keys = suspects(helpdesk, memory, given)
    if keys:
        part = plan(told.macro_site(helpdesk, told.fields(helpdesk), options), given, keys)
        yield from macros.apply(helpdesk, memory, part, lease, told.say)


def _tickets(told: Bridge, helpdesk: Helpdesk, given: MacroInput, lease: Lease) -> Iterator[Triaged]:
    """Refresh the marked tickets that tell such a day; raises what ended that before its end."""
    late = {item.sku: item for item in given.late}
    memory = told.memory(helpdesk)
    remembered = {key: RemoteField(number, "", "", "") for key, number in memory.field_ids().items()}
    likely = told.marked(helpdesk, FieldsFound(remembered), late)
    if next(iter(triage.suspects(memory, likely.rules)), None) is None:
        return
    found = told.fields(helpdesk)
    if not found.usable:
        return
    site = told.marked(helpdesk, found, late)
    triaged = triage.write(triage.prepare_lapse(site, triage.suspects(memory, site.rules)), lease)
    yield triaged
    if triaged.broken is not None:
        raise triaged.broken


def suspects(helpdesk: Offline, memory: Memory, given: MacroInput) -> frozenset[str]:
    """Return the keys of macros that may tell a day which is over. Asks nobody; most days there are none."""
    items, market = macros.told_items(helpdesk, given), given.market_of(helpdesk.name)
    return lapse.suspects(memory.applied().values(), items, market, given.today)


def plan(site: MacroSite, given: MacroInput, keys: frozenset[str]) -> HelpdeskPlan:
    """Return what takes days away that are over, among these macros; writes nothing.

    What cannot be rendered any more is no longer wanted here: agents lose sight of it if it tells such a day.

    Raises InvalidInput for macros that cannot be rendered.
    """
    wrong = macros.faults(site.helpdesk, given, site.policy.owner)
    sound = replace(given, macros=tuple(macro for macro in given.macros if macro.key not in wrong))
    part = macros.plan(site, sound)
    undated = frozenset(item.sku for item in given.late if item.lapsed)
    found = lapse.lapses(part.changes, site.memory.applied(), undated, given.today)
    return replace(part, changes=tuple(change for change in found if change.key in keys))
