"""The file of segments: which late orders get which mail, and which a person looks after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from zendesk_bridge.core import document
from zendesk_bridge.core.audience import Segment, Segments, mute_on_back, unreachable, wrong_with
from zendesk_bridge.core.audience.values import Amount, Criterion, CriterionName, DaysBetween, OneOf, OrderWorth, YesNo
from zendesk_bridge.core.document import Document, Filled, LocaleName, Shape, wrong
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.model import News, NoticeKind
from zendesk_bridge.core.notices import Market
from zendesk_bridge.feeds.disk import read_file
from zendesk_bridge.feeds.folder import SEGMENTS_FILE
from zendesk_bridge.feeds.macros.shapes import Key

LARGEST = 1_000_000
"""Bytes that the file may have."""

MOST = 200
"""Segments that there may be: each order is compared with one after the other."""

T = TypeVar("T")

_DAYS = re.compile(r"([+-]?\d{1,4})\s*(?:(?:d(?:ays?)?)?|(?P<weeks>w(?:eeks?)?))", re.ASCII | re.IGNORECASE)
_AMOUNT = re.compile(r"(?P<number>\d{1,12}(?:\.\d{1,4})?)(?:\s*(?P<currency>[A-Za-z]{3}))?", re.ASCII)
_SIGNS = {"$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY"}
_WEEK = 7
_MISSING = "without segments no order can be placed: `zendesk-bridge init` writes a file to begin with"


def _listed(value: Any) -> Any:
    """Return one value as a list of it: ``language: de`` is ``language: [de]``."""
    return (value,) if isinstance(value, str) else value


def _not_empty(value: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse an empty list; once its values are right, for older pydantic counts wrong ones as none."""
    if not value:
        raise wrong("must hold at least 1", quote=False)
    return value


def _one_or_more(schema: dict[str, Any]) -> None:
    """Let a schema of lists take one value without brackets as well."""
    items = schema.pop("items")
    for key in ("type", "minItems", "minLength"):
        schema.pop(key, None)
    schema["anyOf"] = [items, {"type": "array", "items": items, "minItems": 1}]


def _several(description: str, *examples: object) -> Any:
    """Return what stands under a condition that may have several values; None where it is not asked for."""
    return Field(default=(), description=description, examples=list(examples))


def _whole_days(value: Any) -> Any:
    """Return a number of whole days; ``2w`` is 14, and what lies in the past is below 0."""
    if not isinstance(value, str):
        return value
    found = _DAYS.fullmatch(value.strip())
    if not found:
        raise wrong("is not a number of days", fix="write a whole number of days, such as 14d")
    return int(found[1]) * (_WEEK if found["weeks"] else 1)


