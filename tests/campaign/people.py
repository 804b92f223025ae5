"""Customers and agents: what stands on each ticket by their will, and what the bridge must therefore do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from shop import NAMES
from world import Desk

TAG, MOVED, RESOLVED = "backorder", "backorder_window_moved", "backorder_resolved"
DUE = "backorder_followup_due"
OURS = {TAG, MOVED, DUE, RESOLVED}
Window = tuple[date | None, date]

_PEOPLE = (
    ("Alex Morgan", "en-US"), ("Jürgen Müller", "de"), ("Élise Petit", "fr"), ("Ana Gil", "es"), ("Jo Day", "en-US"),
)  # fmt: skip
_ASKING = {"en": "Where is my {}?", "de": "Wo bleibt {}?", "fr": "Où est {} ?", "es": "¿Dónde está {}?"}
_TALK = {
    "en": ("Please send an invoice for my teapot.", "Any news?"),
    "de": ("Bitte um eine Rechnung.", "Gibt es etwas Neues?"),
    "fr": ("Merci de m'envoyer une facture.", "Des nouvelles ?"),
    "es": ("Necesito una factura.", "¿Hay novedades?"),
}  # fmt: skip


def sku_tag(sku: str) -> str:
    """Return the tag of an item."""
    return "backorder_" + sku.lower().replace("-", "_")


SKU_OF = {sku_tag(sku): sku for sku in NAMES}


@dataclass
class Ticket:
    """One ticket: people's part of it, and what we know that it was told.

    ``off`` holds items whose tag an agent took off: True when the bridge must know of it, False when it may.
    ``maybe_told`` are the windows that any run may have put on the ticket; ``surely_told`` what a calm run put there.
    ``promised`` are the windows that agents told the customer in public replies, the last one last; ``bound`` the items
    of which nothing has come since that would make the last one void.
    """

    id: int
    desk: str
    locale: str
    texts: list[tuple[str, frozenset[str]]]
    status: str = "open"
    own_tags: set[str] = field(default_factory=set)
    off: dict[str, bool] = field(default_factory=dict)
    general_off: bool = False
    general_known: bool = False
    general_about: frozenset[str] = frozenset()
    words: dict[str, str] = field(default_factory=dict)
    words_known: bool = True
    maybe_told: dict[str, set[Window | None]] = field(default_factory=dict)
    surely_told: dict[str, Window | None] = field(default_factory=dict)
    promised: dict[str, list[Window]] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    resolved_due: bool = False
    wiped: bool = False
    ever_told: set[str] = field(default_factory=set)

    @property
    def mentioned(self) -> set[str]:
        """Every item that the customer named."""
        return {sku for _, skus in self.texts for sku in skus}

    @property
    def is_open(self) -> bool:
        """Whether the bridge may write to it."""
        return self.status not in ("solved", "closed")

    def __str__(self) -> str:
        """Return it in a word."""
        return f"{self.desk} #{self.id}"


def sentence(rng: Random, locale: str, skus: Iterable[str]) -> str:
    """Return what a customer writes who asks for these items."""
    language = locale[:2]
    if not (named := list(skus)):
        return rng.choice(_TALK[language])
    words = 2 if language == "en" else 1  # the aliases are English
    said = [rng.choice((sku, *NAMES[sku][:words])) for sku in named]
    return " ".join(_ASKING[language].format(word) for word in said)


def opens(rng: Random, desk: Desk, skus: frozenset[str], tags: Iterable[str] = ()) -> Ticket:
    """Let a customer open a ticket."""
    name, locale = rng.choice(_PEOPLE)
    text = sentence(rng, locale, sorted(skus))
    number = create(desk, name, locale, text, tags)
    return Ticket(number, desk.name, locale, [(text, skus)], own_tags=set(tags))


def create(desk: Desk, name: str, locale: str, text: str, tags: Iterable[str] = (), status: str = "open") -> int:
    """Create a ticket."""
    mailbox = f"{locale}.{name.partition(' ')[0].encode('ascii', 'ignore').decode()}".lower()
    requester = {"email": f"{mailbox}@example.com", "name": name, "locale": locale}
    row = {"subject": "My order", "description": text, "requester": requester, "status": status, "tags": list(tags)}
    return int(desk.admin("tickets", [row])["ids"][0])


def person(locale: str) -> str:
    """Return the name of the first person who speaks this."""
    return next(name for name, spoken in _PEOPLE if spoken == locale)


def comments(rng: Random, desk: Desk, ticket: Ticket, skus: frozenset[str]) -> str:
    """Let the customer answer; most solved tickets open again by it."""
    text = sentence(rng, ticket.locale, sorted(skus))
    desk.admin(f"tickets/{ticket.id}/comments", {"author": "customer", "body": text, "public": True})
    ticket.texts.append((text, skus))
    if (
        ticket.status in ("solved", "pending") and rng.random() < 0.7
    ):  # most helpdesks do; where not, an agent may later
        ticket.status = "open"
        desk.admin(f"tickets/{ticket.id}", {"status": "open"}, "PATCH")
    return text


def promises(desk: Desk, ticket: Ticket, sku: str, window: Window) -> str:
    """Let an agent tell the customer when an item ships."""
    first, last = window
    days = f"between {_day(first)} and {_day(last)}" if first and first != last else f"by {_day(last)}"
    text = f"Hi, I am sorry for the delay. Your {NAMES[sku][0]} ships {days}."
    desk.admin(f"tickets/{ticket.id}/comments", {"author": "agent", "body": text, "public": True})
    told = window if first != last else (None, last)
    ticket.promised.setdefault(sku, []).append(told)
    ticket.bound.add(sku)
    return text


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def agrees(told: Window, window: Window | None) -> bool:
    """Tell whether what a customer was told is this window: its end alone is enough."""
    return window is not None and told[1] == window[1] and told[0] in {None, window[0]}


@dataclass(frozen=True)
class Look:
    """A ticket as the helpdesk shows it."""

    tags: frozenset[str]
    fields: Mapping[str, str]
    status: str
    notes: tuple[str, ...] = ()

    @property
    def skus(self) -> frozenset[str]:
        """The items whose tag it has."""
        return frozenset(SKU_OF[tag] for tag in self.tags if tag in SKU_OF)

    @property
    def ours(self) -> frozenset[str]:
        """Every tag that the bridge alone sets."""
        return frozenset(tag for tag in self.tags if tag in OURS or tag in SKU_OF)


_FRESHDESK_STATUS = {2: "open", 3: "pending", 4: "solved", 5: "closed"}


def look(desk: Desk, number: int, *, notes: bool = False) -> Look:
    """Read a ticket."""
    if desk.face == "zendesk":
        titles = field_titles(desk)
        row = desk.get(f"/api/v2/tickets/{number}.json")["ticket"]
        values = {titles.get(str(item["id"]), "?"): item["value"] for item in row["custom_fields"]}
        rows = desk.get(f"/api/v2/tickets/{number}/comments.json")["comments"] if notes else ()
        private = tuple(item["body"] for item in rows if not item["public"])
        status = row["status"]
    else:
        titles = field_titles(desk)
        row = desk.get(f"/api/v2/tickets/{number}")
        values = {titles.get(name, "?"): value for name, value in row["custom_fields"].items()}
        rows = desk.get(f"/api/v2/tickets/{number}/conversations?per_page=100") if notes else ()
        private = tuple(item["body_text"] for item in rows if item["private"])
        status = _FRESHDESK_STATUS[row["status"]]
    ours = {title: value or "" for title, value in values.items() if title.lower().startswith("backorder")}
    return Look(frozenset(row["tags"]), ours, status, private)


def field_titles(desk: Desk) -> dict[str, str]:
    """Return the titles of ticket fields by their id or name, kept once ours are there."""
    if not any(title.startswith("Backorder") for title in desk.titles.values()):
        if desk.face == "zendesk":
            rows = desk.get("/api/v2/ticket_fields.json")["ticket_fields"]
            desk.titles = {str(row["id"]): row["title"] for row in rows}
        else:
            desk.titles = {row["name"]: row["label"] for row in desk.get("/api/v2/ticket_fields")}
    return desk.titles


def write_field(desk: Desk, number: int, title: str, text: str) -> None:
    """Let an agent write into a ticket field."""
    name = next(name for name, known in field_titles(desk).items() if known == title)
    if desk.face == "zendesk":
        body: Any = {"ticket": {"custom_fields": [{"id": int(name), "value": text}]}}
        desk.call("PUT", f"/api/v2/tickets/{number}.json", body)
    else:
        desk.call("PUT", f"/api/v2/tickets/{number}", {"custom_fields": {name: text}})
