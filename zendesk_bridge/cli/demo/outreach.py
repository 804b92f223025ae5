"""The demo's last act: the affected orders found, grouped, told once before anybody asks, and asked what they want."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach import planning
from zendesk_bridge.app.outreach.answering import Answering
from zendesk_bridge.app.outreach.approving import Approved, Approver
from zendesk_bridge.app.outreach.placing import OutreachSite
from zendesk_bridge.app.reports.chosen import ChoiceBook, ChoicesAsked
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli.common import emit
from zendesk_bridge.cli.demo.files import quoted
from zendesk_bridge.cli.demo.stage import Stage
from zendesk_bridge.cli.promises.work import opened_book
from zendesk_bridge.core import links, report
from zendesk_bridge.core.audience import OutreachPlan, unwritten_words
from zendesk_bridge.core.mentions.text import html_to_text
from zendesk_bridge.core.model import Message, MessageState
from zendesk_bridge.serve.app import ChoiceSite
from zendesk_bridge.serve.server import ChoiceServer, listen
from zendesk_bridge.settings import load_settings
from zendesk_bridge.wiring import build_feeds, open_state, order_feeds, read_segments, web_page

SEGMENTS = """\
segments:
  - key: large-orders
    when: {value: {at_least: 500}}
    to: person
    why: who ordered for so much hears it from a person
  - key: can-swap
    when: {swap_in_stock: true}
    template: order-swap-first
  - key: everybody-else
    template: order-first
"""

CONFIG = """\
orders:
  - type: woocommerce
    name: our shop
    url: {url}
    auth: {{{auth}}}
    promised_by: Ships by
    helpdesk: shop
