"""What a message is bound to besides the facts and the segments: its words, where its link leads, and how it goes out.

It is remembered with each message of a plan as one short text, so that whatever of it was set otherwise in the middle
of a wave leaves the rest unsent, and says which.
"""

from __future__ import annotations

from typing import Final

from zendesk_bridge.core.model import digest

REWORDED: Final = "its mail was reworded since the plan: a new plan has it"
RELINKED: Final = "its link leads elsewhere since the plan (outreach.link): a new plan has it"
REROUTED: Final = "it would go out otherwise on open tickets since the plan (outreach.open_ticket): a new plan has it"

_BETWEEN = "."
_WHY = (REWORDED, RELINKED, REROUTED)


def bound(words: str, *, link: str, drafts: bool) -> str:
    """Return what a message is bound to; ``words`` is the version of what its mail says besides the facts.

    ``link`` is where the choice page is, "" where there is none; ``drafts`` says that on a customer's open ticket it
    waits for an agent.
    """
    return _BETWEEN.join((words, digest(link, 8) if link else "", "draft" if drafts else "send"))


def unbound(planned: str, now: str) -> str:
    """Return what is otherwise by now than it was planned, "" where nothing is.

    An older release bound a message to its words alone.
    """
    both = zip(_WHY, planned.split(_BETWEEN), now.split(_BETWEEN), strict=False)
    return next((why for why, before, after in both if before != after), "")
