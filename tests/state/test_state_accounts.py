"""What core.ports.State promises about accounts, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Protocol

import pytest
from sqlalchemy import text

from zendesk_bridge.core.errors import StateError
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import (
    Account,
    Applied,
    AppliedState,
    Contents,
    Entry,
    FieldKey,
    KnownAccount,
    Mark,
    MarkState,
    View,
)
from zendesk_bridge.core.ports import Memory, State
from zendesk_bridge.state.database import connect
from zendesk_bridge.state.tables import metadata

SHOP = Account("zendesk", "https://shop.zendesk.com", "22000000000")
OTHER = Account("freshdesk", "https://shop.freshdesk.com")


class Clock(Protocol):
    """The clock of the fixture."""

    def __call__(self) -> datetime:
        """Return the moment."""

    def forward(self, **step: Any) -> None:
        """Move on."""


def fill(memory: Memory) -> None:
    """Put a row into each table of an account."""
    memory.save_applied(Applied("delay-update", 7, "s", "r"))
    view = View(items=(Mark("A", MarkState.PENDING),))
    stamp = Stamp(datetime(2026, 11, 20, tzinfo=UTC), "run")
    memory.record({1: Entry(events(1, View(), view, stamp), view)}, cursor="c", scanned=frozenset({"A"}))
    memory.save_field_ids({FieldKey.ITEMS: 1})


def everything(memory: Memory) -> tuple[object, ...]:
    """Return all that is remembered of an account."""
    return memory.applied(), memory.cursor(), memory.scanned(), memory.views([1]), memory.history(1), memory.field_ids()


def test_accounts_are_remembered(state: State, clock: Clock) -> None:
    """An account comes back as it was registered, with its name and the moment; all are listed by name."""
    shop = state.register("shop", SHOP)
    other = state.register("a-shop", OTHER)
    assert state.accounts() == (other, shop)
    assert shop == KnownAccount(shop.row, "shop", SHOP, clock())
    assert other.row != shop.row


def test_a_name_stands_for_one_account(state: State) -> None:
    """A second account under a name is refused, and nothing changes."""
    known = state.register("shop", SHOP)
    with pytest.raises(StateError, match="'shop' stands for another account") as caught:
        state.register("shop", OTHER)
    assert "state forget" in caught.value.fix
    assert state.accounts() == (known,)


def test_an_account_moves_with_all_that_is_remembered(state: State, memory: Memory) -> None:
    """An account that is identified anew keeps its name, its age and its memory."""
    fill(memory)
    before, kept = state.accounts()[0], everything(memory)
    moved = Account("zendesk", "https://shop-2.zendesk.com", "22000000000")
    state.identify(before.row, moved)
    assert state.accounts() == (KnownAccount(before.row, "shop", moved, before.since),)
    assert everything(state.memory(before.row)) == kept


def test_names_may_change_places(state: State) -> None:
    """Several accounts are renamed at once, also in a circle; a name in use is refused and none is renamed."""
    one, two, three = (state.register(name, OTHER) for name in ("a", "b", "c"))
    state.rename({one.row: "b", two.row: "a"})
    assert {known.row: known.name for known in state.accounts()} == {one.row: "b", two.row: "a", three.row: "c"}
    with pytest.raises(StateError, match="'c' stands for another account"):
        state.rename({one.row: "d", two.row: "c"})
    assert {known.row: known.name for known in state.accounts()} == {one.row: "b", two.row: "a", three.row: "c"}
    state.rename({one.row: "b"})
    assert [known.name for known in state.accounts()] == ["a", "b", "c"]


def test_a_forgotten_account_leaves_nothing(state: State, memory: Memory, neighbour: Memory, url: str) -> None:
    """No table keeps a row of an account that was forgotten; its neighbour keeps all."""
    fill(memory)
    fill(neighbour)
    (gone,) = (known for known in state.accounts() if known.name == "shop")
    kept = everything(neighbour)
    state.forget(gone.row)
    assert [known.name for known in state.accounts()] == ["shop-eu"]
    assert everything(neighbour) == kept
    database = connect(url)
    with database.read() as connection:
        for table in metadata.tables.values():
            if "account_id" in table.c:
                rows = connection.execute(table.select().with_only_columns(table.c.account_id)).scalars()
                assert gone.row not in set(rows), table.name
    database.close()


def test_contents_are_counted(state: State, memory: Memory, neighbour: Memory) -> None:
    """Counted are the macros that are not retired, the fields and the tickets of this account alone."""
    fill(neighbour)
    for number in range(3):
        state_of = AppliedState.STANDING if number else AppliedState.RETIRED
        memory.save_applied(Applied(f"macro-{number}", number, "s", "r", state=state_of))
    memory.record(dict.fromkeys(range(5), Entry((), View(tags=frozenset({"backorder"})))))
    rows = {known.name: known.row for known in state.accounts()}
    assert state.contents(rows["shop"]) == Contents(macros=2, fields=0, tickets=5)
    assert state.contents(rows["shop-eu"]) == Contents(macros=1, fields=1, tickets=1)


def test_nothing_is_remembered_of_nobody(state: State) -> None:
    """What is saved without an account is refused by every table, whatever the state is called upon to do."""
    memory = state.memory(None)
    for save in (
        lambda: memory.save_applied(Applied("delay-update", 7, "s", "r")),
        lambda: memory.record({}, cursor="c"),
        lambda: memory.record({}, scanned=frozenset({"A"})),
        lambda: memory.record({1: Entry((), View(tags=frozenset({"backorder"})))}),
        lambda: memory.save_field_ids({FieldKey.ITEMS: 1}),
    ):
        with pytest.raises(StateError):
            save()


def test_an_account_known_by_name_alone_is_dated_when_it_is_identified(state: State, url: str, clock: Clock) -> None:
    """What an older release remembered has neither account nor age until it is claimed; from then on it has both."""
    database = connect(url)
    with database.write() as connection:
        connection.execute(text("INSERT INTO accounts (name) VALUES ('shop')"))
    database.close()
    (known,) = state.accounts()
    assert known == KnownAccount(known.row, "shop", None, None)
    state.identify(known.row, SHOP)
    now = clock()
    clock.forward(days=1)
    state.identify(known.row, OTHER)
    assert state.accounts() == (KnownAccount(known.row, "shop", OTHER, now),)
