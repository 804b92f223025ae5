"""Waves of messages under kills and faults, over real HTTP: ``python tests/campaign/outreach/run.py [--seeds 1-200]``.

Each seed is a shop with late orders, two helpdesks of a sandbox and a database of its own. A wave is begun, and runs
carry it on: some undisturbed, some while the helpdesk limits, fails or loses answers, some killed right before or after
the moment in which something is intended, sent or remembered, some two at once. Between them orders ship, agents solve,
merge and delete tickets. In the end nothing goes wrong any more, and what customers can read is counted: a message that
stands there twice is doubled, one that nobody can read although it was to be sent is lost. Where an agent deleted the
ticket around a kill, nobody can tell: that has to be told as such.

One line is printed for each seed that broke something, and a table at the end. ``--trace SEED`` prints all of it.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import requests

sys.path.insert(0, str(Path(__file__).parents[2] / "outreach"))

import world as shop_world
from shaking import FAULTS, MOMENTS, PLACES, Shaken, ShakenState
from world import KilledError, World

from zendesk_bridge.core.errors import BridgeError, Busy
from zendesk_bridge.core.hours import Hours
from zendesk_bridge.core.ledger import Stamp, events
from zendesk_bridge.core.model import (
    Entry,
    Mark,
    MarkState,
    Message,
    MessageState,
    Order,
    Recipient,
    View,
)
from zendesk_bridge.core.policy import OutreachPolicy
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.freshdesk import contact_data
from zendesk_bridge.sandbox.records import NewTicket, TicketWrite
from zendesk_bridge.settings import load_settings
from zendesk_bridge.wiring import read_folder

CONFIG = """
helpdesks:
  shop: {{type: zendesk, url: "{zendesk}", auth: {{token: "{token}"}}}}
  shop-eu: {{type: freshdesk, url: "{freshdesk}", auth: {{api_key: "{key}"}}}}
backorders: [{{type: file, path: macros/backorders.yaml}}]
timezone: UTC
"""
MAIL = """
key: order-first
per: order
subject: "Order {{ order.number }} ships later"
reply: |
  {{ customer.greeting }}

  order {{ order.number }}: your {{ backorder.items }} ships {{ backorder.ship_window }}.
"""
DONE = {MessageState.TOLD, MessageState.DRAFTED}
RUNS = 60
"""After so many undisturbed runs a wave is taken to hang."""


@dataclass
class Story:
    """One seed: its shop, and what happened."""

    seed: int
    box: Sandbox
    rng: Random
    world: World
    lines: list[str] = field(default_factory=list)
    kill_at: str = ""
    kill_in: int = 0
    refused: set[str] = field(default_factory=set)
    met: Counter[str] = field(default_factory=Counter)

    def say(self, text: str) -> None:
        """Write a line of the trace."""
        self.lines.append(text)

    def shake(self, where: str) -> None:
        """End the run when its time has come."""
        if where == self.kill_at:
            self.kill_in -= 1
            if not self.kill_in:
                self.say(f"  killed {where}")
                self.met["kills"] += 1
                raise KilledError

    def doom(self) -> None:
        """Let the next run be killed at some moment."""
        self.kill_at, self.kill_in = self.rng.choice(MOMENTS), self.rng.randint(1, 4)
        self.say(f"to be killed {self.kill_at}, the {self.kill_in}th time")

    def sleep(self, _seconds: float) -> None:
        """Wait for nothing; a run may end while it waits."""
        self.shake("while it waited")

    # --- the helpdesks

    def admin(self, face: str, method: str, path: str, body: Any = None) -> None:
        """Do something behind a helpdesk's back."""
        url = getattr(self.box, f"{face}_url")
        requests.request(method, f"{url}/_sandbox/{path}", json=body, timeout=60).raise_for_status()

    def desks(self) -> tuple[Any, ...]:
        """Return new clients, as a process has them."""
        made = []
        for face, name, package in (("zendesk", "shop", zendesk), ("freshdesk", "shop-eu", freshdesk)):
            login = self.box.credentials.by_type[face]
            desk = package.build(
                name, getattr(self.box, f"{face}_url"), login, sleep=self.sleep, max_share_of_limit=1.0
            )
            made.append(Shaken(desk, self.shake, frozenset({"deliver", "delivered", "addresses", "tickets"})))
        return tuple(made)

    # --- runs

    def run(self) -> None:
        """Let one run carry the wave on, in a process of its own."""
        self.world.close()
        self.world.opened.clear()
        state: Any = ShakenState(self.world.open(), self.shake, frozenset())
        self.world.state, self.world.desks = state, self.desks()
        try:
            for sent in self.world.run():
                found, broken = sum(it.found for it in sent.through), [str(error) for _, error in sent.broken]
                self.met["found again"] += found
                self.met["broken runs"] += bool(broken)
                self.say(f"  {sent.wave.state}: told {sent.told}, found {found}, left {sent.left}, {broken}")
        except KilledError:
            with self.world.state.inner.lease("run"):
                pass  # the lease of a dead process lapses; here it is let go by its block
        except BridgeError as error:
            self.say(f"  {type(error).__name__}: {error.message}")
        finally:
            self.kill_at = ""
            for desk in self.world.desks:
                desk.close()

    def two_at_once(self) -> None:
        """Let two runs carry it on at the same moment: one of them is told that the other one is at work."""
        others = [Story(self.seed, self.box, Random(self.seed), self.world) for _ in range(2)]

        def go(story: Story) -> str:
            made = copy(self.world)
            made.desks, made.opened = story.desks(), []
            made.state = made.open()
            try:
                return f"told {sum(sent.told for sent in made.run())}"
            except Busy:
                return "busy"
            finally:
                made.close()
                for desk in made.desks:
                    desk.close()

        with ThreadPoolExecutor(2) as pool:
            self.say(f"  two at once: {list(pool.map(go, others, timeout=120))}")

    # --- trouble

    def trouble(self) -> None:
        """Let something go wrong in the next run, or nothing."""
        kind = self.rng.random()
        if kind < 0.55:
            self.doom()
        elif kind < 0.9:
            for _ in range(self.rng.randint(1, 3)):
                face = self.rng.choice(("zendesk", "freshdesk"))
                rule = {**self.rng.choice(FAULTS), "method": self.rng.choice(PLACES), "path": "/api/v2/"}
                rule["from"] = self.rng.randint(1, 30)
                rule["to"] = rule["from"] + self.rng.choice((0, 0, 1, 8))
                self.admin(face, "POST", "faults", rule)
                self.say(f"run, with {face} {rule}")
            if self.rng.random() < 0.3:
                self.doom()
        else:
            self.say("run")

    def calm(self) -> None:
        """Let nothing go wrong any more."""
        self.kill_at = ""
        for face in ("zendesk", "freshdesk"):
            self.admin(face, "DELETE", "faults")


