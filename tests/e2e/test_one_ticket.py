"""One ticket that a helpdesk will not give or take, and a helpdesk that gives no tickets: told once, harming nobody."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from zendesk_bridge.core.model import Entry
from zendesk_bridge.state import open_state

FACES = ("zendesk", "freshdesk")
NAMES = {"zendesk": "shop", "freshdesk": "shop-eu"}


@pytest.mark.parametrize("face", FACES)
def test_ticket_that_is_refused(shop, face):
    """A ticket that the helpdesk refuses is told once, with 3; it rests, and comes back when somebody writes on it."""
    shop.ready()
    numbers = [shop.customer("Where is my blue widget?") for _ in range(3)]
    bad = numbers[1]
    triage = ("triage", "--helpdesk", NAMES[face])
    refusal = {"error": "RecordInvalid", "description": "A secret of a customer", "errors": [{"code": "invalid_value"}]}
    shop.admin("zendesk", "faults", {"effect": "fail_rows", "tickets": [bad]})
    shop.fault(face, "PUT", rf"/tickets/{bad}(\.json)?$", "status", status=422, to=None, body=refusal)
    ran = shop.run(*triage, "--format", "json")
    assert ran.code == 3
    (failed,) = ran.json[0]["failed"]
    assert failed["ticket"] == bad
    assert "422" in failed["reason"]
    assert "secret" not in ran.out + ran.err
    assert ["backorder" in shop.tags(number) for number in numbers] == [True, False, True]
    for _ in range(3):  # once more at once, because most troubles pass, then not for an hour
        again = shop.ok(*triage)
        assert "1 failed before" in again.out
        assert f"ticket {bad}:" not in again.err
    shop.writes()
    shop.ok(*triage)
    assert shop.writes() == 0
    shop.heal()
    shop.ok(*triage)
    assert "backorder" not in shop.tags(bad)
    shop.admin("zendesk", "clock", {"advance_seconds": 60})
    shop.admin("zendesk", f"tickets/{bad}/comments", {"author": "customer", "body": "Hello?", "public": True})
    shop.ok(*triage)
    assert "backorder_wid_12" in shop.tags(bad)
    shop.writes()
    shop.ok(*triage)
    assert shop.writes() == 0


@pytest.mark.parametrize("face", FACES)
def test_a_refused_ticket_is_tried_again_with_new_facts_and_after_a_day(shop, face):
    """While a ticket rests, a moved window is reason for a try at once; without one it is tried again in a day."""
    shop.ready()
    bad = shop.customer("Where is my blue widget?")
    triage = ("triage", "--helpdesk", NAMES[face])
    shop.admin("zendesk", "faults", {"effect": "fail_rows", "tickets": [bad]})
    path = rf"/tickets/{bad}(\.json)?$"
    shop.fault(face, "PUT", path, "status", status=403, to=None, body={"code": "access_denied"})
    assert shop.run(*triage).code == 3
    for _ in range(2):
        shop.ok(*triage)
    shop.facts(to=shop.dates["to"] + timedelta(days=1))
    assert shop.run(*triage).code == 3  # the new window is not on the ticket: that is news
    shop.ok(*triage)
    shop.heal()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1, hours=1)):
        shop.ok(*triage)
    assert "backorder_wid_12" in shop.tags(bad)


@pytest.mark.parametrize("face", FACES)
def test_a_ticket_that_is_refused_for_good_is_given_up_until_it_changes(shop, face, caplog):
    """After thirty tries nothing is asked about it any more, not even for new facts, until somebody writes on it."""
    shop.ready()
    bad = shop.customer("Where is my blue widget?")
    triage = ("triage", "--helpdesk", NAMES[face])
    shop.ok(*triage)
    shop.admin("zendesk", "clock", {"advance_seconds": 600})
    shop.customer("No late item in here.")  # the listing goes on from here, past the ticket
    shop.admin("zendesk", "faults", {"effect": "fail_rows", "tickets": [bad]})
    shop.fault(face, "", rf"/tickets/{bad}(\.json)?$", "status", status=403, to=None, body={"code": "access_denied"})
    shop.facts(to=shop.dates["to"] + timedelta(days=1))
    assert shop.run(*triage).code == 3
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    (row,) = (known.row for known in state.accounts() if known.name == NAMES[face])
    view = state.memory(row).views({bad})[bad]
    state.memory(row).record({bad: Entry((), replace(view, setback=replace(view.setback, times=30)))})
    state.close()
    shop.ok(*triage)
    assert f"ticket {bad}: 30 tries were in vain; it is left until it changes" in caplog.text
    shop.heal()
    shop.facts(to=shop.dates["to"] + timedelta(days=2))
    shop.writes()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2)):
        assert "failed before" not in shop.ok(*triage).out
        assert shop.writes() == 0
    shop.admin("zendesk", "clock", {"advance_seconds": 60})
    shop.admin("zendesk", f"tickets/{bad}/comments", {"author": "customer", "body": "Hello?", "public": True})
    before = shop.fields(face, bad)["Backorder ship window"]
    shop.ok(*triage)
    assert shop.fields(face, bad)["Backorder ship window"] != before


def test_comments_that_cannot_be_read_come_back(shop):
    """A customer's reply that nobody can read stops nothing, is told once, and is read as soon as it can be."""
    shop.ready()
    bad, good = shop.customer("Hello"), shop.customer("Where is my blue widget?")
    triage = ("triage", "--helpdesk", "shop-eu")
    shop.ok(*triage)
    shop.admin("freshdesk", "clock", {"advance_seconds": 600})
    shop.admin(
        "freshdesk", f"tickets/{bad}/comments", {"author": "customer", "body": "My harbor lamp?", "public": True}
    )
    late = shop.customer("Where is WID-12?")
    shop.fault("freshdesk", "GET", rf"/tickets/{bad}/conversations", "status", status=403, to=None)
    ran = shop.run(*triage)
    assert ran.code == 3
    assert f"#{bad}: failed" in ran.out
    assert "backorder" in shop.tags(late) & shop.tags(good)
    shop.admin("freshdesk", "clock", {"advance_seconds": 3600})
    shop.customer("No late item in here.")  # the listing goes on from here, past the ticket that could not be read
    for _ in range(2):
        again = shop.ok(*triage)
        assert "1 failed before" in again.out
    shop.heal()
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=5)):
        shop.ok(*triage)
    assert "backorder_lamp_3" in shop.tags(bad)
    assert "failed before" not in shop.ok(*triage).out


