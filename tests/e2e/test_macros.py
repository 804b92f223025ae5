"""Macros from YAML into both helpdesks, through the command line and real HTTP."""

import re
from datetime import timedelta

import pytest


def test_first_apply_and_second_run(shop):
    """Applying creates every macro on both helpdesks; applying again writes nothing."""
    shop.ready()
    titles = {"Backorder::Delay update", "Backorder::Blue Widget 12 oz", "Backorder::Harbor Desk Lamp"}
    assert titles <= shop.macros().keys()
    assert titles <= shop.canned().keys()
    shop.writes()
    shop.ok("apply", "--yes")
    assert shop.writes() == 0


def test_plan_writes_nothing_anywhere(shop):
    """Planning leaves no database behind and sends no write, and says so with its exit code."""
    shop.writes()
    before = sorted(shop.folder.rglob("*"))
    assert shop.run("plan", "--exit-code").code == 4
    assert sorted(shop.folder.rglob("*")) == before
    assert shop.writes() == 0


WRONG_DIGESTS = {
    "0123456789abcdef": "files or the helpdesk have changed since, or it was made with other options",
    "banana": "'banana' is no digest of a plan",
    "": "'' is no digest of a plan",
}


def test_plan_digest_binds(shop):
    """A reviewed plan is applied as it was read; a wrong, stale or empty digest refuses and writes nothing."""
    shop.ok("setup", "--yes")
    digest = shop.ok("plan", "--format", "json").json["digest"]
    shop.writes()
    for wrong, said in WRONG_DIGESTS.items():
        refused = shop.run("apply", "--plan", wrong, "--yes")
        assert refused.code == 5
        assert "nothing was written" in refused.err
        assert said in refused.err
    shop.facts(to=shop.dates["to"] + timedelta(days=365))
    assert shop.run("apply", "--plan", digest).code == 5
    assert shop.writes() == 0
    shop.facts()
    shop.ok("apply", "--plan", digest)
    assert "Backorder::Delay update" in shop.macros()
    shop.writes()
    again = shop.run("apply", "--plan", digest)
    assert again.code == 5
    assert "there is nothing to write: it may have been applied already, or files or the helpdesk" in again.err
    assert shop.writes() == 0


def test_a_program_is_told_where_the_plan_is(shop):
    """With JSON no plan stands above the refusal: it names the command that shows one, and the digest of what it is."""
    shop.ok("setup", "--yes")
    digest = shop.ok("plan", "--format", "json").json["digest"]
    told = shop.run("apply", "--plan", "0123456789abcdef", "--format", "json")
    assert told.json["error"]["fix"] == (
        f"Read `zendesk-bridge plan`; if it is right: zendesk-bridge apply --plan {digest}"
    )
    assert "to create" not in told.err


def test_plan_leaves_with_what_it_holds(shop):
    """A macro that waits for a decision makes plan leave with 3, as a sync does; with --exit-code changes make it 4."""
    shop.ready()
    assert shop.run("plan", "--exit-code").code == 0
    macro = shop.macros()["Backorder::Delay update"]
    actions = [action for action in macro["actions"] if "comment" not in action["field"]]
    actions.append({"field": "comment_value_html", "value": "<p>By hand</p>"})
    shop.call("zendesk", "PUT", f"/api/v2/macros/{macro['id']}.json", json={"macro": {"actions": actions}})
    plan = shop.run("plan")
    assert "Nothing to write; 1 held back" in plan.out
    assert (plan.code, shop.run("plan", "--exit-code").code, shop.run("sync", "--dry-run").code) == (3, 3, 3)
    shop.facts(to=shop.dates["to"] + timedelta(days=3))
    assert (shop.run("plan").code, shop.run("plan", "--exit-code").code) == (3, 4)


@pytest.mark.parametrize("args", [[], ["--format", "markdown"]])
def test_plan_says_that_tickets_are_elsewhere(shop, args):
    """A plan of macros ends with where the tickets are shown; a run that shows both does not say so."""
    line = "Tickets are not in this plan: zendesk-bridge triage --dry-run shows them."
    assert shop.run("plan", *args).out.rstrip().endswith(line)
    assert line not in shop.run("sync", "--dry-run").out


def test_moved_window_updates_the_item_macro(shop):
    """A moved window changes the per-item macro on both helpdesks, and only that one."""
    shop.ready()
    later = {name: shop.dates[name] + timedelta(days=400) for name in ("from", "to")}
    shop.facts(**later)
    plan = shop.ok("plan", "--format", "json").json
    assert [[change["key"] for change in part["changes"]] for part in plan["helpdesks"]] == [["item-update/WID-12"]] * 2
    shop.ok("apply", "--yes")
    widget = shop.macros()["Backorder::Blue Widget 12 oz"]
    year = str(later["to"].year)
    assert year in next(action["value"] for action in widget["actions"] if action["field"] == "comment_value_html")
    assert year in shop.canned()["Backorder::Blue Widget 12 oz"]["content_html"]


