"""What a Zendesk account tells of itself and of whoever signed in: reads only.

https://developer.zendesk.com/api-reference/ticketing/users/users/#show-self,
https://developer.zendesk.com/api-reference/ticketing/oauth/oauth_tokens/#show-token and
https://developer.zendesk.com/api-reference/ticketing/account-configuration/locales/
"""

from __future__ import annotations

from typing import Any

from zendesk_bridge.core.errors import AuthRefused, Incomplete, NotFound, Refused, Unavailable
from zendesk_bridge.core.model import Mailing, Probe
from zendesk_bridge.core.safe import called_by_name
from zendesk_bridge.helpdesks.zendesk import proactive
from zendesk_bridge.helpdesks.zendesk.api import MISSING_SCOPE, Api
from zendesk_bridge.helpdesks.zendesk.tickets import locale_of
from zendesk_bridge.transport import Json

_ME = "/api/v2/users/me.json"
_SIGNED_IN_BY = "/api/v2/oauth/tokens/current.json"
_LOCALES = "/api/v2/locales.json"
_TRIGGERS = "/api/v2/triggers/active.json"
_WRITES = frozenset({"tickets:write", "macros:write"})  # what does instead of "write"
_PLANS = {
    200: "Team",
    400: "Growth or Professional",
    700: "Enterprise",
    2500: "Enterprise Plus, or with the High Volume add-on",
}
"""Plans by the calls that they may make in a minute; Zendesk tells no plan by name.

https://developer.zendesk.com/api-reference/introduction/rate-limits/
"""


def probe(api: Api, name: str) -> Probe:
    """Ask who we are, and what else is told. Raises AuthRefused, NotFound, Unavailable or Incomplete."""
    me = _me(api, name)
    scopes = _scopes(_told(api, _SIGNED_IN_BY))
    locales = _locales(_told(api, _LOCALES))
    role, limit = str(me.get("role") or ""), api.transport.limit
    return Probe(
        who=", ".join(filter(None, [called_by_name(me.get("name")), _readable(role)])),
        admin=role == "admin",
        scopes=scopes,
        lacking=_lacking(scopes),
        calls_per_minute=limit,
        clock=api.transport.theirs,
        locales=locales,
        plan=_PLANS.get(limit or 0, ""),
        mailing=_mailing(api),
    )


def _me(api: Api, name: str) -> dict[str, Any]:
    try:
        me: dict[str, Any] = api.one(_ME, "user")
    except NotFound as exc:
        raise NotFound(exc.message, status=exc.status, fix="Is the subdomain in 'url' right?") from None
    except AuthRefused as exc:
        fix = _login_fix(exc) if _ME in exc.message else exc.fix
        raise AuthRefused(exc.message, status=exc.status, fix=fix) from None
    if not me.get("id"):
        raise AuthRefused(f"{name}: Zendesk did not recognise these credentials", fix="Check 'auth'.")
    return me


def _login_fix(error: AuthRefused) -> str:
    if error.unknown_login:
        place = "Admin Center > Apps and integrations > APIs > OAuth clients"
        return f"Check 'auth': Zendesk knows no such login, or it was switched off ({place})."
    if MISSING_SCOPE in error.message:
        return "The login is right, but the OAuth client, or the token, needs the scopes read and write."
    return "The login is right, but it may not do this: check its role and scope, and whether the API is switched on."


def _told(api: Api, path: str) -> Json:
    """Return what is answered here, None where that is nothing to go by."""
    try:
        return api.transport.get(path).body
    except (Refused, Incomplete, Unavailable):
        return None


def _mailing(api: Api) -> Mailing | None:
    """Return what mails a customer whose ticket we begin; None for whose role may not look at triggers."""
    try:
        return proactive.mailing(api.rows(_TRIGGERS, "triggers", harmless=lambda _row: True))
    except (Refused, Incomplete, Unavailable):
        return None


def _readable(role: str) -> str:
    return role if role in {"admin", "agent", "end-user"} else "a role that we do not know"


def _scopes(body: Json) -> frozenset[str] | None:
    """Return the scopes of the token in use.

    UNCONFIRMED: that they stand in ``{"token": {"scopes": [...]}}``, as those of other tokens do; in ``scope``, with
    spaces between, they stand where a token is given out.
    """
    token = body.get("token") if isinstance(body, dict) else None
    if not isinstance(token, dict):
        return None
    told = token.get("scopes") or token.get("scope")
    words = told.split() if isinstance(told, str) else told
    if not isinstance(words, list) or not words:
        return None
    return frozenset(word for word in words if isinstance(word, str))


def _lacking(scopes: frozenset[str] | None) -> frozenset[str]:
    """Return which scopes are missing.

    UNCONFIRMED: which scope covers ticket fields, exports and jobs; ``read`` does.
    """
    if not scopes:
        return frozenset()
    reading = frozenset() if any(scope == "read" or scope.endswith(":read") for scope in scopes) else {"read"}
    partly = _WRITES & scopes
    writing = frozenset() if "write" in scopes else _WRITES - scopes if partly else {"write"}
    return frozenset(reading | writing)


def _locales(body: Json) -> frozenset[str] | None:
    rows = body.get("locales") if isinstance(body, dict) else None
    if not isinstance(rows, list):
        return None
    codes = [row.get("locale") for row in rows if isinstance(row, dict)]
    return frozenset(locale_of(code) for code in codes if isinstance(code, str) and code) or None
