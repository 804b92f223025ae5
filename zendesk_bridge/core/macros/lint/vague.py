"""Words that promise a time and name none, language by language: data, for the rule ``vague``.

From published delay notices and support macros; each is a piece of a regular expression, read without case.
"""

from __future__ import annotations

import re

VAGUE = {
    "en": (
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
    "de": (
        r"(?<!bis )bald",
        r"in kürze",
        r"demnächst",
        r"(?:so )?bald ?(?:wie )?möglich(?:st)?",
        r"baldmöglichst",
        r"so schnell wie möglich",
        r"schnellstmöglich",
        r"zeitnah",
        r"in (?:nächster|absehbarer) zeit",
        r"in den (?:nächsten|kommenden) (?:tagen|wochen)",
    ),
    "fr": (
        r"(?<!à )bientôt",
        r"prochainement",
        r"sous peu",
        r"d['\u2019]ici peu",
        r"dès que possible",
        r"dans les (?:meilleurs|plus brefs) délais",
        r"dans les (?:prochains jours|prochaines semaines)",
    ),
    "es": (
        r"(?<!hasta )pronto",
        r"próximamente",
        r"en breve",
        r"cuanto antes",
        r"lo (?:antes|más pronto) posible",
        r"tan pronto como",
        r"a la (?:mayor )?brevedad",
        r"dentro de poco",
        r"en los próximos días",
    ),
}

VAGUE_WORDS = re.compile(rf"\b(?:{'|'.join(words for known in VAGUE.values() for words in known)})\b", re.IGNORECASE)