def _amount(value: Any) -> Any:
    """Return an amount of money: ``500``, or ``500 USD``."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if found := _AMOUNT.fullmatch(text):
        return Amount(Decimal(found["number"]), (found["currency"] or "").upper())
    raise wrong("is not an amount", fix=_instead(text))


def _instead(text: str) -> str:
    digits = re.sub(r"[^\d.]", "", text.replace(",", ""))
    currency = next((code for sign, code in _SIGNS.items() if sign in text), "")
    if digits and currency:
        return f"write {digits} {currency}"
    return "write a number with a point and no other sign, such as 500 or 499.90 USD"


def _country(text: str) -> str:
    code = text.strip().upper()
    if code == "UK":
        raise wrong("is not how the country is written here", fix="write GB")
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise wrong("is not a country", fix="write its two letters, such as DE, FR or US")
    return code


Several = Annotated[
    tuple[T, ...], BeforeValidator(_listed), AfterValidator(_not_empty), Field(json_schema_extra=_one_or_more)
]
WholeDays = Annotated[
    int,
    BeforeValidator(_whole_days),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^[+-]?[0-9]+ ?[dwDW]"}]}),
]
Money = Annotated[
    Amount,
    BeforeValidator(_amount),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[0-9.]+ ?[A-Za-z]{3}$"}]}),
]
Country = Annotated[str, AfterValidator(_country), Field(json_schema_extra={"pattern": "^[A-Za-z]{2}$"})]


class DaysRange(Shape):
    """So many days at least, or at most, or both."""

    right_form: ClassVar[str] = "{at_least: 14d}, or {at_most: 7d}, or both"

    at_least: WholeDays | None = Field(default=None, description="So many days, or more", examples=["14d", "2w"])
    at_most: WholeDays | None = Field(default=None, description="So many days, or fewer", examples=["7d", "0d"])

    @model_validator(mode="after")
    def _some(self) -> DaysRange:
        if self.at_least is None and self.at_most is None:
            raise wrong("says neither at_least nor at_most", fix=f"write {self.right_form}", quote=False)
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise wrong("is less than at_least, so that no order meets it", fix="swap the two", at=("at_most",))
        return self


class WorthRange(Shape):
    """So much at least, or at most, or both; nothing is converted from one currency to another."""

    right_form: ClassVar[str] = "{at_least: 500}, or {at_least: [500 USD, 450 EUR]}"

    at_least: Several[Money] | None = Field(
        default=None,
        description="So much, or more; without a currency in any",
        examples=["500", ["500 USD", "450 EUR"]],
    )
    at_most: Several[Money] | None = Field(default=None, description="So much, or less", examples=["50"])

    @model_validator(mode="after")
    def _some(self) -> WorthRange:
        if self.at_least is None and self.at_most is None:
            raise wrong("says neither at_least nor at_most", fix=f"write {self.right_form}", quote=False)
        for name in ("at_least", "at_most"):
            currencies = [amount.currency for amount in getattr(self, name) or ()]
            if len(set(currencies)) < len(currencies):
                raise wrong("says two amounts of one currency", fix="keep one of them", at=(name,), quote=False)
        return self


class Conditions(Shape):
    """What must be true of a late item on an order, all of it at once."""

    right_form: ClassVar[str] = "when: {news: first, value: {at_least: 500}}"

    news: Several[News] = _several(
        "Why its customer is owed a word: first (never told), moved (what they were told holds no more), no_news (the "
        "day of the next update has come), back (late no more)",
        "first",
        ["moved", "no_news"],
    )
    notice: Several[NoticeKind] = _several(
        "Which notice of delay it is: first (of up to 30 days), first_long (of more, or without a date), renewed",
        "first_long",
    )
    dated: bool | None = Field(default=None, description="Whether a ship window may be told today", examples=[False])
    waited: DaysRange | None = Field(
        default=None, description="How many days ago it was ordered", examples=[{"at_least": "30d"}]
    )
    promised_in: DaysRange | None = Field(
        default=None,
        description="How many days from today is the ship-by date that the customer was given; below 0: it is over",
        examples=[{"at_most": "3d"}],
    )
    value: WorthRange | None = Field(
        default=None, description="What the whole order is worth", examples=[{"at_least": "500"}]
    )
    swap_in_stock: bool | None = Field(
        default=None,
        description="Whether the item offers a substitute of which the shop has as many as were ordered",
        examples=[True],
    )
    rest_ships: bool | None = Field(
        default=None,
        description="Whether the item offers a split and something else on the order is known to be in stock",
        examples=[True],
    )
    language: Several[LocaleName] = _several("The customer's language; de means every German", ["de", "fr"])
    market: Several[Market] = _several("Whose rules on notices of delay hold, as market: in your config", "us")
    country: Several[Country] = _several("Where it ships to, in two letters (ISO 3166)", ["DE", "AT"])
    tags: Several[Filled] = _several("One of these tags is on the order, or on its customer", ["vip"])
    sku: Several[Filled] = _several("The late item; * stands for any letters", ["CHAIR-*"])
    shop: Several[Filled] = _several("Where the order comes from: its feed, or the helpdesk that writes", ["shop-eu"])


class SegmentEntry(Shape):
    """One segment: orders of which all conditions are true, and that no segment above has taken."""

    right_form: ClassVar[str] = "- {key: vip, when: {tags: [vip]}, to: person}"

    key: Key = Field(description="Unique; plans and reports call it so", examples=["vip"])
    when: Conditions | None = Field(
        default=None, description="Its conditions, all of which must be true; the last segment has none"
    )
    template: Key | None = Field(
        default=None,
        description="The key of a macro with per: order, which its customers get",
        examples=["order-first"],
    )
    to: Literal["person"] | None = Field(
        default=None, description="person: no mail is sent, somebody writes to these customers", examples=["person"]
    )
    why: str = Field(default="", description="A remark for whoever reads the plan")

    @model_validator(mode="after")
    def _one_of_two(self) -> SegmentEntry:
        if self.template and self.to:
            raise wrong("has both template: and to: person", fix="keep one of the two", quote=False)
        if not self.template and not self.to:
            raise wrong(
                "says neither what its customers get nor who writes to them",
                fix="add template: order-first, or to: person",
                quote=False,
            )
        return self


class SegmentsFile(Shape):
    """All segments. An order lands in the first one whose conditions are all true of one of its late items."""

    right_form: ClassVar[str] = "segments: and below it - key: ..., when: ..., template: ..."
    if_empty: ClassVar[str] = "write segments: and below it - {key: everyone, to: person}"

    segments: tuple[SegmentEntry, ...] = Field(
        max_length=MOST, description="From the first to the last, which takes every order that is left"
    )


def segments_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file of segments."""
    return document.json_schema(SegmentsFile, "zendesk-bridge: segments")


