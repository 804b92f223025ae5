"""What is remembered of one account is applied to no other: renamed, moved, replaced, made anew."""

import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest

from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.state import open_state

FACES = ("zendesk", "freshdesk")
NAMES = {"zendesk": "shop", "freshdesk": "shop-eu"}
OTHERS = "what is remembered under this name is another account's"
GONE = "of all that is remembered of this account"


@pytest.fixture
def another(closing) -> Iterator[Callable[..., Sandbox]]:
    """Start sandboxes that are accounts of their own, beside the shop's or on ports of before."""
    with ExitStack() as stack:

        def start(**options: Any) -> Sandbox:
            return stack.enter_context(Sandbox(seed=None, **options))

        yield start
        closing(stack.pop_all())


def ports(box: Sandbox) -> dict[str, int]:
    """Return the ports of a sandbox, to be taken by another."""
    return {f"{face}_port": int(getattr(box, f"{face}_url").rsplit(":", 1)[1]) for face in FACES}


def move_to(shop, box: Sandbox) -> None:
    """Let the config's addresses lead to another sandbox."""
    shop.box = box
    shop.configure()
    shop.writes()


def known(shop) -> dict[str, str]:
    """Return the names and addresses in the state."""
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    found = {it.name: it.account.address for it in state.accounts() if it.account}
    state.close()
    return found


def used(shop) -> None:
    """Let a shop have macros, fields, and three tickets with marks on them."""
    shop.ready()
    for _ in range(3):
        shop.customer("Where is my blue widget?")
    shop.ok("sync")


COMMANDS = (("plan",), ("apply", "--yes"), ("setup", "--yes"), ("triage",), ("triage", "--dry-run"), ("sync",))


def test_another_account_under_the_same_name_is_left_alone(shop, another):
    """Every command refuses before it reads a ticket or writes anything, and says what is known and what to do."""
    used(shop)
    old = shop.url("zendesk")
    move_to(shop, another())
    shop.customer("Please send an invoice for my teapot.")
    for command in COMMANDS:
        refused = shop.run(*command)
        assert refused.code == 5, command
        assert OTHERS in refused.err
        assert f"remembered: zendesk at {old}" in refused.err
        assert ": 3 macros, 5 ticket fields, 3 tickets" in refused.err
        assert f"there now:  zendesk at {shop.url('zendesk')}" in refused.err
        assert "`zendesk-bridge state forget shop`" in refused.err
        assert shop.writes() == 0
    assert not [path for path in shop.calls("zendesk") if "ticket" in path and "ticket_fields" not in path]
    assert known(shop)["shop"] == old


def test_a_job_tells_of_every_helpdesk_that_is_another_account(shop, another):
    """Where all of them are, one run says so of each, with its own ways out."""
    used(shop)
    move_to(shop, another())
    ran = shop.run("sync")
    assert ran.code == 5
    for name in NAMES.values():
        assert f"{name}: {OTHERS}" in ran.err
        assert f"`zendesk-bridge state forget {name}`" in ran.err


def test_another_account_that_is_taken_as_new_gets_everything(shop, another):
    """Once --as-new is said, all is made there as on the first day, and tickets about other things stay untouched."""
    used(shop)
    move_to(shop, another())
    teapots = [shop.customer("Please send an invoice for my teapot.") for _ in range(3)]
    late = shop.customer("Where is my blue widget?")
    as_new = ("--as-new", "shop", "--as-new", "shop-eu")
    planned = shop.run("plan", *as_new)
    assert planned.code == 3, planned  # no ticket fields yet
    assert shop.writes() == 0
    assert OTHERS in shop.run("plan").err  # a plan remembers nothing
    shop.ok("setup", "--yes", *as_new)
    shop.ok("apply", "--yes")
    shop.ok("sync")
    assert {"Backorder::Blue Widget 12 oz", "Backorder::Delay update"} <= shop.macros().keys()
    assert {"Backorder::Blue Widget 12 oz", "Backorder::Delay update"} <= shop.canned().keys()
    shop.facts(to=shop.dates["to"] + timedelta(days=7))
    shop.ok("sync")
    assert {"backorder", "backorder_wid_12"} <= shop.tags(late)
    for number in teapots:
        assert shop.tags(number) == set()
        for face in FACES:
            assert not any(shop.fields(face, number).values())
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0


def test_as_new_holds_from_the_question_to_the_answer(shop, another, monkeypatch):
    """A plan that is agreed to is the one that is applied, though what was remembered is forgotten in between."""
    used(shop)
    move_to(shop, another())
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    ran = shop.run("apply", "--as-new", "shop", "--as-new", "shop-eu")
    assert ran.code == 3  # there are no ticket fields yet
    assert "Backorder::Blue Widget 12 oz" in shop.macros()
    assert known(shop) == {name: shop.url(face) for face, name in NAMES.items()}


