"""What the admin's conditions mean: whether one is true of a line of an order, and what is seen there instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from types import MappingProxyType
from typing import assert_never

from zendesk_bridge.core.audience.values import (
    AffectedLine,
    Amount,
    Criterion,
    CriterionName,
    DaysBetween,
    OneOf,
    OrderWorth,
    Segment,
    Ways,
    YesNo,
)
from zendesk_bridge.core.macros.mails.orders import rest_of
from zendesk_bridge.core.model import News, Order, OrderLine, Split, Swap, plain_sku
from zendesk_bridge.core.plural import number


@dataclass(frozen=True, slots=True)
class LineCase:
    """One line about which a word is owed, on its order, with what is known besides."""

    order: Order
    affected: AffectedLine
    ways: Ways


def is_true(criterion: Criterion, case: LineCase) -> bool:
    """Tell whether one condition is true of a line."""
    match criterion:
        case OneOf(name, values):
            return _any(name, values, TEXTS[name](case))
        case DaysBetween(name, least, most):
            days = DAYS[name](case)
            return days is not None and (least is None or days >= least) and (most is None or days <= most)
        case OrderWorth(_, least, most):
            return _is_worth(case.order, least, most)
        case YesNo(name, wanted):
            return FACTS[name](case) is wanted
        case _:
            assert_never(criterion)


def _any(name: CriterionName, values: Collection[str], seen: Collection[str]) -> bool:
    if name is CriterionName.SKU:
        return any(sku_pattern(value).fullmatch(one) for one in seen for value in values)
    return not _folded(values).isdisjoint(_folded(seen))


@lru_cache(maxsize=1024)
def sku_pattern(written: str) -> re.Pattern[str]:
    """Return what SKUs a value stands for: ``*`` is any text, and capitals count as small letters."""
    return re.compile(".*".join(map(re.escape, written.split("*"))), re.IGNORECASE | re.DOTALL)


def _folded(texts: Collection[str]) -> set[str]:
    return {text.casefold() for text in texts}


def _is_worth(order: Order, least: Collection[Amount], most: Collection[Amount]) -> bool:
    if order.value is None:
        return False
    at_least, at_most = _in_currency(least, order.currency), _in_currency(most, order.currency)
    if (least and at_least is None) or (most and at_most is None):
        return False
    return (at_least is None or order.value >= at_least) and (at_most is None or order.value <= at_most)


def uncompared(order: Order, landed: str, segments: Iterable[Segment]) -> str:
    """Return why the worth of an order could not send it to a person, in words; "" where it was compared, or not asked.

    ``landed`` is the key of the segment that took it: those above it were asked.
    """
    asked_of = (one for one in takewhile(lambda one: one.key != landed, segments) if one.to_person)
    worths = (one for segment in asked_of for one in segment.when if isinstance(one, OrderWorth))
    if not any(_is_uncompared(order, one.least) or _is_uncompared(order, one.most) for one in worths):
        return ""
    if order.value is None:
        return "whose value the shop does not tell"
    return f"in {order.currency.upper()}" if order.currency else "in a currency that the shop does not tell"


def _is_uncompared(order: Order, amounts: Collection[Amount]) -> bool:
    return bool(amounts) and (order.value is None or _in_currency(amounts, order.currency) is None)


def _in_currency(amounts: Collection[Amount], currency: str) -> Decimal | None:
    """Return the amount in this currency, else the one in any; None where neither is named."""
    found = {amount.currency: amount.number for amount in amounts}
    return found.get(currency.upper(), found.get(""))


# --- what is looked at


def _languages(case: LineCase) -> tuple[str, ...]:
    locale = (case.order.locale or case.ways.locale).replace("-", "_")
    return (locale, locale.split("_", maxsplit=1)[0])


def _nonempty(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _waited(case: LineCase) -> int | None:
    return (case.ways.today - case.order.ordered_at.astimezone(case.ways.zone).date()) // timedelta(days=1)


def _promised_in(case: LineCase) -> int | None:
    promised = case.affected.promised_by
    return (promised - case.ways.today) // timedelta(days=1) if promised else None


def _dated(case: LineCase) -> bool:
    item = case.affected.item
    return item is not None and item.ship_window is not None


def _swap_in_stock(case: LineCase) -> bool:
    """Tell whether the shop says that a substitute which the item offers could ship now, for all that was ordered."""
    item, ways = case.affected.item, case.ways
    wanted = case.affected.line.quantity
    offered = (option.sku for option in (item.options if item else ()) if isinstance(option, Swap))
    return any(plain_sku(sku) not in ways.items and ways.stock.get(sku, 0) >= wanted for sku in offered)


def _rest_ships(case: LineCase) -> bool:
    """Tell whether the item offers a split, and something else on the order is known to be in stock."""
    item = case.affected.item
    return item is not None and Split() in item.options and bool(rest_lines(case.order, case.ways, only_known=True))


def rest_lines(order: Order, ways: Ways, *, only_known: bool) -> tuple[OrderLine, ...]:
    """Return the lines that wait for none of the late items on the order, of which there may be thousands elsewhere."""
    late = (line.sku for line in order.lines if plain_sku(line.sku) in ways.items)
    return rest_of(order, late, only_known=only_known)


TEXTS: Mapping[CriterionName, Callable[[LineCase], tuple[str, ...]]] = MappingProxyType(
    {
        CriterionName.NEWS: lambda case: _nonempty(case.affected.news or ""),
        CriterionName.NOTICE: lambda case: _nonempty(case.affected.kind or ""),
        CriterionName.LANGUAGE: _languages,
        CriterionName.MARKET: lambda case: (case.ways.market,),
        CriterionName.COUNTRY: lambda case: _nonempty(case.order.country),
        CriterionName.TAGS: lambda case: case.order.tags,
        CriterionName.SKU: lambda case: (case.affected.sku,),
        CriterionName.SHOP: lambda case: case.ways.shops,
    }
)
"""What conditions with a list look at."""

DAYS: Mapping[CriterionName, Callable[[LineCase], int | None]] = MappingProxyType(
    {CriterionName.WAITED: _waited, CriterionName.PROMISED_IN: _promised_in}
)
"""What conditions with a span of days look at; None where nobody knows."""

FACTS: Mapping[CriterionName, Callable[[LineCase], bool]] = MappingProxyType(
    {
        CriterionName.DATED: _dated,
        CriterionName.SWAP_IN_STOCK: _swap_in_stock,
        CriterionName.REST_SHIPS: _rest_ships,
    }
)
"""What conditions with yes or no look at."""


# --- in words


def asked(criterion: Criterion) -> str:
    """Return a condition as the file has it: ``value at least 500 USD``."""
    match criterion:
        case OneOf(name, values):
            return f"{name} {' or '.join(values)}"
        case DaysBetween(name, least, most):
            return f"{name} {' and '.join(_span(least, most))}"
        case OrderWorth(name, least, most):
            return f"{name} {' and '.join(_amounts(least, most))}"
        case YesNo(name, wanted):
            return f"{name} {'yes' if wanted else 'no'}"
        case _:
            assert_never(criterion)


def _span(least: int | None, most: int | None) -> Iterator[str]:
    if least is not None:
        yield f"at least {number(least, 'day')}"
    if most is not None:
        yield f"at most {number(most, 'day')}"


def _amounts(least: Collection[Amount], most: Collection[Amount]) -> Iterator[str]:
    if least:
        yield "at least " + " or ".join(map(str, least))
    if most:
        yield "at most " + " or ".join(map(str, most))


def seen(criterion: Criterion, case: LineCase) -> str:
    """Return what is there, in plain words: ``the order is worth 129.00 USD``."""
    return _SEEN[criterion.name](case)


NEWS_WORDS: Mapping[News, str] = MappingProxyType(
    {
        News.FIRST: "never told",
        News.MOVED: "told what holds no more",
        News.NO_NEWS: "to hear again by now",
        News.BACK: "told of a delay that is over",
    }
)
"""Why customers are owed a word."""


def _seen_waited(case: LineCase) -> str:
    days = _waited(case) or 0
    return f"ordered {number(days, 'day')} ago, on {case.order.ordered_at.astimezone(case.ways.zone).date()}"


def _seen_promised(case: LineCase) -> str:
    promised, days = case.affected.promised_by, _promised_in(case)
    if promised is None or days is None:
        return "no ship-by date is known that the customer was given"
    when = f"in {number(days, 'day')}" if days > 0 else f"{number(-days, 'day')} ago" if days else "today"
    return f"promised to ship by {promised}, which is {when}"


def _seen_swap(case: LineCase) -> str:
    item, ways = case.affected.item, case.ways
    offered = [option.sku for option in (item.options if item else ()) if isinstance(option, Swap)]
    if not offered:
        return f"{case.affected.sku} offers no substitute"
    told = []
    for sku in offered:
        count = ways.stock.get(sku)
        late = "is late itself" if plain_sku(sku) in ways.items else ""
        told.append(f"{sku} {late or ('is not counted by the shop' if count is None else f'has {count} in stock')}")
    return f"the substitute {', '.join(told)}; ordered: {case.affected.line.quantity}"


def _seen_rest(case: LineCase) -> str:
    item = case.affected.item
    if item is None or Split() not in item.options:
        return f"{case.affected.sku} offers no split shipment"
    rest, known = (rest_lines(case.order, case.ways, only_known=only) for only in (False, True))
    if known:
        return f"in stock besides: {', '.join(line.sku for line in known)}"
    if rest:
        return f"the shop does not tell whether {', '.join(line.sku for line in rest)} could ship now"
    return "nothing else on the order could ship now"


def _seen_dated(case: LineCase) -> str:
    item = case.affected.item
    if item is None:
        return f"{case.affected.sku} is late no more"
    window = item.ship_window
    return f"{item.sku} ships {window.in_words}" if window else f"no ship date of {item.sku} may be told"


def _seen_value(case: LineCase) -> str:
    order = case.order
    if order.value is None:
        return "the shop tells no value"
    return f"worth {order.value:f} {order.currency or 'of a currency that the shop does not tell'}"


def _seen_tags(case: LineCase) -> str:
    return f"tags: {', '.join(case.order.tags)}" if case.order.tags else "no tags"


_SEEN: Mapping[CriterionName, Callable[[LineCase], str]] = MappingProxyType(
    {
        CriterionName.NEWS: lambda case: f"it is {case.affected.news} ({NEWS_WORDS[case.affected.news or News.FIRST]})",
        CriterionName.NOTICE: lambda case: f"it is {case.affected.kind}" if case.affected.kind else "no delay to tell",
        CriterionName.DATED: _seen_dated,
        CriterionName.WAITED: _seen_waited,
        CriterionName.PROMISED_IN: _seen_promised,
        CriterionName.VALUE: _seen_value,
        CriterionName.SWAP_IN_STOCK: _seen_swap,
        CriterionName.REST_SHIPS: _seen_rest,
        CriterionName.LANGUAGE: lambda case: f"written to in {_languages(case)[0]}",
        CriterionName.MARKET: lambda case: f"market {case.ways.market}",
        CriterionName.COUNTRY: lambda case: f"ships to {case.order.country or 'a country that the shop does not tell'}",
        CriterionName.TAGS: _seen_tags,
        CriterionName.SKU: lambda case: f"the item is {case.affected.sku}",
        CriterionName.SHOP: lambda case: f"the shop is {' or '.join(case.ways.shops) or 'not named'}",
    }
)
