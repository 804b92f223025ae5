"""A mail, an order and a day -> subject, HTML and text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from zendesk_bridge.core.errors import InvalidInput, Problem
from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.mails import people
from zendesk_bridge.core.macros.mails.checking import is_sound, mail_faults
from zendesk_bridge.core.macros.mails.names import LINK
from zendesk_bridge.core.macros.mails.orders import OrderFacts, inert
from zendesk_bridge.core.macros.mails.sayings import sayings, some_of, swaps
from zendesk_bridge.core.macros.render.finish import finished, titled
from zendesk_bridge.core.macros.render.markup import to_html
from zendesk_bridge.core.macros.render.names import ChoiceLink
from zendesk_bridge.core.macros.render.plain import plain
from zendesk_bridge.core.macros.render.template import names_in, run
from zendesk_bridge.core.macros.render.tokens import Tokens
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.macros.version import wording_version
from zendesk_bridge.core.macros.window import language
from zendesk_bridge.core.model import (
    Backorder,
    Cancel,
    FieldKey,
    Macro,
    Mail,
    Per,
    Split,
    Swap,
    Template,
    Variant,
    Wait,
    digest,
)

_LONGEST_SUBJECT = 150  # characters: what Zendesk keeps of one, and more than any mail program shows
_BACK = f"backorder.{FieldKey.BACK_IN_STOCK}"
_NAME = r"\{\{-?\s*customer\.(?:first_name|name)\s*(?:\|\s*(?:title|trim|capitalize)\s*)?-?\}\}"
_GREETS = re.compile(rf"\A(\s*)[^\n{{}}%]*{_NAME}[,:!.]?[ \t]*$", re.MULTILINE)
_CALLS = re.compile(rf",?[ \t]*{_NAME}")


def render_mail(macro: Macro, facts: OrderFacts, manner: Manner, locale: str, today: date) -> Mail:
    """Render what one customer reads about one order: all of its late items in one mail.

    It speaks the customer's ``locale`` where the macro is written in that language, and else its main one. Every fact
    in it is text, whatever it holds, and the link stands in the text as it does in the HTML.

    Raises InvalidInput for a template that is wrong, and for a mail that would have nothing to tell of this order.
    """
    if macro.per is not Per.ORDER:
        raise ValueError(f"{macro.key} is per {macro.per}")
    if not is_sound(macro):
        raise InvalidInput(mail_faults(macro))
    variant = variant_for(macro, locale)
    _is_about_something(macro, variant, facts, today)
    spoken = _spoken(variant, locale)
    values = _values(facts, manner, spoken, today)
    mail = _written(macro, variant if values["customer.name"] else _unnamed(variant), values)
    return replace(mail, text=_linked(mail.text, facts.link, wording.wording_for(spoken, manner.locale).colon))


def variant_for(macro: Macro, locale: str) -> Variant:
    """Return a mail's words in this locale, else in its language, else in the main one."""
    wanted = _normal(locale)
    same = (one for one in macro.variants if _normal(one.locale) == wanted)
    alike = (one for one in macro.variants if language(one.locale) == language(wanted))
    return next(same, None) or next(alike, macro.variants[0])


def mail_version(macro: Macro, manner: Manner, locales: Collection[str] = ()) -> str:
    """Return a short id of what a mail says in these locales, or in all that it is written in, besides the facts.

    It changes with the admin's words and with ours.
    """
    variants = {locale: variant_for(macro, locale) for locale in locales or [one.locale for one in macro.variants]}
    words = [[locale, one.subject and one.subject.text, one.reply.text] for locale, one in sorted(variants.items())]
    spoken = frozenset(wording.spoken(_spoken(one, locale), manner.locale) for locale, one in variants.items())
    ours = [
        wording_version(spoken, manner.locale, manner.market),
        wording.renewed_version(),
        manner.working_days,
        people.greetings(),
        sayings(),
    ]
    return digest([macro.key, words, ours], 8)


def _normal(locale: str) -> str:
    return locale.strip().replace("-", "_").casefold()


