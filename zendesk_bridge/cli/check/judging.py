"""What real tickets, labelled texts and the catalogue say about the items."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zendesk_bridge.app.scan.against import Against, labelled, no_file
from zendesk_bridge.app.scan.finder import Finder
from zendesk_bridge.cli import terms
from zendesk_bridge.cli.check.files import Files
from zendesk_bridge.cli.scan import leave, survey
from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros import lint
from zendesk_bridge.core.model import Product
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import called, catalogue, labels, policy

LABELS = "labels.jsonl"
"""The file beside the macros that ``check`` judges the items by without being told."""


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """What of ``check`` was asked for besides reading the files: by which tickets and labels to judge the items."""

    against: tuple[Path, ...]
    max_share: float
    labels: Path | None
    min_precision: float
    min_recall: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What the catalogue, real tickets and labelled texts say about the items."""

    products: tuple[Product, ...]
    findings: tuple[lint.Finding, ...]
    reports: Mapping[str, Any]
    lines: tuple[str, ...]
    exit_code: int


def judge(settings: Settings, files: Files, asked: Yardsticks) -> Judged:
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
        against = Against(files.late, tally, asked.max_share)
        findings += against.findings()
        lines += against.lines()
        reports["against"] = against.as_json()
    file = asked.labels or settings.macros / LABELS
    if asked.labels or file.is_file():
        judged = labelled(called(file), labels(file), finder)
        findings += judged.findings(asked.min_precision, asked.min_recall)
        lines += judged.lines()
        reports["labels"] = judged.as_json()
    elif os.path.lexists(file):
        findings += no_file(called(file))
    return Judged(known.products, tuple(findings), reports, tuple(lines), exit_code)
