"""Replies for a helpdesk whose canned responses are text: what the field holds, and what stays outside of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.fields import FACTS, SPECS, find
from zendesk_bridge.core.macros.needs import needed_fields
from zendesk_bridge.core.macros.render import Target, render_all, told_texts
from zendesk_bridge.core.model import FieldKey, Macro, Per, RemoteField, Template, Variant
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect

REPLY = FieldKey.reply("late")
FIELDS = {
    REPLY: RemoteField(1, "cf_late", "Backorder reply: late", "custom_paragraph"),
    FieldKey.GREETING: RemoteField(2, "cf_hello", "Backorder greeting", "custom_text"),
}
ENGLISH = "Hi {{ customer.first_name }},\n\nYour **{{ backorder.items }}** is late.\n\n- {{ backorder.options }}\n"
GERMAN = "Guten Tag {{ customer.name }},\n\n{{ backorder.items }} kommt später."
FACT = {FieldKey.ITEMS: "Lamp & <Co>", FieldKey.OPTIONS: "wait\nor not"}


def macro(*replies: str) -> Macro:
    """A per-ticket macro in English, and in German if there are two replies."""
    variants = tuple(
        Variant(locale, Template("Late", Place("m.yaml", 2, 8)), Template(text, Place("m.yaml", 4, 3)))
        for locale, text in zip(("en_US", "de"), replies, strict=False)
    )
    return Macro("late", Per.TICKET, variants)


def rendered(written: Macro, fields: Mapping[FieldKey, RemoteField] = FIELDS) -> tuple[list[str], list[str]]:
    """Bodies and problems of this macro."""
    target = Target("shop-eu", FreshdeskDialect(fields), "acme", {}, "en_US", date(2026, 11, 23))
    made = render_all([written], [], target)
    return [one.body for one in made.macros], [str(problem) for problem in made.problems]


def texts(written: Macro, locale: str, facts: Mapping[FieldKey, str] = FACT) -> dict[FieldKey, str]:
    """What triage writes."""
    return told_texts([written], lambda _: facts, locale)


def test_the_canned_response_keeps_the_greeting_and_the_field_has_the_rest() -> None:
    """The customer's name is the helpdesk's to fill in; all that depends on facts is one text."""
    written = macro(ENGLISH + "\nBest wishes\n{{ agent.name }}")
    assert rendered(written) == (
        [
            (
                "<div>Hi {{ticket.requester.firstname}},</div><div><br></div><div>{{ticket.cf_late}}</div>"
                "<div><br></div><div>{{ticket.agent.name}}</div>"
            )
        ],
        [],
    )
    assert texts(written, "en_US") == {
        REPLY: "Your Lamp & <Co> is late.\n\n- wait\nor not\n\nBest wishes",
        FieldKey.GREETING: "",
    }


def test_one_canned_response_speaks_all_languages() -> None:
    """The field decides: its text and the greeting before the name are in the language of the ticket."""
    written = macro(ENGLISH, GERMAN)
    assert rendered(written) == (
        ["<div>{{ticket.cf_hello}} {{ticket.requester.name}},</div><div><br></div><div>{{ticket.cf_late}}</div>"],
        [],
    )
    assert texts(written, "de") == {REPLY: "Lamp & <Co> kommt später.", FieldKey.GREETING: "Guten Tag"}
    assert texts(written, "en_US")[FieldKey.GREETING] == "Hi"
    assert texts(written, "fr")[FieldKey.GREETING] == "Hi"


def test_a_macro_that_does_not_speak_the_language_keeps_to_its_own() -> None:
    """No reply is half in one language: facts are told in the language of the words around them."""
    asked: list[str] = []
    told_texts([macro(ENGLISH)], lambda locale: asked.append(locale) or FACT, "de")
    assert asked == ["en_US"]


def test_without_its_facts_a_reply_says_nothing() -> None:
    """Where a fact is missing there is no text, and no greeting: the ticket is not marked, or the item is back."""
    empty = {REPLY: "", FieldKey.GREETING: ""}
    assert texts(macro(ENGLISH, GERMAN), "en_US", {**FACT, FieldKey.OPTIONS: ""}) == empty
    assert texts(macro(ENGLISH, GERMAN), "de", {}) == empty


@pytest.mark.parametrize(
    ("reply", "item", "said"),
    [
        ("{{ '{' }}{{ backorder.items }}", "{ticket.id}", "{ {ticket.id}"),
        ("{ {{- backorder.items }}", "{ticket.id}", "{ {ticket.id}"),
        ("{{ backorder.items }}{% raw %}% if x{% endraw %}", "A{", "A{ % if x"),
        ("{{ '{{' }}{{ backorder.items }}", "{% x", "{ { { % x"),
    ],
)
def test_no_brace_of_a_fact_begins_a_placeholder_in_a_field(reply: str, item: str, said: str) -> None:
    """Whatever Freshdesk makes of a field's text, there is nothing in it to fill in."""
    assert texts(macro(reply), "en_US", {FieldKey.ITEMS: item})[REPLY] == said


def test_where_a_link_leads_stands_in_the_field_too() -> None:
    """A field is text: there is nothing to click on but an address, and numbers to speak of options by."""
    written = macro(
        "About {{ backorder.items }}: [our help](https://acme.example/help?a=1&b=2), <https://acme.example> or "
        "[mail](mailto:help@acme.example).\n\n1. wait\n2. cancel\n   - all\n3. swap"
    )
    assert texts(written, "en_US")[REPLY] == (
        "About Lamp & <Co>: our help (https://acme.example/help?a=1&b=2), https://acme.example or "
        "mail (help@acme.example).\n\n1. wait\n2. cancel\n- all\n\n3. swap"
    )


