"""Use case: the mails of a plan go into a file, for shops that mail with another program. Nothing is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from zendesk_bridge.app import facts
from zendesk_bridge.app.outreach.approving import Approver, outbox_of
from zendesk_bridge.app.outreach.rereading import READ_AT_ONCE, read_again, unfit
from zendesk_bridge.app.outreach.sent import Outbox
from zendesk_bridge.app.outreach.writing import MailWriter
from zendesk_bridge.core.audience import OutreachId
from zendesk_bridge.core.errors import InvalidInput, SafetyStop
from zendesk_bridge.core.model import Mail, Message, MessageState, Order, Wave, WaveState
from zendesk_bridge.core.ports import Lease

_FORMULA = ("=", "+", "-", "@")
UNSAFE = "its address would be a formula in a spreadsheet"


@dataclass(frozen=True, slots=True)
class MailForFile:
    """One mail on its way into a file. Never logged and never remembered."""

    message: Message
    order: Order = field(repr=False)
    mail: Mail = field(repr=False)
    link: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrittenToFile:
    """What became of the messages of a plan: so many are in the file, the others are left out, by why.

    While approvals are ``lacking`` there is no file.
    """

    wave: Wave
    planned: int
    exported: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    lacking: int = 0


@dataclass(slots=True)
class Exporter:
    """Puts the mails of a plan into a file, once."""

    approver: Approver
    _skipped: Counter[str] = field(default_factory=Counter)
    _left_out: list[Message] = field(default_factory=list)
    _taken: list[Message] = field(default_factory=list)

    def export(self, plan_id: str, who: str, write: Callable[[Iterable[MailForFile]], None]) -> WrittenToFile:
        """Hand every mail of a plan to ``write``, and remember that these orders were told once that has returned.

        It takes as many approvals as sending does. Where ``write`` never returns nothing is remembered as told: the
        same command may be run again.

        Raises:
            SafetyStop: the plan is none, too old, altered or outdated; or its mails are in a file or were sent.
            Busy: another run is at work.

        """
        given, approver = OutreachId.read(plan_id), self.approver
        with approver.bridge.lease() as lease:
            wave = self._begun(given, who)
            if wave.state is WaveState.WAITING:
                return WrittenToFile(wave, given.count, lacking=approver.lacking(wave))
            known = approver.bridge.learn(approver.options)
            outbox = outbox_of(approver.bridge, approver.site, approver.clock)
            write(self._mails(wave, known, outbox, lease))
            now, waves = approver.clock(), approver.bridge.state.waves()
            waves.settle([replace(one, state=MessageState.EXPORTED, at=now) for one in self._taken])
            waves.settle([replace(one, at=now) for one in self._left_out])
        return WrittenToFile(wave, given.count, len(self._taken), dict(sorted(self._skipped.items())))

    def _begun(self, given: OutreachId, who: str) -> Wave:
        """Return a wave that is over as soon as enough agree to it, so that no run sends anything of it."""
        wave = self.approver.begun(given, who, WaveState.DONE)
        states = {one.state for one in self.approver.bridge.state.waves().tally(wave.id)}
        if wave.state is WaveState.RUNNING or states - {MessageState.PLANNED}:
            raise SafetyStop(
                f"The plan {wave.id} was sent or exported before: nothing was written.",
                fix="make a new plan: zendesk-bridge outreach plan",
            )
        return wave

    def _mails(self, wave: Wave, known: facts.Facts, outbox: Outbox, lease: Lease) -> Iterator[MailForFile]:
        waves = self.approver.bridge.state.waves()
        key = waves.key()
        writers: dict[str, MailWriter] = {}
        planned = waves.messages(wave.id, [MessageState.PLANNED])
        while some := tuple(islice(planned, READ_AT_ONCE)):
            lease.renew()
            again = read_again(outbox, known, some)
            for error in again.unread.values():  # a file that lacks a shop's orders is no file of this plan
                raise error
            for message in some:
                name = message.helpdesk
                bridge = self.approver.bridge
                writer = writers.setdefault(name, MailWriter(bridge, known, name, outbox.clock, key))
                order, now = again.orders.get(message.order), again.owed.get(message.order)
                why = unfit(message, order, now, writer)
                if why or order is None or now is None:
                    self._leave_out(message, why)
                    continue
                if order.recipient and order.recipient.email.startswith(_FORMULA):
                    self._leave_out(message, UNSAFE, MessageState.FAILED)
                    continue
                try:
                    mail = writer.mail(message, order, now)
                except InvalidInput as error:
                    self._leave_out(message, error.message, MessageState.FAILED)
                    continue
                yield MailForFile(message, order, mail, writer.link(message))
                self._taken.append(replace(message, rest=now.rest))

    def _leave_out(self, message: Message, why: str, state: MessageState = MessageState.SKIPPED) -> None:
        self._skipped[why] += 1
        self._left_out.append(replace(message, state=state, why=why))
