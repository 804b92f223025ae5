"""check: windows that are narrower than what is remembered supports, where there is a database to ask."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from zendesk_bridge.core.model import Backorder, FactVersion, ShipWindow
from zendesk_bridge.state import open_state

THEN = datetime(2026, 1, 5, 15, tzinfo=UTC)


def moved(shop, sku: str, *steps: int) -> None:
    """Let the window of an item have moved by so many days, a day after each other, in the shop's file."""
    feed = "macros/backorders.yaml"
    item = Backorder(sku, "Thing", ship_window=ShipWindow(date(2026, 1, 10), date(2026, 1, 14)))
    last, versions = date(2026, 1, 14), []
    for number, step in enumerate((0, *steps)):
        last += timedelta(days=step)
        at = THEN + timedelta(days=number)
        told = replace(item, ship_window=ShipWindow(last - timedelta(days=4), last))
        versions.append(FactVersion(sku, "v", at, told, feed, f"{feed}:2:5"))
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    state.save_fact_versions(versions)
    state.close()


def narrow(shop) -> list[str]:
    """Return what check says of narrow windows."""
    ran = shop.ok("check", "--format", "json")
    return [one["message"] for one in ran.json["findings"] if one["rule"] == "narrow-window"]


def test_a_window_that_its_item_does_not_support(quiet_shop) -> None:
    """A warning at its place, with the numbers, and no error: the admin knows best."""
    moved(quiet_shop, "WID-12", 7, 11)
    ran = quiet_shop.ok("check")
    assert (
        "backorders.yaml:2:5: warning: WID-12: its window moved to a later day twice, by 9 days on average: "
        "a window of 5 days is narrower than that [narrow-window]"
    ) in ran.out
    assert narrow(quiet_shop)
    quiet_shop.facts(to=quiet_shop.dates["from"] + timedelta(days=9))
    assert narrow(quiet_shop) == []


@pytest.mark.parametrize("steps", [(), (9,), (-9, -9, -9), (9, -9), (4, 5)])
def test_what_history_says_nothing_against(quiet_shop, steps: tuple[int, ...]) -> None:
    """One move, moves to an earlier day, and moves no longer than the window are no reason to warn."""
    moved(quiet_shop, "WID-12", *steps)
    assert narrow(quiet_shop) == []


def test_a_window_that_its_feed_does_not_support(quiet_shop) -> None:
    """An item without moves of its own is warned by the others of its file, once enough of them have moved."""
    for number in range(2):
        moved(quiet_shop, f"OTHER-{number}", 9)
    assert narrow(quiet_shop) == []
    moved(quiet_shop, "OTHER-2", 6)
    (said,) = narrow(quiet_shop)
    assert said.startswith("WID-12: in ")
    assert said.endswith(
        "macros/backorders.yaml the windows of 3 items moved to a later day, by 8 days on average: "
        "a window of 5 days is narrower than that"
    )


def test_the_warning_may_be_left_out(quiet_shop) -> None:
    """An admin who knows better says so beside the item, with a reason."""
    moved(quiet_shop, "WID-12", 7, 11)
    ignore = "    lint: {ignore: {narrow-window: another supplier from now on}}\n"
    quiet_shop.swap("macros/backorders.yaml", "    name: Blue", f"{ignore}    name: Blue")
    assert narrow(quiet_shop) == []


def test_without_a_database_nothing_is_made(quiet_shop) -> None:
    """Where no run ever was, check is what it was, and creates nothing."""
    before = sorted(it.name for it in quiet_shop.folder.iterdir())
    quiet_shop.ok("check")
    assert sorted(it.name for it in quiet_shop.folder.iterdir()) == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE zendesk_bridge_version SET version_num = '0007'",
        "UPDATE zendesk_bridge_version SET version_num = '9999'",
        "UPDATE fact_versions SET body = '[]'",
        "DROP TABLE fact_versions",
        None,
    ],
)
def test_a_database_that_cannot_be_used_is_left_alone(quiet_shop, damage: str | None) -> None:
    """An older or newer one, one that is damaged, and a file that is none: check says what it says without one."""
    moved(quiet_shop, "WID-12", 7, 11)
    file = quiet_shop.folder / "zendesk-bridge.db"
    if damage is None:
        file.write_bytes(b"no database at all")
    else:
        with sqlite3.connect(file) as database:
            database.execute(damage)
        database.close()
    before = file.read_bytes()
    ran = quiet_shop.ok("check")
    assert "narrow-window" not in ran.out
    assert ran.err == ""
    assert file.read_bytes() == before


def test_a_server_that_does_not_answer_is_not_waited_for(quiet_shop) -> None:
    """Whoever has a server for the runs can check files without it."""
    quiet_shop.configure(state="postgresql+psycopg://user:secret@127.0.0.1:9/nothing")
    ran = quiet_shop.ok("check")
    assert ran.err == ""
