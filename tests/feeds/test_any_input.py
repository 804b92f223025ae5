"""Whatever bytes an admin's files hold: they are read or refused in plain words, and nothing unprintable comes out."""

from __future__ import annotations

import gzip
import io
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zendesk_bridge.core.errors import BridgeError, Problem
from zendesk_bridge.feeds import BackorderFeed, Layout, ProductFeed, exports, read_folder
from zendesk_bridge.feeds.rows import Row, Rows, unpacked
from zendesk_bridge.settings import load_offline, load_settings

CONFIG = """\
helpdesks:
  shop: {type: zendesk, url: "https://acme.zendesk.com", auth: {token: "${TOKEN}"}}
backorders: [{type: file, path: late.csv, columns: {sku: "Item No."}, dates: "%m/%d/%Y"}]
catalogue: [{type: http, url: "https://shop.example.com/p.csv?k=${KEY}", headers: {A: "${KEY}"}}]
timezone: America/New_York
state: ${DB}
limits: {updates: {max: 5, share: 50 %}}
"""
FACTS = """\
backorders:
  - sku: WID-12
    name: "Blue \\ud83d\\ude00 Widget"
    aliases: [blue widget, BW12]
    ship_window: {from: 2026-12-01, to: 2026-12-05}
    reason: >
      the supplier
      is late
    options: [wait, {swap: {sku: B, name: Bee}}, cancel]
    next_update: 2026-11-29
    locales: {de: {name: Blaues Ding}}
  - {sku: C, name: Cee, ship_window: unknown, reason: a recall, match: exact, also: [B12], not: [vitamin B12]}
"""
TABLE = (
    'sku;name;aliases;from;to;reason;options\nA-1;"Ay ""x""";a;2026-12-01;2026-12-02;late;swap B = Bee\nB;Bee;;;;x;\n'
)
MACRO = "key: a\ntitle: T\nreply: |\n  Hi\n\n  - a\nlocales: {de: {title: T, reply: R}}\nactions: {status: open}\n"
PRODUCTS = 'sku,name,aliases\nA,Ay,x;y\n"B ""1""",Bee,\n'
LINES = (
    '{"sku": "A", "name": "Ay", "subject": "s", "description": "d \\ud83d", "id": 1, "comments": [{"author_id": 1}]}\n'
)

# fmt: off
_BITS = [
    *(b"\x00", b"\xff", b"\xed\xa0\x80", b"\xc3", b"\r", b"\x1b[31m", b"\x85", b"\xe2\x80\xae", b"\xef\xbb\xbf"),
    *(b'"', b"'", b"|", b">", b"&a ", b"*a", b"<<: ", b"!!python/object:os.system ", b"{", b"}", b"[", b"]"),
    *(b"\\ud83d", b"\\ude00", b"\\u0000", b"\\U00110000", b"$", b"${", b"${TOKEN}", b"$$", b"#", b" #", b"\t", b"- "),
    *(b"9" * 400, b"1e999", b"-1", b"null", b"2026-13-45", b"0001-01-01", b"9999-12-31", b"\xf0\x9f\x98\x80", b"{{"),
    *(b"\n---\n", b": ", b"%", b"@", b"\xff\xfe"),
    *(b"a" * 3000, b"[" * 2000, b"\n", b",", b";", b"=", b"?", b"\x1f\x8b", b"PK\x03\x04", b"<html>"),
]
# fmt: on


@st.composite
def mutated(draw: st.DrawFn, *seeds: str) -> bytes:
    """Return one of these texts with a few pieces put in, taken out or doubled; or any bytes at all."""
    if draw(st.integers(0, 5)) == 0:
        return draw(st.binary(max_size=200))
    data = draw(st.sampled_from(seeds)).encode()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        till = min(len(data), at + draw(st.integers(0, 12)))
        data = draw(
            st.sampled_from(
                [data[:at] + bit + data[at:] for bit in _BITS] + [data[:at] + data[till:], data[:till] + data[at:]]
            )
        )
    return data


def printable(texts: Iterable[str]) -> None:
    """Check that each text can be printed and sent: no half characters, and nothing that moves a cursor."""
    for text in texts:
        text.encode()
        assert "\x1b" not in text
        assert "\x00" not in text


