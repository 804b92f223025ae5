"""From an agent's reply to who was told what, and how right it was: on both helpdesks, through the runs that write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

NAMES = {"zendesk": "shop", "freshdesk": "shop-eu"}


def groups(shop, face: str) -> dict[int, str]:
    """Return the groups of a helpdesk by id."""
    rows = shop.get(face, "/api/v2/groups.json")["groups"] if face == "zendesk" else shop.get(face, "/api/v2/groups")
    return {row["id"]: row["name"] for row in rows}


def assign(shop, face: str, number: int, group: int) -> None:
    """Give a ticket to a group."""
    if face == "zendesk":
        shop.call(face, "PUT", f"/api/v2/tickets/{number}.json", json={"ticket": {"group_id": group}})
    else:
        shop.call(face, "PUT", f"/api/v2/tickets/{number}", json={"group_id": group})


def asked_for_groups(shop, face: str) -> int:
    """Return how often a helpdesk was asked for its groups since this was asked last."""
    count = sum(count for call, count in shop.calls(face).items() if "groups" in call)
    shop.writes()
    return count


@pytest.mark.parametrize("face", NAMES)
def test_a_reply_is_told_with_its_team(shop, face: str) -> None:
    """What the agent wrote by hand is judged, and found by item, ticket and team; the team's name is asked for once."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    triage = ("triage", "--helpdesk", NAMES[face])
    shop.ok(*triage)
    shop.admin("zendesk", "clock", {"advance_seconds": 60})
    group, name = next(iter(groups(shop, face).items()))
    assign(shop, face, number, group)
    right = f"Your blue widget ships between {shop.dates['from']} and {shop.dates['to']}."
    wrong = f"Your blue widget ships on {shop.dates['to'] + timedelta(days=1500)}."
    for body in (right, wrong):
        reply = {"author": "agent", "body": body, "public": True}
        shop.admin("zendesk", f"tickets/{number}/comments", reply)
    asked_for_groups(shop, face)
    shop.ok(*triage)
    assert asked_for_groups(shop, face) == 1
    found = shop.ok("promises", "--sku", "WID-12", "--ticket", str(number), "--format", "json").json["promises"]
    assert sorted(one["accuracy"] for one in found) == ["current", "invented"]
    assert {(one["helpdesk"], one["team_name"]) for one in found} == {(NAMES[face], name)}
    assert {one["link"] for one in found} == {found[0]["link"]}
    assert found[0]["link"].endswith(f"/tickets/{number}")
    told = shop.ok("report", "consistency", "--format", "json").json
    assert (told["replies"], told["share_right"]) == (2, 0.5)
    assert [(row["sku"], row["team_name"], row["replies"]) for row in told["rows"]] == [("WID-12", name, 2)]
    assert f"{number}" in shop.ok("report", "consistency").out.splitlines()[-1]
    shop.customer("And my blue widget?")
    shop.ok(*triage)
    assert asked_for_groups(shop, face) == 0


def test_an_agent_who_knows_of_a_change_before_the_job_does_is_right(shop) -> None:
    """Between the edit of a window and the run that reads it, the new one and what the macros say still are right."""
    shop.ready()
    early, usual = (
        shop.customer("Where is my blue widget?", requester={"email": f"{name}@example.com"}) for name in ("a", "b")
    )
    shop.ok("sync")
    old = dict(shop.dates)
    moved = {name: old[name] + timedelta(9) for name in ("from", "to")}
    shop.facts(**moved)
    shop.admin("zendesk", "clock", {"advance_seconds": 60})
    for number, window in ((early, moved), (usual, old)):
        body = f"Your blue widget ships between {window['from']} and {window['to']}."
        shop.admin("zendesk", f"tickets/{number}/comments", {"author": "agent", "body": body, "public": True})
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5), tick=True):
        shop.ok("sync")
        found = shop.ok("promises", "--helpdesk", "shop", "--format", "json").json["promises"]
    assert {one["ticket"]: one["accuracy"] for one in found} == {early: "current", usual: "current"}
