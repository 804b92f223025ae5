"""Use case: a plan that people have reviewed becomes a wave, is sent, or goes into a file for another program."""

from __future__ import annotations

from dataclasses import dataclass

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach import planning
from zendesk_bridge.app.outreach.judging import PlacingJudge
from zendesk_bridge.app.outreach.placing import OutreachSite
from zendesk_bridge.app.outreach.sent import AwareClock, Outbox, WaveSent
from zendesk_bridge.app.outreach.waves import Carrier
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core.audience import OutreachId
from zendesk_bridge.core.errors import SafetyStop
from zendesk_bridge.core.model import Wave, WaveState
from zendesk_bridge.core.ports import Lease

NEEDED = 1
"""So many approvals need no name: whoever sends has approved."""


@dataclass(frozen=True, slots=True)
class Approved:
    """What became of an approval: the wave as it stands, how many more people must agree, and what was sent of it.

    ``planned`` is how many messages the plan had, ``messages`` how many the wave has: those that are fewer have
    shipped, were told or have changed since. ``sent`` is None where nothing was tried.
    """

    wave: Wave
    planned: int
    messages: int
    lacking: int = 0
    sent: WaveSent | None = None


def outbox_of(bridge: Bridge, site: OutreachSite, clock: AwareClock) -> Outbox:
    """Return what sending needs besides a bridge."""
    return Outbox({feed.name: feed for feed, _ in site.feeds}, PlacingJudge(bridge, site), clock)


@dataclass(frozen=True, slots=True)
class Approver:
    """Approves plans of one installation."""

    bridge: Bridge
    site: OutreachSite
    options: RunOptions
    clock: AwareClock

    def send(self, plan_id: str, who: str) -> Approved:
        """Approve a plan and, with as many approvals as the config asks for, send it as far as may be now.

        Sent again, a plan goes on where it stood.

        Raises:
            SafetyStop: outreach is off; the plan is none, too old, altered or outdated; or its wave was stopped.
            Busy: another run is at work.

        What is raised besides is what :func:`zendesk_bridge.app.outreach.planning.planned` raises.

        """
        if not self.bridge.policy.outreach.send:
            raise SafetyStop(
                "Outreach is off, so that no customer can be written to by mistake: nothing was sent.",
                fix="To send, write into your config: outreach: {send: true}",
            )
        given = OutreachId.read(plan_id)
        with self.bridge.lease() as lease:
            wave = self.begun(given, who, WaveState.RUNNING)
            sent = self._sent(wave, lease) if wave.state is WaveState.RUNNING else None
        wave = sent.wave if sent else wave
        return Approved(wave, given.count, self._count(wave), self.lacking(wave), sent)

    def lacking(self, wave: Wave) -> int:
        """Return how many more people must agree to a wave."""
        return self.bridge.policy.outreach.approvals - len(wave.approved) if wave.state is WaveState.WAITING else 0

    def begun(self, given: OutreachId, who: str, then: WaveState) -> Wave:
        """Return the wave of a plan after this approval; a new one where nobody approved it before.

        It stands as ``then`` once as many have agreed as the config asks for. Raises SafetyStop for a stopped one, and
        what :func:`zendesk_bridge.app.outreach.planning.planned` raises.
        """
        waves, needed = self.bridge.state.waves(), self.bridge.policy.outreach.approvals
        waves.recall(str(given), needed)
        wave = waves.wave(str(given))
        if wave is None:
            made = planning.planned(self.bridge, self.site, self.options, str(given))
            approved = (who,) if who else ()
            wave = Wave(str(given), self.clock(), WaveState.WAITING if needed > NEEDED else then, approved)
            waves.begin(wave, made.messages)
        elif wave.state is WaveState.STOPPED:
            raise SafetyStop(
                f"Wave {wave.id} was stopped: nothing was sent.",
                fix=f"To let it go on: zendesk-bridge outreach resume {wave.id}",
            )
        elif wave.state is WaveState.WAITING:
            self._check_still_planned(wave)
            wave = waves.approve(wave.id, who, needed, then) or wave
        return wave

    def _check_still_planned(self, wave: Wave) -> None:
        """Look whether what people agree to is what it was. Raises SafetyStop, and stops the wave, where it is not.

        Otherwise its orders would wait for an approval that nobody can give, and no other plan could have them.
        """
        try:
            planning.planned(self.bridge, self.site, self.options, wave.id)
        except SafetyStop as error:
            self.bridge.state.waves().stop(wave.id)
            message = f"{error.message} The wave is stopped, so that a new plan has its orders."
            raise SafetyStop(message, fix=error.fix) from None

    def _sent(self, wave: Wave, lease: Lease) -> WaveSent:
        known = self.bridge.learn(self.options)
        outbox = outbox_of(self.bridge, self.site, self.clock)
        return Carrier(self.bridge, outbox, known, self.options, lease).carry_on(wave)

    def _count(self, wave: Wave) -> int:
        return sum(it.count for it in self.bridge.state.waves().tally(wave.id))
