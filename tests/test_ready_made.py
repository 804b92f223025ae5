from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from zendesk_bridge.core.macros.render import Target, preview, render_all, unmarked
from zendesk_bridge.core.macros.telling import Manner, Telling
from zendesk_bridge.core.macros.window import day
from zendesk_bridge.core.macros.wording.offers import BULLET
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Backorder, FieldKey, Fields, Macro, Per, RemoteField, Split, Swap
from zendesk_bridge.core.narrow import CHOICE_TAGS
from zendesk_bridge.core.ports import Capabilities, Dialect
from zendesk_bridge.feeds import BackorderFeed, read_macros
from zendesk_bridge.helpdesks.freshdesk.dialect import FreshdeskDialect
from zendesk_bridge.helpdesks.zendesk.dialect import ZendeskDialect
from zendesk_bridge.sandbox.zendesk.liquid_limits import BoundedEnvironment

FOLDER = Path(__file__).parents[1] / "macros"
TODAY = date(2026, 11, 23)
FIELDS: Fields = {key: RemoteField(n, f"9{n}", key, "text") for n, key in enumerate(FieldKey)}
MACROS = read_macros(FOLDER)
NAMED: Fields = {
    key: RemoteField(n, f"cf_{key}", key, "text")
    for n, key in enumerate([*FieldKey, *(FieldKey.reply(macro.key) for macro in MACROS)])
}
ITEMS = BackorderFeed(FOLDER / "backorders.yaml").read().backorders
SWAPS = [option.name for item in ITEMS for option in item.options if isinstance(option, Swap)]
ANY_NAME = re.compile("|".join(re.escape(name) for name in [*(item.name for item in ITEMS), *SWAPS]))
SAMPLE = {"customer.first_name": "Ada", "customer.name": "Ada Lovelace", "ticket.subject": "Where is my order?"}
SOFT = re.compile(
    r"\b(soon|shortly|asap|as soon as|the moment|early|TBC|TBD|deliver\w*|store credit|gift card"
    r"|bald|demnächst|in Kürze|schnellstmöglich|zeitnah|zugestellt|Lieferung|Gutschein"
    r"|bientôt|prochainement|dès que|dans les meilleurs délais|livr(?:er|ée?|ons)|avoir client|bon d'achat"
    r"|pronto|próximamente|en breve|cuanto antes|entreg\w*|vale de compra)\b",
    re.IGNORECASE,
)
SORRY = re.compile(r"\b(sorry|tut uns leid|désolés|Lamentamos)\b")
HOLE = re.compile(
    r"[\[\]{}]|\bNone\b|\*\*|: *[.;,:]|\s[.,]|\.\.|\( ?\)|\bby \.|\b(?:am|le|el) (?:\.|wieder)"
    r"|: *$(?<!Lovelace:)(?<!can do:)(?<!each item:)(?<!Möglichkeiten:)(?<!wählen:)(?<!faire :)(?<!article :)"
    r"(?<!hacer:)(?<!artículo:)| {2}",
    re.MULTILINE,
)
REFUND_TIME = re.compile(r"7 (?:working days|Werktagen|jours ouvrés|días hábiles)")
CONTENT = re.compile(
    r"you do not need to do anything|müssen Sie nichts weiter tun|vous n'avez rien à faire|no tiene que hacer nada"
)
TIME = re.compile(
    r"You do not have to decide now|Sie müssen sich jetzt noch nicht entscheiden"
    r"|Vous n'avez pas à vous décider dès maintenant|No tiene que decidirse ahora"
)
LANGUAGES = {"en_US", "de", "fr", "es"}
# Words of which every text in this language holds one, and no text in another.
OWN_WORDS = {
    "en_US": re.compile(r"\b(the|you|your)\b", re.IGNORECASE),
    "de": re.compile(r"\b(der|Sie|wir|Ihre\w*)\b"),
    "fr": re.compile(r"\b(nous|vous|votre)\b", re.IGNORECASE),
    "es": re.compile(r"\b(el|su|nuestr[oa]s?)\b"),
}


