"""The sentences that ticket fields hold, in every language we offer.

Each field text is made for one slot, so that macros can rely on it in every language and for one or several items:

- ``items``: anywhere a name fits;
- ``ship_window``: after a label and a colon, "Ships from our warehouse: ..."; it holds no colon of its own;
- ``options``: after "You can", "Sie können", "Vous pouvez", "Puede"; nothing but a full stop comes after it;
- ``next_update``: after "by", "spätestens am", "au plus tard le", "a más tardar el";
- ``delay``: whole sentences: which item is late, and why, and which ship window the customer was told that no longer
  holds; a line for each item;
- ``choices``: whole sentences: that nothing needs to be done if the new timing suits, what else can be, and how to
  choose it;
- ``follow_up``: a whole sentence: when the customer hears from us again;
- ``message``: all of it, in paragraphs of its own.

What is back in stock, the language and the greeting are no facts about late items: their texts are empty here.

Dates are ship dates, never delivery dates, and no text promises what the facts do not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from zendesk_bridge.core.macros.calendar import listed
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.macros.window import day, is_far, language, words
from zendesk_bridge.core.macros.wording.languages import WORDINGS, Wording
from zendesk_bridge.core.macros.wording.offers import Offers
from zendesk_bridge.core.macros.wording.renewed import RENEWED
from zendesk_bridge.core.macros.wording.ruled import ruled
from zendesk_bridge.core.model import (
    Backorder,
    FieldKey,
    Heard,
    ShipWindow,
    digest,
)
from zendesk_bridge.core.notices import Market

WORKING_DAYS = 2
"""Working days within which a customer hears from us where no day is promised, unless the admin says otherwise."""

LANGUAGES = frozenset(WORDINGS)

_SATURDAY = 5  # as ``date.weekday`` counts


def spoken(locale: str, default: str = "en") -> str:
    """Return the locale to write in: this one if we offer its language, else the default, else English."""
    return next((known for known in (locale, default) if language(known) in LANGUAGES), "en").replace("-", "_")


def wording_for(locale: str, default: str = "en") -> Wording:
    """Return the sentences of this locale's language, or of the default locale's."""
    return WORDINGS[language(spoken(locale, default))]


@lru_cache(maxsize=1)
def version() -> str:
    """Return a short id of all the sentences: when one is corrected, what was said in the old ones is said again."""
    return digest([[language, astuple(WORDINGS[language])] for language in sorted(WORDINGS)], 8)


@lru_cache(maxsize=1)
def renewed_version() -> str:
    """Return a short id of the sentences that only they read who were told a window which no longer holds."""
    return digest([[language, astuple(RENEWED[language])] for language in sorted(RENEWED)], 8)


def nearness(item: Backorder, today: date, working_days: int = WORKING_DAYS) -> str:
    """Return how near an item's days are, as far as words depend on it: on the day on which this changes, they do.

    A day more than half a year away is told with its year. An update promised within the working days is the next word
    also beside an item for which no day is promised.
    """
    window, update = item.ship_window, item.next_update
    signs = {
        "year": window is not None and is_far(window.last, today),
        "update-year": update is not None and is_far(update, today),
        "update-soon": update is not None and update <= working_days_on(today, working_days),
    }
    return ".".join(sign for sign, so in signs.items() if so)


def fallback(locale: str, default: str = "en", working_days: int = WORKING_DAYS) -> str:
    """Return the reply (Markdown with Jinja2) for a ticket whose fields are empty: it names no date and no item."""
    wording = wording_for(locale, default)
    return wording.fallback % wording.working_days.period(working_days)


def translated(item: Backorder, locale: str, default: str = "en") -> Backorder:
    """Return the item with its name and its reason as sentences in this locale may hold them.

    ``default`` is the language that the facts are written in. A name is a name in any language. A reason is part of
    a sentence: in a sentence of another language it is left out rather than left untranslated.
    """
    locale = spoken(locale, default)
    understood = item.reason if language(locale) == language(default) else ""
    text = replace(item, reason=understood).text(locale)
    return replace(item, name=text.name, reason=text.reason.strip().rstrip("."))


def named(names: Sequence[str], locale: str, default: str = "en") -> str:
    """Return the names of items as a sentence of this locale holds them, in its quotation marks; "" for none."""
    quoted = wording_for(locale, default).quoted
    return listed([quoted.format(name=name) for name in names], spoken(locale, default))


@dataclass(frozen=True, slots=True)
class Speech:
    """How to say it: in which locale, on which day, and within how many working days we answer for sure.

    ``default`` is the language that the facts are written in, ``heard`` what the customer was told before, ``market``
    the one whose rules on notices of delay decide what is said of silence, and ``superseded`` the ship window that the
    customer was told and that no longer holds, by SKU.
    """

    locale: str
    today: date
    default: str = "en"
    working_days: int = WORKING_DAYS
    heard: Heard = field(default_factory=dict)
    market: Market = Market.NONE
    superseded: Mapping[str, ShipWindow] = field(default_factory=dict)


def field_texts(items: Sequence[Backorder], speech: Speech) -> dict[FieldKey, str]:
    """Return every field's text about these late items; without items every text is empty.

    The whole text is in one language: that of the locale, or the default's where we do not offer it; only the names
    of items are as they are. The item that ships first comes first. Nothing is cut.
    """
    if not items:
        return dict.fromkeys(FieldKey, "")
    told = _told(items, speech)
    return dict.fromkeys(FieldKey, "") | {
        FieldKey.ITEMS: listed([item.name for item in told.items], told.speech.locale),
        FieldKey.SHIP_WINDOW: told.windows(),
        FieldKey.OPTIONS: told.offers.options(),
        FieldKey.NEXT_UPDATE: told.next_update(),
        FieldKey.DELAY: "\n".join(map(told.late, told.items)),
        FieldKey.CHOICES: told.offers.choices(),
        FieldKey.FOLLOW_UP: told.follow_up(),
        FieldKey.MESSAGE: told.message(),
    }


def silence(item: Backorder, speech: Speech) -> str:
    """Say what a market's rule makes of silence about an item, in sentences; "" where it says nothing of it."""
    found = _told([item], speech).offers.ruled
    return found.lead() if found else ""


