"""A shop with late orders, a helpdesk and a database: what sending meets, with what may go wrong where it may."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from zendesk_bridge.app import facts
from zendesk_bridge.app.accounts import Accounts, Naming
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach.placing import bound_to
from zendesk_bridge.app.outreach.sent import Outbox, OwedNow, WaveSent
from zendesk_bridge.app.outreach.waves import Carrier
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.macros.mails.orders import rest_of
from zendesk_bridge.core.model import (
    Account,
    Backorder,
    Cancel,
    Delivered,
    Delivery,
    Entry,
    Mark,
    MarkState,
    Message,
    MessageLine,
    MessageState,
    News,
    NoticeKind,
    Order,
    OrderKey,
    OrderLine,
    Recipient,
    ShipWindow,
    Ticket,
    TicketStatus,
    View,
    Wait,
    Wave,
    WaveState,
    address_digest,
)
from zendesk_bridge.core.policy import OutreachPolicy
from zendesk_bridge.core.ports import State
from zendesk_bridge.helpdesks import folders
from zendesk_bridge.settings import load_settings
from zendesk_bridge.settings.policy import policy
from zendesk_bridge.state import open_state
from zendesk_bridge.state.tables import installation
from zendesk_bridge.wiring import read_folder

NOON = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
"""By day in Germany."""

CONFIG = """
helpdesks:
  shop: {type: zendesk, url: https://shop.zendesk.com, auth: {token: a}}
  shop-eu: {type: zendesk, url: https://eu.zendesk.com, auth: {token: b}}
backorders: [{type: file, path: macros/backorders.yaml}]
timezone: UTC
"""
MAIL = """
key: order-first
per: order
subject: "Order {{ order.number }} ships later"
reply: |
  {{ customer.greeting }}

  your {{ backorder.items }} ships {{ backorder.ship_window }}.
"""
ITEM = Backorder(
    "WID-12",
    "Blue Widget",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    reason="the supplier is late",
    options=(Wait(), Cancel()),
    next_update=date(2026, 12, 3),
)
LAMP = replace(ITEM, sku="LAMP-3", name="Harbor Lamp")


class KilledError(BaseException):
    """The process is gone: nothing in the program can catch it."""


@dataclass
class Desk:
    """A helpdesk as the port shows it. ``before`` and ``after`` may raise around each delivery, by its number."""

    name: str = "shop"
    sent: list[Delivery] = field(default_factory=list)
    tickets_: dict[int, Ticket] = field(default_factory=dict)
    addresses_: dict[int, tuple[str, ...]] = field(default_factory=dict)
    before: Callable[[int, Delivery], None] = lambda _number, _delivery: None
    after: Callable[[int, Delivery], None] = lambda _number, _delivery: None
    looks: list[str] = field(default_factory=list)
    clock: Callable[[], datetime] = lambda: NOON
    number: int = 0

    def __getattr__(self, name: str) -> Any:
        """Return what any helpdesk of its kind is like."""
        return getattr(folders()["zendesk"].offline(self.name), name)

    def account(self) -> Account:
        """Return who it is."""
        return Account("zendesk", f"https://{self.name}.zendesk.com", self.name)

    def ticket_fields(self) -> tuple[Any, ...]:
        """Return no field."""
        return ()

    def macros(self) -> tuple[Any, ...]:
        """Return no macro."""
        return ()

    def deliver(self, delivery: Delivery, fields: Any) -> Delivered:
        """Take a message, unless something goes wrong."""
        del fields
        self.number += 1
        self.before(self.number, delivery)
        self.sent.append(delivery)
        where = self._where(delivery)
        self.after(self.number, delivery)
        return where

    def delivered(self, delivery: Delivery) -> Delivered | None:
        """Look for a message by its key."""
        self.looks.append(delivery.key)
        return next((self._where(one) for one in self.sent if one.key == delivery.key), None)

    def _where(self, delivery: Delivery) -> Delivered:
        ticket = delivery.ticket_id or 1000 + [one.key for one in self.sent].index(delivery.key)
        requester = 5000 + ticket
        self.tickets_.setdefault(ticket, Ticket(ticket, TicketStatus.PENDING, requester_id=requester))
        self.addresses_.setdefault(requester, (delivery.recipient.email,))
        return Delivered(ticket, f"comment {ticket}", self.clock(), requester)

    def tickets(self, ids: Collection[int], fields: Any) -> Iterator[Ticket]:
        """Return the tickets of these numbers."""
        del fields
        yield from (self.tickets_[number] for number in ids)

    def addresses(self, requesters: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """Return the addresses of these requesters."""
        return {one: self.addresses_[one] for one in requesters if one in self.addresses_}


@dataclass
class Orders:
    """A feed of orders, which people change behind the bridge's back."""

    name: str = "orders"
    open: dict[str, Order] = field(default_factory=dict)
    reads: list[tuple[str, ...]] = field(default_factory=list)
    fails: Callable[[], None] = lambda: None

    def again(self, ids: Collection[str]) -> Mapping[str, Order]:
        """Read orders again; what is not open is absent."""
        self.fails()
        self.reads.append(tuple(ids))
        return {one: self.open[one] for one in ids if one in self.open}


@dataclass
class World:
    """One installation: ``elsewhere`` are more feeds, ``late`` the facts.

    ``spared`` says of orders why they are owed nothing.
    """

    folder: Path
    desks: tuple[Desk, ...] = ()
    orders: Orders = field(default_factory=Orders)
    elsewhere: dict[str, Orders] = field(default_factory=dict)
    late: dict[str, Backorder] = field(default_factory=lambda: {"WID-12": ITEM, "LAMP-3": LAMP})
    spared: dict[str, str] = field(default_factory=dict)
    policy: OutreachPolicy = field(default_factory=lambda: OutreachPolicy(send=True))
    now: datetime = NOON
    said: list[str] = field(default_factory=list)
    ticks: timedelta = timedelta(0)
    opened: list[State] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write the admin's files, and open the database."""
        (self.folder / "macros").mkdir(exist_ok=True)
        (self.folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
        (self.folder / "macros" / "order-first.yaml").write_text(MAIL, encoding="utf-8")
        self.settings = load_settings(self.folder / "config.yaml", {})
        self.mails = read_folder(self.settings).mails
        self.desks = self.desks or (Desk(),)
        self.state = self.open()

    def open(self) -> State:
        """Open the database as another process does."""
        state = open_state(f"sqlite:///{self.folder}/state.db", now=self.clock)
        self.opened.append(state)
        return state

    def restore(self) -> None:
        """Put the database of yesterday back: it knows the same key, and nothing that was sent since."""
        key = self.state.waves().key()
        self.close()
        self.opened.clear()
        for file in self.folder.glob("state.db*"):
            file.unlink()
        self.state = self.open()
        database: Any = self.state
        with database._database.write() as connection:
            connection.execute(installation.update().values(value=key.hex()))

    def close(self) -> None:
        """Let go of the database."""
        for state in self.opened:
            state.close()

    def clock(self) -> datetime:
        """Return the moment; it moves on with each look."""
        self.now += self.ticks
        return self.now

    @property
    def desk(self) -> Desk:
        """The first helpdesk."""
        return self.desks[0]

    def bridge(self) -> Bridge:
        """Return the installation as a run opens it."""
        decided = replace(policy(self.settings), outreach=self.policy)
        desks: Any = self.desks
        accounts = Accounts(self.state, desks, Naming(decided.addresses, decided.owner))
        nothing: Any = None
        return Bridge(
            decided, (), desks, (), nothing, self.state, accounts, self.now, self.said.append, mails=self.mails
        )

    @property
    def known(self) -> facts.Facts:
        """The facts as of now."""
        return facts.Facts(dict(self.late))

    def judge(self, orders: Sequence[Order], known: facts.Facts, ours: Collection[str]) -> Mapping[OrderKey, OwedNow]:
        """Return what orders are owed by the facts of now."""
        del ours
        return {order.key: self._owed(order, known) for order in orders}

    def _owed(self, order: Order, known: facts.Facts) -> OwedNow:
        lines = tuple(said(line, known.late[line.sku]) for line in order.lines if line.sku in known.late)
        why = self.spared.get(order.id, "" if lines else "nothing on it is late any more")
        rest = bool(rest_of(order, known.late, only_known=False))
        return OwedNow(why, "all", "order-first", News.FIRST, lines, rest=rest)

    # --- what people do

    def order(self, number: int, *skus: str, country: str = "DE", **more: Any) -> Order:
        """Let a customer place an order."""
        lines = tuple(OrderLine(f"{number}-{sku}", sku, 1) for sku in skus or ("WID-12",))
        to = Recipient(more.pop("email", f"c{number}@example.com"), "Zo\u00eb Quill")
        placed = datetime(2026, 11, 1, tzinfo=UTC)
        order = Order("orders", str(number), f"#{number}", placed, lines, country=country, locale="en", recipient=to)
        self.orders.open[order.id] = replace(order, **more)
        return self.orders.open[order.id]

    @property
    def wording(self) -> str:
        """What the messages are bound to besides the facts."""
        return bound_to(self.bridge(), self.mails[0], "shop")

    def planned(self, *orders: Order, helpdesk: str = "shop", wave: str = "w1") -> list[Message]:
        """Return the messages that a plan has for these orders."""
        key = self.state.waves().key()
        return [
            Message(
                wave,
                order.key,
                order.number,
                News.FIRST,
                NoticeKind.FIRST,
                tuple(said(line, self.late[line.sku]) for line in order.lines if line.sku in self.late),
                helpdesk,
                "all",
                "order-first",
                order.locale,
                address_digest(key, order.recipient.email if order.recipient else ""),
                wording=self.wording,
            )
            for order in orders
        ]

    def begin(self, *orders: Order, helpdesk: str = "shop", wave: str = "w1") -> list[Message]:
        """Begin a wave that runs, with a message for each of these orders."""
        messages = self.planned(*orders, helpdesk=helpdesk, wave=wave)
        self.state.waves().begin(Wave(wave, self.now, WaveState.RUNNING), messages)
        return messages

    def orders_of(self, count: int, **more: Any) -> list[Order]:
        """Let so many customers place an order."""
        return [self.order(number, **more) for number in range(1, count + 1)]

    def run(self) -> tuple[WaveSent, ...]:
        """Let a run carry on whatever is to be sent."""
        bridge = self.bridge()
        feeds: Any = {"orders": self.orders, **self.elsewhere}
        outbox = Outbox(feeds, self.judge, self.clock)
        with bridge.lease() as lease:
            return Carrier(bridge, outbox, self.known, RunOptions(scheduled=True), lease).all_running()

    def states(self, wave: str = "w1") -> dict[str, MessageState]:
        """Return where each message of a wave stands, by the order's number."""
        return {one.number: one.state for one in self.state.waves().messages(wave)}

    @property
    def mailed(self) -> list[str]:
        """To whom something was sent, in turn; drafts are no mail."""
        return [one.recipient.email for desk in self.desks for one in desk.sent if not one.draft]

    def customer_ticket(self, number: int, email: str, sku: str = "WID-12", **more: Any) -> None:
        """Let a customer's open ticket about an item be known."""
        with self.state.lease("run"):
            bridge = self.bridge()
            bridge.accounts.remember()
            memory = bridge.memory(bridge.helpdesks[0])
            view = View((Mark(sku, MarkState.PENDING),))
            memory.record({number: Entry(events(number, View(), view, Stamp(self.now, "r")), view)})
        requester = 9000 + number
        self.desk.addresses_[requester] = (email,)
        status = more.pop("status", TicketStatus.OPEN)
        self.desk.tickets_[number] = Ticket(number, status, requester_id=requester, **more)


def said(line: OrderLine, item: Backorder) -> MessageLine:
    """Return what a message says of a line."""
    return MessageLine(line.id, line.sku, item.version, item.ship_window, item.next_update, line.quantity)


def fails_at(number: int, error: BaseException) -> Callable[[int, Delivery], None]:
    """Return what goes wrong from this delivery on."""

    def fail(now: int, _delivery: Delivery) -> None:
        if now >= number:
            raise error

    return fail


def fine(_number: int, _delivery: Delivery) -> None:
    """Let a delivery pass."""
