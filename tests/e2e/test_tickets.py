"""Tickets that mention a late item, from the customer's words to the agent's composer, over real HTTP."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from zendesk_bridge.core.fields import FACTS

FACES = ("zendesk", "freshdesk")


def day(ahead):
    """Return the day that lies this many days ahead."""
    return datetime.now(UTC).date() + timedelta(days=ahead)


def words(when):
    """Return the day as English text has it."""
    return f"{when:%B} {when.day}"


def tells(text, when):
    """Tell whether the text names this day: December 1 is not in December 12."""
    return re.search(rf"{words(when)}\b", text) is not None


def test_mention_is_marked_and_filled(shop):
    """A ticket that names a late item gets both tags and every field, on both helpdesks; another gets nothing."""
    shop.ready()
    late = shop.customer("Hi, where is my blue widget? Ordered weeks ago.")
    other = shop.customer("Please send an invoice for my green widget.")
    shop.ok("sync")
    assert shop.tags(late) == {"backorder", "backorder_wid_12"}
    assert shop.tags(other) == set()
    for face in FACES:
        fields = shop.fields(face, late)
        assert fields["Backorder items"] == "Blue Widget 12 oz"
        assert words(shop.dates["from"]) in fields["Backorder ship window"]
        assert words(shop.dates["next"]) in fields["Backorder next update"]
        assert "Blue Widget 12 oz" in fields["Backorder message"]
        assert set(shop.fields(face, other).values()) == {""}


def test_second_sync_writes_nothing(shop):
    """The second run makes no writing request at all, though it reads our own changes."""
    shop.ready()
    for number in range(5):
        shop.customer(f"Where is WID-12? ({number})")
    shop.ok("sync")
    shop.writes()
    shop.ok("sync")
    shop.ok("sync")
    assert shop.writes() == 0


def test_the_reply_an_agent_gets(shop):
    """Applying the macro on a marked ticket gives the same reply with the current window on both helpdesks."""
    shop.ready()
    number = shop.customer("Where is my Blue Widget?")
    shop.ok("sync")
    macro = shop.macros()["Backorder::Delay update"]
    canned = shop.canned()["Backorder::Delay update"]
    comment = shop.get("zendesk", f"/api/v2/tickets/{number}/macros/{macro['id']}/apply.json")["result"]["ticket"][
        "comment"
    ]
    composer = shop.get("freshdesk", f"/api/_/tickets/{number}/canned_responses/{canned['id']}")
    for reply in (comment["html_body"], composer["body_html"]):
        assert "Hi Alex" in reply
        assert "Blue Widget 12 oz" in reply
        assert words(shop.dates["from"]) in reply
        assert "{" not in reply


def test_comments_count_and_agents_do_not(shop):
    """A customer's later comment is heard; an agent's reply and quoted history are not."""
    shop.ready()
    heard = shop.customer("Where is my order?")
    quoted = shop.customer(
        "Thanks!\n\nOn Mon, Nov 2, 2026 at 9:00 AM Support <s@example.com> wrote:\n> your blue widget is late"
    )
    agent = shop.customer("Where is my other order?")
    shop.ok("sync")
    assert not shop.tags(heard)
    shop.admin(
        "zendesk", f"tickets/{heard}/comments", {"author": "customer", "body": "It is the harbor lamp.", "public": True}
    )
    shop.admin(
        "zendesk", f"tickets/{agent}/comments", {"author": "agent", "body": "Do you mean WID-12?", "public": True}
    )
    shop.ok("sync")
    assert "backorder_lamp_3" in shop.tags(heard)
    assert not shop.tags(quoted)
    assert not shop.tags(agent)


def test_two_items_in_one_ticket(shop):
    """A ticket about two late items names both."""
    shop.ready()
    number = shop.customer("Neither the blue widget nor the harbor lamp has come.")
    shop.ok("sync")
    assert {"backorder_wid_12", "backorder_lamp_3"} <= shop.tags(number)
    assert "Blue Widget 12 oz" in shop.fields("freshdesk", number)["Backorder items"]
    assert "Harbor Desk Lamp" in shop.fields("freshdesk", number)["Backorder items"]


def test_late_today_marks_yesterdays_tickets(shop):
    """An item that becomes late marks the open tickets of the look-back that mention it, also in comments."""
    shop.facts("LAMP-3")
    shop.ready()
    first = shop.customer("When does the harbor lamp ship?")
    second = shop.customer("A question.")
    shop.admin("zendesk", f"tickets/{second}/comments", {"author": "customer", "body": "About LAMP-3.", "public": True})
    shop.ok("sync")
    assert not shop.tags(first) | shop.tags(second)
    shop.facts()
    shop.ok("sync")
    assert "backorder_lamp_3" in shop.tags(first)
    assert "backorder_lamp_3" in shop.tags(second)


def test_window_moved(shop):
    """Every open ticket that carried the old window tells the new one; that it moved, nobody was told who must hear."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    later = {key: when + timedelta(days=40) for key, when in shop.dates.items() if key != "next"}
    shop.facts(**later)
    shop.ok("sync")
    assert "backorder_window_moved" not in shop.tags(number)
    for face in FACES:
        fields = " ".join(shop.fields(face, number).values())
        assert words(later["to"]) in fields or str(later["to"].day) in fields
        assert not tells(fields, shop.dates["from"])
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0


