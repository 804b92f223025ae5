"""What words say that a day is for."""

from __future__ import annotations

from enum import Enum, auto


class DayCue(Enum):
    """What a word says of a day beside it.

    ``SHIP``: it leaves us then; ``DATE``: there is a new timing; ``SENT``, ``GOT``: something is sent or received, and
    what else the sentence holds says what; ``NOTE``: such a thing that is no goods: a message, a tracking number.
    ``EVENT``: what a shop does besides shipping, and its whole sentence is about that: a course, a newsletter.
    ``IDLE`` says nothing, and keeps its words from saying something: "good news".
    """

    SHIP = auto()
    DATE = auto()
    SENT = auto()
    GOT = auto()
    NOTE = auto()
    UPDATE = auto()
    DELIVERY = auto()
    STOCK = auto()
    OTHER = auto()
    ANSWER = auto()
    EVENT = auto()
    REST = auto()
    BROKEN = auto()
    IDLE = auto()
