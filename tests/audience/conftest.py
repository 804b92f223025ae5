"""A shop whose orders come from a list, and a helpdesk that knows its customers' addresses: for tests of plans."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.facts import FeedPolicy
from zendesk_bridge.app.outreach import planning
from zendesk_bridge.app.outreach.placing import OutreachSite
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core.audience import OutreachPlan
from zendesk_bridge.core.errors import BridgeError, Problem
from zendesk_bridge.core.gate import Limit, Limits
from zendesk_bridge.core.mentions.match import Matching
from zendesk_bridge.core.mentions.text import Counting
from zendesk_bridge.core.model import (
    Account,
    Backorder,
    Cancel,
    Macro,
    Message,
    MessageState,
    Order,
    OrderLine,
    Per,
    Recipient,
    ShipWindow,
    Split,
    Swap,
    Template,
    Variant,
    Wait,
    Wave,
    WaveState,
)
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.policy import Policy
from zendesk_bridge.core.ports import Reading, State
from zendesk_bridge.feeds.segments import segments_in
from zendesk_bridge.state import open_state

NOW = datetime(2026, 11, 28, 19, 50, 42, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
WIDGET = Backorder(
    "WID-12",
    "Blue Widget",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    promised_by=date(2026, 11, 15),
    reason="the supplier is late",
    options=(Wait(), Swap("WID-14", "Green Widget"), Split(), Cancel()),
    next_update=date(2026, 12, 1),
)
CHAIR = Backorder("CHAIR", "Oak Chair", reason="no wood", options=(Wait(), Cancel()), next_update=date(2026, 12, 3))
SEGMENTS = """\
segments:
  - key: vip
    when: {tags: vip}
    to: person
    why: a person writes
  - {key: no-date, when: {dated: no}, template: order-no-date}
  - {key: swap, when: {swap_in_stock: yes}, template: order-swap}
  - {key: rest, template: order-first}