def said(problems: Iterable[Problem]) -> None:
    """Check that problems can be printed, however wrong the file is."""
    for problem in problems:
        printable([str(problem).partition(": ")[2]])


def attempted(action: Callable[[], object]) -> object:
    """Return what the action gives, or None for an error in plain words; anything else is a mistake of ours."""
    try:
        return action()
    except BridgeError as error:
        printable(str(error).splitlines())
        return None


def written(data: bytes, name: str) -> Path:
    """Write these bytes into a folder of their own, which the reader finds with its own name."""
    file = Path(tempfile.mkdtemp(dir=_FOLDER[0])) / name
    file.write_bytes(data)
    return file


_FOLDER: list[str] = [""]


@pytest.fixture(autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test a folder that is there for all of its examples."""
    _FOLDER[0] = str(tmp_path_factory.mktemp("any"))


SOME = settings(deadline=None, max_examples=60)


@SOME
@given(mutated(FACTS))
@example(b'backorders: [{sku: "\\ud83d", name: x, ship_window: unknown, reason: y}]')
@example(b"backorders: [{sku: a, name: b, ship_window: 2026-12-01, reason: \xed\xa0\x80}]")
def test_facts_in_yaml(data: bytes) -> None:
    """A file of late items, whatever became of it."""
    facts_of(BackorderFeed(written(data, "late.yaml")))


@SOME
@given(
    mutated(TABLE, TABLE.replace(";", "|"), TABLE.replace(";", "\t")), st.sampled_from([None, "%m/%d/%Y", "%d.%m.%y"])
)
def test_facts_in_a_table(data: bytes, dates: str | None) -> None:
    """A table of late items, whatever became of it."""
    facts_of(BackorderFeed(written(data, "late.csv"), Layout(dates=dates)))


def facts_of(source: BackorderFeed) -> None:
    """Read the source and look at all that it says."""
    reading = source.read()
    said([*reading.problems, *reading.doubts])
    for item in reading.backorders:
        printable([item.sku, item.name, item.reason, *item.aliases, *item.also, *item.cancelled_by])


@SOME
@given(mutated(MACRO))
def test_macros(data: bytes) -> None:
    """A macro file, whatever became of it."""
    reading = read_folder(written(data, "a.yaml").parent)
    said([*reading.problems, *reading.doubts])
    printable(variant.title.text for macro in reading.macros for variant in macro.variants)


@SOME
@given(mutated(CONFIG), st.dictionaries(st.sampled_from(["TOKEN", "KEY", "DB"]), st.text(max_size=9)))
def test_the_config(data: bytes, env: dict[str, str]) -> None:
    """A configuration, whatever became of it and of the environment."""
    file = written(data, "config.yaml")
    attempted(lambda: load_settings(file, env))
    attempted(lambda: load_offline(file, env))


@SOME
@given(mutated(PRODUCTS, LINES * 2, f"[{LINES}]", "products:\n- {sku: A, name: Ay}\n"), st.data())
def test_a_catalogue(data: bytes, drawn: st.DataObject) -> None:
    """A catalogue, whatever became of it, under whatever name for its format."""
    form = drawn.draw(st.sampled_from(["csv", "json", "jsonl", "yaml"]))
    if drawn.draw(st.booleans()):
        data = gzip.compress(data)[: len(data) + 40]
    catalogue = ProductFeed("shop", written(data, f"products.{form}"), form)  # type: ignore[arg-type]  # drawn
    reading = attempted(catalogue.read)
    for product in getattr(reading, "products", ()):
        for text in (product.sku, product.name, *product.aliases):
            text.encode()


@SOME
@given(mutated(LINES * 2, f"[{LINES}]", PRODUCTS.replace("sku,name", "id,subject"), LINES.rstrip() * 3))
def test_a_ticket_export(data: bytes) -> None:
    """An export of tickets, whatever became of it."""

    def read() -> None:
        for row in Rows(unpacked(io.BytesIO(data), "t"), "t"):
            for ticket in exports.tickets(row, "t") if isinstance(row, Row) else [row]:
                if isinstance(ticket, Problem):
                    said([ticket])

    attempted(read)