def _told(items: Sequence[Backorder], speech: Speech) -> _Told:
    current = (as_of(translated(item, speech.locale, speech.default), speech.today) for item in items)
    return _Told(
        tuple(sorted(current, key=_ships)),
        replace(speech, locale=spoken(speech.locale, speech.default)),
        wording_for(speech.locale, speech.default),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Late items as of today, in words of one language."""

    items: tuple[Backorder, ...]
    speech: Speech
    wording: Wording

    # --- what changed, and the new timing

    def late(self, item: Backorder) -> str:
        """Say that an item is late, and why, and what the customer was told that no longer holds."""
        late = self.wording.late_because if item.reason else self.wording.late
        sentences = [late.format(name=item.name, reason=item.reason)]
        told = self.speech.superseded.get(item.sku)
        if told:
            sentence = RENEWED[language(self.speech.locale)].sentence(told)
            sentences.append(sentence.format(window=words(told, self.speech.locale, self.speech.today)))
        return " ".join(sentences)

    def timing(self, item: Backorder) -> str:
        """Say when an item ships, in a sentence that its window fits into."""
        if item.lapsed:
            return self.wording.lapsed
        if item.ship_window is None:
            return self.wording.unknown
        if item.ship_window.first is None:
            sentence = self.wording.by
        elif item.ship_window.first == item.ship_window.last:
            sentence = self.wording.one_day
        else:
            sentence = self.wording.window
        return sentence.format(window=self.window(item))

    def window(self, item: Backorder) -> str:
        """Write the ship window, or that a new one is being confirmed."""
        if item.lapsed:
            return self.wording.lapsed_window
        return words(item.ship_window, self.speech.locale, self.speech.today)

    def windows(self) -> str:
        """Write the ship window of one item, or of several with their names."""
        if len(self.items) == 1:
            return self.window(self.items[0])
        return self.wording.between.join(
            self.wording.pair.format(name=item.name, window=self.window(item)) for item in self.items
        )

    # --- the options

    @property
    def offers(self) -> Offers:
        """What the customer can do, and what it means if they do not answer."""
        ruling = ruled(self.items, self.speech.market, self.speech.heard, self.speech.locale, self.speech.today)
        return Offers(self.items, self.speech.locale, self.wording, ruling)

    # --- the next update

    @property
    def _due(self) -> date | None:
        """The first day that an admin promised, unless an item without such a day is answered sooner.

        What is due today or was before is no promise any more. Customers of an item without one hear within some
        working days, and no later day of another item is told as the next word.
        """
        days = [item.next_update for item in self.items if item.next_update]
        first = min(days, default=None)
        answered = working_days_on(self.speech.today, self.speech.working_days)
        return first if first and (len(days) == len(self.items) or first <= answered) else None

    def next_update(self) -> str:
        """Write the day on which the customer hears from us.

        Where nobody promised one, no other day is made up: what is counted from the message itself stays true however
        long the text waits on the ticket.
        """
        if self._due:
            return day(self._due, self.speech.locale, self.speech.today)
        return self.wording.working_days.last(self.speech.working_days)

    def follow_up(self) -> str:
        """Say when the customer hears from us."""
        if self._due:
            return self.wording.update.format(day=self.next_update())
        period = self.wording.working_days.period(self.speech.working_days)
        return self.wording.update_within.format(period=period)

    # --- everything

    def message(self) -> str:
        """Write all four parts of an update: a line for each item, then the choices, then the next update."""
        facts = "\n".join(f"{self.late(item)} {self.timing(item)}" for item in self.items)
        return f"{facts}\n\n{self.offers.choices()}\n\n{self.follow_up()}"


def _ships(item: Backorder) -> tuple[bool, date]:
    """Sort what ships first to the front, and what has no date to the end."""
    window = item.ship_window
    return (window is None, window.last if window else date.max)


def working_days_on(day: date, count: int) -> date:
    """Return the day that comes this many working days later; holidays are not known here."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
