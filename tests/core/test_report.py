"""A plan as people read it: by cause, each text once, word by word, as wide as the terminal is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from zendesk_bridge.core import columns as columns_of_text
from zendesk_bridge.core import report
from zendesk_bridge.core.columns import columns
from zendesk_bridge.core.macros.difference import Edit, edits
from zendesk_bridge.core.model import (
    Applied,
    Backorder,
    DriftMode,
    MacroContent,
    ManagedMacro,
    Marker,
    RemoteMacro,
    ShipWindow,
)
from zendesk_bridge.core.plan import Blocked, Create, Drift, HelpdeskPlan, Keep, MacroChange, Plan, Retire, Update
from zendesk_bridge.core.report.lines import Line, laid_out
from zendesk_bridge.core.safe import escaped, harmless, unlinked


def macro(key: str, body: str = "Hello") -> ManagedMacro:
    """Return a macro as we want it."""
    return ManagedMacro(key, f"Backorder::{key}", body, Marker.of("main", key))


def content(key: str, body: str = "Hello") -> MacroContent:
    """Return a macro as it is compared."""
    return MacroContent(f"Backorder::{key}", body)


def update(key: str, before: str, after: str) -> Update:
    """Return a change of one macro's words."""
    return Update(key, macro(key, after), content(key, after), RemoteMacro(7, content(key, before), "d"))


def create(key: str, body: str = "Hello") -> Create:
    """Return a new macro."""
    return Create(key, macro(key, body), content(key, body))


def plan_of(**helpdesks: Sequence[MacroChange]) -> Plan:
    """Return a plan with these changes."""
    return Plan(tuple(HelpdeskPlan(name, tuple(found), 9) for name, found in helpdesks.items()))


def text(plan: Plan, causes: Mapping[str, str] | None = None, *, full: bool = False, colours: bool = False) -> str:
    """Return the plan as text."""
    lines = report.plan_lines(plan, report.review(plan, causes or {}), (), full=full)
    return laid_out(lines, colours=colours)


# --- by cause --------------------------------------------------------------------------------------


def test_one_cause_is_told_once() -> None:
    """What one item's new window changes in many macros on two helpdesks is one group, each wording once."""
    keys = ["item-update/WID-12", "swap-offer/WID-12", "split/WID-12"]
    german = update("item-update/WID-12.de", "Versand: 1.-5. Dezember.", "Versand: 8.-12. Dezember.")
    changes = [*(update(key, f"{key} ships May 1 - 5.", f"{key} ships May 8 - 12.") for key in keys), german]
    seen = text(plan_of(shop=changes, eu=changes), {"WID-12": "moved: A -> B"})
    assert seen.count("~ update") == 1
    assert "WID-12 moved: A -> B: 4 macros on shop, 4 on eu" in seen
    assert seen.count("[-1 - 5-]{+8 - 12+}") == 1
    assert seen.count("[-1.-5-]{+8.-12+}") == 1
    for key in keys:
        assert seen.count(f"Backorder::{key}\n") == 1


def test_an_edited_template_is_one_cause() -> None:
    """A sentence that was edited in a macro file is one group, however many items carry it."""
    changes = [update(f"item-update/SKU-{at}", "We are sorry.", "We are very sorry.") for at in range(3)]
    seen = text(plan_of(shop=changes))
    assert "item-update: 3 macros on shop" in seen
    assert seen.count("{+very +}") == 1


def test_the_text_of_what_is_new() -> None:
    """What is created is shown as text, folded, whole with --full; and what it does beside the reply."""
    body = "\n".join(f"line {at}" for at in range(20))
    content_of = MacroContent("Backorder::a", body, ("sorry",), "pending")
    plan = plan_of(shop=[Create("a", macro("a"), content_of)])
    folded = text(plan)
    assert "| line 5\n" in folded
    assert "line 6" not in folded
    assert "and 16 more lines (--full shows all)" in folded
    whole = text(plan, full=True)
    assert "| line 19" in whole
    assert "(adds tags: sorry)" in whole
    assert "(status: pending)" in whole


def test_a_macro_per_item_shows_one_text() -> None:
    """Of a new macro per item the text for one item is shown, all titles are, and --full shows each text."""
    changes = [create(f"item-update/SKU-{at}", f"About SKU-{at}") for at in range(3)]
    assert text(plan_of(shop=changes)).count("| About") == 1
    assert all(f"Backorder::item-update/SKU-{at}" in text(plan_of(shop=changes)) for at in range(3))
    assert text(plan_of(shop=changes), full=True).count("| About") == 3
    late = text(plan_of(shop=[create("a/X", "A"), create("b/X", "B")]), {"X": "late now"})
    assert late.count("+ create") == 1
    assert "X late now: 2 macros on shop" in late
    assert "| A" in late
    assert "| B" in late


