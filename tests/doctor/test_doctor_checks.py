"""Each check by itself: what it says of what a helpdesk, a file or a database tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from zendesk_bridge.app.doctor import (
    ConfigFile,
    FactSource,
    Installation,
    MacroFiles,
    NamedProxy,
    Patient,
    Variable,
    examine,
)
from zendesk_bridge.app.macros import field_specs
from zendesk_bridge.core.errors import AuthRefused, Place, Problem, StateError, Unavailable, WrongClock
from zendesk_bridge.core.fields import SPECS
from zendesk_bridge.core.model import (
    Account,
    Backorder,
    Diagnosis,
    Macro,
    Per,
    Probe,
    Products,
    Reach,
    RemoteField,
    ShipWindow,
    Storage,
    Template,
    TicketForm,
    Variant,
)
from zendesk_bridge.core.ports import Reading
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
        storage=lambda: Storage("zb.db", "", "0007", 10**12, writable=True),
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


def test_where_all_is_well_nothing_is_to_be_done() -> None:
    """Every check of a healthy installation is ok, says something, and needs no fix."""
    found = list(examine(installation()))
    assert {it.health.value for it in found} == {"ok"}
    assert all(it.message and not it.fix for it in found)


def test_each_thing_is_asked_for_once() -> None:
    """However many checks look at an answer, the helpdesk gives it once; what fails is not asked for again either."""
    for changes in ({}, {"macros": Unavailable("no answer")}, {"probe": AuthRefused("401", status=401)}):
        desk = FakeDesk({**well(), **changes})
        list(examine(installation(desk)))
        assert len(desk.asked) == len(set(desk.asked))


@pytest.mark.parametrize("broken", ["reach", "probe", "account", "ticket_fields", "forms", "macros"])
@pytest.mark.parametrize("error", [Unavailable("it is down"), AuthRefused("it said 403", status=403)])
def test_one_bad_answer_stays_one(broken: str, error: Exception) -> None:
    """Whatever the helpdesk fails to answer, every check has its line, and what is not well says what to do."""
    names = [it.check for it in examine(installation())]
    found = list(examine(installation(FakeDesk({**well(), broken: error}))))
    assert list(dict.fromkeys(it.check for it in found)) == names
    failed = [it for it in found if it.health.value == "fail"]
    assert failed
    assert all(it.fix for it in failed)
    skipped = [it for it in found if it.health.value == "skipped"]
    assert all("because of" in it.message for it in skipped)


@pytest.mark.parametrize(
    ("days", "health", "said"),
    [(60, "ok", "good until 2027-01-27"), (13, "warn", "in 13 days"), (1, "warn", "in 1 day")],
)
def test_a_certificate_near_its_end(days: int, health: str, said: str) -> None:
    """Two weeks before a certificate ends it is told."""
    way = Reach("acme", ("192.0.2.1",), tls="TLSv1.3", certificate_ends=NOW + timedelta(days, hours=1))
    found = asked("certificate", {"reach": way})
    assert found[0] == health
    assert said in found[1]


@pytest.mark.parametrize(
    ("key", "value", "health", "said"),
    [
        ("client_secret", "changeme", "fail", "placeholder"),
        ("client_secret", "your-client-secret", "fail", "placeholder"),
        ("client_secret", "<secret>", "fail", "placeholder"),
        ("client_secret", "xxxxxxxx", "fail", "placeholder"),
        ("client_secret", "TODO", "fail", "placeholder"),
        ("client_id", "my_client_id", "fail", "placeholder"),
        ("client_id", "your-api-token-here", "fail", "placeholder"),
        ("client_secret", "${SECRET}", "fail", "placeholder"),
        ("client_id", "my_shop_bridge", "ok", "client_id"),
        ("client_id", "zendesk_client", "ok", "client_id"),
        ("client_id", "zendesk_bridge", "ok", "client_id"),
        ("client_secret", "Ab3dEf7hIj1kLm5nOp9q", "warn", "api_key of Freshdesk"),
        ("client_secret", "Ab3d" * 10, "warn", "api_token of Zendesk"),
        ("client_secret", "abc def", "warn", "white space"),
        ("client_secret", "0123456789abcdef" * 4, "ok", "client_id"),
        ("client_secret", "no-known-look", "ok", "client_id"),
    ],
)
def test_credentials_that_are_none(key: str, value: str, health: str, said: str) -> None:
    """A placeholder, another's credential and a slip of the clipboard are told; no value is ever shown."""
    given = {"client_id": "zb", "client_secret": "a" * 64, key: value}
    found = asked("credentials", {}, patient={"credentials": given})
    assert found[0] == health
    assert said in found[1]
    assert value not in found[1]


