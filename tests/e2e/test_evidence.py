"""evidence: what a customer was promised and told, with the texts as the helpdesk shows them now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from promised import today

from zendesk_bridge.core.model import Accuracy, Choice, NoticeKind, Promise, Said, ShipWindow, TicketOrder
from zendesk_bridge.core.ports import Memory
from zendesk_bridge.state import open_state

Shop = Any  # a class in conftest.py, which a test cannot import
ASKED = "Where is my order #10482? I am waiting for the Blue Widget 12 oz."
WAITS = "All right, I will wait."
WINDOW = ShipWindow(today() + timedelta(2), today() + timedelta(6))
FROM, TO = (f"{day:%B} {day.day}, {day.year}" for day in (WINDOW.first, WINDOW.last))
TOLD = f"Hi Alex, sorry: it will ship {FROM} - {TO}. You may cancel for a full refund."
DAYS = f"{WINDOW.first} to {WINDOW.last}"


@contextmanager
def remembering(shop: Shop, helpdesk: str = "shop") -> Iterator[Memory]:
    """Open what is remembered of a helpdesk."""
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    try:
        yield state.memory(next(known.row for known in state.accounts() if known.name == helpdesk))
    finally:
        state.close()


def comments(shop: Shop, ticket: int) -> list[int]:
    """Return the ids of a ticket's comments, the first one its description."""
    return [row["id"] for row in shop.get("zendesk", f"/api/v2/tickets/{ticket}/comments.json")["comments"]]


def say(shop: Shop, ticket: int, author: str, body: str, **more: Any) -> str:
    """Let somebody write on a ticket; returns where that stands."""
    shop.admin("zendesk", f"tickets/{ticket}/comments", {"author": author, "body": body, **more})
    return f"comment {comments(shop, ticket)[-1]}"


def told(shop: Shop, ticket: int, comment: str, *, helpdesk: str = "shop", order: str = "10482") -> None:
    """Remember that a reply promised these days, and which order the ticket is about."""
    requester = shop.ticket(ticket)["requester_id"]
    now = datetime.now(UTC)
    promise = Promise(
        ticket, "WID-12", comment, now, WINDOW, None, Accuracy.CURRENT, NoticeKind.FIRST, requester_id=requester
    )
    with remembering(shop, helpdesk) as memory:
        memory.record({}, said=Said((promise,), (), (TicketOrder(ticket, order, requester),)))


@pytest.fixture
def proven(shop: Shop) -> tuple[Shop, int]:
    """Return a shop with a ticket on which a customer was told of a delay, and answered."""
    ticket = shop.customer(ASKED)
    shop.ready()
    shop.ok("sync")
    told(shop, ticket, say(shop, ticket, "agent", TOLD))
    say(shop, ticket, "agent", "INTERNAL: a difficult one", public=False)
    answer = say(shop, ticket, "customer", WAITS)
    say(shop, ticket, "customer", "Any news?")
    choice = Choice(ticket, "WID-12", "wait", datetime.now(UTC), answer, "en.wait")
    with remembering(shop) as memory:
        memory.record({}, said=Said((), (choice,)))
    return shop, ticket


def test_texts_are_the_helpdesks(proven: tuple[Shop, int]) -> None:
    """The reply and the answers are shown as they were sent; nothing internal is; nothing is written or kept."""
    shop, ticket = proven
    shop.writes()
    before = (shop.folder / "zendesk-bridge.db").read_bytes()
    ran = shop.ok("evidence", "--ticket", str(ticket), "--helpdesk", "shop")
    for words in (TOLD, WAITS, "Any news?", "10482", DAYS):
        assert words in ran.out
    assert "INTERNAL" not in ran.out
    assert shop.writes() == 0
    assert (shop.folder / "zendesk-bridge.db").read_bytes() == before


