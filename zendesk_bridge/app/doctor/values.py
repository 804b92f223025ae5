"""What doctor looks at, connected and not yet asked; and how one check says what it saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple, TypeVar

from zendesk_bridge.core.errors import BridgeError, Problem
from zendesk_bridge.core.kind import HelpdeskKind, Login
from zendesk_bridge.core.model import (
    Account,
    FieldKey,
    Health,
    Macro,
    Probe,
    Reach,
    RemoteField,
    RemoteMacro,
    Storage,
    TicketForm,
)
from zendesk_bridge.core.ports import Catalogue, Helpdesk, Offline, OrderFeed, Reading, State

T = TypeVar("T")


class Seen(NamedTuple):
    """What a check saw; whose it is, and what the check is called, is added by whoever runs it."""

    health: Health
    message: str
    fix: str = ""


Look = Iterator[Seen]


def ok(message: str) -> Seen:
    """Return that this is well."""
    return Seen(Health.OK, message)


def warn(message: str, fix: str) -> Seen:
    """Return that this works today, and what to do before it does not."""
    return Seen(Health.WARN, message, fix)


def fail(message: str, fix: str) -> Seen:
    """Return that this keeps something from working, and what to do."""
    return Seen(Health.FAIL, message, fix)


def skipped(message: str) -> Seen:
    """Return that this could not be looked at, and why."""
    return Seen(Health.SKIPPED, message)


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the environment that the config names; None is one that is not set. No value is ever shown."""

    name: str
    value: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class NamedProxy:
    """A proxy that the environment names, without its credentials; ``readable`` says whether it has a host."""

    variable: str
    host: str
    readable: bool = True


@dataclass(frozen=True, slots=True)
class FactSource:
    """One feed of late items: how it is read, when it was changed last, and for how long a reading stands."""

    name: str
    read: Callable[[], Reading]
    changed: Callable[[], datetime | None]
    max_age: timedelta


@dataclass(frozen=True, slots=True)
class Patient:
    """One helpdesk of the config. ``lacking`` are the keys of credentials that are not set."""

    name: str
    kind: HelpdeskKind
    address: str
    login: Login | None
    credentials: Mapping[str, str] = field(repr=False)
    lacking: tuple[str, ...]
    share: float
    fields: Mapping[FieldKey, int]
    offline: Offline
    connect: Callable[[], Helpdesk]


@dataclass(frozen=True, slots=True)
class MacroFiles:
    """The macros as the files hold them, and what is wrong with those; what is wrong with mails harms no macro."""

    macros: tuple[Macro, ...] = ()
    problems: tuple[Problem, ...] = ()
    mail_problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """The config as far as it could be read: what is wrong with it, what may not be meant so, and what is lost by it.

    ``lost`` are the settings that cannot be used, ``helpdesks`` the names of those that cannot be among the helpdesks;
    ``readable`` says whether it is a config at all.
    """

    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    lost: frozenset[str]
    helpdesks: tuple[str, ...]
    readable: bool


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation, to be looked at. ``now`` is an aware clock, ``zone`` where the shop's day begins and ends.

    ``names`` are all helpdesks of the config; ``patients`` those that are looked at. ``kinds`` are all that there are.
    ``writes_to_customers`` says whether outreach is switched on.
    """

    config: ConfigFile
    now: Callable[[], datetime]
    zone: tzinfo
    owner: str
    locale: str
    working_days: int
    variables: tuple[Variable, ...]
    proxies: tuple[NamedProxy, ...]
    sources: tuple[FactSource, ...]
    catalogue: Catalogue | None
    macros: Callable[[], MacroFiles]
    storage: Callable[[], Storage] | None
    state: Callable[[], State]
    names: tuple[str, ...]
    patients: tuple[Patient, ...]
    kinds: Mapping[str, HelpdeskKind]
    orders: tuple[OrderFeed, ...] = ()
    writes_to_customers: bool = False


class Once:
    """Asks each thing once, and remembers the error as well: what does not answer is not waited for again."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def ask(self, what: str, asked: Callable[[], T]) -> T:
        """Return what was answered. Raises BridgeError as the first time."""
        if what not in self._known:
            try:
                self._known[what] = asked()
            except BridgeError as error:
                self._known[what] = error
        found = self._known[what]
        if isinstance(found, BridgeError):
            raise found
        answer: T = found
        return answer


class Desk:
    """One helpdesk, asked for each thing at most once."""

    def __init__(self, patient: Patient, machine: Machine) -> None:
        self.patient, self.machine, self.installation = patient, machine, machine.installation
        self._once = Once()
        self.probed_at = machine.installation.now()

    @property
    def name(self) -> str:
        """The admin's name for it."""
        return self.patient.name

    @property
    def port(self) -> Helpdesk:
        """The helpdesk itself. Raises InvalidInput for credentials that cannot be sent."""
        return self._once.ask("connect", self.patient.connect)

    @property
    def reach(self) -> Reach:
        """The way there. Raises Unavailable."""
        return self._once.ask("reach", self.port.reach)

    @property
    def probe(self) -> Probe:
        """Who we are there. Raises BridgeError."""
        return self._once.ask("probe", self._probe)

    def _probe(self) -> Probe:
        told = self.port.probe()
        self.probed_at = self.installation.now()
        return told

    @property
    def account(self) -> Account:
        """Which account it is. Raises BridgeError."""
        return self._once.ask("account", self.port.account)

    @property
    def fields(self) -> tuple[RemoteField, ...]:
        """Its ticket fields. Raises BridgeError."""
        return self._once.ask("fields", self.port.ticket_fields)

    @property
    def forms(self) -> tuple[TicketForm, ...]:
        """Its ticket forms. Raises BridgeError."""
        return self._once.ask("forms", self.port.forms)

    @property
    def groups(self) -> Mapping[str, int]:
        """Its groups. Raises BridgeError."""
        return self._once.ask("groups", self.port.groups)

    @property
    def macros(self) -> tuple[RemoteMacro, ...]:
        """Its macros. Raises BridgeError."""
        return self._once.ask("macros", self.port.macros)

    @property
    def wanted(self) -> tuple[Macro, ...]:
        """The macros of the files that belong here."""
        return tuple(macro for macro in self.machine.macros.macros if macro.wanted_on(self.name))


class Machine:
    """The files and the database of one installation, each looked at once, and its helpdesks."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self._once = Once()
        self.desks = tuple(Desk(patient, self) for patient in installation.patients)

    @property
    def macros(self) -> MacroFiles:
        """What the macro files hold. Raises InvalidInput for a folder that cannot be read."""
        return self._once.ask("macros", self.installation.macros)

    @property
    def state(self) -> State:
        """What is remembered. Raises StateError, Unavailable."""
        return self._once.ask("state", self.installation.state)

    @property
    def today(self) -> date:
        """The day that it is in the shop's time zone."""
        return self.installation.now().astimezone(self.installation.zone).date()

    def reading(self, source: FactSource) -> Reading:
        """What a feed says. Raises BridgeError."""
        return self._once.ask(f"feed {source.name}", source.read)
