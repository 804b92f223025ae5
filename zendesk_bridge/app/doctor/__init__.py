"""Use case: look at everything that a run needs, whatever else is wrong, and say what to do. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from zendesk_bridge.app.doctor import account, database, files, signing_in, ticket_fields
from zendesk_bridge.app.doctor.running import Check, Rounds
from zendesk_bridge.app.doctor.values import (
    ConfigFile,
    Desk,
    FactSource,
    Installation,
    Machine,
    MacroFiles,
    NamedProxy,
    Patient,
    Variable,
)
from zendesk_bridge.core.model import Diagnosis, Health

__all__ = ["ConfigFile", "FactSource", "Installation", "MacroFiles", "NamedProxy", "Patient", "Variable", "examine"]

_VARIABLES = "variables:"


def _setting(name: str) -> str:
    """Return what a check names that needs this setting."""
    return f"{name}:"


MACHINE: tuple[Check[Machine], ...] = (
    Check("config", files.config),
    Check("environment", files.environment, (_VARIABLES,)),
    Check("proxy", files.proxies),
    Check("database", database.database, (_setting("state"),)),
    Check("macros", files.macros, (_setting("macros"), _setting("locale"))),
    Check("catalogue", files.catalogue, (_setting("catalogue"),)),
)
NO_FEED: Check[Machine] = Check("feed", lambda _: iter(()), (_setting("backorders"),))
LAST: Check[Machine] = Check("last run", database.last_run, ("database",))
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
    Check("ticket fields", ticket_fields.fields, ("sign-in", "macros")),
    Check("editing", ticket_fields.editable, ("sign-in", "macros")),
    Check("forms", ticket_fields.forms, ("sign-in", "macros")),
    Check("groups", account.groups, ("sign-in", "macros")),
    Check("languages", account.languages, ("sign-in", "macros")),
    Check("mails", account.mails, ("sign-in",)),
    Check("macro count", account.macro_count, ("sign-in",)),
)


def examine(installation: Installation) -> Iterator[Diagnosis]:
    """Yield what was seen, first of the machine and the files, then of each helpdesk.

    What the config is too wrong to tell is skipped, and the rest is looked at all the same.
    """
    machine = Machine(installation)
    rounds = Rounds({_setting(name): "config" for name in installation.config.lost})
    if not installation.config.readable:
        rounds.blame[_VARIABLES] = "config"
    feeds: list[Check[Machine]] = []
    for source in installation.sources:
        feeds.append(Check("feed", partial(files.feed, source=source)))
        feeds.append(Check("last read", partial(files.stands, source=source), ("database",)))
    orders = [Check("orders", partial(files.orders, source=source)) for source in installation.orders]
    yield from rounds.run([*MACHINE, *(feeds or [NO_FEED]), LAST, *orders], "", machine)
    for desk in machine.desks:
        yield from Rounds(dict(rounds.blame)).run(HELPDESK, desk.name, desk)
    for name in installation.config.helpdesks:
        yield Diagnosis("config", name, Health.SKIPPED, "not looked at: what the config says of it is wrong, see above")
