"""A plan as a person reviews it: what has one cause stands together, and what is the same stands once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from zendesk_bridge.core.facts.changes import days_of
from zendesk_bridge.core.macros.difference import Difference, Edit, edits
from zendesk_bridge.core.model import Applied, Backorder, Cancel, DriftMode, Option, ShipWindow, Split, Swap
from zendesk_bridge.core.plan import Adopt, Blocked, Create, Drift, Hide, Keep, MacroChange, Plan, Retire, Update
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.words import advice, changed, title, word

_LOCALE = re.compile(r"[a-z]{2,3}(?:_[A-Za-z]{2,4})*")


class Member(NamedTuple):
    """One change on one helpdesk."""

    helpdesk: str
    change: MacroChange


@dataclass(slots=True)
class ChangePart:
    """Changes that look the same to a reader: the same text, or the same words in place of the same."""

    edits: tuple[tuple[str, tuple[Edit, ...]], ...]
    """By property; () for what is created or retired."""
    members: list[Member] = field(default_factory=list)

    @property
    def titles(self) -> dict[str, tuple[str, list[str]]]:
        """By key, the title and the helpdesks on which it changes."""
        found: dict[str, tuple[str, list[str]]] = {}
        for helpdesk, change in self.members:
            found.setdefault(change.key, (title(change), []))[1].append(helpdesk)
        return found


@dataclass(slots=True)
class ChangeGroup:
    """Changes with one cause. ``subject`` is the SKU or the macro file's key; ``cause`` why, as far as it is known."""

    word: str
    subject: str
    cause: str
    parts: list[ChangePart] = field(default_factory=list)

    @property
    def members(self) -> list[Member]:
        """Every change."""
        return [member for part in self.parts for member in part.members]

    @property
    def counts(self) -> dict[str, int]:
        """How many changes on each helpdesk."""
        found: dict[str, int] = {}
        for member in self.members:
            found[member.helpdesk] = found.get(member.helpdesk, 0) + 1
        return found


def review(plan: Plan, causes: Mapping[str, str]) -> tuple[ChangeGroup, ...]:
    """Put the changes of all helpdesks together by cause. ``causes`` tells by SKU what is new about an item."""
    groups: dict[tuple[str, str, str], ChangeGroup] = {}
    parts: dict[tuple[object, ...], ChangePart] = {}
    for helpdesk in plan.helpdesks:
        wanted = {change.key for change in helpdesk.changes if not isinstance(change, Retire)}
        for change in helpdesk.changes:
            if isinstance(change, Keep):
                continue
            identity = (word(change), *_cause(change, causes, helpdesk.applied, wanted))
            group = groups.setdefault(identity, ChangeGroup(*identity))
            seen = tuple((item.name, _edits(item)) for item in changed(change))
            bare = tuple((name, tuple(edit.bare for edit in found)) for name, found in seen)
            alike = (*identity, _alike(change, group.subject), bare)
            if alike not in parts:
                parts[alike] = ChangePart(seen)
                group.parts.append(parts[alike])
            part = parts[alike]
            if part.edits != seen:
                part.edits = bare  # the same words change in other surroundings
            part.members.append(Member(helpdesk.helpdesk, change))
    return tuple(groups.values())


def _edits(item: Difference) -> tuple[Edit, ...]:
    worded = item.name in {"title", "reply"} and item.before and item.after
    return edits(item.before, item.after) if worded else (Edit(item.before, item.after),)


def _cause(
    change: MacroChange, causes: Mapping[str, str], applied: Mapping[str, Applied], wanted: AbstractSet[str]
) -> tuple[str, str]:
    """Return what the change is about, and why it is to be."""
    macro, sku, _locale = parts_of(change.key)
    match change:
        case Blocked() | Drift():
            return "", _without_key(change)
        case Update(overwrites=True) | Hide():
            return "", advice(change)
        case Update(calendar=True):
            return sku or macro, "the day has come"
        case _ if sku in causes:
            return sku, causes[sku]
        case _:
            return macro, _reason(change, applied.get(change.key), wanted)


