"""Search strings as Shopify takes them: https://shopify.dev/docs/api/usage/search-syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

_SPECIAL = re.compile(r"""[\\"':()]""")


def quoted(value: str) -> str:
    """Return a value as one phrase; every sign that means something in a search is escaped, whichever quotes are."""
    return '"' + _SPECIAL.sub(r"\\\g<0>", value) + '"'


def any_sku(skus: Iterable[str]) -> str:
    """Return a search for what bears one of these SKUs. It finds more than those: an index splits them into words.

    UNCONFIRMED: that the index looks past capitals for a SKU, as the documentation says of a search without a field.
    """
    return "(" + " OR ".join(f"sku:{quoted(sku)}" for sku in skus) + ")"


def open_orders(skus: Iterable[str], since: datetime | None) -> str:
    """Return a search for orders that may have something to ship of these SKUs.

    The filter has no word for some of the states in which an order waits, so only the one is left out in which none is.
    """
    told = [any_sku(skus), "status:open", "NOT fulfillment_status:fulfilled"]
    if since is not None:
        told.append(f"processed_at:>='{since:%Y-%m-%dT%H:%M:%SZ}'")
    return " AND ".join(told)


def behind(search: str, last: str) -> str:
    """Return a search for what another one finds that has an id above ``last``, if there is one."""
    within = f"({search})" if search and last else search
    return " AND ".join(filter(None, (within, f"id:>{last}" if last else "")))