@pytest.mark.parametrize(
    ("replies", "said"),
    [
        (
            ["Hi {{ customer.first_name }}, your {{ backorder.items }} is late."],
            "m.yaml:4:9: customer.first_name stands among the facts: where replies decide nothing by themselves",
        ),
        (
            ["Hi,\n{{ backorder.items }}\nfor {{ ticket.subject }}\nis late."],
            "m.yaml:6:10: ticket.subject stands among the facts",
        ),
        (
            ["Hi {{ customer.name }},\n\nThank you.\n\nTicket {{ ticket.id }}\n{{ backorder.items }}"],
            "m.yaml:8:13: ticket.id stands among the facts",
        ),
        (
            ["Hi {{ customer.name }},\nabout {{ ticket.id }}\n{{ backorder.items }}", GERMAN],
            "m.yaml:4:3: a reply in several languages begins with one line",
        ),
        (
            [ENGLISH + "\nBest, {{ agent.name }}", GERMAN],
            "m.yaml:4:3: a reply in several languages ends with names alone",
        ),
        (["[here]({{ backorder.items }})"], "m.yaml:4:3: a fact would say where a link leads"),
        (["{{ '{' }}{{ backorder.items }}"], "m.yaml:4:3: with the facts in it, '{{{...}}' stands in the text"),
        (["{{ backorder.itms }}{{ backorder.items }}"], "m.yaml:4:6: unknown name backorder.itms"),
    ],
)
def test_what_no_field_can_hold_is_told_with_its_place(replies: list[str], said: str) -> None:
    """A placeholder in the middle would reach the customer as braces: the admin hears of it, and how to write it."""
    bodies, problems = rendered(macro(*replies))
    assert not bodies
    assert len(problems) == 1
    assert problems[0].startswith(said)


def test_one_field_greets_in_all_replies() -> None:
    """A macro that greets otherwise than another would go out with the other's greeting: the admin hears of it."""
    target = Target("shop-eu", FreshdeskDialect(FIELDS), "acme", {}, "en_US", date(2026, 11, 23))
    dear = replace(macro(ENGLISH.replace("Hi", "Dear"), GERMAN), key="dear")
    said = [str(problem) for problem in render_all([macro(ENGLISH, GERMAN), dear], [], target).problems]
    assert [text for text in said if "greets with 'Dear', and 'late' with 'Hi': on shop-eu" in text]
    assert not any("Guten Tag" in text for text in said)
    alone = replace(macro(ENGLISH.replace("Hi", "Dear")), key="alone")
    assert not any("greets" in str(one) for one in render_all([macro(ENGLISH, GERMAN), alone], [], target).problems)


def test_a_missing_field_names_the_command_that_creates_it() -> None:
    """Before setup there is nowhere to put the text."""
    _, (problem,) = rendered(macro(ENGLISH), {})
    assert "shop-eu has no ticket field for the reply 'late' (`zendesk-bridge setup`" in problem
    _, (problem,) = rendered(macro(ENGLISH, GERMAN), {REPLY: FIELDS[REPLY]})
    assert "shop-eu has no ticket field for greetings" in problem


def test_each_helpdesk_gets_the_fields_that_its_replies_need() -> None:
    """Conditions read fact by fact; text is one field a macro. A macro that reads no fact needs none."""
    plain = replace(macro("Hi {{ customer.name }}"), key="hello")
    late = macro("{{ backorder.delay }} {{ backorder.items }}", "{{ backorder.items }}")
    facts = [spec.key for spec in FACTS]
    read = [spec.key for spec in needed_fields([plain, late], {"en_US", "de"}, conditions=True)]
    assert read == [*facts, FieldKey.DELAY, FieldKey.LANGUAGE]
    assert [spec.key for spec in needed_fields([plain, late], {"en_US"}, conditions=True)] == [*facts, FieldKey.DELAY]
    told = needed_fields([plain, late], {"en_US", "de"}, conditions=False)
    assert [(spec.key, spec.title, spec.long) for spec in told[len(facts) :]] == [
        (FieldKey.GREETING, "Backorder greeting", False),
        (REPLY, "Backorder reply: late", True),
    ]
    assert needed_fields([plain], {"en_US", "de"}, conditions=False) == FACTS


@dataclass(frozen=True)
class Account:
    """Fields of an account by id and title."""

    titles: Mapping[int, str]

    @property
    def fields(self) -> list[RemoteField]:
        """All of them, active."""
        return [
            RemoteField(number, f"cf_{number}", title, "paragraph", long=True) for number, title in self.titles.items()
        ]


def test_fields_that_are_not_needed_any_more_are_still_known() -> None:
    """What once stood in them is taken away again; that they are missing is no matter."""
    gone = FieldKey.reply("gone")
    account = Account({n: spec.title for n, spec in enumerate(FACTS, 1)} | {20: "Backorder reply: gone", 21: "Mine"})
    found = find(account.fields, {gone: 20}, FACTS)
    assert found.complete
    assert found.usable
    assert found.found[gone].id == 20
    assert FieldKey.DELAY not in found.found
    fewer = find(account.fields[1:], {}, SPECS)
    assert not fewer.usable
    assert "no ticket field 'Backorder items'" in fewer.lacking
    later = find(account.fields, {}, (*FACTS, *(spec for spec in SPECS if spec.key is FieldKey.LANGUAGE)))
    assert later.usable
    assert later.lacking == "no ticket field 'Backorder language': run `zendesk-bridge setup`"
