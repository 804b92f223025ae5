"""Use case: what the teams are called that replies were sent from, so that reports can say so and ask nobody."""

from __future__ import annotations

from zendesk_bridge.core.errors import Incomplete, Refused, Unavailable
from zendesk_bridge.core.ports import Helpdesk, Memory


def learn(helpdesk: Helpdesk, memory: Memory) -> None:
    """Ask for the names of the groups where a promise was made by one without a name, and remember them.

    One that a helpdesk does not name, or does not let this login see, is remembered as "", so that it is asked for
    once and not in every run. A group that is gone keeps its name.
    """
    unnamed = memory.unnamed_teams()
    if not unnamed:
        return
    try:
        found = {number: name for name, number in helpdesk.groups().items()}
    except Refused:
        found = {}
    except (Unavailable, Incomplete):  # a name is not worth a run: the next one asks again
        return
    memory.save_teams(dict.fromkeys(unnamed, "") | dict(memory.teams()) | found)
