"""outreach send, stop, resume, status and export: a reviewed plan reaches the customers once, and the rest sees it."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

SEGMENTS = "segments: [{key: everyone, template: order-first}]\n"
MAIL = """\
key: order-first
per: order
subject: "Your order {{ order.number }} ships later"
reply: |
  Hi {{ customer.first_name }},

  your {{ backorder.items }} ships {{ backorder.ship_window }}. You hear from us by {{ backorder.next_update }}.
"""
HEAD = "id,order,line,sku,quantity,email,customer,locale,country,value,currency,ordered_at\n"
ROW = "{0},#100{0},{0}1,WID-12,1,{1},{2},en_US,DE,48.00,USD,2026-11-08T10:00:00Z\n"
PEOPLE = (("ada@example.com", "Ada Lovelace"), ("cy@example.com", "Cy Young"), ("ed@example.com", "=1+1"))
ON = '{send: true, hours: "0:00-24:00"}'


def orders(*people: tuple[str, str]) -> str:
    """Return the shop's file of orders."""
    return HEAD + "".join(ROW.format(number, email, name) for number, (email, name) in enumerate(people, 1))


@pytest.fixture
def store(shop: Any) -> Any:
    """Give a shop with three late orders, one mail, and outreach switched on."""
    on(shop)
    shop.write("orders.csv", orders(*PEOPLE))
    shop.write("macros/segments.yaml", SEGMENTS)
    shop.write("macros/order-first.yaml", MAIL)
    shop.ready()
    shop.ok("sync")
    return shop


def on(shop: Any, outreach: str = ON) -> None:
    """Write the config with these settings of outreach."""
    shop.configure(orders="[{type: file, path: orders.csv, helpdesk: shop}]", outreach=outreach)


def plan(shop: Any) -> str:
    """Return the ID of a plan."""
    told = json.loads(shop.ok("outreach", "plan", "--format", "json").out)
    return str(told["plan"])


def begun(shop: Any) -> list[dict[str, Any]]:
    """Return the tickets that outreach began, oldest first."""
    rows = shop.get("zendesk", "/api/v2/tickets.json?page[size]=100")["tickets"]
    return [row for row in rows if str(row["external_id"] or "").startswith("zendesk-bridge-")]


def test_a_plan_is_sent_once_and_seen_by_the_rest(store: Any) -> None:
    """Each customer gets one ticket with our tags; sync changes nothing on it; lists and evidence know of it."""
    wave = plan(store)
    ran = store.ok("outreach", "send", "--plan", wave)
    assert ran.out.splitlines()[0] == f"Wave {wave}: 3 sent. It is done."
    tickets = begun(store)
    assert [one["subject"] for one in tickets] == [f"Your order #100{number} ships later" for number in (1, 2, 3)]
    assert all({"backorder", "backorder_wid_12"} <= set(one["tags"]) for one in tickets)
    assert store.ok("outreach", "send", "--plan", wave).out == f"Wave {wave} is done: nothing is left to be sent.\n"
    assert len(begun(store)) == 3
    store.admin("zendesk", "requests", method="DELETE")
    store.ok("sync")
    assert store.get("zendesk", "/_sandbox/requests")["writes"] == 0
    number = tickets[0]["id"]
    told = json.loads(store.ok("promises", "--format", "json").out)
    assert str(told).count("WID-12") >= 3
    assert str(number) in store.ok("followups", "--all", "--format", "csv").out
    shown = store.ok("evidence", "--order", "1001")
    assert str(number) in shown.out
    assert f"by the bridge, by outreach (wave {wave}, approved by a person who gave no name)" in shown.out
    assert "order #1001: 1 x WID-12" in shown.out
    assert "Lovelace" not in ran.out + ran.err
    assert "example.com" not in ran.out + ran.err
    assert json.loads(store.ok("outreach", "plan", "--format", "json").out)["messages"] == []


