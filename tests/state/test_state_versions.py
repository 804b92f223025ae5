"""What core.ports.State promises about the history of facts, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from zendesk_bridge.core.errors import Place, StateError
from zendesk_bridge.core.model import Backorder, Cancel, FactVersion, LocalText, ShipWindow, Swap
from zendesk_bridge.core.ports import State
from zendesk_bridge.state.database import connect

NOON = datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)
ITEM = Backorder(
    "WID-12",
    "Blaues Gerät 蓝",
    aliases=("BW12",),
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    promised_by=date(2026, 11, 15),
    reason="the ship is late",
    options=(Swap("WID-14", "Green"), Cancel()),
    next_update=date(2026, 11, 29),
    every=timedelta(days=7),
    locales=(("de", LocalText("Gerät", "das Schiff")),),
    match="exact",
    also=("B12",),
    place=Place("backorders.yaml", 3, 5),
)
FIRST = FactVersion("WID-12", ITEM.version, NOON, ITEM, "macros/backorders.yaml", "macros/backorders.yaml:3:5")


def test_the_history_of_an_item_is_remembered_whole(state: State) -> None:
    """Each state comes back as it was, but for its place within the item, in the order in which they were seen."""
    gone = FactVersion("WID-12", "", NOON + timedelta(days=9), None, "macros/backorders.yaml")
    moved = replace(FIRST, seen_at=NOON, item=replace(ITEM, ship_window=None), version="v2")
    lamp = replace(FIRST, sku="LAMP-3", item=replace(ITEM, sku="LAMP-3"), feed="", place="")
    assert state.fact_versions() == state.fact_versions("WID-12") == ()
    state.save_fact_versions([FIRST, lamp])
    state.save_fact_versions([moved, gone])
    state.save_fact_versions([])
    assert state.fact_versions() == (FIRST, lamp, moved, gone)
    assert state.fact_versions("WID-12") == (FIRST, moved, gone)
    assert state.fact_versions("LAMP-3") == (lamp,)


def test_a_state_that_cannot_be_read_is_named(state: State, url: str) -> None:
    """A row that was changed by hand is a StateError that says which item it is, and quotes nothing."""
    state.save_fact_versions([FIRST])
    database = connect(url)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE fact_versions SET body = '{}'")
    database.close()
    with pytest.raises(StateError, match=r"WID-12, as macros/backorders.yaml once gave it, cannot be read"):
        state.fact_versions()
