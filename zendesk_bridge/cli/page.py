"""plan --html: the review page, and where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISREG

import click

from zendesk_bridge.app import macros
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.values import MacrosHalf
from zendesk_bridge.cli.replacing import replace_file, umask
from zendesk_bridge.cli.samples import SAMPLE, Sample, samples
from zendesk_bridge.core import report
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.macros.render import Target
from zendesk_bridge.core.model import Backorder, Macro, Per
from zendesk_bridge.core.report.page import BEGINNING, ReviewedReply, plan_page


def writable(_context: click.Context, _option: click.Parameter, file: Path | None) -> Path | None:
    """Refuse, before any work, to replace a file that is no such page."""
    if file is None:
        return None
    try:
        if not S_ISREG(file.stat().st_mode):
            raise click.BadParameter(f"{file} is no file")
        with file.open(encoding="utf-8", errors="replace") as there:
            if there.read(len(BEGINNING)) != BEGINNING:
                raise click.BadParameter(f"{file} is there and no review page: name another file, or remove it")
    except FileNotFoundError:
        if not file.parent.is_dir():
            raise click.BadParameter(f"there is no folder {file.parent}") from None
    except OSError as error:
        raise click.BadParameter(f"{file}: {error.strerror}") from None
    return file


def save(file: Path, text: str) -> None:
    """Write the page whole or not at all; raises BridgeError with the reason, such as a read-only disk."""
    try:
        replace_file(file, text.encode("utf-8"), 0o666 & ~umask())
    except OSError as error:
        raise BridgeError(f"{file}: cannot be written: {error.strerror}", fix="Name another file.") from None


def page(opened: Bridge, planned: MacrosHalf, groups: tuple[report.ChangeGroup, ...]) -> str:
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
    return plan_page(planned.plan, groups, planned.refusals, replies, about)


def _samples(macro: Macro, late: Sequence[Backorder], target: Target) -> Iterator[Sample]:
    items = late if macro.per is Per.ITEM else late[:1]
    return (one for variant in macro.variants for one in samples(macro, variant, items, target))
