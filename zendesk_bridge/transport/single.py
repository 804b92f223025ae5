"""One thing that a helpdesk will not give or take, told from a helpdesk that does not work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from zendesk_bridge.core.errors import AuthRefused, Incomplete, Rejected, Unavailable


class Single:
    """Makes of an error about one thing what it is: that thing's alone, unless the account does not work either.

    Servers answer 403 for a ticket in the bin, 500 for one they cannot show, 301 for one that moved, a page of HTML for
    one that is too large: the same answers as for a login without rights and for an outage. So the account is asked.

    Args:
        prove: asks something of the account that has nothing to do with single tickets; raises when that fails too.
        of_account: tells of a 403 whether it says by itself that it holds for everything.
    """

    def __init__(self, prove: Callable[[], object], of_account: Callable[[AuthRefused], bool]) -> None:
        self._ask, self._of_account = prove, of_account
        self._proven = False

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Ask for one thing within this block.

        Raises:
            NotFound, Conflict, Rejected: this one thing is gone, or will not be had; others may. The cause of a
                Rejected is the error that it was made of.
            AuthRefused, Unavailable, Incomplete: the account does not work.
        """
        try:
            yield
        except (AuthRefused, Unavailable, Incomplete) as error:
            self.judge(error)
            raise Rejected(error.message, status=getattr(error, "status", 0)) from error

    def judge(self, error: AuthRefused | Unavailable | Incomplete) -> None:
        """Return if this may be one thing's own; raises this error, or a worse one, when the account does not work."""
        if self._for_all(error):
            raise error
        if not (self._proven and isinstance(error, AuthRefused)):
            self.prove()

    def prove(self) -> None:
        """Make sure that the account works at all; raises when it does not. Rights are proven once a session."""
        self._ask()
        self._proven = True

    def prove_once(self) -> None:
        """Make sure that the account has worked in this session."""
        if not self._proven:
            self.prove()

    def _for_all(self, error: AuthRefused | Unavailable | Incomplete) -> bool:
        if isinstance(error, AuthRefused):
            return error.unknown_login or self._of_account(error)
        return isinstance(error, Unavailable) and error.unprocessed