def test_as_new_is_for_one_run(shop):
    """Where nothing stands in the way it is refused: left in a crontab, it would forget everything in every run."""
    shop.ready()
    refused = shop.run("sync", "--as-new", "shop")
    assert refused.code == 2
    assert "nothing stands in the way of shop" in refused.err
    assert shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    unknown = shop.run("sync", "--as-new", "shopp")
    assert unknown.code == 2
    assert "did you mean shop" in unknown.err


def anew(shop, another) -> None:
    """Start the shop's sandbox again on the same ports, as one does who keeps no data."""
    same = ports(shop.box)
    shop.box.__exit__(None, None, None)
    move_to(shop, another(**same))


def test_a_sandbox_that_was_started_anew_is_another_account(shop, another):
    """On the same ports, with the same ids of macros and fields, it is told by its own id, and by every command."""
    used(shop)
    anew(shop, another)
    for command in COMMANDS:
        refused = shop.run(*command)
        assert refused.code == 5
        assert OTHERS in refused.err
    assert shop.writes() == 0


def without_zendesk(shop) -> None:
    """Let the config name the Freshdesk account alone."""
    shop.write("config.yaml", re.sub(r"(?ms)^  shop:.*?(?=^  shop-eu:)", "", (shop.folder / "config.yaml").read_text()))


def test_an_account_made_anew_that_tells_no_id_is_known_by_what_is_gone(shop, another):
    """The same address, and not one field or macro of ours: refused by every command, until it is said to be new."""
    forbidden = {"effect": "status", "status": 403, "to": None, "body": {"code": "access_denied"}}
    shop.fault("freshdesk", "GET", "/account$", **forbidden)
    without_zendesk(shop)
    used(shop)
    anew(shop, another)
    without_zendesk(shop)
    shop.fault("freshdesk", "GET", "/account$", **forbidden)
    for number in range(12):  # where fields of ours were, the account has fields of its own under the same ids
        kind = "custom_paragraph" if number % 2 else "custom_text"
        own = {"label": f"Size {number}", "label_for_customers": f"Size {number}", "type": kind}
        shop.call("freshdesk", "POST", "/api/v2/admin/ticket_fields", json=own)
    shop.writes()
    shop.customer("Please send an invoice for my teapot.")
    for command in COMMANDS:
        refused = shop.run(*command)
        assert refused.code == 5, command
        assert f"shop-eu: {GONE}" in refused.err
        assert "3 macros, " in refused.err
        assert "--as-new shop-eu" in refused.err
    assert shop.writes() == 0
    shop.ok("setup", "--yes", "--as-new", "shop-eu")
    shop.ok("apply", "--yes")
    shop.ok("sync")
    assert "Backorder::Delay update" in shop.canned()


def test_an_account_that_was_emptied_is_told(shop):
    """A trial that was restored from before we came has the same id, and nothing of ours."""
    used(shop)
    for macro in shop.macros().values():
        shop.call("zendesk", "DELETE", f"/api/v2/macros/{macro['id']}.json")
    fields = shop.get("zendesk", "/api/v2/ticket_fields.json")["ticket_fields"]
    ours = [field["id"] for field in fields if field["title"].startswith("Backorder")]
    for number in ours[1:]:
        shop.call("zendesk", "DELETE", f"/api/v2/ticket_fields/{number}.json")
    assert GONE not in shop.run("sync").err
    shop.call("zendesk", "DELETE", f"/api/v2/ticket_fields/{ours[0]}.json")
    shop.writes()
    ran = shop.run("sync")
    assert ran.code == 3
    assert f"shop: {GONE}" in ran.err
    assert shop.writes() == 0
    shop.ok("setup", "--yes", "--as-new", "shop")
    shop.ok("sync")
    assert "Backorder::Delay update" in shop.macros()


@pytest.mark.parametrize("face", FACES)
def test_one_helpdesk_that_is_another_account_holds_no_other(shop, another, face):
    """The scheduled job tells it, does all the rest, and leaves with 3."""
    used(shop)
    other = another()
    name = NAMES[face]
    old, new = shop.url(face), getattr(other, f"{face}_url")
    shop.swap("config.yaml", old, new)
    shop.facts(to=shop.dates["to"] + timedelta(days=1))
    late = shop.customer("Where is my blue widget?")
    ran = shop.run("sync")
    assert ran.code == 3
    assert f"{name}: {OTHERS}" in ran.err
    assert f"{name}: macros: not compared" in ran.out
    there = "freshdesk" if face == "zendesk" else "zendesk"
    assert shop.fields(there, late)["Backorder items"]
    assert not shop.fields(face, late)["Backorder items"]
    assert shop.run("sync", "--dry-run").code == 3


