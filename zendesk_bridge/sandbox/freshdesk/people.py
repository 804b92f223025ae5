"""Show people as this face does, and answer for agents, groups and the account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.responses import JSONResponse, Response

from zendesk_bridge.sandbox.addresses import address
from zendesk_bridge.sandbox.freshdesk.bodies import one_of
from zendesk_bridge.sandbox.freshdesk.call import FreshdeskCall, known_parameters, page_of, paged, stamp
from zendesk_bridge.sandbox.freshdesk.errors import Absent, Invalid
from zendesk_bridge.sandbox.identity import identity
from zendesk_bridge.sandbox.records import Group, User

BIRTHDAY = stamp(datetime(2024, 1, 1, tzinfo=UTC))
"""When the account, its groups and its default fields were made."""
AGENT_ROLES = ("agent", "admin")
_NOT_LISTED = frozenset(("other_emails", "tags", "view_all_tickets", "group_ids", "role_ids", "agent_ids"))
_NOT_SHOWN = frozenset(("deleted", "blocked"))
_REGIONAL = frozenset(("zh-CN", "zh-TW", "pt-BR", "pt-PT", "es-LA"))
_WITH_REGION = {"ja": "ja-JP", "ru": "ru-RU", "sv": "sv-SE", "nb": "nb-NO", "lv": "lv-LV"}


def language(locale: str) -> str:
    """Return Freshdesk's code for a language: ``en-US`` -> ``en``, ``pt-BR`` stays, ``ja`` -> ``ja-JP``."""
    short = locale.partition("-")[0]
    return locale if locale in _REGIONAL else _WITH_REGION.get(short, short)


def contact(user: User, more: Mapping[str, Any], *, listed: bool = False) -> dict[str, Any]:
    """Return a customer as the contacts endpoints show them; ``more`` is what ``contact_data`` holds.

    A row of a list has less than a contact alone.
    """
    known = {name: value for name, value in more.items() if name not in _NOT_SHOWN}
    whole = {
        "active": True,
        "address": None,
        "company_id": None,
        "created_at": stamp(user.created_at),
        "csat_rating": None,
        "custom_fields": {},
        "description": None,
        "email": address(user.email),
        "facebook_id": None,
        "id": user.id,
        "job_title": None,
        "language": language(user.locale),
        "mobile": None,
        "name": user.name,
        "other_emails": [],
        "phone": None,
        "preferred_source": None,
        "tags": [],
        "time_zone": "Eastern Time (US & Canada)",
        "twitter_followers_count": None,
        "twitter_id": None,
        "twitter_profile_status": False,
        "unique_external_id": None,
        "updated_at": stamp(user.created_at),
        "view_all_tickets": False,
        **known,
    } | ({"deleted": True} if more.get("deleted") else {})
    return _listed(whole) if listed else whole


def _listed(whole: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in whole.items() if name not in _NOT_LISTED}


def requester(user: User | None) -> Mapping[str, Any] | None:
    """Return a customer as ``include=requester`` shows them."""
    if user is None:
        return None
    return {"id": user.id, "name": user.name, "email": address(user.email), "mobile": None, "phone": None}


def _agent(user: User) -> dict[str, Any]:
    return {
        "available": True,
        "available_since": None,
        "contact": {
            "active": True,
            "created_at": stamp(user.created_at),
            "email": user.email,
            "job_title": None,
            "language": language(user.locale),
            "last_login_at": None,
            "mobile": None,
            "name": user.name,
            "phone": None,
            "time_zone": "Eastern Time (US & Canada)",
            "updated_at": stamp(user.created_at),
        },
        "created_at": stamp(user.created_at),
        "group_ids": [],
        "id": user.id,
        "last_active_at": None,
        "occasional": False,
        "role_ids": [],
        "signature": None,
        "ticket_scope": 1,
        "type": "support_agent",
        "updated_at": stamp(user.created_at),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "agent_ids": [],
        "auto_ticket_assign": 0,
        "business_hour_id": None,
        "created_at": BIRTHDAY,
        "description": None,
        "escalate_to": None,
        "group_type": "support_agent_group",
        "id": group.id,
        "name": group.name,
        "unassigned_for": None,
        "updated_at": BIRTHDAY,
    }


def list_agents(call: FreshdeskCall) -> Response:
    """Answer GET agents: all, or the one with an address; all of them work full time."""
    known_parameters(call, "email", "mobile", "phone", "state")
    if call.query.get("state", "fulltime") not in ("fulltime", "occasional"):
        raise Invalid(one_of("state", ("fulltime", "occasional")))
    page, email = page_of(call), call.query.get("email")
    nobody = call.query.get("state") == "occasional" or "mobile" in call.query or "phone" in call.query
    found = [] if nobody else call.store.users(AGENT_ROLES, limit=-1)
    wanted = [agent for agent in found if email is None or agent.email.lower() == email.lower()]
    rows, more = page.cut(wanted)
    return paged(call, page, [_listed(_agent(user)) for user in rows], more=more)


def get_agent(call: FreshdeskCall) -> Response:
    """Answer GET agents/{id}."""
    user = call.store.user(call.path_id())
    if user is None or user.role not in AGENT_ROLES:
        raise Absent
    return JSONResponse(_agent(user))


def me(call: FreshdeskCall) -> Response:
    """Answer GET agents/me."""
    return JSONResponse(_agent(call.me))


def list_groups(call: FreshdeskCall) -> Response:
    """Answer GET groups."""
    page = page_of(call)
    rows, more = page.cut(call.store.groups())
    return paged(call, page, [_listed(_group(group)) for group in rows], more=more)


def get_group(call: FreshdeskCall) -> Response:
    """Answer GET groups/{id}."""
    wanted = call.path_id()
    found = next((group for group in call.store.groups() if group.id == wanted), None)
    if found is None:
        raise Absent
    return JSONResponse(_group(found))


def account(call: FreshdeskCall) -> Response:
    """Answer GET account: the account's own id among it, whatever its domain is."""
    agents = call.store.count_users(AGENT_ROLES)
    owner = call.store.users(("admin",), limit=1)[0]
    number = identity(call.store).freshdesk
    return JSONResponse({
        "organisation_id": number + 284_960_000_000_000_000,
        "organisation_name": "sandbox.myfreshworks.com",
        "account_id": number,
        "account_name": "Sandbox",
        "account_domain": call.box.base_url.partition("://")[2],
        "bundle_id": None,
        "hipaa_compliant": False,
        "total_agents": {"full_time": agents, "occasional": 0, "field_service": 0, "collaborators": 0},
        "timezone": "Eastern Time (US & Canada)",
        "data_center": "US",
        "tier_type": "Estate",
        "address": {"country": "USA", "state": "California", "city": "San Mateo", "street": "", "postalcode": "94403"},
        "contact_person": {"firstname": owner.first_name, "lastname": owner.last_name, "email": owner.email},
    })  # fmt: skip
