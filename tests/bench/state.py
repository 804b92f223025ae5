"""What a run costs that has little to do, and how large a state grows: ``python tests/bench/state.py [SCALE]``.

Three states are built in SQLite files: 1,000,000 open tickets that carry marks; 1,000 of them in front of 100,000 that
are solved; and 100,000 tickets (of 1,000,000 that a helpdesk has) with the events of a year. SCALE, 1 by default, makes
all of them smaller. On each a second run is measured, in which 20 tickets changed and nothing is due, with its calls;
then the size of the file, and a rebuild. The helpdesk is a stand-in that lists what changed at once, so that the time
is ours alone, and times are of the processor, so that a busy machine tells the same. The table judges nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from zendesk_bridge.app import tickets
from zendesk_bridge.app.tickets.reading import search_keys
from zendesk_bridge.core.decide import Rules, decide
from zendesk_bridge.core.ledger import Found, Stamp, add_mentions, events, intend
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import (
    Account,
    Backorder,
    Entry,
    Event,
    FieldKey,
    Fields,
    RemoteField,
    ShipWindow,
    Ticket,
    TicketPage,
    TicketPatch,
    TicketStatus,
    View,
    Words,
)
from zendesk_bridge.core.ports import Capabilities, Memory
from zendesk_bridge.state import open_state

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
ITEMS = 40
CHANGED = 20
MOVES = 12
"""How often a window moves in the year, for each item: once a month."""
BATCH = 2000
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
CAN = Capabilities(frozenset(), 255, 60_000, 32, 30, 255, 65_000)
KEYS = (FieldKey.ITEMS, FieldKey.SHIP_WINDOW, FieldKey.OPTIONS, FieldKey.NEXT_UPDATE, FieldKey.MESSAGE)
FIELDS: Fields = {key: RemoteField(number, f"cf_{key}", key.value, "text") for number, key in enumerate(KEYS)}


def rules(moved: int = 0) -> Rules:
    """Return the rules of a day on which forty items are late, their windows moved so many times by a day."""
    first = date(2026, 12, 1) + timedelta(days=moved)
    window = ShipWindow(first, first + timedelta(days=4))
    late = {
        f"ITEM-{number}": Backorder(f"ITEM-{number}", f"Item no {number}", ship_window=window)
        for number in range(ITEMS)
    }
    return Rules(late, NOW.date(), CAN, "en_US", fields=frozenset(KEYS))


@dataclass
class Standin:
    """A helpdesk that lists these tickets as changed, and counts what it is asked."""

    changed: tuple[Ticket, ...]
    name: str = "shop"
    batch: int = 100
    calls: int = 0
    written: list[int] = field(default_factory=list)

    def changed_tickets(self, cursor: str | None, since: datetime, fields: Fields) -> Iterator[TicketPage]:
        """Yield one page."""
        del cursor, since, fields
        self.calls += 1
        yield TicketPage(self.changed, (), "c2")

    def tickets(self, ids: Collection[int], fields: Fields) -> Iterator[Ticket]:
        """Yield nothing: nobody should ask."""
        del fields
        self.calls += -(-len(ids) // self.batch)
        return iter(())

    def patch(self, changes: Iterable[Any], fields: Fields) -> Iterator[Any]:
        """Write nothing: nothing is due."""
        del fields
        self.written += [change.patch.ticket_id for change in changes]
        return iter(())


class Kept:
    """A lease that nobody takes away."""

    def renew(self) -> None:
        """Keep it."""


def life(number: int, moves: int) -> tuple[tuple[Event, ...], View]:
    """Return everything that happens on a ticket, from its first mention to the last moved window."""
    sku = f"ITEM-{number % ITEMS}"
    ticket = Ticket(number, TicketStatus.OPEN, fields=dict.fromkeys(KEYS, ""))
    view = View()
    happened: list[Event] = []

    def become(after: View, day: int) -> None:
        nonlocal view
        stamp = Stamp(NOW - timedelta(days=365 - day), f"run-{day:08}")
        happened.extend(events(number, view, after, stamp))
        view = after

    become(add_mentions(view, Found(frozenset({sku}))), 0)
    for moved in range(moves + 1):
        decision = decide(ticket, view, STAGES[moved])
        assert isinstance(decision, TicketPatch)
        become(intend(decision), 30 * moved)
        become(decision.after, 30 * moved)
        tags = (ticket.tags | decision.add_tags) - decision.remove_tags
        ticket = replace(ticket, tags=tags, fields={**ticket.fields, **dict(decision.fields)})
    return tuple(happened), view


STAGES = [rules(moved) for moved in range(MOVES + 1)]


def build(memory: Memory, numbers: Iterable[int], moves: int, *, dormant: bool = False) -> int:
    """Fill a state with such tickets; return how many events that are. One life serves all tickets of an item."""
    lives = [life(number, moves) for number in range(ITEMS)]
    count = 0
    rest = iter(numbers)
    while batch := tuple(islice(rest, BATCH)):
        entries: dict[int, Entry] = {}
        for number in batch:
            happened, view = lives[number % ITEMS]
            if dormant:
                asleep = replace(view, dormant=True)
                happened = (*happened, *events(number, view, asleep, Stamp(NOW, "run-asleep")))
                view = asleep
            entries[number] = Entry(tuple(replace(event, ticket_id=number) for event in happened), view)
            count += len(happened)
        memory.record(entries)
    return count


@contextmanager
def state(name: str, folder: Path) -> Iterator[tuple[Memory, Path]]:
    """Open a new state; close it at the end."""
    file = folder / f"{name}.db"
    opened = open_state(f"sqlite:///{file}")
    yield opened.memory(opened.register("shop", Account("zendesk", "https://shop.zendesk.com", "1")).row), file
    opened.close()


def second_run(memory: Memory, moved: int, marked: int) -> tuple[float, Standin]:
    """Run once with few changes and nothing due; return its seconds and what it asked."""
    using = STAGES[moved]
    changed = tuple(
        Ticket(10_000_000 + number, TicketStatus.OPEN, words=(Words("description", "Hello, an invoice please."),))
        for number in range(CHANGED)
    )
    standin = Standin(changed)
    vocabulary = Vocabulary.of(using.late.values(), ())
    site = tickets.TicketSite(standin, memory, FIELDS, using, vocabulary, NOW, say=lambda _: None)  # type: ignore[arg-type]  # a stand-in
    keys = frozenset(search_keys(site))
    memory.record({}, cursor="c1", scanned=keys)
    before = time.process_time()
    done = tickets.write(tickets.prepare(site, Kept()), Kept())
    seconds = time.process_time() - before
    assert (done.scanned, standin.written, marked > 0) == (CHANGED, [], True)
    return seconds, standin


def size(file: Path) -> float:
    """Return how large a database is, in megabytes."""
    return sum(each.stat().st_size for each in file.parent.glob(f"{file.name}*")) / 1e6


def main() -> None:
    """Build, measure, print the table."""
    print("| state | tickets with marks | events | built s | file MB | second run ms | calls | rebuild s |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        for title, opened, dormant, moves in (
            ("all open", 1_000_000, 0, 0),
            ("open before solved ones", 1_000, 100_000, 1),
            ("a year of events", 10_000, 90_000, MOVES),
        ):
            measure(title, Path(name), int(opened * SCALE), int(dormant * SCALE), moves)


def measure(title: str, folder: Path, opened: int, dormant: int, moves: int) -> None:
    """Build one state and print its row."""
    with state(title.replace(" ", "-"), folder) as (memory, file):
        before = time.process_time()
        count = build(memory, range(opened), moves)
        count += build(memory, range(opened, opened + dormant), moves, dormant=True)
        built = time.process_time() - before
        runs = [second_run(memory, moves, opened) for _ in range(3)]
        seconds, asked = min(runs, key=lambda run: run[0])
        before = time.process_time()
        proven = memory.rebuild(repair=False)
        rebuilt = time.process_time() - before
        assert (proven.compared, proven.different) == (opened + dormant, ())
        row: Mapping[str, object] = {
            "state": title,
            "tickets": f"{opened:,} open, {dormant:,} solved",
            "events": f"{count:,}",
            "built": f"{built:.0f}",
            "size": f"{size(file):.0f}",
            "run": f"{seconds * 1000:.0f}",
            "calls": asked.calls,
            "rebuild": f"{rebuilt:.1f}",
        }
        print("| " + " | ".join(map(str, row.values())) + " |", flush=True)


if __name__ == "__main__":
    main()
