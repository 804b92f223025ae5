"""Messages on their way: what stands around a message's words on a helpdesk, and whether they arrived. Pure."""

from __future__ import annotations

from html import escape

from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Delivery
from zendesk_bridge.core.rewriting import links, same_words

_DRAFT = (
    "Not sent yet. Copy this into a reply to the customer, change what you like, and send it. "
    "An older draft for this order, if there is one, holds no more."
)


def draft_marker(key: str) -> str:
    """Return what a draft is found again by; agents see it, as they see that of every note of ours."""
    return f"[zb-draft-{key}]"


def draft(delivery: Delivery) -> str:
    """Return a message as a private note for an agent: what it is, its subject and words, and its marker."""
    subject = escape(delivery.mail.subject, quote=False)
    return f"<p><b>{_DRAFT}</b></p><p><b>{subject}</b></p>{delivery.mail.html}<p>{draft_marker(delivery.key)}</p>"


def referenced(delivery: Delivery) -> str:
    """Return a message with its key as a last line, for a helpdesk that takes no key but as words.

    Customers read it, so it looks like the reference that stands below business letters.
    """
    return f"{delivery.mail.html}<p>Ref. {delivery.key}</p>"


def otherwise(sent: str, kept: str) -> list[str]:
    """Return what of a message's HTML did not arrive as it was sent: its ``text``, its ``links``."""
    words = same_words(html_to_text(sent), html_to_text(kept))
    lost = set(links(sent)) - set(links(kept))
    return [name for name, there in (("text", words), ("links", not lost)) if not there]
