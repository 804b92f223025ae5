"""Tell accounts apart: the ids that each helpdesk gives itself, drawn when a store is made and kept with its data.

A sandbox that is started anew is another account, also on the same ports; one whose data is kept stays the same.
Ids of other rows start at the same numbers in every store, as a client must not take an id alone for proof.

Freshdesk tells its id (``GET account``: ``account_id``). Zendesk documents no endpoint that tells an account's id,
only webhooks carry it; what any client may read is ``GET ticket_fields``, whose system fields cannot be removed and
so keep their ids as long as the account lives.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from zendesk_bridge.sandbox.records import JsonDocument
from zendesk_bridge.sandbox.store import Store

_KEPT = ("sandbox", "identity")
_COUNT = 10**9
"""How many accounts there may be."""
_ROOM_FOR_FIELDS = 20
"""How many ids lie between the first system field of one account and that of the next."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The ids of one account; ``number`` is what they are made of."""

    number: int

    @property
    def freshdesk(self) -> int:
        """The id that Freshdesk gives the account."""
        return 1_000_000 + self.number

    @property
    def zendesk(self) -> int:
        """The id that Zendesk gives the account."""
        return 10_000_000 + self.number

    def system_field(self, place: int) -> int:
        """Return the id of a system field of Zendesk by its place; below those of all fields that people make."""
        return 22_000_000_000 + self.number * _ROOM_FOR_FIELDS + place


def identity(store: Store, number: int | None = None) -> Identity:
    """Return a store's identity; one that has none gets one, made of ``number`` or at random."""
    known = store.document(*_KEPT) or _drawn(store, secrets.randbelow(_COUNT) if number is None else number)
    return Identity(known.body["number"])


def _drawn(store: Store, number: int) -> JsonDocument:
    with store.writing():  # of several processes that open a new file, the first one draws
        return store.document(*_KEPT) or store.put(*_KEPT, {"number": number})
