"""Affected orders land in exactly one segment each, whatever they are and whatever the admin wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.audience import (
    NO_PAST,
    OrderPast,
    Placed,
    Segment,
    Unwritten,
    Ways,
    explained,
    message_of,
    place,
    uncompared,
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
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    MessageState,
    News,
    NoticeKind,
    Order,
    OrderLine,
    ShipWindow,
    Split,
    Swap,
    Wait,
    plain_sku,
)
from zendesk_bridge.core.notices import Market

N = CriterionName
TODAY = date(2026, 11, 28)
DEC5, JAN15 = date(2026, 12, 5), date(2027, 1, 15)
EVERY = (Wait(), Swap("WID-14", "Green Widget"), Split(), Cancel())
WIDGET = Backorder("WID-12", "Blue Widget", ship_window=ShipWindow(date(2026, 12, 1), DEC5), options=EVERY)
CHAIR = Backorder("CHAIR", "Oak Chair", ship_window=None, reason="no wood", options=(Wait(), Cancel()))
ORDERED = datetime(2026, 11, 8, 12, tzinfo=UTC)
BASE = Order(
    "orders.csv",
    "1",
    "1042",
    ORDERED,
    (OrderLine("a", "WID-12", 2), OrderLine("b", "MUG-1", 1, in_stock=True)),
    Decimal("129.00"),
    "USD",
    "de_AT",
    "AT",
    ("VIP", "wholesale"),
)
WAYS = replace(
    Ways.of({item.sku: item for item in (WIDGET, CHAIR)}, TODAY, UTC),
    market=Market.EU,
    shops=("orders.csv", "shop-eu"),
    stock={"WID-14": 5},
)
REST = Segment("rest", template="order-first")


def placed(order: Order, *segments: Segment, past: OrderPast = NO_PAST, ways: Ways = WAYS) -> Placed:
    """Place an order with these segments above the one that takes the rest."""
    return place(order, "digest", past, (*segments, REST), ways)


def with_lines(*lines: OrderLine) -> Order:
    """Return the order with other lines."""
    return replace(BASE, lines=lines)


@pytest.mark.parametrize(
    ("criterion", "order", "true"),
    [
        (OneOf(N.NEWS, ("first", "moved")), BASE, True),
        (OneOf(N.NEWS, ("back",)), BASE, False),
        (OneOf(N.NOTICE, ("first",)), BASE, True),
        (OneOf(N.NOTICE, ("first_long", "renewed")), BASE, False),
        (OneOf(N.LANGUAGE, ("de",)), BASE, True),
        (OneOf(N.LANGUAGE, ("de_AT",)), BASE, True),
        (OneOf(N.LANGUAGE, ("de_DE", "fr")), BASE, False),
        (OneOf(N.LANGUAGE, ("fr_CA",)), replace(BASE, locale="fr-CA"), True),  # as shops write it
        (OneOf(N.LANGUAGE, ("fr",)), replace(BASE, locale="fr-CA"), True),
        (OneOf(N.LANGUAGE, ("en",)), replace(BASE, locale=""), True),  # the shop's own
        (OneOf(N.MARKET, ("eu",)), BASE, True),
        (OneOf(N.MARKET, ("us", "uk")), BASE, False),
        (OneOf(N.COUNTRY, ("DE", "at")), BASE, True),
        (OneOf(N.COUNTRY, ("DE",)), BASE, False),
        (OneOf(N.COUNTRY, ("AT",)), replace(BASE, country=""), False),
        (OneOf(N.TAGS, ("vip",)), BASE, True),
        (OneOf(N.TAGS, ("vi",)), BASE, False),
        (OneOf(N.TAGS, ("vip",)), replace(BASE, tags=()), False),
        (OneOf(N.SKU, ("WID-12",)), BASE, True),
        (OneOf(N.SKU, ("CHAIR", "wid-*")), BASE, True),
        (OneOf(N.SKU, ("WID",)), BASE, False),
        (OneOf(N.SKU, ("MUG-1",)), BASE, False),  # not late
        (OneOf(N.SKU, ("W[I]D-12",)), BASE, False),
        (OneOf(N.SHOP, ("shop-eu",)), BASE, True),
        (OneOf(N.SHOP, ("shop",)), BASE, False),
        (DaysBetween(N.WAITED, 20, None), BASE, True),
        (DaysBetween(N.WAITED, 21, None), BASE, False),
        (DaysBetween(N.WAITED, None, 20), BASE, True),
        (DaysBetween(N.PROMISED_IN, None, 7), BASE, False),  # nobody knows
        (DaysBetween(N.PROMISED_IN, 0, 7), with_lines(OrderLine("a", "WID-12", 1, promised_by=TODAY)), True),
        (DaysBetween(N.PROMISED_IN, None, -1), with_lines(OrderLine("a", "WID-12", 1, promised_by=TODAY)), False),
        (OrderWorth(N.VALUE, (Amount(Decimal(129)),)), BASE, True),
        (OrderWorth(N.VALUE, (Amount(Decimal("129.01")),)), BASE, False),
        (OrderWorth(N.VALUE, (Amount(Decimal(100), "EUR"),)), BASE, False),  # nothing is converted
        (OrderWorth(N.VALUE, (Amount(Decimal(100), "EUR"), Amount(Decimal(120), "USD"))), BASE, True),
        (OrderWorth(N.VALUE, (Amount(Decimal(500)), Amount(Decimal(120), "USD"))), BASE, True),
        (OrderWorth(N.VALUE, (), (Amount(Decimal(129)),)), BASE, True),
        (OrderWorth(N.VALUE, (), (Amount(Decimal(500)),)), replace(BASE, value=None), False),
        (YesNo(N.DATED, wanted=True), BASE, True),
        (YesNo(N.DATED, wanted=False), with_lines(OrderLine("a", "CHAIR", 1)), True),
        (YesNo(N.SWAP_IN_STOCK, wanted=True), BASE, True),
        (YesNo(N.SWAP_IN_STOCK, wanted=True), with_lines(OrderLine("a", "WID-12", 6)), False),
        (YesNo(N.SWAP_IN_STOCK, wanted=False), with_lines(OrderLine("a", "CHAIR", 1)), True),
        (YesNo(N.REST_SHIPS, wanted=True), BASE, True),
        (YesNo(N.REST_SHIPS, wanted=True), with_lines(OrderLine("a", "WID-12", 1)), False),
        (YesNo(N.REST_SHIPS, wanted=True), with_lines(OrderLine("a", "WID-12", 1), OrderLine("b", "CHAIR", 1)), False),
        (
            YesNo(N.REST_SHIPS, wanted=True),
            with_lines(OrderLine("a", "WID-12", 1), OrderLine("b", "MUG-1", 1)),
            False,
        ),
    ],
)
def test_a_condition(criterion: Criterion, order: Order, *, true: bool) -> None:
    """Each means what it says; what nobody knows is true of none."""
    found = placed(order, Segment("mine", (criterion,), "order-mine"))
    assert (found.segment, found.template) == (("mine", "order-mine") if true else ("rest", "order-first"))


def test_a_substitute_that_is_late_itself_is_none() -> None:
    """Whatever the shop counts, it does not ship now; nor does one of which the shop tells nothing."""
    wanted = Segment("swap", (YesNo(N.SWAP_IN_STOCK, wanted=True),), "t")
    late = Ways.of({item.sku: item for item in (WIDGET, Backorder("WID-14", "Green"))}, TODAY, UTC)
    assert placed(BASE, wanted, ways=replace(late, stock={"WID-14": 5})).segment == "rest"
    assert placed(BASE, wanted, ways=replace(WAYS, stock={})).segment == "rest"


def test_all_conditions_of_a_segment_are_met_by_one_line() -> None:
    """What is true of two lines apart is true of neither."""
    both = with_lines(OrderLine("a", "WID-12", 1), OrderLine("b", "CHAIR", 1))
    undated_widget = Segment("x", (OneOf(N.SKU, ("WID-12",)), YesNo(N.DATED, wanted=False)), "t")
    assert placed(both, undated_widget).segment == "rest"
    assert placed(both, Segment("y", (YesNo(N.DATED, wanted=False),), "t")).segment == "y"


def test_one_message_for_all_late_lines() -> None:
    """Two late lines are one mail with both, in the order's own order; what is not late is not in it."""
    order = with_lines(OrderLine("c", "CHAIR", 1), OrderLine("a", "WID-12", 2), OrderLine("b", "MUG-1", 1))
    found = placed(order)
    assert [(line.line, line.sku, line.quantity) for line in found.lines] == [("c", "CHAIR", 1), ("a", "WID-12", 2)]
    assert [line.version for line in found.lines] == [CHAIR.version, WIDGET.version]
    assert found.kind is NoticeKind.FIRST_LONG  # the notice that asks the most
    assert found.affected == 2


