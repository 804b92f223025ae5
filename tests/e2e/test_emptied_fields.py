"""What becomes of a ticket's field that an agent empties."""

from __future__ import annotations

import pytest


def put(shop, face, number, text):
    """Let an agent write into the field of the ship window."""
    if face == "freshdesk":
        body = {"custom_fields": {"cf_backorder_ship_window": text}}
        shop.call(face, "PUT", f"/api/v2/tickets/{number}", json=body)
        return
    fields = shop.get(face, "/api/v2/ticket_fields.json")["ticket_fields"]
    field = next(field for field in fields if field["title"] == "Backorder ship window")
    body = {"ticket": {"custom_fields": [{"id": field["id"], "value": text}]}}
    shop.call(face, "PUT", f"/api/v2/tickets/{number}.json", json=body)


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
@pytest.mark.parametrize("words", ["", "Friday, I called them"], ids=["at once", "after own words"])
def test_an_emptied_field_is_filled_by_the_next_run(shop, face, words):
    """Who takes text out of a field of ours, also words of their own, finds today's there after the next run."""
    shop.ready()
    number = shop.customer("When does the harbor lamp ship?")
    shop.ok("sync")
    window = shop.fields(face, number)["Backorder ship window"]
    if words:
        put(shop, face, number, words)
        shop.ok("sync")
        assert shop.fields(face, number)["Backorder ship window"] == words
    put(shop, face, number, "")
    shop.ok("sync")
    assert shop.fields(face, number)["Backorder ship window"] == window
    shop.writes()
    shop.ok("sync")
    assert not shop.writes()
