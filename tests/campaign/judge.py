"""The end: everything is repaired, enough runs go by, and what stands there is compared with what must."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import people
import portal
from campaign import Campaign
from people import DUE, MOVED, RESOLVED, TAG, Look, Ticket, agrees
from portal import ADDED, Shown
from shop import LOOSE, NAMES, Shop
from world import Desk, World, opened

_REST = timedelta(hours=26)
"""Longer than any ticket that failed is left alone."""
_WITHIN = ("working day", "Werktag", "ouvré", "hábil")
_RENEWED_FIELDS = ("delay", "message", "reply:")
"""They say besides what a customer was told before: nobody told one of a fresh installation anything."""
_BACK_FIELDS = ("back in stock", "reply:", "language", "greeting")


def settle(run: Campaign) -> None:
    """Repair everything, let the rests of what failed go by, and see a run that writes nothing."""
    run.say("--- the end")
    run.world.calm()
    run.shop.broken.clear()
    run.shop.settings["limits"] = LOOSE
    run.write()
    run.sync("--accept-fewer")
    run.world.advance(_REST.total_seconds())
    run.sync()
    run.world.advance(400)
    run.sync()
    run.world.calm()
    last = run.sync()
    writes = [f"{desk.name}: {seen}" for desk in run.world.desks for seen in desk.proxy.writes()]
    if writes:
        run.broke("writes again", writes[0])
    run.judge_output(run.world.run("state", "rebuild", "--dry-run"), {0})
    run.last_words = last.out + last.err
    _judge_held(run, run.last_words)


_HELD = re.compile(r": (Backorder.*?): (?:edited on|deactivated on|deleted on|differs|our marker was)")


def _judge_held(run: Campaign, output: str) -> None:
    """Look for macros that the last run left alone although nobody had touched them."""
    touched = {stem.replace(": ", "::") for _, stem in run.touched_stems}
    for title in _HELD.findall(output):
        stem = re.sub(r" v\d+", "", title).replace(": ", "::")
        if stem not in touched:
            run.broke("held back", next(line for line in output.splitlines() if title in line)[26:])


@dataclass
class Fresh:
    """What a fresh installation writes for the same files on the same day."""

    macros: dict[str, dict[str, Shown]] = field(default_factory=dict)
    fields: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)


def fresh(run: Campaign, say: Callable[[str], None]) -> Fresh:
    """Install anew beside, with a ticket for each of ours that names what ours carries, and read what comes out."""
    made = Fresh()
    faces = tuple(desk.face for desk in run.world.desks)
    with opened(faces, run.world.program, say, run.world.offset, shared=run.world.shared) as world:
        shop = Shop(
            world.folder, run.shop.late, run.shop.macros, settings=run.shop.settings, ready_made=run.shop.ready_made
        )
        world.state = f"sqlite:///{world.folder}/fresh.db"
        shop.write({desk.called: desk.settings for desk in world.desks}, world.state)
        twins = _twins(run, world)
        for command in (("setup", "--yes"), ("sync",)):
            ran = world.run(*command)
            assert ran.code in (0, 3), ran
        for name, old, new in twins:
            desk = next(desk for desk in world.desks if desk.name == name)
            say(f"    {name} #{old} is here #{new}: {sorted(people.look(desk, new).tags)}")
        for desk in world.desks:
            made.macros[desk.name] = {
                macro.title: macro for macro in portal.macros(desk) if macro.visible and macro.is_ours
            }
            for name, old, new in twins:
                if world.shared or name == desk.name:
                    made.fields[desk.name, old] = dict(people.look(desk, new).fields)
    return made


def _twins(run: Campaign, world: World) -> list[tuple[str, int, int]]:
    twins = []
    for ticket in run.tickets:
        desk = next(desk for desk in world.desks if desk.name == ticket.desk)
        now = people.look(run.desk(ticket), ticket.id)
        text = " ".join(f"Where is {sku}?" for sku in sorted(now.skus & run.shop.late.keys())) or "Thank you."
        new = people.create(desk, people.person(ticket.locale), ticket.locale, text)
        twins.append((ticket.desk, ticket.id, new))
    return twins


def judge(run: Campaign, say: Callable[[str], None]) -> None:
    """Compare the end with a fresh installation and with the model."""
    expected = fresh(run, say)
    for desk in run.world.desks:
        _judge_macros(run, desk, expected.macros[desk.name])
        _judge_hand_made(run, desk)
    for ticket in run.tickets:
        now = people.look(run.desk(ticket), ticket.id, notes=True)
        _judge_people(run, ticket, now)
        if ticket.is_open:
            _judge_tags(run, ticket, now)
            for desk in run.desks(ticket):
                shown = people.look(desk, ticket.id)
                _judge_fields(run, ticket, shown, expected.fields[desk.name, ticket.id], desk.name)
        for body, count in Counter(now.notes).items():
            if count > len(run.desks(ticket)):
                run.broke("doubled note", f"{ticket}: {count} times {body[:200]!r}")


# --- macros


def _judge_macros(run: Campaign, desk: Desk, expected: dict[str, Shown]) -> None:
    everything = {macro.id: macro for macro in portal.macros(desk)}
    touched = {number: hows for (name, number), hows in run.touched.items() if name == desk.name}
    ours = [macro for macro in everything.values() if macro.is_ours and macro.visible and macro.id not in touched]
    for title, count in Counter(macro.title for macro in ours).items():
        if count > 1:
            run.broke("macro twice", f"{desk.name} '{title}'")
        elif title not in expected:
            run.broke("macro not retired", f"{desk.name} '{title}'")
    by_title = {macro.title: macro for macro in ours}
    for title, wanted in expected.items():
        _judge_macro(run, desk, by_title.get(title), wanted)
    wanted_stems = {wanted.stem for wanted in expected.values()}
    for number, hows in touched.items():
        now = everything.get(number)
        _judge_touched(run, desk, now, hows)
        is_drift = bool(hows & {"text", "action"}) and not hows & {"maybe", "deactivated", "unmarked"}
        if now and is_drift and now.visible and now.stem in wanted_stems and "drift" not in run.shop.settings:
            name = now.title.replace(": ", "::").rpartition("::")[2]
            if name not in run.last_words:
                run.broke("edit untold", f"{desk.name} '{now.title}' was edited, and the last run says nothing of it")


def _judge_macro(run: Campaign, desk: Desk, now: Shown | None, wanted: Shown) -> None:
    if now is None:
        if (desk.name, wanted.stem) not in run.touched_stems:
            run.broke("macro missing", f"{desk.name} '{wanted.title}'")
    elif (now.html, now.rest) != (wanted.html, wanted.rest):
        difference = _difference(now.html + now.rest, wanted.html + wanted.rest)
        run.broke("macro stale", f"{desk.name} '{wanted.title}': {difference}")


def _judge_touched(run: Campaign, desk: Desk, now: Shown | None, hows: set[str]) -> None:
    if hows & {"maybe", "deleted", "unmarked"} or run.shop.settings.get("drift") == "overwrite":
        return
    if now is None:
        run.broke("edited macro gone", f"{desk.name} ({', '.join(sorted(hows))})")
        return
    if "text" in hows and ADDED not in now.html:
        run.broke("edit lost", f"{desk.name} '{now.title}': the person's words are gone")
    if "action" in hows and "'priority'" not in now.rest:
        run.broke("edit lost", f"{desk.name} '{now.title}': the person's action is gone")
    if "deactivated" in hows and now.visible:
        run.broke("edit lost", f"{desk.name} '{now.title}' was deactivated and is back")


def _difference(now: str, wanted: str) -> str:
    start = next(
        (at for at, pair in enumerate(zip(now, wanted, strict=False)) if pair[0] != pair[1]), min(len(now), len(wanted))
    )
    start = max(0, start - 20)
    return f"{now[start : start + 70]!r}, not {wanted[start : start + 70]!r}"


def _judge_hand_made(run: Campaign, desk: Desk) -> None:
    now = {macro.id: macro.html + macro.title + macro.updated for macro in portal.macros(desk)}
    for number, before in run.hand_made[desk.name].items():
        if now.get(number) != before:
            run.broke("hand-made macro changed", f"{desk.name} {number}")


# --- tickets


def _judge_people(run: Campaign, ticket: Ticket, now: Look) -> None:
    if lost := ticket.own_tags - now.tags:
        run.broke("agent's tag lost", f"{ticket}: {sorted(lost)}")
    for title, words in ticket.words.items():
        if now.fields.get(title) != words and ticket.words_known:
            run.broke("agent's words lost", f"{ticket} '{title}': {now.fields.get(title)!r}")


def _judge_tags(run: Campaign, ticket: Ticket, now: Look) -> None:
    told = f"{ticket} ({', '.join(sorted(now.ours))})"
    if DUE in now.tags:  # no agent of a campaign says when the customer hears again
        run.broke("reminded of nothing", told)
    loose = ticket.wiped or ticket.general_off
    for sku in sorted(NAMES):
        if kind := _wrong_tag(run, ticket, now, sku):
            run.broke(kind, f"{told}: {sku}")
    if TAG in now.tags and not now.skus:
        run.broke("tag left", f"{told}: {TAG}")
    if TAG not in now.tags and now.skus and not loose:
        run.broke("not tagged", f"{told}: {TAG}")
    if ticket.general_known and TAG in now.tags and now.skus <= ticket.general_about:
        run.broke("dismissal undone", f"{told}: {TAG}")
    if not loose:
        _judge_resolved(run, ticket, now, told)
        _judge_moved(run, ticket, now, told)


def _wrong_tag(run: Campaign, ticket: Ticket, now: Look, sku: str) -> str:
    """Return the kind of break that an item's tag is, or that its absence is."""
    wanted = sku in ticket.mentioned & run.shop.late.keys()
    if sku in now.skus:
        if not wanted:
            return "tag left" if sku in ticket.mentioned else "tag without mention"
        return "dismissal undone" if ticket.off.get(sku) else ""
    excused = sku in ticket.off or ticket.wiped or ticket.general_off
    return "not tagged" if wanted and not excused else ""