@pytest.mark.parametrize(
    ("other", "rest"),
    [
        (OrderLine("b", "MUG-1", 1, in_stock=True), True),
        (OrderLine("b", "MUG-1", 1), True),
        (OrderLine("b", "MUG-1", 1, in_stock=False), False),
        (OrderLine("b", "chair ", 1), False),
        (None, False),
    ],
)
def test_what_of_an_order_may_go_ahead(other: OrderLine | None, *, rest: bool) -> None:
    """Its message knows whether anything on it is neither late nor known to be out of stock."""
    lines = (OrderLine("a", "WID-12", 2), *((other,) if other else ()))
    assert message_of(placed(with_lines(*lines)), customer="c").rest is rest


def test_what_is_back_is_told_by_itself() -> None:
    """A message about a delay says nothing of what is back, which is told in its own words, with what is late still."""
    both = with_lines(OrderLine("a", "WID-12", 2), OrderLine("c", "CHAIR", 1))
    past = sent(with_lines(OrderLine("a", "WID-12", 2)))
    chair_late = Ways.of({"CHAIR": CHAIR}, TODAY, UTC)
    found = placed(both, past=past, ways=chair_late)
    assert (found.news, [line.sku for line in found.lines]) == (News.FIRST, ["CHAIR"])
    told_both = sent(both)
    found = placed(both, past=told_both, ways=chair_late)
    assert (found.news, found.kind) == (News.BACK, NoticeKind.FIRST_LONG)
    assert [(line.sku, line.version) for line in found.lines] == [("WID-12", ""), ("CHAIR", CHAIR.version)]
    found = placed(both, past=past, ways=Ways.of({}, TODAY, UTC))
    assert (found.news, found.kind) == (News.BACK, None)
    assert [(line.sku, line.version) for line in found.lines] == [("WID-12", "")]


