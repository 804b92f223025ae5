"""The same mistake in many places, said once: a column in another form is one mistake, however many rows it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from zendesk_bridge.core.document.dates import forms, reading
from zendesk_bridge.core.errors import Problem

FEW = 5
"""Up to so many mistakes of one kind are told one by one."""

_NAMED = 5  # lines of a table that are named; the others are counted
_QUOTED = re.compile(r"'[^']*'")
_VARIES = re.compile(r"'[^']*'|\d+")
_NO_DATE = "is not a date"


def gathered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with those of one kind in one file told once, where they are more than a few."""
    kinds: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_kind(problem), []).append(problem)
    told = [problem for alike in kinds.values() for problem in (alike if len(alike) <= FEW else [_once(alike)])]
    return tuple(sorted(told))


def _kind(problem: Problem) -> tuple[str, str, str]:
    """Return what problems of one kind share: what is said but for the words quoted, and how a date is fixed."""
    advice = problem.fix[:_NAMED] if _NO_DATE in problem.message else ""
    return problem.place.file, _VARIES.sub("", problem.message), advice


def _once(alike: Sequence[Problem]) -> Problem:
    first, *others = sorted(alike)
    lines = [str(other.place.line) for other in others[:_NAMED]]
    more = len(others) - len(lines)
    where = f"lines {', '.join(lines)}" + (f" and {more:,} more" if more else "")
    return Problem(first.place, f"{first.message}; the same in {where}", _remedy(alike) or first.fix)


def _remedy(alike: Sequence[Problem]) -> str:
    """Return the setting that reads all of these dates, or most of them."""
    if not alike[0].fix.startswith("to read it"):
        return ""
    values = [found[0][1:-1] for problem in alike if (found := _QUOTED.search(problem.message))]
    if every := forms(values):
        return reading(every)
    form, count = Counter(form for value in set(values) for form in forms([value])).most_common(1)[0]
    return f"{reading((form,))}: it reads {count} of the {len(set(values))} different ones"
