"""The steps that the demo shows, in the order in which a shop owner would take them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from shutil import copytree
from typing import Any

from zendesk_bridge.app import planning, setup
from zendesk_bridge.app.start import shifted
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.cli import tickets
from zendesk_bridge.cli.common import emit
from zendesk_bridge.cli.demo.browser import MACRO
from zendesk_bridge.cli.demo.files import config_for, quoted
from zendesk_bridge.cli.demo.outreach import LastAct
from zendesk_bridge.cli.demo.stage import Stage
from zendesk_bridge.cli.stock import WRITTEN_ON, ready_made
from zendesk_bridge.core import report
from zendesk_bridge.core.macros import window
from zendesk_bridge.core.model import View
from zendesk_bridge.core.ports import Memory

LATE = "WID-12"
TAG = "backorder_wid_12"


class Show(Stage):
    """The steps, in the order in which a shop owner would take them."""

    def run(self) -> None:
        """Tell the whole story. Raises what a step raises."""
        self._files()
        self._fields()
        self._macros()
        self._tickets()
        ticket = self._reply()
        self._move(ticket)
        self._again()
        LastAct(self).run()
        self.browser.close()

    def _files(self) -> None:
        self.head("One file says what is late and when it ships")
        copytree(ready_made() / "macros", self.folder / "macros")
        (self.folder / "config.yaml").write_text(config_for(self.box), encoding="utf-8")
        today = datetime.now(UTC).date()
        self._edit(lambda text: shifted(text, today - WRITTEN_ON))
        with self.bridge() as opened:
            for item in opened.read_facts(RunOptions()).late.values():
                words = window.words(item.ship_window, "en_US", today)
                emit(f"   {item.sku:10} {item.name:24} {words}")

    def _fields(self) -> None:
        self.head("Tickets get fields: Zendesk's replies read the facts, Freshdesk's a whole text each")
        titles: dict[str, set[str]] = {}
        with self.bridge() as opened, opened.lease() as lease:
            for done in setup.carry_out(opened, lease):
                name = done.planned.helpdesk
                titles[name] = {field.title for field in done.fields.values()}
                names = ", ".join(field.title.removeprefix("Backorder ") for field in done.fields.values())
                emit(textwrap.fill(names, 80, initial_indent=f"   {name:8} ", subsequent_indent=" " * 12))
        zendesk = {item["title"] for item in self.browser.get("zendesk", "/api/v2/ticket_fields.json")["ticket_fields"]}
        freshdesk = {item["label"] for item in self.browser.get("freshdesk", "/api/v2/ticket_fields")}
        self.browser.verify("the ticket fields are in Zendesk", holds=titles["shop"] <= zendesk)
        self.browser.verify("the ticket fields are in Freshdesk", holds=titles["shop-eu"] <= freshdesk)

    def _macros(self) -> None:
        self.head("The plan: nothing is written before it is read")
        with self.bridge() as opened, opened.lease() as lease:
            before = self.browser.writes
            planned = planning.plan(opened, RunOptions())
            self.browser.verify("planning wrote nothing", holds=self.browser.writes == before)
            for part in planned.plan.helpdesks:
                emit(f"   {part.helpdesk:8} {report.tally(report.counts(part.changes))}")
            shop, shop_eu = planned.plan.helpdesks
            shown = [change for change in shop.writes if not {"/", "."} & set(change.key)]
            for change in shown:
                emit(f"     + {report.title(change)}")
            emit(f"     ... and {len(shop.writes) - len(shown)} more, for each late item; each speaks all languages")
            planning.apply(opened, planned, RunOptions(), lease)
        emit(f"   Applied plan {planned.plan.digest}.")
        wanted = {report.title(change) for change in shop.writes}
        self.browser.verify("every macro is in Zendesk", holds=wanted <= self.browser.macros().keys())
        wanted = {report.title(change) for change in shop_eu.writes}
        self.browser.verify("every canned response is in Freshdesk", holds=wanted <= self.browser.canned().keys())

    def _tickets(self) -> None:
        self.head("Tickets that mention a late item are marked; the others are left alone")
        ended = self.sync()
        for done in ended.done:
            emit(f"   {tickets.triaged_text(done, 'marked')}")
        marked = {patch.ticket_id for patch in ended.done[0].written}
        self.browser.verify("tickets were marked", holds=bool(marked))
        for ticket in self.browser.get("zendesk", "/api/v2/tickets.json?page[size]=100")["tickets"]:
            tagged = any(tag.startswith("backorder") for tag in ticket["tags"])
            self.browser.verify(
                f"ticket {ticket['id']} is marked if and only if it should be", holds=tagged == (ticket["id"] in marked)
            )

    def _reply(self) -> int:
        self.head("What an agent gets: one answer, in both helpdesks")
        page = self.browser.get("zendesk", "/api/v2/tickets.json?page[size]=100")["tickets"]
        ticket = next(item for item in page if TAG in item["tags"])
        emit(f"   Ticket #{ticket['id']}: {ticket['subject']}")
        emit(quoted(ticket["description"]))
        replies = self.browser.replies(ticket["id"])
        emit(f"   The agent picks the macro '{MACRO}'. The composer says, in Zendesk:")
        emit(quoted(replies["Zendesk"]))
        zendesk, freshdesk = (replies[name].strip().partition("\n")[2].split() for name in ("Zendesk", "Freshdesk"))
        same = zendesk == freshdesk
        said = "the same, word for word, after a greeting with the full name." if same else "something else!"
        emit(f"   and in Freshdesk {said}")
        self.browser.verify("both helpdesks give the same answer", holds=same)
        self.browser.verify("no placeholder is left in the reply", holds="{" not in replies["Zendesk"])
        self._elsewhere(page)
        return int(ticket["id"])

    def _elsewhere(self, page: list[dict[str, Any]]) -> None:
        """Show the same macro on a customer's ticket in another language, and on one that nobody marked."""
        with self.bridge() as opened:
            known = {helpdesk.name: _marked(opened.memory(helpdesk)) for helpdesk in opened.helpdesks}
        german = next(number for number, view in known["shop"].items() if view.locale == "de")
        replies = self.browser.replies(german)
        emit(f"   The same macro on ticket #{german}, whose customer writes German:")
        emit(quoted(replies["Zendesk"]))
        for name, reply in replies.items():
            self.browser.verify(f"the reply in {name} is German", holds="Versand" in reply and "ship" not in reply)
        unmarked = next(row["id"] for row in page if row["id"] not in known["shop"] | known["shop-eu"])
        for name, reply in self.browser.replies(unmarked).items():
            emit(f"   On a ticket that is not marked, in {name}:")
            emit(quoted(reply))
            self.browser.verify(
                f"an unmarked ticket is told nothing false in {name}", holds="Shipping from" not in reply
            )

    def _move(self, ticket: int) -> None:
        self.head(f"The supplier is late again: {LATE} moves by a week, in one line of YAML")
        before = self.browser.replies(ticket)["Zendesk"]
        old, new = self._moved()
        ended = self.sync()
        for part in ended.planned.plan.helpdesks:
            emit(f"   {part.helpdesk:8} macros: {report.tally(report.counts(part.changes), done=True)}")
        for done in ended.done:
            emit(f"   {tickets.triaged_text(done, 'refreshed')}")
        after = self.browser.replies(ticket)
        emit(f"   {old}  ->  {new}, in the macros and in every open ticket that carried it.")
        self.browser.verify("the reply told the old window before", holds=old in before)
        for name, reply in after.items():
            self.browser.verify(f"the reply in {name} tells the new window", holds=new in reply)
            self.browser.verify(f"the reply in {name} no longer tells the old one", holds=old not in reply)
        tags = self.browser.get("zendesk", f"/api/v2/tickets/{ticket}.json")["ticket"]["tags"]
        said = "no tag says that it moved, for no customer was told the old window yet"
        self.browser.verify(said, holds="backorder_window_moved" not in tags)

    def _again(self) -> None:
        self.head("The same job again, as every five minutes: nothing to do")
        before = self.browser.writes
        ended = self.sync()
        written = self.browser.writes - before
        changed = sum(len(done.written) for done in ended.done)
        emit(f"   {report.number(ended.planned.plan.writes, 'macro')} and {report.number(changed, 'ticket')} written.")
        self.browser.verify("the last sync wrote nothing", holds=written == 0)

    # --- editing the files as an admin would

    def _edit(self, change: Callable[[str], str]) -> None:
        file = self.folder / "macros" / "backorders.yaml"
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    def _moved(self) -> tuple[str, str]:
        """Move one item's window by a week, and return it in words, before and after."""
        words = []
        for edit in (None, lambda text: _item_shifted(text, LATE, timedelta(days=7))):
            if edit:
                self._edit(edit)
            with self.bridge() as opened:
                item = opened.read_facts(RunOptions()).late[LATE]
                words.append(window.words(item.ship_window, "en_US", opened.today))
        return words[0], words[1]


def _marked(memory: Memory) -> dict[int, View]:
    """Return the tickets that carry marks."""
    ids = {ticket_id for standing in memory.standings() for ticket_id in memory.standing(standing)}
    return dict(memory.views(ids))


def _item_shifted(text: str, sku: str, by: timedelta) -> str:
    """Return backorders.yaml with one item's ship window moved."""
    line = re.compile(rf"(sku: {re.escape(sku)}\n.*?)(ship_window:[^\n]*)", re.DOTALL)
    return line.sub(lambda found: found[1] + shifted(found[2], by), text, count=1)
