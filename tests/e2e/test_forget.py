"""forget: what was said to and by one customer is gone, and the marks on their tickets stay right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from zendesk_bridge.core.macros.window import words
from zendesk_bridge.core.model import Choice, Said, ShipWindow
from zendesk_bridge.state import open_state

Shop = Any  # a class in conftest.py, which a test cannot import
ASKED = "Where is order #10482? I bought the Blue Widget 12 oz."


def promises(shop: Shop, ticket: int, helpdesk: str = "shop") -> list[str]:
    """Return the windows that are remembered as told on a ticket."""
    found = shop.ok("promises", "--ticket", str(ticket), "--helpdesk", helpdesk, "--format", "json").json
    return [row["ship_window"] and row["ship_window"]["to"] for row in found["promises"]]


def say(shop: Shop, ticket: int, author: str, body: str) -> None:
    """Let somebody write on a ticket."""
    shop.admin("zendesk", f"tickets/{ticket}/comments", {"author": author, "body": body})


@pytest.fixture
def told(shop: Shop) -> tuple[Shop, int, int]:
    """Return a shop, a ticket on which a customer was told a window and chose to wait, and whose it is."""
    ticket = shop.customer(ASKED)
    shop.ready()
    shop.ok("sync")
    window = words(ShipWindow(shop.dates["from"], shop.dates["to"]), "en_US", shop.dates["next"])
    say(shop, ticket, "agent", f"Your Blue Widget 12 oz ships {window}.")
    shop.ok("sync")
    requester = int(shop.ticket(ticket)["requester_id"])
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    for known in state.accounts():
        memory = state.memory(known.row)
        (promise,) = memory.promises([ticket])[ticket]
        choice = Choice(ticket, "WID-12", "wait", promise.at, "comment 9", "en.wait", requester_id=promise.requester_id)
        memory.record({}, said=Said((), (choice,)))
    state.close()
    return shop, ticket, requester


def test_nothing_is_left_and_nothing_breaks(told: tuple[Shop, int, int]) -> None:
    """Counts and tickets are told; the next runs write and hear nothing, and take our tags off when it is time."""
    shop, ticket, requester = told
    tags = shop.tags(ticket)
    shop.writes()
    args = ["forget", "--customer", str(requester), "--helpdesk", "shop", "--yes", "--format", "json"]
    done = shop.ok(*args).json
    assert (done["promises"], done["answers"], done["orders"], done["tickets"]) == (1, 1, 1, [ticket])
    assert promises(shop, ticket) == []
    assert shop.ok(*args).json["tickets"] == []
    assert shop.ok("evidence", "--ticket", str(ticket), "--helpdesk", "shop", "--offline").code == 0
    for _ in range(2):
        shop.ok("sync")
    assert shop.writes() == 0
    assert shop.tags(ticket) == tags
    assert promises(shop, ticket) == []
    assert promises(shop, ticket, "shop-eu") == [str(shop.dates["to"])]
    assert "nothing differs" in shop.ok("state", "rebuild", "--dry-run").out
    shop.facts("WID-12")
    shop.ok("sync")
    assert {tag for tag in shop.tags(ticket) if tag.startswith("backorder")} == {"backorder_resolved"}


def orders(shop: Shop, ticket: int) -> int:
    """Return how many orders are remembered of a ticket."""
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    try:
        return sum(len(state.memory(known.row).orders([ticket])) for known in state.accounts())
    finally:
        state.close()


def test_what_was_said_stays_forgotten_and_what_is_said_is_heard(told: tuple[Shop, int, int]) -> None:
    """Listings that overlap, a conversation read whole and a search of the past bring nothing back; a new reply is."""
    shop, ticket, requester = told
    for helpdesk in ("shop", "shop-eu"):
        shop.ok("forget", "--customer", str(requester), "--helpdesk", helpdesk, "--yes")
    say(shop, ticket, "customer", "Thank you. By the way, it is order #10482.")
    shop.swap("macros/backorders.yaml", "aliases: [harbor lamp]", "aliases: [harbor lamp, blue lamp]")
    shop.ok("sync")
    assert promises(shop, ticket) == promises(shop, ticket, "shop-eu") == []
    assert orders(shop, ticket) == 0
    shop.admin("zendesk", "clock", {"advance_seconds": 60})
    window = words(ShipWindow(shop.dates["from"], shop.dates["to"]), "en_US", shop.dates["next"])
    say(shop, ticket, "agent", f"As I said, your Blue Widget 12 oz ships {window}.")
    shop.ok("sync")
    assert promises(shop, ticket) == promises(shop, ticket, "shop-eu") == [str(shop.dates["to"])]


def test_a_forgotten_account_is_read_anew(told: tuple[Shop, int, int]) -> None:
    """Who forgets the account as well forgets what kept its replies away, and the help says so."""
    shop, ticket, requester = told
    shop.ok("forget", "--customer", str(requester), "--helpdesk", "shop", "--yes")
    shop.ok("state", "forget", "shop", "--yes")
    shop.ok("sync")
    assert promises(shop, ticket) == [str(shop.dates["to"])]


def test_tags_that_follow_from_what_was_said_come_off(told: tuple[Shop, int, int]) -> None:
    """Nobody knows any more that this customer was told another window: the tag that says so goes."""
    shop, ticket, requester = told
    config = (shop.folder / "config.yaml").read_text("utf-8")
    alone = config[: config.index("  shop-eu:")] + config[config.index("backorders:") :]  # one ticket, one helpdesk
    shop.write("config.yaml", alone + "followups: {settle: 0s}\n")
    shop.facts(to=shop.dates["to"] + timedelta(days=366))
    shop.ok("sync")
    shop.ok("sync")
    assert "backorder_window_moved" in shop.tags(ticket)
    shop.ok("forget", "--customer", str(requester), "--helpdesk", "shop", "--yes")
    shop.ok("sync")
    assert "backorder_window_moved" not in shop.tags(ticket)
    assert "backorder" in shop.tags(ticket)


def test_it_is_shown_first_and_asked(told: tuple[Shop, int, int]) -> None:
    """What is lost is said before anything else; a dry run, and nobody's answer, forget nothing."""
    shop, ticket, requester = told
    args = ["forget", "--customer", str(requester), "--helpdesk", "shop"]
    before = (shop.folder / "zendesk-bridge.db").read_bytes()
    shown = shop.ok(*args, "--dry-run")
    assert shown.out.startswith("This is evidence: once it is forgotten")
    assert f"1 promise, 1 answer, 1 order, on ticket #{ticket}." in shown.out
    assert (shop.folder / "zendesk-bridge.db").read_bytes() == before
    ran = shop.run(*args)
    assert ran.code == 1
    assert "This is evidence" in ran.err
    assert promises(shop, ticket)


def test_a_number_that_two_helpdesks_gave_out(told: tuple[Shop, int, int]) -> None:
    """Two people are never forgotten for one: it is asked whose number it is."""
    shop, _, requester = told
    ran = shop.run("forget", "--customer", str(requester), "--yes")
    assert ran.code == 2
    assert "--helpdesk shop or --helpdesk shop-eu" in ran.err


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--customer", "999"], 0, "Nothing is remembered of customer 999."),
        (["--customer", "0", "--yes"], 2, "--customer"),
        (["--customer", "alex@example.com"], 2, "--customer"),
        (["--yes"], 2, "--customer"),
        (["--customer", "1", "--helpdesk", "shpo", "--yes"], 2, "There is no account 'shpo'"),
    ],
)
def test_what_is_not_known(quiet_shop: Shop, args: list[str], code: int, said: str) -> None:
    """Who is not known is forgotten already; a customer is a number, never an address."""
    ran = quiet_shop.run("forget", *args)
    assert ran.code == code
    assert said in ran.out + ran.err