@pytest.mark.parametrize(
    ("today", "health", "said"),
    [
        (date(2026, 11, 28), "warn", "by email and api_token on 2027-04-30, in 153 days"),
        (date(2027, 4, 29), "warn", "in 1 day"),
        (date(2027, 4, 30), "fail", "has ended signing in by email and api_token, on 2027-04-30"),
    ],
)
def test_the_end_of_api_tokens(today: date, health: str, said: str) -> None:
    """Zendesk ends API tokens: how long there is, that no new ones are made, and what to do."""
    by_token = {"login": BY_TOKEN, "credentials": {"email": "ann@example.com", "api_token": "Ab3d" * 10}}
    now = datetime.combine(today, datetime.min.time(), UTC)
    [found] = seen("credentials", installation(patient=by_token, now=lambda: now))
    assert found[0] == health
    assert said in found[1]
    assert "OAuth client" in found[2]
    assert "2026-10-27" in found[2]
    assert "30 days" in found[2]


@pytest.mark.parametrize(
    ("apart", "health"), [(0, "ok"), (59, "ok"), (60, "warn"), (-60, "warn"), (3000, "warn"), (None, "ok")]
)
def test_the_clocks(apart: int | None, health: str) -> None:
    """From a minute on a difference is told; a helpdesk that tells no time is no fault."""
    clock = None if apart is None else NOW + timedelta(seconds=apart)
    assert asked("clock", {"probe": Probe("Ann", admin=True, clock=clock)})[0] == health


def test_a_clock_that_a_run_refuses() -> None:
    """An hour apart nothing more can be asked: the clock is to blame, and not the login."""
    error = WrongClock("the clocks differ: this says 12:00, the other 14:00", fix="Set the clock that is wrong.")
    found = installation(FakeDesk({**well(), "probe": error}))
    assert seen("clock", found)[0][0] == "fail"
    assert seen("sign-in", found) == [("skipped", "not looked at, because of clock", "")]
    assert seen("ticket fields", found)[0][0] == "skipped"


@pytest.mark.parametrize(
    ("calls", "share", "health"),
    [(400, 0.5, "ok"), (60, 0.5, "ok"), (50, 0.5, "warn"), (10, 1.0, "warn"), (None, 0.5, "ok")],
)
def test_a_limit_that_is_small(calls: int | None, share: float, health: str) -> None:
    """What is left to us of the account's limit must do for a run."""
    probe = Probe("Ann", admin=True, calls_per_minute=calls)
    assert asked("rate limit", {"probe": probe}, patient={"share": share})[0] == health


def test_roles_and_scopes() -> None:
    """An agent, and a token that may only read, are told with what is needed."""
    assert asked("role", {"probe": Probe("Ann, agent", admin=False)})[0] == "fail"
    assert asked("role", {"probe": Probe("Ann")})[0] == "ok"
    lacking = Probe("Ann", admin=True, scopes=frozenset({"read"}), lacking=frozenset({"write"}))
    health, said, fix = asked("scopes", {"probe": lacking})
    assert (health, said) == ("fail", "missing: write")
    assert "read and write" in fix


# --- ticket fields


def without(*titles: str, **changes: Any) -> tuple[RemoteField, ...]:
    """Return our fields without some, or with these changes to them."""
    kept = [it for it in FIELDS if changes or it.title not in titles]
    return tuple(replace(it, **changes) if it.title in titles else it for it in kept)


@pytest.mark.parametrize(
    ("fields", "said", "fix"),
    [
        (without("Backorder items"), "missing: Backorder items", "setup"),
        ((), "none of the ", "setup"),
        (without("Backorder items", active=False), "'Backorder items' (#1) is switched off", "Switch it on"),
        (without("Backorder items", long=None, type="tagger"), "its type is tagger", "rename it"),
        ((*FIELDS, replace(FIELDS[0], id=99)), "2 ticket fields are called 'Backorder items'", "fields: {items: ID}"),
    ],
)
def test_fields_that_are_not_as_they_should_be(fields: tuple[RemoteField, ...], said: str, fix: str) -> None:
    """One that is gone, off, of another type, or there twice has its own advice."""
    health, message, advice = asked("ticket fields", {"ticket_fields": fields})
    assert health == "fail"
    assert said in message
    assert fix in advice


def test_a_field_that_agents_cannot_edit() -> None:
    """Agents must be able to change what stands in our fields."""
    health, message, fix = asked("editing", {"ticket_fields": without("Backorder items", editable=False)})
    assert (health, message) == ("fail", "agents may not edit Backorder items")
    assert "permissions" in fix
    untold = tuple(replace(it, editable=None) for it in FIELDS)
    assert asked("editing", {"ticket_fields": untold})[0] == "ok"


