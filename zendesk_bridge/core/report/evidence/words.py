"""How people are told what evidence holds, and what it cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from zendesk_bridge.core.evidence import Answer, Evidence, GivenNotice, ItemEvidence, Quotation, Quoted, TicketEvidence
from zendesk_bridge.core.evidence.dates import Computed
from zendesk_bridge.core.facts.changes import days_of
from zendesk_bridge.core.model import BY_BRIDGE, Accuracy, MessageLine, MessageState
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.report.chosen import read_from

NOT_ADVICE: Final = (
    "This is a record, and no legal advice: which rule holds for an order, and what it asks, is for a lawyer to say."
)

_PAYMENT: Final = "Payment and refunds: what was paid, charged, refunded or disputed is not known here."
_CARRIER: Final = (
    "Carrier: whether and when the item was handed over, and where it is, is not known here. That an item is late no "
    "more says that it was taken off the shop's list of late items, and proves no shipment."
)
_ORDER: Final = (
    "The order itself: its number stands in the customer's own words. What was bought, when and at what price is in "
    "the shop's records."
)
_REST_OF_ORDER: Final = (
    "The rest of the order: known are its late items, as the shop's feed gave them for outreach. Who bought, when, at "
    "what price, and what else is on it, is in the shop's records."
)
_ELSEWHERE: Final = "What was said elsewhere: by phone, in chats, in e-mails of the shop, on its pages."
_READ: Final = "Whether the customer read a reply: its time is that at which the helpdesk sent it."


def unknown(found: Evidence) -> tuple[str, ...]:
    """Return what evidence does not say, as people should hear it before they rely on it."""
    ordered = found.messages or any(item.ordered for ticket in found.tickets for item in ticket.items)
    return (_PAYMENT, _CARRIER, _REST_OF_ORDER if ordered else _ORDER, _ELSEWHERE, _READ)


MARKETS: Final = {
    Market.NONE: "No market's rule is applied: no day for a consent or a refund is computed.",
    Market.US: "The rule applied is that of the United States, 16 CFR Part 435, as far as it is carried here.",
    Market.UK: "Of the United Kingdom's rule no day is computed, for neither the contract nor the delivery is known.",
    Market.EU: "Of the European Union's rule no day is computed, for neither the contract nor the delivery is known.",
}

ACCURACIES: Final = {
    Accuracy.CURRENT: "what was in force then",
    Accuracy.STALE: "a window that was superseded, or over, by then",
    Accuracy.INVENTED: "a window that the shop's facts never had",
    Accuracy.UNDATED: "no ship date",
    Accuracy.UNPROVEN: "sent before the first state of the item that is known",
}

DATES: Final = {
    Computed.SHIP_BY: "Promised at the order (T)",
    Computed.REVISED: "Revised ship date (R)",
    Computed.NEXT_UPDATE: "Next update",
    Computed.CONSENT_BY: "Consent by",
    Computed.REFUND_BY: "Refund by",
}

CHOICES: Final = {
    "wait": "wait for the item",
    "swap": "take another item instead",
    "split": "have the rest shipped now",
    "cancel": "cancel, with a refund",
}

_STATES: Final = {
    Quoted.EDITED: "the reply was edited; only its newest text is there, see the notice below of the same comment",
    Quoted.GONE: "the ticket has no such public comment any more: it was deleted, or made private",
    Quoted.OFFLINE: "left out: the helpdesk was not asked (--offline)",
    Quoted.UNREACHED: "the helpdesk did not show it",
}


def rules(found: Evidence) -> Iterator[str]:
    """Yield whose rules are applied, each with the helpdesk where there are several."""
    markets = dict.fromkeys((ticket.helpdesk, ticket.market) for ticket in found.tickets)
    several = len({market for _, market in markets}) > 1
    if several:
        yield from (f"{helpdesk}: {MARKETS[market]}" for helpdesk, market in markets)
    else:
        yield from (MARKETS[market] for market in {market for _, market in markets})


def no_text(text: Quotation) -> str:
    """Return why a text is not shown."""
    return _STATES.get(text.state, "there is no text: nothing was written")


def shown(text: Quotation) -> str:
    """Return what is to be known of a text that is shown; "" for one that simply stands there."""
    said = (
        "edited since: what it said when it was sent is known by its days alone" if text.state is Quoted.EDITED else ""
    )
    return f"{said}{'; ' if said and text.cut else ''}{'cut: the rest is in the helpdesk' if text.cut else ''}"


def told_what(notice: GivenNotice) -> str:
    """Return in one line what a notice told."""
    promise = notice.promise
    update = f", next update {promise.next_update}" if promise.next_update else ", no day for the next word"
    return f"{days_of(promise.window) if promise.window else 'no ship date'}{update}"


OUTREACH: Final = "Messages of outreach about this order"

_BECAME: Final = {
    MessageState.PLANNED: "planned, not sent yet",
    MessageState.INTENDED: "begun; whether it was sent, the next run finds out",
    MessageState.TOLD: "sent",
    MessageState.DRAFTED: "left as a draft for an agent, which tells the customer nothing by itself",
    MessageState.EXPORTED: "written to a file for another program to send",
    MessageState.SKIPPED: "not sent",
    MessageState.FAILED: "not taken by the helpdesk",
}


def outreach(found: Evidence) -> Iterator[str]:
    """Yield in a line each what became of the messages of outreach about an order, and what they say."""
    for one in found.messages:
        message = one.message
        at = f"{message.at.astimezone(found.zone):%Y-%m-%d %H:%M}: " if message.at else ""
        why = f" ({message.why})" if message.why else ""
        where = f", on {message.helpdesk} #{message.ticket_id}" if message.ticket_id else ""
        said = ", ".join(f"{line.sku} {_ships(line)}" for line in message.lines)
        unsure = "; whether that was done is not known here" if message.state is MessageState.EXPORTED else ""
        yield f"{at}{_BECAME[message.state]}{why}{where}: {said} (message {message.id}, {one.in_words}){unsure}"


def _ships(line: MessageLine) -> str:
    if not line.version:
        return "is late no more"
    return f"ships {days_of(line.window)}" if line.window else "has no ship date yet"


def for_all(item: ItemEvidence) -> str:
    """Return what limits the day that was promised at every order, where an order is known to have one of its own."""
    return " for orders without a day of their own" if any(one.own_day for one in item.ordered) else ""


def ordered(item: ItemEvidence) -> Iterator[str]:
    """Yield in a line each what is known of an item on the orders that outreach wrote about, and from where."""
    yield from (f"{one.in_words} ({one.source})" for one in item.ordered)


def drafts(found: Evidence, item: ItemEvidence) -> Iterator[str]:
    """Yield in a line each which messages were left for an agent, and whether the customer heard anything since."""
    for one in item.drafts:
        message = one.message
        at = f" of {message.at.astimezone(found.zone):%Y-%m-%d %H:%M}" if message.at else ""
        since = any(message.at is None or notice.promise.at >= message.at for notice in item.notices)
        known = "What the customer was told since is below." if since else "No reply since is known: it waits."
        yield f"A draft{at} ({one.in_words}) told the customer nothing by itself: an agent sends it. {known}"


def author(notice: GivenNotice) -> str:
    """Return who wrote a reply, by the helpdesk's id, or by whose will the bridge sent it."""
    agent_id = notice.promise.agent_id
    if agent_id == BY_BRIDGE:
        return f"the bridge, by outreach ({notice.sent.in_words})" if notice.sent else "the bridge, by outreach"
    return "an agent" if agent_id is None else f"agent {agent_id}"


def chose(answer: Answer) -> str:
    """Return in one line what an answer says, and how that is known."""
    if answer.choice is None:
        return f"{answer.comment}: no choice is read from it"
    return f"{CHOICES[answer.choice.kind]} ({read_from(answer.choice)})"


def warnings(found: Evidence) -> Iterator[str]:
    """Yield what a reader must know before the rest: why texts are missing, and whose tickets these are."""
    yield from (f"{called(ticket)}: {ticket.trouble}" for ticket in found.tickets if ticket.trouble)
    customers = {(ticket.helpdesk, ticket.requester_id) for ticket in found.tickets if ticket.requester_id is not None}
    per_desk = Counter(helpdesk for helpdesk, _ in customers)
    if any(count > 1 for count in per_desk.values()):
        yield (
            "These tickets are of different customers who all named this order: make sure that each is about it, and "
            "leave out what is not this customer's: --ticket shows one ticket alone."
        )


def called(ticket: TicketEvidence) -> str:
    """Return what a ticket is called."""
    return f"{ticket.helpdesk} ticket #{ticket.ticket_id}"


def title(found: Evidence) -> str:
    """Return what the whole is called."""
    return f"Evidence for {found.asked}"
