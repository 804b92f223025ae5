"""What each of our fields on one ticket has to say, and whose words stand there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from zendesk_bridge.core import narrow
from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.render import told_texts
from zendesk_bridge.core.macros.version import wording_version
from zendesk_bridge.core.model import NOTHING_HEARD, Backorder, FieldKey, Heard, Macro, ShipWindow, digest
from zendesk_bridge.core.notices import Market
from zendesk_bridge.core.ports import Capabilities
from zendesk_bridge.core.rewriting import plain


@dataclass(frozen=True)
class Manner:
    """How facts become words on the tickets of one helpdesk, besides the facts and the day.

    ``locale`` is the language that the facts are written in, ``locales`` those in which there is a macro, so that no
    ticket gets fields in a language that no reply speaks. ``working_days`` is within how many a customer hears from us
    where no day is promised. ``replies`` are the macros whose whole reply stands in a field of its own, and ``fields``
    are ours on this helpdesk. ``market`` says whose rules on notices of delay hold.
    """

    locale: str
    locales: frozenset[str] = frozenset()
    working_days: int = wording.WORKING_DAYS
    replies: tuple[Macro, ...] = ()
    fields: frozenset[FieldKey] = frozenset()
    market: Market = Market.NONE

    @cached_property
    def version(self) -> str:
        """A short id of all of it: other sentences, dates, replies or fields reach tickets as other facts do."""
        spoken = frozenset(wording.spoken(locale, self.locale) for locale in {self.locale, *self.locales})
        return digest([wording_version(spoken, self.locale, self.market), *self._besides], 8)

    @cached_property
    def renewed_version(self) -> str:
        """The version of what they read who were told a ship window that no longer holds: a sentence more than others.

        It has a version of its own, so that another way to put it reaches those who read it, and no other ticket.
        """
        return digest([self.version, wording.renewed_version()], 8)

    def says(self, version: str) -> bool:
        """Tell whether words of this version are as today's.

        Older releases knew a version of the sentences alone: what was told in these is not told again for its id. They
        knew no market.
        """
        before = set() if self.market.rules_silence else {self._version_before}
        return version in {self.version, self.renewed_version, *before}

    @cached_property
    def _version_before(self) -> str:
        return digest([wording.version(), *self._besides], 8)

    @property
    def _besides(self) -> list[object]:
        replies = [
            [macro.key, [[words.locale, words.reply.text] for words in macro.variants]] for macro in self.replies
        ]
        return [self.locale, self.working_days, replies, sorted(self.fields)]

    def speech(
        self,
        locale: str,
        today: date,
        heard: Heard = NOTHING_HEARD,
        superseded: Mapping[str, ShipWindow] = MappingProxyType({}),
    ) -> wording.Speech:
        """Return how facts are told in this locale on this day, to a customer who has ``heard`` this before.

        ``superseded`` is the ship window of it that no longer holds, by SKU.
        """
        return wording.Speech(locale, today, self.locale, self.working_days, heard, self.market, superseded)

    def speaks(self, locale: str) -> bool:
        """Tell whether fields are written in this locale: its name in a ticket's field is our handwriting."""
        return locale == self.locale or locale in self.locales

    def chosen(self, said: str, wanted: str | None) -> str:
        """Return the language that the ticket's own field says, by an agent or by us, else the one wanted."""
        return said if self.speaks(said) else self.language(wanted)

    def language(self, wanted: str | None) -> str:
        """Return the offered locale that fits this one best: itself, then one of its language, then the default."""
        if not wanted or wanted == self.locale or wanted in self.locales:
            return wanted or self.locale
        alike = (locale for locale in (self.locale, *sorted(self.locales)) if _language(locale) == _language(wanted))
        return next(alike, self.locale)


def _language(locale: str) -> str:
    return locale.split("_", maxsplit=1)[0]


@dataclass(frozen=True)
class Telling:
    """One ticket's items that are late, as they may be told today, and the names of those that are back in stock.

    ``said`` is what the ticket says of the latter already, ``heard`` what the customer was told in replies, and
    ``superseded`` the ship window of it that no longer holds, by SKU.
    """

    items: Sequence[Backorder]
    back: Sequence[str]
    locale: str
    manner: Manner
    today: date
    said: str = ""
    heard: Heard = field(default_factory=dict)
    superseded: Mapping[str, ShipWindow] = field(default_factory=dict)

    def texts(self, keys: Iterable[FieldKey], capabilities: Capabilities) -> dict[FieldKey, str]:
        """Return the text of each of these fields, cut to what it holds; nothing where there is nothing to tell.

        They come in the fields' own order, so that people and programs always read them in the same.

        Raises InvalidInput for a reply that cannot be rendered.
        """
        known = self._facts(self.locale)
        wanted = sorted(keys, key=_place)
        if any(key.macro for key in wanted):
            known |= told_texts(self.manner.replies, self._facts, self.locale)
        texts = {key: narrow.field_text(key, known.get(key, ""), capabilities) for key in wanted}
        if FieldKey.LANGUAGE in texts:
            said = any(text for key, text in texts.items() if key is not FieldKey.LANGUAGE)
            texts[FieldKey.LANGUAGE] = self.locale if said else ""
        return texts

    @property
    def message(self) -> str:
        """All of it in sentences, as a note tells it to the agent."""
        return self._facts(self.locale)[FieldKey.MESSAGE]

    def _facts(self, locale: str) -> dict[FieldKey, str]:
        texts = wording.field_texts(self.items, self.manner.speech(locale, self.today, self.heard, self.superseded))
        texts[FieldKey.BACK_IN_STOCK] = self.said or wording.named(self.back, locale, self.manner.locale)
        return texts


def _place(key: FieldKey) -> tuple[int, str]:
    """Return where a field stands among ours: as they are listed, then the replies by name."""
    return (_LISTED.get(key, len(_LISTED)), key)


_LISTED = {key: place for place, key in enumerate(FieldKey)}


def name_of(item: Backorder, locale: str, manner: Manner) -> str:
    """Return what a customer who is written to in this locale calls the item."""
    return wording.translated(item, locale, manner.locale).name


def text_id(text: str) -> str:
    """Return a short id of the words of a text: what we remember of what we wrote."""
    return digest(plain(text))


def is_ours(key: FieldKey, text: str, written: Iterable[tuple[FieldKey, str]]) -> bool:
    """Tell whether what stands in a field is what we remember to have written, in whatever way it is kept there."""
    lines = "\n".join(line.strip() for line in text.replace("\r\n", "\n").split("\n")).strip()
    ids = {text_id(text), digest(lines)}  # the second is how older records were made
    return any(name == key and known in ids for name, known in written)
