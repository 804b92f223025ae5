"""An agent's public reply -> what it says of each late item: its ship window, and when the customer hears again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from zendesk_bridge.core.model import ShipWindow, Words
from zendesk_bridge.core.promises import patterns
from zendesk_bridge.core.promises.cue_words import DayCue
from zendesk_bridge.core.promises.names import Nameable, NamedPlace
from zendesk_bridge.core.promises.roles import SHIPPING, DayReading, Meant, readings
from zendesk_bridge.core.promises.text import ReplyText

_BESIDE = 40  # characters behind a day in which "for the ..." names its item
_TOPICS = frozenset({DayCue.SHIP, DayCue.DATE, DayCue.DELIVERY, DayCue.STOCK})


@dataclass(frozen=True, slots=True)
class Statement:
    """What one reply says of one item: the window it tells, None for no day, and the day of the next update."""

    sku: str
    window: ShipWindow | None
    next_update: date | None


def statements(
    words: Words, nameable: Nameable, about: Collection[str], near: date, locale: str = "en_US"
) -> tuple[Statement, ...]:
    """Return what a reply of the day ``near`` says: one statement for each item of whose shipping it speaks.

    ``about`` are the items that the ticket is known to be about: a reply that names none speaks of these. ``locale``
    says in which order figures stand; sentences are read in any language. What is quoted counts for nothing; of several
    windows of one item the last one holds. Takes time in proportion to the text.
    """
    known = tuple(sku for sku in about if sku in nameable.items)
    reply = ReplyText.of(words, nameable, known, near, locale)
    if not reply.names and not known:
        return ()
    return _Hearing(reply, known, near).statements()


class _Hearing:
    """One reply on its way from days and names to statements."""

    def __init__(self, reply: ReplyText, about: tuple[str, ...], near: date) -> None:
        self.reply, self.about, self.near = reply, about, near
        self.windows: dict[str, list[ShipWindow]] = {}
        self.updates: dict[str, list[date]] = {}
        self.update: list[date] = []

    def statements(self) -> tuple[Statement, ...]:
        """Return them in the order in which the reply comes to speak of the items."""
        before: DayReading | None = None
        for reading in readings(self.reply):
            if self._is_question(reading):
                continue
            if reading.cue is DayCue.UPDATE:
                self._take_update(reading)
            elif self._is_window(reading) and reading.meant is not Meant.WEEK:
                self._take_window(reading, before)
            before = reading
        skus = dict.fromkeys([*self.windows, *self._spoken_of()])
        return tuple(Statement(sku, _last(self.windows.get(sku, ())), self._next_update(sku)) for sku in skus)

    # --- windows

    def _is_question(self, reading: DayReading) -> bool:
        """Tell whether a day is only asked about: "would December 10 suit you?"."""
        return self.reply.text[slice(*reading.sentence)].rstrip().endswith("?")

    def _is_window(self, reading: DayReading) -> bool:
        if reading.cue in SHIPPING:
            return not (reading.span.last < self.near and self._is_over(reading))
        return reading.cue is None and self._stands_for_window(reading)

    def _is_over(self, reading: DayReading) -> bool:
        return patterns.OVER.search(self.reply.text, *reading.sentence) is not None

    def _stands_for_window(self, reading: DayReading) -> bool:
        """Tell whether a day of which no word says what it is for can be nothing else.

        It stands in a line with an item's name, behind a line that announces it, or is all that is said.
        """
        if self._group(*reading.sentence):
            return True
        start = reading.sentence[0]
        ahead = self.reply.text[:start].rstrip()
        if ahead.endswith((":", "?")):
            told = self.reply.cues_in(self.reply.sentence(max(0, len(ahead) - 1))[0], start)
            return bool(told) and told[-1].cue in SHIPPING
        return reading.span.last >= self.near and self._says_no_more(reading)

    def _says_no_more(self, reading: DayReading) -> bool:
        """Tell whether a sentence is all about its day: "it is now December 6 - 10"."""
        start, end = reading.sentence
        before, behind = (start, reading.span.start), (reading.span.end, end)
        return all(patterns.PLAIN.fullmatch(self.reply.text, *part) for part in (before, behind))

    def _take_window(self, reading: DayReading, before: DayReading | None) -> None:
        span = reading.span
        window = ShipWindow(None if reading.meant is Meant.BY else span.first, span.last)
        if reading.meant is Meant.FROM:
            return
        if before and before.meant is Meant.FROM and before.sentence == reading.sentence and window.first is None:
            window = ShipWindow(before.span.first, span.last) if before.span.first <= span.last else window
        for sku in self._of_which(reading, before):
            self.windows.setdefault(sku, []).append(window)

    # --- items

    def _of_which(self, reading: DayReading, before: DayReading | None) -> Iterable[str]:
        """Return the items that a window is of; none where it is of something else."""
        start, end = reading.sentence
        left = max(start, before.span.end if before else 0)
        named = self._named_behind(reading) or self._group(left, reading.span.start)
        if not named and before and before.sentence == reading.sentence:
            named = self._group(start, reading.span.start)
        named = named or self._group(reading.span.end, end, first=True)
        if named:
            return {place.sku: None for place in named if place.sku}
        return self._topic(start) or self._only_other() or self.about

    def _named_behind(self, reading: DayReading) -> list[NamedPlace]:
        """Return the items named right behind a day: "December 6 - 10 for the kettle"."""
        end = reading.span.end
        behind = [place for place in self.reply.names if end <= place.start <= min(end + _BESIDE, reading.sentence[1])]
        if behind and patterns.FOR.fullmatch(self.reply.text, end, behind[0].start):
            return self._joined(behind, first=True)
        return []

    def _group(self, start: int, end: int, *, first: bool = False) -> list[NamedPlace]:
        """Return the names nearest to the end of a stretch, or to its start: one, or several that are joined."""
        return self._joined(
            [place for place in self.reply.names if start <= place.start and place.end <= end], first=first
        )

    def _joined(self, names: list[NamedPlace], *, first: bool) -> list[NamedPlace]:
        if not names:
            return []
        ordered = names if first else names[::-1]
        group = [ordered[0]]
        for place in ordered[1:]:
            low, high = sorted((group[-1], place), key=lambda one: one.start)
            same = low.sku == high.sku and first is False
            if not (same or patterns.JOINER.fullmatch(self.reply.text, low.end, high.start)):
                break
            group.append(place)
        return group

    def _topic(self, before: int) -> dict[str, None]:
        """Return the items that the sentences before spoke of: the last, or all for which no day was told since."""
        start = before
        plural = bool(patterns.PLURAL.search(self.reply.text, before, self.reply.sentence(before)[1]))
        single = not plural and bool(patterns.SINGULAR.search(self.reply.text, before, self.reply.sentence(before)[1]))
        told: dict[str, None] = {}
        while start > 0:
            start, end = self.reply.sentence(start - 1)
            group = [place for place in self.reply.names if start <= place.start < end and place.sku]
            if group and (plural or not told or any(one.cue in _TOPICS for one in self.reply.cues_in(start, end))):
                told |= {place.sku: None for place in group}
                if single:
                    break
            dated = any(start <= day.start < end for day in self.reply.days)
            if told and dated and not plural:
                break
        return told

    def _only_other(self) -> dict[str, None]:
        """Return the one item that is named further on, if there is but one in the whole reply."""
        skus = {place.sku: None for place in self.reply.names if place.sku}
        return skus if len(skus) == 1 else {}

    # --- what is spoken of, and the next update

    def _take_update(self, reading: DayReading) -> None:
        day = reading.span.last
        named = {place.sku for place in self.reply.names if reading.sentence[0] <= place.start < reading.sentence[1]}
        skus = named - {""}
        if skus:
            for sku in skus:
                self.updates.setdefault(sku, []).append(day)
        else:
            self.update.append(day)

    def _next_update(self, sku: str) -> date | None:
        days = self.updates.get(sku) or self.update
        coming = [day for day in days if day >= self.near]
        return min(coming) if coming else max(days, default=None)

    def _spoken_of(self) -> dict[str, None]:
        """Return the items of which a reply says something about shipping or delay, with or without a day."""
        if not self.windows and patterns.CANCELLED.search(self.reply.text):
            return {}
        told: dict[str, None] = {}
        general = bool(self.update)
        start = 0
        for end in self.reply.ends:
            cues = [place.cue for place in self.reply.cues_in(start, end)]
            topic = any(cue in _TOPICS for cue in cues) and DayCue.OTHER not in cues
            named = {place.sku: None for place in self.reply.names if start <= place.start < end and place.sku}
            if topic:
                told |= named
                general = general or not named
            start = end
        told |= dict.fromkeys(sku for sku in self.updates)
        if general and not told and not self.windows:
            return {place.sku: None for place in self.reply.names if place.sku} or dict.fromkeys(self.about)
        return told


def _last(windows: Iterable[ShipWindow]) -> ShipWindow | None:
    """Return the window that holds: the last one; one that only says again when an earlier one ends adds nothing."""
    held: ShipWindow | None = None
    for window in windows:
        if held is None or held.last != window.last or (held.first is None and window.first is not None):
            held = window
    return held
