"""Credentials put on a request. None of them shows a secret in its repr."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from requests import PreparedRequest
from requests.auth import AuthBase

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
    """User and password (or key) in UTF-8, as HTTP Basic."""

    def __init__(self, user: str, password: str) -> None:
        self._value = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Sign the request."""
        r.headers["Authorization"] = self._value
        return r


class Bearer(AuthBase):
    """A bearer token; ``token`` is asked for it before each request."""

    def __init__(self, token: Callable[[], str]) -> None:
        self._token = token

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Sign the request."""
        r.headers["Authorization"] = f"Bearer {self._token()}"
        return r
