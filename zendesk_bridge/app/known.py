"""Use case: what is remembered of each account is shown, forgotten, filed otherwise, or proven."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from zendesk_bridge.app.bridge import LEASE
from zendesk_bridge.core.accounts import is_same
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.model import Account, Contents, KnownAccount, Rebuilt
from zendesk_bridge.core.ports import State


@dataclass(frozen=True, slots=True)
class Remembered:
    """An account that is known, and how much is remembered of it."""

    known: KnownAccount
    contents: Contents


def remembered(state: State) -> tuple[Remembered, ...]:
    """Return every account that is known, in order of name."""
    return tuple(Remembered(known, state.contents(known.row)) for known in state.accounts())


def forget(state: State, known: KnownAccount) -> None:
    """Forget an account and all that is remembered of it; on the helpdesk nothing changes. Raises Busy."""
    with state.lease(LEASE):
        state.forget(known.row)


def rename(state: State, known: KnownAccount, name: str) -> None:
    """File what is remembered of an account under another name. Raises Busy, StateError for a name in use."""
    with state.lease(LEASE):
        state.rename({known.row: name})


def relocate(state: State, known: KnownAccount, kind: str, address: str) -> None:
    """Say that an account is at another address now, by whatever id it goes there.

    Raises Busy, and InvalidInput for an address that another account has.
    """
    moved = Account(known.account.kind if known.account else kind, address)
    with state.lease(LEASE):
        others = (it for it in state.accounts() if it.row != known.row and it.account)
        for other in others:
            if other.account and is_same(other.account, moved):
                fix = f"`zendesk-bridge state forget {other.name}` forgets that one"
                raise InvalidInput([Problem(Place("--to"), f"'{other.name}' is at {address} already", fix)])
        state.identify(known.row, moved)


def rebuild(state: State, known: KnownAccount, *, repair: bool) -> Rebuilt:
    """Compare what is kept as true of each ticket with what all its events say; put it right. Raises Busy."""
    if not repair:
        return state.memory(known.row).rebuild(repair=False)
    with state.lease(LEASE):
        return state.memory(known.row).rebuild(repair=True)


def address(text: str) -> str:
    """Return the address of an account as it is written in the config and in the state.

    Raises InvalidInput for what is no address of a helpdesk.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        parts = urlsplit("")
    bare = parts._replace(scheme="", netloc="", path=parts.path.strip("/")).geturl() == ""
    if not (parts.scheme in {"https", "http"} and parts.hostname and bare and "@" not in parts.netloc):
        raise InvalidInput([Problem(Place("--to"), "this is no address", "write it as https://acme.zendesk.com")])
    return f"{parts.scheme}://{parts.netloc}".lower()
