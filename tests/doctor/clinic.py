"""An installation where all is well, with one helpdesk, and what each check says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from zendesk_bridge.app.doctor import ConfigFile, Installation, MacroFiles, Patient, examine
from zendesk_bridge.core.fields import SPECS
from zendesk_bridge.core.model import (
    Account,
    Macro,
    Per,
    Probe,
    Reach,
    RemoteField,
    Storage,
    Template,
    TicketForm,
    Variant,
)
from zendesk_bridge.helpdesks import folders
from zendesk_bridge.state import open_state

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
ZENDESK = folders()["zendesk"]
KINDS = {name: folder.KIND for name, folder in folders().items()}
BY_TOKEN = next(login for login in ZENDESK.KIND.logins if login.name == "EmailToken")
BY_CLIENT = ZENDESK.KIND.logins[0]
FIELDS = tuple(
    RemoteField(number, str(number), spec.title, "textarea" if spec.long else "text", long=spec.long, editable=True)
    for number, spec in enumerate(SPECS, 1)
)
ALL = tuple(field.id for field in FIELDS)


@dataclass
class FakeDesk:
    """A helpdesk that answers what a test says, or raises it; what it was asked is counted."""

    told: dict[str, Any]
    asked: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Callable[[], Any]:
        def answer() -> Any:
            self.asked.append(name)
            if isinstance(found := self.told[name], Exception):
                raise found
            return found

        return answer


def well() -> dict[str, Any]:
    """Return what a helpdesk answers with which all is well."""
    return {
        "reach": Reach("acme.zendesk.com", ("192.0.2.1",), tls="TLSv1.3", certificate_ends=NOW + timedelta(60)),
        "probe": Probe("Ann, admin", admin=True, calls_per_minute=400, clock=NOW, locales=frozenset({"en_US", "de"})),
        "account": Account("zendesk", "https://acme.zendesk.com", "1"),
        "ticket_fields": FIELDS,
        "forms": (TicketForm(1, "Default", active=True, field_ids=ALL),),
        "groups": {"Support": 1},
        "macros": (),
        "hurry": None,
    }


def macro(**changes: Any) -> Macro:
    """Return a macro per ticket."""
    words = Variant("en_US", Template("Delay"), Template("Hi {{ customer.first_name }}"))
    return replace(Macro("delay", Per.TICKET, (words,)), **changes)


def installation(desk: FakeDesk | None = None, **changes: Any) -> Installation:
    """Return an installation where all is well, but for the changes; those of a patient are in ``patient``."""
    patient = Patient(
        name="shop",
        kind=ZENDESK.KIND,
        address="https://acme.zendesk.com",
        login=BY_CLIENT,
        credentials={"client_id": "zb", "client_secret": "a" * 64},
        lacking=(),
        share=0.5,
        fields={},
        offline=ZENDESK.offline("shop"),
        connect=lambda: desk or FakeDesk(well()),  # type: ignore[arg-type,return-value]  # enough of one
    )
    patient = replace(patient, **changes.pop("patient", {}))
    made = Installation(
        config=ConfigFile((), (), frozenset(), (), readable=True),
        now=lambda: NOW,
        zone=UTC,
        owner="main",
        locale="en_US",
        working_days=2,
        variables=(),
        proxies=(),
        sources=(),
        catalogue=None,
        macros=lambda: MacroFiles((macro(),)),
        storage=lambda: Storage("zb.db", "", "0008", 10**12, writable=True),
        state=lambda: open_state("sqlite://"),
        names=("shop",),
        patients=(patient,),
        kinds=KINDS,
    )
    return replace(made, **changes)


def seen(check: str, found: Installation) -> list[tuple[str, str, str]]:
    """Return what a check says: how it is, the message, the fix."""
    return [(it.health.value, it.message, it.fix) for it in examine(found) if it.check == check]


def asked(check: str, changed: Mapping[str, Any], **changes: Any) -> tuple[str, str, str]:
    """Return the one thing that a check says of a helpdesk that answers so."""
    [said] = seen(check, installation(FakeDesk({**well(), **changed}), **changes))
    return said
