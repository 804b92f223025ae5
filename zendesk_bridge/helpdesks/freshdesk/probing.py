"""What a Freshdesk account tells of itself and of whoever's key it is: reads only.

https://developers.freshdesk.com/api/#currently_authenticated_agent and #view_account
"""

from __future__ import annotations

import re

from zendesk_bridge.core.errors import AuthRefused, Incomplete, NotFound, Refused, Unavailable
from zendesk_bridge.core.model import Mailing, Probe
from zendesk_bridge.core.safe import called_by_name
from zendesk_bridge.helpdesks.freshdesk import identity, wire
from zendesk_bridge.helpdesks.freshdesk.messages import SENDER_STEPS
from zendesk_bridge.transport import JsonRow, Transport

_ME = "agents/me"
_FOR_ADMINS = "admin/ticket_fields"
"""A list that is for administrators only: an agent does not tell by itself whether it is one."""

_UNAUTHORIZED, _FORBIDDEN = 401, 403
_PLAN = re.compile(r"[\w +-]{1,40}")


def probe(transport: Transport) -> Probe:
    """Ask whose key this is, and what else is told. Raises AuthRefused, NotFound, Unavailable or Incomplete."""
    agent = _me(transport)
    contact = agent.get("contact")
    name = called_by_name(contact.get("name")) if isinstance(contact, dict) else ""
    admin = _is_admin(transport)
    role = {True: "administrator", False: "agent", None: ""}[admin]
    return Probe(
        who=", ".join(filter(None, [name, role])) or "an agent",
        admin=admin,
        calls_per_minute=transport.limit,
        clock=transport.theirs,
        plan=_plan(transport),
        mailing=_mailing(transport),
    )


def _me(transport: Transport) -> JsonRow:
    try:
        agent = wire.record(transport.get(_ME).body, _ME)
        wire.number(agent, "id")
    except AuthRefused as error:
        raise AuthRefused(error.message, fix=_key_fix(error.status), status=error.status) from None
    except NotFound as error:
        fix = "Is the subdomain in 'url' right? It is the one agents sign in at, https://NAME.freshdesk.com."
        raise NotFound(error.message, fix=fix, status=error.status) from None
    return agent


def _is_admin(transport: Transport) -> bool | None:
    """Tell whether this key opens what is for administrators; None where that cannot be told."""
    try:
        transport.get(_FOR_ADMINS)
    except AuthRefused as error:
        return False if error.status == _FORBIDDEN else None
    except (Refused, Incomplete, Unavailable):
        return None
    return True


def _plan(transport: Transport) -> str:
    """Return the name that the account has for its plan; administrators may be kept from asking."""
    try:
        body = transport.get(identity.PATH).body
    except (Refused, Incomplete, Unavailable):
        return ""
    told = body.get("tier_type") if isinstance(body, dict) else None
    return told if isinstance(told, str) and _PLAN.fullmatch(told) else ""


def _mailing(transport: Transport) -> Mailing | None:
    """Return the address that our mails go out from; None where that is not told.

    Whether it is verified, without which Freshdesk may send from another one, the API does not tell: UNCONFIRMED.
    """
    try:
        chosen = wire.sender(wire.readable(transport.get(wire.EMAIL_CONFIGS).body, wire.EMAIL_CONFIGS)[0])
    except (Refused, Incomplete, Unavailable):
        return None
    if chosen is None:
        return Mailing("", SENDER_STEPS)
    return Mailing(f"the mailbox '{called_by_name(chosen.get('name')) or chosen['id']}'")


def _key_fix(status: int) -> str:
    if status == _UNAUTHORIZED:
        return "Check 'auth.api_key': in Freshdesk, Profile settings > View API key of an administrator."
    return (
        "The key is right, but its agent may not do this: use an administrator's key, and check that the plan "
        "includes the API and that the agent is not locked out."
    )
