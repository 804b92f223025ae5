"""serve: the command that answers the choice page, beside the job that carries choices to the tickets."""

import json
import signal
import socket
from contextlib import closing
from datetime import UTC, datetime, timedelta

import requests
from page_choices import Outreach

from zendesk_bridge.core import links

WAIT = 60  # seconds


def started(shop):
    """Start the command; return its process and its address."""
    process = shop.start("serve", "--port", "0", "--format", "json")
    lines = [process.stdout.readline() for _ in range(4)]
    return process, json.loads("".join(lines))["url"]


def test_a_customer_chooses_and_the_ticket_says_so(shop):
    """From the link in a message to tag and note; SIGTERM ends the server well, and its log knows no link."""
    shop.ready()
    made = Outreach(shop)
    shop.ok("sync")
    number = shop.customer("Where is my blue widget?")
    message = made.message("zendesk", number)
    token = links.sign(made.state.waves().key(), links.SignedLink(message.id, datetime.now(UTC) + timedelta(days=9)))
    process, url = started(shop)
    link = links.address(url, token)
    page = requests.get(link, timeout=WAIT)
    assert f"{shop.dates['from']:%B} {shop.dates['from'].day}" in page.text
    assert requests.get(f"{url}/healthz", timeout=WAIT).json()["ok"] is True
    requests.get(f"{link}x", timeout=WAIT)
    requests.post(link, {"item": "0", "choice": "cancel", "confirm": "yes"}, timeout=WAIT)
    shop.ok("sync")
    assert "backorder_chose_cancel" in shop.tags(number)
    assert "You chose" in requests.get(link, timeout=WAIT).text
    shop.facts("WID-12")
    shop.ok("sync", "--accept-fewer")
    assert "You chose" in requests.get(link, timeout=WAIT).text
    process.send_signal(signal.SIGTERM)
    ended = shop.end(process)
    assert ended.code == 0
    assert "What was chosen is kept" in ended.err
    assert "no message leads here: the config has no outreach.link" in ended.err
    assert token[:20] not in ended.out + ended.err
    made.state.close()


def test_an_edited_config_is_read_by_itself(shop):
    """The page tells the items of a feed that was added since; by a config that is broken it goes on as before."""
    shop.ready()
    made = Outreach(shop)
    shop.ok("sync")
    message = made.message("zendesk", shop.customer("Where is my blue widget?"))
    token = links.sign(made.state.waves().key(), links.SignedLink(message.id, datetime.now(UTC) + timedelta(days=9)))
    process, url = started(shop)
    link = links.address(url, token)
    good = (shop.folder / "config.yaml").read_text("utf-8")
    told = f"{shop.dates['from']:%B} {shop.dates['from'].day}"
    assert told in requests.get(link, timeout=WAIT).text
    shop.write("config.yaml", good.replace("macros/backorders.yaml", "macros/late.yaml"))
    (shop.folder / "macros" / "backorders.yaml").rename(shop.folder / "macros" / "late.yaml")
    shop.ok("sync", "--accept-fewer")
    assert told in requests.get(link, timeout=WAIT).text
    shop.write("config.yaml", "helpdesks: [")
    for _ in range(2):
        assert told in requests.get(link, timeout=WAIT).text
    process.send_signal(signal.SIGTERM)
    ended = shop.end(process)
    assert ended.err.count("pages go on by the config as it was before its last edit: ") == 1
    assert "config.yaml:1:" in ended.err
    made.state.close()


def test_what_cannot_be_served_says_why(shop):
    """A port in use, an address of another machine, a config that is none: what to do about it, also for programs."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        ran = shop.run("serve", "--port", port)
        assert (ran.code, f"Port {port} on 127.0.0.1 cannot be opened" in ran.err) == (75, True)
        refused = shop.run("serve", "--port", port, "--format", "json")
        assert refused.json["ok"] is False
    assert "8.8.8.8" in shop.run("serve", "--host", "8.8.8.8").err
    shop.write("config.yaml", "helpdesks: [")
    assert shop.run("serve").code == 2
