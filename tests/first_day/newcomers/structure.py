"""Tabs, dashes, levels and keys: how the lines of a file hang together, and which files there are."""

from __future__ import annotations

import json

from newcomers.desk import CONFIG, FACTS, GOOD, MACRO, Mistake, config, facts, file, macro, moved

ITEM = GOOD[FACTS].removeprefix("backorders:\n")

STRUCTURE = (
    Mistake(
        "a tab for the indentation",
        (facts("    name:", "\tname:"),),
        says=(
            "macros/backorders.yaml:3:1: ",
            "replace it by spaces; most editors can do so in the whole file at once",
        ),
    ),
    Mistake(
        "tabs everywhere",
        (file(FACTS, GOOD[FACTS].replace("  ", "\t")),),
        says=(
            "macros/backorders.yaml:2:1: ",
            "replace it by spaces; most editors can do so in the whole file at once",
        ),
    ),
    Mistake(
        "spaces and tabs mixed",
        (facts("    aliases:", "  \taliases:"),),
        says=(
            "macros/backorders.yaml:4:3: ",
            "replace it by spaces; most editors can do so in the whole file at once",
        ),
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
        says=(
            "macro: ",
            "macros: in your config names the folder",
        ),
    ),
    Mistake(
        "an item without its dash",
        (facts("  - sku", "    sku"),),
        says=(
            "macros/backorders.yaml:2:5: ",
            "begin each item with a dash: - sku: WID-12, and below it its name:",
        ),
    ),
    Mistake(
        "no space behind the dash",
        (facts("  - sku", "  -sku"),),
        says=(
            "macros/backorders.yaml:2:3: ",
            "write '- sku: ...'",
        ),
    ),
    Mistake(
        "a dash before every line",
        (facts("    name:", "  - name:"), facts("    aliases:", "  - aliases:")),
        says=(
            "macros/backorders.yaml:3:5: ",
            "give each item one dash, before its sku, and line the other lines up",
        ),
    ),
    Mistake(
        "a bullet for the dash",
        (facts("  - sku", "  • sku"),),
        says=(
            "macros/backorders.yaml:2:3: ",
            "write '- sku: ...'",
        ),
    ),
    Mistake(
        "a long dash for the dash",
        (facts("  - sku", "  – sku"),),
        says=(
            "macros/backorders.yaml:2:3: ",
            "write '- sku: ...'",
        ),
    ),
    Mistake(
        "one space too few",
        (facts("    name:", "   name:"),),
        says=(
            "macros/backorders.yaml:3:4: ",
            "line it up with its neighbours",
        ),
    ),
    Mistake(
        "one space too many",
        (facts("    reason:", "     reason:"),),
        says=(
            "macros/backorders.yaml:7:6: ",
            "begin it in column 5, as the line above",
        ),
    ),
    Mistake(
        "items that are not below backorders",
        (file(FACTS, ITEM.replace("\n  ", "\n").removeprefix("  ")),),
        says=(
            "macros/backorders.yaml:1:1: ",
            "write backorders: in a line above the first '- sku: ...'",
        ),
    ),
    Mistake(
        "a key twice",
        (facts("    reason:", "    name: Blue Widget\n    reason:"),),
        says=(
            "macros/backorders.yaml:7:5: ",
            "keep one; the first is in line 3",
        ),
    ),
    Mistake(
        "a SKU twice",
        (file(FACTS, GOOD[FACTS] + ITEM),),
        says=(
            "macros/backorders.yaml:10:10: ",
            "keep one; the first is at macros/backorders.yaml:2:10",
        ),
    ),
    Mistake(
        "a list at the top of the configuration",
        (file(CONFIG, "- helpdesks\n- macros\n"),),
        says=(
            "config.yaml:1:1: ",
            "write helpdesks:, backorders: and timezone:, each at the beginning of",
        ),
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
        says=(
            "config.yaml:2:3: ",
            "write 'shop:' in a line below helpdesks:, without a dash, and type:,",
        ),
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
        says=(
            "config.yaml:2:3: ",
            "write 'shop:' in a line below helpdesks:, without a dash, and type:,",
        ),
    ),
    Mistake(
        "a helpdesk without a name of its own",
        (
            file(
                CONFIG,
                "helpdesks:\n  type: zendesk\n  url: sandbox\nbackorders:\n  - {type: file, path: macros/backorders.yaml}\ntimezone: UTC\n",
            ),
        ),
        says=(
            "config.yaml:2:3: ",
            "write 'shop:' in a line below helpdesks:, without a dash, and type:,",
        ),
    ),
    Mistake(
        "backorder: in the facts",
        (facts("backorders:", "backorder:"),),
        says=(
            "macros/backorders.yaml:1:1: ",
            "did you mean 'backorders'?",
        ),
    ),
    Mistake(
        "items: in the facts",
        (facts("backorders:", "items:"),),
        says=(
            "macros/backorders.yaml:1:1: ",
            "did you mean 'backorders'?",
        ),
    ),
    Mistake(
        "Backorders: in the facts",
        (facts("backorders:", "Backorders:"),),
        says=(
            "macros/backorders.yaml:1:1: ",
            "did you mean 'backorders'?",
        ),
    ),
    Mistake(
        "backorder: in the configuration",
        (config("backorders:", "backorder:"),),
        says=(
            "config.yaml:11:1: ",
            "did you mean 'backorders'?",
        ),
    ),
    Mistake(
        "helpdesk:",
        (config("helpdesks:", "helpdesk:"),),
        says=(
            "config.yaml:1:1: ",
            "did you mean 'helpdesks'?",
        ),
    ),
    Mistake(
        "time_zone:",
        (config("timezone:", "time_zone:"),),
        says=(
            "config.yaml:14:1: ",
            "did you mean 'timezone'?",
        ),
    ),
    Mistake(
        "no time zone",
        (config("timezone: America/New_York\n", ""),),
        says=(
            "config.yaml:1:1: ",
            "add timezone: America/New_York   # Where your day begins and ends",
        ),
    ),
    Mistake(
        "no backorders in the configuration",
        (config("backorders:\n  - {type: file, path: macros/backorders.yaml}\n", ""),),
        says=(
            "config.yaml:1:1: ",
            "add backorders: [{type: file, path: macros/backorders.yaml}]   #",
        ),
    ),
    Mistake(
        "backorders as a path",
        (config("backorders:\n  - {type: file, path: macros/backorders.yaml}", "backorders: macros/backorders.yaml"),),
        says=(
            "config.yaml:11:13: ",
            "write - {type: file, path: macros/backorders.yaml} below it",
        ),
    ),
    Mistake(
        "backorders as a list of paths",
        (config("{type: file, path: macros/backorders.yaml}", "macros/backorders.yaml"),),
        says=(
            "config.yaml:12:5: ",
            "write - {type: file, path: macros/backorders.yaml}",
        ),
    ),
    Mistake(
        "a feed without its type",
        (config("{type: file, path: macros/backorders.yaml}", "{path: macros/backorders.yaml}"),),
        says=(
            "config.yaml:12:5: ",
            "add type: file",
        ),
    ),
    Mistake(
        "a feed of a type that is not there",
        (config("type: file", "type: csv"),),
        says=(
            "config.yaml:12:12: ",
            "write file",
        ),
    ),
    Mistake(
        "a key misspelt",
        (facts("ship_window:", "ship_windwo:"),),
        says=(
            "macros/backorders.yaml:5:5: ",
            "did you mean 'ship_window'?",
        ),
    ),
    Mistake(
        "a key in camel case",
        (facts("ship_window:", "shipWindow:"),),
        says=(
            "macros/backorders.yaml:5:5: ",
            "did you mean 'ship_window'?",
        ),
    ),
    Mistake(
        "a key with a hyphen",
        (facts("ship_window:", "ship-window:"),),
        says=(
            "macros/backorders.yaml:5:5: ",
            "did you mean 'ship_window'?",
        ),
    ),
    Mistake(
        "a key with a space",
        (facts("ship_window:", "ship window:"),),
        says=(
            "macros/backorders.yaml:5:5: ",
            "did you mean 'ship_window'?",
        ),
    ),
    Mistake(
        "a key in capitals",
        (facts("sku:", "SKU:"),),
        says=(
            "macros/backorders.yaml:2:5: ",
            "did you mean 'sku'?",
        ),
    ),
    Mistake(
        "German keys",
        (facts("reason:", "grund:"),),
        says=(
            "macros/backorders.yaml:7:5: ",
            "did you mean 'reason'?",
        ),
    ),
    Mistake(
        "German keys in a macro",
        (macro("title:", "titel:"), macro("reply:", "antwort:")),
        says=(
            "macros/delay-update.yaml:2:1: ",
            "did you mean 'title'?",
        ),
    ),
    Mistake(
        "a French key",
        (facts("name:", "nom:"),),
        says=(
            "macros/backorders.yaml:3:5: ",
            "did you mean 'name'?",
        ),
    ),
    Mistake(
        "eta for the window",
        (facts("ship_window: {from: 2026-12-10, to: 2026-12-14}", "eta: 2026-12-10"),),
        says=(
            "macros/backorders.yaml:5:5: ",
            "did you mean 'ship_window'?",
        ),
    ),
    Mistake(
        "an item as one text",
        (file(FACTS, "backorders:\n  - WID-12\n"),),
        says=(
            "macros/backorders.yaml:2:5: ",
            "write - sku: WID-12, and below it its name: and ship_window:",
        ),
    ),
    Mistake(
        "one item without a list",
        (facts("  - sku", "    sku"),),
        says=(
            "macros/backorders.yaml:2:5: ",
            "begin each item with a dash: - sku: WID-12, and below it its name:",
        ),
    ),
    Mistake(
        "aliases as one text",
        (facts("[blue widget, BW12]", "blue widget, BW12"),),
        says=(
            "macros/backorders.yaml:4:14: ",
            "write [blue widget, BW12]",
        ),
    ),
    Mistake(
        "options as one text",
        (facts("[wait, cancel]", "wait, cancel"),),
        says=(
            "macros/backorders.yaml:8:14: ",
            "write [wait, cancel]",
        ),
    ),
    Mistake(
        "an option that is not there",
        (facts("[wait, cancel]", "[wait, refund]"),),
        says=(
            "macros/backorders.yaml:8:21: ",
            "write cancel",
        ),
    ),
    Mistake(
        "an option misspelt",
        (facts("[wait, cancel]", "[wait, cancle]"),),
        says=(
            "macros/backorders.yaml:8:21: ",
            "did you mean 'cancel'?",
        ),
    ),
    Mistake(
        "a swap for a SKU alone",
        (facts("[wait, cancel]", "[wait, {swap: WID-14}]"),),
        says=(
            "macros/backorders.yaml:8:28: ",
            "write swap: {sku: WID-14, name: Green Widget}",
        ),
    ),
    Mistake(
        "a swap without a name",
        (facts("[wait, cancel]", "[{swap: {sku: WID-14}}]"),),
        says=(
            "macros/backorders.yaml:8:22: ",
            "add name: Green Widget 12 oz   # Its name, as customers know it",
        ),
    ),
    Mistake(
        "no SKU",
        (facts("sku: WID-12\n    name", "name"),),
        says=(
            "macros/backorders.yaml:2:5: ",
            "add sku: WID-12   # The item's SKU, as in the shop",
        ),
    ),
    Mistake(
        "no name",
        (facts("    name: Blue Widget 12 oz\n", ""),),
        says=(
            "macros/backorders.yaml:2:5: ",
            "add name: Blue Widget 12 oz   # The item's name, as customers know it",
        ),
    ),
    Mistake(
        "an empty file of facts",
        (file(FACTS, ""),),
        says=(
            "macros/backorders.yaml:1:1: ",
            "write backorders: [] if nothing is late",
        ),
    ),
    Mistake(
        "only comments in the facts",
        (file(FACTS, "# nothing is late\n"),),
        says=(
            "macros/backorders.yaml:1:1: ",
            "write backorders: [] if nothing is late",
        ),
    ),
    Mistake(
        "nothing below backorders",
        (file(FACTS, "backorders:\n"),),
        says=(
            "macros/backorders.yaml:1:12: ",
            "write backorders: [] if nothing is late",
        ),
    ),
    Mistake(
        "only comments in the configuration",
        (file(CONFIG, "# later\n"),),
        says=(
            "config.yaml:1:1: ",
            "write one with `zendesk-bridge init`",
        ),
    ),
    Mistake(
        "an empty configuration",
        (file(CONFIG, ""),),
        says=(
            "config.yaml:1:1: ",
            "write one with `zendesk-bridge init`",
        ),
    ),
    Mistake(
        "an empty macro",
        (file("macros/new.yaml", ""),),
        says=(
            "macros/new.yaml:1:1: ",
            "write key:, title: and reply:, or delete the file",
        ),
    ),
    Mistake(
        "two macros in one file",
        (file(MACRO, GOOD[MACRO] + "---\n" + GOOD[MACRO].replace("delay-update", "other")),),
        says=(
            "macros/delay-update.yaml:14:1: ",
            "keep one in a file: move what is below '---' into a file of its own,",
        ),
    ),
    Mistake(
        "a list of macros in one file",
        (file(MACRO, "- key: a\n  title: A\n  reply: Hi\n- key: b\n  title: B\n  reply: Hi\n"),),
        says=(
            "macros/delay-update.yaml:1:1: ",
            "write each macro into a file of its own, with key:, title: and reply:",
        ),
    ),
    Mistake(
        "macros: around the macros",
        (file(MACRO, "macros:\n  - key: a\n    title: A\n    reply: Hi\n"),),
        says=(
            "macros/delay-update.yaml:1:1: ",
            "write each macro into a file of its own, with key:, title: and reply:",
        ),
    ),
    Mistake(
        "a macro as Zendesk's API has it",
        (
            file(
                MACRO,
                json.dumps(
                    {"macro": {"title": "Delay", "actions": [{"field": "comment_value_html", "value": "<p>Hi</p>"}]}}
                ),
            ),
        ),
        says=(
            "macros/delay-update.yaml:1:1: ",
            "a helpdesk's API has it so: `zendesk-bridge import` makes macro files",
        ),
    ),
    Mistake(
        "JSON that was cut short",
        (file(FACTS, '{"backorders": [{"sku": "WID-12", "name": "Blue'),),
        says=(
            "macros/backorders.yaml:1:43: ",
            "write the one that closes it, where the text ends",
        ),
    ),
    Mistake(
        "a macro that was called .txt",
        (moved(MACRO, "macros/delay-update.txt"),),
        warns=True,
        says=(
            "macros/delay-update.txt: ",
            "call it delay-update.yaml",
        ),
    ),
    Mistake(
        "a macro that Notepad called .yaml.txt",
        (moved(MACRO, "macros/delay-update.yaml.txt"),),
        warns=True,
        says=(
            "macros/delay-update.yaml.txt: ",
            "call it delay-update.yaml",
        ),
    ),
    Mistake(
        "a configuration that Notepad called .txt",
        (moved(CONFIG, "config.yaml.txt"),),
        says=(
            "config.yaml: ",
            "did you mean config.yaml.txt? name it with --config",
        ),
    ),
    Mistake(
        "a configuration that is called .yml",
        (moved(CONFIG, "config.yml"),),
        says=(
            "config.yaml: ",
            "did you mean config.yml? name it with --config",
        ),
    ),
    Mistake(
        "facts that are called .yml",
        (moved(FACTS, "macros/backorders.yml"),),
        says=(
            "macros/backorders.yaml: ",
            "did you mean macros/backorders.yml?",
        ),
    ),
    Mistake(
        "no folder of macros",
        (config("macros: macros", "macros: macro"),),
        says=(
            "macro: ",
            "macros: in your config names the folder",
        ),
    ),
    Mistake(
        "a file for the folder of macros",
        (config("macros: macros", "macros: macros/delay-update.yaml"),),
        says=(
            "macros/delay-update.yaml: ",
            "macros: in your config names the folder",
        ),
    ),
    Mistake(
        "two macros with one key",
        (file("macros/copy.yaml", GOOD[MACRO]),),
        says=(
            "macros/copy.yaml:1:6: ",
            "the same stands at macros/delay-update.yaml:1:6",
        ),
    ),
    Mistake(
        "two macros with one title",
        (file("macros/copy.yaml", GOOD[MACRO].replace("key: delay-update", "key: other")),),
        says=(
            "macros/copy.yaml:2:9: ",
            "rename one of them",
        ),
    ),
    Mistake(
        "no key",
        (macro("key: delay-update\n", ""),),
        says=(
            "macros/delay-update.yaml:1:1: ",
            "add key: delay-update   # Unique, and never changes",
        ),
    ),
    Mistake(
        "no title",
        (macro('title: "Backorder::Delay update"\n', ""),),
        says=(
            "macros/delay-update.yaml:1:1: ",
            "add title: Backorder::Delay update   # What agents look for",
        ),
    ),
    Mistake(
        "no reply",
        (file(MACRO, "key: delay-update\ntitle: Delay update\n"),),
        says=(
            "macros/delay-update.yaml:1:1: ",
            "add reply: |   and the text in the lines below, indented",
        ),
    ),
    Mistake(
        "a key with spaces and capitals",
        (macro("key: delay-update", "key: Delay Update"),),
        says=(
            "macros/delay-update.yaml:1:6: ",
            "use a-z, 0-9 and single hyphens, such as delay-update",
        ),
    ),
    Mistake(
        "a key with an underscore",
        (macro("key: delay-update", "key: delay_update"),),
        says=(
            "macros/delay-update.yaml:1:6: ",
            "use a-z, 0-9 and single hyphens, such as delay-update",
        ),
    ),
    Mistake(
        "per: tickets",
        (macro("per: ticket", "per: tickets"),),
        says=(
            "macros/delay-update.yaml:3:6: ",
            "write ticket",
        ),
    ),
    Mistake(
        "status: closed",
        (macro("status: pending", "status: closed"),),
        says=(
            "macros/delay-update.yaml:13:54: ",
            "write solved",
        ),
    ),
    Mistake(
        "status: new",
        (macro("status: pending", "status: new"),),
        says=(
            "macros/delay-update.yaml:13:54: ",
            "write open",
        ),
    ),
    Mistake(
        "status: on-hold",
        (macro("status: pending", "status: on-hold"),),
        says=(
            "macros/delay-update.yaml:13:54: ",
            "write hold",
        ),
    ),
    Mistake(
        "status: resolved, as Freshdesk says",
        (macro("status: pending", "status: resolved"),),
        says=(
            "macros/delay-update.yaml:13:54: ",
            "write solved",
        ),
    ),
    Mistake(
        "a tag with a space",
        (macro("[backorder_update_sent]", "[backorder update]"),),
        says=(
            "macros/delay-update.yaml:13:22: ",
            "use a-z, 0-9, _, - and /, and no spaces, such as backorder_update",
        ),
    ),
    Mistake(
        "a tag with a capital",
        (macro("[backorder_update_sent]", "[Backorder]"),),
        says=(
            "macros/delay-update.yaml:13:22: ",
            "use a-z, 0-9, _, - and /, and no spaces, such as backorder",
        ),
    ),
    Mistake(
        "tags as one text",
        (macro("[backorder_update_sent]", "backorder, late"),),
        says=(
            "macros/delay-update.yaml:13:21: ",
            "write [backorder]",
        ),
    ),
    Mistake(
        "tags: for add_tags:",
        (macro("add_tags:", "tags:"),),
        says=(
            "macros/delay-update.yaml:13:11: ",
            "did you mean 'add_tags'?",
        ),
    ),
    Mistake(
        "a locale that is a language's name",
        (macro("actions:", "locales: {german: {reply: Hallo}}\nactions:"),),
        says=(
            "macros/delay-update.yaml:13:11: ",
            "write de",
        ),
    ),
    Mistake(
        "a locale that is a country",
        (macro("actions:", "locales: {at: {reply: Hallo}}\nactions:"),),
        says=(
            "macros/delay-update.yaml:13:11: ",
            "write de_AT",
        ),
    ),
    Mistake(
        "a locale with its text alone",
        (macro("actions:", "locales: {de: Hallo}\nactions:"),),
        says=(
            "macros/delay-update.yaml:13:15: ",
            "write reply: | under the language, and the text indented below",
        ),
    ),
    Mistake(
        "helpdesks: as one text",
        (macro("[all]", "shop"),),
        says=(
            "macros/delay-update.yaml:4:12: ",
            "write [shop]",
        ),
    ),
    Mistake(
        "helpdesks: a name that is not there",
        (macro("[all]", "[zendesk]"),),
        says=(
            "macros/delay-update.yaml:4:13: ",
            "known here: all, shop, shop-eu",
        ),
    ),
    Mistake(
        "visible_to: as one text",
        (macro("actions:", "visible_to: VIP\nactions:"),),
        says=(
            "macros/delay-update.yaml:13:13: ",
            "write visible_to: {groups: [VIP]}, with your groups' names",
        ),
    ),
    Mistake(
        "a second file of facts that the configuration does not name",
        (file("macros/late.yaml", GOOD[FACTS].replace("WID", "RED").replace("lue", "ink").replace("BW", "PW")),),
        warns=True,
        says=(
            "macros/late.yaml: ",
            "name it under backorders: in your config: - {type: file, path:",
        ),
    ),
    Mistake(
        "the facts for the configuration",
        (),
        typed="check --config macros/backorders.yaml",
        says=(
            "macros/backorders.yaml:2:5: ",
            "is a late item, and this file is the config",
            "write {type: file, path: macros/backorders.yaml} here",
        ),
    ),
    Mistake(
        "the configuration for the facts",
        (config("macros/backorders.yaml", "config.yaml"),),
        says=(
            "config.yaml:1:1: ",
            "name that file under backorders: in your config",
        ),
    ),
    Mistake(
        "a conflict of git's",
        (facts("    reason:", "<<<<<<< HEAD\n    reason:"),),
        says=(
            "macros/backorders.yaml:7:1: ",
            "keep one of the two versions, and take away the lines with <<<<<<<,",
        ),
    ),
    Mistake(
        "the fences of a chat's answer",
        (file(FACTS, f"```yaml\n{GOOD[FACTS]}```\n"),),
        says=(
            "macros/backorders.yaml:1:1: ",
            "take away the lines with ``` and all that stands outside of them",
        ),
    ),
    Mistake(
        "a chat's words above its answer",
        (file(FACTS, f"Here is your file:\n\n{GOOD[FACTS]}"),),
        says=(
            "macros/backorders.yaml:1:1: ",
            "take this line away, if it is no name of a value: words above or",
        ),
    ),
    Mistake(
        "a file without its last lines",
        (
            file(
                FACTS,
                "backorders:\n  - sku: WID-12\n    name: Blue Widget 12 oz\n    ship_window: {from: 2026-12-10,\n",
            ),
        ),
        says=(
            "macros/backorders.yaml:4:18: ",
            "write the rest, and } where it ends: has the file lost its last lines?",
        ),
    ),
    Mistake(
        "the dots of an example",
        (macro("actions: {add_tags: [backorder_update_sent], status: pending}", "actions: ..."),),
        says=(
            "macros/delay-update.yaml:13:10: ",
            "write actions: {add_tags: [...], status: pending}",
        ),
    ),
    Mistake(
        "a limit below nothing",
        (config("timezone:", "limits: {tickets: -1}\ntimezone:"),),
        says=(
            "config.yaml:14:19: ",
            "write 1 or more",
        ),
    ),
    Mistake(
        "a limit as a text",
        (config("timezone:", "limits: {tickets: many}\ntimezone:"),),
        says=(
            "config.yaml:14:19: ",
            "write it in digits alone, such as 500",
        ),
    ),
    Mistake(
        "max_age in words",
        (config("macros/backorders.yaml}", "macros/backorders.yaml, max_age: three days}"),),
        says=(
            "config.yaml:12:57: ",
            "write a whole number of days: 30",
        ),
    ),
    Mistake(
        "max_age of nothing",
        (config("macros/backorders.yaml}", "macros/backorders.yaml, max_age: 0}"),),
        says=(
            "config.yaml:12:57: ",
            "write a whole number of days: 30",
        ),
    ),
    Mistake(
        "a share above all",
        (config("macros/backorders.yaml}", "macros/backorders.yaml, max_shrink: 120%}"),),
        says=(
            "config.yaml:12:60: ",
            'write 0.5, or "50 %"',
        ),
    ),
)
