"""Whose messages are whose: what becomes of them where an account, its name or a customer is forgotten."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select, update

from zendesk_bridge.core.model import FORGOTTEN, MessageState
from zendesk_bridge.state.tables import accounts, customers, messages, page_choices

_UNSENT: Final = (MessageState.PLANNED.value, MessageState.SKIPPED.value, MessageState.FAILED.value)


def written_through(connection: Connection, row: int) -> int:
    """Return how many messages belong to this account."""
    return _count(connection, messages.c.helpdesk == _name(row))


def rename(connection: Connection, names: Mapping[int, str]) -> None:
    """Let the messages of these accounts go under the new names, before the accounts do: two may change places."""
    for row in names:
        moved = update(messages).where(messages.c.helpdesk == _name(row)).values(helpdesk=f"\n{row}")
        connection.execute(moved)
    for row, name in names.items():
        connection.execute(update(messages).where(messages.c.helpdesk == f"\n{row}").values(helpdesk=name))


def forget_account(connection: Connection, row: int) -> None:
    """Forget the messages of an account: whoever tried it out on a sandbox has told no customer anything."""
    connection.execute(delete(messages).where(messages.c.helpdesk == _name(row)))


@dataclass(frozen=True, slots=True)
class Addressee:
    """One customer of an account: their number there, ``tickets`` known as theirs, ``digests`` of their addresses."""

    row: int | None
    requester_id: int
    tickets: Collection[int]
    digests: Collection[str] = ()


def written_to(connection: Connection, to: Addressee) -> tuple[int, int]:
    """Return how many messages went to this customer, or are to, and how many of them are to."""
    theirs = _theirs(connection, to)
    return _count(connection, theirs), _count(connection, theirs, messages.c.state == MessageState.PLANNED.value)


def forget_customer(connection: Connection, to: Addressee) -> tuple[int, int]:
    """Forget who a customer is and what they chose on a page; return as :func:`written_to` does.

    Which order was told what stays, by the shop's own id: without it they would be written to again. So does, of what
    never went out, that it was to: the next plan would begin anew with them.
    """
    theirs = _theirs(connection, to)
    counts = written_to(connection, to)
    chosen = page_choices.c.message.in_(select(messages.c.id).where(theirs))
    connection.execute(delete(page_choices).where(chosen))
    never = {"state": MessageState.SKIPPED.value, "why": FORGOTTEN, "after": None}
    connection.execute(update(messages).where(theirs, messages.c.state.in_(_UNSENT)).values(never))
    connection.execute(update(messages).where(theirs).values(customer="", order_number=""))
    known = (customers.c.account_id == to.row, customers.c.requester_id == to.requester_id)
    connection.execute(delete(customers).where(*known))
    return counts


def _theirs(connection: Connection, to: Addressee) -> ColumnElement[bool]:
    """Return which messages are a customer's: to their address, wherever it is known from, and on their tickets."""
    mine = (customers.c.account_id == to.row, customers.c.requester_id == to.requester_id)
    known = select(customers.c.customer).where(*mine)
    on_tickets = and_(messages.c.helpdesk == _name(to.row), messages.c.ticket_id.in_(sorted(to.tickets)))
    on_theirs = select(messages.c.customer).where(on_tickets)
    found = {*to.digests, *connection.scalars(known), *connection.scalars(on_theirs)}
    return messages.c.customer.in_(sorted(found - {""}))


def _name(row: int | None) -> Any:
    return select(accounts.c.name).where(accounts.c.id == row).scalar_subquery()


def _count(connection: Connection, *which: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(messages).where(*which)) or 0
