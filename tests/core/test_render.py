from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zendesk_bridge.core.errors import InvalidInput, Place, Problem
from zendesk_bridge.core.macros.render import Target, compile_macro, render_all
from zendesk_bridge.core.model import (
    Actions,
    Backorder,
    Cancel,
    FieldKey,
    LocalText,
    Macro,
    ManagedMacro,
    Marker,
    Option,
    Per,
    ShipWindow,
    Split,
    Swap,
    Template,
    Variant,
    Wait,
)

TODAY = date(2026, 11, 23)
ALL_FIELDS = frozenset(FieldKey)
WIDGET = Backorder(
    sku="WID-12",
    name="Blue Widget 12 oz",
    ship_window=ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    reason="the supplier's shipment is two weeks late",
    options=(Wait(), Swap("WID-14", "Green Widget 12 oz"), Cancel()),
    next_update=date(2026, 11, 29),
    locales=(("de", LocalText("Blaues Widget 340 g", "die Lieferung des Herstellers kommt zwei Wochen später")),),
)
CHAIR = Backorder(sku="CHAIR-OAK", name="Oak Reading Chair", reason="the first frames failed our check")


@dataclass(frozen=True)
class Written:
    """A dialect that shows what was asked of it."""

    fields: frozenset[FieldKey] = ALL_FIELDS
    conditions: bool = True

    def placeholder(self, name: str) -> str | None:
        """A field that is missing has none."""
        group, _, key = name.partition(".")
        if group == "backorder" and key not in self.fields:
            return None
        return "{{t." + name + "}}"

    def guard(self, fields: Collection[FieldKey], body: str, fallback: str) -> str:
        """A readable condition."""
        return f"{{% if {'+'.join(sorted(fields))} %}}{body}{{% else %}}{fallback}{{% endif %}}"

    def choose(self, bodies: Mapping[str, str], otherwise: str) -> str:
        """A readable choice."""
        cases = "".join(f"[{locale}]{body}" for locale, body in bodies.items())
        return f"{cases}[else]{otherwise}"

    def remarks(self, names: Collection[str]) -> tuple[str, ...]:
        """Nothing to say."""
        return () if names else ("no names",)

    def shape(self, html: str) -> str:
        """No line breaks, so that the tables are short."""
        return html.replace("\n", "")


def target(fields: frozenset[FieldKey] = ALL_FIELDS) -> Target:
    """A helpdesk with two groups."""
    return Target("shop", Written(fields), "acme", {"Support": 7, "Sales": 3}, "en_US", TODAY)


def macro(reply: str, per: Per = Per.ITEM, title: str | None = None, **more: object) -> Macro:
    """A macro in one file: its title in line 2, its reply from line 4, column 3."""
    words = Variant(
        "en_US",
        Template(title or ("Late" if per is Per.TICKET else "Late::{{ backorder.name }}"), Place("m.yaml", 2, 8)),
        Template(reply, Place("m.yaml", 4, 3)),
    )
    return replace(Macro("late", per, (words,)), **more)


def body(reply: str, item: Backorder = WIDGET) -> str:
    """What this reply becomes for one item."""
    written = macro(reply)
    made = compile_macro(written, written.variants[0], item, target())
    assert made
    return made.body


