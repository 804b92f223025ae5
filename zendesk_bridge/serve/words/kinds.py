"""What there is to say on the choice page, in whichever language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageSaying:
    """A page, or a part of one, that says one thing: its heading, and a sentence or two."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PageWords:
    """One language. ``{order}``, ``{number}``, ``{swap}``, ``{day}``, ``{time}`` and ``{zone}`` are filled in.

    ``intro_one`` and ``intro_many`` stand above the late items. ``wait`` to ``cancel`` are buttons, and what an
    acknowledgement calls the choice; ``swap_other`` where nobody knows any more for what. ``moment`` writes a day with
    a time. ``done_...`` heads an acknowledgement, ``next_...`` says what happens now.
    """

    language: str
    languages: str
    title: str
    intro_one: str
    intro_many: str
    quantity: str
    leaves: str
    as_of: str
    moment: str
    choose: str
    wait: str
    swap: str
    swap_other: str
    split: str
    split_hint: str
    cancel: str
    cancel_hint: str
    confirm: PageSaying
    confirm_button: str
    keep: str
    done: str
    done_cancel: str
    order: str
    item: str
    choice: str
    received: str
    next_wait: str
    next_other: str
    save: str
    save_hint: str
    back_to_order: str
    change: str
    chosen: str
    otherwise: str
    moved: str
    changed: str
    gone: str
    back: str
    no_options: str
    questions: str
    unknown: PageSaying
    over: PageSaying
    needless: PageSaying
    unread: PageSaying
    busy: PageSaying
    unsure: PageSaying
    nothing: PageSaying
