"""Desired + existing + last applied -> a plan: a value that can be read, compared, gated, and then carried out."""

from __future__ import annotations

from zendesk_bridge.core.plan.comparing import Existing, PlanPolicy, changes
from zendesk_bridge.core.plan.values import (
    WRITES,
    Adopt,
    Blocked,
    Create,
    Drift,
    HelpdeskPlan,
    Hide,
    Keep,
    MacroChange,
    Plan,
    Retire,
    Update,
    Write,
)

__all__ = [
    "WRITES",
    "Adopt",
    "Blocked",
    "Create",
    "Drift",
    "Existing",
    "HelpdeskPlan",
    "Hide",
    "Keep",
    "MacroChange",
    "Plan",
    "PlanPolicy",
    "Retire",
    "Update",
    "Write",
    "changes",
]
