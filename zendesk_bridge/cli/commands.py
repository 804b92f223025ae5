"""Each command as people see it: its options and its help. What does the work is imported when it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from importlib import import_module
from pathlib import Path
from re import fullmatch
from typing import Any, TypeVar

import click

from zendesk_bridge.cli.output import config_option, format_option, gone
from zendesk_bridge.core.gate import ALL, Kind

T = TypeVar("T")

PLACES = {
    "preview": "preview",
    "scan": "scan",
    "setup": "setup",
    "plan": "macros",
    "apply": "macros",
    "triage": "tickets",
    "sync": "job",
    "demo": "demo",
    "schema": "schemas",
}
"""By command, the module whose function of that name does the work."""

CHOICES = {
    "adopt": click.option(
        "--adopt", multiple=True, metavar="KEY", help="Take over the hand-made macro that has this macro's title."
    ),
    "overwrite": click.option(
        "--overwrite", multiple=True, metavar="KEY", help="Replace an edit made on the helpdesk; 'all' for every macro."
    ),
    "accept_fewer": click.option(
        "--accept-fewer", is_flag=True, help="Believe a feed that lacks many late items at once."
    ),
    "as_new": click.option(
        "--as-new",
        multiple=True,
        metavar="NAME",
        help="Forget what is remembered of this helpdesk, which has come to be another account. For one run.",
    ),
}

MACROS = (Kind.CREATES, Kind.UPDATES, Kind.RETIREMENTS)
"""The kinds of writes to macros that the gate judges."""


def allowing(*kinds: Kind) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Give a command the option that lets these kinds of writes through the gate, for one run."""

    def read(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> frozenset[str]:
        words = [word.strip() for text in given for word in text.split(",")]
        known = [*kinds, ALL]
        if wrong := [word for word in words if word not in known]:
            raise click.BadParameter(f"'{wrong[0]}' is none of {', '.join(known)}")
        return frozenset(words)

    return click.option(
        "--allow",
        "allowed",
        multiple=True,
        metavar="KIND",
        callback=read,
        help=f"Let this pass the safety gate in this run: {', '.join(kinds)}, or {ALL}; several with commas.",
    )


def deciding(*names: str, allow: tuple[Kind, ...] = ()) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Give a command these options, and hand them to it together as ``chosen``; ``allow`` are kinds of writes."""

    def decorate(command: Callable[..., T]) -> Callable[..., T]:
        @wraps(command)
        def collected(**options: Any) -> T:
            decided = {name: options.pop(name) for name in (*names, *(["allowed"] if allow else []))}
            for name in decided.keys() & {"adopt", "overwrite", "as_new"}:
                decided[name] = frozenset(decided[name])
            return command(chosen=import_module("zendesk_bridge.app.values").RunOptions(**decided), **options)

        options = [CHOICES[name] for name in names] + ([allowing(*allow)] if allow else [])
        for option in reversed(options):
            collected = option(collected)
        return collected

    return decorate


def _done(command: str, given: Mapping[str, Any]) -> int:
    """Do the work of a command; returns the exit code."""
    code: int = getattr(import_module(f"zendesk_bridge.cli.{PLACES[command]}"), command)(**given)
    return code


def _writable(context: click.Context, option: click.Parameter, file: Path | None) -> Path | None:
    """Refuse, before any work, to replace a file that is no review page."""
    found: Path | None = file and import_module("zendesk_bridge.cli.page").writable(context, option, file)
    return found


_MAX_TICKETS = gone("--max-tickets", "--allow tickets lets one run through, limits.tickets in the config every run.")
_PATH = click.Path(path_type=Path, dir_okay=False, allow_dash=True)


def _separator(_context: click.Context, _option: click.Parameter, text: str) -> str:
    if not text:
        raise click.BadParameter("it is empty")
    return text


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter(f"'{text}' is not a date; write YYYY-MM-DD") from None


@click.command()
@click.argument("key", required=False)
@config_option
@click.option("--helpdesk", metavar="NAME", help="Only on this helpdesk.")
@click.option(
    "--item", "--sku", "items", multiple=True, metavar="SKU", help="A late item that the ticket is about; repeatable."
)
@click.option("--locale", help="One of the macro's languages; all if left out.")
@click.option("--told", callback=_day, metavar="DAY", help="For who was told this ship day before: 2026-12-05.")
@click.option(
    "--html",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Show HTML instead of text, or write a page for a browser: mails.html.",
)
@format_option
def preview(**given: Any) -> int:
    """Show the reply that an agent will get from the macro KEY, for a made-up customer. Offline.

    With each reply stands what else the macro does on each helpdesk, and what a ticket gives that is not marked.
    Without KEY every macro is shown; without --item a reply about the first late item that has one.

    A macro per order is shown as the mail that is sent: each --item is late on the same made-up order.

    Example: zendesk-bridge preview delay-update --item WID-12 --locale de

    Example: zendesk-bridge preview window-moved --item WID-12 --told 2026-11-28

    Example: zendesk-bridge preview order-first --item WID-12 --item KET-70 --html mails.html
    """
    return _done("preview", given)


@click.command()
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE...")
@click.option("--config", "-c", type=click.Path(path_type=Path, dir_okay=False), help="Your configuration.")
@click.option("--catalogue", type=_PATH, metavar="FILE", help="Look for the products of this file: CSV or JSON lines.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="OURS=THEIRS",
    help="Which column of --catalogue holds sku, name or aliases.",
)
@click.option(
    "--alias-separator",
    default=";",
    show_default=True,
    callback=_separator,
    help="Stands between two aliases in one cell.",
)
@click.option("--all", "everything", is_flag=True, help="Count every product of the config's catalogue, late or not.")
@click.option("--refused", is_flag=True, help="Show also what looks like an item and does not count, and why.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="How many processes work; one for each core if left out.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or programs: JSON lines.",
)
def scan(**given: Any) -> int:
    """Show what would be tagged in an export of tickets, and why. Offline; writes nothing.

    FILE is an export of Zendesk or Freshdesk as JSON lines or a JSON list, or CSV with the columns id, subject and
    description; also packed with gzip. '-' reads stdin. Looked for are the late items of your configuration, told apart
    from its catalogue, or every product of --catalogue: that needs no configuration at all.

    JSON has one line for each ticket on stdout, and the summary on stderr.

    Example: zendesk-bridge scan --catalogue products.csv tickets.jsonl

    Example: zcat export.jsonl.gz | zendesk-bridge scan --config config.yaml --format json - > found.jsonl
    """
    return _done("scan", given)


@click.command()
@config_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Show what would be done; writes nothing, anywhere.")
@deciding("as_new")
@format_option
def setup(**given: Any) -> int:
    """Make the ticket fields, put them on the ticket forms, and make the views that agents need, after showing it all.

    What is there is left alone, so that a second run does nothing. A field is put at the end of every active form that
    lacks it: agents see no field that is on none. Where an API makes no views, you are told how to make them by hand.

    Needs an admin's credentials on each helpdesk. Leaves with 3 when something was refused and the rest is done.

    Example: zendesk-bridge setup --dry-run
    """
    return _done("setup", given)


def _ticket_id(_context: click.Context, _option: click.Parameter, text: str | None) -> int | None:
    if text is None:
        return None
    if not fullmatch(r"#?[1-9][0-9]{0,17}", text):
        number = fullmatch(r"https?://.*/tickets/([1-9][0-9]{0,17})\b.*", text)
        fix = f"write --ticket {number[1]}" if number else "write it in digits, such as 4711"
        raise click.BadParameter(f"'{text}' is no ticket's number: {fix}")
    return int(text.removeprefix("#"))


@click.command()
@config_option
@click.option("--ticket", callback=_ticket_id, metavar="ID", help="Explain one ticket; writes nothing.")
@click.option("--helpdesk", metavar="NAME", help="Only this helpdesk.")
@click.option("--dry-run", is_flag=True, help="Show what would be written; writes nothing, anywhere.")
@_MAX_TICKETS
@deciding("accept_fewer", "as_new", allow=(Kind.TICKETS,))
@format_option
def triage(**given: Any) -> int:
    """Mark the tickets that mention a late item, and take the marks off when it is back.

    With --ticket, explain one ticket: what was found on it, where, what would be written, and why not.

    Example: zendesk-bridge triage --ticket 4711 --helpdesk shop
    """
    return _done("triage", given)


@click.command()
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="For people, programs, or a review.",
)
@click.option("--full", is_flag=True, help="Show every text whole and as it is sent, and every title.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_writable,
    metavar="FILE",
    help="Write a page with every reply as a customer reads it, for whoever reviews the words.",
)
@click.option("--exit-code", is_flag=True, help="Leave with 4 when there is something to write.")
@deciding("adopt", "overwrite", "accept_fewer", "as_new")
def plan(**given: Any) -> int:
    """Show what would change in the helpdesks' macros. Writes nothing, but for the page that --html asks for.

    What has one cause stands together, and what is the same stands once. The plan has a digest: `apply --plan DIGEST`
    carries out exactly what you read here, or nothing.

    Leaves with 3 when a macro is held back until you decide, or a feed is not believed; with --exit-code, 4 goes
    before that.

    Example: zendesk-bridge plan --html plan.html
    """
    return _done("plan", given)


@click.command()
@config_option
@click.option("--plan", "digest", metavar="DIGEST", help="Apply the plan with this digest, or nothing.")
@click.option("--yes", is_flag=True, help="Do not ask; the safety gate judges instead.")
@deciding("adopt", "overwrite", "accept_fewer", "as_new", allow=MACROS)
@format_option
def apply(**given: Any) -> int:
    """Make the macros match the files: a reviewed plan, or the current one after asking.

    Give the same --adopt, --overwrite, --accept-fewer and --as-new as for the plan that you reviewed. A plan that you
    have read passes the safety gate; with --yes nobody has, and what is too much on a helpdesk is refused there, and
    only there.

    Example: zendesk-bridge apply --plan 1f0c9a7be2d44e21
    """
    return _done("apply", given)


@click.command()
@config_option
@click.option("--dry-run", is_flag=True, help="Show what would be done; writes nothing, anywhere.")
@_MAX_TICKETS
@deciding("adopt", "overwrite", "accept_fewer", "as_new", allow=tuple(Kind))
@format_option
def sync(**given: Any) -> int:
    """Run the scheduled job: macros, then tickets, then one summary.

    Days that are over are taken away first; nothing holds that. Then everything is read, decided and gated before
    anything is written. What the safety gate refuses, the macros or the tickets of one helpdesk, holds nothing else;
    see `limits` in your config, and --allow for one run. Two runs never overlap: the second leaves with 75. A run that
    was cut off is finished by the next one. `zendesk-bridge status` says how the runs went.

    JSON has ok, exit_code, started, ended, seconds, and helpdesks: by name ok, macros and tickets (how many were
    written), calls and error; also of a run that failed, with error beside them and helpdesks empty.

    Example: */5 * * * * zendesk-bridge sync -c /etc/shop/config.yaml
    """
    return _done("sync", given)


@click.command()
def demo(**given: Any) -> int:
    """See the whole product work in a minute, on this machine only.

    Starts a local Zendesk and a local Freshdesk, plans and applies the ready-made macros, triages the tickets, shows
    the reply that an agent gets, moves a ship window, and syncs again. Nothing is left behind.

    Example: zendesk-bridge demo
    """
    return _done("demo", given)


@click.command()
@click.argument("name", metavar="KIND", type=click.Choice(["config", "macro", "backorders", "segments"]))
def schema(**given: Any) -> int:
    """Print the JSON Schema of a file, for completion in your editor: config, macro, backorders or segments.

    A macro's is a mail's, too. Put `# yaml-language-server: $schema=macro.schema.json` on a YAML file's first line.

    Example: zendesk-bridge schema macro > macros/macro.schema.json
    """
    return _done("schema", given)
