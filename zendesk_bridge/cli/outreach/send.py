"""outreach send: a plan that was reviewed is approved, and sent as far as may be now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from zendesk_bridge.app.outreach.approving import Approved, Approver
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.common import tell
from zendesk_bridge.cli.output import emit, emit_json
from zendesk_bridge.cli.outreach.common import name_of, opened
from zendesk_bridge.cli.outreach.telling import exit_code, sent_json, sent_lines, waiting_lines, wave_json
from zendesk_bridge.core.model import WaveState


def send(*, config: Path, plan_id: str, approve_as: str, accept_fewer: bool, form: str) -> int:
    """Approve a plan and send it. Raises what :meth:`zendesk_bridge.app.outreach.approving.Approver.send` raises."""
    with opened(config, writes=True) as it:
        policy = it.bridge.policy.outreach
        who = name_of(policy, approve_as) if policy.send else ""
        approver = Approver(it.bridge, it.site, RunOptions(accept_fewer=accept_fewer), lambda: datetime.now(UTC))
        done = approver.send(plan_id, who)
        code = exit_code([done.sent] if done.sent else [])
        if form == "json":
            emit_json(_as_json(done, code))
        else:
            emit("\n".join(_lines(done)))
    for name, error in done.sent.broken if done.sent else ():
        tell(f"{name}: {error}")
    return code


def _lines(done: Approved) -> Iterator[str]:
    fewer = done.planned - done.messages
    if done.lacking:
        yield from waiting_lines(done.wave, done.lacking, "send")
        return
    if done.sent:
        yield from sent_lines(done.sent)
    elif done.wave.state is WaveState.DONE:
        yield f"Wave {done.wave.id} is done: nothing is left to be sent."
    if fewer > 0:
        yield f"  {fewer} of the {done.planned} planned are owed no word any more: shipped, cancelled or told since."
    if done.sent and done.sent.left:
        yield "  The scheduled job goes on with it: zendesk-bridge sync. To stop it: zendesk-bridge outreach stop"


def _as_json(done: Approved, code: int) -> dict[str, object]:
    told = sent_json(done.sent) if done.sent else wave_json(done.wave)
    return {
        "ok": code == 0,
        "exit_code": code,
        **told,
        "planned": done.planned,
        "messages": done.messages,
        "approvals_lacking": done.lacking,
    }
