"""The wording version: a short id of everything that turns facts into words, whichever line of code or table it is in.

It is taken from what comes out: fixed facts are told in each locale, and fixed macros rendered. A corrected sentence, a
date written in another way, a library's new tables and another reading of Markdown all change it, and a change that
alters no word does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from zendesk_bridge.core.macros import window, wording
from zendesk_bridge.core.macros.render import PER_ITEM, PER_TICKET, Target, render_all, told_texts
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    Cancel,
    FieldKey,
    Macro,
    NoticeKind,
    Option,
    Per,
    Promise,
    ShipWindow,
    Split,
    Swap,
    Template,
    Variant,
    Wait,
    digest,
)
from zendesk_bridge.core.notices import Market

_TODAY = date(2026, 1, 20)
_WINDOWS = (
    None,
    ShipWindow(None, date(2026, 3, 1)),
    ShipWindow(date(2026, 3, 1), date(2026, 3, 1)),
    ShipWindow(date(2026, 3, 1), date(2026, 3, 8)),
    ShipWindow(date(2026, 3, 28), date(2026, 4, 2)),
    ShipWindow(date(2026, 11, 1), date(2026, 12, 9)),
    ShipWindow(date(2026, 12, 28), date(2027, 1, 8)),
)
_OFFERS: tuple[tuple[Option, ...], ...] = (
    (),
    (Wait(),),
    (Cancel(),),
    (Split(),),
    (Swap("S-2", "Igloo"),),
    (Wait(), Cancel()),
    (Wait(), Swap("S-2", "Igloo"), Split(), Cancel()),
)
_SOME = Backorder(
    "S-1", "Blue & <b> {{ mug }} 1_2_3", reason="the supplier is *late*", options=_OFFERS[-1], next_update=_TODAY
)
_DUE = date(2026, 2, 1)

_REPLY = """\
Hi {{ customer.first_name }},

**Late:** {{ backorder.items }}, {{ backorder.ship_window }}; [see](https://acme.example/?a=1&b=2), *soon* ~~now~~

{{ backorder.delay }}
{{ backorder.choices }} {{ backorder.follow_up }}

- you can {{ backorder.options }}
- by {{ backorder.next_update }}

| a | b |
|---|---|
| 1 | 2 |

{{ backorder.message }}

{{ agent.name }}
"""
_FILTERED = "{{ backorder.name|upper }} {{ backorder.sku }} {% if backorder.swap %}{{ backorder.swap }}{% endif %}\n\n"


@lru_cache(maxsize=8)
def wording_version(locales: frozenset[str], default: str, market: Market = Market.NONE) -> str:
    """Return the wording version for these locales; ``default`` is the one that the facts are written in.

    ``market`` is the one whose rules decide what is said of silence.
    """
    told = [list(_told(locale, default)) for locale in sorted(locales | {default})]
    if market.rules_silence:
        told += [list(_ruled(locale, default, market)) for locale in sorted(locales | {default})]
    return digest(told, 8)


def _told(locale: str, default: str) -> Iterator[object]:
    """Yield what fixed facts read like in this locale, in fields, in names, in dates and in replies."""
    for days in (1, 2, 3, 4):
        yield wording.fallback(locale, default, days)
        yield wording.field_texts([_SOME], wording.Speech(locale, _TODAY, default, days))
    items = [_item(number) for number in range(len(_WINDOWS))]
    for some in (*([item] for item in items), items[:2], items[1:4], items):
        yield _texts(some, locale, default)
        yield wording.named([item.name for item in some], locale, default)
    yield [_day(month, locale) for month in range(1, 13)]
    macros = _macros(locale)
    yield told_texts(macros[:1], lambda spoken: _texts(items[:2], spoken, default), locale)
    rendered = render_all(macros, items, Target("", _Neutral(), "", {}, default, _TODAY, languages=frozenset({locale})))
    yield [[macro.title, macro.body] for macro in rendered.macros]


def _ruled(locale: str, default: str, market: Market) -> Iterator[object]:
    """Yield what is said of silence about fixed facts: short delays, long ones, and those that nobody told in time."""
    speech = wording.Speech(locale, _TODAY, default, market=market)
    promised = (None, _TODAY, date(2025, 12, 30), date(2026, 2, 20))
    items = [replace(_item(number), promised_by=day) for number in range(len(_WINDOWS)) for day in promised]
    told = {item.sku: _promises(item) for item in items}
    for some in (*([item] for item in items), items[:2], items[1:4], items[3::8]):
        for heard in ({}, told):
            yield wording.field_texts(some, replace(speech, heard=heard))[FieldKey.CHOICES]
    yield [wording.silence(item, speech) for item in items]


def _promises(item: Backorder) -> tuple[Promise, ...]:
    """Return what a customer was told of an item when it was due a week sooner."""
    last = item.ship_window.last if item.ship_window else _DUE
    earlier = ShipWindow(None, last - timedelta(days=7))
    at = datetime.combine(_TODAY, time(), UTC)
    return (Promise(1, item.sku, "", at, earlier, None, Accuracy.CURRENT, NoticeKind.FIRST),)


def _item(number: int) -> Backorder:
    """Return one of the fixed late items; each has another window and other options."""
    lapsed = number == len(_WINDOWS) - 1
    return Backorder(
        f"S-{number}",
        f"Thing {number}",
        ship_window=None if lapsed else _WINDOWS[number],
        reason="" if number % 2 else "the workshop burnt",
        options=_OFFERS[number],
        next_update=None if number % 3 else _DUE,
        lapsed=lapsed,
    )


def _texts(items: list[Backorder], locale: str, default: str) -> Mapping[FieldKey, str]:
    return wording.field_texts(items, wording.Speech(locale, _TODAY, default))


def _day(month: int, locale: str) -> list[str]:
    """Write days and ranges of one month, near and far: also in a language whose dates are Babel's."""
    first, last = date(2026, month, 1), date(2026, month, 21)
    windows = (ShipWindow(None, first), ShipWindow(first, last), ShipWindow(last, date(2027, month, 3)))
    return [window.words(one, locale, _TODAY) for one in windows]


def _macros(locale: str) -> tuple[Macro, ...]:
    def made(key: str, per: Per, title: str, reply: str) -> Macro:
        return Macro(key, per, (Variant(locale, Template(title), Template(reply)),))

    return (
        made("t", Per.TICKET, "T", _REPLY),
        made("i", Per.ITEM, "I {{ backorder.name }}", _FILTERED + _REPLY),
    )


class _Neutral:
    """No helpdesk's way of writing: what is ours in a reply, and nothing else."""

    conditions = True

    def placeholder(self, name: str) -> str | None:
        return f"{{{{{name}}}}}" if name in {*PER_ITEM, *PER_TICKET} or name.startswith("backorder.") else None

    def guard(self, fields: Collection[FieldKey], body: str, fallback: str) -> str:
        return f"[{','.join(sorted(fields))}?{body}:{fallback}]"

    def choose(self, bodies: Mapping[str, str], otherwise: str) -> str:
        return f"[{sorted(bodies.items())}:{otherwise}]"

    def remarks(self, names: Collection[str]) -> tuple[str, ...]:
        del names
        return ()

    def shape(self, html: str) -> str:
        return html
