"""The mails that triggers and automation rules would send: nobody is mailed, so they are noted down."""

from __future__ import annotations

from typing import Any

from zendesk_bridge.sandbox.store import Store

KIND = "sandbox_notice"
_KEPT = 1000  # mails


def note(store: Store, **told: Any) -> None:
    """Note a mail down: which face's, which rule's, about which ticket, to whom, subject and body."""
    with store.writing():
        number = store.next_id(KIND)
        store.put(KIND, number, told)
        store.remove(KIND, number - _KEPT)


def newest(store: Store, count: int) -> list[dict[str, Any]]:
    """Return the last so many mails, oldest first."""
    return [document.body for document in store.documents(KIND)[-count:]]
