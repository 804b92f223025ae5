"""What admins paste from the helpdesk that they know: each paste is an error that names what to write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.macros.render import Target, render_all
from zendesk_bridge.core.model import FieldKey, Macro, Per, RemoteField, Template, Variant
from zendesk_bridge.core.ports import Dialect
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect
from zendesk_bridge.helpdesks.zendesk.dialect import ZendeskDialect

FIELDS = {key: RemoteField(1, "1", key, "text") for key in FieldKey}
DIALECTS: Mapping[str, Dialect] = {"shop": ZendeskDialect(FIELDS), "shop-eu": FreshdeskDialect(FIELDS)}


def problems(reply: str, helpdesk: str = "shop", fallback: str = "", title: str = "Late") -> tuple[Problem, ...]:
    """Return what is said about a per-ticket reply that begins in line 4, column 3."""
    other = Template(fallback, Place("m.yaml", 9, 3)) if fallback else None
    words = Variant("en_US", Template(title, Place("m.yaml", 2, 8)), Template(reply, Place("m.yaml", 4, 3)), other)
    target = Target(helpdesk, DIALECTS[helpdesk], "acme", {}, "en_US", date(2026, 11, 23))
    return render_all([Macro("late", Per.TICKET, (words,))], [], target).problems


@pytest.mark.parametrize(
    ("pasted", "whose", "neutral"),
    [
        ("ticket.requester.first_name", "Zendesk's", "customer.first_name"),
        ("ticket.requester.firstname", "Freshdesk's", "customer.first_name"),
        ("ticket.requester.name", "Zendesk's and Freshdesk's", "customer.name"),
        ("current_user.name", "Zendesk's", "agent.name"),
        ("current_user.first_name", "Zendesk's", "agent.first_name"),
        ("ticket.assignee.name", "Zendesk's", "agent.name"),
        ("ticket.agent.name", "Freshdesk's", "agent.name"),
        ("ticket.title", "Zendesk's", "ticket.subject"),
    ],
)
@pytest.mark.parametrize("helpdesk", DIALECTS)
def test_a_helpdesks_own_placeholder_names_ours(pasted: str, whose: str, neutral: str, helpdesk: str) -> None:
    """The commonest paste gets the best hint, on either helpdesk and however it is spaced."""
    for written in (f"Hi {{{{{pasted}}}}},", f"Hi {{{{ {pasted} }}}},"):
        [found] = problems(written, helpdesk)
        assert found.message == f"{pasted} is {whose} own name"
        assert found.fix == f"write {{{{ {neutral} }}}}, which works on both"
        assert found.place.line == 4


@pytest.mark.parametrize(
    ("pasted", "alone"),
    [
        ("dc.signature", "Zendesk"),
        ("ticket.ticket_field_360001", "Zendesk"),
        ("ticket.ticket_field_option_title_12", "Zendesk"),
        ("ticket.requester.custom_fields.tier", "Zendesk"),
        ("ticket.organization.name", "Zendesk"),
        ("satisfaction.rating_section", "Zendesk"),
        ("ticket.cf_order", "Freshdesk"),
        ("ticket.company.name", "Freshdesk"),
        ("helpdesk_name", "Freshdesk"),
        ("ticket.status", ""),
        ("ticket.url", ""),
    ],
)
def test_what_we_have_no_word_for_is_handed_through(pasted: str, alone: str) -> None:
    """Where no neutral name exists, the fix is raw, and for whom alone it then is."""
    [found] = problems(f"See {{{{{pasted}}}}}")
    assert "own name" in found.message
    assert f"{{% raw %}}{{{{{pasted}}}}}{{% endraw %}}" in found.fix
    assert (f"names your {alone}" in found.fix) == bool(alone)


@pytest.mark.parametrize(
    ("reply", "says", "fix"),
    [
        ("{{ticket.requester.first_name | default: 'there'}}", "this is Liquid", "write {{ customer.first_name }}"),
        ("{{ ticket.title | upcase | truncate: 20 }}", "this is Liquid", "{% raw %}"),
        ("{% if ticket.tags contains 'vip' %}x{% endif %}", "this is Liquid", "{% raw %}"),
        ("{% assign a = 'b' %}", "this is Liquid", "{% raw %}"),
        ("{% case ticket.status %}{% endcase %}", "this is Liquid", "{% raw %}"),
        ("{% unless x %}{% endunless %}", "this is Liquid", "{% raw %}"),
        ("{% capture a %}{% endcapture %}", "this is Liquid", "{% raw %}"),
        ("{% if ticket.id == blank %}x{% endif %}", "blank is a word of Liquid's", "{% raw %}"),
        ("Your order {#1234} is late", "'{#' begins a comment", "{% raw %}"),
        ("{{ ticket.title | upcase }}", "upcase is a filter of Liquid's", "write upper; or put what"),
        ("{{ shop_name }} {{ ticket.colour }}", "unknown name ticket.colour", "{% raw %}"),
    ],
)
def test_what_cannot_be_read_names_the_way_out(reply: str, says: str, fix: str) -> None:
    """Liquid, and braces that mean something else here, are told as that, with {% raw %} as the way out."""
    found = problems(f"Hello\n{reply}")
    assert any(says in one.message and fix in one.fix for one in found), found
    assert {one.place.line for one in found} == {5}


@pytest.mark.parametrize(
    ("reply", "says", "fix"),
    [
        (
            "{{{ backorder.choices }}}",
            "'{{{ backorder.choices }}}' has more than two braces",
            "two braces on each side",
        ),
        ("{{ backorder.delay }", "'{{ backorder.delay }' is opened and not closed", "two braces on each side"),
        ("{{ customer.first_name, good day", "is opened and not closed", "two braces on each side"),
        ("{{ customer.first_name }", "is opened and not closed", "two braces on each side"),
        ("{% if customer.name", "is opened and not closed", "write %} where it ends"),
        ("{{ customer.name | titel }}", "there is no filter 'titel'", "did you mean title?"),
        ("{{ customer.name | random }}", "there is no filter 'random'", "must not depend on chance"),
        ("{% if customer.name = 'x' %}a{% endif %}", "'=' has no meaning", "write =="),
        ("{% if customer.name && 1 %}a{% endif %}", "the sign & has", "write and, or, not"),
        ("{{ customer name }}", "'name' has no meaning", "a name has no space in it"),
        ("{{ \u201ca\u201d }}", "no meaning within braces", "straight quotation marks"),
        ("{% if customer.name %}a", "{% if %} is begun and never ended", "write {% endif %} where it ends"),
        ("a {% endif %}", "{% endif %} ends what nothing begins", "it ends what nothing begins"),
        ("{% if customer.name %}a{% elseif customer.name %}b{% endif %}", "{% elseif %}", "{% elif ... %}"),
        ("{{ sku }}", "unknown name sku", "did you mean backorder.sku? backorder.sku is known of one item only"),
        ("{{ agent.nam }}", "unknown name agent.nam", "did you mean agent.name?"),
    ],
)
def test_a_slip_in_a_template_is_told_as_one(reply: str, says: str, fix: str) -> None:
    """The commonest slips name what to write instead, and not {% raw %}, which would print them as they stand."""
    [found] = {(one.message, one.fix, one.place.line) for one in problems(f"Hello\n{reply}")}
    assert says in found[0]
    assert fix in found[1]
    assert found[2] == 5
    assert "raw" not in found[0] + found[1]


def test_mistakes_behind_a_slip_are_told_with_it() -> None:
    """One round of fixing is enough for mistakes that do not hang together, each at its own place."""
    reply = (
        "{{ customer.first_name }\n{{ backorder.lenght }} {{ customer.name | titel }}\n"
        "{% raw %}{{ theirs }{% endraw %}{% if customer.name = 'x' %}a{% endif %}\n{{{ agent.name }}}"
    )
    assert [one.place.line for one in sorted(problems(reply))] == [4, 5, 5, 6, 7]


def test_what_hides_more_says_so() -> None:
    """Where the rest cannot be read without the slip, the admin learns that one round may not be enough."""
    [found] = problems("{% for item in backorder.items | %}{{ nobody.knows }}{% endfor %}")
    assert "more to fix may show" in found.fix


@pytest.mark.parametrize("helpdesk", DIALECTS)
@pytest.mark.parametrize("name", ["customer.first_name", "backorder.ship_window"])
def test_a_default_that_does_nothing_is_refused(helpdesk: str, name: str) -> None:
    """What the helpdesk fills in later has no default here: an admin who wrote one would believe in it."""
    for reply, fallback in ((f"Hi {{{{ {name} | default('there') }}}}", ""), ("Hi", f"{{{{ {name} | d('there') }}}}")):
        found = [one for one in problems(reply, helpdesk, fallback) if "default() does nothing" in one.message]
        assert len(found) == (not fallback or name.startswith("customer"))
        assert all("read well without it" in one.fix and "{% raw %}" in one.fix for one in found)


@pytest.mark.parametrize(
    ("helpdesk", "handed", "says", "fix"),
    [
        (
            "shop-eu",
            "{{ticket.requester.first_name}}",
            "Freshdesk would leave a hole",
            "write {{ customer.first_name }}",
        ),
        ("shop-eu", "{{ ticket.requester.first_name | default: 'you' }}", "Freshdesk would leave a hole", "customer."),
        ("shop-eu", "{{dc.signature}}", "Freshdesk would leave a hole", "leave shop-eu out of this macro"),
        ("shop-eu", "{{ticket.ticket_field_12}}", "Freshdesk would leave a hole", "leave shop-eu out"),
        ("shop-eu", "{% if ticket.url %}x{% endif %}", "has no {% %}", "leave shop-eu out of this macro"),
        ("shop", "{{ticket.requester.firstname}}", "Zendesk would leave a hole", "write {{ customer.first_name }}"),
        ("shop", "{{ticket.cf_order}}", "Zendesk would leave a hole", "leave shop out of this macro"),
    ],
)
def test_another_helpdesks_placeholder_is_not_handed_through(helpdesk: str, handed: str, says: str, fix: str) -> None:
    """In a macro for both, what one of them alone fills in would be a hole in the other's reply."""
    for reply, fallback, line in ((handed, "", 5), ("x", handed, 10)):
        raw = "\n{% raw %}" + (fallback or reply) + "{% endraw %}"
        [found] = problems(f"Hi{'' if fallback else raw}", helpdesk, f"Hi{raw}" if fallback else "")
        assert says in found.message
        assert fix in found.fix
        assert found.place.line == line


