"""One campaign: a world, a shop, its people, and the runs between which we keep the model of what must be true."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import dates
import people
import portal
from people import MOVED, RESOLVED, Look, Ticket
from shop import ELSEWHERE, NAMES, Item, Shop
from world import Desk, Ran, World

SYNC = ("sync",)
MISTAKES = ("Traceback", "mistake in zendesk-bridge")


@dataclass(frozen=True, order=True)
class Break:
    """One promise that did not hold: its kind, and what was seen."""

    kind: str
    what: str

    @property
    def subject(self) -> str:
        """What it is about, without the day; one macro stands for all that tell a past date."""
        return "" if self.kind.startswith("past date on a macro") else self.what.partition(" tells ")[0]


@dataclass
class Campaign:
    """The model beside the world. ``touched`` are macros that a person edited, by desk and id: how."""

    seed: int
    rng: Random
    world: World
    shop: Shop
    tickets: list[Ticket] = field(default_factory=list)
    breaks: set[Break] = field(default_factory=set)
    touched: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    touched_stems: set[tuple[str, str]] = field(default_factory=set)
    hand_made: dict[str, dict[int, str]] = field(default_factory=dict)
    seen: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)
    last_read: dict[str, Item] = field(default_factory=dict)
    last_words: str = ""
    dropped: bool = False

    # --- telling

    def say(self, text: str) -> None:
        """Write a line of the trace."""
        self.world.say(text)

    def broke(self, kind: str, what: str) -> None:
        """Keep a promise that did not hold."""
        if self.dropped and kind in ("macro stale", "past date on a macro"):
            kind = f"{kind} (a write was dropped once)"
        if self.world.shared and kind in ("dismissal undone", "not tagged"):
            kind = f"{kind} (two helpdesks, the same tickets)"
        self.say(f"!! BROKEN {kind}: {what}")
        if not any((each.kind, each.subject) == (kind, Break(kind, what).subject) for each in self.breaks):
            self.breaks.add(Break(kind, what))

    def desk(self, ticket: Ticket) -> Desk:
        """Return the helpdesk of a ticket."""
        return next(desk for desk in self.world.desks if desk.name == ticket.desk)

    def desks(self, ticket: Ticket) -> list[Desk]:
        """Return every helpdesk that shows a ticket."""
        return self.world.desks if self.world.shared else [self.desk(ticket)]

    # --- the admin's files

    def day(self, ahead: int) -> date:
        """Return a day from now."""
        return self.world.today + timedelta(days=ahead)

    def new_item(self, sku: str) -> Item:
        """Make an item late."""
        begin = self.rng.choice((-3, -1, 0, 1, 2, 3, 5, 8, 12, 20, 30, 45, 200))
        last = None if self.rng.random() < 0.15 else self.day(begin + self.rng.choice((0, 1, 4)))
        first = self.day(begin) if last else None
        options = self.rng.choice((("wait", "cancel"), ("wait", "split", "cancel"), ("cancel",)))
        return Item(sku, first, last, self.day(self.rng.choice((1, 2, 4, 9))), options=options)

    def write(self) -> None:
        """Write the files as they are meant, and broken as they are."""
        self.shop.write({desk.called: desk.settings for desk in self.world.desks}, self.world.state)

    # --- runs

    @property
    def facts_readable(self) -> bool:
        """Whether a run can know today's facts and mark tickets."""
        return not self.shop.broken

    def expected_codes(self) -> set[int]:
        """Return how a sync may leave that nothing disturbed."""
        codes = {0, 2, 3} if self.shop.broken else {0, 3}
        return codes if "limits" in self.shop.settings else codes | {5}

    def sync(self, *more: str, calm: bool = True) -> Ran:
        """Run the job with nothing in its way, and look at what it left."""
        self.will_run()
        ran = self.world.run(*SYNC, *more)
        self.judge_output(ran, self.expected_codes())
        self.judge_claims(ran)
        self.after(ran, calm=calm)
        return ran

    def will_run(self) -> None:
        """Note what the run that begins may tell, and count its writes from 0."""
        for desk in self.world.desks:
            desk.proxy.log.clear()
        self.may_tell()

    def may_tell(self) -> None:
        """Note what a run may tell that reads today's files and the tickets as they are, or stands by what it read last."""
        if "facts" not in self.shop.broken and "alias" not in self.shop.broken:
            self.last_read = dict(self.shop.late)
        for ticket in self.tickets:
            for sku in ticket.mentioned & self.shop.late.keys():
                windows = ticket.maybe_told.setdefault(sku, set())
                windows |= {late[sku].window for late in (self.shop.late, self.last_read) if sku in late}
                ticket.ever_told.add(sku)

    def judge_output(self, ran: Ran, codes: set[int]) -> None:
        """Judge how a run left and what it printed."""
        for sign in MISTAKES:
            if sign in ran.out + ran.err:
                line = next(line for line in (ran.out + ran.err).splitlines() if sign in line)
                self.broke("traceback", line.strip())
        if ran.code not in codes:
            last = (ran.err or ran.out).strip().splitlines()
            self.broke("exit code", f"{ran.code}: {last[-1] if last else ''}")

    def judge_claims(self, ran: Ran) -> None:
        """Judge whether what the summary says was written went over the wire, and nothing failed of it."""
        for desk in self.world.desks:
            done = [seen for seen in desk.proxy.log if seen.is_write and seen.status < 400]
            macros = [seen for seen in done if "macros" in seen.path or "canned_responses" in seen.path]
            created = sum(seen.method == "POST" for seen in macros)
            tickets = {number for seen in done for number in seen.tickets}
            claims = {
                "created": (created, _claimed(ran.out, rf"^{desk.called}: macros: .*?(\d+) created")),
                "updated": (len(macros), _claimed(ran.out, rf"^{desk.called}: macros: .*?(\d+) updated")),
                "retired": (len(macros), _claimed(ran.out, rf"^{desk.called}: macros: .*?(\d+) retired")),
                "tickets": (len(tickets), _claimed(ran.out, rf"^{desk.called}: .*?(\d+) written")),
            }
            for what, (seen, claimed) in claims.items():
                if claimed > seen:
                    self.broke("claims too much", f"{desk.name}: {claimed} {what}, {seen} went over the wire")

    def after(self, ran: Ran, *, calm: bool) -> None:
        """Keep what a run that was not disturbed surely did, and judge what agents now see."""
        looks = self.look_round()
        if calm and ran.code in (0, 2, 3, 5) and ran.day == self.world.today:
            self.judge_dates(looks, f"after {' '.join(ran.args)}, exit {ran.code}")
        if calm and ran.code in (0, 3) and self.facts_readable:
            for ticket, _, now in looks:
                told = {bool(each.fields.get("Backorder items")) for other, _, each in looks if other is ticket}
                if (
                    ticket.is_open and len(told) == 1
                ):  # of two helpdesks with the same tickets, one may not have seen it
                    self.learn(ticket, now)

        for ticket, _, now in looks:
            ticket.bound &= now.skus  # what is told of an item ends with its tag
            ticket.surely_told = {sku: window for sku, window in ticket.surely_told.items() if sku in now.skus}

    def look_round(self) -> list[tuple[Ticket, Desk, Look]]:
        """Look at every ticket, and tell which tags came and went."""
        looks = []
        for ticket, desk in [(each, desk) for each in self.tickets for desk in self.desks(each)]:
            now = people.look(desk, ticket.id)
            looks.append((ticket, desk, now))
            before = self.seen.get((desk.name, ticket.id), frozenset())
            changes = [f"+{tag}" for tag in sorted(now.tags - before)] + [
                f"-{tag}" for tag in sorted(before - now.tags)
            ]
            if changes:
                self.say(f"    {desk.name} #{ticket.id}: {' '.join(changes)}")
            self.seen[desk.name, ticket.id] = now.tags
        return looks

    def learn(self, ticket: Ticket, now: Look) -> None:
        """Keep what a calm run left on a ticket."""
        late = self.shop.late
        for sku in list(ticket.maybe_told):
            if sku not in late:
                self._learn_back(ticket, sku, now)
        for sku in now.skus & late.keys():
            window = late[sku].window
            if window and window[1] not in dates.told(now.fields.get("Backorder ship window", ""), self.world.today):
                continue  # not written yet, or over
            ticket.surely_told[sku] = window

    def _learn_back(self, ticket: Ticket, sku: str, now: Look) -> None:
        others = ticket.mentioned & self.shop.late.keys() - ticket.off.keys()
        if sku in ticket.surely_told and sku not in ticket.off and not others and not now.skus:
            ticket.resolved_due = True
        ticket.maybe_told.pop(sku, None)
        ticket.surely_told.pop(sku, None)
        ticket.bound.discard(sku)
        if sku in ticket.off:
            ticket.off[sku] = False

    # --- what must hold after every run on a day

    def judge_dates(self, looks: list[tuple[Ticket, Desk, Look]], when: str) -> None:
        """Look for dates of the past in what agents see."""
        today = self.world.today
        for desk in self.world.desks:
            for macro in self.ours(desk):
                if told := dates.past(macro.html, today):
                    kind = (
                        "past date on an edited macro"
                        if (desk.name, macro.id) in self.touched
                        else "past date on a macro"
                    )
                    self.broke(kind, f"{desk.name} '{macro.title}' tells {told[0]} on {today} {when}")
        for ticket, desk, now in looks:
            fields = now.fields if ticket.is_open else {}
            told = [
                day
                for title, text in fields.items()
                if ticket.words.get(title) != text
                for day in dates.past(text, today)
            ]
            if told:
                self.broke("past date on a ticket", f"{desk.name} #{ticket.id} tells {told[0]} on {today} {when}")

    # --- people

    def touch(self, desk: Desk, macro: portal.Shown, how: str) -> None:
        """Note that a person edited a macro."""
        hows = self.touched.setdefault((desk.name, macro.id), set())
        hows.discard("maybe")
        hows.add(how)
        self.touched_stems.add((desk.name, macro.stem))

    def maybe_overwritten(self) -> None:
        """Note that the admin put macros back while something was broken."""
        self.touched = {place: {"maybe"} for place in self.touched}

    def overwritten(self) -> None:
        """Note that the admin put every macro back; one that was taken out of sight may have come back or not."""
        for place, hows in list(self.touched.items()):
            if hows <= {"text", "action"}:
                del self.touched[place]
            else:
                self.touched[place] = {"maybe"}
        self.touched_stems = {key for key in self.touched_stems if any(place[0] == key[0] for place in self.touched)}

    def ours(self, desk: Desk) -> list[portal.Shown]:
        """Return the macros of ours that agents see."""
        return [macro for macro in portal.macros(desk) if macro.is_ours and macro.visible]

    def take_off(self, ticket: Ticket, tag: str, now: Look) -> None:
        """Note that an agent takes one of our tags off."""
        left = now.ours - {tag}
        if not left:
            ticket.wiped, ticket.general_known = True, False
            ticket.off = dict.fromkeys(ticket.off, False)
        if tag in people.SKU_OF:
            sku = people.SKU_OF[tag]
            sure = sku in ticket.surely_told and sku in self.shop.late and not ticket.wiped
            ticket.off[sku] = sure
            ticket.bound.discard(sku)
        elif tag == people.TAG:
            ticket.general_off, ticket.general_about = True, frozenset(ticket.mentioned & self.shop.late.keys())
            ticket.general_known = bool(ticket.surely_told) and not ticket.wiped
        elif tag == MOVED:
            ticket.bound.clear()
        elif tag == RESOLVED:
            ticket.resolved_due = False

    def lose_state(self) -> None:
        """Note that the bridge forgets everything."""
        for ticket in self.tickets:
            ticket.off = dict.fromkeys(ticket.off, False)
            ticket.general_known = False
            ticket.surely_told.clear()
            ticket.bound.clear()


def beginning(rng: Random, today: date) -> dict[str, Item]:
    """Return what is late at first."""
    late = {}
    skus = [*rng.sample([sku for sku in NAMES if sku != ELSEWHERE], 4), ELSEWHERE]
    for number, sku in enumerate(skus):
        begin = rng.choice((1, 3, 6, 10, 15))
        last = None if number == 0 and rng.random() < 0.5 else today + timedelta(days=begin + rng.choice((1, 4)))
        update = today + timedelta(days=rng.choice((1, 3, 8)))
        late[sku] = Item(sku, today + timedelta(days=begin) if last else None, last, update)
    return late


def _claimed(text: str, pattern: str) -> int:
    """Return the sum of what a summary says of this."""
    return sum(map(int, re.findall(pattern, text, re.MULTILINE)))
