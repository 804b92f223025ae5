"""report board: one page of what is late, who was told what, who waits; from what is remembered alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine

from zendesk_bridge.core.macros.window import words
from zendesk_bridge.core.model import ShipWindow

Shop = Any  # a class in conftest.py, which a test cannot import


def test_the_board_of_a_day(shop: Shop) -> None:
    """Two runs and two replies later it tells who knows what; no helpdesk is asked, nothing is written."""
    first, last, update = shop.dates["from"], shop.dates["to"], shop.dates["next"]
    told, untold = (shop.customer("Where is my blue widget?") for _ in range(2))
    shop.ready()
    shop.ok("sync")
    window = words(ShipWindow(first, last), "en_US", update)
    reply = f"Your Blue Widget 12 oz ships {window}. You will hear from us by {update:%B} {update.day}."
    shop.admin("zendesk", f"tickets/{told}/comments", {"author": "agent", "body": reply})
    shop.ok("sync")
    shop.writes()
    before = (shop.folder / "zendesk-bridge.db").read_bytes()
    found = shop.ok("report", "board", "--format", "json").json
    rows = {row["sku"]: row for row in found["items"]}
    assert set(rows) == {"WID-12", "LAMP-3"}
    assert rows["WID-12"]["tickets"]["told_current"] == 2  # the sandbox shows one ticket as both helpdesks have it
    assert rows["WID-12"]["tickets"]["told_nothing"] == 2
    assert rows["WID-12"]["ship_window"] == {"from": str(first), "to": str(last)}
    assert found["consistency"]["current"] == 2
    assert found["followups"] == []
    assert untold
    assert sum(shop.calls("zendesk").values()) == 0
    assert (shop.folder / "zendesk-bridge.db").read_bytes() == before
    with time_machine.travel(datetime.now(UTC) + timedelta(days=7), tick=True):
        late = shop.ok("report", "board", "--format", "json").json
        listed = shop.ok("followups", "--format", "json").json
    waiting = sorted((one["helpdesk"], one["ticket"]) for item in listed["items"] for one in item["tickets"])
    assert sorted((one["helpdesk"], one["ticket"]) for one in late["followups"]) == waiting
    assert {one["state"] for one in late["followups"]} == {"overdue"}
    assert {one["link"] for one in late["followups"]} == {
        f"{shop.box.zendesk_url}/agent/tickets/{told}",
        f"{shop.box.freshdesk_url}/a/tickets/{told}",
    }


def test_the_board_is_written_whole_and_over_nothing_else(shop: Shop) -> None:
    """An older board is replaced; any other file is refused before any work; JSON and page come together."""
    shop.ready()
    shop.ok("sync")
    file = shop.folder / "board.html"
    for _ in range(2):
        ran = shop.ok("report", "board", "--html", str(file), "--format", "json")
    assert json.loads(ran.out)["late_items"] == 2
    assert file.read_text("utf-8").startswith("<!doctype html>")
    assert list(shop.folder.glob(".zendesk-bridge-*")) == []
    ran = shop.run("report", "board", "--html", str(shop.folder / "config.yaml"))
    assert ran.code == 2
    assert "is there and no board" in ran.err
    assert "helpdesks:" in (shop.folder / "config.yaml").read_text("utf-8")


def test_a_board_before_the_first_run(quiet_shop: Shop) -> None:
    """Nothing is remembered: an empty board, and no database is made for it."""
    ran = quiet_shop.ok("report", "board")
    assert "0 late items" in ran.out
    assert not list(quiet_shop.folder.glob("*.db"))
