"""Use case: the waves that run are carried on, through every helpdesk that answers, by whoever holds the lease."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from zendesk_bridge.app import facts
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach.delivering import Postman
from zendesk_bridge.app.outreach.outlets import outlet_of
from zendesk_bridge.app.outreach.sending import Sender
from zendesk_bridge.app.outreach.sent import Hold, Outbox, SentSoFar, SentThrough, WaveSent
from zendesk_bridge.app.outreach.writing import MailWriter
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core.errors import Incomplete, OtherAccount, Refused, Unavailable
from zendesk_bridge.core.model import UNSENT, Wave, WaveState
from zendesk_bridge.core.ports import Helpdesk, Lease

FRESH: Final = timedelta(minutes=5)
"""For how long the facts that a run has read are believed while it sends: as often as the job usually runs."""

_NO_WAVE: Final = Wave("", datetime.min.replace(tzinfo=UTC), WaveState.DONE)


@dataclass(slots=True)
class Carrier:
    """Carries waves on for whoever holds the ``lease``; ``known`` are the facts as they were read last."""

    bridge: Bridge
    outbox: Outbox
    known: facts.Facts
    options: RunOptions
    lease: Lease

    def all_running(self) -> tuple[WaveSent, ...]:
        """Send what is left of every running wave, as far as may be now. Raises Busy and StateError.

        What a helpdesk or a shop answers holds no other one, and is in what is returned.
        """
        return tuple(map(self.carry_on, self.bridge.state.waves().running()))

    def look(self) -> None:
        """Find out what an earlier run sent and could not say, before anybody takes our words for an agent's.

        What fails here is tried again, and told, by :meth:`all_running`.
        """
        names = {one.helpdesk for one in self.bridge.state.waves().intended()}
        for helpdesk in self.bridge.helpdesks:
            if helpdesk.name in names:
                with suppress(OtherAccount, Unavailable, Refused, Incomplete):
                    self._sender(_NO_WAVE, helpdesk, SentSoFar()).look_for_intended()

    def carry_on(self, wave: Wave) -> WaveSent:
        """Send what is left of one wave, as :meth:`all_running` does; nothing where more people must agree by now."""
        waves, policy = self.bridge.state.waves(), self.bridge.policy.outreach
        through = () if waves.recall(wave.id, policy.approvals) else tuple(self._through(wave))
        waves.finish(wave.id)
        left = sum(it.count for it in waves.tally(wave.id) if it.state in UNSENT)
        return WaveSent(waves.wave(wave.id) or wave, through, left, policy)

    def _through(self, wave: Wave) -> Iterator[SentThrough]:
        """Send a wave through each of its helpdesks."""
        names = {it.helpdesk for it in self.bridge.state.waves().tally(wave.id) if it.state in UNSENT}
        for helpdesk in self.bridge.helpdesks:
            if helpdesk.name in names:
                yield self._sent(wave, helpdesk)
        for name in sorted(names - {helpdesk.name for helpdesk in self.bridge.helpdesks}):
            gone = Incomplete(
                f"no helpdesk of your config is called {name}, and messages are to go through it",
                fix="Put it back, or stop the wave: zendesk-bridge outreach stop",
            )
            yield SentThrough(name, holds=frozenset({Hold.BROKEN}), broken=gone)

    def _sent(self, wave: Wave, helpdesk: Helpdesk) -> SentThrough:
        """Send a wave through one helpdesk; the facts are read again while it takes long."""
        so_far = SentSoFar()
        try:
            while True:
                sender = self._sender(wave, helpdesk, so_far)
                sender.run()
                if not sender.pauses:
                    break
                self.known = self.bridge.learn(self.options)
        except (OtherAccount, Unavailable, Refused, Incomplete) as error:
            so_far.broken = error
            so_far.hold(Hold.BROKEN)
        zone = self.bridge.policy.timezone
        return replace(so_far.through(helpdesk.name), until=so_far.until and so_far.until.astimezone(zone))

    def _sender(self, wave: Wave, helpdesk: Helpdesk, so_far: SentSoFar) -> Sender:
        """Return what sends a wave through a helpdesk. Raises OtherAccount, and whatever it answers."""
        bridge, outbox, waves = self.bridge, self.outbox, self.bridge.state.waves()
        writer = MailWriter(bridge, self.known, helpdesk.name, outbox.clock, waves.key())
        postman = Postman(bridge, outbox, outlet_of(bridge, helpdesk, self.known), waves, writer)
        return Sender(bridge, outbox, postman, self.known, wave, self.lease, so_far, outbox.clock() + FRESH)
