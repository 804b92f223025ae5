"""How outreach stands, in the words of `status`: waves that move, and what waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from zendesk_bridge.app.outreach.standing import OutreachStanding, WaveStanding
from zendesk_bridge.cli.outreach.telling import pace_words, standing_json
from zendesk_bridge.core.plural import number

SHOWN: Final = 5
"""Tickets that are named; the others are counted. JSON names all."""


@dataclass(frozen=True, slots=True)
class OutreachShown:
    """What `status` says of outreach; ``approvals`` is how many people must agree to a plan."""

    found: OutreachStanding
    zone: tzinfo
    approvals: int

    @property
    def lines(self) -> Iterator[str]:
        """The waves that go on by themselves, and the drafts that agents have had for less than a day."""
        moving = [one for one in self.found.waves if one.pace and not one.pace.for_a_person]
        fresh = self.found.fresh
        if moving or fresh:
            yield ""
            yield "Outreach:"
        yield from map(self._wave, moving)
        if fresh:
            verb = "has" if fresh == 1 else "have"
            what = f"{number(fresh, 'draft')} {verb} waited on customers' tickets for less than a day"
            yield f"  {what}, for an agent to send"

    @property
    def waiting(self) -> Iterator[str]:
        """What stands still until somebody does something."""
        yield from (self._wave(one) for one in self.found.waves if one.pace and one.pace.for_a_person)
        drafts = self.found.drafts
        if drafts:
            verb = "waits" if len(drafts) == 1 else "wait"
            count = number(len(drafts), "draft")
            yield f"  {count} of outreach {verb} on customers' tickets for a day and more, for an agent to send"
            named = ", ".join(f"{one.helpdesk} #{one.ticket_id}" for one in drafts[:SHOWN])
            yield f"    {named}{f' and {len(drafts) - SHOWN} more' if len(drafts) > SHOWN else ''}"

    def _wave(self, one: WaveStanding) -> str:
        return f"  wave {one.wave.id}: {pace_words(one, self.zone, self.approvals)}"

    @property
    def as_json(self) -> dict[str, Any]:
        """The same as JSON-like data, with every draft."""
        return {
            "waves": [standing_json(one) for one in self.found.waves],
            "drafts": [
                {"helpdesk": it.helpdesk, "ticket": it.ticket_id, "since": it.since.isoformat(timespec="seconds")}
                for it in self.found.drafts
            ],
            "fresh_drafts": self.found.fresh,
        }
