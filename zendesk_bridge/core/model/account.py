"""Accounts: whose memory is whose. A name is the admin's choice and may change; an account is one tenant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Account:
    """One tenant of one helpdesk: ``kind`` and normalised ``address``.

    ``id`` is what the helpdesk itself calls it, "" where it does not tell.
    """

    kind: str
    address: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account that we remember things of: its ``row`` in the state, the helpdesk's ``name``, and since when.

    ``account`` and ``since`` are None for what an older release remembered by name alone.
    """

    row: int
    name: str
    account: Account | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """How much is remembered of an account; ``promises`` are what its customers were told, ``messages`` outreach."""

    macros: int
    fields: int
    tickets: int
    promises: int = 0
    messages: int = 0