def test_held_changes_name_the_way_out() -> None:
    """Macros that wait for the same reason stand together, with what to do."""
    keys = ["a", "b"]
    drifts = [
        Drift(
            key,
            macro(key),
            content(key),
            RemoteMacro(1, content(key, "Edited"), "d"),
            "edited on the helpdesk",
            DriftMode.FAIL,
        )
        for key in keys
    ]
    blocked = [Blocked(f"c{at}", f"Title {at}", "no ticket field", "run setup") for at in range(12)]
    seen = text(plan_of(shop=[*drifts, *blocked]))
    assert seen.count("edited on the helpdesk; left alone") == 1
    assert "--overwrite a --overwrite b" in seen
    assert "[-Edited-]{+Hello+}" in seen
    assert seen.count("no ticket field; run setup") == 1
    assert "... and 4 more macros (--full shows all)" in seen
    assert "14 held back" in seen


def test_counts_are_those_of_the_json() -> None:
    """Every number in the text is the sum of its groups, and the one in JSON."""
    changes = [
        create("a"),
        create("b/X"),
        update("c", "x", "y"),
        Retire("d", RemoteMacro(1, content("d"), "d")),
        Keep("e", RemoteMacro(2, content("e"), "e"), None),
    ]
    plan = plan_of(shop=changes, eu=changes[:2])
    groups = report.review(plan, {})
    told = report.plan_json(plan)
    assert sum(len(group.members) for group in groups) == sum(len(part["changes"]) for part in told["helpdesks"]) == 6
    assert told["writes"] == 6
    assert "6 macros to write" in text(plan)
    assert "shop: 2 to create, 1 to update, 1 to retire, 1 unchanged" in text(plan)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({}, {"to": 5}, ""),
        ({"to": 5}, {"to": 9}, "moved: 2026-12-01 to 2026-12-05 -> 2026-12-01 to 2026-12-09"),
        ({"to": 5}, {"to": 1}, "moved: 2026-12-01 to 2026-12-05 -> 2026-12-01"),
        ({"to": 5}, None, "not late any more"),
        ({"to": 5}, {"to": 5, "reason": "another"}, "another reason"),
        ({"to": 5}, {"to": 5, "every": timedelta(7)}, "rhythm of updates: none -> 7 days"),
        ({"to": 5}, {"to": 5}, ""),
    ],
)
def test_causes(before: dict[str, Any], now: dict[str, Any] | None, said: str) -> None:
    """What is new about an item is told in words; nothing is, where nothing was ever told."""

    def items(about: dict[str, Any] | None) -> dict[str, Backorder]:
        if not about:
            return {}
        window = ShipWindow(date(2026, 12, 1), date(2026, 12, about["to"]))
        item = Backorder("X", "Thing", ship_window=window, reason="late")
        return {"X": replace(item, **{key: part for key, part in about.items() if key != "to"})}

    assert report.causes(items(before), items(now)).get("X", "") == said


LONG, LATER, OPEN = "2026-12-01/2026-12-05", "2026-12-08/2026-12-08", "../2026-12-05"


@pytest.mark.parametrize(
    ("told", "now", "said"),
    [
        ((LONG, "f1"), (LATER, "f2"), "moved: 2026-12-01 to 2026-12-05 -> 2026-12-08"),
        ((OPEN, "f1"), ("", "f2"), "moved: by 2026-12-05 -> unknown"),
        ((LONG, "f1"), (LONG, "f2"), "its facts changed"),
        ((LONG, "f1"), (LONG, "f1"), None),
        (("", ""), (LONG, "f1"), None),
        ((LONG, "f1"), None, "not late any more"),
    ],
)
def test_causes_outlive_the_run_that_read_them(
    told: tuple[str, str], now: tuple[str, str] | None, said: str | None
) -> None:
    """What was applied tells why a macro changes, when the facts were read before and nothing came of it."""
    key = "item-update/X"
    was = Applied(key, 7, "s", "r", facts=told[1], window=told[0])
    change: MacroChange = Retire(key, RemoteMacro(7, content(key), "d"))
    if now:
        change = replace(update(key, "A", "B"), macro=replace(macro(key), sku="X", window=now[0], facts=now[1]))
    plan = Plan((HelpdeskPlan("shop", (change,), 1, applied={key: was}),))
    assert report.causes_told(plan, {"X": Backorder("X", "Thing")} if now else {}).get("X") == said


