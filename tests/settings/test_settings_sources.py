"""Where late items, products and orders come from: what each type of source may say, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from zendesk_bridge import wiring
from zendesk_bridge.settings import load_offline, load_settings
from zendesk_bridge.settings.feeds.http import fetched

Said = Callable[..., list[str]]

TOP = "helpdesks:\n  shop: {type: zendesk, url: sandbox}\ntimezone: America/New_York\n"
LATE = "backorders: [{type: file, path: late.yaml}]\n"
TWO = "helpdesks: {shop: {type: zendesk, url: sandbox}, eu: {type: freshdesk, url: sandbox}}\n"
SQL = "type: sql, url: 'sqlite:///erp.db', query: select 1"


def settings(folder: Path, text: str) -> Any:
    """Return the settings of this config."""
    (folder / "config.yaml").write_text(text)
    return load_settings(folder / "config.yaml", {})


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("type: file, path: late.csv, sheet: May", "sheet is for a .xlsx file, and this is .csv (take it away)"),
        ("type: file, path: late.xlsx, records: data", "records is for a .json file, and this is .xlsx (take it away)"),
        ("type: file, path: late.json, records: 'data['", "records: 'data[' is no JMESPath (write where the list is"),
        ("type: file, path: late.yaml, where: {a: b}", "where says how a table is written, and this is none"),
        ("type: file, path: late.yaml, merge: latest", "merge says how a table is written, and this is none"),
        ("type: file, path: late.csv, merge: first", "merge: 'first' is none of 'earliest', 'latest' or 'covers'"),
        ("type: file, path: late.csv, merge: covers", "'covers' needs a column for quantity (how many of the item"),
        ("type: file, path: late.csv, merge: covers", "and demand (how many of it customers wait for) (name it: "),
        ("type: file, path: late.csv, merge: covers, columns: {quantity: Open}", "needs a column for demand (how"),
        ("type: file, path: late.csv, encoding: cp1525", "encoding: 'cp1525' is no encoding of text (write cp1252"),
        ("type: file, path: late.csv, encoding: base64", "encoding: 'base64' is no encoding of text"),
        ("type: file, path: late.xlsx, encoding: cp1252", "encoding is for text that another program writes"),
        ("type: file, path: late.yaml, encoding: cp1252", "encoding says how a table is written, and this is none"),
        ("type: file, path: late.csv, columns: {demand: D}", "columns.demand does nothing without merge: covers"),
        ("type: file, path: late.csv, where: {Open: '> soon'}", "'> soon' compares with neither a number nor a day"),
        ("type: file, path: late.csv, where: {Open: [not A, B]}", "where.Open holds a 'not'"),
        ("type: file, path: late.csv, where: {Open: {a: b}}", "where.Open must be one text, or a list of texts"),
        ("type: file, path: late.csv, where: [Open]", "where must hold 'name: value' lines"),
        ("type: file, path: late.csv, defaults: {options: [refund]}", "'refund' is none of 'wait', 'split'"),
        ("type: file, path: late.csv, defaults: {next_update: +7x}", "'+7x' is no span of whole days (write +7d;"),
        ("type: file, path: late.csv, defaults: {next_update: soon}", "'soon' is not a date; write YYYY-MM-DD"),
        ("type: file, path: late.csv, lead_days: -1", "lead_days: '-1' must be at least 0"),
        ("type: http, url: 'https://a.example/late'", "url does not tell how the file is written (add format: csv)"),
        ("type: http, url: 'http://a.example/late.csv'", "would send credentials in the clear"),
        ("type: sql, url: 'sqlite:///a.db', query: delete from po", "query does not begin with SELECT or WITH"),
        ("type: sql, url: 'sqlite:///a.db', query: 'select 1; drop table x'", "query holds more than one statement"),
        ("type: sql, url: hunter2, query: select 1", "url is not the URL of a database"),
        ("type: sql, url: 'https://a.example/x', query: select 1", "url is a web address, and no database's"),
        ("type: sql, url: 'mysql://u:hunter2@b@c/d', query: select 1", "url holds more than one @"),
        ("type: sql, url: 'sqlite:///a.db'", "query is missing"),
    ],
)  # fmt: skip
def test_wrong_sources(said: Said, entry: str, message: str) -> None:
    """What is wrong with a source is said in its place; what would do nothing is refused; no secret is shown."""
    found = said(f"{TOP}backorders: [{{{entry}}}]\n")
    assert any(message in problem for problem in found), found
    assert not any("hunter2" in problem for problem in found)


@pytest.mark.parametrize(
    ("head", "orders", "message"),
    [
        (TWO, "{type: file, path: o.csv}", "orders[0] does not say which helpdesk writes to these"),
        (TWO, "{type: file, path: o.csv, helpdesk: us}", "orders[0].helpdesk: 'us' is the name of no helpdesk"),
        (TWO, "{type: file, path: o.csv, helpdesk: eu}, {type: file, path: o.csv, helpdesk: eu}", "feed 'o.csv' twice"),
        (TWO, "{type: file, path: o.yaml, helpdesk: eu}", "path: 'o.yaml' is no .csv, .jsonl, .json or .xlsx file"),
        (TWO, "{type: file, path: o.csv, helpdesk: eu, lines: a}", "lines is for a .json file, and this is .csv"),
        (TWO, "{type: file, path: o.json, helpdesk: eu, lines: 'a[]'}", "lines: 'a[]' is no path of names"),
        (TWO, "{type: file, path: o.csv, helpdesk: eu, columns: {skuu: x}}", "(did you mean 'sku'?)"),
    ],
)  # fmt: skip
def test_wrong_orders(said: Said, head: str, orders: str, message: str) -> None:
    """Whose customers they are has to be clear."""
    found = said(f"{head}timezone: UTC\n{LATE}orders: [{orders}]\n")
    assert any(message in problem for problem in found), found


def test_the_only_helpdesk_writes_to_customers(tmp_path: Path) -> None:
    """Where there is one helpdesk only, nobody has to name it."""
    found = settings(tmp_path, f"{TOP}{LATE}orders: [{{type: file, path: o.csv}}, {{{SQL}}}]\n")
    assert [(feed.name, desk) for feed, desk in wiring.order_feeds(found)] == [("o.csv", "shop"), ("erp.db", "shop")]


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("KEY/edit", "KEY/export?format=csv"),
        ("KEY/edit?usp=sharing", "KEY/export?format=csv"),
        ("KEY/edit?gid=7#gid=7", "KEY/export?format=csv&gid=7"),
        ("KEY/edit#gid=0", "KEY/export?format=csv&gid=0"),
        ("KEY", "KEY/export?format=csv"),
        ("KEY/export?format=xlsx", "KEY/export?format=xlsx"),
        ("e/PUB/pubhtml?gid=7&single=true", "e/PUB/pub?output=csv&gid=7&single=true"),
        ("e/PUB/pub?output=csv", "e/PUB/pub?output=csv"),
    ],
)
def test_a_sheet_as_the_browser_shows_it(tmp_path: Path, url: str, asked: str) -> None:
    """The address of a sheet is that under which it gives its rows."""
    sheets = "https://docs.google.com/spreadsheets/d/"
    assert fetched(sheets + url) == sheets + asked
    found = settings(tmp_path, f"{TOP}backorders: [{{type: http, url: '{sheets}{url}'}}]\n").backorders[0]
    assert found.url.get_secret_value() == sheets + asked
    assert found.form == ("xlsx" if "xlsx" in url else "csv")


def test_an_address_that_is_no_sheets() -> None:
    """Any other address is asked as it is."""
    assert fetched("https://shop.example/edit?gid=7") == "https://shop.example/edit?gid=7"


@pytest.mark.parametrize(
    ("source", "one", "other"),
    [
        ("type: file, path: late.xlsx", "sheet: May", "sheet: June"),
        ("type: file, path: late.json", "records: a", "records: b"),
        ("type: http, url: 'https://a.example/late.xlsx'", "sheet: May", "sheet: June"),
        ("type: http, url: 'https://a.example/late.json'", "records: a", "records: b"),
        ("type: file, path: late.csv", "encoding: cp1252", "encoding: latin-1"),
        ("type: file, path: me2n.txt", "encoding: cp1252", "lead_days: 1"),
        ("type: http, url: 'https://a.example/late.csv'", "encoding: cp1252", "encoding: cp850"),
        ("type: file, path: a.csv, columns: {quantity: a, demand: b}, merge: covers", "lead_days: 1", "lead_days: 2"),
        (SQL, "timeout: 5", "timeout: 6"),
        (SQL, "max_rows: 5", "max_rows: 6"),
    ],
)  # fmt: skip
def test_what_only_some_sources_have(tmp_path: Path, source: str, one: str, other: str) -> None:
    """Each of these settings changes what a feed is built with."""
    built = [
        repr(wiring.build_feeds(settings(tmp_path, f"{TOP}backorders: [{{{source}{more}}}]\n")))
        for more in ("", f", {one}", f", {other}")
    ]
    assert len(set(built)) == 3


def test_lines_of_orders_have_an_effect(tmp_path: Path) -> None:
    """Where the lines of an order are, and its records, reach what reads them."""
    text = f"{TOP}{LATE}orders: [{{type: file, path: o.json, records: a, lines: b.c}}]\n"
    ((feed, _),) = wiring.order_feeds(settings(tmp_path, text))
    assert "where='a', lines='b.c'" in repr(feed)


def test_what_stands_in_empty_cells(tmp_path: Path) -> None:
    """Defaults are cells, but for a next update that is counted from a day."""
    text = "defaults: {reason: late, options: [wait, cancel], next_update: %s, every: 2w}"
    for written, cells, after in (("+1w", {}, timedelta(days=7)), ("2026-12-01", {"next_update": "2026-12-01"}, None)):
        found = settings(tmp_path, f"{TOP}backorders: [{{type: file, path: a.csv, {text % written}}}]\n").backorders[0]
        assert found.defaults.cells == {"reason": "late", "options": ("wait", "cancel"), "every": "14d", **cells}
        assert found.defaults.hears_after == after


def test_a_database_beside_the_config(tmp_path: Path) -> None:
    """A relative SQLite file lies beside config.yaml, and PostgreSQL is spoken to by our driver."""
    text = f"{TOP}backorders: [{{{SQL}}}, {{type: sql, url: 'postgres://u:p@h/d', query: select 1}}]\n"
    one, two = settings(tmp_path, text).backorders
    assert one.url.get_secret_value() == f"sqlite:///{tmp_path}/erp.db"
    assert (two.url.get_secret_value(), two.name) == ("postgresql+psycopg://u:p@h/d", "h/d")


def test_secrets_need_not_be_there_to_look_at_the_files(tmp_path: Path) -> None:
    """A feed whose address or header waits for a variable is told, and not asked."""
    (tmp_path / "config.yaml").write_text(
        f"{TOP}backorders: [{{type: sql, url: '${{ERP}}', query: select 1}},"
        " {type: http, url: 'https://a.example/x.csv', headers: {A: '${KEY}'}}]\n"
    )
    offline = load_offline(tmp_path / "config.yaml", {})
    assert len(offline.unset) == 2
    for feed, _ in wiring.build_feeds(offline.settings):
        (doubt,) = feed.read().doubts
        assert "not read, for a variable in its address or headers is not set" in str(doubt)
