"""A promised day comes, an agent sends the update without any news, and the rhythm promises the next day by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from promised import today

NAMES = {"zendesk": "shop", "freshdesk": "shop-eu"}
MACROS = Path(__file__).parents[2] / "macros"
CHECKIN = "Backorder::Promised update, also without news"


def drafted(shop: Any, face: str, number: int, title: str) -> str:
    """Return the reply that applying a macro puts into an agent's composer."""
    if face == "zendesk":
        path = f"/api/v2/tickets/{number}/macros/{shop.macros()[title]['id']}/apply.json"
        return str(shop.get(face, path)["result"]["ticket"]["comment"]["html_body"])
    return str(shop.get(face, f"/api/_/tickets/{number}/canned_responses/{shop.canned()[title]['id']}")["body_html"])


def send(shop: Any, face: str, number: int, title: str) -> str:
    """Let an agent send the reply that a macro puts into her composer; returns it."""
    html = drafted(shop, face, number, title)
    if face == "zendesk":
        body = {"ticket": {"comment": {"html_body": html, "public": True}}}
        shop.call(face, "PUT", f"/api/v2/tickets/{number}.json", json=body)
    else:
        shop.call(face, "POST", f"/api/v2/tickets/{number}/reply", json={"body": html})
    return html


def tags(shop: Any, face: str, number: int) -> set[str]:
    """Return a ticket's tags."""
    if face == "zendesk":
        return set(shop.tags(number))
    return set(shop.get(face, f"/api/v2/tickets/{number}")["tags"])


def in_words(day: date) -> str:
    """Return a day as an American customer reads it."""
    return f"{day:%B} {day.day}"


@pytest.fixture
def on() -> Callable[[date, int], time_machine.travel]:
    """Return what lets it be an hour of a day."""
    return lambda day, hour: time_machine.travel(datetime.combine(day, time(hour), UTC), tick=True)


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_no_news_is_an_update_and_the_next_day_is_promised(
    shop: Any, face: str, on: Callable[[date, int], time_machine.travel]
) -> None:
    """Told a day, due on it, listed and tagged; settled by the reply without news, which names the next day.

    Both helpdesks show the same ticket, and what an agent sends in one is heard in both.
    """
    monday = today() + timedelta(days=7 - today().weekday())
    shop.dates |= {"next": monday, "from": monday + timedelta(20), "to": monday + timedelta(25)}
    shop.facts()
    shop.swap("macros/backorders.yaml", f"    next_update: {monday}\n", f"    next_update: {monday}\n    every: 7d\n")
    shop.write("macros/next-update-checkin.yaml", (MACROS / "next-update-checkin.yaml").read_text("utf-8"))
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    name = NAMES[face]
    shop.ok("sync")
    shop.admin("zendesk", "clock", {"advance_seconds": 60})
    assert in_words(monday) in send(shop, face, number, "Backorder::Delay update")
    assert "Follow-ups" not in shop.ok("sync").out
    assert f"to come    {monday}" in shop.ok("followups", "--all", "--helpdesk", name).out

    following = monday + timedelta(days=7)
    with on(monday, 9):
        ran = shop.ok("sync")
        assert "Follow-ups: 2 due today. `zendesk-bridge followups` lists them." in ran.out
        assert "backorder_followup_due" in tags(shop, face, number)
        assert shop.fields(face, number)["Backorder next update"] == in_words(following)
        listed = shop.ok("followups", "--due", "--helpdesk", name).out
        assert f"WID-12 Blue Widget 12 oz; replies now promise {following}" in listed
        assert f"{name} #{number}" in listed
        shop.writes()
        assert "2 due today" in shop.ok("sync").out
        assert shop.writes() == 0  # the second run of the day writes nothing
        shop.admin("zendesk", "clock", {"advance_seconds": 60})
        sent = send(shop, face, number, CHECKIN)
        assert "with or without news" in sent
        assert in_words(following) in sent
        assert "Follow-ups" not in shop.ok("sync").out
        assert "backorder_followup_due" not in tags(shop, face, number)
        assert shop.ok("followups").out == "Nobody waits for an update that is due.\n"
        assert f"to come    {following}" in shop.ok("followups", "--all").out
    with on(following + timedelta(days=2), 9):
        assert f"2 overdue (the oldest since {following})" in shop.ok("sync").out
        assert shop.fields(face, number)["Backorder next update"] == in_words(following + timedelta(days=7))
        assert f"overdue    since {following}, 2 days" in shop.ok("followups").out
