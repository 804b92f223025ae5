"""A next update within so many working days, as we write it where nobody promised a day, and as agents do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zendesk_bridge.core.macros.wording import LANGUAGES, wording_for, working_days_on
from zendesk_bridge.core.promises.day_cue import DayCue
from zendesk_bridge.core.promises.text import ReplyText

_COUNTS = range(1, 11)  # as many as our sentences can say


def _phrases() -> dict[str, int]:
    """Return every way in which we write it, in small letters, with the number of days."""
    found: dict[str, int] = {}
    for language in sorted(LANGUAGES):
        said = wording_for(language).working_days
        for count in _COUNTS:
            found[said.period(count).lower()] = found[said.last(count).lower()] = count
    return found


_OURS = _phrases()
_IN_FIGURES = (
    r"within (?:the next )?(\d{1,2}) (?:working|business) days?",
    r"(?:innerhalb von|binnen) (\d{1,2}) (?:werk|arbeits)tagen",
    r"sous (\d{1,2}) jours ouvr\w{1,5}",
    r"en un plazo de (\d{1,2}) d\w{1,2}as h\w{1,2}biles",
    r"binnen (\d{1,2}) werkdagen",
)
_SAID = re.compile("|".join([*map(re.escape, sorted(_OURS, key=len, reverse=True)), *_IN_FIGURES]))


@dataclass(frozen=True, slots=True)
class Period:
    """So many working days, and where they stand in a reply."""

    start: int
    end: int
    count: int


def periods(reply: ReplyText) -> tuple[Period, ...]:
    """Return every number of working days that a reply names, whatever for."""
    found = (
        Period(*one.span(), _OURS.get(one[0]) or int(next(filter(None, one.groups()), "0")))
        for one in _SAID.finditer(reply.lower)
    )
    return tuple(one for one in found if one.count in _COUNTS)


def due_within(reply: ReplyText, found: Iterable[Period], near: date) -> date | None:
    """Return the last working day on which a customer hears again, by a reply of the day ``near``; None where none is.

    The sentence must be about hearing: a refund comes within working days, too.
    """
    hearing = (
        one for one in found if any(cue.cue is DayCue.UPDATE for cue in reply.cues_in(*reply.sentence(one.start)))
    )
    return next((working_days_on(near, one.count) for one in hearing), None)
