"""One broken macro file is one macro held: its last good text stands, and nothing else waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.macros.sound import sound_macros
from zendesk_bridge.core.model import Macro, Per, Template, Variant


def macro(key: str, words: str = "as it was", file: str = "") -> Macro:
    """Return a macro from a file of its own."""
    return Macro(
        key, Per.TICKET, (Variant("en_US", Template(key), Template(words)),), place=Place(file or f"{key}.yaml", 1, 6)
    )


def problem(file: str) -> Problem:
    """Return what is wrong in a file."""
    return Problem(Place(file, 3, 4), "a bracket is open")


def bad(*words: str) -> object:
    """Return what finds fault with every macro that says any of this."""

    def faults(told: Sequence[Macro]) -> Mapping[str, Problem]:
        return {one.key: problem(one.place.file) for one in told if one.variants[0].reply.text in words}

    return faults


def words(macros: Sequence[Macro]) -> dict[str, str]:
    """Return what each macro says."""
    return {one.key: one.variants[0].reply.text for one in macros}


LAST = (macro("a"), macro("b"), macro("c"))
NEW_B = macro("b", "new")


def test_of_a_broken_file_the_last_good_text_stands() -> None:
    """It is told with its place; the others are as their files are now, and one whose file is gone is gone."""
    found = sound_macros([NEW_B], [problem("a.yaml")], LAST, bad())
    assert words(found.macros) == {"b": "new", "a": "as it was"}
    assert found.warnings == ("a.yaml:3:4: a bracket is open; the last good text of a stands",)
    assert not found.unsure


def test_a_macro_that_cannot_be_rendered_is_as_it_was() -> None:
    """A wrong name is only found when the macro is rendered; what was never right is left out."""
    found = sound_macros([NEW_B, macro("a"), macro("new", "bad")], [], LAST, bad("new", "bad"))
    assert words(found.macros) == {"b": "as it was", "a": "as it was"}
    assert found.unsure
    assert [text.partition("; ")[2] for text in found.warnings] == [
        "the last good text of b stands",
        "it is left out, and no macro is retired for that",
    ]


def test_a_last_good_text_that_is_good_no_more_is_left_out() -> None:
    """Where neither can be rendered, the macro waits, and is not taken away."""
    found = sound_macros([macro("a", "bad")], [], [macro("a")], bad("bad", "as it was"))
    assert (found.macros, found.unsure) == ((), True)


def test_a_broken_file_that_nobody_knows_may_hold_whatever_is_missing() -> None:
    """A macro that was renamed and broken at once, or a folder that cannot be read, takes none away."""
    for file in ("renamed.yaml", "macros"):
        found = sound_macros([macro("b")], [problem(file)], LAST, bad())
        assert set(words(found.macros)) == {"a", "b", "c"}
        assert found.unsure


def test_a_key_that_two_files_use_stays_as_it_was() -> None:
    """Which of them is meant, nobody knows."""
    copies = [macro("a", "copy", "copy.yaml"), macro("a", "changed")]
    found = sound_macros([*copies, macro("b")], [problem("a.yaml"), problem("copy.yaml")], LAST, bad())
    assert words(found.macros)["a"] == "as it was"


def test_files_that_are_right_are_told_as_they_are() -> None:
    """Nothing is held, and nothing warned of."""
    found = sound_macros([NEW_B], [], [replace(one, helpdesks=("shop",)) for one in LAST], bad())
    assert (words(found.macros), found.warnings, found.unsure) == ({"b": "new"}, (), False)
