"""Use case: look at everything that a run needs, whatever else is wrong, and say what to do. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from zendesk_bridge.app.doctor import account, database, files, signing_in
from zendesk_bridge.app.doctor.running import Check, Rounds
from zendesk_bridge.app.doctor.values import (
    Desk,
    FactSource,
    Installation,
    Machine,
    MacroFiles,
    NamedProxy,
    Patient,
    Variable,
)
from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.model import Diagnosis

__all__ = ["FactSource", "Installation", "MacroFiles", "NamedProxy", "Patient", "Variable", "examine"]

MACHINE: tuple[Check[Machine], ...] = (
    Check("environment", files.environment),
    Check("proxy", files.proxies),
    Check("database", database.database),
    Check("macros", files.macros),
    Check("catalogue", files.catalogue),
)
HELPDESK: tuple[Check[Desk], ...] = (
    Check("connection", signing_in.connection),
    Check("certificate", signing_in.certificate, ("connection",)),
    Check("credentials", signing_in.credentials),
    Check("sign-in", signing_in.sign_in, ("connection", "credentials")),
    Check("clock", signing_in.clock, ("connection", "credentials")),
    Check("role", signing_in.role, ("sign-in",)),
    Check("scopes", signing_in.scopes, ("sign-in",)),
    Check("rate limit", signing_in.rate_limit, ("sign-in",)),
    Check("account", account.account, ("sign-in", "database")),
    Check("ticket fields", account.fields, ("sign-in", "macros")),
    Check("groups", account.groups, ("sign-in", "macros")),
    Check("languages", account.languages, ("sign-in", "macros")),
    Check("macro count", account.macro_count, ("sign-in",)),
)


def examine(installation: Installation, doubts: Sequence[Problem]) -> Iterator[Diagnosis]:
    """Yield what was seen, first of the machine and the files, then of each helpdesk; ``doubts`` are the config's."""
    machine, rounds = Machine(installation), Rounds()
    counts = (len(installation.names), len(installation.sources))
    config: Check[Machine] = Check("config", lambda _: files.config(counts, doubts))
    feeds: list[Check[Machine]] = []
    for source in installation.sources:
        feeds.append(Check("feed", partial(files.feed, source=source)))
        feeds.append(Check("last read", partial(files.stands, source=source), ("database",)))
    yield from rounds.run([config, *MACHINE, *feeds], "", machine)
    for desk in machine.desks:
        yield from Rounds(dict(rounds.blame)).run(HELPDESK, desk.name, desk)
