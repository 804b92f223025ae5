"""forget while a wave is on its way: what was still to be sent is taken off, by the address that the helpdesk tells."""

from __future__ import annotations

from typing import Any

import pytest
from test_outreach_drafts import MAIL, SEGMENTS

ORDERS = """\
id,order,line,sku,quantity,email,customer,locale,country,value,currency,ordered_at
1,#1001,11,WID-12,2,alex@example.com,Alex Morgan,en_US,DE,48.00,USD,2026-11-08T10:00:00Z
2,#1002,21,WID-12,1,bo@example.com,Bo Lind,en_US,DE,48.00,USD,2026-11-08T10:00:00Z
"""


@pytest.fixture
def begun(shop: Any) -> tuple[Any, str, str]:
    """Return a shop with a wave of two messages of which none is sent yet, and whose ticket is known: one customer's.

    No message stands on that ticket: nothing but the address tells that the wave writes to them.
    """
    on(shop, per_hour=1, approvals=2)
    shop.write("orders.csv", ORDERS)
    shop.write("macros/segments.yaml", SEGMENTS)
    shop.write("macros/order-first.yaml", MAIL)
    shop.ready()
    ticket = shop.customer("Is the shop open on Sunday?")
    shop.ok("sync")
    wave = shop.ok("outreach", "plan", "--format", "json").json["plan"]
    shop.ok("outreach", "send", "--plan", wave, "--approve-as", "Dana")
    return shop, wave, str(shop.ticket(ticket)["requester_id"])


def on(shop: Any, per_hour: int, approvals: int) -> None:
    """Write the config with these settings of outreach."""
    outreach = f'{{send: true, hours: "0:00-24:00", per_hour: {per_hour}, approvals: {approvals}}}'
    shop.configure(orders="[{type: file, path: orders.csv, helpdesk: shop}]", outreach=outreach)


def written_to(shop: Any) -> list[str]:
    """Return the subjects of the tickets that outreach began."""
    rows = shop.get("zendesk", "/api/v2/tickets.json?page[size]=100")["tickets"]
    return [row["subject"] for row in rows if str(row["external_id"] or "").startswith("zendesk-bridge-")]


def test_nothing_goes_out_to_them_any_more(begun: tuple[Any, str, str]) -> None:
    """Shown first, taken off and said; the rest of the wave goes out, and a new plan hands their order to a person."""
    shop, wave, requester = begun
    args = ("forget", "--customer", requester, "--helpdesk", "shop")
    assert "1 message of outreach (1 of them not sent yet)" in shop.ok(*args, "--dry-run").out
    ran = shop.ok(*args, "--yes")
    assert "Taken off what is still to be sent: 1 message of outreach." in ran.out
    assert "example.com" not in ran.out + ran.err
    shop.ok("outreach", "send", "--plan", wave, "--approve-as", "Ben")
    shop.ok("sync")
    assert written_to(shop) == ["Your order #1002 ships later"]
    assert "1 skipped: its customer was forgotten" in shop.ok("outreach", "status").out
    plan = shop.ok("outreach", "plan", "--format", "json").json
    assert plan["messages"] == []
    assert [one["numbers"] for one in plan["not_written_to"] if one["why"] == "forgotten"] == [["#1001"]]
    explained = shop.ok("outreach", "explain", "--order", "#1001").out
    assert "the customer was forgotten (`forget`): a person decides" in explained


def test_where_nobody_can_tell_it_says_so(begun: tuple[Any, str, str]) -> None:
    """Neither a helpdesk that is down nor a customer erased there lets it claim that nothing is left to be sent."""
    shop, _, requester = begun
    shop.fault("zendesk", "GET", "/api/v2/users/show_many.json", "status", status=503, to=None)
    args = ("forget", "--customer", requester, "--helpdesk", "shop", "--yes")
    ran = shop.run(*args)
    assert (ran.code, "Nothing is remembered of customer" in ran.out) == (3, True)
    assert "shop did not tell the address of this customer" in ran.err
    assert "2 messages of outreach are still to be sent, and nobody can tell whether one is theirs" in ran.err
    shop.heal()
    gone = shop.run("forget", "--customer", "999999", "--helpdesk", "shop", "--yes", "--format", "json")
    assert (gone.code, gone.json["ok"], len(gone.json["doubts"])) == (3, False, 1)
    assert "it knows no e-mail address of theirs" in gone.json["doubts"][0]
