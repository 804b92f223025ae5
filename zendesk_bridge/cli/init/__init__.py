"""init: from an empty folder to files that are good. Its options and its help; the work is imported when called."""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.cli.output import format_option

RUNNERS = ("systemd", "cron", "kubernetes", "container")
_MEANT = {
    "docker": "container",
    "podman": "container",
    "oci": "container",
    "k8s": "kubernetes",
    "kube": "kubernetes",
    "helm": "kubernetes",
    "crontab": "cron",
    "timer": "systemd",
}
"""What people call them besides."""


def _runners(_context: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is to run the job, with commas or spaces between several; each once."""
    words = [word for text in texts for word in re.split(r"[,;\s]+", text.lower()) if word]
    for word in words:
        if word not in RUNNERS:
            close = get_close_matches(word, RUNNERS, 1)
            meant = _MEANT.get(word) or (close[0] if close else "")
            raise click.BadParameter(f"there is no '{word}': write {meant or ', '.join(RUNNERS)}.")
    return tuple(dict.fromkeys(words))


@click.command()
@click.argument("folder", default=".", metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--helpdesk",
    "helpdesks",
    multiple=True,
    metavar="NAME=TYPE:ADDRESS",
    help="A helpdesk, such as shop=zendesk:acme.zendesk.com, or sandbox to try it out; repeatable.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    help="A language of your replies, the main one first: en, de, fr, es; repeatable, or with commas.",
)
@click.option("--timezone", metavar="PLACE", help="Where your day begins and ends. Default: this machine's.")
@click.option(
    "--deploy",
    "runners",
    multiple=True,
    metavar="KIND",
    callback=_runners,
    help=f"Write what runs the job by itself there, into deploy/: {', '.join(RUNNERS)}; repeatable, or with commas.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: what is not given is this machine's, and the sandbox.")
@click.option("--example", is_flag=True, help="Write the set-up that shows everything, against the sandbox.")
@format_option
def init(**given: Any) -> int:
    """Write the files to begin with into DIR: configuration, macros, late items, and what stands beside them.

    Asks which helpdesks, which languages and which time zone, or takes options instead. Nothing that is there is
    overwritten: what is kept is told. Of a helpdesk's address its short form is enough; its name and its type may be
    left out where they are clear.

    Example: zendesk-bridge init shop

    Example: zendesk-bridge init shop --helpdesk acme.zendesk.com --language de,en --timezone Europe/Berlin

    Example: zendesk-bridge init shop --deploy systemd

    Example: zendesk-bridge init --example
    """
    code: int = import_module("zendesk_bridge.cli.init.work").init(**given)
    return code
