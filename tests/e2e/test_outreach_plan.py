"""outreach plan and explain, from a file of orders: what they show, and that they write nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SEGMENTS = """\
segments:
  - {key: vip, when: {tags: vip}, to: person, why: they hear it from a person}
  - {key: no-date, when: {dated: no}, template: order-no-date}
  - {key: everyone, template: order-first}
"""
MAIL = """\
key: order-KEY
per: order
subject: "Your order {{ order.number }}: KEY"
reply: |
  Hi {{ customer.first_name }},

  {{ backorder.delay }} {{ backorder.choices }}
"""
ORDERS = """\
id,order,line,sku,quantity,email,customer,locale,country,value,currency,ordered_at,tags
1,#1001,11,WID-12,2,ada@example.com,Ada Lovelace,en_US,US,48.00,USD,2026-11-08T10:00:00Z,
2,#1002,21,LAMP-3,1,ada@example.com,Ada Lovelace,en_US,US,48.00,USD,2026-11-08T10:00:00Z,
3,#1003,31,WID-12,1,cy@example.com,Cy Young,en_US,US,48.00,USD,2026-11-08T10:00:00Z,vip
4,#1004,41,WID-12,1,,Di,en_US,US,48.00,USD,2026-11-08T10:00:00Z,
5,#1005,51,TEA-1,1,ed@example.com,Ed,en_US,US,48.00,USD,2026-11-08T10:00:00Z,
"""


@pytest.fixture
def store(quiet_shop: Any) -> Any:
    """Give a shop with a file of orders, two mails, and segments."""
    quiet_shop.configure(orders="[{type: file, path: orders.csv, helpdesk: shop}]")
    quiet_shop.write("orders.csv", ORDERS)
    quiet_shop.write("macros/segments.yaml", SEGMENTS)
    for key in ("first", "no-date"):
        quiet_shop.write(f"macros/order-{key}.yaml", MAIL.replace("KEY", key))
    return quiet_shop


def test_plan(store: Any) -> None:
    """Each segment has its count, samples and what it gets; who is left out is told with why; the ID comes last."""
    ran = store.ok("outreach", "plan")
    lines = ran.out.splitlines()
    assert lines[0].endswith("4 affected orders; 2 mails, 1 for a person, 1 not written to.")
    assert "vip: 1 order, a person writes" in lines
    assert "no-date: 1 order, template order-no-date" in lines
    assert "everyone: 1 order, template order-first" in lines
    assert '        "Your order #1001: first"' in lines
    assert "    1 order: no e-mail address to write to" in lines
    assert "        #1004" in lines
    assert "1 customer gets more than one mail, for each order is told by itself." in lines
    assert any(line.startswith("  zendesk-bridge outreach send --plan ") for line in lines)
    assert "outreach: {send: true}" in lines[-1]
    for private in ("example.com", "Ada", "Cy"):
        assert private not in ran.out + ran.err
    assert not list(store.folder.glob("zendesk-bridge.db*"))


def test_plan_as_json(store: Any) -> None:
    """Programs get the same, with every message and its lines, and no customer either."""
    ran = store.ok("outreach", "plan", "--format", "json")
    told = json.loads(ran.out)
    assert told["ok"] is True
    assert told["plan"].split("-")[1] == "2"
    assert [message["order"] for message in told["messages"]] == ["#1001", "#1002"]
    assert told["messages"][0]["lines"][0]["quantity"] == 2
    assert {one["key"]: one["orders"] for one in told["segments"]} == {"vip": 1, "no-date": 1, "everyone": 1}
    assert told["not_written_to"][0]["numbers"] == ["#1004"]
    assert "example.com" not in ran.out


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1001", "Order #1001 lands in 'everyone' and gets the template 'order-first'."),
        ("#1002", "yes  dated no: no ship date of LAMP-3 may be told"),
        ("1003", "Order #1003 lands in 'vip': a person writes to this customer."),
        ("1004", "Order #1004 is not written to: no e-mail address to write to."),
    ],
)
def test_explain(store: Any, number: str, said: str) -> None:
    """It says where an order lands, condition by condition, and why it is not written to."""
    assert said in store.ok("outreach", "explain", "--order", number).out


def test_explain_shows_the_mail(store: Any) -> None:
    """As the customer reads it, but for the name."""
    out = store.ok("outreach", "explain", "--order", "1001", "--mail").out
    assert "Subject: Your order #1001: first" in out
    assert "Ada" not in out


def test_a_mail_that_says_nothing_hides_no_reason(store: Any) -> None:
    """Where an order lands is shown, and beside it that its mail cannot be rendered; no feed is blamed for that."""
    mail = MAIL.replace("KEY", "first").replace("{{ backorder.delay }}", "{{ backorder.back_in_stock }}")
    store.write("macros/order-first.yaml", mail)
    ran = store.ok("outreach", "explain", "--order", "1001")
    assert "Order #1001 lands in 'everyone'" in ran.out
    assert "warning: its mail cannot be sent" in ran.err
    assert "no item is back in stock" in ran.err


def test_an_order_that_nothing_is_owed(store: Any) -> None:
    """What is on time, or unknown, is told as that, and the exit code says that nothing was found."""
    for number in ("1005", "4711"):
        ran = store.run("outreach", "explain", "--order", number)
        assert ran.code == 1
        assert f"No feed has an order {number} with a late item on it." in ran.out


def test_nothing_is_late(store: Any) -> None:
    """There is nothing to send, which is no failure; no order is read, even if the file is gone."""
    store.write("macros/backorders.yaml", "backorders: []\n")
    (Path(store.folder) / "orders.csv").unlink()
    out = store.ok("outreach", "plan").out
    assert "nothing is late" in out
    assert "There is nothing to send." in out


def test_what_is_missing_is_named(store: Any) -> None:
    """Orders, segments and templates: each with what to write; as JSON, too."""
    store.write("macros/segments.yaml", SEGMENTS.replace("order-first", "order-furst"))
    ran = store.run("outreach", "plan")
    assert ran.code == 2
    assert "segments.yaml:4:11: everyone: no template is called 'order-furst'" in ran.err
    (Path(store.folder) / "macros/segments.yaml").unlink()
    ran = store.run("outreach", "plan", "--format", "json")
    assert ran.code == 2
    assert "zendesk-bridge init" in json.loads(ran.out)["error"]["fix"]
    store.configure()
    ran = store.run("outreach", "plan")
    assert (ran.code, "orders: [{type: file" in ran.err) == (2, True)


def test_a_wrong_mail_keeps_only_its_own_segment_from_a_plan(store: Any) -> None:
    """A mail that no segment needs stops nothing; one that is needed is told by its own mistake."""
    good = store.ok("outreach", "plan").out
    store.write("macros/order-spare.yaml", "key: order-spare\nper: order\nreply: Hello\n")
    assert store.ok("outreach", "plan").out.splitlines()[:-3] == good.splitlines()[:-3]
    store.write("macros/order-first.yaml", "key: order-first\nper: order\nreply: Hello\n")
    ran = store.run("outreach", "plan")
    assert ran.code == 2
    assert "order-first.yaml" in ran.err


def test_a_shop_that_is_none_is_told(store: Any) -> None:
    """The plan and check name the segment, and what there is."""
    store.write("macros/segments.yaml", SEGMENTS.replace("tags: vip", "shop: shp"))
    said = "vip: no feed of orders and no helpdesk is called 'shp'"
    plan, check = store.run("outreach", "plan"), store.run("check")
    assert (plan.code, check.code) == (2, 2)
    assert said in plan.err
    assert said in check.out


def test_check_looks_at_segments(store: Any) -> None:
    """A template that is none is to be put right; a segment in which nobody can land is a doubt."""
    store.write("macros/segments.yaml", SEGMENTS.replace("order-first", "delay-update"))
    ran = store.run("check")
    assert ran.code == 2
    assert "a macro per ticket, and no mail about an order" in ran.out
    store.write("macros/segments.yaml", SEGMENTS.replace("when: {tags: vip}, ", ""))
    ran = store.run("check")
    assert ran.code == 0, ran
    assert "no order can land in 'no-date': 'vip' above takes every order" in ran.out
