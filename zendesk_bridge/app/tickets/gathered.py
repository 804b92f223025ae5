"""What the reading of one run has found so far. No words are kept: only which tickets have something to be done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from zendesk_bridge.app.tickets.site import Candidate
from zendesk_bridge.core.errors import BridgeError, NotFound, Rejected, cause_of
from zendesk_bridge.core.model import Accuracy, ChoiceKind, Failed, SkipReason, Ticket
from zendesk_bridge.core.streak import Streak


@dataclass(slots=True)
class Gathered:
    """What reading has found so far.

    ``possible`` are the tickets that may mean a late item, by a typo, and surely mention none. ``unreadable`` are those
    whose words were not all read, each with what it met; ``later`` those that have to be read by themselves, ``reread``
    those that were; ``resting`` those that failed before and are left alone for a while; ``recalled`` counts those that
    no listing named. ``gave_up`` says that so many could not be read in a row that the rest wait for the next run.
    ``overlong`` are those that are too long to be searched, or were when an earlier run told it. ``told`` counts what
    agents' replies promised and was not known before, ``unheard`` the replies that could not be read; ``chosen`` what
    customers chose, ``unread_answers`` the answers that a person has to read.
    """

    candidates: dict[int, Candidate] = field(default_factory=dict)
    skipped: Counter[SkipReason] = field(default_factory=Counter)
    scanned: int = 0
    recalled: int = 0
    possible: set[int] = field(default_factory=set)
    unreadable: dict[int, Failed] = field(default_factory=dict)
    later: dict[int, None] = field(default_factory=dict)
    reread: set[int] = field(default_factory=set)
    resting: set[int] = field(default_factory=set)
    changed: dict[int, str] = field(default_factory=dict)
    streak: Streak = field(default_factory=Streak)
    gave_up: bool = False
    overlong: set[int] = field(default_factory=set)
    told: Counter[Accuracy] = field(default_factory=Counter)
    unheard: int = 0
    chosen: Counter[ChoiceKind] = field(default_factory=Counter)
    unread_answers: int = 0

    def mark_unreadable(self, ticket_id: int, error: NotFound | Rejected) -> None:
        """Remember a ticket that could not be read.

        Many in a row cost minutes of tries each, but they end nothing: what ended would begin with the same ones again.
        """
        if isinstance(error, NotFound):
            self.later[ticket_id] = None  # it was there a moment ago: a look at the ticket tells whether it is gone
            return
        cause = cause_of(error)
        self.unreadable[ticket_id] = Failed(ticket_id, error.message, cause)
        try:
            self.streak.note_failure(cause)
        except BridgeError:
            self.gave_up = True

    @property
    def read(self) -> int:
        """How many tickets were or are to be read: those that changed, and those known by id whose marks are stale."""
        return self.scanned + self.recalled

    @property
    def doubtful(self) -> int:
        """How many tickets may mean a late item, and are left as they are."""
        return len(self.possible - self.candidates.keys())

    def recall(self, ticket_id: int) -> None:
        """Add a ticket that no listing named, to be read when it is written."""
        self.recalled += ticket_id not in self.candidates
        self.add(ticket_id, ticket_id)

    def add(self, ticket_id: int, target: Ticket | int) -> None:
        """Add a candidate; one that was read keeps what was read of it."""
        before = self.candidates.get(ticket_id)
        if before is not None and isinstance(target, int):
            return
        if isinstance(target, Ticket):
            target = replace(target, words=(), replies=())
        self.candidates[ticket_id] = Candidate(target)
