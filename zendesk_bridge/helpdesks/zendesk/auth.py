"""The three ways to sign in: OAuth client credentials (first choice), a bearer token, and the API token that ends.

https://developer.zendesk.com/documentation/api-basics/authentication/oauth-migration/: API tokens stop on 2027-04-30.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from zendesk_bridge.core.errors import AuthRefused, Incomplete, Rejected
from zendesk_bridge.transport import LONGEST_LIFE, Auth, Basic, Bearer, Json, KeptToken, sendable

SIGN_IN_PATH = "/oauth/tokens"


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """A confidential OAuth client; it acts as the admin who created it."""

    client_id: str
    client_secret: str = field(repr=False)
    scope: str = "read write"


@dataclass(frozen=True, slots=True)
class BearerToken:
    """An OAuth access token made elsewhere."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """An e-mail address and an API token; Zendesk ends these on 2027-04-30."""

    email: str = field(repr=False)
    api_token: str = field(repr=False)


Credentials = OAuthClient | BearerToken | ApiToken


def from_config(auth: Mapping[str, str]) -> Credentials:
    """Return the credentials that a config's ``auth`` holds, told apart by its keys."""
    if "client_id" in auth:
        return OAuthClient(**auth)
    return BearerToken(**auth) if "token" in auth else ApiToken(**auth)


def fixed(auth: BearerToken | ApiToken) -> Auth:
    """Return the signer for credentials that stay as they are."""
    if isinstance(auth, BearerToken):
        return Bearer(lambda: auth.token)
    return Basic(f"{auth.email}/token", auth.api_token)


class OAuthSession(Bearer):
    """Fetches an access token when one is needed, keeps it in memory until shortly before it ends."""

    def __init__(
        self, client: OAuthClient, fetch: Callable[[str, Json], Json], now: Callable[[], datetime], label: str
    ) -> None:
        self._kept = KeptToken(self._new, now)
        super().__init__(self._kept.current)
        self._client, self._fetch, self._now, self._label = client, fetch, now, label

    def renew(self) -> None:
        """Forget the access token; the next request fetches another."""
        self._kept.forget()

    def _new(self) -> tuple[str, datetime | None]:
        try:
            body = self._fetch(
                SIGN_IN_PATH,
                {
                    "grant_type": "client_credentials",
                    "client_id": self._client.client_id,
                    "client_secret": self._client.client_secret,
                    "scope": self._client.scope,
                },
            )
        except (AuthRefused, Rejected) as exc:
            raise AuthRefused(
                exc.message,
                status=exc.status,
                fix="Check client_id and client_secret: Admin Center > Apps and integrations > APIs > OAuth clients.\n"
                "  client_id is the client's 'Identifier', not its name or number; its kind is 'confidential'.",
            ) from None
        token = body.get("access_token") if isinstance(body, dict) else None
        if not isinstance(token, str) or not token or not sendable(token):
            raise Incomplete(f"{self._label}: the answer of {SIGN_IN_PATH} holds no access token")
        return token, self._end(body.get("expires_in"))

    def _end(self, seconds: Json) -> datetime | None:
        """Return when to fetch another token; None when Zendesk does not tell, and a 401 has to."""
        if not isinstance(seconds, int | float):
            return None
        if not 0 < seconds <= LONGEST_LIFE:  # not a number included
            raise Incomplete(f"{self._label}: the answer of {SIGN_IN_PATH} holds no readable 'expires_in'")
        return self._now() + timedelta(seconds=seconds)
