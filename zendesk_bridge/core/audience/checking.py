"""What is wrong with segments: one that no order can land in, a template that is none, orders that land nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from zendesk_bridge.core.audience.criteria import asked, sku_pattern
from zendesk_bridge.core.audience.values import (
    Amount,
    Criterion,
    CriterionName,
    DaysBetween,
    OneOf,
    OrderWorth,
    Segment,
    Segments,
    Unwritten,
    YesNo,
)
from zendesk_bridge.core.document import choices
from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.model import Macro, News

PER_ORDER = "order"
"""What ``per:`` says of the macros that segments may name."""

_OF_LATE_ITEMS = frozenset({CriterionName.NOTICE})
_OF_LATE_ITEMS_IF_YES = frozenset({CriterionName.DATED, CriterionName.SWAP_IN_STOCK, CriterionName.REST_SHIPS})


def wrong_with(segments: Segments, file: Place) -> Iterator[Problem]:
    """Yield what keeps segments from being used, whatever templates there are. ``file`` is where they stand."""
    if not segments:
        fix = "write one without when:, which takes every order: - {key: everyone, to: person}"
        yield Problem(file, "there is no segment: every order must land in one", fix)
        return
    places: dict[str, Place] = {}
    for segment in segments:
        if segment.key in {one.value for one in Unwritten}:
            message = f"'{segment.key}' is what orders are called that are not written to"
            yield Problem(segment.place, message, "give the segment another key")
        if segment.key in places:
            yield Problem(segment.place, f"the key '{segment.key}' is used twice", f"first at {places[segment.key]}")
        places.setdefault(segment.key, segment.place)
    if segments[-1].when:
        message = f"the last segment, '{segments[-1].key}', has conditions: orders that do not meet them land nowhere"
        fix = "add one without when: below it, such as - {key: everyone-else, to: person}"
        yield Problem(segments[-1].place, message, fix)


def unreachable(segments: Segments) -> Iterator[Problem]:
    """Yield the segments in which no order can land, each with why."""
    for index, segment in enumerate(segments):
        if never := _contradiction(segment):
            yield Problem(segment.place, f"no order can land in '{segment.key}': {never}", "correct its when:")
        elif above := next((one for one in segments[:index] if _takes_all_of(one, segment)), None):
            what = f"'{above.key}' above takes every order that it would"
            how = "" if above.when else ", for it has no when:"
            fix = f"move it above '{above.key}' ({above.place}), or take it away"
            yield Problem(segment.place, f"no order can land in '{segment.key}': {what}{how}", fix)


def mute_on_back(segments: Segments) -> Iterator[Problem]:
    """Yield the first segment whose mail about a delay would go to orders of which the late item is back.

    No mail tells both, so that it is refused where it has no delay to tell.
    """
    for segment in segments:
        news = [one for one in segment.when if isinstance(one, OneOf) and one.name is CriterionName.NEWS]
        takes_all = not segment.when or (len(segment.when) == 1 and any(News.BACK in one.values for one in news))
        if segment.template and not news and not any(_is_of_late(one) for one in segment.when):
            message = f"orders whose item is back land in '{segment.key}', too, and its mail has nothing to tell them"
            fix = "add one above it: - {key: back, when: {news: back}, template: order-back}"
            yield Problem(segment.place, message, fix)
            return
        if takes_all:
            return


def unknown_templates(segments: Segments, macros: Collection[Macro]) -> Iterator[Problem]:
    """Yield the segments whose template is no macro per order."""
    by_key: Mapping[str, Macro] = {macro.key: macro for macro in macros}
    known = sorted(key for key, macro in by_key.items() if str(macro.per) == PER_ORDER)
    for segment in segments:
        if segment.template is None or segment.template in known:
            continue
        other = by_key.get(segment.template)
        if other:
            message = f"the template '{segment.template}' is a macro per {other.per}, and no mail about an order"
        else:
            message = f"no template is called '{segment.template}'"
        fix = choices(segment.template, known) if known else "write a macro with per: order and subject:, or to: person"
        yield Problem(segment.place, f"{segment.key}: {message}", fix)


def unknown_shops(segments: Segments, names: Collection[str]) -> Iterator[Problem]:
    """Yield the segments that wait for orders of a shop that is none; ``names`` are those of feeds and helpdesks."""
    known = {name.casefold() for name in names}
    for segment in segments:
        shops = (one.values for one in segment.when if isinstance(one, OneOf) and one.name is CriterionName.SHOP)
        for shop in (value for values in shops for value in values if value.casefold() not in known):
            message = f"{segment.key}: no feed of orders and no helpdesk is called '{shop}'"
            yield Problem(segment.place, message, choices(shop, sorted(names)))


# --- which conditions are met wherever others are


def _contradiction(segment: Segment) -> str:
    """Return why nothing can meet all conditions of a segment, "" if something may."""
    news = [criterion for criterion in segment.when if criterion.name is CriterionName.NEWS]
    only_back = any(isinstance(one, OneOf) and set(one.values) == {News.BACK} for one in news)
    late = next((one for one in segment.when if _asks_for_late(one)), None)
    if only_back and late:
        return f"what is back has no delay, so '{asked(late)}' is true of none"
    return ""


def _asks_for_late(criterion: Criterion) -> bool:
    yes = isinstance(criterion, YesNo) and criterion.wanted
    return criterion.name in _OF_LATE_ITEMS or (yes and criterion.name in _OF_LATE_ITEMS_IF_YES)


def _is_of_late(criterion: Criterion) -> bool:
    return _asks_for_late(criterion) or criterion.name is CriterionName.DATED


def _takes_all_of(above: Segment, below: Segment) -> bool:
    """Tell whether whatever meets the conditions of the one below meets those of the one above."""
    return all(any(_follows(wide, narrow) for narrow in below.when) for wide in above.when)


def _follows(wide: Criterion, narrow: Criterion) -> bool:
    """Tell whether one condition is true wherever the other is."""
    match wide, narrow:
        case OneOf(), OneOf() if wide.name is narrow.name:
            return all(any(_same(wide.name, one, other) for other in wide.values) for one in narrow.values)
        case DaysBetween(), DaysBetween() if wide.name is narrow.name:
            return _no_less(narrow.least, wide.least) and _no_more(narrow.most, wide.most)
        case OrderWorth(), OrderWorth():
            return _within(narrow, wide)
        case YesNo(), YesNo() if wide.name is narrow.name:
            return wide.wanted is narrow.wanted
        case _:
            return False


def _same(name: CriterionName, narrow: str, wide: str) -> bool:
    """Tell whether what has the one value has the other: ``de`` is true of ``de_AT``."""
    narrow, wide = narrow.casefold(), wide.casefold()
    if name is CriterionName.SKU:
        return bool(sku_pattern(wide).fullmatch(narrow))
    return narrow == wide or (name is CriterionName.LANGUAGE and narrow.startswith(f"{wide}_"))


def _no_less(narrow: int | None, wide: int | None) -> bool:
    return wide is None or (narrow is not None and narrow >= wide)


def _no_more(narrow: int | None, wide: int | None) -> bool:
    return wide is None or (narrow is not None and narrow <= wide)


def _within(narrow: OrderWorth, wide: OrderWorth) -> bool:
    """Tell whether every order that is worth the one is worth the other. Amounts in any currency say it of each."""
    least = all(any(_covers(it, other, 1) for it in wide.least) for other in narrow.least) and bool(narrow.least)
    most = all(any(_covers(it, other, -1) for it in wide.most) for other in narrow.most) and bool(narrow.most)
    return (not wide.least or least) and (not wide.most or most)


def _covers(wide: Amount, narrow: Amount, sign: int) -> bool:
    return wide.currency in {"", narrow.currency} and sign * narrow.number >= sign * wide.number
