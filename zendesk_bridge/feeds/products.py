"""Every catalogue of an installation, read as one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.model import Product, Products
from zendesk_bridge.core.plural import number
from zendesk_bridge.feeds.catalogue import Catalogue


class Catalogues:
    """All configured catalogues; those named in ``waiting`` lack a secret, and are not asked for."""

    def __init__(self, catalogues: Sequence[Catalogue], waiting: Collection[str] = ()) -> None:
        self._catalogues = catalogues
        self._waiting = waiting

    def read(self) -> Products:
        """Read every catalogue; one that cannot be used is told, and does not keep the others from being read."""
        products: list[Product] = []
        warnings: list[str] = []
        failed: list[str] = []
        for catalogue in self._catalogues:
            if catalogue.name in self._waiting:
                warnings.append(f"{catalogue.name}: not read, for a variable in its address or headers is not set")
                continue
            try:
                reading = catalogue.read()
            except BridgeError as error:
                failed.append(error.message)
                continue
            products.extend(reading.products)
            if reading.bad:
                unnamed = reading.bad - len(reading.problems)
                more = f", and {unnamed} more" if unnamed > 0 else ""
                named = "; ".join(map(str, reading.problems))
                warnings.append(f"{reading.name}: left out {number(reading.bad, 'row')}: {named}{more}")
        return Products(tuple(products), tuple(warnings), tuple(failed))
