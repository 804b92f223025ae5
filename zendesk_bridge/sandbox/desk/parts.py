"""What the desk's pages are made of, whichever face they show."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from zendesk_bridge.sandbox.context import Context
from zendesk_bridge.sandbox.records import StoredTicket, User

NEXT_UPDATE, SHIP_WINDOW = "Backorder next update", "Backorder ship window"
"""The ticket fields in which the bridge names the day of the next update and the window, in the customer's language."""
OURS = "Backorder "
"""How the titles of the bridge's ticket fields begin."""
_MARKER = re.compile(r"\s*\[zb-[0-9a-f]+(?:-[0-9a-f]+)+\]")


class DeskError(Exception):
    """The desk answers with a readable page: the status, and one sentence that says what is wrong."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


@dataclass(frozen=True, slots=True)
class DeskMessage:
    """One message of a conversation; ``html`` is as it was stored, not yet safe to show."""

    author: str
    by_agent: bool
    public: bool
    html: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Field:
    """One of the account's own fields on a ticket; ``value`` is in words, empty when not set.

    ``placeholder`` is what stands between the braces of a reply that tells the value.
    """

    label: str
    placeholder: str
    value: str


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A macro or canned response as the menu lists it; ``path`` is its folders and, last, its own name.

    ``text`` is its reply as it is kept, ``takes_off`` are the tags it removes, ``ours`` says that the bridge made it.
    """

    id: int
    path: tuple[str, ...]
    text: str = ""
    takes_off: frozenset[str] = frozenset()
    ours: bool = False


@dataclass(frozen=True, slots=True)
class SharedView:
    """A list of tickets that the helpdesk itself keeps: how many there are, and some of them from an offset on."""

    title: str
    number: Callable[[], int]
    tickets: Callable[[int, int], list[StoredTicket]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the composer holds. ``also`` names what else the macro sets when the reply is submitted."""

    status: str
    tags: tuple[str, ...]
    html: str = ""
    text: str = ""
    public: bool = True
    macro: int | None = None
    macro_title: str = ""
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What an agent submits; no ``html`` means that only status and tags change, a ``status`` of None that it stays."""

    html: str
    public: bool
    status: str | None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    macro: int | None = None


@dataclass(slots=True)
class MenuFolder:
    """One level of the macro menu."""

    folders: dict[str, MenuFolder] = field(default_factory=dict)
    macros: list[tuple[str, int]] = field(default_factory=list)

    @classmethod
    def of(cls, macros: Sequence[MenuEntry]) -> MenuFolder:
        """Return the menu's tree: folders and names in alphabetical order."""
        root = cls()
        for macro in sorted(macros, key=lambda one: [part.casefold() for part in one.path]):
            place = root
            for name in macro.path[:-1]:
                place = place.folders.setdefault(name, cls())
            place.macros.append((macro.path[-1], macro.id))
        return root


class Side(Protocol):
    """One face as the agent's page sees it; every method raises ``DeskError`` when the helpdesk would refuse."""

    name: str
    macro_word: str
    """What this helpdesk calls its prepared replies, in the plural."""
    statuses: Sequence[tuple[str, str]]
    """The statuses a reply may be submitted with: value and label."""
    tag_separator: str

    def __init__(self, box: Context, agent: User) -> None: ...

    def status(self, ticket: StoredTicket) -> tuple[str, str]:
        """Return the ticket's status: value and label."""

    def closed(self, ticket: StoredTicket, /) -> bool:
        """Say whether the ticket takes no more messages."""

    def macros(self) -> list[MenuEntry]:
        """Return what the agent may use."""

    def fill(self, ticket: StoredTicket, macro_id: int) -> Draft:
        """Return the composer after applying a macro; nothing is written."""

    def messages(self, ticket: StoredTicket) -> list[DeskMessage]:
        """Return the conversation, oldest first."""

    def fields(self, ticket: StoredTicket) -> list[Field]:
        """Return the account's own fields."""

    def views(self) -> Mapping[str, SharedView]:
        """Return the lists that the agent may use, by a name for the desk's addresses."""

    def promise(self) -> str | None:
        """Return the key of the field ``NEXT_UPDATE`` among a ticket's fields; None while there is no such field."""

    def send(self, ticket: StoredTicket, reply: Reply) -> None:
        """Carry out a reply, all of it or nothing."""

    def assign(self, ticket: StoredTicket, agent: int | None) -> None:
        """Give the ticket to an agent, or to nobody."""


def is_ours(text: str) -> bool:
    """Say whether the bridge's marker stands in a text."""
    return _MARKER.search(text) is not None


def unmarked(title: str) -> str:
    """Return a title without the bridge's marker, which tells an agent nothing."""
    return _MARKER.sub("", title)


def shown_value(value: object) -> str:
    """Return a field's value in words; an unset one is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
