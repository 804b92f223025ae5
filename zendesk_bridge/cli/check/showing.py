"""Findings for people, for programs, for GitHub's workflows and for whatever reads SARIF."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from zendesk_bridge.cli.output import problem_lines
from zendesk_bridge.core.macros.lint import RULES, Finding, Ignored

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "SRCROOT"


def line(finding: Finding) -> str:
    """Return a finding for people: where, how much it matters and what; why and what to do below."""
    place = f"{finding.where}: " if finding.where else ""
    rule = "" if finding.rule == "invalid" else f" [{finding.rule}]"
    return "\n".join(
        problem_lines(f"{place}{finding.severity}: {finding.message}{rule}", finding.why, finding.suggestion)
    )


def as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding for programs; one on a helpdesk says which macro there it is about."""
    remote = finding.remote
    there = {"helpdesk": remote.helpdesk, "title": remote.title, "id": remote.id} if remote else None
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "place": finding.where,
        "message": finding.message,
        "why": finding.why,
        "suggestion": finding.suggestion,
        **({"remote": there} if there else {}),
    }


def ignored_json(ignored: Ignored) -> dict[str, Any]:
    """Return a finding that somebody has decided to live with, and why."""
    return {**as_json(ignored.finding), "reason": ignored.reason}


# --- GitHub


def annotation(finding: Finding) -> str:
    """Return the command by which a workflow's log shows a finding beside the line that it is about.

    See "Workflow commands for GitHub Actions": a message keeps its line breaks as ``%0A``, and a property besides no
    colon and no comma.
    """
    place = finding.place
    file = {} if finding.remote or not place.file else {"file": _path(place.file)}
    numbers = {"line": place.line, "col": place.column} if file else {}
    title = "zendesk-bridge" + (f": {finding.rule}" if finding.rule != "invalid" else "")
    properties: dict[str, object] = {**file, **{name: it for name, it in numbers.items() if it}, "title": title}
    where = f"{finding.where}: " if finding.remote else ""
    message = "\n".join(filter(None, (f"{where}{finding.message}", finding.why, finding.suggestion)))
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _path(file: str) -> str:
    """Return a file's path as seen from the repository's top, which a workflow names; else from where we run."""
    top = os.environ.get("GITHUB_WORKSPACE") or str(Path.cwd())
    try:
        found = os.path.relpath(Path(file).absolute(), top)
    except ValueError:  # another drive
        return Path(file).as_posix()
    return Path(file).absolute().as_posix() if found.startswith("..") else Path(found).as_posix()


# --- SARIF


def sarif(findings: Sequence[Finding], ignored: Sequence[Ignored]) -> dict[str, Any]:
    """Return a log in SARIF 2.1.0 (OASIS Standard, 27 March 2020), with the metadata of every rule that there is."""
    numbers = {rule: number for number, rule in enumerate(RULES)}
    results = [_result(finding, numbers) for finding in findings]
    results += [
        {**_result(one.finding, numbers), "suppressions": [{"kind": "inSource", "justification": one.reason}]}
        for one in ignored
    ]
    driver = {
        "name": "zendesk-bridge",
        "version": version("zendesk-bridge"),
        "rules": [_descriptor(rule) for rule in RULES],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _descriptor(rule: str) -> Mapping[str, Any]:
    card = RULES[rule]
    why = card.why or "A file says what cannot be meant."
    help_text = " ".join(filter(None, (why, card.suggestion and f"{card.suggestion[0].upper()}{card.suggestion[1:]}.")))
    return {
        "id": card.id,
        "shortDescription": {"text": why},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": card.severity},
        **({"properties": {"fault": card.fault}} if card.fault else {}),
    }


def _result(finding: Finding, numbers: Mapping[str, int]) -> dict[str, Any]:
    parts = (part.rstrip(".") for part in (finding.message, finding.why, finding.suggestion) if part)
    message = " ".join(f"{part[0].upper()}{part[1:]}." for part in parts)
    return {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": finding.severity,
        "message": {"text": message},
        "locations": list(_locations(finding)),
    }


def _locations(finding: Finding) -> Iterator[dict[str, Any]]:
    if finding.remote:
        remote = finding.remote
        name = {"name": remote.title, "fullyQualifiedName": str(remote), "kind": "resource"}
        yield {"logicalLocations": [name]}
    elif finding.place.file:
        path = _path(finding.place.file)
        outside = path.startswith("/")
        artifact = {"uri": f"file://{quote(path)}"} if outside else {"uri": quote(path), "uriBaseId": _ROOT}
        region = {"startLine": finding.place.line, "startColumn": finding.place.column}
        known = {name: number for name, number in region.items() if number}
        yield {"physicalLocation": {"artifactLocation": artifact, **({"region": known} if known else {})}}


def shown(findings: Iterable[Finding], form: str) -> Iterator[str]:
    """Yield each finding as a log shows it, for people or for GitHub."""
    yield from map(annotation if form == "github" else line, findings)
