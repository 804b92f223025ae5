"""What one request read stands for another reading as long as nothing was sent since."""

from zendesk_bridge.transport.just_read import SECONDS, JustRead


def test_what_was_just_read_is_known() -> None:
    """What the last request brought is known, what it did not is not, and a new reading replaces it."""
    calls, read = [1], JustRead[str](lambda: calls[0], lambda: 0.0)
    assert read.among({7}) == {}
    read.keep({7: "a", 8: "b"})
    assert read.among({7, 9}) == {7: "a"}
    read.keep({9: "c"})
    assert read.among({7, 9}) == {9: "c"}


def test_anything_sent_makes_it_old() -> None:
    """Another request may have changed the ticket, so nothing that was read before it is known any more."""
    calls, read = [1], JustRead[str](lambda: calls[0], lambda: 0.0)
    read.keep({7: "a"})
    calls[0] = 2
    assert read.among({7}) == {}


def test_time_makes_it_old() -> None:
    """A person who was asked in between took their time: the ticket may be another one by now."""
    now = [0.0]
    read = JustRead[str](lambda: 1, lambda: now[0])
    read.keep({7: "a"})
    now[0] = SECONDS
    assert read.among({7}) == {7: "a"}
    now[0] += 0.1
    assert read.among({7}) == {}
