"""promises and report consistency: who was told what, and how right it was, with no helpdesk asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from zendesk_bridge.core.model import Account, Accuracy, FactVersion, NoticeKind, Promise, Said, ShipWindow
from zendesk_bridge.state import open_state

NOW = datetime.now(UTC).replace(microsecond=0)
OLD = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
TOLD = Promise(
    4711,
    "WID-12",
    "comment 9001",
    NOW - timedelta(hours=1),
    OLD,
    date(2026, 11, 29),
    Accuracy.CURRENT,
    NoticeKind.FIRST,
    "0a1b2c3d",
    agent_id=31,
    team=7,
    requester_id=600,
)


def later(hours: float, **other: Any) -> Promise:
    """Return a promise made so many hours before this one, in a reply of its own."""
    return replace(TOLD, at=TOLD.at - timedelta(hours=hours), comment=f"comment {9001 + hours}", **other)


STALE = later(2, ticket_id=4712, accuracy=Accuracy.STALE, requester_id=601, next_update=None)
INVENTED = later(3, team=None, accuracy=Accuracy.INVENTED, window=ShipWindow(None, date(2026, 12, 24)), agent_id=None)
UNDATED = later(4, sku="LAMP-3", window=None, accuracy=Accuracy.UNDATED, kind=NoticeKind.FIRST_LONG)
UNPROVEN = later(24 * 20, accuracy=Accuracy.UNPROVEN, kind=NoticeKind.RENEWED)
OTHER = replace(TOLD, ticket_id=5, at=TOLD.at - timedelta(hours=1.5), comment="comment 1")


@pytest.fixture
def told_shop(quiet_shop):
    """Return a shop whose agents have made promises, on both helpdesks."""
    state = open_state(f"sqlite:///{quiet_shop.folder}/zendesk-bridge.db")
    shop = state.memory(state.register("shop", Account("zendesk", "https://a.zendesk.com", "1")).row)
    shop.record({}, said=Said((TOLD, STALE, INVENTED, UNDATED, UNPROVEN)))
    shop.save_teams({7: "Support"})
    other = state.memory(state.register("shop-eu", Account("freshdesk", "https://a.freshdesk.com")).row)
    other.record({}, said=Said((OTHER,)))
    gone = state.memory(state.register("gone", Account("zendesk", "https://b.zendesk.com", "2")).row)
    gone.record({}, said=Said((TOLD,)))
    state.save_fact_versions([FactVersion(sku, "", NOW, None) for sku in ("WID-12", "LAMP-3")])
    state.close()
    return quiet_shop


def comments(ran) -> list[str]:
    """Return the comments of the promises that a command shows as JSON."""
    return [one["comment"] for one in ran.json["promises"]]


def test_before_the_first_promise(quiet_shop) -> None:
    """Nothing is known, which is no failure; it is said which runs read replies, and no database is made."""
    for command in (["promises"], ["report", "consistency"]):
        ran = quiet_shop.ok(*command)
        assert "Agents' public replies are read by sync, watch and triage." in ran.out
        assert quiet_shop.ok(*command, "--format", "json").json["ok"] is True
    assert not list(quiet_shop.folder.glob("*.db"))


def test_who_was_told_what(told_shop) -> None:
    """A line for each reply, newest first, of all helpdesks in the config: when, where, what, its worth, by whom."""
    lines = told_shop.ok("promises").out.splitlines()
    assert len(lines) == 6
    when = f"{TOLD.at:%Y-%m-%d %H:%M}"
    what = "ships 2026-12-01 to 2026-12-05, next update 2026-11-29"
    assert [cell.strip() for cell in lines[0].split("  ") if cell] == [
        when,
        "shop #4711",
        "WID-12",
        what,
        "right",
        "first notice",
        "agent 31 (Support), comment 9001",
        f"{told_shop.url('zendesk')}/agent/tickets/4711",
    ]
    assert "shop-eu #5 " in lines[1]
    assert "(team 7), comment 1" in lines[1]
    assert "invented" in lines[3]
    assert "an agent, comment 9004" in lines[3]
    assert "no day, next update 2026-11-29" in lines[4]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ([], [9001, 1, 9003, 9004, 9005, 9481]),
        (["--sku", "LAMP-3"], [9005]),
        (["--ticket", "4712"], [9003]),
        (["--customer", "601"], [9003]),
        (["--helpdesk", "shop-eu"], [1]),
        (["--since", "4h"], [9001, 1, 9003]),
        (["--since", "30d", "--sku", "WID-12"], [9001, 1, 9003, 9004, 9481]),
        (["--since", f"{NOW - timedelta(days=3):%Y-%m-%d}", "--helpdesk", "shop"], [9001, 9003, 9004, 9005]),
        (["--ticket", "99"], []),
        (["--limit", "2"], [9001, 1]),
    ],
)
def test_promises_that_are_asked_for(told_shop, asked: list[str], found: list[int]) -> None:
    """By item, ticket, customer, helpdesk and time; a limit that leaves some out says so."""
    ran = told_shop.ok("promises", *asked, "--format", "json")
    assert comments(ran) == [f"comment {number}" for number in found]
    assert ran.json["more"] is ("--limit" in asked)


def test_a_promise_as_json(told_shop) -> None:
    """Ids, days and worth, and none of an agent's or a customer's words."""
    assert told_shop.ok("promises", "--limit", "1", "--format", "json").json["promises"] == [
        {
            "helpdesk": "shop",
            "ticket": 4711,
            "sku": "WID-12",
            "at": TOLD.at.isoformat(),
            "comment": "comment 9001",
            "agent": 31,
            "by": "agent",
            "wave": None,
            "approved_by": [],
            "team": 7,
            "team_name": "Support",
            "customer": 600,
            "ship_window": {"from": "2026-12-01", "to": "2026-12-05"},
            "next_update": "2026-11-29",
            "accuracy": "current",
            "kind": "first",
            "version": "0a1b2c3d",
            "link": f"{told_shop.url('zendesk')}/agent/tickets/4711",
        }
    ]


def test_the_sandbox_has_no_lasting_address(told_shop) -> None:
    """Its port is another one the next time: a ticket is told by its number alone."""
    text = (told_shop.folder / "config.yaml").read_text("utf-8")
    told_shop.write("config.yaml", text.replace(told_shop.url("zendesk"), "sandbox"))
    assert told_shop.ok("promises", "--limit", "1", "--format", "json").json["promises"][0]["link"] is None
    assert told_shop.ok("report", "consistency").out.splitlines()[-1].endswith("comment 9004 on shop #4711")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["promises", "--sku", "WID-1"], "did you mean WID-12?"),
        (["promises", "--helpdesk", "shpo"], "did you mean shop?"),
        (["promises", "--since", "yesterday"], "write 12h, 30d or 2026-11-01"),
        (["promises", "--ticket", "0"], "--ticket"),
        (["report", "consistency", "--helpdesk", "shpo"], "did you mean shop?"),
        (["report", "consistency", "--by", "agent"], "'agent'"),
    ],
)
def test_what_is_asked_for_wrongly(told_shop, args: list[str], said: str) -> None:
    """A slip of the pen is answered with what was meant."""
    ran = told_shop.run(*args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_how_right_replies_were(told_shop) -> None:
    """The share says of what it is one; a line for each item and team; and those that were not right."""
    out = told_shop.ok("report", "consistency", "--helpdesk", "shop").out
    day = f"{NOW - timedelta(days=30):%Y-%m-%d}"
    assert out.startswith(
        "Right: 33%: 1 of 3 replies that named a ship date and can be judged. "
        f"5 replies about late items since {day} in all; one about two items counts for each.\n"
    )
    rows = [line.split() for line in out.splitlines()]
    assert ["WID-12", "Support", "3", "1", "1", "0", "0", "1", "50%"] in rows
    assert ["WID-12", "no", "team", "1", "0", "0", "1", "0", "0", "0%"] in rows
    assert ["LAMP-3", "Support", "1", "0", "0", "0", "1", "0", "-"] in rows
    assert ["all", "5", "1", "1", "1", "1", "1", "33%"] in rows
    *_, stale, invented = out.splitlines()
    assert stale.endswith(
        "stale: WID-12 ships 2026-12-01 to 2026-12-05; agent 31 (Support), comment 9003 "
        f"on {told_shop.url('zendesk')}/agent/tickets/4712"
    )
    assert "invented: WID-12 ships by 2026-12-24, next update 2026-11-29; an agent, comment 9004 on " in invented


def test_replies_are_added_up_as_asked(told_shop) -> None:
    """By item alone over all helpdesks, or by team alone, with the helpdesk that it is of; in the time asked for."""
    by_item = told_shop.ok("report", "consistency", "--by", "sku", "--format", "json").json
    assert [(row["sku"], row["replies"], row["share_right"]) for row in by_item["rows"]] == [
        ("WID-12", 5, 0.5),
        ("LAMP-3", 1, None),
    ]
    assert (by_item["replies"], by_item["judged"], by_item["current"]) == (6, 4, 2)
    assert by_item["share_of"] == "replies that named a ship date and can be judged"
    assert [one["accuracy"] for one in by_item["inconsistent"]] == ["stale", "invented"]
    by_team = told_shop.ok("report", "consistency", "--by", "team", "--since", "1d", "--format", "json").json
    found = [(row["helpdesk"], row["team_name"], row["replies"]) for row in by_team["rows"]]
    assert found == [("shop", "Support", 3), ("shop", None, 1), ("shop-eu", "team 7", 1)]
    assert "shop-eu: team 7" in told_shop.ok("report", "consistency", "--by", "team").out


def test_looking_writes_nothing(told_shop) -> None:
    """The database and its folder are as they were."""
    before = {it.name: it.stat().st_mtime_ns for it in told_shop.folder.iterdir()}
    told_shop.ok("promises")
    told_shop.ok("report", "consistency")
    assert {it.name: it.stat().st_mtime_ns for it in told_shop.folder.iterdir()} == before
