"""The scheduled job goes on with the waves that run: it looks for what was sent first of all, and sends last of all."""

from __future__ import annotations

from collections.abc import Callable

from zendesk_bridge.app import facts
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach.sent import Outbox, WaveSent
from zendesk_bridge.app.outreach.waves import Carrier
from zendesk_bridge.app.values import HelpdeskFailure, RunOptions
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.ports import Lease

OFF = "outreach is off (outreach.send): what is left of a wave is not sent until it is on again"


def carrier(
    bridge: Bridge,
    outbox: Callable[[Bridge], Outbox] | None,
    known: facts.Facts,
    options: RunOptions,
    lease: Lease,
) -> Carrier | None:
    """Return what goes on with the waves that run, after it has looked for what was sent; None where there is nothing.

    Raises StateError.
    """
    waves = bridge.state.waves()
    if outbox is None or not (waves.running() or waves.intended()):
        return None
    if not bridge.policy.outreach.send:
        bridge.say(OFF)
        return None
    try:
        found = Carrier(bridge, outbox(bridge), known, options, lease)
    except InvalidInput as error:  # in the segments: nobody knows what is owed to whom
        names = {it.helpdesk for wave in waves.running() for it in waves.tally(wave.id)}
        bridge.failures.extend(HelpdeskFailure(name, "messages", error) for name in sorted(names))
        return None
    found.look()
    return found


def carried_on(bridge: Bridge, carrier: Carrier | None) -> tuple[WaveSent, ...]:
    """Send what may be sent now; what a helpdesk or a shop answers is among the failures of the run. Raises Busy."""
    if carrier is None:
        return ()
    sent = carrier.all_running()
    for one in sent:
        bridge.failures.extend(HelpdeskFailure(name, "messages", error) for name, error in one.broken)
    return sent
