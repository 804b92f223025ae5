"""E-mail addresses of people who have none: the store tells people apart by them, both faces allow to go without."""

from __future__ import annotations

from zendesk_bridge.sandbox.store import Store

_NOWHERE = "@no-address.invalid"


def address(email: str) -> str | None:
    """Return an e-mail address as an API shows it: None where the store holds one that stands for none."""
    return None if email.endswith(_NOWHERE) else email


def placeholder(store: Store) -> str:
    """Return an address for somebody who has none."""
    return f"contact-{store.next_id('freshdesk_no_address')}{_NOWHERE}"
