"""An agent's public reply -> what the customer was told of which late item, and what that was worth.

``text`` takes the agent's own words apart, ``names`` finds the items, ``zendesk_bridge.core.days`` the days; ``roles``
tells by the words around a day (``cue_words``, ``patterns``) what it is for; ``statements`` brings items and days
together, ``judging`` compares with the versions of the fact. Words pass through; what is returned holds none.
"""

from zendesk_bridge.core.promises.judging import agrees, promise
from zendesk_bridge.core.promises.names import Nameable
from zendesk_bridge.core.promises.statements import Statement, statements

__all__ = ["Nameable", "Statement", "agrees", "promise", "statements"]
