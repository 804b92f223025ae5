"""state show, forget, move, rebuild, upgrade: what is remembered of each account, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zendesk_bridge.app import known as accounts
from zendesk_bridge.app.known import Remembered
from zendesk_bridge.cli.common import ask, emit, emit_json, load_with_state, named, opened_state, tell
from zendesk_bridge.core.accounts import described, summary
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.model import Rebuilt
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import State

PARTLY = 3
"""Exit code: something differs, and was left as it is."""

SHOWN = 20
"""Tickets that are named; the others are counted."""


def show(*, config: Path, form: str) -> int:
    """List the accounts that are known. Raises InvalidInput and StateError."""
    settings = load_with_state(config)
    with opened_state(settings, writes=False) as state:
        found = accounts.remembered(state)
    if form == "json":
        emit_json([_as_json(item, configured=item.known.name in settings.helpdesks) for item in found])
        return 0
    for item in found:
        emit("\n".join(_lines(item, configured=item.known.name in settings.helpdesks)))
    if not found:
        emit("Nothing is remembered yet.")
    return 0


def forget(*, name: str, config: Path, yes: bool) -> int:
    """Forget an account, after showing how much that is.

    Raises InvalidInput, StateError, and BridgeError where nobody agreed.
    """
    with opened_state(load_with_state(config), writes=True) as state:
        item = _named(state, name)
        if not yes:
            tell("\n".join(_lines(item, configured=True)))
            ask(f"Forget all this? On {name} itself nothing changes.")
        accounts.forget(state, item.known)
    emit(f"{name}: forgotten: {summary(item.contents)}.")
    return 0


def move(*, name: str, to: str, config: Path) -> int:
    """File an account under another name, or say that it has another address. Raises InvalidInput and StateError."""
    settings = load_with_state(config)
    with opened_state(settings, writes=True) as state:
        item = _named(state, name)
        if "://" not in to:
            accounts.rename(state, item.known, to)
            emit(f"{name}: what is remembered of it is under the name {to} now.")
            return 0
        address = accounts.address(to)
        helpdesk = settings.helpdesks.get(name)
        if item.known.account is None and helpdesk is None:
            fix = "it is claimed by the first run that has a helpdesk of this name in its config"
            raise InvalidInput([Problem(Place(name), "nobody knows what kind of helpdesk this was", fix)])
        accounts.relocate(state, item.known, helpdesk.type if helpdesk else "", address)
    emit(f"{name}: what is remembered of it is of the account at {address} now.")
    return 0


def rebuild(*, config: Path, dry_run: bool, form: str) -> int:
    """Prove of every account that what is true of its tickets follows from what happened on them.

    Raises InvalidInput and StateError.
    """
    with opened_state(load_with_state(config), writes=not dry_run) as state:
        done = {known.name: accounts.rebuild(state, known, repair=not dry_run) for known in state.accounts()}
    if form == "json":
        rows = {name: {"compared": it.compared, "different": list(it.different)} for name, it in done.items()}
        emit_json({"accounts": rows, "repaired": not dry_run})
    for name, it in done.items() if form != "json" else ():
        emit(f"{name}: {number(it.compared, 'ticket')} compared, {_differences(it, repaired=not dry_run)}.")
    return PARTLY if dry_run and any(it.different for it in done.values()) else 0


def upgrade(*, config: Path) -> int:
    """Bring the database up to date, which says what it did. Raises InvalidInput and StateError."""
    with opened_state(load_with_state(config), writes=True):
        pass
    emit("The state is up to date.")
    return 0


def _differences(done: Rebuilt, *, repaired: bool) -> str:
    """Return in words which tickets differed; of many the first ones."""
    if not done.different:
        return "nothing differs"
    shown = ", ".join(f"#{ticket}" for ticket in done.different[:SHOWN])
    more = f" and {len(done.different) - SHOWN} more" if len(done.different) > SHOWN else ""
    return f"{len(done.different)} differed{' and put right' if repaired else ''}: {shown}{more}"


def _named(state: State, name: str) -> Remembered:
    """Return the account of this name; a wrong name is a usage error."""
    return named("account", name, {item.known.name: item for item in accounts.remembered(state)})


def _lines(item: Remembered, *, configured: bool) -> Iterator[str]:
    known = item.known
    since = f", known since {known.since:%Y-%m-%d}" if known.since else ""
    account = described(known.account) if known.account else "from an older release, not yet claimed by a run"
    yield f"{known.name}: {account}{since}"
    yield f"    {summary(item.contents)}"
    if not configured:
        yield "    no helpdesk in the config has this name; one that you renamed is found again by the next run"


def _as_json(item: Remembered, *, configured: bool) -> dict[str, object]:
    known, account = item.known, item.known.account
    return {
        "name": known.name,
        "kind": account and account.kind,
        "address": account and account.address,
        "id": account and (account.id or None),
        "since": known.since and known.since.isoformat(),
        "configured": configured,
        "macros": item.contents.macros,
        "ticket_fields": item.contents.fields,
        "tickets": item.contents.tickets,
        "promises": item.contents.promises,
        "messages": item.contents.messages,
    }
