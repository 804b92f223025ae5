"""preview: the replies as a customer reads them, and what else a macro does on each helpdesk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from zendesk_bridge.app import macros
from zendesk_bridge.cli.check.files import Files, read_files
from zendesk_bridge.cli.common import emit, emit_json, load_files, named, show, today
from zendesk_bridge.cli.mail_samples import MailSample, mail_samples
from zendesk_bridge.cli.replacing import checked, save
from zendesk_bridge.cli.samples import Sample, samples
from zendesk_bridge.core.errors import InvalidInput
from zendesk_bridge.core.macros.mails import SampleOrder, tells_back
from zendesk_bridge.core.macros.render import Target
from zendesk_bridge.core.macros.telling import Manner
from zendesk_bridge.core.model import Actions, Backorder, Macro, Per
from zendesk_bridge.core.plural import number
from zendesk_bridge.core.ports import Offline
from zendesk_bridge.core.report.previewed import PREVIEW_BEGINNING, PreviewCard, preview_page
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
    mails: tuple[Macro, ...]
    items: tuple[Backorder, ...]
    late: tuple[Backorder, ...]
    locale: str | None
    heard: date | None = None


@dataclass(frozen=True, slots=True)
class PreviewFound:
    """What there is to show, and of what there is nothing."""

    replies: tuple[Shown, ...]
    mails: tuple[MailSample, ...]
    nothing: tuple[str, ...]


def preview(*, key: str | None, config: Path, html: str | None, form: str, **asked: Any) -> int:
    """Show the reply that an agent will get from the macro KEY, or the mail that is sent. Offline.

    ``html`` is None for text, "" for HTML, or the file to write a page into.

    Raises InvalidInput for a key, a SKU or a locale that there is not.
    """
    if html and not html.lower().endswith(_PAGES):
        key, html = _key_or_page(key, html), ""
    page = checked(Path(html), (PREVIEW_BEGINNING,), "page of a preview") if html else None
    settings = load_files(config).settings
    files = read_files(settings)
    if files.problems:
        raise InvalidInput(files.problems)
    wanted = replace(_wanted(files, key, asked["items"], asked["locale"]), heard=asked["told"])
    found = _found(wanted, settings, _places(settings, files, asked["helpdesk"]))
    if page:
        save(page, preview_page(f"Preview of {key or 'all macros'}", _cards(found), found.nothing))
    if form == "json":
        told = {"replies": [_as_json(one) for one in found.replies], "mails": [one.as_json() for one in found.mails]}
        emit_json({**told, "nothing": list(found.nothing)})
        return 0
    if page:
        emit(f"Written to {page}: open it in a browser.")
    else:
        for text in _texts(found, html=html is not None):
            emit(f"{text}\n")
    for line in found.nothing:
        show(line)
    return 0


_PAGES = (".html", ".htm")


def _key_or_page(key: str | None, said: str) -> str:
    """Return the key that stands behind ``--html`` where no page does; raises BadParameter where there is one."""
    if key is not None:
        raise click.BadParameter(f"the name of a page ends in .html, and '{said}' does not", param_hint="--html")
    return said


def _found(wanted: PreviewRequest, settings: Settings, places: Sequence[PreviewTarget]) -> PreviewFound:
    replies: list[Shown] = []
    nothing: list[str] = []
    for macro in wanted.macros:
        shown = list(_shown(macro, wanted, places))
        replies.extend(shown)
        nothing.extend([] if shown else [f"{macro.key}: {_why_not(macro, wanted, places)}"])
    mails: list[MailSample] = []
    for mail in wanted.mails:
        sent = list(_mails(mail, wanted, settings, places))
        mails.extend(sent)
        nothing.extend([] if sent else [f"{mail.key}: {_why_no_mail(mail, wanted)}"])
    return PreviewFound(tuple(replies), tuple(mails), tuple(nothing))


def _mails(
    mail: Macro, wanted: PreviewRequest, settings: Settings, places: Sequence[PreviewTarget]
) -> Iterator[MailSample]:
    items = wanted.items or wanted.late[:1]
    manners = {
        place.helpdesk.name: Manner(
            settings.locale, working_days=settings.fallback_working_days, market=place.target.market
        )
        for place in places
    }
    order = SampleOrder(heard=wanted.heard, link=bool(settings.outreach.link))
    if items or tells_back(mail):
        yield from mail_samples(mail, items, wanted.locale, manners, today(settings), order)


def _why_no_mail(mail: Macro, wanted: PreviewRequest) -> str:
    if wanted.locale and wanted.locale not in _locales([mail]):
        return f"has no {wanted.locale} (it has {', '.join(_locales([mail]))})"
    return "is sent about late items, and nothing is late"


def _wanted(files: Files, key: str | None, items: Sequence[str], locale: str | None) -> PreviewRequest:
    """Find what was asked for; a wrong name is a usage error that names the nearest right one."""
    known = {macro.key: macro for macro in (*files.macros, *files.mails)}
    late = {item.sku: item for item in files.late}
    chosen = (named("macro", key, known),) if key else tuple(known.values())
    if locale:
        locale = _locale(f"{key or 'macro'} in the language", locale, _locales(chosen))
    about = tuple(named("late item", sku, late) for sku in items)
    mails = tuple(macro for macro in chosen if macro.per is Per.ORDER)
    return PreviewRequest(tuple(it for it in chosen if it not in mails), mails, about, files.late, locale)


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
    return replace(wanted, items=(item,))


# --- in words, and as JSON ---------------------------------------------------------------------------


def _texts(found: PreviewFound, *, html: bool) -> Iterator[str]:
    for reply in found.replies:
        yield "\n".join(_lines(reply, html=html))
    for sent in found.mails:
        yield "\n".join(_mail_lines(sent, html=html))


def _mail_lines(sent: MailSample, *, html: bool) -> Iterator[str]:
    yield f"=== {sent.mail.subject}  ({sent.macro.key}, {sent.locale})"
    yield ""
    yield sent.mail.html if html else sent.mail.text
    yield ""
    yield f"--- {sent.about}"


def _cards(found: PreviewFound) -> Iterator[PreviewCard]:
    for reply in found.replies:
        sample = reply.sample
        about = f"{sample.key}, {sample.variant.locale}, on {', '.join(it.helpdesk.name for it, _ in reply.places)}"
        yield PreviewCard(sample.shown.title, about, sample.variant.locale, sample.shown.html, sample.shown.text)
    for sent in found.mails:
        about = f"{sent.macro.key}, {sent.locale}, {sent.about}"
        yield PreviewCard(sent.mail.subject, about, sent.locale, sent.mail.html, sent.mail.text)


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
