"""Dates, as spreadsheets, other countries and hurried people write them."""

from __future__ import annotations

from newcomers.desk import Mistake, facts, macro, table

DATES = (
    Mistake(
        "the American way",
        (facts("from: 2026-12-10", "from: 12/10/2026"),),
        says=("macros/backorders.yaml:5:25: ", "write 2026-12-10 or 2026-10-12"),
    ),
    Mistake(
        "the American way, one that can be read in one way only",
        (facts("to: 2026-12-14", "to: 12/14/2026"),),
        says=("macros/backorders.yaml:5:41: ", "write 2026-12-14"),
    ),
    Mistake(
        "the German way",
        (facts("from: 2026-12-10", "from: 1.12.2026"),),
        says=("macros/backorders.yaml:5:25: ", "write 2026-12-01"),
    ),
    Mistake(
        "without the year, in words",
        (facts("from: 2026-12-10", "from: Dec 1"),),
        says=("macros/backorders.yaml:5:25: ", "write it with its year, as YYYY-MM-DD"),
    ),
    Mistake(
        "with the month's name",
        (facts("from: 2026-12-10", "from: December 10, 2026"),),
        says=(
            "macros/backorders.yaml:5:25: ",
            "write it with its year, as YYYY-MM-DD",
            "macros/backorders.yaml:5:38: ",
            "a comma within { } begins another key",
        ),
    ),
    Mistake(
        "with an English ordinal",
        (facts("next_update: 2026-12-04", "next_update: December 4th, 2026"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "a 13th month",
        (facts("from: 2026-12-10", "from: 2026-13-01"),),
        says=("macros/backorders.yaml:5:25: ", "there is no month 13: write 2026-01-13, year, month and day"),
    ),
    Mistake(
        "the year first, then the day",
        (facts("from: 2026-12-10", "from: 2026-14-12"),),
        says=("macros/backorders.yaml:5:25: ", "there is no month 14: write 2026-12-14, year, month and day"),
    ),
    Mistake(
        "the 30th of February",
        (facts("next_update: 2026-12-04", "next_update: 2026-02-30"),),
        says=("macros/backorders.yaml:9:18: ", "there is no such day: that month ends with 2026-02-28"),
    ),
    Mistake(
        "the 31st of November",
        (facts("next_update: 2026-12-04", "next_update: 2026-11-31"),),
        says=("macros/backorders.yaml:9:18: ", "there is no such day: that month ends with 2026-11-30"),
    ),
    Mistake(
        "without leading zeros",
        (facts("next_update: 2026-12-04", "next_update: 2026-12-4"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "the last day before the first",
        (facts("from: 2026-12-10, to: 2026-12-14", "from: 2026-12-14, to: 2026-12-10"),),
        says=("macros/backorders.yaml:5:41: ", "swap the two, or correct one"),
    ),
    Mistake(
        "no last day",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "{from: 2026-12-10}"),),
        says=("macros/backorders.yaml:5:18: ", "add to: 2026-12-05   # Last ship date"),
    ),
    Mistake(
        "a last day alone",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "{to: 2026-12-14}"),),
        says=("macros/backorders.yaml:5:18: ", "add from: 2026-12-01   # First ship date"),
    ),
    Mistake(
        "an empty last day",
        (facts("to: 2026-12-14", "to:"),),
        says=("macros/backorders.yaml:5:40: ", "write the day as YYYY-MM-DD, or take the line away"),
    ),
    Mistake(
        "an empty window",
        (facts("{from: 2026-12-10, to: 2026-12-14}", ""),),
        says=("macros/backorders.yaml:5:17: ", "write {from: ..., to: ...}, one date, or unknown"),
    ),
    Mistake(
        "quotation marks within quotation marks",
        (facts("from: 2026-12-10", """from: "'2026-12-10'" """),),
        says=("macros/backorders.yaml:5:25: ", "write 2026-12-10, without quotation marks of its own"),
    ),
    Mistake(
        "typographic quotation marks",
        (facts("next_update: 2026-12-04", "next_update: “2026-12-04”"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04, without quotation marks of its own"),
    ),
    Mistake(
        "with the time of day",
        (facts("next_update: 2026-12-04", "next_update: 2026-12-04 09:00"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "as an API writes it",
        (facts("next_update: 2026-12-04", "next_update: 2026-12-04T00:00:00Z"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "with the time in a zone",
        (facts("next_update: 2026-12-04", "next_update: 2026-12-04T09:00:00+01:00"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "the year left out",
        (facts("next_update: 2026-12-04", "next_update: 12-04"),),
        says=("macros/backorders.yaml:9:18: ", "write it with its year, as YYYY-MM-DD"),
    ),
    Mistake(
        "the year left out, with slashes",
        (facts("next_update: 2026-12-04", "next_update: 12/4"),),
        says=("macros/backorders.yaml:9:18: ", "write it with its year, as YYYY-MM-DD"),
    ),
    Mistake(
        "a window as one text",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "Dec 1 - 5"),),
        says=("macros/backorders.yaml:5:18: ", "for a span of days write {from: YYYY-MM-DD, to: YYYY-MM-DD}; where it"),
    ),
    Mistake(
        "a window as two dates in one text",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "2026-12-10 to 2026-12-14"),),
        says=("macros/backorders.yaml:5:18: ", "for a span of days write {from: YYYY-MM-DD, to: YYYY-MM-DD}; where it"),
    ),
    Mistake(
        "a window as a list",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "[2026-12-10, 2026-12-14]"),),
        says=("macros/backorders.yaml:5:18: ", "write ship_window: {from: 2026-12-01, to: 2026-12-05}"),
    ),
    Mistake(
        "a window with other names",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "{start: 2026-12-10, end: 2026-12-14}"),),
        says=("macros/backorders.yaml:5:19: ", "did you mean 'from'?"),
    ),
    Mistake(
        "a window with German names",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "{von: 2026-12-10, bis: 2026-12-14}"),),
        says=("macros/backorders.yaml:5:19: ", "did you mean 'from'?"),
    ),
    Mistake(
        "unknown, misspelt",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "unkown"),),
        says=("macros/backorders.yaml:5:18: ", "where no date is known yet, write ship_window: unknown and a reason,"),
    ),
    Mistake(
        "Unknown with a capital",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "Unknown"),),
        says=("macros/backorders.yaml:5:18: ", "where no date is known yet, write ship_window: unknown and a reason,"),
    ),
    Mistake(
        "unknown in German",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "unbekannt"),),
        says=("macros/backorders.yaml:5:18: ", "where no date is known yet, write ship_window: unknown and a reason,"),
    ),
    Mistake(
        "TBD",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "TBD"),),
        says=("macros/backorders.yaml:5:18: ", "where no date is known yet, write ship_window: unknown and a reason,"),
    ),
    Mistake(
        "unknown, and no reason",
        (
            facts("{from: 2026-12-10, to: 2026-12-14}", "unknown"),
            facts("    reason: the supplier's shipment is two weeks late\n", ""),
        ),
        says=("macros/backorders.yaml:5:18: ", "add reason: why it is late, in words that a customer may read"),
    ),
    Mistake(
        "a last day that is unknown",
        (facts("to: 2026-12-14", "to: unknown"),),
        says=("macros/backorders.yaml:5:41: ", "where no date is known yet, write ship_window: unknown and a reason,"),
    ),
    Mistake(
        "the next update in the past",
        (facts("next_update: 2026-12-04", "next_update: 2026-11-20"),),
        warns=True,
        says=("macros/backorders.yaml:2:5: ", "tell the customers what is known now, and set a new date"),
    ),
    Mistake(
        "a window in the past",
        (facts("from: 2026-12-10, to: 2026-12-14", "from: 2026-11-02, to: 2026-11-06"),),
        warns=True,
        says=("macros/backorders.yaml:2:5: ", "write the new window, 'ship_window: unknown' with a reason, or remove"),
    ),
    Mistake(
        "last year by habit",
        (facts("from: 2026-12-10, to: 2026-12-14", "from: 2025-12-10, to: 2025-12-14"),),
        warns=True,
        says=("macros/backorders.yaml:2:5: ", "write the new window, 'ship_window: unknown' with a reason, or remove"),
    ),
    Mistake(
        "the next update after the window",
        (facts("next_update: 2026-12-04", "next_update: 2026-12-20"),),
        warns=True,
        says=("macros/backorders.yaml:2:5: ", "set 'next_update' to 2026-12-14 or earlier"),
    ),
    Mistake(
        "promised later than it ships",
        (facts("promised_by: 2026-11-20", "promised_by: 2026-12-24"),),
        warns=True,
        says=("macros/backorders.yaml:2:5: ", "look at the two dates, or take the item off the list"),
    ),
    Mistake(
        "a year of two digits",
        (facts("from: 2026-12-10", "from: 10.12.26"),),
        says=("macros/backorders.yaml:5:25: ", "write 2026-12-10"),
    ),
    Mistake(
        "a year of two digits, first",
        (facts("next_update: 2026-12-04", "next_update: 26-12-04"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "a year far away",
        (facts("to: 2026-12-14", "to: 2062-12-14"),),
        says=("macros/backorders.yaml:2:5: ", "look at the year; where no nearer date is known, write 'ship_window:"),
    ),
    Mistake(
        "a German month",
        (facts("next_update: 2026-12-04", "next_update: 4. Dezember 2026"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "a French month",
        (facts("next_update: 2026-12-04", "next_update: 4 décembre 2026"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "a Spanish month",
        (facts("next_update: 2026-12-04", "next_update: 4 de diciembre de 2026"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "Excel's number of a day",
        (facts("next_update: 2026-12-04", "next_update: 46360"),),
        says=("macros/backorders.yaml:9:18: ", "a sheet counts days so: write 2026-12-04"),
    ),
    Mistake(
        "tomorrow",
        (facts("next_update: 2026-12-04", "next_update: tomorrow"),),
        says=("macros/backorders.yaml:9:18: ", "write the day itself, such as 2026-12-31: this file is read again on"),
    ),
    Mistake(
        "today",
        (facts("next_update: 2026-12-04", "next_update: today"),),
        says=("macros/backorders.yaml:9:18: ", "write the day itself, such as 2026-12-31: this file is read again on"),
    ),
    Mistake(
        "next week",
        (facts("next_update: 2026-12-04", "next_update: next week"),),
        says=("macros/backorders.yaml:9:18: ", "write the day itself, such as 2026-12-31: this file is read again on"),
    ),
    Mistake(
        "in two weeks",
        (facts("next_update: 2026-12-04", "next_update: in 2 weeks"),),
        says=("macros/backorders.yaml:9:18: ", "write the day itself, such as 2026-12-31: this file is read again on"),
    ),
    Mistake(
        "a calendar week",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "KW 50"),),
        says=("macros/backorders.yaml:5:18: ", "for a span of days write {from: YYYY-MM-DD, to: YYYY-MM-DD}; where it"),
    ),
    Mistake(
        "a quarter",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "Q1 2027"),),
        says=("macros/backorders.yaml:5:18: ", "for a span of days write {from: YYYY-MM-DD, to: YYYY-MM-DD}; where it"),
    ),
    Mistake(
        "a month without a day",
        (facts("{from: 2026-12-10, to: 2026-12-14}", "2026-12"),),
        says=("macros/backorders.yaml:5:18: ", "for a span of days write {from: YYYY-MM-DD, to: YYYY-MM-DD}; where it"),
    ),
    Mistake(
        "a weekday",
        (facts("next_update: 2026-12-04", "next_update: Friday"),),
        says=("macros/backorders.yaml:9:18: ", "write the day itself, such as 2026-12-31: this file is read again on"),
    ),
    Mistake(
        "with slashes",
        (facts("next_update: 2026-12-04", "next_update: 2026/12/04"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "a long dash between the digits",
        (facts("next_update: 2026-12-04", "next_update: 2026–12–04"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "without anything between",
        (facts("next_update: 2026-12-04", "next_update: 20261204"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "full-width digits",
        (facts("next_update: 2026-12-04", "next_update: ２０２６-１２-０４"),),
        says=("macros/backorders.yaml:9:18: ", "write 2026-12-04"),
    ),
    Mistake(
        "a day in the reply itself",
        (macro("**{{ backorder.ship_window }}**", "**December 10, 2026**"),),
        warns=True,
        says=("macros/delay-update.yaml:10:34: ", "write {{ backorder.ship_window }} or {{ backorder.next_update }},"),
    ),
    Mistake(
        "a table of the American way",
        table("2026-12-10", "12/10/2026"),
        says=("late.csv:2:4: ", 'say dates: "%m/%d/%Y" where the month comes first, dates: "%d/%m/%Y" where the day'),
    ),
    Mistake(
        "a table of Excel's numbers",
        table("2026-12-10", "46366"),
        says=("late.csv:2:4: ", "a sheet counts days so: it is 2026-12-10; show the column as a date"),
    ),
    Mistake(
        "a table with no last days",
        table(",to,reason", ",until,reason"),
        says=("late.csv:1: ", "name it under columns; where there is one date only, name its column"),
    ),
)
