"""doctor: is everything there that a run needs? Its options and its help; the work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option


@click.command()
@config_option
@click.option("--helpdesk", metavar="NAME", help="Only this one.")
@format_option
def doctor(**given: Any) -> int:
    """Look at everything that a run needs, and say what to do where something is missing. Writes nothing, anywhere.

    The config and its variables, proxies, the database, macros and feeds; of each helpdesk the way there, its
    certificate, the login with role and scopes, the clock, the rate limit, the account, ticket fields, forms,
    groups, languages and macros. One line each, whatever else fails, with what to do below it. It takes some seconds
    for each helpdesk, and a minute at most for one that hardly answers.

    Leaves with 1 when something is to be fixed, and with 2 when there are mistakes in the config.

    Example: zendesk-bridge doctor

    Example: zendesk-bridge doctor --helpdesk shop --format json
    """
    code: int = import_module("zendesk_bridge.cli.doctor.work").doctor(**given)
    return code