def test_the_segment_is_that_of_the_news() -> None:
    """Who is told first of one item and is owed the next word on another gets no mail that says nothing has changed."""
    both = with_lines(OrderLine("a", "WID-12", 2), OrderLine("c", "CHAIR", 1))
    due = Ways.of({"WID-12": replace(WIDGET, next_update=TODAY), "CHAIR": CHAIR}, TODAY, UTC)
    past = sent(with_lines(OrderLine("a", "WID-12", 2)), ways=replace(due, today=date(2026, 11, 1)))
    (message,) = past.messages
    told = replace(message, lines=(replace(message.lines[0], next_update=TODAY),))
    no_news = Segment("quiet", (OneOf(N.NEWS, ("no_news",)),), "t")
    assert placed(both, no_news, past=OrderPast((told,)), ways=due).segment == "rest"
    assert placed(BASE, no_news, past=OrderPast((told,)), ways=due).segment == "quiet"


def sent(order: Order = BASE, ways: Ways = WAYS, state: MessageState = MessageState.TOLD) -> OrderPast:
    """Return the past of an order whose message of that day was sent."""
    message = message_of(placed(order, ways=ways), customer="digest", wave="w", helpdesk="shop", locale="de")
    return OrderPast((replace(message, state=state, at=datetime(2026, 11, 27, tzinfo=UTC), why="bounced"),))


def test_who_was_told_is_not_told_again() -> None:
    """The message of yesterday, planned anew today, is none."""
    found = placed(BASE, past=sent())
    assert (found.segment, found.lines, found.template) == (Unwritten.TOLD, (), None)


def test_another_item_on_a_told_order_is_told_with_the_first() -> None:
    """Its one mail says again what still holds, so that the customer has one text that is whole."""
    order = with_lines(OrderLine("a", "WID-12", 2), OrderLine("c", "CHAIR", 1))
    found = placed(order, past=sent())
    assert found.news is News.FIRST
    assert [line.sku for line in found.lines] == ["WID-12", "CHAIR"]


@pytest.mark.parametrize("state", [MessageState.PLANNED, MessageState.INTENDED])
def test_what_is_on_its_way_is_not_planned_again(state: MessageState) -> None:
    """A wave that waits for approval, or runs, has it."""
    assert placed(BASE, past=sent(state=state)).segment == Unwritten.ON_ITS_WAY


