from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from zendesk_bridge.core.errors import Place
from zendesk_bridge.core.macros.lint import lint_facts, lint_macros, together
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    LocalText,
    Macro,
    Per,
    ShipWindow,
    Swap,
    Template,
    Variant,
    Wait,
)
from zendesk_bridge.core.narrow import sku_tag
from zendesk_bridge.core.ports import Capabilities

TODAY = date(2026, 11, 20)
ROOM = Capabilities(
    frozenset(),
    title_length=100,
    body_length=1000,
    tag_length=32,
    tags_per_ticket=None,
    short_field=255,
    long_field=1000,
)
GOOD = Backorder(
    "WID-12",
    "Blue Widget",
    ("blue widget 12",),
    ShipWindow(date(2026, 12, 1), date(2026, 12, 5)),
    reason="the supplier is late",
    options=(Wait(), Cancel()),
    next_update=date(2026, 11, 29),
    place=Place("backorders.yaml", 2, 5),
)


def macro(reply: str, title: str = "Backorder::Update", per: Per = Per.TICKET, locale: str = "en") -> Macro:
    """Return a macro whose reply begins at delay.yaml:10:5."""
    words = Variant(locale, Template(title, Place("delay.yaml", 2, 8)), Template(reply, Place("delay.yaml", 10, 5)))
    return Macro("delay", per, (words,))


def test_good_facts_and_macros_are_left_alone() -> None:
    """Nothing is found where nothing is wrong."""
    assert lint_facts([GOOD], TODAY, str.lower) == ()
    reply = (
        "It ships {{ backorder.ship_window }}. You can {{ backorder.options }}. As soon as it ships, you get a mail."
    )
    assert lint_macros([macro(reply)], {"en"}) == ()


@pytest.mark.parametrize(
    ("change", "rule", "severity"),
    [
        ({"ship_window": ShipWindow(None, date(2026, 11, 19))}, "past-window", "warning"),
        ({"ship_window": None, "reason": " "}, "unknown-without-reason", "error"),
        ({"ship_window": ShipWindow(date(2062, 12, 1), date(2062, 12, 5))}, "far-window", "error"),
        ({"ship_window": ShipWindow(date(2026, 12, 1), date(2027, 9, 27))}, "long-window", "warning"),
        ({"promised_by": date(2016, 11, 15)}, "far-day", "warning"),
        ({"promised_by": date(2026, 12, 24)}, "not-late", "warning"),
        ({"name": "#N/A"}, "residue", "error"),
        ({"reason": "see {{ticket.id}}"}, "residue", "error"),
        ({"reason": "Unknown."}, "no-reason", "error"),
        ({"reason": "n/a"}, "residue", "error"),
        ({"locales": (("de", LocalText(reason="unbekannt")),)}, "no-reason", "error"),
        ({"options": (Swap("#REF!", "Lamp"), Cancel())}, "residue", "error"),
        ({"locales": (("de", LocalText("NaN")),)}, "residue", "error"),
        ({"next_update": None}, "no-next-update", "warning"),
        ({"next_update": None, "every": timedelta(7)}, "no-next-update", "warning"),
        ({"next_update": date(2026, 11, 19)}, "past-next-update", "warning"),
        ({"next_update": date(2026, 12, 6)}, "late-next-update", "warning"),
        ({"next_update": date(2027, 11, 20), "ship_window": None}, "distant-next-update", "warning"),
        ({"options": (Wait(),)}, "no-cancel", "warning"),
        ({"reason": "it left the port on 3 November 2020"}, "past-reason", "warning"),
        ({"locales": (("de", LocalText("Lampe", "seit dem 3. November 2020")),)}, "past-reason", "warning"),
        ({"aliases": ("Order",)}, "common-term", "warning"),
        ({"name": "Blue"}, "common-term", "warning"),
        ({"aliases": ("Zeit",)}, "common-term", "warning"),
        ({"aliases": ("my order",)}, "common-term", "warning"),
    ],
)
def test_each_rule_on_facts_finds_its_fault_alone(change: dict[str, Any], rule: str, severity: str) -> None:
    """One fault gives one finding: rule, severity, the item's place, and what to do."""
    (found,) = lint_facts([replace(GOOD, **change)], TODAY)
    assert (found.rule, found.severity, str(found.place)) == (rule, severity, "backorders.yaml:2:5")
    assert "WID-12" in found.message
    assert found.why
    assert found.suggestion