def target(dialect: Dialect, today: date = TODAY) -> Target:
    """One helpdesk without any groups."""
    return Target("shop", dialect, "acme", {}, "en_US", today)


def replies(macro: Macro, today: date, count: int) -> list[str]:
    """Every reply of this macro about the first items of the file, in every locale."""
    here = target(FreshdeskDialect(NAMED), today)
    return [
        shown.text
        for words in macro.variants
        for shown in preview(macro, words, ITEMS[-count:] if count else (), SAMPLE, here)
    ]


def named(key: str) -> Macro:
    """One of the macros."""
    return next(macro for macro in MACROS if macro.key == key)


def test_the_files_are_right() -> None:
    """Six late items, one without a window and one across New Year; twelve macros; nothing to complain about."""
    reading = BackorderFeed(FOLDER / "backorders.yaml").read()
    assert not reading.problems
    assert len(reading.backorders) == 6
    windows = [item.ship_window for item in reading.backorders]
    assert windows.count(None) == 1
    assert sum(bool(window and window.first and window.first.year < window.last.year) for window in windows) == 1
    assert len(MACROS) == 12


@pytest.mark.parametrize("macro", MACROS, ids=[macro.key for macro in MACROS])
def test_no_ticket_lands_in_a_reply_of_another_language(macro: Macro) -> None:
    """What reads ticket fields is there in every language that triage fills them in, and what it prints is in it."""
    assert {words.locale for words in macro.variants} == LANGUAGES
    titles = [words.title.text for words in macro.variants]
    assert len(set(titles)) == len(titles)
    for words in macro.variants:
        if words.locale != "en_US":
            assert f"({words.locale.upper()})" in words.title.text
        for shown in preview(macro, words, ITEMS, SAMPLE, target(FreshdeskDialect(NAMED))):
            text = ANY_NAME.sub("", shown.text)
            others = {locale for locale, word in OWN_WORDS.items() if word.search(text)} - {words.locale}
            assert OWN_WORDS[words.locale].search(text)
            assert not others, text


@pytest.mark.parametrize("found", ITEMS, ids=[item.sku for item in ITEMS])
def test_every_item_can_be_told_about(found: Backorder) -> None:
    """Each has a reason in every language, a way out, and an update due before its window ends."""
    assert found.reason
    assert {locale for locale, text in found.locales if text.reason} == {"de", "fr", "es"}
    assert {type(option).__name__ for option in found.options} >= {"Wait", "Cancel"}
    assert found.next_update
    assert not found.ship_window or found.next_update < found.ship_window.last


@pytest.mark.parametrize("dialect", [ZendeskDialect(FIELDS), FreshdeskDialect(NAMED)], ids=["zendesk", "freshdesk"])
def test_every_macro_renders_on_both_helpdesks(dialect: Dialect) -> None:
    """No problem, no double title, and nothing of ours left behind in what is sent."""
    rendered = render_all(MACROS, ITEMS, target(dialect))
    assert not rendered.problems
    assert len({macro.key for macro in rendered.macros}) == len(rendered.macros)
    swaps = [macro.key for macro in rendered.macros if macro.key.startswith("swap-offer/")]
    assert [key for key in swaps if "." not in key] == [
        "swap-offer/WID-12",
        "swap-offer/LAMP-3",
        "swap-offer/GRIND-2",
    ]
    dateless = {macro.key.partition(".")[0] for macro in rendered.macros if macro.key.startswith("no-date-yet/")}
    assert dateless == {"no-date-yet/CHAIR-OAK"}
    for macro in rendered.macros:
        assert re.match(r"Backorder(?: \([A-Z]{2}\))?::", macro.title)
        assert not set(macro.title + macro.body) & set("\ue000\ue001")
        assert "{{ " not in macro.body


