"""What an admin does to the files, the names and the database, and the days that pass."""

from __future__ import annotations

from dataclasses import replace

from campaign import Campaign
from shop import ELSEWHERE, NAMES
from world import Desk


def any_desk(run: Campaign) -> Desk:
    """Return one of the helpdesks."""
    return run.rng.choice(run.world.desks)


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
    desk = any_desk(run)
    desk.called = {desk.name: f"{desk.name}-2"}.get(desk.called, desk.name)
    run.write()
    run.say(f"admin: {desk.name} is now called {desk.called}")


def break_file(run: Campaign) -> None:
    """Let the admin break a file."""
    what = run.rng.choice(("macro", "facts", "alias", "catalogue"))
    run.shop.broken.add(what)
    run.write()
    run.say(f"admin breaks: {what}")


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
