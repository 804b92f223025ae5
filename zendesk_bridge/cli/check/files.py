"""What the admin's files say, read for looking at them alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from zendesk_bridge.app.facts import between_files, with_next_updates
from zendesk_bridge.core import document
from zendesk_bridge.core.audience import unknown_shops, unknown_templates
from zendesk_bridge.core.errors import Incomplete, InvalidInput, Place, Problem
from zendesk_bridge.core.model import Backorder, Ignore, Macro
from zendesk_bridge.settings import FileBackorders, Settings
from zendesk_bridge.wiring import build_feeds, has_segments, order_files, read_folder, read_segments

_NONE_LATE = "right if nothing is late, and then what was told of items before is taken back; else fill the file"


@dataclass(frozen=True, slots=True)
class Files:
    """What the admin's files say, what is wrong with them, and what may not be meant so.

    ``ignores`` are rules that need not be kept here or there.
    """

    macros: tuple[Macro, ...]
    late: tuple[Backorder, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    feeds: Mapping[str, str] = field(default_factory=dict)
    """Which feed gave an item, by SKU."""
    mails: tuple[Macro, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many rows of a feed its conditions left out, by the feed's name; none where all count."""


def read_files(settings: Settings, doubts: Iterable[Problem] = ()) -> Files:
    """Read macros and feeds, collecting the problems of all of them, and the doubts to those that there are."""
    folder = read_folder(settings)
    problems, doubts = [*folder.problems, *folder.mail_problems], [*doubts, *folder.doubts]
    late: dict[str, Backorder] = {}
    feeds: dict[str, str] = {}
    left_out: dict[str, int] = {}
    today = datetime.now(settings.timezone).date()
    ignores = [*folder.ignores]
    for feed, _ in build_feeds(settings):
        reading = feed.read()
        problems.extend(reading.problems)
        doubts.extend(reading.doubts)
        ignores.extend(reading.ignores)
        left_out |= {feed.name: reading.left_out} if reading.left_out else {}
        items = with_next_updates(reading.backorders, reading.hears_after, {}, today)
        late.update({item.sku: item for item in items})
        feeds.update(dict.fromkeys((item.sku for item in reading.backorders), feed.name))
        if not reading.backorders and not reading.problems and not reading.doubts:
            doubts.append(Problem(Place(feed.name), "holds no late item", _NONE_LATE))
    doubts.extend(_unread(settings, folder.facts))
    known = not (folder.problems or folder.mail_problems)
    wrong, unlikely = _of_segments(settings, (*folder.macros, *folder.mails), all_known=known)
    problems.extend(wrong)
    doubts.extend(unlikely)
    problems.extend(between_files(late.values()))
    wrong, unlikely = _of_orders(settings, late, left_out)
    problems.extend(wrong)
    doubts.extend(unlikely)
    if not folder.macros and not folder.problems:
        where = Place(document.printable(str(settings.macros)))
        doubts.append(Problem(where, "holds no macro", "macros: in your config names the folder of macro files"))
    return Files(
        folder.macros,
        tuple(late.values()),
        tuple(problems),
        tuple(doubts),
        tuple(ignores),
        feeds,
        folder.mails,
        left_out,
    )


def _of_segments(settings: Settings, macros: Iterable[Macro], *, all_known: bool) -> tuple[list[Problem], ...]:
    """Return what is wrong with the segments of late orders, and what may not be meant so; nothing where none are.

    Where not all macros are known, a template may be one of the others.
    """
    if not has_segments(settings.macros):
        return [], []
    try:
        reading = read_segments(settings.macros)
    except InvalidInput as error:
        return [*error.problems], []
    wrong = [*unknown_templates(reading.segments, (*macros,))] if all_known else []
    if settings.orders:
        wrong += unknown_shops(reading.segments, {*settings.helpdesks, *(feed.name for feed in settings.orders)})
    return wrong, [*reading.doubts]


def _of_orders(settings: Settings, late: Iterable[str], left_out: dict[str, int]) -> tuple[list[Problem], ...]:
    """Return what is wrong with the files of orders, and rows that cannot be read: each costs its own order alone.

    How many rows their conditions left out comes to ``left_out``.
    """
    problems: list[Problem] = []
    doubts: list[Problem] = []
    skus = tuple(late)
    for feed in order_files(settings):
        try:
            doubts.extend(document.gathered(it for it in feed.affected(skus) if isinstance(it, Problem)))
            left_out |= {feed.name: feed.left_out} if feed.left_out else {}
        except InvalidInput as error:
            problems.extend(error.problems)
        except Incomplete as error:
            problems.append(Problem(Place(feed.name), error.message, error.fix))
    return problems, doubts


def _unread(settings: Settings, facts: Iterable[Path]) -> Iterator[Problem]:
    """Yield the files of late items beside the macros that no feed names: nobody is told of what stands in them."""
    read = {feed.path.resolve() for feed in settings.backorders if isinstance(feed, FileBackorders)}
    for path in facts:
        if path.resolve() not in read:
            fix = f"name it under backorders: in your config: - {{type: file, path: {path.parent.name}/{path.name}}}"
            yield Problem(Place(document.printable(str(path))), "may hold late items, and no feed reads it", fix)