def test_many_that_cannot_be_read_end_no_run(shop):
    """Where one ticket after another cannot be read the others are right all the same, and each gets its turn."""
    shop.ready()
    *bad, good = (shop.customer("Hello") for _ in range(4))
    triage = ("triage", "--helpdesk", "shop-eu")
    shop.ok(*triage)
    shop.admin("freshdesk", "clock", {"advance_seconds": 600})
    for number in (*bad, good):
        comment = {"author": "customer", "body": "My harbor lamp?", "public": True}
        shop.admin("freshdesk", f"tickets/{number}/comments", comment)
    late = shop.customer("Where is WID-12?")
    broken = "|".join(map(str, bad))
    shop.fault("freshdesk", "GET", rf"/tickets/({broken})/conversations", "status", status=500, to=None)
    ran = shop.run(*triage)
    assert ran.code == 3
    assert [f"#{number}: failed" in ran.out for number in (*bad, good)] == [True, True, True, False]
    assert "backorder_wid_12" in shop.tags(late)
    for _ in range(2):
        shop.ok(*triage)
    assert "backorder_lamp_3" in shop.tags(good)
    shop.heal()
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=5)):
        shop.ok(*triage)
    assert all("backorder_lamp_3" in shop.tags(number) for number in bad)


@pytest.mark.parametrize("face", FACES)
def test_every_ticket_refused_is_no_tickets_fault(shop, face):
    """Where every ticket answers 403, the credentials are told, not the tickets; macros are right all the same."""
    shop.ready()
    numbers = [shop.customer("Where is my blue widget?") for _ in range(3)]
    shop.fault(face, "PUT", "update_many|/tickets/", "status", status=403, to=None)
    shop.facts(to=shop.dates["to"] + timedelta(days=1))
    ran = shop.run("sync")
    assert ran.code == 3
    assert "Check the role and scope behind the credentials" in ran.err
    assert f"{NAMES[face]}: macros: 1 updated" in ran.out
    shop.heal()
    shop.ok("sync")
    assert all("backorder_wid_12" in shop.tags(number) for number in numbers)


@pytest.mark.parametrize("face", FACES)
def test_a_helpdesk_whose_tickets_cannot_be_read_gets_its_macros(shop, face):
    """The listing of tickets is down: macros follow the facts, and the summary says what was done and what was not."""
    shop.ready()
    shop.facts(to=shop.dates["to"] + timedelta(days=1))
    path = "incremental" if face == "zendesk" else "/tickets$"
    shop.fault(face, "GET", path, "status", status=500, to=None)
    ran = shop.run("sync")
    assert ran.code == 3
    assert "answered 500" in ran.err
    assert f"{NAMES[face]}: macros: 1 updated, 2 unchanged." in ran.out
    assert f"{NAMES[face]}: 0 tickets read" not in ran.out
    dry = shop.run("sync", "--dry-run")
    assert dry.code == 3
    assert "answered 500" in dry.err


@pytest.mark.parametrize("face", FACES)
def test_the_summary_tells_what_was_done(shop, face):
    """Macros that were planned and not written are not told as written."""
    shop.ready()
    shop.facts(to=shop.dates["to"] + timedelta(days=1))
    path = "/macros/" if face == "zendesk" else "/canned_responses/"
    shop.fault(face, "PUT", path, "status", status=422, to=None)
    ran = shop.run("sync", "--format", "json")
    assert ran.code == 3
    assert "updated" not in ran.json["macros"][NAMES[face]]
    assert "update" not in ran.json["macros"][NAMES[face]]
    assert f"{NAMES[face]}: macros: 2 unchanged, 1 failed." in shop.run("sync").out
