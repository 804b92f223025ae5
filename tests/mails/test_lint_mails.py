"""The mails that come with the product break no rule, whatever is late, on any day, in any market."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from zendesk_bridge.app.linting import rendered_mails
from zendesk_bridge.app.macros import MacroInput
from zendesk_bridge.core.macros.lint import lint_macros
from zendesk_bridge.core.macros.wording import LANGUAGES
from zendesk_bridge.core.model import Macro
from zendesk_bridge.core.notices import Market
from zendesk_bridge.feeds import BackorderFeed, read_folder

FOLDER = Path(__file__).parents[2] / "macros"
MAILS = read_folder(FOLDER).mails
ITEMS = BackorderFeed(FOLDER / "backorders.yaml").read().backorders
DAYS = (
    date(2026, 11, 23),
    date(2026, 11, 29),  # an update is due
    date(2026, 12, 5),  # a window ends
    date(2027, 2, 1),  # all have lapsed
)


def given(market: Market = Market.NONE, today: date = DAYS[0]) -> MacroInput:
    """What is late that day."""
    return MacroInput((), ITEMS, "en_US", today, markets={"shop": market})


@pytest.mark.parametrize("market", [Market.NONE, Market.US])
@pytest.mark.parametrize("today", DAYS, ids=str)
def test_what_customers_read_breaks_no_rule(market: Market, today: date) -> None:
    """Whatever may be told that day, each mail says what, when, what can be done, and when the next word comes."""
    assert [finding.message for finding in rendered_mails(MAILS, given(market, today))] == []


def test_their_words_break_no_rule() -> None:
    """Neither do subjects and texts before anything is filled in."""
    assert lint_macros(MAILS, LANGUAGES) == ()


def first(old: str, new: str) -> Macro:
    """The first notice, with one thing in its English words changed."""
    mail = next(one for one in MAILS if one.key == "order-first")
    words = mail.variants[0]
    assert old in words.reply.text
    changed = replace(words, reply=replace(words.reply, text=words.reply.text.replace(old, new)))
    return replace(mail, variants=(changed,))


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("{{ backorder.choices }}", "", {"no-options"}),
        ("{{ backorder.follow_up }}", "", {"no-next-update"}),
        ("Shipping from our warehouse: **{{ backorder.ship_window }}**", "", {"no-date"}),
        ("{{ backorder.follow_up }}", "You will hear from us.", {"no-next-update"}),
    ],
)
def test_a_part_that_is_missing_is_found(old: str, new: str, rules: set[str]) -> None:
    """Once, with an item and the language that it was seen in."""
    found = list(rendered_mails([first(old, new)], given()))
    assert {finding.rule for finding in found} == rules
    assert len(found) == len(rules)
    assert "in en_US)" in found[0].message


def test_soft_words_in_a_subject_are_found() -> None:
    """A subject is what is read first, and by some alone."""
    mail = next(one for one in MAILS if one.key == "order-first")
    words = mail.variants[0]
    soft = replace(words, subject=words.subject and replace(words.subject, text="Your order ships soon"))
    [found] = lint_macros([replace(mail, variants=(soft,))], LANGUAGES)
    assert (found.rule, "'soon' is no date" in found.message) == ("vague", True)
