"""plan --html: the review page, and where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from zendesk_bridge.app import macros
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.values import MacrosHalf
from zendesk_bridge.cli.replacing import checked
from zendesk_bridge.cli.samples import SAMPLE, Sample, samples
from zendesk_bridge.core import report
from zendesk_bridge.core.macros.render import Target
from zendesk_bridge.core.model import Backorder, Macro, Per
from zendesk_bridge.core.report.page import BEGINNING, ReviewedReply, plan_page


def writable(_context: click.Context, _option: click.Parameter, file: Path | None) -> Path | None:
    """Refuse, before any work, to replace a file that is no such page."""
    return file and checked(file, (BEGINNING,), "review page")


def page(
    opened: Bridge,
    planned: MacrosHalf,
    groups: tuple[report.ChangeGroup, ...],
    moved: tuple[report.MovedFact, ...] = (),
) -> str:
    """Return the review page of a plan. Raises InvalidInput for a reply that cannot be filled in."""
    late = tuple(planned.facts.late.values())
    about = f"Replies are filled in for {SAMPLE['customer.name']}, a made-up customer" + (
        f"; those that depend on the ticket as if it asked for {late[0].name} ({late[0].sku})." if late else "."
    )
    if left_out := ", ".join(failure.helpdesk for failure in opened.failures):
        about += f" Not in this plan, because it could not be read: {left_out}."
    given = opened.macro_input(planned.facts)
    replies: dict[tuple[str, str], tuple[ReviewedReply, ...]] = {}
    for helpdesk in opened.helpdesks:
        target = macros.on_paper(helpdesk, given, opened.policy.owner)
        for macro in opened.macros:
            if macro.wanted_on(helpdesk.name):
                for one in _samples(macro, late, target):
                    unmarked = one.unmarked.html if one.unmarked else ""
                    reply = ReviewedReply(one.variant.locale, one.shown.html, unmarked)
                    replies[helpdesk.name, one.key] = (*replies.get((helpdesk.name, one.key), ()), reply)
    return plan_page(planned.plan, groups, planned.refusals, replies, about, moved)


def _samples(macro: Macro, late: Sequence[Backorder], target: Target) -> Iterator[Sample]:
    items = late if macro.per is Per.ITEM else late[:1]
    return (one for variant in macro.variants for one in samples(macro, variant, items, target))
