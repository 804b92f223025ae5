"""The ways in which people write one day, as patterns: in words, in figures, or its number alone."""

from __future__ import annotations

import re
from functools import lru_cache

from zendesk_bridge.core.days.names import months, months_first, relative_days, weekdays
from zendesk_bridge.core.days.numbers import numbers, own_numbers

_SP = r"[ \t]{0,3}"
_ORDINAL = r"(?:(?:st|nd|rd|th|er|ère|ste|de|e|º|ª|°|o)(?!\w)|\.)?"
_YEAR = rf"(?:{_SP},?{_SP}(?:(?:de|del|of)[ ])?(?P<y#>20\d\d)(?![\d\w]))?"
_OF = r"(?:(?:of|de|do|di)[ ]|d['\u2019])?"
_NO_DAY = r"(?![\d\w%\u20ac$\u00a3]|[:./]\d|[ ]?(?:uhr\b|h\b|o'clock|\u20ac|eur\b|usd\b|gbp\b|%|\"|''))"
"""What follows a number that is a time, a price or a measure."""
_NO_DAY_OF_MONTH = _NO_DAY.replace("|\\\"|''", "")
_NOON = r"(?![ ]?[ap]\.?m\b)"

DASHED = frozenset({"nl"})
"""Languages that write 6-12 for the sixth of December."""

WEEKDAY = rf"(?:{'|'.join(weekdays())})"

UNITS = (
    r"(?:oz|ounces?|ml|cl|l|lit(?:er|re)s?|g|kg|lbs?|cm|mm|m|inch(?:es)?|zoll|pouces?|pulgadas?|cups?|tassen?"
    r"|days?|weeks?|months?|hours?|hrs?|minutes?|tage?n?|wochen?|monate?n?|stunden?|werktagen?|jours?|semaines?|mois"
    r"|heures?|d[ií]as?|semanas?|mes(?:es)?|horas?|dagen?|weken|maanden|uur|werkdagen|giorni|settimane|ore|business"
    r"|working|units?|pieces?|pcs|st(?:ü|ue)ck|pi[eè]ces?|unidades|stuks|boxes|items|articles|support|times|turns?|pack)"
    r"(?![\w'])"
)
"""Words behind a number that say that it counts something, and is no day."""

_BARE_BEHIND = rf"(?!{_SP}-?{UNITS})"
_SLASHED_BEHIND = rf"(?![\d\w]|[/.]\d|\"|''|{_SP}-?{UNITS})"


