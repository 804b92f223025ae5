"""Rows of a database: read and never written, as long and as many as was agreed."""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Callable
from itertools import chain, repeat
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zendesk_bridge.core.conditions import condition
from zendesk_bridge.core.errors import BridgeError, Incomplete, InvalidInput, Unavailable
from zendesk_bridge.core.model import Order
from zendesk_bridge.feeds import BackorderRows, Layout, OrderRows
from zendesk_bridge.feeds.databases import SqlRows

QUERY = "select item as sku, title as name, due as ship_window, open from po order by item"
SCHEMA = """
create table po (item text, title text, due text, open real);
insert into po values ('1042', 'Ay', '2026-12-01', 5), ('B', 'Bee 100%', '2026-12-02', 0), ('C', 'Cee', null, 2);
create table lines (no text, at text, mail text, sku text, n integer);
insert into lines values ('1', '2026-11-20 10:00', 'a@b.example', 'A', 2),
  ('1', '2026-11-20 10:00', 'a@b.example', 'B', 1), ('2', '2026-11-21 10:00', 'jane@secret.example', 'B', 1);
"""

Erp = Callable[..., SqlRows]


@pytest.fixture
def erp(tmp_path: Path) -> Erp:
    """Return a function that asks a database."""
    with sqlite3.connect(tmp_path / "erp.db") as made:
        made.executescript(SCHEMA)
    made.close()

    def ask(query: str = QUERY, **more: Any) -> SqlRows:
        return SqlRows("erp", f"sqlite:///{tmp_path}/erp.db", query, **more)

    return ask


def test_late_items_of_a_query(erp: Erp) -> None:
    """A query's columns are read as any table's: conditions, defaults, numbers without their decimals."""
    layout = Layout(where={"open": condition("> 0")}, defaults={"reason": "late"})
    reading = BackorderRows(erp(), layout).read()
    assert reading.problems == ()
    assert [(it.sku, it.ship_window is None, str(it.place)) for it in reading.backorders] == [
        ("1042", False, "erp:1"),
        ("C", True, "erp:3"),
    ]


def test_orders_of_a_query(erp: Erp) -> None:
    """Affected orders come whole."""
    source = erp("select no, at, mail as email, sku, n as quantity from lines where sku like '%'")
    feed = OrderRows(source, ZoneInfo("UTC"), Layout({"order": "no", "ordered_at": "at"}))
    (order,) = feed.affected(["A"])
    assert isinstance(order, Order)
    assert [(line.sku, line.quantity) for line in order.lines] == [("A", 2), ("B", 1)]
    assert feed.again(["2", "3"]).keys() == {"2"}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("delete from po", "the query writes, and a feed only reads"),
        (
            "with x as (select 1) insert into po select 'x', 'x', 'x', 1 from x",
            "the query writes, and a feed only reads",
        ),
        ("drop table po", "the query writes, and a feed only reads"),
        ("select weight from po", "the query is wrong: no such column: weight"),
        ("select * from nowhere", "the query is wrong: no such table: nowhere"),
        ("selekt", 'the query is wrong: near "selekt": syntax error'),
        ("pragma query_only = off", ""),
    ],
)
def test_what_is_no_query(erp: Erp, query: str, says: str) -> None:
    """What writes is refused by the database itself, and a wrong query is told in its words; nothing has changed."""
    with pytest.raises(InvalidInput) as caught:
        list(erp(query).rows())
    assert says in str(caught.value)
    assert len(list(erp("select * from po").rows())) == 4


SLOW = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


@pytest.mark.parametrize(
    ("query", "more", "error", "says"),
    [
        (QUERY, {"max_rows": 2}, Incomplete, "erp: the query gives more than 2 rows"),
        (SLOW, {"timeout": 0.2}, Unavailable, "erp: the query takes longer than 0.2 seconds"),
        (QUERY, {"clock": chain([0.0], repeat(61.0)).__next__}, Unavailable, "takes longer than 60 seconds"),
    ],
)
def test_no_longer_and_no_more_than_agreed(
    erp: Erp, query: str, more: dict[str, Any], error: type[BridgeError], says: str
) -> None:
    """A query that never ends is stopped, and one that gives everything is not believed."""
    with pytest.raises(error, match=says):
        list(erp(query, **more).rows())


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mssql+pyodbc://u:hunter2@db/erp", "the driver for mssql databases is not installed (pip install 'pyodbc')"),
        ("mysql+pymysql://u:hunter2@db/erp", "the driver for mysql databases is not installed (pip install 'pymysql')"),
        ("oracle+oracledb://u:hunter2@db/erp", "pip install 'oracledb'"),
        ("nothing://u:hunter2@db/erp", "nothing is no database"),
        ("postgresql+psycopg://u:hunter2@db:port/erp", "its url is none of a database"),
    ],
)
def test_drivers_that_are_missing(url: str, says: str) -> None:
    """What to install is said, and nothing of the address."""
    with pytest.raises(InvalidInput) as caught:
        list(SqlRows("erp", url, QUERY).rows())
    assert says in str(caught.value)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value)) + repr(SqlRows("erp", url, QUERY))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A SQLite file is never made by being asked."""
    with pytest.raises(Unavailable, match="erp: the database does not answer"):
        list(SqlRows("erp", f"sqlite:///{tmp_path}/none.db", QUERY).rows())
    assert list(tmp_path.iterdir()) == []


def test_a_query_with_other_rows_than_agreed_keeps_what_stands(erp: Erp) -> None:
    """Of a feed of late items nothing is told but what is wrong, so that the last good reading stands."""
    reading = BackorderRows(erp(max_rows=1), Layout()).read()
    assert (reading.backorders, [str(it) for it in reading.problems]) == (
        (),
        ["erp: erp: the query gives more than 1 rows (If it is meant to give so many, raise max_rows.)"],
    )
