"""The tree that YAML gives: a text stays a text, an anchor is repeated and does not explode, both parsers agree."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core import document
from zendesk_bridge.core.errors import InvalidInput


@pytest.mark.parametrize(
    "text", ["0123", "12:30", "NO", "yes", "1_0", "2026-12-01", "1e3", ".inf", "0x1F", "0o7", "1.10", "=", "True"]
)
def test_scalars_are_text(text: str) -> None:
    """What YAML would turn into a number, a truth value or a time stays the text that the admin wrote."""
    assert document.plain(document.parse(f"a: {text}", "f")) == {"a": text}


@pytest.mark.parametrize("text", ["~", "null", "Null", "NULL", ""])
def test_null_stays_null(text: str) -> None:
    """Only an absent value is no text; in quotation marks it is one."""
    assert document.plain(document.parse(f"a: {text}\nb: '{text}'", "f")) == {"a": None, "b": text}


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_survives(text: str) -> None:
    """Whatever text a program dumps as YAML, we load as that same text, as a value and as a key."""
    dumped = yaml.safe_dump({"value": text, "list": [text], text + "!": "key"})
    assert document.plain(document.parse(dumped, "f")) == {"value": text, "list": [text], text + "!": "key"}


def test_anchors_and_merges() -> None:
    """An alias repeats its anchor; a merge gives way to the mapping's own keys, and the earlier merge wins."""
    text = "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\none: {<<: *b, x: 9}\ntwo: {<<: [*m, *b]}\nthree: *b\n"
    assert document.plain(document.parse(text, "f")) == {
        "base": {"x": "1", "y": "2"},
        "more": {"y": "3", "z": "4"},
        "one": {"x": "9", "y": "2"},
        "two": {"y": "3", "z": "4", "x": "1"},
        "three": {"x": "1", "y": "2"},
    }


@pytest.mark.parametrize("form", ["[{}]", "{{{}}}"], ids=["lists", "mappings"])
def test_anchors_within_anchors_do_not_explode(form: str) -> None:
    """A few lines of aliases that stand for billions of values are one problem, and found at once."""
    lines = ["a0: &a0 x"]
    for level in range(1, 12):
        alias = f"*a{level - 1}"
        items = [alias if form == "[{}]" else f"k{number}: {alias}" for number in range(10)]
        lines.append(f"a{level}: &a{level} " + form.format(", ".join(items)))
    with pytest.raises(InvalidInput, match="stand for more than 100,000 values") as caught:
        document.parse("\n".join(lines), "f")
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == ("f", 5)


def test_many_plain_values_are_no_explosion() -> None:
    """What is written out may be long, and aliases may repeat a good deal of it."""
    text = "all: &all\n" + "- b\n" * 60_000 + "again: *all\n"
    assert len(document.plain(document.parse(text, "f"))["again"]) == 60_000


def test_both_parsers_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where libyaml is missing, PyYAML's own parser gives the same tree with the same places."""
    text = "a: 0123\nb: |\n  x\n\n  y\nc: [NO, ~, 'q']\nd: &d {k: v}\ne: {<<: *d}\nf: >2\n    z\ng:\n"
    fast = document.parse(text, "f")
    monkeypatch.setattr(document.tree, "_FAST", document.tree._TextLoader)
    assert document.parse(text, "f") == fast