def test_item_gone_retires_its_macro(shop):
    """A macro that is no longer wanted is deactivated in Zendesk, and archived out of sight in Freshdesk."""
    shop.ready()
    shop.facts("LAMP-3")
    shop.ok("apply", "--yes")
    assert "Backorder::Harbor Desk Lamp" not in shop.macros()
    assert "Backorder::Harbor Desk Lamp" in shop.macros(active=False)
    assert "Backorder::Harbor Desk Lamp" not in shop.canned()
    assert any("Harbor Desk Lamp" in title for title in shop.canned())
    shop.facts()
    shop.ok("apply", "--yes")
    assert "Backorder::Harbor Desk Lamp" in shop.macros()
    assert "Backorder::Harbor Desk Lamp" in shop.canned()


def test_lost_state_makes_no_second_copy(shop):
    """With the database gone, our own macros are recognised by their markers."""
    shop.ready()
    shop.writes()
    shop.lose_state()
    shop.ok("apply", "--yes")
    assert shop.writes() == 0


def test_portal_edits_are_drift(shop):
    """An edit in either portal is shown, is not overwritten, and the other macros go ahead."""
    shop.ready()
    macro = shop.macros()["Backorder::Delay update"]
    edited = [
        {**action, "value": "<p>By hand</p>"} if action["field"] == "comment_value_html" else action
        for action in macro["actions"]
        if action["field"] != "comment_value"
    ]
    shop.call("zendesk", "PUT", f"/api/v2/macros/{macro['id']}.json", json={"macro": {"actions": edited}})
    canned = shop.canned()["Backorder::Delay update"]
    shop.call("freshdesk", "PUT", f"/api/v2/canned_responses/{canned['id']}", json={"content_html": "<p>By hand</p>"})
    shop.facts("LAMP-3")
    ran = shop.run("apply", "--yes")
    assert ran.code == 3
    plan = shop.run("plan")
    assert "1 macro on shop, 1 on shop-eu" in plan.out
    assert plan.out.count("edited on the helpdesk; left alone") == 1
    assert "--overwrite delay-update" in plan.out
    assert "By hand" in plan.out
    assert "Backorder::Harbor Desk Lamp" not in shop.macros()
    assert "By hand" in shop.canned()["Backorder::Delay update"]["content_html"]
    shop.ok("apply", "--yes", "--overwrite", "delay-update")
    assert "By hand" not in shop.canned()["Backorder::Delay update"]["content_html"]
    assert "\nNothing to write.\n" in shop.ok("plan").out


REWRITINGS = [
    ("<p>", '<p dir="auto">'),
    ("<strong>", "<b>"),
    ("</strong>", "</b>"),
    ("<br>", "<br />"),
    ("<div>", '<div dir="ltr">'),
    ("<a ", '<a rel="nofollow" target="_blank" '),
    (" am ", "&nbsp;am "),
    ("</p>", "</p><p></p>"),
    ("Hi ", "<b>Hi</b> "),
]


def test_markup_alone_is_no_edit(shop):
    """A macro that reads word for word as we sent it is ours, however it is written: new words still reach it."""
    shop.ready()
    macro = shop.macros()["Backorder::Delay update"]
    actions = [action for action in macro["actions"] if action["field"] != "comment_value"]
    canned = shop.canned()["Backorder::Delay update"]
    bodies = [action["value"] for action in actions if action["field"] == "comment_value_html"]
    bodies.append(canned["content_html"])
    for old, new in REWRITINGS:
        bodies = [body.replace(old, new) for body in bodies]
    actions = [action | {"value": bodies[0]} if "html" in action["field"] else action for action in actions]
    shop.call("zendesk", "PUT", f"/api/v2/macros/{macro['id']}.json", json={"macro": {"actions": actions}})
    shop.call("freshdesk", "PUT", f"/api/v2/canned_responses/{canned['id']}", json={"content_html": bodies[1]})
    plan = shop.ok("plan", "--format", "json").json
    assert [part["counts"].get("drift", 0) for part in plan["helpdesks"]] == [0, 0]
    shop.swap("macros/delay-update.yaml", "Hi {{", "Hello {{")
    shop.ok("apply", "--yes")
    for there in (shop.macros(), shop.canned()):
        assert "Hello {{" in str(there["Backorder::Delay update"])


