"""What doctor looks at on this machine: the environment, proxies, macro files, feeds, the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from zendesk_bridge.app.doctor.values import FactSource, Look, Machine, fail, ok, warn
from zendesk_bridge.core.errors import Problem
from zendesk_bridge.core.facts import due, invented
from zendesk_bridge.core.kind import is_real
from zendesk_bridge.core.model import Backorder
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import OrderFeed
from zendesk_bridge.core.safe import one_line
from zendesk_bridge.core.spans import in_words

_SHOWN = 3  # names of many
_A_MINUTE = timedelta(minutes=1)
_QUOTES = "\"'`\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
_SCHEMA = "Correct it there; `zendesk-bridge schema config` tells what each setting may hold."
_CHECK = "`zendesk-bridge check` names each with its place and what to do."


def environment(machine: Machine) -> Look:
    """Look at the variables that the config names: by name alone, never by what they hold."""
    variables = machine.installation.variables
    for variable in variables:
        if not variable.value:
            state = "not set" if variable.value is None else "empty"
            yield fail(f"{variable.name} is {state}", f"export {variable.name}=... before you start, as for a run.")
        elif variable.value[0] in _QUOTES or variable.value[-1] in _QUOTES:
            fix = (
                "Set it without them: in an .env file, and in a service's unit, they often count as part of the value."
            )
            yield warn(f"{variable.name} begins or ends with a quotation mark, which is sent as it stands", fix)
        elif variable.value != variable.value.strip():
            fix = "zendesk-bridge takes it off; another program may not."
            yield warn(f"{variable.name} has white space or a line end around its value", fix)
    good = sum(bool(variable.value) for variable in variables)
    if good == len(variables):
        named = f"{number(good, 'variable')} named in the config, all set" if good else "the config names no variable"
        yield ok(named)


def proxies(machine: Machine) -> Look:
    """Look at what the environment says of proxies; which helpdesk goes through one is told with the helpdesk."""
    for proxy in machine.installation.proxies:
        if proxy.readable:
            yield ok(f"{proxy.variable} names {proxy.host}; this machine itself is always spoken to straight")
        else:
            yield warn(f"{proxy.variable} holds no address of a proxy", "Write it as http://proxy.example.com:3128")
    if not machine.installation.proxies:
        yield ok("none: the environment names no proxy")


def macros(machine: Machine) -> Look:
    """Look at the macro files."""
    found = machine.macros
    yield from _mistakes(found.problems)
    if not found.macros and not found.problems:
        yield warn("there is no macro in the folder", "`macros:` in the config names the folder of macro files.")
    elif not found.problems:
        yield ok(number(len(found.macros), "macro"))
    if wrong := len({problem.place.file for problem in found.mail_problems}):
        first = found.mail_problems[0]
        told = f"{number(wrong, 'mail')} to customers of late orders cannot be sent: {first.place}: {first.message}"
        yield warn(told, "`zendesk-bridge check` says all that is wrong with the files.")


def feed(machine: Machine, source: FactSource) -> Look:
    """Look at one feed: whether it can be read, how old it is, and what in it is over."""
    reading = machine.reading(source)
    yield from _mistakes(reading.problems)
    now = machine.installation.now()
    if not reading.problems:
        changed = source.changed()
        age = f", changed {ago(now - changed)}" if changed else ""
        left_out = f", {number(reading.left_out, 'row')} left out by where:" if reading.left_out else ""
        yield ok(f"{source.name}: {number(len(reading.backorders), 'late item')}{left_out}{age}")
    yield from _over(reading.backorders, machine.today)
    yield from _invented(machine, reading.backorders)


def _over(items: Iterable[Backorder], today: date) -> Look:
    """Tell of the dates that customers are not told any more, or that somebody should have kept."""
    items = tuple(items)
    if over := [item.sku for item in items if item.is_over(today)]:
        fix = (
            "Write the new window, or take the item out if it ships: until then customers are told that we confirm it."
        )
        yield warn(f"the ship window is over: {some(over)}", fix)
    if overdue := [sku for sku, item in due(items, today).items() if item.next_update != today]:
        yield warn(
            f"the promised next update is overdue: {some(overdue)}", "Tell the customers, then write a new next_update."
        )


def _invented(machine: Machine, items: Iterable[Backorder]) -> Look:
    """Tell of items that nobody sells, where real customers could be told of them."""
    real = any(is_real(patient.address) for patient in machine.installation.patients)
    if real and (problem := invented(items)):
        yield warn(problem.message, f"{problem.fix[0].upper()}{problem.fix[1:]}.")


def stands(machine: Machine, source: FactSource) -> Look:
    """Look at what stands of a feed in the database: when a run read it last."""
    last = machine.state.last_good(source.name)
    if last is None:
        yield ok(f"{source.name}: no run has read it yet")
        return
    age = machine.installation.now() - last.read_at
    told = f"{source.name}: {ago(age)}, by a run"
    if age > source.max_age:
        fix = "Its dates are told no more. See that the scheduled job runs: zendesk-bridge sync"
        yield warn(f"{told}, which is longer than its max_age", fix)
    else:
        yield ok(told)


def catalogue(machine: Machine) -> Look:
    """Look at every product."""
    if machine.installation.catalogue is None:
        yield ok("none in the config: products that are not late are not told apart")
        return
    known = machine.installation.catalogue.read()
    for text in known.failed:
        yield fail(text, "No new tickets are marked without it.")
    for text in known.warnings:
        yield warn(text, _CHECK)
    if not known.failed and not known.warnings:
        yield ok(number(len(known.products), "product"))


def orders(_: Machine, source: OrderFeed) -> Look:
    """Look at one feed of orders: whether it answers, and what it says of itself and of rows that are wrong."""
    found = [one for one in source.affected([_NOBODYS]) if isinstance(one, Problem)]
    for problem in found[:_SHOWN]:
        yield warn(f"{problem.place}: {problem.message}", f"{problem.fix[:1].upper()}{problem.fix[1:]}.")
    more = f", and {len(found) - _SHOWN} more as those" if len(found) > _SHOWN else ""
    yield ok(f"{source.name} answers{more}")


_NOBODYS = "zendesk-bridge doctor"
"""A SKU that no order bears: asked for, a feed tells all but orders."""


def config(machine: Machine) -> Look:
    """Look at the config: all that is wrong with it, and what may not be meant so."""
    installation, found = machine.installation, machine.installation.config
    for problem in found.problems:
        yield fail(f"{problem.place}: {problem.message}", problem.fix or _SCHEMA)
    for doubt in found.doubts:
        yield warn(f"{doubt.place}: {doubt.message}", doubt.fix or _SCHEMA)
    if not found.problems:
        feeds = number(len(installation.sources), "feed")
        yield ok(f"{number(len(installation.names), 'helpdesk')}, {feeds} of late items")


def _mistakes(problems: tuple[Problem, ...]) -> Look:
    if problems:
        more = f", and {len(problems) - 1} more" if len(problems) > 1 else ""
        yield fail(f"{problems[0].place}: {problems[0].message}{more}", (not more and problems[0].fix) or _CHECK)


def some(names: Iterable[str]) -> str:
    """Return a few names and how many more there are."""
    names = [*map(one_line, names)]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def ago(age: timedelta) -> str:
    """Return an age in words: ``5 minutes ago``."""
    return f"{in_words(age)} ago" if age >= _A_MINUTE else "just now"