def _judge_resolved(run: Campaign, ticket: Ticket, now: Look, told: str) -> None:
    if RESOLVED in now.tags and now.skus:
        run.broke("resolved too many", f"{told}: {sorted(now.skus)} is late")
    elif RESOLVED in now.tags and not ticket.ever_told:
        run.broke("resolved too many", f"{told}: never late")
    elif ticket.resolved_due and RESOLVED not in now.tags and not now.skus:
        run.broke("resolved missing", told)


def _judge_moved(run: Campaign, ticket: Ticket, now: Look, told: str) -> None:
    """Judge the tag by what agents told the customer in public: nobody else need be told that a window moved."""
    windows = {sku: item.window for sku, item in run.shop.late.items() if sku in now.skus}
    wrong = {sku for sku in windows if any(not agrees(each, windows[sku]) for each in ticket.promised.get(sku, ()))}
    right = {sku for sku in ticket.bound & windows.keys() if agrees(ticket.promised[sku][-1], windows[sku])}
    if MOVED in now.tags and not wrong - right:
        run.broke("moved too many", f"{told}: {ticket.promised}")
    due = {sku for sku in ticket.bound & wrong - right if (window := windows[sku]) and window[1] >= run.world.today}
    if MOVED not in now.tags and due:
        run.broke("moved missing", f"{told}: {sorted(due)}, told {ticket.promised}")


def _judge_fields(run: Campaign, ticket: Ticket, now: Look, wanted: dict[str, str], desk: str) -> None:
    if ticket.general_off or ticket.wiped:
        return
    for title in sorted(wanted.keys() | now.fields.keys()):
        is_back_field = any(part in title.lower() for part in _BACK_FIELDS)
        is_renewed_field = any(part in title.lower() for part in _RENEWED_FIELDS)
        if title in ticket.words or (is_back_field and ticket.ever_told - run.shop.late.keys()):
            continue
        if is_renewed_field and ticket.promised:
            continue
        value = now.fields.get(title, "")
        if value != wanted.get(title, ""):
            kind = "field left" if not wanted.get(title) else "field stale"
            if any(words in value + wanted.get(title, "") for words in _WITHIN):
                kind = "field stale: within some working days or by a day"
            run.broke(kind, f"{desk} #{ticket.id} '{title}': {_difference(value, wanted.get(title, ''))}")
            return