"""


def mail(key: str) -> Macro:
    """Return a mail in English and German."""
    reply = "Hi {{ customer.first_name }},\n\n{{ backorder.delay }} {{ backorder.choices }}"
    subject = Template("Your order {{ order.number }}")
    words = (Variant(locale, Template(""), Template(reply), subject=subject) for locale in ("en_US", "de"))
    return Macro(key, Per.ORDER, tuple(words))


MAILS = tuple(map(mail, ("order-first", "order-no-date", "order-swap")))


def order(number: int, *skus: str, **more: object) -> Order:
    """Return an order of so many items, each by a customer of its own."""
    lines = tuple(OrderLine(f"l{place}", sku, 1, f"Name of {sku}") for place, sku in enumerate(skus or ("WID-12",)))
    plain = Order(
        "orders.csv",
        f"id{number}",
        f"#{number}",
        NOW - timedelta(days=20),
        lines,
        Decimal(50),
        "EUR",
        "de",
        "DE",
        recipient=Recipient(f"c{number}@example.com", f"Customer {number}"),
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # fields by name


@dataclass
class ShopFeed:
    """A feed of orders that breaks off where it is told to."""

    orders: Sequence[Order | Problem] = ()
    name: str = "orders.csv"
    error: BridgeError | None = None
    in_stock: Mapping[str, int] = field(default_factory=dict)
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def affected(self, skus: Collection[str]) -> Iterator[Order | Problem]:
        """Yield what is affected, and then the error, if there is any."""
        self.asked.append(tuple(sorted(skus)))
        for one in self.orders:
            if isinstance(one, Problem) or any(line.sku in skus for line in one.lines):
                yield one
        if self.error:
            raise self.error

    def again(self, ids: Collection[str]) -> Mapping[str, Order]:
        """Read orders once more."""
        return {one.id: one for one in self.orders if isinstance(one, Order) and one.id in ids}

    def stock(self, skus: Collection[str]) -> Mapping[str, int]:
        """Return what is in stock."""
        return {sku: count for sku, count in self.in_stock.items() if sku in skus}


@dataclass
class LateFeed:
    """A feed of late items."""

    items: Sequence[Backorder]
    name: str = "backorders.yaml"

    def read(self) -> Reading:
        """Return them."""
        return Reading(self.name, tuple(self.items))


@dataclass
class Helpdesk:
    """What knows the addresses of its requesters."""

    name: str = "shop"
    known: dict[int, tuple[str, ...]] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    error: BridgeError | None = None
    capabilities: object = field(default_factory=lambda: SimpleNamespace(tag_length=100, lower_case_tags=True))

    def addresses(self, requesters: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """Return the addresses of these requesters."""
        self.asked += requesters
        if self.error:
            raise self.error
        return {one: self.known[one] for one in requesters if one in self.known}


POLICY = Policy(
    locale="en_US",
    timezone=BERLIN,
    owner="acme",
    limits=Limits(*[Limit(1)] * 4),
    drift={},
    markets={"shop": Market.EU, "shop-us": Market.US},
    addresses={"shop": "http://127.0.0.1/", "shop-us": "http://127.0.0.1/"},
    fields={},
    working_days=2,
    settle=timedelta(minutes=10),
    look_back=timedelta(days=30),
    note=False,
    possible=False,
    matching=Matching(),
    counting=Counting(),
)


@dataclass
class Shop:
    """Everything that a plan is made of, to be changed between one plan and the next."""

    state: State
    feeds: list[tuple[ShopFeed, str]]
    late: list[Backorder]
    helpdesk: Helpdesk
    now: datetime = NOW
    mails: tuple[Macro, ...] = MAILS
    segments: str = SEGMENTS
    policy: Policy = POLICY

    @property
    def feed(self) -> ShopFeed:
        """The first feed."""
        return self.feeds[0][0]

    @property
    def bridge(self) -> Bridge:
        """What is connected now."""
        return Bridge(
            self.policy,
            (),
            (self.helpdesk,),  # type: ignore[arg-type]  # as much of one as a plan needs
            ((LateFeed(self.late), FeedPolicy()),),  # type: ignore[arg-type]  # same
            None,  # type: ignore[arg-type]  # no plan asks for it
            self.state,
            None,  # type: ignore[arg-type]  # no plan asks for it
            self.now,
            lambda _: None,
            mails=self.mails,
        )

    @property
    def site(self) -> OutreachSite:
        """Where orders come from, and the segments."""
        return OutreachSite(tuple(self.feeds), segments_in(self.segments, "segments.yaml").segments)  # type: ignore[arg-type]  # feeds of tests

    def plan(self) -> OutreachPlan:
        """Make a plan."""
        return planning.plan(self.bridge, self.site, RunOptions())

    def planned(self, plan_id: object) -> OutreachPlan:
        """Return the plan of this ID as it can be sent now."""
        return planning.planned(self.bridge, self.site, RunOptions(), str(plan_id))

    def send(self, plan: OutreachPlan, state: MessageState = MessageState.TOLD) -> tuple[Message, ...]:
        """Remember a plan's messages as sent."""
        waves = self.state.waves()
        waves.begin(Wave(str(plan.id), self.now, WaveState.RUNNING), plan.messages)
        sent = tuple(
            replace(message, state=state, at=self.now, ticket_id=100 + place, comment=f"{place}")
            for place, message in enumerate(plan.messages)
        )
        waves.settle(sent)
        return sent

    def account(self, name: str = "shop") -> int:
        """Register the helpdesk's account; return its row."""
        known = {one.name: one.row for one in self.state.accounts()}
        return known.get(name) or self.state.register(name, Account("zendesk", "http://127.0.0.1/", "1")).row


@pytest.fixture
def shop(tmp_path: object) -> Iterator[Shop]:
    """Return a shop with three orders of a late item, one of them of two items, and a fourth that is on time."""
    state = open_state(f"sqlite:///{tmp_path}/zb.db", create=True)
    orders = [order(1), order(2, "WID-12", "CHAIR", "MUG"), order(3, tags=("vip",)), order(4, "MUG")]
    try:
        yield Shop(state, [(ShopFeed(orders), "shop")], [WIDGET, CHAIR], Helpdesk())
    finally:
        state.close()
