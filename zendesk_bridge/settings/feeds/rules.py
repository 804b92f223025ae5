"""Which rows of a source count, and what stands where a cell is empty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema

from zendesk_bridge.core.conditions import CellCondition, condition
from zendesk_bridge.core.document import Filled, IsoDate, Rhythm, Shape, wrong

_AHEAD = re.compile(r"\+\s*(\d{1,3})\s*(?:(?:d(?:ays?)?)?|(?P<weeks>w(?:eeks?)?))", re.ASCII | re.IGNORECASE)
_MOST_AHEAD = 120  # days, as for a rhythm: who waits longer for a word asks for it
_OPTIONS = ("wait", "split", "cancel")


def _condition(value: Any) -> CellCondition:
    if isinstance(value, CellCondition):
        return value
    if isinstance(value, dict):
        fix = 'write open, "> 0", "not SAMPLE*" or [A, B]'
        raise wrong("must be one text, or a list of texts", fix=fix, quote=False)
    try:
        return condition(value)
    except ValueError as error:
        says, fix = error.args
        raise wrong(says, fix=fix) from None


def _frozen(where: Mapping[str, CellCondition]) -> Mapping[str, CellCondition]:
    return MappingProxyType(dict(where))


def _ahead(value: Any) -> Any:
    """Return the span of ``+7d``; anything else is left to be a day."""
    if not isinstance(value, str) or not value.strip().startswith("+"):
        return value
    found = _AHEAD.fullmatch(value.strip())
    days = int(found[1]) * (7 if found["weeks"] else 1) if found else 0
    if not 0 < days <= _MOST_AHEAD:
        raise wrong("is no span of whole days", fix=f"write +7d; {_MOST_AHEAD} days are the most")
    return timedelta(days=days)


_texts = {"type": ["string", "number", "boolean", "null"]}
_conditions = {
    "type": "object",
    "additionalProperties": {"anyOf": [_texts, {"type": "array", "items": {"type": ["string", "number", "boolean"]}}]},
}
AnyCondition = Annotated[CellCondition, PlainValidator(_condition)]
Where = Annotated[Mapping[Filled, AnyCondition], AfterValidator(_frozen), WithJsonSchema(_conditions)]
NextUpdate = Annotated[
    timedelta | IsoDate,
    BeforeValidator(_ahead),
    WithJsonSchema({"type": "string", "pattern": r"^(\+ ?[0-9]+ ?[dwDW]?[a-z]*|\d{4}-\d{2}-\d{2})$"}),
]


def no_conditions() -> Mapping[Any, CellCondition]:
    """Return no condition: every row counts."""
    return MappingProxyType({})


class DefaultFacts(Shape):
    """What stands where a cell of a late item is empty, or no column is."""

    right_form: ClassVar[str] = "defaults: {options: [wait, cancel], next_update: +7d}"

    reason: Filled | None = Field(
        default=None,
        description="Why it is late, to stand inside a sentence",
        examples=["the supplier's shipment is late"],
    )
    options: tuple[Literal["wait", "split", "cancel"], ...] = Field(
        default=(), description="What the customer may do", examples=[["wait", "cancel"]]
    )
    next_update: NextUpdate | None = Field(
        default=None,
        description="When customers hear again: a day, or so many days after the item was first read so. It stands "
        "until it has come, or until the item's facts change",
        examples=["+7d"],
    )
    every: Rhythm | None = Field(default=None, description="How often they hear from then on", examples=["7d"])

    @property
    def cells(self) -> Mapping[str, str | tuple[str, ...]]:
        """What stands in the place of empty cells, but for a next update that is counted from a day."""
        day = self.next_update if isinstance(self.next_update, date) else None
        every = f"{self.every.days}d" if self.every else None
        found = {"reason": self.reason, "options": self.options, "next_update": day, "every": every}
        return {name: value if isinstance(value, tuple) else str(value) for name, value in found.items() if value}

    @property
    def hears_after(self) -> timedelta | None:
        """So long after an item was first read so its customers hear again."""
        return self.next_update if isinstance(self.next_update, timedelta) else None
