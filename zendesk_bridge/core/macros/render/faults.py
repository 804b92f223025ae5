"""What cannot be read in a template: every slip at its place, and what is left of the text without them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import jinja2

from zendesk_bridge.core.errors import Place, Problem
from zendesk_bridge.core.macros.render.engine import parsed
from zendesk_bridge.core.macros.render.liquid import BRACES, advice
from zendesk_bridge.core.model import Template

MOST = 20
"""Slips of one template that are told: each takes one more reading of it."""

_LITERAL = re.compile(
    r"\{%-?\s*raw\s*-?%\}.*?(?:\{%-?\s*endraw\s*-?%\}|\Z)|\{#.*?(?:#\}|\Z)|(?P<mark>['\"])[{}%#]+(?P=mark)", re.DOTALL
)
_UNEVEN = re.compile(
    r"\{\{\{+[^{}\n%]*\}*"  # three braces
    r"|\{\{[^{}\n%]*\}(?!\})"  # closed by one
    r"|\{\{[^{}%]*(?=\{\{|\{%|\Z)"  # never closed
    r"|\{%[^{}%]*(?=\{\{|\{%|\Z)"
)
_PIECE = re.compile(r"\{\{[^{}]*\}\}|\{%-?\s*(?P<tag>if|elif)\b[^{}%]*%\}")
_NO_END = re.compile(r"Unexpected end of template\b.*closed is '(\w+)'")
_SHOWN = 40  # characters
_BEYOND = "; more to fix may show once this is right"


def legible(template: Template) -> tuple[Template | None, tuple[Problem, ...]]:
    """Return the template without what cannot be read, and a problem for each slip.

    The rest keeps its lines and columns. It is None where nothing can be told of it.
    """
    problems: list[Problem] = []
    while len(problems) < MOST:
        try:
            parsed(template.text)
        except jinja2.TemplateSyntaxError as fault:
            found, rest = _uneven(template) if not problems else ([], template)
            problems += found or [of_syntax(template, fault)]
            rest = rest if found else _ended(template, fault.message or "") or _without(template, fault.lineno)
            if rest.text == template.text:
                return None, (*problems[:-1], _and_more(template, problems[-1]))
            template = rest
        else:
            return template, tuple(problems)
    return None, tuple(problems)


def of_syntax(template: Template, fault: jinja2.TemplateSyntaxError) -> Problem:
    """Say in plain words what Jinja cannot read, and where."""
    block = _NO_END.match(fault.message or "")
    number = _opened(template.text, block[1]) if block else fault.lineno
    message, fix = advice(line_of(template, number), fault.message or "")
    return Problem(place_of(template, number, "{%" if block else "{"), f"template: {message}", fix)


def _opened(text: str, block: str) -> int:
    """Return the line of the last block of this kind that is begun and never ended."""
    open_lines: list[int] = []
    for found in re.finditer(rf"\{{%-?\s*(end)?{block}\b", text):
        if not found[1]:
            open_lines.append(text.count("\n", 0, found.start()) + 1)
        elif open_lines:
            open_lines.pop()
    return open_lines[-1] if open_lines else text.count("\n") + 1


def _uneven(template: Template) -> tuple[list[Problem], Template]:
    """Find braces that do not come in pairs; what is handed through, and braces in quotation marks, are left alone."""
    hidden = _LITERAL.sub(_blank, template.text)
    problems = []
    text = template.text
    for found in _UNEVEN.finditer(hidden):
        first = found[0].strip().split("\n")[0]
        place = at(template, found.start())
        shown = first if len(first) <= _SHOWN else first[:_SHOWN] + "..."
        fix = BRACES if first.startswith("{{") else "write %} where it ends"
        many = first.startswith("{{{")
        problems.append(Problem(place, f"template: '{shown}' " + (_MANY if many else _OPEN), fix))
        text = text[: found.start()] + _blank(found) + text[found.end() :]
    return problems, replace(template, text=text)


_MANY, _OPEN = "has more than two braces", "is opened and not closed as it was opened"


def _without(template: Template, number: int) -> Template:
    """Return the template with what cannot be read alone taken out of one line; a condition becomes ``true``."""
    lines = template.text.splitlines(keepends=True)
    if number <= len(lines):
        lines[number - 1] = _PIECE.sub(_kept(), lines[number - 1])
    return replace(template, text="".join(lines))


def _ended(template: Template, message: str) -> Template | None:
    """Return the template with the end of a block that it lacks."""
    block = _NO_END.match(message)
    return replace(template, text=f"{template.text}{{% end{block[1]} %}}") if block else None


def _kept() -> Callable[[re.Match[str]], str]:
    def kept(piece: re.Match[str]) -> str:
        opening = "{% if true %}" if piece["tag"] == "elif" else ""
        try:
            parsed(f"{opening}{piece[0]}{'{% endif %}' if piece['tag'] else ''}")
        except jinja2.TemplateSyntaxError:
            return f"{{% {piece['tag']} true %}}".ljust(len(piece[0])) if piece["tag"] else _blank(piece)
        return piece[0]

    return kept


def _and_more(template: Template, problem: Problem) -> Problem:
    if len(re.findall(r"\{[{%]", template.text)) <= 1:
        return problem
    return replace(problem, fix=f"{problem.fix}{_BEYOND}".removeprefix("; "))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def at(template: Template, offset: int) -> Place:
    """Return the place of an offset in the text."""
    start = template.place
    if not start.line:
        return start
    before = template.text[:offset]
    return Place(start.file, start.line + before.count("\n"), offset - (before.rfind("\n") + 1) + (start.column or 1))


def place_of(template: Template, line: int, name: str) -> Place:
    """Find the name in that line of the template, and with it the place in the admin's file.

    All lines of a YAML block are indented alike, so what holds for the first line's column holds for all.
    """
    start = template.place
    if not start.line:
        return start
    found = re.search(re.escape(name) + (r"\b" if name[-1].isalnum() else ""), line_of(template, line))
    column = (found.start() if found else 0) + (start.column or 1)
    return Place(start.file, start.line + line - 1, column)


def line_of(template: Template, number: int) -> str:
    """Return one line of the template, counted from 1; nothing beyond its end."""
    lines = template.text.splitlines()
    return lines[number - 1] if number <= len(lines) else ""
