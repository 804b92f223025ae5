"""The way to an address, looked for without credentials: is the name known, is there a proxy, who answers with TLS."""

from __future__ import annotations

import base64
import os
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies, select_proxy

from zendesk_bridge.core.errors import Unavailable
from zendesk_bridge.core.model import Reach
from zendesk_bridge.transport.address import Address
from zendesk_bridge.transport.failure import certificates, past, why
from zendesk_bridge.transport.route import Route

_SECONDS = 8.0  # for the name, and again for the connection
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
_PROXY_WANTS_LOGIN = "407"


def reach(address: Address, route: Route, *, seconds: float = _SECONDS) -> Reach:
    """Return how an address is reached. Raises Unavailable where the way ends, with what to look at.

    Nothing is asked of whoever answers: what is encrypted is begun, looked at, and let go.
    """
    proxy = route.proxy
    addresses = () if proxy else _addresses(address, seconds)
    found = Reach(address.netloc, addresses, proxy.host if proxy else "", proxy.variable if proxy else "")
    through = _proxy_url(route) if proxy else ""
    if through and not through.startswith("http://"):
        return found  # a way of its own, which only the first request will show
    with _translated(route):
        connection = _connection(address, through, seconds)
        try:
            connection.connect()
            return _seen(found, connection.sock)
        finally:
            connection.close()


def _seen(found: Reach, sock: socket.socket) -> Reach:
    """Add what a connection shows: which of the addresses has answered, and its encryption."""
    if found.addresses:
        peer = str(sock.getpeername()[0])
        found = replace(found, addresses=(peer, *(other for other in found.addresses if other != peer)))
    if not isinstance(sock, ssl.SSLSocket):
        return found
    told = (sock.getpeercert() or {}).get("notAfter")
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(told), UTC) if isinstance(told, str) else None
    return replace(found, tls=sock.version() or "", certificate_ends=ends)


# --- the name ---------------------------------------------------------------------------------------


def _addresses(address: Address, seconds: float) -> tuple[str, ...]:
    """Look the name up. The system's look-up knows no limit of time, so it is waited for, and no longer.

    Raises Unavailable.
    """
    found: list[str] = []
    wrong: list[str] = []

    def look() -> None:
        try:
            rows = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            wrong.append(why(error))
        else:
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    thread = Thread(target=look, daemon=True)
    thread.start()
    thread.join(seconds)
    if found:
        return tuple(found)
    reason = wrong[0] if wrong else f"the name was not found within {seconds:g} s"
    raise Unavailable(f"{address.host}: {reason}", fix="Check the name in 'url', and this machine's network and DNS.")


# --- the connection ---------------------------------------------------------------------------------


def _connection(address: Address, through: str, seconds: float) -> HTTPConnection:
    """Return a connection that is not made yet."""
    if address.scheme == "http":
        return HTTPConnection(address.host, address.port, timeout=seconds)
    context = _context()
    if not through:
        return HTTPSConnection(address.host, address.port, timeout=seconds, context=context)
    parts = urlsplit(through)
    connection = HTTPSConnection(parts.hostname or "", parts.port or 80, timeout=seconds, context=context)
    connection.set_tunnel(address.host, address.port, headers=_proxy_login(parts.username, parts.password))
    return connection


def _context() -> ssl.SSLContext:
    """Return how certificates are checked: by those that the requests will be checked by."""
    named = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    place = Path(named or DEFAULT_CA_BUNDLE_PATH)
    if place.is_dir():
        return ssl.create_default_context(capath=place)
    return ssl.create_default_context(cafile=place)


def _proxy_url(route: Route) -> str:
    url = f"{route.scheme}://{route.host}"
    chosen = select_proxy(url, get_environ_proxies(url)) or ""
    return chosen if "://" in chosen else f"http://{chosen}"


def _proxy_login(user: str | None, password: str | None) -> dict[str, str]:
    if user is None:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair).decode("ascii")}


@contextmanager
def _translated(route: Route) -> Iterator[None]:
    """Let nothing of the libraries' errors out of this block. Raises Unavailable."""
    proxy = route.proxy
    try:
        yield
    except ssl.SSLError as error:
        raise Unavailable(f"no secure connection to {route}: {why(error)}", fix=_about(error, route)) from None
    except FileNotFoundError:
        fix = "Let REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE name a file that is there, or unset them."
        raise Unavailable(f"no secure connection to {route}: there are no {certificates()}", fix=fix) from None
    except (OSError, HTTPException, ValueError) as error:
        refused = _TUNNEL.search(str(error))
        said = f"the proxy answered {refused[1]}" if refused else why(error)
        fix = past(proxy, route) or "Check 'url', and whether a firewall lets this machine out."
        if refused and refused[1] == _PROXY_WANTS_LOGIN:
            fix = f"The proxy wants a login: write it as http://user:password@host into {proxy and proxy.variable}"
        raise Unavailable(f"no connection to {route}: {said}", fix=fix) from None


def _about(error: ssl.SSLError, route: Route) -> str:
    """Say what to do about an encryption that failed."""
    said = getattr(error, "verify_message", "") or ""
    if "expired" in said or "not yet valid" in said:
        return f"If the clock of this machine is right, whoever runs {route.name} must renew it."
    if "match" in said:
        return "It is another host's: check 'url'; it is the address that agents sign in at."
    if said:
        return (
            "Something in between shows its own, as companies' proxies do: let REQUESTS_CA_BUNDLE name the file of "
            "certificates that your company trusts; or 'url' is wrong."
        )
    return past(route.proxy, route) or "Check 'url': it must speak https."
