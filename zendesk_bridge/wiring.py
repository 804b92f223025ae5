"""The one place where concrete things meet: settings in, a bridge that can plan, apply and triage out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from zendesk_bridge import facts, setup, sources, state, sync, triage
from zendesk_bridge.core.decide import Rules
from zendesk_bridge.core.fields import FieldsFound
from zendesk_bridge.core.model import Backorder, Macro
from zendesk_bridge.core.plan import DriftMode, Limit, Limits, Plan, Wishes, gate
from zendesk_bridge.core.ports import BackorderSource, Helpdesk, Lease, State
from zendesk_bridge.settings import HelpdeskSettings, Settings

log = logging.getLogger(__name__)

LEASE = "run"
"""One lease for everything that writes: macros and tickets of one installation."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person at the terminal decided for this one run."""

    adopt: frozenset[str] = frozenset()
    overwrite: frozenset[str] = frozenset()
    accept_fewer: bool = False
    max_tickets: int | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """The macros' part of a run, ready to be carried out unless there are ``refusals``."""

    facts: facts.Facts
    plan: Plan
    fields: Mapping[str, FieldsFound]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tickets:
    """The tickets' part of a run, ready to be written; ``held`` tells which helpdesks are not ready, and why."""

    prepared: tuple[triage.Prepared, ...]
    held: tuple[str, ...]

    @property
    def refusals(self) -> tuple[str, ...]:
        """Why this is too much for one run; empty means that it may be written."""
        return tuple(item.refusal for item in self.prepared if item.refusal)


@dataclass(frozen=True, slots=True)
class Bridge:
    """Everything of one installation, connected. ``now`` is aware; ``today`` is the day in the shop's time zone."""

    settings: Settings
    macros: tuple[Macro, ...]
    helpdesks: tuple[Helpdesk, ...]
    sources: tuple[tuple[BackorderSource, facts.Trust], ...]
    state: State
    now: datetime
    say: Callable[[str], None] = field(default=log.info)

    @property
    def today(self) -> date:
        """Today in the shop's time zone."""
        return today(self.settings, self.now)

    @property
    def limits(self) -> Limits:
        """The safety gate as configured."""
        limits = self.settings.limits
        return Limits(
            Limit(limits.updates.max, limits.updates.share),
            Limit(limits.retirements.max, limits.retirements.share),
            limits.tickets,
        )

    def lease(self) -> AbstractContextManager[Lease]:
        """Hold the right to write; raises Busy when another run has it."""
        return self.state.lease(LEASE)

    def read_facts(self, choices: Choices) -> facts.Facts:
        """Read the sources and judge them."""
        return facts.gather(self.sources, self.state, self.now, accept_fewer=choices.accept_fewer)

    def only(self, helpdesk: Helpdesk) -> Bridge:
        """Return this bridge for one of its helpdesks."""
        return replace(self, helpdesks=(helpdesk,))

    def fields(self, helpdesk: Helpdesk) -> FieldsFound:
        """Find our ticket fields on a helpdesk."""
        return setup.look(helpdesk, self.state, self.settings.helpdesks[helpdesk.name].fields)

    def plan(self, choices: Choices) -> Planned:
        """Read the sources and plan the macros of every helpdesk. Writes nothing, anywhere.

        Raises InvalidInput when files are wrong, and whatever a helpdesk answers.
        """
        known = self.read_facts(choices)
        words = self.words(known)
        found: dict[str, FieldsFound] = {}
        parts = []
        for helpdesk in self.helpdesks:
            self.say(f"{helpdesk.name}: comparing macros")
            found[helpdesk.name] = self.fields(helpdesk)
            drift = DriftMode(self.settings.drift_on(helpdesk.name))
            wishes = Wishes(self.settings.owner, drift, choices.adopt, choices.overwrite)
            parts.append(sync.plan(sync.Site(helpdesk, self.state, found[helpdesk.name], wishes), words))
        plan = Plan(tuple(parts))
        return Planned(known, plan, found, gate(plan, self.limits))

    def words(self, known: facts.Facts) -> sync.Words:
        """Return what the macros are to say."""
        return sync.Words(self.macros, tuple(known.late.values()), self.settings.locale, self.today)

    def apply(self, planned: Planned, lease: Lease) -> tuple[sync.Result, ...]:
        """Carry out exactly this plan, and remember the facts that it told."""
        by_name = {helpdesk.name: helpdesk for helpdesk in self.helpdesks}
        planned.facts.remember(self.state)
        return tuple(
            result
            for part in planned.plan.helpdesks
            for result in sync.apply(by_name[part.helpdesk], self.state, part, lease, self.say)
        )

    def prepare_tickets(
        self,
        known: facts.Facts,
        choices: Choices,
        lease: Lease | None,
        found: Mapping[str, FieldsFound] = MappingProxyType({}),
    ) -> Tickets:
        """Read and decide on the tickets of every helpdesk that has our fields. Writes nothing, anywhere.

        ``found`` are the fields where they are known already.
        """
        prepared = []
        held = []
        for helpdesk in self.helpdesks:
            fields = found.get(helpdesk.name) or self.fields(helpdesk)
            if not fields.complete:
                missing = [f"no ticket field '{spec.title}'" for spec in fields.missing]
                held.append(f"{helpdesk.name}: {'; '.join([*missing, *fields.problems])}: run `zendesk-bridge setup`")
                continue
            desk = self.desk(helpdesk, known.late, fields, choices)
            prepared.append(triage.prepare(desk, lease, read_bare=lease is None))
        return Tickets(tuple(prepared), tuple(held))

    def desk(
        self, helpdesk: Helpdesk, late: Mapping[str, Backorder], found: FieldsFound, choices: Choices
    ) -> triage.Desk:
        """Return what triage on one helpdesk depends on."""
        return triage.Desk(
            helpdesk,
            self.state,
            found.found,
            Rules(
                late,
                self.today,
                helpdesk.capabilities,
                self.settings.locale,
                sync.locales(self.macros, helpdesk.name),
                note=self.settings.triage.note,
            ),
            self.now,
            self.settings.triage.look_back,
            choices.max_tickets or self.limits.tickets,
            self.say,
        )


