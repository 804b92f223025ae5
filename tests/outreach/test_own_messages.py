"""What outreach sent comes back with the next run of the job, over HTTP, and is known as our own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import world as shop_world
from world import World

from zendesk_bridge.cli import run
from zendesk_bridge.core.hours import Hours
from zendesk_bridge.core.model import MarkState, Promise
from zendesk_bridge.core.policy import OutreachPolicy
from zendesk_bridge.helpdesks import freshdesk, zendesk
from zendesk_bridge.sandbox import Sandbox
from zendesk_bridge.sandbox.records import NewComment, NewTicket
from zendesk_bridge.settings import load_settings
from zendesk_bridge.wiring import read_folder

CONFIG = """
helpdesks:
  shop: {{type: {kind}, url: "{url}", auth: {auth}}}
backorders: [{{type: file, path: macros/backorders.yaml}}]
state: sqlite:///{folder}/state.db
timezone: UTC
"""
BACKORDERS = """
backorders:
  - {{sku: WID-12, name: Blue Widget, ship_window: {{from: {first}, to: {last}}}, reason: the supplier is late,
     options: [wait, cancel], next_update: {again}}}
"""
KINDS = {"zendesk": zendesk, "freshdesk": freshdesk}


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    """Return a sandbox that the tests here share."""
    with Sandbox(seed=None) as found:
        yield found


def promises(world: World) -> list[Promise]:
    """Return every promise that is remembered, in a fixed order."""
    memory = world.state.memory(world.state.accounts()[0].row)
    tickets = [one.ticket_id for one in world.state.waves().messages("w1")]
    return sorted(
        (it for some in memory.promises(tickets).values() for it in some), key=lambda it: (it.ticket_id, it.sku)
    )


@pytest.fixture(params=KINDS)
def world(request: pytest.FixtureRequest, box: Sandbox, tmp_path: Path) -> Iterator[World]:
    """Return an installation on a real helpdesk of each kind, set up, with one late item and a mail."""
    kind = request.param
    today = datetime.now(UTC).date()
    window = shop_world.ShipWindow(today + timedelta(4), today + timedelta(8))
    late = {"WID-12": shop_world.replace(shop_world.ITEM, ship_window=window, next_update=today + timedelta(6))}
    policy = OutreachPolicy(send=True, drafts=False, hours=Hours(0, 24 * 60))
    desk = KINDS[kind].build("shop", getattr(box, f"{kind}_url"), box.credentials.by_type[kind], max_share_of_limit=1.0)
    desks: Any = (desk,)
    made = World(tmp_path, desks=desks, late=late, policy=policy, now=datetime.now(UTC))
    auth = "{" + ", ".join(f"{key}: {value}" for key, value in box.credentials.by_type[kind].items()) + "}"
    text = CONFIG.format(kind=kind, url=getattr(box, f"{kind}_url"), auth=auth, folder=tmp_path)
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    facts = BACKORDERS.format(first=window.first, last=window.last, again=today + timedelta(6))
    (tmp_path / "macros" / "backorders.yaml").write_text(facts, encoding="utf-8")
    mail = f"{shop_world.MAIL}\n  If you wait no more, reply: Please cancel it.\n"
    (tmp_path / "macros" / "order-first.yaml").write_text(mail, encoding="utf-8")
    made.settings = load_settings(tmp_path / "config.yaml", {})
    made.mails = read_folder(made.settings).mails
    try:
        assert job(made, "setup", "--yes") == 0
        assert job(made, "sync") == 0
        yield made
    finally:
        made.close()
        desk.close()


def job(world: World, command: str, *more: str) -> int:
    """Run a command as the admin's job does."""
    return run([command, "--config", str(world.folder / "config.yaml"), *more])


def test_the_next_run_knows_it(world: World, box: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    """It promises nothing anew, takes no word of it for a customer's, and no tag of it for an agent's."""
    email = f"own.{world.settings.helpdesks['shop'].kind.title}@example.com"
    person = box.store.add_user("Ann Ode", email)
    asked = box.store.add_ticket(NewTicket("Where?", person.id, text="Where is my WID-12?", status="open")).id
    assert job(world, "sync") == 0
    orders = [world.order(1, email=email), world.order(2, email=f"new.{email}")]
    world.begin(*orders)
    (sent,) = world.run()
    assert (sent.told, sent.left, sent.broken) == (2, 0, ())
    told = promises(world)
    on_ticket, of_its_own = sorted(world.state.waves().messages("w1"), key=lambda one: one.ticket_id)
    assert on_ticket.ticket_id == asked
    assert [it.ticket_id for it in told] == [asked, of_its_own.ticket_id]
    for _ in range(2):
        assert job(world, "sync") == 0, capsys.readouterr()
    assert promises(world) == told
    memory = world.state.memory(world.state.accounts()[0].row)
    views = memory.views([asked, of_its_own.ticket_id])
    assert {mark.state for view in views.values() for mark in view.items} <= {MarkState.PENDING, MarkState.TOLD}
    assert len(views) == 2
    assert not list(memory.unread_answers())
    assert not list(memory.asked_choices())
    box.store.add_comment(of_its_own.ticket_id, NewComment(text="Please cancel it", public=True), reader(box, email))
    assert job(world, "sync") == 0
    assert [choice.kind for choice in memory.asked_choices()] == ["cancel"]


def reader(box: Sandbox, email: str) -> int:
    """Return who got the mail of a ticket of its own."""
    found = box.store.user_by_email(f"new.{email}")
    assert found is not None
    return found.id