@pytest.mark.parametrize("written", ["LAMP-9", "lamp-9 "])
def test_a_swap_for_what_is_late_itself_is_told(written: str) -> None:
    """Whatever the capitals of its SKU: customers would be offered what cannot ship either."""
    offering = replace(GOOD, options=(Wait(), Swap(written, "Lamp nine"), Cancel()))
    other = replace(GOOD, sku="LAMP-9")
    assert lint_facts([offering, replace(GOOD, sku="LAMP-8")], TODAY) == ()
    (found,) = lint_facts([offering, other], TODAY)
    assert (found.rule, found.severity, found.sku) == ("late-swap", "warning", GOOD.sku)
    assert "LAMP-9, which is late itself" in found.message


@pytest.mark.parametrize(
    ("written", "day"),
    [
        *(("2020-11-03", "2020-11-03"), ("3rd of November, 2020", "2020-11-03"), ("Nov. 3, 2020", "2020-11-03")),
        *(("3.11.2020", "2020-11-03"), ("3. Nov. 2020", "2020-11-03"), ("1er août 2020", "2020-08-01")),
        *(("3 de noviembre de 2020", "2020-11-03"), ("31/12/2019", "2019-12-31"), ("19 November 2026", "2026-11-19")),
        *(("02/03/2020", "2020-03-02"), ("5 déc. 2019", "2019-12-05"), ("März 3, 2020", "2020-03-03")),
    ],
)
def test_a_day_of_the_past_in_a_reason(written: str, day: str) -> None:
    """A day that is over is told as it is written and as the day that it is, in every language that we offer."""
    (found,) = lint_facts([replace(GOOD, reason=f"it left the port on {written}.")], TODAY)
    assert found.message == f"WID-12: '{written}' in the reason is a day of the past, {day}"
    assert found.suggestion


@pytest.mark.parametrize(
    "reason",
    [
        *("it leaves the port on 3 December 2026", "since 3 November", "since March 2015", "on 2026-11-20", "in 2020"),
        *(
            "order 2020-11-03-17 of the maker",
            "on 01/12/2026",
            "lot 3.11.2020.4",
            "30 February 2020",
            "12 Widgets 2020",
        ),
        *("part A-2020-11-03", "the 3 jui 2020 list"),
    ],
)
def test_days_that_may_stand_in_a_reason(reason: str) -> None:
    """A day to come, one without its year, and a number that is no day are left alone."""
    assert lint_facts([replace(GOOD, reason=reason)], TODAY) == ()


def test_a_fault_of_a_whole_column_is_told_once() -> None:
    """What is wrong with every item of a table is one thing to fix; a few items are told one by one."""
    late = [replace(GOOD, sku=f"A-{n}", next_update=None, place=Place("late.csv", n)) for n in range(2, 142)]
    (found,) = together(lint_facts(late, TODAY))
    assert found.message == "A-2: no next update is promised; the same for A-3, A-4, A-5, A-6 and 135 more"
    assert found.place.line == 2
    assert len(together(lint_facts(late[:5], TODAY))) == 5


def test_today_is_not_past() -> None:
    """A window that ends today is not over; an update that is promised for today is due, as the next run will say."""
    item = replace(GOOD, ship_window=ShipWindow(None, TODAY), next_update=TODAY)
    [found] = lint_facts([item], TODAY)
    assert (found.rule, found.message) == ("past-next-update", "WID-12: the next update is due today")


def test_a_rhythm_writes_the_next_day_itself() -> None:
    """Nobody is asked for a day that comes by itself, but for one where the rhythm has none left to promise."""
    weekly = replace(GOOD, next_update=date(2026, 11, 19), every=timedelta(7))
    assert lint_facts([weekly], TODAY, str.lower) == ()
    (found,) = lint_facts([replace(weekly, ship_window=ShipWindow(None, TODAY))], TODAY, str.lower)
    assert (found.rule, found.message) == ("past-next-update", "WID-12: the next update was due on 2026-11-19")
    (found,) = lint_facts([replace(weekly, next_update=None)], TODAY, str.lower)
    assert found.message == "WID-12: no next update is promised, so that 'every' has no day to count from"


