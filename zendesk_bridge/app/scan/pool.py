"""Many processes, one order: each chunk goes to whoever is free, and results come in the order of the chunks.

A worker gets a chunk, answers, and gets the next: neither side ever waits for the other to read while it writes.
Where the system can fork, workers share the vocabulary that is ready; elsewhere each makes its own once.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import traceback
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from typing import Any, cast

from zendesk_bridge.app.scan.finder import Finder, Tally, TicketChunk
from zendesk_bridge.core.errors import BridgeError

ChunkResult = tuple[str, Tally]

_AHEAD = 4
"""How many chunks each worker may be ahead of a slow one: what is held in memory."""
_WORTH_MORE = 2
"""How many chunks it takes for a second process to be worth its start."""
_PATIENCE = 5.0  # seconds that a process is given to end by itself


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(finder: Finder, chunks: Iterable[TicketChunk], jobs: int) -> Generator[ChunkResult, None, None]:
    """Yield the result of each chunk, in order. One chunk alone is not worth a second process."""
    coming = iter(chunks)
    first = list(islice(coming, _WORTH_MORE))
    if jobs == 1 or len(first) < _WORTH_MORE:
        yield from map(finder.look, chain(first, coming))
        return
    with _workers(finder, jobs) as connections:
        yield from _in_order(connections, chain(first, coming))


def _in_order(connections: list[Connection], chunks: Iterable[TicketChunk]) -> Iterator[ChunkResult]:
    work = _Work(connections)
    for chunk in chunks:
        while work.full:
            work.take()
            yield from work.due()
        work.send(chunk)
    while work.busy:
        work.take()
        yield from work.due()


class _Work:
    """Who is at what, and which results wait for an earlier one."""

    def __init__(self, connections: list[Connection]) -> None:
        self._idle = list(connections)
        self._most = _AHEAD * len(connections)
        self._done: dict[int, ChunkResult] = {}
        self._sent = 0
        self._told = 0
        self.busy: dict[Connection, int] = {}

    @property
    def full(self) -> bool:
        """Whether nobody is free, or everybody is too far ahead of a slow one."""
        return not self._idle or self._sent - self._told >= self._most

    def send(self, chunk: TicketChunk) -> None:
        """Give the next chunk to whoever is free."""
        free = self._idle.pop()
        with _alive():
            free.send(chunk)
        self.busy[free] = self._sent
        self._sent += 1

    def take(self) -> None:
        """Wait for at least one result."""
        for ready in cast("list[Connection]", wait(list(self.busy))):
            self._done[self.busy.pop(ready)] = _answer(ready)
            self._idle.append(ready)

    def due(self) -> Iterator[ChunkResult]:
        """Yield the results whose turn it is."""
        while self._told in self._done:
            yield self._done.pop(self._told)
            self._told += 1


def _answer(connection: Connection) -> ChunkResult:
    with _alive():
        answer = connection.recv()
    if isinstance(answer, BaseException):
        raise answer
    return cast("ChunkResult", answer)


@contextmanager
def _alive() -> Iterator[None]:
    """Say in plain words that the process at the other end is gone."""
    try:
        yield
    except (EOFError, OSError):
        message = "a process that was looking through tickets has ended before its work was done"
        raise BridgeError(message, fix="If memory is short, say --jobs 1.") from None


@contextmanager
def _workers(finder: Finder, jobs: int) -> Iterator[list[Connection]]:
    """Start the processes, and end them however the block ends."""
    forks = "fork" in multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    ours: list[Connection] = []
    started = []
    if forks:
        _ = finder.vocabulary  # made ready before, so that all share it
        gc.collect()
        gc.freeze()  # and keeps being shared: the collector would write on every object
    try:
        with _signals_wait():
            for _number in range(jobs):
                here, there = context.Pipe()
                ours.append(here)
                # of the forked process: it must not keep our ends of the pipes open, or nobody would learn that we died
                theirs = tuple(ours) if forks else ()
                process = context.Process(target=_serve, args=(finder, there, theirs), daemon=True)
                process.start()
                started.append(process)
                there.close()
        yield ours
    finally:
        gc.unfreeze()
        for connection in ours:
            connection.close()
        for process in started:
            process.terminate()
            process.join(_PATIENCE)


_STOPPING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Hold back what stops a process until the block ends: a worker inherits that, until it is ready to be stopped.

    Before, it would still answer as its parent does: with an exception, and a traceback that nobody catches.
    """
    if not hasattr(signal, "pthread_sigmask"):  # nor does that system fork
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(finder: Finder, connection: Connection, theirs: tuple[Connection, ...]) -> None:
    """Answer chunks until nobody asks any more. Ctrl-C is for the process that shows the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    for other in theirs:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            chunk = connection.recv()
            try:
                answer: ChunkResult | Exception = finder.look(chunk)
            except Exception as error:  # noqa: BLE001 - it is raised again where somebody can see it
                error.add_note("".join(traceback.format_tb(error.__traceback__)))  # which does not travel by itself
                answer = error
            connection.send(answer)
