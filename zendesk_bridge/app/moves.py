"""Use case: whom a ship window that moved touches: macros, open tickets, and customers who were told the old one.

Asks no helpdesk: everything is remembered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.macros import Result
from zendesk_bridge.app.tickets import Triaged
from zendesk_bridge.app.tickets.due import pages
from zendesk_bridge.app.values import MacrosHalf, TicketsHalf
from zendesk_bridge.core import report
from zendesk_bridge.core.decide import Rules, outdated
from zendesk_bridge.core.fields import FieldsFound
from zendesk_bridge.core.model import Backorder, by_item
from zendesk_bridge.core.ports import Helpdesk, Memory
from zendesk_bridge.core.report import MovedFact

MoveSource = tuple[Memory, Rules]
"""What is remembered of one helpdesk's tickets, and what is decided on them by."""


def planned(opened: Bridge, half: MacrosHalf) -> tuple[MovedFact, ...]:
    """Return the items that a plan tells with another ship window, and whom that touches."""
    known = half.facts
    moves = report.moves_planned(half.plan, known.before, known.late)
    macros = _macros(opened, ((part.helpdesk, change.key) for part in half.plan.helpdesks for change in part.writes))
    places = _places(opened, known.late, half.fields)
    tickets: Counter[str] = Counter()
    for memory, _ in places if moves else ():
        tickets.update(memory.open_tickets())
    return tuple(
        MovedFact(sku, *windows, macros[sku], tickets[sku], *_told(sku, places)) for sku, windows in moves.items()
    )


def carried_out(
    opened: Bridge, half: MacrosHalf, results: Sequence[Result], done: Sequence[Triaged]
) -> tuple[MovedFact, ...]:
    """Return the items whose ship window moved in this run, and what was really written for it."""
    applied = {part.helpdesk: part.applied for part in half.plan.helpdesks}
    written = [result for result in results if result.written]
    moves = report.moves_applied((one.change, applied.get(one.helpdesk, {})) for one in written)
    macros = _macros(opened, ((one.helpdesk, one.change.key) for one in written))
    return _done(done, _places(opened, half.facts.late, half.fields), macros, moves)


def on_tickets(half: TicketsHalf, done: Sequence[Triaged]) -> tuple[MovedFact, ...]:
    """Return the items of which tickets were told, or would be, that their ship window moved."""
    return _done(done, [(part.site.memory, part.site.rules) for part in half.prepared], {}, {})


def _done(
    done: Sequence[Triaged],
    places: Sequence[MoveSource],
    macros: Mapping[str, Mapping[str, int]],
    moves: Mapping[str, report.Windows],
) -> tuple[MovedFact, ...]:
    told = report.moves_told(chain.from_iterable(one.written for one in done))
    windows = {**{sku: where for sku, (where, _) in told.items()}, **moves}
    return tuple(
        MovedFact(sku, *windows[sku], macros.get(sku, {}), told[sku][1] if sku in told else 0, *_told(sku, places))
        for sku in sorted(windows)
    )


def _macros(opened: Bridge, keys: Iterable[tuple[str, str]]) -> Mapping[str, Counter[str]]:
    """Count by item what its macros are called on the helpdesks that they are on."""
    words = {helpdesk.name: helpdesk.capabilities.macro_word for helpdesk in opened.helpdesks}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for helpdesk, key in keys:
        found[report.parts_of(key)[1]][words[helpdesk]] += 1
    return found


def _places(opened: Bridge, late: Mapping[str, Backorder], fields: Mapping[str, FieldsFound]) -> list[MoveSource]:
    def place(helpdesk: Helpdesk) -> MoveSource:
        return opened.memory(helpdesk), opened.rules(helpdesk, late, fields[helpdesk.name])

    return [place(helpdesk) for helpdesk in opened.helpdesks if helpdesk.name in fields]


def _told(sku: str, places: Iterable[MoveSource]) -> tuple[int, int]:
    """Count the customers who were told a window of an item that no longer holds, and those who were more than once."""
    customers: dict[tuple[int, str, int], int] = Counter()
    for number, (memory, rules) in enumerate(places):
        if sku not in rules.late or not any(count.window for count in memory.told_windows(sku)):
            continue
        for ids in pages(promise.ticket_id for promise in memory.latest_promises(sku)):
            for ticket_id, promises in memory.promises(ids).items():
                replies = outdated(sku, by_item(promises), rules)
                requester = promises[-1].requester_id
                whose = ("ticket", ticket_id) if requester is None else ("requester", requester)
                if replies:
                    customers[number, *whose] += len(replies)
    return len(customers), sum(count > 1 for count in customers.values())
