"""Which days a text tells, in the ways that people and we write them: single ones, and ranges of two.

A range is found as two days with a joint between them, so that every way to write a day may stand at either end:
"Dec 6-10", "6.-10.12.", "du 6 au 10 décembre", "Monday the 7th to Friday the 11th of December". What a number is else,
a price, a time, a size, is none. No step looks at a place more than a fixed number of times.
"""

from zendesk_bridge.core.days.finding import DaySpan, find_days, is_month_first, plainly

__all__ = ["DaySpan", "find_days", "is_month_first", "plainly"]
