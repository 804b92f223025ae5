"""Fill a sandbox before it opens: generated tickets and exports, in big transactions, remembered in the store.

Each batch is written together with how far it got, so that the same command over the same data file goes on where a
run was cut short, and loads nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.sandbox import bulk, importing, volume
from zendesk_bridge.sandbox.bulk import BulkTicket
from zendesk_bridge.sandbox.files import must_be_readable
from zendesk_bridge.sandbox.options import Filling, Say
from zendesk_bridge.sandbox.shop import volume as orders
from zendesk_bridge.sandbox.shop.store import ShopStore
from zendesk_bridge.sandbox.store import Store

KIND = "sandbox_load"
_BATCH_CHARACTERS = 8_000_000  # characters of text in one transaction
_NAMED = 20
"""How many bad lines are named; the others are counted."""


@dataclass(slots=True)
class _Bad:
    """The lines of one file that were no tickets."""

    say: Say
    count: int = 0

    def skip(self, items: Iterable[BulkTicket | Problem]) -> Iterator[BulkTicket]:
        """Pass the tickets on; name the first bad lines and count all."""
        for item in items:
            if isinstance(item, BulkTicket):
                yield item
            else:
                self.count += 1
                if self.count <= _NAMED:
                    self.say(str(item))


def load(store: Store, filling: Filling) -> None:
    """Load all that is asked for. Raises ``InvalidInput``."""
    if not 0 <= filling.tickets <= volume.MOST:
        raise InvalidInput([Problem(Place("--tickets"), f"must be at most {volume.MOST:,}")])
    if filling.tickets:
        generate(store, filling.tickets, filling.random_seed, filling.say)
    for file in filling.files:
        bring_in(store, file, filling.say)
    if not 0 <= filling.orders <= orders.MOST:
        raise InvalidInput([Problem(Place("--orders"), f"must be at most {orders.MOST:,}")])
    if filling.orders:
        orders.generate(ShopStore(store), filling.orders, filling.random_seed, filling.say)


def generate(store: Store, count: int, seed: int, say: Say) -> None:
    """Load ``count`` made-up tickets; the same for the same seed."""
    key = f"tickets:{count}:{seed}"
    about = store.document(KIND, key)
    now = int(about.body["now"]) if about else int(store.now().timestamp())
    done = int(about.body["done"]) if about else 0
    if done >= count:
        say(f"{count:,} tickets were generated here before; nothing to do.")
        return
    for batch in _batches(volume.rows(count, seed, now, start=done)):
        with store.writing():
            bulk.write(store, batch)
            done += len(batch)
            store.put(KIND, key, {"done": done, "now": now})
        say(f"{done:,} of {count:,} tickets generated")


def bring_in(store: Store, file: Path, say: Say) -> None:
    """Load the tickets of an export; bad lines are named and left out. Raises ``InvalidInput``."""
    key = _key(file)
    about = store.document(KIND, key) if key else None
    done = int(about.body["done"]) if about else 0
    if about and about.body["whole"]:
        say(f"{importing.called(file)}: loaded before, nothing to do.")
        return
    bad, replaced, before = _Bad(say), 0, done
    found = bad.skip(importing.tickets(file, int(store.now().timestamp())))
    for batch in _batches(islice(found, done, None)):
        with store.writing():
            replaced += bulk.write(store, batch)
            done += len(batch)
            if key:
                store.put(KIND, key, {"done": done, "whole": False})
        say(f"{importing.called(file)}: {done:,} tickets loaded")
    if key:
        store.put(KIND, key, {"done": done, "whole": True})
    say(_summary(file, done - before, replaced, bad.count))


def _summary(file: Path, loaded: int, replaced: int, bad: int) -> str:
    parts = [f"{importing.called(file)}: {loaded:,} tickets read"]
    parts += [f"{replaced:,} of them replaced one of the same id"] if replaced else []
    parts += [f"{bad:,} lines were no tickets" + (f", the first {_NAMED} named above" if bad > _NAMED else "")]
    return "; ".join(parts) + "."


def _key(file: Path) -> str:
    """Name a file by what it is now; empty for standard input, which is new each time."""
    if file == importing.STDIN:
        return ""
    about = must_be_readable(file, "with - it is read from standard input: --import - < PIPE")
    return f"file:{file.resolve()}:{about.st_size}:{about.st_mtime_ns}"


def _batches(found: Iterable[BulkTicket]) -> Iterator[list[BulkTicket]]:
    """Cut a stream into transactions: a block of tickets, or fewer when they are long."""
    batch: list[BulkTicket] = []
    size = 0
    for row in found:
        batch.append(row)
        size += row.size
        if len(batch) == volume.BLOCK or size > _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
