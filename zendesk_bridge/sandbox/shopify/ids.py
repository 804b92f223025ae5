"""Global ids: what stands behind ``gid://shopify/Order/5800000010482``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zendesk_bridge.sandbox.shopify.paging import refuse

_GID = re.compile(r"gid://shopify/([A-Za-z]+)/(\d{1,18})(?:\?.*)?")
FIRST: Mapping[str, int] = {
    "Order": 5_800_000_000_000, "DraftOrder": 5_900_000_000_000, "LineItem": 14_000_000_000_000,
    "FulfillmentOrder": 6_700_000_000_000, "Customer": 7_100_000_000_000, "ProductVariant": 45_000_000_000_000,
    "InventoryItem": 47_000_000_000_000, "Product": 8_200_000_000_000, "MailingAddress": 32_000_000_000_000,
    "Shop": 60_000_000_000, "AppInstallation": 500_000_000_000, "Metafield": 36_000_000_000_000,
}  # fmt: skip
"""Where Shopify's ids of each kind begin; real ones have outgrown 32 bits and what a float can hold in a cell."""


def number(kind: str, own: int) -> int:
    """Return the id that Shopify would give a row of the shop."""
    return FIRST[kind] + own


def gid(kind: str, own: int) -> str:
    """Return the global id of a row of the shop."""
    return f"gid://shopify/{kind}/{number(kind, own)}"


def read(text: str) -> tuple[str, int]:
    """Return the kind that a global id names, and the row's own id, below 0 for none. Raises GraphQLError."""
    found = _GID.fullmatch(text)
    if found is None:
        raise refuse(f"Invalid global id '{text[:100]}'", "argumentLiteralsIncompatible")
    kind, digits = found.groups()
    return kind, int(digits) - FIRST[kind] if kind in FIRST else -1
