"""Macros that people made on a helpdesk -> macro files of ours: the same words, links, lists and emphasis.

What a file cannot say is told, never left out in silence: our replies are Markdown, and a customer reads the same on
every helpdesk.
"""

from __future__ import annotations

from zendesk_bridge.core.macros.importing.actions import dropped, kept
from zendesk_bridge.core.macros.importing.conversion import Converted, converted
from zendesk_bridge.core.macros.importing.dynamic import Translator
from zendesk_bridge.core.macros.importing.keys import key_of
from zendesk_bridge.core.macros.importing.macro_file import ImportedFile

__all__ = [
    "Converted",
    "ImportedFile",
    "Translator",
    "converted",
    "dropped",
    "kept",
    "key_of",
]
