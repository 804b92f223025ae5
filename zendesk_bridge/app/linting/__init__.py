"""Use case: what customers would read, in the replies that the files make and in those that stand on a helpdesk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zendesk_bridge.app.linting.mailing import rendered_mails
from zendesk_bridge.app.linting.rendering import rendered
from zendesk_bridge.app.linting.values import RemoteReading
from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.app.linting.standing import on_helpdesk

__all__ = ["RemoteReading", "on_helpdesk", "rendered", "rendered_mails"]

__getattr__ = lazily(__name__, {"on_helpdesk": "standing"})
