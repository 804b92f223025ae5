"""The catalogue and the rules of tagging, from config.yaml to the tickets."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

WIDGETS = "sku,name\nWID-12,Blue Widget 12 oz\nSTK-9,Blue Widget Stickers\n"
OURS = {"backorder", "backorder_wid_12"}
POSSIBLE = "backorder_possible"


@pytest.fixture
def ready(shop):
    """Return a shop with its fields and macros in place, and a catalogue."""
    shop.write("products.csv", WIDGETS)
    shop.configure(catalogue="[{type: file, path: products.csv}]")
    shop.ready()
    return shop


def triage(shop, *args: str, code: int = 0):
    """Triage the Zendesk account."""
    ran = shop.run("triage", "--helpdesk", "shop", *args)
    assert ran.code == code, ran
    return ran


def test_a_longer_product_that_is_not_late_keeps_its_words(ready):
    """An alias inside another product's name is that product's; without the catalogue it would be the late item's."""
    stickers = ready.customer("Where are my Blue Widget Stickers?")
    widget = ready.customer("Where is my blue widget?")
    triage(ready)
    assert not OURS & ready.tags(stickers)
    assert ready.tags(widget) >= OURS
    ran = triage(ready, "--ticket", str(stickers))
    assert "'Blue Widget' is not taken for WID-12: the longer 'Blue Widget Stickers' stands there" in ran.out
    told = triage(ready, "--ticket", str(stickers), "--format", "json").json
    assert [(item["sku"], item["refusal"], item["field"]) for item in told["refused"]] == [
        ("WID-12", "shadowed", "description")
    ]


@pytest.mark.parametrize("broken", ["", "sku,name\n", "item\nA\n", None])
def test_a_catalogue_that_cannot_be_used_holds_the_tickets(ready, broken):
    """Macros go ahead, tickets wait, the run says why and leaves with 3; once it is fixed nothing was lost."""
    ticket = ready.customer("Where is my blue widget?")
    file = ready.folder / "products.csv"
    file.unlink() if broken is None else file.write_text(broken, encoding="utf-8")
    (ready.folder / "macros" / "item-update.yaml").unlink()
    ran = ready.run("sync")
    assert ran.code == 3
    assert "no new tickets are marked: " in ran.err
    assert "products.csv" in ran.err
    assert "2 retired" in ran.out
    assert not OURS & ready.tags(ticket)
    triage(ready, "--dry-run", code=3)
    assert "products.csv" in triage(ready, "--ticket", str(ticket), code=1).err
    ready.write("products.csv", WIDGETS)
    ready.ok("sync")
    assert ready.tags(ticket) >= OURS


def test_marked_tickets_are_looked_after_without_the_catalogue(ready):
    """While the catalogue is gone, a marked ticket follows its item's window, lapses with it, and loses its marks."""
    widget, lamp = ready.customer("Where is my blue widget?"), ready.customer("Where is LAMP-3?")
    triage(ready)
    (ready.folder / "products.csv").unlink()
    stickers = ready.customer("Where are my Blue Widget Stickers?")
    new = ready.customer("And my blue widget?")
    later = ready.dates["to"] + timedelta(days=9)
    ready.facts("LAMP-3", to=later)
    assert "no new tickets are marked: " in triage(ready, code=3).err
    assert str(later.day) in ready.fields("zendesk", widget)["Backorder ship window"]
    assert not {"backorder", "backorder_lamp_3"} & ready.tags(lamp)
    ready.facts("LAMP-3", **{name: moment - timedelta(days=30) for name, moment in ready.dates.items()})
    triage(ready, code=3)
    assert "confirmed" in ready.fields("zendesk", widget)["Backorder ship window"]
    ready.write("products.csv", WIDGETS)
    triage(ready)
    assert ready.tags(new) >= OURS
    assert not OURS & ready.tags(stickers)


def test_items_that_are_back_need_no_catalogue(ready):
    """When nothing is late any more, marks come off whatever the catalogue says."""
    ticket = ready.customer("Where is my blue widget?")
    triage(ready)
    ready.facts("WID-12", "LAMP-3")
    (ready.folder / "products.csv").unlink()
    triage(ready, "--accept-fewer")
    assert not OURS & ready.tags(ticket)


