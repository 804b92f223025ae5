"""One helpdesk, with everything that triage there depends on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from zendesk_bridge.app.tickets.listening import ReplyReader
from zendesk_bridge.core.decide import Rules
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import Fields, Ticket
from zendesk_bridge.core.ports import Helpdesk, Memory

log = logging.getLogger("zendesk_bridge.app.tickets")


@dataclass(frozen=True, slots=True)
class TicketSite:
    """One helpdesk with everything that triage there depends on. ``now`` is aware.

    ``vocabulary`` holds the late items and everything that they are told apart from, made ready once for a whole run.
    Without ``finding`` nobody's words are read, and only what was marked before is looked after: what is found without
    all the products would be other than with them.
    ``listener`` reads what agents replied; without one nobody's replies are heard.
    ``run`` tells this run from others in what is remembered.
    """

    helpdesk: Helpdesk
    memory: Memory
    fields: Fields
    rules: Rules
    vocabulary: Vocabulary = field(repr=False)
    now: datetime
    look_back: timedelta = timedelta(days=30)
    say: Callable[[str], None] = log.info
    finding: bool = True
    listener: ReplyReader | None = field(default=None, repr=False)
    run: str = field(default_factory=lambda: uuid4().hex[:12], repr=False)

    @property
    def name(self) -> str:
        """The admin's name for the helpdesk."""
        return self.helpdesk.name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket that may need a change: as just read, or only its id."""

    target: Ticket | int

    @property
    def id(self) -> int:
        """The ticket's id."""
        return self.target if isinstance(self.target, int) else self.target.id
