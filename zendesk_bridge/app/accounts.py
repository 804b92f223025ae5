"""Use case: each helpdesk is worked on with what is remembered of its own account, and of no other."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from zendesk_bridge.core.accounts import LOCAL, OwnAccount, Verdict, all_gone, is_same, judge, refusal
from zendesk_bridge.core.errors import (
    BridgeError,
    Incomplete,
    InvalidInput,
    OtherAccount,
    Place,
    Problem,
    Refused,
    Unavailable,
    WrongClock,
)
from zendesk_bridge.core.fields import remembered
from zendesk_bridge.core.model import Account, KnownAccount, Marker, RemoteField
from zendesk_bridge.core.ports import Helpdesk, Memory, State

log = logging.getLogger(__name__)

FEW = 3
"""Macros that we remember, from which on it is no chance that all of them are gone: people delete one or two."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One helpdesk whose account is known: what is remembered of it, and its ticket fields, read on the way.

    ``proven`` says that what is remembered is this account's beyond doubt.
    """

    memory: Memory
    fields: tuple[RemoteField, ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class Naming:
    """What the config calls its helpdesks, with their addresses; whose macros are ours; and whose memory is to go.

    ``as_new`` are the names whose account of before is to be forgotten in this run.
    """

    addresses: Mapping[str, str]
    owner: str
    as_new: frozenset[str] = frozenset()


@dataclass(slots=True)
class Accounts:
    """Finds out once a run which account each helpdesk is, and whether what is remembered is of that account.

    Nothing is written to the state before :meth:`remember`, which wants the lease.
    """

    state: State
    helpdesks: tuple[Helpdesk, ...]
    naming: Naming
    _writing: bool = False
    _told: dict[str, Account | BridgeError] = field(default_factory=dict)
    _verdicts: Mapping[str, Verdict] | None = None
    _opened: dict[str, Opened | BridgeError] = field(default_factory=dict)

    def only(self, helpdesk: Helpdesk) -> Accounts:
        """Return these for one helpdesk: no other is asked who it is."""
        return Accounts(self.state, (helpdesk,), self.naming)

    def remember(self) -> None:
        """Write down from now on whose account is whose; what was found out before is judged by the state of now."""
        self._writing, self._verdicts = True, None
        self._opened.clear()

    def open(self, helpdesk: Helpdesk) -> Opened:
        """Return what is remembered of a helpdesk's account.

        Raises:
            OtherAccount: it is another one's, or nothing of it is there any more.
            InvalidInput: it was to be taken as new, and there is no reason to.
            AuthRefused, Unavailable, Incomplete: the helpdesk does not say.
        """
        if helpdesk.name not in self._opened:
            try:
                self._opened[helpdesk.name] = self._enter(helpdesk)
            except (OtherAccount, InvalidInput, Refused, Unavailable, Incomplete) as error:
                self._opened[helpdesk.name] = error
        found = self._opened[helpdesk.name]
        if isinstance(found, BridgeError):
            raise found
        return found

    def opened(self, helpdesk: Helpdesk) -> Opened | None:
        """Return what :meth:`open` has found in this run, None where it was refused or never asked for."""
        found = self._opened.get(helpdesk.name)
        return found if isinstance(found, Opened) else None

    def clock_is_wrong(self) -> bool:
        """Tell whether this machine's clock is another than that of every helpdesk which tells the time.

        What would be remembered under a day that has not come would be believed of all that agents say until then.
        """
        told = [self._account(helpdesk) for helpdesk in self.helpdesks]
        agreed = any(isinstance(one, Account) for one in told)
        return not agreed and any(isinstance(one, WrongClock) for one in told)

    def _enter(self, helpdesk: Helpdesk) -> Opened:
        verdict = self._verdict(helpdesk)
        known = verdict.known
        fields = helpdesk.ticket_fields()
        if known and self._all_gone(helpdesk, verdict, fields):
            if helpdesk.name not in self.naming.as_new:
                raise all_gone(helpdesk.name, known, self.state.contents(known.row))
            verdict = verdict.anew
        if helpdesk.name in self.naming.as_new and not verdict.instead_of:
            raise _not_new(helpdesk.name)
        for line in verdict.news:
            log.warning("%s", line)
        row = self._row(verdict) if self._writing else verdict.row
        by_name_alone = known is not None and known.account is None
        return Opened(self.state.memory(row), fields, verdict.proven or by_name_alone)

    def _verdict(self, helpdesk: Helpdesk) -> OwnAccount:
        told = {it.name: self._account(it) for it in self.helpdesks}
        if isinstance(error := told[helpdesk.name], BridgeError):
            raise error
        if self._verdicts is None:
            accounts = {name: it for name, it in told.items() if isinstance(it, Account)}
            names, as_new = self.naming.addresses, self.naming.as_new
            self._verdicts = judge(self.state.accounts(), accounts, names, as_new)
            if self._writing:
                self._rename(self._verdicts.values())
        verdict = self._verdicts[helpdesk.name]
        if isinstance(verdict, OwnAccount):
            return verdict
        known = getattr(verdict, "known", None)
        raise refusal(verdict, known and self.state.contents(known.row))

    def _account(self, helpdesk: Helpdesk) -> Account | BridgeError:
        """Ask a helpdesk who it is, once; the address of the local one is no port of today."""
        name = helpdesk.name
        if name not in self._told:
            try:
                told = helpdesk.account()
            except (Refused, Unavailable, Incomplete) as error:
                self._told[name] = error
            else:
                local = self.naming.addresses[name] == LOCAL
                self._told[name] = Account(told.kind, LOCAL, told.id) if local else told
        return self._told[name]

    def _all_gone(self, helpdesk: Helpdesk, verdict: OwnAccount, fields: Collection[RemoteField]) -> bool:
        """Tell whether nothing is there of what we remember: no field, and no macro with our marker.

        An account that tells no id of its own is looked at as well where nothing but macros is remembered.
        """
        memory = self.state.memory(verdict.row)
        ids, applied = memory.field_ids(), memory.applied()
        if remembered(tuple(fields), ids, proven=verdict.proven):
            return False
        few = sum(bool(record.sent) for record in applied.values()) < FEW
        if not ids and (few or verdict.proven):
            return False
        if not applied and not memory.standings():
            return False
        markers = {Marker.of(self.naming.owner, key) for key in applied}
        return not any(remote.marker in markers for remote in helpdesk.macros())

    # --- what is written down

    def _rename(self, verdicts: Collection[Verdict]) -> None:
        """Give every account the name that it has in the config now, all at once: names may change places."""
        renamed = [verdict for verdict in verdicts if isinstance(verdict, OwnAccount) and verdict.renamed]
        for verdict in renamed:
            if verdict.instead_of:
                self.state.forget(verdict.instead_of.row)
        if renamed:
            self.state.rename({verdict.known.row: verdict.name for verdict in renamed if verdict.known})

    def _row(self, verdict: OwnAccount) -> int:
        """Write down what a helpdesk is, and return under which row."""
        known = verdict.known
        if known is None:
            if verdict.instead_of:
                self.state.forget(verdict.instead_of.row)
            return self.state.register(verdict.name, verdict.account).row
        if known.account != verdict.account:
            self.state.identify(known.row, verdict.account)
        return known.row


def is_still(helpdesk: Helpdesk, known: KnownAccount, address: str) -> bool:
    """Tell whether a helpdesk at this address, as the config has it, is the account that is remembered.

    Another account gives the same numbers to other people. Raises whatever it answers.
    """
    told = helpdesk.account()
    if address == LOCAL:
        told = Account(told.kind, LOCAL, told.id)
    return known.account is None or is_same(known.account, told)


def _not_new(name: str) -> InvalidInput:
    return InvalidInput(
        [
            Problem(
                Place("--as-new"),
                f"nothing stands in the way of {name}: what is remembered of it is its own",
                "leave --as-new away; to forget what is remembered: `zendesk-bridge state forget`",
            )
        ]
    )
