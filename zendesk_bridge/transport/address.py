"""Where an account lives, and that nothing is ever sent elsewhere."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from zendesk_bridge.core.errors import Incomplete, InvalidInput, Place, Problem

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """Scheme, host, port, and an optional prefix of every path."""

    scheme: str
    host: str
    port: int
    prefix: str

    @classmethod
    def of(cls, base_url: str) -> Address:
        """Read a base URL; raises InvalidInput unless it is https, or http to this machine."""
        parts = _split(base_url)
        if parts is None or parts.scheme not in _PORTS or not parts.hostname or parts.query or parts.fragment:
            raise _wrong("the helpdesk's url is not a plain web address", "write it as https://acme.zendesk.com")
        if parts.username is not None or parts.password is not None:
            raise _wrong("the helpdesk's url holds a user or a password", "credentials belong under 'auth'")
        if parts.scheme == "http" and not is_loopback(parts.hostname):
            raise _wrong(f"http://{parts.hostname} is not encrypted", "use https; http is for this machine only")
        return cls(parts.scheme, parts.hostname, _port(parts), parts.path.rstrip("/"))

    @classmethod
    def of_whole(cls, url: str) -> tuple[Address, str]:
        """Return where a whole URL leads, and that URL without a fragment; raises InvalidInput as :meth:`of` does."""
        parts = urlsplit(url)
        address = cls.of(f"{parts.scheme}://{parts.netloc}")
        return address, address.resolve((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))[0]

    def resolve(self, path_or_url: str) -> tuple[str, str]:
        """Return (full URL, path without query); raises Incomplete for a URL that leads elsewhere."""
        if "://" in path_or_url.split("?", 1)[0]:
            path = self._ours(_split(path_or_url))
        else:
            path = self.prefix + "/" + path_or_url.lstrip("/")
        # Rebuilt from our own parts, so that two readings of a crafted URL cannot differ.
        return f"{self.scheme}://{self.netloc}{path}", path.split("?", 1)[0]

    def _ours(self, parts: SplitResult | None) -> str:
        """Return path and query of an absolute URL if it leads here."""
        here = (self.scheme, self.host, self.port)
        if parts is None or parts.username is not None or (parts.scheme, parts.hostname, _port(parts)) != here:
            raise Incomplete(
                f"the helpdesk at {self.host} pointed to another address for the next page",
                fix="Nothing was sent there. Check 'url' in the configuration.",
            )
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    @property
    def netloc(self) -> str:
        """Host and port as they stand in a URL, the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _port(parts)
    except ValueError:
        return None
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or _PORTS.get(parts.scheme, 0)


def is_loopback(host: str) -> bool:
    """Tell whether this host is the machine that we run on."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host.removesuffix(".") == "localhost"
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def is_private(host: str) -> bool:
    """Tell whether this host is written as an address that is nobody's on the web: this machine's, or a network's."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return is_loopback(host)


def _wrong(message: str, fix: str) -> InvalidInput:
    return InvalidInput((Problem(Place(""), message, fix),))
