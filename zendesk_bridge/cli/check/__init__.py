"""check: what the files say, offline, and what stands on a helpdesk. The work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.cli.output import config_option


def _share(_context: click.Context, _option: click.Parameter, text: str) -> float:
    """Read ``5%``, or ``0.05``."""
    try:
        found = float(text.strip().removesuffix("%")) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise click.BadParameter(f"'{text}' is not a share: write 5% or 0.05")
    return found


@click.command()
@config_option
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="A ticket export: say how many of its tickets each item would tag. Repeatable; see `scan`.",
)
@click.option(
    "--max-share",
    callback=_share,
    default="5%",
    show_default=True,
    help="Fail when one item would tag more of --against.",
)
@click.option(
    "--labels",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Texts with the SKUs that they mean, as JSON lines. Default: labels.jsonl beside your macros, if it is there.",
)
@click.option(
    "--min-precision", callback=_share, default="0.95", show_default=True, help="Fail below this on --labels."
)
@click.option("--min-recall", callback=_share, default="0.9", show_default=True, help="Fail below this on --labels.")
@click.option(
    "--remote",
    is_flag=True,
    help="Read the shared macros and canned responses on the helpdesks, too, hand-made ones included; writes nothing.",
)
@click.option("--helpdesk", metavar="NAME", help="With --remote: only on this helpdesk.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="For people, for programs, as annotations of a GitHub workflow, or as SARIF 2.1.0.",
)
def check(**given: Any) -> int:
    """Look for mistakes in config, macros and backorders. Offline, but for a catalogue on the web, and --remote.

    Every mistake of every file is named with its place; macros are rendered for every helpdesk without talking to
    one, and read as a customer reads them. Warnings and notes are shown and do not fail. With --against and --labels
    the items are judged by real tickets. Where the config names a market, its rules on notices of delay are followed
    as far as they can be from here; that is not legal advice.

    What may stay as it is says so where it stands, with the reason: lint: {ignore: {vague: "our lawyers' wording"}}.

    Example: zendesk-bridge check --config config.yaml

    Example: zendesk-bridge check --against last-month.jsonl.gz --max-share 2%

    Example: zendesk-bridge check --remote --helpdesk shop
    """
    code: int = import_module("zendesk_bridge.cli.check.work").check(**given)
    return code