@lru_cache(maxsize=64)
def days_written(language: str) -> re.Pattern[str]:
    """Return what finds one day, or a number that may be one within a range; the groups say how it is written.

    ``y m d`` with a digit: ``0`` ISO, ``1`` figures with a year (``a b`` in the order of the place), ``2`` 12月6日,
    ``3`` the month first, ``4`` the day first, ``5`` figures with dots, ``6`` with a slash, ``8`` with a dash,
    ``7`` a number alone; ``n4 m9`` in words, ``n7`` a number in words, ``n8`` one behind a weekday; ``ahead``,
    ``week``, ``until``, ``kw`` and ``ending`` are no dates.
    """
    first, any_ = _alternatives(months_first(language)), _alternatives(months(language))
    ahead = r"(?<![\w$\u20ac\u00a3#./:+&])"
    month_first = (
        rf"(?<![\w#-])(?P<m3>{first})(?!\w)\.?{_SP}(?:the[ ])?(?P<d3>\d{{1,2}})(?:(?:st|nd|rd|th)(?!\w))?"
        rf"(?!{_SP}(?:de[ ])?(?:{any_})(?!\w)){_YEAR.replace('#', '3')}"
    )
    day_first = rf"(?<![\w$\u20ac\u00a3#:+&])(?<!\d\.)(?P<d4>\d{{1,2}}){_ORDINAL}{_SP}{_OF}(?P<m4>{any_})(?!\w)\.?"
    dotted = (
        r"(?<![\w$\u20ac\u00a3#:+&])(?<!\d[./])(?P<a5>\d{1,2})\.[ ]?(?P<b5>\d{1,2})"
        r"(?:(?P<e5>\.)(?!\d)|(?![\d.])(?=\D|$))"
    )
    alone = rf"(?<![\w$\u20ac\u00a3#:+&])(?<!\d[./])(?P<d7>\d{{1,2}})(?P<o7>{_ORDINAL})"
    weekday = rf"(?<!\w){WEEKDAY},?[ ](?:(?:the|le|el|den|il|dia|día)[ ])?"
    words, own = _alternatives(numbers()), _alternatives(own_numbers(language))
    in_words = (
        rf"(?<!\w)(?P<n4>{words}){_SP}{_OF}(?P<m9>{any_})(?!\w)(?!\.?{_SP}\d{{1,2}}(?!\d))\.?{_YEAR.replace('#', '9')}"
    )
    in_figures = (
        rf"{ahead}(?P<a1>\d{{1,2}})(?P<s1>[./-])[ ]?(?P<b1>\d{{1,2}})(?P=s1)(?:[ ]?(?=20)|(?=\d\d(?!\d)))"
        r"(?P<y1>20\d\d|\d\d)(?![\w]|[./]\d)"
        rf"(?!(?<=-\d\d)[ ](?:{any_})(?!\w))"
    )
    end_of_month = (
        r"(?<!\w)(?:the[ ]end[ ]of|end[ ]of|ende|fin(?:[ ]de)?|la[ ]fin[ ]de|(?:la[ ])?fine(?:[ ]di)?"
        r"|finales[ ]de|eind|einde[ ]van|het[ ]einde[ ]van"
        r"|o[ ]fim[ ]de|fim[ ]de|que[ ]acabe)[ ]"
        r"(?:(?:du[ ]mois[ ]de|del[ ]mes[ ]de|del[ ]mese[ ]di|do[ ]mês[ ]de|the[ ]month[ ]of|des[ ]monats)[ ])?"
        rf"(?P<ending>{any_})(?!\w)"
    )
    till = r"[ ]?(?:-|/|or|oder|ou|o|of|bis|to|and|und|et|y|en|e|à|a|t/m)[ ]?(?:kw[ ]?|week[ ])?"
    week = (
        r"(?<!\w)(?:calendar[ ]week|week|kalenderwoche|semaine|semana|settimana|(?:wk|cw|kw)\.?"
        r"|(?:calendar[ ]weeks|weeks|kalenderwochen|wochen|semaines|semanas|settimane|weken)"
        rf"(?=[ ]\d{{1,2}}{till}\d{{1,2}}(?!\w|[.-]\d)))"  # "for two weeks. 12 December" tells how long, and not which
        r"[ ]?(?:nr\.?|no\.?|n°)?[ ]?(?P<week>\d{1,2})"
        rf"(?:{till}(?P<until>\d{{1,2}})(?!\w|[.-]\d)|(?![\w.-]?\d|[ ]?(?:of|van|von|im|de|du|del)\b))"
    )
    branches = (
        r"(?<![\w.])(?P<kw>\d{1,2})\.[ ]?(?:kw|kalenderwoche)(?!\w)",
        r"(?<![\w.-])(?P<y0>20\d\d)(?P<s0>[-/.])(?P<m0>\d{1,2})(?P=s0)(?P<d0>\d{1,2})(?!\w|[.-]\d)",
        in_figures,
        r"(?:(?:(?P<y2>20\d\d)[年년][ ]?)?(?P<m2>\d{1,2})[月월][ ]?)?(?P<d2>\d{1,2})[日일]",
        rf"{month_first}{_NO_DAY_OF_MONTH}{_NOON}",
        rf"{day_first}(?!['\u2019]\w){_YEAR.replace('#', '4')}",
        in_words,
        rf"(?:(?<=the[ ])|(?<=\bam[ ])|(?<=\bzum[ ])|(?<=\bden[ ]))(?P<n7>{words})(?!\w)",
        *([rf"{weekday}(?P<n8>{own})(?!\w|\.?[ ]?\d|{_SP}{_OF}(?:{any_})(?!\w))"] if own else []),
        rf"{dotted}{_NO_DAY}{_BARE_BEHIND}",
        rf"{ahead}(?!24/7)(?P<a6>\d{{1,2}})/(?P<b6>\d{{1,2}}){_SLASHED_BEHIND}",
        *([rf"{ahead}(?P<a8>\d{{1,2}})-(?P<b8>\d{{1,2}})(?!\w|-|{_SP}(?:{any_})(?!\w))"] if language in DASHED else []),
        rf"{alone}{_NO_DAY.replace('[:./]', '[:.]')}(?!(?<=\d)/\d){_NOON}{_BARE_BEHIND}",
        rf"(?<!\w)(?P<ahead>{_alternatives(relative_days())})(?!\w)",
        week,
        end_of_month,
    )
    return re.compile("|".join(branches), re.IGNORECASE)


def _alternatives(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
