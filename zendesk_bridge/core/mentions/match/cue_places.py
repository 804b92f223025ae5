"""Where a number stands, and what that says of it: in a URL, in a table's column, in a list."""

from __future__ import annotations

from zendesk_bridge.core.mentions.match import cue_patterns as says
from zendesk_bridge.core.mentions.match.cue_nearest import NEAR, NOTHING, Cue, nearest_before, said_by
from zendesk_bridge.core.mentions.match.cue_words import ITEM, OTHER
from zendesk_bridge.core.mentions.match.words import listed

_URL_ENDS = frozenset("/=?&_-")
_SHOPS = listed("store tienda magasin filiale lager warehouse")
_COLUMNS = (";", "|", "\t", ",")

REACH = 110  # characters before and behind a place, within which a word may be its cue
_ABOVE = 2_000  # characters of the lines above, in which the head of a table is looked for
_ROWS = 25  # rows of a table above
_CELL = 4  # words of a cell in a table's head


def in_url(text: str, start: int) -> Cue | None:
    """Return what the URL says that this place is a part of; a product's page unless a word in it says otherwise."""
    if text[start - 1 : start] not in _URL_ENDS or not start:
        return None
    found = says.URL_BEFORE.search(text[max(0, start - REACH) : start].lower())
    if not found:
        return None
    host = says.HOST.search(found[0])
    if host and any(word in OTHER and word not in _SHOPS for word in says.WORDS.findall(host[0])):
        return Cue("other", "URL")
    path = says.HOST.sub("", found[0])
    word = next((word for word in reversed(says.WORDS.findall(path)) if word in OTHER or word in ITEM), "")
    return Cue("other", word) if word in OTHER else Cue("item", "URL")


def in_table(text: str, start: int) -> Cue | None:
    """Return what the header says of the column that this place stands in."""
    low = _line_start(text, start)
    separator = next((separator for separator in _COLUMNS if separator in _row(text, low)), "") if low else ""
    if not separator:
        return None
    line = text[low:start]
    for row in reversed(text[max(0, low - _ABOVE) : low - 1].split("\n")[-_ROWS:]):
        if separator not in row:
            return None
        if not any(map(str.isdigit, row)) and any(map(str.isalpha, row)):
            return _column(row, separator, line.count(separator))
    return None


def _line_start(text: str, start: int) -> int:
    """Return where the line of a place begins; 0 for the first line, and for one that is too long for a row."""
    return text.rfind("\n", max(0, start - _ABOVE), start) + 1


def _row(text: str, low: int) -> str:
    """Return the line that begins at ``low``."""
    high = text.find("\n", low, low + _ABOVE)
    return text[low : high if high >= 0 else low + _ABOVE]


def _column(row: str, separator: str, number: int) -> Cue | None:
    """Return what a table's header says about a column."""
    cells = row.lower().split(separator)
    if any(len(cell.split()) > _CELL for cell in cells):  # prose, with commas
        return None
    words = says.WORDS.findall(cells[number]) if number < len(cells) else []
    found = next((found for index in range(len(words)) if (found := said_by(words, index))), None)
    return Cue(found, cells[number].strip()) if found else None


def from_above(text: str, start: int) -> Cue:
    """Return the cue that begins a list of which this line is a member."""
    low = _line_start(text, start)
    if not low or not says.ROW_START.match(text[low:start]):
        return NOTHING
    for row in reversed(text[max(0, low - _ABOVE) : low - 1].split("\n")[-_ROWS:]):
        if row.strip() and not says.ROW.match(row):
            head, distance = nearest_before(row.rstrip(" :\r").lower())
            return head if distance <= NEAR else NOTHING
    return NOTHING
