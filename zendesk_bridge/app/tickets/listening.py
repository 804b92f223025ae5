"""What one reply promised, by everything that was ever known of the items that it may speak of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, tzinfo
from functools import cached_property

from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.model import Accuracy, AgentReply, FactVersion, Heard, Product, Promise
from zendesk_bridge.core.promises import Nameable, Statement, promise, spoken_of, statements


class ReplyReader:
    """Reads replies for all helpdesks of one run; what that takes is made ready when the first reply comes.

    ``versions`` gives every state that any item has been in, what this run has just read included, and ``readings``
    when the runs before began. ``locale`` says in which order figures of a date stand, ``timezone`` on which day
    something was sent.
    """

    def __init__(
        self,
        versions: Callable[[], Iterable[FactVersion]],
        products: Collection[Product],
        locale: str,
        timezone: tzinfo,
        readings: Callable[[], Iterable[datetime]] = tuple,
    ) -> None:
        self._versions, self._products, self._read = versions, products, readings
        self._locale, self._timezone = locale, timezone

    @cached_property
    def history(self) -> History:
        """Every state that each item has been in."""
        return History.of(self._versions())

    @cached_property
    def _readings(self) -> tuple[datetime, ...]:
        return tuple(self._read())

    def _promise(self, reply: AgentReply, statement: Statement, heard: Sequence[Promise], day: date) -> Promise:
        return promise(reply, statement, self.history.of_item(statement.sku), heard, day, self._readings)

    @cached_property
    def _nameable(self) -> Nameable:
        known = (version.item for versions in self.history.versions.values() for version in versions)
        return Nameable.of((item for item in known if item is not None), self._products)

    def promises(
        self, reply: AgentReply, items: Collection[str], heard: Heard, asked: frozenset[str] = frozenset()
    ) -> tuple[Promise, ...]:
        """Return what a reply on a ticket about these items promised, whose customer ``heard`` this before.

        ``asked`` are items for which the customer had chosen what somebody has to carry out: any reply answers that, if
        it says no more than that it is done.
        """
        if not self.history.versions:
            return ()
        day = reply.at.astimezone(self._timezone).date()
        told = statements(reply.words, self._nameable, items, day, self._locale)
        found = (self._promise(reply, one, heard.get(one.sku, ()), day) for one in told)
        kept = tuple(one for one in found if self._is_late(one) or one.accuracy is Accuracy.STALE)
        done = (Statement(sku, None, None) for sku in sorted(asked - {one.sku for one in kept}))
        answers = (self._promise(reply, one, heard.get(one.sku, ()), day) for one in done)
        return (*kept, *answers)

    def told_back(self, reply: AgentReply, items: Collection[str]) -> frozenset[str]:
        """Return which of these items, late no more when a reply was sent, it speaks of: its customer knows it now.

        One that names a day which is over for an item in stock tells nobody that.
        """
        back = frozenset(sku for sku in items if (one := self.history.at(sku, reply.at)) and one.item is None)
        if not back:
            return back
        day = reply.at.astimezone(self._timezone).date()
        told = statements(reply.words, self._nameable, back, day, self._locale)
        found = (self._promise(reply, one, (), day) for one in told)
        wrong = {one.sku for one in found if one.accuracy is Accuracy.STALE}
        return (spoken_of(reply.words, self._nameable, back, day, self._locale) & back) - wrong

    def _is_late(self, promised: Promise) -> bool:
        """Tell whether the item was late then, or may have been: of one in stock, only an old day is wrong."""
        before = self.history.at(promised.sku, promised.at)
        return before is None or before.item is not None
