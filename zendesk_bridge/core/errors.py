"""The one exception tree; what tells the branches apart is what the caller does next.

BridgeError                      carries a message, what to do about it, and the exit code of the command line
├── InvalidInput                 the admin's files or flags are wrong: every problem with its place     (exit 2)
├── SafetyStop                   a digest said no: nothing was written                                   (exit 5)
│   ├── OtherAccount             what is remembered is another account's: nothing was done on this helpdesk
│   └── WrongClock               this machine's clock and the helpdesk's differ: every date would be misjudged
├── TryLater                     nothing is wrong, the moment is: run it again                           (exit 75)
│   ├── Busy                     another run holds the lease
│   └── Unavailable              the helpdesk or the database is down, slow or limiting us
├── Refused                      the helpdesk understood and said no: the same request will fail again   (exit 1)
│   ├── AuthRefused              401 or 403: stop the run, the credentials or the scope are wrong
│   ├── NotFound                 404: gone, hidden by the plan, or a wrong subdomain
│   ├── Conflict                 409: somebody else was faster; read again, decide again
│   └── Rejected                 400, 405, 422 and the like: this item is not accepted, others may be
├── Incomplete                   a listing that cannot be proven complete, or an answer nobody can read  (exit 1)
└── StateError                   the database refused, or belongs to a newer version                     (exit 1)

No message and no attribute of these ever holds a customer's words, an address or a secret.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar

_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls but the line break, directions, and halves of characters."""

_UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the admin's files something stands; line and column count from 1, 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:col`` with the unknown parts left out."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in the admin's input, where it stands, and how to fix it."""

    place: Place
    message: str
    fix: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Take out what would move a terminal's cursor, or cannot be printed: words of files stand in here."""
        object.__setattr__(self, "message", _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", self.message))
        object.__setattr__(self, "fix", _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", self.fix))

    def __str__(self) -> str:
        """Return ``file:line:col: message (fix)``."""
        return f"{self.place}: {self.message}" + (f" ({self.fix})" if self.fix else "")


class BridgeError(Exception):
    """Something the person in front of the terminal must know, in their words."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        """Return the message, and on a second line what to do."""
        return f"{self.message}\n  {self.fix}" if self.fix else self.message


class InvalidInput(BridgeError):
    """The admin's files or flags are wrong; ``problems`` names every place at once."""

    exit_code = 2

    def __init__(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SafetyStop(BridgeError):
    """A digest said no; nothing was written. A run of which the gate refused a part leaves with the same code."""

    exit_code = 5


class OtherAccount(SafetyStop):
    """What is remembered under a helpdesk's name is not this account's, or nothing of it is there.

    Nothing is wrong with the config by itself, so it is no InvalidInput: a person decides which of the two is meant.
    """


class WrongClock(SafetyStop):
    """This machine's clock and the helpdesk's tell times far apart, so that no date can be judged."""


class TryLater(BridgeError):
    """Nothing is wrong with the input; the same command may work in a while."""

    exit_code = 75


class Busy(TryLater):
    """Another run holds the lease."""


class Unavailable(TryLater):
    """The other side is down, slow or limiting us.

    ``retry_after`` is in seconds where the other side named it. ``unprocessed`` is True only when the request
    surely had no effect, so that even a create may be sent again.
    """

    def __init__(
        self, message: str, *, fix: str = "", retry_after: float | None = None, unprocessed: bool = False
    ) -> None:
        super().__init__(message, fix=fix)
        self.retry_after = retry_after
        self.unprocessed = unprocessed


class Refused(BridgeError):
    """The helpdesk understood and said no; the same request would fail again."""

    def __init__(self, message: str, *, fix: str = "", status: int = 0) -> None:
        super().__init__(message, fix=fix)
        self.status = status


class AuthRefused(Refused):
    """The credentials or their scope are wrong; the run stops."""

    @property
    def unknown_login(self) -> bool:
        """Whether nobody is known by these credentials, so that all else would fail alike: a 401, and not a 403."""
        return self.status == _UNAUTHORIZED


class NotFound(Refused):
    """Gone, hidden by the plan or the role, or a wrong subdomain."""


class Conflict(Refused):
    """Somebody else wrote first; read again and decide again."""


class Rejected(Refused):
    """This item is not accepted as it is; others may be."""


class Incomplete(BridgeError):
    """A listing that cannot be proven complete, or an answer that nobody can read."""


class StateError(BridgeError):
    """The database refused, or belongs to a newer version."""


def cause_of(error: BridgeError) -> AuthRefused | Unavailable | Incomplete | None:
    """Return the error that an account, too, could have given, and that was taken for one thing's own."""
    cause = error.__cause__
    return cause if isinstance(cause, AuthRefused | Unavailable | Incomplete) else None
