"""check: read, look, and say what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.cli.check.files import Files, read_files
from zendesk_bridge.cli.check.findings import in_files
from zendesk_bridge.cli.check.judging import Judged, Yardsticks, judge
from zendesk_bridge.cli.check.remote import Remotely, remotely
from zendesk_bridge.cli.check.showing import as_json, ignored_json, sarif, shown
from zendesk_bridge.cli.common import emit, emit_json, load, load_files
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.macros import lint
from zendesk_bridge.core.model import Ignore
from zendesk_bridge.core.plural import number
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import offline_helpdesks


def check(*, config: Path, form: str, remote: bool, helpdesk: str | None, **asked: Any) -> int:
    """Look for mistakes in config, macros and backorders, and if asked for in the macros that stand on the helpdesks.

    Raises InvalidInput where the config cannot be read, which GitHub and SARIF are told as findings.
    """
    if helpdesk and not remote:
        raise click.UsageError("--helpdesk says where --remote looks: the files are checked for every helpdesk")
    try:
        offline = load_files(config)
        online = load(config) if remote else offline.settings
    except InvalidInput as error:
        if form not in {"github", "sarif"}:
            raise
        _show(form, [lint.found("invalid", it.place, it.message, it.fix) for it in error.problems], ())
        return error.exit_code
    files = read_files(offline.settings, offline.doubts)
    judged = judge(offline.settings, files, Yardsticks(**asked))
    there = remotely(online, helpdesk, files, judged.products) if remote else Remotely()
    found = [*in_files(offline.settings, files, offline_helpdesks(offline.settings)), *judged.findings]
    told, ignored = lint.sifted([*found, *there.findings], [*files.ignores, *_read(offline.ignores, there)])
    report = _Report(offline.settings, files, judged, there, lint.together(told), ignored)
    if form == "json":
        emit_json(report.as_json())
    else:
        _show(form, report.findings, ignored, report.summary())
    return 2 if report.errors else judged.exit_code or there.exit_code


def _read(ignores: Sequence[Ignore], there: Remotely) -> Iterator[Ignore]:
    """Yield what is ignored on a helpdesk that was read: of the others nobody knows whether they need it."""
    names = {reading.helpdesk for reading in there.readings}
    yield from (one for one in ignores if names and (not one.helpdesk or one.helpdesk in names))


@dataclass(frozen=True, slots=True)
class _Report:
    """All that was found, as programs and people are told it."""

    settings: Settings
    files: Files
    judged: Judged
    there: Remotely
    findings: Sequence[lint.Finding]
    ignored: Sequence[lint.Ignored]

    @property
    def errors(self) -> int:
        """How many findings have to be put right."""
        return sum(finding.severity == "error" for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Return what programs are told."""
        remote = self.there.as_json()
        return {
            "ok": not self.errors,
            "macros": len(self.files.macros),
            "mails": len(self.files.mails),
            "late_items": len(self.files.late),
            "left_out_rows": dict(self.files.left_out),
            "products": len(self.judged.products),
            "helpdesks": list(self.settings.helpdesks),
            "findings": [as_json(finding) for finding in self.findings],
            "ignored": [ignored_json(one) for one in self.ignored],
            **({"remote": remote} if remote else {}),
            **self.judged.reports,
        }

    def summary(self) -> Iterator[str]:
        """Yield what is said below the findings: what was looked at besides the files, and the verdict."""
        for feed, count in self.files.left_out.items():
            items = sum(name == feed for name in self.files.feeds.values())
            others = f", {number(items, 'late item')} in the others" if feed in self.files.feeds.values() else ""
            yield f"{feed}: {number(count, 'row')} left out by where:{others}."
        yield from self.judged.lines
        yield from self.there.lines()
        verdict = f"{self.errors} to fix" if self.errors else "Good"
        counts = [number(len(self.files.macros), "macro")]
        counts += [number(len(self.files.mails), "mail")] if self.files.mails else []
        counts += [number(len(self.files.late), "late item")]
        counts += [number(len(self.judged.products), "product")] if self.settings.catalogue else []
        left_out = f" {number(len(self.ignored), 'finding')} ignored, as your files say." if self.ignored else ""
        yield f"{verdict}: {', '.join(counts)}, for {', '.join(self.settings.helpdesks)}.{left_out}"


def _show(
    form: str, findings: Sequence[lint.Finding], ignored: Sequence[lint.Ignored], summary: Iterable[str] = ()
) -> None:
    """Print the findings as a log has them, with the summary below, or as a program reads them."""
    if form == "sarif":
        emit_json(sarif(findings, ignored))
        return
    for text in (*shown(findings, form), *summary):
        emit(text)
