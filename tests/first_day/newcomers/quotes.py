"""Quotation marks, colons and the other signs that mean something else to YAML than to whoever writes them."""

from __future__ import annotations

from newcomers.desk import Mistake, config, facts, macro

REASON = "reason: the supplier's shipment is two weeks late"
TITLE = 'title: "Backorder::Delay update"'
NAME = "name: Blue Widget 16 oz"

QUOTES = (
    Mistake(
        "a quotation mark that is never closed",
        (macro(TITLE, 'title: "Backorder::Delay update'),),
        says=("macros/delay-update.yaml:2:8: ", "write the one that closes it, where the text ends"),
    ),
    Mistake(
        "a single one that is never closed",
        (facts(REASON, "reason: 'the shipment is late"),),
        says=("macros/backorders.yaml:7:13: ", "write the one that closes it, where the text ends"),
    ),
    Mistake(
        "an apostrophe within single ones",
        (facts(REASON, "reason: 'the supplier's shipment is late'"),),
        says=("macros/backorders.yaml:7:13: ", 'put double quotation marks (") around the whole text, or write'),
    ),
    Mistake(
        "inches in double ones",
        (facts(NAME, 'name: "Blue Widget 12" wide"'),),
        says=("macros/backorders.yaml:3:11: ", "put single quotation marks (') around the whole text, or write 'name:"),
    ),
    Mistake(
        "words behind the closing one",
        (facts(NAME, 'name: "Blue Widget" 12 oz'),),
        says=("macros/backorders.yaml:3:11: ", "put single quotation marks (') around the whole text, or write 'name:"),
    ),
    Mistake(
        "typographic ones around a title",
        (macro(TITLE, "title: “Backorder::Delay update”"),),
        warns=True,
        says=("macros/delay-update.yaml:2:8: ", 'write straight ones ("), or none'),
    ),
    Mistake(
        "typographic ones around a SKU",
        (facts("sku: WID-12", "sku: „WID-12“"),),
        says=("macros/backorders.yaml:2:10: ", "write WID-12"),
    ),
    Mistake(
        "a colon in a title",
        (macro(TITLE, "title: Delay update: new date"),),
        says=("macros/delay-update.yaml:2:8: ", 'put the whole text in quotation marks: title: "..."'),
    ),
    Mistake(
        "a colon in a reason",
        (facts(REASON, "reason: sorry: the supplier is late"),),
        says=("macros/backorders.yaml:7:13: ", 'put the whole text in quotation marks: reason: "..."'),
    ),
    Mistake(
        "a number sign that cuts a name short",
        (facts(NAME, "name: Blue Widget #12"),),
        warns=True,
        says=("macros/backorders.yaml:3:11: ", "put the whole text in quotation marks; before a comment write two"),
    ),
    Mistake(
        "a number sign that cuts a list short",
        (facts("[blue widget, BW12]", "[blue widget #12, BW12]"),),
        says=("macros/backorders.yaml:4: ", "put the text that holds the # in quotation marks"),
    ),
    Mistake(
        "an at sign first",
        (facts("[blue widget, BW12]", "[@bluewidget, BW12]"),),
        says=("macros/backorders.yaml:4:15: ", "put the whole text in quotation marks"),
    ),
    Mistake(
        "a percent sign first",
        (facts(NAME, "name: %Sale% Blue Widget"),),
        says=("macros/backorders.yaml:3:11: ", "put the whole text in quotation marks"),
    ),
    Mistake(
        "an asterisk first",
        (facts("sku: WID-12", "sku: *WID-12"),),
        says=("macros/backorders.yaml:2:10: ", "put the whole text in quotation marks"),
    ),
    Mistake(
        "bold words first",
        (macro("reply: |", "reply: **Hello**"),),
        says=("macros/delay-update.yaml:5:9: ", "put the whole text in quotation marks"),
    ),
    Mistake(
        "an ampersand first",
        (facts(NAME, "name: & Blue Widget"),),
        says=("macros/backorders.yaml:3:12: ", "put the whole text in quotation marks"),
    ),
    Mistake(
        "an exclamation mark first",
        (facts(NAME, "name: !Blue Widget"),),
        says=("macros/backorders.yaml:3:11: ", "put the whole text in quotation marks if it begins with !; else leave"),
    ),
    Mistake(
        "a backtick first",
        (facts(NAME, "name: `Blue Widget`"),),
        says=("macros/backorders.yaml:3:11: ", "put the whole text in quotation marks"),
    ),
    Mistake(
        "a greater-than sign first",
        (facts(NAME, "name: > Blue Widget"),),
        says=("macros/backorders.yaml:3:11: ", "put them into the next line, indented; or the whole text in quotation"),
    ),
    Mistake(
        "a question mark first",
        (facts(NAME, "name: ? Blue Widget"),),
        says=("macros/backorders.yaml:3:11: ", "put the whole text in quotation marks"),
    ),
    Mistake(
        "a square bracket first",
        (macro(TITLE, "title: [Backorder] Delay update"),),
        says=("macros/delay-update.yaml:2:8: ", "put quotation marks around the whole text, or write 'title: |' and"),
    ),
    Mistake(
        "a backslash in double ones",
        (macro(TITLE, 'title: "Backorder\\Delay update"'),),
        says=("macros/delay-update.yaml:2:8: ", "use single quotation marks, or write \\\\"),
    ),
    Mistake(
        "no for a switch",
        (config("timezone:", "triage: {note: nope}\ntimezone:"),),
        says=("config.yaml:14:16: ", "write true or false"),
    ),
    Mistake(
        "Ja for a switch",
        (config("timezone:", "triage: {note: ja}\ntimezone:"),),
        says=("config.yaml:14:16: ", "write true or false"),
    ),
    Mistake(
        "a SKU that was made a power of ten",
        (facts("sku: WID-12", "sku: 8.13E+12"),),
        warns=True,
        says=("macros/backorders.yaml:2:10: ", "format the column as text in the sheet, and export it again"),
    ),
    Mistake(
        "a SKU that was made a fraction",
        (facts("sku: WID-12", "sku: 100234.0"),),
        warns=True,
        says=("macros/backorders.yaml:2:10: ", "write 100234"),
    ),
    Mistake(
        "a colon at the end of a value",
        (macro("status: pending", "status: pending:"),),
        says=(
            "macros/delay-update.yaml:13:61: ",
            "close the [ or { before this, or put a comma or quotation marks where",
        ),
    ),
    Mistake(
        "a colon at the end of a line",
        (macro("per: ticket", "per: ticket:"),),
        says=("macros/delay-update.yaml:3:6: ", "take away the colon at the end of the line, or put the whole text in"),
    ),
    Mistake(
        "no colon",
        (facts(NAME, "name Blue Widget 16 oz"),),
        says=("macros/backorders.yaml:3:5: ", "write 'name: ', a colon and a space, before the value"),
    ),
    Mistake(
        "no space behind the colon",
        (facts(NAME, "name:Blue Widget 16 oz"),),
        says=("macros/backorders.yaml:3:5: ", "write 'name: ', a colon and a space, before the value"),
    ),
    Mistake(
        "an equals sign for the colon",
        (facts(NAME, "name = Blue Widget 16 oz"),),
        says=("macros/backorders.yaml:3:5: ", "write 'name: ', a colon and a space, before the value"),
    ),
    Mistake(
        "a comma at the end of a line",
        (macro("per: ticket", "per: ticket,"),),
        says=("macros/delay-update.yaml:3:6: ", "did you mean 'ticket'?"),
    ),
    Mistake(
        "a text block that is not indented",
        (macro("  Hi {{ customer.first_name }},", "Hi {{ customer.first_name }},"),),
        says=(
            "macros/delay-update.yaml:6:1: ",
            "put two spaces before each line of the text, more than before its name",
        ),
    ),
    Mistake(
        "a text block without its bar",
        (macro("reply: |", "reply:"),),
        says=("macros/delay-update.yaml:5:1: ", "write 'reply: |'"),
    ),
    Mistake(
        "a folded text block with a list in it",
        (
            macro(
                "reply: |\n  Hi {{ customer.first_name }},\n\n",
                "reply: >\n  Hi {{ customer.first_name }},\n  - wait\n  - cancel\n\n",
            ),
        ),
        warns=True,
        says=("macros/delay-update.yaml:5:8: ", "write reply: | which keeps lines as they are"),
    ),
    Mistake(
        "words behind the bar",
        (macro("reply: |\n  Hi", "reply: | Hi"),),
        says=(
            "macros/delay-update.yaml:5:8: ",
            "put them into the next line, indented; or the whole text in quotation",
        ),
    ),
    Mistake(
        "an empty text block",
        (macro("reply: |\n", "reply: |\nfallback: |\n"),),
        says=("macros/delay-update.yaml:5:8: ", "write |   and the text in the lines below, indented"),
    ),
    Mistake(
        "a comma in a text within braces",
        (facts("options:", "locales: {de: {reason: leider verspätet, Entschuldigung}}\n    options:"),),
        says=("macros/backorders.yaml:8:46: ", "a comma within { } begins another key: put a text or number that"),
    ),
    Mistake(
        "a percentage that is none",
        (config("timezone:", "limits: {updates: {share: half}}\ntimezone:"),),
        says=("config.yaml:14:27: ", 'write 0.5, or "50 %"'),
    ),
)
