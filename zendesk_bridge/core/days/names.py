"""What months and weekdays are called, and shortened to, in the languages that agents write.

The full names are CLDR 46 (``ca-gregorian``, both as they stand in a date and alone); what they are shortened to is
CLDR's, and what people make of it. Other languages come from Babel's tables, which are only read here: nothing that a
customer reads hangs on them.
"""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

_MONTHS = {
    "en": (
        "January jan", "February feb febr", "March mar", "April apr", "May", "June jun", "July jul",
        "August aug", "September sep sept", "October oct", "November nov", "December dec",
    ),
    "de": (
        "Januar Jänner Jaenner jän", "Februar Feber", "März Maerz mär mrz", "", "Mai", "Juni", "Juli", "", "",
        "Oktober okt", "", "Dezember dez",
    ),
    "fr": (
        "janvier janv", "février fevrier févr fevr fév", "mars", "avril avr", "mai", "juin", "juillet juil",
        "août aout", "septembre", "octobre", "novembre", "décembre decembre déc",
    ),
    "es": (
        "enero ene", "febrero", "marzo", "abril abr", "mayo", "junio", "julio", "agosto ago",
        "septiembre setiembre", "octubre", "noviembre", "diciembre dic",
    ),
    "nl": ("januari", "februari", "maart mrt", "", "mei", "juni", "juli", "augustus", "", "", "", ""),
    "it": (
        "gennaio gen genn", "febbraio febbr", "marzo", "aprile", "maggio mag magg", "giugno giu", "luglio lug",
        "agosto", "settembre sett", "ottobre ott", "novembre", "dicembre",
    ),
    "pt": (
        "janeiro", "fevereiro fev", "março marco", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
        "novembro", "dezembro",
    ),
}  # fmt: skip

_OWN_ALONE = {"es": {"set": 9}, "it": {"set": 9}, "pt": {"set": 9, "out": 10}}
"""What is a month only where this language is spoken: elsewhere people have "a set of 4", and "3 out of 4"."""

_WEEKDAYS = """
    monday mon tuesday tues tue wednesday weds wed thursday thurs thur thu friday fri saturday sat sunday sun
    montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonnabend sonntag so
    lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim
    lunes martes miércoles miercoles mié jueves jue viernes vie sábado sabado sáb domingo dom
    maandag ma dinsdag woensdag wo donderdag vrijdag vr zaterdag za zondag zo
    lunedì lunedi martedì martedi mercoledì mercoledi giovedì giovedi venerdì venerdi sabato
    segunda terça terca quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
"""

_MONTHS_OF_ONE_YEAR = 12


_RELATIVE = {
    "today": 0, "heute": 0, "aujourd'hui": 0, "hoy": 0, "vandaag": 0, "oggi": 0, "hoje": 0, "the day after tomorrow": 2,
    "tomorrow": 1, "demain": 1, "mañana": 1, "domani": 1, "amanhã": 1, "morgen": 1,
    "übermorgen": 2, "uebermorgen": 2, "overmorgen": 2, "après-demain": 2, "pasado mañana": 2, "dopodomani": 2,
}  # fmt: skip

_PEOPLE = frozenset({"javier"})
"""Names of people that are nearly one of a month."""
_TELLING = 6
"""Letters of a month's name that is still told when one of them is missing or two have changed places."""


def relative_days() -> dict[str, int]:
    """Return how many days ahead each such word is."""
    return _RELATIVE


def misspelt(known: dict[str, int]) -> dict[str, int]:
    """Return what long names become when a letter is left out or two change places, where that means one month."""
    found: dict[str, set[int]] = {}
    for name, number in known.items():
        if len(name) >= _TELLING and name.isalpha():
            for at in range(1, len(name)):
                turned = name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
                for bent in (name[:at] + name[at + 1 :], turned):
                    found.setdefault(bent, set()).add(number)
    return {
        name: min(numbers)
        for name, numbers in found.items()
        if len(numbers) == 1 and name not in known.keys() | _PEOPLE
    }


@lru_cache(maxsize=64)
def months(language: str) -> dict[str, int]:
    """Return the number of each month by its casefolded names: in our languages, and in this one."""
    found: dict[str, int] = {}
    for known in _MONTHS:
        found |= _own(known)
    found = found | _OWN_ALONE.get(language, {}) if language in _MONTHS else _of_babel(language) | found
    return misspelt(found) | found


@lru_cache(maxsize=64)
def months_first(language: str) -> dict[str, int]:
    """Return those that may stand before their day."""
    found = _own("en") if language in _MONTHS else _of_babel(language) | _own("en")
    return misspelt(found) | found


def weekdays() -> tuple[str, ...]:
    """Return what days of the week are called, the longest first."""
    return tuple(sorted(set(_WEEKDAYS.split()), key=lambda name: (-len(name), name)))


def _own(language: str) -> dict[str, int]:
    return {
        name.casefold(): number for number, names in enumerate(_MONTHS[language], start=1) for name in names.split()
    }


def _of_babel(language: str) -> dict[str, int]:
    """Return what Babel calls the months of a language; nothing where it knows none, or calls them by numbers alone."""
    try:
        tables = Locale.parse(language).months
    except (ValueError, UnknownLocaleError):
        return {}
    found: dict[str, int] = {}
    for use, width in (("stand-alone", "wide"), ("format", "wide"), ("format", "abbreviated")):
        names = {number: str(name).strip(". ").casefold() for number, name in tables[use][width].items()}
        if len(names) == _MONTHS_OF_ONE_YEAR and not any(name[:1].isdigit() for name in names.values()):
            found |= {name: number for number, name in names.items()}
    return found
