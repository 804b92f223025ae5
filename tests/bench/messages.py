"""What messages to customers cost: ``python tests/bench/messages.py [MESSAGES]`` (1,000 when left out).

Counts the calls that both helpdesks get over HTTP, beside the fewest that could do the same. Zendesk would begin a
hundred tickets by one background job (two calls each: the job, and a look at how it ended). It is not done: each
message is decided on by an order read that very moment, and after a lost answer nobody could tell which of a hundred
went out. Freshdesk's API begins one ticket by one call.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from zendesk_bridge.core import fields as our_fields
from zendesk_bridge.core.model import Delivery, FieldKey, Mail, Recipient
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.records import NewTicket

MAIL = Mail("Your order #1042 ships later", "<p>It ships between December 1 and December 5.</p>" * 8, "")
HUNDRED = 100
LEAST = {"zendesk": lambda count: 2 * -(-count // HUNDRED), "freshdesk": lambda count: count}
KINDS: dict[str, Any] = {"zendesk": zendesk, "freshdesk": freshdesk}


def letter(number: int, way: str, ticket: int | None = None) -> Delivery:
    """Return a message to a customer of its own."""
    to = Recipient(f"c{number}@example.com", "Ann Ode")
    texts = {FieldKey.ITEMS: "Blue Widget", FieldKey.LANGUAGE: "en"}
    return Delivery(f"{way}{number:012x}", to, MAIL, "en", ("backorder",), texts, ticket, draft=way == "draft")


def main() -> None:
    """Send, count, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with Sandbox(seed=None) as box:
        for kind, package in KINDS.items():
            desk = package.build("shop", getattr(box, f"{kind}_url"), box.credentials.by_type[kind])
            try:
                measure(box, desk, kind, count)
            finally:
                desk.close()


def measure(box: Sandbox, desk: Helpdesk, kind: str, count: int) -> None:
    """Send so many messages in each way."""
    for spec in our_fields.find(desk.ticket_fields(), {}).missing:
        desk.create_field(spec)
    fields = our_fields.find(desk.ticket_fields(), {}).found
    people = [box.store.add_user("Ann Ode", f"c{number}@example.com") for number in range(count)]
    open_tickets = [box.store.add_ticket(NewTicket("Hi", person.id, text="Where?")).id for person in people]
    print(f"{kind}, {count:,} messages{'':24}calls  least possible   calls/s")
    news = [letter(number, "new") for number in range(count)]
    deliver = partial(desk.deliver, fields=fields)
    told("tickets of their own", desk, deliver, news, LEAST[kind](count))
    told("looked for after a kill", desk, desk.delivered, news, count)
    for way in ("send", "draft"):
        answers = [letter(number, way, ticket) for number, ticket in enumerate(open_tickets)]
        told(f"on an open ticket ({way})", desk, deliver, answers, LEAST[kind](count))
    by_hundreds = -(-count // HUNDRED) if kind == "zendesk" else count
    told("addresses", desk, desk.addresses, [[person.id for person in people]], by_hundreds)


def told(what: str, desk: Helpdesk, work: Callable[[Any], object], on: Iterable[Any], least: int) -> None:
    """Do the work, and print what it took."""
    calls, began = desk.calls, time.monotonic()
    for one in on:
        work(one)
    spent = desk.calls - calls
    print(f"  {what:<38}{spent:>8,}{least:>16,}{spent / (time.monotonic() - began):>10,.0f}")


if __name__ == "__main__":
    main()
