"""state show, forget, move: what is remembered is seen, and said to be somebody else's."""

import json
import re
import sqlite3
from datetime import timedelta

import pytest

from zendesk_bridge.cli import run
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.state import open_state

FACES = ("zendesk", "freshdesk")


@pytest.fixture
def state(shop):
    """Return what runs a subcommand of ``state`` on the shop's database."""

    def command(name: str, *args: str) -> tuple[int, str, str]:
        shop.capture()
        code = run(["state", name, *args, "--config", str(shop.folder / shop.config)])
        return (code, *shop.capture())

    return command


def used(shop) -> int:
    """Let a shop have macros, fields, and a ticket with marks on it."""
    shop.ready()
    number = shop.customer("Where is my blue widget?")
    shop.ok("sync")
    return number


def test_nothing_is_remembered_at_first(shop, state):
    """Before the first run there is nothing, and looking makes no database."""
    assert state("show") == (0, "Nothing is remembered yet.\n", "")
    assert json.loads(state("show", "--format", "json")[1]) == []
    assert not list(shop.folder.glob("*.db"))


def test_show_tells_whose_memory_it_is(shop, state):
    """Name, kind, address, own id, age and how much, for people and programs; no secret, and nothing is written."""
    used(shop)
    code, out, _ = state("show")
    assert code == 0
    for face, name in (("zendesk", "shop"), ("freshdesk", "shop-eu")):
        assert re.search(
            rf"^{name}: {face} at {shop.url(face)} \(id \d+\), known since \d{{4}}-\d\d-\d\d$", out, re.MULTILINE
        )
    assert "    3 macros, 5 ticket fields, 1 ticket\n" in out
    shop.swap("config.yaml", "  shop:", "  store:")
    rows = json.loads(state("show", "--format", "json")[1])
    assert [(row["name"], row["kind"], row["configured"]) for row in rows] == [
        ("shop", "zendesk", False),
        ("shop-eu", "freshdesk", True),
    ]
    assert rows[0]["tickets"] == 1
    assert "no helpdesk in the config has this name; one that you renamed is found again by" in state("show")[1]


def test_show_needs_no_secrets(shop, state):
    """Who looks needs the database alone; where that is not told, nothing is taken for empty."""
    used(shop)
    text = re.sub(
        r"(client_secret|api_key): \S+?([,}])",
        r'\1: "${NOT_SET_ANYWHERE}"\2',
        (shop.folder / "config.yaml").read_text(),
    )
    assert "NOT_SET_ANYWHERE" in text
    shop.write("config.yaml", text)
    assert state("show")[0] == 0
    shop.write("config.yaml", re.sub(r"(?m)^state:.*\n?", "", text) + "\nstate: ${ZB_TEST_STATE}\n")
    code, _, err = state("show")
    assert code == 2
    assert "a variable in 'state' is not set" in err


def test_forget_asks_and_leaves_the_helpdesk_alone(shop, state):
    """Without --yes nobody answers and nothing is forgotten; with it all is, and the next run finds ours again."""
    number = used(shop)
    shop.writes()
    code, _, err = state("forget", "shop")
    assert code == 1
    assert "3 macros, 5 ticket fields, 1 ticket" in err
    assert "shop: zendesk" in state("show")[1]
    code, out, _ = state("forget", "shop", "--yes")
    assert (code, out) == (0, "shop: forgotten: 3 macros, 5 ticket fields, 1 ticket.\n")
    assert "shop: zendesk" not in state("show")[1]
    assert "shop-eu: freshdesk" in state("show")[1]
    assert shop.writes() == 0
    shop.ok("sync")
    assert shop.writes() == 0
    assert "backorder_wid_12" in shop.tags(number)
    assert "shop: zendesk" in state("show")[1]


@pytest.mark.parametrize("args", [("forget", "shpo", "--yes"), ("move", "shpo", "--to", "old")])
def test_a_wrong_name_is_told(shop, state, args):
    """An account that nobody knows is a mistake of usage, with the nearest right name."""
    used(shop)
    code, _, err = state(*args)
    assert code == 2
    assert "There is no account 'shpo': did you mean shop?" in err


def test_after_forgetting_the_other_account_gets_everything(shop, state):
    """The way out of the refusal: nothing of the first account is applied to the second."""
    used(shop)
    with Sandbox(seed=None) as other:
        shop.box = other
        shop.configure()
        teapot = shop.customer("Please send an invoice for my teapot.")
        late = shop.customer("Where is my blue widget?")
        assert shop.run("sync").code == 5
        for name in ("shop", "shop-eu"):
            assert state("forget", name, "--yes")[0] == 0
        shop.ok("setup", "--yes")
        shop.ok("sync")
        shop.facts(to=shop.dates["to"] + timedelta(days=7))
        shop.ok("sync")
        assert "Backorder::Delay update" in shop.macros()
        assert "Backorder::Delay update" in shop.canned()
        assert "backorder_wid_12" in shop.tags(late)
        assert shop.tags(teapot) == set()