def opened(box: Sandbox, seed: int, folder: Path) -> Story:
    """Return a shop with its late orders, of which nobody was told yet."""
    rng = Random(seed)
    shop_world.MAIL = MAIL
    policy = OutreachPolicy(
        send=True, drafts=rng.random() < 0.5, per_hour=rng.choice((3, 6, 200)), hours=Hours(0, 24 * 60)
    )
    world = World(folder, policy=policy, now=datetime.now(UTC))
    logins = box.credentials
    text = CONFIG.format(
        zendesk=box.zendesk_url, freshdesk=box.freshdesk_url, token="t" * 64, key=logins.freshdesk_api_key
    )
    (folder / "config.yaml").write_text(text, encoding="utf-8")
    world.settings = load_settings(folder / "config.yaml", {})
    world.mails = read_folder(world.settings).mails
    return Story(seed, box, rng, world)


def customers(story: Story) -> dict[str, list[Order]]:
    """Let customers order: some more than once, some with an address that bounces; by the helpdesk they belong to."""
    rng, world, box = story.rng, story.world, story.box
    placed: dict[str, list[Order]] = {"shop": [], "shop-eu": []}
    for number in range(1, rng.randint(10, 40)):
        email = f"s{story.seed}c{rng.randint(1, 30)}@example.com"
        if rng.random() < 0.06:
            email = f"s{story.seed}c{number} at example"
            story.refused.add(email)
        skus = rng.choice((("WID-12",), ("LAMP-3",), ("WID-12", "LAMP-3")))
        order = world.order(story.seed * 1000 + number, *skus, email=email)
        helpdesk = rng.choice(("shop", "shop-eu"))
        placed[helpdesk].append(order)
        if rng.random() < 0.05 and "@" in email:
            person = box.store.add_user("Zoe Quill", email)
            kind, body = ("zendesk_suspended_user", {"suspended": True})
            if helpdesk == "shop-eu":
                kind, body = contact_data.KIND, {"blocked": True}
            box.store.put(kind, person.id, body)
            story.refused.add(email)
    return placed


def asks(story: Story, helpdesk: str, order: Order) -> int:
    """Let a customer have asked about an item; the run of triage knows of it."""
    email = order.recipient.email if order.recipient else ""
    person = story.box.store.add_user("Zoe Quill", email)
    sku = order.lines[0].sku
    ticket = story.box.store.add_ticket(NewTicket("Where?", person.id, text=f"My {sku}?", status="open")).id
    world = story.world
    world.desks = story.desks()
    with world.state.lease("run"):
        bridge = world.bridge()
        bridge.accounts.remember()
        memory = bridge.memory(next(desk for desk in bridge.helpdesks if desk.name == helpdesk))
        view = View((Mark(sku, MarkState.PENDING),))
        memory.record({ticket: Entry(events(ticket, View(), view, Stamp(world.now, "r")), view)})
    return ticket