def test_item_back(shop):
    """When the item is back our marks come off, a resolved tag comes on, and an agent's tag stays."""
    shop.ready()
    number = shop.customer("Where is the harbor lamp?", tags=["vip"])
    shop.ok("sync")
    shop.facts("LAMP-3")
    shop.ok("sync")
    assert shop.tags(number) == {"vip", "backorder_resolved"}
    for face in FACES:
        assert set(shop.fields(face, number).values()) == {""}


@pytest.mark.parametrize("edit", [{"status": "closed"}, {"spam": True}, {"deleted": True}, {"status": "solved"}])
def test_out_of_reach_tickets_are_skipped(shop, edit):
    """Closed, spam, deleted and solved tickets are not written."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.admin("zendesk", f"tickets/{number}", edit, method="PATCH")
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0


def test_solved_ticket_wakes_up_with_the_current_window(shop):
    """A marked ticket that was solved while its window moved is refreshed as soon as the customer reopens it."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    shop.admin("zendesk", f"tickets/{number}", {"status": "solved"}, method="PATCH")
    later = {key: when + timedelta(days=40) for key, when in shop.dates.items() if key != "next"}
    shop.facts(**later)
    shop.ok("sync")
    assert words(shop.dates["from"]) in shop.fields("zendesk", number)["Backorder ship window"]
    shop.admin("zendesk", f"tickets/{number}", {"status": "open"}, method="PATCH")
    shop.ok("sync")
    for face in FACES:
        assert not tells(shop.fields(face, number)["Backorder ship window"], shop.dates["from"])


def test_requesters_language(shop):
    """A German customer's fields are German where a German macro exists."""
    text = (shop.folder / "macros/delay-update.yaml").read_text()
    german = 'locales: {de: {title: "Backorder::Verspätung", reply: "Guten Tag, {{ backorder.message }}"}}\n'
    shop.write("macros/delay-update.yaml", text + german)
    shop.ready()
    number = shop.customer(
        "Wo bleibt WID-12?", requester={"email": "k@example.com", "name": "Karl Kurz", "locale": "de"}
    )
    other = shop.customer("Where is WID-12?")
    shop.ok("sync")
    for face in FACES:
        german_text = shop.fields(face, number)["Backorder options"]
        assert german_text != shop.fields(face, other)["Backorder options"]
        assert "warten" in german_text


