"""Orders as a shop tells them: what a customer bought and has not received."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.model.facts import NOWHERE


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to write to. Never remembered and never logged: it is read from the shop again whenever it is needed."""

    email: str = field(repr=False)
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order, as far as it has not shipped.

    ``id`` is the shop's own. ``quantity`` is what is still to ship, at least 1, and ``value`` what that costs, in the
    order's currency; None where the shop does not tell. ``promised_by`` is the last ship date that the customer was
    given with the order. ``in_stock`` says whether it could ship now; None where nobody knows.
    """

    id: str
    sku: str
    quantity: int
    name: str = ""
    value: Decimal | None = None
    promised_by: date | None = None
    in_stock: bool | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One order with everything on it that has not shipped and is still wanted: never cancelled or refunded lines.

    ``feed`` is the name of the feed that told it, ``id`` the shop's own and ``number`` what the customer knows it by.
    ``value`` is that of the whole order in ``currency`` (ISO 4217). ``locale`` is the customer's language (``de``,
    ``fr_CA``) and ``country`` where it ships to (ISO 3166, two letters), "" where the shop does not tell. ``tags`` are
    the order's and the customer's in the shop, such as ``vip``. ``recipient`` is None where there is no address to
    write to.
    """

    feed: str
    id: str
    number: str
    ordered_at: datetime
    lines: tuple[OrderLine, ...]
    value: Decimal | None = None
    currency: str = ""
    locale: str = ""
    country: str = ""
    tags: tuple[str, ...] = ()
    recipient: Recipient | None = field(default=None, repr=False, compare=False)
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def key(self) -> OrderKey:
        """What names it for ever: its feed, and the shop's own id."""
        return (self.feed, self.id)


OrderKey = tuple[str, str]
"""What names an order for ever: the name of its feed, and the shop's own id."""
