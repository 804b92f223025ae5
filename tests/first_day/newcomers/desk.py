"""What a newcomer has before them when the slip happens: good files, a good environment, a command to type.

A :class:`Mistake` is one slip: what differs from all that, which command is run, and what its message must say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

CONFIG = "config.yaml"
FACTS = "macros/backorders.yaml"
MACRO = "macros/delay-update.yaml"
TABLE = "late.csv"

Folder = dict[str, bytes]
"""Each file by its name; a name that ends in a slash is a folder."""

Edit = Callable[[Folder], None]

GOOD: Mapping[str, str] = {
    CONFIG: """\
helpdesks:
  shop:
    type: zendesk
    url: https://acme.zendesk.com
    auth: {client_id: zendesk_bridge, client_secret: "${ZENDESK_CLIENT_SECRET}"}
  shop-eu:
    type: freshdesk
    url: https://acme.freshdesk.com
    auth: {api_key: "${FRESHDESK_API_KEY}"}
macros: macros
backorders:
  - {type: file, path: macros/backorders.yaml}
state: sqlite:///zendesk-bridge.db
timezone: America/New_York
locale: en_US
""",
    FACTS: """\
backorders:
  - sku: WID-12
    name: Blue Widget 16 oz
    aliases: [blue widget, BW12]
    ship_window: {from: 2026-12-10, to: 2026-12-14}
    promised_by: 2026-11-20
    reason: the supplier's shipment is two weeks late
    options: [wait, cancel]
    next_update: 2026-12-04
""",
    MACRO: """\
key: delay-update
title: "Backorder::Delay update"
per: ticket
helpdesks: [all]
reply: |
  Hi {{ customer.first_name }},

  {{ backorder.delay }}

  Shipping from our warehouse: **{{ backorder.ship_window }}**

  {{ backorder.choices }} {{ backorder.follow_up }}
actions: {add_tags: [backorder_update_sent], status: pending}
""",
}
"""The files as they are right; every place in the tables counts its lines and columns."""

GOOD_TABLE = """\
sku,name,aliases,from,to,reason,options,next_update
WID-12,Blue Widget 16 oz,blue widget;BW12,2026-12-10,2026-12-14,the supplier is late,wait;cancel,2026-12-04
KET-70,Gooseneck Kettle,gooseneck kettle,2026-12-07,2026-12-11,held at the port,wait;cancel,2026-12-04
"""

SECRETS: Mapping[str, str] = {"ZENDESK_CLIENT_SECRET": "s3cr3t", "FRESHDESK_API_KEY": "k3y"}


@dataclass(frozen=True)
class Mistake:
    """One slip: what is done, in words; how the folder differs; what is typed; what must be said.

    ``env`` replaces variables, None takes one away; ``{login.zendesk_api_token}`` and the like stand for what the
    sandbox takes. ``live`` puts the sandbox behind both addresses. ``warns`` marks what may be meant: exit code 0.
    """

    does: str
    edits: tuple[Edit, ...] = ()
    says: tuple[str, ...] = ()
    typed: str = "check"
    env: Mapping[str, str | None] = field(default_factory=dict)
    live: bool = False
    warns: bool = False
    secret: tuple[str, ...] = ("ZENDESK_CLIENT_SECRET", "FRESHDESK_API_KEY", "TOKEN")
    """The variables whose values must never be shown."""


def change(file: str, old: str, new: str) -> Edit:
    """Return the edit that writes something else in one place of a file."""

    def done(folder: Folder) -> None:
        text = folder[file].decode()
        assert old in text, (file, old)
        folder[file] = text.replace(old, new, 1).encode()

    return done


def facts(old: str, new: str) -> Edit:
    """Change the file of late items."""
    return change(FACTS, old, new)


def macro(old: str, new: str) -> Edit:
    """Change the macro."""
    return change(MACRO, old, new)


def config(old: str, new: str) -> Edit:
    """Change the configuration."""
    return change(CONFIG, old, new)


def file(name: str, holds: str | bytes, encoding: str = "utf-8") -> Edit:
    """Write a whole file."""

    def done(folder: Folder) -> None:
        folder[name] = holds if isinstance(holds, bytes) else holds.encode(encoding)

    return done


def saved(name: str, encoding: str, old: str = "", new: str = "") -> Edit:
    """Save a good file in another encoding, after one change."""

    def done(folder: Folder) -> None:
        text = folder[name].decode()
        assert old in text, (name, old)
        folder[name] = text.replace(old, new, 1).encode(encoding) if old else text.encode(encoding)

    return done


def table(old: str = "", new: str = "", *, encoding: str = "utf-8", settings: str = "") -> tuple[Edit, ...]:
    """Let the late items stand in a table, after one change; ``settings`` are more words for the feed."""
    assert old in GOOD_TABLE, old
    text = GOOD_TABLE.replace(old, new) if old else GOOD_TABLE
    return whole_table(text, encoding=encoding, settings=settings)


def whole_table(holds: str | bytes, *, encoding: str = "utf-8", settings: str = "") -> tuple[Edit, ...]:
    """Let this be the table of late items."""
    feed = f"{{type: file, path: {TABLE}{settings}}}"
    return file(TABLE, holds, encoding), config("{type: file, path: macros/backorders.yaml}", feed), gone(FACTS)


def gone(name: str) -> Edit:
    """Take a file away."""

    def done(folder: Folder) -> None:
        del folder[name]

    return done


def moved(name: str, to: str) -> Edit:
    """Give a file another name, or put it into another folder."""

    def done(folder: Folder) -> None:
        folder[to] = folder.pop(name)

    return done