def problems(reply: str, per: Per = Per.ITEM, fields: frozenset[FieldKey] = ALL_FIELDS) -> tuple[Problem, ...]:
    """What is said about this reply."""
    return render_all([macro(reply, per)], [WIDGET], target(fields)).problems


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Hi {{ customer.first_name }},\n\nsee you.", "<p>Hi {{t.customer.first_name}},</p><p>see you.</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("**{{ backorder.name }}**", "<p><strong>Blue Widget 12 oz</strong></p>"),
        ("- {{ backorder.sku }}\n- b", "<ul><li>WID-12</li><li>b</li></ul>"),
        ("ships {{ backorder.ship_window }}", "<p>ships December 1 \N{EN DASH} 5</p>"),
        ("{{ backorder.reason }}", "<p>the supplier&#x27;s shipment is two weeks late</p>"),
        (
            "[track](https://x.test/{{ ticket.id }}?q=1)",
            '<p><a href="https://x.test/{{t.ticket.id}}?q=1">track</a></p>',
        ),
        ("[a](https://x.test/{{ backorder.sku }})", '<p><a href="https://x.test/WID-12">a</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("<b onclick=x>raw</b>", "<p>&lt;b onclick=x&gt;raw&lt;/b&gt;</p>"),
        ("# Not a title\n---", "<p># Not a title<br>---</p>"),
        ("    indented", "<p>indented</p>"),
        ("{% raw %}{{ticket.url}} **{% if a %}{% endraw %}**", "<p>{{ticket.url}} <strong>{% if a %}</strong></p>"),
        ("{% if backorder.swap %}Swap: {{ backorder.swap }}{% endif %}", "<p>Swap: Green Widget 12 oz</p>"),
        ("{% set who %}**you**{% endset %}{{ who }}", "<p><strong>you</strong></p>"),
        ("{% macro bye(x) %}*{{ x }}*{% endmacro %}{{ bye(backorder.sku) }}", "<p><em>WID-12</em></p>"),
        ("{% for x in ['a', 'b'] %}{{ loop.index }}{{ x }} {% endfor %}", "<p>1a 2b</p>"),
        ("{{ backorder.name | upper }}", "<p>BLUE WIDGET 12 OZ</p>"),
        ("{{ '**no markup**' }}", "<p>**no markup**</p>"),
    ],
)
def test_markdown_becomes_the_little_html_that_helpdesks_keep(reply: str, expected: str) -> None:
    """Markdown is read, facts and placeholders come through untouched, and nothing else gets in."""
    assert body(reply) == expected


def test_an_unknown_window_reads_like_the_rest() -> None:
    """An item without a date has words in every slot, so that the same macro serves it."""
    text = body("{{ backorder.ship_window }} / {{ backorder.next_update }} / {{ backorder.options }}", CHAIR)
    assert "date not confirmed yet / the second working day after this message / tell us" in text


def test_a_window_in_the_past_is_never_rendered() -> None:
    """The facts are told as of today, whoever calls."""
    old = replace(WIDGET, ship_window=ShipWindow(date(2026, 11, 1), date(2026, 11, 20)))
    assert body("{{ backorder.ship_window }}", old) == "<p>new date being confirmed</p>"
    assert "November 1" not in body("{{ backorder.message }}", old)
    assert body("{% if backorder.ship_window_known %}known{% else %}lapsed{% endif %}", old) == "<p>lapsed</p>"


def test_a_per_ticket_macro_guards_itself() -> None:
    """Body and fallback are shaped and filled, and the guard names exactly the fields that the reply reads."""
    made = render_all([macro("{{ backorder.items }}: {{ backorder.ship_window }}", Per.TICKET)], [], target()).macros[0]
    start = (
        "{% if items+ship_window %}<p>{{t.backorder.items}}: {{t.backorder.ship_window}}</p>{% else %}<p>Hi {{t.cust"
    )
    assert made.body.startswith(start)
    assert made.body.endswith("{% endif %}")


def test_a_macro_without_fields_needs_no_guard() -> None:
    """A reply that reads no ticket field is right on every ticket."""
    made = render_all([macro("Thank you, {{ customer.name }}.", Per.TICKET)], [], target()).macros[0]
    assert made.body == "<p>Thank you, {{t.customer.name}}.</p>"


def test_an_own_fallback_is_used() -> None:
    """The admin's fallback takes the place of ours, and may not read the fields that are empty then."""
    written = macro("{{ backorder.items }}", Per.TICKET)
    own = replace(written.variants[0], fallback=Template("We look, {{ agent.name }}.", Place("m.yaml", 9, 3)))
    assert "{% else %}<p>We look, {{t.agent.name}}.</p>" in (
        render_all([replace(written, variants=(own,))], [], target()).macros[0].body
    )
    bad = replace(own, fallback=Template("{{ backorder.items }}", Place("m.yaml", 9, 3)))
    found = render_all([replace(written, variants=(bad,))], [], target()).problems
    assert str(found[0]).startswith("m.yaml:9:6: backorder.items is empty where the fallback is shown")


