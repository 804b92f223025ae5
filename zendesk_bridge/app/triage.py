"""Use case: the tickets of every helpdesk are read, decided on, gated and marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from zendesk_bridge.app import facts, teams, tickets
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.cancelled import CountsAsCancelled, counted_as_cancelled
from zendesk_bridge.app.followups import DueUpdate, Lateness, due_updates, follow_ups
from zendesk_bridge.app.outreach.exported import exported_follow_ups
from zendesk_bridge.app.tickets import Explanation, Triaged
from zendesk_bridge.app.values import RunOptions, TicketsHalf
from zendesk_bridge.core.errors import Incomplete, OtherAccount
from zendesk_bridge.core.fields import FieldsFound
from zendesk_bridge.core.followups import ItemFollowUps
from zendesk_bridge.core.model import Products
from zendesk_bridge.core.ports import Helpdesk, Lease, Memory


def prepare(
    bridge: Bridge,
    known: facts.Facts,
    options: RunOptions,
    lease: Lease | None,
    found: Mapping[str, FieldsFound] = MappingProxyType({}),
) -> TicketsHalf:
    """Read and decide on the tickets of every helpdesk that has our fields. Writes nothing, anywhere.

    ``found`` are the fields where they are known already. Without all the products no new ticket is marked; those
    that carry marks are looked after all the same.
    """
    products = bridge.catalogue.read() if known.late else Products()
    searched, listener = bridge.searched(known, products), bridge.listener(known, products)
    prepared = []
    held = [f"no new tickets are marked: {text}" for text in products.failed]
    for helpdesk in bridge.helpdesks:
        if helpdesk.name in bridge.lost:
            continue
        with bridge.reaching(helpdesk, options, "tickets"):
            fields = found.get(helpdesk.name) or bridge.fields(helpdesk)
            if not fields.complete:
                held.append(f"{helpdesk.name}: {fields.lacking}")
            if not fields.usable:
                continue
            rules = bridge.rules(helpdesk, known.late, fields)
            site = bridge.ticket_site(helpdesk, fields, rules, searched, listener)
            site = replace(site, finding=not products.failed)
            prepared.append(tickets.prepare(site, lease, read_bare=lease is None))
    bridge.insist("tickets", options)
    refusals = bridge.gated([part.load for part in prepared], options)
    return TicketsHalf(tuple(prepared), tuple(held), products.warnings, refusals)


def write(bridge: Bridge, these: TicketsHalf, options: RunOptions, lease: Lease) -> tuple[Triaged, ...]:
    """Write the tickets that were prepared; what was written before a helpdesk failed is told as well."""
    done: list[Triaged] = []
    prepared = {part.site.name: part for part in these.prepared}
    for helpdesk in bridge.helpdesks:
        if helpdesk.name in prepared and helpdesk.name not in bridge.lost:
            with bridge.reaching(helpdesk, options, "tickets"):
                done.append(triaged := tickets.write(prepared[helpdesk.name], lease))
                if triaged.broken is not None:
                    raise triaged.broken
                teams.learn(helpdesk, prepared[helpdesk.name].site.memory)
    return tuple(done)


def waiting(bridge: Bridge, known: facts.Facts) -> tuple[tuple[DueUpdate, ...], tuple[ItemFollowUps, ...]]:
    """Return the items whose promised update has come due, and the customers whom somebody must write to."""
    memories, late = _remembered(bridge, known)
    found = follow_ups(memories, late, also=exported_follow_ups(bridge.state.waves(), memories, late))
    return due_updates(known.late.values(), bridge.today, memories.values(), found), found


def cancelled(bridge: Bridge, known: facts.Facts) -> tuple[CountsAsCancelled, ...]:
    """Return which orders count as cancelled by the rules of their markets."""
    memories, late = _remembered(bridge, known)
    return counted_as_cancelled(memories, bridge.policy.markets, late)


def _remembered(bridge: Bridge, known: facts.Facts) -> tuple[Mapping[str, Memory], Lateness]:
    """Return what is remembered of each helpdesk, and the late items as of now."""
    now = bridge.now.astimezone(bridge.policy.timezone)
    late = Lateness.of(now, known.late, bridge.state.fact_versions(), bridge.policy.settle)
    return dict(_memories(bridge)), late


def _memories(bridge: Bridge) -> Iterator[tuple[str, Memory]]:
    """Yield what is remembered of each helpdesk's account, also where it did not answer; not where it is another."""
    others = {failure.helpdesk for failure in bridge.failures if isinstance(failure.error, OtherAccount)}
    known = {account.name: account.row for account in bridge.state.accounts()}
    for helpdesk in bridge.helpdesks:
        if opened := bridge.accounts.opened(helpdesk):
            yield helpdesk.name, opened.memory
        elif helpdesk.name in known.keys() - others:
            yield helpdesk.name, bridge.state.memory(known[helpdesk.name])


def explain(bridge: Bridge, helpdesk: Helpdesk, ticket_id: int, known: facts.Facts) -> Explanation:
    """Return why one ticket is, or is not, what it is. Writes nothing; raises NotFound.

    Raises Incomplete when the catalogue cannot be used: what is found without it would not be what triage finds.
    """
    products = bridge.catalogue.read()
    if products.failed:
        raise Incomplete("; ".join(products.failed), fix="Fix the catalogue, or take it out of your config.")
    searched = bridge.searched(known, products)
    fields = bridge.fields(helpdesk)
    rules = bridge.rules(helpdesk, known.late, fields)
    listener = bridge.listener(known, products)
    return tickets.explain(bridge.ticket_site(helpdesk, fields, rules, searched, listener), ticket_id)
