"""What people are told without asking, and when."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from zendesk_bridge.core.alerts import Alert, Known, below, decide, failed, ping, slack, teams
from zendesk_bridge.core.model import Run, RunEnd, WaitKind, Waits

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
CODES = {"g": 0, "p": 3, "r": 5, "f": 1, "c": 2, "l": 75, "s": 130, "b": 75, "d": 3}


def history(letters: str, now: datetime = NOON) -> list[Run]:
    """Return runs, newest first, of which the last letter is the newest; five minutes lie between two.

    g good, p partly, r refused in part, R refused as a whole, f failed, c config wrong, l later, b busy, s stopped,
    d one helpdesk down.
    """
    found = []
    for age, letter in enumerate(reversed(letters)):
        code = CODES[letter.lower()]
        counts = {"busy": 1} if letter == "b" else {}
        if letter in "gprd":
            counts = {"waiting:held": 0, "calls:shop": 2, "calls:eu": 2} | ({"down:eu": 1} if letter == "d" else {})
        found.append(Run(now - timedelta(minutes=5 * age, seconds=3), 2.0, RunEnd.of(code), code, counts))
    return found


def told(letters: str, said: dict[str, datetime] | None = None, waits: Sequence[Waits] = ()) -> list[str]:
    """Return the titles of what is told after these runs."""
    return [alert.title for alert in decide(Known(history(letters), NOON, waits, said or {}))[0]]


@pytest.mark.parametrize(
    ("letters", "titles"),
    [
        ("g", []),
        ("f", []),  # one that fails alone is put right by the next
        ("gf", []),
        ("gff", ["the last 2 runs failed, for 5 minutes now"]),
        ("gfff", ["the last 3 runs failed, for 10 minutes now"]),
        ("gfl", ["the last 2 runs failed, for 5 minutes now"]),
        ("gRR", ["the last 2 runs failed, for 5 minutes now"]),
        ("grr", []),  # what the gate holds in part is told as what waits
        ("gpp", []),
        ("gfbf", ["the last 2 runs failed, for 10 minutes now"]),  # a guest of another run is no news
        ("gfsf", ["the last 2 runs failed, for 10 minutes now"]),  # nor is one that was stopped
        ("gfgf", []),
        ("bb", []),
        ("ss", []),
        ("", []),
        ("gd", []),
        ("gdd", ["eu could not be reached in the last two runs"]),
        ("gdfd", ["eu could not be reached in the last two runs"]),
        ("gddff", ["the last 2 runs failed, for 5 minutes now"]),
    ],
)
def test_a_failure_is_told_when_it_comes_twice(letters: str, titles: list[str]) -> None:
    """Two runs in a row that came to no end of their own, or did not reach a helpdesk."""
    assert told(letters) == titles


@pytest.mark.parametrize(
    ("letter", "line"),
    [
        ("f", "The last run: failed in 2.0 s, exit code 1."),
        ("c", "The last run: failed in 2.0 s, exit code 2 (config or files are wrong)."),
        ("l", "The last run: later in 2.0 s, exit code 75 (no helpdesk answered, or not the database)."),
        ("R", "The last run: refused in 2.0 s, exit code 5 (nothing was done until somebody looks)."),
    ],
)
def test_it_says_how_the_last_run_ended(letter: str, line: str) -> None:
    """By its exit code and what that means: why is in the log, which may name what no chat room should read."""
    (alert,), _ = decide(Known(history(letter * 2), NOON))
    assert alert.lines[0] == line


def test_a_failure_is_told_once_a_day() -> None:
    """Every five minutes would be noise, and never again would be forgotten."""
    runs = history("gffffff")
    first, said = decide(Known(runs, NOON))
    assert len(first) == 1
    for later, again in ((timedelta(minutes=5), 0), (timedelta(hours=23), 0), (timedelta(hours=24), 1)):
        assert len(decide(Known(runs, NOON + later, said=said))[0]) == again


def test_it_is_told_when_the_job_works_again() -> None:
    """Once, and only where it was told that it fails; what was told is forgotten then."""
    _, said = decide(Known(history("gff"), NOON))
    alerts, after = decide(Known(history("gffg"), NOON + timedelta(days=3), said=said))
    assert [alert.title for alert in alerts] == ["the job works again"]
    assert alerts[0].lines == ("The last run: good in 2.0 s, nothing to write, 4 API calls.",)
    assert after == {}
    assert told("gfg") == []
    assert told("gffg") == []  # nobody was told
    assert told("gffb", dict(said)) == []
    assert told("gffs", dict(said)) == []


def test_a_helpdesk_that_comes_back() -> None:
    """It is told once; one that is not in the config any more did not come back."""
    _, said = decide(Known(history("gdd"), NOON))
    assert told("gddg", dict(said)) == ["eu can be reached again"]
    assert told("gddg", {"failing:gone": NOON}) == []
    assert told("gddf", dict(said)) == []


WAITING = (
    Waits(WaitKind.HELD, "shop", "delay-update"),
    Waits(WaitKind.HELD, "shop", "item-update"),
    Waits(WaitKind.FAILED, "eu", "#4711"),
    Waits(WaitKind.FAILED, "eu", "", 7),
    Waits(WaitKind.DUE, "", "WID-12"),
)


def test_what_waits_is_told_when_it_is_new() -> None:
    """By kind and helpdesk, by ids; what failed before was told then."""
    (alert,), said = decide(Known(history("p"), NOON, WAITING))
    assert alert.title == "3 things wait for a person"
    assert alert.lines == (
        "eu: not taken by the helpdesk: #4711. The log says why; it is tried again.",
        "shop: held back until somebody decides: delay-update, item-update. See `zendesk-bridge plan`.",
    )
    assert len(said) == 3
    more = (*WAITING, Waits(WaitKind.HELD, "eu", "delay-update"))
    later = NOON + timedelta(minutes=5)
    (alert,), said = decide(Known(history("p"), later, more, said))
    assert alert == Alert(
        "1 thing waits for a person",
        ("eu: held back until somebody decides: delay-update. See `zendesk-bridge plan`.",),
    )
    assert decide(Known(history("p"), later + timedelta(hours=1), more, said)) == ((), said)
    (alert,), _ = decide(Known(history("p"), NOON + timedelta(days=1), more, said))
    assert alert.title == "3 things wait for a person"


def test_what_comes_and_goes_is_told_once_a_day() -> None:
    """A ticket that fails in every third run is the same ticket."""
    _, said = decide(Known(history("p"), NOON, WAITING[:1]))
    found, said = decide(Known(history("g"), NOON + timedelta(minutes=5), (), said))
    assert found == ()
    assert decide(Known(history("p"), NOON + timedelta(minutes=10), WAITING[:1], said))[0] == ()
    assert decide(Known(history("g"), NOON + timedelta(days=2), (), said)) == ((), {})


def test_of_many_some_are_named() -> None:
    """A message stays short, however much waits."""
    many = [Waits(WaitKind.FAILED, "shop", f"#{number}") for number in range(100, 400)]
    (alert,), said = decide(Known(history("p"), NOON, many))
    (line,) = alert.lines
    assert line.startswith("shop: not taken by the helpdesk: #100, #101, #102, #103, #104 and 295 more. The log")
    assert len(said) == 300


def test_every_kind_has_words() -> None:
    """Whatever waits is told with what to do."""
    told_at_once = set(WaitKind) - {WaitKind.DUE, WaitKind.FOLLOWUP}  # those are told in the morning
    (alert,), _ = decide(Known(history("p"), NOON, [Waits(kind, "shop", "x") for kind in WaitKind]))
    assert len(alert.lines) == len(told_at_once)


def test_a_clock_that_was_set_back_tells_it_once_more() -> None:
    """What was told in the future is told again, and once."""
    _, said = decide(Known(history("p"), NOON + timedelta(days=3), WAITING))
    (alert,), said = decide(Known(history("p"), NOON, WAITING, said))
    assert alert.title == "3 things wait for a person"
    assert decide(Known(history("p"), NOON + timedelta(minutes=5), WAITING, said))[0] == ()


def test_without_a_database_the_first_failure_is_told() -> None:
    """Nobody knows how often it failed before; and what waits is left, for nobody knows whether it was told."""
    found, said = decide(Known(history("f"), NOON, WAITING, forgetful=True))
    assert [alert.title for alert in found] == ["the last run failed"]
    assert decide(Known(history("ff"), NOON + timedelta(minutes=5), None, said, forgetful=True))[0] == ()


@pytest.mark.parametrize(
    ("letter", "added"),
    [("g", ""), ("p", ""), ("r", "5"), ("f", "1"), ("c", "2"), ("l", "75"), ("b", None), ("s", None)],
)
def test_what_a_ping_says(letter: str, added: str | None) -> None:
    """Success is the bare address, a failure its exit code; a guest and a run that was stopped say nothing."""
    assert ping(history(letter)[0]) == added


@pytest.mark.parametrize(
    ("url", "added", "expected"),
    [
        ("https://hc-ping.com/uuid", "start", "https://hc-ping.com/uuid/start"),
        ("https://hc-ping.com/uuid/", "5", "https://hc-ping.com/uuid/5"),
        ("https://hc-ping.com/key/slug?create=1", "start", "https://hc-ping.com/key/slug/start?create=1"),
        ("https://hc-ping.com/key/slug?create=1", "", "https://hc-ping.com/key/slug?create=1"),
        ("https://x.example?a=/b", "fail", "https://x.example/fail?a=/b"),
    ],
)
def test_what_is_added_stands_before_the_query(url: str, added: str, expected: str) -> None:
    """The path is the check's; the query is behind it, as the monitor wants it."""
    assert below(url, added) == expected


