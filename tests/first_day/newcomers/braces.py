"""Braces: placeholders as other programs have them, and braces that YAML takes for its own."""

from __future__ import annotations

from newcomers.desk import Mistake, config, facts, macro

HELLO = "Hi {{ customer.first_name }},"
WINDOW = "{{ backorder.ship_window }}"

BRACES = (
    Mistake(
        "one brace on each side",
        (macro(HELLO, "Hi {customer.first_name},"),),
        says=("macros/delay-update.yaml:6:6: ", "write {{ customer.first_name }}"),
    ),
    Mistake(
        "one brace missing",
        (macro(HELLO, "Hi {{ customer.first_name },"),),
        says=("macros/delay-update.yaml:6:6: ", "write two braces on each side, as in {{ customer.first_name }}"),
    ),
    Mistake(
        "never closed",
        (macro(HELLO, "Hi {{ customer.first_name,"),),
        says=("macros/delay-update.yaml:6:6: ", "write two braces on each side, as in {{ customer.first_name }}"),
    ),
    Mistake(
        "a brace too many",
        (macro(HELLO, "Hi {{{ customer.first_name }}},"),),
        says=("macros/delay-update.yaml:6:6: ", "write two braces on each side, as in {{ customer.first_name }}"),
    ),
    Mistake(
        "first name in one word",
        (macro(HELLO, "Hi {{customer.firstname}},"),),
        says=("macros/delay-update.yaml:6:8: ", "did you mean customer.first_name?"),
    ),
    Mistake(
        "only first_name",
        (macro(HELLO, "Hi {{ first_name }},"),),
        says=("macros/delay-update.yaml:6:9: ", "did you mean customer.first_name?"),
    ),
    Mistake(
        "with a space in it",
        (macro(HELLO, "Hi {{ customer first name }},"),),
        says=("macros/delay-update.yaml:6:6: ", "a name has no space in it: customer.first_name"),
    ),
    Mistake(
        "with a capital",
        (macro(HELLO, "Hi {{ Customer.First_Name }},"),),
        says=("macros/delay-update.yaml:6:9: ", "did you mean customer.first_name?"),
    ),
    Mistake(
        "Zendesk's own",
        (macro(HELLO, "Hi {{ticket.requester.first_name}},"),),
        says=("macros/delay-update.yaml:6:8: ", "write {{ customer.first_name }}, which works on both"),
    ),
    Mistake(
        "Zendesk's own for the whole name",
        (macro(HELLO, "Hi {{ticket.requester.name}},"),),
        says=("macros/delay-update.yaml:6:8: ", "write {{ customer.name }}, which works on both"),
    ),
    Mistake(
        "Freshdesk's own",
        (macro(HELLO, "Hi {{ticket.requester.firstname}},"),),
        says=("macros/delay-update.yaml:6:8: ", "write {{ customer.first_name }}, which works on both"),
    ),
    Mistake(
        "Zendesk's own that we have no word for",
        (macro(HELLO, "Hi, see {{ticket.link}},"),),
        says=("macros/delay-update.yaml:6:13: ", "write {% raw %}{{ticket.link}}{% endraw %}, in a macro whose"),
    ),
    Mistake(
        "Zendesk's dynamic content",
        (macro(HELLO, "{{dc.greeting}}"),),
        says=("macros/delay-update.yaml:6:5: ", "write {% raw %}{{dc.greeting}}{% endraw %}, in a macro whose"),
    ),
    Mistake(
        "Zendesk's default",
        (macro(HELLO, "Hi {{ticket.requester.first_name | default: 'there'}},"),),
        says=(
            "macros/delay-update.yaml:6:6: ",
            "write {{ customer.first_name }}, which works on both, in words that",
            "{% raw %}",
        ),
    ),
    Mistake(
        "a hyphen in the name",
        (macro(WINDOW, "{{backorder.ship-window}}"),),
        says=("macros/delay-update.yaml:10:36: ", "did you mean backorder.ship_window?"),
    ),
    Mistake(
        "the name in camel case",
        (macro(WINDOW, "{{ backorder.shipWindow }}"),),
        says=("macros/delay-update.yaml:10:37: ", "did you mean backorder.ship_window?"),
    ),
    Mistake(
        "another word for it",
        (macro(WINDOW, "{{ backorder.eta }}"),),
        says=("macros/delay-update.yaml:10:37: ", "did you mean backorder.ship_window?"),
    ),
    Mistake(
        "backorder alone",
        (macro(WINDOW, "{{ backorder }}"),),
        says=("macros/delay-update.yaml:10:37: ", "the names here are backorder.items, .ship_window"),
    ),
    Mistake(
        "backorders, in the plural",
        (macro(WINDOW, "{{ backorders.ship_window }}"),),
        says=("macros/delay-update.yaml:10:37: ", "did you mean backorder.ship_window?"),
    ),
    Mistake(
        "a name of per: item in per: ticket",
        (macro("{{ backorder.delay }}", "{{ backorder.name }} is late."),),
        says=("macros/delay-update.yaml:8:6: ", "write `per: item`"),
    ),
    Mistake(
        "square brackets",
        (macro(HELLO, "Hi [[customer.first_name]],"),),
        says=("macros/delay-update.yaml:6:6: ", "write {{ customer.first_name }}"),
    ),
    Mistake(
        "square brackets to fill in",
        (macro(HELLO, "Hi [Customer Name],"),),
        warns=True,
        says=("macros/delay-update.yaml:6:6: ", "write {{ customer.name }}"),
    ),
    Mistake(
        "percent signs",
        (macro(HELLO, "Hi %first_name%,"),),
        warns=True,
        says=("macros/delay-update.yaml:6:6: ", "write {{ customer.first_name }}"),
    ),
    Mistake(
        "angle brackets",
        (macro(HELLO, "Hi <name>,"),),
        warns=True,
        says=("macros/delay-update.yaml:6:6: ", "write {{ customer.first_name }}"),
    ),
    Mistake(
        "angle brackets around our name",
        (macro(HELLO, "Hi <customer.first_name>,"),),
        says=("macros/delay-update.yaml:6:6: ", "write {{ customer.first_name }}"),
    ),
    Mistake(
        "a dollar sign",
        (macro(HELLO, "Hi ${customer.first_name},"),),
        says=("macros/delay-update.yaml:6:6: ", "write {{ customer.first_name }}"),
    ),
    Mistake(
        "Mailchimp's",
        (macro(HELLO, "Hi *|FNAME|*,"),),
        warns=True,
        says=("macros/delay-update.yaml:6:6: ", "write {{ customer.first_name }}"),
    ),
    Mistake(
        "Intercom's",
        (macro(HELLO, 'Hi {{ first_name | fallback:"there" }},'),),
        says=(
            "macros/delay-update.yaml:6:6: ",
            "write {{ customer.first_name }}, which works on both, in words that",
            "{% raw %}",
        ),
    ),
    Mistake(
        "braces as a value without quotation marks",
        (macro('title: "Backorder::Delay update"', "title: {{ backorder.name }}"),),
        says=("macros/delay-update.yaml:2:8: ", 'put quotation marks around the whole text: "{{ ... }}"'),
    ),
    Mistake(
        "braces first in a value",
        (macro('title: "Backorder::Delay update"', "title: {{ backorder.name }} is late"),),
        says=("macros/delay-update.yaml:2:8: ", "put quotation marks around the whole text, or write 'title: |' and"),
    ),
    Mistake(
        "a placeholder in the title of per: ticket",
        (macro("Delay update", "{{ backorder.name }}"),),
        says=("macros/delay-update.yaml:2:23: ", "write words that suit every ticket, or say per: item"),
    ),
    Mistake(
        "a filter that is not there",
        (macro(WINDOW, "{{ backorder.ship_window | capitalise }}"),),
        says=("macros/delay-update.yaml:10:34: ", "did you mean capitalize?"),
    ),
    Mistake(
        "Liquid's filter",
        (macro(WINDOW, "{{ backorder.ship_window | upcase }}"),),
        says=("macros/delay-update.yaml:10:34: ", "write upper; or put what your helpdesk itself shall run between {%"),
    ),
    Mistake(
        "a date filter of Liquid's",
        (macro(WINDOW, "{{ backorder.ship_window | date: '%B %d' }}"),),
        says=("macros/delay-update.yaml:10:34: ", "put what your helpdesk itself shall run between {% raw %} and {%"),
    ),
    Mistake(
        "an if that is never ended",
        (macro("{{ backorder.delay }}", "{% if backorder.delay %}{{ backorder.delay }}"),),
        says=("macros/delay-update.yaml:8:3: ", "write {% endif %} where it ends"),
    ),
    Mistake(
        "an if on what the helpdesk fills in",
        (macro("{{ backorder.delay }}", "{% if customer.first_name == 'Al' %}Al{% endif %}"),),
        says=(
            "macros/delay-update.yaml:8:3: ",
            "print it as it is, {{ customer.first_name }}, in words that are right",
        ),
    ),
    Mistake(
        "one equals sign",
        (
            macro("per: ticket", "per: item"),
            macro("{{ backorder.delay }}", "{% if backorder.name = 'x' %}a{% endif %}"),
            macro("Delay update", "{{ backorder.name }}"),
        ),
        says=("macros/delay-update.yaml:8:3: ", "write == to compare two values"),
    ),
    Mistake(
        "else if in two words",
        (
            macro("per: ticket", "per: item"),
            macro("{{ backorder.delay }}", "{% if backorder.wait %}a{% else if backorder.cancel %}b{% endif %}"),
            macro("Delay update", "{{ backorder.name }}"),
        ),
        says=("macros/delay-update.yaml:8:3: ", "write {% elif ... %}; more to fix may show once this is right"),
    ),
    Mistake(
        "an end without a beginning",
        (macro("{{ backorder.delay }}", "{{ backorder.delay }}{% endif %}"),),
        says=("macros/delay-update.yaml:8:3: ", "it ends what nothing begins: take it away, or write its {% if ... %}"),
    ),
    Mistake(
        "a percent tag for a name",
        (macro(HELLO, "Hi {% customer.first_name %},"),),
        says=(
            "macros/delay-update.yaml:6:6: ",
            "write a name in two braces: {{ ... }}; more to fix may show once this",
        ),
    ),
    Mistake(
        "typographic quotation marks in a filter",
        (macro(WINDOW, "{{ backorder.ship_window | default(‘soon’) }}"),),
        says=("macros/delay-update.yaml:10:34: ", "write straight quotation marks: ' or \""),
    ),
    Mistake(
        "a placeholder among the facts",
        (facts("name: Blue Widget 16 oz", 'name: "{{ ticket.title }}"'),),
        says=("macros/backorders.yaml:3:11: ", "write plain text"),
    ),
    Mistake(
        "HTML pasted from the portal",
        (macro(HELLO, "<p>Hi {{ customer.first_name }},</p>"),),
        says=("macros/delay-update.yaml:6:3: ", "write Markdown: an empty line between paragraphs, **bold**, - for a"),
    ),
    Mistake(
        "a non-breaking space as HTML has it",
        (macro(HELLO, "Hi&nbsp;{{ customer.first_name }},"),),
        says=("macros/delay-update.yaml:6:5: ", "write Markdown: an empty line between paragraphs, **bold**, - for a"),
    ),
    Mistake(
        "a Markdown link to nowhere",
        (macro("{{ backorder.follow_up }}", "{{ backorder.follow_up }} [our shop](www.acme.example)"),),
        says=("macros/delay-update.yaml:12:64: ", "write the whole address, such as https://www.acme.example"),
    ),
    Mistake(
        "a variable in braces within braces",
        (config('"${FRESHDESK_API_KEY}"', "${FRESHDESK_API_KEY}"),),
        says=("config.yaml:9:22: ", 'write "${VARIABLE}"'),
    ),
    Mistake(
        "a variable without braces",
        (config('"${FRESHDESK_API_KEY}"', "$FRESHDESK_API_KEY"),),
        says=("config.yaml:9:21: ", "write ${FRESHDESK_API_KEY}, or $$ for a dollar sign"),
    ),
    Mistake(
        "a variable as Windows has it",
        (config('"${FRESHDESK_API_KEY}"', '"%FRESHDESK_API_KEY%"'),),
        says=("config.yaml:9:21: ", "write ${FRESHDESK_API_KEY}, or $$ for a dollar sign"),
    ),
    Mistake(
        "a variable as PowerShell has it",
        (config('"${FRESHDESK_API_KEY}"', "$env:FRESHDESK_API_KEY"),),
        says=("config.yaml:9:21: ", "write ${FRESHDESK_API_KEY}, or $$ for a dollar sign"),
    ),
    Mistake(
        "a variable as GitHub has it",
        (config('"${FRESHDESK_API_KEY}"', '"${{ secrets.FRESHDESK_API_KEY }}"'),),
        says=("config.yaml:9:21: ", "write ${FRESHDESK_API_KEY}, or $$ for a dollar sign"),
    ),
    Mistake(
        "a variable with a hyphen",
        (config('"${FRESHDESK_API_KEY}"', '"${FRESHDESK-API-KEY}"'),),
        says=("config.yaml:9:21: ", "write ${NAME}, a name of letters, digits and _, or $$ for a dollar"),
    ),
    Mistake(
        "a variable that is never closed",
        (config('"${FRESHDESK_API_KEY}"', '"${FRESHDESK_API_KEY"'),),
        says=("config.yaml:9:21: ", "write ${NAME}, with the } that ends it, or $$ for a dollar sign"),
    ),
    Mistake(
        "a variable in round brackets",
        (config('"${FRESHDESK_API_KEY}"', '"$(FRESHDESK_API_KEY)"'),),
        says=("config.yaml:9:21: ", "write ${FRESHDESK_API_KEY}, or $$ for a dollar sign"),
    ),
    Mistake(
        "a variable in double braces",
        (config('"${FRESHDESK_API_KEY}"', '"{{ FRESHDESK_API_KEY }}"'),),
        says=("config.yaml:9:21: ", "write ${FRESHDESK_API_KEY}, or $$ for a dollar sign"),
    ),
    Mistake(
        "a variable's bare name",
        (config('"${FRESHDESK_API_KEY}"', "FRESHDESK_API_KEY"),),
        says=("config.yaml:9:21: ", "write ${NAME} in your config, in braces"),
    ),
    Mistake(
        "a variable in the YAML of a macro",
        (macro("[backorder_update_sent]", '["${TAG}"]'),),
        says=("macros/delay-update.yaml:13:22: ", "use a-z, 0-9, _, - and /, and no spaces, such as tag"),
    ),
)
