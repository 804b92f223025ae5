"""What the admin decided, once and for all runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo

from zendesk_bridge.core.gate import Limits
from zendesk_bridge.core.hours import Hours
from zendesk_bridge.core.kind import is_real
from zendesk_bridge.core.mentions.match import Matching
from zendesk_bridge.core.mentions.text import Counting
from zendesk_bridge.core.model import DriftMode, FieldKey
from zendesk_bridge.core.notices import Market


@dataclass(frozen=True, slots=True)
class OutreachPolicy:
    """How customers are written to who have not asked yet.

    Without ``send`` they are not. ``approvals`` is how many people must agree to a plan, ``hours`` when customers are
    written to by their own clocks, ``per_hour`` how many at most through one helpdesk. ``drafts`` says that on a
    customer's open ticket the message waits for an agent. ``link`` is where customers reach the choice page, "" for
    nowhere, and ``link_life`` how long a link can be used.
    """

    send: bool = False
    approvals: int = 1
    hours: Hours = field(default_factory=Hours)
    per_hour: int = 200
    drafts: bool = True
    link: str = ""
    link_life: timedelta = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the config decides besides what it connects.

    ``drift``, ``markets``, ``addresses`` and ``fields`` (ids of ticket fields that the admin names) are by helpdesk.
    ``working_days`` is within how many a customer hears from us where no day is promised, ``settle`` how long facts
    must stand before an edit counts, ``look_back`` how far in the past tickets are searched at first. ``note`` and
    ``possible`` say whether tickets get a note, and those that may mean an item a tag.
    """

    locale: str
    timezone: tzinfo
    owner: str
    limits: Limits
    drift: Mapping[str, DriftMode]
    markets: Mapping[str, Market]
    addresses: Mapping[str, str]
    fields: Mapping[str, Mapping[FieldKey, int]]
    working_days: int
    settle: timedelta
    look_back: timedelta
    note: bool
    possible: bool
    matching: Matching
    counting: Counting
    outreach: OutreachPolicy = field(default_factory=OutreachPolicy)

    @property
    def is_real(self) -> bool:
        """Whether customers may be behind any of the helpdesks."""
        return any(map(is_real, self.addresses.values()))
