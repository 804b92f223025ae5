"""What can happen in a campaign, one function a step, and how often each is drawn."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from threading import Thread

import people
import portal
from admin import (
    add_item,
    any_desk,
    break_file,
    days_pass,
    edit_reply,
    lose_state,
    move_window,
    rebuild_state,
    remove_item,
    rename_helpdesk,
    reword_item,
)
from campaign import SYNC, Campaign
from people import Ticket
from proxy import Dropped, Seen
from world import Desk
from writers import agents, asked_for, comment, customers, off, own_tag, status, words

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


# --- runs


def sync(run: Campaign) -> None:
    """Run the job."""
    run.sync()


def sync_under_faults(run: Campaign) -> None:
    """Run the job while some requests go wrong."""
    _something_new(run)
    desk = any_desk(run)
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
    desk = any_desk(run)
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
    desk, at = any_desk(run), run.rng.choice((run.rng.randint(1, 8), run.rng.randint(5, 50)))
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


# --- people while a run writes


def people_during_sync(run: Campaign) -> None:
    """Let agents and customers write while the job runs: at any request, or right before a ticket is written.

    Freshdesk has no way to add one tag, so what is edited there between our reading of a ticket and our write may be
    lost; the README says so, and it is not tried.
    """
    _something_new(run)
    desk, at = any_desk(run), run.rng.choice((0, 0, run.rng.randint(1, 25)))
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
        own_tag(run, ticket)
    elif kind == "comment":
        comment(run, ticket, asked_for(run))
    elif kind == "solved":
        status(run, ticket, "solved")
    elif kind == "words" and now.skus and not ticket.words:
        words(run, ticket)
    elif kind == "off" and now.ours:
        tag = run.rng.choice(sorted(now.ours))
        off(run, ticket, tag)
        if tag in people.SKU_OF:
            ticket.off[people.SKU_OF[tag]] = ticket.off[people.SKU_OF[tag]] and not seen.is_write
        ticket.general_known = ticket.general_known and not seen.is_write


# --- the portal


def portal_edit(run: Campaign) -> None:
    """Let a person edit one of our macros in the portal."""
    desk = any_desk(run)
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
    desk = any_desk(run)
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


# --- what is repaired


def repair(run: Campaign) -> None:
    """Let the admin repair everything; where nothing is broken, customers write."""
    if not run.shop.broken:
        customers(run)
    else:
        run.say(f"admin repairs: {', '.join(sorted(run.shop.broken))}")
        run.shop.broken.clear()
        run.write()


STEPS: dict[Step, int] = {
    sync: 14, sync_under_faults: 8, sync_killed: 8, sync_killed_some_time: 3, sync_json: 1, sync_stopped: 1, token_expires: 1, sync_twice: 3, overwrite_all: 1, half_a_run: 2,
    only_look: 1, customers: 12,
    agents: 9, people_during_sync: 4, portal_edit: 3, portal_edit_during_sync: 3, move_window: 6,
    reword_item: 2, add_item: 3,
    remove_item: 4, edit_reply: 3, break_file: 3, repair: 3, days_pass: 6, lose_state: 2, rebuild_state: 1, rename_helpdesk: 1,
}  # fmt: skip
