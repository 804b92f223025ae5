"""match, also and not: how one item is looked for, in YAML and in a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zendesk_bridge.core.ports import Reading
from zendesk_bridge.feeds import BackorderFeed, backorders_schema

Read = Callable[..., Reading]

YAML = """\
backorders:
  - sku: A4
    name: Paper
    ship_window: 2026-12-01
    match: exact
    also: [B12, NO]
    not: [vitamin B12]
"""
TABLE = "sku,name,ship_window,match,also,not\nA4,Paper,2026-12-01,EXACT,B12; NO,vitamin B12\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that writes a file of backorders and reads it."""

    def run(text: str, name: str = "late.yaml") -> Reading:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return BackorderFeed(tmp_path / name, name=name).read()

    return run


@pytest.mark.parametrize(("text", "name"), [(YAML, "late.yaml"), (TABLE, "late.csv")])
def test_yaml_and_table_say_the_same(read: Read, text: str, name: str) -> None:
    """How an item is looked for can be said in both kinds of file."""
    (item,) = read(text, name).backorders
    assert (item.match, item.also, item.cancelled_by) == ("exact", ("B12", "NO"), ("vitamin B12",))


def test_left_out(read: Read) -> None:
    """Without a word about it, an item is looked for as usual."""
    (item,) = read("backorders: [{sku: A4, name: Paper, ship_window: 2026-12-01}]").backorders
    assert (item.match, item.also, item.cancelled_by) == ("normal", (), ())


def test_not_told(read: Read) -> None:
    """How an item is found is nothing that customers are told: its window version stays."""
    with_it, without = read(YAML).backorders, read(YAML.partition("    match")[0]).backorders
    assert with_it[0].version == without[0].version


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("match: exact", "match: exactly", "match: 'exactly' is none of 'normal' or 'exact' (did you mean 'exact'?)"),
        ("[B12, NO]", "B12", "also must be a list (write [B12])"),
        ("[B12, NO]", "['']", "also[0] is empty"),
        ("[vitamin B12]", "[a4]", "not[0]: 'a4' would cancel every mention of the item (write a longer phrase)"),
        ("[vitamin B12]", "[b12]", "not[0]: 'b12' would cancel every mention"),
        ("not:", "nott:", "unknown key 'nott' (did you mean 'not'?"),
    ],
)
def test_wrong(read: Read, old: str, new: str, message: str) -> None:
    """What is wrong with it is said in plain words, under the name that stands in the file."""
    (problem,) = read(YAML.replace(old, new)).problems
    assert message in str(problem)


def test_schema() -> None:
    """An editor completes the three, under the names that stand in the file."""
    entry = backorders_schema()["$defs"]["BackorderEntry"]["properties"]
    assert {"match", "also", "not"} <= entry.keys()
    assert entry["match"]["enum"] == ["normal", "exact"]
