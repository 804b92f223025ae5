"""What a customer chose on a page comes onto its ticket, once, on both helpdesks, whatever goes wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from page_choices import Outreach
from test_replies import FACES, NAMES, minute, says


@pytest.fixture
def sent(shop):
    """Return a shop that has told a customer by a message; both helpdesks are in step."""
    shop.ready()
    made = Outreach(shop)
    shop.ok("sync")
    yield made
    made.state.close()


def notes(shop, number):
    """Return the private notes on a ticket that tell a choice."""
    comments = shop.get("zendesk", f"/api/v2/tickets/{number}/comments.json")["comments"]
    return [one["body"] for one in comments if not one["public"] and "zb-choice-" in one["body"]]


def chosen(shop, which="choices"):
    """Return what the command shows of these choices."""
    return shop.ok("choices", *([] if which == "choices" else [f"--{which}"]), "--format", "json").json[which]


@pytest.mark.parametrize("face", FACES)
def test_a_choice_comes_onto_its_ticket_once(shop, sent, face):
    """Tag, note and a row for the ledger by the next sync; before that it is on the list of what is to be done."""
    number = shop.customer("Hello, is all well with my order?")
    sent.choose(sent.message(face, number), "cancel")
    [waits] = chosen(shop, "pending")
    assert (waits["ticket"], waits["order"], waits["sku"], waits["choice"]) == (number, "#7001", "WID-12", "cancel")
    ran = shop.ok("sync")
    line = f"{NAMES[face]}: 1 choice from the page put on the ticket (1 cancel): see choices --pending.\n"
    assert line in ran.out + ran.err
    assert "backorder_chose_cancel" in shop.tags(number)
    [note] = notes(shop, number)
    for piece in ("cancels Blue Widget 12 oz (WID-12)", "order #7001", f"ships {shop.dates['from']} to", "To do: take"):
        assert piece in note
    [choice] = chosen(shop)
    assert (choice["ticket"], choice["choice"], choice["how"]) == (number, "cancel", "page")
    assert choice["customer"] == shop.ticket(number)["requester_id"]
    assert [one["ticket"] for one in chosen(shop, "pending")] == [number]
    assert "the choice page" in shop.ok("choices", "--pending").out
    assert "1 choice of customers waits to be carried out: `zendesk-bridge choices --pending`" in shop.run("status").out
    assert shop.run("status", "--format", "json").json["choices_pending"] == 1
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    assert len(notes(shop, number)) == len(chosen(shop)) == 1


@pytest.mark.parametrize("face", FACES)
def test_a_reply_to_the_customer_takes_it_off_the_list(shop, sent, face):
    """Who has carried it out writes to the customer, and is done."""
    number = shop.customer("Where is my blue widget?")
    sent.choose(sent.message(face, number), "cancel")
    shop.ok("sync")
    assert len(chosen(shop, "pending")) == 1
    minute(shop)
    says(shop, number, "I have cancelled the Blue Widget 12 oz and refunded it in full.")
    shop.ok("sync")
    assert chosen(shop, "pending") == []
    assert len(chosen(shop)) == 1


def test_evidence_tells_what_was_chosen_on_the_page(shop, sent):
    """With its moment, and where that is known from."""
    number = shop.customer("Where is my blue widget?")
    sent.choose(sent.message("zendesk", number), "cancel", at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
    shop.ok("sync")
    ran = shop.ok("evidence", "--ticket", str(number), "--helpdesk", NAMES["zendesk"])
    assert "cancel, with a refund (the choice page)" in ran.out
    assert "2026-11-20 09:30" in ran.out


@pytest.mark.parametrize("face", FACES)
def test_who_waits_makes_no_work(shop, sent, face):
    """The ticket says it, and the list does not."""
    number = shop.customer("Where is my blue widget?")
    sent.choose(sent.message(face, number), "wait")
    assert [(one["ticket"], one["choice"], one["how"]) for one in chosen(shop)] == [(number, "wait", "page")]
    assert chosen(shop, "pending") == []
    shop.ok("sync")
    assert "backorder_chose_wait" in shop.tags(number)
    assert "There is nothing to do." in notes(shop, number)[0]
    assert chosen(shop, "pending") == []
    assert [one["choice"] for one in chosen(shop)] == ["wait"]


@pytest.mark.parametrize("face", FACES)
def test_a_later_choice_takes_the_tag_of_the_earlier_one_off(shop, sent, face):
    """Both notes stay, and the ticket says what holds."""
    number = shop.customer("Where is my blue widget?")
    message = sent.message(face, number)
    sent.choose(message, "wait")
    shop.ok("sync")
    sent.choose(message, "cancel", version="v2")
    shop.ok("sync")
    assert {tag for tag in shop.tags(number) if "chose" in tag} == {"backorder_chose_cancel"}
    assert len(notes(shop, number)) == 2
    assert [(one["choice"], one["holds"]) for one in chosen(shop)] == [("cancel", True), ("wait", False)]


@pytest.mark.parametrize("face", FACES)
def test_two_choices_at_once_on_one_ticket_are_both_told(shop, sent, face):
    """Two orders of one customer on one ticket: one note each, both tags."""
    number = shop.customer("Where is my blue widget?")
    now = datetime.now(UTC)
    sent.choose(sent.message(face, number, "7001"), "wait", at=now - timedelta(minutes=2))
    sent.choose(sent.message(face, number, "7002"), "wait", at=now - timedelta(minutes=1))
    shop.ok("sync")
    assert len(notes(shop, number)) == 2
    assert len(chosen(shop)) == 2


@pytest.mark.parametrize("face", FACES)
def test_what_a_run_did_not_live_to_remember_is_looked_for(shop, sent, face):
    """Killed between the ticket and our memory of it, the next run finds the note and writes none."""
    number = shop.customer("Where is my blue widget?")
    message = sent.message(face, number)
    sent.choose(message, "swap")
    shop.ok("sync")
    [choice] = sent.state.waves().answers([message.id])[message.id]
    assert choice.carried_at is not None
    sent.state.waves().carry(replace(choice, carried_at=None))  # as if it had been killed right before
    assert sent.state.waves().uncarried()
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    assert sent.state.waves().uncarried() == ()
    sent.state.waves().carry(replace(choice, carried_at=None))
    shop.call("zendesk", "DELETE", f"/api/v2/tickets/{number}/tags.json", json={"tags": ["backorder_chose_swap"]})
    shop.ok("sync")  # a note that was written before its tag
    assert "backorder_chose_swap" in shop.tags(number)
    assert len(notes(shop, number)) == len(chosen(shop)) == 1


@pytest.mark.parametrize("face", FACES)
def test_a_helpdesk_that_is_down_loses_no_choice(shop, sent, face):
    """It stays on the list meanwhile; the other helpdesk's choices go ahead, and the next run finishes it."""
    other = next(one for one in FACES if one != face)
    numbers = {one: shop.customer("Where is my blue widget?") for one in (face, other)}
    for one, order in ((face, "7001"), (other, "7002")):
        sent.choose(sent.message(one, numbers[one], order), "cancel")
    for method in ("GET", "PUT", "POST"):
        shop.fault(face, method, "", "status", status=503, to=None)
    ran = shop.run("sync")
    assert ran.code != 0
    assert len(chosen(shop, "pending")) == 2
    shop.heal()
    shop.ok("sync")
    assert [len(notes(shop, number)) for number in numbers.values()] == [1, 1]
    assert sent.state.waves().uncarried() == ()