def test_a_per_ticket_macro_guards_itself_in_zendesk() -> None:
    """An untriaged ticket gets the fallback, in every language."""
    macros = render_all(MACROS, ITEMS, target(ZendeskDialect(FIELDS))).macros
    for macro in macros:
        if "ticket.ticket_field_" in macro.body:
            assert macro.body.startswith("{% case ticket.ticket_field_")
            paragraphs = macro.body.count("{% else %}{% endif %}")
            conditions = macro.body.count("{% if ticket.ticket_field_") - paragraphs
            assert conditions == (len(LANGUAGES) if "/" not in macro.key else 0)
            assert paragraphs == (4 * len(LANGUAGES) if macro.key == "back-in-stock" else 0)
            assert macro.body.endswith("{% endcase %}")


@pytest.mark.parametrize("today", [TODAY, date(2026, 12, 3), date(2027, 3, 1)], ids=str)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 6])
@pytest.mark.parametrize("macro", MACROS, ids=[macro.key for macro in MACROS])
def test_every_reply_is_fit_to_send(macro: Macro, count: int, today: date) -> None:
    """No hole, no soft word, no past date, one apology, whatever is late, and after every window has passed."""
    for text in replies(macro, today, count):
        assert not SOFT.search(text), text
        assert not HOLE.search(text), text
        assert len(SORRY.findall(text)) == (1 if count else bool(SORRY.search(text)))
        assert all(len(re.findall(r" ?: ", line)) <= 1 for line in re.split(r"\n|\. ", text)), text
        if today.year == 2027:
            assert not re.search(r"\d", REFUND_TIME.sub("", ANY_NAME.sub("", text))), text


def test_the_update_says_all_four_parts() -> None:
    """What changed, when it ships, what the customer can do, and when they hear again."""
    (text,) = replies(named("delay-update"), TODAY, 1)[:1]
    assert text == (
        "Hi Ada,\n\n"
        "I am sorry that we have to ship later than we told you.\n\n"
        "The shipment of your Hand Coffee Grinder is delayed: the maker has run out of steel burrs.\n\n"
        "Shipping from our warehouse: December 28, 2026 \N{EN DASH} January 6, 2027\n\n"
        "If the new timing works for you, you do not need to do anything. Otherwise you can swap this item for the "
        "Compact Coffee Grinder or cancel this item for a full refund. "
        "To choose, simply reply to this message, and we will take care of it.\n\n"
        "You will hear from us again by December 18."
    )


UPDATES = ["delay-update", "window-moved", "next-update-checkin", "item-update", "split-shipment", "swap-offer"]


@pytest.mark.parametrize("key", [*UPDATES, "no-date-yet"])
def test_every_update_gives_the_reason_and_says_whether_silence_is_enough(key: str) -> None:
    """The reason stands in every update, date or no date; that nothing needs to be done only beside a date."""
    macro = named(key)
    for item in ITEMS:
        for words in macro.variants:
            for shown in preview(macro, words, [item], SAMPLE, target(FreshdeskDialect(NAMED))):
                assert item.text(words.locale).reason in shown.text
                assert bool(CONTENT.search(shown.text)) == (item.ship_window is not None), shown.text
                if item.ship_window is None and key != "split-shipment":
                    assert TIME.search(shown.text), shown.text


def test_several_items_with_several_options_have_a_line_each() -> None:
    """No customer has to read five items' options in one sentence."""
    for key in ("delay-update", "window-moved", "next-update-checkin"):
        for text in replies(named(key), TODAY, 5):
            assert sum(line.startswith(BULLET) for line in text.split("\n")) == 5 + 1  # the rest of the order
            assert max(map(len, text.split("\n"))) < 300


def test_a_split_is_offered_where_there_is_one() -> None:
    """Only items whose rest can ship now have the split macro; it and the swap offer name no choice twice."""
    split = replies(named("split-shipment"), TODAY, 6)
    assert len(split) == sum(Split() in item.options for item in ITEMS) * len(LANGUAGES)
    for text in (*split, *replies(named("swap-offer"), TODAY, 6)):
        said = re.findall(r"- (?:Reply|Antworten Sie|Répondez|Responda) (?:\"|„|« |«)(.*?)(?:\"|“| »|»)", text)
        assert len(said) == len(set(said)) > 0
        assert re.search("original payment method|ursprüngliche Zahlungsart|d'origine|pago original", text)


