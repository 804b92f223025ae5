"""What is wrong with segments: places where no order can land, templates that are none, orders that land nowhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from zendesk_bridge.core.audience import (
    Segment,
    mute_on_back,
    unknown_shops,
    unknown_templates,
    unreachable,
    wrong_with,
)
from zendesk_bridge.core.audience.values import (
    Amount,
    Criterion,
    CriterionName,
    DaysBetween,
    OneOf,
    OrderWorth,
    YesNo,
)
from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.model import Macro, Per

N = CriterionName
FILE = Place("macros/segments.yaml")
REST = Segment("rest", template="order-first")
VIP = OneOf(N.TAGS, ("vip", "gold"))


def amounts(*numbers: str) -> tuple[Amount, ...]:
    """Return amounts such as ``500`` and ``500 USD``."""
    parts = [number.partition(" ") for number in numbers]
    return tuple(Amount(Decimal(number), currency) for number, _, currency in parts)


def worth(*least: str) -> OrderWorth:
    """Return that an order is worth so much at least."""
    return OrderWorth(N.VALUE, amounts(*least))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ((), (VIP,)),
        ((), ()),
        ((VIP,), (VIP,)),
        ((VIP,), (OneOf(N.TAGS, ("VIP",)), worth("100"))),
        ((OneOf(N.LANGUAGE, ("de",)),), (OneOf(N.LANGUAGE, ("de_AT", "de_CH")),)),
        ((OneOf(N.SKU, ("WID-*",)),), (OneOf(N.SKU, ("WID-12", "wid-1*")),)),
        ((OneOf(N.SKU, ("*",)),), (OneOf(N.SKU, ("WID-12",)),)),
        ((DaysBetween(N.WAITED, 10),), (DaysBetween(N.WAITED, 14),)),
        ((DaysBetween(N.PROMISED_IN, None, 7),), (DaysBetween(N.PROMISED_IN, 0, 7),)),
        ((worth("100"),), (worth("100 USD"),)),
        ((worth("100 USD", "90 EUR"),), (worth("100 USD"),)),
        ((OrderWorth(N.VALUE, (), amounts("50")),), (OrderWorth(N.VALUE, (), amounts("50")),)),
        ((YesNo(N.DATED, wanted=True),), (VIP, YesNo(N.DATED, wanted=True))),
    ],
)
def test_what_a_segment_above_takes(above: tuple[Criterion, ...], below: tuple[Criterion, ...]) -> None:
    """Where whatever meets one segment's conditions met those of one above, nobody lands in it."""
    segments = (Segment("above", above, place=Place("s.yaml", 2)), Segment("below", below), REST)
    (problem, *_) = unreachable(segments)
    assert "'below'" in problem.message
    assert "'above'" in problem.message
    assert "s.yaml:2" in problem.fix


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ((VIP,), (OneOf(N.TAGS, ("silver",)),)),
        ((VIP,), ()),
        ((VIP,), (worth("100"),)),
        ((VIP, worth("100")), (VIP,)),
        ((OneOf(N.LANGUAGE, ("de_AT",)),), (OneOf(N.LANGUAGE, ("de",)),)),
        ((OneOf(N.SKU, ("WID-12",)),), (OneOf(N.SKU, ("WID-*",)),)),
        ((DaysBetween(N.WAITED, 14),), (DaysBetween(N.WAITED, 10),)),
        ((DaysBetween(N.WAITED, 14),), (DaysBetween(N.PROMISED_IN, 20),)),
        ((DaysBetween(N.WAITED, 14),), (DaysBetween(N.WAITED, None, 20),)),
        ((worth("100 USD"),), (worth("100"),)),
        ((worth("100 USD"),), (worth("200 EUR"),)),
        ((worth("200"),), (worth("100"),)),
        ((OrderWorth(N.VALUE, (), amounts("50")),), (worth("10"),)),
        ((YesNo(N.DATED, wanted=True),), (YesNo(N.DATED, wanted=False),)),
        ((OneOf(N.COUNTRY, ("DE",)),), (OneOf(N.LANGUAGE, ("DE",)),)),
    ],
)
def test_what_it_leaves(above: tuple[Criterion, ...], below: tuple[Criterion, ...]) -> None:
    """A segment that some order may land in is never complained of."""
    assert not list(unreachable((Segment("above", above), Segment("below", below), REST)[: 3 if below else 2]))


