"""What is there to import: read from a helpdesk, or chosen among what was read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from zendesk_bridge.app.importing.values import ImportSource
from zendesk_bridge.core.errors import AuthRefused, InvalidInput, NotFound, Place, Problem
from zendesk_bridge.core.model import DynamicText, WholeMacro
from zendesk_bridge.core.ports import Helpdesk
from zendesk_bridge.core.safe import one_line


def gather(helpdesk: Helpdesk, title: str) -> ImportSource:
    """Read everything that an import needs of a helpdesk. Raises whatever it answers, but for dynamic content's 403."""
    texts: Mapping[str, DynamicText] = {}
    silence = ""
    try:
        texts = helpdesk.dynamic_content()
    except (AuthRefused, NotFound):
        silence = "this login may not read dynamic content"
    groups = {number: name for name, number in helpdesk.groups().items()}
    macros = tuple(helpdesk.whole_macros())
    return ImportSource(helpdesk, helpdesk.name, macros, (helpdesk.name,), groups, texts, silence, title)


def only(source: ImportSource, ids: Collection[int], folders: Collection[str]) -> ImportSource:
    """Return the source with these macros and those of these folders alone; all of them where none are named.

    Raises InvalidInput for an id or a folder that is not there.
    """
    if not ids and not folders:
        return source
    whole = [macro for macro in source.macros if isinstance(macro, WholeMacro)]
    problems = [
        Problem(Place(source.label), f"has no macro {number}", "its number stands in its address in the helpdesk")
        for number in ids
        if number not in {macro.remote.id for macro in whole}
    ]
    there = sorted({folder for macro in whole for folder in _folders(macro)})
    wanted = {_folded(folder) for folder in folders}
    problems += [
        Problem(
            Place(source.label), f"has no folder '{folder}'", f"there are: {', '.join(map(one_line, there)) or 'none'}"
        )
        for folder in folders
        if _folded(folder) not in map(_folded, there)
    ]
    if problems:
        raise InvalidInput(problems)
    chosen = tuple(
        macro for macro in whole if macro.remote.id in ids or wanted.intersection(map(_folded, _folders(macro)))
    )
    return replace(source, macros=chosen, others=tuple(macro for macro in whole if macro not in chosen))


def _folders(macro: WholeMacro) -> Iterator[str]:
    """Yield the folder of a macro, and those that it lies in: ``A::B`` and ``A``."""
    parts = macro.remote.content.title.split("::")[:-1]
    yield from ("::".join(part.strip() for part in parts[: end + 1]) for end in range(len(parts)))


def _folded(folder: str) -> str:
    return "::".join(part.strip().casefold() for part in folder.split("::"))
