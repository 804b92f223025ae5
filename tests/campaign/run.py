"""A seeded campaign against the whole program, from outside: ``python tests/campaign/run.py --seeds 1-40 [--jobs 2]``.

Each seed is a schedule of 10 to 25 steps: customers and agents write, admins edit and break files, people edit macros in
the portal, days pass, the state is lost, and ``sync`` runs, undisturbed, under faults, killed, twice at once. The program
is driven through its command line alone, the sandbox through HTTP alone. At the end everything is repaired, enough runs go
by, and what agents see is compared with a fresh installation and with a model of what must be true (``judge``).

One line is printed for each seed, and a table of kinds at the end. ``--trace SEED`` prints everything that happened.
``--only KIND`` shows those seeds alone that break this. By the modules: ``world`` runs it, ``proxy`` sees each request,
``launch`` starts the program at a faked time, ``shop`` writes the admin's files, ``people`` and ``portal`` are what
persons do, ``campaign`` holds the model, ``steps`` and ``admin`` what can happen, ``judge`` what must hold.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter, defaultdict
from functools import cache
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

import judge
import portal
import steps
from campaign import Break, Campaign, beginning
from databases import Databases
from shop import LOOSE, Shop, standard_macros
from world import BEGIN, Program, opened

_BOTH = ("zendesk", "freshdesk")
_HELPDESKS = ((("zendesk",), False), (("freshdesk",), False), (_BOTH, False), (_BOTH, True))
"""Which faces a campaign has, and whether they share their tickets, as the sandbox has it by default."""


def campaign(seed: int, program: Program, databases: Databases) -> tuple[list[Break], list[str], str]:
    """Run one seed; returns what broke, the trace, and what kind of campaign it was."""
    rng = Random(seed)
    trace: list[str] = []
    faces, shared = rng.choice(_HELPDESKS)
    url = databases.postgres if rng.random() < 0.25 else databases.sqlite
    offset = (
        BEGIN.timestamp() - time.time() + rng.choice((0, 0, 11)) * 3600
    )  # 10:00 or 21:00, when UTC's day is another
    with opened(faces, program, trace.append, offset, shared=shared) as world:
        world.new_url = url
        world.new_state()
        ready_made = faces == ("zendesk",) and rng.random() < 0.2
        shop = Shop(world.folder, beginning(rng, world.today), {} if ready_made else standard_macros())
        shop.ready_made = ready_made
        shop.settings, more = _settings(rng, faces, shared=shared)
        run = Campaign(seed, rng, world, shop)
        about = ", ".join(
            filter(
                None,
                (
                    "+".join(faces),
                    "shared" if shared else "",
                    "ready-made" if ready_made else "",
                    world.state.partition(":")[0],
                    more,
                ),
            )
        )
        trace.append(f"seed {seed}: {about}; late: {[(item.sku, item.window) for item in shop.late.values()]}")
        if "lag" in more:
            world.desks[0].admin("lag", {"seconds": 60})
        for desk in world.desks:
            made = portal.hand_made(desk)
            run.hand_made[desk.name] = {
                macro.id: macro.html + macro.title + macro.updated for macro in portal.macros(desk) if macro.id in made
            }
        run.write()
        world.run("setup", "--yes")
        for _ in range(2):
            steps.customers(run)
        first = rng.choices((steps.sync, steps.sync_killed, steps.sync_under_faults), (8, 1, 1))[0]
        first(run)
        likes = [often * rng.choice((0.3, 1, 1, 4)) for often in steps.STEPS.values()]  # each campaign has its own
        for number in range(rng.randint(10, 25)):
            step = rng.choices(list(steps.STEPS), likes)[0]
            trace.append(f"--- {number + 1}. {step.__name__}")
            step(run)
            world.advance(rng.choice((61, 300, 301, 900)))
        judge.settle(run)
        judge.judge(run, trace.append)
    return sorted(run.breaks), trace, about


def _settings(rng: Random, faces: tuple[str, ...], *, shared: bool) -> tuple[dict[str, str], str]:
    """Draw what config.yaml says; returns it and a word about it."""
    note = rng.random() < 0.4 and not shared
    settings = {"triage": f"{{look_back: 90, note: {str(note).lower()}}}"}
    about = ["notes"] if note else []
    if rng.random() < 0.3:
        about.append("default limits")
    else:
        settings["limits"] = LOOSE
    if "zendesk" in faces and rng.random() < 0.3:
        about.append("lag")
    if rng.random() < 0.2:
        settings["drift"] = rng.choice(("keep", "overwrite"))
        about.append(f"drift: {settings['drift']}")
    return settings, ", ".join(about)


@cache
def _tools() -> tuple[Program, Databases]:
    """Start what a worker needs for all its seeds; both end with it."""
    program, databases = Program(), Databases()
    for close in (databases.close, program.close):
        Finalize(None, close, exitpriority=1)  # a worker runs nothing else at its end
    return program, databases


def one(seed: int) -> tuple[int, list[Break], list[str], str, float]:
    """Run one seed in a worker; a mistake of the campaign's own is told as such."""
    started = time.monotonic()
    try:
        breaks, trace, about = campaign(seed, *_tools())
    except Exception:  # noqa: BLE001 - one seed must not end the others
        breaks, trace, about = [Break("campaign's own mistake", traceback.format_exc())], [], "?"
    return seed, breaks, trace, about, time.monotonic() - started


def main() -> None:
    """Run the seeds and print what broke."""
    parser = argparse.ArgumentParser(description="A seeded campaign against the whole program.")
    parser.add_argument("--seeds", default="1-20", help="such as 1-40 or 7,9,12")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", default="", help="show only seeds that break this kind")
    parser.add_argument("--trace", type=int, help="run this seed and print its whole schedule")
    parser.add_argument("--keep", type=Path, help="write the trace of each broken seed into this folder")
    given = parser.parse_args()
    if given.trace is not None:
        _, breaks, trace, about, _ = one(given.trace)
        print(*trace, *breaks, about, sep="\n")
        return
    _table(given)


def _seeds(text: str) -> list[int]:
    pieces = [piece.partition("-") for piece in text.split(",")]
    return [seed for first, _, last in pieces for seed in range(int(first), int(last or first) + 1)]


def _table(given: argparse.Namespace) -> None:
    kinds: dict[str, list[int]] = defaultdict(list)
    seeds = _seeds(given.seeds)
    with get_context("spawn").Pool(given.jobs) as pool:
        for seed, breaks, trace, about, seconds in pool.imap_unordered(one, seeds):
            for kind in {each.kind for each in breaks}:
                kinds[kind].append(seed)
            if given.only and not any(given.only in each.kind for each in breaks):
                continue
            told = "; ".join(f"{each.kind}: {each.what}" for each in breaks)
            print(f"{seed:4} {about:32} {seconds:4.0f} s  {f'BROKEN {told}' if breaks else 'ok'}", flush=True)
            if given.keep and breaks:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{seed}.txt").write_text("\n".join([*trace, *map(str, breaks)]), "utf-8")
        pool.close()
        pool.join()
    broken = {seed for each in kinds.values() for seed in each}
    print(f"\n{len(seeds)} schedules, {len(broken)} broken.")
    for kind, count in Counter({kind: len(each) for kind, each in kinds.items()}).most_common():
        print(f"  {count:4}  {kind}: {', '.join(map(str, sorted(kinds[kind])[:12]))}")


if __name__ == "__main__":
    main()
