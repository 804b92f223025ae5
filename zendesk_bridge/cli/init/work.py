"""init: asks, writes, and says what is next."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from zendesk_bridge.app import start
from zendesk_bridge.app.start import (
    Answers,
    BesideConfig,
    ChosenHelpdesk,
    ConfigVariable,
    HelpdeskBlock,
    NewFile,
    languages_of,
)
from zendesk_bridge.cli.common import load_files
from zendesk_bridge.cli.init import asking, machine
from zendesk_bridge.cli.init.telling import InitOutcome, inside
from zendesk_bridge.cli.init.writing import write
from zendesk_bridge.cli.output import emit, emit_json, show
from zendesk_bridge.cli.stock import stock
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.kind import SANDBOX
from zendesk_bridge.settings import kinds, time_zone

_COMMENT = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)
_VARIABLE = re.compile(r"(?<!\$)\$\{([A-Za-z_][A-Za-z0-9_]*)(?=\}|:\?)")
"""One that has to be set: it has no default."""

_STATE = f"${{{start.STATE}:-sqlite:///zendesk-bridge.db}}"


@dataclass(frozen=True, slots=True)
class Given:
    """What was said on the command line."""

    helpdesks: tuple[str, ...]
    languages: tuple[str, ...]
    timezone: str | None
    runners: tuple[str, ...]
    yes: bool
    example: bool

    @property
    def answers(self) -> bool:
        """Whether it answers anything that would be asked."""
        return bool(self.helpdesks or self.languages or self.timezone)


def init(*, folder: Path, form: str, **given: Any) -> int:
    """Write the files to begin with. Raises InvalidInput and BridgeError as :func:`write` does."""
    asked = Given(**given)
    if asked.example and asked.answers:
        raise click.UsageError("--example is a whole set-up: leave out --helpdesk, --language and --timezone with it.")
    if asked.example:
        _refuse_another(folder)
    block = _lacking(folder / start.CONFIG, asked)
    files, sandbox = _files(folder, asked, block)
    done = write(folder, [*_recipes(folder, asked, files), *_not_taken_out(folder, files)])
    outcome = InitOutcome(folder, done, sandbox and not (block and block.real), asked.runners, block)
    if any(file.path == start.CONFIG for file in done.kept):
        _tell_of_config(folder / start.CONFIG, asked)
    if asked.runners and not _has_a_place(folder / start.CONFIG):
        show(f"state: in your {start.CONFIG} is to be {_STATE} for what is in deploy/.")
    if form == "json":
        run_by = {runner: start.RUNNERS[runner] for runner in asked.runners}
        emit_json({"ok": True, **outcome.as_json(), "run_by": run_by})
    else:
        for line in outcome.lines():
            emit(line)
        for runner in dict.fromkeys(asked.runners):
            emit(f"To run it by {start.RUNNERS[runner]}")
    return 0


def _tell_of_config(config: Path, asked: Given) -> None:
    """Say of a config that was there what may not be expected."""
    if not _beside(config):
        show(f"{start.CONFIG} was there already and is kept, and has mistakes: `zendesk-bridge check` names them.")
    elif asked.answers:
        show(f"{start.CONFIG} was there already and is kept: what you asked for belongs into it, by hand.")


def _refuse_another(folder: Path) -> None:
    """Refuse to mix the example with a set-up that is not it."""
    config = folder / start.CONFIG
    goods = stock()
    [example] = [file for file in start.example_files(goods, goods.written_on) if file.path == start.CONFIG]
    if config.is_file() and config.read_bytes() != example.text.encode():
        raise click.UsageError(
            f"This folder has a {start.CONFIG} of its own, and the example is a whole set-up: write it into another, "
            f"{machine.program()} init --example OTHER"
        )


def _lacking(config: Path, given: Given) -> HelpdeskBlock | None:
    """Return the helpdesks that were asked for and that a config which is there has not."""
    if not (config.is_file() and given.helpdesks):
        return None
    there: tuple[ChosenHelpdesk, ...] = ()
    with suppress(InvalidInput):
        known = load_files(config).settings.helpdesks
        there = tuple(ChosenHelpdesk(name, it.type, it.kind, it.url) for name, it in known.items())
    new = start.lacking(_helpdesks(given.helpdesks), there)
    return start.addition(new, there, stock()) if new else None


def _files(folder: Path, given: Given, block: HelpdeskBlock | None) -> tuple[tuple[NewFile, ...], bool]:
    """Return the files to write, and whether they name the local helpdesk alone."""
    if given.example:
        zone = ZoneInfo(machine.zone(os.environ))
        return start.example_files(stock(), datetime.now(zone).date()), True
    if (beside := _beside(folder / start.CONFIG)) and (folder / "macros").exists():
        real = beside.real
        if block:
            known = {variable.name for variable in beside.variables}
            more = (variable for variable in block.variables if variable.name not in known)
            beside = BesideConfig((*beside.variables, *more), real=real or block.real)
        beside_it = start.files_beside(beside, stock(), inside(folder))
        return (*_own(folder), *beside_it, NewFile(start.CONFIG, "", "your configuration")), not real
    answers = _answers(folder, given)
    return start.files(answers, stock(), inside(folder)), answers.only_sandbox


def _recipes(folder: Path, given: Given, files: Iterable[NewFile]) -> tuple[NewFile, ...]:
    """Return what runs the job where it was said to run, with the variables of the config that is there, or will be."""
    config = folder / start.CONFIG
    new = next((file.text for file in files if file.path == start.CONFIG), "")
    text = config.read_text(encoding="utf-8", errors="replace") if config.is_file() else new
    return tuple(start.deploy_files(given.runners, _variables(text), stock()))


def _has_a_place(config: Path) -> bool:
    """Return whether a recipe can say where the database of this config is."""
    return f"${{{start.STATE}" in _COMMENT.sub("", config.read_text(encoding="utf-8", errors="replace"))


def _own(folder: Path) -> Iterable[NewFile]:
    """Yield the macros of a set-up that is there."""
    for file in sorted((folder / "macros").glob("*.yaml")):
        yield NewFile(f"macros/{file.name}", "", "what your agents say, and what is late")


def _not_taken_out(folder: Path, files: Sequence[NewFile]) -> list[NewFile]:
    """Leave out the macros that a set-up which is there has not: somebody took them out, and they do not come back."""
    begun = os.path.lexists(folder / start.CONFIG) and (folder / "macros").is_dir()
    return [file for file in files if not (begun and _is_macro(file) and not os.path.lexists(folder / file.path))]


def _is_macro(file: NewFile) -> bool:
    return file.path.startswith("macros/")


def _beside(config: Path) -> BesideConfig | None:
    """Return what a config that is there already says; None where there is none that can be read."""
    if not config.is_file():
        return None
    try:
        settings = load_files(config).settings
    except InvalidInput:
        return None
    real = any(not helpdesk.is_sandbox for helpdesk in settings.helpdesks.values())
    return BesideConfig(_variables(config.read_text(encoding="utf-8")), real)


def _variables(text: str) -> tuple[ConfigVariable, ...]:
    """Return the variables that a config reads and that somebody has to set."""
    names = dict.fromkeys(_VARIABLE.findall(_COMMENT.sub("", text)))
    return tuple(ConfigVariable(name) for name in names if name != start.STATE)


def _answers(folder: Path, given: Given) -> Answers:
    """Return what was given, and what is asked besides on a terminal."""
    asks = sys.stdin.isatty() and not given.yes
    if not (asks or given.yes or given.helpdesks):
        raise click.UsageError(
            "There is no terminal to ask on. Say which helpdesk: --helpdesk shop=zendesk:acme.zendesk.com, "
            "or --helpdesk sandbox to try it out; and, if you like, --language de --timezone Europe/Berlin. "
            "With --yes alone it is the sandbox."
        )
    if asks and not (given.helpdesks and given.languages and given.timezone):
        show(f"The files will go to {folder.absolute()}; nothing that is there is overwritten.")
        show("Enter takes what stands in [ ]. Ctrl-C leaves, and nothing is written.\n")
    chosen = _helpdesks(given.helpdesks) or (asking.helpdesks(kinds()) if asks else _helpdesks([SANDBOX]))
    languages = _languages(given.languages)
    if not languages:
        usual = machine.language(os.environ)
        languages = asking.languages(usual) if asks else (usual,)
    zone = _zone(given.timezone)
    if not zone:
        usual = machine.zone(os.environ)
        zone = asking.zone(usual) if asks else usual
    return Answers(chosen, languages, zone, datetime.now(ZoneInfo(zone)).date())


def _helpdesks(texts: Iterable[str]) -> tuple[ChosenHelpdesk, ...]:
    found: list[ChosenHelpdesk] = []
    for text in texts:
        try:
            found.extend(start.helpdesks_of(text, kinds(), found))
        except ValueError as error:
            raise asking.refused(error, "--helpdesk") from error
    return tuple(found)


def _languages(texts: Sequence[str]) -> tuple[str, ...]:
    try:
        return languages_of(texts) if texts else ()
    except ValueError as error:
        raise asking.refused(error, "--language") from error


def _zone(text: str | None) -> str:
    try:
        return time_zone(text).key if text is not None else ""
    except ValueError as error:
        raise asking.refused(error, "--timezone") from error
