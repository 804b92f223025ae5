"""Use case: what was said to and by one customer is forgotten, and our marks on their tickets stay right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime

from zendesk_bridge.app.accounts import is_still
from zendesk_bridge.app.bridge import LEASE
from zendesk_bridge.app.outreach.totals import outreach_totals
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import UNSENT, Entry, Erased, KnownAccount, View, address_digest
from zendesk_bridge.core.ports import Helpdesk, Memory, State

_RUN = "forget"

NO_ADDRESS = "it knows no e-mail address of theirs"
OTHER = "it is another account now than the one that is remembered"


@dataclass(frozen=True, slots=True)
class KnownAddresses:
    """What helpdesks told of the addresses of one customer.

    ``digests`` of them, and ``unknown``, why there are none, are by the account's name. So many messages, to whomever,
    are still ``to_send``: where nothing is known, nobody can tell whether one of them is this customer's.
    """

    digests: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    unknown: Mapping[str, str] = field(default_factory=dict)
    to_send: int = 0

    def of(self, name: str) -> frozenset[str]:
        """Return the digests that are known by an account."""
        return self.digests.get(name, frozenset())


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Asks helpdesks for the addresses of a customer; ``desks`` are those of the config with their addresses."""

    desks: Mapping[str, str]
    open_helpdesk: Callable[[str], AbstractContextManager[Helpdesk]]

    def look_up(self, state: State, customer: int, names: Collection[str] = ()) -> KnownAddresses:
        """Return what they tell of one; none is asked where outreach never wrote to anybody. Raises StateError."""
        counts = outreach_totals(state.waves()).messages
        if not any(counts.values()):
            return KnownAddresses()
        digests, unknown, key = {}, {}, state.waves().key()
        for account in _accounts(state, names):
            if account.name not in self.desks:
                continue
            try:
                found = self._addresses(account, customer)
            except BridgeError as error:
                unknown[account.name] = error.message
                continue
            digests[account.name] = frozenset(address_digest(key, one) for one in found or ()) - {""}
            if not digests[account.name]:
                unknown[account.name] = OTHER if found is None else NO_ADDRESS
        return KnownAddresses(digests, unknown, sum(counts.get(state, 0) for state in UNSENT))

    def _addresses(self, account: KnownAccount, customer: int) -> tuple[str, ...] | None:
        """Return a customer's addresses, None where the helpdesk is another account than the one that is known."""
        with self.open_helpdesk(account.name) as helpdesk:
            if not is_still(helpdesk, account, self.desks[account.name]):
                return None
            return helpdesk.addresses([customer]).get(customer, ())


def remembered_of(
    state: State, customer: int, known: KnownAddresses, names: Collection[str] = ()
) -> dict[KnownAccount, Erased]:
    """Return what is remembered of a customer, by account; of ``names`` alone where there are any."""
    wanted = _accounts(state, names)
    found = {account: state.memory(account.row).said_with(customer, known.of(account.name)) for account in wanted}
    return {account: erased for account, erased in found.items() if erased}


def forget(state: State, account: KnownAccount, customer: int, known: KnownAddresses, now: datetime) -> Erased:
    """Forget what was said to and by a customer of this account; on the helpdesk nothing changes. Raises Busy.

    Which tags and fields are ours stays known. The next run decides anew on these tickets, for some tags follow from
    what was said; and nothing that was said on them until now is remembered again, however often it is read.
    """
    digests = known.of(account.name)
    with state.lease(LEASE):
        memory = state.memory(account.row)
        # First: what was said until now is heard no more from here on, whatever comes between.
        _close(memory, memory.said_with(customer, digests).tickets, now)
        return memory.forget_customer(customer, digests)


def _accounts(state: State, names: Collection[str]) -> tuple[KnownAccount, ...]:
    return tuple(account for account in state.accounts() if not names or account.name in names)


def _close(memory: Memory, tickets: Collection[int], now: datetime) -> None:
    """Remember up to when these tickets are forgotten: their numbers, and of nobody whose they are."""
    views = memory.views(tickets)
    entries = {}
    for ticket_id in tickets:
        view = views.get(ticket_id, View())
        after = replace(view, forgotten=now, touched=bool(view.items) or view.touched)
        entries[ticket_id] = Entry(events(ticket_id, view, after, Stamp(now, _RUN)), after)
    memory.record(entries)