def _reason(change: MacroChange, was: Applied | None, wanted: AbstractSet[str]) -> str:
    """Return why a macro changes that no item asks for, "" where it is the admin's own words."""
    match change:
        case Update() if was and change.macro.is_reworded(was):
            return "facts are told in other words: by a newer release, or by market: or locale: in the config"
        case Update() if was and was.sent and not was.wording:
            return "an older release wrote it"
        case Retire() if _without_locale(change.key) in wanted:
            return "one macro speaks every language now"
        case Retire():
            return "not wanted any more"
        case Adopt() if not changed(change):
            return "nothing of it changes"
        case _:
            return ""


def _without_locale(key: str) -> str:
    locale = parts_of(key)[2]
    return key.removesuffix(f".{locale}") if locale else ""


def _without_key(change: Blocked | Drift) -> str:
    """Return why a change is held, without what differs from key to key."""
    if isinstance(change, Blocked):
        return advice(change)
    return f"{change.reason}; " + ("left as it is (drift: keep)" if change.mode is DriftMode.KEEP else "left alone")


def _alike(change: MacroChange, subject: str) -> str:
    """Return what tells changes apart that are new: of a macro per item, one text in each language is shown."""
    if not isinstance(change, Create):
        return ""
    macro, sku, locale = parts_of(change.key)
    return change.key if subject == sku else f"{macro}.{locale}"


def parts_of(key: str) -> tuple[str, str, str]:
    """Split a managed macro's key: ``item-update/WID-12.de`` is (item-update, WID-12, de). "" for what is not there.

    A SKU may hold a full stop, too: only what looks like a language is taken for one.
    """
    macro, slash, rest = key.partition("/")
    stem, dot, locale = (rest if slash else macro).rpartition(".")
    if not dot or not _LOCALE.fullmatch(locale):
        return (macro, rest, "")
    return (macro, stem, locale) if slash else (stem, "", locale)


# --- what is new about an item ---------------------------------------------------------------------


def causes(before: Mapping[str, Backorder], now: Mapping[str, Backorder]) -> Mapping[str, str]:
    """Return by SKU what is new since the facts were last told; empty when none ever were."""
    if not before:
        return {}
    found: dict[str, str] = {}
    for sku in sorted(before.keys() | now.keys()):
        old, new = before.get(sku), now.get(sku)
        if old is None:
            found[sku] = "late now"
        elif new is None:
            found[sku] = "not late any more"
        elif old.version != new.version:
            found[sku] = "; ".join(_news(old, new)) or "its facts changed"
    return found


def causes_told(plan: Plan, now: Mapping[str, Backorder]) -> Mapping[str, str]:
    """Return by SKU what is new since macros told it, as far as what was applied says that.

    A run that read the facts and wrote no macros, because the gate refused or a helpdesk did not answer, leaves nothing
    else to tell it by.
    """
    found: dict[str, str] = {}
    for part in plan.helpdesks:
        for change in part.writes:
            was = part.applied.get(change.key)
            if was is None or not was.facts:
                continue
            sku = parts_of(change.key)[1]
            if isinstance(change, Update) and change.macro.facts != was.facts:
                told, to_tell = (days_of(ShipWindow.read(it.window)) for it in (was, change.macro))
                found[change.macro.sku] = f"moved: {told} -> {to_tell}" if told != to_tell else "its facts changed"
            elif isinstance(change, Retire) and sku not in now:
                found[sku] = "not late any more"
    return found


def _news(old: Backorder, new: Backorder) -> Iterator[str]:
    if old.ship_window != new.ship_window:
        yield f"moved: {days_of(old.ship_window)} -> {days_of(new.ship_window)}"
    if old.next_update != new.next_update:
        yield f"next update: {old.next_update or 'none'} -> {new.next_update or 'none'}"
    if old.every != new.every:
        yield f"rhythm of updates: {_every(old)} -> {_every(new)}"
    if old.name != new.name:
        yield f"name: {old.name} -> {new.name}"
    if old.reason != new.reason:
        yield "another reason"
    if old.options != new.options:
        yield f"options: {_options(old.options)} -> {_options(new.options)}"


def _every(item: Backorder) -> str:
    return number(item.every.days, "day") if item.every else "none"


def _options(options: Iterable[Option]) -> str:
    names = []
    for option in options:
        match option:
            case Swap(sku=sku):
                names.append(f"swap {sku}")
            case Split():
                names.append("split")
            case Cancel():
                names.append("cancel")
            case _:
                names.append("wait")
    return ", ".join(names) or "none"
