"""Mails as a made-up customer of a late order would read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zendesk_bridge.core.macros.mails import SampleOrder, render_mail, tells_back
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.model import Backorder, Macro, Mail
from zendesk_bridge.core.notices import Market


@dataclass(frozen=True, slots=True)
class MailSample:
    """One mail in one language, and the helpdesks through which a customer gets just that."""

    macro: Macro
    locale: str
    mail: Mail
    items: tuple[Backorder, ...]
    helpdesks: tuple[str, ...]

    @property
    def about(self) -> str:
        """For which made-up order it is filled in."""
        late = ", ".join(item.sku for item in self.items) or "nothing"
        order = SampleOrder()
        is_late = f"{late} {'are' if len(self.items) > 1 else 'is'} late"
        return (
            f"sent through {', '.join(self.helpdesks)}: here for {order.name}'s made-up order {order.number}, {is_late}"
        )

    def as_json(self) -> dict[str, Any]:
        """Return what programs are told of it."""
        return {
            "key": self.macro.key,
            "locale": self.locale,
            "subject": self.mail.subject,
            "text": self.mail.text,
            "html": self.mail.html,
            "items": [item.sku for item in self.items],
            "helpdesks": list(self.helpdesks),
        }


def mail_samples(
    macro: Macro,
    items: Sequence[Backorder],
    locale: str | None,
    manners: Mapping[str, Manner],
    today: date,
    order: SampleOrder,
) -> Iterator[MailSample]:
    """Fill in a mail about these items in all of its languages, or in one, once for all helpdesks that say the same.

    ``manners`` are by the helpdesk's name, and ``order`` is what the items are late on.

    Raises InvalidInput for a mail that cannot be rendered.
    """
    facts = order.facts(items, today, back=tells_back(macro))
    for variant in macro.variants:
        if locale not in {None, variant.locale}:
            continue
        alike: dict[Market, list[str]] = {}
        for name, manner in manners.items():
            alike.setdefault(manner.market, []).append(name)
        found: dict[str, tuple[Mail, list[str]]] = {}
        for names in alike.values():
            mail = render_mail(macro, facts, manners[names[0]], variant.locale, today)
            found.setdefault(mail.html, (mail, []))[1].extend(names)
        for mail, names in found.values():
            yield MailSample(macro, variant.locale, mail, tuple(items), tuple(names))
