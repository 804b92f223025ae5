"""preview: the replies as a customer reads them, and what else a macro does on each helpdesk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from zendesk_bridge.app import macros
from zendesk_bridge.cli.check.files import Files, read_files
from zendesk_bridge.cli.common import emit, emit_json, load_files, named, show, today
from zendesk_bridge.cli.samples import Sample, samples
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.macros.render import Target
from zendesk_bridge.core.model import Actions, Backorder, Macro, Per
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Offline
from zendesk_bridge.settings import Settings
from zendesk_bridge.wiring import offline_helpdesks


@dataclass(frozen=True, slots=True)
class PreviewTarget:
    """A helpdesk that replies are shown for."""

    helpdesk: Offline
    target: Target


@dataclass(frozen=True, slots=True)
class Shown:
    """One reply and the helpdesks on which a customer reads just that, each with what the macro does there."""

    sample: Sample
    places: tuple[tuple[PreviewTarget, Sample], ...]


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """What was asked for. ``items`` () means: about the first late item that there is a reply for.

    ``heard`` is the last ship day that the customer was told before, if any.
    """

    macros: tuple[Macro, ...]
    items: tuple[Backorder, ...]
    late: tuple[Backorder, ...]
    locale: str | None
    heard: date | None = None


def preview(*, key: str | None, config: Path, html: bool, form: str, **asked: Any) -> int:
    """Show the reply that an agent will get from the macro KEY, for a made-up customer. Offline.

    Raises InvalidInput for a key, a SKU or a locale that there is not.
    """
    settings = load_files(config).settings
    files = read_files(settings)
    if files.problems:
        raise InvalidInput(files.problems)
    wanted = replace(_wanted(files, key, asked["items"], asked["locale"]), heard=asked["told"])
    places = _places(settings, files, asked["helpdesk"])
    found: list[Shown] = []
    nothing: list[str] = []
    for macro in wanted.macros:
        shown = list(_shown(macro, wanted, places))
        found.extend(shown)
        nothing.extend([] if shown else [f"{macro.key}: {_why_not(macro, wanted, places)}"])
    if form == "json":
        emit_json({"replies": [_as_json(one) for one in found], "nothing": nothing})
        return 0
    for one in found:
        emit("\n".join([*_lines(one, html=html), ""]))
    for line in nothing:
        show(line)
    return 0


def _wanted(files: Files, key: str | None, items: Sequence[str], locale: str | None) -> PreviewRequest:
    """Find what was asked for; a wrong name is a usage error that names the nearest right one."""
    macros = {macro.key: macro for macro in files.macros}
    late = {item.sku: item for item in files.late}
    chosen = (named("macro", key, macros),) if key else files.macros
    if locale:
        locale = _locale(f"{key or 'macro'} in the language", locale, _locales(chosen))
    return PreviewRequest(chosen, tuple(named("late item", sku, late) for sku in items), files.late, locale)


def _locale(kind: str, asked: str, known: Mapping[str, str]) -> str:
    """Find a language as people name it: "en" is the one kind of English that there is."""
    wanted = asked.replace("-", "_").lower()
    found = [one for one in known if wanted in {one.lower(), one.partition("_")[0].lower()}]
    return found[0] if len(found) == 1 else named(kind, asked, known)


def _locales(macros: Sequence[Macro]) -> dict[str, str]:
    return {variant.locale: variant.locale for macro in macros for variant in macro.variants}


def _places(settings: Settings, files: Files, name: str | None) -> tuple[PreviewTarget, ...]:
    given = macros.MacroInput(
        files.macros,
        files.late,
        settings.locale,
        today(settings),
        settings.fallback_working_days,
        markets=settings.markets,
    )
    helpdesks = {helpdesk.name: helpdesk for helpdesk in offline_helpdesks(settings)}
    chosen = (named("helpdesk", name, helpdesks),) if name else helpdesks.values()
    return tuple(PreviewTarget(helpdesk, macros.on_paper(helpdesk, given, settings.owner)) for helpdesk in chosen)


def _shown(macro: Macro, wanted: PreviewRequest, places: Sequence[PreviewTarget]) -> Iterator[Shown]:
    """Yield each reply once, with all the helpdesks on which it reads so."""
    found: dict[tuple[str, str], list[tuple[PreviewTarget, Sample]]] = {}
    for place in places:
        if macro.wanted_on(place.helpdesk.name):
            for one in _samples(macro, wanted, place.target):
                found.setdefault((one.key, one.shown.html), []).append((place, one))
    for alike in found.values():
        yield Shown(alike[0][1], tuple(alike))


def _samples(macro: Macro, wanted: PreviewRequest, target: Target) -> Iterator[Sample]:
    for variant in macro.variants:
        if wanted.locale in {None, variant.locale}:
            if macro.per is Per.TICKET or wanted.items:
                yield from samples(macro, variant, wanted.items or wanted.late[:1], target, wanted.heard)
                continue
            each = (list(samples(macro, variant, [item], target)) for item in wanted.late)
            yield from next((one for one in each if one), [])


def _why_not(macro: Macro, wanted: PreviewRequest, places: Sequence[PreviewTarget]) -> str:
    """Say why there is nothing to show."""
    here = ", ".join(place.helpdesk.name for place in places)
    if not any(macro.wanted_on(place.helpdesk.name) for place in places):
        return f"is not for {here} (helpdesks: {', '.join(macro.helpdesks)})"
    if wanted.locale and wanted.locale not in _locales([macro]):
        return f"has no {wanted.locale} (it has {', '.join(_locales([macro]))})"
    if not wanted.late:
        return "is made for each late item, and nothing is late"
    if wanted.items:
        fits = [item.sku for item in wanted.late if list(_shown(macro, _about(wanted, item), places))]
        about = ", ".join(item.sku for item in wanted.items)
        return (
            f"is not made for {about}: the reply comes out empty (it is made for {', '.join(fits) or 'no late item'})"
        )
    return f"is made for none of the {number(len(wanted.late), 'late item')}: the reply comes out empty for each"


def _about(wanted: PreviewRequest, item: Backorder) -> PreviewRequest:
    return PreviewRequest(wanted.macros, (item,), wanted.late, wanted.locale)


# --- in words, and as JSON ---------------------------------------------------------------------------


def _lines(one: Shown, *, html: bool) -> Iterator[str]:
    sample = one.sample
    yield f"=== {sample.shown.title}  ({sample.macro.key}, {sample.variant.locale})"
    yield ""
    yield sample.shown.html if html else sample.shown.text
    yield ""
    for place, here in one.places:
        does = _does(here.macro.actions, place.helpdesk)
        yield f"--- on {place.helpdesk.name}: {'; '.join(does) or 'nothing but the reply'}"
        if here.unmarked and here.unmarked.html != here.shown.html:
            yield "    A ticket that is not marked gives:"
            text = here.unmarked.html if html else here.unmarked.text
            yield from (f"    | {line}".rstrip() for line in text.split("\n"))


def _does(actions: Actions, helpdesk: Offline) -> list[str]:
    """Return what a macro does besides its reply, and what this helpdesk leaves out."""
    done = []
    for name, value in _asked(actions).items():
        words = f"{name.replace('_', ' ')}: {value if isinstance(value, str) else ' '.join(value)}"
        done.append(words if name in helpdesk.capabilities.actions else f"({words}: left out, it cannot)")
    return done


def _asked(actions: Actions) -> dict[str, Any]:
    values = {each.name: getattr(actions, each.name) for each in fields(actions)}
    return {name: value for name, value in values.items() if value}


def _as_json(one: Shown) -> dict[str, Any]:
    sample = one.sample
    return {
        "key": sample.key,
        "macro": sample.macro.key,
        "locale": sample.variant.locale,
        "title": sample.shown.title,
        "text": sample.shown.text,
        "html": sample.shown.html,
        "helpdesks": [
            {
                "helpdesk": place.helpdesk.name,
                "actions": {
                    name: value
                    for name, value in _asked(here.macro.actions).items()
                    if name in place.helpdesk.capabilities.actions
                },
                "unmarked": {"text": here.unmarked.text, "html": here.unmarked.html} if here.unmarked else None,
            }
            for place, here in one.places
        ],
    }
