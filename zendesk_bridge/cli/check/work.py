"""check: read, look, and say what was found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zendesk_bridge.cli.check.files import Files, read_files
from zendesk_bridge.cli.check.findings import in_files
from zendesk_bridge.cli.check.judging import Judged, Yardsticks, judge
from zendesk_bridge.cli.check.showing import as_json, ignored_json, sarif, shown
from zendesk_bridge.cli.common import emit, emit_json, load_files
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.macros import lint
from zendesk_bridge.core.plural import number
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import offline_helpdesks


def check(*, config: Path, form: str, **asked: Any) -> int:
    """Look for mistakes in config, macros and backorders. Offline, but for a catalogue on the web.

    Raises InvalidInput where the config cannot be read, which GitHub and SARIF are told as findings.
    """
    try:
        offline = load_files(config)
    except InvalidInput as error:
        if form not in {"github", "sarif"}:
            raise
        _show(form, [lint.found("invalid", it.place, it.message, it.fix) for it in error.problems], ())
        return error.exit_code
    settings = offline.settings
    files = read_files(settings, offline.doubts)
    judged = judge(settings, files, Yardsticks(**asked))
    found = [*in_files(settings, files, offline_helpdesks(settings)), *judged.findings]
    told, ignored = lint.sifted(found, files.ignores)
    findings = lint.together(told)
    errors = sum(finding.severity == "error" for finding in findings)
    if form == "json":
        emit_json(
            {
                "ok": not errors,
                "macros": len(files.macros),
                "late_items": len(files.late),
                "products": judged.products,
                "helpdesks": list(settings.helpdesks),
                "findings": [as_json(finding) for finding in findings],
                "ignored": [ignored_json(one) for one in ignored],
                **judged.reports,
            }
        )
    else:
        _show(form, findings, ignored, _summary(settings, files, judged, errors=errors, ignored=len(ignored)))
    return 2 if errors else judged.exit_code


def _show(
    form: str, findings: Sequence[lint.Finding], ignored: Sequence[lint.Ignored], summary: Sequence[str] = ()
) -> None:
    """Print the findings as a log has them, with the summary below, or as a program reads them."""
    if form == "sarif":
        emit_json(sarif(findings, ignored))
        return
    for text in (*shown(findings, form), *summary):
        emit(text)


def _summary(settings: Settings, files: Files, judged: Judged, *, errors: int, ignored: int) -> list[str]:
    """Return what is said below the findings: what the items were judged by, and the verdict."""
    verdict = f"{errors} to fix" if errors else "Good"
    counts = [number(len(files.macros), "macro"), number(len(files.late), "late item")]
    counts += [number(judged.products, "product")] if settings.catalogue else []
    left_out = f" {number(ignored, 'finding')} ignored, as your files say." if ignored else ""
    return [*judged.lines, f"{verdict}: {', '.join(counts)}, for {', '.join(settings.helpdesks)}.{left_out}"]
