"""The board for people and programs: as text, as JSON, or as one page for the wall, the phone and the printer."""

from zendesk_bridge.core.report.board.data import board_json
from zendesk_bridge.core.report.board.page import board_page
from zendesk_bridge.core.report.board.text import board_lines
from zendesk_bridge.core.report.board.values import BoardReport

__all__ = ["BoardReport", "board_json", "board_lines", "board_page"]