def test_a_table_has_no_room_for_translations_and_says_so_once() -> None:
    """What cannot be followed in a CSV file is not advised there, and two rows are told in one line."""
    variants = tuple(Variant(locale, Template("t"), Template("r")) for locale in ("en_US", "de", "fr"))
    late = [replace(GOOD, sku=sku, place=Place("late.CSV", n)) for n, sku in enumerate(("A-1", "B-2"), 2)]
    [found] = together(lint_facts(late, TODAY, macros=[Macro("a", Per.TICKET, variants)]))
    assert found.message.startswith("A-1: the reason is not given in 'de', 'fr', which macros are written in; the same")
    assert "one language" in found.suggestion
    assert "YAML" in found.suggestion
    at_home = [replace(item, place=Place("late.yaml", 2)) for item in late]
    first, _ = together(lint_facts(at_home, TODAY, macros=[Macro("a", Per.TICKET, variants)]))
    assert first.suggestion == "add 'locales: {de: {reason: ...}, fr: {reason: ...}}'"


def test_an_unknown_window_with_a_reason_is_a_good_fact() -> None:
    """No date is honest as long as it says why."""
    assert lint_facts([replace(GOOD, ship_window=None)], TODAY) == ()


def test_two_items_with_one_tag_are_an_error_at_the_second() -> None:
    """Tickets of two items could not be told apart by a tag that both share."""
    other = replace(GOOD, sku="wid-12", place=Place("backorders.yaml", 9, 5))
    (found,) = lint_facts([GOOD, other], TODAY, str.lower)
    assert (found.rule, found.severity, found.place.line) == ("tag-collision", "error", 9)
    assert "WID-12" in found.message


@pytest.mark.parametrize("sku", ["resolved", "Window Moved", "UPDATE-SENT", "possible"])
def test_a_sku_whose_tag_is_ours_is_an_error(sku: str) -> None:
    """A SKU that makes one of our own tags would be read as what we say about the ticket."""
    findings = lint_facts([GOOD, replace(GOOD, sku=sku)], TODAY, lambda sku: sku_tag(sku, ROOM))
    (found,) = (finding for finding in findings if finding.severity == "error")
    assert found.rule == "reserved-tag"
    assert sku in found.message


GERMAN = ("de", LocalText(reason="der Lieferant ist spät dran"))


@pytest.mark.parametrize(
    ("locales", "change", "missing"),
    [
        (("en_US",), {}, []),
        (("en_US", "de"), {}, ["de"]),
        (("en_US", "fr", "de"), {}, ["de", "fr"]),
        (("en_US", "de"), {"locales": (GERMAN,)}, []),
        (("en_US", "de_AT"), {"locales": (GERMAN,)}, []),
        (("en_US", "de"), {"locales": (("de", LocalText("Blaues Ding")),)}, ["de"]),
        (("en_US", "de"), {"reason": ""}, []),
        (("en_US", "en_GB"), {}, []),
        (("en_US", "fi"), {}, []),
        (("de", "en"), {}, ["en"]),
    ],
)
def test_a_reason_is_missed_in_each_language_of_the_macros(
    locales: tuple[str, ...], change: dict[str, Any], missing: list[str]
) -> None:
    """An item with a reason lacks it in a language that a macro is written in and that we can write; one is enough."""
    variants = tuple(Variant(locale, Template("t"), Template("r")) for locale in locales)
    macros = [Macro("a", Per.TICKET, variants), Macro("b", Per.ITEM, variants)]
    found = lint_facts([replace(GOOD, **change)], TODAY, macros=macros)
    assert [(finding.rule, finding.severity) for finding in found] == [("untranslated-reason", "warning")][
        : len(missing)
    ]
    assert [name for finding in found for name in finding.message.split("'")[1::2]] == missing
    assert all("without its reason" in finding.why for finding in found)


@pytest.mark.parametrize(
    ("reply", "rule"),
    [
        ("It ships soon.", "vague"),
        ("We ship the moment stock arrives.", "vague"),
        ("We will reply as soon as possible.", "vague"),
        ("Date: TBC", "vague"),
        ("Wir versenden in Kürze.", "vague"),
        ("Nous expédions dès que possible.", "vague"),
        ("Lo enviaremos lo antes posible.", "vague"),
        ("You will hear from us in due course.", "vague"),
        ("It ships in the next few days.", "vague"),
        ("Sie hören in den nächsten Tagen von uns.", "vague"),
        ("Nous revenons vers vous dans les plus brefs délais.", "vague"),
        ("Le responderemos a la brevedad.", "vague"),
        ("It will be delivered {{ backorder.ship_window }}.", "delivery-promised"),
        ("{{ backorder.items }}: {{ backorder.ship_window }} is when it arrives", "delivery-promised"),
        ("Lieferung: {{backorder.ship_window}}", "delivery-promised"),
        ("Livraison : {{ backorder.ship_window }}", "delivery-promised"),
        ("If you cancel, you get store credit.", "credit-as-refund"),
        ("Statt einer Erstattung erhalten Sie einen Gutschein.", "credit-as-refund"),
    ],
)
def test_each_rule_on_replies_finds_its_fault_alone(reply: str, rule: str) -> None:
    """Words that mislead a customer are found in every language that we write."""
    assert [found.rule for found in lint_macros([macro(reply)])] == [rule]


