"""Backorders as an admin writes them, checked one by one and against each other; the form is told by no file type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator

from zendesk_bridge.core import document, match
from zendesk_bridge.core.document import Document, IsoDate, LocaleName, Node, Problems, Shape, wrong
from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.model import Backorder, Cancel, LocalText, Option, ShipWindow, Split, Swap, Wait

# Control characters, and direction overrides: these make "ships 5 May" read backwards in an agent's composer.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PLACEHOLDER = re.compile(r"\{\{|\{%|\}\}")


def _fact(text: str) -> str:
    """Return one line of text that can stand in a reply as it is."""
    text = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
    invisible = _INVISIBLE.search(text)
    if invisible:
        raise wrong(f"holds the invisible character U+{ord(invisible[0]):04X}", fix="remove it", quote=False)
    placeholder = _PLACEHOLDER.search(text)
    if placeholder:
        raise wrong(f"holds {placeholder[0]}, which a helpdesk would read as a placeholder", fix="write plain text")
    return text


def _filled_fact(text: str) -> str:
    fact = _fact(text)
    if not fact:
        raise wrong("is empty", quote=False)
    return fact


Fact = Annotated[str, AfterValidator(_filled_fact), Field(json_schema_extra={"type": ["string", "number"]})]
OptionalFact = Annotated[str, AfterValidator(_fact)]


# --- the shapes -------------------------------------------------------------------------------------------


class Window(Shape):
    """First and last ship date: when it ships, not when it arrives."""

    first: IsoDate = Field(alias="from", description="First ship date", examples=["2026-12-01"])
    last: IsoDate = Field(alias="to", description="Last ship date", examples=["2026-12-05"])

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.last < self.first:
            raise wrong(f"is before from, {self.first}", fix="swap the two, or correct one", at=("to",))
        return self


class SwapTo(Shape):
    """The item that the customer may take instead."""

    sku: Fact = Field(description="Its SKU", examples=["WID-14"])
    name: Fact = Field(description="Its name, as customers know it", examples=["Green Widget 12 oz"])


class SwapOption(Shape):
    """The customer may take another item instead."""

    swap: SwapTo = Field(description="The other item")


class LocalFact(Shape):
    """Name and reason in one more language; what is left out is as in the main one."""

    name: OptionalFact = Field(default="", description="The item's name in this language")
    reason: OptionalFact = Field(default="", description="Why it is late, in this language")


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


def _bare_swap(value: Any) -> Any:
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

    sku: Fact = Field(description="The item's SKU, as in the shop", examples=["WID-12"])
    name: Fact = Field(description="The item's name, as customers know it", examples=["Blue Widget 12 oz"])
    aliases: tuple[Fact, ...] = Field(
        default=(), description="What else customers call it", examples=[["blue widget", "BW12"]]
    )
    ship_window: AnyWindow = Field(
        description="First and last ship date, one date, or unknown; with unknown, the reason says why",
        examples=[{"from": "2026-12-01", "to": "2026-12-05"}, "2026-12-05", "unknown"],
    )
    promised_by: IsoDate | None = Field(
        default=None, description="The ship-by date that customers were given when they ordered"
    )
    reason: OptionalFact = Field(
        default="",
        description="Why it is late, to stand inside a sentence",
        examples=["the supplier's shipment is two weeks late"],
    )
    options: tuple[AnyOption, ...] = Field(
        default=(),
        description="What the customer may do: wait, split, cancel, swap: {sku, name}",
        examples=[["wait", {"swap": {"sku": "WID-14", "name": "Green Widget 12 oz"}}, "split", "cancel"]],
    )
    next_update: IsoDate | None = Field(default=None, description="When customers hear from you again")
    match: Literal["normal", "exact"] = Field(
        default="normal", description="exact: the SKU counts only as it is written here, letter for letter"
    )
    also: tuple[Fact, ...] = Field(
        default=(), description="More writings that count, however short or common they are", examples=[["B12"]]
    )
    cancelled_by: tuple[Fact, ...] = Field(
        default=(),
        alias="not",
        description="Phrases which, standing near a mention, say that this item is not meant",
        examples=[["vitamin B12", "blue widget stickers"]],
    )
    locales: dict[LocaleName, LocalFact] = Field(
        default_factory=dict,
        description="Name and reason in more languages",
        examples=[{"de": {"name": "Blaues Widget"}}],
    )

    @model_validator(mode="after")
    def _says_why(self) -> BackorderEntry:
        if self.ship_window == "unknown" and not self.reason:
            raise wrong("is unknown, and no reason is given", fix="add reason: why", at=("ship_window",), quote=False)
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


def backorders_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file of backorders."""
    return document.json_schema(BackordersFile, "zendesk-bridge: backorders")


