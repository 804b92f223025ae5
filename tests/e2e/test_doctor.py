"""doctor: everything is looked at, whatever else fails; what is not well has its fix; and nothing is touched."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

FACES = ("zendesk", "freshdesk")
HELPDESKS = ("shop", "shop-eu")


def seen(ran: Any, check: str, subject: str = "") -> list[Mapping[str, str]]:
    """Return what a check saw."""
    return [it for it in ran.json["findings"] if (it["check"], it["subject"]) == (check, subject)]


def health(ran: Any, check: str, subject: str = "") -> list[str]:
    """Return how well a check found it, each time."""
    return [it["health"] for it in seen(ran, check, subject)]


def files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return everything in a folder: when it was changed, and what it holds."""
    every = [folder, *sorted(folder.rglob("*"))]
    return {str(it): (it.stat().st_mtime_ns, it.read_bytes() if it.is_file() else b"") for it in every}


def test_a_shop_that_is_set_up_is_well(shop) -> None:
    """Where everything was set up, nothing is to be fixed, and each helpdesk has the same checks."""
    shop.ready()
    shop.ok("sync")
    ran = shop.ok("doctor", "--format", "json")
    assert ran.json["ok"]
    wrong = [it for it in ran.json["findings"] if it["health"] != "ok"]
    assert {it["check"] for it in wrong} == {"config"}  # the secrets stand in the file itself
    checks = {name: [it["check"] for it in ran.json["findings"] if it["subject"] == name] for name in HELPDESKS}
    assert checks["shop"] == checks["shop-eu"]
    assert ran.json["version"]
    text = shop.ok("doctor").out
    assert text.splitlines()[-1].startswith("2 warnings, ")
    assert len(text.splitlines()) < 60


def test_looking_leaves_no_trace(shop) -> None:
    """No file is made, changed or touched, also where no database is there yet; and no helpdesk is written to."""
    for prepare in (lambda: None, lambda: (shop.ready(), shop.ok("sync"))):
        prepare()
        before = files(shop.folder)
        shop.writes()
        shop.run("doctor")
        assert files(shop.folder) == before
        assert shop.writes() == 0


def test_a_new_shop_is_told_what_comes_first(shop) -> None:
    """Before setup the fields are missing, and the command that makes them is named; the rest is well."""
    ran = shop.run("doctor", "--format", "json")
    assert ran.code == 1
    failed = [it for it in ran.json["findings"] if it["health"] == "fail"]
    assert {(it["check"], it["subject"]) for it in failed} == {("ticket fields", name) for name in HELPDESKS}
    assert all("zendesk-bridge setup" in it["fix"] for it in failed)
    assert "first run makes it" in seen(ran, "database")[0]["message"]


def test_one_helpdesk_alone(shop) -> None:
    """--helpdesk looks at that one and asks no other; a wrong name is answered with the nearest right one."""
    shop.writes()
    ran = shop.run("doctor", "--helpdesk", "shop", "--format", "json")
    assert {it["subject"] for it in ran.json["findings"]} == {"", "shop"}
    assert not shop.calls("freshdesk")
    wrong = shop.run("doctor", "--helpdesk", "shop-e")
    assert (wrong.code, "did you mean shop" in wrong.err) == (2, True)


@pytest.mark.parametrize("form", ["text", "json"])
def test_both_helpdesks_are_down(shop, form: str) -> None:
    """Nobody answers: that is said once for each; what hangs on it is skipped, and the files are looked at."""
    shop.box.__exit__(None, None, None)
    ran = shop.run("doctor", "--format", form)
    assert ran.code == 1
    if form == "text":
        assert ran.out.count("FAIL  connection") == 2
        assert "because of connection" in ran.out
        assert ran.out.splitlines()[-1].startswith("2 to fix, ")
        return
    for name in HELPDESKS:
        assert health(ran, "connection", name) == ["fail"]
        assert health(ran, "ticket fields", name) == ["skipped"]
        assert "url" in seen(ran, "connection", name)[0]["fix"]
    assert health(ran, "macros") == health(ran, "feed") == health(ran, "database") == ["ok"]


def test_one_helpdesk_refuses(shop) -> None:
    """A key that nobody knows fails there with where to find the right one; the other helpdesk is looked at whole."""
    shop.swap("config.yaml", shop.box.credentials.freshdesk_api_key, "wr0ng")
    ran = shop.run("doctor", "--format", "json")
    assert ran.code == 1
    [refused] = seen(ran, "sign-in", "shop-eu")
    assert (refused["health"], "401" in refused["message"]) == ("fail", True)
    assert "View API key" in refused["fix"]
    assert health(ran, "macro count", "shop-eu") == ["skipped"]
    assert health(ran, "macro count", "shop") == ["ok"]


@pytest.mark.parametrize(("status", "told"), [(401, "auth"), (403, "role and scope"), (404, "subdomain")])
def test_refusals_are_told_apart(shop, status: int, told: str) -> None:
    """A wrong login, a login without rights and a wrong subdomain each have their own advice."""
    shop.fault("zendesk", "GET", "users/me", "status", status=status, to=None)
    ran = shop.run("doctor", "--helpdesk", "shop", "--format", "json")
    [refused] = seen(ran, "sign-in", "shop")
    assert refused["health"] == "fail"
    assert str(status) in refused["message"]
    assert told in refused["fix"]