def test_bad_rows_are_told_and_do_not_count(ready):
    """A row without a SKU is named in every triage, and fails nothing."""
    ready.write("products.csv", WIDGETS + ",nameless\n")
    assert "products.csv: left out 1 row: " in triage(ready).err


# --- from the web ------------------------------------------------------------------------------------------


class Feed(BaseHTTPRequestHandler):
    """Answers with a catalogue to whoever knows the token."""

    def do_GET(self) -> None:
        """Answer."""
        allowed = self.headers.get("X-Token") == "s3cret" and self.path == "/products?key=hunter2"
        self.send_response(200 if allowed else 403)
        self.end_headers()
        self.wfile.write(json.dumps({"products": [{"sku": "STK-9", "title": "Blue Widget Stickers"}]}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def feed() -> Iterator[str]:
    """Return the address of a catalogue on this machine."""
    with HTTPServer(("127.0.0.1", 0), Feed) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/products"
        server.shutdown()
        thread.join()


def test_a_catalogue_from_the_web(shop, feed, monkeypatch):
    """A catalogue may come over HTTP with a secret header; a refusal holds the tickets and shows no secret."""
    monkeypatch.setenv("FEED_TOKEN", "s3cret")
    entry = f'{{type: http, url: "{feed}?key=hunter2", format: json, columns: {{name: title}}, '
    shop.configure(catalogue="[" + entry + 'headers: {X-Token: "${FEED_TOKEN}"}}]')
    shop.ready()
    stickers = shop.customer("Where are my Blue Widget Stickers?")
    triage(shop)
    assert not OURS & shop.tags(stickers)
    monkeypatch.setenv("FEED_TOKEN", "wr0ng")
    ran = triage(shop, code=3)
    assert "GET answered 403" in ran.err
    for secret in ("hunter2", "s3cret", "wr0ng"):
        assert secret not in ran.out + ran.err


# --- possible mentions -------------------------------------------------------------------------------------


@pytest.fixture
def doubtful(shop):
    """Return a shop that tags doubts, and a ticket with a typo in a name."""
    shop.configure(tagging="{possible: tag}")
    shop.ready()
    return shop, shop.customer("Where is my harbor desk lanp?", tags=["vip"])


def test_a_doubt_gets_a_tag_of_its_own(doubtful):
    """A typo tags nothing but the doubt, once; it is counted, explained, and other tags stay."""
    shop, ticket = doubtful
    assert "1 ticket read, 1 written" in triage(shop).out
    assert shop.tags(ticket) == {"vip", POSSIBLE}
    assert not any(shop.fields("zendesk", ticket).values())
    shop.writes()
    triage(shop)
    assert shop.writes() == 0
    assert "may mean LAMP-3: it is one letter away from 'Harbor Desk Lamp'" in triage(shop, "--ticket", str(ticket)).out


def test_a_doubt_that_became_sure(doubtful):
    """When the customer names the item, its own tags take the doubt's place."""
    shop, ticket = doubtful
    triage(shop)
    shop.admin("zendesk", f"tickets/{ticket}/comments", {"author": "customer", "body": "I mean LAMP-3", "public": True})
    triage(shop)
    assert shop.tags(ticket) == {"vip", "backorder", "backorder_lamp_3"}


@pytest.mark.parametrize("change", ["item", "setting"])
def test_a_doubt_that_is_no_more(doubtful, change):
    """When the item is back, or doubts are to be ignored, the tag comes off."""
    shop, ticket = doubtful
    triage(shop)
    shop.facts("LAMP-3") if change == "item" else shop.configure()
    triage(shop)
    assert shop.tags(ticket) == {"vip"}


def test_a_doubt_that_an_agent_dismissed_stays_off(doubtful):
    """The tag that an agent took off does not come back."""
    shop, ticket = doubtful
    triage(shop)
    shop.call("zendesk", "PUT", f"/api/v2/tickets/{ticket}.json", json={"ticket": {"tags": ["vip"]}})
    for _ in range(2):
        triage(shop)
        assert shop.tags(ticket) == {"vip"}


def test_doubts_are_only_counted_unless_asked_for(shop):
    """By default a typo is counted, and the ticket left alone."""
    shop.ready()
    ticket = shop.customer("Where is my harbor desk lanp?")
    assert triage(shop, "--format", "json").json[0]["possible"] == 1
    assert shop.tags(ticket) == set()
