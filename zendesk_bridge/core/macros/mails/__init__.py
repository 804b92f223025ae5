"""Mails to the customers of late orders: a macro ``per: order`` and the facts of one order -> what they read."""

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.core.macros.mails.checking import mail_faults
    from zendesk_bridge.core.macros.mails.orders import OrderFacts
    from zendesk_bridge.core.macros.mails.rendering import mail_version, render_mail, variant_for
    from zendesk_bridge.core.macros.mails.sample import SampleOrder, tells_back

__all__ = [
    "OrderFacts",
    "SampleOrder",
    "mail_faults",
    "mail_version",
    "render_mail",
    "tells_back",
    "variant_for",
]

_PARTS = {
    "OrderFacts": "orders",
    "SampleOrder": "sample",
    "mail_faults": "checking",
    "mail_version": "rendering",
    "render_mail": "rendering",
    "tells_back": "sample",
    "variant_for": "rendering",
}

__getattr__ = lazily(__name__, _PARTS)
