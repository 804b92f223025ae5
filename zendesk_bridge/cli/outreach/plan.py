"""outreach plan: who would be told what, for people and programs."""

from __future__ import annotations

from pathlib import Path

from zendesk_bridge.app.outreach import planning
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.output import emit_json
from zendesk_bridge.cli.outreach.common import opened
from zendesk_bridge.cli.paint import paint
from zendesk_bridge.core.audience import OutreachPlan
from zendesk_bridge.core.report.outreach import outreach_json, outreach_lines

_SOME = 3
"""Exit code where a feed, an order or a mail could not be used."""


def plan(*, config: Path, full: bool, accept_fewer: bool, form: str) -> int:
    """Make a plan and show it. Raises what :func:`zendesk_bridge.app.outreach.planning.plan` raises."""
    with opened(config, writes=False) as it:
        made = planning.plan(it.bridge, it.site, RunOptions(accept_fewer=accept_fewer))
        sends = it.bridge.policy.outreach.send
    if form == "json":
        emit_json(outreach_json(made, sends=sends))
    else:
        paint(outreach_lines(made, full=full, sends=sends))
    return _SOME if _is_partial(made) else 0


def _is_partial(made: OutreachPlan) -> bool:
    return bool(made.failed or made.wrong) or any(part.problems for part in made.feeds)
