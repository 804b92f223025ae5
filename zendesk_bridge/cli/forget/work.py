"""One customer is forgotten, after it was shown what that is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from zendesk_bridge.app import forgetting
from zendesk_bridge.cli.common import ask, emit, emit_json, load_with_state, named, opened_state, show
from zendesk_bridge.core.model import Erased, KnownAccount
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import State

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
    "would be written to once more, as if never told."
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
    with opened_state(load_with_state(config), writes=not dry_run) as state:
        if helpdesk is not None:
            named("account", helpdesk, {known.name: known for known in state.accounts()})
        found = _one(state, customer, helpdesk)
        if found is None:
            _tell(None, customer, form, dry_run=dry_run)
            return 0
        account, erased = found
        if not (yes or dry_run):
            show("\n".join(_before(account, customer, erased)))
            ask("Forget all this?")
        if not dry_run:
            erased = forgetting.forget(state, account, customer, datetime.now(UTC))
        _tell((account, erased), customer, form, dry_run=dry_run)
    return 0


def _one(state: State, customer: int, helpdesk: str | None) -> tuple[KnownAccount, Erased] | None:
    """Return where this customer is known, and how much; a number that two helpdesks gave out is a usage error."""
    found = forgetting.remembered_of(state, customer, [helpdesk] if helpdesk else ())
    if len(found) > 1:
        names = " or ".join(f"--helpdesk {account.name}" for account in found)
        raise click.UsageError(f"Customer {customer} is known on several helpdesks, and may be several people: {names}")
    return next(iter(found.items()), None)


# --- for people and programs


def _tell(found: tuple[KnownAccount, Erased] | None, customer: int, form: str, *, dry_run: bool) -> None:
    if form == "json":
        emit_json(_as_json(found, customer, dry_run=dry_run))
    elif found is None:
        emit(f"Nothing is remembered of customer {customer}.")
    elif dry_run:
        emit("\n".join(_before(found[0], customer, found[1])))
    else:
        account, erased = found
        emit(f"{account.name}: forgotten of customer {customer}: {_counts(erased)}.\n{_kept(erased)}\n{ANEW}")


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
    counted = ", ".join([*(number(count, what) for count, what in parts), *written])
    tickets = ", ".join(f"#{ticket}" for ticket in erased.tickets[:SHOWN])
    more = f" and {len(erased.tickets) - SHOWN} more" if len(erased.tickets) > SHOWN else ""
    return f"{counted}, on {'ticket' if len(erased.tickets) == 1 else 'tickets'} {tickets}{more}"


def _as_json(found: tuple[KnownAccount, Erased] | None, customer: int, *, dry_run: bool) -> dict[str, Any]:
    account, erased = found or (None, Erased())
    return {
        "ok": True,
        "dry_run": dry_run,
        "customer": customer,
        "helpdesk": account and account.name,
        "promises": erased.promises,
        "answers": erased.choices,
        "orders": erased.orders,
        "messages": erased.messages,
        "tickets": list(erased.tickets),
        "kept": _kept(erased),
        "note": ANEW,
    }
