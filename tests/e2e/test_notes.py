"""A note for the agent, when the admin wants one."""

from datetime import timedelta

import pytest


def words(when):
    """Return the day as English text has it."""
    return f"{when:%B} {when.day}"


@pytest.mark.parametrize("helpdesk", ["shop", "shop-eu"])
def test_private_note(shop, helpdesk):
    """With notes on, one private note tells the agent what customers are told, once for each window.

    Where the state was lost, the note that is there is found by its marker.
    """
    shop.configure(triage="{note: true}")
    shop.ready()
    number = shop.customer("Where is my blue widget?")

    def notes() -> list[str]:
        shop.ok("triage", "--helpdesk", helpdesk)
        comments = shop.get("zendesk", f"/api/v2/tickets/{number}/comments.json")["comments"]
        return [item["body"] for item in comments if not item["public"]]

    assert len(notes()) == 1
    (note,) = notes()
    assert "Blue Widget 12 oz" in note
    assert words(shop.dates["from"]) in note
    shop.lose_state()
    assert notes() == [note]
    shop.facts(to=shop.dates["to"] + timedelta(days=1))
    assert len(notes()) == 2
    assert len(notes()) == 2
