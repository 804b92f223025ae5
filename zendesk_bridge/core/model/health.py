"""How an installation is: what was looked at, what came of it, and what a helpdesk tells of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Health(StrEnum):
    """What came of looking at one thing. ``SKIPPED`` could not be looked at, because of something else."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at.

    ``check`` names it, ``subject`` whose it is: a helpdesk's name, or "" for the machine and the files. ``fix`` says
    what to do. Nothing in it is a secret, an e-mail address or a customer's word.
    """

    check: str
    subject: str
    health: Health
    message: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Mailing:
    """What mails a customer whose ticket we begin: ``by`` names it, "" where nothing does, and ``fix`` says what to do.

    What stands there is an admin's own words, such as the title of a trigger.
    """

    by: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a helpdesk tells of itself and of whoever signed in. None, or "", is what it does not tell.

    ``who`` is a name and a role, never an e-mail address. ``lacking`` are scopes that we need and do not have.
    ``calls_per_minute`` is the whole account's limit, ``clock`` the helpdesk's time in its last answer, ``locales`` the
    enabled ones as ``de`` or ``pt_BR``, ``mailing`` what a message to a customer becomes a mail by.
    """

    who: str
    admin: bool | None = None
    scopes: frozenset[str] | None = None
    lacking: frozenset[str] = frozenset()
    calls_per_minute: int | None = None
    clock: datetime | None = None
    locales: frozenset[str] | None = None
    plan: str = ""
    mailing: Mailing | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """The way to a helpdesk, found without credentials.

    ``addresses`` begin with the one that answered, and are empty where a proxy looks the name up. ``proxy`` is its
    host, ``variable`` what names it. ``tls`` is "" where nothing is encrypted, as on this machine alone, or where
    nobody could look.
    """

    host: str
    addresses: tuple[str, ...] = ()
    proxy: str = ""
    variable: str = ""
    tls: str = ""
    certificate_ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Storage:
    """The database as it lies there: ``version`` is "" for one that was not made yet, ``newest`` what we know.

    The rest is of a file alone: None for a server's.
    """

    name: str
    version: str
    newest: str
    free_bytes: int | None = None
    writable: bool | None = None
    seen_by_others: bool | None = None
