"""Credentials put on a request. None of them shows a secret in its repr."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from requests import PreparedRequest
from requests.auth import AuthBase

from zendesk_bridge.core.errors import InvalidInput, Place, Problem

Auth = AuthBase


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


class Bearer(AuthBase):
    """A bearer token; ``token`` is asked for it before each request.

    Raises InvalidInput for one that no header can hold: the HTTP library would, and show it.
    """

    def __init__(self, token: Callable[[], str]) -> None:
        self._token = token

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Sign the request."""
        token = self._token()
        if not sendable(token):
            raise _unsendable()
        r.headers["Authorization"] = f"Bearer {token}"
        return r


class TokenHeader(AuthBase):
    """A token in a header of the server's own; ``token`` is asked for it before each request.

    Raises InvalidInput for one that no header can hold.
    """

    def __init__(self, name: str, token: Callable[[], str]) -> None:
        self._name, self._token = name, token

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Sign the request."""
        token = self._token()
        if not sendable(token):
            raise _unsendable()
        r.headers[self._name] = token
        return r


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
