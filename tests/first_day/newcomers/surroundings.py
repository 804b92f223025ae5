"""Time zones, languages, databases: what stands at the end of the configuration, and the machine around it."""

from __future__ import annotations

from newcomers.desk import Mistake, config, file

ZONE = "timezone: America/New_York"
LOCALE = "locale: en_US"
STATE = "state: sqlite:///zendesk-bridge.db"
FEED = "{type: file, path: macros/backorders.yaml}"

SURROUNDINGS = (
    Mistake(
        "EST",
        (config(ZONE, "timezone: EST"),),
        says=("config.yaml:14:11: ", "write a place such as America/New_York"),
    ),
    Mistake(
        "MEZ",
        (config(ZONE, "timezone: MEZ"),),
        says=("config.yaml:14:11: ", "write a place such as Europe/Berlin"),
    ),
    Mistake(
        "New York",
        (config(ZONE, "timezone: New York"),),
        says=("config.yaml:14:11: ", "did you mean 'America/New_York'?"),
    ),
    Mistake(
        "New_York without its continent",
        (config(ZONE, "timezone: New_York"),),
        says=("config.yaml:14:11: ", "did you mean 'America/New_York'?"),
    ),
    Mistake(
        "Berlin",
        (config(ZONE, "timezone: Berlin"),),
        says=("config.yaml:14:11: ", "did you mean 'Europe/Berlin'?"),
    ),
    Mistake(
        "europe/berlin in small letters",
        (config(ZONE, "timezone: europe/berlin"),),
        says=("config.yaml:14:11: ", "did you mean 'Europe/Berlin'?"),
    ),
    Mistake(
        "Europe/Berlin, misspelt",
        (config(ZONE, "timezone: Europe/Brelin"),),
        says=("config.yaml:14:11: ", "did you mean 'Europe/Berlin'?"),
    ),
    Mistake(
        "Europe\\Berlin",
        (config(ZONE, "timezone: Europe\\Berlin"),),
        says=("config.yaml:14:11: ", "did you mean 'Europe/Berlin'?"),
    ),
    Mistake(
        "a town that names no zone",
        (config(ZONE, "timezone: Europe/Munich"),),
        says=("config.yaml:14:11: ", "write Europe/Berlin"),
    ),
    Mistake(
        "a town that names no zone, in America",
        (config(ZONE, "timezone: America/Boston"),),
        says=("config.yaml:14:11: ", "write America/New_York"),
    ),
    Mistake(
        "a country",
        (config(ZONE, "timezone: Germany"),),
        says=("config.yaml:14:11: ", "write Europe/Berlin"),
    ),
    Mistake(
        "GMT+1",
        (config(ZONE, "timezone: GMT+1"),),
        says=("config.yaml:14:11: ", "write a place such as America/New_York, or UTC"),
    ),
    Mistake(
        "UTC+01:00",
        (config(ZONE, "timezone: UTC+01:00"),),
        says=("config.yaml:14:11: ", "write a place such as America/New_York, or UTC"),
    ),
    Mistake(
        "+01:00",
        (config(ZONE, "timezone: +01:00"),),
        says=("config.yaml:14:11: ", "write a place such as America/New_York, or UTC"),
    ),
    Mistake(
        "a zone as Windows calls it",
        (config(ZONE, "timezone: W. Europe Standard Time"),),
        says=("config.yaml:14:11: ", "write Europe/Berlin"),
    ),
    Mistake(
        "a zone as Zendesk calls it",
        (config(ZONE, "timezone: Eastern Time (US & Canada)"),),
        says=("config.yaml:14:11: ", "write America/New_York"),
    ),
    Mistake(
        "an empty zone",
        (config(ZONE, "timezone:"),),
        says=("config.yaml:14:10: ", "write one, such as America/New_York"),
    ),
    Mistake(
        "en-US",
        (config(LOCALE, "locale: en-US"),),
        says=("config.yaml:15:9: ", "write en_US"),
    ),
    Mistake(
        "en_UK",
        (config(LOCALE, "locale: en_UK"),),
        says=("config.yaml:15:9: ", "write en_GB"),
    ),
    Mistake(
        "de_de",
        (config(LOCALE, "locale: de_de"),),
        says=("config.yaml:15:9: ", "write de_DE"),
    ),
    Mistake(
        "DE",
        (config(LOCALE, "locale: DE"),),
        says=("config.yaml:15:9: ", "write de"),
    ),
    Mistake(
        "english",
        (config(LOCALE, "locale: english"),),
        says=("config.yaml:15:9: ", "write en"),
    ),
    Mistake(
        "Deutsch",
        (config(LOCALE, "locale: Deutsch"),),
        says=("config.yaml:15:9: ", "write de"),
    ),
    Mistake(
        "en_US.UTF-8",
        (config(LOCALE, "locale: en_US.UTF-8"),),
        says=("config.yaml:15:9: ", "write en_US"),
    ),
    Mistake(
        "us",
        (config(LOCALE, "locale: us"),),
        says=("config.yaml:15:9: ", "write en_US"),
    ),
    Mistake(
        "a locale list",
        (config(LOCALE, "locale: [en, de]"),),
        says=("config.yaml:15:9: ", "write one text, on one line, such as en_US"),
    ),
    Mistake(
        "locales: for locale:",
        (config(LOCALE, "locales: [en_US, de]"),),
        says=("config.yaml:15:1: ", "did you mean 'locale'?"),
    ),
    Mistake(
        "language: for locale:",
        (config(LOCALE, "language: en_US"),),
        says=("config.yaml:15:1: ", "did you mean 'locale'?"),
    ),
    Mistake(
        "postgres://",
        (config(STATE, "state: postgres://bridge:x@db/bridge"),),
        says=("config.yaml:13:8: ", "write postgresql+psycopg://... and leave the rest as it is"),
    ),
    Mistake(
        "postgresql://",
        (config(STATE, "state: postgresql://bridge:x@db/bridge"),),
        says=("config.yaml:13:8: ", "write postgresql+psycopg://... and leave the rest as it is"),
    ),
    Mistake(
        "postgresql+psycopg2://",
        (config(STATE, "state: postgresql+psycopg2://bridge:x@db/bridge"),),
        says=("config.yaml:13:8: ", "write postgresql+psycopg://... and leave the rest as it is"),
    ),
    Mistake(
        "mysql://",
        (config(STATE, "state: mysql://bridge:x@db/bridge"),),
        says=("config.yaml:13:8: ", "write sqlite:///zendesk-bridge.db or"),
    ),
    Mistake(
        "a file's name alone",
        (config(STATE, "state: zendesk-bridge.db"),),
        says=("config.yaml:13:8: ", "write sqlite:///zendesk-bridge.db"),
    ),
    Mistake(
        "sqlite:// with two slashes",
        (config(STATE, "state: sqlite://zendesk-bridge.db"),),
        says=("config.yaml:13:8: ", "write sqlite:///zendesk-bridge.db"),
    ),
    Mistake(
        "a password with an @ in it",
        (config(STATE, "state: postgresql+psycopg://bridge:p@ss@127.0.0.1/bridge"),),
        typed="plan",
        live=True,
        says=("config.yaml:13:8: ", "in a user's name or a password write %40 for @, %3A for : and %2F for"),
    ),
    Mistake(
        "state as a mapping",
        (config(STATE, "state: {path: zendesk-bridge.db}"),),
        says=("config.yaml:13:8: ", "write one text, on one line, such as sqlite:///zendesk-bridge.db"),
    ),
    Mistake(
        "a database in a folder that is not there",
        (config(STATE, "state: sqlite:///var/lib/zb/state.db"),),
        typed="sync",
        live=True,
        says=("Create its folder, or name a file in one that exists",),
    ),
    Mistake(
        "a folder for the database",
        (config(STATE, "state: sqlite:///macros"),),
        typed="sync",
        live=True,
        says=("name a file in one that exists",),
    ),
    Mistake(
        "a file that is no database",
        (file("zendesk-bridge.db", "hello " * 50),),
        typed="sync",
        live=True,
        says=("Restore it from a backup, or move it away",),
    ),
    Mistake(
        "a database server that is not there",
        (config(STATE, "state: postgresql+psycopg://bridge:x@127.0.0.1:9/bridge"),),
        typed="sync",
        live=True,
        says=("Connection refused", "Check host and port in the 'state' URL"),
    ),
    Mistake(
        "a database as Windows writes its path",
        (config(STATE, "state: C:\\bridge\\state.db"),),
        says=("config.yaml:13:8: ", "write sqlite:///C:/bridge/state.db"),
    ),
    Mistake(
        "max_age: 3 days",
        (config(FEED, "{type: file, path: macros/backorders.yaml, max_age: 72h}"),),
        says=("config.yaml:12:57: ", "write a whole number of days: 3"),
    ),
    Mistake(
        "a share in words",
        (config(ZONE, f"limits: {{updates: {{share: fifty percent}}}}\n{ZONE}"),),
        says=("config.yaml:14:27: ", 'write 0.5, or "50 %"'),
    ),
    Mistake(
        "a share above one",
        (config(ZONE, f"limits: {{updates: {{share: 50}}}}\n{ZONE}"),),
        says=("config.yaml:14:27: ", "write 50 %"),
    ),
    Mistake(
        "a percent sign first",
        (config(ZONE, f"limits: {{updates: {{share: %50}}}}\n{ZONE}"),),
        says=("config.yaml:14:27: ", "put the whole text in quotation marks"),
    ),
    Mistake(
        "a limit of nothing",
        (config(ZONE, f"limits: {{creates: {{max: 0}}}}\n{ZONE}"),),
        says=("config.yaml:14:25: ", "write 1 or more"),
    ),
    Mistake(
        "a limit without its max",
        (config(ZONE, f"limits: {{creates: 50}}\n{ZONE}"),),
        says=("config.yaml:14:19: ", "write creates: {max: 100}"),
    ),
    Mistake(
        "a number with a separator",
        (config(ZONE, f"limits: {{tickets: 1,000}}\n{ZONE}"),),
        says=("config.yaml:14:21: ", "a comma within { } begins another key: put a text or number that"),
    ),
    Mistake(
        "no limit, in words",
        (config(ZONE, f"limits: {{tickets: unlimited}}\n{ZONE}"),),
        says=("config.yaml:14:19: ", "write it in digits alone, such as 500"),
    ),
    Mistake(
        "working days in words",
        (config(ZONE, f"fallback_working_days: two\n{ZONE}"),),
        says=("config.yaml:14:24: ", "write it in digits alone, such as 2"),
    ),
    Mistake(
        "too many working days",
        (config(ZONE, f"fallback_working_days: 30\n{ZONE}"),),
        says=("config.yaml:14:24: ", "write 10 or less"),
    ),
    Mistake(
        "market: usa",
        (config(ZONE, f"market: usa\n{ZONE}"),),
        says=("config.yaml:14:9: ", "did you mean 'us'?"),
    ),
    Mistake(
        "drift: ignore",
        (config(ZONE, f"drift: ignore\n{ZONE}"),),
        says=("config.yaml:14:8: ", "write keep"),
    ),
    Mistake(
        "look_back in months",
        (config(ZONE, f"triage: {{look_back: 2 months}}\n{ZONE}"),),
        says=("config.yaml:14:21: ", "write a whole number of days: 60"),
    ),
    Mistake(
        "a rhythm in words",
        (config(ZONE, f"followups: {{every: weekly}}\n{ZONE}"),),
        says=("config.yaml:14:20: ", "'weekly' is no rhythm in whole days", "write 7d"),
    ),
    Mistake(
        "a rhythm in hours",
        (config(ZONE, f"followups: {{every: 72h}}\n{ZONE}"),),
        says=("config.yaml:14:20: ", "write 3d"),
    ),
    Mistake(
        "a rhythm of a year",
        (config(ZONE, f"followups: {{every: 52w}}\n{ZONE}"),),
        says=("config.yaml:14:20: ", "is more than a season without a word", "write 120d or less"),
    ),
    Mistake(
        "a time to settle without its unit",
        (config(ZONE, f"followups: {{settle: 10}}\n{ZONE}"),),
        says=("config.yaml:14:21: ", "'10' does not say whether it is minutes or hours", "write 10m"),
    ),
    Mistake(
        "a time to settle in days",
        (config(ZONE, f"followups: {{settle: 2d}}\n{ZONE}"),),
        says=("config.yaml:14:21: ", "'2d' is not a number of minutes", "write one such as 10m or 1h"),
    ),
    Mistake(
        "a rhythm by another name",
        (config(ZONE, f"followups: {{rhythm: 7d}}\n{ZONE}"),),
        says=("config.yaml:14:13: ", "did you mean 'every'?"),
    ),
    Mistake(
        "reminders",
        (config(ZONE, f"reminders: {{every: 7d}}\n{ZONE}"),),
        says=("config.yaml:14:1: ", "did you mean 'followups'?"),
    ),
    Mistake(
        "facts that never settle",
        (config(ZONE, f"followups: {{settle: 48h}}\n{ZONE}"),),
        says=("config.yaml:14:21: ", "is longer than a day", "write 24h or less"),
    ),
    Mistake(
        "an owner with a space",
        (config(ZONE, f"owner: Acme Shop\n{ZONE}"),),
        says=("config.yaml:14:8: ", "use letters from a to z, digits, - and _, such as shop-eu"),
    ),
    Mistake(
        "a field by its name",
        (config("    type: zendesk", "    type: zendesk\n    fields: {ship_window: Ship window}"),),
        says=("config.yaml:4:27: ", "write it in digits alone"),
    ),
    Mistake(
        "a field that is not ours",
        (config("    type: zendesk", "    type: zendesk\n    fields: {window: 3600001}"),),
        says=("config.yaml:4:14: ", "did you mean 'ship_window'?"),
    ),
    Mistake(
        "a date format that is Excel's",
        (config(FEED, "{type: file, path: late.csv, dates: MM/DD/YYYY}"),),
        says=("config.yaml:12:41: ", 'write "%m/%d/%Y"'),
    ),
    Mistake(
        "columns the wrong way round",
        (config(FEED, "{type: file, path: late.csv, columns: {Item No.: sku}}"),),
        says=("config.yaml:12:44: ", "turn the two round: sku: Item No."),
    ),
    Mistake(
        "a path as Windows writes it",
        (config("macros/backorders.yaml", "macros\\backorders.yaml"),),
        says=("macros\\backorders.yaml: ", "between folders write / and no \\"),
    ),
    Mistake(
        "a path to a Google sheet",
        (config("macros/backorders.yaml", "https://docs.google.com/spreadsheets/d/abc"),),
        says=("config.yaml:12:24: ", "write type: http, and url: in the place of path:"),
    ),
    Mistake(
        "the folder for the facts",
        (config("macros/backorders.yaml", "macros"),),
        says=("config.yaml:12:24: ", "name a file, such as macros/backorders.yaml"),
    ),
    Mistake(
        "a catalogue that is not there",
        (config(ZONE, f"catalogue: [{{type: file, path: products.csv}}]\n{ZONE}"),),
        says=("products.csv: cannot be read", "look at its name"),
    ),
)
