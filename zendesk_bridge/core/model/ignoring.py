"""What an admin has decided to live with."""

from __future__ import annotations

from dataclasses import dataclass

from zendesk_bridge.core.errors import Place


@dataclass(frozen=True, slots=True)
class Ignore:
    """A rule that need not be kept in one place, and why.

    That place is the file of one macro; an item's where ``sku`` names one; or a macro on a helpdesk where ``macro`` is
    its title or id there, and ``helpdesk`` the admin's name for that, "" for any.
    """

    rule: str
    reason: str
    place: Place
    sku: str = ""
    macro: str = ""
    helpdesk: str = ""
