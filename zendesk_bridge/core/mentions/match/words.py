"""Words that stand in so many tickets that they cannot stand for an item."""

from __future__ import annotations


def listed(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


COMMON_WORDS = listed(
    """
    a all am an and any are as at back be blue box but by can cancel case date day delivery do for from get go had
    has have help hi i if in is it item just late like may me mine money month my new no not now number of off on one
    or order our out page part please price product red refund room see set ship shop size so stock thank thanks that
    the there they this time to two up was we week when where which who will with yes you your
    am auf aus bei bis das dem den der die ein eine er es für hat ich im ist mit neu nicht noch oder pro sie und von
    vom war was wer wie wo zu zum zur bestellung lieferung
    au avec ce de des du elle en est et il je la le les ma mais mes mon nous ou par pas pour que qui sur un une vous
    commande con como del el ella eso esta este los las más me mi muy no para pero por que se si sin su sus una y pedido
    """
)
"""Everyday words in English, German, French and Spanish."""