@pytest.mark.parametrize(
    ("reply", "per", "expected"),
    [
        (
            "Hi\n{{ customer.firstname }}",
            Per.ITEM,
            "m.yaml:5:6: unknown name customer.firstname (did you mean customer.fi",
        ),
        (
            "{{ backorder.shipwindow }}",
            Per.TICKET,
            "m.yaml:4:6: unknown name backorder.shipwindow (did you mean backorder.s",
        ),
        ("{{ first_name }}", Per.ITEM, "m.yaml:4:6: unknown name first_name (did you mean customer.first_name?"),
        ("{{ backorder['swop'] }}", Per.ITEM, "m.yaml:4:3: unknown name backorder.swop (did you mean backorder.swap?"),
        ("{{ backorder }}", Per.ITEM, "m.yaml:4:6: unknown name backorder ("),
        ("{{ backorder.swap }}", Per.TICKET, "m.yaml:4:6: backorder.swap is known of one item only"),
        (
            "{% if backorder.items %}x{% endif %}",
            Per.TICKET,
            "m.yaml:4:3: backorder.items is filled in by the helpdesk",
        ),
        ("{{ backorder.items == 'x' }}", Per.TICKET, "m.yaml:4:3: backorder.items is filled in by the helpdesk"),
        ("a\n{{ customer.name | upper }}", Per.ITEM, "m.yaml:5:3: customer.name is filled in by the helpdesk"),
        ("{{ customer.name ~ 'x' }}", Per.ITEM, "m.yaml:4:3: customer.name is filled in by the helpdesk"),
        ("{% for x in backorder.items %}{{ x }}{% endfor %}", Per.TICKET, "m.yaml:4:3: backorder.items is filled in"),
        ("a\nb {% if %}{% endif %}", Per.ITEM, "m.yaml:5:5: template: Expected an expression"),
        ("{{ 'a' | nope }}", Per.ITEM, "m.yaml:4:3: template: there is no filter 'nope'"),
        ("{% include 'x' %}", Per.ITEM, "m.yaml:4:3: template: a reply stands alone"),
        ("{% import 'x' as y %}", Per.ITEM, "m.yaml:4:3: template: a reply stands alone"),
        ("{{ 'a' * 1000000000 }}", Per.ITEM, "m.yaml:4:3: template: a reply does no arithmetic"),
        ("{% for x in range(10000000000) %}a{% endfor %}", Per.ITEM, "m.yaml:4:15: unknown name range"),
        (
            "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
            Per.ITEM,
            "m.yaml:4:3: template: it calls itself without end",
        ),
        (
            "{% set range = range %}{% for x in range(100) %}a{% endfor %}",
            Per.ITEM,
            "m.yaml:4:3: template: 'range' is undefined",
        ),
        (
            "{% set backorder = backorder %}{{ backorder.items }}",
            Per.TICKET,
            "m.yaml:4:10: unknown name backorder (",
        ),
        ("{{ backorder.ship_window_known }}", Per.ITEM, "m.yaml:4:3: template: a bool cannot be printed"),
        (
            "{{ backorder.reason | default('x') }}",
            Per.ITEM,
            "m.yaml:4:6: default() does nothing to backorder.reason: it",
        ),
        ("{{ 1 / 0 }}", Per.ITEM, "m.yaml:4:3: template: division by zero"),
        ("{{ backorder.name.__class__ }}", Per.ITEM, "m.yaml:4:3: template: "),
        ("x\ue000", Per.ITEM, "m.yaml:4:4: a private-use character"),
        ("  ", Per.TICKET, "m.yaml:4:3: late: this comes out empty"),
    ],
)
def test_a_faulty_template_is_a_problem_with_its_place(reply: str, per: Per, expected: str) -> None:
    """Whatever an admin gets wrong in a template comes back as one problem: where, what, and how to fix it."""
    found = problems(reply, per)
    assert len(found) == 1
    assert str(found[0]).startswith(expected)


