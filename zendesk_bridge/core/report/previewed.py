"""Replies and mails as one page: each as a mail program shows it, and as plain text beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import nh3

from zendesk_bridge.core.report.paper import beginning, in_html, paper

PREVIEW_BEGINNING = beginning("preview")
"""How every such page begins, so that no other file is taken for one."""

_STYLE = """
main { max-width: 74rem } body { max-width: 76rem }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .3rem 1rem }
.both { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
@media (max-width: 48rem) { .both { grid-template-columns: 1fr } }
pre { white-space: pre-wrap; font: 14px/1.5 ui-monospace, monospace; margin: .5rem 0 }
"""


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """One reply or mail. ``title`` is what is seen first, ``about`` what it is and for whom, both plain text."""

    title: str
    about: str
    locale: str
    html: str
    text: str


def preview_page(title: str, cards: Iterable[PreviewCard], notes: Iterable[str] = ()) -> str:
    """Return the page; ``notes`` say what there is nothing to show of."""
    body = [f"<h1>{in_html(title)}</h1>", *(line for card in cards for line in _card(card))]
    body += [f'<p class="soft">{in_html(note)}</p>' for note in notes]
    return paper("preview", title, "\n".join(body), _STYLE)


def _card(card: PreviewCard) -> Iterator[str]:
    yield f"<h2>{in_html(card.title)}</h2><p><small>{in_html(card.about)}</small></p>"
    language = in_html(card.locale.replace("_", "-"))
    yield f'<div class="both" lang="{language}"><div class="card">{nh3.clean(card.html)}</div>'
    yield f'<div class="card"><pre>{in_html(card.text)}</pre></div></div>'
