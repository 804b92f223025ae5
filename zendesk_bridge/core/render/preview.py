"""A reply as the customer would read it, with sample values in place of the helpdesk's."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from zendesk_bridge.core import wording
from zendesk_bridge.core.model import Backorder, FieldKey, Macro, Per, Variant
from zendesk_bridge.core.ports import Dialect
from zendesk_bridge.core.render.compose import Target, compose
from zendesk_bridge.core.text import html_to_text
from zendesk_bridge.core.window import as_of

_BLOCK_END = re.compile(r"(?<=</p>)|(?<=</ul>)|(?<=</ol>)|(?<=</div>)")


@dataclass(frozen=True, slots=True)
class Preview:
    """One filled-in reply: as HTML, and as text with an empty line between paragraphs."""

    title: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class _Sample:
    """A dialect whose placeholders are filled in already."""

    values: Mapping[str, str]

    def placeholder(self, name: str) -> str:
        return html.escape(self.values.get(name, f"[{name}]")).replace("\n", "<br>")

    def guard(self, fields: Collection[FieldKey], body: str, fallback: str) -> str:
        return body if all(self.values.get(f"backorder.{key}") for key in fields) else fallback

    def shape(self, html: str) -> str:
        return html


@dataclass(frozen=True, slots=True)
class _Unmarked:
    """A helpdesk's own dialect on a ticket whose fields of ours are empty."""

    real: Dialect
    values: Mapping[str, str]

    def placeholder(self, name: str) -> str | None:
        if self.real.placeholder(name) is None:
            return None
        return html.escape(self.values.get(name, "" if name.startswith("backorder.") else f"[{name}]"))

    def guard(self, fields: Collection[FieldKey], body: str, fallback: str) -> str:
        """Show the fallback where the helpdesk can tell that the fields are empty."""
        return body if self.real.guard(fields, "body", "fallback") == "body" else fallback

    def shape(self, html: str) -> str:
        return html


def unmarked(macro: Macro, variant: Variant, sample: Mapping[str, str], target: Target) -> Preview | None:
    """Fill in what a ticket gives that triage has not marked; None for a per-item macro, which asks no ticket.

    ``target``'s dialect is the helpdesk's own: only some can tell that a field is empty. Raises InvalidInput.
    """
    if macro.per is Per.ITEM:
        return None
    one = compose(macro, variant, None, replace(target, dialect=_Unmarked(target.dialect, sample)))
    return Preview(one.title, one.body, _text(one.body)) if one else None


def preview(
    macro: Macro, variant: Variant, items: Sequence[Backorder], sample: Mapping[str, str], target: Target
) -> tuple[Preview, ...]:
    """Fill in a reply: a per-ticket macro once about all these items, a per-item macro once for each it is for.

    ``sample`` gives ``customer.first_name`` and the like. ``target``'s dialect is not used. Raises InvalidInput.
    """
    told = [as_of(item, target.today) for item in items]
    fields = wording.field_texts(told, target.speech(variant.locale))
    filled = _Sample({**sample, **{f"backorder.{key}": text for key, text in fields.items()}})
    here = replace(target, dialect=filled)
    each = told if macro.per is Per.ITEM else [None]
    composed = [compose(macro, variant, item, here) for item in each]
    return tuple(Preview(one.title, one.body, _text(one.body)) for one in composed if one)


def _text(body: str) -> str:
    blocks = (html_to_text(block.replace("<li>", "<li>- ")) for block in _BLOCK_END.split(body))
    return "\n\n".join(block for block in blocks if block)