def test_every_wrong_name_is_told_at_once() -> None:
    """Two wrong names are two problems, and the list of right names is shown."""
    found = problems("{{ customer.mail }}\n{{ backorder.prize }}")
    assert [problem.place.line for problem in found] == [4, 5]
    assert "the names here are customer.first_name, .name" in found[0].fix


def test_a_missing_ticket_field_names_the_command_that_creates_it() -> None:
    """A helpdesk without one of our fields cannot hold a macro that reads it."""
    (found,) = problems("{{ backorder.options }}", Per.TICKET, ALL_FIELDS - {FieldKey.OPTIONS})
    assert "shop has no ticket field for backorder.options" in found.message
    assert "zendesk-bridge setup" in found.fix


@pytest.mark.parametrize("name", ["customer.name", "backorder.items", "backorder.sku"])
def test_a_per_ticket_title_holds_no_placeholder(name: str) -> None:
    """A title stands in a menu, where no ticket is known."""
    found = render_all([macro("x", Per.TICKET, "Late {{ %s }}" % name)], [], target()).problems  # noqa: UP031 braces
    assert found[0].message == f"{name} differs from ticket to ticket: it cannot stand in a title"
    assert found[0].place == Place("m.yaml", 2, 16)


def test_a_fact_opens_no_folder_in_a_title() -> None:
    """A double colon in an item's name would file the macro elsewhere."""
    made = render_all([macro("x")], [replace(WIDGET, name="Set:: 4  {{x}}")], target()).macros[0]
    assert made.title == "Late::Set: 4 { {x}}"


GERMAN = Variant("de", Template("Spät::{{ backorder.name }}"), Template("{{ backorder.ship_window }}"))


def test_keys_titles_and_the_rest() -> None:
    """Keys follow the item; actions, groups and markers are carried over; one macro speaks all languages."""
    written = macro(
        "{{ backorder.name }}", actions=Actions(("sent",), "pending", ("asked",)), visible_to=("Support", "Sales")
    )
    rendered = render_all([replace(written, variants=(*written.variants, GERMAN))], [WIDGET, CHAIR], target())
    assert not rendered.problems
    assert [made.key for made in rendered.macros] == ["late/WID-12", "late/CHAIR-OAK"]
    assert rendered.macros[0] == ManagedMacro(
        key="late/WID-12",
        title="Late::Blue Widget 12 oz",
        body="[de]<p>1.\N{EN DASH}5. Dezember</p>[else]<p>Blue Widget 12 oz</p>",
        marker=Marker.of("acme", "late/WID-12"),
        add_tags=("sent",),
        remove_tags=("asked",),
        status="pending",
        visible_to=(3, 7),
        source=rendered.macros[0].source,
        sku="WID-12",
        facts=WIDGET.version,
        as_of=TODAY,
        window="2026-12-01/2026-12-05",
    )


def test_a_source_is_the_same_every_day_and_no_other_macros() -> None:
    """What a macro was made from is known by words and facts; the day that it was made on is no part of it."""

    def source(item: Backorder, today: date = TODAY, reply: str = "{{ backorder.ship_window }}") -> tuple[str, ...]:
        (made,) = render_all([macro(reply)], [item], replace(target(), today=today)).macros
        return made.source, made.facts, made.sku

    assert source(WIDGET) == source(WIDGET, date(2026, 12, 3)) != source(WIDGET, reply="x")
    assert source(WIDGET) != source(replace(WIDGET, reason="another"))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((Wait(), Swap("G", "Green"), Split(), Cancel()), "<p>wGreensc</p>"),
        ((Cancel(),), "<p>c</p>"),
        ((Split(), Wait()), "<p>ws</p>"),
    ],
)
def test_a_reply_can_ask_for_each_option(options: tuple[Option, ...], expected: str) -> None:
    """A per-item macro words each option in its own way, and is silent about the ones that are not there."""
    asked = "{% if backorder.wait %}w{% endif %}{{ backorder.swap }}{% if backorder.split %}s{% endif %}"
    assert body(asked + "{% if backorder.cancel %}c{% endif %}", replace(WIDGET, options=options)) == expected


