"""Which files there are, under which names, and what a whole file holds instead of what belongs there."""

from __future__ import annotations

import json

from newcomers.desk import CONFIG, FACTS, GOOD, MACRO, Mistake, config, facts, file, macro, moved

FILES = (
    Mistake(
        "an empty file of facts",
        (file(FACTS, ""),),
        says=("macros/backorders.yaml:1:1: ", "write backorders: [] if nothing is late"),
    ),
    Mistake(
        "only comments in the facts",
        (file(FACTS, "# nothing is late\n"),),
        says=("macros/backorders.yaml:1:1: ", "write backorders: [] if nothing is late"),
    ),
    Mistake(
        "nothing below backorders",
        (file(FACTS, "backorders:\n"),),
        says=("macros/backorders.yaml:1:12: ", "write backorders: [] if nothing is late"),
    ),
    Mistake(
        "only comments in the configuration",
        (file(CONFIG, "# later\n"),),
        says=("config.yaml:1:1: ", "write one with `zendesk-bridge init`"),
    ),
    Mistake(
        "an empty configuration",
        (file(CONFIG, ""),),
        says=("config.yaml:1:1: ", "write one with `zendesk-bridge init`"),
    ),
    Mistake(
        "an empty macro",
        (file("macros/new.yaml", ""),),
        says=("macros/new.yaml:1:1: ", "write key:, title: and reply:, or delete the file"),
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
        says=("macros/backorders.yaml:1:43: ", "write the one that closes it, where the text ends"),
    ),
    Mistake(
        "a macro that was called .txt",
        (moved(MACRO, "macros/delay-update.txt"),),
        warns=True,
        says=("macros/delay-update.txt: ", "call it delay-update.yaml"),
    ),
    Mistake(
        "a macro that Notepad called .yaml.txt",
        (moved(MACRO, "macros/delay-update.yaml.txt"),),
        warns=True,
        says=("macros/delay-update.yaml.txt: ", "call it delay-update.yaml"),
    ),
    Mistake(
        "a configuration that Notepad called .txt",
        (moved(CONFIG, "config.yaml.txt"),),
        says=("config.yaml: ", "did you mean config.yaml.txt? name it with --config"),
    ),
    Mistake(
        "a configuration that is called .yml",
        (moved(CONFIG, "config.yml"),),
        says=("config.yaml: ", "did you mean config.yml? name it with --config"),
    ),
    Mistake(
        "facts that are called .yml",
        (moved(FACTS, "macros/backorders.yml"),),
        says=("macros/backorders.yaml: ", "did you mean macros/backorders.yml?"),
    ),
    Mistake(
        "no folder of macros",
        (config("macros: macros", "macros: macro"),),
        says=("macro: ", "macros: in your config names the folder"),
    ),
    Mistake(
        "a file for the folder of macros",
        (config("macros: macros", "macros: macros/delay-update.yaml"),),
        says=("macros/delay-update.yaml: ", "macros: in your config names the folder"),
    ),
    Mistake(
        "two macros with one key",
        (file("macros/copy.yaml", GOOD[MACRO]),),
        says=("macros/copy.yaml:1:6: ", "the same stands at macros/delay-update.yaml:1:6"),
    ),
    Mistake(
        "two macros with one title",
        (file("macros/copy.yaml", GOOD[MACRO].replace("key: delay-update", "key: other")),),
        says=("macros/copy.yaml:2:9: ", "rename one of them"),
    ),
    Mistake(
        "a second file of facts that the configuration does not name",
        (file("macros/late.yaml", GOOD[FACTS].replace("WID", "RED").replace("lue", "ink").replace("BW", "PW")),),
        warns=True,
        says=("macros/late.yaml: ", "name it under backorders: in your config: - {type: file, path:"),
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
        says=("config.yaml:1:1: ", "name that file under backorders: in your config"),
    ),
    Mistake(
        "a conflict of git's",
        (facts("    reason:", "<<<<<<< HEAD\n    reason:"),),
        says=("macros/backorders.yaml:7:1: ", "keep one of the two versions, and take away the lines with <<<<<<<,"),
    ),
    Mistake(
        "the fences of a chat's answer",
        (file(FACTS, f"```yaml\n{GOOD[FACTS]}```\n"),),
        says=("macros/backorders.yaml:1:1: ", "take away the lines with ``` and all that stands outside of them"),
    ),
    Mistake(
        "a chat's words above its answer",
        (file(FACTS, f"Here is your file:\n\n{GOOD[FACTS]}"),),
        says=("macros/backorders.yaml:1:1: ", "take this line away, if it is no name of a value: words above or"),
    ),
    Mistake(
        "a file without its last lines",
        (
            file(
                FACTS,
                "backorders:\n  - sku: WID-12\n    name: Blue Widget 16 oz\n    ship_window: {from: 2026-12-10,\n",
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
        says=("macros/delay-update.yaml:13:10: ", "write actions: {add_tags: [...], status: pending}"),
    ),
)
