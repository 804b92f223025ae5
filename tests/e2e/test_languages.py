"""One macro, any language, on both helpdesks: no reply is half in one language, and none has a hole."""

import pytest

from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Marker

FACES = ("zendesk", "freshdesk")
TITLE = "Backorder::Late"

LATE = """\
key: late
title: "Backorder::Late"
reply: |
  Hi {{ customer.first_name }},

  {{ backorder.delay }} Shipping: **{{ backorder.ship_window }}**
locales:
  de:
    reply: |
      Guten Tag {{ customer.first_name }},

      {{ backorder.delay }} Versand: **{{ backorder.ship_window }}**
"""

BACK = """\
key: back
title: "Backorder::Back"
reply: |
  Hi {{ customer.first_name }},

  We have your {{ backorder.back_in_stock }} again.
fallback: |
  Hi {{ customer.first_name }}, we have it again.
"""

KARL = {"email": "k@example.com", "name": "Karl Kurz", "locale": "de"}


def reply(shop, face, number, title=TITLE):
    """Return what an agent's composer holds after applying a macro."""
    if face == "zendesk":
        path = f"/api/v2/tickets/{number}/macros/{shop.macros()[title]['id']}/apply.json"
        return html_to_text(shop.get(face, path)["result"]["ticket"]["comment"]["html_body"])
    path = f"/api/_/tickets/{number}/canned_responses/{shop.canned()[title]['id']}"
    return html_to_text(shop.get(face, path)["body_html"])


@pytest.fixture
def speaking(shop):
    """A shop whose one macro per ticket speaks two languages."""
    shop.write("macros/delay-update.yaml", LATE)
    shop.write("macros/back.yaml", BACK)
    return shop


def test_a_ticket_that_is_decided_on_again_keeps_its_language(speaking):
    """An agent was faster, and the second reading does not tell the customer's language: the listing told it."""
    speaking.ready()
    german = speaking.customer("Wo bleibt WID-12?", requester=KARL)
    speaking.fault("zendesk", "GET", "show_many", "before_write", ticket=german, changes={"status": "pending"})
    speaking.fault("zendesk", "GET", "show_many", "rewrite", find="^de$", replace="")
    speaking.ok("triage", "--helpdesk", "shop")
    assert "Versand" in reply(speaking, "zendesk", german)


def test_one_macro_answers_in_the_language_of_the_ticket(speaking):
    """The same macro is German on a German customer's ticket and English on the other; no language has two."""
    speaking.ready()
    german = speaking.customer("Wo bleibt WID-12?", requester=KARL)
    english = speaking.customer("Where is WID-12?")
    speaking.ok("sync")
    assert sum("Late" in title for title in speaking.macros()) == 1
    assert sum("Late" in title for title in speaking.canned()) == 1
    for face in FACES:
        text = reply(speaking, face, german)
        assert text.startswith("Guten Tag Karl,")
        assert "Der Versand des Artikels" in text
        assert "ship" not in text.lower()
        text = reply(speaking, face, english)
        assert text.startswith("Hi Alex,")
        assert "The shipment of your Blue Widget 12 oz is delayed: the supplier is late." in text
        assert "Versand" not in text


def test_a_ticket_that_is_not_marked_is_told_nothing_false(speaking):
    """No hole, no date and no item: the fallback where a reply can tell, a greeting where it cannot."""
    speaking.ready()
    number = speaking.customer("I want a red one.")
    speaking.ok("sync")
    assert "We are checking the ship date of your order." in reply(speaking, "zendesk", number)
    assert reply(speaking, "freshdesk", number).strip() == "Alex,"


def test_back_in_stock_names_the_item(speaking):
    """When the item is back the late reply is gone from the ticket, and the other names what is back."""
    speaking.ready()
    number = speaking.customer("Where is the harbor lamp?")
    speaking.ok("sync")
    speaking.facts("LAMP-3")
    speaking.ok("sync")
    for face in FACES:
        assert "We have your Harbor Desk Lamp again." in reply(speaking, face, number, "Backorder::Back")
        assert "Lamp" not in reply(speaking, face, number)
    speaking.writes()
    speaking.ok("sync")
    assert speaking.writes() == 0


def test_a_changed_reply_reaches_the_tickets_that_hold_it(speaking):
    """In Freshdesk the words stand on the tickets: an edited macro rewrites them, and then no more."""
    speaking.ready()
    number = speaking.customer("Where is WID-12?")
    speaking.ok("sync")
    speaking.swap("macros/delay-update.yaml", "Shipping: **", "Leaving us: **")
    speaking.ok("sync")
    for face in FACES:
        assert "Leaving us:" in reply(speaking, face, number)
    speaking.writes()
    speaking.ok("sync")
    assert speaking.writes() == 0