def test_a_cancellation_names_the_one_item() -> None:
    """The refund is full, of this item alone, and to where the money came from."""
    texts = replies(named("cancel-refund"), TODAY, 6)
    for item, text in zip(ITEMS, texts, strict=False):
        assert (
            f"cancelling the {item.name} on your order and refunding you in full, to your original payment method"
            in text
        )
    for item, text in zip(ITEMS * len(LANGUAGES), texts, strict=True):
        assert item.name in text
        assert not any(other.name in text for other in ITEMS if other != item)


def test_there_is_an_answer_to_every_choice() -> None:
    """The tag of each is the one that a choice is read from; an offer is no choice, and sets none."""
    tags = {macro.key: set(macro.actions.add_tags) & set(CHOICE_TAGS.values()) for macro in MACROS}
    assert {key: tag for key, tag in tags.items() if tag} == {
        "cancel-refund": {CHOICE_TAGS["cancel"]},
        "choice-split": {CHOICE_TAGS["split"]},
        "choice-swap": {CHOICE_TAGS["swap"]},
        "choice-wait": {CHOICE_TAGS["wait"]},
    }


@pytest.mark.parametrize("count", [1, 2, 5])
def test_back_in_stock_names_the_items(count: int) -> None:
    """It names what is back, in every language, and does without where the ticket does not say."""
    for text in replies(named("back-in-stock"), TODAY, count):
        assert all(item.name in text for item in ITEMS[-count:])
    for text in replies(named("back-in-stock"), TODAY, 0):
        assert not ANY_NAME.search(text)


def test_an_agent_finds_about_thirty_macros() -> None:
    """Each speaks all four languages in Zendesk; in Freshdesk those that read the ticket do."""
    zendesk = render_all(MACROS, ITEMS, target(ZendeskDialect(FIELDS))).macros
    assert len(zendesk) == 29
    freshdesk = render_all(MACROS, ITEMS, target(FreshdeskDialect(NAMED))).macros
    assert len([macro for macro in freshdesk if "/" not in macro.key]) == 6
    for macro in zendesk:
        assert all(f"when '{locale}'" in macro.body for locale in LANGUAGES - {"en_US"})


@pytest.mark.parametrize("macro", [macro for macro in MACROS if macro.per is Per.TICKET], ids=lambda macro: macro.key)
def test_a_canned_response_holds_a_greeting_and_nothing_that_depends_on_facts(macro: Macro) -> None:
    """What a ticket without facts gets in Freshdesk is a greeting with the customer's name."""
    shown = unmarked(macro, macro.variants[0], SAMPLE, target(FreshdeskDialect(NAMED)))
    assert shown
    assert shown.text == "Ada Lovelace,"


@pytest.mark.parametrize("count", [1, 2, 6])
def test_the_promised_update_promises_a_later_one(count: int) -> None:
    """Sent on the very day that was promised, the check-in names another day."""
    due = min(item.next_update for item in ITEMS[-count:] if item.next_update)
    for words, text in zip(
        named("next-update-checkin").variants, replies(named("next-update-checkin"), due, count), strict=True
    ):
        assert day(due, words.locale, due) not in text.split("\n")[-1]


def test_no_change_yet_is_an_update_too() -> None:
    """On the promised day the check-in serves without any news: the same window, and the next day of the rhythm."""
    late = replace(ITEMS[0], next_update=TODAY, every=timedelta(7))
    here = target(FreshdeskDialect(NAMED))
    for words in named("next-update-checkin").variants:
        (shown,) = preview(named("next-update-checkin"), words, [late], SAMPLE, here)
        assert day(TODAY + timedelta(7), words.locale, TODAY) in shown.text.split("\n")[-1]
        assert re.search(
            "with or without news|auch dann, wenn es nichts Neues|même quand rien|aunque no haya", shown.text
        )


