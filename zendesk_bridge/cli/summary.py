"""The summary of a run of the scheduled job, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zendesk_bridge.app import running
from zendesk_bridge.app.cancelled import CountsAsCancelled
from zendesk_bridge.app.job import Ended
from zendesk_bridge.app.outreach.carrying import Carried
from zendesk_bridge.app.outreach.sent import WaveSent
from zendesk_bridge.cli import macros, tickets
from zendesk_bridge.cli.common import tell
from zendesk_bridge.cli.output import times_json
from zendesk_bridge.cli.outreach.telling import sent_json, sent_lines
from zendesk_bridge.core import report
from zendesk_bridge.core.errors import SafetyStop, TryLater
from zendesk_bridge.core.followups import ItemFollowUps, total
from zendesk_bridge.core.plan import HelpdeskPlan, Keep


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a run that has ended: it was ``begun`` at an aware time, and took so many ``seconds``."""

    ended: Ended
    begun: datetime
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """The exit code of the run."""
        if self.ended.refusals:
            return SafetyStop.exit_code
        if self.ended.down:
            return TryLater.exit_code
        ended = self.ended
        failed = (failure.helpdesk for failure in ended.failures)
        not_taken = (one.message for wave in ended.waves for one in wave.failed)
        undone = [*failed, *not_carried(ended.carried), *not_taken]
        held = [*macros.lapse_lines(ended.lapsed), *ended.tickets.held, *undone, *map(str, ended.waiting)]
        of_tickets = tickets.outcome(self.ended.done, held, self.ended.planned.facts.warnings)
        return macros.outcome(self.ended.planned, self.ended.results) or of_tickets

    @property
    def wrote(self) -> bool:
        """Whether anything was written on a helpdesk."""
        ended = self.ended
        sent = ended.messages_sent.total() or any(carried_lines(ended.carried))
        return bool(ended.macros_written or ended.tickets_written or sent)

    def warn(self) -> None:
        """Tell on stderr what a person should know."""
        macros.warn(self.ended.planned, self.ended.tickets.warnings)
        for line in self.attention:
            tell(line)

    @property
    def attention(self) -> tuple[str, ...]:
        """What a person should look at."""
        failed = [f"{item.helpdesk} #{one.ticket_id}: {one.reason}" for item in self.ended.done for one in item.failed]
        restored = [
            f"{item.helpdesk} #{number}: {tickets.RESTORED}" for item in self.ended.done for number in item.restored
        ]
        refused = macros.held_by_the_gate(self.ended.refusals)
        down = dict.fromkeys(str(failure.error) for failure in self.ended.failures)
        return (
            *refused,
            *down,
            *macros.failures(self.ended.results),
            *macros.hidden(self.ended.results),
            *macros.held(self.ended.planned),
            *self.ended.tickets.held,
            *failed,
            *restored,
            *not_carried(self.ended.carried),
            *map(str, self.ended.waiting),
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """The summary: each helpdesk's macros, tickets and calls in a line, and who waits for the next word."""
        macro_lines = [f"{name}: macros: {self._macros_done(name)}." for name in self.ended.calls]
        ticket_lines = [
            line
            for item in self.ended.done
            for line in (tickets.triaged_text(item, "written"), *tickets.heard_lines(item))
        ]
        moved = [f"{line}." for line in report.moved_lines(self.ended.moved)]
        calls = [f"{name}: {report.number(calls, 'API call')}." for name, calls in self.ended.calls.items()]
        return (
            *macro_lines,
            *ticket_lines,
            *moved,
            *carried_lines(self.ended.carried),
            *(line for wave in self.ended.waves if _is_news(wave) for line in sent_lines(wave)),
            *followup_lines(self.ended.followups),
            *cancelled_lines(self.ended.cancelled),
            *calls,
        )

    def _macros_done(self, helpdesk: str) -> str:
        """Return in words what was done with one helpdesk's macros: never what was planned."""
        part = next((part for part in self.ended.planned.plan.helpdesks if part.helpdesk == helpdesk), None)
        if part is None:
            return "not compared"
        results = [item for item in self.ended.results if item.helpdesk == helpdesk]
        failed = sum(bool(item.problem) for item in results)
        undone = len(part.writes) + len(part.held) - len(results)
        left = {"failed": failed, "not reached": max(0, undone), "refused": part.refused}
        return ", ".join(
            [report.tally(self._counts(part), done=True), *(f"{count} {word}" for word, count in left.items() if count)]
        )

    def _counts(self, part: HelpdeskPlan) -> dict[str, int]:
        """Return how many macros of one helpdesk are as they were, and how many changes of each kind were made."""
        kept = [change for change in part.changes if isinstance(change, Keep)]
        done = [item.change for item in self.ended.results if item.helpdesk == part.helpdesk and not item.problem]
        return report.counts([*kept, *done])

    def as_json(self) -> dict[str, Any]:
        """Return the summary as JSON-like data."""
        return {
            "ok": self.exit_code == 0,
            "exit_code": self.exit_code,
            **times_json(self.begun, self.seconds),
            "helpdesks": {name: self._helpdesk_json(name) for name in self.ended.calls},
            "plan": self.ended.planned.plan.digest,
            "macros": {part.helpdesk: self._counts(part) for part in self.ended.planned.plan.helpdesks},
            "lapsed": macros.lapsed_json(self.ended.lapsed),
            "results": macros.results_json(self.ended.results),
            "tickets": [tickets.triaged_json(item) for item in self.ended.done],
            "moved": report.moves_json(self.ended.moved),
            "carried": carried_json(self.ended.carried),
            "outreach": [sent_json(wave) for wave in self.ended.waves],
            "held": list(self.ended.tickets.held),
            "warnings": [*self.ended.planned.facts.warnings, *self.ended.tickets.warnings],
            "reminders": list(self.ended.planned.facts.reminders),
            "waiting": [str(due) for due in self.ended.waiting],
            "followups": followups_json(self.ended.followups),
            "cancelled": cancelled_json(self.ended.cancelled),
            **report.refusals_json(self.ended.refusals),
            "down": {failure.helpdesk: str(failure.error) for failure in reversed(self.ended.failures)},
            "calls": dict(self.ended.calls),
        }

    def _helpdesk_json(self, name: str) -> dict[str, Any]:
        """Return what was written on one helpdesk, and what kept it from being all."""
        ended = self.ended
        run = running.record(self.begun, self.seconds, self.exit_code, ended)
        wrong = [str(failure.error) for failure in ended.failures if failure.helpdesk == name]
        return {
            "ok": not wrong and not any(one.helpdesk == name for one in running.waits(ended)),
            "macros": run.counted("macros")[name],
            "messages": run.counted("messages")[name],
            "tickets": run.counted("tickets")[name],
            "calls": ended.calls[name],
            "error": "\n".join(dict.fromkeys(wrong)) or None,
        }


# --- what customers chose on the page of a message


def carried_lines(found: Sequence[Carried]) -> Iterator[str]:
    """Yield how many choices came onto tickets, a line for each helpdesk where there are any."""
    for one in found:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(one.kinds.items()))
        said = (
            [f"{report.number(one.kinds.total(), 'choice')} from the page put on the ticket ({kinds})"] if kinds else []
        )
        if one.closed:
            said.append(f"{report.number(len(one.closed), 'choice')} on a closed ticket, which takes no note")
        if said:
            yield f"{one.helpdesk}: {'; '.join(said)}: see choices --pending."


