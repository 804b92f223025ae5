"""Every rule of ``check``, as data: its name, how much it matters, why in one sentence, and what to write instead.

A name never changes: suppressions and other programs' lists hold it. ``fault`` is the number of the fault among the
thirteen that published delay notices have, 0 for what is wrong beside them:

1 no date, or a soft one; 2 choices not stated; 3 what silence means: missing, wrong for the case, or twice;
4 thirty days counted from the notice; 5 no date and no reason; 6 credit as the only refund; 7 after the promised date;
8 delivery promised; 9 agents told to hide cancellation; 10 an unfilled placeholder; 11 a date of the past;
12 no next update, or one too late; 13 one exact day for a range, or the reverse.
"""

from __future__ import annotations

from zendesk_bridge.core.macros.rulecards import OF_MARKETS, RuleCard

_OF_FACTS = (
    RuleCard(
        "past-window",
        "warning",
        "Customers are told that a new date is being confirmed.",
        "write the new window, 'ship_window: unknown' with a reason, or remove the item if it has shipped",
        11,
    ),
    RuleCard(
        "unknown-without-reason",
        "error",
        "Where no date can be given, the reason is all that a customer can judge by.",
        "add 'reason:' in words that a customer may read",
        5,
    ),
    RuleCard("residue", "error", "Customers would read what a program left there.", "write plain text", 10),
    RuleCard("no-reason", "error", "Customers would read 'is delayed: unknown'.", "write why it is late", 5),
    RuleCard(
        "far-window",
        "error",
        "Customers would read a date that is a slip of the pen.",
        "look at the year; where no nearer date is known, write 'ship_window: unknown' with a reason",
    ),
    RuleCard(
        "long-window",
        "warning",
        "A customer cannot plan with it, and it is often a slip of the pen.",
        "look at its month and year; name a shorter one, or write 'ship_window: unknown' with a reason",
    ),
    RuleCard(
        "narrow-window",
        "warning",
        "By what happened so far it will not hold, and each move is one more message to every customer.",
        "name a later last day, or write 'ship_window: unknown' with a reason",
    ),
    RuleCard(
        "far-day", "warning", "It is more than two years away, which is often a slip of the pen.", "look at the year"
    ),
    RuleCard(
        "not-late",
        "warning",
        "Customers would be told of a delay that is none.",
        "look at the two dates, or take the item off the list",
    ),
    RuleCard(
        "no-next-update",
        "warning",
        "Without a date to hear from you, customers write to ask.",
        "say by which day the customer hears again: {{ backorder.follow_up }}",
        12,
    ),
    RuleCard(
        "past-next-update",
        "warning",
        "A promised update that never came costs more than none.",
        "tell the customers what is known now, and set a new date",
        11,
    ),
    RuleCard(
        "late-next-update",
        "warning",
        "The update must come before the item is expected.",
        "promise the next update for the last day of the window, or earlier",
        12,
    ),
    RuleCard(
        "distant-next-update",
        "warning",
        "Customers write to ask long before, and it is often a slip of the pen.",
        "look at its month and year; name a day within a few weeks",
        12,
    ),
    RuleCard(
        "past-reason",
        "warning",
        "Customers would read of it as news, for as long as it stands there.",
        "write what is true now, or take the day out of the reason",
        11,
    ),
    RuleCard(
        "no-cancel",
        "warning",
        "A delayed customer may cancel for a full refund, and should be told so.",
        "offer to cancel for a full refund: {{ backorder.choices }} does",
        2,
    ),
    RuleCard(
        "late-swap",
        "warning",
        "Replies and mails offer what cannot ship either; the page on which customers choose leaves it out.",
        "take the swap away for as long as that item is late, or offer another one",
    ),
    RuleCard(
        "common-term",
        "warning",
        "Tickets that are not about this item would be tagged with it.",
        "use the words that customers use for this item and for nothing else",
    ),
    RuleCard(
        "untranslated-reason",
        "warning",
        "In that language customers are told of the delay without its reason.",
        "add the reason under 'locales:'",
    ),
    RuleCard(
        "reserved-tag",
        "error",
        "What we say about a ticket could not be told from its item.",
        "give the item another SKU",
        ignorable=False,
    ),
    RuleCard(
        "tag-collision",
        "error",
        "Tickets of the two items could not be told apart.",
        "give one of them another SKU; tags know neither case nor most punctuation",
        ignorable=False,
    ),
)

