"""What a reply says less, or for longer, than its author meant; and the ordinary text that must be left alone."""

from __future__ import annotations

import pytest

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.lint import Finding, lint_macros
from zendesk_bridge.core.model import Macro, Per, Template, Variant


def found_in(reply: str, fallback: str = "") -> tuple[Finding, ...]:
    """Return what is found in a reply that begins at delay.yaml:10:5."""
    other = Template(fallback, Place("delay.yaml", 30, 5)) if fallback else None
    words = Variant("en", Template("t", Place("delay.yaml", 2, 8)), Template(reply, Place("delay.yaml", 10, 5)), other)
    return lint_macros([Macro("delay", Per.TICKET, (words,))])


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("{customer.first_name}", "customer.first_name"),
        ("{ customer.first_name }", "customer.first_name"),
        ("${customer.first_name}", "customer.first_name"),
        ("%customer.first_name%", "customer.first_name"),
        ("[customer.first_name]", "customer.first_name"),
        ("((customer.first_name))", "customer.first_name"),
        ("customer.first_name", "customer.first_name"),
        ("[[backorder.items]]", "backorder.items"),
        ("[[ backorder.items ]]", "backorder.items"),
        ("<backorder.ship_window>", "backorder.ship_window"),
        ("{ticket.requester.first_name}", "customer.first_name"),
        ("[ticket.agent.name]", "agent.name"),
        ("{current_user.name}", "agent.name"),
    ],
)
def test_a_name_in_the_wrong_braces_is_an_error(written: str, name: str) -> None:
    """Names that we or a helpdesk know stand in double braces; any other way customers read them as they are."""
    for reply, line in ((f"Hi\n{written}, yours", 11), (f"{written}", 10)):
        [found] = found_in(reply)
        assert (found.rule, found.severity) == ("wrong-braces", "error")
        assert written in found.message
        assert found.suggestion == f"write {{{{ {name} }}}}"
        assert str(found.place) == f"delay.yaml:{line}:5"


@pytest.mark.parametrize(
    ("written", "rule", "suggests"),
    [
        ("{name}", "odd-braces", "{{ customer.first_name }}"),
        ("{first name}", "odd-braces", "{{ customer.first_name }}"),
        ("[[x]]", "odd-braces", "write the words"),
        ("[[ship date]]", "odd-braces", "{{ backorder.ship_window }}"),
        ("<<First Name>>", "odd-braces", "{{ customer.first_name }}"),
        ("*|FNAME|*", "odd-braces", "write {{ customer"),
        ("%first_name%", "odd-braces", "{{ customer.first_name }}"),
        ("[Name]", "fill-in", "{{ customer.first_name }}"),
        ("[Customer Name]", "fill-in", "{{ customer.name }}"),
        ("[INSERT DATE HERE]", "fill-in", "{{ backorder.ship_window }}"),
        ("[Your Name]", "fill-in", "{{ agent.name }}"),
        ("[product]", "fill-in", "{{ backorder.items }}"),
        ("[XX]", "fill-in", "write the words"),
        ("<order number>", "fill-in", "write the words"),
        ("<name>", "fill-in", "{{ customer.first_name }}"),
        ("[Vorname]", "fill-in", "{{ customer.first_name }}"),
        ("[Datum einfügen]", "fill-in", "{{ backorder.ship_window }}"),
        ("[Prénom]", "fill-in", "{{ customer.first_name }}"),
        ("[numéro de commande]", "fill-in", "write the words"),
        ("[Nombre]", "fill-in", "{{ customer.first_name }}"),
        ("[fecha]", "fill-in", "{{ backorder.ship_window }}"),
        ("XXX", "unfinished", "write what"),
        ("#XXXXX", "unfinished", "write what"),
        ("lorem ipsum", "unfinished", "write what"),
        ("TODO", "unfinished", "write what"),
        ("______", "unfinished", "write what"),
        ("dd/mm/yyyy", "unfinished", "write what"),
        ("TT.MM.JJJJ", "unfinished", "write what"),
        ("TBD", "vague", "{{ backorder.ship_window }}"),
    ],
)
def test_what_was_to_be_filled_in_is_a_warning(written: str, rule: str, suggests: str) -> None:
    """What looks like a slot for the agent, or like work that was not finished, is told with what to write."""
    for reply, fallback, line in ((f"Hello\n{written} there", "", 11), ("Hello", f"a\n{written}", 31)):
        [found] = found_in(reply, fallback)
        assert (found.rule, found.severity, found.place.line) == (rule, "warning", line)
        assert suggests in found.suggestion


