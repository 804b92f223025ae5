"""What reading the macros of a helpdesk comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.macros.lint import Finding


@dataclass(frozen=True, slots=True)
class RemoteReading:
    """What was found on one helpdesk: in how many macros, which were set aside and why, and which nobody can read."""

    helpdesk: str
    findings: tuple[Finding, ...]
    macros: int
    set_aside: Mapping[str, int] = field(default_factory=dict)
    unreadable: tuple[Problem, ...] = ()