def test_the_dates_lie_ahead_of_the_day_the_files_were_written() -> None:
    """What ships with the product tells windows that are still to come."""
    assert all(item.ship_window is None or item.ship_window.last > TODAY + timedelta(7) for item in ITEMS)


def test_replies_keep_their_paragraphs_on_both_helpdesks() -> None:
    """The same words reach both helpdesks, whatever shape their HTML has."""
    zendesk = {macro.key: macro for macro in render_all(MACROS, ITEMS, target(ZendeskDialect(FIELDS))).macros}
    freshdesk = render_all(MACROS, ITEMS, target(FreshdeskDialect(NAMED))).macros
    per_item = [macro for macro in freshdesk if "/" in macro.key]
    assert len(per_item) == 23 * len(LANGUAGES)
    for other in per_item:
        key, _, locale = other.key.partition(".")
        words = re.sub(r"\{\{.*?\}\}", "", html_to_text(other.body))
        spoken = html_to_text(zendesk[key].body)
        start = f"{{% when '{locale}' %}}" if locale else "{% else %}"
        end = "{% else %}" if locale == "fr" else "{% when" if locale else "{% endcase %}"
        assert re.sub(r"\{\{.*?\}\}", "", spoken.split(start)[1].split(end)[0]).strip() == words


LATE = next(item for item in ITEMS if item.sku == "LAMP-3")


def back_on(dialect: str, late: list[Backorder], back: list[str], locale: str) -> str:
    """What a customer reads when an agent says that something is in stock again, on a ticket of this language."""
    macro = named("back-in-stock")
    told = Telling(late, back, locale, Manner("en_US", frozenset(LANGUAGES), replies=(macro,)), TODAY)
    capabilities = Capabilities(frozenset(), 255, 60_000, 32, None, 255, 65_000)
    texts = told.texts([*FieldKey, FieldKey.reply(macro.key)], capabilities)
    if dialect == "freshdesk":
        return texts[FieldKey.reply(macro.key)]
    (made,) = render_all([macro], (), target(ZendeskDialect(FIELDS))).macros
    ticket = {f"ticket_field_{FIELDS[key].name}": texts[key] for key in FieldKey}
    ticket["requester"] = SAMPLE_REQUESTER
    return html_to_text(BoundedEnvironment().from_string(made.body).render(ticket=ticket))


SAMPLE_REQUESTER = {"first_name": "Ada", "name": "Ada Lovelace"}
STILL_LATE = re.compile("still delayed|verzögert sich noch|encore retardée|sigue retrasada")
NEWS = re.compile("Good news|gute Nachrichten|Bonne nouvelle|Buenas noticias")


@pytest.mark.parametrize("locale", sorted(LANGUAGES))
@pytest.mark.parametrize("dialect", ["zendesk", "freshdesk"])
def test_what_is_back_is_told_beside_what_is_still_late(dialect: str, locale: str) -> None:
    """Good news is only told of what is in stock, and what is late besides has its reason, window and choices."""
    all_back = back_on(dialect, [], ["Mug"], locale)
    partly = back_on(dialect, [LATE], ["Mug"], locale)
    for text in (all_back, partly):
        assert NEWS.search(text)
        assert "Mug" in text
        assert not re.search(r"[{}\[\]]", text), text
    assert not STILL_LATE.search(all_back)
    assert LATE.name not in all_back
    assert STILL_LATE.search(partly)
    telling = Telling([LATE], [], locale, Manner("en_US", frozenset(LANGUAGES)), TODAY)
    capabilities = Capabilities(frozenset(), 255, 60_000, 32, None, 255, 65_000)
    for key, text in telling.texts(FieldKey, capabilities).items():
        if key in {FieldKey.DELAY, FieldKey.SHIP_WINDOW, FieldKey.CHOICES, FieldKey.FOLLOW_UP}:
            assert " ".join(text.split()) in " ".join(partly.split())
    nothing = back_on(dialect, [LATE], [], locale)
    assert not NEWS.search(nothing)
    assert bool(nothing) == (dialect == "zendesk")
    assert not named("back-in-stock").actions.status