def test_what_the_helpdesk_would_not_take_is_not_planned_again_until_something_changes() -> None:
    """Another address, or another window, is worth another attempt."""
    past = sent(state=MessageState.FAILED)
    assert placed(BASE, past=past).segment == Unwritten.UNDELIVERABLE
    assert place(BASE, "another", past, (REST,), WAYS).segment == "rest"
    later = replace(WIDGET, ship_window=ShipWindow(None, JAN15))
    assert placed(BASE, past=past, ways=Ways.of({"WID-12": later}, TODAY, UTC)).segment == "rest"


def test_a_window_that_moves_forth_and_back_goes_to_a_person() -> None:
    """The third message would be the very first one again, which is sent once for ever: nobody is left out unseen."""
    later = Ways.of({"WID-12": replace(WIDGET, ship_window=ShipWindow(JAN15, JAN15))}, TODAY, UTC)
    messages = []
    for number, ways in enumerate((WAYS, later, WAYS)):
        found = placed(BASE, past=OrderPast(tuple(messages)), ways=ways)
        message = message_of(found, customer="digest")
        at = datetime(2026, 11, 20 + number, tzinfo=UTC)
        messages.append(replace(message, state=MessageState.TOLD, at=at))
    assert [message.news for message in messages] == [News.FIRST, News.MOVED, News.MOVED]
    found = placed(BASE, past=OrderPast(tuple(messages)), ways=later)
    assert found.segment == Unwritten.SAID_BEFORE
    assert Unwritten(found.segment).for_a_person


def test_an_order_without_an_address() -> None:
    """It is told as such, unless a person writes to that customer anyway."""
    assert place(BASE, "", NO_PAST, (REST,), WAYS).segment == Unwritten.NO_ADDRESS
    person = Segment("vip", (OneOf(N.TAGS, ("vip",)),))
    found = place(BASE, "", NO_PAST, (person, REST), WAYS)
    assert (found.segment, found.template, bool(found.lines)) == ("vip", None, True)


def test_an_order_on_which_nothing_is_late() -> None:
    """A shop's search is fuzzy: what it finds besides is no affected order."""
    assert placed(with_lines(OrderLine("b", "MUG-1", 1))).segment == Unwritten.UNAFFECTED


def test_a_sku_is_one_however_a_shop_writes_it() -> None:
    """Capitals and spaces tell no items apart; the message names it as the admin does."""
    found = placed(with_lines(OrderLine("b", " wid-12", 1)), Segment("w", (OneOf(N.SKU, ("WID-12",)),), "t"))
    assert (found.segment, [line.sku for line in found.lines]) == ("w", ["WID-12"])


# --- whatever comes


SKUS = st.sampled_from(["WID-12", "wid-12 ", "CHAIR", "MUG-1", "WID-14", "", "<img onerror=x>"])
DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 1))
LINES = st.builds(
    OrderLine,
    st.uuids().map(str),
    SKUS,
    st.integers(1, 9),
    promised_by=st.none() | DAYS,
    in_stock=st.sampled_from([None, True, False]),
)
ORDERS = st.builds(
    Order,
    st.just("orders.csv"),
    st.text(max_size=4),
    st.text(max_size=4),
    DAYS.map(lambda day: datetime(day.year, day.month, day.day, 7, tzinfo=UTC)),
    st.lists(LINES, max_size=4, unique_by=lambda line: line.id).map(tuple),
    st.none() | st.decimals(0, 1000, places=2),
    st.sampled_from(["", "USD", "EUR"]),
    st.sampled_from(["", "de", "fr_CA"]),
    st.sampled_from(["", "DE", "US"]),
    st.lists(st.sampled_from(["vip", "b2b"]), max_size=2).map(tuple),
)
CRITERIA: st.SearchStrategy[Criterion] = st.one_of(
    st.builds(OneOf, st.just(N.NEWS), st.lists(st.sampled_from([*News]), min_size=1).map(tuple)),
    st.builds(OneOf, st.just(N.NOTICE), st.lists(st.sampled_from([*NoticeKind]), min_size=1).map(tuple)),
    st.builds(OneOf, st.just(N.SKU), st.lists(st.sampled_from(["WID-*", "CHAIR", "*"]), min_size=1).map(tuple)),
    st.builds(OneOf, st.sampled_from([N.TAGS, N.COUNTRY, N.LANGUAGE]), st.just(("vip", "DE", "de"))),
    st.builds(DaysBetween, st.sampled_from([N.WAITED, N.PROMISED_IN]), st.none() | st.integers(-9, 60)),
    st.builds(OrderWorth, st.just(N.VALUE), st.just((Amount(Decimal(100)),))),
    st.builds(YesNo, st.sampled_from([N.DATED, N.SWAP_IN_STOCK, N.REST_SHIPS]), st.booleans()),
)
SEGMENTS = st.lists(
    st.builds(Segment, st.uuids().map(str), st.lists(CRITERIA, max_size=3).map(tuple), st.none() | st.just("t")),
    max_size=5,
)


