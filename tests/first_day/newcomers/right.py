"""Files that are unusual and right: none of them may be refused, nor warned of."""

from __future__ import annotations

from dataclasses import dataclass

from newcomers.desk import (
    CONFIG,
    FACTS,
    GOOD,
    MACRO,
    Edit,
    config,
    facts,
    file,
    macro,
    saved,
    table,
    whole_table,
)

REASON = "reason: the supplier's shipment is two weeks late"
NAME = "name: Blue Widget 16 oz"
ZENDESK = "url: https://acme.zendesk.com"
ITEM = GOOD[FACTS].removeprefix("backorders:\n")


@dataclass(frozen=True)
class Right:
    """Something unusual that is right. ``env`` adds variables."""

    does: str
    edits: tuple[Edit, ...]
    env: tuple[tuple[str, str], ...] = ()


def spread(text: str) -> str:
    """Return the facts with each list and mapping over several lines."""
    text = text.replace("{from: 2026-12-10, to: 2026-12-14}", "\n      from: 2026-12-10\n      to: 2026-12-14")
    return text.replace("[wait, cancel]", "\n      - wait\n      - cancel")


RIGHT = (
    Right("everything as it was", ()),
    Right("Windows' line ends in every file", tuple(saved(name, "utf-8") for name in GOOD)),
    Right(
        "Windows' line ends",
        (file(FACTS, GOOD[FACTS].replace("\n", "\r\n")), file(MACRO, GOOD[MACRO].replace("\n", "\r\n"))),
    ),
    Right("UTF-8 with its mark, as Notepad saves it", (saved(FACTS, "utf-8-sig"), saved(CONFIG, "utf-8-sig"))),
    Right("UTF-16 with its mark", (saved(FACTS, "utf-16"), saved(MACRO, "utf-16"))),
    Right("quoted dates", (facts("from: 2026-12-10", 'from: "2026-12-10"'),)),
    Right("one day for a window", (facts("{from: 2026-12-10, to: 2026-12-14}", "2026-12-14"),)),
    Right("a window of one day", (facts("to: 2026-12-14", "to: 2026-12-10"),)),
    Right("a leap day", (facts("from: 2026-12-10, to: 2026-12-14", "from: 2028-02-25, to: 2028-02-29"),)),
    Right("unknown with a reason", (facts("{from: 2026-12-10, to: 2026-12-14}", "unknown"),)),
    Right("lists and mappings over several lines", (file(FACTS, spread(GOOD[FACTS])),)),
    Right(
        "indented by four",
        (
            file(
                FACTS,
                GOOD[FACTS]
                .replace("  - sku", "    - sku")
                .replace("\n    ", "\n      ")
                .replace("      - sku", "    - sku"),
            ),
        ),
    ),
    Right(
        "items that begin in the first column",
        (file(FACTS, "backorders:\n" + ITEM.replace("  - sku", "- sku").replace("\n    ", "\n  ")),),
    ),
    Right(
        "JSON in a YAML file",
        (
            file(
                FACTS,
                '{"backorders": [{"sku": "A-1", "name": "Lamp post", "ship_window": {"from": "2026-12-10", "to": "2026-12-14"}, "options": ["wait", "cancel"], "next_update": "2026-12-04", "reason": "late"}]}',
            ),
        ),
    ),
    Right(
        "anchors and aliases",
        (
            facts("ship_window: {from", "ship_window: &w {from"),
            file("macros/b.yaml", "# nothing"),
            file("macros/b.yaml", GOOD[MACRO].replace("delay-update", "b").replace("Delay update", "B")),
        ),
    ),
    Right("a SKU of digits with zeros before it", (facts("sku: WID-12", "sku: 0012"), facts("BW12", "BW-0012"))),
    Right("a SKU that is NO", (facts("sku: WID-12", "sku: NO-7"),)),
    Right("a SKU with an exponent in it", (facts("sku: WID-12", "sku: 12E10"),)),
    Right("a SKU with a slash and a dot", (facts("sku: WID-12", "sku: A/12.4"),)),
    Right("a SKU of another alphabet", (facts("sku: WID-12", "sku: ТОВ-12"),)),
    Right("a name with umlauts and a sign of degrees", (facts(NAME, "name: Kühlgerät 4 °C"),)),
    Right("a name with an apostrophe of typographers", (facts(NAME, "name: L’Âme mug"),)),
    Right("a name with an emoji", (facts(NAME, "name: Blue Widget 🎁"),)),
    Right("a name in quotation marks with a colon", (facts(NAME, 'name: "Blue Widget: the large one"'),)),
    Right("a name with a number sign in quotation marks", (facts(NAME, "name: 'Blue Widget #12'"),)),
    Right("a name with an equals sign", (facts(NAME, "name: Widget A=B"),)),
    Right("a reason with a dash of typographers", (facts(REASON, "reason: the ship – our own – is late"),)),
    Right("a reason with a percent sign", (facts(REASON, "reason: 50% of the parts failed our test"),)),
    Right("an alias with a hyphen and digits", (facts("[blue widget, BW12]", "[blue-widget 2000, BW-12]"),)),
    Right("a comment behind a value", (facts(REASON, f"{REASON}  # until they answer"),)),
    Right("comments in every line", (file(FACTS, GOOD[FACTS].replace("\n", "  # note\n")),)),
    Right("a document mark first", (file(FACTS, f"---\n{GOOD[FACTS]}"),)),
    Right("nothing is late", (facts(ITEM, "  []\n"), macro("x", "x") if "x" in GOOD[MACRO] else macro("key", "key"))),
    Right(
        "a macro that is called .yml",
        (file("macros/other.yml", GOOD[MACRO].replace("delay-update", "other").replace("Delay update", "Other")),),
    ),
    Right(
        "notes beside the macros",
        (file("macros/README.txt", "How we write replies:\n\nkey points\n"), file("macros/notes.md", "# reply\n")),
    ),
    Right(
        "a reply with a code block and braces in raw",
        (macro("{{ backorder.follow_up }}", "{{ backorder.follow_up }}\n\n  `{% raw %}a }} b{% endraw %}`"),),
    ),
    Right(
        "a reply with prices and percentages",
        (macro("Shipping from", "You pay $5 {% if true %}less{% endif %}, 10 % off. Shipping from"),),
    ),
    Right(
        "a reply with square brackets for a link",
        (macro("Shipping from", "[Our shop](https://acme.example/late) tells more. Shipping from"),),
    ),
    Right(
        "a reply in quotation marks",
        (
            file(
                MACRO,
                'key: delay-update\ntitle: Delay\nreply: "Hi {{ customer.first_name }},\\n\\n{{ backorder.delay }}\\n"\n',
            ),
        ),
    ),
    Right("a reply with French quotation marks", (macro("Shipping from", "« Merci » and “thank you”. Shipping from"),)),
    Right(
        "a title with folders and an ampersand", (macro("Backorder::Delay update", "Orders & Shipping::Delay: update"),)
    ),
    Right(
        "a title with a placeholder of one item",
        (macro("per: ticket", "per: item"), macro("Delay update", "{{ backorder.name }}")),
    ),
    Right(
        "non-breaking spaces in braces", (macro("{{ customer.first_name }}", "{{\u00a0customer.first_name\u00a0}}"),)
    ),
    Right("a tag with a slash", (macro("backorder_update_sent", "late/update-1"),)),
    Right("one helpdesk alone", (config("helpdesks:\n  shop:", "helpdesks:\n  main_shop-2:"),)),
    Right("Zendesk in small and capital letters", (config(ZENDESK, "url: HTTPS://Acme.Zendesk.com/"),)),
    Right("an account whose name has hyphens and digits", (config(ZENDESK, "url: https://my-shop2-eu.zendesk.com"),)),
    Right("an account that is called after our example", (config(ZENDESK, "url: https://company.zendesk.com"),)),
    Right("Freshworks' own domain", (config("https://acme.freshdesk.com", "https://acme.freshworks.com"),)),
    Right("a variable with a default", (config("timezone: America/New_York", 'timezone: "${ZONE:-Europe/Berlin}"'),)),
    Right("a secret with a dollar sign, a colon and an x at its end", (), (("FRESHDESK_API_KEY", "a$b:cX9x"),)),
    Right("a secret with a line end behind it", (), (("FRESHDESK_API_KEY", "k3y99\n"),)),
    Right("a secret of capitals and digits", (), (("ZENDESK_CLIENT_SECRET", "ABCD_1234_EFGH"),)),
    Right("an identifier of capitals", (config("client_id: zendesk_bridge", "client_id: ACME_BRIDGE"),)),
    Right("an identifier that begins with my", (config("client_id: zendesk_bridge", "client_id: my-bridge"),)),
    Right("the zone CET", (config("America/New_York", "CET"),)),
    Right("the zone UTC", (config("America/New_York", "UTC"),)),
    Right("a zone of three parts", (config("America/New_York", "America/Argentina/Buenos_Aires"),)),
    Right("Chinese of Taiwan", (config("locale: en_US", "locale: de_AT"),)),
    Right(
        "a database on a server, with a password of signs",
        (config("sqlite:///zendesk-bridge.db", "postgresql+psycopg://u:p%40ss@db/bridge"),),
    ),
    Right("a database in memory", (config("sqlite:///zendesk-bridge.db", "'sqlite:///:memory:'"),)),
    Right(
        "shares in both forms",
        (config("timezone:", "limits: {updates: {share: 0.4}, retirements: {share: 30 %}}\ntimezone:"),),
    ),
    Right("max_age with its unit", (config("macros/backorders.yaml}", "macros/backorders.yaml, max_age: 5 days}"),)),
    Right("look_back in weeks", (config("timezone:", "triage: {look_back: 4 weeks}\ntimezone:"),)),
    Right("a rhythm of updates", (config("timezone:", "followups: {every: 2w, settle: 1 h}\ntimezone:"),)),
    Right("facts that settle at once", (config("timezone:", "followups: {settle: 0m}\ntimezone:"),)),
    Right("a table", table()),
    Right(
        "a table with semicolons",
        whole_table(
            "sku;name;from;to;options;next_update;reason\nA-1;Lamp post;2026-12-10;2026-12-14;wait,cancel;2026-12-04;late\n"
        ),
    ),
    Right(
        "a table that tells Excel its separator",
        whole_table(
            "sep=;\nsku;name;ship_window;options;next_update\nA-1;Lamp post;2026-12-14;wait,cancel;2026-12-04\n"
        ),
    ),
    Right(
        "a table between tabs, with Windows' line ends",
        whole_table(
            "SKU\tName\tFrom\tTo\tOptions\tNext update\r\nA-1\tLamp post\t2026-12-10\t2026-12-14\twait; cancel\t2026-12-04\r\n",
            encoding="utf-8-sig",
        ),
    ),
    Right(
        "a table with columns of its own",
        table("sku,name", "Item No.,Title", settings=", columns: {sku: Item No., name: Title}"),
    ),
    Right(
        "a table of German days",
        table(
            "2026-12-10,2026-12-14,the supplier is late,wait;cancel,2026-12-04\nKET-70,Gooseneck Kettle,gooseneck kettle,2026-12-07,2026-12-11,held at the port,wait;cancel,2026-12-04",
            "10.12.2026,14.12.2026,late,wait;cancel,04.12.2026",
            settings=', dates: "%d.%m.%Y"',
        ),
    ),
    Right("a table whose first column has another name, beside ours", table("aliases", "Aliases")),
)