def test_two_accounts_by_turns(shop, state):
    """Moved to a name of its own, the old account keeps its memory beside the new one, and gets its name back later."""
    used(shop)
    first, old = shop.box, (shop.folder / "config.yaml").read_text()
    with Sandbox(seed=None) as other:
        shop.box = other
        shop.configure()
        for name in ("shop", "shop-eu"):
            code, out, _ = state("move", name, "--to", f"{name}-old")
            assert (code, out) == (0, f"{name}: what is remembered of it is under the name {name}-old now.\n")
        shop.ready()
        assert len(json.loads(state("show", "--format", "json")[1])) == 4
        code, _, err = state("move", "shop-old", "--to", "shop")
        assert code == 1
        assert "the name 'shop' stands for another account" in err
        shop.box = first
        shop.write("config.yaml", old.replace("  shop:", "  shop-old:").replace("  shop-eu:", "  shop-eu-old:"))
        shop.writes()
        shop.ok("sync")
        assert shop.writes() == 0


def test_an_account_that_tells_no_id_is_moved_by_hand(shop, state, tmp_path):
    """A new address is believed when a person says so, and what is remembered goes on; a taken one is refused."""
    forbidden = {"effect": "status", "status": 403, "to": None, "body": {"code": "access_denied"}}
    with Sandbox(seed=None, data=tmp_path / "box.db") as before:
        shop.box = before
        shop.configure()
        shop.fault("freshdesk", "GET", "/account$", **forbidden)
        used(shop)
    with Sandbox(seed=None, data=tmp_path / "box.db") as after:
        shop.box = after
        shop.configure()
        shop.fault("freshdesk", "GET", "/account$", **forbidden)
        assert shop.run("sync").code == 3
        code, out, _ = state("move", "shop-eu", "--to", after.freshdesk_url.upper() + "/")
        assert (code, out) == (
            0,
            f"shop-eu: what is remembered of it is of the account at {after.freshdesk_url} now.\n",
        )
        shop.writes()
        shop.ok("sync")
        assert shop.writes() == 0
        code, _, err = state("move", "shop", "--to", after.zendesk_url + "/agent")
        assert code == 2
        assert "this is no address (write it as https://acme.zendesk.com)" in err


def test_an_address_that_another_account_has_is_refused(shop, state):
    """Two memories for one address would be two answers to one question."""
    used(shop)
    with sqlite3.connect(shop.folder / "zendesk-bridge.db") as raw:
        raw.execute("UPDATE accounts SET kind = 'zendesk' WHERE name = 'shop-eu'")
    raw.close()
    code, _, err = state("move", "shop-eu", "--to", shop.url("zendesk"))
    assert code == 2
    assert f"'shop' is at {shop.url('zendesk')} already" in err


def test_what_an_older_release_remembered_can_be_seen_and_moved(shop, state):
    """Known by name alone, it is listed as such; its kind is that of the helpdesk of this name."""
    used(shop)
    with sqlite3.connect(shop.folder / "zendesk-bridge.db") as raw:
        raw.execute("UPDATE accounts SET kind = NULL, address = NULL, own_id = NULL, since = NULL")
    raw.close()
    assert "shop: from an older release, not yet claimed by a run\n" in state("show")[1]
    assert json.loads(state("show", "--format", "json")[1])[0]["address"] is None
    assert state("move", "shop", "--to", shop.url("zendesk"))[0] == 0
    assert f"shop: zendesk at {shop.url('zendesk')}, known since" in state("show")[1]
    shop.swap("config.yaml", "  shop-eu:", "  store-eu:")
    code, _, err = state("move", "shop-eu", "--to", shop.url("freshdesk"))
    assert code == 2
    assert "nobody knows what kind of helpdesk this was" in err


def test_a_run_that_works_is_waited_for(shop, state):
    """While another run holds the lease, nothing is forgotten under its feet."""
    used(shop)
    other = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    with other.lease("run"):
        assert state("forget", "shop", "--yes")[0] == 75
        assert state("move", "shop", "--to", "old")[0] == 75
    other.close()
    assert "shop: zendesk" in state("show")[1]


def test_rebuild_proves_what_is_true_of_tickets(shop, state):
    """A row that was lost is found, told by its ticket, and put right from what happened; a second look agrees."""
    number = used(shop)
    same = "shop: 1 ticket compared, nothing differs.\nshop-eu: 1 ticket compared, nothing differs.\n"
    assert state("rebuild") == (0, same, "")
    with sqlite3.connect(shop.folder / "zendesk-bridge.db") as raw:
        raw.execute("DELETE FROM tickets WHERE account_id = (SELECT id FROM accounts WHERE name = 'shop')")
    raw.close()
    for _ in range(2):  # looking changes nothing
        code, out, _ = state("rebuild", "--dry-run")
        assert code == 3
        assert out.startswith(f"shop: 1 ticket compared, 1 differed: #{number}.\n")
    told = json.loads(state("rebuild", "--dry-run", "--format", "json")[1])
    assert told["accounts"]["shop"] == {"compared": 1, "different": [number]}
    code, out, _ = state("rebuild")
    assert code == 0
    assert out.startswith(f"shop: 1 ticket compared, 1 differed and put right: #{number}.\n")
    assert state("rebuild", "--dry-run") == (0, same, "")
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0


@pytest.mark.parametrize("name", ["show", "forget", "move", "rebuild"])
def test_each_has_an_example(capsys, name):
    """Each subcommand's help holds an example of that very subcommand."""
    assert run(["state", name, "--help"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert f"Example: zendesk-bridge state {name}" in out
