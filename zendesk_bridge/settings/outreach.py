"""Outreach: whether customers are written to at all, how many an hour, when, and where they choose."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator, model_validator

from zendesk_bridge.core.document import Shape, wrong
from zendesk_bridge.core.hours import Hours
from zendesk_bridge.settings.kinds import Count, address

_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(?:-|\u2013|to)\s*(\d{1,2})(?::(\d{2}))?", re.ASCII)
_HOUR = 60  # minutes
_DAY = 24 * _HOUR


def _hours(value: Any) -> Any:
    """Return from when to when customers are written to."""
    if not isinstance(value, str):
        return value
    found = _HOURS.fullmatch(value.strip())
    first, first_minute, last, last_minute = (int(part or 0) for part in found.groups()) if found else (0, 60, 0, 60)
    opens, closes = first * 60 + first_minute, last * 60 + last_minute
    if max(first_minute, last_minute) >= _HOUR or max(opens, closes) > _DAY:
        raise wrong(
            "are no hours of a day", fix="write from when to when, such as 9:00-20:00, or 0:00-24:00 for always"
        )
    if opens >= closes:
        fix = "the day begins at 0:00: write the earlier hour first, such as 9:00-20:00"
        raise wrong("end before they begin", fix=fix)
    return Hours(opens, closes)


DayHours = Annotated[
    Hours,
    BeforeValidator(_hours),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}(:[0-9]{2})?\\s*(-|\u2013|to)\\s*[0-9]"}),
]


class OutreachSettings(Shape):
    """Messages about late orders, to customers who have not asked yet. Nothing is sent before ``send`` says so."""

    right_form: ClassVar[str] = "outreach: {send: true}"

    send: bool = Field(
        default=False,
        description="Whether customers are written to at all; a plan can be made, looked at and exported without it",
    )
    approvals: Annotated[int, Field(ge=1, le=9)] = Field(
        default=1, description="How many different people must approve a plan before it is sent or exported"
    )
    hours: DayHours = Field(
        default=Hours(),
        validate_default=True,
        description="From when to when customers are written to, by the clocks of the country that the order ships to",
        examples=["9:00-20:00"],
    )
    per_hour: Count = Field(
        default=200,
        description="At most this many messages an hour through each helpdesk, so that your team can answer those who "
        "answer; the rest waits for the next runs",
    )
    open_ticket: Literal["draft", "send"] = Field(
        default="draft",
        description="Where a customer has an open ticket about the item: draft leaves the message there as a private "
        "note for an agent, send sends it as a reply",
    )
    link: str = Field(
        default="",
        description="Where customers reach the choice page that `zendesk-bridge serve` shows; without it they are "
        "asked to reply to the message",
        examples=["https://orders.example.com"],
    )
    link_days: Annotated[int, Field(ge=1, le=365)] = Field(
        default=60, description="For how many days the link in a message can be used"
    )

    @field_validator("link")
    @classmethod
    def _reached(cls, link: str) -> str:
        if not link:
            return link
        parts = address(link, "write https://... and the address under which customers reach the choice page")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise wrong("holds more than the address", fix=f"write {parts.scheme}://{parts.hostname}{parts.path}")
        return link.rstrip("/")

    @model_validator(mode="after")
    def _no_idle_days(self) -> OutreachSettings:
        if "link_days" in self.model_fields_set and not self.link:
            fix = "say where the choice page is reached, link: https://..., or take link_days away"
            raise wrong("does nothing, for no message has a link", fix=fix, at=("link_days",), quote=False)
        return self
