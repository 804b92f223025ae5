"""What is remembered of outreach: waves, their messages, what was chosen on a page. Never a name or an address."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from zendesk_bridge.core.model import Message, MessageCount, MessageState, OrderKey, PageChoice, Trace, Wave, WaveState


class Waves(Protocol):
    """What is remembered of outreach, over all helpdesks. Every save is one transaction."""

    def key(self) -> bytes:
        """Return this installation's own 32 random bytes: they sign links and key the digests of addresses."""

    # --- waves

    def begin(self, wave: Wave, messages: Iterable[Message]) -> int:
        """Begin a wave and return how many messages it has; nothing happens where it is known already.

        A message that another wave has sent, may have sent or is about to send stays with that one. One that was
        skipped, that the helpdesk would not take, or whose wave was stopped, comes over to this one, but for one whose
        customer was forgotten.
        """

    def wave(self, wave_id: str) -> Wave | None:
        """Return this wave; None where there is none."""

    def all_waves(self) -> tuple[Wave, ...]:
        """Return every wave, newest first."""

    def running(self) -> tuple[Wave, ...]:
        """Return the waves that are to be carried on, oldest first."""

    def approve(self, wave_id: str, who: str, needed: int, then: WaveState = WaveState.RUNNING) -> Wave | None:
        """Add an approval and return the wave; with as many as ``needed`` it stands as ``then`` from now on.

        Nobody counts twice, however they write their name. A wave that waits for none stays as it is.
        """

    def stop(self, wave_id: str) -> bool:
        """Stop a wave that runs or waits; return whether it did. No lease is needed: nothing is intended after it."""

    def resume(self, wave_id: str, needed: int) -> bool:
        """Let a stopped wave go on; return whether it was one.

        It runs with as many approvals as ``needed``, one of which is whoever began it; else it waits for the others.
        """

    def recall(self, wave_id: str, needed: int) -> bool:
        """Let a running wave wait for approvals that it lacks by now; return whether it does.

        They are counted as :meth:`resume` does: whoever wants more people to agree means what is still to be sent, too.
        """

    def finish(self, wave_id: str) -> bool:
        """End a running wave if nothing is left to send in it; return whether that is so."""

    # --- messages

    def messages(
        self,
        wave_id: str,
        states: Collection[MessageState] = (),
        *,
        due: datetime | None = None,
        helpdesk: str | None = None,
    ) -> Iterator[Message]:
        """Yield a wave's messages in its order: of all states, and for all helpdesks, where none is named.

        With ``due`` without those that are to be sent after it. They may be settled meanwhile.
        """

    def message(self, message_id: str) -> Message | None:
        """Return this message; None where there is none."""

    def intended(self) -> tuple[Message, ...]:
        """Return every message, of whatever wave, of which nobody knows whether it was sent."""

    def tally(self, wave_id: str) -> tuple[MessageCount, ...]:
        """Return how many messages of a wave stand where, and why."""

    def moved(self, wave_id: str) -> Mapping[str, int]:
        """Return how many messages of a wave newer ones took over, by their IDs."""

    def next_due(self, wave_id: str) -> datetime | None:
        """Return the earliest moment before which a planned message of a wave is not sent; None where none waits."""

    def postpone(self, message_ids: Collection[str], until: datetime, why: str | None = None) -> None:
        """Remember that these are not to be sent before, and why; with None their reason stays as it is."""

    def wake(self, wave_id: str, at: datetime, asleep: str) -> None:
        """Let messages wait no more that were postponed for the customers' day (ASLEEP), which has come.

        So it has for all whose reason is another one than ``asleep``: the hours of the day are others since.
        """

    def intend(self, message_id: str, at: datetime, *, ticket_id: int = 0, draft: bool = False) -> bool:
        """Say that a message is about to be sent, if it is planned and its wave runs; return whether that is so.

        Of two that ask at once one is told so. ``ticket_id`` is the customer's own ticket that it is to stand on, 0 for
        none, and ``draft`` whether it waits there for an agent: whoever has to look for it looks there.
        """

    def settle(self, messages: Sequence[Message], trace: Trace | None = None) -> None:
        """Keep state, why, at, ticket and comment of these messages, with what they left on tickets, all at once."""

    def sent_since(self, at: datetime, helpdesk: str) -> tuple[int, datetime | None]:
        """Return how many messages were sent through this helpdesk since then, or may have been, and the first's time.

        The clock may have been set back: what was sent in a time to come counts as well.
        """

    # --- what customers were told

    def told(self, orders: Collection[OrderKey]) -> Mapping[OrderKey, tuple[Message, ...]]:
        """Return what was written about these orders, oldest first; those without a message are absent.

        Besides what was TOLD, DRAFTED or EXPORTED that is what may have been (INTENDED), what is about to be (PLANNED
        in a wave that waits or runs), what the helpdesk would not take (FAILED), and whatever there was to somebody who
        was forgotten: the states tell.
        """

    def told_skus(self) -> frozenset[str]:
        """Return the SKUs of which customers were told a delay, and not yet that it is over."""

    def told_of(self, skus: Collection[str]) -> Iterator[Message]:
        """Yield the messages that told of these SKUs, or may have, each once."""

    def on_tickets(self, helpdesk: str, ticket_ids: Collection[int]) -> Mapping[int, tuple[Message, ...]]:
        """Return the messages that can be read on these tickets, oldest first; tickets without one are absent."""

    def of_number(self, order_number: str) -> tuple[Message, ...]:
        """Return every message about the order of this number, oldest first."""

    def customers(self, row: int, requesters: Collection[int]) -> Mapping[int, str]:
        """Return the digest of each requester's address on this account, as far as it is known."""

    # --- what customers chose

    def answer(self, choice: PageChoice) -> bool:
        """Remember a choice, unless there is one about this item in this version; return whether it was kept."""

    def answers(self, message_ids: Collection[str]) -> Mapping[str, tuple[PageChoice, ...]]:
        """Return what was chosen on the pages of these messages, oldest first; those without an answer are absent."""

    def uncarried(self) -> tuple[PageChoice, ...]:
        """Return what was chosen and stands on no ticket yet, oldest first."""

    def carry(self, choice: PageChoice, trace: Trace | None = None) -> None:
        """Remember that a choice is on its ticket, or done, since its ``carried_at``, with what it left there."""
