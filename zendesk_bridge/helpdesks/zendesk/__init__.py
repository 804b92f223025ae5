"""Zendesk: the Ticketing API v2, https://developer.zendesk.com/api-reference/ticketing/introduction/.

``KIND`` is what others must know of it; ``offline`` knows what needs no connection, and loads nothing that speaks
HTTP; ``build`` connects an account.
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from zendesk_bridge.core.kind import Credential, HelpdeskKind, Login
from zendesk_bridge.core.lazy import lazily
from zendesk_bridge.core.ports import Offline

if TYPE_CHECKING:
    from zendesk_bridge.helpdesks.zendesk.account import build
    from zendesk_bridge.helpdesks.zendesk.auth import ApiToken, BearerToken, Credentials, OAuthClient

__all__ = ["KIND", "ApiToken", "BearerToken", "Credentials", "OAuthClient", "build", "offline"]

KIND = HelpdeskKind(
    title="Zendesk",
    domains=(".zendesk.com",),
    logins=(
        Login(
            "ClientCredentials",
            "A confidential OAuth client of Zendesk: the way to sign in that stays.",
            (
                Credential(
                    "client_id",
                    "The unique identifier of a confidential client with the scopes read and write, from Admin Center "
                    "> Apps and integrations > APIs > OAuth clients",
                ),
                Credential(
                    "client_secret", "Its secret; write ${ZENDESK_CLIENT_SECRET}", secret=True, looks="[0-9a-f]{64}"
                ),
            ),
        ),
        Login(
            "Token",
            "An OAuth access token of Zendesk that somebody else renews.",
            (Credential("token", "The access token; write ${ZENDESK_TOKEN}", secret=True, looks="[0-9a-f]{64}"),),
        ),
        Login(
            "EmailToken",
            "A Zendesk API token with the address of the agent it acts for. Zendesk ends these on 2027-04-30.",
            (
                Credential("email", "The agent's address, without /token"),
                Credential(
                    "api_token", "The API token; write ${ZENDESK_API_TOKEN}", secret=True, looks="[0-9A-Za-z]{40}"
                ),
            ),
            # https://developer.zendesk.com/documentation/api-basics/authentication/oauth-migration/
            ends=date(2027, 4, 30),
            instead="Make an OAuth client (Admin Center > Apps and integrations > APIs > OAuth clients, kind "
            "confidential) and sign in with {client_id, client_secret}. Since 2026-10-27 no new API token can be made, "
            "and one that is not used for 30 days is switched off.",
        ),
    ),
    sandbox=True,
    ticket_page="/agent/tickets/{id}",
    siblings=((".getbase.com", "Zendesk Sell"), (".zopim.com", "Zendesk Chat")),
)

__getattr__ = lazily(
    __name__,
    {"build": "account", **dict.fromkeys(("ApiToken", "BearerToken", "Credentials", "OAuthClient"), "auth")},
)


def offline(name: str) -> Offline:
    """Return what is known of an account of this name without asking it."""
    found: Offline = import_module(f"{__name__}.known").OfflineZendesk(name)
    return found
