"""A reply as the customer would read it, with sample values in place of the helpdesk's."""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.render.compose import Target, compose
from zendesk_bridge.core.macros.render.managed import framed
from zendesk_bridge.core.macros.render.plain import plain
from zendesk_bridge.core.macros.render.told import reads_facts
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import Accuracy, Backorder, FieldKey, Macro, Per, Promise, ShipWindow, Variant
from zendesk_bridge.core.notices import kind_of


@dataclass(frozen=True, slots=True)
class Preview:
    """One filled-in reply: as HTML, and as text with an empty line between paragraphs."""

    title: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class _Sample:
    """A dialect whose placeholders are filled in already."""

    values: Mapping[str, str]
    conditions: bool = True

    def placeholder(self, name: str) -> str:
        return html.escape(self.values.get(name, f"[{name}]")).replace("\n", "<br>")

    def guard(self, fields: Collection[FieldKey], body: str, fallback: str) -> str:
        return body if all(self.values.get(f"backorder.{key}") for key in fields) else fallback

    def choose(self, bodies: Mapping[str, str], otherwise: str) -> str:  # noqa: ARG002 - the port's
        return otherwise

    def remarks(self, names: Collection[str]) -> tuple[str, ...]:  # noqa: ARG002 - the port's
        return ()

    def shape(self, html: str) -> str:
        return html


def unmarked(macro: Macro, variant: Variant, sample: Mapping[str, str], target: Target) -> Preview | None:
    """Fill in what a ticket gives that triage has not marked; None for a per-item macro, which asks no ticket.

    ``target``'s dialect is the helpdesk's own: where a reply can tell that a field is empty, it shows the fallback, and
    elsewhere what the canned response keeps outside of its field. Raises InvalidInput.
    """
    if macro.per is Per.ITEM:
        return None
    here = replace(target, dialect=_Sample(sample))
    if reads_facts(macro) and not target.dialect.conditions:
        empty = {f"backorder.{key}": "" for key in (FieldKey.reply(macro.key), FieldKey.GREETING)}
        body = framed(macro, replace(here, dialect=_Sample({**sample, **empty})))
        return Preview(macro.variants[0].title.text, body, plain(body))
    one = compose(macro, variant, None, here)
    return Preview(one.title, one.body, plain(one.body)) if one else None


def preview(
    macro: Macro,
    variant: Variant,
    items: Sequence[Backorder],
    sample: Mapping[str, str],
    target: Target,
    heard: date | None = None,
) -> tuple[Preview, ...]:
    """Fill in a reply: a per-ticket macro once about all these items, a per-item macro once for each it is for.

    ``sample`` gives ``customer.first_name`` and the like. ``target``'s dialect is not used. ``heard`` is the last ship
    day that the customer was told before, in time: a per-item macro knows nothing of it. Raises InvalidInput.
    """
    told = [as_of(item, target.today) for item in items]
    fields = wording.field_texts(told, _speech(target, variant.locale, told, heard))
    if FieldKey.BACK_IN_STOCK in reads_facts(macro):
        names = [wording.translated(item, variant.locale, target.locale).name for item in items]
        fields = {FieldKey.BACK_IN_STOCK: wording.named(names, variant.locale, target.locale)}
    filled = _Sample({**sample, **{f"backorder.{key}": text for key, text in fields.items()}})
    here = replace(target, dialect=filled)
    each = told if macro.per is Per.ITEM else [None]
    composed = [compose(macro, variant, item, here) for item in each]
    return tuple(Preview(one.title, one.body, plain(one.body)) for one in composed if one)


def _speech(target: Target, locale: str, items: Sequence[Backorder], heard: date | None) -> wording.Speech:
    """Return how these items are told, to a customer who was told this last ship day of each of them before."""
    speech = target.speech(locale)
    if heard is None:
        return speech
    window = ShipWindow(None, heard)
    moved = {item.sku: window for item in items if not item.lapsed and _last(item) != heard}
    before = {item.sku: (_promise(item, window, target.today),) for item in items}
    return replace(speech, heard=before, superseded=moved)


def _last(item: Backorder) -> date | None:
    return item.ship_window.last if item.ship_window else None


def _promise(item: Backorder, window: ShipWindow, today: date) -> Promise:
    at = datetime.combine(min(today, item.promised_by or today), time(), UTC)
    kind = kind_of(item.promised_by, window, ())
    return Promise(0, item.sku, "", at, window, None, Accuracy.CURRENT, kind)
