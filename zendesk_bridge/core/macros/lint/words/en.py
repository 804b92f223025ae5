"""English, as published delay notices and support macros have it."""

from __future__ import annotations

from zendesk_bridge.core.macros.lint.words.lexicon import Lexicon

_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|fourteen)"
_UNIT = r"(?:hours?|(?:(?:business|working|calendar) )?days?|weeks?|months?)"
_MESSAGE = r"(?:this|the|our) (?:message|notice|notification|e-?mail|letter|update)"
_SILENT = (
    r"(?:if we (?:do not|don['\u2019]t|haven['\u2019]t) (?:hear|receive)|without (?:a|an|any|your) (?:reply|answer"
    r"|response)"
    r"|if (?:you|there is) (?:do not|don['\u2019]t|no) (?:reply|respond|answer|response)|if you take no action"
    r"|unless (?:you|we) (?:reply|respond|answer|tell|say|agree|consent|hear|contact|choose|let us))"
)

ENGLISH = Lexicon(
    vague=(
        r"(?<!as )(?<!see you )(?<!from you )soon",
        r"as (?:soon|quickly) as (?:possible|we can|(?:the )?stock\b|it arrives)",
        r"asap",
        r"shortly",
        r"(?-i:TB[ACD])",
        r"the moment (?:the )?(?:stock|it|they) arrives?",
        r"keep you (?:posted|updated)",
        r"(?:early|late) (?:spring|summer|autumn|fall|winter)",
        r"any day now",
        r"before (?:too )?long",
        r"in due course",
        r"in the near future",
        r"(?:with)?in the (?:next|coming) (?:few )?(?:days|weeks)",
    ),
    asks=(
        (
            r"(?:please|kindly|could you|can you|would you) (?:\w+ )?(?:reply|respond|answer|send|share|let|contact"
            r"|confirm|provide|tell|get)"
        ),
        r"(?:let us know|reach out|contact us|get in touch|get back to us|reply to (?:this|us|me))",
    ),
    delay=(
        r"delay(?:s|ed)?",
        r"back[- ]?order(?:ed|s)?",
        r"running (?:late|behind)",
        r"behind schedule",
        r"pushed back",
        r"(?:ship|ships|shipping|shipped|send|dispatch) (?:\w+ ){0,4}later than",
        r"later than (?:we |you |was |were |first )?(?:told|promised|planned|expected|said|announced)",
        r"(?:is|are|currently|temporarily|still) (?:\w+ )?out of stock",
    ),
    not_delay=(
        (
            r"(?:delay(?:s|ed)?|late) (?:\w+ ){0,2}(?:repl(?:y|ies|ying)|respon\w+|getting|answer\w*|contact\w*"
            r"|writing|refund\w*)"
        ),
        r"(?:repl(?:y|ies)|response|answer|refund|payment|e-?mail|message)s? (?:\w+ ){0,4}delay(?:s|ed)?",
        (
            r"(?:delay|delays|delayed) (?:in|of|with|to) (?:\w+ ){0,2}(?:repl\w+|respon\w+|getting|answer\w*|refund\w*"
            r"|payment|inbox)"
        ),
        r"without (?:\w+ )?delay",
        r"(?:may|might|could|can|possible|potential|occasional|avoid|prevent) (?:\w+ ){0,5}delay(?:s|ed)?",
        r"delays? (?:may|might|could|can|are possible)",
        (
            r"(?:if|in case|whether|when|whenever|should) (?:[\w'\u2019]+ ){0,8}(?:delay(?:s|ed)?|out of stock"
            r"|back[- ]?ordered)"
        ),
        r"(?:don['\u2019]t|do not|never) delay",
        (
            r"(?:no|not|isn['\u2019]t|aren['\u2019]t|no longer|never) (?:\w+ )?(?:delay(?:s|ed)?|back[- ]?ordered"
            r"|out of stock)"
        ),
    ),
    closed=(
        r"(?:we|I|support) (?:have|has|['\u2019]ve|are|am|is)(?: now)? cancell?(?:ed|ing)",
        r"(?:order|item) (?:has been|was|is now) cancell?ed",
        r"refund (?:is )?(?:approved|issued|processed)",
        r"(?:back )?in stock again|back in stock",
    ),
    ships=(r"(?:re)?ship(?:s|ped|ping|ment|ments)?", r"dispatch\w*", r"leaves? (?:our|the) warehouse", r"sent out"),
    delivers=(r"deliver\w*", r"arriv\w*"),
    negated=(r"not", r"no", r"cannot", r"can['\u2019]t", r"won['\u2019]t", r"never"),
    no_date=(
        r"(?:cannot|can['\u2019]t|could not) (?:\w+ )?(?:name|give|promise|tell)(?: you)? (?:a|any|the|an exact) day",
        (
            r"(?:cannot|can['\u2019]t|can not|could not|unable to|not able to|do not|don['\u2019]t|does not"
            r"|doesn['\u2019]t)"
            r" (?:\w+ ){0,6}(?:date|eta|time ?line|time ?frame|when)"
        ),
        (
            r"(?:no|without an?) (?:(?:new|firm|exact|definite|confirmed|ship|shipping|estimated) ){0,3}(?:date|eta"
            r"|time ?line|time ?frame)"
        ),
        r"(?:date|eta) (?:\w+ )?(?:unknown|not (?:yet )?(?:known|confirmed|available))",
    ),
    confirming=(
        r"(?:confirming|checking|finding out|verifying) (?:\w+ ){0,3}(?:date|eta|window|timing)",
        r"(?:date|window) (?:is )?being confirmed",
    ),
    reason=(
        *(
            r"because",
            r"due to",
            r"owing to",
            r"as a result of",
            r"caused by",
            r"reasons?",
            r"since (?:the|our|a|an|its)",
        ),
        *(r"suppliers?(?:['\u2019]s?)?", r"manufacturer\w*", r"maker", r"factory", r"port", r"customs", r"container"),
        *(
            r"quality",
            r"safety",
            r"strikes?",
            r"weather",
            r"storm",
            r"shortage\w*",
            r"(?:high|unexpected|strong) demand",
        ),
        *(r"carrier", r"production", r"recall\w*", r"ran out", r"run out", r"failed", r"broke"),
        r"(?:is|are|was) delayed:",
    ),
    period=(
        (
            rf"(?:with)?in (?:the next |about |around |approximately |up to )?{_NUMBER}(?: ?(?:-|\u2013|to|or"
            rf") ?{_NUMBER})? {_UNIT}"
        ),
        rf"every {_NUMBER} {_UNIT}",
        rf"(?:another|about|up to|around|roughly) {_NUMBER}(?: ?(?:-|\u2013|to|or) ?{_NUMBER})? {_UNIT}",
        rf"(?:takes?|take up to|allow) {_NUMBER}(?: ?(?:-|\u2013|to|or) ?{_NUMBER})? {_UNIT}",
        rf"{_NUMBER}(?: ?(?:-|\u2013|to|or) ?{_NUMBER})? {_UNIT} (?:later|late|from now|behind|longer)",
        r"(?:by |until )?(?:tomorrow|tonight)",
        r"(?:by|on|until|every|next|this) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
        r"(?:by )?the (?:end of (?:the|this|next) week|\w+ (?:working|business) day after)",
        r"(?:next|this) week",
    ),
    wait=(r"wait(?:ing)?", r"keep your order", r"hold (?:on to )?your order"),
    swap=(
        r"swap\w*",
        r"exchang\w*",
        r"substitut\w*",
        r"replac\w*",
        r"alternatives?",
        r"switch\w*",
        r"a (?:similar|different) \w+",
    ),
    split=(
        r"split\w*",
        r"partial(?:ly)? ship\w*",
        r"(?:rest|remainder) of (?:your|the) order",
        r"(?:ship|send) the (?:rest|others?)",
    ),
    cancel=(r"cancel\w*",),
    refund=(r"refund\w*", r"money back"),
    full_refund=(r"full refund", r"refund(?:ed|ing)?(?: \w+){0,3} in full", r"original payment", r"money back"),
    credit=(r"store credit", r"gift cards?", r"vouchers?", r"shop credit", r"credit note"),
    not_offered=(
        (
            r"(?:cannot|can['\u2019]t|can not|unable to|not able to|no longer|do not|don['\u2019]t|won['\u2019]t"
            r") (?:be )?(?:\w+ ){0,2}"
            r"(?:cancel\w*|refund\w*|swap\w*|exchang\w*|split\w*)"
        ),
        r"no (?:cancell?ations?|refunds?|exchanges?)",
        r"(?:cancell?ations?|refunds?) (?:is|are) not (?:possible|available|accepted|offered)",
        r"non-?refundable",
    ),
    reviews=(
        (
            r"(?:review|look (?:into|at)|see|check|explore|discuss|go over|consider)(?: together)? (?:what|which|your"
            r"|our|the|all|any)?"
            r" ?(?:\w+ ){0,3}(?:options?|we can do|can be done|possibilities)"
        ),
        r"follow up with (?:the )?next steps",
        r"advise (?:you )?(?:on|of) (?:the )?next steps",
        r"(?:find|work out|look for|come up with) (?:a|some|the best) (?:\w+ )?(?:solution|way)",
    ),
    next_word=(
        r"hear (?:back )?from (?:us|me)",
        (
            r"(?:we|I|support|(?:our|my) team|an agent|someone)(?: will|['\u2019]ll| shall)(?: then| also| personally)?"
            r" (?:update|write|e-?mail|contact|inform|notify|message|call|let you know|get back|be in touch|follow up"
            r"|reach out|tell you"
            r"|send you (?:an?|another) (?:update|e-?mail|message)|give you an update|check (?:back )?in|keep you)"
        ),
        r"next update",
        r"(?:another|an|the next|further) updates? (?:by|on|within|will|every)",
    ),
    consent=(
        r"(?:do not|don['\u2019]t|does not|doesn['\u2019]t) (?:need|have) to do (?:anything|a thing)",
        r"no (?:further )?action (?:is )?(?:needed|required|necessary)",
        r"nothing (?:else |more )?(?:you need |you have |needs? |is needed |for you )?to (?:do|be done)",
        rf"{_SILENT}~{{0,120}}(?:ship\b|send\b|keep|wait|assume you|treat|agree to|continue|stays? open|hold)",
    ),
    rejection=(
        rf"{_SILENT}~{{0,120}}(?:cancel\w*|refund\w*)",
        r"without your yes\b~{0,120}(?:cancel\w*|refund\w*)",
        r"(?:automatically|be) cancell?ed~{0,80}unless",
        r"cancel\w*~{0,80}(?:automatically|unless (?:you|we|it))",
        r"automatically (?:be )?(?:cancel\w*|refund\w*)",
        r"(?:need|must have|require) your (?:consent|agreement|approval|ok\b)",
    ),
    undecided=(r"(?:do not|don['\u2019]t) (?:need|have) to (?:decide|choose)",),
    thirty_days=(
        (
            rf"(?:30|thirty)(?:[- ]day| days)~{{0,30}}(?:of|from|after|since|following) (?:\w+ )?(?:(?:the "
            rf")?(?:date|receipt|day) of )?{_MESSAGE}"
        ),
        r"(?:30|thirty) days (?:from|after|of) (?:today|now|receiving this|reading this)",
        rf"{_MESSAGE}~{{0,40}}(?:30|thirty) days",
    ),
    hides=(
        (
            r"(?:(?:please |agents? |you )?(?:do not|don['\u2019]t|never|must not|should not|shouldn['\u2019]t|avoid"
            r"|refrain from|no need to))"
            r" (?:ever |proactively |actively |directly )?(?:mention\w*|bring(?:ing)? up|suggest\w*|volunteer\w*"
            r"|talk(?:ing)? about|rais(?:e|ing)"
            r"|remind\w*|advertis\w*|offer(?:ing)? up|hint\w*)~{0,60}(?:cancel\w*|refund\w*)"
        ),
        (
            r"(?:only|just) (?:offer|mention|give|discuss|bring up|allow) (?:\w+ ){0,4}(?:cancel\w*|refunds?"
            r")~{0,20}(?:if|when|after|once)"
            r" (?:they|the customer|a customer|customers|he|she|asked|pressed|pushed)"
        ),
        (
            r"(?:cancell?ations?|refunds?|cancel(?:l?ing)?) (?:only|just) (?:if|when) (?:they|the customer|a customer"
            r"|customers|asked|pressed)"
        ),
        r"(?:keep|steer) (?:\w+ ){0,3}(?:away|quiet) (?:from|about) (?:\w+ ){0,2}(?:cancel\w*|refund\w*)",
        r"talk (?:them|him|her|customers|the customer) out of (?:\w+ ){0,2}(?:cancel\w*|refund\w*)",
    ),
    original=(
        r"original(?:ly)?",
        r"(?:was|were) (?:due|supposed|expected|scheduled|meant|promised|to ship)",
        r"(?:we|you were) (?:had )?(?:promised|told)",
        r"should have",
        r"at first",
        r"initial(?:ly)?",
        r"instead of",
        r"rather than",
        r"placed",
        r"ordered on",
        r"since",
        r"previous(?:ly)?",
    ),
    by=(r"by", r"before", r"until", r"till", r"no later than", r"at the latest", r"latest"),
    between=(r"to", r"and", r"through", r"or"),
)
