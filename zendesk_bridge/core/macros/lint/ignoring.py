"""What is found and what somebody has decided to live with, told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zendesk_bridge.core.macros.lint.rules import Finding, found
from zendesk_bridge.core.model import Ignore


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that is not told as one, and why."""

    finding: Finding
    reason: str


def sifted(findings: Iterable[Finding], ignores: Sequence[Ignore]) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    """Return what is to be told and what is ignored; an ``ignore`` that suppresses nothing is told, too."""
    told: list[Finding] = []
    ignored: list[Ignored] = []
    used: set[Ignore] = set()
    for finding in findings:
        covering = [one for one in ignores if covers(one, finding)]
        used.update(covering)
        if covering:
            ignored.append(Ignored(finding, covering[0].reason))
        else:
            told.append(finding)
    return (*told, *_unused(one for one in ignores if one not in used)), tuple(ignored)


def covers(ignore: Ignore, finding: Finding) -> bool:
    """Tell whether a finding is one of those that are ignored."""
    if ignore.rule != finding.rule:
        return False
    remote = finding.remote
    if ignore.macro:
        here = remote is not None and ignore.helpdesk in {"", remote.helpdesk}
        return here and remote is not None and ignore.macro in {remote.title, str(remote.id), f"#{remote.id}"}
    if ignore.sku:
        return remote is None and ignore.sku == finding.sku
    return remote is None and ignore.place.file == finding.place.file


def _unused(ignores: Iterable[Ignore]) -> Iterator[Finding]:
    for one in ignores:
        of = f" of {one.sku}" if one.sku else f" of '{one.macro}'" if one.macro else ""
        yield found("unused-ignore", one.place, f"'{one.rule}' is ignored, and nothing{of} breaks it", sku=one.sku)