@pytest.mark.parametrize(
    ("helpdesk", "handed"),
    [
        ("shop", "{{dc.signature}} {{ticket.requester.first_name | default: 'there'}} {% if ticket.id %}x{% endif %}"),
        ("shop", "{{ticket.status}} {{ticket.url}} {{ something.of.theirs }}"),
        ("shop-eu", "{{ticket.requester.firstname}} {{ticket.cf_order}} {{ticket.status}} {{ something.of.theirs }}"),
    ],
)
def test_a_helpdesks_own_placeholder_is_handed_through(helpdesk: str, handed: str) -> None:
    """What this helpdesk knows, and what nobody can say of, stands as it was written."""
    assert problems("{% raw %}" + handed + "{% endraw %}", helpdesk) == ()


def test_a_name_that_cannot_stand_in_a_title_is_not_offered_there() -> None:
    """In a title the hint is not a name that would be the next error."""
    [found] = problems("Hi", title="Late {{ticket.requester.first_name}}")
    assert found.place.line == 2
    assert "it cannot stand in a title" in found.fix
    [found] = problems("Hi", "shop-eu", title="Late {% raw %}{{dc.late}}{% endraw %}")
    assert "Freshdesk would leave a hole" in found.message
    assert problems("Hi", "shop", title="Late {% raw %}{{dc.late}}{% endraw %}") == ()
