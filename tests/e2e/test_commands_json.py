"""What a program that runs a command reads: with --format json, one document on stdout, also where it refuses."""

from datetime import timedelta

import pytest


def test_json_alone_on_stdout(shop):
    """With --format json, stdout is one JSON document, whatever there is to tell beside it."""
    shop.facts(**{key: when - timedelta(days=2000) for key, when in shop.dates.items()})
    ticket = shop.customer("Where is my blue widget?")
    commands = (
        ["check"],
        ["plan"],
        ["setup", "--yes"],
        ["sync", "--dry-run"],
        ["apply", "--yes"],
        ["triage", "--dry-run"],
        ["triage", "--helpdesk", "shop"],
        ["triage", "--helpdesk", "shop", "--ticket", str(ticket)],
        ["sync"],
    )
    for command in commands:
        ran = shop.run(*command, "--format", "json")
        assert ran.code in {0, 2, 3}, (command, ran)
        assert isinstance(ran.json, dict | list), command
    told = shop.run("sync", "--format", "json").json
    assert told["reminders"]
    assert told["calls"].keys() == {"shop", "shop-eu"}


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (["check", "--config", "nowhere.yaml"], 2, "nowhere.yaml"),
        (["plan", "--adopt", "delay-updat"], 2, "no macro has the key 'delay-updat'"),
        (["apply", "--plan", "0123456789abcdef"], 5, "this is not the plan"),
        (["triage", "--ticket", "5"], 2, "--helpdesk one of"),
        (["triage", "--ticket", "999999", "--helpdesk", "shop"], 1, "999999"),
        (["preview", "nothing"], 2, "There is no macro 'nothing'"),
        (["setup", "--yse"], 2, "--yse"),
        (["sync", "--allow", "0"], 2, "--allow"),
    ],
)
@pytest.mark.parametrize("form", [["--format", "json"], ["--format=json"]])
def test_json_when_it_refuses(shop, command, code, said, form):
    """A program that asked for JSON is told on stdout why nothing came of it, with the exit code; people on stderr."""
    name, *rest = command
    ran = shop.run(name, *rest, *form)
    assert ran.code == code
    assert ran.json["ok"] is False
    error = ran.json["error"]
    assert error["exit_code"] == code
    assert said in error["message"] + str(error["problems"])
    assert said in ran.err


def test_advice_as_json(quiet_shop):
    """What to do stands in an entry of its own: for mistakes in files, for wrong usage, and for a digest."""
    told = quiet_shop.run("apply", "--plan", "banana", "--format", "json").json["error"]
    assert "`zendesk-bridge plan` prints it" in told["fix"]
    told = quiet_shop.run("triage", "--helpdesk", "shop-us", "--format", "json").json["error"]
    assert told["fix"].endswith("--help` tells what is right.")
    quiet_shop.swap("macros/item-update.yaml", "backorder.message", "backorder.mesage")
    told = quiet_shop.run("plan", "--format", "json").json["error"]
    assert told["fix"]
    assert told["fix"].split("\n")[0] == told["problems"][0]["fix"]


def test_json_of_triage_says_what_is_held(shop):
    """A helpdesk that is not set up, and one where it would be too much, are in the JSON with the reason."""
    held = shop.run("triage", "--format", "json")
    assert held.code == 3
    assert [part["helpdesk"] for part in held.json] == ["shop", "shop-eu"]
    assert all("zendesk-bridge setup" in part["held"][0] for part in held.json)
    shop.ready()
    for _ in range(2):
        shop.customer("Where is my blue widget?")
    shop.configure(limits="{tickets: 1}")
    refused = shop.run("triage", "--dry-run", "--format", "json")
    assert refused.code == 5
    assert all("2 tickets would change" in part["held"][0] for part in refused.json)


def test_problems_as_json(quiet_shop):
    """Mistakes in files come with their places, each as an entry of its own."""
    quiet_shop.swap("macros/item-update.yaml", "backorder.message", "backorder.mesage")
    (problem,) = quiet_shop.run("plan", "--format", "json").json["error"]["problems"][:1]
    assert "item-update.yaml:" in problem["place"]
    assert "backorder.mesage" in problem["message"]