@pytest.mark.parametrize(
    ("forms", "health"),
    [
        ((), "ok"),
        ((TicketForm(1, "Default", active=True, field_ids=ALL),), "ok"),
        (
            (TicketForm(1, "Default", active=True, field_ids=ALL), TicketForm(2, "Old", active=False, field_ids=())),
            "ok",
        ),
        (
            (TicketForm(1, "Default", active=True, field_ids=ALL), TicketForm(2, "B2B", active=True, field_ids=())),
            "warn",
        ),
    ],
)
def test_every_active_form_has_our_fields(forms: tuple[TicketForm, ...], health: str) -> None:
    """A form that agents work with and that lacks our fields is named; one that is off does not count."""
    found = asked("forms", {"forms": forms})
    assert found[0] == health
    assert ("'B2B' lacks" in found[1]) == (health == "warn")


def test_a_field_that_no_macro_needs_any_more() -> None:
    """It may be on no form, and shut to agents: nobody fills it."""
    late_macro = field_specs((macro(),), ZENDESK.offline("shop"))
    needed = {spec.title for spec in late_macro}
    [spare, *_] = [it for it in FIELDS if it.title not in needed]
    form = TicketForm(1, "Default", active=True, field_ids=tuple(number for number in ALL if number != spare.id))
    told = {"ticket_fields": without(spare.title, editable=False), "forms": (form,)}
    assert asked("editing", told)[0] == asked("forms", told)[0] == "ok"


def test_groups_that_macros_are_shown_to() -> None:
    """A group that is gone is named with the macro that wants it, and with what is there."""
    wanted = MacroFiles((macro(visible_to=("Returns",)), macro(key="other", visible_to=("Support",))))
    health, said, fix = asked("groups", {}, macros=lambda: wanted)
    assert (health, "'Returns'" in said, "delay" in said) == ("fail", True, True)
    assert "Support" in fix
    there = {"groups": {"Support": 1, "Returns": 2}}
    assert asked("groups", there, macros=lambda: wanted)[0] == "ok"


def test_languages_that_are_switched_off() -> None:
    """A language of the macros that nobody can have is told; another region of one that is on is well."""
    words = Variant("fr", Template("Retard"), Template("Bonjour"))
    french = MacroFiles((macro(variants=(*macro().variants, words)),))
    health, said, _ = asked("languages", {}, macros=lambda: french)
    assert (health, said) == ("warn", "not switched on: fr")
    austrian = MacroFiles((macro(variants=(replace(words, locale="de_AT"),)),))
    assert asked("languages", {}, macros=lambda: austrian)[0] == "ok"
    untold = {"probe": Probe("Ann", admin=True)}
    assert asked("languages", untold, macros=lambda: french)[0] == "ok"


# --- the machine


@pytest.mark.parametrize(
    ("value", "health", "said"),
    [
        (None, "fail", "ZENDESK_TOKEN is not set"),
        ("", "fail", "ZENDESK_TOKEN is empty"),
        ('"quoted-secret"', "warn", "quotation mark"),
        ("\N{RIGHT DOUBLE QUOTATION MARK}secret", "warn", "quotation mark"),
        ("secret\n", "warn", "white space"),
        ("secret", "ok", "1 variable named in the config, all set"),
    ],
)
def test_variables_are_told_by_name_alone(value: str | None, health: str, said: str) -> None:
    """A variable that is missing, or was set with what should not be in it, is named; what it holds is not shown."""
    found = seen("environment", installation(variables=(Variable("ZENDESK_TOKEN", value),)))
    assert said in found[0][1]
    assert found[0][0] == health
    assert not any("secret" in text for row in found for text in row)


@pytest.mark.parametrize(
    ("storage", "healths", "said"),
    [
        (Storage("zb.db", "", "0007", 10**12, writable=True), ["ok"], "first run makes it"),
        (Storage("zb.db", "0007", "0007", 10**12, writable=True, seen_by_others=False), ["ok"], "up to date"),
        (Storage("zb.db", "0005", "0007", 10**12, writable=True), ["warn"], "older version (0005"),
        (Storage("zb.db", "", "0007", 10**12, writable=False), ["fail"], "cannot be written"),
        (Storage("zb.db", "0007", "0007", 10**7, writable=True), ["ok", "warn"], "up to date"),
        (Storage("zb.db", "0007", "0007", 10**12, writable=True, seen_by_others=True), ["ok", "warn"], "up to date"),
        (Storage("'zb' on db.example", "0007", "0007"), ["ok"], "'zb' on db.example"),
    ],
)
def test_databases(storage: Storage, healths: list[str], said: str) -> None:
    """What keeps a run from remembering is to be fixed; what may one day is warned of."""
    found = seen("database", installation(storage=lambda: storage))
    assert [row[0] for row in found] == healths
    assert said in found[0][1]


