"""What the folder of a kind of helpdesk says about itself, so that nothing else needs to know it by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address

_HOST = re.compile(r"https?://(?:\[(?P<v6>[^\]]+)\]|(?P<name>[^/:]+))")
SANDBOX = "sandbox"
"""What ``url`` says of the local helpdesk."""


def is_loopback(host: str) -> bool:
    """Tell whether this host is the machine that we run on."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_real(url: str) -> bool:
    """Tell whether customers may be behind this address: it is neither the sandbox's nor on this machine."""
    found = _HOST.match(url)
    return url != SANDBOX and not (found and is_loopback(found["v6"] or found["name"]))


@dataclass(frozen=True, slots=True)
class Credential:
    """One key under ``auth``: what stands there and where it is found, in words for whoever fills it in.

    ``looks`` is a regular expression for how the helpdesk's own ones look, "" where nothing is known: by it one that
    was put into another's place is recognised. It refuses nothing.
    """

    key: str
    description: str
    secret: bool = False
    looks: str = ""


@dataclass(frozen=True, slots=True)
class Login:
    """One way to sign in: the keys that stand under ``auth`` together. ``name`` is that of its JSON Schema.

    ``ends`` is the day on which the helpdesk ends it, if that is known, and ``instead`` what to do before.
    """

    name: str
    description: str
    credentials: tuple[Credential, ...]
    ends: date | None = None
    instead: str = ""

    def __str__(self) -> str:
        """Return how it is written: ``{email, api_token}``."""
        return "{" + ", ".join(part.key for part in self.credentials) + "}"


def ways_in(logins: Sequence[Login]) -> str:
    """Return how to sign in, every way: ``{client_id, client_secret}, {token}, or {email, api_token}``."""
    *ways, last = map(str, logins)
    return f"{', '.join(ways)}, or {last}" if len(ways) > 1 else " or ".join([*ways, last])


@dataclass(frozen=True, slots=True)
class HelpdeskKind:
    """One kind of helpdesk. The name of its folder is what ``type`` says in config.yaml.

    ``title`` is what people call it. ``domains`` are the ends of its accounts' addresses, such as ``.zendesk.com``:
    with those no other kind is taken. ``siblings`` are the ends of addresses of its maker's other products, and what
    those are called. ``sandbox`` says that the local helpdesk speaks its API: ``url`` may name it. ``ticket_page`` is
    where agents see a ticket: the path behind the address, with ``{id}`` for the ticket's number.
    """

    title: str
    domains: tuple[str, ...]
    logins: tuple[Login, ...]
    sandbox: bool = False
    siblings: tuple[tuple[str, str], ...] = ()
    ticket_page: str = ""

    @property
    def sign_in(self) -> str:
        """How to sign in, every way."""
        return ways_in(self.logins)

    def ticket_link(self, address: str, ticket_id: int) -> str:
        """Return where agents see a ticket of the account at this address; "" where no address is known."""
        known = self.ticket_page and address not in {"", SANDBOX}
        return f"{address.rstrip('/')}{self.ticket_page.format(id=ticket_id)}" if known else ""
