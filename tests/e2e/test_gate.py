"""What a run that nobody watches may write: disasters are held, ordinary days are not, and it is said what was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from zendesk_bridge.core.macros.version import wording_version
from zendesk_bridge.core.macros.wording.languages import WORDINGS

ITEM = """\
  - sku: SKU-{0}
    name: Thing {0}
    ship_window: {{from: {1}, to: {2}}}
    reason: late
    options: [wait, cancel]
    next_update: {3}
"""

SECOND = """\
key: second-update
title: "Backorder second::{{ backorder.name }}"
per: item
reply: |
  Hi {{ customer.first_name }},

  once more: {{ backorder.message }}
locales:
  de: {title: "Backorder zweites::{{ backorder.name }}", reply: "Noch einmal: {{ backorder.message }}"}
"""


def late(shop, count, moved=0):
    """Write so many late items, the first of which have slipped by a week."""
    dates = [shop.dates["from"], shop.dates["to"], shop.dates["next"]]
    slipped = [*(day + timedelta(days=7) for day in dates[:2]), dates[2]]
    rows = (ITEM.format(number, *(slipped if number < moved else dates)) for number in range(count))
    shop.write("macros/backorders.yaml", "backorders:\n" + "".join(rows))


def parts(ran):
    """Return what the gate refused: helpdesk, half, and what lets it pass."""
    return {(one["helpdesk"], one["part"], one["allow"]) for one in ran.json["refusals"]}


def test_a_catalogue_in_the_place_of_the_late_items(shop):
    """More new macros than any shop has late items are held by default, on both helpdesks; a first set-up is not."""
    late(shop, 20)
    shop.ready()
    late(shop, 400)
    shop.writes()
    refused = shop.run("sync", "--format", "json")
    assert refused.code == 5
    assert parts(refused) == {("shop", "macros", "creates"), ("shop-eu", "macros", "creates")}
    assert "shop: would create 380 macros, which is 380 late items, more than limits.creates.max = 100" in refused.err
    assert "--allow creates" in refused.err
    assert refused.json["ok"] is False
    assert shop.writes() == 0


def test_a_container_that_slips_is_one_change_an_item(shop):
    """Nine of ten items slip, each told by several macros and languages: a run that nobody watches follows."""
    shop.write("macros/second-update.yaml", SECOND)
    late(shop, 10)
    shop.ready()
    shop.configure(limits="{updates: {max: 9}}")
    late(shop, 10, moved=9)
    ran = shop.ok("sync")
    assert "shop: macros: 18 updated, 3 unchanged." in ran.out
    assert "shop-eu: macros: 27 updated, 4 unchanged." in ran.out
    late(shop, 10)
    shop.configure(limits="{updates: {max: 8}}")
    assert shop.run("sync").code == 5
    shop.ok("sync", "--allow", "updates")


def test_a_cause_outlives_the_run_that_read_it(shop):
    """Dates that moved in another column stay too much; the next day of an update for all items is none, ever."""
    late(shop, 14)
    shop.ready()
    late(shop, 14, moved=14)
    for _ in range(2):
        refused = shop.run("sync")
        assert refused.code == 5
        assert "shop: would update 14 of 15 macros for 14 of 14 late items" in refused.err
    assert f"SKU-0 moved: {shop.dates['from']} to {shop.dates['to']} -> " in shop.run("plan").out
    shop.dates["next"] += timedelta(days=1)
    late(shop, 14)
    shop.ok("triage")
    assert "shop: macros: 14 updated, 1 unchanged." in shop.ok("sync").out


def test_an_edit_of_one_reply_counts_every_macro(shop):
    """Twenty macros rewritten by one edit are twenty changes under a limit of ten; a plan that was read passes."""
    late(shop, 20)
    shop.ready()
    shop.configure(limits="{updates: {max: 10}}")
    shop.swap("macros/item-update.yaml", "{{ backorder.message }}", "Hello. {{ backorder.message }}")
    shop.writes()
    refused = shop.run("sync")
    assert refused.code == 5
    assert "shop: would update 20 macros, more than limits.updates.max = 10" in refused.err
    assert "shop: macros: 1 unchanged, 20 refused." in refused.out
    refused = shop.run("apply", "--yes")
    assert refused.code == 5
    assert "shop: 0 macros written, 20 refused.\n" in refused.out
    assert shop.writes() == 0
    plan = shop.run("plan")
    assert plan.code == 5
    assert "Too much for a run that nobody watches: shop: would update 20 macros" in plan.out
    digest = plan.out.rpartition("apply --plan ")[2].split()[0]
    assert shop.ok("apply", "--plan", digest).out == "40 macros written.\n"


def test_macros_that_are_too_much_hold_no_tickets(shop):
    """The tickets of both helpdesks are marked, the macros wait, and the summary says both."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.write("macros/second-update.yaml", SECOND)
    shop.configure(limits="{creates: {max: 1}}")
    ran = shop.run("sync")
    assert ran.code == 5
    assert "Refused by the safety gate: shop: would create 2 macros" in ran.err
    assert "shop: macros: 3 unchanged, 2 refused." in ran.out
    assert "shop: 1 ticket read, 1 written." in ran.out
    assert "backorder_wid_12" in shop.tags(number)
    assert not any("second" in title for title in shop.macros())


