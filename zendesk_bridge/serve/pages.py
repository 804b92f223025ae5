"""The choice page and what is told instead of it, as HTML, and an acknowledgement as a file. No script, nothing loaded.

Whatever comes from a feed or a shop is text: Jinja2 escapes it, and what could turn the direction of the words beside
it is made visible.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from zendesk_bridge.app.outreach.answering import ChoicePage
from zendesk_bridge.core.choices.on_page import ItemOnPage
from zendesk_bridge.core.macros.calendar import calendar_for
from zendesk_bridge.core.macros.window import day, language
from zendesk_bridge.core.macros.window import words as window_words
from zendesk_bridge.core.macros.wording import spoken, translated, wording_for
from zendesk_bridge.core.model import Option, PageChoice, Swap
from zendesk_bridge.core.safe import harmless, one_line
from zendesk_bridge.serve.words import WORDS, PageSaying, PageWords

_ORDER: Final = ("wait", "swap", "split", "cancel")
_SECONDS_AN_HOUR: Final = 3600


@cache
def style_hash() -> str:
    """Return how a content security policy names the style that every page carries within itself, and no other."""
    style = _environment().get_template("style.css").render()
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@dataclass(frozen=True, slots=True)
class PageTongue:
    """In which ``locale`` a page speaks; ``default`` is the language that the facts are written in."""

    locale: str
    default: str

    @classmethod
    def of(cls, asked: str, message: str, default: str) -> PageTongue:
        """Return that of a message unless the reader ``asked`` for another one of our languages."""
        written = spoken(message, default)
        if asked in WORDS and asked != language(written):
            return cls(asked, default)
        return cls(written, default)

    @property
    def code(self) -> str:
        """The language alone: ``de``."""
        return language(self.locale)

    @property
    def words(self) -> PageWords:
        """The sentences of its language."""
        return WORDS[self.code]

    @property
    def colon(self) -> str:
        """What stands between a name and its value: French has a space before it."""
        return wording_for(self.locale, self.default).colon

    def moment(self, when: datetime) -> str:
        """Return a day with its year and a time with its zone, by which it can be proven."""
        calendar = calendar_for(self.locale) or calendar_for("en")
        told = calendar.one(when.date(), with_year=True) if calendar else when.date().isoformat()
        return self.words.moment.format(day=told, time=f"{when:%H:%M}", zone=_zone(when))


def order_page(page: ChoicePage, tongue: PageTongue, notice: str = "") -> str:
    """Return what is late and what can be chosen; ``notice`` is what became of an answer that was not taken."""
    words = tongue.words
    choices = any(item.options for item in page.items)
    intro = [words.intro_many if len(page.items) > 1 else words.intro_one] if choices else []
    items = [_item(at, item, page, tongue) for at, item in enumerate(page.items)]
    chosen = any(item.chosen for item in page.items)
    last = [words.change if chosen else words.questions]
    title = words.title.format(order=_plain(page.message.number))
    return _render("order.html", tongue, title, notices=[notice] if notice else [], intro=intro, items=items, last=last)


def confirm_page(page: ChoicePage, at: int, tongue: PageTongue) -> str:
    """Return the second step of a cancellation: nothing is cancelled before it."""
    words, item = tongue.words, _item(at, page.items[at], page, tongue)
    return _render("confirm.html", tongue, words.confirm.title, f"&ask={at}", item=item, order=_number(page), last=[])


def done_page(page: ChoicePage, at: int, tongue: PageTongue) -> str:
    """Return the acknowledgement of a choice: what, when, and for which order; to be kept or printed."""
    lines, following = list(_receipt(page, at, tongue)), _next(page, at, tongue)
    title, last = _done(page, at, tongue), [tongue.words.change]
    return _render("done.html", tongue, title, f"&done={at}", at=at, lines=lines, next=following, last=last)


def receipt(page: ChoicePage, at: int, tongue: PageTongue) -> str:
    """Return the acknowledgement as plain text, for a file of the customer's own."""
    lines = [f"{name}{tongue.colon}{value}" for name, value in _receipt(page, at, tongue)]
    told = [_done(page, at, tongue), "", *lines, "", _next(page, at, tongue), tongue.words.change]
    return "\r\n".join([*told, ""])


def saying_page(said: PageSaying, tongue: PageTongue, *, switch: bool = True) -> str:
    """Return a page that says one thing alone; without ``switch`` no other language is offered."""
    return _render("saying.html", tongue, said.title, text=said.text, last=[], switch=switch)


def _render(template: str, tongue: PageTongue, title: str, rest: str = "", **more: Any) -> str:
    switch = more.pop("switch", True)
    names = [{"code": code, "name": one.language, "current": code == tongue.code} for code, one in WORDS.items()]
    given = {
        "tag": tongue.locale.replace("_", "-"),
        "code": tongue.code,
        "words": tongue.words,
        "colon": tongue.colon,
        "title": title,
        "rest": rest,
        "languages": names if switch else (),
        "notices": (),
    }
    return _environment().get_template(template).render(given | more)


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