def test_hand_made_macro_with_our_title(shop):
    """A hand-made macro is never taken over unasked; asked by name, it becomes ours."""
    actions = [{"field": "comment_value", "value": "Mine"}]
    body = {"macro": {"title": "Backorder::Delay update", "actions": actions}}
    mine = shop.call("zendesk", "POST", "/api/v2/macros.json", json=body)["macro"]
    shop.ok("setup", "--yes")
    ran = shop.run("apply", "--yes")
    assert ran.code == 3
    assert "--adopt delay-update" in shop.run("plan").out
    kept = shop.get("zendesk", f"/api/v2/macros/{mine['id']}.json")["macro"]
    assert kept["actions"] == mine["actions"]
    shop.ok("apply", "--yes", "--adopt", "delay-update")
    taken = shop.get("zendesk", f"/api/v2/macros/{mine['id']}.json")["macro"]
    assert "Mine" not in str(taken["actions"])
    assert "\nNothing to write.\n" in shop.ok("plan").out


@pytest.mark.parametrize("command", [["plan"], ["apply", "--yes"], ["sync"]])
def test_adoption_of_nothing_is_told(shop, command):
    """Where no macro has the title, nothing is made instead of what was to be taken over, and all else goes ahead."""
    shop.ok("setup", "--yes")
    ran = shop.run(*command, "--adopt", "delay-update")
    assert ran.code == 3
    said = "--adopt delay-update takes nothing over: no hand-made macro is called 'Backorder::Delay update'"
    assert said in ran.out + ran.err
    assert "Backorder::Delay update" not in shop.macros()
    assert ("Backorder::Blue Widget 12 oz" in shop.macros()) is (command != ["plan"])
    if command == ["plan"]:
        digest = shop.run(*command, "--format", "json", "--adopt", "delay-update").json["digest"]
        assert f"apply --plan {digest} --adopt delay-update\n" in ran.out


def test_adoption_may_stand_in_a_schedule(shop):
    """What was taken over once is ours in every run after, on the helpdesk that had none as well, late or not."""
    actions = [{"field": "comment_value", "value": "Mine"}]
    title = "Backorder::Blue Widget 12 oz"
    shop.call("zendesk", "POST", "/api/v2/macros.json", json={"macro": {"title": title, "actions": actions}})
    key = "item-update/WID-12"
    shop.ok("setup", "--yes")
    shop.ok("sync", "--adopt", key)
    assert title in shop.canned()
    shop.writes()
    shop.ok("sync", "--adopt", key)
    assert shop.writes() == 0
    shop.write("macros/backorders.yaml", "backorders: []\n")
    for _ in range(2):
        shop.ok("sync", "--adopt", key, "--accept-fewer", "--allow", "retirements")
    assert title not in shop.macros()


def test_two_macros_of_one_title_are_not_adopted(shop):
    """What helps is told: typing the same again does not."""
    macro = {"title": "Backorder::Delay update", "actions": [{"field": "comment_value", "value": "Mine"}]}
    for _ in range(2):
        shop.call("zendesk", "POST", "/api/v2/macros.json", json={"macro": macro})
    shop.ok("setup", "--yes")
    ran = shop.run("apply", "--yes", "--adopt", "delay-update")
    assert ran.code == 3
    assert "2 hand-made macros (#" in ran.err
    assert "rename one of them on the helpdesk, then take the other over with --adopt delay-update" in ran.err


def test_deleted_in_the_portal(shop):
    """A macro that somebody deleted is reported, and made again only when asked."""
    shop.ready()
    macro = shop.macros()["Backorder::Delay update"]
    shop.call("zendesk", "DELETE", f"/api/v2/macros/{macro['id']}.json")
    ran = shop.run("sync")
    assert ran.code == 3
    assert "deleted on the helpdesk" in ran.err
    shop.ok("sync", "--overwrite", "delay-update")
    assert "Backorder::Delay update" in shop.macros()


def test_visible_to_groups_and_lifting_it(shop):
    """Group names restrict a macro on both helpdesks, and the restriction is lifted again."""
    restricted = "visible_to: {groups: [VIP]}\n"
    original = (shop.folder / "macros/delay-update.yaml").read_text()
    shop.write("macros/delay-update.yaml", original + restricted)
    shop.ready()
    groups = {item["name"]: item["id"] for item in shop.get("zendesk", "/api/v2/groups.json")["groups"]}
    assert shop.macros()["Backorder::Delay update"]["restriction"]["ids"] == [groups["VIP"]]
    assert shop.canned()["Backorder::Delay update"]["visibility"] == 2
    shop.write("macros/delay-update.yaml", original)
    shop.ok("apply", "--yes")
    assert shop.macros()["Backorder::Delay update"]["restriction"] is None
    assert shop.canned()["Backorder::Delay update"]["visibility"] == 0
    shop.write("macros/delay-update.yaml", original + restricted.replace("VIP", "Vips"))
    ran = shop.run("apply", "--yes")
    assert ran.code == 3
    assert "no group 'Vips'" in shop.run("plan").out
    assert shop.macros()["Backorder::Delay update"]["restriction"] is None