_OF_TEXTS = (
    RuleCard(
        "vague",
        "warning",
        "Customers bear a delay; they do not bear not knowing.",
        "name the ship window or the next update: {{ backorder.ship_window }}, {{ backorder.next_update }}",
        1,
    ),
    RuleCard(
        "no-date",
        "warning",
        "A customer who is told of a delay asks first for how long.",
        "name the range in which it ships, {{ backorder.ship_window }}, or say that no date is known yet, and why",
        1,
    ),
    RuleCard(
        "no-options",
        "warning",
        "A customer who is given a choice decides once; one who is not writes again.",
        "name what the customer can do: wait, swap, have the rest shipped, or cancel for a full refund: "
        "{{ backorder.choices }}",
        2,
    ),
    RuleCard(
        "silence-missing",
        "note",
        "A customer who does not answer should know what becomes of the order.",
        "say what happens without an answer: {{ backorder.choices }} does",
        3,
    ),
    RuleCard(
        "silence-wrong",
        "warning",
        "What silence means is not the seller's to choose in this market.",
        "use {{ backorder.choices }}, which says it for each item as the market asks",
        3,
    ),
    RuleCard(
        "silence-contradicts",
        "warning",
        "Two answers to one question: the customer is held to neither.",
        "keep the one that is true: either nothing needs to be done, or the order is cancelled without an answer",
        3,
    ),
    RuleCard(
        "thirty-days-from-notice",
        "warning",
        "The rule counts 30 days from the original ship-by time, not from the message.",
        "name the day itself, 30 days after the ship-by date that the customer was given at first",
        4,
    ),
    RuleCard(
        "undated-without-reason",
        "warning",
        "Where no date can be given, the reason is all that a customer can judge by.",
        "say why no date can be given: {{ backorder.delay }} does",
        5,
    ),
    RuleCard(
        "credit-as-refund",
        "warning",
        "Credit alone is no refund.",
        "offer a full refund to the original payment method first; credit may be one more choice",
        6,
    ),
    RuleCard(
        "sent-late",
        "note",
        "A customer should hear of a delay before the promised day, not after it.",
        "say sorry for that, too; and tell those who wait for other items before their day comes",
        7,
    ),
    RuleCard(
        "delivery-promised",
        "warning",
        "Only the ship date is known; the carrier decides the day of delivery.",
        "say that it ships, or leaves the warehouse, in this window",
        8,
    ),
    RuleCard(
        "hides-cancellation",
        "warning",
        "A customer whose order is late has the right to cancel, and hears of it from somebody else.",
        "tell agents to offer it: the choices are part of every update",
        9,
    ),
    RuleCard(
        "wrong-braces", "error", "Customers would read the name instead of what it stands for.", "write {{ name }}", 10
    ),
    RuleCard(
        "odd-braces",
        "warning",
        "Customers would read it as it stands.",
        "write the words, or a name that is filled in",
        10,
    ),
    RuleCard(
        "fill-in",
        "warning",
        "Agents send what stands there, and customers read it.",
        "write the words, or a name that is filled in",
        10,
    ),
    RuleCard(
        "unfinished",
        "warning",
        "Agents send what stands there, and customers read it.",
        "write what the customer shall read",
        10,
    ),
    RuleCard(
        "blank-placeholder",
        "warning",
        "The helpdesk does not know the name, and leaves a hole or shows the braces.",
        "write a name that this helpdesk fills in",
        10,
    ),
    RuleCard(
        "past-date",
        "warning",
        "Customers would read a day that has passed.",
        "write {{ backorder.ship_window }}, which changes with the facts",
        11,
    ),
    RuleCard(
        "other-date",
        "warning",
        "One answer to one question: the file of late items says it.",
        "write {{ backorder.ship_window }}, which changes with the facts",
        13,
    ),
    RuleCard(
        "one-day",
        "warning",
        "False certainty: a day that nobody has promised is held against you, and so is a range that is none.",
        "write {{ backorder.ship_window }}, which says as much as the facts hold",
        13,
    ),
    RuleCard(
        "hard-date",
        "warning",
        "A date in the words stays when the facts move on.",
        "write {{ backorder.ship_window }} or {{ backorder.next_update }}, which change with the facts",
        11,
    ),
    RuleCard(
        "pasted-html",
        "error",
        "Customers would read the tags: they are shown, not used.",
        "write Markdown: an empty line between paragraphs, **bold**, - for a list, [words](https://...)",
    ),
    RuleCard(
        "misread",
        "warning",
        "Customers would read such signs as they stand.",
        "write the sign that was meant, and save the file as UTF-8",
    ),
    RuleCard(
        "dead-link",
        "error",
        "Customers would be led to a page of the helpdesk's that is not there.",
        "write the whole address, such as https://example.com/help",
    ),
    RuleCard(
        "title-without-item",
        "error",
        "A macro per item is told apart by its title alone.",
        "add {{ backorder.name }} or {{ backorder.sku }} to the title",
    ),
    RuleCard(
        "title-unused",
        "warning",
        "A setting that does nothing hides that it does nothing.",
        "take it away: one macro speaks all languages, under its main title",
    ),
    RuleCard(
        "unknown-language", "warning", "Dates and options would be in another language.", "write in a known language"
    ),
)

