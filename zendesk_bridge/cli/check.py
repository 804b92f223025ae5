"""check: what can be said about the files without talking to a helpdesk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from zendesk_bridge.app import evidence, linting, macros
from zendesk_bridge.app.facts import between_files, invented
from zendesk_bridge.app.scan.finder import Finder
from zendesk_bridge.cli import terms
from zendesk_bridge.cli.common import emit, emit_json, load_files, today
from zendesk_bridge.cli.output import Progress, clear_progress, problem_lines
from zendesk_bridge.cli.scan import leave, survey
from zendesk_bridge.core import document, narrow
from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.macros import lint, wording
from zendesk_bridge.core.macros.render.template import NAMES_HERE
from zendesk_bridge.core.model import Backorder, Macro
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Offline
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import (
    build_feeds,
    called,
    catalogue,
    labels,
    offline_helpdesks,
    policy,
    read_folder,
)

LONG = 100
"""Late items from which on what is being done is shown."""

LABELS = "labels.jsonl"
"""The file beside the macros that ``check`` judges the items by without being told."""


@dataclass(frozen=True, slots=True)
class Files:
    """What the admin's files say, what is wrong with them, and what may not be meant so."""

    macros: tuple[Macro, ...]
    late: tuple[Backorder, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...] = ()


_NONE_LATE = "right if nothing is late, and then what was told of items before is taken back; else fill the file"


def read_files(settings: Settings, doubts: Iterable[Problem] = ()) -> Files:
    """Read macros and feeds, collecting the problems of all of them, and the doubts to those that there are."""
    folder = read_folder(settings)
    problems, doubts = [*folder.problems], [*doubts, *folder.doubts]
    late: dict[str, Backorder] = {}
    for feed, _ in build_feeds(settings):
        reading = feed.read()
        problems.extend(reading.problems)
        doubts.extend(reading.doubts)
        late.update({item.sku: item for item in reading.backorders})
        if not reading.backorders and not reading.problems:
            doubts.append(Problem(Place(feed.name), "holds no late item", _NONE_LATE))
    doubts.extend(_unread(settings, folder.facts))
    problems.extend(between_files(late.values()))
    if not folder.macros and not folder.problems:
        where = Place(document.printable(str(settings.macros)))
        doubts.append(Problem(where, "holds no macro", "macros: in your config names the folder of macro files"))
    return Files(folder.macros, tuple(late.values()), tuple(problems), tuple(doubts))


def _unread(settings: Settings, facts: Iterable[Path]) -> Iterator[Problem]:
    """Yield the files of late items beside the macros that no feed names: nobody is told of what stands in them."""
    read = {feed.path.resolve() for feed in settings.backorders}
    for path in facts:
        if path.resolve() not in read:
            fix = f"name it under backorders: in your config: - {{type: file, path: {path.parent.name}/{path.name}}}"
            yield Problem(Place(document.printable(str(path))), "may hold late items, and no feed reads it", fix)


def _findings(settings: Settings, files: Files, helpdesks: tuple[Offline, ...]) -> Iterator[lint.Finding]:
    """Yield what is wrong, and what is right but unwise."""
    given = macros.MacroInput(
        files.macros, files.late, settings.locale, today(settings), settings.fallback_working_days
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
    yield from lint.lint_facts(
        files.late, given.today, partial(narrow.sku_tag, capabilities=shortest.capabilities), files.macros
    )
    yield from linting.rendered(helpdesks, given, settings.owner)
    for finding in lint.lint_macros(files.macros, wording.LANGUAGES):
        if not (finding.rule.endswith("braces") and any(problem.place == finding.place for problem in seen)):
            yield finding


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


@dataclass(frozen=True, slots=True)
class Asked:
    """What of ``check`` was asked for besides reading the files: by which tickets and labels to judge the items."""

    against: tuple[Path, ...]
    max_share: float
    labels: Path | None
    min_precision: float
    min_recall: float


def check(*, config: Path, form: str, **asked: Any) -> int:
    """Look for mistakes in config, macros and backorders. Offline, but for a catalogue on the web.

    Raises InvalidInput where the config cannot be read.
    """
    offline = load_files(config)
    settings = offline.settings
    files = read_files(settings, offline.doubts)
    judged = judge(settings, files, Asked(**asked))
    helpdesks = offline_helpdesks(settings)
    findings = lint.together([*_findings(settings, files, helpdesks), *judged.findings])
    errors = sum(finding.severity == "error" for finding in findings)
    if form == "json":
        emit_json(
            {
                "ok": not errors,
                "macros": len(files.macros),
                "late_items": len(files.late),
                "products": judged.products,
                "helpdesks": list(settings.helpdesks),
                "findings": [_finding_json(finding) for finding in findings],
                **judged.reports,
            }
        )
    else:
        for finding in findings:
            emit(_line(finding))
        for line in judged.lines:
            emit(line)
        verdict = f"{errors} to fix" if errors else "Good"
        counts = [number(len(files.macros), "macro"), number(len(files.late), "late item")]
        counts += [number(judged.products, "product")] if settings.catalogue else []
        emit(f"{verdict}: {', '.join(counts)}, for {', '.join(settings.helpdesks)}.")
    return 2 if errors else judged.exit_code


def _finding_json(finding: lint.Finding) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "place": str(finding.place),
        "message": finding.message,
        "why": finding.why,
        "suggestion": finding.suggestion,
    }


@dataclass(frozen=True, slots=True)
class Judged:
    """What the catalogue, real tickets and labelled texts say about the items."""

    products: int
    findings: tuple[lint.Finding, ...]
    reports: Mapping[str, Any]
    lines: tuple[str, ...]
    exit_code: int


def judge(settings: Settings, files: Files, asked: Asked) -> Judged:
    """Compare the late items with the catalogue, and judge them by the tickets and labels that there are.

    Raises InvalidInput for files of tickets or labels that cannot be read.
    """
    known, decided = catalogue(settings).read(), policy(settings)
    findings = [lint.found("catalogue", Place(""), text) for text in known.failed]
    findings += [
        replace(lint.found("catalogue", Place(""), text), severity="warning", suggestion="") for text in known.warnings
    ]
    findings += lint.lint_listing(files.late, known.products)
    findings += terms.findings(files.late, known.products, decided.matching)
    finder = Finder(files.late, known.products, decided.matching, decided.counting, examples=True)
    reports: dict[str, Any] = {}
    lines: list[str] = []
    exit_code = 0
    if asked.against:
        tally = survey(finder, asked.against, None)
        exit_code = leave(tally)
        against = evidence.Against(files.late, tally, asked.max_share)
        findings += against.findings()
        lines += against.lines()
        reports["against"] = against.as_json()
    file = asked.labels or settings.macros / LABELS
    if asked.labels or file.is_file():
        judged = evidence.labelled(called(file), labels(file), finder)
        findings += judged.findings(asked.min_precision, asked.min_recall)
        lines += judged.lines()
        reports["labels"] = judged.as_json()
    elif os.path.lexists(file):
        findings += evidence.no_file(called(file))
    return Judged(len(known.products), tuple(findings), reports, tuple(lines), exit_code)


def _line(finding: lint.Finding) -> str:
    place = f"{finding.place}: " if finding.place.file else ""
    rule = "" if finding.rule == "invalid" else f" [{finding.rule}]"
    line = f"{place}{finding.severity}: {finding.message}{rule}"
    return "\n".join(problem_lines(line, finding.why, finding.suggestion))
