"""The link to the choice page that a message holds: signed, so that nobody else's can be guessed or made.

A link names a message and the day from which on it is void, and nothing else: no address, no name, no order number. A
message's id is the digest of the order, of its lines and of the version of the fact that each line tells, so that a
link is bound to all of them and stays short enough to survive a plain-text mail.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from itsdangerous import BadData, URLSafeSerializer

PATH: Final = "/c/"
"""What stands between the address of the choice page and the token."""

LONGEST: Final = 400
"""Characters that a token may have: ours have about a hundred, and nothing longer is worth decoding."""

_PURPOSE: Final = "zendesk-bridge choice link 1"
"""Sets these signatures apart from whatever else is signed with the same key; the number changes with the payload."""


@dataclass(frozen=True, slots=True)
class SignedLink:
    """What a link says: the ``message`` by its id, and the (aware) moment from which on it is void."""

    message: str
    expires: datetime

    def is_over(self, now: datetime) -> bool:
        """Tell whether it is void by now."""
        return now >= self.expires


def sign(key: bytes, link: SignedLink) -> str:
    """Return the token of a link, the same every time; whole seconds are kept of its end."""
    return _serializer(key).dumps([link.message, int(link.expires.timestamp())])


def read(key: bytes, token: str) -> SignedLink | None:
    """Return what a token says; None for one that this installation has not signed exactly so.

    Base64 has spellings that mean the same: whatever is not the very token that we would write is none.
    """
    if len(token) > LONGEST:
        return None
    try:
        link = _link(_serializer(key).loads(token))
    except (BadData, UnicodeError):
        return None
    return link if link and sign(key, link) == token else None


def address(base: str, token: str) -> str:
    """Return the address of the choice page for a token: ``base`` is where customers reach the server."""
    return f"{base.rstrip('/')}{PATH}{token}"


def _link(payload: Any) -> SignedLink | None:
    match payload:
        case [str(message), int(expires)]:
            try:
                return SignedLink(message, datetime.fromtimestamp(expires, UTC))
            except (OverflowError, ValueError, OSError):
                return None
    return None


def _serializer(key: bytes) -> URLSafeSerializer:
    how = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(key, salt=_PURPOSE, signer_kwargs=how)
