"""An agent's public reply -> what the customer was told of which late item, and what that was worth.

``text`` takes the agent's own words apart, ``names`` finds the items, ``zendesk_bridge.core.days`` the days; ``roles``
tells by the words around a day (``cue_words``, ``patterns``) what it is for; ``statements`` brings items and days
together, ``judging`` compares with the versions of the fact. Words pass through; what is returned holds none.
Whoever only asks whether a window still holds imports ``judging``: the tables of words take a while to be made ready.
"""

from typing import TYPE_CHECKING

from zendesk_bridge.core.lazy import lazily

if TYPE_CHECKING:
    from zendesk_bridge.core.promises.judging import agrees, promise
    from zendesk_bridge.core.promises.names import Nameable
    from zendesk_bridge.core.promises.statement import Statement
    from zendesk_bridge.core.promises.statements import spoken_of, statements

__all__ = ["Nameable", "Statement", "agrees", "promise", "spoken_of", "statements"]

_PARTS = {
    "Nameable": "names",
    "Statement": "statement",
    "agrees": "judging",
    "promise": "judging",
    "spoken_of": "statements",
    "statements": "statements",
}
__getattr__ = lazily(__name__, _PARTS)
