"""How far a scan has come, on a terminal that shows nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Self

from zendesk_bridge.app.scan.finder import TicketChunk


class Bar:
    """Tickets and bytes so far; silent unless stderr is a terminal and stdout goes elsewhere.

    ``total`` is in bytes, None where nobody can know before. It draws when it is told, from no thread of its own:
    processes are forked meanwhile.
    """

    def __init__(self, total: int | None) -> None:
        self._stack = ExitStack()
        self._sent = 0
        self._total = total
        self._draw = self._begin() if sys.stderr.isatty() and not sys.stdout.isatty() else None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was."""
        self._stack.close()

    def counting(self, chunks: Iterable[TicketChunk]) -> Iterator[TicketChunk]:
        """Pass chunks on, and count what has been read."""
        for chunk in chunks:
            if self._draw:
                self._sent += chunk.size
            yield chunk

    def __call__(self, tickets: int) -> None:
        """Show how many tickets were looked at."""
        if self._draw:
            self._draw(self._sent, tickets)

    def _begin(self) -> Callable[[int, int], None]:
        from rich.console import Console  # noqa: PLC0415 - only a terminal pays for it
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - same

        shown = (
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[tickets]:,} tickets"),
            TimeRemainingColumn(),
        )
        bar = Progress(*shown, console=Console(stderr=True), auto_refresh=False, transient=True)
        self._stack.enter_context(bar)
        task = bar.add_task("", total=self._total, tickets=0)
        return lambda sent, tickets: bar.update(task, completed=sent, tickets=tickets, refresh=True)
