"""What a statement was worth when it was made: judged against every version of the fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from zendesk_bridge.core.model import Accuracy, AgentReply, FactVersion, Promise, ShipWindow
from zendesk_bridge.core.notices import kind_of
from zendesk_bridge.core.promises.statement import Statement


def agrees(told: ShipWindow, window: ShipWindow | None) -> bool:
    """Tell whether what was told is a window, as it may be told on some day of it: "by Dec 5" is true of Dec 1 - 5."""
    return told.agrees(window)


def promise(
    reply: AgentReply,
    statement: Statement,
    versions: Sequence[FactVersion],
    heard: Iterable[Promise],
    day: date,
    readings: Sequence[datetime] = (),
) -> Promise:
    """Return the promise that a statement is.

    ``versions`` are those of its item, oldest first; ``heard`` what was promised on this ticket, of which only what is
    older counts. ``day`` is the day of the reply where the shop is. Whose ticket it is, and which team's, is for the
    caller to add.

    A change is dated by the run that read it, and was written at some time after the run before; ``readings`` is when
    those began. A reply of that time which names what was read next knew of the change: it was right, as was one that
    named what the macros said still. So is one that a helpdesk dates by a clock which is a little slow.
    """
    known_by = [one for one in versions if _is_seen(one, reply)]
    following = versions[len(known_by)] if len(known_by) < len(versions) else None
    if following and _is_ahead(statement.window, following, reply, readings):
        known_by.append(following)
    versions = known_by
    standing = versions[-1] if versions else None
    known = next((one.item for one in reversed(versions) if one.item), None)
    earlier = [
        one for one in heard if one.sku == statement.sku and one.at < reply.at and one.comment != reply.words.part
    ]
    return Promise(
        ticket_id=reply.ticket_id,
        sku=statement.sku,
        comment=reply.words.part,
        at=reply.at,
        window=statement.window,
        next_update=statement.next_update,
        accuracy=_accuracy(statement.window, versions, day),
        kind=kind_of(known.promised_by if known else None, statement.window, earlier),
        version=standing.version if standing else "",
        agent_id=reply.agent_id,
    )


def _is_seen(version: FactVersion, reply: AgentReply) -> bool:
    """Tell whether a state was known when a reply was sent, of which helpdesks tell the whole second alone."""
    return version.seen_at.replace(microsecond=0) <= reply.at


def _is_ahead(told: ShipWindow | None, following: FactVersion, reply: AgentReply, readings: Sequence[datetime]) -> bool:
    """Tell whether a reply named what the next run read, while nobody knew since when that was written."""
    before = max((one for one in readings if one < following.seen_at), default=None)
    named = told is not None and following.item is not None and agrees(told, following.item.ship_window)
    return named and before is not None and before.replace(microsecond=0) <= reply.at


def _accuracy(told: ShipWindow | None, versions: Sequence[FactVersion], day: date) -> Accuracy:
    """Judge a window by what was known when it was told; one that was over by then is as old as a superseded one."""
    if told is None:
        return Accuracy.UNDATED
    if not versions:
        return Accuracy.UNPROVEN
    standing = versions[-1].item
    if standing and agrees(told, standing.ship_window):
        return Accuracy.STALE if told.last < day else Accuracy.CURRENT
    known = (one.item for one in versions if one.item)
    return Accuracy.STALE if any(agrees(told, item.ship_window) for item in known) else Accuracy.INVENTED
