"""Addresses of helpdesks, as browsers, colleagues and other programs have them."""

from __future__ import annotations

from newcomers.desk import Mistake, config

ZENDESK = "https://acme.zendesk.com"
FRESHDESK = "https://acme.freshdesk.com"

ADDRESSES = (
    Mistake(
        "the account's name alone",
        (config(ZENDESK, "acme"),),
        says=("config.yaml:4:10: ", "write the whole address, such as https://acme.zendesk.com or"),
    ),
    Mistake(
        "the account's name alone, of Freshdesk",
        (config(FRESHDESK, "acme"),),
        says=("config.yaml:8:10: ", "write the whole address, such as https://acme.zendesk.com or"),
    ),
    Mistake(
        "without https://",
        (config(ZENDESK, "acme.zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "http:// for https://",
        (config(ZENDESK, "http://acme.zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://; http:// is for 127.0.0.1, ::1, localhost"),
    ),
    Mistake(
        "https:/ with one slash",
        (config(ZENDESK, "https:/acme.zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "https// without its colon",
        (config(ZENDESK, "https//acme.zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "the agents' page",
        (config(ZENDESK, "https://acme.zendesk.com/agent/dashboard"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "the agents' page, with a fragment",
        (config(ZENDESK, "https://acme.zendesk.com/agent/filters/1#x"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "Freshdesk's page of tickets",
        (config(FRESHDESK, "https://acme.freshdesk.com/a/tickets/filters/all_tickets"),),
        says=("config.yaml:8:10: ", "write https://acme.freshdesk.com"),
    ),
    Mistake(
        "the API's path",
        (config(ZENDESK, "https://acme.zendesk.com/api/v2"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "the help centre",
        (config(ZENDESK, "https://acme.zendesk.com/hc/en-us"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "www. before it",
        (config(ZENDESK, "https://www.acme.zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "www.zendesk.com",
        (config(ZENDESK, "https://www.zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://your-account.zendesk.com, with your account's own name"),
    ),
    Mistake(
        "zendesk.com alone",
        (config(ZENDESK, "https://zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://your-account.zendesk.com, with your account's own name"),
    ),
    Mistake(
        "the example's own words",
        (config(ZENDESK, "https://your-account.zendesk.com"),),
        says=("config.yaml:4:10: ", "write your account's own name in place of 'your-account'"),
    ),
    Mistake(
        "the example's own words, in angle brackets",
        (config(ZENDESK, "https://<subdomain>.zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://your-account.zendesk.com, with your account's own name"),
    ),
    Mistake(
        "the example's own words, in braces",
        (config(ZENDESK, '"https://{subdomain}.zendesk.com"'),),
        says=("config.yaml:4:10: ", "write https://your-account.zendesk.com, with your account's own name"),
    ),
    Mistake(
        "Freshdesk's address under type: zendesk",
        (config(ZENDESK, FRESHDESK),),
        says=("config.yaml:4:10: ", "write type: freshdesk"),
    ),
    Mistake(
        "Zendesk's address under type: freshdesk",
        (config(FRESHDESK, ZENDESK),),
        says=("config.yaml:8:10: ", "write type: zendesk"),
    ),
    Mistake(
        "Freshservice's address",
        (config(FRESHDESK, "https://acme.freshservice.com"),),
        says=("config.yaml:8:10: ", "write https://acme.freshdesk.com"),
    ),
    Mistake(
        "Freshchat's address",
        (config(FRESHDESK, "https://acme.freshchat.com"),),
        says=("config.yaml:8:10: ", "write https://acme.freshdesk.com"),
    ),
    Mistake(
        "Zendesk Sell's address",
        (config(ZENDESK, "https://api.getbase.com"),),
        says=("config.yaml:4:10: ", "write https://api.zendesk.com"),
    ),
    Mistake(
        "a misspelt end",
        (config(ZENDESK, "https://acme.zendesk.co"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "a misspelt zendesk",
        (config(ZENDESK, "https://acme.zendsek.com"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "a host of one's own, with a path",
        (config(ZENDESK, "https://help.acme.example/hc"),),
        says=("config.yaml:4:10: ", "write https://help.acme.example"),
    ),
    Mistake(
        "a host of one's own",
        (config(ZENDESK, "https://help.acme.example"),),
        warns=True,
        says=("config.yaml:4:10: ", "write https://your-account.zendesk.com if it does not answer"),
    ),
    Mistake(
        "a space in it",
        (config(ZENDESK, "https://acme .zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "an underscore in it",
        (config(ZENDESK, "https://my_acme.zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "quotation marks in quotation marks",
        (config(ZENDESK, "\"'https://acme.zendesk.com'\""),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "angle brackets around it",
        (config(ZENDESK, "<https://acme.zendesk.com>"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "a Markdown link, as a chat pastes it",
        (config(ZENDESK, '"[acme.zendesk.com](https://acme.zendesk.com)"'),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "an e-mail address",
        (config(ZENDESK, "support@acme.zendesk.com"),),
        says=("config.yaml:4:10: ", "an e-mail address is none: write https://acme.zendesk.com"),
    ),
    Mistake(
        "an e-mail address of one's own",
        (config(ZENDESK, "support@acme.example"),),
        says=("config.yaml:4:10: ", "an e-mail address is none: write the one that your browser shows when"),
    ),
    Mistake(
        "localhost",
        (config(ZENDESK, "localhost"),),
        says=("config.yaml:4:10: ", "write http://localhost, or sandbox for the local helpdesk"),
    ),
    Mistake(
        "localhost with a port",
        (config(ZENDESK, "localhost:8080"),),
        says=("config.yaml:4:10: ", "write http://localhost:8080, or sandbox for the local helpdesk"),
    ),
    Mistake(
        "a port that is none",
        (config(ZENDESK, "https://acme.zendesk.com:https"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com"),
    ),
    Mistake(
        "two addresses",
        (config(ZENDESK, "https://acme.zendesk.com, https://beta.zendesk.com"),),
        says=("config.yaml:4:10: ", "write https://acme.zendesk.com; another account is another helpdesk,"),
    ),
    Mistake(
        "a list of addresses",
        (config(ZENDESK, "[https://acme.zendesk.com]"),),
        says=("config.yaml:4:10: ", "write one text, on one line, such as https://acme.zendesk.com"),
    ),
    Mistake(
        "sandbox, misspelt",
        (config(ZENDESK, "sanbox"),),
        says=("config.yaml:4:10: ", "write sandbox"),
    ),
    Mistake(
        "Sandbox, with a capital",
        (config(ZENDESK, "Sandbox"),),
        says=("config.yaml:4:10: ", "write sandbox"),
    ),
    Mistake(
        "the user in it",
        (config(ZENDESK, "https://agent:secret@acme.zendesk.com"),),
        says=("config.yaml:4:10: ", "they belong under auth"),
    ),
    Mistake(
        "no address",
        (config(f"    url: {ZENDESK}\n", ""),),
        says=("config.yaml:3:5: ", "add url: https://acme.zendesk.com"),
    ),
    Mistake(
        "an empty address",
        (config(ZENDESK, ""),),
        says=("config.yaml:4:9: ", "write one, such as https://acme.zendesk.com"),
    ),
    Mistake(
        "domain: for url:",
        (config(f"url: {ZENDESK}", "domain: acme"),),
        says=("config.yaml:4:5: ", "did you mean 'url'?"),
    ),
    Mistake(
        "subdomain: for url:",
        (config(f"url: {ZENDESK}", "subdomain: acme"),),
        says=("config.yaml:4:5: ", "did you mean 'url'?"),
    ),
    Mistake(
        "no type",
        (config("    type: zendesk\n", ""),),
        says=("config.yaml:3:5: ", "add type: freshdesk or zendesk"),
    ),
    Mistake(
        "Zendesk with a capital for the type",
        (config("type: zendesk", "type: Zendesk"),),
        says=("config.yaml:3:11: ", "did you mean 'zendesk'?"),
    ),
    Mistake(
        "a type that is not there",
        (config("type: freshdesk", "type: intercom"),),
        says=("config.yaml:7:11: ", "write freshdesk or zendesk"),
    ),
    Mistake(
        "a name with a space",
        (config("  shop-eu:", "  shop eu:"),),
        says=("config.yaml:6:3: ", "use letters from a to z, digits, - and _, such as shop-eu"),
    ),
    Mistake(
        "a name with an umlaut",
        (config("  shop-eu:", "  büro:"),),
        says=("config.yaml:6:3: ", "use letters from a to z, digits, - and _, such as shop-eu"),
    ),
    Mistake(
        "all for a name",
        (config("  shop-eu:", "  all:"),),
        says=("config.yaml:6:3: ", "in macros, 'all' means every helpdesk"),
    ),
)
