"""Tabs, dashes, levels and keys: how the lines of a file hang together."""

from __future__ import annotations

from newcomers.desk import CONFIG, FACTS, GOOD, Mistake, config, facts, file, macro

ITEM = GOOD[FACTS].removeprefix("backorders:\n")

STRUCTURE = (
    Mistake(
        "a tab for the indentation",
        (facts("    name:", "\tname:"),),
        says=("macros/backorders.yaml:3:1: ", "replace it by spaces; most editors can do so in the whole file at once"),
    ),
    Mistake(
        "tabs everywhere",
        (file(FACTS, GOOD[FACTS].replace("  ", "\t")),),
        says=("macros/backorders.yaml:2:1: ", "replace it by spaces; most editors can do so in the whole file at once"),
    ),
    Mistake(
        "spaces and tabs mixed",
        (facts("    aliases:", "  \taliases:"),),
        says=("macros/backorders.yaml:4:3: ", "replace it by spaces; most editors can do so in the whole file at once"),
    ),
    Mistake(
        "a tab in a text block",
        (macro("  {{ backorder.delay }}", "\t{{ backorder.delay }}"),),
        says=(
            "macros/delay-update.yaml:8:1: ",
            "replace it by spaces; most editors can do so in the whole file at once",
        ),
    ),
    Mistake(
        "a tab behind a colon",
        (config("timezone: America", "timezone:\tAmerica"), config("macros: macros", "macros:\tmacro")),
        says=("macro: ", "macros: in your config names the folder"),
    ),
    Mistake(
        "an item without its dash",
        (facts("  - sku", "    sku"),),
        says=("macros/backorders.yaml:2:5: ", "begin each item with a dash: - sku: WID-12, and below it its name:"),
    ),
    Mistake(
        "no space behind the dash",
        (facts("  - sku", "  -sku"),),
        says=("macros/backorders.yaml:2:3: ", "write '- sku: ...'"),
    ),
    Mistake(
        "a dash before every line",
        (facts("    name:", "  - name:"), facts("    aliases:", "  - aliases:")),
        says=("macros/backorders.yaml:3:5: ", "give each item one dash, before its sku, and line the other lines up"),
    ),
    Mistake(
        "a bullet for the dash",
        (facts("  - sku", "  • sku"),),
        says=("macros/backorders.yaml:2:3: ", "write '- sku: ...'"),
    ),
    Mistake(
        "a long dash for the dash",
        (facts("  - sku", "  – sku"),),
        says=("macros/backorders.yaml:2:3: ", "write '- sku: ...'"),
    ),
    Mistake(
        "one space too few",
        (facts("    name:", "   name:"),),
        says=("macros/backorders.yaml:3:4: ", "line it up with its neighbours"),
    ),
    Mistake(
        "one space too many",
        (facts("    reason:", "     reason:"),),
        says=("macros/backorders.yaml:7:6: ", "begin it in column 5, as the line above"),
    ),
    Mistake(
        "items that are not below backorders",
        (file(FACTS, ITEM.replace("\n  ", "\n").removeprefix("  ")),),
        says=("macros/backorders.yaml:1:1: ", "write backorders: in a line above the first '- sku: ...'"),
    ),
    Mistake(
        "a key twice",
        (facts("    reason:", "    name: Blue Widget\n    reason:"),),
        says=("macros/backorders.yaml:7:5: ", "keep one; the first is in line 3"),
    ),
    Mistake(
        "a SKU twice",
        (file(FACTS, GOOD[FACTS] + ITEM),),
        says=("macros/backorders.yaml:10:10: ", "keep one; the first is at macros/backorders.yaml:2:10"),
    ),
    Mistake(
        "a list at the top of the configuration",
        (file(CONFIG, "- helpdesks\n- macros\n"),),
        says=("config.yaml:1:1: ", "write helpdesks:, backorders: and timezone:, each at the beginning of"),
    ),
    Mistake(
        "helpdesks as a list",
        (
            file(
                CONFIG,
                GOOD[CONFIG]
                .replace("  shop:", "  - shop:")
                .replace("  shop-eu:", "  - shop-eu:")
                .replace("    type", "      type")
                .replace("    url", "      url")
                .replace("    auth", "      auth"),
            ),
        ),
        says=("config.yaml:2:3: ", "write 'shop:' in a line below helpdesks:, without a dash, and type:,"),
    ),
    Mistake(
        "helpdesks as a list of names and types",
        (
            file(
                CONFIG,
                GOOD[CONFIG]
                .replace("  shop:\n    type", "  - name: shop\n    type")
                .replace("  shop-eu:\n    type", "  - name: shop-eu\n    type"),
            ),
        ),
        says=("config.yaml:2:3: ", "write 'shop:' in a line below helpdesks:, without a dash, and type:,"),
    ),
    Mistake(
        "a helpdesk without a name of its own",
        (
            file(
                CONFIG,
                "helpdesks:\n  type: zendesk\n  url: sandbox\nbackorders:\n  - {type: file, path: macros/backorders.yaml}\ntimezone: UTC\n",
            ),
        ),
        says=("config.yaml:2:3: ", "write 'shop:' in a line below helpdesks:, without a dash, and type:,"),
    ),
    Mistake(
        "backorder: in the facts",
        (facts("backorders:", "backorder:"),),
        says=("macros/backorders.yaml:1:1: ", "did you mean 'backorders'?"),
    ),
    Mistake(
        "items: in the facts",
        (facts("backorders:", "items:"),),
        says=("macros/backorders.yaml:1:1: ", "did you mean 'backorders'?"),
    ),
    Mistake(
        "Backorders: in the facts",
        (facts("backorders:", "Backorders:"),),
        says=("macros/backorders.yaml:1:1: ", "did you mean 'backorders'?"),
    ),
    Mistake(
        "backorder: in the configuration",
        (config("backorders:", "backorder:"),),
        says=("config.yaml:11:1: ", "did you mean 'backorders'?"),
    ),
    Mistake(
        "helpdesk:",
        (config("helpdesks:", "helpdesk:"),),
        says=("config.yaml:1:1: ", "did you mean 'helpdesks'?"),
    ),
    Mistake(
        "time_zone:",
        (config("timezone:", "time_zone:"),),
        says=("config.yaml:14:1: ", "did you mean 'timezone'?"),
    ),
    Mistake(
        "no time zone",
        (config("timezone: America/New_York\n", ""),),
        says=("config.yaml:1:1: ", "add timezone: America/New_York   # Where your day begins and ends"),
    ),
    Mistake(
        "no backorders in the configuration",
        (config("backorders:\n  - {type: file, path: macros/backorders.yaml}\n", ""),),
        says=("config.yaml:1:1: ", "add backorders: [{type: file, path: macros/backorders.yaml}]   #"),
    ),
    Mistake(
        "backorders as a path",
        (config("backorders:\n  - {type: file, path: macros/backorders.yaml}", "backorders: macros/backorders.yaml"),),
        says=("config.yaml:11:13: ", "write - {type: file, path: macros/backorders.yaml} below it"),
    ),
    Mistake(
        "backorders as a list of paths",
        (config("{type: file, path: macros/backorders.yaml}", "macros/backorders.yaml"),),
        says=("config.yaml:12:5: ", "write - {type: file, path: macros/backorders.yaml}"),
    ),
    Mistake(
        "a feed without its type",
        (config("{type: file, path: macros/backorders.yaml}", "{path: macros/backorders.yaml}"),),
        says=("config.yaml:12:5: ", "add type: file"),
    ),
    Mistake(
        "a feed of a type that is not there",
        (config("type: file", "type: csv"),),
        says=("config.yaml:12:12: ", "write file"),
    ),
    Mistake(
        "a key misspelt",
        (facts("ship_window:", "ship_windwo:"),),
        says=("macros/backorders.yaml:5:5: ", "did you mean 'ship_window'?"),
    ),
    Mistake(
        "a key in camel case",
        (facts("ship_window:", "shipWindow:"),),
        says=("macros/backorders.yaml:5:5: ", "did you mean 'ship_window'?"),
    ),
    Mistake(
        "a key with a hyphen",
        (facts("ship_window:", "ship-window:"),),
        says=("macros/backorders.yaml:5:5: ", "did you mean 'ship_window'?"),
    ),
    Mistake(
        "a key with a space",
        (facts("ship_window:", "ship window:"),),
        says=("macros/backorders.yaml:5:5: ", "did you mean 'ship_window'?"),
    ),
    Mistake(
        "a key in capitals",
        (facts("sku:", "SKU:"),),
        says=("macros/backorders.yaml:2:5: ", "did you mean 'sku'?"),
    ),
    Mistake(
        "German keys",
        (facts("reason:", "grund:"),),
        says=("macros/backorders.yaml:7:5: ", "did you mean 'reason'?"),
    ),
    Mistake(
        "German keys in a macro",
        (macro("title:", "titel:"), macro("reply:", "antwort:")),
        says=("macros/delay-update.yaml:2:1: ", "did you mean 'title'?"),
    ),
    Mistake(
        "a French key",
        (facts("name:", "nom:"),),
        says=("macros/backorders.yaml:3:5: ", "did you mean 'name'?"),
    ),
    Mistake(
        "eta for the window",
        (facts("ship_window: {from: 2026-12-10, to: 2026-12-14}", "eta: 2026-12-10"),),
        says=("macros/backorders.yaml:5:5: ", "did you mean 'ship_window'?"),
    ),
    Mistake(
        "an item as one text",
        (file(FACTS, "backorders:\n  - WID-12\n"),),
        says=("macros/backorders.yaml:2:5: ", "write - sku: WID-12, and below it its name: and ship_window:"),
    ),
    Mistake(
        "one item without a list",
        (facts("  - sku", "    sku"),),
        says=("macros/backorders.yaml:2:5: ", "begin each item with a dash: - sku: WID-12, and below it its name:"),
    ),
    Mistake(
        "aliases as one text",
        (facts("[blue widget, BW12]", "blue widget, BW12"),),
        says=("macros/backorders.yaml:4:14: ", "write [blue widget, BW12]"),
    ),
    Mistake(
        "options as one text",
        (facts("[wait, cancel]", "wait, cancel"),),
        says=("macros/backorders.yaml:8:14: ", "write [wait, cancel]"),
    ),
    Mistake(
        "an option that is not there",
        (facts("[wait, cancel]", "[wait, refund]"),),
        says=("macros/backorders.yaml:8:21: ", "write cancel"),
    ),
    Mistake(
        "an option misspelt",
        (facts("[wait, cancel]", "[wait, cancle]"),),
        says=("macros/backorders.yaml:8:21: ", "did you mean 'cancel'?"),
    ),
    Mistake(
        "a swap for a SKU alone",
        (facts("[wait, cancel]", "[wait, {swap: WID-14}]"),),
        says=("macros/backorders.yaml:8:28: ", "write swap: {sku: WID-14, name: Green Widget}"),
    ),
    Mistake(
        "a swap without a name",
        (facts("[wait, cancel]", "[{swap: {sku: WID-14}}]"),),
        says=("macros/backorders.yaml:8:22: ", "add name: Green Widget 12 oz   # Its name, as customers know it"),
    ),
    Mistake(
        "no SKU",
        (facts("sku: WID-12\n    name", "name"),),
        says=("macros/backorders.yaml:2:5: ", "add sku: WID-12   # The item's SKU, as in the shop"),
    ),
    Mistake(
        "no name",
        (facts("    name: Blue Widget 16 oz\n", ""),),
        says=("macros/backorders.yaml:2:5: ", "add name: Blue Widget 12 oz   # The item's name, as customers know it"),
    ),
)
