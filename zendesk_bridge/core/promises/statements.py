"""An agent's public reply -> what it says of each late item: its ship window, and when the customer hears again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from itertools import pairwise

from zendesk_bridge.core.model import ShipWindow, Words
from zendesk_bridge.core.promises import patterns
from zendesk_bridge.core.promises.acknowledging import telling
from zendesk_bridge.core.promises.day_cue import DayCue
from zendesk_bridge.core.promises.names import Nameable, NamedPlace
from zendesk_bridge.core.promises.roles import SHIPPING, DayReading, Meant, readings
from zendesk_bridge.core.promises.statement import Statement
from zendesk_bridge.core.promises.text import ReplyText
from zendesk_bridge.core.promises.working_days import due_within, periods

_BESIDE = 40  # characters behind a day in which "for the ..." names its item
_TAKEN_BACK = 120  # characters before a day in which somebody takes back another one
_IN_TURN = range(2, 7)  # days of a sentence that tells items and days in turn
_AT_ONCE = 16  # characters from a name to its own day
_TOPICS = frozenset({DayCue.SHIP, DayCue.DATE, DayCue.DELIVERY, DayCue.STOCK})


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


def spoken_of(
    words: Words, nameable: Nameable, about: Collection[str], near: date, locale: str = "en_US"
) -> frozenset[str]:
    """Return the items that a reply names, or of whose shipping it speaks; else as :func:`statements`."""
    known = tuple(sku for sku in about if sku in nameable.items)
    reply = ReplyText.of(words, nameable, known, near, locale)
    if not reply.names and not known:
        return frozenset()
    told = _Hearing(reply, known, near).statements()
    return frozenset({one.sku for one in told} | {place.sku for place in reply.names if place.sku})


class _Hearing:
    """One reply on its way from days and names to statements."""

    def __init__(self, reply: ReplyText, about: tuple[str, ...], near: date) -> None:
        self.reply, self.about, self.near = reply, about, near
        self.settled, self.periods = self._settled(), periods(reply)
        self.windows: dict[str, list[ShipWindow]] = {}
        self.updates: dict[str, list[date]] = {}
        self.update: list[date] = []

    def statements(self) -> tuple[Statement, ...]:
        """Return them in the order in which the reply comes to speak of the items."""
        before: DayReading | None = None
        for reading in readings(self.reply):
            if self._is_question(reading) or self._is_counted(reading):
                continue
            asked = self.reply.asked(reading.span.start) if reading.cue is None else None
            if reading.cue is DayCue.UPDATE or (asked and DayCue.UPDATE in asked):
                self._take_update(reading, before)
            elif self._is_window(reading, asked) and reading.meant is not Meant.WEEK:
                self._take_window(reading, before)
            before = reading
        spoken_of = [sku for sku in self._spoken_of() if sku not in self.settled]
        skus = dict.fromkeys([*self.windows, *spoken_of])
        return tuple(Statement(sku, _last(self.windows.get(sku, ())), self._next_update(sku)) for sku in skus)

    # --- windows

    def _is_question(self, reading: DayReading) -> bool:
        """Tell whether a day is only asked about: "would December 10 suit you?"."""
        said = self.reply.text[slice(*reading.sentence)].rstrip()
        return said.endswith("?") and not patterns.TAG.search(said)

    def _is_counted(self, reading: DayReading) -> bool:
        """Tell whether a day is none: "by the second working day"."""
        return any(one.start <= reading.span.start < one.end for one in self.periods)

    def _is_window(self, reading: DayReading, asked: frozenset[DayCue] | None) -> bool:
        if reading.cue in SHIPPING:
            if reading.cue is DayCue.DATE and self._is_about_else(reading.sentence[0]):
                return False
            return not (reading.span.last <= self.near and self._is_over(reading))
        if reading.cue is not None:
            return False
        return self._stands_for_window(reading) if asked is None else bool(asked & _TOPICS)

    def _is_over(self, reading: DayReading) -> bool:
        return patterns.OVER.search(self.reply.text, *reading.sentence) is not None

    def _stands_for_window(self, reading: DayReading) -> bool:
        """Tell whether a day of which no word says what it is for can be nothing else.

        It stands in a line with an item's name, behind a line that announces it, or is all that is said.
        """
        start = reading.sentence[0]
        if self._is_about_else(start):
            return False
        if self._is_labelled(reading):
            return True
        ahead = self.reply.text[:start].rstrip()
        if ahead.endswith((":", "?")):
            told = self.reply.cues_in(self.reply.sentence(max(0, len(ahead) - 1))[0], start)
            return bool(told) and told[-1].cue in SHIPPING
        if reading.span.last < self.near:
            return False
        about = any(place.cue in {DayCue.SHIP, DayCue.DATE} for place in self.reply.cues)
        said = patterns.SAYS.search(self.reply.text, start, reading.span.start) is not None
        return (said and about) or self._says_no_more(reading)

    def _is_labelled(self, reading: DayReading) -> bool:
        """Tell whether a day is told of a name as in a list: "Blue Widget: December 6 - 10", or the other way round."""
        start, end = reading.sentence
        before = [place.end for place in self.reply.names if start <= place.start and place.end <= reading.span.start]
        behind = [place.start for place in self.reply.names if reading.span.end <= place.start < end]
        left = bool(before) and patterns.PLAIN.fullmatch(self.reply.text, before[-1], reading.span.start) is not None
        return left or (
            bool(behind) and patterns.PLAIN.fullmatch(self.reply.text, reading.span.end, behind[0]) is not None
        )

    def _is_about_else(self, start: int) -> bool:
        """Tell whether a sentence, or the one before it, is about what a shop does besides shipping."""
        for begin, end in (self.reply.sentence(start), self.reply.sentence(max(0, start - 1))):
            cues = {place.cue for place in self.reply.cues_in(begin, end)}
            if DayCue.EVENT in cues:
                return DayCue.SHIP not in cues
            if cues & {DayCue.SHIP, DayCue.SENT} or any(begin <= place.start < end for place in self.reply.names):
                return False
        return False

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
        if before and self._begins(before, reading):
            window = ShipWindow(before.span.first, span.last)
        for sku in self._of_which(reading, before):
            told = self.windows.setdefault(sku, []) if sku not in self.settled else []
            if not told or reading.cue in {DayCue.SHIP, DayCue.SENT} or self._is_corrected(reading):
                told.append(window)

    def _begins(self, before: DayReading, reading: DayReading) -> bool:
        """Tell whether the day before is the first of which this one is the last: "from the 6th, by the 10th"."""
        span = reading.span
        apart = before.meant is Meant.FROM and before.sentence == reading.sentence and span.first == span.last
        told = before.cue in {DayCue.SHIP, DayCue.DATE, DayCue.BROKEN, None} and before.span.joint != "ahead"
        return apart and told and before.span.first < span.last

    def _is_corrected(self, reading: DayReading) -> bool:
        """Tell whether somebody takes back what they wrote before, or says it of the item by its name."""
        ahead = self.reply.text[max(0, reading.span.start - _TAKEN_BACK) : reading.span.start]
        if reading.cue is None and self._group(reading.sentence[0], reading.span.start):
            return True
        return reading.cue is DayCue.DATE or patterns.CORRECTS.search(ahead) is not None

    # --- items

    def _of_which(self, reading: DayReading, before: DayReading | None) -> Iterable[str]:
        """Return the items that a window is of; none where it is of something else."""
        start, end = reading.sentence
        left = max(start, before.span.end if before else 0)
        named = self._named_behind(reading) or self._in_turn(reading) or self._group(left, reading.span.start)
        if patterns.BOTH.search(self.reply.text, named[0].end if named else left, reading.span.start):
            return dict.fromkeys([*self.about, *(place.sku for place in self.reply.names if place.sku)])
        if not named and before and before.sentence == reading.sentence:
            named = self._group(start, reading.span.start)
        named = named or self._group(reading.span.end, end, first=True)
        if named:
            return {place.sku: None for place in named if place.sku}
        if patterns.BOTH.search(self.reply.text, start, end):
            return dict.fromkeys([*self.about, *(place.sku for place in self.reply.names if place.sku)])
        return self._topic(start) or self._only_other() or self.about

    def _settled(self) -> frozenset[str]:
        """Return the items that are cancelled or swapped as the reply says: of their shipping nothing is told."""
        found: set[str] = set()
        start = 0
        for end in self.reply.ends:
            cancelled = patterns.CANCELLED.search(self.reply.text, start, end)
            if cancelled or patterns.SWAPPED.search(self.reply.text, start, end):
                named = {place.sku for place in self.reply.names if start <= place.start < end and place.sku}
                if cancelled and len(named) > 1:
                    beside = self._group(cancelled.start(), end, first=True) or self._group(start, end)
                    named = {place.sku for place in beside if place.sku}
                found |= named or {*self.about, *(place.sku for place in self.reply.names)}
            start = end
        return frozenset(found)

    def _named_behind(self, reading: DayReading) -> list[NamedPlace]:
        """Return the items named right behind a day: "December 6 - 10 for the kettle"."""
        end = reading.span.end
        behind = [place for place in self.reply.names if end <= place.start <= min(end + _BESIDE, reading.sentence[1])]
        if behind and patterns.FOR.fullmatch(self.reply.text, end, behind[0].start) and not self._has_own(behind[0]):
            return self._joined(behind, first=True)
        return []

    def _in_turn(self, reading: DayReading) -> list[NamedPlace]:
        """Return the item of a day where days and items take turns: "on the 8th the lamp ships, on the 15th the mug".

        Or all items and then all days: "lamp and mug: December 8 and December 15 respectively".
        """
        start, end = reading.sentence
        days = [day for day in self.reply.days if start <= day.start < end]
        names = [place for place in self.reply.names if start <= place.start < end]
        at = next((place for place, day in enumerate(days) if day.start == reading.span.start), None)
        if at is None or not names or len(days) not in _IN_TURN:
            return []
        if names[0].start > days[0].end:
            stops = [*(day.start for day in days[1:]), end]
            each = [self._group(day.end, stop, first=True) for day, stop in zip(days, stops, strict=True)]
            return each[at] if all(each) and sum(map(len, each)) == len(names) else []
        told = names[-1].end <= days[0].start and patterns.RESPECTIVELY.search(self.reply.text, start, end)
        return [names[at]] if told and len(names) == len(days) else []

    def _has_own(self, place: NamedPlace) -> bool:
        """Tell whether a day of its own follows a name at once: "for the lamp on December 8"."""
        days = (day for day in self.reply.days if place.end <= day.start <= place.end + _AT_ONCE)
        return any(not patterns.SEPARATOR.search(self.reply.text, place.end, day.start) for day in days)

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
        while start > 0 and self.reply.names:
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

    def _take_update(self, reading: DayReading, before: DayReading | None) -> None:
        """Take a day on which the customer hears again: of the item that the sentence names, else of all."""
        day = reading.span.last
        start, end = reading.sentence
        left = max(start, before.span.end if before else 0)
        named = self._named_behind(reading) or self._group(left, reading.span.start)
        named = named or self._group(reading.span.end, end, first=True)
        if not named:
            self.update.append(day)
        for place in named:
            self.updates.setdefault(place.sku, []).append(day)

    def _next_update(self, sku: str) -> date | None:
        days = self.updates.get(sku) or self.update
        if not days:
            return due_within(self.reply, self.periods, self.near)
        coming = [day for day in days if day >= self.near]
        return min(coming) if coming else max(days, default=None)

    def _spoken_of(self) -> dict[str, None]:
        """Return the items of which a reply says something about shipping or delay, with or without a day."""
        told: dict[str, None] = {}
        general = bool(self.update)
        for start, end in telling(self.reply.text, pairwise([0, *self.reply.ends])):
            places = self.reply.cues_in(start, end)
            cues = [place.cue for place in places]
            over = self._left_already(start, end)
            named = {
                place.sku: None
                for place in self.reply.names
                if start <= place.start < end and place.sku not in {"", *over}
            }
            sent = ({DayCue.SENT, DayCue.GOT} & set(cues) and (named or DayCue.SENT in cues)) and not {
                DayCue.NOTE,
                DayCue.UPDATE,
                DayCue.OTHER,
            } & set(cues)
            dated = any(
                place.cue is DayCue.UPDATE and patterns.A_DATE.search(self.reply.text, place.start, place.end)
                for place in places
            )
            topic = (sent or dated or any(cue in _TOPICS for cue in cues)) and not patterns.MATTER.search(
                self.reply.text, start, end
            )
            if DayCue.EVENT in cues and not (named and {DayCue.SHIP, DayCue.DATE} & set(cues)):
                topic = False
            if topic:
                told |= named
                general = general or not (named or over)
        told |= dict.fromkeys(sku for sku in self.updates if sku)
        if general and not told and not self.windows:
            return {place.sku: None for place in self.reply.names if place.sku} or dict.fromkeys(self.about)
        return told

    def _left_already(self, start: int, end: int) -> frozenset[str]:
        """Return the items of which a sentence says that they are on their way: nothing is to come."""
        over = patterns.OVER.search(self.reply.text, start, end)
        if over is None or patterns.NOT.search(self.reply.text, start, end):
            return frozenset()
        named = self._group(start, over.end())
        if not named:
            sign = patterns.SEPARATOR.search(self.reply.text, over.end(), end)
            named = self._group(over.end(), sign.start() if sign else end, first=True)
        return frozenset(place.sku for place in named) or frozenset(self.about)


def _last(windows: Iterable[ShipWindow]) -> ShipWindow | None:
    """Return the window that holds: the last one; one that only says again when an earlier one ends adds nothing."""
    held: ShipWindow | None = None
    for window in windows:
        ranged = window.first is not None and window.first < window.last
        if held is None or held.last != window.last or ranged:
            held = window
    return held