def _spoken(variant: Variant, locale: str) -> str:
    """Return the locale to write dates in: the customer's own where it is one of the language that they read."""
    return locale.replace("-", "_") if language(variant.locale) == language(locale) else variant.locale


_BACK_ONES = "send it another mail: in segments.yaml, above: - {key: back, when: {news: back}, template: order-back}"
_OTHERS = "let its segment take only what is back: when: {news: back}"


def _is_about_something(macro: Macro, variant: Variant, facts: OrderFacts, today: date) -> None:
    tells_back = _BACK in names_in(variant.reply)
    if facts.back_names if tells_back else facts.late(today):
        return
    what = "no item is back in stock" if tells_back else "no item is late"
    message = f"{macro.key}: on order {inert(facts.order.number)} {what}, so that there is nothing to tell"
    raise InvalidInput([Problem(macro.place, message, _OTHERS if tells_back else _BACK_ONES)])


def _values(facts: OrderFacts, manner: Manner, locale: str, today: date) -> dict[str, object]:
    """Return what is known of an order and of its customer, by name."""
    items = facts.late(today)
    speech = manner.speech(locale, today, facts.heard, facts.superseded(today))
    fields = wording.field_texts(items, speech)
    fields[FieldKey.BACK_IN_STOCK] = some_of(facts.back_names, locale, manner.locale)
    offered = [{type(option) for option in item.options} for item in items]
    written = facts.order.recipient.name if facts.order.recipient else ""
    return {
        **{f"backorder.{key}": text for key, text in fields.items()},
        "backorder.several": len(items) > 1,
        "backorder.ship_window_known": bool(items) and all(item.ship_window for item in items),
        "backorder.wait": bool(items) and all(Wait in some for some in offered),
        "backorder.swap": any(Swap in some for some in offered),
        "backorder.split": any(Split in some for some in offered),
        "backorder.cancel": bool(items) and all(Cancel in some for some in offered),
        "backorder.swaps": swaps(_in(items, locale, manner), locale, manner.locale),
        "customer.greeting": people.greeting(written, locale),
        "customer.first_name": people.first_name(written),
        "customer.name": people.full_name(written),
        "order.number": inert(facts.order.number) or inert(facts.order.id),
        "order.partly_late": facts.partly_late,
        "order.rest": some_of(facts.rest, locale, manner.locale),
        LINK: ChoiceLink(facts.link),
    }


def _in(items: Sequence[Backorder], locale: str, manner: Manner) -> list[Backorder]:
    return [wording.translated(item, locale, manner.locale) for item in items]


def _unnamed(variant: Variant) -> Variant:
    """Return the words for a customer without a name: a greeting of its own, and no gap where a name would stand."""
    greeted = _GREETS.sub(r"\1{{ customer.greeting }}", variant.reply.text)
    reply = Template(_CALLS.sub("", greeted), variant.reply.place)
    subject = variant.subject and Template(_CALLS.sub("", variant.subject.text), variant.subject.place)
    return replace(variant, reply=reply, subject=subject)


def _written(macro: Macro, variant: Variant, values: dict[str, object]) -> Mail:
    tokens = Tokens()
    markdown = run(variant.reply, values, tokens)
    html = finished(tokens, variant.reply, markdown, to_html(markdown))
    subject = _subject(variant, values)
    if not (html and subject):
        empty = variant.subject if html else variant.reply
        raise InvalidInput([Problem((empty or variant.reply).place, f"{macro.key}: this comes out empty")])
    return Mail(subject, html, plain(html))


def _subject(variant: Variant, values: dict[str, object]) -> str:
    """Render the subject: one line of plain text."""
    if variant.subject is None:
        return ""
    tokens = Tokens()
    said = inert(titled(tokens, variant.subject, run(variant.subject, values, tokens)))
    return said if len(said) <= _LONGEST_SUBJECT else f"{said[: _LONGEST_SUBJECT - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _linked(text: str, link: str, colon: str) -> str:
    """Give the link a line of its own where it ends one: a bracket behind it would be taken for a part of it."""
    instead = f"{colon.rstrip()}\n{link}"
    return re.sub(rf" \({re.escape(link)}\)$", lambda _: instead, text, flags=re.MULTILINE) if link else text