def test_a_database_that_cannot_be_used_keeps_only_itself() -> None:
    """What is remembered is not looked at then; the helpdesk is, with its fields by their titles."""

    def newer() -> Storage:
        raise StateError("zb.db belongs to a newer zendesk-bridge", fix="Upgrade.")

    broken = installation(storage=newer, state=newer)
    assert seen("database", broken) == [("fail", "zb.db belongs to a newer zendesk-bridge", "Upgrade.")]
    assert seen("account", broken)[0][0] == seen("last run", broken)[0][0] == "skipped"
    assert seen("ticket fields", broken)[0][0] == seen("macro count", broken)[0][0] == "ok"


def late(sku: str, ships: date, update: date) -> Backorder:
    """Return an item with its dates."""
    return Backorder(sku, sku, ship_window=ShipWindow(ships, ships), next_update=update)


def source(
    *items: Backorder, problems: tuple[Problem, ...] = (), error: Exception | None = None, name: str = "late.csv"
) -> FactSource:
    """Return a feed that says so."""

    def read() -> Reading:
        if error:
            raise error
        return Reading(name, items, problems)

    return FactSource(name, read, lambda: NOW - timedelta(hours=3), timedelta(days=3))


def test_feeds() -> None:
    """How many items, how old; and which dates are over."""
    soon, gone = date(2026, 12, 24), date(2026, 11, 27)
    items = [late("A", soon, soon), late("B", gone, soon), late("C", soon, gone)]
    found = seen("feed", installation(sources=(source(*items),)))
    assert [row[0] for row in found] == ["ok", "warn", "warn"]
    assert "3 late items, changed 3 hours ago" in found[0][1]
    assert "window is over: B" in found[1][1]
    assert "overdue: C" in found[2][1]
    today = late("D", NOW.date(), NOW.date())
    assert [row[0] for row in seen("feed", installation(sources=(source(today),)))] == ["ok"]


def test_a_feed_that_cannot_be_read() -> None:
    """What is wrong with it is told with its place, and how much more there is; the others are read."""
    wrong = tuple(Problem(Place("late.csv", line, 1), "is not a date", "write it otherwise") for line in (2, 3))
    other = source(late("A", date(2027, 1, 1), date(2027, 1, 1)), name="other.csv")
    both = installation(sources=(source(problems=wrong), other))
    assert [row[0] for row in seen("feed", both)] == ["fail", "ok"]
    assert seen("feed", both)[0][1] == "late.csv:2:1: is not a date, and 1 more"
    gone = installation(sources=(source(error=Unavailable("the shop is down", fix="Later.")),))
    assert seen("feed", gone) == [("fail", "the shop is down", "Later.")]


def test_catalogues() -> None:
    """A catalogue that failed is to be fixed, one with rows that cannot be used is warned of."""

    class Told:
        def __init__(self, **told: Any) -> None:
            self.told = Products(**told)

        def read(self) -> Products:
            return self.told

    assert seen("catalogue", installation(catalogue=Told(failed=("shop.csv: gone",))))[0][0] == "fail"
    assert seen("catalogue", installation(catalogue=Told(warnings=("row 3: no sku",))))[0][0] == "warn"


def test_proxies() -> None:
    """Each is named by its variable; one that has no address is told."""
    proxies = (NamedProxy("HTTPS_PROXY", "proxy.example:3128"), NamedProxy("http_proxy", "x", readable=False))
    found = seen("proxy", installation(proxies=proxies))
    assert [row[0] for row in found] == ["ok", "warn"]
    assert "HTTPS_PROXY names proxy.example:3128" in found[0][1]


def test_what_the_config_is_too_wrong_to_tell() -> None:
    """What hangs on a setting that is wrong is skipped; a helpdesk that is wrong is named; the rest is looked at."""
    wrong = (Problem(Place("config.yaml", 3, 4), "state: is not a database URL", "write sqlite:///x.db"),)
    config = ConfigFile(wrong, (), frozenset({"state"}), ("shop-eu",), readable=True)
    found = list(examine(installation(config=config, names=("shop", "shop-eu"))))
    by_check: dict[tuple[str, str], Diagnosis] = {(it.check, it.subject): it for it in found}
    assert by_check["config", ""].health == "fail"
    assert by_check["config", ""].fix == "write sqlite:///x.db"
    assert by_check["database", ""].message == "not looked at, because of config"
    assert by_check["account", "shop"].message == "not looked at, because of config"
    assert by_check["config", "shop-eu"].health == "skipped"
    assert by_check["ticket fields", "shop"].health == by_check["macros", ""].health == "ok"
