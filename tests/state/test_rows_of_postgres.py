"""A feed's query on PostgreSQL: it reads and never writes, ends in time, and shows nothing of the data."""

from __future__ import annotations

import traceback

import psycopg
import pytest

from zendesk_bridge.core.errors import BridgeError, Incomplete, InvalidInput, Unavailable
from zendesk_bridge.feeds import BackorderRows, Layout
from zendesk_bridge.feeds.databases import SqlRows


@pytest.fixture
def erp(postgres_url: str) -> str:
    """Return the URL of a database with orders to suppliers."""
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as made:
        made.execute("create table po (sku text, name text, due date, open numeric, note text)")
        made.execute(
            "insert into po values ('A', 'Ay', '2026-12-01', 5.00, 'jane@secret.example'), ('B', '', null, 0, '')"
        )
    return postgres_url


def rows(url: str, query: str, **more: float) -> list[object]:
    """Return what a query gives, with its header."""
    return list(SqlRows("erp", url, query, **more).rows())  # type: ignore[arg-type]  # numbers, as they are meant


def test_days_and_numbers(erp: str) -> None:
    """What a database knows as a day is one, and its numbers and signs stay as they are."""
    query = "select sku, name, due as ship_window from po where open > 0 and name not like '%z%'"
    reading = BackorderRows(SqlRows("erp", erp, query), Layout(dates="%m/%d/%Y")).read()
    assert reading.problems == ()
    assert [(it.sku, str(it.ship_window and it.ship_window.last)) for it in reading.backorders] == [("A", "2026-12-01")]


@pytest.mark.parametrize(
    ("query", "more", "error", "says"),
    [
        ("with gone as (delete from po returning *) select * from gone", {}, InvalidInput, "the query writes"),
        ("select 1; commit; drop table po", {}, InvalidInput, "the query"),
        ("select nextval('n') from po", {}, InvalidInput, "the query"),
        ("select pg_sleep(20)", {"timeout": 0.2}, Unavailable, "takes longer than 0.2 seconds"),
        ("select * from po", {"max_rows": 1}, Incomplete, "more than 1 rows"),
        ("select cast(note as integer) from po", {}, InvalidInput, r"the database refuses the query \(22P02\)"),
        ("select weight from po", {}, InvalidInput, 'the query is wrong: column "weight" does not exist'),
    ],
)
def test_what_is_not_done(erp: str, query: str, more: dict[str, float], error: type[BridgeError], says: str) -> None:
    """What writes, lasts or is too much is one of our errors, without a word of the data; nothing has changed."""
    with psycopg.connect(erp.replace("+psycopg", ""), autocommit=True) as made:
        made.execute("create sequence n")
    with pytest.raises(error, match=says) as caught:
        rows(erp, query, **more)
    assert "jane@" not in "".join(traceback.format_exception(caught.value))
    assert len(rows(erp, "select * from po")) == 3
    assert [row.cells for row in rows(erp, "select last_value, is_called from n")[1:]] == [(1, False)]  # type: ignore[attr-defined]  # behind the header


def test_a_server_that_is_not_there() -> None:
    """A database that does not answer may answer later; its address is not shown."""
    url = "postgresql+psycopg://reader:hunter2@127.0.0.1:1/erp"
    with pytest.raises(Unavailable, match="erp: the database does not answer") as caught:
        rows(url, "select 1")
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))
