"""Tables on the web: what a sheet's link gives, and what else a server may answer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import responses

from zendesk_bridge import transport
from zendesk_bridge.app.facts import FeedPolicy, Gathering, gather, remember
from zendesk_bridge.core.errors import Unavailable
from zendesk_bridge.core.ports import Reading
from zendesk_bridge.feeds import BackorderRows, FileManner, HttpRows, Layout
from zendesk_bridge.state import open_state

SHEET = "https://docs.google.com/spreadsheets/d/KEY/export?format=csv&gid=7"
CSV = "sku,name,ship_window\nA,Ay,2026-12-01\n"
PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Jane</body></html>"


@pytest.fixture
def web() -> Iterator[responses.RequestsMock]:
    """Return a server that has nothing yet."""
    with responses.RequestsMock() as mock:
        yield mock


def read(url: str = SHEET, **more: Any) -> Reading:
    """Read the late items that are there."""
    return BackorderRows(HttpRows(transport.Source("sheet", url, **more)), Layout()).read()


def test_a_shared_sheet(web: responses.RequestsMock) -> None:
    """A sheet comes from where Google sends us."""
    web.get(SHEET, status=307, headers={"Location": "https://doc-08.googleusercontent.com/export/x"})
    web.get("https://doc-08.googleusercontent.com/export/x", body=CSV, content_type="text/csv")
    assert [item.sku for item in read().backorders] == ["A"]


@pytest.mark.parametrize("hops", [0, 1])
def test_a_sheet_that_is_not_shared(web: responses.RequestsMock, hops: int) -> None:
    """The page that Google shows instead is no table: nothing of it is shown, and what to do is said."""
    where = SHEET
    if hops:
        where = "https://accounts.google.com/v3/signin"
        web.get(SHEET, status=302, headers={"Location": where})
    web.get(where, body=PAGE, content_type="text/html")
    reading = read()
    (problem,) = reading.problems
    assert str(problem).startswith("sheet: this is a web page (HTML), and no table (Google shows a page to whoever")
    assert "Publish to web" in problem.fix
    assert "Jane" not in str(problem)
    assert reading.backorders == ()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"body": PAGE}, "this is a web page (HTML), not text (a shop or a server shows one"),
        ({"body": CSV[:-4] + '"'}, "is not a date"),
        ({"body": ""}, "the file is empty"),
        ({"status": 403}, "erp: GET answered 403"),
        ({"status": 404}, "erp: GET answered 404"),
        ({"body": "x" * 2_000}, "answered with more than 1,000 bytes"),
        ({"body": b"sku,name,ship_window\nA,caf\xe9,2026-12-01\n"}, "this is not UTF-8 text"),
        ({"body": b"PK\x03\x04..xl/"}, "this is an Excel workbook"),
    ],
)
def test_what_else_comes(web: responses.RequestsMock, answer: dict[str, Any], says: str) -> None:
    """What is no answer is a mistake of the feed, so that the last good reading stands."""
    web.get("https://erp.example/late.csv", **answer)
    source = transport.Source("erp", "https://erp.example/late.csv", max_bytes=1_000)
    reading = BackorderRows(HttpRows(source, FileManner(whole=True)), Layout()).read()
    assert reading.backorders == ()
    assert says in str(reading.problems[0])


def test_a_server_that_is_down(web: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that does not answer may answer later."""
    monkeypatch.setattr(sys.modules["zendesk_bridge.transport.download"], "ATTEMPTS", 1)
    web.get(SHEET, status=503)
    with pytest.raises(Unavailable):
        read()


@pytest.mark.parametrize(
    "later",
    [
        {"status": 403},
        {"status": 503},
        {"body": PAGE},
        {"body": ""},
        {"body": "sku,name,ship_window\nA,Ay,2026-12-01\n"},
        {"body": "sku,nme,ship_window\n"},
    ],
)
def test_what_was_read_well_stands(
    web: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch, later: dict[str, Any]
) -> None:
    """A page, an error, nothing, or a table that has shrunk leaves every item as it was last read, for max_age."""
    monkeypatch.setattr(sys.modules["zendesk_bridge.transport.download"], "ATTEMPTS", 1)
    url = "https://erp.example/late.csv"
    rows = "".join(f"{sku},Item {sku},2026-12-01\n" for sku in "ABCDEF")
    web.get(url, body="sku,name,ship_window\n" + rows)
    feed = BackorderRows(HttpRows(transport.Source("erp", url), FileManner(whole=True)), Layout())
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    state = open_state("sqlite://")
    sources = [(feed, FeedPolicy(0.5, timedelta(days=3)))]
    try:
        known = gather(sources, state, now, Gathering(now.date()))
        remember(known, state, now)
        web.replace(responses.GET, url, **later)
        manner = Gathering(now.date(), keep_going=True)
        for days, dated in ((1, True), (5, False)):
            found = gather(sources, state, now + timedelta(days=days), manner).late
            assert sorted(found) == list("ABCDEF")
            assert (found["F"].ship_window is not None) is dated
    finally:
        state.close()
