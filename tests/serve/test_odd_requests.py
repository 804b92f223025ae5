"""What no customer's browser sends: links that are none, bodies that are none, slow clients, hostile names."""

from __future__ import annotations

import re
import socket
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import requests
from choice_desk import KETTLE, NOON, WIDGET, Desk

from zendesk_bridge.core import links
from zendesk_bridge.core.errors import Unavailable
from zendesk_bridge.core.model import Message, PageChoice, Swap, Wait
from zendesk_bridge.serve import app, server

WAIT = 30  # seconds
BAD = "<img src=x onerror=alert(1)>\"'{{7*7}}{% raw %}\u202e&amp;"


def token_of(link: str) -> str:
    """Return the token of an address."""
    return link.rpartition("/")[2]


def test_a_link_that_a_mail_program_has_mangled_opens(desk: Desk) -> None:
    """It can be answered there as well; a proxy may have left the path of the shop's own in front of it."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    token = token_of(link)
    for path in (f"/c/{token}.", f"/c/{token[:30]}%0D%0A{token[30:]}", f"/orders/of/us/c/{token}%3E", f"//c/{token}/"):
        found = requests.get(desk.url + path, timeout=WAIT)
        assert (found.status_code, "Your order 10482" in found.text) == (200, True), path
    done = desk.post(f"{desk.url}/orders/c/{token}.", "wait")
    assert done.url == f"{desk.url}/orders/c/{token}.?lang=en&done=0"
    assert "Thank you, we have your choice" in done.text
    assert len(desk.chosen(message)) == 1


@pytest.mark.parametrize("path", ["/c", "/healthz/", "/", "//evil.example/c"])
def test_nobody_is_sent_elsewhere(desk: Desk, path: str) -> None:
    """A path that is none is answered there and then, whatever host the request names."""
    heads = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    found = requests.get(desk.url + path, headers=heads, timeout=WAIT, allow_redirects=False)
    assert (found.status_code, "Location" in found.headers) == (404, False)
    assert "evil" not in found.text


def test_links_that_are_none_say_so_kindly(desk: Desk) -> None:
    """Cut, altered, forged, of another installation, of a message that was forgotten: one page, and no hint."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    end = NOON + timedelta(days=9)
    theirs = links.sign(bytes(32), links.SignedLink(message.id, end))
    gone = links.sign(desk.state.waves().key(), links.SignedLink("0" * 16, end))
    odd = ["", "x", "..%2f..%2fetc", "%00", "%ff%fe", "a/b/c", "?", "x" * 9000, theirs, gone, f"{token_of(link)}x"]
    bodies = set()
    for token in [*odd, token_of(link)[:-1], token_of(link).swapcase()]:
        found = requests.get(f"{desk.url}/c/{token}", timeout=WAIT)
        assert found.status_code == 404, token
        assert "This link does not work" in found.text
        bodies.add(found.text)
        posted = requests.post(f"{desk.url}/c/{token}", {"item": "0", "choice": "wait"}, timeout=WAIT)
        assert posted.status_code == 404, token
    assert len(bodies) == 1
    assert desk.said == []


