"""What an admin has decided to live with: said where it stands, with a reason, and never more than that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from zendesk_bridge.core.errors import InvalidInput, Place
from zendesk_bridge.core.macros.lint import RemotePlace, found, sifted
from zendesk_bridge.core.model import Ignore
from zendesk_bridge.feeds import BackorderFeed, read_folder, read_macros

MACRO = "key: a\ntitle: A\nreply: It ships soon.\n"
VAGUE = found("vague", Place("a.yaml", 3, 8), "soon")
ITEM = found("no-cancel", Place("late.yaml", 2, 5), "no cancel", sku="A-1")
REMOTE = replace(VAGUE, remote=RemotePlace("shop", "A::B", 4711))
AT = Place("a.yaml", 4, 9)


@pytest.mark.parametrize(
    ("ignore", "finding", "covered"),
    [
        (Ignore("vague", "because", AT), VAGUE, True),
        (Ignore("no-date", "because", AT), VAGUE, False),
        (Ignore("vague", "because", Place("b.yaml", 4, 9)), VAGUE, False),
        (Ignore("vague", "because", AT), REMOTE, False),
        (Ignore("no-cancel", "because", Place("late.yaml", 9, 9), sku="A-1"), ITEM, True),
        (Ignore("no-cancel", "because", Place("late.yaml", 9, 9), sku="B-2"), ITEM, False),
        (Ignore("vague", "because", AT, macro="A::B"), REMOTE, True),
        (Ignore("vague", "because", AT, macro="4711"), REMOTE, True),
        (Ignore("vague", "because", AT, macro="#4711"), REMOTE, True),
        (Ignore("vague", "because", AT, macro="A::B", helpdesk="shop"), REMOTE, True),
        (Ignore("vague", "because", AT, macro="A::B", helpdesk="shop-eu"), REMOTE, False),
        (Ignore("vague", "because", AT, macro="A"), REMOTE, False),
        (Ignore("vague", "because", AT, macro="A::B"), VAGUE, False),
    ],
)
def test_an_ignore_covers_its_rule_in_its_place(ignore: Ignore, finding: object, *, covered: bool) -> None:
    """Rule and place both fit, or the finding is told and the ignore with it."""
    told, ignored = sifted([finding], [ignore])
    assert [one.reason for one in ignored] == (["because"] if covered else [])
    assert [one.rule for one in told] == ([] if covered else [finding.rule, "unused-ignore"])


def test_what_ignores_nothing_is_told_at_its_own_place() -> None:
    """It would hide the next finding of its kind."""
    (told,), _ = sifted([], [Ignore("vague", "because", AT)])
    assert (told.rule, told.place, told.severity) == ("unused-ignore", AT, "warning")
    assert told.message == "'vague' is ignored, and nothing breaks it"


def test_a_macro_file_says_what_may_stay(tmp_path: Path) -> None:
    """The place is that of the rule's name in the file."""
    (tmp_path / "a.yaml").write_text(f'{MACRO}lint:\n  ignore:\n    vague: "as our lawyers want it"\n')
    (ignore,) = read_folder(tmp_path).ignores
    assert (ignore.rule, ignore.reason, ignore.sku) == ("vague", "as our lawyers want it", "")
    assert str(ignore.place).endswith("a.yaml:6:12")


def test_an_item_says_what_may_stay(tmp_path: Path) -> None:
    """It is ignored for this item alone."""
    entry = "  - {sku: A-1, name: Lamp, ship_window: 2026-12-01, lint: {ignore: {no-cancel: made to order}}}\n"
    file = tmp_path / "late.yaml"
    file.write_text(f"backorders:\n{entry}")
    reading = BackorderFeed(file).read()
    assert [(one.rule, one.reason, one.sku) for one in reading.ignores] == [("no-cancel", "made to order", "A-1")]
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("lint", "says"),
    [
        ("{ignore: {vage: because}}", "'vage' is no rule (did you mean 'vague'?)"),
        ("{ignore: {vague: }}", "is empty"),
        ('{ignore: {vague: " "}}', "is empty"),
        ("{ignore: {invalid: because}}", "'invalid' is a rule that cannot be ignored"),
        ("{ignore: {}}", "must hold at least 1"),
        ("{ignore: [vague]}", "must hold 'name: value' lines"),
        ("vague", 'write lint: {ignore: {vague: "why it may stay"}}'),
        ("{ignored: {vague: because}}", "unknown key 'ignored'"),
    ],
)
def test_an_ignore_that_says_too_little_is_refused(tmp_path: Path, lint: str, says: str) -> None:
    """No reason, no such rule, or nothing at all: a setting that does nothing is refused."""
    (tmp_path / "a.yaml").write_text(f"{MACRO}lint: {lint}\n")
    with pytest.raises(InvalidInput) as refused:
        read_macros(tmp_path)
    assert says in str(refused.value)