def not_carried(found: Sequence[Carried]) -> list[str]:
    """Return the tickets that did not take a choice, and why; the next run tries again."""
    return [
        f"{one.helpdesk} #{failed.ticket_id}: what the customer chose is not on it yet: {failed.reason}"
        for one in found
        for failed in one.failed
    ]


def carried_json(found: Sequence[Carried]) -> list[dict[str, Any]]:
    """Return the same as JSON-like data."""
    return [
        {
            "helpdesk": one.helpdesk,
            "choices": dict(one.kinds),
            "closed": list(one.closed),
            "failed": [{"ticket": failed.ticket_id, "reason": failed.reason} for failed in one.failed],
        }
        for one in found
    ]


def _is_news(wave: WaveSent) -> bool:
    """Tell whether a wave is worth a line: something became of it, or it waits for somebody or something."""
    return wave.did_something or wave.left > 0


# --- who waits for the next word


def followup_lines(items: Sequence[ItemFollowUps]) -> Iterator[str]:
    """Yield how many customers somebody must write to, where there are any."""
    if said := str(total(items)):
        yield f"Follow-ups: {said}. `zendesk-bridge followups` lists them."


def followups_json(items: Sequence[ItemFollowUps]) -> dict[str, Any]:
    """Return how many follow-ups stand how, altogether and by item, as JSON-like data."""
    return {
        **total(items).as_json,
        "items": [{"sku": item.sku, **item.counts.as_json} for item in items],
    }


# --- whose orders count as cancelled


def cancelled_lines(found: Sequence[CountsAsCancelled]) -> Iterator[str]:
    """Yield what people must settle by a market's rules, a line for each item."""
    yield from (f"{one}." for one in found)


def cancelled_json(found: Sequence[CountsAsCancelled]) -> list[dict[str, Any]]:
    """Return the same as JSON-like data, with all the tickets."""
    return [
        {
            "helpdesk": one.helpdesk,
            "sku": one.sku,
            "tickets": list(one.tickets),
            "cancelled_after": one.notice.cancelled_after and one.notice.cancelled_after.isoformat(),
            "refund_by": one.notice.refund_by and one.notice.refund_by.isoformat(),
            "clause": one.notice.clause.id,
            "says": one.notice.clause.says,
            "source": one.notice.clause.cited,
        }
        for one in found
    ]
