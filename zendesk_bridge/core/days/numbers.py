"""Days of the month in words: "the eighteenth of December", "dix-huit décembre"."""

from __future__ import annotations

from functools import lru_cache

_WORDS = {
    "en": """
        first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
        twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth
        twenty-ninth thirtieth thirty-first
    """,
    "de": """
        ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten elften zwölften
        dreizehnten vierzehnten fünfzehnten sechzehnten siebzehnten achtzehnten neunzehnten zwanzigsten
        einundzwanzigsten zweiundzwanzigsten dreiundzwanzigsten vierundzwanzigsten fünfundzwanzigsten
        sechsundzwanzigsten siebenundzwanzigsten achtundzwanzigsten neunundzwanzigsten dreißigsten
        einunddreißigsten
    """,
    "fr": """
        premier deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
        dix-sept dix-huit dix-neuf vingt vingt-et-un vingt-deux vingt-trois vingt-quatre vingt-cinq
        vingt-six vingt-sept vingt-huit vingt-neuf trente trente-et-un
    """,
    "es": """
        primero dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
        dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro
        veinticinco veintiséis veintisiete veintiocho veintinueve treinta treinta_y_uno
    """,
    "nl": """
        een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
        zeventien achttien negentien twintig eenentwintig tweeëntwintig drieëntwintig vierentwintig
        vijfentwintig zesentwintig zevenentwintig achtentwintig negenentwintig dertig eenendertig
    """,
    "it": """
        primo due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici
        quindici sedici diciassette diciotto diciannove venti ventuno ventidue ventitré ventiquattro
        venticinque ventisei ventisette ventotto ventinove trenta trentuno
    """,
    "pt": """
        primeiro dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze
        dezasseis dezassete dezoito dezanove vinte vinte_e_um vinte_e_dois vinte_e_três vinte_e_quatro
        vinte_e_cinco vinte_e_seis vinte_e_sete vinte_e_oito vinte_e_nove trinta trinta_e_um
    """,
}


def own_numbers(language: str) -> dict[str, int]:
    """Return the day that each word of one language means, if we know it."""
    return {word.replace("_", " "): number for number, word in enumerate(_WORDS.get(language, "").split(), start=1)}


@lru_cache(maxsize=1)
def numbers() -> dict[str, int]:
    """Return the day that each word means."""
    found = {
        word.replace("_", " "): number
        for words in _WORDS.values()
        for number, word in enumerate(words.split(), start=1)
    }
    return found | {"dezesseis": 16, "dezessete": 17, "dezenove": 19}
