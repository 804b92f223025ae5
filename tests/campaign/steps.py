"""What can happen in a campaign, one function a step, and how often each is drawn."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from threading import Thread

import people
import portal
from campaign import SYNC, Campaign
from people import Ticket
from proxy import Dropped, Seen
from shop import ELSEWHERE, NAMES
from world import Desk

Step = Callable[[Campaign], None]
_CALM_CODES = {0, 3, 75}
_FAULTS = (
    {"effect": "status", "status": 429, "retry_after": 1}, {"effect": "status", "status": 500},
    {"effect": "status", "status": 503, "retry_after": 2}, {"effect": "cut_before"}, {"effect": "cut_after"},
    {"effect": "cut_within"}, {"effect": "truncate"}, {"effect": "conflict"}, {"effect": "hang", "seconds": 0.2},
    {"effect": "slow", "seconds": 0.1},
)  # fmt: skip
_DROPS = {
    "zendesk": (
        {"effect": "lose", "path": "update_many", "method": "PUT", "keys": ["tickets.custom_fields"]},
        {"effect": "lose", "path": "update_many", "method": "PUT", "keys": ["tickets.additional_tags"]},
        {"effect": "lose", "path": r"/macros/\d+", "method": "PUT", "keys": ["macro.actions"]},
    ),
    "freshdesk": (
        {"effect": "lose", "path": r"/tickets/\d+$", "method": "PUT", "keys": ["custom_fields"]},
        {"effect": "lose", "path": r"/tickets/\d+$", "method": "PUT", "keys": ["tags"]},
        {"effect": "lose", "path": r"/canned_responses/\d+$", "method": "PUT", "keys": ["content_html"]},
    ),
}  # fmt: skip
"""What a helpdesk leaves out of a write, and says nothing of it."""
_WHERE = {
    "zendesk": ("/api/v2/", "/macros", "/tickets", "update_many", "job_statuses", "incremental", "ticket_fields"),
    "freshdesk": ("/api/v2/", "/canned_responses", r"/tickets/\d+$", "/tickets", "/notes", "canned_response_folders"),
}


def _desk(run: Campaign) -> Desk:
    return run.rng.choice(run.world.desks)


# --- runs


def sync(run: Campaign) -> None:
    """Run the job."""
    run.sync()


def sync_under_faults(run: Campaign) -> None:
    """Run the job while some requests go wrong."""
    _something_new(run)
    desk = _desk(run)
    for _ in range(run.rng.choice((1, 1, 2))):
        rule = dict(run.rng.choice(_FAULTS))
        rule["path"] = run.rng.choice(_WHERE[desk.face])
        rule["method"] = run.rng.choice(("", "PUT", "POST", "PUT"))
        if run.rng.random() < 0.15:
            rule |= run.rng.choice(_DROPS[desk.face])
            run.dropped = True
        if run.rng.random() < 0.5:
            rule["from"] = run.rng.randint(1, 12)
            rule["to"] = rule["from"] + run.rng.choice((0, 0, 1, 10))
        else:
            rule |= {"share": run.rng.choice((0.1, 0.4, 1)), "seed": run.rng.randint(0, 99)}
        if desk.face == "zendesk" and run.rng.random() < 0.15:
            mine = [ticket.id for ticket in run.tickets if ticket.desk == desk.name]
            rule = {"effect": "fail_rows", "tickets": run.rng.sample(mine, min(2, len(mine)))}
        run.say(f"fault on {desk.name}: {rule}")
        desk.admin("faults", rule)
    run.will_run()
    ran = run.world.run(*SYNC)
    run.judge_output(ran, run.expected_codes() | {1, 75})
    run.judge_claims(ran)
    run.world.calm()
    run.after(ran, calm=False)


def token_expires(run: Campaign) -> None:
    """Run the job after the helpdesk has forgotten who we are."""
    desk = _desk(run)
    desk.admin("settings", {"expire_tokens": True})
    _something_new(run)
    run.sync()


def sync_killed(run: Campaign) -> None:
    """Kill the job at some request: before it is sent on, after it was done, or a moment later."""
    _disturbed(run, signal.SIGKILL)


def sync_killed_some_time(run: Campaign) -> None:
    """Kill the job at a moment that no request tells, such as while it writes down what it did."""
    _something_new(run)
    run.will_run()
    running = run.world.start(*SYNC)
    pause = run.rng.random() * 3
    run.say(f"killed after {pause:.2f} s")
    time.sleep(pause)
    running.send(signal.SIGKILL)
    ran = running.end()
    run.judge_output(ran, run.expected_codes() | {-signal.SIGKILL})
    run.world.calm()
    run.after(ran, calm=ran.code in run.expected_codes())


def sync_json(run: Campaign) -> None:
    """Run the job for a program that reads its JSON, whatever the exit code."""
    ran = run.sync("--format", "json")
    try:
        json.loads(ran.out)
    except ValueError:
        run.broke("no JSON", f"exit {ran.code}: {ran.out[:80]!r}")


def sync_stopped(run: Campaign) -> None:
    """Stop the job with SIGTERM at some request."""
    _disturbed(run, signal.SIGTERM)


def _something_new(run: Campaign) -> None:
    """Give a run something to write."""
    for step in run.rng.choice(
        ((), (customers,), (move_window,), (move_window, customers), (edit_reply,), (add_item,))
    ):
        step(run)


def _disturbed(run: Campaign, number: int) -> None:
    _something_new(run)
    desk, at = _desk(run), run.rng.choice((run.rng.randint(1, 8), run.rng.randint(5, 50)))
    when, pause = run.rng.choice(("before", "after", "after", "later")), run.rng.random() * 0.03
    only_writes = run.rng.random() < 0.6
    at = run.rng.choice((1, 1, 2, 2, 3, 4, 6, 9)) if only_writes else at
    met = 0

    def act(seen: Seen) -> None:
        nonlocal met
        met += seen.is_write or not only_writes
        if met == at and (seen.is_write or not only_writes):
            if when == "later":
                Thread(target=lambda: (time.sleep(pause), running.send(number)), daemon=True).start()
                return
            running.send(number)
            if number == signal.SIGKILL:
                raise Dropped

    run.say(f"signal {number} {when} {'write' if only_writes else 'request'} {at} on {desk.name}")
    run.will_run()
    running = run.world.start(*SYNC)  # the program needs far longer to its first request than this to the next line
    setattr(desk.proxy, "before" if when == "before" else "after", act)
    ran = running.end()
    run.judge_output(ran, run.expected_codes() | {-number, 130})
    run.judge_claims(ran)
    run.world.calm()
    run.after(ran, calm=ran.code in run.expected_codes())


def sync_twice(run: Campaign) -> None:
    """Run the job twice at once."""
    run.will_run()
    first = run.world.start(*SYNC)
    if run.rng.random() < 0.5:
        time.sleep(run.rng.random() * 0.3)
    second = run.world.start(*SYNC)
    ran = [first.end(), second.end()]
    for each in ran:
        run.judge_output(each, run.expected_codes() | {75})
    for each in ran:
        if each.code != 75:
            run.after(each, calm=True)


def overwrite_all(run: Campaign) -> None:
    """Let the admin put every macro back; the next run then has nothing to do."""
    ran = run.sync("--overwrite", "all")
    if run.shop.broken or ran.code not in (0, 3):
        run.maybe_overwritten()
        return
    run.overwritten()
    run.world.calm()
    run.sync()
    writes = [
        f"{desk.name}: {seen}"
        for desk in run.world.desks
        for seen in desk.proxy.writes()
        if "macro" in seen.path or "canned" in seen.path
    ]
    if writes:
        run.broke("writes again", f"after --overwrite all: {writes[0]}")


def half_a_run(run: Campaign) -> None:
    """Run triage, or the macros alone."""
    command = run.rng.choice((("triage",), ("apply", "--yes")))
    run.will_run()
    ran = run.world.run(*command)
    run.judge_output(ran, run.expected_codes() | ({1} if run.shop.broken else set()))
    run.judge_claims(ran)
    run.after(ran, calm=False)


def only_look(run: Campaign) -> None:
    """Run what only shows: nothing is written, anywhere."""
    command = run.rng.choice(
        (("plan",), ("sync", "--dry-run"), ("triage", "--dry-run"), ("plan", "--full"), ("state", "show"))
    )
    for desk in run.world.desks:
        desk.proxy.log.clear()
    ran = run.world.run(*command)
    run.judge_output(ran, run.expected_codes() | ({1} if run.shop.broken else set()))
    written = [f"{desk.name}: {seen}" for desk in run.world.desks for seen in desk.proxy.writes()]
    if written:
        run.broke("a look writes", f"{' '.join(command)}: {written[0]}")


# --- customers and agents


def customers(run: Campaign) -> None:
    """Let customers write."""
    for _ in range(run.rng.randint(1, 3)):
        desk = _desk(run)
        known = [ticket for ticket in run.tickets if ticket.desk == desk.name and ticket.status != "closed"]
        skus = _asked_for(run)
        if known and run.rng.random() < 0.4:
            ticket = run.rng.choice(known)
            _comment(run, ticket, skus)
        else:
            tags = run.rng.choice(((), (), ("vip",), ("backorders_team",)))
            ticket = people.opens(run.rng, desk, skus, tags)
            run.tickets.append(ticket)
            run.say(f"{ticket} opened ({ticket.locale}): {ticket.texts[0][0]!r}")


def _comment(run: Campaign, ticket: Ticket, skus: frozenset[str]) -> None:
    text = people.comments(run.rng, run.desk(ticket), ticket, skus)
    run.say(f"{ticket} commented, now {ticket.status}: {text!r}")


def _asked_for(run: Campaign) -> frozenset[str]:
    late, rest = sorted(run.shop.late), sorted(NAMES.keys() - run.shop.late.keys())
    kind = run.rng.random()
    if kind < 0.2:
        return frozenset()
    if kind < 0.7:
        return frozenset([run.rng.choice(late)])
    if kind < 0.85 and len(late) > 1:
        return frozenset(run.rng.sample(late, 2))
    return frozenset([run.rng.choice(rest or late)])


def agents(run: Campaign) -> None:
    """Let agents edit tickets."""
    for _ in range(run.rng.randint(1, 3)):
        if run.tickets:
            _edit(run, run.rng.choice(run.tickets))


def _edit(run: Campaign, ticket: Ticket) -> None:
    desk = run.desk(ticket)
    now = people.look(desk, ticket.id)
    kinds: list[Callable[[], None]] = [lambda: _own_tag(run, ticket)]
    if ticket.is_open:
        kinds += [lambda: _status(run, ticket, "solved")] * 2
        kinds += [lambda: _status(run, ticket, run.rng.choice(("pending", "closed")))]
        kinds += [lambda: _off(run, ticket, run.rng.choice(sorted(now.ours)))] * 3 * bool(now.ours)
        kinds += [lambda: _wipe(run, ticket)] * (len(now.ours) > 1)
        kinds += [lambda: _words(run, ticket)] * bool(now.skus and not ticket.words)
    elif ticket.status == "solved":
        kinds += [lambda: _status(run, ticket, "open")] * 3
    run.rng.choice(kinds)()


def _off(run: Campaign, ticket: Ticket, tag: str) -> None:
    desk = run.desk(ticket)
    run.take_off(ticket, tag, people.look(desk, ticket.id))
    desk.admin(f"tickets/{ticket.id}", {"remove_tags": [tag]}, "PATCH")
    run.say(f"{ticket}: an agent takes {tag} off")


def _wipe(run: Campaign, ticket: Ticket) -> None:
    """Let another program write the whole list of tags from its own copy."""
    run.desk(ticket).admin(f"tickets/{ticket.id}", {"tags": sorted(ticket.own_tags)}, "PATCH")
    for tag in people.look(run.desk(ticket), ticket.id).ours:
        run.take_off(ticket, tag, people.look(run.desk(ticket), ticket.id))
    ticket.wiped, ticket.general_known = True, False
    ticket.off = dict.fromkeys(ticket.off, False)
    run.say(f"{ticket}: another program writes its own list of tags")


def _own_tag(run: Campaign, ticket: Ticket) -> None:
    tag = run.rng.choice(("vip", "called", "backorder_checked", "z" * 30))
    ticket.own_tags.add(tag)
    run.desk(ticket).admin(f"tickets/{ticket.id}", {"add_tags": [tag]}, "PATCH")
    run.say(f"{ticket}: an agent adds {tag}")


def _status(run: Campaign, ticket: Ticket, status: str) -> None:
    ticket.status = status
    run.desk(ticket).admin(f"tickets/{ticket.id}", {"status": status}, "PATCH")
    run.say(f"{ticket}: {status}")


def _words(run: Campaign, ticket: Ticket) -> None:
    title = run.rng.choice(("Backorder items", "Backorder options", "Backorder ship window"))
    ticket.words[title] = "Kim: ask me"
    ticket.words_known &= bool(ticket.surely_told) and not run.world.shared
    people.write_field(run.desk(ticket), ticket.id, title, ticket.words[title])
    run.say(f"{ticket}: an agent writes into '{title}'")


def people_during_sync(run: Campaign) -> None:
    """Let agents and customers write while the job runs: at any request, or right before a ticket is written.

    Freshdesk has no way to add one tag, so what is edited there between our reading of a ticket and our write may be
    lost; the README says so, and it is not tried.
    """
    _something_new(run)
    desk, at = _desk(run), run.rng.choice((0, 0, run.rng.randint(1, 25)))
    mine = [ticket for ticket in run.tickets if ticket.desk == desk.name and ticket.is_open]
    if not mine:
        return
    ticket = run.rng.choice(mine)
    kind = run.rng.choice(("own", "off", "comment", "words", "solved"))
    done = False

    def act(seen: Seen) -> None:
        nonlocal done
        writes = "/tickets" in seen.path and seen.is_write
        early = seen.number < at if at else not writes and f"/tickets/{ticket.id}" not in seen.path
        if done or early or (desk.face == "freshdesk" and seen.method == "PUT"):
            return
        done = True
        run.say(f"during request {seen}:")
        desk.admin("clock", {"advance_seconds": 1})  # helpdesks count in seconds when they compare
        _edit_as(run, ticket, kind, seen)

    desk.proxy.before = act
    run.will_run()
    ran = run.world.run(*SYNC)
    run.may_tell()
    run.judge_output(ran, run.expected_codes())
    run.world.calm()
    run.after(ran, calm=not done)


def _edit_as(run: Campaign, ticket: Ticket, kind: str, seen: Seen) -> None:
    now = people.look(run.desk(ticket), ticket.id)
    if kind == "own":
        _own_tag(run, ticket)
    elif kind == "comment":
        _comment(run, ticket, _asked_for(run))
    elif kind == "solved":
        _status(run, ticket, "solved")
    elif kind == "words" and now.skus and not ticket.words:
        _words(run, ticket)
    elif kind == "off" and now.ours:
        tag = run.rng.choice(sorted(now.ours))
        _off(run, ticket, tag)
        if tag in people.SKU_OF:
            ticket.off[people.SKU_OF[tag]] = ticket.off[people.SKU_OF[tag]] and not seen.is_write
        ticket.general_known = ticket.general_known and not seen.is_write


# --- the portal


def portal_edit(run: Campaign) -> None:
    """Let a person edit one of our macros in the portal."""
    desk = _desk(run)
    ours = run.ours(desk)
    if ours:
        _touch(run, desk, run.rng.choice(ours), run.rng.choice(_hows(desk)))


def _hows(desk: Desk) -> tuple[str, ...]:
    return portal.EDITS if desk.face == "zendesk" else ("text", "text", "unmarked")


def _touch(run: Campaign, desk: Desk, macro: portal.Shown, how: str) -> None:
    portal.edit(desk, macro, how)
    run.touch(desk, macro, how)
    run.say(f"{desk.name}: a person edits '{macro.title}' in the portal: {how}")


def portal_edit_during_sync(run: Campaign) -> None:
    """Let a person edit a macro between the plan and its write."""
    desk = _desk(run)
    ours = run.ours(desk)
    if not ours:
        return
    if run.rng.random() < 0.7:
        move_window(run)
    macro, how = run.rng.choice(ours), run.rng.choice(_hows(desk))
    at, done = run.rng.choice((1, 1, 2, 4)), False
    listed = after_list = 0

    def act(seen: Seen) -> None:
        nonlocal done, listed, after_list
        listing = seen.method == "GET" and (
            "/macros.json" in seen.path or seen.path.endswith("/macros") or "/canned_response_folders" in seen.path
        )
        listed += listing
        own_write = seen.is_write and str(macro.id) in seen.path
        after_list += bool(listed) and not listing and not own_write
        if done or own_write or after_list < at:
            return
        done = True
        run.say(f"during request {seen}:")
        fresh = next((each for each in portal.macros(desk) if each.id == macro.id), None)
        if fresh and fresh.visible:
            _touch(run, desk, fresh, how)

    desk.proxy.before = act
    run.will_run()
    ran = run.world.run(*SYNC)
    run.judge_output(ran, run.expected_codes())
    run.world.calm()
    run.after(ran, calm=not done)


# --- the admin


def move_window(run: Campaign) -> None:
    """Let the admin move a window."""
    sku = run.rng.choice(sorted(run.shop.late))
    item = run.new_item(sku)
    old = run.shop.late[sku]
    run.shop.late[sku] = replace(old, first=item.first, last=item.last, update=item.update)
    run.write()
    run.say(f"admin: {sku} {old.window} -> {item.window}, update {item.update}")


def reword_item(run: Campaign) -> None:
    """Let the admin change what is said of an item, but not its window."""
    sku = run.rng.choice(sorted(run.shop.late))
    other = run.new_item(sku)
    reason = f"the ship is late ({run.rng.randint(100, 999)})"
    run.shop.late[sku] = replace(run.shop.late[sku], reason=reason, options=other.options, update=other.update)
    run.write()
    run.say(f"admin: {sku} is said otherwise: {reason}, {other.options}, {other.update}")


def add_item(run: Campaign) -> None:
    """Let another item be late, one that was back among them."""
    if rest := sorted(NAMES.keys() - run.shop.late.keys()):
        sku = run.rng.choice(rest)
        run.shop.late[sku] = run.new_item(sku)
        run.write()
        run.say(f"admin: {sku} is late: {run.shop.late[sku].window}")


def remove_item(run: Campaign) -> None:
    """Let an item be back."""
    there = sorted(run.shop.late.keys() - {ELSEWHERE})
    if len(there) > 2:
        sku = run.rng.choice(there)
        del run.shop.late[sku]
        run.write()
        run.say(f"admin: {sku} is back")


def edit_reply(run: Campaign) -> None:
    """Let the admin word a reply otherwise, or rename a macro; one who has the ready-made ones words an item so."""
    if run.shop.ready_made:
        reword_item(run)
        return
    key = run.rng.choice(sorted(run.shop.macros))
    macro = run.shop.macros[key]
    mark = str(run.rng.randint(100, 999))
    if run.rng.random() < 0.6:
        run.shop.macros[key] = replace(macro, lead=f"We are sorry ({mark}).")
    else:
        head, _, tail = macro.title.partition("::")
        run.shop.macros[key] = replace(macro, title=f"{head}::{tail.partition(' v')[0]} v{mark}")
    run.write()
    run.say(f"admin: {key} is now {run.shop.macros[key].title!r}, {run.shop.macros[key].lead!r}")


def rename_helpdesk(run: Campaign) -> None:
    """Let the admin call a helpdesk otherwise: it is the same account."""
    desk = _desk(run)
    desk.called = {desk.name: f"{desk.name}-2"}.get(desk.called, desk.name)
    run.write()
    run.say(f"admin: {desk.name} is now called {desk.called}")


def break_file(run: Campaign) -> None:
    """Let the admin break a file."""
    what = run.rng.choice(("macro", "facts", "alias", "catalogue"))
    run.shop.broken.add(what)
    run.write()
    run.say(f"admin breaks: {what}")


def repair(run: Campaign) -> None:
    """Let the admin repair everything; where nothing is broken, customers write."""
    if not run.shop.broken:
        customers(run)
    else:
        run.say(f"admin repairs: {', '.join(sorted(run.shop.broken))}")
        run.shop.broken.clear()
        run.write()


def days_pass(run: Campaign) -> None:
    """Let days pass."""
    days = run.rng.randint(1, 5)
    run.world.advance(days * 86400)
    run.say(f"{days} days pass: it is {run.world.today}")


def rebuild_state(run: Campaign) -> None:
    """Let the admin have what is true of tickets folded anew from what happened: it is the same."""
    ran = run.world.run("state", "rebuild")
    run.judge_output(ran, {0})


def lose_state(run: Campaign) -> None:
    """Let the database be lost."""
    run.world.new_state()
    run.lose_state()
    run.write()
    run.say("the state is lost")


STEPS: dict[Step, int] = {
    sync: 14, sync_under_faults: 8, sync_killed: 8, sync_killed_some_time: 3, sync_json: 1, sync_stopped: 1, token_expires: 1, sync_twice: 3, overwrite_all: 1, half_a_run: 2,
    only_look: 1, customers: 12,
    agents: 9, people_during_sync: 4, portal_edit: 3, portal_edit_during_sync: 3, move_window: 6,
    reword_item: 2, add_item: 3,
    remove_item: 4, edit_reply: 3, break_file: 3, repair: 3, days_pass: 6, lose_state: 2, rebuild_state: 1, rename_helpdesk: 1,
}  # fmt: skip