@dataclass(frozen=True, slots=True)
class ItemView:
    """What a page shows of one item, in words; "" for what there is not. ``buttons`` are kind, label and hint."""

    at: int
    name: str
    version: str
    quantity: str
    texts: tuple[str, ...]
    ships: str
    next_update: str
    as_of: str
    chosen: str
    chosen_at: str
    moved: bool
    buttons: tuple[tuple[str, str, str], ...]


def _item(at: int, one: ItemOnPage, page: ChoicePage, tongue: PageTongue) -> ItemView:
    words, today = tongue.words, page.now.date()
    wording = wording_for(tongue.locale, tongue.default)
    waits = None if _is_settled(one) else one.item
    window, update = (waits.ship_window, waits.next_update) if waits else (None, None)
    read_at = one.read_at.astimezone(page.now.tzinfo) if waits and one.read_at else None
    return ItemView(
        at,
        _name(one, tongue),
        one.version,
        words.quantity.format(number=one.quantity),
        tuple(_texts(one, tongue)),
        window_words(window, tongue.locale, today) if window else "",
        wording.update.format(day=day(update, tongue.locale, today)) if update else "",
        words.as_of.format(moment=tongue.moment(read_at)) if read_at else "",
        _chosen(one, words),
        _when(one.chosen, page, tongue) if one.chosen else "",
        one.moved,
        tuple(_button(option, words) for option in sorted(one.options, key=lambda it: _ORDER.index(it.kind))),
    )


def _is_settled(one: ItemOnPage) -> bool:
    """Tell whether the customer waits for this item no more, whatever becomes of its date."""
    return one.chosen is not None and not one.moved and one.chosen.kind in {"cancel", "swap"}


def _texts(one: ItemOnPage, tongue: PageTongue) -> Iterator[str]:
    if _is_settled(one):
        return
    if one.item is None:
        yield tongue.words.back
        return
    wording, item = wording_for(tongue.locale, tongue.default), translated(one.item, tongue.locale, tongue.default)
    reason = _plain(item.reason)
    name = _name(one, tongue)
    yield wording.late_because.format(name=name, reason=reason) if reason else wording.late.format(name=name)
    if one.item.ship_window is None:
        yield wording.lapsed if one.item.lapsed else wording.unknown
    if not one.options and not one.chosen:
        yield tongue.words.no_options


def _button(option: Option, words: PageWords) -> tuple[str, str, str]:
    hints = {"split": words.split_hint, "cancel": words.cancel_hint}
    return option.kind, _label(option, words), hints.get(option.kind, "")


def _label(option: Option, words: PageWords) -> str:
    if isinstance(option, Swap):
        return words.swap.format(swap=_plain(option.name))
    return _label_of(option.kind, words)


def _label_of(kind: str, words: PageWords) -> str:
    return {"wait": words.wait, "swap": words.swap_other, "split": words.split, "cancel": words.cancel}[kind]


def _chosen(one: ItemOnPage, words: PageWords) -> str:
    if one.taken:
        return _label(one.taken, words)
    return _label_of(one.chosen.kind, words) if one.chosen else ""


def _receipt(page: ChoicePage, at: int, tongue: PageTongue) -> Iterator[tuple[str, str]]:
    words, one = tongue.words, page.items[at]
    yield words.order, _number(page)
    yield words.item, f"{_name(one, tongue)} ({_plain(one.sku)})"
    yield words.quantity.partition("{")[0].rstrip(" :"), str(one.quantity)
    yield words.choice, _chosen(one, words)
    if one.chosen:
        yield words.received, _when(one.chosen, page, tongue)


def _done(page: ChoicePage, at: int, tongue: PageTongue) -> str:
    chosen = page.items[at].chosen
    return tongue.words.done_cancel if chosen and chosen.kind == "cancel" else tongue.words.done


def _next(page: ChoicePage, at: int, tongue: PageTongue) -> str:
    chosen = page.items[at].chosen
    return tongue.words.next_wait if chosen and chosen.kind == "wait" else tongue.words.next_other


def _when(chosen: PageChoice, page: ChoicePage, tongue: PageTongue) -> str:
    return tongue.moment(chosen.at.astimezone(page.now.tzinfo))


def _name(one: ItemOnPage, tongue: PageTongue) -> str:
    return _plain(translated(one.item, tongue.locale, tongue.default).name if one.item else one.name)


def _number(page: ChoicePage) -> str:
    return _plain(page.message.number)


def _plain(text: str) -> str:
    return one_line(harmless(text)).strip()


def _zone(when: datetime) -> str:
    """Return the distance from UTC: names of zones mean several of them."""
    offset = when.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    hours, rest = divmod(abs(seconds), _SECONDS_AN_HOUR)
    sign = "\N{MINUS SIGN}" if seconds < 0 else "+"  # no line ends after it
    return f"UTC{sign}{hours:02}:{rest // 60:02}" if seconds else "UTC"
