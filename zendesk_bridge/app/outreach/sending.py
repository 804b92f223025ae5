"""One wave through one helpdesk: each order is read again, judged again, and its message sent once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from zendesk_bridge.app import facts
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach.delivering import Postman
from zendesk_bridge.app.outreach.rereading import READ_AT_ONCE, Reread, read_again, unfit
from zendesk_bridge.app.outreach.sent import FailedMessage, Hold, Outbox, OwedNow, SentSoFar
from zendesk_bridge.core.errors import BridgeError, Incomplete, InvalidInput, NotFound, Refused, Rejected, Unavailable
from zendesk_bridge.core.hours.zones import open_from
from zendesk_bridge.core.model import ASLEEP, Message, MessageState, Order, Wave
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Lease, Waves

MANY: Final = 10
"""So many messages in a row that are not taken are not the customers' doing: the rest waits for a person."""

LOOKED_AT: Final = 1_000
"""Orders of sleeping customers that are looked at in one run: a wave that begins at night ends its run soon."""

HOUR: Final = timedelta(hours=1)
"""What ``per_hour`` counts within, and when what was not taken among many is tried again."""

IN_A_ROW: Final = 2
"""So many messages in a row that end in an error are an outage; one alone may be that message's own trouble."""

LATER: Final = timedelta(minutes=15)
"""After which a message that ended in an error more than once is tried again: the others go first."""

TRIED_FOR: Final = timedelta(days=1)
"""For how long it is tried again, from its first error on, before it is given up and told."""

EVERY: Final = 100
"""Messages between two lines that say how far it is."""

UNSURE: Final = "shipped, cancelled or refunded since; whether it was written to before, nobody can tell"
GONE: Final = "the ticket that it may stand on cannot be read any more; whether it was written to, nobody can tell"
AGAIN: Final = "it is tried again later"
UNREAD: Final = "the helpdesk did not say for a day whether it was written to: nobody can tell"


