"""Settings -> where late items, products and orders come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from zendesk_bridge import feeds, transport
from zendesk_bridge.core.ports import Catalogue, Feed, OrderFeed
from zendesk_bridge.feeds import databases
from zendesk_bridge.settings import (
    AnyBackorders,
    AnyOrders,
    AnyProducts,
    BackordersSettings,
    FileBackorders,
    FileOrders,
    FileProducts,
    HttpBackorders,
    HttpOrders,
    HttpProducts,
    OrderRowsSettings,
    ProductsSettings,
    Settings,
    ShopSettings,
    SqlOrders,
    SqlRowsSettings,
    WebRows,
    WrittenLines,
)
from zendesk_bridge.wiring.shops import shop_orders, shop_rows

OrdersInRows = FileOrders | HttpOrders | SqlOrders
WrittenFeed = FileBackorders | FileProducts | FileOrders | HttpBackorders | HttpProducts | HttpOrders

if TYPE_CHECKING:
    from zendesk_bridge.app.facts import FeedPolicy


def build_feeds(settings: Settings) -> tuple[tuple[Feed, FeedPolicy], ...]:
    """Return every configured feed of backorders with how far it is believed."""
    from zendesk_bridge.app.facts import FeedPolicy  # noqa: PLC0415 - the use cases: `schema` and `sandbox` have none

    return tuple((_facts(feed, settings), FeedPolicy(feed.max_shrink, feed.max_age)) for feed in settings.backorders)


def catalogue(settings: Settings) -> Catalogue:
    """Return what reads every product; nothing is read yet."""
    waiting = {config.label for config in settings.catalogue if not isinstance(config, FileProducts) and config.waits}
    return feeds.FeedCatalogue([_products(config, settings) for config in settings.catalogue], waiting)


def order_feeds(settings: Settings) -> tuple[tuple[OrderFeed, str], ...]:
    """Return every configured feed of orders with the name of the helpdesk that writes to its customers."""
    return tuple((_orders(config, settings), config.helpdesk) for config in settings.orders)


def order_feeds_to_look_at(settings: Settings) -> tuple[OrderFeed, ...]:
    """Return the feeds of orders that can be asked while a person waits: not the local shop, of which all is known."""
    asked = (
        config
        for config in settings.orders
        if isinstance(config, FileOrders)
        or not (config.waits or (isinstance(config, ShopSettings) and config.is_sandbox))
    )
    return tuple(_orders(config, settings, hurried=True) for config in asked)


def order_files(settings: Settings) -> tuple[feeds.OrderRows, ...]:
    """Return the feeds of orders that are files on this machine: these can be looked at without asking anybody."""
    return tuple(_order_rows(config, settings) for config in settings.orders if isinstance(config, FileOrders))


def _facts(config: AnyBackorders, settings: Settings) -> Feed:
    every = settings.followups.every
    if isinstance(config, FileBackorders) and config.form == "yaml":
        return feeds.BackorderFeed(config.path, name=config.name, trust=config.trust, every=every)
    if isinstance(config, FileBackorders):
        source: feeds.RowSource = feeds.late_table(config.path, _manner(config, feeds.BackorderRows.must), config.name)
    elif config.waits:
        return feeds.WaitingFeed(config.name)
    else:
        source = _source(config, config.name, settings)
    return feeds.BackorderRows(source, _facts_layout(config), config.trust, every, config.defaults.hears_after)


def _products(config: AnyProducts, settings: Settings) -> feeds.ProductFeed:
    layout = feeds.Layout(_columns(config), alias_separator=config.alias_separator, where=config.where)
    return feeds.ProductFeed(
        config.label, _source(config, config.label, settings), layout=layout, at_least=config.at_least
    )


def _orders(config: AnyOrders, settings: Settings, *, hurried: bool = False) -> OrderFeed:
    if isinstance(config, ShopSettings):
        return shop_orders(config, settings, hurried=hurried)
    return _order_rows(config, settings)


def _order_rows(config: OrdersInRows, settings: Settings) -> feeds.OrderRows:
    layout = feeds.Layout(_columns(config), config.dates, where=config.where)
    return feeds.OrderRows(_source(config, config.name, settings), settings.timezone, layout)


def _source(config: AnyBackorders | AnyProducts | OrdersInRows, name: str, settings: Settings) -> feeds.RowSource:
    if isinstance(config, ShopSettings):
        return shop_rows(config, name, settings)
    if isinstance(config, SqlRowsSettings):
        return databases.SqlRows(name, config.url.get_secret_value(), config.query, config.timeout, config.max_rows)
    manner = replace(_manner(config, _must(config)), whole=isinstance(config, BackordersSettings))
    if not isinstance(config, WebRows):
        return feeds.FileRows(config.path, manner, name)
    headers = {header: secret.get_secret_value().strip() for header, secret in config.headers.items()}
    where = transport.Source(name, config.url.get_secret_value(), headers, config.timeout, config.max_bytes)
    return feeds.HttpRows(where, manner)


def _manner(config: WrittenFeed, must: frozenset[str]) -> feeds.FileManner:
    records = feeds.Records(config.records or "", (config.lines if isinstance(config, WrittenLines) else None) or "")
    titles = feeds.Layout(_columns(config), where=config.where).titles(must)
    return feeds.FileManner(config.form or "csv", config.sheet or "", records, titles, config.encoding or "")


def _must(config: WrittenFeed) -> frozenset[str]:
    if isinstance(config, BackordersSettings):
        return feeds.BackorderRows.must
    return feeds.ProductFeed.must if isinstance(config, ProductsSettings) else feeds.OrderRows.must


def _facts_layout(config: BackordersSettings) -> feeds.Layout:
    return feeds.Layout(
        _columns(config),
        config.dates,
        config.alias_separator,
        where=config.where,
        defaults=config.defaults.cells,
        lead=timedelta(days=config.lead_days),
        buffer=timedelta(days=config.buffer_days),
        merge=config.merge,
    )


def _columns(config: BackordersSettings | ProductsSettings | OrderRowsSettings) -> dict[str, str]:
    return {str(column): header for column, header in config.columns.items()}
