"""Everything of one installation, connected: what a run on it can read, plan, apply and triage."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import partial
from types import MappingProxyType

from zendesk_bridge.app import facts, macros, setup
from zendesk_bridge.app import tickets as triage
from zendesk_bridge.app.accounts import Accounts
from zendesk_bridge.app.macros import Result, Site, Words
from zendesk_bridge.app.policy import Policy
from zendesk_bridge.app.values import HelpdeskFailure, MacrosHalf, RunOptions, TicketsHalf
from zendesk_bridge.core import narrow
from zendesk_bridge.core.decide import Rules
from zendesk_bridge.core.errors import Incomplete, InvalidInput, OtherAccount, Place, Problem, Refused, Unavailable
from zendesk_bridge.core.fields import FieldsFound
from zendesk_bridge.core.gate import Half, HelpdeskLoad, Load, Refusal, judge
from zendesk_bridge.core.macros import lint
from zendesk_bridge.core.macros.standing import settle
from zendesk_bridge.core.mentions.match import Vocabulary
from zendesk_bridge.core.model import Backorder, Macro, MarkState, Products
from zendesk_bridge.core.plan import HelpdeskPlan, Plan, PlanPolicy, Retire
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Catalogue, Feed, Helpdesk, Lease, Memory, State
from zendesk_bridge.core.weighing import weigh

log = logging.getLogger(__name__)

LEASE = "run"
"""One lease for everything that writes: macros and tickets of one installation."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """Everything of one installation, connected. ``now`` is aware; ``today`` is the day in the shop's time zone.

    ``failures`` collects what could not be done on a helpdesk in this run, and why. ``wrong`` is what is wrong in the
    files of the macros. Once :meth:`standing`, ``held`` tells what stands in the place of what is wrong, and ``unsure``
    that a macro may be wanted which is not among these.
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
        return replace(known, warnings=(*self.held, *known.warnings))

    def standing(self) -> Bridge:
        """Return this bridge with the last good text in the place of each macro that is wrong.

        Raises:
            InvalidInput: there is nothing that could be said.

        """
        last = self.state.last_macros()
        if not self.wrong and {macro.key: macro for macro in last} == {macro.key: macro for macro in self.macros}:
            return self
        found = settle(self.macros, self.wrong, last, self._faults)
        if self.wrong and not found.macros:
            raise InvalidInput(self.wrong)
        return replace(self, macros=found.macros, wrong=(), held=found.warnings, unsure=found.unsure)

    def _faults(self, told: Sequence[Macro]) -> Mapping[str, Problem]:
        """Return what keeps macros from being rendered, on whatever helpdesk."""
        words = replace(self.last_words(), macros=tuple(told))
        found: dict[str, Problem] = {}
        for helpdesk in self.helpdesks:
            found = {**macros.faults(helpdesk, words, self.policy.owner), **found}
        return found

    def last_words(self, *, aged: bool = False) -> Words:
        """Return what was told last, as it may be told today: asks no file and no feed.

        Only those ``aged`` take into account how long ago each item was read: a feed that has not been asked yet may
        well say the same again.
        """
        known = [(self.state.last_good(feed.name), policy) for feed, policy in self.feeds]
        if not aged:
            known = [(last, replace(policy, max_age=timedelta.max)) for last, policy in known]
        return self._words(self.state.last_macros(), facts.standing(known, self.now))

    def learn(self, options: RunOptions) -> facts.Facts:
        """Read the feeds as :meth:`read_facts` does, and remember what was read, whatever fails from here on."""
        known = self.read_facts(options)
        facts.remember(known, self.state)
        return known

    def only(self, helpdesk: Helpdesk) -> Bridge:
        """Return this bridge for one of its helpdesks."""
        return replace(self, helpdesks=(helpdesk,), accounts=self.accounts.only(helpdesk))

    def fields(self, helpdesk: Helpdesk) -> FieldsFound:
        """Find our ticket fields on a helpdesk. Raises as :meth:`memory` does."""
        configured = self.policy.fields[helpdesk.name]
        return setup.look(self.accounts.open(helpdesk), configured, macros.field_specs(self.macros, helpdesk))

    def plan(self, options: RunOptions, known: facts.Facts | None = None) -> MacrosHalf:
        """Read the feeds, unless the facts are ``known``, and plan the macros of every helpdesk. Writes nothing.

        Raises InvalidInput when files are wrong, and whatever a helpdesk answers (see ``options.scheduled``).
        """
        known = known or self.read_facts(options)
        words = self.words(known)
        found: dict[str, FieldsFound] = {}
        parts = []
        for helpdesk in self.helpdesks:
            if helpdesk.name in self._lost:
                continue
            self.say(f"{helpdesk.name}: comparing macros")
            with self.reaching(helpdesk, options, "macros"):
                fields = self.fields(helpdesk)
                part = macros.plan(self.site(helpdesk, fields, options), words)
                parts.append(self._retiring_surely(part, known))
                found[helpdesk.name] = fields
        self._insist("macros", options)
        plan = Plan(tuple(parts))
        if not self.failures:
            _known_keys(plan, options)
        loads = [weigh(part, known.before, known.late) for part in plan.helpdesks]
        return MacrosHalf(known, plan, found, self._gated(loads, options))

    def _retiring_surely(self, part: HelpdeskPlan, known: facts.Facts) -> HelpdeskPlan:
        """Return the plan without what takes a macro away of which nobody knows whether it is wanted any more.

        Whose item is late no more is not known where a feed was never read whole; whose file is gone, where some file
        holds nobody knows what.
        """
        keys = {macro.key for macro in self.macros}

        def sure(change: Retire) -> bool:
            return not known.partial and (not self.unsure or macros.macro_key(change.key) in keys)

        kept = (change for change in part.changes if not isinstance(change, Retire) or sure(change))
        return replace(part, changes=tuple(kept))

    def _gated(self, loads: Sequence[HelpdeskLoad], options: RunOptions) -> tuple[Refusal, ...]:
        """Ask the gate what is too much for a run that nobody watches."""
        return judge(Load(tuple(loads)), self.policy.limits, options.allowed)

    def _judge(self, items: Sequence[Backorder]) -> Iterator[tuple[str, Problem]]:
        """Yield the items that would go wrong on tickets, each with what is wrong."""
        for helpdesk in self.helpdesks:
            for item in lint.lint_facts(items, self.today, partial(narrow.sku_tag, capabilities=helpdesk.capabilities)):
                if item.severity == "error":
                    yield item.sku, Problem(item.place, item.message, item.suggestion)

    def site(self, helpdesk: Helpdesk, fields: FieldsFound, options: RunOptions) -> Site:
        """Return where the macros of a helpdesk are to be said."""
        drift = self.policy.drift[helpdesk.name]
        policy = PlanPolicy(self.policy.owner, drift, options.adopt, options.overwrite)
        return Site(helpdesk, self.policy.addresses[helpdesk.name], self.memory(helpdesk), fields, policy)

    @contextmanager
    def reaching(self, helpdesk: Helpdesk, options: RunOptions, half: Half) -> Iterator[None]:
        """Let what fails on one helpdesk keep nothing else from being right, where nobody is there."""
        try:
            yield
        except (OtherAccount, Unavailable, Refused, Incomplete) as error:
            self.failures.append(HelpdeskFailure(helpdesk.name, half, error))
            if not (options.unattended or options.scheduled):
                raise

    def _insist(self, half: Half, options: RunOptions) -> None:
        """Raise what went wrong first when nothing is left that could be done on any helpdesk in this run.

        Each helpdesk that is another account is told: every one of them waits for a person.
        """
        failed = {(failure.helpdesk, failure.half) for failure in self.failures}
        names = {helpdesk.name for helpdesk in self.helpdesks} - self._lost
        halves: tuple[Half, ...] = ("macros", "tickets") if options.scheduled else (half,)
        if self.failures and all((name, one) in failed for name in names for one in halves):
            others = dict.fromkeys(str(it.error) for it in self.failures if isinstance(it.error, OtherAccount))
            raise OtherAccount("\n".join(others)) if len(others) > 1 else self.failures[0].error

    @property
    def _lost(self) -> frozenset[str]:
        """The helpdesks of which nothing more is asked in this run.

        A listing of tickets that does not answer is not enough: the macros have endpoints of their own.
        """
        return frozenset(failure.helpdesk for failure in self.failures if failure.lasting and failure.half == "macros")

    def words(self, known: facts.Facts) -> Words:
        """Return what the macros are to say."""
        return replace(self._words(self.macros, known.late), before=known.before)

    def _words(self, told: tuple[Macro, ...], late: Mapping[str, Backorder]) -> Words:
        return Words(told, tuple(late.values()), self.policy.locale, self.today, self.policy.working_days)

    def apply(self, planned: MacrosHalf, options: RunOptions, lease: Lease) -> tuple[Result, ...]:
        """Carry out exactly this plan, and remember the facts that it told."""
        parts = {part.helpdesk: part for part in planned.plan.helpdesks}
        facts.remember(planned.facts, self.state)
        self.state.save_last_macros(self.macros)
        results: list[Result] = []
        for helpdesk in self.helpdesks:
            if helpdesk.name in parts:
                with self.reaching(helpdesk, options, "macros"):
                    # What was written before an error is told too: a list keeps what it was given until then.
                    results.extend(macros.apply(helpdesk, self.memory(helpdesk), parts[helpdesk.name], lease, self.say))
        return tuple(results)

    def write_tickets(self, tickets: TicketsHalf, options: RunOptions, lease: Lease) -> tuple[triage.Triaged, ...]:
        """Write the tickets that were prepared; what was written before a helpdesk failed is told as well."""
        done: list[triage.Triaged] = []
        prepared = {part.desk.name: part for part in tickets.prepared}
        for helpdesk in self.helpdesks:
            if helpdesk.name in prepared and helpdesk.name not in self._lost:
                with self.reaching(helpdesk, options, "tickets"):
                    done.append(triaged := triage.write(prepared[helpdesk.name], lease))
                    if triaged.broken is not None:
                        raise triaged.broken
        return tuple(done)

    def prepare_tickets(
        self,
        known: facts.Facts,
        options: RunOptions,
        lease: Lease | None,
        found: Mapping[str, FieldsFound] = MappingProxyType({}),
    ) -> TicketsHalf:
        """Read and decide on the tickets of every helpdesk that has our fields. Writes nothing, anywhere.

        ``found`` are the fields where they are known already. Without all the products no new ticket is marked; those
        that carry marks are looked after all the same.
        """
        products = self.catalogue.read() if known.late else Products()
        searched = self._searched(known, products)
        prepared = []
        held = [f"no new tickets are marked: {text}" for text in products.failed]
        for helpdesk in self.helpdesks:
            if helpdesk.name in self._lost:
                continue
            with self.reaching(helpdesk, options, "tickets"):
                fields = found.get(helpdesk.name) or self.fields(helpdesk)
                if not fields.complete:
                    held.append(f"{helpdesk.name}: {fields.lacking}")
                if not fields.usable:
                    continue
                rules = self._rules(helpdesk, known.late, fields)
                desk = replace(self._desk(helpdesk, fields, rules, searched), finding=not products.failed)
                prepared.append(triage.prepare(desk, lease, read_bare=lease is None))
        self._insist("tickets", options)
        refusals = self._gated([part.load for part in prepared], options)
        return TicketsHalf(tuple(prepared), tuple(held), products.warnings, refusals)

    def waiting(self, known: facts.Facts) -> tuple[str, ...]:
        """Return a line for each item whose promised update has come due and that open tickets wait for: how many."""
        due = facts.due(known.late.values(), self.today)
        if not due:
            return ()
        tickets: Counter[str] = Counter()
        for there in filter(None, map(self.accounts.opened, self.helpdesks)):
            for standing in there.memory.standings():
                if standing.sku in due and standing.state in {MarkState.PENDING, MarkState.TOLD}:
                    tickets[standing.sku] += there.memory.count(standing)
        return tuple(
            f"{f'{item.place}: ' if item.place.file else ''}{sku}: the update promised for {item.next_update} is due, "
            f"and {number(tickets[sku], 'ticket')} {'waits' if tickets[sku] == 1 else 'wait'} for it: "
            "tell these customers what is known now, and write the next date"
            for sku, item in due.items()
            if tickets[sku]
        )

    def explain(self, helpdesk: Helpdesk, ticket_id: int, known: facts.Facts) -> triage.Explanation:
        """Return why one ticket is, or is not, what it is. Writes nothing; raises NotFound.

        Raises Incomplete when the catalogue cannot be used: what is found without it would not be what triage finds.
        """
        products = self.catalogue.read()
        if products.failed:
            raise Incomplete("; ".join(products.failed), fix="Fix the catalogue, or take it out of your config.")
        searched = self._searched(known, products)
        fields = self.fields(helpdesk)
        rules = self._rules(helpdesk, known.late, fields)
        return triage.explain(self._desk(helpdesk, fields, rules, searched), ticket_id)

    def marked(self, helpdesk: Helpdesk, found: FieldsFound, late: Mapping[str, Backorder]) -> triage.Desk:
        """Return what looking after marked tickets depends on; nobody's words are read."""
        nothing = Vocabulary.of((), (), self.policy.matching, self.policy.counting)
        return replace(self._desk(helpdesk, found, self._rules(helpdesk, late, found), nothing), finding=False)

    def _searched(self, known: facts.Facts, products: Products) -> Vocabulary:
        """Return late items and products made ready for searching: work for a whole run."""
        return Vocabulary.of(known.late.values(), products.products, self.policy.matching, self.policy.counting)

    def _rules(self, helpdesk: Helpdesk, late: Mapping[str, Backorder], found: FieldsFound) -> Rules:
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
            spared=frozenset(tag for macro in self.macros for tag in macro.actions.add_tags),
        )

    def _desk(self, helpdesk: Helpdesk, found: FieldsFound, rules: Rules, searched: Vocabulary) -> triage.Desk:
        """Return what triage on one helpdesk depends on."""
        return triage.Desk(
            helpdesk,
            self.memory(helpdesk),
            found.found,
            rules,
            searched,
            self.now,
            self.policy.look_back,
            self.say,
        )


def _known_keys(plan: Plan, options: RunOptions) -> None:
    """Refuse a key that no macro has: a slip of the pen must not look like consent that had no effect."""
    keys = {change.key for part in plan.helpdesks for change in part.changes}
    wrong = sorted((options.adopt | options.overwrite) - keys - {"all"})
    if wrong:
        near = {key: get_close_matches(key, keys, n=1) for key in wrong}
        raise InvalidInput(
            [
                Problem(
                    Place("--adopt, --overwrite"),
                    f"no macro has the key '{key}'",
                    *(f"did you mean {it}?" for it in near[key]),
                )
                for key in wrong
            ]
        )
