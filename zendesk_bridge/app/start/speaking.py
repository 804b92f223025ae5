"""The ready-made macros and facts in the languages that were chosen, the first of them as the main one.

They are rearranged as text, so that comments, order and line breaks stay as they were written. The main language of
the files that come with the product is English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from textwrap import dedent, indent

SHIPPED = "en"
"""The language outside ``locales:`` in the files that come with the product."""

_WORDS = ("subject", "reply", "fallback")
_KEY = re.compile(r"(\w+):")
_ITEM = re.compile(r"(?m)^(?=  - sku:)")
_REASON = re.compile(r"(?m)^    reason: (.*)$")
_LOCAL = re.compile(r"(?m)^      (\w+): \{reason: (.*)\}$")
_LOCALES = re.compile(r"(?m)^    locales:\n(?:      .*\n?)*")


def macro_in(text: str, languages: Sequence[str], titles: Mapping[str, Mapping[str, str]]) -> str:
    """Return one macro file in these languages; ``titles`` are by key and language, where they are not the shipped."""
    parts = _blocks(text)
    local = _blocks(dedent(parts.pop("locales", "").partition("\n")[2]))
    words = {name: _blocks(dedent(block.partition("\n")[2])) for name, block in local.items()}
    words[SHIPPED] = {name: parts[name] for name in _WORDS if name in parts}
    main, *others = languages
    key = parts["key"].partition(":")[2].strip()
    if title := titles.get(key, {}).get(main):
        parts["title"] = f"title: {json.dumps(title, ensure_ascii=False)}\n"
    first = next(name for name in _WORDS if name in parts)
    kept = {name: "".join(words[main].values()) if name == first else block for name, block in parts.items()}
    text = "".join(block for name, block in kept.items() if name == first or name not in _WORDS)
    if others:
        blocks = "".join(f"{other}:\n{indent(''.join(words[other].values()), '  ')}" for other in others)
        text += f"locales:\n{indent(blocks, '  ')}"
    return text


def facts_in(text: str, languages: Sequence[str]) -> str:
    """Return the late items with their reasons in these languages; names are as they are."""
    head, *items = _ITEM.split(text)
    return head + "\n\n".join(_item_in(item.rstrip("\n"), languages) for item in items) + "\n"


def first_item(text: str) -> str:
    """Return a file of late items with the first of them alone, without what stands above it."""
    return "backorders:\n" + _ITEM.split(text)[1].rstrip("\n") + "\n"


def _item_in(item: str, languages: Sequence[str]) -> str:
    found = _REASON.search(item)
    reasons = dict(_LOCAL.findall(item)) | ({SHIPPED: found[1]} if found else {})
    main, *others = languages
    item = _LOCALES.sub("", item + "\n").rstrip("\n")
    item = _REASON.sub(lambda _: f"    reason: {reasons[main]}", item)
    lines = [f"      {other}: {{reason: {_in_braces(reasons[other])}}}" for other in others]
    return "\n".join([item, *(["    locales:", *lines] if lines else [])])


def _in_braces(scalar: str) -> str:
    """Return a scalar as it is written between braces: what means something there is put in quotation marks."""
    return json.dumps(scalar, ensure_ascii=False) if scalar[0] not in "\"'" and set(",[]{}") & set(scalar) else scalar


def _blocks(text: str) -> dict[str, str]:
    """Return the lines of each key at the left margin, by that key; what stands above the first is under ``""``."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines(keepends=True):
        name = key[1] if (key := _KEY.match(line)) else name
        found[name] = found.get(name, "") + line
    return found
