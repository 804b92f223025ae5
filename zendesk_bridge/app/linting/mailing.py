"""What customers of late orders would read in the mails of the files, judged as texts and not as templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain

from zendesk_bridge.app.linting.rendering import Alike, told_once
from zendesk_bridge.app.macros import MacroInput
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.macros import wording
from zendesk_bridge.core.macros.lint import Finding, LintedText
from zendesk_bridge.core.macros.mails import SampleOrder, render_mail, tells_back
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.macros.today import as_of
from zendesk_bridge.core.model import Backorder, Macro, Variant
from zendesk_bridge.core.notices import Market, Silence, notice

_ORDERS = (SampleOrder(), SampleOrder(rest=False, link=False))
"""With a rest that could ship now and a link to choose by, and without either."""

_PAIR = 2  # items: those that one mail about several is judged by


def rendered_mails(mails: Sequence[Macro], given: MacroInput) -> Iterator[Finding]:
    """Yield what is wrong with the mails, for each kind of late item alone, and for two items on one order.

    Items about which the same can be said make the same sentences: one of each kind is looked at, under the rules of
    each market that holds for any helpdesk. A mail that cannot be rendered for an item is a finding, too: nobody could
    be sent it.
    """
    markets = sorted(set(given.markets.values()) or {Market.NONE})
    manners = [Manner(given.locale, working_days=given.working_days, market=market) for market in markets]
    alike = [Alike(given.late, manner.speech(given.locale, given.today)) for manner in manners]
    for mail in mails:
        for variant in mail.variants:
            each = (_texts(mail, variant, kinds, manner) for kinds, manner in zip(alike, manners, strict=True))
            yield from told_once(chain.from_iterable(each))


def _texts(mail: Macro, variant: Variant, alike: Alike, manner: Manner) -> Iterator[LintedText]:
    kinds = alike.kinds(variant.locale)
    about = [[item] for item in kinds] + ([kinds[:_PAIR]] if len(kinds) >= _PAIR else [])
    for items in about:
        for order in _ORDERS:
            with suppress(InvalidInput):
                yield _text(mail, variant, items, order, manner, alike)


def _text(
    mail: Macro, variant: Variant, items: Sequence[Backorder], order: SampleOrder, manner: Manner, alike: Alike
) -> LintedText:
    today = alike.speech.today
    facts = order.facts(items, today, back=tells_back(mail))
    shown = render_mail(mail, facts, manner, variant.locale, today)
    late = facts.late(today)
    said = (wording.translated(item, variant.locale, manner.locale).reason for item in late)
    return LintedText(
        mail.key,
        shown.text,
        variant.reply,
        today,
        about=f"{', '.join(item.sku for item in items)} in {variant.locale}",
        item=late[0] if len(late) == 1 else None,
        reasons=tuple(reason for reason in said if reason),
        silence=_silence(late, manner, alike),
    )


def _silence(items: Sequence[Backorder], manner: Manner, alike: Alike) -> Silence:
    """Return what no answer means to a mail about these items, by the market's rules."""
    today = alike.speech.today
    found = {notice(manner.market, as_of(item, today), (), today) for item in items}
    meant = {one.silence if one else Silence.UNRULED for one in found}
    return meant.pop() if len(meant) == 1 else Silence.UNRULED
