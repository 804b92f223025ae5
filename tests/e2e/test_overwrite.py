"""`--overwrite all` makes everything right at once."""

from __future__ import annotations

from datetime import timedelta

import pytest


def put(shop, face, number, body):
    """Let a person change a macro in the portal."""
    path = f"/api/v2/macros/{number}.json" if face == "zendesk" else f"/api/v2/canned_responses/{number}"
    shop.call(face, "PUT", path, json={"macro": body} if face == "zendesk" else body)


def edit_text(shop):
    """Other words."""
    put(
        shop,
        "zendesk",
        shop.macros()["Backorder::Delay update"]["id"],
        {"actions": [{"field": "status", "value": "open"}]},
    )
    put(shop, "freshdesk", shop.canned()["Backorder::Delay update"]["id"], {"content_html": "By hand"})


def swap_titles(shop):
    """Two macros under each other's title."""
    one, two = (shop.macros()[f"Backorder::{name}"]["id"] for name in ("Delay update", "Blue Widget 12 oz"))
    put(shop, "zendesk", one, {"title": "Backorder::Blue Widget 12 oz"})
    put(shop, "zendesk", two, {"title": "Backorder::Delay update"})


def deactivate(shop):
    """Out of sight."""
    put(shop, "zendesk", shop.macros()["Backorder::Delay update"]["id"], {"active": False})


def restrict(shop):
    """For a group alone."""
    group = next(iter(shop.get("zendesk", "/api/v2/groups.json")["groups"]))["id"]
    put(
        shop,
        "zendesk",
        shop.macros()["Backorder::Delay update"]["id"],
        {"restriction": {"type": "Group", "ids": [group]}},
    )


def delete(shop):
    """Gone."""
    shop.call("zendesk", "DELETE", f"/api/v2/macros/{shop.macros()['Backorder::Delay update']['id']}.json")


def clone(shop):
    """A second one with our marker, and the first deleted."""
    old = shop.macros()["Backorder::Delay update"]
    made = {key: old[key] for key in ("actions", "description", "restriction")} | {"title": "Copy"}
    shop.call("zendesk", "POST", "/api/v2/macros.json", json={"macro": made})
    shop.call("zendesk", "DELETE", f"/api/v2/macros/{old['id']}.json")


def personal(shop):
    """Somebody's own."""
    agent = next(one["id"] for one in shop.get("zendesk", "/api/v2/users.json?role[]=agent")["users"])
    put(shop, "zendesk", shop.macros()["Backorder::Delay update"]["id"], {"restriction": {"type": "User", "id": agent}})


EDITS = [edit_text, swap_titles, deactivate, restrict, delete, clone, personal]


@pytest.mark.parametrize("edit", EDITS)
def test_overwriting_all_leaves_no_write_for_the_next_run(shop, edit):
    """Whatever people did to our macros, one run with `--overwrite all` ends it."""
    shop.ready()
    edit(shop)
    shop.facts(to=shop.dates["to"] + timedelta(days=3))
    ran = shop.run("sync", "--overwrite", "all")
    assert ran.code == 0, ran
    shop.writes()
    again = shop.run("sync")
    assert (again.code, shop.writes()) == (0, 0), again
