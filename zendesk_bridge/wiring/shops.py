"""Settings -> shops: a real one by its address, the local one started when something is first asked of it."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.model import Order
from zendesk_bridge.core.ports import OrderFeed
from zendesk_bridge.feeds import Header, Located, RowSource, shopify, woocommerce
from zendesk_bridge.feeds.shop import OrderTerms
from zendesk_bridge.settings import (
    PromisedOrders,
    Settings,
    ShopifyBackorders,
    ShopifyOrders,
    ShopifyProducts,
    ShopSettings,
    WooBackorders,
    WooOrders,
    WooProducts,
)

ShopAddress = tuple[str, Mapping[str, str]]
"""Where a shop is, and what to sign in with."""

ShopRows = ShopifyBackorders | ShopifyProducts | WooBackorders | WooProducts
ShopOrders = ShopifyOrders | WooOrders


class LocalShop:
    """The local shop, over the same data as the local helpdesk; it goes when nothing holds it any more."""

    def __init__(self, name: str, kind: Literal["shopify", "woocommerce"], data: Path) -> None:
        self._name, self._kind, self._data = name, kind, data
        self._address: ShopAddress | None = None

    def __call__(self) -> ShopAddress:
        """Return where it is; starts it for the first one who asks.

        Raises InvalidInput where its face lacks something.
        """
        if self._address is None:
            from zendesk_bridge.sandbox import Sandbox  # noqa: PLC0415 - a web server: only who needs it pays for it

            stack = ExitStack()
            try:
                kept = self._data if self._data.is_file() else None  # looking at it makes no file
                box = stack.enter_context(Sandbox(data=kept, faces=(self._kind,)))
            except InvalidInput as error:
                raise InvalidInput([replace(it, place=Place(self._name)) for it in error.problems]) from None
            weakref.finalize(self, stack.close)
            self._address = box.urls[self._kind], box.credentials.by_type[self._kind]
        return self._address


class LocalRows:
    """Rows of the local shop."""

    def __init__(self, name: str, shop: LocalShop, rows: Callable[[ShopAddress], RowSource]) -> None:
        self.name = name
        self._shop, self._rows = shop, rows

    def rows(self) -> Iterator[Header | Located | Problem]:
        """Yield its rows, as :class:`zendesk_bridge.feeds.RowSource` says."""
        yield from self._rows(self._shop()).rows()


class LocalOrders:
    """Orders of the local shop."""

    def __init__(self, name: str, shop: LocalShop, orders: Callable[[ShopAddress], OrderFeed]) -> None:
        self.name = name
        self._shop, self._orders = shop, orders
        self._made: OrderFeed | None = None

    def affected(self, skus: Collection[str]) -> Iterator[Order | Problem]:
        """Yield what is affected; see the port."""
        yield from self._feed().affected(skus)

    def again(self, ids: Collection[str]) -> Mapping[str, Order]:
        """Read these once more; see the port."""
        return self._feed().again(ids)

    def stock(self, skus: Collection[str]) -> Mapping[str, int]:
        """Return what could ship now; see the port."""
        return self._feed().stock(skus)

    def _feed(self) -> OrderFeed:
        self._made = self._made or self._orders(self._shop())
        return self._made


def shop_rows(config: ShopRows, name: str, settings: Settings) -> RowSource:
    """Return the rows of a shop: late items, or every product."""
    make = partial(_rows, config, name, settings)
    if config.is_sandbox:
        return LocalRows(name, LocalShop(name, config.type, settings.sandbox.data), make)
    return make(_address(config))


def shop_orders(config: ShopOrders, settings: Settings, *, hurried: bool = False) -> OrderFeed:
    """Return the open orders of a shop; ``hurried`` where a person waits for them."""
    make = partial(_orders, config, settings, hurried=hurried)
    if config.is_sandbox:
        return LocalOrders(config.name, LocalShop(config.name, config.type, settings.sandbox.data), make)
    return make(_address(config))


def _address(config: ShopSettings) -> ShopAddress:
    return config.url, config.credentials


def _rows(config: ShopRows, name: str, settings: Settings, address: ShopAddress) -> RowSource:
    match config:
        case ShopifyBackorders():
            shop = shopify.connect(name, *address)
            return shopify.VariantRows(shop, config.search, config.metafields, config.dated, settings.timezone)
        case ShopifyProducts():
            return shopify.VariantRows(shopify.connect(name, *address), config.search, config.metafields)
        case WooBackorders():
            return woocommerce.WooLateRows(woocommerce.connect(name, *address), config.stock)
        case WooProducts():
            return woocommerce.WooProductRows(woocommerce.connect(name, *address))


def _orders(config: ShopOrders, settings: Settings, address: ShopAddress, *, hurried: bool) -> OrderFeed:
    terms = _terms(config, settings)
    if isinstance(config, ShopifyOrders):
        shop = shopify.connect(config.name, *address, hurried=hurried)
        return shopify.ShopifyOrderFeed(shop, terms, unpaid=config.unpaid)
    woo = woocommerce.connect(config.name, *address, hurried=hurried)
    return woocommerce.WooOrderFeed(woo, terms, config.statuses)


def _terms(config: PromisedOrders, settings: Settings) -> OrderTerms:
    promised_by = config.promised_by or ""
    return OrderTerms(promised_by, config.dates, config.ships_within, config.placed_within, settings.timezone)