def test_json_is_whole_and_proves_itself(proven: tuple[Shop, int]) -> None:
    """A program gets all of it under one digest, with moments that have a zone."""
    shop, _ = proven
    found = shop.ok("evidence", "--order", "#10482", "--helpdesk", "shop", "--format", "json").json
    (ticket,) = found["evidence"]["tickets"]
    (item,) = ticket["items"]
    assert item["notices"][0]["text"] == {"state": "now", "text": TOLD, "cut": False}
    assert item["answers"][0]["choice"]["kind"] == "wait"
    assert [one["text"]["text"] for one in ticket["unread_answers"]] == ["Any news?"]
    assert item["promised_at_order"] == []
    assert all(datetime.fromisoformat(one["at"]).tzinfo for one in ticket["timeline"])
    text = json.dumps(found["evidence"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert found["digest"] == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_offline_asks_nobody(proven: tuple[Shop, int]) -> None:
    """Everything but the texts, and it is said; no call is made, and no secret is needed."""
    shop, ticket = proven
    shop.writes()
    ran = shop.ok("evidence", "--ticket", str(ticket), "--helpdesk", "shop", "--offline")
    assert TOLD not in ran.out
    assert "left out: the helpdesk was not asked (--offline)" in ran.out
    assert DAYS in ran.out
    assert sum(shop.calls("zendesk").values()) == 0


@pytest.mark.parametrize(
    ("path", "status", "code"), [("", 503, 75), ("/tickets/", 503, 3), ("/tickets/", 403, 3), ("/tickets/", 404, 3)]
)
def test_a_helpdesk_that_shows_nothing(proven: tuple[Shop, int], path: str, status: int, code: int) -> None:
    """What is remembered is shown, the reason is told, and the exit code says whether it is worth another try."""
    shop, ticket = proven
    shop.fault("zendesk", "GET", path, "status", status=status, to=None)
    ran = shop.run("evidence", "--ticket", str(ticket), "--helpdesk", "shop")
    shop.heal()
    assert ran.code == code, ran
    assert "The texts are left out" in ran.out
    assert DAYS in ran.out


@pytest.mark.parametrize("how", ["private", "deleted"])
def test_a_reply_that_is_no_more(proven: tuple[Shop, int], how: str) -> None:
    """A reply that was made private, or went with its ticket, is told as gone; its days are known all the same."""
    shop, ticket = proven
    if how == "private":
        reply = comments(shop, ticket)[1]
        shop.call("zendesk", "PUT", f"/api/v2/tickets/{ticket}/comments/{reply}/make_private.json")
    else:
        shop.admin("zendesk", f"tickets/{ticket}", {"deleted": True}, "PATCH")
    ran = shop.run("evidence", "--ticket", str(ticket), "--helpdesk", "shop", "--format", "json")
    assert ran.code == 3, ran
    notice = ran.json["evidence"]["tickets"][0]["items"][0]["notices"][0]
    assert notice["text"] == {"state": "gone", "text": None, "cut": False}
    assert notice["ship_window"] == {"from": str(WINDOW.first), "to": str(WINDOW.last)}
    assert not ran.json["ok"]


def test_an_order_on_several_tickets_and_helpdesks(proven: tuple[Shop, int]) -> None:
    """All tickets that name it, wherever they are; one that names another does not belong to it."""
    shop, ticket = proven
    others = [shop.customer("And my Blue Widget 12 oz?") for _ in range(3)]
    shop.ok("sync")
    for other, order in zip(others, ("10482", "10482", "10483"), strict=True):
        told(shop, other, "description", order=order)
    with remembering(shop, "shop-eu") as memory:
        memory.record({}, said=Said((), (), (TicketOrder(ticket, "10482"),)))
    found = shop.run("evidence", "--order", "10482", "--format", "json").json
    assert [(one["helpdesk"], one["ticket"]) for one in found["evidence"]["tickets"]] == [
        ("shop", ticket),
        ("shop", others[0]),
        ("shop", others[1]),
        ("shop-eu", ticket),
    ]


def test_a_number_that_two_helpdesks_have(proven: tuple[Shop, int]) -> None:
    """Two customers of two helpdesks are never put on one paper: it is asked which."""
    shop, ticket = proven
    ran = shop.run("evidence", "--ticket", str(ticket))
    assert ran.code == 1
    assert "--helpdesk shop or --helpdesk shop-eu" in ran.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--ticket", "999"], "Nothing is remembered of ticket 999."),
        (["--order", "999"], "Nothing is remembered of order 999."),
        (["--order", " # "], "--order is empty"),
        ([], "Say which one"),
        (["--ticket", "1", "--order", "1"], "Say which one"),
        (["--ticket", "1", "--helpdesk", "shpo"], "did you mean shop?"),
    ],
)
def test_what_is_not_known(quiet_shop: Shop, args: list[str], said: str) -> None:
    """A wrong number and a wrong name are answered with what to do; JSON refuses as JSON."""
    ran = quiet_shop.run("evidence", *args, "--format", "json")
    assert ran.code in {1, 2}
    assert said in ran.err
    assert ran.json["ok"] is False


def test_another_account_shows_no_text(proven: tuple[Shop, int]) -> None:
    """A ticket of the same number on another account is somebody else's: nothing of it is shown."""
    shop, ticket = proven
    text = (shop.folder / "config.yaml").read_text("utf-8")
    shop.write("config.yaml", text.replace(shop.box.zendesk_url, "sandbox"))
    ran = shop.run("evidence", "--ticket", str(ticket), "--helpdesk", "shop")
    assert ran.code == 3, ran
    assert "is another account now" in ran.out
    assert TOLD not in ran.out


def test_a_file_for_ones_own_eyes(proven: tuple[Shop, int]) -> None:
    """Customers' words are in it: nobody else may read it. An older one is replaced, and nothing else is."""
    shop, _ = proven
    for form in ("html", "json", "text"):
        file = shop.folder / f"evidence.{form}"
        for _ in range(2):
            shop.ok("evidence", "--order", "10482", "--format", form, "--output", str(file))
        assert TOLD in file.read_text("utf-8")
        assert file.stat().st_mode & 0o777 == 0o600
    ran = shop.run("evidence", "--order", "10482", "--output", str(shop.folder / "config.yaml"))
    assert ran.code == 2
    assert "is there and no evidence" in ran.err
    assert "helpdesks:" in (shop.folder / "config.yaml").read_text("utf-8")


def test_midnight_in_another_zone(proven: tuple[Shop, int]) -> None:
    """The day of a notice is the shop's."""
    shop, ticket = proven
    shop.swap("config.yaml", "timezone: UTC", "timezone: Pacific/Auckland")
    at = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
    promise = Promise(ticket, "LAMP-3", "description", at, WINDOW, None, Accuracy.CURRENT, NoticeKind.FIRST)
    with remembering(shop) as memory:
        memory.record({}, said=Said((promise,)))
    ran = shop.run("evidence", "--ticket", str(ticket), "--helpdesk", "shop", "--offline")
    assert (at + timedelta(hours=13)).strftime("%Y-%m-%d %H:%M NZDT") in ran.out
