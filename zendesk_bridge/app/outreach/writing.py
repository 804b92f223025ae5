"""What a message says: its mail for one order, with the link to the page on which the customer can choose."""

from __future__ import annotations

from dataclasses import dataclass, field

from zendesk_bridge.app import facts
from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach.placing import bound_to, manner_of
from zendesk_bridge.app.outreach.sent import AwareClock, OwedNow
from zendesk_bridge.core import links
from zendesk_bridge.core.errors import Incomplete
from zendesk_bridge.core.macros.mails import OrderFacts, render_mail
from zendesk_bridge.core.model import Macro, Mail, Message, Order, plain_sku


@dataclass(slots=True)
class MailWriter:
    """Writes the mails that go through one helpdesk. ``key`` is what signs links."""

    bridge: Bridge
    known: facts.Facts
    helpdesk: str
    clock: AwareClock
    key: bytes = field(repr=False)
    _wordings: dict[str, str] = field(default_factory=dict)

    def mail(self, message: Message, order: Order, owed: OwedNow) -> Mail:
        """Return what a customer reads.

        Raises Incomplete where there is no such mail any more, InvalidInput where it says nothing for this order.
        """
        macro = self._macro(message.template)
        late = {plain_sku(sku): item for sku, item in self.known.late.items()}
        skus = list(dict.fromkeys(plain_sku(line.sku) for line in owed.lines))
        told = OrderFacts(
            order,
            tuple(late[sku] for sku in skus if sku in late),
            tuple(line.sku for line in owed.lines if not line.version),
            owed.heard,
            self.link(message),
            late,
        )
        today = self.clock().astimezone(self.bridge.policy.timezone).date()
        return render_mail(macro, told, manner_of(self.bridge, self.helpdesk), message.locale, today)

    def wording(self, template: str) -> str:
        """Return what a mail is bound to besides the facts. Raises Incomplete where there is no such mail."""
        if template not in self._wordings:
            self._wordings[template] = bound_to(self.bridge, self._macro(template), self.helpdesk)
        return self._wordings[template]

    def link(self, message: Message) -> str:
        """Return where this customer can choose, "" where there is no choice page."""
        policy = self.bridge.policy.outreach
        if not policy.link:
            return ""
        link = links.SignedLink(message.id, self.clock() + policy.link_life)
        return links.address(policy.link, links.sign(self.key, link))

    def _macro(self, template: str) -> Macro:
        macro = next((mail for mail in self.bridge.mails if mail.key == template), None)
        if macro is None:
            what = f"no mail is called '{template}' any more"
            raise Incomplete(
                what,
                fix="Put its file right (zendesk-bridge check), or stop the wave: zendesk-bridge outreach stop",
            )
        return macro
