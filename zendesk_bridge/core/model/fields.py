"""Our ticket fields: what triage fills and per-ticket macros read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FieldKey(StrEnum):
    """The ticket fields that triage fills and per-ticket macros read.

    Besides those that are listed there is one for each per-ticket macro on a helpdesk whose replies cannot decide
    anything by themselves: ``FieldKey.reply("delay-update")`` holds all that depends on the facts.
    """

    ITEMS = "items"
    SHIP_WINDOW = "ship_window"
    OPTIONS = "options"
    NEXT_UPDATE = "next_update"
    MESSAGE = "message"
    DELAY = "delay"
    CHOICES = "choices"
    FOLLOW_UP = "follow_up"
    BACK_IN_STOCK = "back_in_stock"
    LANGUAGE = "language"
    GREETING = "greeting"

    @classmethod
    def reply(cls, macro: str) -> FieldKey:
        """Return the field that holds the reply of the macro with this key."""
        return cls(_REPLY + macro)

    @property
    def macro(self) -> str:
        """The key of the macro whose reply this field holds, or ""."""
        return self.removeprefix(_REPLY) if self.startswith(_REPLY) else ""

    @classmethod
    def _missing_(cls, value: object) -> FieldKey | None:
        """Make the field of a macro's reply."""
        if not isinstance(value, str) or not _REPLY_KEY.fullmatch(value):
            return None
        made = str.__new__(cls, value)
        made._name_, made._value_ = value, value
        return made


_REPLY = "reply:"
_REPLY_KEY = re.compile(_REPLY + "[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A ticket field as we want it: ``long`` is a paragraph, else one line."""

    key: FieldKey
    title: str
    description: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class RemoteField:
    """A ticket field as the helpdesk holds it. ``name`` is what placeholders and writes refer to.

    ``type`` is the helpdesk's own word. ``long`` is True for a paragraph, False for one line, and None for a field that
    holds no free text. ``editable`` says whether agents may change its value, None where the helpdesk does not tell.
    """

    id: int
    name: str
    title: str
    type: str
    active: bool = True
    long: bool | None = None
    editable: bool | None = None


Fields = Mapping[FieldKey, RemoteField]
