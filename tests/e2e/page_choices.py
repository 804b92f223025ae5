"""Messages of outreach as a shop has sent them, for tests of what customers chose on their pages."""

from dataclasses import replace
from datetime import UTC, datetime

from test_replies import NAMES

from zendesk_bridge.core.model import (
    Message,
    MessageLine,
    MessageState,
    News,
    NoticeKind,
    PageChoice,
    Wave,
    WaveState,
)
from zendesk_bridge.state import open_state


class Outreach:
    """Messages that a shop has sent, and what customers chose on their pages."""

    def __init__(self, shop) -> None:
        self.shop = shop
        self.state = open_state(f"sqlite:///{shop.folder / 'zendesk-bridge.db'}", create=True)

    def message(self, face, ticket, order="7001", number=""):
        """Let a message about the late item be sent, which can be read on this ticket."""
        item = self.state.last_fact_versions()["WID-12"].item
        line = MessageLine("l1", item.sku, item.version, item.ship_window, item.next_update)
        made = Message(
            f"w{order}", ("orders", order), number or f"#{order}", News.FIRST, NoticeKind.FIRST, (line,), NAMES[face],
            "all", "order-first", "en", "c1", MessageState.TOLD, at=datetime.now(UTC), ticket_id=ticket, comment="c 1",
        )  # fmt: skip
        plan = replace(made, state=MessageState.PLANNED, ticket_id=0, comment="")
        self.state.waves().begin(Wave(made.wave, datetime.now(UTC), WaveState.RUNNING), [plan])
        self.state.waves().settle([made])
        return made

    def choose(self, message, kind, version=None, at=None):
        """Let the customer choose on its page."""
        at = at or datetime.now(UTC)
        line = message.lines[0]
        assert self.state.waves().answer(PageChoice(message.id, line.sku, kind, at, version or line.version))