@given(ORDERS, SEGMENTS, st.sampled_from(["", "digest"]), st.sampled_from([*MessageState, None]))
def test_every_affected_line_lands_in_exactly_one_place(
    order: Order, segments: list[Segment], customer: str, state: MessageState | None
) -> None:
    """Each order is placed once; what it is told of is each of its late lines that is owed a word, each once."""
    past = NO_PAST
    if state and placed(order).news:
        past = sent(order, state=state)
    mine = (*segments, REST)
    found = place(order, customer, past, mine, WAYS)
    keys = {segment.key for segment in mine}
    assert (found.segment in keys) != (found.segment in {*Unwritten})
    late = [line for line in order.lines if plain_sku(line.sku) in WAYS.items]
    assert found.affected == len(late)
    told = [line.line for line in found.lines]
    assert len(set(told)) == len(told)
    assert set(told) <= {line.id for line in late}
    assert bool(told) == (found.segment in keys)
    assert place(order, customer, past, mine, WAYS) == found


def test_a_person_writes_where_any_item_asks_for_it() -> None:
    """What a person is to write about stands in no mail, not even beside the news about something else."""
    both = with_lines(OrderLine("a", "WID-12", 1), OrderLine("b", "CHAIR", 1))
    before = replace(Ways.of({"WID-12": replace(WIDGET, ship_window=None)}, TODAY, UTC))
    widget = place(replace(both, lines=both.lines[:1]), "digest", NO_PAST, (REST,), before)
    message = replace(message_of(widget, customer="digest"), state=MessageState.TOLD, at=ORDERED)
    past = OrderPast((message,))
    assert placed(both, past=past).news is News.MOVED  # the widget's; the chair is told beside it
    recall = (OneOf(N.SKU, ("CHAIR",)),)
    assert placed(both, Segment("recall", recall), past=past).segment == "recall"
    assert placed(both, Segment("recall", recall, "order-first"), past=past).segment == "rest"
    why = explained(both, "digest", past, (Segment("recall", recall), REST), WAYS)
    assert [(one.key, one.sku, one.takes) for one in why.segments] == [("recall", "CHAIR", True)]


@pytest.mark.parametrize(("seconds", "segment"), [(-1, "rest"), (0, "rest"), (1, Unwritten.AHEAD)])
def test_an_order_of_the_future(seconds: int, segment: str) -> None:
    """Its date is read wrongly, so that nobody knows what is; who is written to by a person is so anyway."""
    ways = replace(WAYS, now=ORDERED - timedelta(seconds=seconds))
    assert placed(BASE, ways=ways).segment == segment
    assert placed(BASE, Segment("vip", (OneOf(N.TAGS, ("vip",)),)), ways=ways).segment == "vip"


@pytest.mark.parametrize(
    ("value", "currency", "why"),
    [
        ("5", "usd", ""),
        ("5000", "CHF", "in CHF"),
        ("5000", "", "in a currency that the shop does not tell"),
        (None, "USD", "whose value the shop does not tell"),
    ],
)
def test_a_worth_that_nobody_compares(value: str | None, currency: str, why: str) -> None:
    """Only amounts above where the order landed count, and only where they send it to a person."""
    order = replace(BASE, value=value and Decimal(value), currency=currency)
    worth = (OrderWorth(N.VALUE, (Amount(Decimal(1000), "USD"),)),)
    large = Segment("large", worth)
    assert uncompared(order, "rest", (large, REST)) == why
    assert uncompared(order, "rest", (REST, large)) == ""
    assert uncompared(order, "rest", (replace(large, template="order-first"), REST)) == ""