@dataclass(frozen=True, slots=True)
class SegmentsReading:
    """What the file says, and what in it may not be meant so: segments in which no order can land.

    ``file`` is where it stands.
    """

    segments: Segments
    file: Place
    doubts: tuple[Problem, ...] = ()


def read_segments(folder: Path) -> SegmentsReading:
    """Read the file of segments in a folder of macros. Raises InvalidInput with everything that is wrong with it."""
    path = folder / SEGMENTS_FILE
    file = document.printable(str(path))
    return segments_in(document.decode(read_file(path, LARGEST, _MISSING), file), file)


def has_segments(folder: Path) -> bool:
    """Tell whether a folder of macros has a file of segments."""
    return (folder / SEGMENTS_FILE).is_file()


def segments_in(text: str, file: str) -> SegmentsReading:
    """Return the segments of a text, as if it stood in a file of this name. Raises InvalidInput."""
    found = document.load(text, file, SegmentsFile)
    segments = tuple(_segment(found, index) for index in range(len(found.value.segments)))
    place = Place(file, 1)
    if problems := list(wrong_with(segments, place)):
        raise InvalidInput(problems)
    return SegmentsReading(segments, place, (*unreachable(segments), *mute_on_back(segments)))


def _segment(source: Document[SegmentsFile], index: int) -> Segment:
    entry = source.value.segments[index]
    when = tuple(_criteria(entry.when)) if entry.when else ()
    return Segment(entry.key, when, entry.template, entry.why.strip(), source.place("segments", index, "key"))


def _criteria(when: Conditions) -> Iterator[Criterion]:
    for name in CriterionName:
        value = getattr(when, name)
        if value is not None and value != ():
            yield _KINDS[type(value)](name, value)


_KINDS: dict[type, Callable[[CriterionName, Any], Criterion]] = {
    tuple: lambda name, values: OneOf(name, tuple(dict.fromkeys(map(str, values)))),
    bool: YesNo,
    DaysRange: lambda name, days: DaysBetween(name, days.at_least, days.at_most),
    WorthRange: lambda name, worth: OrderWorth(name, worth.at_least or (), worth.at_most or ()),
}
"""What a condition becomes, by what stands under it."""
