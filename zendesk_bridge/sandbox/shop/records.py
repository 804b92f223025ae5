"""What the shop keeps, as values that both of its faces read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Literal, Self

ShopState = Literal["draft", "unpaid", "on_hold", "failed", "open", "cancelled", "refunded"]
"""Where an order stands; ``on_hold`` waits for a bank transfer. That it has shipped is told by its lines."""

_CURRENT = frozenset(("open",))
_UNPAID = frozenset(("draft", "unpaid", "on_hold"))
CURRENCY = "USD"


@dataclass(frozen=True, slots=True)
class ShopProduct:
    """A product, or one variation of the product ``parent``; ``stock`` None is not counted.

    ``late`` products are sold although there are none; ``eta`` holds the days from and to which the shop's own people
    have noted that they ship again, counted from the day the shop was made.
    """

    id: int
    sku: str
    name: str
    price: str
    stock: int | None = None
    late: bool = False
    ships: bool = True
    parent: int = 0
    options: Mapping[str, str] = field(default_factory=dict)
    eta: tuple[str, str] | None = None
    variable: bool = False

    @property
    def full_name(self) -> str:
        """The name with the options of a variation."""
        return " - ".join((self.name, *((", ".join(self.options.values()),) if self.options else ())))


@dataclass(frozen=True, slots=True)
class ShopLine:
    """One line of an order: of ``quantity``, so many were ``shipped`` and so many ``removed`` (refunded)."""

    id: int
    sku: str
    name: str
    quantity: int
    price: str
    product: int = 0
    variation: int = 0
    shipped: int = 0
    removed: int = 0
    ships: bool = True
    promised_by: str = ""

    @property
    def current(self) -> int:
        """How many are still wanted or were shipped."""
        return self.quantity - self.removed

    @property
    def to_ship(self) -> int:
        """How many are wanted and not shipped."""
        return max(0, self.current - self.shipped)

    def cost(self, quantity: int) -> Decimal:
        """Return what so many of it cost."""
        return Decimal(self.price) * quantity


@dataclass(frozen=True, slots=True)
class ShopBuyer:
    """Who bought, and where it goes; ``id`` 0 bought as a guest."""

    id: int
    first: str
    last: str
    email: str
    phone: str = ""
    locale: str = "en-US"
    company: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = "US"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShopOrder:
    """One order; times are Unix seconds. ``hold`` is why the warehouse keeps it back, "" when it does not."""

    id: int
    number: str
    state: ShopState
    created_at: int
    updated_at: int
    buyer: ShopBuyer
    lines: tuple[ShopLine, ...]
    tags: tuple[str, ...] = ()
    hold: str = ""
    cancelled_at: int | None = None

    @property
    def total(self) -> Decimal:
        """What all of it costs as it was ordered."""
        return sum((line.cost(line.quantity) for line in self.lines), Decimal())

    @property
    def refunded(self) -> Decimal:
        """What was given back: for what was removed, or all."""
        if self.state == "refunded":
            return self.total
        return sum((line.cost(line.removed) for line in self.lines), Decimal())

    @property
    def financial(self) -> str:
        """Its payment, in Shopify's words."""
        if self.state in _UNPAID:
            return "PENDING"
        if self.state in ("failed", "cancelled"):
            return "EXPIRED" if self.state == "failed" else "VOIDED"
        given_back = self.refunded
        if not given_back:
            return "PAID"
        return "REFUNDED" if given_back == self.total else "PARTIALLY_REFUNDED"

    @property
    def fulfillment(self) -> str:
        """What became of its goods, in Shopify's words."""
        current, shipped = sum(line.current for line in self.lines), sum(line.shipped for line in self.lines)
        if not current:
            return "FULFILLMENT_NOT_REQUIRED"
        if shipped >= current:
            return "FULFILLED"
        if self.hold and self.state in _CURRENT:
            return "ON_HOLD"
        return "PARTIALLY_FULFILLED" if shipped else "UNFULFILLED"

    @property
    def status(self) -> str:
        """What becomes of it, in WooCommerce's words."""
        known = {"draft": "checkout-draft", "unpaid": "pending", "on_hold": "on-hold"}
        if self.state != "open":
            return known.get(self.state, self.state)
        if self.fulfillment == "FULFILLMENT_NOT_REQUIRED":
            return "refunded"
        return "completed" if self.fulfillment == "FULFILLED" else "processing"

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Self:
        """Return it from what :meth:`as_json` gave."""
        buyer = dict(body["buyer"])
        lines = tuple(ShopLine(**line) for line in body["lines"])
        about = {key: value for key, value in body.items() if key not in ("buyer", "lines", "tags")}
        return cls(
            **about, buyer=ShopBuyer(**buyer | {"tags": tuple(buyer["tags"])}), lines=lines, tags=tuple(body["tags"])
        )


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """What lists and searches ask of an order, kept in memory; ``skus`` are those of its lines, as they are written."""

    id: int
    number: str
    status: str
    fulfillment: str
    financial: str
    email: str
    created_at: int
    updated_at: int
    skus: frozenset[str]
    tags: frozenset[str]
