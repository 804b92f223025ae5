"""One helpdesk that fails holds no other: in setup, plan, apply and triage --dry-run."""

import pytest

FACES = {"shop": "zendesk", "shop-eu": "freshdesk"}


def test_a_helpdesk_that_is_down_holds_no_other(shop):
    """Its error is told with its own exit code; the other one has everything."""
    shop.fault("zendesk", "", "", "status", status=401, to=None)
    ran = shop.run("setup", "--yes", "--format", "json")
    assert ran.code == 1
    assert ran.json["ok"] is False
    assert ran.json["down"].keys() == {"shop"}
    assert ran.json["helpdesks"].keys() == {"shop-eu"}
    shop.heal()
    assert shop.fields("freshdesk", shop.customer("Hello"))
    assert not shop.fields("zendesk", shop.customer("Hello"))


def test_what_was_done_before_an_outage_is_told(shop):
    """Where every helpdesk fails on the way, too, what stands there now is said: 75."""
    for face in FACES.values():
        shop.fault(face, "POST", "/ticket_fields", "status", status=503, **{"from": 3, "to": None})
    ran = shop.run("setup", "--yes")
    assert ran.code == 75
    for name in FACES:
        assert f"{name}: 2 ticket fields created, 0 were there." in ran.out
    assert ran.err.count("answered 503") == 2


@pytest.mark.parametrize("command", [("setup", "--yes"), ("setup", "--dry-run"), ("plan",), ("triage", "--dry-run")])
def test_every_helpdesk_that_fails_is_named(shop, command):
    """Where none can be reached, one run says so of each."""
    for face in FACES.values():
        shop.fault(face, "", "", "status", status=401, to=None)
    ran = shop.run(*command)
    assert ran.code == 1
    assert "shop: " in ran.err
    assert "shop-eu: " in ran.err
    assert ran.err.count("answered 401") == 2


def test_a_plan_without_the_helpdesk_that_fails(shop):
    """The others are planned, with the failing one's exit code; that plan applies to them, and to nothing else."""
    shop.ok("setup", "--yes")
    shop.fault("freshdesk", "", "", "status", status=401, to=None)
    planned = shop.run("plan", "--format", "json")
    assert planned.code == 1
    assert planned.json["down"].keys() == {"shop-eu"}
    assert "Nothing is planned there; the others are." in planned.err
    shown = shop.run("plan", "--format", "markdown", "--html", str(shop.folder / "plan.html"))
    assert "- **shop-eu**: not planned: " in shown.out
    assert "could not be read: shop-eu." in (shop.folder / "plan.html").read_text(encoding="utf-8")
    digest = planned.json["digest"]
    applied = shop.run("apply", "--plan", digest)
    assert applied.code == 1
    assert "Backorder::Delay update" in shop.macros()
    shop.heal()
    assert shop.canned() == {}
    assert shop.run("apply", "--plan", digest).code == 5
    assert shop.canned() == {}


def test_a_whole_plan_is_not_applied_in_part(shop):
    """A plan that was made with both helpdesks writes nothing when one of them fails: its error is told."""
    shop.ok("setup", "--yes")
    digest = shop.ok("plan", "--format", "json").json["digest"]
    shop.fault("freshdesk", "", "", "status", status=401, to=None)
    ran = shop.run("apply", "--plan", digest)
    assert ran.code == 1
    assert "answered 401" in ran.err
    assert "Backorder::Delay update" not in shop.macros()