@pytest.mark.parametrize(
    "reply",
    [
        "It ships {{ backorder.ship_window }}. The delivery takes two days more.",
        "{{ backorder.ship_window }}, when it leaves us and not when it arrives",
        "{{ soon }} {% if shortly %}x{% endif %} {# TBC #}",
        "TBCs are no word of ours",
        "Choose a full refund or store credit.",
        "Vous pouvez avoir un remboursement.",
        "{% if backorder.ship_window_known %}We deliver.{% endif %}",
        "Der Lieferant nennt {{ backorder.ship_window }}",
        "We hope to hear from you soon. See you soon! Bis bald! À bientôt ! ¡Hasta pronto!",
    ],
)
def test_words_that_mislead_nobody_are_left_alone(reply: str) -> None:
    """The same words in another sense, in code, or in another sentence are no fault."""
    assert lint_macros([macro(reply)]) == ()


def test_a_finding_points_at_the_word() -> None:
    """The place is the word's own line and column in the file, also in a fallback."""
    (found,) = lint_macros([macro("Hi {{ customer.name }},\n\nit ships soon.")])
    assert str(found.place) == "delay.yaml:12:14"
    given = macro("Hi")
    fallback = Template("We write soon.", Place("delay.yaml", 30, 3))
    (found,) = lint_macros([replace(given, variants=(replace(given.variants[0], fallback=fallback),))])
    assert str(found.place) == "delay.yaml:30:12"


def test_a_macro_per_item_names_the_item_in_its_title() -> None:
    """Without the item in the title, all of its macros would look the same; per ticket there is but one."""
    (found,) = lint_macros([macro("Hi", per=Per.ITEM)])
    assert (found.rule, found.severity, str(found.place)) == ("title-without-item", "error", "delay.yaml:2:8")
    assert lint_macros([macro("Hi", "Backorder::{{ backorder.name }}", Per.ITEM)]) == ()
    assert lint_macros([macro("Hi", "Backorder::{{ backorder.sku }}", Per.ITEM)]) == ()


def test_a_language_without_wording_is_named() -> None:
    """A locale counts by its language; one that nobody wrote sentences for is a warning."""
    (found,) = lint_macros([macro("Hi", locale="fi")], {"en", "de"})
    assert (found.rule, found.severity) == ("unknown-language", "warning")
    assert "de, en" in found.suggestion
    assert lint_macros([macro("Hi", locale="de_AT")], {"en", "de"}) == ()


def test_a_title_that_nobody_sees_is_named() -> None:
    """What reads the ticket's facts is one macro in all languages: only its main title is shown."""
    late = macro("{{ backorder.items }}")
    other = replace(late.variants[0], locale="de", title=Template("Spät", Place("m.yaml", 9, 12)))
    (found,) = lint_macros([replace(late, variants=(*late.variants, other))])
    assert (found.rule, found.severity, found.place) == ("title-unused", "warning", Place("m.yaml", 9, 12))
    same = replace(other, title=late.variants[0].title)
    assert lint_macros([replace(late, variants=(*late.variants, same))]) == ()
    plain = macro("Hi")
    assert lint_macros([replace(plain, variants=(*plain.variants, replace(other, reply=Template("Hallo"))))]) == ()


@pytest.mark.parametrize(
    ("file", "advice"),
    [
        ("late.csv", "a table has one"),
        ("late.xlsx", "a table has one"),
        ("macros/backorders.yaml", "add 'locales: {de:"),
    ],
)
def test_a_reason_that_a_table_cannot_give(file: str, advice: str) -> None:
    """Nobody is told to write into a sheet what only a YAML file can say."""
    variants = tuple(Variant(locale, Template("t"), Template("r")) for locale in ("en_US", "de"))
    item = replace(GOOD, place=Place(file, 2))
    (found,) = lint_facts([item], TODAY, macros=[Macro("a", Per.TICKET, variants)])
    assert found.suggestion.startswith(advice)
