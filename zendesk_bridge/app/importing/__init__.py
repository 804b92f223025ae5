"""Use case: the macros that a team has already become macro files, and nothing that they say is lost in silence."""

from zendesk_bridge.app.importing.gathering import gather, only
from zendesk_bridge.app.importing.making import MacroReader, imported, most_new
from zendesk_bridge.app.importing.values import (
    KEPT_RAW,
    ImportedMacro,
    ImportPolicy,
    ImportReport,
    ImportSource,
    KeptMacro,
    LeftOut,
    MacroFolder,
)

__all__ = [
    "KEPT_RAW",
    "ImportPolicy",
    "ImportReport",
    "ImportSource",
    "ImportedMacro",
    "KeptMacro",
    "LeftOut",
    "MacroFolder",
    "MacroReader",
    "gather",
    "imported",
    "most_new",
    "only",
]
