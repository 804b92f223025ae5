"""One installation whose choice page answers: late items, messages to customers, and a clock that moves when told."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import requests

from zendesk_bridge.app.facts import FeedPolicy
from zendesk_bridge.app.outreach.answering import Answering
from zendesk_bridge.core import links
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    FactVersion,
    LastGood,
    LastRead,
    Message,
    MessageLine,
    MessageState,
    News,
    NoticeKind,
    PageChoice,
    ShipWindow,
    Split,
    Swap,
    Wait,
    Wave,
    WaveState,
)
from zendesk_bridge.core.ports import State
from zendesk_bridge.serve.app import ChoiceSite
from zendesk_bridge.serve.server import ChoiceServer, listen
from zendesk_bridge.state import open_state

FEED = "macros/backorders.yaml"
ZONE = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 28, 17, 5, tzinfo=UTC)
WINDOW = ShipWindow(date(2026, 12, 1), date(2026, 12, 5))
LATER = ShipWindow(date(2026, 12, 14), date(2026, 12, 18))
ALL = (Wait(), Swap("WID-14", "Green Widget 12 oz"), Split(), Cancel())
WIDGET = Backorder(
    "WID-12",
    "Blue Widget 12 oz",
    ship_window=WINDOW,
    reason="the supplier's shipment is late",
    options=ALL,
    next_update=date(2026, 12, 2),
)
KETTLE = Backorder("KET-70", "Kettle 0.7 l", reason="the supplier gives no date", options=(Wait(), Cancel()))


@dataclass
class Desk:
    """One installation: what is remembered, and the server in front of it."""

    state: State
    now: datetime = NOON
    url: str = ""
    said: list[str] = field(default_factory=list)

    def facts(self, *items: Backorder, gone: tuple[str, ...] = ()) -> None:
        """Let a run read these late items now, and that others are late no more."""
        self.state.save_last_good(FEED, LastGood(self.now, tuple(LastRead(it, self.now, len(items)) for it in items)))
        last = self.state.last_fact_versions()
        new = [it for it in items if it.sku not in last or last[it.sku].version != it.version]
        self.state.save_fact_versions(
            [
                *(FactVersion(it.sku, it.version, self.now, it, FEED) for it in new),
                *(FactVersion(sku, "", self.now, None, FEED) for sku in gone),
            ]
        )

    def message(self, *items: Backorder, wave: str = "w1", quantity: int = 1, **more: Any) -> Message:
        """Let a message about these items be sent."""
        lines = tuple(
            MessageLine(f"l{at}", it.sku, it.version, it.ship_window, it.next_update, quantity)
            for at, it in enumerate(items)
        )
        plain = Message(
            wave, ("orders", "7001"), "10482", News.FIRST, NoticeKind.FIRST, lines, "shop", "all", "order-first", "en",
            "c1", ticket_id=31, state=MessageState.TOLD, at=self.now, rest=True,
        )  # fmt: skip
        made = replace(plain, **more)
        waves = self.state.waves()
        waves.begin(Wave(wave, self.now, WaveState.RUNNING), [replace(made, state=MessageState.PLANNED)])
        waves.settle([made])
        return made

    def link(self, message: Message, days: int = 60) -> str:
        """Return the address of its page."""
        end = self.now + timedelta(days=days)
        token = links.sign(self.state.waves().key(), links.SignedLink(message.id, end))
        return links.address(self.url, token)

    def chosen(self, message: Message) -> list[PageChoice]:
        """Return what is remembered of what was chosen."""
        return list(self.state.waves().answers([message.id]).get(message.id, ()))

    def post(
        self, link: str, choice: str, item: str = "0", seen: str = WIDGET.version, **more: str
    ) -> requests.Response:
        """Send the form of a page, and follow where it leads."""
        return requests.post(link, {"item": item, "seen": seen, "choice": choice} | more, timeout=60)


@cache
def _new_database() -> Path:
    """Return a database with all its tables and nothing in them: making one takes a second."""
    file = Path(tempfile.mkdtemp(prefix="zb-serve-"), "state.db")
    atexit.register(shutil.rmtree, file.parent, ignore_errors=True)
    open_state(f"sqlite:///{file}", create=True).close()
    return file


@contextmanager
def serving(folder: Path) -> Iterator[Desk]:
    """Serve an installation with two late items for the length of a block."""
    shutil.copy(_new_database(), folder / "state.db")
    state = open_state(f"sqlite:///{folder / 'state.db'}", create=True)
    made = Desk(state)
    made.facts(WIDGET, KETTLE)
    answering = Answering(state, [(FEED, FeedPolicy())], ZONE, "en_US", is_real=False)
    site = ChoiceSite(lambda: answering, lambda: made.now, made.said.append)
    try:
        with listen("127.0.0.1", 0) as listening, ChoiceServer(site.app(), listening) as made.url:
            yield made
    finally:
        state.close()