def test_slack() -> None:
    """Text in mrkdwn with the three characters escaped that mean something there."""
    message = slack("zendesk-bridge", [Alert("a <b> & c", ("x > y", "z")), Alert("d")])
    assert message == {
        "text": "*zendesk-bridge: a &lt;b&gt; &amp; c*\n\N{BULLET} x &gt; y\n\N{BULLET} z\n*zendesk-bridge: d*"
    }


def test_nobody_is_called_by_what_a_product_is_called() -> None:
    """Mattermost and Rocket.Chat take Slack's shape, and would ping a whole room; the words still read the same."""
    waits = [Waits(WaitKind.OVER, "", f"{name}") for name in ("@channel", "Lamp @all", "@here")]
    found, _ = decide(Known(history("p"), NOON, waits))
    text = slack("zendesk-bridge", [*found, Alert("@everyone fails")])["text"]
    assert not re.search(r"@\w", text)
    assert all(name in text.replace("\u2060", "") for name in ("@channel", "Lamp @all", "@here", "@everyone fails"))


def test_teams() -> None:
    """An Adaptive Card whose text runs hold no markup, so that nothing in a key is taken for one."""
    message = teams("zendesk-bridge eu", [Alert("a *b*", ("[x](y)",))])
    (attachment,) = message["attachments"]
    assert message["type"] == "message"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attachment["content"]["type"] == "AdaptiveCard"
    runs = [block["inlines"][0] for block in attachment["content"]["body"]]
    assert [run["text"] for run in runs] == ["zendesk-bridge eu: a *b*", "[x](y)"]
    assert {run["type"] for run in runs} == {"TextRun"}
    assert runs[0]["weight"] == "Bolder"


def test_messages_fit() -> None:
    """The largest message that there can be is far below the 28 kB that Teams takes."""
    many = [Waits(kind, f"helpdesk-{n}", "k" * 60 + f"{m}") for kind in WaitKind for n in range(4) for m in range(9)]
    found, _ = decide(Known(history("p"), NOON, many))
    assert len(json.dumps(teams("zendesk-bridge", found))) < 20_000


def test_a_run_that_was_refused_in_part_did_not_fail() -> None:
    """It came to its own end, and what it held is told apart."""
    assert [failed(run) for run in history("gprRfl")] == [True, True, True, False, False, False]
