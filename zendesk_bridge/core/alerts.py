"""What people are told without asking, and when: by pings to a monitor, and by messages into chat rooms.

Ids, counts and names of the admin's choice are told, and never a customer's word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from itertools import groupby, takewhile
from typing import Any

from zendesk_bridge.core.followups import ItemFollowUps, total
from zendesk_bridge.core.model import Run, RunEnd, WaitKind, Waits, digest
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report import run_line
from zendesk_bridge.core.safe import uncalled
from zendesk_bridge.core.spans import in_words

AGAIN = timedelta(days=1)
"""After so long the same thing is told again, as long as it is so."""

TWICE = 2
"""Runs that failed in a row before anybody is told: one that fails alone is put right by the next."""

NAMED = 5
"""Things that are named in a message; the others are counted."""

FAILING = "failing"
"""The key under which it is remembered that people know of the job, or of a helpdesk, that fails."""

FOLLOWUPS = "followups"
"""The key under which it is remembered when people were last told, or could have been, whom they must write to."""

MORNING = time(8)
"""From when on in the shop's day people are told whom they must write to: at midnight nobody reads it."""

_DAY = timedelta(days=1)

DOWN = "down"
"""What is counted of a helpdesk that could not be reached, or broke off: ``down:shop``."""

_NEWS = frozenset(RunEnd) - {RunEnd.STOPPED}