def test_a_release_or_a_setting_is_named_as_the_cause() -> None:
    """Files and facts are as they were, and the words of facts are not: nobody looks for an edit of a macro."""
    key = "item-update/X"
    was = Applied(key, 7, "s", "r", "files", "f1", "older words")
    made = replace(macro(key), source="files", facts="f1", wording="newer words")
    plan = Plan((HelpdeskPlan("shop", (replace(update(key, "A", "B"), macro=made),), 1, applied={key: was}),))
    assert "told in other words: by a newer release, or by market: or locale: in the config" in text(plan)


def test_what_an_older_release_wrote_is_named_as_that() -> None:
    """Its records do not say which words it told the facts in, and nobody looks for an edit of their own."""
    was = Applied("back-in-stock", 7, "s", "r", "files")
    plan = Plan((HelpdeskPlan("shop", (update("back-in-stock", "A", "B"),), 1, applied={"back-in-stock": was}),))
    assert "back-in-stock an older release wrote it: 1 macro" in text(plan)


@pytest.mark.parametrize(
    ("key", "cause"),
    [("update.de", "one macro speaks every language now"), ("other.de", "not wanted any more")],
)
def test_languages_that_became_one_macro_are_told(key: str, cause: str) -> None:
    """A macro of one language goes because another speaks it, and not because nobody wants it any more."""
    gone = Retire(key, RemoteMacro(7, content(key), "d"))
    assert cause in text(Plan((HelpdeskPlan("shop", (update("update", "A", "B"), gone), 2),)))


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("delay-update", ("delay-update", "", "")),
        ("delay-update.de", ("delay-update", "", "de")),
        ("item-update/WID-12.pt_BR", ("item-update", "WID-12", "pt_BR")),
        ("item-update/M.5X", ("item-update", "M.5X", "")),
    ],
)
def test_keys(key: str, parts: tuple[str, str, str]) -> None:
    """A managed macro's key tells file, item and language; a full stop in a SKU is no language."""
    assert report.parts_of(key) == parts


def test_placeholders_by_their_names() -> None:
    """A plan to be read names placeholders as templates do, has the same digest, and hides no change."""
    names = {"{{ticket.ticket_field_36}}": "backorder.items", "{{ticket.name}}": "customer.name"}
    guarded = create("a", "{% if ticket.ticket_field_36 != blank %}Your {{ticket.ticket_field_36}}, {{ticket.name}}")
    written_so = update("b", "Hi {{ customer.name }}", "Hi {{ticket.name}}")
    plan = Plan((HelpdeskPlan("shop", (guarded, written_so), 9, names=names),))
    shown = report.legible(plan)
    assert shown.digest == plan.digest
    seen = text(shown)
    assert "{% if backorder.items != blank %}Your {{ backorder.items }}, {{ customer.name }}" in seen
    assert "[-" in seen


# --- word by word ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("same", "same", []),
        ("It ships May 1 - 5, as said.", "It ships May 8 - 12, as said.", [("1 - 5", "8 - 12")]),
        ("a b c\nd e f", "a b c\nd e g", [("f", "g")]),
        ("one\ntwo", "one\ntwo\nthree", [("", "three")]),
        ("从12月1日发货。谢谢您的耐心", "从12月8日发货。谢谢您的耐心", [("1", "8")]),
        ("Nothing alike here", "Completely other words now", [("Nothing alike here", "Completely other words now")]),
    ],
)
def test_edits(before: str, after: str, found: list[tuple[str, str]]) -> None:
    """Only the words that change are told, changes near each other as one."""
    assert [(edit.before, edit.after) for edit in edits(before, after)] == found


def test_edits_show_where() -> None:
    """The words around a change are shown, and that there are more."""
    (edit,) = edits(
        "One two three four five six 7 eight nine ten eleven twelve thirteen fourteen.".replace("7", "old"),
        "One two three four five six new eight nine ten eleven twelve thirteen fourteen.",
    )
    assert edit == Edit("old", "new", "... two three four five six ", " eight nine ten eleven twelve ...")


@settings(deadline=None)
@given(st.text("ab c\n.", max_size=60), st.text("ab c\n.", max_size=60))
def test_edits_are_empty_only_for_equal_words(before: str, after: str) -> None:
    """Texts with other words have edits, and equal ones have none."""
    assert bool(edits(before, after)) == (before.splitlines() != after.splitlines())


