"""What must not be there twice is looked for before it is sent again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zendesk_bridge.core.errors import BridgeError, Incomplete, Rejected, Unavailable
from zendesk_bridge.transport import once, once_patiently

LOST, BUSY = Unavailable("lost"), Unavailable("busy", unprocessed=True)


def answers(*given: object) -> Callable[[], object]:
    """Return what gives these answers in turn, raising those that are errors."""
    left = list(given)

    def answer() -> object:
        found = left.pop(0)
        if isinstance(found, BridgeError):
            raise found
        return found

    return answer


@pytest.mark.parametrize("error", [LOST, Incomplete("no JSON")])
def test_what_is_there_is_not_made_again(error: BridgeError) -> None:
    """After a lost answer a look is enough, at once or after a pause."""
    slept: list[float] = []
    assert once(answers(error), answers("found")) == "found"
    assert once_patiently(answers(error), answers("found"), slept.append) == "found"
    assert slept == [2.0]


def test_what_is_not_there_is_tried_again() -> None:
    """Each further try has a pause and a look before it; the last error is told."""
    slept: list[float] = []
    assert once_patiently(answers(LOST, LOST, "made"), answers(None, None), slept.append) == "made"
    assert slept == [2.0, 10.0]
    with pytest.raises(Unavailable, match="lost"):
        once_patiently(answers(LOST, LOST, LOST), answers(None, None), slept.append)


def test_what_appears_late_is_found() -> None:
    """What was still at work at the first look is found by the second, and not made twice."""
    assert once_patiently(answers(LOST, LOST), answers(None, "found"), lambda _: None) == "found"


@pytest.mark.parametrize("error", [BUSY, Rejected("no")])
def test_what_surely_had_no_effect_is_told_at_once(error: BridgeError) -> None:
    """A limit that the transport has waited for already, or a refusal, needs no look and no pause."""
    for make in (once, lambda create, find: once_patiently(create, find, lambda _: pytest.fail("waited"))):
        with pytest.raises(type(error)):
            make(answers(error), answers())


def test_nobody_looks_where_nobody_can_tell() -> None:
    """A look that fails ends it: then nothing is sent again."""
    with pytest.raises(Unavailable, match="down"):
        once_patiently(answers(LOST), answers(Unavailable("down")), lambda _: None)
