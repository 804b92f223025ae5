"""What a run remembers, and when: before a write what it is about to write, and the cursor only after all of them."""

from datetime import timedelta

import pytest

from zendesk_bridge.state import open_state

FACES = ("zendesk", "freshdesk")
NAMES = {"zendesk": "shop", "freshdesk": "shop-eu"}
PUT = {"zendesk": "update_many", "freshdesk": r"/tickets/\d+$"}


@pytest.mark.parametrize("face", FACES)
def test_what_was_read_and_not_written_is_read_again(shop, face, monkeypatch):
    """An outage ends the writing after a few tickets: those that nobody tried are found by the next run, too."""
    monkeypatch.setattr("zendesk_bridge.app.tickets.BATCH", 2)
    shop.ready()
    numbers = [shop.customer("Where is my blue widget?") for _ in range(8)]
    shop.admin("zendesk", "clock", {"advance_seconds": 600})  # more than a scan reaches back
    shop.customer("No late item in here.")
    shop.fault(face, "PUT", "update_many|/tickets/", "status", status=503, to=None)
    triage = ("triage", "--helpdesk", NAMES[face])
    assert shop.run(*triage).code == 75
    shop.heal()
    shop.ok(*triage)
    assert [number for number in numbers if "backorder_wid_12" not in shop.tags(number)] == []


@pytest.mark.parametrize("face", FACES)
def test_a_write_without_its_record_is_known_as_ours(shop, until, face):
    """Killed after a new window was written and before that was remembered, the next run corrects its own words."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    triage = ("triage", "--helpdesk", NAMES[face])
    shop.ok(*triage)

    def shown() -> str:
        return str(shop.fields(face, number)["Backorder ship window"])

    first = shown()
    shop.facts(to=shop.dates["to"] + timedelta(days=1))
    come = shop.hold(face, "PUT", PUT[face])
    process = shop.start(*triage)
    come()
    process.kill()
    shop.end(process)
    shop.heal()
    until(lambda: shown() != first)  # the request outlives the run that sent it
    second = shown()
    shop.facts(to=shop.dates["to"] + timedelta(days=2))
    shop.ok(*triage)
    assert shown() not in {first, second}


def test_what_a_batch_has_written_is_remembered_when_the_rest_of_it_breaks_off(shop):
    """An outage within a job's tickets: the run knows what it wrote, and an agent who undoes it is heard."""
    shop.ready()
    written, broken = (shop.customer("Where is my blue widget?") for _ in range(2))
    shop.admin("zendesk", "faults", {"effect": "fail_rows", "tickets": [broken]})
    for path, first in (("show_many", 3), ("users/me", 1)):  # read before the job, as its proof, then one alone
        shop.fault("zendesk", "GET", path, "status", status=503, to=None, **{"from": first})
    triage = ("triage", "--helpdesk", "shop")
    assert shop.run(*triage).code == 75
    shop.heal()
    assert ["backorder_wid_12" in shop.tags(number) for number in (written, broken)] == [True, False]
    shop.admin("zendesk", f"tickets/{written}", {"remove_tags": ["backorder_wid_12"]}, "PATCH")
    shop.ok(*triage)
    assert ["backorder_wid_12" in shop.tags(number) for number in (written, broken)] == [False, True]


def test_the_field_of_a_macro_that_is_gone_is_emptied(shop):
    """The reply of a macro that no file holds any more leaves no date behind, also where an admin renamed its field."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    (field,) = (row for row in shop.get("freshdesk", "/api/v2/ticket_fields") if "delay-update" in row["label"])
    renamed = {"label": "Our reply", "label_for_customers": "Our reply"}
    shop.call("freshdesk", "PUT", f"/api/v2/admin/ticket_fields/{field['id']}", json=renamed)

    def reply() -> str:
        return str(shop.get("freshdesk", f"/api/v2/tickets/{number}")["custom_fields"][field["name"]] or "")

    assert "Blue Widget" in reply()
    shop.ok("sync")
    (shop.folder / "macros" / "delay-update.yaml").unlink()
    shop.ok("sync")
    assert reply() == ""


@pytest.mark.parametrize("face", FACES)
def test_a_page_that_was_not_taken_down_is_read_again(shop, face, monkeypatch):
    """Stopped while a page is read, a run has not moved on: what stands on the page is found by the next one."""
    shop.ready()
    triage = ("triage", "--helpdesk", NAMES[face])
    shop.ok(*triage)
    shop.admin("zendesk", "clock", {"advance_seconds": 600})
    number = shop.customer("Where is my blue widget?")
    shop.admin("zendesk", "clock", {"advance_seconds": 600})  # more than a scan reaches back
    shop.customer("No late item in here.")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("zendesk_bridge.app.tickets.reading.add_mentions", stop)
        assert shop.run(*triage).code == 130
    shop.admin("zendesk", "clock", {"advance_seconds": 600})
    shop.customer("No late item in here, either.")
    shop.ok(*triage)
    assert shop.tags(number) == {"backorder", "backorder_wid_12"}


def test_what_was_written_before_an_outage_is_remembered(shop):
    """An account that is locked in the middle of a batch makes nobody forget what was written on the others."""
    shop.ready()
    good, bad = (shop.customer("Where is my blue widget?") for _ in range(2))
    shop.admin("zendesk", "faults", {"effect": "fail_rows", "tickets": [bad]})
    shop.fault("zendesk", "PUT", rf"/tickets/{bad}\.json$", "status", status=401, to=None)
    assert shop.run("triage", "--helpdesk", "shop").code
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    (memory,) = (state.memory(known.row) for known in state.accounts() if known.name == "shop")
    assert [[event.kind for event in memory.history(number)][-1] for number in (good, bad)] == ["told", "intended"]
    state.close()