def between(story: Story, tickets: list[int]) -> None:
    """Let people do things between two runs."""
    rng, store = story.rng, story.box.store
    if rng.random() < 0.25 and story.world.orders.open:
        shipped = rng.choice(sorted(story.world.orders.open))
        del story.world.orders.open[shipped]
        story.say(f"order {shipped} ships")
    if rng.random() < 0.3 and tickets:
        ticket, how = rng.choice(tickets), rng.choice(({"status": "solved"}, {"deleted": True}, {"status": "pending"}))
        with suppress(Exception):
            store.update_ticket(ticket, TicketWrite(store.users(("agent",))[0].id, how))
        story.say(f"ticket {ticket}: {how}")
    if rng.random() < 0.6:
        story.world.now += timedelta(minutes=rng.choice((5, 61, 61)))


def readable(story: Story) -> Counter[str]:
    """Return how many messages about each order stand in the helpdesks, by its number."""
    with story.box.store.raw() as db:
        texts = [row[0] for row in db.execute("SELECT text FROM comments WHERE text LIKE '%ships %'")]
    found: Counter[str] = Counter()
    for text in texts:
        for number in set(re.findall(rf"order #({story.seed * 1000 // 1000}\d\d\d)\b", text)):
            found[f"#{number}"] += 1
    return found


def judged(story: Story, planned: list[Message]) -> Iterator[str]:
    """Yield what broke."""
    there = readable(story)
    ended = {one.id: one for one in story.world.state.waves().messages("w1")}
    for message in planned:
        now = ended[message.id]
        if wrong := _wrong(story, now, there[message.number]):
            yield f"{wrong}: {message.number} stands there {there[message.number]} times, {now.state} {now.why}"
    yield from _promised_twice(story, [one.ticket_id for one in ended.values() if one.ticket_id])


def _wrong(story: Story, message: Message, count: int) -> str:
    """Return what is wrong with a message of which so many can be read, "" where nothing is."""
    order = story.world.orders.open.get(message.order[1])
    to = order.recipient.email if order and order.recipient else ""
    if count > 1:
        return "doubled"
    if "nobody can tell" in message.why:
        story.met["told as unsure"] += 1
        return ""
    if count:
        return "" if message.state in DONE else "unknown"
    if message.state is MessageState.FAILED:
        return "" if not order or to in story.refused else "lost"
    return "lost" if message.state is not MessageState.SKIPPED or order else ""


def _promised_twice(story: Story, tickets: list[int]) -> Iterator[str]:
    for account in story.world.state.accounts():
        for ticket, promises in story.world.state.memory(account.row).promises(tickets).items():
            made = Counter((it.comment, it.sku) for it in promises)
            if twice := [key for key, count in made.items() if count > 1]:
                yield f"promised twice: ticket {ticket} {twice}"


def play(box: Sandbox, seed: int) -> tuple[list[str], list[str], Counter[str]]:
    """Play one seed; return what broke, the trace, how the messages ended and what was met on the way."""
    with tempfile.TemporaryDirectory(prefix="zb-messages-") as folder:
        story = opened(box, seed, Path(folder))
        try:
            placed = customers(story)
            tickets = [
                asks(story, helpdesk, order)
                for helpdesk, orders in placed.items()
                for order in orders
                if "@" in (order.recipient or Recipient("")).email and story.rng.random() < 0.3
            ]
            planned = [
                one for helpdesk, orders in placed.items() for one in story.world.planned(*orders, helpdesk=helpdesk)
            ]
            begin(story, planned)
            for _ in range(story.rng.randint(6, 14)):
                story.trouble()
                if not story.kill_at and story.rng.random() < 0.2:
                    story.two_at_once()
                else:
                    story.run()
                story.calm()
                between(story, tickets)
            story.say("all is well from here on")
            for _ in range(RUNS):
                story.world.now += timedelta(minutes=61)
                story.run()
                if not story.world.state.waves().running():
                    break
            broken = list(judged(story, planned))
            ended = Counter(str(one.state) for one in story.world.state.waves().messages("w1"))
        except Exception:  # noqa: BLE001 - a mistake of the program's is what a campaign looks for
            broken, ended = [f"mistake: {traceback.format_exc()}"], Counter()
        finally:
            story.calm()
            story.world.close()
        return broken, story.lines, ended + story.met


def begin(story: Story, planned: list[Message]) -> None:
    """Begin the wave."""
    wave = shop_world.Wave("w1", story.world.now, shop_world.WaveState.RUNNING)
    story.world.state.waves().begin(wave, planned)


def main() -> int:
    """Play the seeds, and print what broke."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", default="1-200")
    parser.add_argument("--trace", type=int, default=0)
    given = parser.parse_args()
    first, _, last = (str(given.trace) if given.trace else given.seeds).partition("-")
    logging.disable(logging.CRITICAL)
    kinds: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    with Sandbox(seed=None, faces=("zendesk", "freshdesk")) as box:
        for seed in range(int(first), int(last or first) + 1):
            broken, lines, ended = play(box, seed)
            ends += ended
            for line in lines if given.trace else ():
                print(line)
            for what in broken:
                kinds[what.partition(":")[0]] += 1
                print(f"seed {seed}: {what}")
    print(f"messages, and what they met: {dict(ends)}")
    print(f"broken: {dict(kinds) or 'nothing'}")
    return 1 if kinds else 0


if __name__ == "__main__":
    raise SystemExit(main())
