"""The mention finder beside general libraries: ``python tests/bench/match.py [--entries 100 10000] [--tickets N]``.

An entry is one row of a catalogue (SKU and name, some with an alias). Every engine gets all terms of the same invented
catalogue and the same labelled tickets (``tests/match/noisy``), each in a process of its own; what it finds of products
that are not late is not held against it. Speed is measured on ordinary tickets (some name a product, few a late one)
and on the labelled ones, where nearly every ticket has a mention or a trap.

All engines of one size are built first and then run in turn, several times, each beside its own smallest size, and the
best counts; seconds are the processor's: the machine has other work. Memory is what the build adds at its peak. "-" is
an engine that does not get built within the bounds of time and memory.
"""

from __future__ import annotations

import argparse
import gc
import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engines import ENGINES, PACKAGES, RAW, Rows

sys.path.insert(0, str(Path(__file__).parent.parent / "match"))

import noisy

MEMORY = 4 << 30
BUILD_SECONDS = 120.0
PASS_SECONDS = 10.0
ENOUGH_SECONDS = 0.3
SPAWN = get_context("spawn")


@dataclass(slots=True)
class Measured:
    """What one engine did at one size: build in seconds and MB, texts a second, bytes a text; or why it ``failed``."""

    build: float = 0.0
    memory: float = 0.0
    speed: float = 0.0
    noisy_speed: float = 0.0
    size: float = 0.0
    score: noisy.Score | None = None
    failed: str = ""

    def take(self, run: Measured) -> None:
        """Keep the best of what it did so far and of one more run."""
        self.speed = max(self.speed, run.speed)
        self.noisy_speed = max(self.noisy_speed, run.noisy_speed)
        self.score, self.size = run.score or self.score, run.size or self.size
        self.failed = self.failed or run.failed


class Running:
    """One engine in its process."""

    def __init__(self, name: str, folder: Path) -> None:
        self._here, there = SPAWN.Pipe()
        self._process = SPAWN.Process(target=serve, args=(name, folder, there), daemon=True)
        self._process.start()
        there.close()
        self.built = self._answer(BUILD_SECONDS)
        if self.built.failed:
            self.stop()

    def run(self) -> Measured:
        """Scan all tickets once."""
        if not self.built.failed:
            with suppress(OSError):
                self._here.send("run")
            return self._answer(20 * PASS_SECONDS)
        return Measured()

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()

    def _answer(self, seconds: float) -> Measured:
        if not self._here.poll(seconds):
            return Measured(failed=f"more than {seconds:.0f} s")
        try:
            said = self._here.recv()
        except (EOFError, OSError):
            return Measured(failed="more than its memory")
        return said if isinstance(said, Measured) else Measured(failed="no answer")


def main() -> None:
    """Measure each size and print its table; then how each engine slows down with the size."""
    parser = argparse.ArgumentParser(description="The mention finder beside general libraries.")
    parser.add_argument("--entries", type=int, nargs="+", default=[100, 10_000, 100_000, 1_000_000])
    parser.add_argument("--tickets", type=int, default=3000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--late", type=int, default=3000, help="about so many items are late, and at most 30 %% of all")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--engines", nargs="+", default=list(ENGINES), choices=list(ENGINES), metavar="NAME")
    args = parser.parse_args()
    slower: dict[str, list[float]] = {name: [] for name in args.engines}
    smallest: dict[str, Running] = {}
    for size in args.entries:
        running = start(size, args)
        smallest = smallest or running
        measured, beside = in_turn(running, smallest, args.repeat)
        print_table(measured)
        for name, one in measured.items():
            slower[name].append(beside[name].speed / one.speed if one.speed else 0.0)
        for engine in () if running is smallest else running.values():
            engine.stop()
    for engine in smallest.values():
        engine.stop()
    print_slowdown(args.entries, slower)


# --- the task --------------------------------------------------------------------------------------


def start(size: int, args: argparse.Namespace) -> dict[str, Running]:
    """Invent the task of one size, and build every engine for it."""
    with tempfile.TemporaryDirectory() as folder:
        inventor = SPAWN.Process(target=invent, args=(Path(folder), size, args))
        inventor.start()
        inventor.join()
        return {name: Running(name, Path(folder)) for name in args.engines}


def invent(folder: Path, size: int, args: argparse.Namespace) -> None:
    """Write a catalogue and tickets, and say what they are like."""
    shop = noisy.shop(size, args.seed, min(0.3, args.late / size))
    tickets = [one for one in noisy.tickets(shop, args.tickets, args.seed) if one.kind not in noisy.UNCOUNTED]
    ordinary = list(noisy.ordinary(shop, args.tickets, args.seed))
    labelled = [(one.id, one.text, one.skus, one.kind) for one in tickets]
    (folder / "rows").write_bytes(pickle.dumps([(row.sku, row.name, row.aliases, row.late) for row in shop.rows]))
    (folder / "tickets").write_bytes(pickle.dumps((labelled, ordinary)))
    print(f"\n{size:,} entries, {len(shop.late):,} of them late")
    print(f"{_described(ordinary)}, {_described([one.text for one in tickets])} with labels", flush=True)