def test_without_ticket_fields_per_ticket_macros_wait(shop):
    """Before setup, the macros that read ticket fields are blocked with the way out, the others are made."""
    ran = shop.run("apply", "--yes")
    assert ran.code == 3
    assert "zendesk-bridge setup" in shop.run("plan").out
    assert "Backorder::Delay update" not in shop.macros()
    assert "Backorder::Blue Widget 12 oz" in shop.macros()


def test_one_macro_speaks_all_its_languages_where_it_can(shop):
    """In Zendesk a macro with two languages is one macro; a canned response that reads no ticket is one for each."""
    shop.write(
        "macros/hello.yaml",
        'key: hello\ntitle: "Backorder::Hello"\nreply: Hello {{ customer.first_name }}\n'
        'locales: {de: {title: "Backorder::Hallo", reply: "Hallo {{ customer.first_name }}"}}\n',
    )
    shop.ready()
    assert "Backorder::Hallo" not in shop.macros()
    hello = str(shop.macros()["Backorder::Hello"]["actions"])
    assert "Hallo" in hello
    assert "Hello" in hello
    assert {"Backorder::Hello", "Backorder::Hallo"} <= shop.canned().keys()


def test_safety_gate(shop):
    """Retiring most of a small set is refused whole, and nothing is written."""
    facts = "backorders:\n" + "".join(
        f"  - {{sku: SKU-{number}, name: Thing {number}, ship_window: unknown, reason: late, options: [cancel]}}\n"
        for number in range(9)
    )
    shop.write("macros/backorders.yaml", facts)
    shop.ready()
    shop.write("macros/backorders.yaml", facts[: facts.index("  - {sku: SKU-5")])
    shop.writes()
    refused = shop.run("sync")
    assert refused.code == 5
    assert "retire 4 of 10" in refused.err
    assert shop.run("plan").code == 5
    assert shop.writes() == 0
    shop.configure(limits="{retirements: {max: 10, share: 0.9}}")
    shop.ok("sync")
    assert "Backorder::Thing 8" not in shop.macros()


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_plan_formats(shop, form):
    """Each format names every macro that is to be created."""
    out = shop.run("plan", "--format", form).out
    assert "Blue Widget 12 oz" in out
    assert re.search("create", out)


def test_zendesk_guards_against_empty_fields(shop):
    """On a ticket that triage has not marked, the per-ticket macro shows its fallback, never a hole."""
    shop.ready()
    ticket = shop.customer("Where is my order?")
    macro = shop.macros()["Backorder::Delay update"]
    shown = shop.get("zendesk", f"/api/v2/tickets/{ticket}/macros/{macro['id']}/apply.json")["result"]["ticket"]
    assert "will ship late" not in shown["comment"]["html_body"]
    assert "Alex" in shown["comment"]["html_body"] or "working days" in shown["comment"]["html_body"]


def test_counts_agree(shop):
    """What is told while macros are written, in the summary and in JSON is the same number, in the right grammar."""
    shop.write("macros/hello.yaml", "key: hello\ntitle: Hello\nreply: Hello\n")
    shop.ok("setup", "--yes")
    planned = shop.ok("plan")
    assert "shop: 4 to create" in planned.out
    assert "8 macros to write" in planned.out
    ran = shop.ok("apply", "--yes")
    for name in ("shop", "shop-eu"):
        assert ran.err.count(f"{name}: 4 of 4 macros written") == 1
    assert ran.out == "8 macros written.\n"
    shop.write("macros/hello.yaml", "key: hello\ntitle: Hello\nreply: Hello again\n")
    shop.fault("zendesk", "PUT", "/api/v2/macros/", "status", status=422)
    partly = shop.run("apply", "--yes")
    assert partly.code == 3
    assert "shop: 0 of 1 macro written" in partly.err
    assert "shop-eu: 1 of 1 macro written" in partly.err
    assert partly.out == "1 macro written, 1 failed.\n"
    again = shop.ok("apply", "--yes", "--format", "json")
    assert again.json["writes"] == len(again.json["results"]) == 1
    assert "shop: 1 of 1 macro written" in again.err


def test_many_macros_are_no_line_each_in_a_log(shop):
    """A log gets one line for ten macros written, and one at the end."""
    item = "  - {{sku: SKU-{0}, name: Thing {0}, ship_window: unknown, reason: late, options: [cancel]}}\n"
    shop.write("macros/backorders.yaml", "backorders:\n" + "".join(item.format(at) for at in range(24)))
    shop.ok("setup", "--yes")
    ran = shop.ok("apply", "--yes")
    told = [line.partition("shop: ")[2] for line in ran.err.splitlines() if "shop: " in line and "written" in line]
    assert told == [f"{done} of 25 macros written" for done in (10, 20, 25)]