def test_tickets_that_are_too_much_hold_no_macros(shop):
    """The macros follow the files, the tickets wait, and the summary says both."""
    shop.ready()
    numbers = [shop.customer("Where is my blue widget?") for _ in range(3)]
    shop.configure(limits="{tickets: 2}")
    shop.swap("macros/item-update.yaml", "{{ backorder.message }}", "Hello. {{ backorder.message }}")
    for form in ("text", "json"):
        ran = shop.run("sync", "--format", form)
        assert ran.code == 5
    assert parts(ran) == {("shop", "tickets", "tickets"), ("shop-eu", "tickets", "tickets")}
    assert [part["refused"] for part in ran.json["tickets"]] == [3, 3]
    assert all("Hello." in str(macro) for title, macro in shop.macros().items() if "Widget" in title)
    assert not any("backorder" in shop.tags(number) for number in numbers)
    refused = shop.run("triage")
    assert refused.code == 5
    assert "Refused by the safety gate: shop: 3 tickets would change, more than limits.tickets = 2" in refused.err
    assert "shop: 3 tickets read, 0 written, 3 refused." in refused.out
    shop.ok("triage", "--allow", "tickets")
    assert all("backorder" in shop.tags(number) for number in numbers)


def test_a_helpdesk_that_is_refused_holds_no_other(shop):
    """What is too much on one helpdesk goes ahead on the other, in a scheduled run and in an apply that asks nobody."""
    shop.ready()
    shop.write("macros/second-update.yaml", SECOND.replace("per: item", "per: item\nhelpdesks: [shop]"))
    shop.write("macros/new.yaml", "key: new\ntitle: New\nreply: Hello\nhelpdesks: [shop-eu]\n")
    shop.configure(limits="{creates: {max: 1}}")
    ran = shop.run("apply", "--yes", "--format", "json")
    assert ran.code == 5
    assert parts(ran) == {("shop", "macros", "creates")}
    assert [(one["helpdesk"], one["key"]) for one in ran.json["results"]] == [("shop-eu", "new")]
    assert shop.ok("apply", "--yes", "--allow", "creates").out == "2 macros written.\n"