_OF_TERMS = (
    RuleCard(
        "min-alias",
        "warning",
        "Few characters stand in many tickets that mean something else.",
        "write a longer one, or put it under 'also'",
    ),
    RuleCard(
        "stop-word",
        "warning",
        "Tickets that are not about this item would be tagged with it.",
        "take it away, or put it under 'also' if you are sure",
    ),
    RuleCard(
        "short-alias",
        "warning",
        "Few characters stand in many tickets that mean something else.",
        "use more characters, or put it under 'also'",
    ),
    RuleCard(
        "alike-skus",
        "warning",
        "Both are told apart where they are written letter for letter; written otherwise they mean neither.",
        "give one of them another SKU",
    ),
    RuleCard(
        "alias-inside",
        "warning",
        "The longer name wins where it stands whole; whoever shortens it is taken to mean this item.",
        "write an alias that only this item has, or put the longer name under 'not'",
    ),
    RuleCard(
        "not-in-catalogue",
        "warning",
        "No customer can mean it, and no ticket is marked with it, if its SKU is a slip.",
        "look at its SKU, or add it to the catalogue",
    ),
    RuleCard(
        "floods",
        "error",
        "A tag that stands on too many tickets is soon ignored.",
        "take the alias away that is too common, or add 'not' phrases; if it is right, raise --max-share",
    ),
)

_OF_FILES = (
    RuleCard("invalid", "error", "", "", ignorable=False),
    RuleCard("doubt", "warning", "", "", ignorable=False),
    RuleCard(
        "invented",
        "warning",
        "They are to look around with in the sandbox; nothing is late by them.",
        "write your own late items",
        ignorable=False,
    ),
    RuleCard("catalogue", "error", "", "fix it: no new tickets are marked without it", ignorable=False),
    RuleCard(
        "labels",
        "error",
        "They show whether items are found where customers mean them, and nowhere else.",
        "fix the aliases of the item, or the label if that is wrong",
        ignorable=False,
    ),
    RuleCard(
        "unused-ignore",
        "warning",
        "What suppresses nothing hides the next finding of its kind.",
        "take it away",
        ignorable=False,
    ),
)

RULES = {card.id: card for card in (*_OF_FACTS, *OF_MARKETS, *_OF_TEXTS, *_OF_TERMS, *_OF_FILES)}
