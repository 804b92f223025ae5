"""The ready-made replies on a ticket whose customer was told a window that no longer holds, read as a customer does."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from zendesk_bridge.core.macros import window
from zendesk_bridge.core.macros.render import Target, preview, reads_facts
from zendesk_bridge.core.macros.telling import Manner, Telling
from zendesk_bridge.core.macros.wording.renewed import RENEWED
from zendesk_bridge.core.model import Backorder, FieldKey, Macro, ShipWindow, Words
from zendesk_bridge.core.ports import Capabilities
from zendesk_bridge.core.promises import Nameable, statements
from zendesk_bridge.feeds import BackorderFeed, read_macros
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect

FOLDER = Path(__file__).parents[1] / "macros"
TODAY = date(2026, 11, 23)
ITEMS = {item.sku: item for item in BackorderFeed(FOLDER / "backorders.yaml").read().backorders}
MACROS = [macro for macro in read_macros(FOLDER) if reads_facts(macro)]
REPLIES = [macro for macro in MACROS if FieldKey.BACK_IN_STOCK not in reads_facts(macro)]
NOTICES = [macro for macro in REPLIES if FieldKey.DELAY in reads_facts(macro)]
LANGUAGES = ("en_US", "de", "fr", "es")
CAN = Capabilities(frozenset(), 255, 60_000, 32, None, 255, 65_000)
FIRST, LAST = date(2026, 11, 25), date(2026, 11, 27)
TOLD = (ShipWindow(FIRST, LAST), ShipWindow(LAST, LAST), ShipWindow(None, LAST))
WIDGET, CHAIR, KETTLE = (ITEMS[sku] for sku in ("WID-12", "CHAIR-OAK", "KET-70"))
SORRY = re.compile(r"\b(sorry|tut uns leid|désolés|Lamentamos)\b", re.IGNORECASE)


def read(macro: Macro, items: list[Backorder], told: ShipWindow, locale: str) -> str:
    """Return what a customer reads of these items who was told this window of the first; without the greeting."""
    manner = Manner("en_US", frozenset(LANGUAGES), replies=(macro,))
    telling = Telling(items, [], locale, manner, TODAY, superseded={items[0].sku: told})
    return telling.texts([FieldKey.reply(macro.key)], CAN)[FieldKey.reply(macro.key)]


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("told", TOLD, ids=["range", "day", "by"])
@pytest.mark.parametrize("items", [[WIDGET], [CHAIR], [WIDGET, KETTLE]], ids=["one", "no date now", "two"])
@pytest.mark.parametrize("macro", NOTICES, ids=lambda macro: macro.key)
def test_the_old_window_is_taken_back_in_so_many_words(
    macro: Macro, items: list[Backorder], told: ShipWindow, locale: str
) -> None:
    """What was told stands there once, before what holds now, and nobody says sorry twice."""
    text = read(macro, items, told, locale)
    known = window.words(told, locale, TODAY)
    assert text.count(known) == 1
    assert len(SORRY.findall(text)) == 1
    for item in items:
        assert text.index(known) < text.index(window.words(item.ship_window, locale, TODAY))
    lines = [line for line in text.splitlines() if known in line]
    assert [item.name in lines[0] for item in items] == [True, *([False] * (len(items) - 1))]


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("told", TOLD, ids=["range", "day", "by"])
@pytest.mark.parametrize("items", [[WIDGET], [CHAIR], [WIDGET, KETTLE]], ids=["one", "no date now", "two"])
@pytest.mark.parametrize("macro", REPLIES, ids=lambda macro: macro.key)
def test_who_sends_it_has_told_what_holds_now(
    macro: Macro, items: list[Backorder], told: ShipWindow, locale: str
) -> None:
    """The reply is heard as what it promises, not as what it takes back: only so does the reminder come off."""
    words = Words("comment 1", read(macro, items, told, locale))
    found = statements(words, Nameable.of(ITEMS.values(), ()), {item.sku for item in items}, TODAY, locale)
    assert {one.sku: one.window for one in found} == {item.sku: item.ship_window for item in items}


@pytest.mark.parametrize("key", ["choice-swap", "cancel-refund"])
def test_what_does_not_ship_is_promised_no_more(key: str) -> None:
    """Who swaps or cancels is told when the late item ships no more: an e-mail on the day of shipping is no promise."""
    macro = next(macro for macro in read_macros(FOLDER) if macro.key == key)
    here = Target("shop", FreshdeskDialect({}), "acme", {}, "en_US", TODAY)
    texts = [
        (variant.locale, shown.text)
        for variant in macro.variants
        for shown in preview(macro, variant, [WIDGET], {"customer.name": "Ada", "customer.first_name": "Ada"}, here)
    ]
    assert len(texts) == len(LANGUAGES)
    for locale, text in texts:
        words = Words("comment 1", text)
        assert not statements(words, Nameable.of(ITEMS.values(), ()), {WIDGET.sku}, TODAY, locale), text


def test_every_language_takes_it_back() -> None:
    """A language that is offered has these sentences, too, and each holds the window."""
    assert RENEWED.keys() == {locale.partition("_")[0] for locale in LANGUAGES}
    for sentences in RENEWED.values():
        for told in TOLD:
            assert sentences.sentence(told).count("{window}") == 1


def test_another_language_is_told_in_the_default() -> None:
    """A whole sentence of it, as all others are."""
    manner = Manner("en_US", frozenset({"nl"}))
    told = Telling([WIDGET], [], "nl", manner, TODAY, superseded={"WID-12": TOLD[0]})
    assert "We had told you November 25" in told.texts([FieldKey.DELAY], CAN)[FieldKey.DELAY]


def test_days_that_are_long_over_have_their_year() -> None:
    """What was told half a year ago is no day of this year."""
    year = timedelta(365)
    old = ShipWindow(FIRST - year, LAST - year)
    told = Telling([WIDGET], [], "en_US", Manner("en_US"), TODAY, superseded={"WID-12": old})
    assert "2025" in told.texts([FieldKey.DELAY], CAN)[FieldKey.DELAY]
