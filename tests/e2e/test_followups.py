"""followups: the customers whom somebody must write to, for people, programs, spreadsheets and calendars."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from promised import tell, today


@pytest.fixture
def waiting(shop: Any) -> dict[str, int]:
    """Return tickets by how they stand: due, overdue, silent, coming; the lamp's customer is overdue in Freshdesk."""
    shop.ready()
    tickets = {name: shop.customer("Where is my BW12?") for name in ("due", "overdue", "silent", "coming")}
    tickets["lamp"] = shop.customer("My harbor lamp is late.")
    shop.ok("sync")
    tell(shop.folder, "shop", tickets["due"], today())
    tell(shop.folder, "shop", tickets["overdue"], today() - timedelta(2))
    tell(shop.folder, "shop", tickets["silent"], None, days=10)
    tell(shop.folder, "shop", tickets["coming"], today() + timedelta(3))
    tell(shop.folder, "shop-eu", tickets["lamp"], today() - timedelta(4), sku="LAMP-3", days=6)
    return tickets


def test_who_waits_is_told_by_item_with_links(shop: Any, waiting: dict[str, int]) -> None:
    """The most urgent item first, each ticket with how it stands and where agents see it; what is to come on demand."""
    shop.writes()
    out = shop.ok("followups").out
    head, lamp, widget, advice = out.split("\n\n")
    assert head == f"Follow-ups: 1 due today, 2 overdue (the oldest since {today() - timedelta(4)}), 1 silent."
    link = f"{shop.url('freshdesk')}/a/tickets/{waiting['lamp']}"
    assert lamp.split("\n") == [
        f"LAMP-3 Harbor Desk Lamp; replies now promise {shop.dates['next']}",
        f"  overdue    since {today() - timedelta(4)}, 4 days  shop-eu #{waiting['lamp']}  {link}",
    ]
    assert [line.split()[0] for line in widget.split("\n")] == ["WID-12", "overdue", "due", "silent"]
    assert f"{shop.url('zendesk')}/agent/tickets/{waiting['due']}" in widget
    assert "no change yet is an update, too" in advice
    assert f"shop #{waiting['coming']} " not in out
    everything = shop.ok("followups", "--all").out
    assert f"shop #{waiting['coming']} " in everything
    assert ", 1 to come." in everything
    due = shop.ok("followups", "--due", "--helpdesk", "shop").out
    assert due.startswith(f"Follow-ups: 1 due today, 1 overdue (since {today() - timedelta(2)}).")
    assert "LAMP-3" not in due
    assert "LAMP-3" not in shop.ok("followups", "--sku", "WID-12").out
    assert not shop.calls("zendesk")


def test_programs_and_spreadsheets_read_the_same(shop: Any, waiting: dict[str, int]) -> None:
    """JSON by item, CSV a line for each; ISO dates, and no cell that a spreadsheet works out."""
    told = shop.ok("followups", "--format", "json").json
    assert (told["ok"], told["today"]) == (True, str(today()))
    assert {key: told[key] for key in ("due", "overdue", "silent", "coming", "oldest")} == {
        "due": 1,
        "overdue": 2,
        "silent": 1,
        "coming": 0,
        "oldest": str(today() - timedelta(4)),
    }
    lamp, widget = told["items"]
    assert (lamp["sku"], lamp["next_day"]) == ("LAMP-3", str(shop.dates["next"]))
    assert [ticket["state"] for ticket in widget["tickets"]] == ["overdue", "due", "silent"]
    rows = list(csv.DictReader(io.StringIO(shop.ok("followups", "--all", "--format", "csv").out)))
    assert [(row["helpdesk"], row["ticket"], row["state"], row["promised"], row["days"]) for row in rows] == [
        ("shop-eu", str(waiting["lamp"]), "overdue", str(today() - timedelta(4)), "4"),
        ("shop", str(waiting["overdue"]), "overdue", str(today() - timedelta(2)), "2"),
        ("shop", str(waiting["due"]), "due", str(today()), "0"),
        ("shop", str(waiting["silent"]), "silent", "", "10"),
        ("shop", str(waiting["coming"]), "coming", str(today() + timedelta(3)), "0"),
    ]
    assert rows[0]["link"] == f"{shop.url('freshdesk')}/a/tickets/{waiting['lamp']}"
    shop.swap("macros/backorders.yaml", "name: Blue Widget 12 oz", 'name: "+Blue Widget"')
    shop.run("sync")
    (row, *_) = csv.DictReader(io.StringIO(shop.ok("followups", "--sku", "WID-12", "--format", "csv").out))
    assert row["name"] == "'+Blue Widget"


def test_a_calendar_holds_the_days_to_come(shop: Any, waiting: dict[str, int]) -> None:
    """One event for each item and day, with line breaks as calendars want them, and what was printed is the file."""
    shown = shop.ok("followups", "--format", "ics").out
    assert shown.count("\r\n") == shown.count("\n")
    assert shown.count("BEGIN:VEVENT") == 3
    assert f"DTSTART;VALUE=DATE:{today() + timedelta(3):%Y%m%d}" in shown
    assert "SUMMARY:Blue Widget 12 oz (WID-12): 1 update due\\, 1 overdue\\, 1 silent" in shown.replace("\r\n ", "")
    assert str(waiting["coming"]) in shown
    assert shop.ok("followups", "--due", "--format", "ics").out.count("BEGIN:VEVENT") == 2


def test_no_day_is_promised_that_nobody_vouches_for(shop: Any, waiting: dict[str, int]) -> None:
    """Of facts that were read too long ago no date is told any more, and so none is said to be promised."""
    assert "replies now promise" in shop.ok("followups").out
    with time_machine.travel(datetime.now(UTC) + timedelta(days=4), tick=True):
        late = shop.ok("followups").out
    assert "replies now promise" not in late
    assert f"shop #{waiting['overdue']}" in late


def test_nobody_waits(shop: Any) -> None:
    """A shop without a promise, and one that never ran, are told so in each form."""
    assert shop.ok("followups").out == "Nobody waits for an update that is due.\n"
    assert (
        shop.ok("followups", "--format", "csv").out.strip()
        == "helpdesk,ticket,sku,name,state,promised,days,told_at,chose,link,order"
    )
    assert "BEGIN:VEVENT" not in shop.ok("followups", "--format", "ics").out
    assert shop.ok("followups", "--format", "json").json["items"] == []
    assert not list(shop.folder.glob("*.db*"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--helpdesk", "shoop"), "There is no helpdesk 'shoop': did you mean shop?"),
        (("--sku", "WID-21"), "There is no late item 'WID-21': did you mean WID-12?"),
        (("--due", "--all"), "--due and --all cannot go together"),
        (("--format", "xls"), "'xls' is not one of"),
    ],
)
def test_what_cannot_be_listed_says_why(shop: Any, asked: tuple[str, ...], said: str) -> None:
    """A wrong name is answered with the nearest right one, also for programs."""
    shop.run("sync")
    refused = shop.run("followups", *asked)
    assert refused.code == 2
    assert said in refused.err
    if "xls" not in asked:
        told = shop.run("followups", *asked, "--format", "json")
        assert (told.json["ok"], told.json["error"]["exit_code"]) == (False, 2)