@pytest.mark.parametrize(
    ("face", "method", "path"), [("zendesk", "PUT", "update_many"), ("freshdesk", "GET", r"/tickets/\d+$")]
)
def test_an_agents_tag_between_read_and_write_survives(shop, face, method, path):
    """What an agent adds after our scan and before our write is still there afterwards, on both helpdesks."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    changes = {"add_tags": ["agent_was_here"]}
    fault = {
        "face": face,
        "method": method,
        "path": path,
        "effect": "before_write",
        "ticket": number,
        "changes": changes,
    }
    shop.admin(face, "faults", fault)
    name = "shop" if face == "zendesk" else "shop-eu"
    shop.ok("triage", "--helpdesk", name)
    assert shop.tags(number) == {"agent_was_here", "backorder", "backorder_wid_12"}


@pytest.mark.parametrize(("face", "look"), [("zendesk", "show_many"), ("freshdesk", r"/tickets/\d+$")])
def test_an_agent_who_solves_a_ticket_before_our_write_is_not_overtaken(shop, face, look):
    """What was decided on a ticket as listed is decided again where somebody was faster: a solved one is left alone."""
    shop.ready()
    solved, other = (shop.customer("Where is my blue widget?") for _ in range(2))
    shop.fault(face, "GET", look, "before_write", ticket=solved, changes={"status": "solved"})
    name = "shop" if face == "zendesk" else "shop-eu"
    ran = shop.ok("triage", "--helpdesk", name)
    assert "1 written" in ran.out
    assert (shop.tags(solved), "backorder_wid_12" in shop.tags(other)) == (set(), True)
    shop.admin(face, f"tickets/{solved}", {"status": "open"}, "PATCH")
    shop.ok("triage", "--helpdesk", name)
    assert "backorder_wid_12" in shop.tags(solved)


def test_a_ticket_that_somebody_keeps_changing(shop):
    """One whose tags never stay is decided on three times, then told as failed; the next run writes it."""
    shop.ready()
    shop.writes()
    restless, other = (shop.customer("Where is my blue widget?") for _ in range(2))
    path = rf"/tickets/{restless}$"
    shop.fault("freshdesk", "PUT", path, "alter", to=None, values={"tags": ["a_rule_of_theirs"]})
    ran = shop.run("triage", "--helpdesk", "shop-eu")
    assert ran.code == 3
    assert f"#{restless}" in ran.out
    assert "somebody or something else keeps changing it" in ran.out
    assert sum(count for call, count in shop.calls("freshdesk").items() if call.startswith("PUT")) == 3 + 1
    assert "backorder_wid_12" in shop.tags(other)
    shop.heal()
    shop.ok("triage", "--helpdesk", "shop-eu")
    assert shop.tags(restless) == {"a_rule_of_theirs", "backorder", "backorder_wid_12"}
    shop.writes()
    shop.ok("triage", "--helpdesk", "shop-eu")
    assert shop.writes() == 0


def test_cap_on_tickets(shop):
    """More tickets than one run may change are refused before any is written."""
    shop.ready()
    numbers = [shop.customer("Where is my blue widget?") for _ in range(3)]
    shop.configure(limits="{tickets: 2}")
    shop.writes()
    refused = shop.run("sync")
    assert refused.code == 5
    assert "3 tickets would change" in refused.err
    assert shop.writes() == 0
    shop.ok("sync", "--allow", "tickets")
    assert all("backorder" in shop.tags(number) for number in numbers)


def test_the_parts_of_a_summary_are_the_whole(shop):
    """Every ticket that was read is counted once, in text and JSON alike, whatever became of it."""
    shop.ready()
    for text in ("Where is my blue widget?", "BW12?", "An invoice, please.", "Hello", "My BLUE WIDGTE, please"):
        shop.customer(text)
    shop.customer("The blue widget never came.", status="solved")
    later = shop.customer("Hello again.")
    shop.admin("zendesk", f"tickets/{later}/comments", {"author": "customer", "body": "My BW12!", "public": True})
    numbers = re.compile(r": (\d+) tickets? read(.*)\.")
    rounds = [[], [], ["--format", "json"]]
    for round_of, extra in enumerate(rounds):
        if round_of == 1:
            shop.facts(to=shop.dates["to"] + timedelta(days=1))
        ran = shop.ok("triage", *extra)
        if extra:
            for part in ran.json:
                parts = [len(part["tickets"]), part["possible"], part["left"], part["idle"], len(part["failed"])]
                assert part["scanned"] == sum(parts) + sum(part["skipped"].values())
            continue
        lines = [line for line in ran.out.splitlines() if " read, " in line]
        assert len(lines) == 2
        for line in lines:
            read, rest = numbers.search(line).groups()
            assert int(read) == 7 or round_of
            assert int(read) == sum(int(count) for count in re.findall(r", (\d+) ", rest)), line


def test_dry_run_writes_nothing(shop):
    """A dry run shows each ticket and leaves helpdesks and database as they were."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.writes()
    ran = shop.ok("triage", "--dry-run", "--format", "json")
    assert [part["tickets"][0]["ticket"] for part in ran.json] == [number, number]
    assert shop.writes() == 0
    assert not shop.tags(number)


