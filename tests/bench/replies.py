"""What hearing agents' replies costs: ``python tests/bench/replies.py [TICKETS]``.

First the processor's time for 1,000 replies, those of tests/promises/labelled in turn, beside catalogues of several
sizes, with 40 late items each of which has moved once a month for a year; and what making ready takes. Then the calls
for 1,000 tickets (TICKETS, 1,000 by default) on each helpdesk, heard and not: three in ten mention a late item, and
agents have answered six in ten. The helpdesk is a sandbox in this process. The table judges nothing.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from types import ModuleType
from typing import Any

import requests

from zendesk_bridge.app import tickets
from zendesk_bridge.core import fields as our_fields
from zendesk_bridge.core.decide import Rules
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import Account, AgentReply, Backorder, FactVersion, Product, ShipWindow, Words
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.state import open_state

TICKETS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
REPLIES = 1000
LABELLED = Path(__file__).parent.parent / "promises" / "labelled"
NOW = datetime.now(UTC)
MONTHS = 12
LATE = 40


class Kept:
    """A lease that nobody takes away."""

    def renew(self) -> None:
        """Keep it."""


def labelled() -> list[dict[str, Any]]:
    """Return all labelled replies."""
    files = sorted(file for file in LABELLED.glob("*.jsonl") if file.stem != "answers")
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def versions(rows: list[dict[str, Any]]) -> Iterator[FactVersion]:
    """Yield the states of the items in these replies, and of as many others as are late."""
    named = {one["sku"]: one for row in rows for one in row["items"]}
    items = [Backorder(one["sku"], one["name"], tuple(one["aliases"])) for one in named.values()]
    items += [Backorder(f"ITEM-{number}", f"Item no {number}") for number in range(LATE - len(items))]
    for item in items:
        for month in range(MONTHS):
            first = date(2026, 1, 1) + timedelta(days=30 * month)
            moved = Backorder(item.sku, item.name, item.aliases, ShipWindow(first, first + timedelta(days=4)))
            seen = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=28 * month)
            yield FactVersion(item.sku, f"v{month}", seen, moved)


def hearing() -> None:
    """Print what reading replies takes, those about late items and those about something else."""
    rows = labelled()
    print("| products | ready ms | processor ms for 1,000 replies | promises | for 1,000 about other things |")
    print("|---|---|---|---|---|")
    for size in (0, 1_000, 20_000):
        products = tuple(Product(f"PROD-{number}", f"Product no {number}") for number in range(size))
        ours = tickets.ReplyReader(lambda: versions(rows), products, "en_US", UTC)
        others = tickets.ReplyReader(lambda: versions([]), products, "en_US", UTC)
        ready = _heard(ours, rows[:1])[0]
        _heard(others, rows[:1])
        spent, told = _heard(ours, list(islice(cycle(rows), REPLIES)))
        besides, none = _heard(others, [row | {"about": []} for row in islice(cycle(rows), REPLIES)])
        assert none == 0
        print(f"| {size:,} | {ready:.0f} | {spent:.0f} | {told} | {besides:.0f} |", flush=True)


def _heard(reader: tickets.ReplyReader, rows: list[dict[str, Any]]) -> tuple[float, int]:
    """Read these replies; return the processor's milliseconds and how many promises they hold."""
    began = time.process_time()
    told = sum(len(reader.promises(_reply(row, number), row["about"], {})) for number, row in enumerate(rows))
    return 1000 * (time.process_time() - began), told


def _reply(row: dict[str, Any], number: int) -> AgentReply:
    at = datetime.fromisoformat(f"{row['sent']}T12:00:00+00:00")
    return AgentReply(number, at, 1, Words(f"comment {number}", row["text"], html=row["html"]))


def calls() -> None:
    """Print what is asked of each helpdesk."""
    print()
    print(f"| helpdesk | run | calls for {TICKETS:,} tickets, replies not heard | heard | promises |")
    print("|---|---|---|---|---|")
    for face in (zendesk, freshdesk):
        name = face.__name__.rpartition(".")[2]
        for run, asked in enumerate(zip(*(_runs(face, name, heard=heard) for heard in (False, True)), strict=True)):
            (without, _), (heard, told) = asked
            print(f"| {name} | {('first', 'second')[run]} | {without} | {heard} | {told} |", flush=True)


def _runs(face: ModuleType, name: str, *, heard: bool) -> list[tuple[int, int]]:
    """Run twice, the second time after every tenth ticket was answered; return calls and promises of each."""
    faces: Any = (name,)
    with Sandbox(seed=None, faces=faces) as box, tempfile.TemporaryDirectory() as folder:
        url = getattr(box, f"{name}_url")
        ids = _load(url)
        desk = face.build("shop", url, box.credentials.by_type[name], max_share_of_limit=1.0, sleep=lambda _: None)
        for spec in our_fields.find(desk.ticket_fields(), {}).missing:
            desk.create_field(spec)
        state = open_state(f"sqlite:///{folder}/state.db")
        memory = state.memory(state.register("shop", Account(name, url, "1")).row)
        found = []
        for _ in range(2):
            found.append(_one_run(desk, memory, heard=heard))
            _answer(url, ids[::10])
        state.close()
        desk.close()
        return found


def _one_run(desk: Any, memory: Any, *, heard: bool) -> tuple[int, int]:
    item = Backorder("WID-12", "Blue Widget", ("blue widget",), ShipWindow(_day(8), _day(12)))
    fields = our_fields.find(desk.ticket_fields(), {}).found
    rules = Rules({item.sku: item}, NOW.date(), desk.capabilities, "en_US", fields=frozenset(fields))
    version = FactVersion(item.sku, item.version, NOW - timedelta(days=60), item)
    listener = tickets.ReplyReader(lambda: (version,), (), "en_US", UTC) if heard else None
    vocabulary = Vocabulary.of([item], ())
    site = tickets.TicketSite(
        desk, memory, fields, rules, vocabulary, datetime.now(UTC), say=lambda _: None, listener=listener
    )
    before = desk.calls
    done = tickets.write(tickets.prepare(site, Kept()), Kept())
    return desk.calls - before, sum(done.told.values())


def _load(url: str) -> list[int]:
    start = NOW - timedelta(days=20)
    told = {"author": "agent", "body": f"Your blue widget ships by {_day(12):%B %d, %Y}.", "public": True}
    rows = [
        {
            "subject": "My order",
            "description": "Where is my blue widget?" if number % 10 < 3 else "Where is my invoice?",
            "requester": {"email": f"customer-{number}@example.com", "name": "Alex Morgan"},
            "created_at": (start + timedelta(minutes=15 * number)).isoformat(),
            "comments": [told] if number % 5 < 3 else [],
        }
        for number in range(TICKETS)
    ]
    return list(requests.post(f"{url}/_sandbox/tickets", json=rows, timeout=300).json()["ids"])


def _answer(url: str, ids: list[int]) -> None:
    requests.post(f"{url}/_sandbox/clock", json={"advance_seconds": 3600}, timeout=60)
    for number in ids:
        body = {"author": "agent", "body": f"It still ships by {_day(12):%B %d, %Y}.", "public": True}
        requests.post(f"{url}/_sandbox/tickets/{number}/comments", json=body, timeout=60)


def _day(ahead: int) -> date:
    return NOW.date() + timedelta(days=ahead)


if __name__ == "__main__":
    hearing()
    calls()
