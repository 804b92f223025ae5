"""What can be chosen on the page of a message as of today, and what an answer comes to: tables without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from zendesk_bridge.core.choices.on_page import (
    AnswerState,
    ItemOnPage,
    PageAnswer,
    PageFacts,
    items_on_page,
    judged,
    told_then,
)
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    ChoiceKind,
    FactVersion,
    Message,
    MessageLine,
    News,
    NoticeKind,
    PageChoice,
    ShipWindow,
    Split,
    Swap,
    Wait,
)

NOW = datetime(2026, 11, 28, 17, tzinfo=UTC)
TODAY = NOW.date()
WINDOW = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
EARLIER, LATER = (
    ShipWindow(date(2026, 11, 30), date(2026, 12, 2)),
    ShipWindow(date(2026, 12, 14), date(2026, 12, 18)),
)
ALL = (Wait(), Swap("WID-14", "Green Widget"), Split(), Cancel())
ITEM = Backorder("WID-12", "Blue Widget", ship_window=WINDOW, options=ALL, reason="late")
VERSION = FactVersion("WID-12", ITEM.version, NOW - timedelta(days=1), ITEM)


def message(*lines: tuple[str, int], rest: bool = True) -> Message:
    """Return a message about lines of these SKUs and quantities, on an order that has more which can ship, or not."""
    told = tuple(
        MessageLine(f"l{at}", sku, "v", WINDOW, None, quantity)
        for at, (sku, quantity) in enumerate(lines or [("WID-12", 1)])
    )
    return Message(
        "w", ("f", "1"), "10482", News.FIRST, NoticeKind.FIRST, told, "shop", "all", "order-first", "en", "c", rest=rest
    )


def chosen(kind: ChoiceKind, version: str = ITEM.version, at: datetime = NOW) -> PageChoice:
    """Return what was chosen of the item."""
    return PageChoice("m", "WID-12", kind, at, version)


def item(
    *late: Backorder, answers: tuple[PageChoice, ...] = (), history: tuple[FactVersion, ...] = (VERSION,), days: int = 0
) -> ItemOnPage:
    """Return the one item of a message, when these are late, so many days later."""
    known = PageFacts({one.sku: one for one in late}, History.of(history))
    [found] = items_on_page(message(), known, answers, TODAY + timedelta(days=days), UTC)
    return found


def test_what_is_late_is_told_as_of_today() -> None:
    """The fact of now is told, whatever the message said when it was sent."""
    moved = replace(ITEM, ship_window=LATER)
    found = item(moved)
    assert (found.item, found.version, found.options) == (moved, moved.version, ALL)


def test_an_order_without_a_rest_cannot_be_split() -> None:
    """As in its mail: nothing else on it can go ahead, whatever the item offers; nor is an old form taken."""
    known = PageFacts({"WID-12": ITEM}, History.of((VERSION,)))
    [found] = items_on_page(message(rest=False), known, (), TODAY, UTC)
    assert [option.kind for option in found.options] == ["wait", "swap", "cancel"]
    assert judged(PageAnswer("WID-12", "split", ITEM.version), [found]) is AnswerState.GONE


def test_in_a_window_that_has_begun_only_its_end_is_told() -> None:
    """The version that a form names stays the same all the while."""
    found = item(ITEM, days=5)
    assert found.item is not None
    assert found.item.ship_window == ShipWindow(None, WINDOW.last)
    assert found.version == ITEM.version


def test_a_window_that_is_over_is_told_no_more() -> None:
    """The item has lapsed, can be chosen for all the same, and the version says that it is told otherwise."""
    found = item(ITEM, days=9)
    assert found.item is not None
    assert (found.item.ship_window, found.item.lapsed) == (None, True)
    assert found.options == ALL
    assert found.version != ITEM.version


def test_who_is_late_no_more_has_nothing_to_choose() -> None:
    """Once a run has seen that, the page says it, under the item's last name."""
    gone = FactVersion("WID-12", "", NOW, None)
    found = item(history=(VERSION, gone))
    assert (found.item, found.name, found.options) == (None, "Blue Widget", ())


@pytest.mark.parametrize("history", [(VERSION,), ()])
def test_what_nobody_knows_of_is_no_good_news(history: tuple[FactVersion, ...]) -> None:
    """A feed that is not read any more, or was renamed, makes nothing shippable: no date is told, that is all."""
    found = item(history=history)
    assert found.item is not None
    assert (found.item.ship_window, found.item.lapsed) == (None, True)
    assert found.options == (ALL if history else ())


def test_no_swap_for_what_is_late_itself() -> None:
    """The other options stand."""
    found = item(ITEM, Backorder("WID-14", "Green Widget"))
    assert [option.kind for option in found.options] == ["wait", "split", "cancel"]


def test_a_shop_may_write_a_sku_otherwise() -> None:
    """The facts' own writing is what is told and remembered; lines that differ in that alone are one item."""
    known = PageFacts({"WID-12": ITEM}, History(), written={"wid-12": "WID-12"})
    [found] = items_on_page(message((" wid-12", 1), ("Wid-12 ", 2)), known, (), TODAY, UTC)
    assert (found.sku, found.quantity, found.item) == ("WID-12", 3, ITEM)