def test_a_link_whose_time_is_over_says_so(desk: Desk) -> None:
    """In the message's language; nothing of the order is shown any more, and nothing can be chosen."""
    message = desk.message(WIDGET, locale="de")
    link = desk.link(message, days=60)
    desk.now += timedelta(days=60)
    for found in (requests.get(link, timeout=WAIT), desk.post(link, "wait")):
        assert found.status_code == 410
        assert "Dieser Link ist nicht mehr gültig" in found.text
        assert "10482" not in found.text
    assert desk.chosen(message) == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_other_methods_are_none(desk: Desk, method: str) -> None:
    """Each is told what there is, and changes nothing."""
    message = desk.message(WIDGET)
    found = requests.request(method, desk.link(message), data="choice=wait&item=0", timeout=WAIT)
    assert found.status_code == 405
    assert set(found.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
    assert desk.chosen(message) == []


FORM = "application/x-www-form-urlencoded"
BODIES = {
    "nothing": (FORM, b"", 400),
    "no item": (FORM, b"choice=wait", 400),
    "no choice": (FORM, b"item=0", 400),
    "an item beyond": (FORM, b"item=1&choice=wait", 400),
    "a negative item": (FORM, b"item=-1&choice=wait", 400),
    "an item in other digits": (FORM, "item=\u0660&choice=wait".encode(), 400),
    "an endless item": (FORM, b"item=" + b"9" * 4000 + b"&choice=wait", 400),
    "twice": (FORM, b"item=0&choice=wait&choice=cancel", 400),
    "no UTF-8": (FORM, b"item=0&choice=%ff&\xff", 400),
    "half a character": (FORM, b"item=0&choice=%ed%a0%80", 400),
    "many fields": (FORM, b"&".join(b"a%d=1" % at for at in range(20)), 400),
    "JSON": ("application/json", b'{"item": 0, "choice": "wait"}', 415),
    "plain text, as another site's form may send it": ("text/plain", b"item=0&choice=wait", 415),
    "a file": ("multipart/form-data; boundary=x", b"--x--", 415),
    "no kind": ("", b"item=0&choice=wait", 415),
    "10 MB": (FORM, b"item=0&choice=wait&x=" + b"x" * 10_000_000, 413),
}


@pytest.mark.parametrize(("kind", "body", "status"), BODIES.values(), ids=BODIES.keys())
def test_what_is_no_form_of_ours_changes_nothing(desk: Desk, kind: str, body: bytes, status: int) -> None:
    """It is told in a page that nothing was changed; the server goes on."""
    message = desk.message(WIDGET)
    try:
        found = requests.post(desk.link(message), body, headers={"Content-Type": kind}, timeout=WAIT)
    except requests.ConnectionError:
        assert status == 413  # the answer came, and the connection was closed while we still sent
    else:
        assert found.status_code == status
        assert "That did not work" in found.text
    assert desk.chosen(message) == []
    assert requests.get(desk.link(message), timeout=WAIT).status_code == 200
    assert desk.said == []


def test_a_body_without_a_length_is_bounded(desk: Desk) -> None:
    """A chunked one is read as far as a form of ours may be long."""
    message = desk.message(WIDGET)

    def endless() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * 1000

    with suppress(requests.ConnectionError):  # the answer came, and the connection was closed while we still sent
        found = requests.post(desk.link(message), endless(), headers={"Content-Type": FORM}, timeout=WAIT)
        assert found.status_code == 413
    assert desk.chosen(message) == []


def _spoken(desk: Desk, *parts: bytes) -> bytes:
    """Send these, each once the one before was answered; return what came until the server hung up.

    Raises TimeoutError where it does not.
    """
    host, port = desk.url.removeprefix("http://").split(":")
    with closing(socket.create_connection((host, int(port)), timeout=WAIT)) as line:
        found = b""
        with suppress(ConnectionError):
            for at, part in enumerate(parts):
                found += line.recv(65536) if at else b""
                line.sendall(part)
            while piece := line.recv(65536):
                found += piece
    return found


HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("parts", [(b"",), (b"GET /c/x HTTP/1.1\r\nHost: x\r\nX-A: ",), (HEALTH, b"GET /")])
def test_who_never_ends_a_head_is_hung_up_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, parts: tuple[bytes, ...]
) -> None:
    """Slow clients hold no connection for long, neither at first nor after a request that was answered."""
    monkeypatch.setattr(server, "HEAD_SECONDS", 3 if HEALTH in parts else 0.3)  # that one has to arrive
    assert (b"200 OK" in _spoken(desk, *parts)) == (HEALTH in parts)


