"""One macro, one variant, one helpdesk -> title and body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.render.finish import finished, titled
from zendesk_bridge.core.macros.render.markup import to_html
from zendesk_bridge.core.macros.render.names import FIELD_NAMES, HELPDESK_NAMES, ITEM_NAMES, OF_TICKETS, Placeholder
from zendesk_bridge.core.macros.render.template import check, handed_through, names_in, run
from zendesk_bridge.core.macros.render.tokens import Tokens
from zendesk_bridge.core.macros.render.told import needed
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    FieldKey,
    Macro,
    Per,
    Split,
    Swap,
    Template,
    Variant,
    Wait,
)
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.ports import Dialect

_PARAGRAPH = re.compile(r"<p>.*?</p>", re.DOTALL)

_Refusals = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Target:
    """Where macros are rendered for, and when. ``groups`` is name -> id; ``locale`` the admin's default.

    ``working_days`` is within how many a customer hears from us where no day is promised, and ``languages`` are the
    locales that the fields of tickets may be written in here. ``market`` says whose rules on notices of delay hold.
    """

    helpdesk: str
    dialect: Dialect
    owner: str
    groups: Mapping[str, int]
    locale: str
    today: date
    working_days: int = wording.WORKING_DAYS
    languages: frozenset[str] = frozenset()
    market: Market = Market.NONE

    def speech(self, locale: str) -> wording.Speech:
        """Return how facts are told in this locale."""
        return wording.Speech(locale, self.today, self.locale, self.working_days, market=self.market)


@dataclass(frozen=True, slots=True)
class Composed:
    """A title in plain text and a body in the helpdesk's HTML; ``unfilled`` is the body for a ticket without facts."""

    title: str
    body: str
    unfilled: str = ""


@dataclass(frozen=True, slots=True)
class FactsTold:
    """What is known of late items, in words: each told once in a language, for all macros of one rendering."""

    target: Target
    _told: dict[tuple[Backorder, str], dict[str, object]] = field(default_factory=dict)
    _versions: dict[Backorder, str] = field(default_factory=dict)

    def __call__(self, item: Backorder, locale: str) -> Mapping[str, object]:
        """Return what is known of an item today, by name."""
        told = self._told.get((item, locale))
        if told is None:
            told = self._told[item, locale] = _facts(as_of(item, self.target.today), locale, self.target)
        return told

    def version(self, item: Backorder) -> str:
        """Return an item's version."""
        found = self._versions.get(item)
        if found is None:
            found = self._versions[item] = item.version
        return found


@dataclass(frozen=True)
class Manuscript:
    """A macro in one language on one helpdesk: what is the same for every item is looked at once."""

    macro: Macro
    variant: Variant
    target: Target
    told: FactsTold
    _pages: dict[str, str] = field(default_factory=dict)
    """By Markdown, the helpdesk's HTML: facts are tokens in both, so most items have the same."""

    def compose(self, item: Backorder | None) -> Composed | None:
        """Render title and body; None when a per-item reply comes out empty. Raises InvalidInput."""
        if (self.macro.per is Per.ITEM) != (item is not None):
            raise ValueError(f"{self.macro.key} is per {self.macro.per}")
        if self._problems:
            raise InvalidInput(self._problems)
        variant, facts = self.variant, self.told(item, self.variant.locale) if item else {}
        body = self._body(variant.reply, {**self._written, **facts, **self._stand_ins})
        if not body and item:
            return None
        title = title_of(variant.title, facts)
        if not (body and title):
            empty = variant.title if body else variant.reply
            raise InvalidInput([Problem(empty.place, f"{self.macro.key}: this comes out empty")])
        composed = Composed(title, body, body if self.macro.per is Per.TICKET else "")
        return self._guarded(composed) if self.macro.per is Per.TICKET else composed

    @cached_property
    def _written(self) -> Mapping[str, object]:
        return placeholders(self.macro, self.target.dialect)

    @cached_property
    def _stand_ins(self) -> Mapping[str, object]:
        return _stand_ins(self.variant)

    @cached_property
    def _problems(self) -> list[Problem]:
        facts = dict.fromkeys(_OF_ITEMS if self.macro.per is Per.ITEM else ())
        return problems_in(self.macro, self.variant, {**self._written, **facts}, facts, self.target)

    def _body(self, template: Template, values: Mapping[str, object]) -> str:
        """Render Markdown to the helpdesk's HTML; tokens become text last: nothing on the way can change it."""
        tokens = Tokens()
        markdown = tokens.protect(run(template, values, tokens))
        page = self._pages.get(markdown)
        if page is None:
            page = self._pages[markdown] = self.target.dialect.shape(to_html(markdown))
        return finished(tokens, template, markdown, page)

    def _guarded(self, composed: Composed) -> Composed:
        """Let the reply see by itself whether the ticket fields that it reads are filled."""
        variant, target = self.variant, self.target
        used = _read(variant)
        if not used:
            return composed
        body = _where_filled(composed.body, self._stand_ins, target.dialect)
        words = Template(wording.fallback(variant.locale, target.locale, target.working_days), variant.reply.place)
        unfilled = self._body(variant.fallback or words, self._written)
        return Composed(composed.title, target.dialect.guard(needed(used), body, unfilled), unfilled)


def compose(macro: Macro, variant: Variant, item: Backorder | None, target: Target) -> Composed | None:
    """Check all names and render title and body; None when a per-item reply comes out empty. Raises InvalidInput."""
    return Manuscript(macro, variant, target, FactsTold(target)).compose(item)