def test_lines_of_one_item_are_one() -> None:
    """Two lines of the same item are chosen for together, in the message's order."""
    known = PageFacts({"WID-12": ITEM, "B": replace(ITEM, sku="B")}, History())
    found = items_on_page(message(("WID-12", 1), ("B", 2), ("WID-12", 3)), known, (), TODAY, UTC)
    assert [(one.sku, one.quantity) for one in found] == [("WID-12", 4), ("B", 2)]


LASTS: list[tuple[ChoiceKind, ShipWindow | None, bool]] = [
    ("wait", WINDOW, False),
    ("wait", EARLIER, False),
    ("wait", LATER, True),
    ("wait", None, True),
    ("split", EARLIER, False),
    ("split", LATER, True),
    ("swap", LATER, False),
    ("swap", None, False),
    ("cancel", LATER, False),
    ("cancel", None, False),
]


@pytest.mark.parametrize(("kind", "window", "again"), LASTS)
def test_a_longer_delay_reopens_what_it_touches(kind: ChoiceKind, window: ShipWindow | None, again: object) -> None:
    """Who waits may choose again when it takes longer; who cancels or swaps waits for nothing."""
    now = replace(ITEM, ship_window=window)
    history = (VERSION, FactVersion("WID-12", now.version, NOW + timedelta(hours=1), now))
    found = item(now, answers=(chosen(kind),), history=history)
    assert (found.moved, bool(found.options)) == (again, again)
    assert found.chosen == chosen(kind)


def test_a_window_that_ran_out_reopens_a_yes_to_waiting() -> None:
    """Nothing was written, the day alone has come: they waited for a date that did not hold."""
    assert item(ITEM, answers=(chosen("wait"),), days=9).moved


def test_what_was_chosen_without_a_date_holds_for_any() -> None:
    """Nobody had told them a date; they wait for whichever comes."""
    undated = replace(ITEM, ship_window=None)
    history = (FactVersion("WID-12", undated.version, NOW, undated), VERSION)
    assert not item(ITEM, answers=(chosen("wait", undated.version),), history=history).moved
    assert not item(ITEM, answers=(chosen("wait", "unheard"),)).moved


def test_the_last_choice_holds() -> None:
    """Of several about one item, in whatever order they are read."""
    answers = (chosen("cancel", "v2", NOW + timedelta(hours=1)), chosen("wait"))
    assert item(ITEM, answers=answers).chosen == answers[0]


def test_an_acknowledgement_says_what_was_offered_then() -> None:
    """The swap that was chosen, and not the one that is offered now."""
    now = replace(ITEM, options=(Wait(), Swap("WID-99", "Red Widget")))
    found = item(now, answers=(chosen("swap"),), history=(VERSION, FactVersion("WID-12", now.version, NOW, now)))
    assert found.taken == ALL[1]


@pytest.mark.parametrize("written", [ITEM, ITEM.undated])
def test_what_was_told_without_a_date_is_known_as_that(written: Backorder) -> None:
    """The window had run out, or its source was too old: what was offered stands, and no date that was not told."""
    after = NOW + timedelta(days=9)
    choice = chosen("swap", as_of(written, after.date()).version, after)
    told = told_then(choice, History.of((VERSION,)), UTC)
    assert told is not None
    assert (told.ship_window, told.options) == (None, ALL)
    assert item(ITEM, answers=(choice,), days=9).taken == ALL[1]


JUDGED: list[tuple[str, str, str, tuple[PageChoice, ...], AnswerState]] = [
    ("WID-12", "wait", ITEM.version, (), AnswerState.FITS),
    ("WID-12", "cancel", ITEM.version, (), AnswerState.FITS),
    ("WID-12", "cancel", "older", (), AnswerState.FITS),
    ("WID-12", "wait", "older", (), AnswerState.CHANGED),
    ("WID-12", "wait", "", (), AnswerState.CHANGED),
    ("WID-12", "swap", "older", (), AnswerState.CHANGED),
    ("WID-12", "refund", ITEM.version, (), AnswerState.GONE),
    ("WID-12", "", ITEM.version, (), AnswerState.GONE),
    ("WID-13", "wait", ITEM.version, (), AnswerState.GONE),
    ("WID-12", "wait", ITEM.version, (chosen("wait"),), AnswerState.SAME),
    ("WID-12", "cancel", ITEM.version, (chosen("wait"),), AnswerState.OTHERWISE),
    ("WID-12", "refund", ITEM.version, (chosen("wait"),), AnswerState.OTHERWISE),
]


@pytest.mark.parametrize(("sku", "kind", "seen", "answers", "state"), JUDGED)
def test_what_an_answer_comes_to(
    sku: str, kind: str, seen: str, answers: tuple[PageChoice, ...], state: AnswerState
) -> None:
    """The first one is taken, a second one is told what that was, and nothing that is not offered can be chosen."""
    assert judged(PageAnswer(sku, kind, seen), [item(ITEM, answers=answers)]) is state


@pytest.mark.parametrize("kind", ["wait", "swap", "split", "cancel"])
def test_only_what_is_offered_can_be_chosen(kind: str) -> None:
    """A button that somebody made up is none."""
    bare = replace(ITEM, options=())
    assert judged(PageAnswer("WID-12", kind, bare.version), [item(bare)]) is AnswerState.GONE
