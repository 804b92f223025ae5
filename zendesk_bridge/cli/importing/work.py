"""import: read, convert, write new files, and say what to know of each."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.app import importing
from zendesk_bridge.app.importing import (
    KEPT_RAW,
    ImportedMacro,
    ImportPolicy,
    ImportReport,
    ImportSource,
    MacroFolder,
)
from zendesk_bridge.cli.common import emit, emit_json, load, load_files, named, today
from zendesk_bridge.cli.importing.exports import alike, whole_macros
from zendesk_bridge.cli.init.machine import program
from zendesk_bridge.cli.output import Progress, clear_progress, tell_warnings
from zendesk_bridge.core.errors import BridgeError, InvalidInput, Place, Problem
from zendesk_bridge.core.macros.lint import Comparison
from zendesk_bridge.core.macros.wording import WORKING_DAYS
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import Macro
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.safe import one_line
from zendesk_bridge.settings import Settings, kinds
from zendesk_bridge.wiring import (
    build_feeds,
    called,
    catalogue,
    has_room,
    macro_texts,
    offline_helpdesk,
    open_helpdesk,
    policy,
    read_text,
    write_new,
)

_FOLDER = Path("macros")
_SCHEMA = ".schemas/macro.schema.json"
"""Where `init` puts the schema of a macro file, beside the folder of macros."""

_LOCALE = "en_US"
_WIDTH = 100  # characters of a command's line
_OWNER = "zendesk-bridge"
_SILENCE = "an export does not tell dynamic content; import from the helpdesk itself to have its texts"


@dataclass(frozen=True, slots=True)
class _ImportAsked:
    """What was asked for."""

    config: Path
    helpdesk: str | None
    ids: tuple[int, ...]
    folders: tuple[str, ...]
    export: Path | None
    kind: str | None
    into: Path | None
    dry_run: bool


def run(*, form: str, **asked: Any) -> int:
    """Import macros; returns the exit code. Raises InvalidInput, and whatever the helpdesk answers."""
    given = _ImportAsked(**asked)
    if (given.export is None) != (given.kind is None):
        raise click.UsageError("--file and --type go together: --file macros.jsonl --type zendesk")
    settings, source = _from_export(given) if given.export else _from_helpdesk(given)
    into = given.into or (settings.macros if settings else _FOLDER)
    source = importing.only(source, given.ids, given.folders)
    facts, doubts = _facts(settings, offline=given.export is not None)
    decided = replace(_policy(settings), schema=f"../{_SCHEMA}" if (into.resolve().parent / _SCHEMA).is_file() else "")
    folder = _folder(into, _locale(settings))
    if not has_room(into, most := importing.most_new(source, folder)):
        message = f"{number(most, 'macro')} more are too many for one folder"
        raise InvalidInput([Problem(Place(str(into)), message, "import some of them: --folder NAME, or --macro ID")])
    report = importing.imported(source, folder, decided, _reader(settings), facts)
    written = () if given.dry_run else tuple(_written(report, into))
    shown = _Shown(report, into, given, settings, written, doubts)
    if form == "json":
        emit_json(shown.as_json())
    else:
        for line in shown.lines():
            emit(one_line(line))
    return 3 if report.unreadable else 0


# --- what to import


def _from_helpdesk(given: _ImportAsked) -> tuple[Settings | None, ImportSource]:
    tell_warnings()
    settings = load(given.config)
    if given.helpdesk is None and len(settings.helpdesks) > 1:
        choice = " or ".join(f"--helpdesk {name}" for name in settings.helpdesks)
        raise click.UsageError(f"Whose macros? {choice}; or an export with --file and --type")
    name = given.helpdesk or next(iter(settings.helpdesks))
    config = named("helpdesk", name, settings.helpdesks)
    progress = Progress.on_stderr()
    try:
        with open_helpdesk(settings, name, progress) as helpdesk:
            progress(f"{name}: reading macros")
            return settings, importing.gather(helpdesk, kinds()[config.type].title)
    finally:
        clear_progress()


def _from_export(given: _ImportAsked) -> tuple[Settings | None, ImportSource]:
    """Read an export; a config is asked for names and facts where there is one, and is not needed."""
    settings = load_files(given.config).settings if given.config.exists() else None
    kind, export = str(given.kind), given.export or Path("-")
    if given.helpdesk and not settings:
        raise click.UsageError(f"--helpdesk {given.helpdesk} is a name of your config, and {given.config} is not there")
    names = [name for name, one in settings.helpdesks.items() if one.type == kind] if settings else []
    if given.helpdesk and settings:
        config = named("helpdesk", given.helpdesk, settings.helpdesks)
        if config.type != kind:
            raise click.UsageError(f"{given.helpdesk} is {kinds()[config.type].title}, and --type says {kind}")
        names = [given.helpdesk]
    helpdesk = offline_helpdesk(kind, names[0] if names else kind)
    name = called(export)
    macros = whole_macros(export, helpdesk)
    return settings, ImportSource(helpdesk, Path(name).name, macros, tuple(names), silence=_SILENCE)


# --- what it is held against


def _locale(settings: Settings | None) -> str:
    return settings.locale if settings else _LOCALE


def _policy(settings: Settings | None) -> ImportPolicy:
    if settings is None:
        return ImportPolicy(_LOCALE, _OWNER, datetime.now(UTC).astimezone().date(), WORKING_DAYS)
    return ImportPolicy(settings.locale, settings.owner, today(settings), settings.fallback_working_days)


def _reader(settings: Settings | None) -> importing.MacroReader:
    def read(text: str, file: str) -> Sequence[Macro]:
        return read_text(text, file, locale=_locale(settings))

    return read


def _folder(into: Path, locale: str) -> MacroFolder:
    """Look at what is there; a file that nobody can read takes up its name, and no more."""
    files = macro_texts(into)
    macros: list[Macro] = []
    for name, text in files.items():
        try:
            macros += read_text(text, name, locale=locale)
        except InvalidInput:
            continue
    return MacroFolder(tuple(macros), files, str(into))


def _facts(settings: Settings | None, *, offline: bool) -> tuple[Comparison, tuple[str, ...]]:
    """Read the late items that the old words are compared with; without any, only days are looked at."""
    late, doubts = {}, []
    decided = policy(settings) if settings else None
    for feed, _ in build_feeds(settings) if settings else ():
        try:
            reading = feed.read()
        except BridgeError as error:
            doubts.append(f"{feed.name}: {error.message}")
            continue
        late.update({item.sku: item for item in reading.backorders})
        doubts += [str(problem) for problem in reading.problems[:1]]
    products = catalogue(settings).read().products if settings and not offline else ()
    if decided is None:
        return Comparison({}, Vocabulary.of(())), ()
    return Comparison(late, Vocabulary.of(late.values(), products, decided.matching, decided.counting)), tuple(doubts)


def _written(report: ImportReport, into: Path) -> Iterator[str]:
    for macro in report.imported:
        if write_new(into / f"{macro.key}.yaml", str(macro.file)):
            yield macro.key


# --- what to say


def _wrapped(command: str) -> Iterator[str]:
    """Write a command so that it can be pasted whole, in lines that a terminal shows."""
    line = "  "
    for word in command.replace(" --adopt ", "\0--adopt ").split("\0"):
        if line.strip() and len(line) + len(word) > _WIDTH:
            yield f"{line} \\"
            line = "     "
        line += word if line == "  " else f" {word}"
    yield line


@dataclass(frozen=True, slots=True)
class _Shown:
    """An import, as people and programs are told of it."""

    report: ImportReport
    into: Path
    given: _ImportAsked
    settings: Settings | None
    written: tuple[str, ...]
    doubts: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield what people are told."""
        report = self.report
        done = "would be imported" if self.given.dry_run else "imported"
        counts = [f"{number(len(report.imported), 'macro')} {done}"]
        counts += [f"{len(report.kept)} there already"] if report.kept else []
        counts += [f"{len(report.unreadable)} unreadable"] if report.unreadable else []
        left_out = [f"{len(report.left_out)} named below"] if report.left_out else []
        left_out += [f"{count} {what}" for what, count in report.counts.items()]
        counts += [f"left out {', '.join(left_out)}"] if left_out else []
        yield f"{report.name}: {'; '.join(counts)}."
        told = ""
        for macro in report.imported:
            lines = list(self._macro(macro))
            yield from [""] if told or len(lines) > 1 else []
            yield from lines
            told = lines[1] if len(lines) > 1 else ""
        yield from self._others()
        yield from (f"Not compared with all facts: {doubt}" for doubt in self.doubts)
        yield from self._next()

    def _macro(self, macro: ImportedMacro) -> Iterator[str]:
        sign = "+" if self.given.dry_run or macro.key in self.written else "="
        yield f"{sign} {self.into / macro.key}.yaml  {macro.title}" + (f" (#{macro.id})" if macro.id else "")
        if macro.lost:
            yield f"    adopting it would drop: {'; '.join(macro.lost)}"
        explained = " ".join(remark for remark in macro.remarks if KEPT_RAW in remark)
        if raws := [" ".join(raw.split()) for raw in macro.raw if raw not in explained]:
            yield f"    kept raw: {' '.join(raws)}"
        yield from (f"    {remark}" for remark in macro.remarks)
        for finding in macro.findings:
            message = finding.message.removeprefix(f"{macro.key}: ")
            yield f"    line {finding.place.line}: {message} [{finding.rule}]"

    def _others(self) -> Iterator[str]:
        report = self.report
        if report.kept or report.left_out or report.unreadable:
            yield ""
        for kept in report.kept:
            yield f"= {self.into / kept.file}  {kept.title}: there already, left as it is"
        for left in report.left_out:
            yield f"- {left.title}" + (f" (#{left.id})" if left.id else "") + f": {left.why}"
        yield from (f"! {line}" for line in alike(report.unreadable))

    def _next(self) -> Iterator[str]:
        if not self.report.imported:
            return
        yield ""
        yield "Next:"
        yield from (line for command in self.commands() for line in _wrapped(command))
        if self.given.dry_run:
            return
        if any(macro.lost or not macro.adoptable for macro in self.report.imported):
            yield "What adopting would drop is told above, and in each file: those are not in the last command."
        yield "Until it is adopted, a file whose macro is there is held back in every run: delete what you do not want."
        read = self.settings.macros if self.settings else _FOLDER
        if self.into.resolve() != read.resolve():
            whose = "Your config" if self.settings else "The config that init writes"
            yield f"{whose} reads macros from {read}: move them there first."

    def commands(self) -> Iterator[str]:
        """Yield the commands that come next, to be pasted as they are."""
        if self.given.dry_run:
            yield "the same without --dry-run"
            return
        usual = str(self.given.config) == "config.yaml"
        config = "" if usual else f" --config {shlex.quote(str(self.given.config))}"
        call = program()
        if self.settings is None:
            yield f"{call} init"
        yield f"{call} check{config}"
        yield f"{call} preview {self.report.imported[0].key}{config}"
        keys = [macro.key for macro in self.report.imported if macro.adoptable and not macro.lost]
        if keys:
            yield f"{call} plan{config} {' '.join(f'--adopt {key}' for key in keys)}"

    def as_json(self) -> dict[str, Any]:
        """Return what programs are told."""
        report = self.report
        return {
            "ok": not report.unreadable,
            "source": report.name,
            "folder": str(self.into),
            "dry_run": self.given.dry_run,
            "imported": [self._json(macro) for macro in report.imported],
            "kept": [{"title": kept.title, "id": kept.id, "file": kept.file} for kept in report.kept],
            "left_out": [{"title": left.title, "id": left.id, "why": left.why} for left in report.left_out],
            "counts": dict(report.counts),
            "unreadable": [str(problem) for problem in report.unreadable],
            "doubts": list(self.doubts),
            "next": list(self.commands()) if report.imported else [],
        }

    def _json(self, macro: ImportedMacro) -> dict[str, Any]:
        return {
            "key": macro.key,
            "file": f"{macro.key}.yaml",
            "written": macro.key in self.written,
            "id": macro.id,
            "title": macro.title,
            "lost": list(macro.lost),
            "raw": list(macro.raw),
            "remarks": list(macro.remarks),
            "exact": macro.exact,
            "adoptable": macro.adoptable,
            "findings": [
                {"rule": it.rule, "place": str(it.place), "message": it.message, "suggestion": it.suggestion}
                for it in macro.findings
            ],
        }