def _described(texts: list[str]) -> str:
    return f"{len(texts):,} tickets of {sum(map(len, texts)) / len(texts):.0f} characters"


def read(folder: Path) -> tuple[Rows, list[noisy.Ticket], list[str]]:
    """Return the catalogue, the labelled tickets and the ordinary ones."""
    rows = pickle.loads((folder / "rows").read_bytes())  # noqa: S301  (written above)
    labelled, ordinary = pickle.loads((folder / "tickets").read_bytes())  # noqa: S301  (written above)
    return rows, [noisy.Ticket(*ticket) for ticket in labelled], ordinary


# --- the measuring ---------------------------------------------------------------------------------


def in_turn(
    running: dict[str, Running], smallest: dict[str, Running], repeat: int
) -> tuple[dict[str, Measured], dict[str, Measured]]:
    """Let every engine run, and the same of the smallest size beside it; return what both did at their best."""
    measured = {name: one.built for name, one in running.items()}
    beside = measured if running is smallest else {name: Measured() for name in running}
    for _ in range(repeat):
        for name, one in running.items():
            measured[name].take(one.run())
            if running is not smallest:
                beside[name].take(smallest[name].run())
    return measured, beside


def serve(name: str, folder: Path, there: Connection) -> None:
    """Build one engine, then scan all tickets whenever asked."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    rows, tickets, ordinary = read(folder)
    late = frozenset(sku for sku, _, _, is_late in rows if is_late)
    build = ENGINES[name](rows)
    gc.collect()
    before = peak(forget=True)
    started = time.process_time()
    try:
        engine = build()
    except ImportError:
        there.send(Measured(failed=f"not installed: pip install {PACKAGES.get(name, name)}"))
        return
    except Exception as error:  # noqa: BLE001  (whatever a library raises where it gives up is its result)
        there.send(Measured(failed=f"{type(error).__name__}: {error}"[:80]))
        return
    there.send(Measured(build=time.process_time() - started, memory=(peak() - before) / (1 << 20)))
    del rows, build
    size = sum(len(text.encode()) for text in ordinary) / len(ordinary)
    while there.recv():
        speed, _ = scanned(engine.scan, ordinary)
        noisy_speed, results = scanned(engine.scan, [ticket.text for ticket in tickets])
        found = [frozenset(map(engine.sku, result)) & late for result in results]
        score = noisy.score(zip(tickets, found, strict=False))
        score.wrong.clear()
        there.send(Measured(speed=speed, noisy_speed=noisy_speed, size=size, score=score))


def scanned(scan: Callable[[str], Iterable[Any]], texts: list[str]) -> tuple[float, list[Iterable[Any]]]:
    """Return how many texts a second of the processor's time it scans, and the results; as many as there is time for.

    A quick one does it again, for long enough to be measured.
    """
    results: list[Iterable[Any]] = []
    count = 0
    started = time.process_time()
    while (spent := time.process_time() - started) < ENOUGH_SECONDS:
        results = []
        for text in texts:
            results.append(scan(text))
            if time.process_time() - started > PASS_SECONDS:
                break
        count += len(results)
    return count / spent, results


def peak(*, forget: bool = False) -> int:
    """Return the most memory that this process ever held, in bytes; ``forget`` what was before now where one can."""
    if forget:
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    with suppress(OSError, IndexError):
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1 << 10)


# --- the tables ------------------------------------------------------------------------------------

HEADS = "build s", "MB", "tickets/s", "MB/s", "x raw", "labelled/s", "x raw", "precision", "recall", "F1"


def print_table(measured: dict[str, Measured]) -> None:
    """Print one size."""
    raw = measured.get(RAW, Measured())
    print(" " * 24 + "".join(f"{head:>11}" for head in HEADS))
    for name, one in measured.items():
        if one.failed or one.score is None:
            print(f"{name:24}{'-':>11}  ({one.failed or 'no run'})")
            continue
        cells = (
            f"{one.build:.2f}",
            f"{one.memory:.0f}",
            f"{one.speed:,.0f}",
            f"{one.speed * one.size / 1e6:.1f}",
            _ratio(one.speed, raw.speed),
            f"{one.noisy_speed:,.0f}",
            _ratio(one.noisy_speed, raw.noisy_speed),
            *(f"{share:.4f}" for share in (one.score.precision, one.score.recall, one.score.f1)),
        )
        print(f"{name:24}" + "".join(f"{cell:>11}" for cell in cells), flush=True)


def _ratio(speed: float, other: float) -> str:
    return f"{speed / other:.2f}" if other else "-"


def print_slowdown(sizes: list[int], slower: dict[str, list[float]]) -> None:
    """Print how many times longer an ordinary ticket takes than at the first size, measured side by side."""
    print(f"\n{'time per ticket':24}" + "".join(f"{size:>12,}" for size in sizes))
    for name, found in slower.items():
        print(f"{name:24}" + "".join(f"{times:12.2f}" if times else f"{'-':>12}" for times in found))


if __name__ == "__main__":
    main()
