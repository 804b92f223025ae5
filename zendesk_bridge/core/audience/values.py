"""What placing orders depends on and what it comes to: segments, what is known of an order, where it landed and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import (
    NOWHERE,
    Backorder,
    Choice,
    Message,
    MessageLine,
    News,
    NoticeKind,
    Order,
    OrderLine,
    Promise,
    ShipWindow,
    plain_sku,
)
from zendesk_bridge.core.notices import Market

# --- what the admin writes


class CriterionName(StrEnum):
    """What an order can be told apart by, as it is called in the file."""

    NEWS = "news"
    NOTICE = "notice"
    DATED = "dated"
    WAITED = "waited"
    PROMISED_IN = "promised_in"
    VALUE = "value"
    SWAP_IN_STOCK = "swap_in_stock"
    REST_SHIPS = "rest_ships"
    LANGUAGE = "language"
    MARKET = "market"
    COUNTRY = "country"
    TAGS = "tags"
    SKU = "sku"
    SHOP = "shop"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these must be true of it: ``language: [de, fr]``. A SKU may have ``*`` in it."""

    name: CriterionName
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """So many days at least, and at most; None for any."""

    name: CriterionName
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money; ``currency`` "" stands for any."""

    number: Decimal
    currency: str = ""

    def __str__(self) -> str:
        """Return it as the file has it: ``500 USD``."""
        return f"{self.number:f} {self.currency}".strip()


@dataclass(frozen=True, slots=True)
class OrderWorth:
    """The order is worth so much at least, and at most, each in the order's own currency; () for any amount.

    Nothing is converted: an order in a currency that is not named is neither.
    """

    name: CriterionName
    least: tuple[Amount, ...] = ()
    most: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class YesNo:
    """It must be so, or must not."""

    name: CriterionName
    wanted: bool


Criterion = OneOf | DaysBetween | OrderWorth | YesNo


@dataclass(frozen=True, slots=True)
class Segment:
    """Orders of which all of ``when`` is true, and that no segment above took: they get one template.

    ``template`` is the key of a macro per order, None where a person writes to these customers. ``why`` is the admin's
    own remark.
    """

    key: str
    when: tuple[Criterion, ...] = ()
    template: str | None = None
    why: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def to_person(self) -> bool:
        """Whether a person writes to these customers."""
        return self.template is None


Segments = tuple[Segment, ...]
"""In the order of the file; the last one takes every order that is left."""


# --- what is known besides


@dataclass(frozen=True, slots=True)
class OrderPast:
    """What was written about one order before, oldest first, and what its customer chose.

    ``messages`` are ours in whatever state, ``promises`` what agents' public replies told this same customer.
    """

    messages: tuple[Message, ...] = ()
    promises: tuple[Promise, ...] = ()
    chosen: tuple[Choice, ...] = ()


NO_PAST = OrderPast()


@dataclass(frozen=True, slots=True)
class Ways:
    """What where an order lands depends on, besides the order and its past. Make it with :meth:`of`.

    ``items`` are the late items as they may be told ``today`` (in the shop's ``zone``), ``versions`` the versions of
    what the admin wrote, ``stale`` the items of which no feed has given anything for too long: all by plain SKU.
    ``shops`` are the names that the feed of these orders goes by, ``stock`` how many of each could ship now, by SKU as
    the late items write it, as far as the shop tells. ``sure`` says that what is not among the items is late no more.
    ``now`` (aware) is the moment after which no order can have been placed; None where nobody asks.
    """

    items: Mapping[str, Backorder]
    versions: Mapping[str, str]
    stale: frozenset[str]
    today: date
    zone: tzinfo
    market: Market = Market.NONE
    locale: str = "en_US"
    shops: tuple[str, ...] = ()
    stock: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    sure: bool = True
    now: datetime | None = None

    @classmethod
    def of(cls, late: Mapping[str, Backorder], today: date, zone: tzinfo) -> Ways:
        """Return it for these late items, as the admin wrote them or as their feed's age left them."""
        return cls(
            {plain_sku(sku): as_of(item, today) for sku, item in late.items()},
            {plain_sku(sku): item.version for sku, item in late.items()},
            frozenset(plain_sku(sku) for sku, item in late.items() if item.lapsed),
            today,
            zone,
        )


# --- what comes of it


class Unwritten(StrEnum):
    """Why an affected order is not written to. The values name it beside the admin's segments.

    ``DRAFTED``: what it would be sent waits on the customer's ticket for an agent, who has not sent it yet;
    ``TOLD``: what its customer was told still holds; ``ON_ITS_WAY``: a message about it is being sent, or waits for
    somebody's approval; ``ON_TIME``: it ships by the day that it was promised for; ``CHOSEN``: they have chosen not to
    wait; ``STALE``: nobody knows whether the item's date still holds; ``NO_ADDRESS``: there is none to write to;
    ``UNDELIVERABLE``: the helpdesk would not take this very message; ``SAID_BEFORE``: they were sent this very message
    before, and were told something else since; ``FORGOTTEN``: its customer asked to be, so that a person decides;
    ``AHEAD``: it was placed on a day that is yet to come, so that its date is read wrongly; ``UNAFFECTED``: nothing on
    it is late.
    """

    DRAFTED = "drafted"
    TOLD = "told"
    ON_ITS_WAY = "on-its-way"
    ON_TIME = "on-time"
    CHOSEN = "chosen"
    STALE = "stale"
    NO_ADDRESS = "no-address"
    UNDELIVERABLE = "undeliverable"
    SAID_BEFORE = "said-before"
    FORGOTTEN = "forgotten"
    AHEAD = "ahead"
    UNAFFECTED = "unaffected"

    @property
    def for_a_person(self) -> bool:
        """Whether somebody has to look at it, since nothing else will."""
        return self in _FOR_A_PERSON


_FOR_A_PERSON = frozenset(
    {
        Unwritten.DRAFTED,
        Unwritten.NO_ADDRESS,
        Unwritten.UNDELIVERABLE,
        Unwritten.SAID_BEFORE,
        Unwritten.FORGOTTEN,
        Unwritten.AHEAD,
        Unwritten.STALE,
    }
)


@dataclass(frozen=True, slots=True)
class LineTold:
    """What the customer was last told about one item on an order.

    ``sku`` is as the late item was written then. ``back`` says that it was told to be late no more. ``by_agent`` tells
    a public reply on a ticket from our message.
    """

    sku: str
    at: datetime
    window: ShipWindow | None
    next_update: date | None
    back: bool = False
    by_agent: bool = False


@dataclass(frozen=True, slots=True)
class AffectedLine:
    """One line of an order whose item is late, or was told to be.

    ``item`` is as it may be told today, None where it is late no more; then there is no ``kind`` of notice either.
    ``news`` says why the customer is owed a word about it, ``spared`` why not: one of the two is None. ``told`` is what
    they heard last, ``draft`` the ticket on which what they would be sent waits for an agent, 0 for none.
    """

    line: OrderLine
    item: Backorder | None
    version: str
    kind: NoticeKind | None
    promised_by: date | None
    news: News | None = None
    spared: Unwritten | None = None
    told: LineTold | None = None
    draft: int = 0

    @property
    def sku(self) -> str:
        """The SKU as the admin writes it, or wrote it while the item was late."""
        return self.item.sku if self.item else self.told.sku if self.told else self.line.sku

    @property
    def as_told(self) -> MessageLine:
        """What a message that is sent today says of it."""
        line, item = self.line, self.item
        window, day = (item.ship_window, item.next_update) if item else (None, None)
        return MessageLine(line.id, self.sku, self.version, window, day, line.quantity, self.promised_by)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one affected order lands.

    ``segment`` is the key of the admin's segment, or the value of an :class:`Unwritten`. ``lines`` are what its message
    says, in the order's own order; () where it gets none. ``news`` and ``kind`` are None where nothing is owed.
    ``affected`` is how many of its lines are late, or were told to be. ``rest`` says that its message may offer to send
    the rest of the order: see :class:`Message`. ``draft`` is the ticket on which a message waits for an agent, 0 for
    none.
    """

    order: Order
    segment: str
    template: str | None = None
    lines: tuple[MessageLine, ...] = ()
    news: News | None = None
    kind: NoticeKind | None = None
    affected: int = 0
    rest: bool = False
    draft: int = 0
