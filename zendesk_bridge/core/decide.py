"""A ticket, what it mentions, and what is ours on it -> the change it needs, or the reason why none."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from zendesk_bridge.core import narrow, window, wording
from zendesk_bridge.core.model import (
    Backorder,
    FieldKey,
    Mark,
    Marks,
    Note,
    Skipped,
    Ticket,
    TicketPatch,
    TicketStatus,
    digest,
)
from zendesk_bridge.core.ports import Capabilities

TAG = "backorder"
MOVED_TAG = "backorder_window_moved"
RESOLVED_TAG = "backorder_resolved"

FINAL = {
    TicketStatus.CLOSED: "closed: the helpdesk takes no more changes",
    TicketStatus.DELETED: "deleted",
    TicketStatus.MERGED: "merged into another ticket",
    TicketStatus.SPAM: "spam",
}
"""States in which nobody will ever answer this ticket: nothing is written, and nothing is remembered."""

SOLVED = "solved: it is looked at again when somebody reopens it"
NOTHING = "mentions no late item"
RIGHT = "already right"


@dataclass(frozen=True, slots=True)
class Rules:
    """What decisions on one helpdesk depend on besides the ticket.

    ``late`` holds the facts as the admin wrote them, by SKU; ``locales`` are the languages in which there is a
    macro, so that no ticket gets fields in a language that no reply speaks.
    """

    late: Mapping[str, Backorder]
    today: date
    capabilities: Capabilities
    locale: str
    locales: frozenset[str] = frozenset()
    note: bool = False

    def language(self, wanted: str | None) -> str:
        """Return the offered locale that fits this one best, else the default."""
        if not wanted:
            return self.locale
        base = wanted.split("_", maxsplit=1)[0]
        if base == self.locale.split("_", maxsplit=1)[0]:
            return self.locale
        return next((locale for locale in (wanted, base) if locale in self.locales), self.locale)


def source_window(item: Backorder) -> str:
    """Return the ship window as the admin wrote it, in ISO form: what "moved" is measured by."""
    if item.ship_window is None:
        return "unknown"
    return f"{item.ship_window.first or ''}/{item.ship_window.last}"


def stale(marks: Marks, rules: Rules) -> bool:
    """Tell whether what we put on a ticket is no longer what the facts say."""
    return any(
        mark.sku not in rules.late or mark.version != window.as_of(rules.late[mark.sku], rules.today).version
        for mark in marks.items
    )


def decide(
    ticket: Ticket, mentioned: frozenset[str], marks: Marks, rules: Rules, locale: str | None = None
) -> TicketPatch | Skipped:
    """Return the change that makes the ticket say what the facts say, or the reason why there is none.

    ``mentioned`` are the late SKUs found in new customer words. An empty patch means that the ticket is right
    already and only ``marks`` is to be remembered. ``locale`` is the requester's, where it is known.
    """
    told = {mark.sku: mark for mark in marks.items}
    concerned = mentioned | told.keys()
    if reason := _out_of_reach(ticket, concerned):
        return Skipped(ticket.id, reason)
    tags = {sku: narrow.sku_tag(sku, rules.capabilities) for sku in concerned}
    dismissed = {sku for sku in told if tags[sku] in marks.tags and tags[sku] not in ticket.tags}
    active = tuple(sorted((concerned - dismissed) & rules.late.keys()))
    if active:
        return _marked(ticket, active, marks, rules, rules.language(marks.locale or ticket.locale or locale))
    if told.keys() & rules.late.keys():
        return Skipped(ticket.id, "an agent took our tag off; it stays off")
    return _resolved(ticket, marks) if told else Skipped(ticket.id, NOTHING)


def _out_of_reach(ticket: Ticket, concerned: frozenset[str]) -> str:
    """Return why nothing can or need be written here, whatever the facts say; "" when there is no such reason."""
    if ticket.status in FINAL:
        return FINAL[ticket.status]
    if not concerned:
        return NOTHING
    return SOLVED if ticket.status is TicketStatus.SOLVED else ""


def _marked(ticket: Ticket, active: tuple[str, ...], marks: Marks, rules: Rules, locale: str) -> TicketPatch | Skipped:
    """Put the marks of these late items on, renew the fields, and take off the marks of items that are back."""
    told = {mark.sku: mark for mark in marks.items}
    items = tuple(window.as_of(rules.late[sku], rules.today) for sku in active)
    moved = tuple(sku for sku in active if sku in told and told[sku].window not in ("", source_window(rules.late[sku])))
    back = marks.tags & (
        {narrow.sku_tag(sku, rules.capabilities) for sku in told.keys() - rules.late.keys()} | {RESOLVED_TAG}
    )
    wanted = frozenset({TAG, *(narrow.sku_tag(sku, rules.capabilities) for sku in active)})
    kept, dropped = narrow.tags(
        ticket.tags - back, wanted | ({MOVED_TAG} if moved else frozenset()), rules.capabilities
    )
    texts = {
        key: narrow.field_text(key, text, rules.capabilities)
        for key, text in wording.field_texts(items, locale, rules.today).items()
        if key in ticket.fields
    }
    edited = frozenset(key for key in texts if _edited(key, ticket, marks))
    patch = TicketPatch(
        ticket.id,
        add_tags=kept - ticket.tags,
        remove_tags=back & ticket.tags,
        fields=tuple(
            (key, text)
            for key, text in texts.items()
            if key not in edited and _plain(ticket.fields[key]) != _plain(text)
        ),
        note=_note(ticket, items, told, locale, rules) if rules.note else None,
        why=_reasons(active, told, moved, dropped, edited),
    )
    ours = (marks.tags - back) | patch.add_tags
    if not marks and not patch.fields:
        ours |= (
            wanted & ticket.tags
        )  # the fields carry exactly our words: this is our own work, and its record was lost
    after = Marks(
        items=tuple(
            Mark(sku, window.as_of(rules.late[sku], rules.today).version, source_window(rules.late[sku]))
            for sku in sorted({*active, *(told.keys() & rules.late.keys())})
        ),
        tags=ours,
        fields=tuple(
            sorted((key, dict(marks.fields)[key] if key in edited else _id(text)) for key, text in texts.items())
        ),
        locale=locale,
    )
    if patch.empty and after == marks:
        return Skipped(ticket.id, RIGHT)
    return replace(patch, marks=after)


def _resolved(ticket: Ticket, marks: Marks) -> TicketPatch:
    """Every item is back: our own marks come off, and one tag says that the wait is over."""
    return TicketPatch(
        ticket.id,
        add_tags=frozenset({RESOLVED_TAG}) - ticket.tags,
        remove_tags=(marks.tags - {RESOLVED_TAG}) & ticket.tags,
        fields=tuple(
            (key, "")
            for key, _ in marks.fields
            if key in ticket.fields and ticket.fields[key] and not _edited(key, ticket, marks)
        ),
        marks=Marks(tags=(frozenset({RESOLVED_TAG}) - ticket.tags) | (marks.tags & {RESOLVED_TAG})),
        why=tuple(f"{mark.sku} is back" for mark in marks.items),
    )


def _note(
    ticket: Ticket, items: tuple[Backorder, ...], told: Mapping[str, Mark], locale: str, rules: Rules
) -> Note | None:
    """Return a private note for the agent if there is anything that this ticket was not told yet."""
    if all(item.sku in told and told[item.sku].version == item.version for item in items):
        return None
    marker = f"[zb-note-{digest([ticket.id, [[item.sku, item.version] for item in items]], 8)}]"
    message = wording.field_texts(items, locale, rules.today)[FieldKey.MESSAGE]
    body = html.escape(message, quote=False).replace("\n", "<br>")
    return Note(f"<p>{body}</p><p>{marker}</p>", marker)


def _reasons(
    active: tuple[str, ...],
    told: Mapping[str, Mark],
    moved: tuple[str, ...],
    dropped: tuple[str, ...],
    edited: frozenset[FieldKey],
) -> tuple[str, ...]:
    return (
        *(f"{sku} is late" for sku in active if sku not in told),
        *(f"the ship window of {sku} moved" for sku in moved),
        *(f"no room for the tag {tag}" for tag in dropped),
        *(f"an agent edited the field {key}; it is left alone" for key in sorted(edited)),
    )


def _edited(key: FieldKey, ticket: Ticket, marks: Marks) -> bool:
    """Tell whether somebody wrote into this field since we did. An emptied field counts as ours to fill."""
    ours = dict(marks.fields).get(key)
    now = _plain(ticket.fields.get(key, ""))
    return ours is not None and now != "" and _id(now) != ours


def _plain(text: str) -> str:
    """Return the text as helpdesks keep it: line ends unified, outer space gone."""
    return "\n".join(line.strip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _id(text: str) -> str:
    return digest(_plain(text))
