"""What is remembered between runs, and the right to write."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from zendesk_bridge.core.model import (
    NOTHING_SAID,
    Account,
    Accuracy,
    Applied,
    Choice,
    ChoiceCount,
    ConsistencyCount,
    Contents,
    Entry,
    Erased,
    Event,
    FactVersion,
    FieldKey,
    KnownAccount,
    LastGood,
    LastHeard,
    LatestCount,
    Macro,
    Promise,
    Rebuilt,
    Run,
    Said,
    Standing,
    ToldCount,
    UnreadAnswer,
    View,
)
from zendesk_bridge.core.ports.waves import Waves


class Lease(Protocol):
    """The right to write for one installation, held by one process at a time."""

    def renew(self) -> None:
        """Keep it; raises Busy if it was lost. Called before each write, so it must cost next to nothing."""


class Memory(Protocol):
    """What is remembered of one account between runs. No customer's words, ever. Every save is one transaction."""

    def applied(self) -> Mapping[str, Applied]:
        """Return what was last applied, by managed macro key."""

    def save_applied(self, applied: Applied) -> None:
        """Remember one applied macro."""

    def cursor(self) -> str | None:
        """Return how far changed tickets were read."""

    def scanned(self) -> frozenset[str]:
        """Return the search keys (item and its terms) that all tickets up to the cursor were searched for."""

    def record(
        self,
        entries: Mapping[int, Entry],
        *,
        cursor: str | None = None,
        scanned: frozenset[str] | None = None,
        said: Said = NOTHING_SAID,
    ) -> None:
        """Add events, and keep the views after them, by ticket; with them what was said, and how far was read for what.

        All in one transaction: what was read is remembered before nobody reads it again. What was said is remembered
        once, however often its page is read. A promise is the same where ticket, comment, item, window and next update
        are; a choice where ticket, comment, item, kind and moment are: who reads one from a tag, which has no moment of
        its own, compares it with the latest one before.
        """

    def views(self, ticket_ids: Collection[int]) -> Mapping[int, View]:
        """Return what is true of these tickets; those of which nothing ever happened are absent.

        The view of a dormant ticket is not kept: it is folded from its events.
        """

    def standings(self) -> tuple[Standing, ...]:
        """Return how tickets stand to items, each way once, whatever their number: dormant ones are left out."""

    def standing(self, standing: Standing) -> Iterator[int]:
        """Yield the tickets that stand so to an item, in order of id, without holding them all in memory."""

    def unsettled(self) -> Iterator[int]:
        """Yield the tickets with something to be done on them whatever the facts say, in order of id."""

    def history(self, ticket_id: int) -> tuple[Event, ...]:
        """Return everything that happened on a ticket, in its order."""

    def rebuild(self, *, repair: bool) -> Rebuilt:
        """Fold all events anew and compare the views with that; with ``repair`` put right what is different."""

    def promises(self, ticket_ids: Collection[int]) -> Mapping[int, tuple[Promise, ...]]:
        """Return what customers were promised on these tickets, oldest first; those without a promise are absent."""

    def choices(self, ticket_ids: Collection[int]) -> Mapping[int, tuple[Choice, ...]]:
        """Return what customers chose on these tickets, oldest first; those without a choice are absent."""

    def asked_choices(self, *, sku: str | None = None, ticket_id: int | None = None) -> Iterator[Choice]:
        """Yield the choices that are asked for, newest first."""

    def unread_answers(self, *, sku: str | None = None, ticket_id: int | None = None) -> Iterator[UnreadAnswer]:
        """Yield the answers that no rule read, newest first; those of several items whatever the ``sku``."""

    def orders(self, ticket_ids: Collection[int]) -> Mapping[int, tuple[str, ...]]:
        """Return the numbers of the orders that these tickets are about; those without one are absent."""

    def tickets_of_order(self, order: str) -> tuple[int, ...]:
        """Return the tickets that are about this order, in order of id."""

    def tickets_of_orders(self, orders: Collection[str]) -> Mapping[str, tuple[int, ...]]:
        """Return the same of many orders; those that no ticket is about are absent."""

    def asked(
        self,
        *,
        sku: str | None = None,
        ticket_id: int | None = None,
        requester_id: int | None = None,
        since: datetime | None = None,
        accuracies: Collection[Accuracy] = (),
        limit: int | None = None,
    ) -> Iterator[Promise]:
        """Yield the promises that are asked for, newest first; without ``accuracies`` whatever they were worth."""

    def due_promises(self, day: date) -> Iterator[Promise]:
        """Yield the latest promise of each item on each open ticket whose next update is due by this day.

        A ticket is open where a view is kept of it (it is not dormant) and the item has a mark on it that no agent
        dismissed. An update that a later reply promised anew is not due any more, nor is one that a reply settled which
        names no day for the next.
        """

    def latest_promises(self, sku: str | None = None) -> Iterator[Promise]:
        """Yield the latest promise of each item, or of this one, on each open ticket; open as above."""

    def last_heard(self, sku: str | None = None) -> Iterator[LastHeard]:
        """Yield what :meth:`latest_promises` yields, as far as it says who waits since when and until when."""

    def waiting(self, day: date, undated: datetime, any_day: datetime) -> Iterator[LastHeard]:
        """Yield those of :meth:`last_heard` whose next update is due by this day, or who heard long ago.

        Before ``undated`` where no next update was named, before ``any_day`` whatever was.
        """

    def open_tickets(self) -> Mapping[str, int]:
        """Return on how many open tickets each item is mentioned beyond doubt."""

    def latest_counts(self) -> tuple[LatestCount, ...]:
        """Return what customers were last told of each item, and on how many open tickets."""

    def choice_counts(self) -> tuple[ChoiceCount, ...]:
        """Return what customers last chose about each item, and on how many open tickets."""

    def told_windows(self, sku: str) -> tuple[ToldCount, ...]:
        """Return how many customers with an open ticket were told which window of an item, in order of the window."""

    def consistency(self, since: datetime, until: datetime) -> tuple[ConsistencyCount, ...]:
        """Return what agents' replies sent in this time were worth, ``until`` not included: each once for each item.

        One that was edited counts by what it said first: that is what the customer was sent.
        """

    def teams(self) -> Mapping[int, str]:
        """Return the names of the helpdesk's groups as they were last seen, by id; "" where the helpdesk tells none."""

    def unnamed_teams(self) -> frozenset[int]:
        """Return the groups that made a promise and of which no name was ever asked for."""

    def save_teams(self, names: Mapping[int, str]) -> None:
        """Replace the names of the helpdesk's groups."""

    def said_with(self, requester_id: int, digests: Collection[str] = ()) -> Erased:
        """Return what :meth:`forget_customer` would forget."""

    def forget_customer(self, requester_id: int, digests: Collection[str] = ()) -> Erased:
        """Forget everything that was said to and by this customer, with the orders of their tickets.

        Whatever outreach was still to send them is not sent any more. ``digests`` are those of their addresses, as far
        as the helpdesk tells them: a message that never went out is known by nothing else.
        """

    def field_ids(self) -> Mapping[FieldKey, int]:
        """Return the ids of our ticket fields."""

    def save_field_ids(self, ids: Mapping[FieldKey, int]) -> None:
        """Remember the ids of our ticket fields."""


