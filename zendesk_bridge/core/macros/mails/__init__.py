"""Mails to the customers of late orders: a macro ``per: order`` and the facts of one order -> what they read."""

from __future__ import annotations

from zendesk_bridge.core.macros.mails.checking import mail_faults
from zendesk_bridge.core.macros.mails.orders import OrderFacts, plain_sku, rest_of
from zendesk_bridge.core.macros.mails.rendering import mail_version, render_mail, variant_for
from zendesk_bridge.core.macros.mails.sample import SampleOrder, tells_back

__all__ = [
    "OrderFacts",
    "SampleOrder",
    "mail_faults",
    "mail_version",
    "plain_sku",
    "render_mail",
    "rest_of",
    "tells_back",
    "variant_for",
]
