"""A plan or an outcome: for a terminal, as JSON, as Markdown, or as a page with every reply."""

from zendesk_bridge.core.plural import number
from zendesk_bridge.core.report.data import patch_json, plan_json, refusals_json
from zendesk_bridge.core.report.legible import legible
from zendesk_bridge.core.report.lines import Line, laid_out
from zendesk_bridge.core.report.markdown import plan_markdown
from zendesk_bridge.core.report.moves import (
    MovedFact,
    Windows,
    move_lines,
    moved_lines,
    moves_applied,
    moves_json,
    moves_planned,
    moves_told,
)
from zendesk_bridge.core.report.review import ChangeGroup, ChangePart, Member, causes, causes_told, parts_of, review
from zendesk_bridge.core.report.runs import run_line, written
from zendesk_bridge.core.report.text import plan_lines
from zendesk_bridge.core.report.tickets import patch_text, skip_text, skip_word
from zendesk_bridge.core.report.words import BEYOND, advice, counts, tally, title, word

__all__ = [
    "BEYOND",
    "ChangeGroup",
    "ChangePart",
    "Line",
    "Member",
    "MovedFact",
    "Windows",
    "advice",
    "causes",
    "causes_told",
    "counts",
    "laid_out",
    "legible",
    "move_lines",
    "moved_lines",
    "moves_applied",
    "moves_json",
    "moves_planned",
    "moves_told",
    "number",
    "parts_of",
    "patch_json",
    "patch_text",
    "plan_json",
    "plan_lines",
    "plan_markdown",
    "refusals_json",
    "review",
    "run_line",
    "skip_text",
    "skip_word",
    "tally",
    "title",
    "word",
    "written",
]
