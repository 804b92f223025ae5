"""What customers and agents do on tickets."""

from __future__ import annotations

from collections.abc import Callable

import people
from admin import any_desk
from campaign import Campaign
from people import Ticket, Window
from shop import NAMES


def customers(run: Campaign) -> None:
    """Let customers write."""
    for _ in range(run.rng.randint(1, 3)):
        desk = any_desk(run)
        known = [ticket for ticket in run.tickets if ticket.desk == desk.name and ticket.status != "closed"]
        skus = asked_for(run)
        if known and run.rng.random() < 0.4:
            ticket = run.rng.choice(known)
            comment(run, ticket, skus)
        else:
            tags = run.rng.choice(((), (), ("vip",), ("backorders_team",)))
            ticket = people.opens(run.rng, desk, skus, tags)
            run.tickets.append(ticket)
            run.say(f"{ticket} opened ({ticket.locale}): {ticket.texts[0][0]!r}")


def comment(run: Campaign, ticket: Ticket, skus: frozenset[str]) -> None:
    """Let a customer comment on a ticket."""
    text = people.comments(run.rng, run.desk(ticket), ticket, skus)
    run.say(f"{ticket} commented, now {ticket.status}: {text!r}")


def asked_for(run: Campaign) -> frozenset[str]:
    """Return the items that a customer asks for."""
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
    known = {sku for sku in now.skus if _ahead(run, ticket.surely_told.get(sku))}
    kinds: list[Callable[[], None]] = [lambda: own_tag(run, ticket)]
    if ticket.is_open:
        kinds += [lambda: status(run, ticket, "solved")] * 2
        kinds += [lambda: status(run, ticket, run.rng.choice(("pending", "closed")))]
        kinds += [lambda: off(run, ticket, run.rng.choice(sorted(now.ours)))] * 3 * bool(now.ours)
        kinds += [lambda: _wipe(run, ticket)] * (len(now.ours) > 1)
        kinds += [lambda: words(run, ticket)] * bool(now.skus and not ticket.words)
        kinds += [lambda: _answer(run, ticket, run.rng.choice(sorted(known)))] * 4 * bool(known)
    elif ticket.status == "solved":
        kinds += [lambda: status(run, ticket, "open")] * 3
    run.rng.choice(kinds)()


def _ahead(run: Campaign, window: Window | None) -> bool:
    """Tell whether a window is known, and not over."""
    return window is not None and window[1] >= run.world.today


def _answer(run: Campaign, ticket: Ticket, sku: str) -> None:
    """Let an agent tell the customer the window that she sees on the ticket."""
    window = ticket.surely_told[sku]
    assert window is not None
    run.say(f"{ticket}: an agent answers: {people.promises(run.desk(ticket), ticket, sku, window)!r}")


def off(run: Campaign, ticket: Ticket, tag: str) -> None:
    """Let an agent take a tag off."""
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


def own_tag(run: Campaign, ticket: Ticket) -> None:
    """Let an agent add a tag of their own."""
    tag = run.rng.choice(("vip", "called", "backorder_checked", "z" * 30))
    ticket.own_tags.add(tag)
    run.desk(ticket).admin(f"tickets/{ticket.id}", {"add_tags": [tag]}, "PATCH")
    run.say(f"{ticket}: an agent adds {tag}")


def status(run: Campaign, ticket: Ticket, status: str) -> None:
    """Let an agent set a status."""
    ticket.status = status
    run.desk(ticket).admin(f"tickets/{ticket.id}", {"status": status}, "PATCH")
    run.say(f"{ticket}: {status}")


def words(run: Campaign, ticket: Ticket) -> None:
    """Let an agent write into one of our fields."""
    title = run.rng.choice(("Backorder items", "Backorder options", "Backorder ship window"))
    ticket.words[title] = "Kim: ask me"
    ticket.words_known &= bool(ticket.surely_told) and not run.world.shared
    people.write_field(run.desk(ticket), ticket.id, title, ticket.words[title])
    run.say(f"{ticket}: an agent writes into '{title}'")
