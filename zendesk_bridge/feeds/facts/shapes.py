"""Backorders as an admin writes them, one by one."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator, model_validator

from zendesk_bridge.core import document
from zendesk_bridge.core.document import IsoDate, LocaleName, Rhythm, Shape, wrong
from zendesk_bridge.feeds.facts.texts import Fact, OptionalFact, Reason, Sku, Terms
from zendesk_bridge.feeds.ignoring import LintSettings

MOST_OPTIONS = 20  # of one item
MOST_LOCALES = 60  # of one item


class Window(Shape):
    """First and last ship date: when it ships, not when it arrives."""

    right_form: ClassVar[str] = "ship_window: {from: 2026-12-01, to: 2026-12-05}"

    first: IsoDate = Field(alias="from", description="First ship date", examples=["2026-12-01"])
    last: IsoDate = Field(alias="to", description="Last ship date", examples=["2026-12-05"])

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.last < self.first:
            raise wrong(f"is before from, {self.first}", fix="swap the two, or correct one", at=("to",))
        return self


class SwapTo(Shape):
    """The item that the customer may take instead."""

    right_form: ClassVar[str] = "swap: {sku: WID-14, name: Green Widget}"

    sku: Sku = Field(description="Its SKU", examples=["WID-14"])
    name: Fact = Field(description="Its name, as customers know it", examples=["Green Widget 12 oz"])


class SwapOption(Shape):
    """The customer may take another item instead."""

    swap: SwapTo = Field(description="The other item")


class LocalFact(Shape):
    """Name and reason in one more language; what is left out is as in the main one."""

    right_form: ClassVar[str] = "de: {name: ..., reason: ...}"

    name: OptionalFact = Field(default="", description="The item's name in this language")
    reason: Reason = Field(default="", description="Why it is late, in this language")


def _window_form(value: Any) -> str:
    if isinstance(value, str) and value != "unknown":
        return "one day"
    return "no date" if isinstance(value, str | None) else "first and last day"


def _not_unknown(value: Any) -> Any:
    if value is None:
        raise wrong("is empty", fix="write {from: ..., to: ...}, one date, or unknown", quote=False)
    return value


def _option_form(value: Any) -> str:
    return "another item" if isinstance(value, dict) else "a word"


_WORDS = frozenset({"wait", "split", "cancel"})
_AND = re.compile(r"\s*(?:[,;/|+&]|\b(?:and|or|und|oder|et|ou|y|o)\b)\s*")
_MEANT = {
    **dict.fromkeys(
        ("refund", "full refund", "cancel for a refund", "cancellation", "cancelled", "canceled"), "cancel"
    ),
    **dict.fromkeys(("split shipment", "ship separately", "partial", "partial shipment"), "split"),
    **dict.fromkeys(("keep", "keep waiting", "hold"), "wait"),
    **dict.fromkeys(
        ("exchange", "replace", "replacement"), "swap: {sku: ..., name: ...}, or in a table swap SKU = NAME"
    ),
}


def _bare_swap(value: Any) -> Any:
    if isinstance(value, str) and (meant := _MEANT.get(value.strip().lower())):
        raise wrong("is no option", fix=f"write {meant}")
    if isinstance(value, str) and len(words := _AND.split(value.strip().lower())) > 1 and _WORDS.issuperset(words):
        raise wrong("is taken for one option", fix=f"in a table write {'; '.join(words)}, in YAML [{', '.join(words)}]")
    if isinstance(value, str) and value.split(" ")[0] == "swap":
        fix = "write swap: {sku: ..., name: ...}, or in a table swap SKU = NAME"
        raise wrong("does not say which item instead", fix=fix)
    return value


AnyWindow = Annotated[
    Annotated[Window, Tag("first and last day")]
    | Annotated[IsoDate, Tag("one day")]
    | Annotated[Literal["unknown"], BeforeValidator(_not_unknown), Tag("no date")],
    Discriminator(_window_form),
]
AnyOption = Annotated[
    Annotated[SwapOption, Tag("another item")]
    | Annotated[Literal["wait", "split", "cancel"], BeforeValidator(_bare_swap), Tag("a word")],
    Discriminator(_option_form),
]


class BackorderEntry(Shape):
    """One delayed item."""

    right_form: ClassVar[str] = "- sku: WID-12, and below it its name: and ship_window:"

    sku: Sku = Field(description="The item's SKU, as in the shop", examples=["WID-12"])
    name: Fact = Field(description="The item's name, as customers know it", examples=["Blue Widget 12 oz"])
    aliases: Terms = Field(default=(), description="What else customers call it", examples=[["blue widget", "BW12"]])
    ship_window: AnyWindow = Field(
        description="First and last ship date, one date, or unknown; with unknown, the reason says why",
        examples=[{"from": "2026-12-01", "to": "2026-12-05"}, "2026-12-05", "unknown"],
    )
    promised_by: IsoDate | None = Field(
        default=None, description="The ship-by date that customers were given when they ordered"
    )
    reason: Reason = Field(
        default="",
        description="Why it is late, to stand inside a sentence",
        examples=["the supplier's shipment is two weeks late"],
    )
    options: tuple[AnyOption, ...] = Field(
        default=(),
        max_length=MOST_OPTIONS,
        description="What the customer may do: wait, split, cancel, swap: {sku, name}",
        examples=[["wait", {"swap": {"sku": "WID-14", "name": "Green Widget 12 oz"}}, "split", "cancel"]],
    )
    next_update: IsoDate | None = Field(default=None, description="When customers hear from you again")
    every: Rhythm | None = Field(
        default=None,
        description="How often they hear from then on: once next_update has come, the next day is promised by itself, "
        "never after the ship window, and on a Monday where it would be a weekend, unless next_update is one",
        examples=["7d", "2w"],
    )
    match: Literal["normal", "exact"] = Field(
        default="normal", description="exact: the SKU counts only as it is written here, letter for letter"
    )
    also: Terms = Field(
        default=(), description="More writings that count, however short or common they are", examples=[["B12"]]
    )
    cancelled_by: Terms = Field(
        default=(),
        alias="not",
        description="Phrases which, standing near a mention, say that this item is not meant",
        examples=[["vitamin B12", "blue widget stickers"]],
    )
    locales: dict[LocaleName, LocalFact] = Field(
        default_factory=dict,
        max_length=MOST_LOCALES,
        description="Name and reason in more languages",
        examples=[{"de": {"name": "Blaues Widget"}}],
    )
    lint: LintSettings | None = Field(default=None, description="What check need not tell of this item")

    @model_validator(mode="after")
    def _says_why(self) -> BackorderEntry:
        if self.ship_window == "unknown" and not self.reason:
            raise wrong(
                "is unknown, and no reason is given",
                fix="add reason: why it is late, in words that a customer may read",
                at=("ship_window",),
                quote=False,
            )
        return self

    @model_validator(mode="after")
    def _not_cancelled_by_itself(self) -> BackorderEntry:
        """Refuse a phrase that would cancel every mention: one that is the item's own SKU, or among ``also``."""
        own = {text.casefold() for text in (self.sku, *self.also)}
        for index, phrase in enumerate(self.cancelled_by):
            if phrase.casefold() in own:
                raise wrong("would cancel every mention of the item", fix="write a longer phrase", at=("not", index))
        return self

    @model_validator(mode="after")
    def _options_once(self) -> BackorderEntry:
        for index, option in enumerate(self.options):
            if option in self.options[:index]:
                raise wrong("is offered twice", at=("options", index), quote=False)
        return self


class BackordersFile(Shape):
    """Every item that is late. An empty list says that nothing is."""

    backorders: list[BackorderEntry] = Field(description="One entry for each delayed item")


class BackordersList(Shape):
    """The same from the outside, so that one wrong item does not hide what is wrong between the others."""

    backorders: list[Any]

    right_form: ClassVar[str] = "backorders: in a line above the first '- sku: ...'"

    @field_validator("backorders", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        if value is None:
            raise wrong("is empty", fix="write backorders: [] if nothing is late", quote=False)
        if isinstance(value, str | dict) and value:
            fix = "begin each item with a dash: - sku: WID-12, and below it its name: and ship_window:"
            raise wrong("must be a list", fix=fix, quote=False)
        return value


def backorders_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file of backorders."""
    return document.json_schema(BackordersFile, "zendesk-bridge: backorders")
