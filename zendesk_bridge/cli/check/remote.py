"""check --remote: the macros that stand on the helpdesks, held against the same rules as the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from zendesk_bridge.app import linting
from zendesk_bridge.app.linting import RemoteReading
from zendesk_bridge.cli.check.files import Files
from zendesk_bridge.cli.common import named, tell, today
from zendesk_bridge.cli.output import Progress, clear_progress, tell_warnings
from zendesk_bridge.core.errors import BridgeError
from zendesk_bridge.core.macros.lint import Comparison, Finding
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import Product
from zendesk_bridge.core.plural import number
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import open_helpdesk, policy

_SOME = 3
"""Exit code where some helpdesks or macros could not be read."""


@dataclass(frozen=True, slots=True)
class Remotely:
    """What was found on the helpdesks that were asked, and which of them did not answer, each with its error."""

    readings: tuple[RemoteReading, ...] = ()
    failed: tuple[tuple[str, BridgeError], ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the macros there, by helpdesk."""
        return tuple(finding for reading in self.readings for finding in reading.findings)

    @property
    def exit_code(self) -> int:
        """0 where all was read, the error's own where nothing was, else that of a part."""
        if self.failed and not self.readings:
            return self.failed[0][1].exit_code
        return _SOME if self.failed or any(reading.unreadable for reading in self.readings) else 0

    def as_json(self) -> list[dict[str, Any]]:
        """Return what programs are told of each helpdesk."""
        read = [
            {
                "helpdesk": reading.helpdesk,
                "macros": reading.macros,
                "set_aside": dict(reading.set_aside),
                "unreadable": [str(problem) for problem in reading.unreadable],
            }
            for reading in self.readings
        ]
        return [*read, *({"helpdesk": name, "error": error.message} for name, error in self.failed)]

    def lines(self) -> Iterator[str]:
        """Yield what people are told of each helpdesk, below the findings."""
        for reading in self.readings:
            aside = ", ".join(f"{count} {what}" for what, count in reading.set_aside.items())
            aside += f"{', ' if aside else ''}{len(reading.unreadable)} unreadable" if reading.unreadable else ""
            read = f"{reading.helpdesk}: {number(reading.macros, 'shared macro')} read"
            yield f"{read}; left out: {aside}." if aside else f"{read}."
        if self.findings:
            yield "Fix them there, or have files made of them, whose dates follow the facts: `zendesk-bridge import`."


def remotely(settings: Settings, name: str | None, files: Files, products: Sequence[Product]) -> Remotely:
    """Read the macros of every helpdesk, or of the one of this name; one that does not answer leaves the others."""
    tell_warnings()
    if name:
        named("helpdesk", name, settings.helpdesks)
    names = [name] if name else list(settings.helpdesks)
    decided = policy(settings)
    late = {item.sku: item for item in files.late}
    facts = Comparison(late, Vocabulary.of(files.late, products, decided.matching, decided.counting))
    readings: list[RemoteReading] = []
    failed: list[tuple[str, BridgeError]] = []
    progress = Progress.on_stderr()
    for one in names:
        try:
            with open_helpdesk(settings, one, progress) as helpdesk:
                progress(f"{one}: reading macros")
                readings.append(linting.on_helpdesk(helpdesk, facts, settings.locale, today(settings)))
        except BridgeError as error:
            failed.append((one, error))
            tell(f"{one}: {error}")
    clear_progress()
    return Remotely(tuple(readings), tuple(failed))
