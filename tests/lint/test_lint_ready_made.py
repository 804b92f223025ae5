"""The ready-made macros and sample facts break no rule, in any language, on any helpdesk, on any day, in any market."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from zendesk_bridge.app.linting import rendered
from zendesk_bridge.app.macros import MacroInput
from zendesk_bridge.core.macros.lint import lint_facts, lint_macros
from zendesk_bridge.core.macros.wording import LANGUAGES
from zendesk_bridge.core.notices import Market
from zendesk_bridge.feeds import BackorderFeed, read_macros
from zendesk_bridge.helpdesks import freshdesk, zendesk

FOLDER = Path(__file__).parents[2] / "macros"
MACROS = read_macros(FOLDER)
ITEMS = BackorderFeed(FOLDER / "backorders.yaml").read().backorders
HELPDESKS = (zendesk.offline("shop"), freshdesk.offline("shop-eu"))
DAYS = (
    date(2026, 11, 23),
    date(2026, 11, 29),  # an update is due
    date(2026, 12, 3),  # a window has begun
    date(2026, 12, 5),  # and ends
    date(2026, 12, 20),  # several have lapsed
    date(2027, 2, 1),  # all have
)


@pytest.mark.parametrize("market", list(Market))
@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_customers_read_breaks_no_rule(market: Market, today: date) -> None:
    """Whatever may be told that day, each reply says when, why, what can be done, and when the next word comes."""
    markets = {helpdesk.name: market for helpdesk in HELPDESKS}
    given = MacroInput(MACROS, ITEMS, "en_US", today, markets=markets)
    assert [finding.message for finding in rendered(HELPDESKS, given, "owner")] == []


def test_the_files_break_no_rule() -> None:
    """Words, titles and facts are as ``check`` wants them."""
    assert lint_macros(MACROS, LANGUAGES) == ()
    assert lint_facts(ITEMS, DAYS[0], str.lower, MACROS) == ()


def test_a_reply_that_says_less_is_found_for_each_item_that_it_says_it_of() -> None:
    """What is rendered is judged: a macro that leaves out the choices is found once, with an item and a language."""
    update = next(macro for macro in MACROS if macro.key == "delay-update")
    words = update.variants[0]
    cut = replace(words.reply, text=words.reply.text.replace("{{ backorder.choices }}", ""))
    given = MacroInput((replace(update, variants=(replace(words, reply=cut),)),), ITEMS, "en_US", DAYS[0])
    found = list(rendered(HELPDESKS, given, "owner"))
    assert [finding.rule for finding in found] == ["no-options"]
    assert found[0].message == "delay-update: it names nothing that the customer can do (WID-12 in en_US)"