@pytest.mark.parametrize("form", ["renamed", "exchanged"])
def test_a_helpdesk_may_be_renamed(shop, caplog, form):
    """What is remembered goes with the account: nothing is written again, and the new name is said once."""
    used(shop)
    text = (shop.folder / "config.yaml").read_text()
    if form == "renamed":
        text = text.replace("  shop:", "  store:")
        said = ["store: this is the account that was called 'shop' so far"]
    else:
        text = text.replace("  shop-eu:", "  x:").replace("  shop:", "  shop-eu:").replace("  x:", "  shop:")
        said = [
            f"{new}: this is the account that was called '{old}' so far"
            for new, old in (("shop-eu", "shop"), ("shop", "shop-eu"))
        ]
    shop.write("config.yaml", text)
    shop.writes()
    shop.ok("plan")
    assert set(known(shop)) == {"shop", "shop-eu"}  # a plan remembers nothing
    caplog.clear()
    shop.ok("sync")
    assert shop.writes() == 0
    for line in said:
        assert line in caplog.messages
    caplog.clear()
    shop.ok("sync")
    assert caplog.messages == []
    assert shop.writes() == 0


def test_an_account_may_move(shop, another, tmp_path, caplog):
    """At another address, the same by the id that it gives itself: followed, said once, and nothing written again."""
    with Sandbox(seed=None, data=tmp_path / "box.db") as before:
        move_to(shop, before)
        used(shop)
        old = known(shop)
    move_to(shop, another(data=tmp_path / "box.db"))
    shop.ok("sync")
    assert shop.writes() == 0
    assert f"shop: the account has moved from {old['shop']} to {shop.url('zendesk')}" in caplog.messages
    assert known(shop) == {name: shop.url(face) for face, name in NAMES.items()}
    caplog.clear()
    shop.ok("sync")
    assert caplog.messages == []


def test_one_account_has_one_name(shop):
    """A second name for an account is refused; the first goes on with all that is remembered."""
    used(shop)
    text = (shop.folder / "config.yaml").read_text()
    (again,) = re.findall(r"(?ms)^  shop:.*?(?=^  shop-eu:)", text)
    shop.write("config.yaml", text.replace(again, again + again.replace("shop:", "store:")))
    shop.writes()
    ran = shop.run("sync")
    assert ran.code == 3
    assert "store: this is the account that 'shop' stands for, too" in ran.err
    assert shop.writes() == 0


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    "fault",
    [
        {"effect": "status", "status": 403, "body": {"code": "access_denied"}},
        {"effect": "status", "status": 404},
        {"effect": "truncate"},
        {"effect": "cut_after"},
        {"effect": "status", "status": 503},
    ],
    ids=lambda fault: f"{fault['effect']}-{fault.get('status', '')}",
)
def test_not_to_tell_who_it_is_keeps_no_account_from_working(shop, face, fault):
    """Whatever becomes of that one question, once: the run before and after it mean the same account."""
    used(shop)
    path = r"/ticket_fields\.json$" if face == "zendesk" else "/account$"
    shop.facts(to=shop.dates["to"] + timedelta(days=1))
    shop.fault(face, "GET", path, **fault)
    shop.ok("sync")
    before = known(shop)
    shop.heal()
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    assert known(shop) == before


def test_one_question_that_is_never_answered_keeps_no_account_from_working(shop):
    """The endpoint that tells Freshdesk's id is down for good, and nothing else is."""
    shop.fault("freshdesk", "GET", "/account$", "status", status=503, to=None)
    used(shop)
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0


def test_an_account_that_never_tells_its_id_is_known_by_its_address(shop, another):
    """The key of an agent who may not ask: everything works, and another address is another account."""
    forbidden = {"face": "freshdesk", "method": "", "path": "/account$", "effect": "status", "status": 403, "to": None}
    shop.admin("freshdesk", "faults", forbidden)
    used(shop)
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    other = another()
    shop.swap("config.yaml", shop.url("freshdesk"), other.freshdesk_url)
    ran = shop.run("sync")
    assert ran.code == 3
    assert f"shop-eu: {OTHERS}" in ran.err


def test_what_an_older_release_remembered_is_claimed(shop):
    """After the upgrade the helpdesk of that name goes on with it, and writes nothing again."""
    used(shop)
    with sqlite3.connect(shop.folder / "zendesk-bridge.db") as raw:
        raw.execute("UPDATE accounts SET kind = NULL, address = NULL, own_id = NULL, since = NULL")
    raw.close()
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0
    assert known(shop) == {name: shop.url(face) for face, name in NAMES.items()}
