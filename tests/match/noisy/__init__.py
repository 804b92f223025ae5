"""Labelled tickets in every kind of noise that customers make, and the traps that look like mentions.

Everything is invented from a seed, one ticket at a time: :func:`shop` makes the catalogue, :func:`tickets` the texts
with their labels, :func:`hostile` texts in which nothing is ever meant. :func:`score` compares.
"""

from noisy.hostile import hostile, short_skus
from noisy.score import Score, score
from noisy.shop import Row, Shop, shop
from noisy.tickets import KINDS, UNCOUNTED, Ticket, ordinary, tickets

__all__ = [
    "KINDS",
    "UNCOUNTED",
    "Row",
    "Score",
    "Shop",
    "Ticket",
    "hostile",
    "ordinary",
    "score",
    "shop",
    "short_skus",
    "tickets",
]
