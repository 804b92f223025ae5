"""history: what late items have been, as the runs that write saw it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from zendesk_bridge.core.model import Backorder, FactVersion, ShipWindow
from zendesk_bridge.state import open_state

FEED = "macros/backorders.yaml"
THEN = datetime(2026, 1, 5, 15, tzinfo=UTC)
KETTLE = Backorder(
    "KET-70", "Gooseneck Kettle", ship_window=ShipWindow(date(2026, 2, 2), date(2026, 2, 6)), reason="late"
)


def moved(days: int) -> Backorder:
    """Return the kettle with a window so many days later."""
    window = KETTLE.ship_window
    assert window
    assert window.first
    step = timedelta(days=days)
    return replace(KETTLE, ship_window=ShipWindow(window.first + step, window.last + step))


def seen(days: float, item: Backorder | None) -> FactVersion:
    """Return what was seen of the kettle after so many days."""
    return FactVersion("KET-70", "v", THEN + timedelta(days=days), item, FEED, f"{FEED}:9:5" if item else "")


@pytest.fixture
def old_shop(quiet_shop):
    """Return a shop that has known late items for long."""
    state = open_state(f"sqlite:///{quiet_shop.folder}/zendesk-bridge.db")
    lamp = Backorder("LAMP-3", "Harbor Desk Lamp", reason="the workshop is closed")
    state.save_fact_versions(
        [
            seen(0, KETTLE),
            FactVersion("LAMP-3", "w", THEN, lamp, FEED, f"{FEED}:20:5"),
            seen(10, moved(7)),
            seen(10.001, moved(9)),
            seen(20, moved(20)),
            seen(50, None),
        ]
    )
    state.close()
    return quiet_shop


def test_only_runs_that_write_keep_history(shop) -> None:
    """check, plan and dry runs leave none; apply begins it, sync adds what changed since, and nothing twice."""
    for command in (["check"], ["plan"], ["sync", "--dry-run"], ["triage", "--dry-run"]):
        shop.run(*command)
        ran = shop.ok("history")
        assert ran.out.startswith("No item has a history yet. History begins with the next sync")
    assert shop.run("history", "WID-12").code == 2
    shop.ready()
    assert shop.ok("history").out.startswith("LAMP-3")
    shop.ok("sync")
    shop.facts("LAMP-3", to=shop.dates["to"] + timedelta(days=4))
    shop.run("sync", "--dry-run")
    assert len(shop.ok("history", "WID-12", "--format", "json").json["items"][0]["versions"]) == 1
    for _ in range(2):
        shop.ok("sync")
    (widget,) = shop.ok("history", "WID-12", "--format", "json").json["items"]
    (lamp,) = shop.ok("history", "LAMP-3", "--format", "json").json["items"]
    assert [step["ship_window"]["to"] for step in widget["versions"]] == [
        str(shop.dates["to"]),
        str(shop.dates["to"] + timedelta(days=4)),
    ]
    assert [(change["what"]) for change in widget["versions"][1]["changes"]] == ["ship window"]
    told = shop.ok("history", "WID-12").out
    assert "has not moved, but for the last change, which is too new to count yet.\n" in told
    assert widget["versions"][1]["place"].endswith(f"{FEED}:2:5")
    assert [step["late"] for step in lamp["versions"]] == [True, False]
    assert (
        "late no more: macros/backorders.yaml lists it no more (too new to count yet)"
        in shop.ok("history", "LAMP-3").out
    )


def test_one_item_is_told_whole(old_shop) -> None:
    """Each state with when, what and where; a state of two minutes is named and counts as no move; how it all ended."""
    out = old_shop.ok("history", "KET-70").out
    assert out.startswith("KET-70: Gooseneck Kettle\n\n  2026-01-05 15:00  name: Gooseneck Kettle\n")
    assert "ship window: 2026-02-02 to 2026-02-06 -> 2026-02-09 to 2026-02-13 (stood for 86 seconds, and " in out
    assert "late no more: macros/backorders.yaml lists it no more" in out
    assert out.count(f"{FEED}:9:5") == 4
    assert "\nMoved twice, 10 days later on average.\n" in out
    assert "Promised 2026-02-02 to 2026-02-06, back on 2026-02-24: 18 days later; promised" in out
    assert "promised 2026-02-22 to 2026-02-26 at last: as promised.\n" in out
    assert "History begins 2026-01-05 15:00 (UTC): what was true before is not known." in out


def test_every_item_has_a_line(old_shop) -> None:
    """What is true of it now, and how its windows held."""
    first, second, *_ = old_shop.ok("history").out.splitlines()
    assert first.split("  ") == [
        "KET-70",
        "Gooseneck Kettle",
        "late no more since 2026-02-24",
        "moved twice, 10 days later on average; back 18 days later",
    ]
    assert second == "LAMP-3  Harbor Desk Lamp  no ship window known"


def test_history_as_json(old_shop) -> None:
    """The same for programs: ISO days and times, and numbers of days."""
    told = old_shop.ok("history", "KET-70", "--format", "json").json
    assert (told["ok"], told["begins"]) == (True, "2026-01-05T15:00:00+00:00")
    (item,) = told["items"]
    assert (item["late"], item["since"], item["ship_window"]) == (False, "2026-02-24T15:00:00+00:00", None)
    assert [step["counts"] for step in item["versions"]] == [True, False, True, True, True]
    assert item["slips"]["mean_days_later"] == 10
    assert item["slips"]["returns"][0]["days_after_first"] == 18
    assert item["feed_slips"]["items"] == 2
    listed = old_shop.ok("history", "--format", "json").json["items"]
    assert [(it["sku"], it["versions"]) for it in listed] == [("KET-70", 5), ("LAMP-3", 1)]


def test_a_wrong_sku_names_the_nearest(old_shop) -> None:
    """A slip of the pen is answered with what was meant, for programs too."""
    ran = old_shop.run("history", "KET-7", "--format", "json")
    assert ran.code == 2
    assert "There is no item in the history 'KET-7': did you mean KET-70?" in ran.err
    assert ran.json["ok"] is False


def test_looking_writes_nothing(old_shop) -> None:
    """The database and its folder are as they were, also for a user who may only read them."""
    before = {it.name: it.stat().st_mtime_ns for it in old_shop.folder.iterdir()}
    old_shop.ok("history")
    assert {it.name: it.stat().st_mtime_ns for it in old_shop.folder.iterdir()} == before


def test_a_row_that_nobody_can_read(old_shop) -> None:
    """It is named, with the way out, and no traceback."""
    with sqlite3.connect(old_shop.folder / "zendesk-bridge.db") as database:
        database.execute("UPDATE fact_versions SET body = '[]'")
    database.close()
    ran = old_shop.run("history")
    assert ran.code == 1
    assert "KET-70, as macros/backorders.yaml once gave it, cannot be read" in ran.err
