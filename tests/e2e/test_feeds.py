"""Late items from two feeds, in whole runs: what moves between them, clashes, and is remembered on a bad day."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from zendesk_bridge.state import open_state

FIRST, SECOND = "macros/backorders.yaml", "more.yaml"
ITEM = """\
  - {{sku: {sku}, name: {name}, aliases: [{alias}], ship_window: {{from: {from_}, to: {to}}}, next_update: {next},
     options: [cancel]}}
"""


class TwoFeeds:
    """A shop whose late items stand in two files."""

    def __init__(self, shop) -> None:
        self.shop = shop
        shop.configure()
        shop.swap("config.yaml", "backorders: [", f"backorders: [{{type: file, path: {SECOND}}}, ")

    def items(self, file, *entries: tuple[str, str, str], later=0):
        """Write one of the files: (sku, name, alias) each, with the usual window or one that is days later."""
        dates = {name: moment + timedelta(days=later) for name, moment in self.shop.dates.items()}
        text = "".join(
            ITEM.format(sku=sku, name=name, alias=alias, from_=dates["from"], to=dates["to"], next=dates["next"])
            for sku, name, alias in entries
        )
        self.shop.write(file, f"backorders:\n{text}" if entries else "backorders: []\n")

    def told(self, ticket):
        """Return the ship window that a customer is told on a ticket."""
        return self.shop.fields("zendesk", ticket)["Backorder ship window"]


WIDGET, LAMP = ("WID-12", "Blue Widget 12 oz", "blue widget"), ("LAMP-3", "Harbor Desk Lamp", "harbor lamp")
TEAPOT = ("TEA-1", "Copper Teapot", "teapot")


@pytest.fixture
def feeds(shop):
    """Return a shop with two files of late items, and with its macros and fields."""
    made = TwoFeeds(shop)
    made.items(FIRST, WIDGET)
    made.items(SECOND, LAMP, TEAPOT)
    shop.ready()
    return made


def test_one_alias_in_two_feeds(feeds):
    """A job holds the item that took the other's alias, told as before; a person is stopped."""
    shop = feeds.shop
    widget, lamp, teapot = (shop.customer(f"Where is my {item[2]}?") for item in (WIDGET, LAMP, TEAPOT))
    shop.ok("sync")
    before = feeds.told(lamp)
    feeds.items(FIRST, WIDGET, later=9)
    feeds.items(SECOND, (*LAMP[:2], "blue widget"), TEAPOT, later=9)
    for command in (["plan"], ["apply", "--yes"], ["check"]):
        ran = shop.run(*command)
        assert ran.code == 2, (command, ran)
        assert "the alias 'blue widget' is also an alias of" in ran.out + ran.err
    ran = shop.run("sync")
    assert ran.code == 3
    assert f"{SECOND}:2:5: the alias 'blue widget' is also an alias of WID-12" in ran.err
    assert "it is held" in ran.err
    assert feeds.told(lamp) == before
    assert {feeds.told(widget), feeds.told(teapot)} != {before}
    assert feeds.told(widget) == feeds.told(teapot)


def test_items_that_move_to_another_file(feeds):
    """Items moved to another file are told with the dates they have there, and nothing is held or retired."""
    shop = feeds.shop
    lamp = shop.customer("Where is my harbor lamp?")
    shop.ok("sync")
    before = feeds.told(lamp)
    feeds.items(SECOND)
    feeds.items(FIRST, WIDGET, LAMP, TEAPOT, later=9)
    ran = shop.ok("sync")
    assert "missing" not in ran.err
    assert feeds.told(lamp) != before
    shop.writes()
    shop.ok("sync")
    assert shop.writes() == 0


def test_what_was_read_is_remembered_when_no_helpdesk_answers(feeds):
    """A run that can do nothing on any helpdesk has read the files all the same: the items are as old as that."""
    shop = feeds.shop
    shop.ok("sync")
    before = datetime.now(UTC)
    for face in ("zendesk", "freshdesk"):
        shop.fault(face, "", "/api/v2/", "status", status=503, to=None)
    assert shop.run("sync").code == 75
    state = open_state(f"sqlite:///{shop.folder}/zendesk-bridge.db")
    good = state.last_good(SECOND)
    state.close()
    assert [item.read_at > before for item in good.items] == [True, True]


def test_check_looks_at_files_of_orders(shop):
    """A file of orders is looked at as facts are: what makes it none is a mistake, a bad row is a warning."""
    rows = (
        "Name,Created at,Email,Sku,Qty\n1,2026-11-20,jane@secret.example,WID-12,1\n2,soon,max@secret.example,WID-12,1\n"
    )
    shop.write("orders.csv", rows)
    columns = "order: Name, ordered_at: Created at, quantity: Qty"
    shop.configure(orders=f"[{{type: file, path: orders.csv, helpdesk: shop, columns: {{{columns}}}}}]")
    ran = shop.run("check")
    assert ran.code == 0
    assert "orders.csv:3:2: warning: ordered_at: 'soon' is no day" in ran.out
    assert "secret.example" not in ran.out + ran.err
    shop.configure(orders=f"[{{type: file, path: orders.csv, helpdesk: shop, columns: {{{columns}, item: Titel}}}}]")
    ran = shop.run("check")
    assert ran.code == 2
    assert "orders.csv:1: error: there is no column 'Titel' for item" in ran.out


def test_check_says_how_many_rows_do_not_count(shop):
    """Rows that a condition leaves out are counted for whoever looks at the files: a wrong one hides late items."""
    shop.configure(orders="[{type: file, path: o.csv, helpdesk: shop, where: {state: open}}]")
    rows = f"sku,name,open,ship_window\nA-1,Teapot,5,{shop.dates['to']}\nA-2,Bowl,0,\nA-3,Pot,0,\n"
    shop.write("po.csv", rows)
    feed = '{type: file, path: po.csv, where: {open: "> 0"}, defaults: {options: [wait, cancel]}}, '
    shop.swap("config.yaml", "backorders: [", f"backorders: [{feed}")
    shop.write("o.csv", "order,ordered_at,email,sku,state\n1,2026-11-20,jane@secret.example,A-1,shipped\n")
    assert "o.csv: 1 row left out by where:." in shop.run("check").out
    assert "po.csv: 2 rows left out by where:, 1 late item in the others." in shop.run("check").out
    assert json.loads(shop.run("check", "--format", "json").out)["left_out_rows"] == {"po.csv": 2, "o.csv": 1}
