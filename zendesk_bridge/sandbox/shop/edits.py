"""Change an order as the shop's people and its warehouse do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from zendesk_bridge.sandbox.shop import seed
from zendesk_bridge.sandbox.shop.records import ShopLine, ShopOrder
from zendesk_bridge.sandbox.shop.store import ShopStore

_OF_BUYERS = ("email", "country", "phone", "locale", "city", "street", "postcode")


def edited(shop: ShopStore, order: ShopOrder, changes: Mapping[str, Any]) -> ShopOrder:
    """Return an order as it stands after changes (``admin`` says which).

    Raises:
        ValueError: a change that is not known, or of a SKU that is not in the order.
    """
    for name, value in changes.items():
        if name not in _CHANGES:
            raise ValueError(f"{name} is not known: {', '.join(_CHANGES)} are")
        order = _CHANGES[name](shop, order, value)
    return order


def _shipped(_: ShopStore, order: ShopOrder, asked: Any) -> ShopOrder:
    return _counted(order, asked, "shipped")


def _refunded(_: ShopStore, order: ShopOrder, asked: Any) -> ShopOrder:
    return _counted(order, asked, "removed")


def _counted(order: ShopOrder, asked: Any, what: str) -> ShopOrder:
    """Ship or give back what is still to ship: all of it, or so many of each SKU."""
    wanted = {line.sku: line.to_ship for line in order.lines} if asked is True else dict(asked)
    _known(order, wanted)

    def counted(line: ShopLine) -> ShopLine:
        number = min(int(wanted.get(line.sku, 0)), line.to_ship)
        return replace(line, **{what: getattr(line, what) + number})

    return replace(order, lines=tuple(map(counted, order.lines)))


def _known(order: ShopOrder, wanted: Mapping[str, Any]) -> None:
    stray = sorted(wanted.keys() - {line.sku for line in order.lines})
    if stray:
        raise ValueError(f"{stray[0]} is not in order {order.number}")


def _set(_: ShopStore, order: ShopOrder, asked: Mapping[str, int]) -> ShopOrder:
    _known(order, asked)
    lines = (replace(line, quantity=int(asked.get(line.sku, line.quantity))) for line in order.lines)
    return replace(order, lines=tuple(line for line in lines if line.quantity))


def _added(shop: ShopStore, order: ShopOrder, asked: Any) -> ShopOrder:
    return replace(order, lines=(*order.lines, *seed.lines(shop, asked, order.created_at)))


def _cancelled(shop: ShopStore, order: ShopOrder, _: Any) -> ShopOrder:
    return replace(order, state="cancelled", cancelled_at=int(shop.store.now().timestamp()))


def _paid(_: ShopStore, order: ShopOrder, __: Any) -> ShopOrder:
    return replace(order, state="open")


def _held(_: ShopStore, order: ShopOrder, why: Any) -> ShopOrder:
    return replace(order, hold=str(why or ""))


def _tagged(_: ShopStore, order: ShopOrder, tags: Any) -> ShopOrder:
    return replace(order, tags=tuple(map(str, tags)))


def _buyer(key: str) -> Callable[[ShopStore, ShopOrder, Any], ShopOrder]:
    def changed(_: ShopStore, order: ShopOrder, value: Any) -> ShopOrder:
        buyer: Any = {key: str(value)}
        return replace(order, buyer=replace(order.buyer, **buyer))

    return changed


_CHANGES: Mapping[str, Callable[[ShopStore, ShopOrder, Any], ShopOrder]] = {
    "ship": _shipped, "refund": _refunded, "set": _set, "add": _added, "cancel": _cancelled, "pay": _paid,
    "hold": _held, "tags": _tagged, **{key: _buyer(key) for key in _OF_BUYERS},
}  # fmt: skip
