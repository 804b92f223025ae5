"""What the commands of outreach share: the bridge, the feeds of orders and the segments of one configuration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach.placing import OutreachSite
from zendesk_bridge.cli.common import bridge, load
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.policy import OutreachPolicy
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import order_feeds, read_segments


class OutreachOpened(NamedTuple):
    """Everything that outreach needs, connected."""

    bridge: Bridge
    site: OutreachSite
    settings: Settings


def name_of(policy: OutreachPolicy, approve_as: str) -> str:
    """Return who approves a plan, "" for nobody in particular. Raises UsageError where several people must, by name."""
    if policy.approvals > 1 and not approve_as.strip():
        raise click.UsageError(
            f"A plan needs {policy.approvals} approvals (outreach.approvals): say who you are: --approve-as NAME"
        )
    return approve_as.strip()


@contextmanager
def opened(config: Path, *, writes: bool) -> Iterator[OutreachOpened]:
    """Open what a configuration describes. Raises InvalidInput where it names no orders, or segments are wrong."""
    settings = load(config)
    if not settings.orders:
        fix = "name where they come from: orders: [{type: file, path: orders.csv, columns: {...}}]"
        raise InvalidInput([Problem(Place(str(config)), "there are no orders to look through", fix)])
    segments = read_segments(settings.macros).segments
    with bridge(settings, writes=writes) as connected:
        yield OutreachOpened(connected, OutreachSite(order_feeds(settings), segments), settings)
