"""Everything that can be found in the admin's files, without talking to a helpdesk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

from zendesk_bridge.app import linting, macros
from zendesk_bridge.app.facts import invented
from zendesk_bridge.app.reports import history
from zendesk_bridge.app.reports.narrow import narrow_windows
from zendesk_bridge.app.reports.told_late import told_late
from zendesk_bridge.cli.check.files import Files
from zendesk_bridge.cli.common import slip_rules, today
from zendesk_bridge.cli.output import Progress, clear_progress
from zendesk_bridge.core import document, narrow
from zendesk_bridge.core.errors import InvalidInput, Place, Problem, StateError, Unavailable
from zendesk_bridge.core.macros import lint, wording
from zendesk_bridge.core.macros.render.template import NAMES_HERE
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Offline
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import glance_at_state, macro_texts, policy

LONG = 100
"""Late items from which on what is being done is shown."""


def in_files(settings: Settings, files: Files, helpdesks: tuple[Offline, ...]) -> Iterator[lint.Finding]:
    """Yield what is wrong, and what is right but unwise."""
    given = macros.MacroInput(
        files.macros,
        files.late,
        settings.locale,
        today(settings),
        settings.fallback_working_days,
        markets=settings.markets,
    )
    seen: dict[Problem, None] = dict.fromkeys(files.problems)
    progress = Progress.on_stderr() if len(files.late) >= LONG else None
    for helpdesk in helpdesks:
        if progress:
            progress(f"{helpdesk.name}: rendering {number(len(files.late), 'late item')}")
        try:
            macros.desired(helpdesk, given, settings.owner)
        except InvalidInput as error:
            seen.update(dict.fromkeys(error.problems))
    clear_progress()
    for problem in _names_once(sorted(seen)):
        yield lint.found("invalid", problem.place, problem.message, problem.fix)
    yield from _made_up(settings, files)
    for doubt in sorted(files.doubts):
        yield lint.found("doubt", doubt.place, doubt.message, doubt.fix)
    shortest = min(helpdesks, key=lambda helpdesk: helpdesk.capabilities.tag_length)
    yield from _on_facts(files, given, partial(narrow.sku_tag, capabilities=shortest.capabilities))
    yield from _by_history(settings, files)
    yield from linting.rendered(helpdesks, given, settings.owner)
    yield from linting.rendered_mails(files.mails, given)
    yield from _on_words(settings, files, {problem.place for problem in seen})


def _on_words(settings: Settings, files: Files, wrong: Collection[Place]) -> Iterator[lint.Finding]:
    """Yield what is unwise in the words of macros, and in the comments beside them; ``wrong`` is told already."""
    on_words = lint.lint_macros((*files.macros, *files.mails), wording.LANGUAGES)
    yield from (it for it in on_words if not (it.rule.endswith("braces") and it.place in wrong))
    told = {(it.rule, it.place.file, it.place.line) for it in on_words}
    yield from (it for it in _in_comments(settings) if (it.rule, it.place.file, it.place.line) not in told)


def _in_comments(settings: Settings) -> Iterator[lint.Finding]:
    """Yield advice in the comments of macro files: agents are told there, too, what a macro is for."""
    with suppress(InvalidInput):  # a folder that cannot be read is told already
        for name, text in macro_texts(settings.macros).items():
            yield from lint.lint_comments(text, document.printable(str(settings.macros / name)))


def _on_facts(files: Files, given: macros.MacroInput, tag: Callable[[str], str]) -> Iterator[lint.Finding]:
    """Yield what is unwise in the late items; what a market's rules have against one is not told twice."""
    markets = sorted(set(given.markets.values()))
    ruled = [found for market in markets for found in lint.lint_market(files.late, market, given.today)]
    yield from ruled
    told = {found.sku for found in ruled if found.rule == "no-cancel-right"}
    for found in lint.lint_facts(files.late, given.today, tag, (*files.macros, *files.mails)):
        if not (found.rule == "no-cancel" and found.sku in told):
            yield found


def _by_history(settings: Settings, files: Files) -> Iterator[lint.Finding]:
    """Yield what history has against the facts, where there is a database that this program can read."""
    with suppress(StateError, Unavailable):  # what is wrong with it, doctor says
        state = glance_at_state(settings)
        if state is None:
            return
        try:
            known = history.read(state)
        finally:
            state.close()
        yield from narrow_windows(files.late, files.feeds, known, slip_rules(settings))
        yield from told_late(files.late, known, settings.timezone)


def _made_up(settings: Settings, files: Files) -> Iterator[lint.Finding]:
    """Yield, where a helpdesk is a real one, the items that nobody sells."""
    told = invented(files.late) if policy(settings).is_real else None
    if told:
        yield lint.found("invented", told.place, told.message, told.fix)


def _names_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems with one list of names told once in each file."""
    told: set[tuple[str, str]] = set()
    for problem in problems:
        before, here, names = problem.fix.partition(NAMES_HERE)
        if here and (problem.place.file, names) in told:
            yield replace(problem, fix=before.strip(" ;") or "the names are listed above, for the first unknown one")
        else:
            told |= {(problem.place.file, names)} if here else set()
            yield problem
