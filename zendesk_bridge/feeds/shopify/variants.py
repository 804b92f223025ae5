"""Products of a Shopify shop as rows, one for each variant: the whole catalogue, and those whose ship date is known."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.raw import day_of
from zendesk_bridge.feeds.shop.reading import row, text
from zendesk_bridge.feeds.shopify import queries
from zendesk_bridge.feeds.shopify.api import Shopify, Size, number
from zendesk_bridge.feeds.sources import Located
from zendesk_bridge.transport import JsonRow

_log = logging.getLogger(__name__)
_VARIANTS = 50  # of the first page
_ONLY_ONE = "Default Title"
"""What Shopify calls the variant of a product that comes in one form."""


@dataclass(frozen=True, slots=True)
class VariantRows:
    """Every variant with a SKU that ``search`` finds, all for "".

    ``metafields`` (namespace.key) are read with it, and stand in a row as they are written: ``custom.ship_from``. With
    ``dated`` only variants count that have something in one of these. Days of moments are those of ``zone``.
    """

    shop: Shopify
    search: str = ""
    metafields: Sequence[str] = ()
    dated: Sequence[str] = ()
    zone: tzinfo = field(default=UTC)

    @property
    def name(self) -> str:
        """What the admin calls it."""
        return self.shop.name

    def rows(self) -> Iterator[Located]:
        """Yield its rows; raises what the shop's answers give cause to."""
        variables: dict[str, Any] = {"query": self.search}
        for index, name in enumerate(self.metafields):
            variables[f"n{index}"], _, variables[f"k{index}"] = name.rpartition(".")
        query = queries.variants(len(self.metafields))
        for page in self.shop.listed(query, variables, "productVariants", Size(_VARIANTS)):
            for variant in page:
                kept = self._kept(variant)
                if text(variant.get("sku")) and (not self.dated or any(kept.get(key) for key in self.dated)):
                    place = Place(f"{self.name}: variant {number(variant.get('id'))}")
                    yield Located(place, _nested(kept) | _cells(variant))
        if self.shop.overtaken:
            _log.warning("%s: %s: install a newer zendesk-bridge", self.name, self.shop.overtaken)

    def _kept(self, variant: JsonRow) -> dict[str, Any]:
        """Return what stands in the metafields, by their names; None in those that the variant does not have."""
        return {name: self._value(row(variant.get(f"m{index}"))) for index, name in enumerate(self.metafields)}

    def _value(self, metafield: JsonRow) -> Any:
        """Return what stands in a metafield: a day where it holds a day or a moment, else its text."""
        value = metafield.get("value")
        if not isinstance(value, str) or text(metafield.get("type")) not in {"date", "date_time"}:
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        return day_of(moment.astimezone(self.zone) if moment.tzinfo else moment)


def _cells(variant: JsonRow) -> dict[str, Any]:
    product, own = row(variant.get("product")), text(variant.get("title"))
    title = text(product.get("title"))
    named = text(variant.get("displayName")) or " - ".join(filter(None, (title, own)))
    return {
        "sku": variant.get("sku"),
        "name": title if own == _ONLY_ONE else named,
        "inventory_quantity": variant.get("inventoryQuantity"),
        "inventory_policy": variant.get("inventoryPolicy"),
        "status": product.get("status"),
        "vendor": product.get("vendor"),
        "product_type": product.get("productType"),
    }


def _nested(kept: dict[str, Any]) -> dict[str, Any]:
    """Return metafields below their namespaces: a row's columns are named by such paths."""
    found: dict[str, Any] = {}
    for name, value in kept.items():
        namespace, _, key = name.rpartition(".")
        found.setdefault(namespace, {})[key] = value
    return found
