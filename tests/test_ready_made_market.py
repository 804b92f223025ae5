"""The ready-made macros under a market's rules, as customers read them, on both helpdesks and in every language."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from zendesk_bridge.app.linting import rendered
from zendesk_bridge.app.macros import MacroInput
from zendesk_bridge.core.macros.render import Target, preview
from zendesk_bridge.core.macros.telling import Manner, Telling
from zendesk_bridge.core.macros.wording.ruled import RULINGS
from zendesk_bridge.core.model import (
    Accuracy,
    Backorder,
    FieldKey,
    Heard,
    Macro,
    NoticeKind,
    Promise,
    ShipWindow,
)
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.ports import Capabilities
from zendesk_bridge.feeds import BackorderFeed, read_macros
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect

FOLDER = Path(__file__).parents[1] / "macros"
MACROS = read_macros(FOLDER)
ITEMS = BackorderFeed(FOLDER / "backorders.yaml").read().backorders
TODAY = date(2026, 11, 23)
SAMPLE = {"customer.first_name": "Ada", "customer.name": "Ada Lovelace"}
CAN = Capabilities(frozenset(), 255, 60_000, 32, None, 255, 65_000)
DESKS = (zendesk.offline("shop"), freshdesk.offline("shop-eu"))
NOTHING = re.compile(
    r"do not need to do anything|do not have to decide|müssen Sie nichts weiter tun|müssen sich jetzt noch nicht"
    r"|n'avez rien à faire|n'avez pas à vous décider|no tiene que hacer nada|No tiene que decidirse"
    r"|Without a reply from you, we|Ohne Antwort von Ihnen versenden"
    r"|Sans réponse de votre part, nous exp|Si no nos responde"
)
"""What must not be said where silence is no yes."""

CANCELS = {
    "en_US": "before (we ship|it leaves), and we will cancel .*refund .*original payment method",
    "de": "vor (dem|ihrem) Versand .*stornieren .*vollen Kaufpreis .*ursprüngliche Zahlungsart",
    "fr": "avant (l'|son )expédition : nous annulerons .*intégralement .*paiement d'origine",
    "es": "antes (del envío|de que salga): cancelaremos .*importe íntegro .*pago original",
}
"""How each language says to the last that the order may be cancelled, and what comes of it."""

SHORT = next(item for item in ITEMS if item.sku == "WID-12")
SHORT = replace(SHORT, promised_by=date(2026, 11, 25))
LONG = replace(SHORT, ship_window=ShipWindow(date(2026, 12, 28), date(2027, 1, 6)))
UNDATED = replace(SHORT, ship_window=None)
OVER = replace(SHORT, promised_by=date(2026, 11, 22))
UNKNOWN = replace(SHORT, promised_by=None)
KINDS = {"short": SHORT, "long": LONG, "undated": UNDATED, "promise over": OVER, "no promised day": UNKNOWN}
CHOSEN = [macro for macro in MACROS if macro.key.startswith("choice-")]
SAYS_CHOICES = [
    macro for macro in MACROS if macro not in CHOSEN and macro.key not in {"back-in-stock", "cancel-refund"}
]


def told(macro: Macro, item: Backorder, market: Market) -> dict[str, str]:
    """Return what this macro says about an item, by language; nothing where it is not for that item."""
    target = Target("shop", FreshdeskDialect({}), "acme", {}, "en_US", TODAY, market=market)
    shown = {words.locale: preview(macro, words, [item], SAMPLE, target) for words in macro.variants}
    return {locale: one[0].text for locale, one in shown.items() if one}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("macro", SAYS_CHOICES, ids=[macro.key for macro in SAYS_CHOICES])
def test_each_macro_says_what_silence_means(macro: Macro, kind: str) -> None:
    """In each language it is a yes to a short delay alone, and it is said; else a yes is asked for."""
    for locale, text in told(macro, KINDS[kind], Market.US).items():
        ruling = RULINGS[locale.split("_")[0]]
        if kind == "short":
            assert ruling.content in text
        else:
            assert ruling.content not in text
            assert not NOTHING.search(text), text
            assert any(words in text for words in (ruling.long, ruling.ask))
            assert ("25" in text) == (kind in {"long", "undated"})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("macro", CHOSEN, ids=[macro.key for macro in CHOSEN])
def test_who_has_chosen_is_told_nothing_of_silence(macro: Macro, kind: str) -> None:
    """Their choice stands, so no market adds a word to it; until it ships they may cancel and have their money back."""
    ruled = told(macro, KINDS[kind], Market.US)
    assert ruled.keys() == CANCELS.keys()
    assert ruled == told(macro, KINDS[kind], Market.NONE)
    for locale, text in ruled.items():
        assert not NOTHING.search(text), text
        assert re.search(CANCELS[locale], text.splitlines()[-1])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("macro", MACROS, ids=[macro.key for macro in MACROS])
def test_other_markets_read_as_none(macro: Macro, kind: str) -> None:
    """Without a market's rules on silence every reply is the same as ever, letter by letter."""
    ever = told(macro, KINDS[kind], Market.NONE)
    for market in (Market.UK, Market.EU):
        assert told(macro, KINDS[kind], market) == ever
    assert told(macro, replace(KINDS[kind], promised_by=None), Market.NONE) == ever


@pytest.mark.parametrize("market", [Market.NONE, Market.US])
@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 28), date(2026, 12, 2)])
def test_check_has_nothing_against_them(market: Market, day: date) -> None:
    """Whatever the rules and the day, they say of silence what the rules say, once, and without contradiction."""
    late = (*ITEMS, *(replace(item, sku=f"X-{number}") for number, item in enumerate(KINDS.values())))
    given = MacroInput(MACROS, late, "en_US", day, markets={desk.name: market for desk in DESKS})
    found = [finding for finding in rendered(DESKS, given, "main") if finding.rule.startswith("silence")]
    assert not found, "\n".join(finding.message for finding in found)


@pytest.mark.parametrize("locale", ["en_US", "de", "fr", "es"])
def test_a_whole_reply_in_a_field_says_it_as_well(locale: str) -> None:
    """Where triage writes whole replies into fields, as on Freshdesk, what this customer was told before counts."""
    macro = next(macro for macro in MACROS if macro.key == "window-moved")
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    earlier = ShipWindow(None, date(2026, 11, 30))
    heard: Heard = {"WID-12": (Promise(1, "WID-12", "c", at, earlier, None, Accuracy.CURRENT, NoticeKind.FIRST),)}
    manner = Manner("en_US", frozenset({"de", "fr", "es"}), replies=(macro,), market=Market.US)
    texts = Telling([SHORT], [], locale, manner, TODAY, heard=heard).texts([FieldKey.reply(macro.key)], CAN)
    (text,) = texts.values()
    ruling = RULINGS[locale.split("_", maxsplit=1)[0]]
    assert ruling.further in text
    assert "30" in text
    assert not NOTHING.search(text)