def test_a_new_macro_waits_for_its_field_and_holds_nothing_up(speaking):
    """A macro whose field is not there yet is named with the way out; tickets are marked and the others written."""
    speaking.ready()
    speaking.write("macros/more.yaml", LATE.replace("key: late", "key: more").replace("::Late", "::More"))
    number = speaking.customer("Where is WID-12?")
    ran = speaking.run("sync")
    assert ran.code == 3
    assert "no ticket field 'Backorder reply: more': run `zendesk-bridge setup`" in ran.err
    for face in FACES:
        assert "Blue Widget" in reply(speaking, face, number)
    assert "Backorder::More" in speaking.macros()
    assert "Backorder::More" not in speaking.canned()
    speaking.ok("setup", "--yes")
    speaking.ok("sync")
    for face in FACES:
        assert "Blue Widget" in reply(speaking, face, number, "Backorder::More")


def test_a_macro_for_each_language_gives_way_to_one_that_can_be_made(shop):
    """A reply that begins to read facts needs a field: until it is there, what it replaces stays as it is."""
    german = "locales: {de: {reply: 'Hallo {{ customer.name }},'}}\n"
    shop.write("macros/hello.yaml", f"key: hello\ntitle: 'Backorder::Hello'\nreply: 'Hello'\n{german}")
    shop.ready()
    assert {"Backorder::Hello", "Backorder (DE)::Hello"} <= shop.canned().keys()
    shop.swap("macros/hello.yaml", "reply: 'Hello'", "reply: '{{ backorder.delay }}'")
    assert shop.run("sync").code == 3
    assert {"Backorder::Hello", "Backorder (DE)::Hello"} <= shop.canned().keys()
    shop.ok("setup", "--yes")
    shop.ok("sync")
    assert "Backorder::Hello" in shop.canned()
    assert "Backorder (DE)::Hello" not in shop.canned()


def test_macros_of_an_older_release_are_retired(speaking):
    """What is ours for one language alone goes, and what somebody made by hand stays."""
    speaking.ready()
    for title, about in (("Backorder::Spät", str(Marker.of("main", "late.de"))), ("Backorder::Meins", "")):
        actions = [{"field": "comment_value_html", "value": "<p>Alt</p>"}]
        body = {"macro": {"title": title, "description": about, "actions": actions}}
        speaking.call("zendesk", "POST", "/api/v2/macros.json", json=body)
    speaking.ok("sync")
    assert "Backorder::Spät" not in speaking.macros()
    assert "Backorder::Meins" in speaking.macros()


def test_a_plan_says_what_becomes_of_the_agents_name(speaking):
    """A canned response knows the assigned agent alone: the admin reads that, with the macro that it is about."""
    speaking.swap("macros/back.yaml", "again.\nfallback", "again.\n\n  {{ agent.first_name }}\nfallback")
    speaking.ok("setup", "--yes")
    out = speaking.ok("plan", "--format", "json").json
    notes = {part["helpdesk"]: " ".join(part["notes"]) for part in out["helpdesks"]}
    assert "full name of whom the ticket is assigned to, and blank where nobody is (back)" in notes["shop-eu"]
    assert "full name" not in notes["shop"]


def test_items_with_options_of_their_own_have_a_line_each(speaking):
    """On both helpdesks the customer reads a line for each item, and not one long sentence."""
    speaking.swap("macros/delay-update.yaml", "{{ backorder.delay }} Shipping", "{{ backorder.choices }} Shipping")
    text = (speaking.folder / "macros/backorders.yaml").read_text()
    speaking.write("macros/backorders.yaml", text[::-1].replace("]lecnac ,tiaw[", "]lecnac[", 1)[::-1])
    speaking.ready()
    number = speaking.customer("Where is my Blue Widget 12 oz? And where is the harbor lamp?")
    speaking.ok("sync")
    for face in FACES:
        lines = [line.strip() for line in reply(speaking, face, number).split("\n")]
        assert "• Blue Widget 12 oz: wait or cancel for a full refund;" in lines
        assert lines[lines.index("• Blue Widget 12 oz: wait or cancel for a full refund;") + 1].startswith(
            "• Harbor Desk Lamp: cancel for a full refund. Shipping:"
        )
