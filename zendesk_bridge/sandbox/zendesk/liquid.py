"""Placeholders in replies: Liquid over one ticket, as an agent who applies a macro sees them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, cast

from liquid import Mode, Undefined
from liquid.exceptions import LiquidError

from zendesk_bridge.sandbox.records import StoredTicket, User
from zendesk_bridge.sandbox.store import Store
from zendesk_bridge.sandbox.zendesk import dynamic_content
from zendesk_bridge.sandbox.zendesk.liquid_limits import BoundedEnvironment

_TAG = re.compile(r"\{%[^%{}]*%\}|\{\{[^{}]*\}\}")
_STATUS_WORDS = {"new": "New", "open": "Open", "pending": "Pending", "hold": "On-hold", "solved": "Solved"}


@Undefined.register
class _Nil(str):
    """Nothing, as the library's comparisons take it: undefined, so falsy; an empty text, so ``blank``; equal to nil."""

    __slots__ = ()

    def __hash__(self) -> int:
        return hash(None)

    def __eq__(self, other: object) -> bool:
        return other is None or isinstance(other, _Nil)


class _Nothing:
    """What an unknown name is: empty text, falsy, and ``blank`` as nil is in the Rails that Zendesk runs on.

    The library's own undefined is not ``blank``: its ``{% if x != blank %}`` would hold for a field that is not set.
    """

    def __init__(self, *_: object, **__: object) -> None:
        self._nil = _Nil()

    def __liquid__(self) -> object:
        return self._nil

    def __str__(self) -> str:
        return ""

    def poke(self) -> bool:
        """Never complain: unknown names are allowed (part of the library's protocol)."""
        return True


class Renderer:
    """Renders templates for one ticket (or for none: its placeholders come out empty) and one agent.

    Dynamic content comes in the requester's language (the agent's where there is no ticket); placeholders in it are
    filled as well, those for other dynamic content are not.
    """

    def __init__(self, store: Store, ticket: StoredTicket | None, agent: User) -> None:
        self._names = {"ticket": {} if ticket is None else _ticket(store, ticket), "current_user": _person(agent)}
        requester = None if ticket is None else store.user(ticket.requester_id)
        self._texts = dynamic_content.texts(store, (requester or agent).locale)
        nothing = cast("type[Undefined]", _Nothing)
        self._plain = BoundedEnvironment(tolerance=Mode.LAX, undefined=nothing)
        self._html = BoundedEnvironment(tolerance=Mode.LAX, undefined=nothing, autoescape=True)

    def text(self, template: str) -> str:
        """Render plain text; unknown placeholders come out empty, broken or endless Liquid as it stands."""
        return self._render(self._plain, template, self._dynamic(template))

    def html(self, template: str) -> str:
        """Render HTML; values are escaped, and so are the signs in a stored tag: ``{% if x &gt; 3 %}``."""
        template = _TAG.sub(lambda found: unescape(found[0]), template)
        return self._render(self._html, template, self._dynamic(template))

    def _dynamic(self, template: str) -> dict[str, str]:
        """Return the dynamic content that a template may name, filled in."""
        if "dc." not in template:
            return {}
        return {name: self._render(self._plain, text, {}) for name, text in self._texts.items()}

    def _render(self, environment: BoundedEnvironment, template: str, texts: dict[str, str]) -> str:
        try:
            return environment.rendered(template, **self._names, dc=texts)
        except (LiquidError, RecursionError):
            return template


def _person(user: User | None) -> dict[str, Any]:
    if user is None:
        return {}
    return {
        "id": user.id, "name": user.name, "first_name": user.first_name, "last_name": user.last_name,
        "email": user.email, "language": user.locale, "locale": user.locale,
    }  # fmt: skip


def _ticket(store: Store, ticket: StoredTicket) -> dict[str, Any]:
    people = {user.id: user for user in store.users_by_ids({ticket.requester_id, ticket.assignee_id or 0})}
    groups = {group.id: group.name for group in store.groups()}
    values = {f"ticket_field_{key}": value for key, value in ticket.zendesk_fields.items()}
    values |= {
        "id": ticket.id, "title": ticket.subject, "description": ticket.description_text,
        "status": _STATUS_WORDS.get(ticket.status, "Closed"), "priority": ticket.priority,
        "tags": " ".join(ticket.tags),
        "requester": _person(people.get(ticket.requester_id)), "assignee": _person(people.get(ticket.assignee_id or 0)),
        "group": {"name": groups.get(ticket.group_id or 0, "")},
    }  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}