@pytest.mark.parametrize("face", FACES)
def test_a_deleted_ticket_keeps_nothing_waiting(shop, sent, face):
    """It takes no note any more: the run says so once, and the choice is on the list."""
    number = shop.customer("Where is my blue widget?")
    sent.choose(sent.message(face, number), "cancel")
    shop.call("zendesk", "DELETE", f"/api/v2/tickets/{number}.json")
    ran = shop.run("sync")
    assert "1 choice on a closed ticket, which takes no note: see choices --pending." in ran.out + ran.err
    assert [one["ticket"] for one in chosen(shop, "pending")] == [number]
    again = shop.run("sync")
    assert "closed ticket" not in again.out + again.err


def test_a_message_without_a_ticket_is_on_the_list_by_its_order(shop, sent):
    """What another program has mailed has no ticket here: nobody loses the choice."""
    sent.choose(sent.message("zendesk", 0), "split")
    shop.ok("sync")
    [waits] = chosen(shop, "pending")
    assert (waits["ticket"], waits["order"], waits["choice"], waits["link"]) == (None, "#7001", "split", None)
    listed = shop.ok("choices", "--pending").out
    assert f"{NAMES['zendesk']} order #7001" in listed
    assert "stays on this list until you say that it is done: choices --done 7001" in listed


def test_what_has_no_ticket_leaves_the_list_when_it_is_done(shop, sent):
    """A person says so, by the order's number however it is written; a later choice of the customer is listed anew."""
    mailed = sent.message("zendesk", 0)
    other = sent.message("zendesk", 0, "7002")
    earlier = datetime.now(UTC) - timedelta(hours=1)
    sent.choose(mailed, "split", "v0", earlier)
    sent.choose(mailed, "cancel")
    sent.choose(other, "cancel")
    assert "order #7001: WID-12, cancels: done, and off the list" in shop.ok("choices", "--done", " #7001").out
    assert [one["order"] for one in chosen(shop, "pending")] == ["#7002"]
    assert [one.message for one in sent.state.waves().uncarried()] == [other.id]
    sent.choose(mailed, "swap", "v2")
    assert [one["order"] for one in chosen(shop, "pending")] == ["#7001", "#7002"]


def test_only_what_is_on_the_list_without_a_ticket_can_be_called_done(shop, sent):
    """A wrong number is told, and what stands on a ticket is answered there."""
    sent.choose(sent.message("zendesk", shop.customer("Where is my blue widget?")), "cancel")
    for number in ("7001", "9999", "#"):
        ran = shop.run("choices", "--done", number)
        assert ran.code == 2
        assert "leaves that list with a reply to the customer" in ran.err
    assert len(chosen(shop, "pending")) == 1
    assert "use it alone" in shop.run("choices", "--done", "7001", "--pending").err


def test_two_shops_may_have_an_order_of_one_number(shop, sent):
    """Nobody guesses which one was carried out."""
    for place, face in enumerate(FACES):
        sent.choose(sent.message(face, 0, f"700{place}", number="#7001"), "cancel")
    assert "say which with --helpdesk" in shop.run("choices", "--done", "7001").err
    assert len(chosen(shop, "pending")) == 2
    shop.ok("choices", "--done", "7001", "--helpdesk", NAMES["freshdesk"])
    assert [one["helpdesk"] for one in chosen(shop, "pending")] == [NAMES["zendesk"]]
