"""Single things that fail, told from a helpdesk that does not work."""

from __future__ import annotations

from dataclasses import dataclass

from zendesk_bridge.core.errors import BridgeError, TryLater

SOME, MANY = 3, 10
"""How many failures in a row are the helpdesk's: an outage costs minutes of tries for each, so that three are enough as
long as nothing has worked."""


@dataclass(slots=True)
class Streak:
    """Counts what fails and what works: a helpdesk that does not work fails for all, or for many in a row."""

    worked: bool = False
    failed: int = 0
    last: BridgeError | None = None

    def note_success(self) -> None:
        """Count one thing that worked."""
        self.worked, self.failed = True, 0

    def note_failure(self, cause: BridgeError | None) -> None:
        """Count one thing that failed by an error that a helpdesk that does not work gives, too; None is any other.

        Raises the error when it is the helpdesk's.
        """
        self.last = cause
        if cause is None:
            return
        self.failed += 1
        if self.failed >= (SOME if isinstance(cause, TryLater) and not self.worked else MANY):
            raise cause

    def end(self) -> None:
        """Raise the last error when every one failed, and more than one did."""
        if self.last is not None and not self.worked and self.failed > 1:
            raise self.last
