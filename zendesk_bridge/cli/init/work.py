"""init: asks, writes, and says what is next."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterable, Sequence
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
    NewFile,
    Surroundings,
    languages_of,
)
from zendesk_bridge.cli.common import load_files
from zendesk_bridge.cli.init import asking, machine
from zendesk_bridge.cli.init.writing import WrittenFiles, write
from zendesk_bridge.cli.output import emit, emit_json, show
from zendesk_bridge.cli.stock import stock
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.kind import SANDBOX
from zendesk_bridge.settings import kinds, time_zone

_VARIABLE = re.compile(r"(?<!\$)\$\{([A-Za-z_][A-Za-z0-9_]*)")

_COPY = "cp .env.example .env"
_SANDBOX_THEN = (
    "Then look around: `zendesk-bridge sandbox` shows what your agents see, and",
    "`zendesk-bridge preview` what they send.",
)
_THEN = (
    "When that is good, write what is late into macros/backorders.yaml:",
    "`zendesk-bridge plan` shows what follows from it.",
)


@dataclass(frozen=True, slots=True)
class Given:
    """What was said on the command line."""

    helpdesks: tuple[str, ...]
    languages: tuple[str, ...]
    timezone: str | None
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
    files, sandbox = _files(folder, asked)
    done = write(folder, _not_taken_out(folder, files))
    lacking = _lacking(folder, done)
    commands = _next(folder, done, sandbox=sandbox)
    if asked.answers and any(file.path == start.CONFIG for file in done.kept):
        show(f"{start.CONFIG} was there already and is kept: what you asked for belongs into it, by hand.")
    if form == "json":
        told = {
            "ok": True,
            "folder": str(folder.absolute()),
            "written": [file.path for file in done.written],
            "kept": [file.path for file in done.kept],
            "add_to_gitignore": list(lacking),
            "move_to_repository": _misplaced(folder, done.written),
            "next": commands,
        }
        emit_json(told)
    else:
        for line in _told(folder, done, lacking, commands, sandbox=sandbox):
            emit(line)
    return 0


def _files(folder: Path, given: Given) -> tuple[tuple[NewFile, ...], bool]:
    """Return the files to write, and whether they name the local helpdesk alone."""
    around = Surroundings(_inside(folder))
    if given.example:
        zone = ZoneInfo(machine.zone(os.environ))
        return start.example_files(stock(), datetime.now(zone).date()), True
    if (beside := _beside(folder / start.CONFIG)) and (folder / "macros").exists():
        beside_it = start.files_beside(beside, stock(), around)
        return (*_own(folder), *beside_it, NewFile(start.CONFIG, "", "your configuration")), not beside.real
    answers = _answers(folder, given)
    return start.files(answers, stock(), around), answers.only_sandbox


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
    names = dict.fromkeys(_VARIABLE.findall(config.read_text(encoding="utf-8")))
    real = any(not helpdesk.is_sandbox for helpdesk in settings.helpdesks.values())
    return BesideConfig(tuple(ConfigVariable(name) for name in names), real)


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
            raise click.BadParameter(f"{error}.", param_hint="--helpdesk") from error
    return tuple(found)


def _languages(texts: Sequence[str]) -> tuple[str, ...]:
    try:
        return languages_of(texts) if texts else ()
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param_hint="--language") from error


def _zone(text: str | None) -> str:
    try:
        return time_zone(text).key if text is not None else ""
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param_hint="--timezone") from error


# --- what surrounds the folder ----------------------------------------------------------------------------------


def _repository(folder: Path) -> Path | None:
    """Return the top of the git repository that the folder is in."""
    here = folder.absolute()
    return next((above for above in (here, *here.parents) if (above / ".git").exists()), None)


def _inside(folder: Path) -> str:
    """Return the folder's path within its repository; "" at its top, or outside any."""
    top = _repository(folder)
    path = folder.absolute().relative_to(top).as_posix() if top else "."
    return "" if path == "." else path


def _lacking(folder: Path, done: WrittenFiles) -> tuple[str, ...]:
    """Return the lines that a .gitignore which was there already should have."""
    if start.GITIGNORE not in {file.path for file in done.kept}:
        return ()
    return start.unignored((folder / start.GITIGNORE).read_text(encoding="utf-8", errors="replace"))


def _misplaced(folder: Path, written: Sequence[NewFile]) -> list[str]:
    """Return the files that git's hooks and GitHub read only at the top of the repository."""
    return (
        [file.path for file in written if file.path.startswith((".github/", ".pre-commit"))] if _inside(folder) else []
    )


# --- what is said -----------------------------------------------------------------------------------------------


def _told(
    folder: Path, done: WrittenFiles, lacking: Sequence[str], commands: Sequence[str], *, sandbox: bool
) -> Iterable[str]:
    where = str(folder.absolute())
    if done.written:
        yield f"Written to {where}:"
        yield from _listed(done.written)
    if done.kept:
        yield f"{'Kept' if done.written else f'Nothing to write: all is there. Kept in {where}'}, as it was:"
        yield from _listed(done.kept)
    if lacking:
        yield f"Add to your {start.GITIGNORE}:"
        yield from (f"  {line}" for line in lacking)
    if misplaced := _misplaced(folder, done.written):
        yield f"Move to {_repository(folder)}, the top of your repository, for nothing reads them elsewhere:"
        yield from (f"  {path}" for path in misplaced)
    yield ""
    yield "Next:"
    for command in commands:
        yield f"  {command}"
        if command == _COPY:
            yield "Fill in .env, where each line says where its value is found. Then:"
    yield from _SANDBOX_THEN if sandbox else _THEN


def _listed(files: Sequence[NewFile]) -> Iterable[str]:
    """Yield a line for each file, with one for those of a folder that are for the same."""
    alike: dict[tuple[str, str], list[NewFile]] = {}
    for file in files:
        alike.setdefault((file.path.rpartition("/")[0], file.about), []).append(file)
    shown = {
        found[0].path if len(found) == 1 else f"{above}/*{Path(found[0].path).suffix} ({len(found)})": about
        for (above, about), found in alike.items()
    }
    width = max(map(len, shown))
    yield from (f"  {path:{width}}  {about}" for path, about in shown.items())


def _next(folder: Path, done: WrittenFiles, *, sandbox: bool) -> list[str]:
    """Return the commands that come next, fit to be copied into a shell."""
    call = machine.program()
    path = f"./{folder}" if str(folder).startswith("-") else str(folder)
    commands = [] if folder.absolute() == Path.cwd() else [f"cd {shlex.quote(path)}"]
    if sandbox:
        return [*commands, f"{call} check", f"{call} setup", f"{call} sync"]
    if not (folder / ".env").exists() and any(file.path == ".env.example" for file in (*done.written, *done.kept)):
        commands.append(_COPY)
    return [*commands, "set -a; . ./.env; set +a", f"{call} check", f"{call} doctor"]
