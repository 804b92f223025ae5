"""One customer is forgotten, after it was shown what that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from zendesk_bridge.app import forgetting
from zendesk_bridge.app.forgetting import AddressBook, KnownAddresses
from zendesk_bridge.app.reports.chosen import ChoiceBook, ChoicesAsked
from zendesk_bridge.cli.common import (
    ask,
    emit,
    emit_json,
    link_to,
    load,
    load_with_state,
    memories_of,
    named,
    opened_state,
    show,
    tell,
)
from zendesk_bridge.core.model import Choice, Erased, KnownAccount
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Helpdesk, State
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import open_helpdesk

PARTLY: Final = 3
"""Exit code: what is known is forgotten, and messages wait of which nobody can tell whose they are."""

SHOWN: Final = 50
"""Tickets that are named; the others are counted. JSON names all."""

LOST: Final = (
    "This is evidence: once it is forgotten, nobody can prove from here what this customer was told and chose. "
    "`zendesk-bridge evidence --ticket NUMBER` shows it until then. Whether the law asks you to keep it or to erase it "
    "is for you to decide."
)
KEPT: Final = (
    "Kept: which tags and fields of ours stand on these tickets, and that what was said on them until now is not to be "
    "remembered again. It names tickets and items, and no customer; without it the next run would take our tags for "
    "somebody else's, and read the same replies anew."
)
WRITTEN: Final = (
    "Of outreach stays which order was told which version of an item, by the shop's own id, and on which ticket; the "
    "digest of their address, the order's number and what they chose on its page are gone. Without it the customer "
    "would be written to once more, as if never told. A later plan that owes these orders another word hands them to a "
    "person; an order of theirs that outreach never had a message for is in it as anybody's, for as long as the shop "
    "lists it with their address."
)
ANEW: Final = (
    "On the helpdesk nothing changes. What is said on these tickets from now on is remembered as on any other: erase "
    "the customer there, too, if they are to be forgotten for good. `state forget` forgets what is kept as well, and "
    "then everything is read anew."
)


def forget(*, config: Path, customer: int, helpdesk: str | None, yes: bool, dry_run: bool, form: str) -> int:
    """Forget a customer.

    Raises InvalidInput, StateError, Busy, UsageError, and BridgeError where nobody agreed.
    """
    settings = load_with_state(config)
    with opened_state(settings, writes=not dry_run) as state:
        if helpdesk is not None:
            named("account", helpdesk, {known.name: known for known in state.accounts()})
        names = [helpdesk] if helpdesk else []
        known = _address_book(settings, config).look_up(state, customer, names)
        found = _one(state, customer, known, names)
        if found:
            _tell_undone(state, settings, *found)
        if found and not (yes or dry_run):
            show("\n".join([*_before(found[0], customer, found[1]), *_doubts(known, found[0])]))
            ask("Forget all this?")
        if found and not dry_run:
            account, _ = found
            found = account, forgetting.forget(state, account, customer, known, datetime.now(UTC))
    doubts = list(_doubts(known, found and found[0]))
    _tell(found, customer, form, doubts, dry_run=dry_run)
    return PARTLY if doubts else 0


def _address_book(settings: Settings, config: Path) -> AddressBook:
    """Return what asks the helpdesks of the config; only who is asked needs credentials."""

    @contextmanager
    def opened(name: str) -> Iterator[Helpdesk]:
        with open_helpdesk(load(config), name, tell) as found:
            found.hurry()
            yield found

    return AddressBook({name: one.url for name, one in settings.helpdesks.items()}, opened)


def _one(
    state: State, customer: int, known: KnownAddresses, names: Sequence[str]
) -> tuple[KnownAccount, Erased] | None:
    """Return where this customer is known, and how much; a number that two helpdesks gave out is a usage error."""
    found = forgetting.remembered_of(state, customer, known, names)
    if len(found) > 1:
        names = " or ".join(f"--helpdesk {account.name}" for account in found)
        raise click.UsageError(f"Customer {customer} is known on several helpdesks, and may be several people: {names}")
    return next(iter(found.items()), None)


# --- for people and programs


def _tell_undone(state: State, settings: Settings, account: KnownAccount, erased: Erased) -> None:
    """Warn of what this customer chose and nobody has carried out: forgotten, it is on no list any more."""
    book = ChoiceBook(memories_of(state, settings, account.name), partial(link_to, settings), state.waves())
    asked = (ChoicesAsked(ticket_id=ticket) for ticket in erased.tickets)
    undone = [one.answer for each in asked for one in book.pending(each) if isinstance(one.answer, Choice)]
    if undone:
        what = ", ".join(f"{one.kind} for {one.sku or 'several items'} on #{one.ticket_id}" for one in undone)
        tell(
            f"warning: {number(len(undone), 'choice')} of theirs not carried out yet ({what}): forgotten, "
            "`choices --pending` does not list it any more, and no plan tells of it; carry it out, or write it down"
        )


def _doubts(known: KnownAddresses, account: KnownAccount | None) -> Iterator[str]:
    """Yield why messages that are still to be sent may be this customer's, where nobody can tell."""
    for name, why in known.unknown.items() if known.to_send else ():
        if account is None or account.name == name:
            waits = f"{number(known.to_send, 'message')} of outreach {'is' if known.to_send == 1 else 'are'} still"
            yield (
                f"{name} did not tell the address of this customer ({why}). {waits} to be sent, and nobody can tell "
                "whether one is theirs: look at their order with `zendesk-bridge outreach explain --order N`, or stop "
                "the wave: zendesk-bridge outreach stop"
            )


