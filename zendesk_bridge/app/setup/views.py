"""The shared lists of tickets that agents work from."""

from __future__ import annotations

from collections.abc import Iterator

from zendesk_bridge.app.setup.values import DeskSetup, is_its_own
from zendesk_bridge.core.errors import Incomplete, Refused
from zendesk_bridge.core.model import Fields, RemoteView, ViewSpec
from zendesk_bridge.core.ports import Helpdesk, Lease


def create(
    helpdesk: Helpdesk, planned: DeskSetup, fields: Fields, lease: Lease
) -> Iterator[tuple[ViewSpec, RemoteView] | str]:
    """Make the views that are missing; yields each that is made, and what is wrong with each that is not."""
    for spec in planned.views.missing:
        lease.renew()
        try:
            yield spec, helpdesk.create_view(spec, fields)
        except (Refused, Incomplete) as error:
            if not is_its_own(error):
                raise
            yield f"view '{spec.title}': {error.message}; by hand: {helpdesk.view_steps(spec)}"
