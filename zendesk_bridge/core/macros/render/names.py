"""The names a template may use, and what they stand for in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import NoReturn

from zendesk_bridge.core.model import FieldKey

HELPDESK_NAMES = (
    "customer.first_name",
    "customer.name",
    "agent.name",
    "agent.first_name",
    "ticket.id",
    "ticket.subject",
)
_FOR_REPLIES_ALONE = {FieldKey.LANGUAGE, FieldKey.GREETING}
OF_TICKETS = frozenset({FieldKey.BACK_IN_STOCK, *_FOR_REPLIES_ALONE})
"""What a field says of the ticket, and not of its late items."""

FIELD_NAMES = tuple(f"backorder.{key}" for key in FieldKey if key not in _FOR_REPLIES_ALONE)
# To be printed: sku, name, reason, as swap the other item's name, and as silence what a market's rule makes of it if a
# customer does not answer; the last three may be "". To be asked with {% if %}: ship_window_known, and which options
# there are, as wait, swap, split and cancel.
ITEM_NAMES = tuple(
    f"backorder.{name}"
    for name in ("sku", "name", "reason", "ship_window_known", "wait", "swap", "split", "cancel", "silence")
)

PER_TICKET = (*HELPDESK_NAMES, *FIELD_NAMES)
PER_ITEM = (*HELPDESK_NAMES, *FIELD_NAMES, *ITEM_NAMES)
GROUPS = frozenset(name.partition(".")[0] for name in PER_ITEM)


class PlaceholderMisuse(Exception):
    """A template asked what a placeholder holds; only the helpdesk knows, and only later."""


@dataclass(frozen=True, slots=True, eq=False)
class Placeholder:
    """What the helpdesk fills in when an agent uses the reply: it can be printed, and nothing else."""

    name: str
    written: str

    def _refuse(self, *_: object) -> NoReturn:
        raise PlaceholderMisuse(
            f"{self.name} is filled in by the helpdesk, later: it cannot be compared, filtered or joined",
            f"print it as it is, {{{{ {self.name} }}}}, in words that are right for everybody",
        )

    __bool__ = __str__ = __len__ = __iter__ = __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = _refuse
    __hash__ = __add__ = __radd__ = __mul__ = __mod__ = __contains__ = __getitem__ = __int__ = __float__ = _refuse


@dataclass(frozen=True, slots=True)
class ChoiceLink:
    """Where customers choose: an address of our own, which may stand where a link leads, as no fact may.

    Where there is none it is false.
    """

    address: str

    def __bool__(self) -> bool:
        """Tell whether there is one."""
        return bool(self.address)

    @property
    def printed(self) -> str:
        """The address. Raises PlaceholderMisuse where there is none."""
        if not self.address:
            raise PlaceholderMisuse(
                "choices.link is not there where customers choose by a reply alone",
                "write the words around it between {% if choices.link %} and {% endif %}",
            )
        return self.address


def context(values: Mapping[str, object]) -> dict[str, SimpleNamespace]:
    """Turn ``{"customer.name": value}`` into what a template sees: ``customer`` with an attribute ``name``."""
    groups: dict[str, SimpleNamespace] = {}
    for full, value in values.items():
        group, _, name = full.partition(".")
        setattr(groups.setdefault(group, SimpleNamespace()), name, value)
    return groups
