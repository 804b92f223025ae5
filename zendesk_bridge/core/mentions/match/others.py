"""What a product's name means when it is somebody's or something else's: a dog's, a unit, a place, in a footer."""

from __future__ import annotations

import re

from zendesk_bridge.core.mentions.match.words import listed

_RELATIVES = listed(
    """
    aunt baby boss boyfriend brother cat child colleague cousin dad daughter dog father flatmate friend girl girlfriend
    goldfish grandad granddaughter grandma grandson hamster horse husband kitten mother mum neighbor neighbour nephew
    niece parrot partner pony pup puppy rabbit roommate sister son uncle wife
    bruder chefin freund freundin hund hundin kater katze kind kollege kollegin kumpel madchen mutter nachbar nachbarin
    nichte oma opa pferd schwester sohn tante tochter vater welpe
    ami amie belle-soeur chat chaton chatte chien chienne chiot cheval collegue copain copine enfant femme fille fils
    frere lapin maman mari niece oncle papa soeur tante voisin voisine
    abuela abuelo amiga amigo caballo companera companero gata gato hermana hermano hija hijo jefa jefe madre marido
    mujer nieta nieto nina nino novia novio padre perra perrita perrito perro sobrina sobrino vecina vecino
    amica amico cagnolina cagnolino cane cavallo collega figlia figlio fratello gatta gattino gatto gatta mamma marito
    moglie nipote sorella vicina vicino zia zio
    broer buurman buurvrouw collega dochter hond kat kleindochter kleinzoon moeder paard poes tante vader vriend
    vriendin zoon zus
    babcia brat corce corka corki corke kolega kolezanka kot kota kotka maz pies psa siostra suczka suka syn syna
    tata zona zony
    cachorra cachorro cadela cao chefe filha filho irma irmao mae marido mulher namorada namorado pai prima primo
    vizinha vizinho
    bror datter dotter fru hund katt kollega kone mamma mand mor pappa soster syster vaninna
    """
)
"""Whom customers speak of by name, in ten languages."""

_CALLED = listed(
    "called named is s heet heisst namens genannt appelle appelee appele nommee nomme llama llamada llamado chiama "
    "chiamata chiamato imieniem nazywa chama chamada chamado heter hedder se si sie que som die der qui che to o a "
    "ktora ktory wabi"
)
"""What may stand between them and their name: "my daughter is called Sol"."""
_MOST_CALLED = 3  # words between "my daughter" and her name
_BEFORE = re.compile(r"[a-z]+")
_PARTED = re.compile(r"[.!?;:\n]")
_BEHIND = re.compile(
    r",? (?:\(?(?:my|our|the|mein|meine|unser|unsere|mon|ma|notre|mi|nuestr[oa]|il mio|la mia|mijn|onze|moj|moja|"
    r"nasz|nasza|o meu|a minha|min|var) )([a-z]+)\b"
)

_UNITS = listed("a ah bar c cl cm f ft g gb go h in k kb kg ko l lb m mb ml mm mo oz pt s tb to v w")
_NUMBER_BEFORE = re.compile(r"\d ?\Z")

_PLACES = re.compile("(?:の(?:隣|となり|横|前|近く|向かい|裏|近所)|に(?!つい)|で(?!す)|から|まで|へ)")
"""What stands behind a place, and not behind what was ordered, in Japanese."""

_FOOTER = re.compile(r"\n--[ \t]?\n")
_FOOTER_LONGEST = 800  # characters


def is_somebody(text: str, start: int, end: int) -> bool:
    """Tell whether a word is the name of a person or an animal: "our dog Luna", "Sol, my daughter"."""
    ahead = text[max(0, start - 40) : start].lower()
    for place, word in enumerate(reversed(_BEFORE.findall(ahead[_barrier(ahead) :]))):
        if word in _RELATIVES:
            return True
        if place >= _MOST_CALLED or word not in _CALLED:
            break
    behind = _BEHIND.match(text[end : end + 40].lower())
    return behind is not None and behind[1] in _RELATIVES


def _barrier(ahead: str) -> int:
    return max((stop.end() for stop in _PARTED.finditer(ahead)), default=0)


def is_unit(text: str, start: int, end: int) -> bool:
    """Tell whether a word behind a number is what it is measured in: "20 Go"."""
    return text[start:end].lower() in _UNITS and bool(_NUMBER_BEFORE.search(text[max(0, start - 2) : start]))


def is_place(text: str, end: int) -> bool:
    """Tell whether something is said to be at, or beside, what stands here, in Japanese."""
    return bool(_PLACES.match(text, end))


def is_in_footer(text: str, start: int) -> bool:
    """Tell whether a place is below "--", the line that parts a mail from what is added to every mail (RFC 3676)."""
    low = max(0, len(text) - _FOOTER_LONGEST)
    if start < low:
        return False
    line = next(_FOOTER.finditer(text, low), None)
    return line is not None and line.end() <= start and bool(text[: line.start()].strip())