def test_our_own_words_make_no_second_promise(store: Any) -> None:
    """The message comes back with the listing as an agent's reply, and is known as ours."""
    wave = plan(store)
    store.ok("outreach", "send", "--plan", wave, "--approve-as", "Dana")
    assert f"outreach wave {wave}, approved by Dana, description" in store.ok("promises").out
    before = json.loads(store.ok("promises", "--format", "json").out)
    assert {(one["by"], one["wave"], *one["approved_by"]) for one in before["promises"]} == {("bridge", wave, "Dana")}
    assert "Left out: 3 messages that outreach sent, for no agent wrote them." in store.ok("report", "consistency").out
    counted = store.ok("report", "consistency", "--format", "json").json
    assert (counted["replies"], counted["rows"], counted["outreach_messages"]) == (0, [], 3)
    store.ok("sync")
    store.ok("sync")
    assert json.loads(store.ok("promises", "--format", "json").out) == before


def test_nothing_is_sent_before_the_config_says_so(store: Any) -> None:
    """Off by default: the refusal says what to write, and nobody is written to."""
    on(store, "{send: false}")
    ran = store.run("outreach", "send", "--plan", plan(store))
    assert ran.code == 5
    assert "Outreach is off" in ran.err
    assert "outreach: {send: true}" in ran.err
    assert begun(store) == []


def test_switched_off_in_the_middle(store: Any) -> None:
    """What is left of a wave waits, and both the job and the list of waves say why."""
    on(store, '{send: true, per_hour: 1, hours: "0:00-24:00"}')
    store.ok("outreach", "send", "--plan", plan(store))
    assert len(begun(store)) == 1
    on(store, "{send: false, per_hour: 500}")
    assert "outreach is off (outreach.send): what is left of a wave is not sent" in store.ok("sync").err
    assert "Outreach is off (outreach.send)" in store.ok("outreach", "status").out
    assert len(begun(store)) == 1


def test_only_the_plan_that_was_reviewed_is_sent(store: Any) -> None:
    """A wrong, an altered, an empty and an outdated ID refuse with 5, and nothing is sent."""
    wave = plan(store)
    digest, count, minute = wave.split("-")
    more = f"{digest}-{int(count) + 1}-{minute}"
    for wrong in (more, f"{'0' * 8}-{count}-{minute}", "", "nonsense", f"{digest}-{count}"):
        ran = store.run("outreach", "send", "--plan", wrong)
        assert ran.code == 5, (wrong, ran)
        assert "nothing was sent" in ran.err
    store.swap("macros/order-first.yaml", "ships later", "is late")
    assert store.run("outreach", "send", "--plan", wave).code == 5
    assert begun(store) == []
    assert "Nothing was ever sent" in store.ok("outreach", "status").out


def test_two_people_must_agree(store: Any) -> None:
    """With approvals: 2 the same person does not count twice, however they write their name; who did is kept."""
    on(store, '{send: true, approvals: 2, hours: "0:00-24:00"}')
    wave = plan(store)
    assert store.run("outreach", "send", "--plan", wave).code == 2
    first = store.ok("outreach", "send", "--plan", wave, "--approve-as", "Dana Smith")
    assert "waits for 1 more approval: nothing was sent. Approved by Dana Smith." in first.out
    again = store.ok("outreach", "send", "--plan", wave, "--approve-as", " dana  SMITH ")
    assert "waits for 1 more approval" in again.out
    store.ok("outreach", "stop")
    assert (
        "waits for 1 more approval: nothing was sent. Approved by Dana Smith."
        in store.ok("outreach", "resume", wave).out
    )
    store.ok("sync")
    assert begun(store) == []
    last = store.ok("outreach", "send", "--plan", wave, "--approve-as", "Ben")
    assert "3 sent" in last.out
    assert "approved by Dana Smith and Ben" in store.ok("outreach", "status").out
    assert len(begun(store)) == 3


def test_the_second_agrees_to_what_the_first_one_read(store: Any) -> None:
    """Where a mail or a window has changed between two approvals the second counts for nothing, and nobody is told."""
    on(store, '{send: true, approvals: 2, hours: "0:00-24:00"}')
    wave = plan(store)
    store.ok("outreach", "send", "--plan", wave, "--approve-as", "Dana")
    store.swap("macros/order-first.yaml", "ships later", "is late")
    refused = store.run("outreach", "send", "--plan", wave, "--approve-as", "Ben")
    assert (refused.code, begun(store)) == (5, [])
    assert "What would be said now is not what the plan" in refused.err
    assert "a new plan has its orders" in refused.err
    anew = plan(store)
    assert anew.split("-")[1] == "3"
    store.ok("outreach", "send", "--plan", anew, "--approve-as", "Dana")
    told = store.ok("outreach", "plan").out
    assert f"zendesk-bridge outreach stop {anew}" in told
    assert "3 sent" in store.ok("outreach", "send", "--plan", anew, "--approve-as", "Ben").out


