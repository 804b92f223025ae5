"""What a macro's keys and the limits are given, and may not be."""

from __future__ import annotations

from newcomers.desk import MACRO, Mistake, config, file, macro

VALUES = (
    Mistake(
        "no key",
        (macro("key: delay-update\n", ""),),
        says=("macros/delay-update.yaml:1:1: ", "add key: delay-update   # Unique, and never changes"),
    ),
    Mistake(
        "no title",
        (macro('title: "Backorder::Delay update"\n', ""),),
        says=("macros/delay-update.yaml:1:1: ", "add title: Backorder::Delay update   # What agents look for"),
    ),
    Mistake(
        "no reply",
        (file(MACRO, "key: delay-update\ntitle: Delay update\n"),),
        says=("macros/delay-update.yaml:1:1: ", "add reply: |   and the text in the lines below, indented"),
    ),
    Mistake(
        "a key with spaces and capitals",
        (macro("key: delay-update", "key: Delay Update"),),
        says=("macros/delay-update.yaml:1:6: ", "use a-z, 0-9 and single hyphens, such as delay-update"),
    ),
    Mistake(
        "a key with an underscore",
        (macro("key: delay-update", "key: delay_update"),),
        says=("macros/delay-update.yaml:1:6: ", "use a-z, 0-9 and single hyphens, such as delay-update"),
    ),
    Mistake(
        "per: tickets",
        (macro("per: ticket", "per: tickets"),),
        says=("macros/delay-update.yaml:3:6: ", "write ticket"),
    ),
    Mistake(
        "status: closed",
        (macro("status: pending", "status: closed"),),
        says=("macros/delay-update.yaml:13:54: ", "write solved"),
    ),
    Mistake(
        "status: new",
        (macro("status: pending", "status: new"),),
        says=("macros/delay-update.yaml:13:54: ", "write open"),
    ),
    Mistake(
        "status: on-hold",
        (macro("status: pending", "status: on-hold"),),
        says=("macros/delay-update.yaml:13:54: ", "write hold"),
    ),
    Mistake(
        "status: resolved, as Freshdesk says",
        (macro("status: pending", "status: resolved"),),
        says=("macros/delay-update.yaml:13:54: ", "write solved"),
    ),
    Mistake(
        "a tag with a space",
        (macro("[backorder_update_sent]", "[backorder update]"),),
        says=("macros/delay-update.yaml:13:22: ", "use a-z, 0-9, _, - and /, and no spaces, such as backorder_update"),
    ),
    Mistake(
        "a tag with a capital",
        (macro("[backorder_update_sent]", "[Backorder]"),),
        says=("macros/delay-update.yaml:13:22: ", "use a-z, 0-9, _, - and /, and no spaces, such as backorder"),
    ),
    Mistake(
        "tags as one text",
        (macro("[backorder_update_sent]", "backorder, late"),),
        says=("macros/delay-update.yaml:13:21: ", "write [backorder]"),
    ),
    Mistake(
        "tags: for add_tags:",
        (macro("add_tags:", "tags:"),),
        says=("macros/delay-update.yaml:13:11: ", "did you mean 'add_tags'?"),
    ),
    Mistake(
        "a locale that is a language's name",
        (macro("actions:", "locales: {german: {reply: Hallo}}\nactions:"),),
        says=("macros/delay-update.yaml:13:11: ", "write de"),
    ),
    Mistake(
        "a locale that is a country",
        (macro("actions:", "locales: {at: {reply: Hallo}}\nactions:"),),
        says=("macros/delay-update.yaml:13:11: ", "write de_AT"),
    ),
    Mistake(
        "a locale with its text alone",
        (macro("actions:", "locales: {de: Hallo}\nactions:"),),
        says=("macros/delay-update.yaml:13:15: ", "write reply: | under the language, and the text indented below"),
    ),
    Mistake(
        "helpdesks: as one text",
        (macro("[all]", "shop"),),
        says=("macros/delay-update.yaml:4:12: ", "write [shop]"),
    ),
    Mistake(
        "helpdesks: a name that is not there",
        (macro("[all]", "[zendesk]"),),
        says=("macros/delay-update.yaml:4:13: ", "known here: all, shop, shop-eu"),
    ),
    Mistake(
        "visible_to: as one text",
        (macro("actions:", "visible_to: VIP\nactions:"),),
        says=("macros/delay-update.yaml:13:13: ", "write visible_to: {groups: [VIP]}, with your groups' names"),
    ),
    Mistake(
        "a limit below nothing",
        (config("timezone:", "limits: {tickets: -1}\ntimezone:"),),
        says=("config.yaml:14:19: ", "write 1 or more"),
    ),
    Mistake(
        "a limit as a text",
        (config("timezone:", "limits: {tickets: many}\ntimezone:"),),
        says=("config.yaml:14:19: ", "write it in digits alone, such as 500"),
    ),
    Mistake(
        "max_age in words",
        (config("macros/backorders.yaml}", "macros/backorders.yaml, max_age: three days}"),),
        says=("config.yaml:12:57: ", "write a whole number of days: 30"),
    ),
    Mistake(
        "max_age of nothing",
        (config("macros/backorders.yaml}", "macros/backorders.yaml, max_age: 0}"),),
        says=("config.yaml:12:57: ", "write a whole number of days: 30"),
    ),
    Mistake(
        "a share above all",
        (config("macros/backorders.yaml}", "macros/backorders.yaml, max_shrink: 120%}"),),
        says=("config.yaml:12:60: ", 'write 0.5, or "50 %"'),
    ),
)
