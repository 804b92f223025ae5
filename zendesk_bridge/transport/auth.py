"""Credentials put on a request. None of them shows a secret in its repr."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from requests import PreparedRequest
from requests.auth import AuthBase

from zendesk_bridge.core.errors import InvalidInput, Place, Problem

Auth = AuthBase

LONGEST_LIFE = timedelta(days=3650).total_seconds()
"""Seconds that a token may be good for; a longer life is a server's mistake."""

_MARGIN = timedelta(seconds=60)  # a token is fetched anew so long before it ends


@runtime_checkable
class Renewable(Protocol):
    """Credentials that can be fetched anew after a 401."""

    def renew(self) -> None:
        """Forget what was refused, so that the next request fetches it again."""


class Anonymous(AuthBase):
    """No credentials, and none from a ``.netrc`` either."""

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Leave the request as it is."""
        return r


class Basic(AuthBase):
    """User and password (or key) in UTF-8, as HTTP Basic; raises InvalidInput for what no helpdesk gave out."""

    def __init__(self, user: str, password: str) -> None:
        pair = f"{user}:{password}"
        if not pair.isprintable():
            raise _unsendable()
        self._value = "Basic " + base64.b64encode(pair.encode()).decode("ascii")

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Sign the request."""
        r.headers["Authorization"] = self._value
        return r


class TokenHeader(AuthBase):
    """A token in a header, behind ``prefix``; ``token`` is asked for it before each request.

    Raises InvalidInput for one that no header can hold: the HTTP library would, and show it.
    """

    def __init__(self, name: str, token: Callable[[], str], prefix: str = "") -> None:
        self._name, self._token, self._prefix = name, token, prefix

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Sign the request."""
        token = self._token()
        if not sendable(token):
            raise _unsendable()
        r.headers[self._name] = f"{self._prefix}{token}"
        return r


class Bearer(TokenHeader):
    """A bearer token; ``token`` is asked for it before each request. Raises as :class:`TokenHeader` does."""

    def __init__(self, token: Callable[[], str]) -> None:
        super().__init__("Authorization", token, "Bearer ")


class KeptToken:
    """A token that ``fetch`` gets when one is needed, and that is kept in memory until shortly before it ends.

    ``fetch`` returns it with the (aware) moment in which it ends, None where only a 401 tells.
    """

    def __init__(self, fetch: Callable[[], tuple[str, datetime | None]], now: Callable[[], datetime]) -> None:
        self._fetch, self._now = fetch, now
        self._token = ""
        self._ends: datetime | None = None

    def forget(self) -> None:
        """Forget the token; the next request fetches another."""
        self._token = ""

    def current(self) -> str:
        """Return the token. Raises whatever fetching it does."""
        if not self._token or (self._ends is not None and self._now() >= self._ends - _MARGIN):
            self._token, self._ends = self._fetch()
        return self._token


class KeyPair(Basic):
    """A key and its secret as HTTP Basic, and in the query for a server that drops the header on the way.

    Many web servers do not hand ``Authorization`` on to PHP. A 401 is then the first sign of it; from there on the
    pair stands in the query, as WooCommerce offers for that. ``names`` are the query's two parameters.
    """

    def __init__(self, key: str, secret: str, names: tuple[str, str]) -> None:
        super().__init__(key, secret)
        self._query = dict(zip(names, (key, secret), strict=True))
        self._dropped = False

    def renew(self) -> None:
        """Put the pair into the query from now on."""
        self._dropped = True

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Sign the request."""
        if not self._dropped:
            return super().__call__(r)
        r.prepare_url(r.url, self._query)
        return r


def sendable(token: str) -> bool:
    """Tell whether a header can hold this token: visible ASCII."""
    return token.isascii() and token.isprintable()


def _unsendable() -> InvalidInput:
    message = "the credential holds a line break or a sign that cannot be sent"
    return InvalidInput((Problem(Place("auth"), message, "copy it again from the helpdesk, on one line"),))