def today(settings: Settings, now: datetime | None = None) -> date:
    """Return the day that it is, or was at ``now``, in the shop's time zone."""
    return (now or datetime.now(UTC)).astimezone(settings.timezone).date()


@contextmanager
def open_bridge(
    settings: Settings, *, writes: bool, say: Callable[[str], None] = log.info, now: datetime | None = None
) -> Iterator[Bridge]:
    """Connect everything for the length of a block. Reads the macro files; talks to no helpdesk yet.

    Without ``writes`` a database that does not exist is not created: what never ran remembers nothing.
    """
    with ExitStack() as stack:
        macros = read_macros(settings)
        helpdesks = build_helpdesks(settings, stack, say)
        state = open_state(settings, writes=writes)
        stack.callback(state.close)
        yield Bridge(settings, macros, helpdesks, build_sources(settings), state, now or datetime.now(UTC), say)


def read_macros(settings: Settings) -> tuple[Macro, ...]:
    """Read the macro files; raises InvalidInput with all their problems."""
    return sources.read_macros(settings.macros, locale=settings.locale, helpdesks=settings.helpdesks)


def build_sources(settings: Settings) -> tuple[tuple[BackorderSource, facts.Trust], ...]:
    """Return every configured source of backorders with how far it is believed."""
    return tuple(
        (
            sources.FileSource(
                source.path,
                name=source.name,
                columns={str(column): header for column, header in source.columns.items()},
                dates=source.dates,
                alias_separator=source.alias_separator,
            ),
            facts.Trust(source.max_shrink, source.max_age),
        )
        for source in settings.backorders
    )


def open_state(settings: Settings, *, writes: bool) -> State:
    """Open the database; for a run that only reads, an absent SQLite file is an empty one in memory."""
    url = settings.state.get_secret_value()
    file = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not writes and not file.exists():
        url = "sqlite://"
    return state.open_state(url)


def offline_helpdesks(settings: Settings) -> tuple[Helpdesk, ...]:
    """Build every configured helpdesk to ask what it can hold and how it writes; nothing may be sent."""
    nowhere: dict[str, str] = {config.type: "http://127.0.0.1:9" for config in settings.helpdesks.values()}
    nobody = {"zendesk": {"token": "-"}, "freshdesk": {"api_key": "-"}}
    return tuple(_helpdesk(name, config, nowhere, nobody) for name, config in settings.helpdesks.items())


def build_helpdesks(settings: Settings, stack: ExitStack, say: Callable[[str], None]) -> tuple[Helpdesk, ...]:
    """Build every configured helpdesk; starts the local one if any of them is it."""
    urls: dict[str, str] = {}
    local: Mapping[str, Mapping[str, str]] = {}
    if any(helpdesk.is_sandbox for helpdesk in settings.helpdesks.values()):
        from zendesk_bridge.sandbox import Sandbox  # noqa: PLC0415 - a web server: only who needs it pays for it

        sandbox = stack.enter_context(Sandbox(data=settings.sandbox.data))
        urls = {"zendesk": sandbox.zendesk_url, "freshdesk": sandbox.freshdesk_url}
        local = sandbox.credentials.by_type
        say(f"local helpdesk: Zendesk at {sandbox.zendesk_url}, Freshdesk at {sandbox.freshdesk_url}")
    helpdesks = []
    for name, config in settings.helpdesks.items():
        helpdesk = _helpdesk(name, config, urls, local)
        stack.callback(helpdesk.close)
        helpdesks.append(helpdesk)
    return tuple(helpdesks)


def _helpdesk(
    name: str,
    config: HelpdeskSettings,
    urls: Mapping[str, str],
    local: Mapping[str, Mapping[str, str]],
) -> Helpdesk:
    """Build one helpdesk from the folder that its type names: a third kind is one more folder, and nothing here."""
    build: Callable[..., Helpdesk] = import_module(f"zendesk_bridge.helpdesks.{config.type}").build
    auth = local[config.type] if config.is_sandbox else config.credentials
    url = urls[config.type] if config.is_sandbox else config.url
    share = 1.0 if config.is_sandbox else config.max_share_of_limit
    return build(name, url, auth, max_share_of_limit=share)
