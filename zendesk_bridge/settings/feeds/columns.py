"""What every feed of one kind says, wherever its rows come from: what its columns hold, and how far it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from zendesk_bridge.core.document import Days, Filled, Shape, wrong
from zendesk_bridge.settings.feeds.rules import DefaultFacts, Where, no_conditions
from zendesk_bridge.settings.kinds import Count, DateFormat, DayCount, Share

BackorderColumn = Literal[
    "sku",
    "name",
    "aliases",
    "ship_window",
    "from",
    "to",
    "promised_by",
    "reason",
    "options",
    "next_update",
    "every",
    "match",
    "also",
    "not",
    "quantity",
    "demand",
]
ProductColumn = Literal["sku", "name", "aliases"]
OrderColumn = Literal[
    "order",
    "id",
    "ordered_at",
    "email",
    "customer",
    "locale",
    "country",
    "tags",
    "value",
    "currency",
    "line",
    "sku",
    "item",
    "quantity",
    "shipped",
    "price",
    "promised_by",
    "stock",
]

UNSET = "unset.invalid"
"""What stands for a secret that may be missing where nothing is sent."""

WHERE = (
    "Which rows count: all of these must hold, by the source's own columns. A text stands in the cell, in whatever "
    "case, with * for any text; '> 0' and '< 2026-12-31' compare; not turns round; of a list one holds"
)
DATES = "How dates are written in the columns; YYYY-MM-DD if left out"
_FOR_COVERING: Mapping[BackorderColumn, str] = {
    "quantity": "how many of the item a row brings",
    "demand": "how many of it customers wait for",
}


def no_columns() -> Mapping[Any, str]:
    """Return columns that are called as we call them."""
    return MappingProxyType({})


class BackordersSettings(Shape):
    """Backorders from one place."""

    name: Filled
    columns: Mapping[BackorderColumn, Filled] = Field(
        default_factory=no_columns,
        description="Which column holds what, where its header is not our own name for it; of JSON also a JMESPath",
        examples=[{"sku": "Item No.", "to": "Latest ship date"}],
    )
    where: Where = Field(
        default_factory=no_conditions, description=WHERE, examples=[{"PO Status": "open", "Qty Open": "> 0"}]
    )
    dates: DateFormat | None = Field(default=None, description=DATES, examples=["%m/%d/%Y", "%d.%m.%Y"])
    defaults: DefaultFacts = Field(
        default=DefaultFacts(), description="What stands where a cell is empty, or no column is"
    )
    lead_days: DayCount = Field(
        default=0,
        description="Days from the day in ship_window (or from and to) until it ships: the window is that much later",
    )
    buffer_days: DayCount = Field(
        default=0, description="Days by which the window ends later still: due on d, it ships d+lead to d+lead+buffer"
    )
    merge: Literal["earliest", "latest", "covers"] | None = Field(
        default=None,
        description="Which of several rows of one item counts: the one with the earliest or the latest ship date, or "
        "the first ones whose quantities together cover the demand. Without it, such an item is a mistake",
    )
    alias_separator: str = Field(default=";", min_length=1, description="What stands between two aliases in one cell")
    trust: bool = Field(
        default=False,
        description="true: web addresses, e-mail addresses, telephone numbers, markup and look-alike letters in these "
        "facts are meant; otherwise a table's row with one is held back, and check warns of one in a .yaml file",
    )
    max_shrink: Share = Field(
        default=0.5,
        description="A reading that lacks more than this share of the items is not believed: the missing ones stand",
    )
    max_age: Days = Field(
        default=timedelta(days=3),
        description="For how many days an item stands after it was last read well; then no date is told",
    )

    @field_validator("columns")
    @classmethod
    def _frozen(cls, columns: Mapping[BackorderColumn, str]) -> Mapping[BackorderColumn, str]:
        return MappingProxyType(dict(columns))

    @model_validator(mode="after")
    def _covering(self) -> BackordersSettings:
        """Refuse what would do nothing: columns that only covering needs, and covering without them."""
        for name in _FOR_COVERING:
            if name in self.columns and self.merge != "covers":
                fix = "add merge: covers, or take the column away"
                raise wrong("does nothing without merge: covers", fix=fix, at=("columns", name), quote=False)
        missing = [name for name in _FOR_COVERING if name not in self.columns and self.merge == "covers"]
        if missing:
            told = " and ".join(f"{name} ({_FOR_COVERING[name]})" for name in missing)
            named = ", ".join(f"{name}: ..." for name in missing)
            fix = f"name it: columns: {{{named}}}; where your rows do not say so, write earliest or latest"
            raise wrong(f"needs a column for {told}", fix=fix, at=("merge",))
        return self


class ProductsSettings(Shape):
    """Products, late or not, from one place."""

    name: str
    columns: Mapping[ProductColumn, Filled] = Field(
        default_factory=no_columns,
        description="Which column or key holds what, where it is not called sku, name or aliases",
        examples=[{"sku": "Variant SKU", "name": "Title"}],
    )
    where: Where = Field(default_factory=no_conditions, description=WHERE, examples=[{"Status": "active"}])
    alias_separator: str = Field(
        default=";", min_length=1, description="What stands between two aliases in one cell or text"
    )
    at_least: Count = Field(
        default=1,
        description="A reading with fewer products is not believed: then no new tickets are marked in that run",
    )

    @field_validator("columns")
    @classmethod
    def _frozen(cls, columns: Mapping[ProductColumn, str]) -> Mapping[ProductColumn, str]:
        return MappingProxyType(dict(columns))


class OrdersSettings(Shape):
    """Orders with what is still to ship on them, from one place."""

    name: Filled
    helpdesk: str = Field(
        default="",
        description="Which of the helpdesks writes to these customers; may be left out where there is one only",
        examples=["shop"],
    )


class OrderRowsSettings(OrdersSettings):
    """Orders whose lines are rows: one row for each item of an order."""

    columns: Mapping[OrderColumn, Filled] = Field(
        default_factory=no_columns,
        description="Which column holds what, where its header is not our own name for it; of JSON also a JMESPath",
        examples=[{"order": "Name", "email": "Email", "sku": "Lineitem sku", "quantity": "Lineitem quantity"}],
    )
    where: Where = Field(
        default_factory=no_conditions,
        description=f"{WHERE}. Lines that were shipped, cancelled or refunded are to be left out here",
        examples=[{"Lineitem fulfillment status": "not fulfilled", "Cancelled at": ""}],
    )
    dates: DateFormat | None = Field(default=None, description=DATES, examples=["%m/%d/%Y", "%d.%m.%Y"])

    @field_validator("columns")
    @classmethod
    def _frozen(cls, columns: Mapping[OrderColumn, str]) -> Mapping[OrderColumn, str]:
        return MappingProxyType(dict(columns))