@pytest.mark.parametrize(
    "late", [OneOf(N.NOTICE, ("first",)), YesNo(N.DATED, wanted=True), YesNo(N.REST_SHIPS, wanted=True)]
)
def test_conditions_that_exclude_each_other(late: Criterion) -> None:
    """What is back in stock has no delay to be long, and nothing to swap."""
    back = OneOf(N.NEWS, ("back",))
    (problem,) = unreachable((Segment("x", (back, late)), REST))
    assert "what is back has no delay" in problem.message
    assert not list(unreachable((Segment("x", (OneOf(N.NEWS, ("back", "moved")), late)), REST)))
    assert not list(unreachable((Segment("x", (back, YesNo(N.DATED, wanted=False))), REST)))


def test_the_last_segment_takes_what_is_left() -> None:
    """With conditions on it an order could land nowhere; without any segment all would."""
    assert not list(wrong_with((Segment("vip", (VIP,)), REST), FILE))
    (problem,) = wrong_with((replace(REST, when=(VIP,)),), FILE)
    assert "land nowhere" in problem.message
    assert "without when:" in problem.fix
    (problem,) = wrong_with((), FILE)
    assert problem.place == FILE


def test_keys_are_used_once_and_are_no_words_of_ours() -> None:
    """The plan lists the admin's segments beside those that nobody writes to."""
    segments = (Segment("vip", (VIP,)), Segment("vip", (worth("1"),)), Segment("told", (worth("2"),)), REST)
    assert [problem.message for problem in wrong_with(segments, FILE)] == [
        "the key 'vip' is used twice",
        "'told' is what orders are called that are not written to",
    ]


def test_a_template_is_a_macro_per_order() -> None:
    """A slip of the pen is met with the nearest right key; a macro of another kind with what it is."""
    macros = [Macro("delay-update", Per.TICKET, ())]
    (problem,) = unknown_templates((replace(REST, template="delay-update"), Segment("p")), macros)
    assert problem.message == "rest: the template 'delay-update' is a macro per ticket, and no mail about an order"
    assert "per: order" in problem.fix


def test_a_shop_is_a_feed_or_a_helpdesk() -> None:
    """Orders of a shop that is none never come: whoever should hear from a person would get the next one's mail."""
    segments = (Segment("eu", (OneOf(N.SHOP, ("Shop-EU", "shop-uk")),)), REST)
    (problem,) = unknown_shops(segments, {"shop-eu", "orders.csv"})
    assert problem.message == "eu: no feed of orders and no helpdesk is called 'shop-uk'"
    assert "shop-eu" in problem.fix
    assert not list(unknown_shops(segments, {"shop-eu", "shop-uk"}))


BACK = Segment("back", (OneOf(N.NEWS, ("back",)),), "order-back")
GERMAN = Segment("german", (OneOf(N.LANGUAGE, ("de",)),), "order-first")


@pytest.mark.parametrize(
    ("segments", "named"),
    [
        ((REST,), "'rest'"),
        ((GERMAN, BACK, REST), "'german'"),
        ((Segment("back", (*BACK.when, VIP), "order-back"), REST), "'rest'"),
        ((Segment("moved", (OneOf(N.NEWS, ("moved",)),), "order-renewed"), REST), "'rest'"),
        ((BACK, GERMAN, REST), ""),
        ((Segment("german", GERMAN.when), BACK, REST), ""),
        ((Segment("dated", (YesNo(N.DATED, wanted=False),), "order-no-date"), BACK, REST), ""),
        ((Segment("rest"),), ""),
        ((Segment("all"), REST), ""),
    ],
)
def test_what_is_back_in_a_mail_about_a_delay(segments: tuple[Segment, ...], named: str) -> None:
    """Segments that would send a mail about a delay to whose item is back are named before one is refused."""
    found = list(mute_on_back(segments))
    assert [named in it.message for it in found] == [True] * bool(named)
    assert all("news: back" in it.fix for it in found)
