"""import: macros that people made become macro files. Its options; the work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option


def _kinds(_context: click.Context, _option: click.Parameter, kind: str | None) -> str | None:
    """Refuse a kind of helpdesk that nobody knows; which there are is looked up only when one is named."""
    if kind is not None:
        known = import_module("zendesk_bridge.settings").kinds()
        if kind not in known:
            raise click.BadParameter(f"'{kind}' is none of {', '.join(sorted(known))}")
    return kind


@click.command("import")
@config_option
@click.option(
    "--helpdesk",
    metavar="NAME",
    help="Whose macros to import; the only one if left out. With --file: where they are to go.",
)
@click.option("--macro", "ids", type=click.IntRange(1), multiple=True, metavar="ID", help="Only this one; repeatable.")
@click.option(
    "--folder",
    "folders",
    multiple=True,
    metavar="NAME",
    help="Only those of this folder, such as Orders; repeatable",
)
@click.option(
    "--file",
    "export",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="EXPORT",
    help="Import an export instead, as the API gives macros: JSON lines, a list, or pages. Offline.",
)
@click.option("--type", "kind", callback=_kinds, metavar="KIND", help="Whose export --file is: zendesk or freshdesk.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where the files go. Default: the folder of macros that your config names.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be written; writes nothing.")
@format_option
def import_(**given: Any) -> int:
    """Make a macro file of each macro, or canned response, that people made on a helpdesk. Writes nothing there.

    Placeholders become names that work everywhere, or are kept raw; HTML becomes Markdown. Every file is rendered
    again and compared: what a reply cannot show, such as a table, and what adopting the macro would drop, such as a
    priority, is told here and in the file. What the old words say about late items is held against the facts.

    A file that is there is never replaced: import again whenever you like. Personal and inactive macros, and those
    that zendesk-bridge manages, are left out.

    Leaves with 3 when a macro could not be read.

    Example: zendesk-bridge import --helpdesk shop --folder Orders

    Example: zendesk-bridge import --file macros.jsonl --type zendesk --into macros --dry-run
    """
    code: int = import_module("zendesk_bridge.cli.importing.work").run(**given)
    return code
