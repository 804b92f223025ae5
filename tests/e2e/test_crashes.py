"""Runs that are killed, stopped or overtaken: the next one finishes the work, and nothing is there twice."""

import signal

import pytest

from zendesk_bridge.core.model import Marker

ONCE = {"Delay update", "Blue Widget 12 oz", "Harbor Desk Lamp"}
CREATE = {"zendesk": r"/macros(\.json)?$", "freshdesk": "/canned_responses$"}


def copies(shop):
    """Return the title of every macro of ours on each face, copies and retired ones too, in order."""
    zendesk = shop.get("zendesk", "/api/v2/macros.json?access=shared&page[size]=100")["macros"]
    freshdesk = []
    for folder in shop.get("freshdesk", "/api/v2/canned_response_folders"):
        rows = shop.get("freshdesk", f"/api/v2/canned_response_folders/{folder['id']}/responses?per_page=100")
        freshdesk += [Marker.strip(row["title"]) for row in rows]
    return sorted(item["title"].removeprefix("Backorder::") for item in zendesk), sorted(freshdesk)


def settled(shop):
    """Run sync until it has said that all is well, then once more: that one writes nothing."""
    shop.ok("sync")
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0


def arrived(shop, face, endpoint, times):
    """Tell whether the helpdesk has answered an endpoint that often: a request outlives the run that sent it."""
    return lambda: sum(count for call, count in shop.calls(face).items() if endpoint in call) >= times


@pytest.mark.parametrize("face", ["zendesk", "freshdesk"])
def test_killed_in_the_middle_of_apply(shop, until, face):
    """Killed between a macro's creation and our memory of it, the next run knows the macro and makes the others."""
    shop.ok("setup", "--yes")
    shop.writes()
    come = shop.hold(face, "POST", CREATE[face], number=2)
    process = shop.start("apply", "--yes")
    come()
    process.kill()
    assert shop.end(process).code == -signal.SIGKILL
    shop.heal()
    until(arrived(shop, face, "POST /api/v2/macros" if face == "zendesk" else "POST /api/v2/canned_responses", 2))
    settled(shop)
    zendesk, freshdesk = copies(shop)
    assert zendesk == sorted(ONCE)
    assert freshdesk == sorted(ONCE)


@pytest.mark.parametrize(
    ("face", "method", "path", "endpoint", "number"),
    [
        ("zendesk", "PUT", "update_many", "update_many", 1),
        ("zendesk", "GET", "job_statuses", "job_statuses", 1),
        ("freshdesk", "PUT", r"/tickets/\d+$", "PUT /api/v2/tickets", 2),
        ("freshdesk", "POST", "/notes$", "/notes", 2),
    ],
)
def test_killed_in_the_middle_of_triage(shop, until, face, method, path, endpoint, number):
    """Killed while tickets are written, the next run finishes: every ticket marked, one note each, then silence."""
    shop.configure(triage="{note: true}")
    shop.ready()
    tickets = [shop.customer("Where is my blue widget?") for _ in range(4)]
    shop.writes()
    come = shop.hold(face, method, path, number)
    name = "shop" if face == "zendesk" else "shop-eu"
    process = shop.start("triage", "--helpdesk", name)
    come()
    process.kill()
    assert shop.end(process).code == -signal.SIGKILL
    shop.heal()
    until(arrived(shop, face, endpoint, number))
    shop.ok("triage", "--helpdesk", name)
    for ticket in tickets:
        assert {"backorder", "backorder_wid_12"} <= shop.tags(ticket)
        assert "Blue Widget 12 oz" in shop.fields(face, ticket)["Backorder items"]
        comments = shop.get("zendesk", f"/api/v2/tickets/{ticket}/comments.json")["comments"]
        assert sum(not comment["public"] for comment in comments) == 1
    shop.writes()
    shop.ok("triage", "--helpdesk", name)
    assert shop.writes() == 0


def test_two_runs_at_once(shop):
    """A second run leaves at once with 75 and says who holds the lease; the first goes on undisturbed."""
    shop.ready()
    shop.admin("zendesk", "settings", {"job_polls": 0})
    number = shop.customer("Where is my blue widget?")
    come = shop.hold("freshdesk", "GET", "canned_response_folders")
    process = shop.start("sync")
    come()
    for command in (["sync"], ["apply", "--yes"], ["triage"]):
        second = shop.run(*command)
        assert second.code == 75
        assert "another run holds the lease 'run' since " in second.err
        assert f"process {process.pid} on " in second.err
        assert "Wait until it is done and run again" in second.err
    assert shop.run("plan").code == 0
    shop.heal()
    first = shop.end(process)
    assert first.code == 0, first
    assert "backorder_wid_12" in shop.tags(number)
    settled(shop)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_stopped_in_the_middle(shop, until, sent):
    """A run that is stopped says so in a sentence, lets go of the lease, and the next one finishes the work."""
    shop.ok("setup", "--yes")
    number = shop.customer("Where is my blue widget?")
    shop.writes()
    come = shop.hold("zendesk", "POST", CREATE["zendesk"], number=2)
    process = shop.start("sync")
    come()
    process.send_signal(sent)
    ran = shop.end(process)
    assert ran.code == 130
    assert "Stopped. What was written is written; run the same command again to finish." in ran.err
    shop.heal()
    until(arrived(shop, "zendesk", "POST /api/v2/macros", 2))
    again = shop.ok("sync")
    assert "took over the lease" not in again.err
    assert "backorder_wid_12" in shop.tags(number)
    settled(shop)
    assert copies(shop) == (sorted(ONCE), sorted(ONCE))