_OF_ITEMS = (*(f"backorder.{key}" for key in FieldKey if key not in OF_TICKETS), *ITEM_NAMES)
"""The names of what is known of one item, in the order in which people are told them."""


def _facts(item: Backorder, locale: str, target: Target) -> dict[str, object]:
    """Return what is known of one item, by name."""
    text = wording.translated(item, locale, target.locale)
    offers = {type(option) for option in item.options}
    speech = target.speech(locale)
    fields = wording.field_texts([item], speech)
    return {
        **{f"backorder.{key}": value for key, value in fields.items() if key not in OF_TICKETS},
        "backorder.sku": item.sku,
        "backorder.name": text.name,
        "backorder.reason": text.reason,
        "backorder.ship_window_known": item.ship_window is not None,
        "backorder.wait": Wait in offers,
        "backorder.swap": next((option.name for option in item.options if isinstance(option, Swap)), ""),
        "backorder.split": Split in offers,
        "backorder.cancel": Cancel in offers,
        "backorder.silence": wording.silence(item, speech),
    }


def placeholders(macro: Macro, dialect: Dialect) -> dict[str, object]:
    """Return what the helpdesk will fill in, by name; what it cannot fill in is absent."""
    wanted = HELPDESK_NAMES if macro.per is Per.ITEM else (*HELPDESK_NAMES, *FIELD_NAMES)
    written = {name: dialect.placeholder(name) for name in wanted}
    return {name: Placeholder(name, text) for name, text in written.items() if text is not None}


def problems_in(
    macro: Macro,
    variant: Variant,
    values: Mapping[str, object],
    facts: Mapping[str, object],
    target: Target,
) -> list[Problem]:
    """Check the names in every template of this variant."""
    refused = _refusals(macro, target)
    in_title: _Refusals = {
        name: (
            f"{name} differs from ticket to ticket: it cannot stand in a title",
            "write words that suit every ticket, or say per: item",
        )
        for name in (*HELPDESK_NAMES, *FIELD_NAMES, *ITEM_NAMES)
        if name not in facts
    }
    filled_in = [name for name, value in values.items() if isinstance(value, Placeholder)]
    problems = [*check(variant.title, list(facts), in_title), *check(variant.reply, list(values), refused, filled_in)]
    if variant.fallback:
        allowed = [name for name in values if name in HELPDESK_NAMES]
        in_fallback: _Refusals = {
            name: (f"{name} is empty where the fallback is shown", "say it without")
            for name in (*FIELD_NAMES, *ITEM_NAMES)
        }
        problems += check(variant.fallback, allowed, {**refused, **in_fallback}, allowed)
    for template in filter(None, (variant.title, variant.reply, variant.fallback)):
        problems += handed_through(template, target.helpdesk, target.dialect.placeholder("customer.first_name"))
    return problems


def _refusals(macro: Macro, target: Target) -> _Refusals:
    """Say of each right name why it cannot stand in this macro's reply on this helpdesk."""
    refused: _Refusals = {
        name: (f"{target.helpdesk} has no placeholder for {name}", "leave it out") for name in HELPDESK_NAMES
    }
    on_tickets = {f"backorder.{key}" for key in OF_TICKETS}
    if macro.per is Per.ITEM:
        refused |= dict.fromkeys(on_tickets, ("only a ticket knows that, and this macro is per item", "leave it out"))
    else:
        refused |= {
            name: (f"{name} is known of one item only, and this macro is per ticket", "write `per: item`")
            for name in ITEM_NAMES
        }
        refused |= {
            name: (
                f"{target.helpdesk} has no ticket field for {name}",
                "`zendesk-bridge setup` creates the missing ticket fields",
            )
            for name in FIELD_NAMES
        }
    return refused


def _read(variant: Variant) -> frozenset[FieldKey]:
    return frozenset(FieldKey(name.partition(".")[2]) for name in names_in(variant.reply) if name in FIELD_NAMES)


def _stand_ins(variant: Variant) -> dict[str, object]:
    """Return what stands in a reply for the fields that may be empty, until it is known which paragraphs read them."""
    names = (f"backorder.{key}" for key in _read(variant) - needed(_read(variant)))
    return {name: Placeholder(name, f"{{{{{name}}}}}") for name in names}


def _where_filled(body: str, stand_ins: Mapping[str, object], dialect: Dialect) -> str:
    """Let each paragraph that reads fields which may be empty stand only where they are filled."""
    written = {f"{{{{{name}}}}}": dialect.placeholder(name) or "" for name in stand_ins}

    def filled_in(text: str) -> str:
        for stand_in, placeholder in written.items():
            text = text.replace(stand_in, placeholder)
        return text

    def guarded(found: re.Match[str]) -> str:
        read = {FieldKey(name.partition(".")[2]) for name in stand_ins if f"{{{{{name}}}}}" in found[0]}
        return dialect.guard(read, filled_in(found[0]), "") if read else found[0]

    return filled_in(_PARAGRAPH.sub(guarded, body))


def title_of(template: Template, facts: Mapping[str, object]) -> str:
    """Render a title: one line of plain text, in which no fact opens a folder or a placeholder.

    Raises InvalidInput for what is no title.
    """
    tokens = Tokens()
    tame = {name: _tame(value) if isinstance(value, str) else value for name, value in facts.items()}
    return titled(tokens, template, run(template, tame, tokens))


def _tame(fact: str) -> str:
    return re.sub(r":{2,}", ": ", fact).replace("{{", "{ {").replace("{%", "{ %")
