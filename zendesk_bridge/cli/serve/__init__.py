"""serve: the choice page for customers. Its options and its help; the work is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from zendesk_bridge.cli.output import config_option, format_option


@click.command()
@config_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address of this machine to listen on."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, metavar="PORT", help="0: a free one."
)
@format_option
def serve(**given: Any) -> int:
    """Serve the page on which customers choose, until Ctrl-C or SIGTERM.

    The link in a message of outreach leads there: what is late, when it ships as of now, and a button for everything
    that can be done about it. Opening a link changes nothing. What is chosen is kept at once; the next sync puts it on
    the ticket as a tag with a private note, and choices --pending lists what somebody has to carry out.

    It speaks plain HTTP, so put it behind a reverse proxy that speaks TLS (Caddy, nginx, your load balancer) and passes
    on /c/ and, for a monitor, /healthz. The address that customers see goes into the config as outreach.link. Nothing
    of a request is logged: a link is the right to choose. Let the proxy not log them either.

    Before the first message goes out, open that address from outside, with /c/ behind it. If it is all in place, a page
    says that this link does not work; anything else comes from the proxy, and is what your customers would see.

    It reads the config and the database, and asks no shop and no helpdesk: no login is needed here but the database's.
    An edited config is read by itself; only another database needs a new start.

    Example: zendesk-bridge serve --port 8080

    Example: zendesk-bridge serve --config /etc/zendesk-bridge/config.yaml --host 0.0.0.0
    """
    code: int = import_module("zendesk_bridge.cli.serve.work").serve(**given)
    return code
