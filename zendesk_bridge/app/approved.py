"""Messages of outreach with who approved them, for whoever shows what was told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from zendesk_bridge.core.model import ApprovedMessage, Message
from zendesk_bridge.core.ports import Waves


@dataclass(frozen=True, slots=True)
class Approvals:
    """Reads who approved the waves that messages belong to, each wave once."""

    waves: Waves
    _people: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, messages: Iterable[Message]) -> Iterator[ApprovedMessage]:
        """Yield these messages with who approved them. Raises StateError."""
        for message in messages:
            if message.wave not in self._people:
                wave = self.waves.wave(message.wave)
                self._people[message.wave] = wave.approved if wave else ()
            yield ApprovedMessage(message, self._people[message.wave])

    def on_tickets(self, helpdesk: str, ticket_ids: Collection[int]) -> Mapping[int, tuple[ApprovedMessage, ...]]:
        """Return the messages that can be read on these tickets, oldest first. Raises StateError."""
        found = self.waves.on_tickets(helpdesk, ticket_ids)
        return {ticket_id: tuple(self.of(messages)) for ticket_id, messages in found.items()}
