"""Use case: who is owed a word about which late order, as a plan that a person reviews. Writes nothing, anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from zendesk_bridge.app.bridge import Bridge
from zendesk_bridge.app.outreach.gathering import FeedGathered, Gatherer, SegmentTally
from zendesk_bridge.app.outreach.placing import OutreachSite, Placing
from zendesk_bridge.app.values import RunOptions
from zendesk_bridge.core.audience import OutreachId, OutreachPlan, Unwritten, unknown_shops, unknown_templates
from zendesk_bridge.core.audience.plan import SAMPLES, OrderFeedPlan, SegmentPlan, Shortage, UnwrittenPlan
from zendesk_bridge.core.errors import BridgeError, Incomplete, InvalidInput, Refused, Unavailable
from zendesk_bridge.core.model import WRITTEN, digest, plain_sku
from zendesk_bridge.core.ports import OrderFeed

_FEW = 6
"""Feeds up to which every choice of them is tried: a plan's ID does not say which of them answered when it was made."""


def plan(bridge: Bridge, site: OutreachSite, options: RunOptions) -> OutreachPlan:
    """Read the facts and the affected orders, and place each of them.

    A feed of orders that fails gives none to the plan, and is told; where nothing is late, and nothing was, none is
    read. Raises InvalidInput for files that are wrong, and what the feeds answer where none of them gave any orders.
    """
    minute = bridge.now.replace(second=0, microsecond=0)
    made = _made(bridge, site, options, OutreachId.of("", 0, minute))
    rules = made.rules(made.answered)
    return made.plan(made.answered, OutreachId.of(rules, made.count(made.answered), minute), rules)


def planned(bridge: Bridge, site: OutreachSite, options: RunOptions, plan_id: str) -> OutreachPlan:
    """Return the plan of this ID as it can be sent now: its messages, or fewer.

    Raises:
        SafetyStop: it is no plan's ID, is too old, or was altered; or what would be said now is something else, or is
            said to more customers than were planned.

    What is raised besides is what :func:`plan` raises.

    """
    given = OutreachId.read(plan_id)
    given.check_age(bridge.now)
    made = _made(bridge, site, options, given)
    for feeds in made.choices():
        rules = made.rules(feeds)
        if given.stands_for(rules):
            given.check_count(made.count(feeds))
            return made.plan(feeds, given, rules)
    raise given.outdated()


@dataclass(frozen=True, slots=True)
class _Made:
    """Everything that was read for a plan, feed by feed."""

    placing: Placing
    gathered: tuple[FeedGathered, ...]

    @property
    def answered(self) -> frozenset[str]:
        """The feeds whose orders can be acted upon."""
        return frozenset(one.part.feed for one in self.gathered if not one.part.error)

    def choices(self) -> Iterator[frozenset[str]]:
        """Yield which feeds may have answered when a plan was made, the likely ones first."""
        feeds = [one.part.feed for one in self.gathered]
        yield self.answered
        yield frozenset(feeds)
        for count in range(len(feeds) - 1, -1, -1) if len(feeds) <= _FEW else ():
            yield from map(frozenset, combinations(feeds, count))

    def of(self, feeds: Collection[str]) -> Iterator[FeedGathered]:
        """Yield what these feeds gave."""
        return (one for one in self.gathered if one.part.feed in feeds)

    def count(self, feeds: Collection[str]) -> int:
        """Return how many messages come of these feeds."""
        return sum(len(one.messages) for one in self.of(feeds))

    def rules(self, feeds: Collection[str]) -> str:
        """Return the digest of all that decides what is said to whom, where orders come from these feeds.

        Neither the orders are in it, which come and go, nor what only decides when something is sent.
        """
        placing, site = self.placing, self.placing.site
        policy = placing.bridge.policy
        helpdesks = sorted({helpdesk for feed, helpdesk in site.feeds if feed.name in feeds})
        wanted = sorted({one.template for one in site.segments if one.template})
        return digest(
            {
                "items": sorted([sku, item.version, item.promised_by] for sku, item in placing.known.late.items()),
                "segments": [[one.key, one.template, [str(it) for it in one.when]] for one in site.segments],
                "mails": [[placing.wording(key, name) for key in wanted] for name in helpdesks],
                "markets": [[name, policy.markets[name]] for name in helpdesks],
                "feeds": sorted([feed.name, helpdesk] for feed, helpdesk in site.feeds if feed.name in feeds),
                "settings": [policy.locale],
            }
        )

    def plan(self, feeds: Collection[str], plan_id: OutreachId, rules: str) -> OutreachPlan:
        """Return the plan of this ID, with the orders of these feeds."""
        chosen = tuple(self.of(feeds))
        placing = self.placing
        customers = Counter(message.customer for one in chosen for message in one.messages)
        tallies = _merged(chosen)
        return OutreachPlan(
            plan_id,
            rules,
            placing.bridge.today,
            tuple(replace(message, wave=str(plan_id)) for one in chosen for message in one.messages),
            tuple(
                _segment(it.key, it.template, it.why, tallies[it.key])
                for it in placing.site.segments
                if it.key in tallies
            ),
            tuple(_unwritten(why, tallies[why]) for why in Unwritten if why in tallies),
            tuple(one.part for one in self.gathered),
            tuple(key for one in chosen for key in one.twice),
            sum(count > 1 for count in customers.values()),
            tuple(shortage for one in chosen for shortage in _shortages(one)),
            tuple(dict.fromkeys(problem for one in chosen for problem in one.wrong)),
            placing.known.warnings,
            tuple(placing.known.late),
            tuple(sorted(placing.back)),
            max(customers.values(), default=0),
            tuple(sorted(sum((one.uncompared for one in chosen), Counter()).items())),
            () if self.answered < {one.part.feed for one in self.gathered} else _unordered(chosen, placing.known.late),
        )


