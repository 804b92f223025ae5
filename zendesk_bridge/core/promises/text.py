"""An agent's own words, cut into sentences, with the days, the names and the telling words that stand in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from zendesk_bridge.core.days import DaySpan, find_days, plainly
from zendesk_bridge.core.mentions.text import customer_words, plain_text
from zendesk_bridge.core.model import Words
from zendesk_bridge.core.promises import patterns
from zendesk_bridge.core.promises.day_cue import DayCue
from zendesk_bridge.core.promises.names import Nameable, NamedPlace
from zendesk_bridge.core.promises.sentences import sentence_ends

LIMIT = 20_000
"""Characters of a reply that are read; agents write fewer, and what follows is pasted."""

DAYS, NAMES = 200, 500
"""Days and names of a reply that are looked at; what holds more is a list of something else."""

_HIDDEN = re.compile(
    r"(?:https?|ftp)://\S+|\bwww\.\S+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|(?:#|\b(?:no\.|nr\.|n\.?º|n°|ref\.?:?)(?=\s?\S))\s?[\w/-]*\d[\w/-]*",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"<(?P<tag>del|strike|s)\b[^<>]{0,100}>[^<]{0,400}</(?P=tag)>", re.IGNORECASE)
_STRUCK_OUT = re.compile(r"~~[^~\n]{1,200}~~")
_CELL_END = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_CELL = "|"
_ROW = 80  # characters behind a day in which its row has another cell
_QUOTED = 300  # characters of a line that is answered
_WRAPPED = 58  # characters of a line that a mail program may have wrapped
_NEW_LINE = re.compile(r"\s*(?:[-*\u2022\u00b7>|]|\d{1,2}[.)]\s)")
_MASK = "\u00b7"


@dataclass(frozen=True, slots=True)
class CuePlace:
    """A word that tells what a day is for, and where it stands."""

    start: int
    end: int
    cue: DayCue


@dataclass(frozen=True)
class ReplyText:
    """One reply: its text, names masked, as long as the plain text, and what was found in it, all in order."""

    text: str
    names: tuple[NamedPlace, ...]
    days: tuple[DaySpan, ...]
    whole: str = field(default="", repr=False)

    @classmethod
    def of(cls, words: Words, nameable: Nameable, about: Collection[str], near: date, locale: str) -> ReplyText:
        """Read a reply of this day: what is quoted, signed or below the agent's own words counts for nothing."""
        if words.html:
            words = replace(words, text=_CELL_END.sub(r" |\g<0>", _STRUCK.sub(" ", words.text)))
        else:
            words = replace(words, text=_STRUCK_OUT.sub(" ", words.text))
        own = plainly(customer_words(words)[:LIMIT])
        if not words.html:
            own = _unwrapped(own)
        names = nameable.places(own, about)[:NAMES]
        if not names and not about:  # most replies are about something else
            return cls(own, (), ())
        text = _masked(own, names)
        return cls(text, names, find_days(text, near, locale)[:DAYS], plainly(plain_text(words))[:LIMIT])

    @cached_property
    def lower(self) -> str:
        """The text in small letters, as long as it is."""
        small = self.text.lower()
        if len(small) == len(self.text):
            return small
        return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in self.text)

    @cached_property
    def ends(self) -> list[int]:
        """Where its sentences end; none ends within a day."""
        inside = [(day.start, day.end - 1) for day in self.days]
        starts = [start for start, _ in inside]

        def within(end: int) -> bool:
            at = bisect_right(starts, end - 1) - 1
            return at >= 0 and end - 1 < inside[at][1]

        return [end for end in sentence_ends(self.text) if not within(end)]

    def sentence(self, place: int) -> tuple[int, int]:
        """Return where the sentence begins and ends that holds this place."""
        at = bisect_right(self.ends, place)
        return (self.ends[at - 1] if at else 0), (self.ends[at] if at < len(self.ends) else len(self.text))

    @cached_property
    def cues(self) -> tuple[CuePlace, ...]:
        """The telling words, in order; of two in one place the longer."""
        found = [
            CuePlace(*one.span(), cue)
            for cue, pattern in patterns.cue_patterns().items()
            for one in pattern.finditer(self.lower)
        ]
        kept: list[CuePlace] = []
        taken = bytearray(len(self.text))
        for place in sorted(found, key=lambda one: (one.start - one.end, one.cue is not DayCue.OTHER, one.start)):
            if not any(taken[place.start : place.end]):
                taken[place.start : place.end] = b"\1" * (place.end - place.start)
                kept += [place] if place.cue is not DayCue.IDLE else []
        return tuple(sorted(kept, key=lambda one: one.start))

    def is_relative(self, end: int) -> bool:
        """Tell whether the day that ends here is told as today or tomorrow."""
        return any(day.end == end and day.joint == "ahead" for day in self.days)

    def heading(self, place: int) -> DayCue | None:
        """Return what the heading of a table's column says, in which this place stands."""
        start, _ = self.sentence(place)
        if self.text.find(_CELL, start, place + _ROW) < 0 or self.is_labelled(place):
            return None
        column = self.text.count(_CELL, start, place)
        lines = self.text[:start].rstrip("\n").split("\n")
        above = len(lines)
        while above and _CELL in lines[above - 1]:
            above -= 1
        if above == len(lines):
            return None
        row = sum(len(line) + 1 for line in lines[:above])
        if any(row <= day.start < row + len(lines[above]) for day in self.days):  # its first row is one as the others
            return None
        cells = lines[above].split(_CELL)
        begin = row + sum(len(cell) + 1 for cell in cells[:column])
        told = self.cues_in(begin, begin + len(cells[column])) if column < len(cells) else []
        other = DayCue.OTHER if self.cues_in(row, row + len(lines[above])) else None
        return told[-1].cue if told else other

    def is_labelled(self, place: int) -> bool:
        """Tell whether a place stands in the second of two cells of which the first says what it is."""
        start, end = self.sentence(place)
        ahead = self.text.rfind(_CELL, start, place)
        if ahead < 0:
            return False
        before, behind = self.text[start:ahead].split(_CELL), self.text[place:end].split(_CELL)[1:]
        dated = any(start <= day.start < ahead for day in self.days)
        alone = sum(bool(cell.strip()) for cell in before) == 1 and not any(cell.strip() for cell in behind)
        return alone and not dated and bool(self.cues_in(start, ahead))

    def asked(self, place: int) -> frozenset[DayCue] | None:
        """Return what the quoted line right above asks about: people answer between the lines; None if nothing."""
        start, _ = self.sentence(place)
        line = self.whole[max(0, start - _QUOTED) : start].rstrip().rpartition("\n")[2].lower()
        if "?" not in line or self.text[max(0, start - len(line) - 2) : start].strip():
            return None
        if patterns.ASKS_FOR_WORD.search(line):
            return frozenset({DayCue.UPDATE})
        return frozenset(cue for cue, pattern in patterns.cue_patterns().items() if pattern.search(line))

    @cached_property
    def _cue_starts(self) -> list[int]:
        return [place.start for place in self.cues]

    def cues_in(self, start: int, end: int) -> list[CuePlace]:
        """Return the telling words that begin here or later and end before there."""
        found: list[CuePlace] = []
        at = bisect_right(self._cue_starts, start - 1)
        while at < len(self.cues) and self.cues[at].start < end:
            if self.cues[at].end <= end:
                found.append(self.cues[at])
            at += 1
        return found


def _masked(own: str, names: tuple[NamedPlace, ...]) -> str:
    pieces, done = [], 0
    for place in names:
        pieces += [own[done : place.start], _MASK * (place.end - place.start)]
        done = place.end
    text = "".join([*pieces, own[done:]])
    return _HIDDEN.sub(lambda found: _MASK * len(found[0]), text)


def _unwrapped(text: str) -> str:
    """Return the text with spaces for the line ends that stand within a paragraph."""
    lines = text.split("\n")
    joined = [lines[0]]
    for before, line in pairwise(lines):
        wrapped = len(before) >= _WRAPPED and bool(line.strip()) and not _NEW_LINE.match(line)
        joined += [" " if wrapped else "\n", line]
    return "".join(joined)