def test_the_scheduled_job_goes_on_with_what_waits(store: Any) -> None:
    """A helpdesk that is down after one message leaves with 75; the next sync sends the rest, and says it."""
    wave = plan(store)
    store.fault("zendesk", "POST", "/api/v2/tickets.json", "status", status=503, to=None, **{"from": 2})
    ran = store.run("outreach", "send", "--plan", wave)
    assert ran.code == 75, ran
    assert f"Wave {wave}: 1 sent, 2 left. It runs." in ran.out
    store.heal()
    ran = store.run("sync")
    assert f"Wave {wave}: 2 sent. It is done." in ran.out
    assert len(begun(store)) == 3
    told = json.loads(store.run("sync", "--format", "json").out)
    assert told["outreach"] == []


def test_a_wave_is_stopped_and_goes_on(store: Any) -> None:
    """Stopped, nothing is sent by whoever tries; resumed, the job goes on."""
    wave = plan(store)
    store.fault("zendesk", "POST", "/api/v2/tickets.json", "status", status=503, to=None, **{"from": 2})
    store.run("outreach", "send", "--plan", wave)
    store.heal()
    stopped = store.ok("outreach", "stop").out
    assert f"Wave {wave} is stopped" in stopped
    assert f"To go on:\n  zendesk-bridge outreach resume {wave}\n" in stopped
    assert store.ok("outreach", "stop").out == "Nothing runs, and nothing waits for approval.\n"
    store.run("sync")
    refused = store.run("outreach", "send", "--plan", wave)
    assert (refused.code, len(begun(store))) == (5, 1)
    assert f"outreach resume {wave}" in refused.err
    assert store.run("outreach", "stop", "w0").code == store.run("outreach", "resume", "w0").code == 5
    store.ok("outreach", "resume", wave)
    store.run("sync")
    assert len(begun(store)) == 3


def test_status_says_what_stands_still_and_what_went_over(store: Any) -> None:
    """A stopped wave waits for a person; once a new one has its orders, both waves' numbers add up."""
    on(store, '{send: true, per_hour: 1, hours: "0:00-24:00"}')
    old = plan(store)
    store.ok("outreach", "send", "--plan", old)
    assert f"wave {old}: 2 messages left: the next runs go on with it" in store.run("status").out
    store.ok("outreach", "stop")
    assert f"wave {old}: 2 messages not sent: a new plan has these orders, or" in store.run("status").out
    [told] = store.run("status", "--format", "json").json["outreach"]["waves"]
    assert (told["wave"], told["left"], told["pace"], told["planned"]) == (old, 2, "stopped", 3)
    on(store)
    new = plan(store)
    store.ok("outreach", "send", "--plan", new)
    assert f"2 went over to wave {new}" in store.ok("outreach", "status", old).out
    [told] = store.ok("outreach", "status", old, "--format", "json").json["waves"]
    assert (told["left"], told["moved"], told["fewer"], told["pace"]) == (0, {new: 2}, 0, None)
    assert old not in store.run("status").out


def test_two_people_must_agree_to_an_export(store: Any, tmp_path: Path) -> None:
    """A file of names, addresses and mails is as good as sent: it takes the same approvals, and no run sends it."""
    on(store, '{send: true, approvals: 2, hours: "0:00-24:00"}')
    wave, file = plan(store), tmp_path / "mails.csv"
    assert store.run("outreach", "export", "--plan", wave, str(file)).code == 2
    first = store.ok("outreach", "export", "--plan", wave, str(file), "--approve-as", "Dana")
    assert "waits for 1 more approval: nothing was sent. Approved by Dana." in first.out
    assert not file.exists()
    last = store.ok("outreach", "export", "--plan", wave, str(file), "--approve-as", "Ben")
    assert "3 mails" in last.out
    store.ok("sync")
    assert (begun(store), "approved by Dana and Ben" in store.ok("outreach", "status").out) == ([], True)