# --- from shapes to nouns -----------------------------------------------------------------------------------


def read_entries(nodes: Iterable[Node], dates: str | None = None) -> tuple[tuple[Backorder, ...], list[Problem]]:
    """Return the items that are right, and all that is wrong with and between them.

    ``dates`` is the strptime pattern of the dates in it, None for YYYY-MM-DD.
    """
    problems = Problems()
    documents: list[Document[BackorderEntry]] = []
    for node in nodes:
        with problems.collecting():
            documents.append(document.validate(node, BackorderEntry, context={"dates": dates}))
    problems.extend(_twice(documents))
    problems.extend(_ambiguous(documents))
    return tuple(_backorder(entry) for entry in documents), problems.found


def _twice(documents: list[Document[BackorderEntry]]) -> Iterator[Problem]:
    seen: dict[str, Document[BackorderEntry]] = {}
    for entry in documents:
        first = seen.setdefault(entry.value.sku.casefold(), entry)
        if first is not entry:
            yield Problem(
                entry.place("sku"),
                f"the SKU '{entry.value.sku}' is listed twice",
                f"the first is at {first.place('sku')}",
            )


def _ambiguous(documents: list[Document[BackorderEntry]]) -> Iterator[Problem]:
    """Find terms that mean another item, too: triage could not tell which of the two a customer writes about.

    Two SKUs such as A-1 and A1 are left to ``check``, which warns: they can be told apart where they are written so.
    """
    once = {entry.value.sku.casefold(): entry for entry in reversed(documents)}  # the others are told by _twice
    entries = {entry.value.sku: entry for entry in reversed(once.values())}
    for found in match.collisions(_backorder(entry) for entry in entries.values()):
        if not found.tellable:
            yield found.problem(
                _term_place(entries[found.item.sku], found.reason, found.term),
                _term_place(entries[found.other.sku], found.other_reason, found.other_term),
            )


def _term_place(entry: Document[BackorderEntry], reason: match.Reason, term: str) -> Place:
    item = entry.value
    for name, terms in (("aliases", item.aliases), ("also", item.also)):
        if reason not in {"sku", "name"} and term in terms:
            return entry.place(name, terms.index(term))
    if reason == "sku" or term == item.name:
        return entry.place(reason)
    named = (entry.place("locales", locale, "name") for locale, text in item.locales.items() if text.name == term)
    return next(named, entry.place())


def _backorder(entry: Document[BackorderEntry]) -> Backorder:
    item = entry.value
    return Backorder(
        sku=item.sku,
        name=item.name,
        aliases=item.aliases,
        ship_window=_ship_window(item.ship_window),
        promised_by=item.promised_by,
        reason=item.reason,
        options=tuple(_option(option) for option in item.options),
        next_update=item.next_update,
        match=item.match,
        also=item.also,
        cancelled_by=item.cancelled_by,
        locales=tuple(sorted((locale, LocalText(text.name, text.reason)) for locale, text in item.locales.items())),
        place=entry.place(),
    )


def _ship_window(window: Window | date | Literal["unknown"]) -> ShipWindow | None:
    match window:
        case Window():
            return ShipWindow(window.first, window.last)
        case date():
            return ShipWindow(window, window)
        case _:
            return None


def _option(option: SwapOption | Literal["wait", "split", "cancel"]) -> Option:
    match option:
        case SwapOption(swap=other):
            return Swap(other.sku, other.name)
        case "wait":
            return Wait()
        case "split":
            return Split()
        case _:
            return Cancel()