class State(Protocol):
    """What is remembered between runs: of each account, and of the feeds. Every save is one transaction."""

    def lease(self, name: str) -> AbstractContextManager[Lease]:
        """Hold the lease for the length of a block; raises Busy when another live process holds it."""

    def accounts(self) -> tuple[KnownAccount, ...]:
        """Return every account that is known, in order of name."""

    def register(self, name: str, account: Account) -> KnownAccount:
        """Begin to remember things of an account; raises StateError where the name stands for another one."""

    def identify(self, row: int, account: Account) -> None:
        """Set kind, address and own id of a known account: they have come to be known, or it has moved."""

    def rename(self, names: Mapping[int, str]) -> None:
        """Give these rows these names, all at once: two may change places. Raises StateError for a name in use."""

    def forget(self, row: int) -> None:
        """Forget an account and all that is remembered of it."""

    def memory(self, row: int | None) -> Memory:
        """Return what is remembered of the account in this row.

        None is an account that was never registered: nothing is remembered of it, and nothing can be saved.
        """

    def waves(self) -> Waves:
        """Return what is remembered of outreach."""

    def contents(self, row: int) -> Contents:
        """Count what is remembered of an account."""

    def feeds(self) -> frozenset[str]:
        """Return the name of every feed of which anything stands."""

    def forget_feed(self, feed: str) -> None:
        """Forget what stands of this feed."""

    def last_good(self, feed: str, only: Callable[[str], bool] | None = None) -> LastGood | None:
        """Return what stands of this feed, each item with its own age; None if it was never read.

        With ``only``, which is asked by SKU, the other items are left out: who asks for one waits for no thousand.
        """

    def save_last_good(self, feed: str, good: LastGood) -> None:
        """Replace what stands of this feed."""

    def fact_versions(self, sku: str | None = None) -> tuple[FactVersion, ...]:
        """Return every state that the late items, or this one, have been in, in the order in which they were seen."""

    def last_fact_versions(self) -> Mapping[str, FactVersion]:
        """Return the last state of every item that was ever late, by SKU."""

    def save_fact_versions(self, new: Sequence[FactVersion]) -> None:
        """Add these states to the history. Only for whoever holds the lease."""

    def last_macros(self) -> tuple[Macro, ...]:
        """Return the macros as they were last told well; none if they never were."""

    def save_last_macros(self, macros: tuple[Macro, ...]) -> None:
        """Replace the macros that were last told well."""

    def save_run(self, run: Run) -> None:
        """Remember a run that has ended. Of many only the newest are kept, and the last good one however old."""

    def runs(self, limit: int) -> tuple[Run, ...]:
        """Return the last runs in the order in which they ended, newest first, whatever the clock said."""

    def last_good_run(self) -> Run | None:
        """Return the last run that did what it could; None if none ever did."""

    def totals(self) -> Mapping[str, int]:
        """Return what all runs ever add up to: their counts, and how many ended how as ``runs:good``."""

    def held_since(self, name: str) -> datetime | None:
        """Return since when a run holds this lease that may still be at work; None when none does."""

    def said(self) -> Mapping[str, datetime]:
        """Return what people were told by webhook, by key, and when that was."""

    def save_said(self, said: Mapping[str, datetime]) -> None:
        """Replace what people were told by webhook."""

    def close(self) -> None:
        """Let go of the database."""