def test_mails_are_exported_once(store: Any, tmp_path: Path) -> None:
    """The file has every mail with its recipient, opens in spreadsheets without working anything out, and counts."""
    on(store, '{link: "https://orders.example.com"}')
    wave, file = plan(store), tmp_path / "mails.csv"
    ran = store.ok("outreach", "export", "--plan", wave, str(file))
    assert "3 mails" in ran.out
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert file.stat().st_mode & 0o077 == 0
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["email"] for row in rows] == [email for email, _ in PEOPLE]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    assert all(re.fullmatch(r"https://orders\.example\.com/c/\S+", row["link"]) for row in rows)
    assert begun(store) == []
    assert store.run("outreach", "export", "--plan", wave, str(file)).code == 2
    assert store.run("outreach", "export", "--plan", wave, str(tmp_path / "b.csv")).code == 5
    assert json.loads(store.ok("outreach", "plan", "--format", "json").out)["messages"] == []
    assert "3 exported" in store.ok("outreach", "status").out
    listed = store.ok("followups", "--all")
    assert [f"order #100{number}" in listed.out for number in (1, 2, 3)] == [True] * 3
    assert "An order stands here whose mail outreach exported: it is on no ticket." in listed.out
    [item] = store.ok("followups", "--all", "--format", "json").json["items"]
    assert [(it["order"], it["ticket"], it["link"]) for it in item["tickets"]] == [
        (f"#100{number}", None, None) for number in (1, 2, 3)
    ]
    assert "order #1002" in store.ok("followups", "--format", "ics").out
    assert "Messages: 3 exported for another program." in store.ok("report", "board").out
    shown = store.ok("evidence", "--order", "1002", "--offline")
    assert "written to a file for another program to send: WID-12 ships " in shown.out
    told = json.loads(store.ok("evidence", "--order", "#1002", "--offline", "--format", "json").out)
    assert [one["state"] for one in told["evidence"]["messages"]] == ["exported"]
    assert "written to a file" in store.ok("evidence", "--order", "1002", "--offline", "--format", "html").out


def test_what_would_be_a_formula_is_none_in_the_file(store: Any, tmp_path: Path) -> None:
    """An order's number is made harmless; an address would be nobody's any more, so a person has to look at it."""
    store.write("orders.csv", orders(PEOPLE[0], ("+cy@example.com", "Cy Young")).replace("#1001", "=1001"))
    wave, file = plan(store), tmp_path / "mails.csv"
    ran = store.ok("outreach", "export", "--plan", wave, str(file))
    assert ("1 mail of wave" in ran.out, "1 left out: its address would be a formula" in ran.out) == (True, True)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        assert [(row["email"], row["order"]) for row in csv.DictReader(stream)] == [("ada@example.com", "'=1001")]
    told = json.loads(store.ok("outreach", "plan", "--format", "json").out)
    assert {one["why"]: one["numbers"] for one in told["not_written_to"]}["undeliverable"] == ["#1002"]


def test_a_file_that_cannot_be_written_counts_for_nothing(store: Any, tmp_path: Path) -> None:
    """Where the disk says no, no order counts as told, nothing is left behind, and the same command works later."""
    wave, file = plan(store), tmp_path / "nowhere" / "mails.csv"
    ran = store.run("outreach", "export", "--plan", wave, str(file))
    assert ran.code == 1
    assert "cannot be written: no such file or directory" in ran.err
    assert "3 to be sent" in store.ok("outreach", "status").out
    store.run("sync")
    assert begun(store) == []
    file.parent.mkdir()
    assert "3 mails" in store.ok("outreach", "export", "--plan", wave, str(file)).out
    assert [one.name for one in file.parent.iterdir()] == ["mails.csv"]


def test_an_open_ticket_is_answered_where_the_customer_asked(store: Any) -> None:
    """Their own ticket gets the message as a draft for an agent; what was sent and what was left is told apart."""
    ticket = store.customer("Where is my blue widget?", requester={"email": "Cy@Example.com", "name": "Cy Young"})
    store.ok("sync")
    ran = store.ok("outreach", "send", "--plan", plan(store))
    assert "2 sent, 1 left as drafts for an agent. It is done." in ran.out
    comments = store.get("zendesk", f"/api/v2/tickets/{ticket}/comments.json")["comments"]
    assert [one["public"] for one in comments] == [True, False]
    assert len(begun(store)) == 2