def test_who_never_ends_a_form_is_told_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time for a form is bounded, too."""
    monkeypatch.setattr(app, "BODY_SECONDS", 0.3)
    path = desk.link(desk.message(WIDGET)).removeprefix(desk.url)
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 90\r\nConnection: close\r\n\r\n"
    found = _spoken(desk, head.encode() + b"item=0")
    assert found.startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("length", [20_000, 60_000])
def test_a_long_head_is_refused(desk: Desk, length: int) -> None:
    """Also one that comes as a whole: ours have some hundred bytes."""
    asked = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: " + b"x" * length + b"\r\n\r\n"
    assert _spoken(desk, asked).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "sent",
    [b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/9\r\n\r\n", b"X" * 70_000, b"GET /c/x HTTP/1.1\r\nA: b\r\n\r\n\r\n"],
)
def test_what_is_no_http_ends_the_connection(desk: Desk, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    """A client that speaks TLS to us, or nothing that is known; the next one is answered."""
    monkeypatch.setattr(server, "HEAD_SECONDS", 1)
    _spoken(desk, sent)
    assert requests.get(f"{desk.url}/healthz", timeout=WAIT).json() == {"ok": True, "database": "answers"}


def test_hostile_names_are_text_everywhere(desk: Desk) -> None:
    """A SKU, a name, a reason, a swap or an order number that is markup is shown as such, and heads stay heads."""
    odd = replace(WIDGET, sku=BAD, name=BAD, reason=BAD, options=(Wait(), Swap("B", f"{BAD}\r\nSet-Cookie: a=b")))
    desk.facts(odd)
    message = desk.message(odd, number=f'1"\r\nSet-Cookie: c=d\r\n\r\n{BAD}')
    link = desk.link(message)
    done = desk.post(link, "swap", seen=odd.version)
    found = [
        requests.get(link, {"lang": lang, **more}, timeout=WAIT)
        for lang in ("en", "de")
        for more in ({}, {"done": "0"})
    ]
    for page in [done, *found]:
        assert page.status_code == 200
        assert "<img" not in page.text
        assert "{{7*7}}" in page.text
        assert "\u202e" not in page.text
        assert "Set-Cookie" not in page.headers
    saved = requests.get(link, {"save": "0"}, timeout=WAIT)
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9-]+\.txt"', saved.headers["Content-Disposition"])
    assert "Set-Cookie" not in saved.headers
    assert saved.headers["Content-Type"].startswith("text/plain")


def test_every_answer_has_the_headers(desk: Desk) -> None:
    """Nothing is loaded, framed, cached, indexed or told to another site; no cookie is ever set."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    answers = [
        requests.get(link, timeout=WAIT),
        requests.get(f"{desk.url}/c/x", timeout=WAIT),
        requests.get(f"{desk.url}/", timeout=WAIT),
        requests.get(f"{desk.url}/healthz", timeout=WAIT),
        requests.put(link, timeout=WAIT),
        requests.post(link, timeout=WAIT),
        requests.post(
            link, {"item": "0", "seen": WIDGET.version, "choice": "wait"}, timeout=WAIT, allow_redirects=False
        ),
        requests.get(link, {"save": "0"}, timeout=WAIT),
    ]
    assert [one.status_code for one in answers] == [200, 404, 404, 200, 405, 415, 303, 200]
    for one in answers:
        policy = one.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        wanted = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
        assert {name: one.headers[name] for name in wanted} == wanted
        assert one.headers["X-Robots-Tag"].startswith("noindex")
        assert not one.cookies
        assert "server" not in {name.lower() for name in one.headers}
    assert "http" not in answers[6].headers["Location"]


@pytest.mark.parametrize(
    ("accept", "lang", "title"),
    [
        ("de-AT,de;q=0.9", "", "Dieser Link funktioniert nicht"),
        ("pt,fr;q=0.8,en;q=0.7", "", "Ce lien ne fonctionne pas"),
        ("zh", "", "This link does not work"),
        ("x" * 5000, "", "This link does not work"),
        ("de", "es", "Este enlace no funciona"),
        ("de", "../en", "Dieser Link funktioniert nicht"),
    ],
)
def test_where_the_message_is_not_known_the_browser_says_the_language(
    desk: Desk, accept: str, lang: str, title: str
) -> None:
    """Else it is the shop's own; the reader may choose another one."""
    found = requests.get(f"{desk.url}/c/x", {"lang": lang}, headers={"Accept-Language": accept}, timeout=WAIT)
    assert f"<h1>{title}</h1>" in found.text


