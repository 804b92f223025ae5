"""The ready-made replies that confirm a customer's choice: sent by an agent, recorded by tag, on both helpdesks."""

from pathlib import Path

import pytest
from test_replies import FACES, NAMES, drafted, minute, recorded, send, waiting

MACROS = Path(__file__).parents[2] / "macros"
TITLES = {
    "wait": "Backorder::Customer waits",
    "swap": "Backorder::Customer swaps::Blue Widget 12 oz (WID-12)",
    "split": "Backorder::Customer takes the rest now",
}
OPTIONS = "[wait, {swap: {sku: WID-14, name: Green Widget 12 oz}}, split, cancel]"
STATUS = {"wait": "pending", "swap": "open", "split": "open"}


def confirmed(shop, face, kind):
    """Return a ticket whose customer was told of the late item and on which an agent has confirmed this choice."""
    for one in TITLES:
        shop.write(f"macros/choice-{one}.yaml", (MACROS / f"choice-{one}.yaml").read_text("utf-8"))
    shop.swap("macros/backorders.yaml", "options: [wait, cancel]\n    next", f"options: {OPTIONS}\n    next")
    number, triage = waiting(shop, face)
    send(shop, face, number, drafted(shop, face, number))
    shop.ok(*triage)
    minute(shop)
    if face == "zendesk":
        made = shop.macros()[TITLES[kind]]["id"]
        applied = shop.get(face, f"/api/v2/tickets/{number}/macros/{made}/apply.json")["result"]["ticket"]
        html = applied["comment"]["html_body"]
        asked = {"comment": {"html_body": html, "public": True}, "tags": applied["tags"], "status": applied["status"]}
        shop.call(face, "PUT", f"/api/v2/tickets/{number}.json", json={"ticket": asked})
    else:
        parts = TITLES[kind].split("::")  # a folder there has no folders in it
        made = next(item["id"] for title, item in shop.canned().items() if all(part in title for part in parts))
        html = shop.get(face, f"/api/_/tickets/{number}/canned_responses/{made}")["body_html"]
        send(shop, face, number, html)
        there = shop.get(face, f"/api/v2/tickets/{number}")["tags"]
        tags = {"tags": [*there, f"backorder_chose_{kind}"]}
        shop.call(face, "PUT", f"/api/v2/tickets/{number}", json=tags)
    shop.ok(*triage)
    return number, html


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("kind", TITLES)
def test_the_reply_that_confirms_a_choice_records_it(shop, face, kind):
    """On Zendesk by the tag that the macro sets, on Freshdesk by the one that the agent sets: once, for the item."""
    number, html = confirmed(shop, face, kind)
    shop.ok("triage", "--helpdesk", NAMES[face])
    [choice] = shop.ok("choices", "--format", "json").json["choices"]
    assert (choice["ticket"], choice["sku"], choice["choice"], choice["how"]) == (number, "WID-12", kind, "tag")
    assert "Blue Widget 12 oz" in html
    assert ("Green Widget 12 oz" in html) == (kind == "swap")
    if face == "zendesk":
        ticket = shop.ticket(number)
        assert ticket["status"] == STATUS[kind]
        assert not {"backorder_window_moved", "backorder_followup_due"} & set(ticket["tags"])


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("kind", TITLES)
def test_what_still_ships_late_is_promised_with_the_choice(shop, face, kind):
    """Who waits, or gets the rest ahead, was told the window and the next word a second time; who swaps was not."""
    confirmed(shop, face, kind)
    told = [(one.window.first, one.window.last, one.next_update, one.accuracy) for one in recorded(shop, face)]
    expected = (shop.dates["from"], shop.dates["to"], shop.dates["next"], "current")
    assert told == [expected] * (1 if kind == "swap" else 2)