@dataclass(frozen=True, slots=True)
class Alert:
    """One message: what it is about in a line, and the rest line by line. Plain text, to be shaped."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """The customers who wait for the next word, by item, in the shop's ``zone``."""

    items: Sequence[ItemFollowUps]
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when it is decided what to tell.

    ``runs`` are the last runs, newest first; ``waits`` what waits for a person, None where the last run came to no end
    of its own; ``said`` when people were told what, by key. ``forgetful`` says that the database is away: then nobody
    knows how often a run failed before, nor what was said. ``followed`` is None where ``waits`` is.
    """

    runs: Sequence[Run]
    now: datetime
    waits: Sequence[Waits] | None = None
    said: Mapping[str, datetime] = field(default_factory=dict)
    forgetful: bool = False
    followed: Followed | None = None


def decide(known: Known) -> tuple[tuple[Alert, ...], Mapping[str, datetime]]:
    """Return what people are to be told now, and what they were told then, by key."""
    said = dict(known.said)
    news = [run for run in known.runs if not run.busy and run.end in _NEWS]
    alerts = [*_job(known, news, said), *_helpdesks(known, news, said)]
    if not known.forgetful:
        alerts += [*_waiting(known, said), *_followups(known, said)]
    kept = {key: at for key, at in said.items() if key.startswith((FAILING, FOLLOWUPS)) or _recent(at, known.now)}
    return tuple(alerts), kept


def failed(run: Run) -> bool:
    """Tell whether a run came to no end of its own: one that the gate held in part is told by what waits."""
    return not (run.end.good or run.counted("waiting"))


def _job(known: Known, news: Sequence[Run], said: dict[str, datetime]) -> Iterator[Alert]:
    streak = list(takewhile(failed, news))
    if news and not streak and FAILING in said:
        del said[FAILING]
        yield Alert("the job works again", (f"The last run: {run_line(news[0])}.",))
    if len(streak) < (1 if known.forgetful else TWICE) or not _news(FAILING, said, known.now):
        return
    said[FAILING] = known.now
    since = in_words(known.now - streak[-1].started)
    times = "the last run failed" if len(streak) == 1 else f"the last {len(streak)} runs failed, for {since} now"
    yield Alert(times, (f"The last run: {run_line(streak[0])}.", _ADVICE))


_ADVICE = "Its log says why, and `zendesk-bridge doctor` looks at everything that a run needs."


def _helpdesks(known: Known, news: Sequence[Run], said: dict[str, datetime]) -> Iterator[Alert]:
    """Yield which helpdesks could not be reached twice in a row, while others could, and which work again."""
    ended = [run for run in news if not failed(run)]
    if not ended or failed(news[0]):
        return
    down = [frozenset(run.counted(DOWN)) for run in ended]
    for key in sorted(said):
        name = key.removeprefix(f"{FAILING}:")
        if name != key and name not in down[0]:
            del said[key]
            if name in ended[0].counted("calls"):  # it is in the config still
                yield Alert(f"{name} can be reached again")
    for name in sorted(frozenset.intersection(*down[:TWICE])) if len(down) >= TWICE else ():
        if _news(key := f"{FAILING}:{name}", said, known.now):
            said[key] = known.now
            yield Alert(f"{name} could not be reached in the last two runs", ("The rest was done.", _ADVICE))


def _waiting(known: Known, said: dict[str, datetime]) -> list[Alert]:
    """Return what waits for a person and was not told within the last day, but for what is told in the morning."""
    new = []
    for one in known.waits or ():
        # A helpdesk's count of tickets that failed before has no name: each was told when it failed.
        if (one.kind is WaitKind.FAILED and not one.what) or one.kind in _IN_THE_MORNING:
            continue
        if _news(key := _key(one), said, known.now):
            said[key] = known.now
            new.append(one)
    if not new:
        return []
    verb = "waits" if len(new) == 1 else "wait"
    return [Alert(f"{number(len(new), 'thing')} {verb} for a person", tuple(_lines(new)))]


def _lines(new: Sequence[Waits]) -> Iterator[str]:
    def alike(one: Waits) -> tuple[WaitKind, str]:
        return one.kind, one.helpdesk

    for (kind, helpdesk), found in groupby(sorted(new), alike):
        names = [one.what for one in found]
        named = ", ".join(filter(None, names[:NAMED])) + (f" and {len(names) - NAMED} more" * (len(names) > NAMED))
        yield f"{helpdesk}: " * bool(helpdesk) + _SAYS[kind].format(named=named)


_SAYS = {
    WaitKind.HELD: "held back until somebody decides: {named}. See `zendesk-bridge plan`.",
    WaitKind.REFUSED: "the safety gate holds a part: {named}. See `zendesk-bridge sync --dry-run`.",
    WaitKind.OVER: "the ship window is over: {named}. Write the new one.",
    WaitKind.FAILED: "not taken by the helpdesk: {named}. The log says why; it is tried again.",
    WaitKind.ACCOUNT: "another account, or the credentials are refused. See `zendesk-bridge doctor`.",
    WaitKind.SOURCE: "wrong, or not believed: {named}. See `zendesk-bridge check`.",
    WaitKind.SETUP: "ticket fields are missing. See `zendesk-bridge setup`.",
}
"""By kind, what is said of what waits, and where to look."""


_IN_THE_MORNING = frozenset({WaitKind.DUE, WaitKind.FOLLOWUP})
"""What is told once a day, all in one."""


def _followups(known: Known, said: dict[str, datetime]) -> Iterator[Alert]:
    """Yield whom people must write to today: in the first run of the shop's morning, where anybody waits.

    A database that knows nothing of before this morning is new: somebody has just begun, or begins again and may have
    been told today.
    """
    if known.followed is None or not _is_morning(known.followed.zone, known.now, said.get(FOLLOWUPS)):
        return
    morning = known.now.astimezone(known.followed.zone).replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    new = FOLLOWUPS not in said and all(run.started >= morning for run in known.runs)
    said[FOLLOWUPS] = known.now
    counts = total(known.followed.items)
    no_day = [one.what for one in known.waits or () if one.kind is WaitKind.DUE]
    if new or not (counts.waiting or no_day):
        return
    lines = [f"{item.sku}: {item.counts}" for item in known.followed.items if item.counts.waiting]
    more = [f"and {number(len(lines) - _SHOWN, 'item')} more"] * (len(lines) > _SHOWN)
    title = f"follow-ups: {counts}" if counts.waiting else "a promised update is due"
    yield Alert(title, (*lines[:_SHOWN], *more, *_no_day(no_day), *[_LISTED] * bool(counts.waiting)))


_SHOWN = 10  # items of the morning's message
_LISTED = "`zendesk-bridge followups` lists the tickets. No change yet is an update, too."


def _no_day(skus: Sequence[str]) -> Iterator[str]:
    if skus:
        named = ", ".join(skus[:_SHOWN]) + (f" and {len(skus) - _SHOWN} more" * (len(skus) > _SHOWN))
        yield (
            f"the promised day has come: {named}. Tell these customers what is known, and write the next date, or a "
            "rhythm such as every: 7d."
        )


def _is_morning(zone: tzinfo, now: datetime, told: datetime | None) -> bool:
    """Tell whether this is a morning on which nobody was told yet.

    Of a day that is told and still to come, a clock was set back over midnight; of any later one it was wrong before.
    """
    here = now.astimezone(zone)
    if here.time() < MORNING or told is None:
        return here.time() >= MORNING
    ahead = told.astimezone(zone).date() - here.date()
    return not timedelta() <= ahead <= _DAY


def _key(one: Waits) -> str:
    return digest([one.kind, one.helpdesk, one.what], 16)


def _news(key: str, said: Mapping[str, datetime], now: datetime) -> bool:
    return key not in said or not _recent(said[key], now)


def _recent(at: datetime, now: datetime) -> bool:
    """Tell whether this was within the last day; what was told in the future, before a clock was set back, is not."""
    return timedelta() <= now - at < AGAIN


# --- pings


def ping(run: Run) -> str | None:
    """Return what is added to the address of a check for a run that has ended; None where nothing is to be said.

    A run that found another at work did nothing, and one that was stopped is followed by the next: neither is a
    failure, and if no other comes, silence tells.
    """
    if run.busy or run.end is RunEnd.STOPPED:
        return None
    return "" if run.end.good else str(run.exit_code)


def below(url: str, added: str) -> str:
    """Return an address with something added to its path, before its query."""
    path, mark, query = url.partition("?")
    return f"{path.rstrip('/')}/{added}{mark}{query}" if added else url


# --- shapes of messages


def slack(title: str, alerts: Sequence[Alert]) -> dict[str, Any]:
    """Return a message as Slack's incoming webhooks take it: mrkdwn, in which three characters are escaped.

    Other chats take it too, and would call people by what a supplier calls a product.
    """
    parts = []
    for alert in alerts:
        parts.append(f"*{_escaped(f'{title}: {alert.title}')}*")
        parts += [f"\N{BULLET} {_escaped(line)}" for line in alert.lines]
    return {"text": "\n".join(parts)}


def _escaped(text: str) -> str:
    return uncalled(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def teams(title: str, alerts: Sequence[Alert]) -> dict[str, Any]:
    """Return a message as a workflow of Teams takes it: an Adaptive Card, in which a run of text has no markup."""
    body: list[dict[str, Any]] = []
    for alert in alerts:
        body.append(_text(f"{title}: {alert.title}", weight="Bolder"))
        body += [_text(line) for line in alert.lines]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.2",
        "body": body,
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _text(text: str, **how: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **how}]}