def test_a_helpdesk_that_is_down_holds_no_other_in_an_apply_that_asks_nobody(shop):
    """The other one's macros follow the files; the exit code and the summary tell what is left."""
    shop.ready()
    shop.swap("macros/item-update.yaml", "{{ backorder.message }}", "Hello. {{ backorder.message }}")
    shop.fault("zendesk", "GET", "/macros", "status", status=503, to=None)
    ran = shop.run("apply", "--yes")
    assert ran.code == 75
    assert ran.out == "2 macros written.\n"
    assert "shop: " in ran.err
    shop.heal()
    assert shop.ok("apply", "--yes").out == "2 macros written.\n"


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        (("sync", "--allow", "everything"), "creates, updates, retirements, tickets, all"),
        (("sync", "--allow", "creates,"), "creates, updates, retirements, tickets, all"),
        (("apply", "--allow", "tickets"), "creates, updates, retirements, all"),
        (("triage", "--allow", "creates"), "tickets, all"),
    ],
)
def test_what_cannot_be_allowed_is_refused_with_what_can(quiet_shop, line, kinds):
    """A slip of the pen must not look like consent that had no effect."""
    ran = quiet_shop.run(*line)
    assert ran.code == 2
    assert f"is none of {kinds}" in ran.err


def test_catalogue_warnings_are_told_by_the_job(shop):
    """What triage says of single rows of a catalogue, the scheduled run says too."""
    shop.ready()
    shop.write("products.csv", "sku,name\nTEA-1,Tea\n,Nameless\n")
    shop.configure(catalogue="[{type: file, path: products.csv}]")
    said = [line.split(" ", 1)[1] for line in shop.ok("triage").err.splitlines() if "warning: " in line]
    assert any("products.csv:3" in line for line in said)
    for line in ("sync",), ("sync", "--dry-run"):
        ran = shop.ok(*line)
        assert all(text in ran.err for text in said), line
    assert any("products.csv:3" in text for text in shop.ok("sync", "--format", "json").json["warnings"])


@pytest.mark.parametrize(
    "line",
    [("plan",), ("apply", "--yes"), ("sync",), ("sync", "--dry-run"), ("triage",), ("triage", "--dry-run")],
    ids=" ".join,
)
def test_json_when_the_gate_refuses(shop, line):
    """Whatever command it is: stdout holds JSON alone, which says what is too much."""
    shop.ready()
    for _ in range(2):
        shop.customer("Where is my blue widget?")
    shop.write("macros/second-update.yaml", SECOND)
    shop.configure(limits="{creates: {max: 1}, tickets: 1}")
    ran = shop.run(*line, "--format", "json")
    assert ran.code == 5
    assert "shop-eu: 2 tickets would change" in ran.out or "shop-eu: would create 4 macros" in ran.out
    if line[0] != "triage":
        assert ran.json["ok"] is False
        assert {half for _, half, _ in parts(ran)} == ({"macros", "tickets"} if line[0] == "sync" else {"macros"})


def test_what_was_done_beside_a_refusal_is_told(shop):
    """A date that is over comes off, the rest is held: nobody reads that nothing was written."""
    shop.facts(**{"from": shop.dates["from"] - timedelta(days=12), "to": shop.dates["to"] - timedelta(days=12)})
    shop.ready()
    shop.write("macros/second-update.yaml", SECOND)
    shop.configure(limits="{creates: {max: 1}}")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1, hours=1)):
        ran = shop.run("sync")
    assert ran.code == 5
    assert "shop: 1 macro told a day that is over, and no longer" in ran.err
    assert "shop: macros: 3 unchanged, 2 refused." in ran.out
    assert "nothing was written" not in ran.out + ran.err


def test_who_has_read_a_plan_has_lifted_the_gate(shop, monkeypatch):
    """An apply that asks shows what a run that nobody watches would refuse, and does it after a yes."""
    shop.ready()
    shop.write("macros/second-update.yaml", SECOND)
    shop.configure(limits="{creates: {max: 1}}")
    asked = []
    monkeypatch.setattr("click.confirm", lambda question, **_: asked.append(question) or True)
    ran = shop.ok("apply")
    assert asked == ["Apply this?"]
    assert "Too much for a run that nobody watches: shop: would create 2 macros" in ran.err
    assert ran.out == "6 macros written.\n"