def test_a_database_that_does_not_answer_is_a_page_and_one_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asked reads that nothing was changed, who answered to look again; the log hears it once, without the link."""
    link = desk.link(desk.message(WIDGET, KETTLE))
    requests.get(link, timeout=WAIT)

    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    engine = desk.state.waves()._database  # type: ignore[attr-defined]  # the only way to break a file that is open
    with monkeypatch.context() as patched:
        patched.setattr(engine.engine.dialect, "do_execute", broken)
        patched.setattr(engine.engine.dialect, "do_execute_no_params", broken)
        asked, answered = requests.get(link, timeout=WAIT), desk.post(link, "wait")
        assert [found.status_code for found in (asked, answered)] == [503, 503]
        assert {found.headers["Retry-After"] for found in (asked, answered)} == {"120"}
        assert "We cannot look this up right now" in asked.text
        assert "the page shows whether we have your choice" in answered.text
        health = requests.get(f"{desk.url}/healthz", timeout=WAIT)
        assert (health.status_code, health.json()) == (503, {"ok": False, "database": "does not answer"})
    assert len(desk.said) == 1
    assert token_of(link) not in desk.said[0]
    assert desk.post(link, "wait").status_code == 200


def test_an_answer_waits_for_a_run_that_writes(desk: Desk, tmp_path: Path) -> None:
    """Whoever only looks does not even wait."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    with closing(sqlite3.connect(tmp_path / "state.db", isolation_level=None)) as run, ThreadPoolExecutor(1) as pool:
        run.execute("BEGIN IMMEDIATE")
        answering = pool.submit(desk.post, link, "wait")
        try:
            assert requests.get(link, timeout=WAIT).status_code == 200
            assert desk.chosen(message) == []
        finally:
            run.execute("ROLLBACK")
        assert answering.result(WAIT).status_code == 200
    assert [one.kind for one in desk.chosen(message)] == ["wait"]


def test_a_database_that_hangs_is_told_in_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says neither yes nor no: the customer reads the page for that, and nobody waits for ever."""
    link = desk.link(desk.message(WIDGET))
    waves, back = type(desk.state.waves()), Event()
    kept = waves.message

    def hanging(self: Any, message_id: str) -> Message | None:
        assert back.wait(WAIT)
        return kept(self, message_id)

    try:
        monkeypatch.setattr(app, "ANSWER_SECONDS", 0.2)
        monkeypatch.setattr(waves, "message", hanging)
        asked, answered = requests.get(link, timeout=WAIT), desk.post(link, "wait")
    finally:
        back.set()
    assert [found.status_code for found in (asked, answered)] == [503, 503]
    assert "We cannot look this up right now" in asked.text
    assert "the page shows whether we have your choice" in answered.text
    assert desk.said == ["warning: pages cannot be shown: the database does not answer"]


def test_an_answer_that_was_kept_is_acknowledged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the database goes away right after it: nobody reads of a choice that is kept that it is not."""
    message = desk.message(WIDGET)
    link = desk.link(message)
    waves = type(desk.state.waves())
    kept, keep = waves.message, waves.answer

    def gone(*_: object) -> None:
        raise Unavailable("the database is away", fix="wait")

    def keeping(self: Any, choice: PageChoice) -> bool:
        monkeypatch.setattr(waves, "message", gone)
        return keep(self, choice)

    monkeypatch.setattr(waves, "answer", keeping)
    fields = {"item": "0", "seen": WIDGET.version, "choice": "wait"}
    found = requests.post(link, fields, timeout=WAIT, allow_redirects=False)
    monkeypatch.setattr(waves, "message", kept)
    assert (found.status_code, [one.kind for one in desk.chosen(message)]) == (303, ["wait"])
    assert "Thank you, we have your choice" in requests.get(f"{link}{found.headers['Location']}", timeout=WAIT).text


def test_a_mistake_of_ours_is_a_page_and_no_traceback(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """The log has its kind and its place, and nothing of what was asked."""
    link = desk.link(desk.message(WIDGET))

    def failing(*_: object) -> None:
        raise RuntimeError(f"about {link}")

    monkeypatch.setattr(app.pages, "order_page", failing)
    found = requests.get(link, timeout=WAIT)
    assert found.status_code == 500
    assert "We cannot look this up right now" in found.text
    assert found.headers["Cache-Control"] == "no-store"
    assert desk.said == [f"warning: a page failed: RuntimeError at failing:{failing.__code__.co_firstlineno + 1}"]
    assert token_of(link) not in caplog.text + "".join(capfd.readouterr())
