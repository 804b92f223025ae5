"""Use case: what was said to and by one customer is forgotten, and our marks on their tickets stay right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from zendesk_bridge.app.bridge import LEASE
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import Entry, Erased, KnownAccount, View
from zendesk_bridge.core.ports import Memory, State

_RUN = "forget"


def remembered_of(state: State, customer: int, names: Collection[str] = ()) -> dict[KnownAccount, Erased]:
    """Return what is remembered of a customer, by account; of ``names`` alone where there are any."""
    wanted = (account for account in state.accounts() if not names or account.name in names)
    found = {account: state.memory(account.row).said_with(customer) for account in wanted}
    return {account: erased for account, erased in found.items() if erased}


def forget(state: State, account: KnownAccount, customer: int, now: datetime) -> Erased:
    """Forget what was said to and by a customer of this account; on the helpdesk nothing changes. Raises Busy.

    Which tags and fields are ours stays known. The next run decides anew on these tickets, for some tags follow from
    what was said; and nothing that was said on them until now is remembered again, however often it is read.
    """
    with state.lease(LEASE):
        memory = state.memory(account.row)
        # First: what was said until now is heard no more from here on, whatever comes between.
        _close(memory, memory.said_with(customer).tickets, now)
        return memory.forget_customer(customer)


def _close(memory: Memory, tickets: Collection[int], now: datetime) -> None:
    """Remember up to when these tickets are forgotten: their numbers, and of nobody whose they are."""
    views = memory.views(tickets)
    entries = {}
    for ticket_id in tickets:
        view = views.get(ticket_id, View())
        after = replace(view, forgotten=now, touched=bool(view.items) or view.touched)
        entries[ticket_id] = Entry(events(ticket_id, view, after, Stamp(now, _RUN)), after)
    memory.record(entries)
