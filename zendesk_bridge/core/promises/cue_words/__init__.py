"""What words around a day say that it is for: shipping, the next update, or something that is no ship date.

One table for each meaning, its rows by language (en de fr es nl it pt), each with patterns of whole words in small
letters. Of words that say two things in one place the longer ones hold: "shipping address" is no shipping. " ... " is
up to a few words: the pattern is found where it begins, so that a day may stand within.
"""

from zendesk_bridge.core.promises.cue_words.elsewhere import ELSEWHERE
from zendesk_bridge.core.promises.cue_words.hearing import HEARING
from zendesk_bridge.core.promises.cue_words.shipping import SHIPPING

CUES = HEARING | SHIPPING | ELSEWHERE
"""What words say that a day is for."""

__all__ = ["CUES"]