@dataclass(slots=True)
class Sender:
    """Sends a wave through one helpdesk, until nothing is left or something holds the rest.

    ``fresh_until`` (aware) is when the facts are to be read again: then it ``pauses``.
    """

    bridge: Bridge
    outbox: Outbox
    postman: Postman
    known: facts.Facts
    wave: Wave
    lease: Lease
    so_far: SentSoFar
    fresh_until: datetime
    pauses: bool = False
    _room: int = 0
    _asleep: int = 0
    _unread: set[str] = field(default_factory=set)
    _refused: list[Message] = field(default_factory=list)
    _errors: list[BridgeError] = field(default_factory=list)
    _suspects: list[tuple[Message, BridgeError]] = field(default_factory=list)

    @property
    def _asleep_why(self) -> str:
        return f"{ASLEEP}{self.bridge.policy.outreach.hours} (outreach.hours)"

    @property
    def _waves(self) -> Waves:
        return self.postman.waves

    def run(self) -> None:
        """Send what can be sent now. What one helpdesk or shop answers ends this and is told; Busy is raised."""
        try:
            self.look_for_intended()
            self._waves.wake(self.wave.id, self.outbox.clock(), self._asleep_why)
            for some in self._batches():
                if not self._send(some):
                    break
            else:
                self._tell_of_postponed()
            self._end()
        except (Unavailable, Refused, Incomplete) as error:
            self._break(error)

    def _tell_of_postponed(self) -> None:
        """Say why nothing could be sent: what an earlier run let wait for the customers' day waits still."""
        due, name = self._waves.next_due(self.wave.id), self.postman.outlet.name
        counts = self._waves.tally(self.wave.id)
        sleep = any(it.state is MessageState.PLANNED and it.helpdesk == name and _sleeps(it.why) for it in counts)
        if due and sleep and not self.so_far.holds:
            self.so_far.hold(Hold.NIGHT, due)

    # --- what an earlier run left behind

    def look_for_intended(self) -> None:
        """Find out of each message that may have been sent, of whatever wave, whether it was."""
        mine = [one for one in self._waves.intended() if one.helpdesk == self.postman.outlet.name]
        again = self._read_again(mine)
        for message in mine:
            if message.order[0] in self._unread:
                continue
            self.lease.renew()
            order = again.orders.get(message.order)
            try:
                self._look_for(message, order, again.owed.get(message.order))
                self._answers()
            except (Unavailable, Incomplete) as error:
                if self._is_outage(error):
                    raise
                self._leave_unread(message, error)

    def _look_for(self, message: Message, order: Order | None, owed: OwedNow | None) -> None:
        """Find out of one message whether it was sent; where it surely was not, it is to be sent again."""
        try:
            found = self.postman.find(message, order, owed)
        except NotFound:
            return self._skip(message, GONE)
        except Rejected:
            if order is not None:
                raise
            return self._skip(message, UNSURE)
        self.so_far.found += found
        if not found:
            self._waves.settle([replace(message, state=MessageState.PLANNED, why="", at=None, ticket_id=0)])
        return None

    def _leave_unread(self, message: Message, error: BridgeError) -> None:
        """Leave a message of which nobody can tell now for the next run, but for no longer than a day."""
        if message.at is not None and self.outbox.clock() - message.at >= TRIED_FOR:
            self._skip(message, UNREAD)
        else:
            self._suspects.append((message, error))

    # --- what is to be sent

    def _batches(self) -> Iterator[tuple[Message, ...]]:
        due = self._waves.messages(
            self.wave.id, [MessageState.PLANNED], due=self.outbox.clock(), helpdesk=self.postman.outlet.name
        )
        while some := tuple(islice(due, READ_AT_ONCE)):
            yield some

    def _send(self, some: Sequence[Message]) -> bool:
        """Send a batch; return whether another one may follow."""
        if self.outbox.clock() >= self.fresh_until:
            self.pauses = True
            return False
        if not self._has_room():
            return False
        again = self._read_again(some)
        for message in some:
            if message.order[0] in self._unread:
                continue
            self.lease.renew()
            order, owed = again.orders.get(message.order), again.owed
            why = self._unfit(message, order, owed.get(message.order))
            if why is None:
                continue
            if why:
                self._skip(message, why)
            elif order and not self._sleeps(message, order) and not self._post(message, order, owed[order.key]):
                return False
        return self._asleep < LOOKED_AT

    def _read_again(self, some: Sequence[Message]) -> Reread:
        """Read the orders of these messages again; what a feed cannot tell waits for the next run, and is told.

        A feed that failed once is not asked again in this run.
        """
        again = read_again(self.outbox, self.known, [one for one in some if one.order[0] not in self._unread])
        for error in again.unread.values():
            self._break(error)
        self._unread |= again.unread.keys()
        return again

    def _unfit(self, message: Message, order: Order | None, owed: OwedNow | None) -> str | None:
        """Return why a message is not sent any more, "" where it is, None where it waits for its mail to come back."""
        try:
            return unfit(message, order, owed, self.postman.writer)
        except Incomplete as error:
            self._break(error)
            return None

    def _sleeps(self, message: Message, order: Order) -> bool:
        """Tell whether a customer is not to be written to at this time of their day, and let the message wait."""
        now, policy = self.outbox.clock(), self.bridge.policy
        opens = open_from(policy.outreach.hours, order.country, policy.timezone, now)
        if opens <= now:
            return False
        self._waves.postpone([message.id], opens, self._asleep_why)
        self.so_far.hold(Hold.NIGHT, opens)
        self._asleep += 1
        return True

    def _has_room(self) -> bool:
        """Tell whether another message may go out within the hour."""
        if self._room > 0:
            return True
        now, allowed = self.outbox.clock(), self.bridge.policy.outreach.per_hour
        count, first = self._waves.sent_since(now - HOUR, self.postman.outlet.name)
        self._room = allowed - count
        if self._room <= 0:
            self.so_far.hold(Hold.HOUR, (first or now) + HOUR)
        return self._room > 0

    def _post(self, message: Message, order: Order, owed: OwedNow) -> bool:
        """Send one message; return whether another one may follow."""
        if not self._has_room():
            return False
        try:
            posted = self.postman.post(message, order, owed)
        except (Rejected, InvalidInput) as error:
            return self._refuse(message, error)
        except (Unavailable, Incomplete) as error:
            return self._set_aside(message, order, owed, error)
        self._answers()
        if posted is None:
            return self._goes_on()
        if posted.found:
            self.so_far.found += 1
            return True
        self._refused.clear()
        self._room -= posted.state is MessageState.TOLD
        self.so_far.counts[posted.state] += 1
        self._say()
        return True

    def _goes_on(self) -> bool:
        """Tell whether the wave still runs, where a message of it could not be intended."""
        now = self._waves.wave(self.wave.id)
        if now is not None and now.state is self.wave.state:
            return True
        self.so_far.hold(Hold.STOPPED)
        return False

    def _say(self) -> None:
        done = self.so_far.counts.total()
        if done % EVERY == 0:
            self.bridge.say(f"{self.postman.outlet.name}: {number(done, 'message')} of wave {self.wave.id} sent")

    # --- what is not sent

    def _skip(self, message: Message, why: str) -> None:
        now = self.outbox.clock()
        self._waves.settle([replace(message, state=MessageState.SKIPPED, why=why, at=now, ticket_id=0)])
        self.so_far.skipped[why] += 1

    def _set_aside(self, message: Message, order: Order, owed: OwedNow, error: Unavailable | Incomplete) -> bool:
        """Keep a message that ended in an error for later; return whether another one may follow.

        Some servers answer 500 for one customer for ever. Whoever comes after such a one is written to all the same.
        """
        outage = self._is_outage(error)
        if not self._was_sent(message, order, owed):
            self._try_later(message, error)
        if outage:
            raise error
        return True

    def _was_sent(self, message: Message, order: Order, owed: OwedNow) -> bool:
        """Tell whether a message went out, or may have, in spite of an error; remember it where it surely did."""
        now = self._waves.message(message.id)
        if now is None or now.state is not MessageState.INTENDED:
            return False
        try:
            found = self.postman.find(now, order, owed)
        except (Unavailable, Refused, Incomplete) as error:
            self._suspects.append((now, error))
            return True  # the next run looks first of all
        self.so_far.found += found
        return found

    def _try_later(self, message: Message, error: BridgeError) -> None:
        """Let a message that surely did not go out wait; ``at`` tells from now on when it first ended in an error.

        The first time it is for the next run, as outages are often over by then; later others come before it.
        """
        now = self.outbox.clock()
        waits = replace(message, state=MessageState.PLANNED, why=error.message, at=message.at or now, ticket_id=0)
        self._waves.settle([waits])
        if message.at is not None:
            self._waves.postpone([message.id], now + LATER)
        self._suspects.append((waits, error))

    def _is_outage(self, error: Unavailable | Incomplete) -> bool:
        """Count an error, and tell whether it is the helpdesk's as a whole."""
        self._errors.append(error)
        return len(self._errors) >= IN_A_ROW or (isinstance(error, Unavailable) and error.unprocessed)

    def _answers(self) -> None:
        """Take it that the helpdesk works: what ended in an error just now is the messages' own.

        One that has done so for a day is given up.
        """
        now = self.outbox.clock()
        for message, error in self._suspects:
            is_over = message.state is MessageState.PLANNED and now - (message.at or now) >= TRIED_FOR
            if is_over:
                self._waves.settle([replace(message, state=MessageState.FAILED, at=now)])
            why = error.message if is_over else f"{error.message}; {AGAIN}"
            self.so_far.failed.append(FailedMessage(message.id, message.number, why))
        self._suspects.clear()
        self._errors.clear()

    def _end(self) -> None:
        """Tell what ended in an error last: the message's own where others went out, else perhaps the helpdesk's."""
        now = self.outbox.clock()
        is_new = any(now - (message.at or now) < TRIED_FOR for message, _ in self._suspects)
        if self._errors and is_new and not self.so_far.did_something:
            self._break(self._errors[-1])
        else:
            self._answers()

    def _break(self, error: BridgeError) -> None:
        self.so_far.broken = error
        self.so_far.hold(Hold.BROKEN)

    def _refuse(self, message: Message, error: BridgeError) -> bool:
        """Count a message that was not taken. Where many in a row are not, it is none of the customers' doing.

        Those are to be sent later then, and the rest waits, too.
        """
        now = self.outbox.clock()
        failed = replace(message, state=MessageState.FAILED, why=error.message, at=now, ticket_id=0)
        self._waves.settle([failed])
        self.so_far.failed.append(FailedMessage(message.id, message.number, error.message))
        self._refused.append(message)
        if len(self._refused) < MANY:
            return True
        del self.so_far.failed[-MANY:]
        self._waves.settle(
            [replace(one, state=MessageState.PLANNED, why=error.message, at=None) for one in self._refused]
        )
        self._waves.postpone([one.id for one in self._refused], now + HOUR)
        self.so_far.broken = error
        self.so_far.hold(Hold.BROKEN, now + HOUR)
        return False


def _sleeps(why: str) -> bool:
    """Tell whether a message waits for its customer's day; one that an older release let wait has no reason."""
    return not why or why.startswith(ASLEEP)
