"""evidence: proof of what a customer was promised and told. The work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.cli.output import config_option


@click.command()
@config_option
@click.option("--ticket", type=click.IntRange(min=1), metavar="NUMBER", help="The ticket, by its number.")
@click.option("--order", metavar="NUMBER", help="All tickets that name this order.")
@click.option("--helpdesk", metavar="NAME", help="Look on this helpdesk alone.")
@click.option("--offline", is_flag=True, help="Ask no helpdesk: the texts are left out.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as a page to print.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it there, readable for you alone; an older one in its place is replaced.",
)
def evidence(form: str, output: Path | None, **given: Any) -> int:
    """Show what a customer was promised at the order, was told of the delay, and answered: with dates and texts.

    In the order in which card networks and payment providers ask for it when goods are disputed as not received or not
    as promised. The texts of replies and answers are fetched from the helpdesk now and are stored nowhere; a comment
    that was edited or deleted since is told. What the bridge does not know, such as payment and carrier, is said.
    Internal notes are never shown. A record, and no legal advice.

    Leaves with 3 when texts are missing, with 75 when a helpdesk is down; the rest is shown.

    Example: zendesk-bridge evidence --ticket 4711

    Example: zendesk-bridge evidence --order 10482 --format html --output order-10482.html
    """
    work = import_module("zendesk_bridge.cli.evidence.work")
    code: int = work.evidence(presented=work.Presentation(form, output), **given)
    return code
