"""Whose memory is whose: accounts that we know, and accounts that the config names -> a verdict for each helpdesk.

What is remembered of an account is applied to that account and to no other. A name is the admin's choice: it may
change, and what is remembered goes with the account. An account is told by the id that the helpdesk gives itself;
where it does not tell it, by kind and address.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from zendesk_bridge.core.errors import OtherAccount
from zendesk_bridge.core.model import Account, Contents, KnownAccount
from zendesk_bridge.core.plural import number

LOCAL = "sandbox"
"""The address of the local helpdesk, as in the config: its port is another one each time.

It is ours to throw away: one that was made anew takes the place of the one before, and nobody is asked.
"""


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """A helpdesk that may be worked on: ``account`` is as to be remembered, with an id that was not told this time.

    ``known`` is what we know of it, None when it is seen first. ``instead_of`` is an account of before, of which
    nothing is to be remembered any more. ``told`` says whether the helpdesk has told its id.
    """

    name: str
    account: Account
    known: KnownAccount | None = None
    instead_of: KnownAccount | None = None
    told: bool = False

    @property
    def row(self) -> int | None:
        """Where what is remembered of it stands in the state; None where nothing is."""
        return self.known.row if self.known else None

    @property
    def anew(self) -> OwnAccount:
        """The same account, of which nothing is to be remembered any more: not even an id that it did not tell."""
        account = self.account if self.told else replace(self.account, id="")
        return replace(self, account=account, known=None, instead_of=self.known)

    @property
    def proven(self) -> bool:
        """Whether the helpdesk itself has told that it is the account that we know."""
        before = self.known.account if self.known else None
        return self.told and before is not None and before.id == self.account.id

    @property
    def renamed(self) -> bool:
        """Whether we know it by another name."""
        return self.known is not None and self.known.name != self.name

    @property
    def news(self) -> tuple[str, ...]:
        """What a person should hear about whose memory is used, a line each."""
        lines = []
        before = self.known.account if self.known else None
        if self.known and self.renamed:
            lines.append(f"{self.name}: this is the account that was called '{self.known.name}' so far")
        if before and before.address != self.account.address:
            lines.append(f"{self.name}: the account has moved from {before.address} to {self.account.address}")
        if self.instead_of and self.instead_of.account and self.instead_of.account.address == LOCAL:
            lines.append(f"{self.name}: this is not the local helpdesk of before: nothing of that one is applied to it")
        elif self.instead_of:
            lines.append(f"{self.name}: taken as new: nothing that was remembered before is applied to it")
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class ForeignAccount:
    """A helpdesk that nothing is done on: its name stands for another account, ``known``."""

    name: str
    account: Account
    known: KnownAccount


@dataclass(frozen=True, slots=True)
class DoubledAccount:
    """A helpdesk that nothing is done on: its account has another name, too, and one name is enough."""

    name: str
    account: Account
    first: str


Verdict = OwnAccount | ForeignAccount | DoubledAccount


def judge(
    known: Sequence[KnownAccount], told: Mapping[str, Account], names: Collection[str], as_new: Collection[str] = ()
) -> Mapping[str, Verdict]:
    """Return what each helpdesk is, by name.

    ``told`` are the accounts of those that were asked, in the order of the config, ``names`` of all that it names.
    ``as_new`` are the names whose account of before is to be forgotten.
    """
    rows = {name: _known_as(known, name, account) for name, account in told.items()}
    first = {name: _first(name, told, rows, names) for name in told}
    leaving = {name: row.row for name, row in rows.items() if row and first[name] == name != row.name}
    while True:
        verdicts: dict[str, Verdict] = {}
        holders = {it.name: it for it in known if it.row not in leaving.values()}
        for name, account in told.items():
            row, holder = rows[name], holders.get(name)
            if first[name] != name:
                verdicts[name] = DoubledAccount(name, account, first[name])
            else:
                verdicts[name] = _held(name, account, row, holder, as_new)
        stuck = [name for name in leaving if isinstance(verdicts[name], ForeignAccount)]
        if not stuck:
            return verdicts
        for name in stuck:  # whose new name is another's keeps the old one, and nobody else gets that
            del leaving[name]


def _held(
    name: str, account: Account, row: KnownAccount | None, holder: KnownAccount | None, as_new: Collection[str]
) -> OwnAccount | ForeignAccount:
    """Return what a helpdesk is whose name is held by this account in the state, if by any."""
    if holder is None or holder is row:
        return _ours(name, account, row)
    if name in as_new or (holder.account and holder.account.address == LOCAL):
        return replace(_ours(name, account, row), instead_of=holder)
    return ForeignAccount(name, account, holder)


def is_same(one: Account, other: Account) -> bool:
    """Tell whether these are one account, as far as anybody can tell."""
    if one.kind != other.kind:
        return False
    return one.id == other.id if one.id and other.id else one.address == other.address


def _known_as(known: Sequence[KnownAccount], name: str, account: Account) -> KnownAccount | None:
    """Return what we know of an account: under this name first, and by id before by address.

    What an older release remembered by name alone is claimed by the helpdesk of that name.
    """
    same = [it for it in known if it.account is not None and is_same(it.account, account)]
    same.sort(key=lambda it: (it.name != name, it.account is None or it.account.id != account.id))
    return same[0] if same else next((it for it in known if it.account is None and it.name == name), None)


def _first(
    name: str, told: Mapping[str, Account], rows: Mapping[str, KnownAccount | None], names: Collection[str]
) -> str:
    """Return which of the names in the config may have this account: the one that has it, else the first of them."""
    mine = rows[name]
    same = [it for it in told if is_same(told[it], told[name]) or (mine is not None and rows[it] is mine)]
    known = [it for it in same if rows[it] is not None]
    having = [it for it in known if (row := rows[it]) and row.name == it]
    first = (having or known or same)[0]
    row = rows[first]
    unasked = row is not None and row.name in names and row.name not in told
    return row.name if row is not None and unasked else first


def _ours(name: str, account: Account, known: KnownAccount | None) -> OwnAccount:
    before = known.account if known else None
    kept = replace(account, id=account.id or (before.id if before else ""))
    return OwnAccount(name, kept, known, told=bool(account.id))


# --- refusals --------------------------------------------------------------------------------------


def refusal(verdict: ForeignAccount | DoubledAccount, contents: Contents | None) -> OtherAccount:
    """Return what to tell about a helpdesk that nothing is done on; ``contents`` are those of the known account."""
    name, there = verdict.name, described(verdict.account)
    if isinstance(verdict, DoubledAccount):
        return OtherAccount(
            f"{name}: this is the account that '{verdict.first}' stands for, too: {there}; one account has one name",
            fix=f"Take '{name}' or '{verdict.first}' out of the config. No ticket was read there, and nothing written.",
        )
    known = verdict.known
    before = described(known.account) if known.account else "an account that an older release knew by name alone"
    moved = known.account is None or known.account.address != verdict.account.address
    still = "the old account, which has moved" if moved else "the old account all the same"
    lines = (
        "No ticket was read there, and nothing written. `zendesk-bridge state show` tells what is remembered.",
        "- 'url' is wrong: correct it in the config",
        f"- the old one is gone, or not used any more: `zendesk-bridge state forget {name}`, or once --as-new {name}",
        f"- both are used: name the old one as well: `zendesk-bridge state move {name} --to {name}-old`",
        f"- it is {still}: `zendesk-bridge state move {name} --to {verdict.account.address}`",
    )
    since = f", known since {known.since:%Y-%m-%d}" if known.since else ""
    kept = f": {summary(contents)}" if contents else ""
    return OtherAccount(
        f"{name}: what is remembered under this name is another account's\n"
        f"    remembered: {before}{since}{kept}\n"
        f"    there now:  {there}",
        fix="\n  ".join(lines),
    )


def all_gone(name: str, known: KnownAccount, contents: Contents) -> OtherAccount:
    """Return what to tell about an account on which nothing is there of all that we remember."""
    since = f" (known since {known.since:%Y-%m-%d})" if known.since else ""
    lines = (
        "No ticket was read there, and nothing written. It may have been made anew, or restored from before.",
        f"- that is so: `zendesk-bridge state forget {name}`, or once --as-new {name}; everything is made anew",
        "- 'url' is wrong: correct it in the config",
    )
    return OtherAccount(
        f"{name}: of all that is remembered of this account{since}, nothing is there any more: {summary(contents)}",
        fix="\n  ".join(lines),
    )


def described(account: Account) -> str:
    """Return kind, address and id for people."""
    own = f" (id {account.id})" if account.id else ""
    return f"{account.kind} at {account.address}{own}"


def summary(contents: Contents) -> str:
    """Return how much is remembered, for people."""
    counted = (
        (contents.macros, "macro"),
        (contents.fields, "ticket field"),
        (contents.tickets, "ticket"),
    )
    told = [number(contents.promises, "promise")] if contents.promises else []
    written = [number(contents.messages, "message") + " of outreach"] if contents.messages else []
    return ", ".join([*(number(count, word) for count, word in counted), *told, *written])
