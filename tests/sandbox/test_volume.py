import tracemalloc
from pathlib import Path

import pytest

from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.sandbox import Filling, Sandbox, volume
from zendesk_bridge.sandbox.records import TicketQuery

NOW = 1_795_000_000


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make blocks of 500: what holds from block to block holds whatever their size."""
    monkeypatch.setattr(volume, "BLOCK", 500)


def test_the_same_seed_makes_the_same_tickets() -> None:
    """Another seed makes others; fewer tickets say what the first of more say."""
    some, more = list(volume.rows(60, 7, NOW)), list(volume.rows(90, 7, NOW))
    assert some == list(volume.rows(60, 7, NOW))
    assert [row.subject for row in some] != [row.subject for row in volume.rows(60, 8, NOW)]
    assert [row.person for row in some] == [row.person for row in more[:60]]


@pytest.mark.usefixtures("small_blocks")
def test_a_run_goes_on_at_a_block() -> None:
    """The second block alone is the same as the second block of all."""
    whole = list(volume.rows(volume.BLOCK + 20, 3, NOW))
    assert whole[volume.BLOCK :] == list(volume.rows(volume.BLOCK + 20, 3, NOW, start=volume.BLOCK))


def test_generated_tickets_are_believable() -> None:
    """Several languages, every text filled in, conversations in order, the oldest first, most of them closed."""
    rows = list(volume.rows(50_000, 1, NOW))[:: volume.BLOCK // 50]
    assert {"de", "fr", "es", "en-US"} <= {row.person.locale for row in rows}
    assert not [row for row in rows if "{" in row.subject + row.first.text]
    assert [row.updated_at for row in rows] == sorted(row.updated_at for row in rows)
    for row in rows:
        times = [row.first.at, *(message.at for message in row.messages)]
        assert times == sorted(times)
        assert times[-1] == row.updated_at <= NOW
    assert sum(row.status == "closed" for row in rows) > len(rows) / 4


@pytest.mark.usefixtures("small_blocks")
def test_memory_stays_flat() -> None:
    """Ten blocks need no more than two do."""
    peaks = []
    for blocks in (2, 10):
        tracemalloc.start()
        assert sum(1 for _ in volume.rows(blocks * volume.BLOCK, 5, NOW)) == blocks * volume.BLOCK
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2


def test_a_sandbox_is_filled_once(tmp_path: Path) -> None:
    """The same command over the same file finds its tickets there, with comments, audits and people."""
    for turn in ("500 of 500 tickets generated", "500 tickets were generated here before; nothing to do."):
        filling = Filling(tickets=500, random_seed=4, say=(said := []).append)
        with Sandbox(data=tmp_path / "box.db", seed=None, faces=("zendesk",), filling=filling) as box:
            assert box.store.count_tickets(TicketQuery()) == 500
            ticket = box.store.tickets(TicketQuery(limit=1))[0]
            assert box.store.comments(ticket.id)[0].text == ticket.description_text
            assert box.store.last_audit(ticket.id).ticket_id == ticket.id
        assert said == [turn]


@pytest.mark.usefixtures("small_blocks")
def test_a_run_that_was_cut_short_is_finished(tmp_path: Path) -> None:
    """What one transaction wrote stays, and the next start makes the rest: the same tickets as in one go."""

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    count, texts = volume.BLOCK + 10, []
    cut = Filling(tickets=count, say=stop)
    with pytest.raises(KeyboardInterrupt):
        Sandbox(data=tmp_path / "cut.db", seed=None, faces=("zendesk",), filling=cut).__enter__()
    for name in ("cut.db", "whole.db"):
        filling = Filling(tickets=count)
        with Sandbox(data=tmp_path / name, seed=None, faces=("zendesk",), filling=filling) as box:
            found = box.store.tickets(TicketQuery(limit=count + 1))
        assert [ticket.id for ticket in found] == list(range(1, count + 1))
        texts.append([(ticket.subject, ticket.description_text) for ticket in found])
    assert texts[0] == texts[1]


def test_more_than_a_million_is_refused() -> None:
    """The limit is told."""
    with pytest.raises(InvalidInput, match="at most 1,000,000"):
        Sandbox(seed=None, filling=Filling(tickets=1_000_001)).__enter__()
