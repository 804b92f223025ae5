"""What check asks of facts and replies under a market's rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from said import NOTICE, TODAY, rules

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.lint import LintedText, lint_market, lint_text
from zendesk_bridge.core.macros.wording.ruled import RULINGS
from zendesk_bridge.core.model import Backorder, Cancel, ShipWindow, Split, Swap, Template, Wait
from zendesk_bridge.core.notices import Market, Silence

GOOD = Backorder(
    "WID-12",
    "Blue Widget",
    ship_window=ShipWindow(None, date(2026, 12, 5)),
    promised_by=date(2026, 11, 30),
    options=(Wait(), Cancel()),
    place=Place("late.yaml", 2, 5),
)
US, UK, EU = "16 CFR Part 435 (eCFR)", "Consumer Rights Act 2015, section 28", "Directive 2011/83/EU, Article 18"


@pytest.mark.parametrize("market", list(Market))
def test_facts_as_the_rules_ask_for_them(market: Market) -> None:
    """An item with both choices and a promised day that is to come has nothing wrong with it anywhere."""
    assert lint_market([GOOD], market, TODAY) == ()


@pytest.mark.parametrize(
    ("change", "market", "rule", "severity", "source"),
    [
        ({"options": (Wait(), Split())}, Market.US, "no-cancel-right", "error", US),
        ({"options": (Wait(), Split())}, Market.UK, "no-cancel-right", "error", UK),
        ({"options": (Wait(), Split())}, Market.EU, "no-cancel-right", "error", EU),
        ({"options": (Cancel(), Swap("S", "Swap"))}, Market.US, "no-wait-choice", "error", US),
        ({"promised_by": None}, Market.US, "no-promised-by", "warning", US),
        ({"promised_by": date(2026, 11, 27)}, Market.US, "promise-over", "note", US),
    ],
)
def test_what_an_item_lacks(change: dict[str, Any], market: Market, rule: str, severity: str, source: str) -> None:
    """Each finding names the item, its place, and the rule that asks for it with the day it was read."""
    (found,) = lint_market([replace(GOOD, **change)], market, TODAY)
    assert (found.rule, found.severity, found.sku, found.place) == (rule, severity, "WID-12", GOOD.place)
    assert f"(market {market}: {source}, as read on 2026-" in found.message


@pytest.mark.parametrize("market", [Market.NONE, Market.UK, Market.EU])
def test_what_other_markets_do_not_ask(market: Market) -> None:
    """Neither a promised day nor the choice to wait is asked for where no rule needs it; without rules nothing is."""
    assert lint_market([replace(GOOD, promised_by=None, options=(Cancel(),))], market, TODAY) == ()
    assert lint_market([replace(GOOD, promised_by=date(2026, 11, 1))], market, TODAY) == ()
    assert lint_market([replace(GOOD, options=())], Market.NONE, TODAY) == ()


def test_the_promised_day_itself_is_not_over() -> None:
    """An offer on that day comes in time; from the day after, who was told nothing is to be refunded."""
    assert lint_market([replace(GOOD, promised_by=TODAY)], Market.US, TODAY) == ()
    (found,) = lint_market([replace(GOOD, promised_by=date(2026, 11, 15))], Market.US, TODAY)
    assert "the promised 2026-11-15 is over" in found.message
    assert "is refunded by 2026-11-24" in found.message


def silence(words: str, meant: Silence) -> set[str]:
    """Return which rules on silence find something in these words where no answer means this."""
    text = LintedText("own", words, Template("t", Place("a.yaml", 1, 1)), TODAY, silence=meant)
    return {finding.rule for finding in lint_text(text) if finding.rule.startswith("silence")}


@pytest.mark.parametrize("language", sorted(RULINGS))
def test_our_own_sentences_are_understood(language: str) -> None:
    """What wording says of silence is known as what it is, in each language: lint and wording never disagree."""
    ruling = RULINGS[language]
    offer = f"{NOTICE}You can swap it or cancel for a full refund. "
    yes = ruling.yes_by.format(day="December 15", items=ruling.items[0])
    asked = ruling.yes.format(items=ruling.items[1])
    assert silence(offer + ruling.content, Silence.CONSENT) == set()
    assert silence(offer + ruling.content, Silence.REJECTION) == {"silence-wrong"}
    for words in (yes, asked):
        for why in (ruling.long, ruling.further, ruling.ask):
            assert silence(f"{offer}{why} {words} {ruling.keeps}", Silence.REJECTION) == set()
            assert silence(f"{offer}{why} {words}", Silence.CONSENT) == {"silence-wrong"}


def test_lines_of_several_items_do_not_contradict_each_other() -> None:
    """What is said in the line of one item is no matter of another; two sentences about all of them are."""
    ruling = RULINGS["en"]
    lines = f"\n\N{BULLET} A: wait ({ruling.line_content});\n\N{BULLET} B: cancel for a full refund ({ruling.line})."
    assert "silence-contradicts" not in rules(f"{NOTICE}You can choose for each item:{lines}")
    assert "silence-contradicts" in rules(f"{NOTICE}{ruling.content} You can cancel. Without your yes, we will cancel.")
