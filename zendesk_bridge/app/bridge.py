"""Everything of one installation, connected: its ports, what the admin decided, and what is known of its files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial

from zendesk_bridge.app import facts, macros
from zendesk_bridge.app import tickets as triage
from zendesk_bridge.app.accounts import Accounts
from zendesk_bridge.app.macros import MacroInput, MacroSite
from zendesk_bridge.app.values import HelpdeskFailure, RunOptions
from zendesk_bridge.core import narrow
from zendesk_bridge.core.decide import Rules
from zendesk_bridge.core.errors import Incomplete, InvalidInput, OtherAccount, Problem, Refused, Unavailable
from zendesk_bridge.core.facts.history import History
from zendesk_bridge.core.fields import FieldsFound, find
from zendesk_bridge.core.gate import Half, HelpdeskLoad, Load, Refusal, judge
from zendesk_bridge.core.macros import lint
from zendesk_bridge.core.macros.sound import sound_macros
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import GOOD_ENDS, Backorder, FactVersion, FieldSpec, Macro, Products, RunEnd
from zendesk_bridge.core.plan import PlanPolicy
from zendesk_bridge.core.policy import Policy
from zendesk_bridge.core.ports import Catalogue, Feed, Helpdesk, Lease, Memory, State

log = logging.getLogger(__name__)

LEASE = "run"
"""One lease for everything that writes: macros and tickets of one installation."""

_RUNS = 300
"""Runs that are looked back on to say when facts were read before: a day of a run every five minutes."""
_READ = GOOD_ENDS | {RunEnd.REFUSED}
"""How a run ends that has read the facts."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """Everything of one installation, connected. ``now`` is aware; ``today`` is the day in the shop's time zone.

    ``failures`` collects what could not be done on a helpdesk in this run, and why. ``wrong`` is what is wrong in the
    files of the macros. Once :meth:`standing`, ``held`` tells what stands in the place of what is wrong, and ``unsure``
    that a macro may be wanted which is not among these. ``mails`` are the macros per order, which are sent to customers
    and never become macros of a helpdesk; those of which something is wrong are not among them.
    """

    policy: Policy
    macros: tuple[Macro, ...]
    helpdesks: tuple[Helpdesk, ...]
    feeds: tuple[tuple[Feed, facts.FeedPolicy], ...]
    catalogue: Catalogue
    state: State
    accounts: Accounts
    now: datetime
    say: Callable[[str], None] = field(default=log.info)
    failures: list[HelpdeskFailure] = field(default_factory=list)
    wrong: tuple[Problem, ...] = ()
    held: tuple[str, ...] = ()
    unsure: bool = False
    mails: tuple[Macro, ...] = ()
    wrong_mails: tuple[Problem, ...] = ()

    @property
    def today(self) -> date:
        """Today in the shop's time zone."""
        return self.now.astimezone(self.policy.timezone).date()

    @contextmanager
    def lease(self) -> Iterator[Lease]:
        """Hold the right to write; raises Busy when another run has it. From then on accounts are written down."""
        with self.state.lease(LEASE) as lease:
            self.accounts.remember()
            yield lease

    def memory(self, helpdesk: Helpdesk) -> Memory:
        """Return what is remembered of a helpdesk's account; of a new one, nothing.

        Raises OtherAccount where it is not this one's, and whatever the helpdesk answers.
        """
        return self.accounts.open(helpdesk).memory

    def read_facts(self, options: RunOptions) -> facts.Facts:
        """Read the feeds and judge them. Raises InvalidInput for what would go wrong on tickets, or holds it."""
        manner = facts.Gathering(self.today, options.accept_fewer, options.scheduled, self._judge)
        known = facts.gather(self.feeds, self.state, self.now, manner)
        known = facts.without_invented(known) if self.policy.is_real else known
        return replace(known, warnings=(*self.held, *known.warnings))

    def standing(self) -> Bridge:
        """Return this bridge with the last good text in the place of each macro that is wrong.

        Raises:
            InvalidInput: there is nothing that could be said.

        """
        last = self.state.last_macros()
        if not self.wrong and {macro.key: macro for macro in last} == {macro.key: macro for macro in self.macros}:
            return self
        found = sound_macros(self.macros, self.wrong, last, self._faults)
        if self.wrong and not found.macros:
            raise InvalidInput(self.wrong)
        return replace(self, macros=found.macros, wrong=(), held=found.warnings, unsure=found.unsure)

    def _faults(self, told: Sequence[Macro]) -> Mapping[str, Problem]:
        """Return what keeps macros from being rendered, on whatever helpdesk."""
        given = replace(self.last_macro_input(), macros=tuple(told))
        found: dict[str, Problem] = {}
        for helpdesk in self.helpdesks:
            found = {**macros.faults(helpdesk, given, self.policy.owner), **found}
        return found

    def last_macro_input(self, *, aged: bool = False) -> MacroInput:
        """Return what was told last, as it may be told today: asks no file and no feed.

        Only those ``aged`` take into account how long ago each item was read: a feed that has not been asked yet may
        well say the same again.
        """
        known = [(self.state.last_good(feed.name), policy) for feed, policy in self.feeds]
        if not aged:
            known = [(last, replace(policy, max_age=timedelta.max)) for last, policy in known]
        late = facts.standing(known, self.now)
        late = facts.real_items(late) if self.policy.is_real else late
        return self._macro_input(self.state.last_macros(), late)

    def learn(self, options: RunOptions) -> facts.Facts:
        """Read the feeds as :meth:`read_facts` does, and remember what was read, whatever fails from here on.

        Raises as that does.
        """
        known = self.read_facts(options)
        if not self.accounts.clock_is_wrong():
            facts.remember(known, self.state, self.now)
        return known

    def only(self, helpdesk: Helpdesk) -> Bridge:
        """Return this bridge for one of its helpdesks."""
        return replace(self, helpdesks=(helpdesk,), accounts=self.accounts.only(helpdesk))

    def fields(self, helpdesk: Helpdesk) -> FieldsFound:
        """Find our ticket fields on a helpdesk: ids in the config win over remembered ones.

        Raises as :meth:`memory` does.
        """
        opened, configured = self.accounts.open(helpdesk), self.policy.fields[helpdesk.name]
        known = opened.memory.field_ids()
        return find(opened.fields, known, self.field_specs(helpdesk), configured, proven=opened.proven)

    def field_specs(self, helpdesk: Helpdesk) -> tuple[FieldSpec, ...]:
        """Return the ticket fields that a helpdesk is to have."""
        return macros.field_specs(self.macros, helpdesk)

    def gated(self, loads: Sequence[HelpdeskLoad], options: RunOptions) -> tuple[Refusal, ...]:
        """Ask the gate what is too much for a run that nobody watches."""
        return judge(Load(tuple(loads)), self.policy.limits, options.allowed)

    def _judge(self, items: Sequence[Backorder]) -> Iterator[tuple[str, Problem]]:
        """Yield the items that would go wrong on tickets, each with what is wrong."""
        for helpdesk in self.helpdesks:
            found = [
                *lint.lint_facts(items, self.today, partial(narrow.sku_tag, capabilities=helpdesk.capabilities)),
                *lint.lint_market(items, self.policy.markets[helpdesk.name], self.today),
            ]
            for item in found:
                if item.severity == "error":
                    yield item.sku, Problem(item.place, item.message, item.suggestion)

    def macro_site(self, helpdesk: Helpdesk, fields: FieldsFound, options: RunOptions) -> MacroSite:
        """Return where the macros of a helpdesk are to be said."""
        drift = self.policy.drift[helpdesk.name]
        policy = PlanPolicy(self.policy.owner, drift, options.adopt, options.overwrite)
        return MacroSite(helpdesk, self.policy.addresses[helpdesk.name], self.memory(helpdesk), fields, policy)

    @contextmanager
    def reaching(self, helpdesk: Helpdesk, options: RunOptions, half: Half) -> Iterator[None]:
        """Let what fails on one helpdesk keep nothing else from being right, where nobody is there."""
        try:
            yield
        except (OtherAccount, Unavailable, Refused, Incomplete) as error:
            self.failures.append(HelpdeskFailure(helpdesk.name, half, error))
            if not (options.unattended or options.scheduled):
                raise

    def insist(self, half: Half, options: RunOptions) -> None:
        """Raise what went wrong when nothing is left that could be done on any helpdesk in this run.

        What is wrong on each helpdesk is told, as every one of them waits for somebody; it leaves as the first would.
        """
        failed = {(failure.helpdesk, failure.half) for failure in self.failures}
        names = {helpdesk.name for helpdesk in self.helpdesks} - self.lost
        halves: tuple[Half, ...] = ("macros", "tickets") if options.scheduled else (half,)
        if self.failures and all((name, one) in failed for name in names for one in halves):
            told = dict.fromkeys(str(failure) for failure in self.failures)
            first = self.failures[0].error
            raise first if len(told) == 1 else type(first)("\n".join(told))

    @property
    def lost(self) -> frozenset[str]:
        """The helpdesks of which nothing more is asked in this run.

        A listing of tickets that does not answer is not enough: the macros have endpoints of their own.
        """
        return frozenset(failure.helpdesk for failure in self.failures if failure.lasting and failure.half == "macros")

    def macro_input(self, known: facts.Facts) -> MacroInput:
        """Return what the macros are to say."""
        return replace(self._macro_input(self.macros, known.late), before=known.before)

    def _macro_input(self, told: tuple[Macro, ...], late: Mapping[str, Backorder]) -> MacroInput:
        return MacroInput(
            told,
            tuple(late.values()),
            self.policy.locale,
            self.today,
            self.policy.working_days,
            markets=self.policy.markets,
        )

    def marked(self, helpdesk: Helpdesk, found: FieldsFound, late: Mapping[str, Backorder]) -> triage.TicketSite:
        """Return what looking after marked tickets depends on; nobody's words are read."""
        nothing = Vocabulary.of((), (), self.policy.matching, self.policy.counting)
        return replace(self.ticket_site(helpdesk, found, self.rules(helpdesk, late, found), nothing), finding=False)

    def searched(self, known: facts.Facts, products: Products) -> Vocabulary:
        """Return late items and products made ready for searching: work for a whole run."""
        return Vocabulary.of(known.late.values(), products.products, self.policy.matching, self.policy.counting)

    def rules(self, helpdesk: Helpdesk, late: Mapping[str, Backorder], found: FieldsFound) -> Rules:
        """Return what decisions on a helpdesk's tickets depend on besides the ticket."""
        return Rules(
            late,
            self.today,
            helpdesk.capabilities,
            self.policy.locale,
            macros.locales(self.macros, helpdesk.name),
            note=self.policy.note,
            possible=self.policy.possible,
            working_days=self.policy.working_days,
            fields=frozenset(found.found),
            replies=macros.replies(self.macros, helpdesk),
            market=self.policy.markets[helpdesk.name],
            spared=frozenset(tag for macro in self.macros for tag in macro.actions.add_tags),
            history=History.of(self.state.fact_versions()),
            now=self.now,
            settle=self.policy.settle,
        )

    def listener(self, known: facts.Facts, products: Products) -> triage.ReplyReader:
        """Return what reads agents' replies in a run that has read these facts and products."""

        def versions() -> Iterator[FactVersion]:
            yield from self.state.fact_versions()
            yield from facts.new_versions(known, self.state.last_fact_versions(), self.now)

        def readings() -> Iterator[datetime]:
            yield from (run.started for run in self.state.runs(_RUNS) if run.end in _READ)

        return triage.ReplyReader(versions, products.products, self.policy.locale, self.policy.timezone, readings)

    def ticket_site(
        self,
        helpdesk: Helpdesk,
        found: FieldsFound,
        rules: Rules,
        searched: Vocabulary,
        listener: triage.ReplyReader | None = None,
    ) -> triage.TicketSite:
        """Return what triage on one helpdesk depends on."""
        return triage.TicketSite(
            helpdesk,
            self.memory(helpdesk),
            found.found,
            rules,
            searched,
            self.now,
            self.policy.look_back,
            self.say,
            listener=listener,
        )
