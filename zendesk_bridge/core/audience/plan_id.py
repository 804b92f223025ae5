"""The ID of a plan of outreach: what it stands for, and when it is refused.

Orders come and go by the minute, so an ID binds what is said and by which rules, how many messages at most, and until
which minute orders count; not who happens to be left. What was reviewed, or less of it, is sent, and never more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from zendesk_bridge.core.errors import SafetyStop
from zendesk_bridge.core.model import digest

LONGEST: Final = timedelta(hours=24)
"""How old a plan may be when it is sent: who reviewed it did so with that day's orders in mind."""

_AHEAD = timedelta(minutes=1)
"""How far in the future a plan's minute may lie: two machines' clocks never agree."""

_FORM = re.compile(r"(?P<hex>[0-9a-f]{8})-(?P<count>0|[1-9][0-9]{0,6})-(?P<minute>[0-9]{8}T[0-9]{4})", re.ASCII)
_MINUTE = "%Y%m%dT%H%M"
_EXAMPLE = "1f0c93ab-14-20261128T1950"
_ANEW = "make a new plan: zendesk-bridge outreach plan"


@dataclass(frozen=True, slots=True)
class OutreachId:
    """The ID of one plan, ``1f0c93ab-14-20261128T1950``.

    ``count`` is how many messages it has; ``minute`` (UTC) the one before which an order was placed that it is about.
    ``hex`` is made of both and of ``rules``, which is a digest of all that decides what is said to whom.
    """

    hex: str
    count: int
    minute: datetime

    @classmethod
    def of(cls, rules: str, count: int, at: datetime) -> OutreachId:
        """Return the ID of a plan that was made at this (aware) moment."""
        minute = at.astimezone(UTC).replace(second=0, microsecond=0)
        return cls(digest([rules, count, minute.strftime(_MINUTE)], 8), count, minute)

    @classmethod
    def read(cls, text: str) -> OutreachId:
        """Return the ID that somebody has typed or pasted. Raises SafetyStop for what is none."""
        found = _FORM.fullmatch(text.strip())
        try:
            if found:
                minute = datetime.strptime(found["minute"], _MINUTE).replace(tzinfo=UTC)
                return cls(found["hex"], int(found["count"]), minute)
        except ValueError:  # a thirteenth month
            pass
        raise SafetyStop(
            "This is not the ID of a plan of outreach: nothing was sent.",
            fix=f"copy it whole, as `zendesk-bridge outreach plan` prints it, such as {_EXAMPLE}",
        )

    def __str__(self) -> str:
        """Return it as people copy it."""
        return f"{self.hex}-{self.count}-{self.minute.strftime(_MINUTE)}"

    def stands_for(self, rules: str) -> bool:
        """Tell whether it is the ID of a plan by these rules, of its own count and minute."""
        return OutreachId.of(rules, self.count, self.minute) == self

    def check_age(self, now: datetime) -> None:
        """Refuse a plan that is too old, or of the future. Raises SafetyStop."""
        if now - self.minute > LONGEST:
            hours = f"{LONGEST / timedelta(hours=1):g}"
            raise SafetyStop(f"This plan is of {self._when}, more than {hours} hours ago: nothing was sent.", fix=_ANEW)
        if self.minute - now > _AHEAD:
            raise SafetyStop(
                f"This plan is of {self._when}, which is yet to come: nothing was sent.",
                fix=f"look at the clock of this machine, or {_ANEW}",
            )

    def outdated(self) -> SafetyStop:
        """Return the error for a plan that is not what would be said now."""
        return SafetyStop(
            f"What would be said now is not what the plan {self} says: nothing was sent.",
            fix=f"an item, a segment, a template or a setting has changed since, or the ID was altered: {_ANEW}",
        )

    def check_count(self, count: int) -> None:
        """Refuse to send more messages than were planned. Raises SafetyStop; fewer are what an ordinary day brings."""
        if count > self.count:
            raise SafetyStop(
                f"There are {count} messages to send by now, and the plan {self} has {self.count}: nothing was sent.",
                fix=_ANEW,
            )

    @property
    def _when(self) -> str:
        return f"{self.minute:%Y-%m-%d %H:%M} UTC"
