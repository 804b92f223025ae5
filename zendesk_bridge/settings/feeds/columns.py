"""What every feed of one kind says, wherever its rows come from: what its columns hold, and how far it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field, field_validator

from zendesk_bridge.core.document import Days, Filled, Shape
from zendesk_bridge.settings.kinds import Count, DateFormat, Share

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
]
ProductColumn = Literal["sku", "name", "aliases"]

UNSET = "unset.invalid"
"""What stands for a secret that may be missing where nothing is sent."""


def no_columns() -> Mapping[Any, str]:
    """Return columns that are called as we call them."""
    return MappingProxyType({})


class BackordersSettings(Shape):
    """Backorders from one place."""

    name: Filled
    columns: Mapping[BackorderColumn, Filled] = Field(
        default_factory=no_columns,
        description="Which column holds what, where its header is not our own name for it",
        examples=[{"sku": "Item No.", "to": "Latest ship date"}],
    )
    dates: DateFormat | None = Field(
        default=None,
        description="How dates are written in the columns; YYYY-MM-DD if left out",
        examples=["%m/%d/%Y", "%d.%m.%Y"],
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


class ProductsSettings(Shape):
    """Products, late or not, from one place."""

    name: str
    columns: Mapping[ProductColumn, Filled] = Field(
        default_factory=no_columns,
        description="Which column or key holds what, where it is not called sku, name or aliases",
        examples=[{"sku": "Variant SKU", "name": "Title"}],
    )
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
