from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from zendesk_bridge.core.model import Backorder, FieldKey, Fields, Macro, RemoteField
from zendesk_bridge.core.ports import Dialect
from zendesk_bridge.core.render import Target, preview, render_all
from zendesk_bridge.core.text import html_to_text
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect
from zendesk_bridge.helpdesks.zendesk.dialect import ZendeskDialect
from zendesk_bridge.sources import FileSource, read_macros

FOLDER = Path(__file__).parents[1] / "macros"
TODAY = date(2026, 11, 23)
FIELDS: Fields = {key: RemoteField(n, f"9{n}", key, "text") for n, key in enumerate(FieldKey)}
NAMED: Fields = {key: RemoteField(n, f"cf_{key}", key, "text") for n, key in enumerate(FieldKey)}
MACROS = read_macros(FOLDER)
ITEMS = FileSource(FOLDER / "backorders.yaml").read().backorders
SAMPLE = {"customer.first_name": "Ada", "customer.name": "Ada Lovelace", "ticket.subject": "Where is my order?"}
SOFT = re.compile(
    r"\b(soon|shortly|asap|as soon as|the moment|early|TBC|TBD|deliver\w*|store credit|gift card)\b", re.IGNORECASE
)


def target(dialect: Dialect, today: date = TODAY) -> Target:
    """One helpdesk without any groups."""
    return Target("shop", dialect, "acme", {}, "en_US", today)


def replies(macro: Macro, today: date, count: int) -> list[str]:
    """Every reply of this macro about the first items of the file, in every locale."""
    here = target(FreshdeskDialect(NAMED), today)
    return [
        shown.text
        for words in macro.variants
        for shown in preview(macro, words, ITEMS[-count:] if count else (), SAMPLE, here)
    ]


def test_the_files_are_right() -> None:
    """Six late items, one without a window and one across New Year; nine macros; nothing to complain about."""
    reading = FileSource(FOLDER / "backorders.yaml").read()
    assert not reading.problems
    assert len(reading.backorders) == 6
    windows = [item.ship_window for item in reading.backorders]
    assert windows.count(None) == 1
    assert sum(bool(window and window.first and window.first.year < window.last.year) for window in windows) == 1
    assert len(MACROS) == 9
    assert {words.locale for macro in MACROS for words in macro.variants} == {"en_US", "de", "fr", "es"}


@pytest.mark.parametrize("found", ITEMS, ids=[item.sku for item in ITEMS])
def test_every_item_can_be_told_about(found: Backorder) -> None:
    """Each has a reason in every language, a way out, and an update due before its window ends."""
    assert found.reason
    assert {locale for locale, text in found.locales if text.reason} == {"de", "fr", "es"}
    assert {type(option).__name__ for option in found.options} >= {"Wait", "Cancel"}
    assert found.next_update
    assert not found.ship_window or found.next_update < found.ship_window.last


@pytest.mark.parametrize("dialect", [ZendeskDialect(FIELDS), FreshdeskDialect(NAMED)], ids=["zendesk", "freshdesk"])
def test_every_macro_renders_on_both_helpdesks(dialect: Dialect) -> None:
    """No problem, no double title, and nothing of ours left behind in what is sent."""
    rendered = render_all(MACROS, ITEMS, target(dialect))
    assert not rendered.problems
    assert len({macro.key for macro in rendered.macros}) == len(rendered.macros)
    swaps = [macro.key for macro in rendered.macros if macro.key.startswith("swap-offer/")]
    assert swaps == ["swap-offer/WID-12", "swap-offer/LAMP-3", "swap-offer/GRIND-2"]
    assert [macro.key for macro in rendered.macros if macro.key.startswith("no-date-yet/")] == ["no-date-yet/CHAIR-OAK"]
    for macro in rendered.macros:
        assert macro.title.startswith("Backorder::")
        assert not set(macro.title + macro.body) & set("\ue000\ue001")
        assert "{{ " not in macro.body


def test_a_per_ticket_macro_guards_itself_in_zendesk() -> None:
    """An untriaged ticket gets the fallback, in every language."""
    macros = render_all(MACROS, ITEMS, target(ZendeskDialect(FIELDS))).macros
    for macro in macros:
        if "ticket.ticket_field_" in macro.body:
            assert macro.body.startswith("{% if ticket.ticket_field_")
            assert macro.body.endswith("{% endif %}")


@pytest.mark.parametrize("today", [TODAY, date(2026, 12, 3), date(2027, 3, 1)], ids=str)
@pytest.mark.parametrize("count", [0, 1, 2, 6])
@pytest.mark.parametrize("macro", MACROS, ids=[macro.key for macro in MACROS])
def test_every_reply_is_fit_to_send(macro: Macro, count: int, today: date) -> None:
    """No hole, no soft word, no past date, one apology, whatever is late, and after every window has passed."""
    for text in replies(macro, today, count):
        assert not SOFT.search(text), text
        assert not re.search(
            r"[\[\]{}]|\bNone\b|\*\*|:\s*[.;,]|\s[.,]|\.\.|by \.|: *$(?<!Lovelace:)| {2}", text, re.MULTILINE
        ), text
        assert len(re.findall(r"\b(sorry|tut uns leid|désolés|Lamentamos)\b", text)) == (
            1 if count else text.count("sorry")
        )
        if today.year == 2027:
            assert not re.search(r"\b(2026|November|December|January|Dezember|Januar|décembre|enero)\b", text), text


def test_the_update_says_all_four_parts() -> None:
    """What changed, when it ships, what the customer can do, and when they hear again."""
    (text,) = replies(next(macro for macro in MACROS if macro.key == "delay-update"), TODAY, 1)[:1]
    assert text == (
        "Hi Ada,\n\n"
        "I am sorry: your Hand Coffee Grinder will ship later than we told you.\n\n"
        "Ship window (when it leaves our warehouse): December 28, 2026 \N{EN DASH} January 6, 2027\n\n"
        "You can wait for it, swap it for the Compact Coffee Grinder, or cancel it for a full refund. "
        "Reply to this message with the choice that suits you, and we will take care of it.\n\n"
        "You will hear from us again by December 18."
    )


def test_the_dates_lie_ahead_of_the_day_the_files_were_written() -> None:
    """What ships with the product tells windows that are still to come."""
    assert all(item.ship_window is None or item.ship_window.last > TODAY + timedelta(7) for item in ITEMS)


def test_replies_keep_their_paragraphs_on_both_helpdesks() -> None:
    """The same words reach both helpdesks, whatever shape their HTML has."""
    zendesk = render_all(MACROS, ITEMS, target(ZendeskDialect(FIELDS))).macros
    freshdesk = render_all(MACROS, ITEMS, target(FreshdeskDialect(NAMED))).macros
    for one, other in zip(zendesk, freshdesk, strict=True):
        if one.key.startswith("item-update/"):
            words = [re.sub(r"\{\{.*?\}\}", "", html_to_text(macro.body)) for macro in (one, other)]
            assert words[0] == words[1]