def test_a_reason_in_another_language_is_not_printed() -> None:
    """The name of ``backorder.reason`` prints nothing where the item has no reason in the macro's language."""
    written = macro("{{ backorder.name }}{% if backorder.reason %}: {{ backorder.reason }}{% endif %}")
    german = replace(written.variants[0], locale="de")
    told = [compile_macro(written, german, item, target()) for item in (WIDGET, CHAIR)]
    assert [one and one.body for one in told] == [
        "<p>Blaues Widget 340 g: die Lieferung des Herstellers kommt zwei Wochen später</p>",
        "<p>Oak Reading Chair</p>",
    ]


def test_an_empty_reply_is_not_made_for_that_item() -> None:
    """A per-item macro leaves out the items that it says nothing about."""
    rendered = render_all([macro("{% if backorder.swap %}Swap?{% endif %}")], [WIDGET, CHAIR], target())
    assert [made.key for made in rendered.macros] == ["late/WID-12"]
    assert not rendered.problems


def test_a_macro_for_another_helpdesk_is_left_out() -> None:
    """Only what is wanted here is rendered here."""
    assert not render_all([macro("x", helpdesks=("other",))], [WIDGET], target()).macros


def test_one_title_on_two_macros_is_told_at_both() -> None:
    """An agent could not tell the two apart."""
    one = macro("x", Per.TICKET)
    title = Template("late", Place("n.yaml", 3, 8))
    other = replace(one, key="other", variants=(replace(one.variants[0], title=title),))
    found = render_all([one, other], [], target()).problems
    assert [str(problem.place) for problem in found] == ["m.yaml:2:8", "n.yaml:3:8"]
    assert all("late, other" in problem.message for problem in found)


def test_an_unknown_group_names_the_nearest() -> None:
    """A group that the helpdesk does not have restricts nothing: it is a problem."""
    found = render_all([macro("x", visible_to=("Suport",), place=Place("m.yaml", 1, 1))], [WIDGET], target()).problems
    (said,) = map(str, found)
    assert said == "m.yaml:1:1: shop has no group 'Suport' (did you mean Support? the groups are Sales, Support)"


def test_a_wrong_call_is_refused() -> None:
    """A per-item macro without an item is the caller's mistake, not the admin's."""
    with pytest.raises(ValueError, match="late is per item"):
        compile_macro(macro("x"), macro("x").variants[0], None, target())
    with pytest.raises(InvalidInput):
        compile_macro(macro("{{ x }}"), macro("{{ x }}").variants[0], WIDGET, target())


FACTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp"), exclude_characters="{}"), min_size=1)


@given(fact=FACTS)
def test_a_fact_comes_out_as_it_went_in(fact: str) -> None:
    """No text in a fact is taken for Markdown or HTML, and no stand-in is left behind, wherever it is printed."""
    written = macro("**{{ backorder.name }}**\n\n- {{ backorder.name }}\n\n*{{ backorder.name }}*", title="t")
    made = compile_macro(written, written.variants[0], replace(CHAIR, name=fact), target())
    assert made
    shown = [html.unescape(re.sub(r"<[^>]*>", "", part)) for part in re.split(r"</p>|</ul>", made.body)[:3]]
    assert shown == [fact] * 3
    assert not set(made.body) & set("\ue000\ue001")


@given(fact=st.text())
def test_no_fact_starts_a_placeholder(fact: str) -> None:
    """Braces in a fact never reach the helpdesk as a placeholder or a condition: pairs of them are refused."""
    text = body("{{ backorder.reason }}", replace(CHAIR, reason=re.sub(r"\{+", "{ ", "{" + fact + "}}")))
    assert "{{" not in text
    assert "{%" not in text
    for pair in ("{{", "{%"):
        with pytest.raises(InvalidInput, match="a helpdesk would fill it in"):
            body("{{ backorder.reason }}", replace(CHAIR, reason=pair + fact))