@pytest.mark.parametrize(
    ("to", "fix"),
    [
        ("www.acme.com", "https://www.acme.com"),
        ("acme.com/returns", "https://acme.com/returns"),
        ("/returns", "https://returns"),
        ("help@acme.com", "mailto:help@acme.com"),
    ],
)
def test_a_link_without_its_whole_address_is_an_error(to: str, fix: str) -> None:
    """A link leads to a whole address, or it leads customers to a page of the helpdesk's that is not there."""
    [found] = found_in(f"Hello\nsee [our page]({to}).")
    assert (found.rule, found.severity, str(found.place)) == ("dead-link", "error", "delay.yaml:11:20")
    assert fix in found.suggestion


@pytest.mark.parametrize(
    "written",
    [
        "[a](https://acme.com)",
        "[a](<https://acme.com>)",
        "[a](mailto:h@acme.com)",
        "[a]({{ ticket.url }})",
        "[a]({% raw %}{{ticket.url}}{% endraw %})",
        "a](b) [c]",
    ],
)
def test_a_whole_address_is_a_link(written: str) -> None:
    """Addresses with their scheme, and those that are filled in, are let be."""
    assert not [one for one in found_in(written) if one.rule == "dead-link"]


@pytest.mark.parametrize(
    "written", ["<p>Hi</p>", "a<br>b<br/>c", "<b>now</b>", '<a href="https://x.example">x</a>', "a&nbsp;b"]
)
def test_pasted_html_is_an_error(written: str) -> None:
    """HTML is shown, not used: it is told once for each text, with the Markdown for it."""
    [found] = found_in(f"Hello\n{written}")
    assert (found.rule, found.severity, found.place.line) == ("pasted-html", "error", 11)
    assert "**bold**" in found.suggestion


@pytest.mark.parametrize(
    "written",
    [
        "by 2026-12-08", "2026/12/08", "12/8/2026", "08-12-2026", "on 12/8", "by 12/8.", "12/8 - 12/12",
        "Dec 8-12", "December 8th", "December 8 to 12", "8th of December", "8 Dec", "December 2026", "May 5", "Sept. 3",
        "am 8.12.2026", "bis 8.12.", "8.12.26", "8. Dezember", "Dez. 2026", "am 3. März",
        "14 décembre", "1er mars", "le 14/12", "décembre 2026", "14 de diciembre", "diciembre de 2026", "el 14/12",
    ],
)  # fmt: skip
def test_a_date_in_the_words_is_a_warning(written: str) -> None:
    """A date that somebody typed stays when the facts move on, however it is written in our four languages."""
    [found] = found_in(f"Hello\nIt ships {written}")
    assert (found.rule, found.severity, found.place.line) == ("hard-date", "warning", 11)
    assert "{{ backorder.ship_window }}" in found.suggestion


@pytest.mark.parametrize(
    "written",
    [
        "We are here 24/7, 9/10 customers agree, 50/50.",
        "Open Monday to Friday, 9 to 5, within 3-5 business days or 30/60/90 days.",
        "Version 1.2.3 costs 4.5. That is it. Prices: 5.99 and 12.50 EUR, IP 10.12.20.25.",
        "You may 5 times try. March on! Let me march 2 steps, by 2/3 majority and on 1/2 of cases.",
        "Sizes XXL, XXXL, XXX-Large and XXX Large. Love, Mum xxx",
        "See [our page](https://x.example/2026/12/08/page) or <https://x.example/a.b> or www.x.example/8-12-2026",
        "a < b and c > d, <support@acme.example>, agent@acme.example, ticket.acme.example, my.agent.name/foo",
        "- [ ] box\n- [x] done\n\nas in [1] and [2], [sic], Kund[inn]en, client[e]s",
        "Call 555-01-2026 or 1-800-555-0199. Order 2026-11-001234. Use code SAVE20-MAY.",
        "[Order](https://x.example) and [order][1] and [order]: https://x.example",
        "am 3. Tag, zum 1. Mal, C'est la vie, 100 % d'accord (voir nos conditions)",
        "{{ customer.first_name }} {% if ticket.id %}{{ ticket.subject }}{% endif %} {# a note #}",
        "{% raw %}{{ticket.requester.first_name}} {{dc.x}}{% endraw %}",
        "What??? Really?! 100%!",
        "Made by hand since March 2015. Gegründet im Mai 2004.",
        "- one\n- two\n\n**bold** _italic_ `code` 5 > 3",
    ],
)
def test_ordinary_text_is_left_alone(written: str) -> None:
    """What shops write every day is no slip: opening hours, sizes, prices, links, phone numbers, check boxes."""
    assert found_in(written) == ()