def test_explain_one_ticket(shop):
    """One ticket is explained: what was found, where, what would be written, and why not."""
    shop.ready()
    number = shop.customer("Hello,\nwhere is my BW12?")
    told = shop.ok("triage", "--ticket", str(number), "--helpdesk", "shop", "--format", "json").json
    assert [(item["sku"], item["part"], item["text"]) for item in told["mentions"]] == [
        ("WID-12", "description", "BW12")
    ]
    assert set(told["patch"]["fields"]) == {spec.key for spec in FACTS}
    shop.ok("sync")
    text = shop.ok("triage", "--ticket", str(number), "--helpdesk", "shop").out
    assert "already right" in text or "there already" in text
    missing = shop.run("triage", "--ticket", "999999", "--helpdesk", "shop")
    assert missing.code == 1
    assert "999999" in missing.err


def test_lost_state_marks_nothing_twice(shop):
    """With the database gone, marked tickets are recognised as ours, and the marks still come off later."""
    shop.ready()
    number = shop.customer("Where is the harbor lamp?")
    shop.ok("sync")
    shop.lose_state()
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    shop.facts("LAMP-3")
    shop.ok("sync")
    assert "backorder_resolved" in shop.tags(number)


def test_looking_back_knows_all_names(shop):
    """A newly late item with a shorter name does not claim old tickets that name the longer one."""
    shop.ready()
    number = shop.customer("Where is my Blue Widget 12 oz?")
    shop.ok("sync")
    text = (shop.folder / "macros/backorders.yaml").read_text()
    item = "  - {sku: MINI-1, name: Widget 12 oz, ship_window: unknown, reason: late, options: [cancel]}\n"
    shop.write("macros/backorders.yaml", text + item)
    shop.ok("sync")
    assert shop.tags(number) == {"backorder", "backorder_wid_12"}


def test_the_gate_lets_the_calendar_through(shop):
    """When too many tickets would change, a window that is over is still taken off, and the rest waits with 5."""
    shop.facts(**{"from": day(-3), "to": day(0)})
    shop.configure(limits="{tickets: 2}")
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    for _ in range(3):
        shop.customer("Where is my harbor lamp?")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1, hours=1)):
        ran = shop.run("sync")
    assert ran.code == 5
    assert "3 tickets would change" in ran.err
    assert not tells(shop.fields("zendesk", number)["Backorder ship window"], day(0))
    assert not any("backorder_lamp_3" in shop.tags(other) for other in range(number + 1, number + 4))


def test_a_ticket_that_is_too_long_holds_nothing_up(shop, monkeypatch):
    """It is skipped, counted and named by its number, once and with 3; the others are marked."""
    shop.ready()
    monkeypatch.setattr("zendesk_bridge.core.mentions.match.work.MOST", 100_000)
    endless = shop.customer("BW12." * 2_000)
    late = shop.customer("Where is my blue widget?")
    ran = shop.run("sync")
    assert ran.code == 3
    assert ran.out.count("1 too long to be searched") == len(FACES)
    assert f"ticket {endless} is too long to be searched" in ran.err
    assert shop.tags(endless) == set()
    assert "backorder_wid_12" in shop.tags(late)
    again = shop.ok("sync")
    assert "too long" not in again.out + again.err
    assert "too long to be searched" in shop.ok("triage", "--helpdesk", "shop", "--ticket", str(endless)).out
