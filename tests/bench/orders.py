"""What a plan of outreach costs over a million order lines: ``python tests/bench/orders.py [SCALE]``.

500,000 orders of two lines each lie in a CSV file; 100,000 of the lines are of forty late items. Measured are placing
the affected orders alone, from memory; a whole plan, from the file to the last message; and, once all of those messages
were sent, the plan of the next morning. SCALE, 1 by default, makes all of it smaller. Each part runs in a process of
its own, which tells the most memory that it ever had; times are of the processor. The helpdesk is a stand-in, so that
the time is ours alone. The table judges nothing.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.facts import FeedPolicy
from zendesk_bridge.app.outreach import planning
from zendesk_bridge.app.outreach.placing import OutreachSite
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core.audience import NO_PAST, Ways, place
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    MessageState,
    Order,
    OrderLine,
    Recipient,
    ShipWindow,
    Split,
    Wait,
    Wave,
    WaveState,
)
from zendesk_bridge.core.ports import Reading
from zendesk_bridge.settings import load_settings
from zendesk_bridge.state import open_state
from zendesk_bridge.wiring import order_feeds, policy, read_folder, read_segments

ITEMS = 40
ORDERS = 500_000
EVERY = 5
"""One order in so many has a late item: 100,000 of a million lines."""

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
MACROS = Path(__file__).parents[2] / "macros"
CONFIG = """\
helpdesks: {{shop: {{type: zendesk, url: sandbox}}}}
macros: {macros}
backorders: [{{type: file, path: late.yaml}}]
orders: [{{type: file, path: orders.csv}}]
timezone: Europe/Berlin
"""
HEADER = "id,order,line,sku,quantity,email,customer,locale,country,value,currency,ordered_at\n"
PARTS = ("place", "plan", "again")
LATE = {
    f"ITEM-{number}": Backorder(
        f"ITEM-{number}",
        f"Item no {number}",
        ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5 + number % 20)),
        promised_by=date(2026, 11, 15),
        reason="the supplier is late",
        options=(Wait(), Split(), Cancel()),
        next_update=date(2026, 12, 1),
    )
    for number in range(ITEMS)
}


def rows(count: int) -> Iterator[str]:
    """Yield two lines for each order: of every fifth order the first is of a late item."""
    yield HEADER
    for number in range(count):
        sku = f"ITEM-{number // EVERY % ITEMS}" if number % EVERY == 0 else f"SKU-{number % 9973}"
        shared = f"c{number}@example.com,Customer {number},de,DE,59.00,EUR,2026-11-08T10:00:00Z\n"
        yield f"{number},#{number},{number}-1,{sku},1,{shared}"
        yield f"{number},#{number},{number}-2,SKU-{number % 7919},2,{shared}"


def affected(count: int) -> Iterator[Order]:
    """Yield the affected orders as a feed gives them."""
    ordered = NOW - timedelta(days=20)
    for number in range(0, count, EVERY):
        lines = (OrderLine(f"{number}-1", f"ITEM-{number // EVERY % ITEMS}", 1), OrderLine(f"{number}-2", "SKU-1", 2))
        whom = Recipient(f"c{number}@example.com", f"Customer {number}")
        shown = f"#{number}"
        yield Order("orders", str(number), shown, ordered, lines, Decimal(59), "EUR", "de", "DE", (), whom)


@dataclass
class Late:
    """The late items."""

    name: str = "late.yaml"

    def read(self) -> Reading:
        """Return them."""
        return Reading(self.name, tuple(LATE.values()))


@dataclass
class Standin:
    """A helpdesk that nobody has written to."""

    name: str = "shop"
    capabilities: Any = field(default_factory=lambda: SimpleNamespace(tag_length=255, lower_case_tags=True))

    def addresses(self, requesters: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """Return nobody's address."""
        del requesters
        return {}


def bridge(folder: Path) -> tuple[Bridge, OutreachSite]:
    """Return what a plan needs, with a database of its own."""
    settings = load_settings(folder / "config.yaml", {})
    state: Any = open_state(f"sqlite:///{folder}/zb.db", create=True)
    nothing: Any = None
    standin: Any = Standin()
    late: Any = Late()
    mails = read_folder(settings).mails
    given = (policy(settings), (), (standin,), ((late, FeedPolicy()),), nothing, state, nothing, NOW, lambda _: None)
    return Bridge(*given, mails=mails), OutreachSite(order_feeds(settings), read_segments(MACROS).segments)


def run_place(_: Path, count: int) -> int:
    """Place the affected orders alone; return how many lines were looked at."""
    segments, ways = read_segments(MACROS).segments, Ways.of(LATE, NOW.date(), UTC)
    return sum(len(order.lines) for order in affected(count) if place(order, "digest", NO_PAST, segments, ways))


def run_plan(folder: Path, count: int) -> int:
    """Make a whole plan from the file."""
    connected, site = bridge(folder)
    made = planning.plan(connected, site, RunOptions())
    assert len(made.messages) == len(range(0, count, EVERY)), len(made.messages)
    waves = connected.state.waves()
    waves.begin(Wave(str(made.id), NOW, WaveState.RUNNING), made.messages)
    batch = 1000
    for start in range(0, len(made.messages), batch):
        some = made.messages[start : start + batch]
        waves.settle([replace(it, state=MessageState.TOLD, at=NOW, ticket_id=1, comment=it.id) for it in some])
    return 2 * count


def run_again(folder: Path, count: int) -> int:
    """Make the plan of the next morning, when everybody was told."""
    connected, site = bridge(folder)
    made = planning.plan(connected, site, RunOptions())
    assert made.messages == ()
    assert sum(part.orders for part in made.unwritten) == len(range(0, count, EVERY))
    return 2 * count


def one(part: str, folder: Path, count: int) -> None:
    """Run one part and print its row."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    if part == "plan":  # what it writes down afterwards is not the plan
        connected, site = bridge(folder)
        begun = time.process_time()
        planning.plan(connected, site, RunOptions())
    lines = {"place": run_place, "again": run_again}.get(part, lambda *_: 2 * count)(folder, count)
    took = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{part:6} {lines:>10,} lines  {took:7.1f} s  {lines / took:>10,.0f} lines/s  {peak / 1024:6.0f} MB peak")
    print(f"       ({before / 1024:.0f} MB of it the program itself)", flush=True)
    if part == "plan":
        run_plan(folder, count)


def main() -> None:
    """Build the file and run each part in a process of its own."""
    count = int(ORDERS * (float(sys.argv[1]) if len(sys.argv) > 1 else 1.0))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.yaml").write_text(CONFIG.format(macros=MACROS), encoding="utf-8")
        with (folder / "orders.csv").open("w", encoding="utf-8") as stream:
            stream.writelines(rows(count))
        print(f"{count:,} orders, {2 * count:,} lines, {len(range(0, count, EVERY)):,} affected")
        for part in PARTS:
            subprocess.run([sys.executable, __file__, part, name, str(count)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        one(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
