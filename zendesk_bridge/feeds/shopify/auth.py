"""The two ways to sign in: a client's id and secret, for tokens of 24 hours, and a token that lasts.

Since 1 January 2026 no custom app with a token that lasts can be made; those of before go on working.
https://shopify.dev/docs/apps/build/authentication-authorization/client-credentials-grant
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from zendesk_bridge.core.errors import AuthRefused, Incomplete, Rejected
from zendesk_bridge.transport import LONGEST_LIFE, Auth, Json, KeptToken, TokenHeader, sendable

SIGN_IN = "admin/oauth/access_token"
_HEADER = "X-Shopify-Access-Token"


def signer(
    auth: Mapping[str, str], fetch: Callable[[str, Json], Json], now: Callable[[], datetime], label: str
) -> Auth:
    """Return what signs requests with what stands under ``auth``: ``{access_token}`` or ``{client_id, client_secret}``.

    ``fetch`` posts without credentials.
    """
    token = auth.get("access_token")
    if token is not None:
        return TokenHeader(_HEADER, lambda: token)
    return AppTokens(auth["client_id"], auth["client_secret"], fetch, now, label)


class AppTokens(TokenHeader):
    """Fetches a token when one is needed, and keeps it in memory until shortly before it ends."""

    def __init__(  # the two parts of a login, and what fetches with them
        self,
        client_id: str,
        client_secret: str,
        fetch: Callable[[str, Json], Json],
        now: Callable[[], datetime],
        label: str,
    ) -> None:
        self._kept = KeptToken(self._new, now)
        super().__init__(_HEADER, self._kept.current)
        self._login = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        self._fetch, self._now, self._label = fetch, now, label

    def renew(self) -> None:
        """Forget the token; the next request fetches another."""
        self._kept.forget()

    def _new(self) -> tuple[str, datetime | None]:
        try:
            body = self._fetch(SIGN_IN, self._login)
        except (AuthRefused, Rejected) as exc:
            raise AuthRefused(
                exc.message,
                status=exc.status,
                fix="Check client_id and client_secret: Dev Dashboard > your app > Settings. The app has to be one of\n"
                "  your own organisation, and installed in this shop.",
            ) from None
        token = body.get("access_token") if isinstance(body, dict) else None
        if not isinstance(token, str) or not token or not sendable(token):
            raise Incomplete(f"{self._label}: the answer of {SIGN_IN} holds no access token")
        seconds = body.get("expires_in")
        if not isinstance(seconds, int | float) or not 0 < seconds <= LONGEST_LIFE:
            return token, None  # a 401 tells when it is over
        return token, self._now() + timedelta(seconds=seconds)
