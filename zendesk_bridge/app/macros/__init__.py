"""Use case: the macros of every helpdesk match the files, and nothing that is not ours is touched."""

from zendesk_bridge.app.macros.applying import Result, apply
from zendesk_bridge.app.macros.planning import (
    MacroInput,
    MacroSite,
    desired,
    faults,
    field_specs,
    locales,
    macro_key,
    on_paper,
    plan,
    replies,
    told_items,
)

__all__ = [
    "MacroInput",
    "MacroSite",
    "Result",
    "apply",
    "desired",
    "faults",
    "field_specs",
    "locales",
    "macro_key",
    "on_paper",
    "plan",
    "replies",
    "told_items",
]