def test_retired_macros_are_none_that_there_are(shop):
    """What was retired before makes no share smaller: of what agents see, three of eight vanish."""
    late(shop, 20)
    shop.ready()
    late(shop, 8)
    shop.ok("sync", "--accept-fewer", "--allow", "retirements")
    late(shop, 5)
    refused = shop.run("sync")
    assert refused.code == 5
    assert "shop: would retire 3 of 9 macros for 3 of 8 late items" in refused.err


def test_adopted_macros_are_counted(shop):
    """To take over many hand-made macros at once is as much as to rewrite as many of ours."""
    late(shop, 3)
    shop.ok("setup", "--yes")
    actions = [{"field": "comment_value", "value": "By hand"}]
    for number in range(3):
        macro = {"title": f"Backorder::Thing {number}", "actions": actions}
        shop.call("zendesk", "POST", "/api/v2/macros.json", json={"macro": macro})
    shop.configure(limits="{updates: {max: 2}}")
    named = [f"--adopt=item-update/SKU-{number}" for number in range(3)]
    refused = shop.run("sync", *named)
    assert refused.code == 5
    assert "shop: would update 3 macros, more than limits.updates.max = 2" in refused.err
    shop.ok("sync", *named, "--allow", "updates,retirements")


@pytest.fixture
def rewording(monkeypatch):
    """Word a sentence otherwise, as a release does, once told to."""

    def reword() -> None:
        monkeypatch.setitem(WORDINGS, "en", replace(WORDINGS["en"], window="The new ship window is {window}!!"))
        wording_version.cache_clear()

    yield reword
    wording_version.cache_clear()


def test_a_release_that_words_a_sentence_otherwise_counts_every_macro(shop, rewording):
    """Files and facts are the same, and no day has come: twenty macros under a limit of ten wait for a person."""
    late(shop, 20)
    shop.ready()
    shop.configure(limits="{updates: {max: 10}}")
    rewording()
    shop.writes()
    refused = shop.run("sync")
    assert refused.code == 5
    for name in ("shop", "shop-eu"):
        assert f"{name}: would update 20 macros, more than limits.updates.max = 10" in refused.err
    assert shop.writes() == 0
    shop.ok("sync", "--allow", "updates")


def test_a_helpdesk_that_is_down_holds_no_other_in_a_triage(shop):
    """The tickets of the other one are marked; when none answers, that is all there is to say."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.fault("freshdesk", "GET", "/tickets", "status", status=503, to=None)
    ran = shop.run("triage")
    assert ran.code == 75
    assert "shop: 1 ticket read, 1 written." in ran.out
    assert "shop-eu: " in ran.err
    assert "backorder_wid_12" in shop.tags(number)
    shop.fault("zendesk", "GET", "/incremental", "status", status=503, to=None)
    ran = shop.run("triage", "--format", "json")
    assert ran.code == 75
    assert ran.json["ok"] is False


def test_tickets_of_one_helpdesk_hold_none_of_another(shop):
    """Where one helpdesk has too many tickets to write, those of the other are written all the same."""
    shop.ready()
    for _ in range(3):
        shop.customer("Where is my blue widget?")
    shop.configure(limits="{tickets: 2}")
    shop.ok("triage", "--helpdesk", "shop-eu", "--allow", "tickets")
    number = shop.customer("Where is my blue widget?")
    ran = shop.run("sync", "--format", "json")
    assert ran.code == 5
    assert parts(ran) == {("shop", "tickets", "tickets")}
    assert [(part["helpdesk"], part["refused"], len(part["tickets"])) for part in ran.json["tickets"]] == [
        ("shop", 4, 0),
        ("shop-eu", 0, 1),
    ]
    assert shop.fields("freshdesk", number)["Backorder ship window"]