def _tell(
    found: tuple[KnownAccount, Erased] | None, customer: int, form: str, doubts: Sequence[str], *, dry_run: bool
) -> None:
    for doubt in doubts:
        tell(f"warning: {doubt}")
    if form == "json":
        emit_json({"ok": not doubts, **_as_json(found, customer, dry_run=dry_run), "doubts": list(doubts)})
    elif found is None:
        emit(f"Nothing is remembered of customer {customer}.")
    elif dry_run:
        emit("\n".join(_before(found[0], customer, found[1])))
    else:
        account, erased = found
        emit(f"{account.name}: forgotten of customer {customer}: {_counts(erased)}.")
        if erased.unsent:
            emit(f"Taken off what is still to be sent: {number(erased.unsent, 'message')} of outreach.")
        emit(f"{_kept(erased)}\n{ANEW}")


def _before(account: KnownAccount, customer: int, erased: Erased) -> Iterator[str]:
    """Yield what would be forgotten, first of all what is lost by it."""
    yield LOST
    yield f"{account.name}: remembered of customer {customer}: {_counts(erased)}."
    yield _kept(erased)
    yield ANEW


def _kept(erased: Erased) -> str:
    return f"{KEPT} {WRITTEN}" if erased.messages else KEPT


def _counts(erased: Erased) -> str:
    parts = ((erased.promises, "promise"), (erased.choices, "answer"), (erased.orders, "order"))
    written = [number(erased.messages, "message") + " of outreach"] if erased.messages else []
    if erased.unsent:
        written[0] += f" ({erased.unsent} of them not sent yet)"
    counted = ", ".join([*(number(count, what) for count, what in parts), *written])
    if not erased.tickets:
        return counted
    tickets = ", ".join(f"#{ticket}" for ticket in erased.tickets[:SHOWN])
    more = f" and {len(erased.tickets) - SHOWN} more" if len(erased.tickets) > SHOWN else ""
    return f"{counted}, on {'ticket' if len(erased.tickets) == 1 else 'tickets'} {tickets}{more}"


def _as_json(found: tuple[KnownAccount, Erased] | None, customer: int, *, dry_run: bool) -> dict[str, Any]:
    account, erased = found or (None, Erased())
    return {
        "dry_run": dry_run,
        "customer": customer,
        "helpdesk": account and account.name,
        "promises": erased.promises,
        "answers": erased.choices,
        "orders": erased.orders,
        "messages": erased.messages,
        "messages_not_sent_any_more": erased.unsent,
        "tickets": list(erased.tickets),
        "kept": _kept(erased),
        "note": ANEW,
    }