outreach: {{send: true, hours: 0:00-24:00, link: "{link}"}}
"""

AFFECTED, REACHED = 14, 11
"""Orders of the made-up shop that wait for a late item, and those of them that get a mail."""

_TOLD = (MessageState.TOLD, MessageState.DRAFTED)
_BUTTON = re.compile(r'<button name="choice" value="(\w+)"><bdi>(.*?)</bdi>', re.DOTALL)
_LINK = re.compile(rf'href="([^"]*{links.PATH}[^"]+)"')
_HIDDEN = re.compile(r'name="(item|seen)" value="([^"]*)"')


@dataclass(slots=True)
class LastAct:
    """Three steps after the story of macros and tickets, over the same shop."""

    show: Stage

    def run(self) -> None:
        """Tell them. Raises what a step raises."""
        with listen("127.0.0.1", 0) as listening:
            self._files(f"http://127.0.0.1:{listening.getsockname()[1]}")
            made = self._plan()
            told = self._wave(str(made.id))
            with self._pages() as site, ChoiceServer(site.app(), listening):
                self._choice(told)

    def _files(self, link: str) -> None:
        box, folder = self.show.box, self.show.folder
        login = ", ".join(f"{key}: {value}" for key, value in box.credentials.by_type["woocommerce"].items())
        (folder / "macros" / "segments.yaml").write_text(SEGMENTS, encoding="utf-8")
        with (folder / "config.yaml").open("a", encoding="utf-8") as config:
            config.write(CONFIG.format(url=box.urls["woocommerce"], auth=login, link=link))

    @contextmanager
    def _opened(self) -> Iterator[tuple[Bridge, OutreachSite]]:
        settings = load_settings(self.show.folder / "config.yaml", {})
        site = OutreachSite(order_feeds(settings), read_segments(settings.macros).segments)
        with self.show.bridge() as opened:
            yield opened, site

    @contextmanager
    def _pages(self) -> Iterator[ChoiceSite]:
        settings = load_settings(self.show.folder / "config.yaml", {})
        state = open_state(settings, writes=True)
        try:
            feeds = [(feed.name, trust) for feed, trust in build_feeds(settings)]
            answering = Answering(state, feeds, settings.timezone, settings.locale, is_real=False)
            yield ChoiceSite(lambda: answering, lambda: datetime.now(UTC), lambda _: None)
        finally:
            state.close()

    # --- who waits

    def _plan(self) -> OutreachPlan:
        self.show.head("Who else waits for a late item? The shop's orders tell, before anybody asks")
        browser, before = self.show.browser, self.show.browser.writes
        with self._opened() as (opened, site):
            made = planning.plan(opened, site, RunOptions())
        for part in made.segments:
            what = f"mail {part.template}" if part.template else "a person writes"
            emit(f"   {part.key:15} {report.number(part.orders, 'order'):10} {what}")
        for left in made.unwritten:
            emit(f"   {'nobody':15} {report.number(left.orders, 'order'):10} {unwritten_words(left.why)}")
        emit(
            f"   {report.number(made.affected, 'order')} in all. Others with these items have shipped, were cancelled,"
        )
        emit("   refunded or exchanged, or were never paid for: their customers hear nothing.")
        browser.verify("planning outreach wrote nothing", holds=browser.writes == before)
        browser.verify("every affected order is found", holds=made.affected == AFFECTED)
        placed = sum(part.orders for part in made.segments) + sum(part.orders for part in made.unwritten)
        browser.verify("each order lands in exactly one place", holds=placed == AFFECTED)
        return made

    # --- one wave

    def _wave(self, plan_id: str) -> list[Message]:
        self.show.head("One wave through the helpdesk: each customer is told once, in their language")
        browser = self.show.browser
        self._send(plan_id)
        with self._opened() as (opened, _):
            told = list(opened.state.waves().messages(plan_id, list(_TOLD)))
        sent = [one for one in told if one.state is MessageState.TOLD]
        for message in sent:
            subject = self._ticket(message)["subject"]
            emit(f"   ticket #{message.ticket_id}  {message.locale:5} {subject}")
        drafts = report.number(len(told) - len(sent), "more message")
        emit(f"   {drafts} wait as drafts on tickets that these customers have open.")
        browser.verify("the whole plan was carried out", holds=len(told) == REACHED)
        for message in told:
            self._look(message)
        self._quote(_example(sent))
        before = browser.writes
        self._send(plan_id)
        emit("   The same plan sent again: nothing is left to send.")
        browser.verify("a wave that is sent again writes nothing", holds=browser.writes == before)
        return sent

    def _send(self, plan_id: str) -> Approved:
        with self._opened() as (opened, site):
            return Approver(opened, site, RunOptions(), lambda: datetime.now(UTC)).send(plan_id, "demo")

    def _look(self, message: Message) -> None:
        """Check in the helpdesk that one message is there once, for whoever bought."""
        browser = self.show.browser
        order = browser.get("woocommerce", f"/wp-json/wc/v3/orders/{message.order[1]}")
        ticket = self._ticket(message)
        person = browser.get("zendesk", f"/api/v2/users/{ticket['requester_id']}.json")["user"]
        ours = [each for each in self._comments(message) if each["author_id"] != person["id"]]
        comments = [each for each in ours if message.number in each["plain_body"]]
        public = message.state is MessageState.TOLD
        browser.verify(
            f"the buyer of order {message.number} is told of it on ticket {message.ticket_id}, once",
            holds=person["email"] == order["billing"]["email"] and [it["public"] for it in comments] == [public],
        )

    def _ticket(self, message: Message) -> dict[str, Any]:
        found: dict[str, Any] = self.show.browser.get("zendesk", f"/api/v2/tickets/{message.ticket_id}.json")["ticket"]
        return found

    def _comments(self, message: Message) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.show.browser.get(
            "zendesk", f"/api/v2/tickets/{message.ticket_id}/comments.json"
        )["comments"]
        return found

    def _quote(self, message: Message) -> None:
        comment = self._comments(message)[0]
        emit(f"   Ticket #{message.ticket_id} says to the buyer of order {message.number}:")
        emit(quoted(html_to_text(comment["html_body"])))

    # --- one customer chooses

    def _pending(self) -> list[int]:
        """Return the tickets whose customers chose what somebody has to carry out."""
        with opened_book(load_settings(self.show.folder / "config.yaml", {})) as (book, state):
            answers = ChoiceBook(book.memories, book.link, state.waves())
            return [on.answer.ticket_id for on in answers.pending(ChoicesAsked())]

    def _choice(self, sent: list[Message]) -> None:
        self.show.head("The customer opens the link in that mail, and chooses")
        message, browser = _example(sent), self.show.browser
        (comment,) = self._comments(message)
        found = _LINK.search(comment["html_body"])
        link = unescape(found[1]) if found else ""
        browser.verify("the mail holds a link to the choice page", holds=bool(found))
        page = web_page(link)
        offered = {kind: unescape(label) for kind, label in _BUTTON.findall(page)}
        emit("   The page offers: " + ", ".join(offered.values()) + ", or to cancel in two steps.")
        fields = dict(_HIDDEN.findall(page))
        after = web_page(link, {**fields, "choice": "swap"})
        emit(f"   The customer takes: {offered['swap']}.")
        browser.verify("the choice can be kept", holds=offered["swap"] in unescape(after))
        self.show.sync()
        ticket = self._ticket(message)
        chosen = [tag for tag in ticket["tags"] if tag.startswith("backorder_chose")]
        notes = [each for each in self._comments(message) if not each["public"]]
        emit(f"   The next sync puts it on ticket #{message.ticket_id}: tag {', '.join(chosen)}, and a private note:")
        for note in notes:
            emit(quoted(note["plain_body"]))
        pending = self._pending()
        emit(f"   `choices --pending` lists it for whoever carries it out: {report.number(len(pending), 'choice')}.")
        browser.verify("the swap is listed for whoever carries it out", holds=message.ticket_id in pending)
        browser.verify("the ticket says what was chosen", holds=chosen == ["backorder_chose_swap"] and len(notes) == 1)


def _example(sent: list[Message]) -> Message:
    """Return the message that is shown: an English one that offers a swap."""
    return next(one for one in sent if one.template == "order-swap-first" and one.locale.startswith("en"))
