"""Macros and facts -> replies: one template for every helpdesk, with the facts as text or as placeholders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.macros.render.compose import FactsTold, Target
from zendesk_bridge.core.macros.render.managed import Edition, compile_macro, keys_of
from zendesk_bridge.core.macros.render.names import PER_ITEM, PER_TICKET
from zendesk_bridge.core.macros.render.preview import Preview, preview, unmarked
from zendesk_bridge.core.macros.render.told import greetings_apart, names_of, reads_facts, told_texts
from zendesk_bridge.core.model import Backorder, Macro, ManagedMacro

__all__ = [
    "PER_ITEM",
    "PER_TICKET",
    "Edition",
    "Preview",
    "Rendered",
    "Target",
    "compile_macro",
    "keys_of",
    "names_of",
    "preview",
    "reads_facts",
    "render_all",
    "told_texts",
    "unmarked",
]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Every managed macro that one helpdesk should hold, and what is wrong with the ones that are missing here."""

    macros: tuple[ManagedMacro, ...]
    problems: tuple[Problem, ...] = ()


def render_all(macros: Sequence[Macro], facts: Sequence[Backorder], target: Target) -> Rendered:
    """Render every macro that belongs on this helpdesk, once or for each late item, in all of its languages.

    A per-item macro whose reply comes out empty for an item is not made for it. Nothing is raised for wrong input:
    all problems are returned, each once, in the order of the files.
    """
    managed: list[ManagedMacro] = []
    problems: list[Problem] = []
    told = FactsTold(target)
    for macro in macros:
        for compiled in Edition(macro, target, told).each(facts) if macro.wanted_on(target.helpdesk) else ():
            try:
                one = compiled()
            except InvalidInput as wrong:
                problems.extend(wrong.problems)
            else:
                managed.extend([one] if one else [])
    if not target.dialect.conditions:
        here = (macro for macro in macros if macro.wanted_on(target.helpdesk))
        problems.extend(greetings_apart(here, target.helpdesk))
    problems.extend(_same_titles(managed))
    return Rendered(tuple(managed), tuple(sorted(set(problems))))


def _same_titles(managed: Sequence[ManagedMacro]) -> Iterator[Problem]:
    """Name both places where two macros would look the same to an agent."""
    by_title: dict[str, list[ManagedMacro]] = defaultdict(list)
    for macro in managed:
        by_title[macro.title.casefold()].append(macro)
    for group in by_title.values():
        keys = ", ".join(macro.key for macro in group)
        for macro in group if len(group) > 1 else ():
            fix = (
                "a macro per item needs {{ backorder.name }} in its title" if "/" in macro.key else "rename one of them"
            )
            yield Problem(macro.place, f"the title '{macro.title}' would stand on more than one macro: {keys}", fix)
