"""What an import works with, and what it comes to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.macros.importing import ImportedFile
from zendesk_bridge.core.macros.lint import Finding
from zendesk_bridge.core.model import DynamicText, Macro, WholeMacro
from zendesk_bridge.core.ports import Offline
from zendesk_bridge.core.rewriting import plain

_ORIGIN = re.compile(r"^# Imported from (?P<name>.+?), (?:macro|canned response) (?P<id>\d+)", re.MULTILINE)

KEPT_RAW = "is kept raw"
"""How a remark says that it tells why a placeholder stays the helpdesk's own."""


@dataclass(frozen=True, slots=True)
class ImportPolicy:
    """What the files are written with: their language, whose they are, and the day.

    ``schema`` is where an editor finds the schema of a macro file, "" where there is none.
    """

    locale: str
    owner: str
    today: date
    working_days: int
    schema: str = ""


@dataclass(frozen=True, slots=True)
class ImportSource:
    """Where macros come from: a helpdesk, or an export of one.

    ``name`` is what people call it, and ``title`` its kind of helpdesk, "" for an export. ``helpdesks`` is where the
    macros go, nowhere in particular if empty. ``groups`` are the groups' names by id, ``texts`` the dynamic content,
    and ``silence`` says why nothing is known of the latter. ``others`` are macros that nobody asked for.
    """

    helpdesk: Offline
    name: str
    macros: Sequence[WholeMacro | Problem]
    helpdesks: tuple[str, ...] = ()
    groups: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[str, DynamicText] = field(default_factory=dict)
    silence: str = ""
    title: str = ""
    others: Sequence[WholeMacro] = ()

    @property
    def label(self) -> str:
        """The name with the kind of helpdesk, for people."""
        return f"{self.name} ({self.title})" if self.title else self.name


@dataclass(frozen=True, slots=True)
class MacroFolder:
    """What stands in the folder of this name already, by file name."""

    macros: tuple[Macro, ...]
    files: Mapping[str, str] = field(repr=False)
    name: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """What no new macro may be called: keys and files' names."""
        names = (name.rpartition(".")[0].casefold() for name in self.files)
        return frozenset({*(macro.key for macro in self.macros), *names})

    def titles(self, helpdesks: Collection[str]) -> Mapping[str, Macro]:
        """Return each macro by its title on these helpdesks, case-folded; on any where none is named."""
        seen = (macro for macro in self.macros if not helpdesks or any(map(macro.wanted_on, helpdesks)))
        return {plain(macro.variants[0].title.text).casefold(): macro for macro in seen}

    def path(self, file: str) -> str:
        """Return where a file is, for people."""
        return str(PurePath(self.name, file))

    def is_from(self, name: str, file: str) -> bool:
        """Tell whether a file was made of the helpdesk or the export of this name."""
        return f"# Imported from {name}, " in self.files.get(file, "")

    @property
    def origins(self) -> Mapping[tuple[str, int], str]:
        """The file of each macro that was imported before."""
        found = ((name, _ORIGIN.search(text)) for name, text in self.files.items())
        return {(origin["name"], int(origin["id"])): name for name, origin in found if origin}


@dataclass(frozen=True, slots=True)
class KeptMacro:
    """A macro that has a file already, which is left as it is."""

    title: str
    id: int
    file: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A macro that no file was made for, and why."""

    title: str
    id: int
    why: str


@dataclass(frozen=True, slots=True)
class ImportedMacro:
    """A macro with its new file. ``lost`` is what adopting it would drop, ``exact`` that it would change nothing."""

    id: int
    title: str
    file: ImportedFile
    lost: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    exact: bool = False
    adoptable: bool = True

    @property
    def key(self) -> str:
        """Its key."""
        return self.file.key


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import came to. ``counts`` says how many were left out for what they are."""

    name: str
    imported: tuple[ImportedMacro, ...] = ()
    kept: tuple[KeptMacro, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unreadable: tuple[Problem, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
