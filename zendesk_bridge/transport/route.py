"""Which way a request goes: straight, or through the proxy that the environment names. Never by a proxy to ourselves.

A proxy reads what goes to ``http://127.0.0.1``, credentials included, and can answer nothing but that it was not
found: programs on this machine are always spoken to straight, whatever HTTP_PROXY says and NO_PROXY does not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from requests.utils import get_environ_proxies, select_proxy

from zendesk_bridge.transport.address import Address, is_loopback

_NO_ADDRESS, _NO_HOST = "whose address cannot be read", "without a host"
_UNREADABLE = frozenset({_NO_ADDRESS, _NO_HOST})
_NAMES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_STRAIGHT = {"http": "", "https": "", "all": ""}


@dataclass(frozen=True, slots=True)
class Route:
    """The way to one address: ``name`` is its host alone, ``host`` has the port where that is not the usual one.

    ``shown`` stands for the host in messages, where even that is nobody's business.
    """

    name: str
    host: str
    scheme: str
    local: bool
    shown: str = ""

    @classmethod
    def to(cls, address: Address, shown: str = "") -> Route:
        """Return the way to an address."""
        return cls(address.host, address.netloc, address.scheme, is_loopback(address.host), shown)

    @property
    def proxies(self) -> dict[str, str]:
        """What the HTTP library is told about proxies: to use none here, else to look into the environment."""
        return dict(_STRAIGHT) if self.local else {}

    @property
    def proxy(self) -> Proxy | None:
        """The proxy that the environment puts in between, if any."""
        if self.local:
            return None
        url = f"{self.scheme}://{self.host}"
        chosen = select_proxy(url, get_environ_proxies(url))
        return Proxy(_variable(self.scheme, chosen), _host(chosen)) if chosen else None

    def __str__(self) -> str:
        """Return the host, and what stands before it."""
        proxy, host = self.proxy, self.shown or self.host
        return f"{host} through the proxy {proxy.host} ({proxy.variable})" if proxy else host


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy without its credentials, and which variable of the environment names it."""

    variable: str
    host: str

    @property
    def readable(self) -> bool:
        """Whether it has an address."""
        return self.host not in _UNREADABLE


def named_proxies() -> Iterator[Proxy]:
    """Yield the proxies that the environment names, each variable once, whatever is sent where."""
    for name in _NAMES:
        for variable in (name, name.lower()):
            if value := os.environ.get(variable):
                yield Proxy(variable, _host(value))


def _variable(scheme: str, chosen: str) -> str:
    names = (f"{scheme}_proxy", f"{scheme}_proxy".upper(), "all_proxy", "ALL_PROXY")
    return next((name for name in names if os.environ.get(name) == chosen), "the system's own setting")


def _host(proxy: str) -> str:
    """Return host and port of a proxy; its user and password stay behind."""
    try:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return _NO_ADDRESS
    return f"{parts.hostname}{port}" if parts.hostname else _NO_HOST