# --- laid out --------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.text(max_size=120)), max_size=6), st.integers(20, 100))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[int, str]], width: int) -> None:
    """Whatever the text, also in signs of two columns, no line passes the width, and no ink is lost."""
    lines = [Line.of(indent, words) for indent, words in rows]
    seen = laid_out(lines, width)
    assert all(columns(line) <= width for line in seen.split("\n"))
    plain = laid_out(lines)
    assert "".join(seen.split()) == "".join(plain.split())


def test_a_long_word_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text without a space takes work in proportion to its length, counted in signs looked at."""
    seen: list[str] = []
    real = columns_of_text._columns
    monkeypatch.setattr(columns_of_text, "_columns", lambda sign: seen.append(sign) or real(sign))
    work = []
    for length in (1000, 2000, 4000):
        seen.clear()
        laid_out([Line.of(0, "\u9752" * length)], 80)
        work.append(len(seen))
    assert work[1] <= 2.1 * work[0]
    assert work[2] <= 2.1 * work[1]


def test_colours_only_where_asked() -> None:
    """Without colours there is no escape sequence; with them the text is the same."""
    plan = plan_of(shop=[update("a", "May 1 it is", "May 2 it is")])
    plain, coloured = text(plan), text(plan, colours=True)
    assert "\x1b" not in plain
    assert "\x1b[32m{+2+}\x1b[0m" in coloured


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_title_from_a_helpdesk_is_harmless(form: str) -> None:
    """Escapes, links and fences in a title or a reply that somebody edited reach neither terminal nor review."""
    evil = "\x1b]0;owned\x07\x9b31m <img src=x> [a](http://evil) ```\n```` \u202e"
    held = Drift(
        "a",
        macro("a"),
        MacroContent(evil, "Hello"),
        RemoteMacro(1, MacroContent(evil, evil), "d"),
        "edited on the helpdesk",
        DriftMode.FAIL,
    )
    plan = plan_of(shop=[held])
    seen = text(plan) if form == "text" else report.plan_markdown(plan, report.review(plan, {}))
    assert not set("\x1b\x07\x9b\u202e") & set(seen)
    if form == "markdown":
        assert r"\<img src=x\>" in seen
        assert "`````diff" in seen


CALLS = [
    "@torvalds",
    "Thing @acme/everyone",
    "#1",
    "org/repo#5",
    "gh-7",
    "!3",
    "https://evil.example",
    "www.evil.example",
]


@pytest.mark.parametrize("name", CALLS)
def test_a_name_from_elsewhere_calls_nobody(name: str) -> None:
    """A plan that stands under a pull request mentions no person, and is told to no issue, by a supplier's words."""
    titled = Create("a", macro("a"), MacroContent(f"Late: {name}", "Hello"))
    noted = HelpdeskPlan("shop", (titled,), 9, (f"'{name}' is not known",))
    plan = Plan((noted,))
    seen = report.plan_markdown(plan, report.review(plan, {}), (), {"other": f"{name} is away"})
    assert seen.count(name.removeprefix("Thing ")) == 0
    assert seen.replace("\u2060", "").count(name) == 3


@pytest.mark.parametrize("name", ["&#64;torvalds", "&commat;torvalds", "&#x40;torvalds"])
def test_a_sign_written_as_an_entity_calls_nobody(name: str) -> None:
    """Markdown makes signs of entities before mentions are looked for."""
    plan = plan_of(shop=[Create("a", macro("a"), MacroContent(name, "Hello"))])
    html = MarkdownIt().render(report.plan_markdown(plan, report.review(plan, {})))
    assert "@torvalds" not in unescape(html)
    assert name in unescape(html).replace("\u2060", "")


def test_other_signs_stay_as_they_are() -> None:
    """What is added has no width, and is added only where something would be made of it."""
    assert unlinked("Desk #A & Lamp! 5 @ 3, see a_b") == "Desk #A & Lamp! 5 @ 3, see a_b"
    assert [columns(unlinked(name)) for name in CALLS] == [columns(name) for name in CALLS]


def test_harmless_json() -> None:
    """What a terminal would obey is escaped in JSON, which means the same."""
    assert escaped('"\x9b\u202ea\\n"') == '"\\u009b\\u202ea\\n"'
    assert harmless("a\x1b[31m\tb\nc\ud800") == "a\ufffd[31m\tb\nc\ufffd"
