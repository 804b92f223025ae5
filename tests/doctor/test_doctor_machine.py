"""What is said of this machine and its files: variables, the database, feeds, proxies, and a config with mistakes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from clinic import NOW, installation, seen

from zendesk_bridge.app.doctor import ConfigFile, FactSource, MacroFiles, NamedProxy, Variable, examine
from zendesk_bridge.core.errors import InvalidInput, Place, Problem, StateError, Unavailable
from zendesk_bridge.core.model import Backorder, Diagnosis, Products, ShipWindow, Storage
from zendesk_bridge.core.ports import Reading


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
        (Storage("zb.db", "", "0008", 10**12, writable=True), ["ok"], "first run makes it"),
        (Storage("zb.db", "0008", "0008", 10**12, writable=True, seen_by_others=False), ["ok"], "up to date"),
        (Storage("zb.db", "0005", "0008", 10**12, writable=True), ["warn"], "older version (0005"),
        (Storage("zb.db", "", "0008", 10**12, writable=False), ["fail"], "cannot be written"),
        (Storage("zb.db", "0008", "0008", 10**7, writable=True), ["ok", "warn"], "up to date"),
        (Storage("zb.db", "0008", "0008", 10**12, writable=True, seen_by_others=True), ["ok", "warn"], "up to date"),
        (Storage("'zb' on db.example", "0008", "0008"), ["ok"], "'zb' on db.example"),
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
    picked = replace(source(*items), read=lambda: Reading("a", tuple(items), left_out=12))
    assert "3 late items, 12 rows left out by where:, changed 3" in seen("feed", installation(sources=(picked,)))[0][1]
    today = late("D", NOW.date(), NOW.date())
    assert [row[0] for row in seen("feed", installation(sources=(source(today),)))] == ["ok"]
    weekly = replace(late("E", soon, gone), every=timedelta(7))
    assert [row[0] for row in seen("feed", installation(sources=(source(weekly),)))] == ["ok"]


def test_items_that_nobody_sells() -> None:
    """What init made up to look around with is told beside a real account, and not beside the local helpdesk."""
    made_up = source(Backorder("KET-70", "Gooseneck Kettle 0.7 l", ship_window=ShipWindow(None, date(2026, 12, 24))))
    found = seen("feed", installation(sources=(made_up,)))
    assert [row[0] for row in found] == ["ok", "warn"]
    assert found[1][1].startswith("KET-70 was made up by `zendesk-bridge init`")
    here = installation(sources=(made_up,), patient={"address": "http://127.0.0.1:8080"})
    assert [row[0] for row in seen("feed", here)] == ["ok"]


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


def test_a_mistake_in_a_file_is_not_one_of_the_programs() -> None:
    """Where a file is wrong and nothing better is known, it is to be corrected: trying again changes nothing."""

    def wrong() -> MacroFiles:
        raise InvalidInput([Problem(Place("macros"), "cannot be read: permission denied")])

    [(health, said, fix)] = seen("macros", installation(macros=wrong))
    assert (health, said) == ("fail", "macros: cannot be read: permission denied")
    assert fix == "Correct it there, and run the same command again."


def test_a_mail_that_is_wrong_is_warned_of_and_harms_no_macro() -> None:
    """Macros are well, and outreach is told what keeps it from a mail."""
    wrong = Problem(Place("macros/order-first.yaml", 3, 1), "a macro per order has no 'title'", "leave it out")
    macros = installation().macros().macros
    found = seen("macros", installation(macros=lambda: MacroFiles(macros, (), (wrong, wrong))))
    assert [row[0] for row in found] == ["ok", "warn"]
    says = "1 mail to customers of late orders cannot be sent: macros/order-first.yaml:3:1: a macro per order has no"
    assert found[1][1].startswith(says)


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