def _made(bridge: Bridge, site: OutreachSite, options: RunOptions, plan_id: OutreachId) -> _Made:
    names = {name for feed, helpdesk in site.feeds for name in (feed.name, helpdesk)}
    # Where a template is missing it may well be a mail that is wrong: of such a one nobody knows the key.
    missing = tuple(unknown_templates(site.segments, (*bridge.macros, *bridge.mails)))
    problems = (bridge.wrong_mails if missing else ()) or missing
    problems += tuple(unknown_shops(site.segments, names | {helpdesk.name for helpdesk in bridge.helpdesks}))
    if problems:
        raise InvalidInput(problems)
    placing = Placing.of(bridge, site, bridge.read_facts(options))
    mails = {macro.key: macro for macro in bridge.mails}
    gatherer = Gatherer(placing, plan_id.minute, mails)
    gathered = [_read(gatherer, feed, helpdesk) for feed, helpdesk in site.feeds] if placing.skus else []
    errors = [one.part.error for one in gathered if one.part.error]
    if errors and len(errors) == len(gathered):
        raise _together(errors)
    return _Made(placing, tuple(_with_gone(gathered, placing)))


def _read(gatherer: Gatherer, feed: OrderFeed, helpdesk: str) -> FeedGathered:
    gatherer.placing.bridge.say(f"{feed.name}: reading affected orders")
    try:
        return gatherer.read(feed, helpdesk)
    except (Unavailable, Refused, Incomplete, InvalidInput) as error:
        return FeedGathered(OrderFeedPlan(feed.name, helpdesk, error=error))


def _together(errors: list[BridgeError]) -> BridgeError:
    """Return what all feeds answered as one error, which leaves as the first would."""
    if all(isinstance(error, InvalidInput) for error in errors):
        return InvalidInput([it for error in errors if isinstance(error, InvalidInput) for it in error.problems])
    first = next(error for error in errors if not isinstance(error, InvalidInput))
    return first if len(errors) == 1 else type(first)("\n".join(str(error) for error in errors))


def _with_gone(gathered: list[FeedGathered], placing: Placing) -> Iterator[FeedGathered]:
    """Yield the feeds, each with how many of its orders that were told of a late item are in it no more.

    What is late cannot have shipped, so that many of them say that the feed has shrunk.
    """
    told: dict[str, set[str]] = {}
    for message in placing.pasts.waves.told_of(tuple(placing.known.late)) if gathered else ():
        if message.state in WRITTEN:
            told.setdefault(message.order[0], set()).add(message.order[1])
    for one in gathered:
        before = len(told.get(one.part.feed, ()))
        yield replace(one, part=replace(one.part, told=before, gone=max(before - one.part.told, 0)))


def _merged(chosen: tuple[FeedGathered, ...]) -> dict[str, SegmentTally]:
    found: dict[str, SegmentTally] = {}
    for one in chosen:
        for key, tally in one.tallies.items():
            whole = found.setdefault(key, SegmentTally())
            whole.orders += tally.orders
            whole.lines += tally.lines
            whole.news += tally.news
            whole.samples += tally.samples[: SAMPLES - len(whole.samples)]
            whole.numbers += tally.numbers
            whole.drafts |= tally.drafts
            whole.waves |= tally.waves
    return found


def _segment(key: str, template: str | None, why: str, tally: SegmentTally) -> SegmentPlan:
    news = tuple(sorted(tally.news.items()))
    return SegmentPlan(key, template, why, tally.orders, tally.lines, news, tuple(tally.samples), tuple(tally.numbers))


def _unwritten(why: Unwritten, tally: SegmentTally) -> UnwrittenPlan:
    samples, numbers = tuple(tally.samples), tuple(tally.numbers)
    return UnwrittenPlan(why, tally.orders, samples, numbers, tally.drafts, tuple(sorted(tally.waves)))


def _unordered(chosen: Collection[FeedGathered], late: Collection[str]) -> tuple[str, ...]:
    """Return the late items that are on no order."""
    ordered = {sku for one in chosen for sku in one.ordered}
    return tuple(sku for sku in late if plain_sku(sku) not in ordered)


def _shortages(one: FeedGathered) -> Iterator[Shortage]:
    for sku, offered in sorted(one.offered.items()):
        stock = one.stock.get(sku)
        if stock is not None and offered > stock:
            yield Shortage(sku, one.part.feed, stock, offered)
