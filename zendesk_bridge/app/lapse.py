"""Use case: the first step of every run that writes: no customer reads a day that is over, whatever else is wrong.

It asks no file, no feed and no catalogue: the last good texts and facts, what is remembered, and the day are enough.
No gate holds it, nor drift.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zendesk_bridge.app import macros
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.macros import Result, Site, Words
from zendesk_bridge.app.values import Choices
from zendesk_bridge.core import lapse
from zendesk_bridge.core.plan import HelpdeskPlan, Hide
from zendesk_bridge.core.ports import Lease, Memory, Offline


@dataclass(frozen=True, slots=True)
class Lapsed:
    """What became of everything that told a day which is over."""

    results: tuple[Result, ...] = ()

    @property
    def failed(self) -> tuple[Result, ...]:
        """The macros that still tell such a day, each with its problem."""
        return tuple(item for item in self.results if item.problem)

    @property
    def hidden(self) -> tuple[Result, ...]:
        """The macros that were taken out of the agents' sight."""
        return tuple(item for item in self.results if isinstance(item.change, Hide) and not item.problem)

    def renewed(self, helpdesk: str) -> int:
        """Return how many macros of a helpdesk tell such a day no more."""
        mine = (item for item in self.results if item.helpdesk == helpdesk and not item.problem)
        return sum(not isinstance(item.change, Hide) for item in mine)


def run(opened: Bridge, choices: Choices, lease: Lease, *, aged: bool = False) -> Lapsed:
    """Take away every day that is over, before anything else is read; what fails on one helpdesk holds no other.

    Once feeds were asked in vain the days of items go, too, that are ``aged``: read too long ago.
    """
    words = opened.last_words(aged=aged)
    alone = replace(choices, unattended=True, adopt=frozenset(), overwrite=frozenset())
    told = replace(opened, macros=words.macros)
    results: list[Result] = []
    for helpdesk in opened.helpdesks:
        with opened.reaching(helpdesk, alone, "macros"):
            memory = opened.memory(helpdesk)
            keys = suspects(helpdesk, memory, words)
            if keys:
                part = plan(opened.site(helpdesk, told.fields(helpdesk), alone), words, keys)
                results.extend(macros.apply(helpdesk, memory, part, lease, opened.say))
    return Lapsed(tuple(results))


def suspects(helpdesk: Offline, memory: Memory, words: Words) -> frozenset[str]:
    """Return the keys of macros that may tell a day which is over. Asks nobody; most days there are none."""
    if not words.macros:
        return frozenset()  # nothing was ever told, or all of it is forgotten: the plan finds what is over
    return lapse.suspects(memory.applied().values(), macros.told_items(helpdesk, words), words.today)


def plan(site: Site, words: Words, keys: frozenset[str]) -> HelpdeskPlan:
    """Return what takes days away that are over, among these macros; writes nothing.

    What cannot be rendered any more is no longer wanted here: agents lose sight of it if it tells such a day.
    """
    wrong = macros.faults(site.helpdesk, words, site.policy.owner)
    sound = replace(words, macros=tuple(macro for macro in words.macros if macro.key not in wrong))
    part = macros.plan(site, sound)
    undated = frozenset(item.sku for item in words.late if item.lapsed)
    found = lapse.lapses(part.changes, site.memory.applied(), undated, words.today)
    return replace(part, changes=tuple(change for change in found if change.key in keys))
