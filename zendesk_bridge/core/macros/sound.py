"""Of macro files that are broken the last good text stands, so that one mistake in one file holds one macro."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Macro

_ROUNDS = 3
"""As they are now, then with last good texts in the place of what is wrong, then without what is wrong even so."""


@dataclass(frozen=True, slots=True)
class SoundMacros:
    """The macros that can be told, and what people must know of the others.

    ``unsure`` says that a macro may be wanted which is not among them: none may be retired for being absent.
    """

    macros: tuple[Macro, ...]
    warnings: tuple[str, ...] = ()
    unsure: bool = False


FindFaults = Callable[[Sequence[Macro]], Mapping[str, Problem]]
"""What keeps macros from being rendered: the first fault of each that has any, by key."""


def sound_macros(
    read: Sequence[Macro], problems: Sequence[Problem], last: Sequence[Macro], faults: FindFaults
) -> SoundMacros:
    """Return what can be told now: what was ``read``, and in the place of what is wrong in it what was told ``last``.

    A file holds one macro, and one with a ``problem`` holds none that counts.
    """
    broken: dict[str, Problem] = {}
    for problem in problems:
        broken.setdefault(problem.place.file, problem)
    before = {macro.key: macro for macro in last}
    now = {macro.key: macro for macro in read if macro.place.file not in broken}
    absent = {key: macro for key, macro in before.items() if key not in now}
    of_files = {macro.place.file: key for key, macro in absent.items()}
    nameless = broken.keys() - of_files  # nobody knows which macro these held
    stand = {key: macro for key, macro in absent.items() if nameless or macro.place.file in broken}
    warnings = [_told(problem, of_files.get(file, "")) for file, problem in broken.items()]
    chosen, wrong, unsure = _sound({**now, **stand}, before, faults)
    return SoundMacros(tuple(chosen.values()), (*warnings, *wrong), unsure or bool(nameless))


def _sound(
    chosen: dict[str, Macro], before: Mapping[str, Macro], faults: FindFaults
) -> tuple[dict[str, Macro], list[str], bool]:
    """Put the last good text in the place of each macro that cannot be rendered, or leave it out."""
    warnings: list[str] = []
    unsure = False
    for _ in range(_ROUNDS):
        wrong = faults(tuple(chosen.values()))
        for key, problem in wrong.items():
            instead = before.get(key)
            if instead is not None and instead != chosen[key]:
                chosen[key] = instead
                warnings.append(_told(problem, key))
            else:
                del chosen[key]
                unsure = True
                warnings.append(_told(problem, ""))
        if not wrong:
            break
    return chosen, list(_once(warnings)), unsure


def _told(problem: Problem, key: str) -> str:
    held = f"the last good text of {key} stands" if key else "it is left out, and no macro is retired for that"
    return f"{problem}; {held}"


def _once(texts: Sequence[str]) -> Iterator[str]:
    yield from dict.fromkeys(texts)
