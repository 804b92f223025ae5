"""What a customer reads who was told a ship window that no longer holds: that window, and that it does not.

The sentence follows the one that says which item is late, and why; what holds now comes behind it. It holds whether the
item ships later, sooner, or nobody knows when, and whether the days that were told lie ahead or are over. It says sorry
for nothing: the macro around it does.
"""

from __future__ import annotations

from dataclasses import dataclass

from zendesk_bridge.core.model import ShipWindow


@dataclass(frozen=True, slots=True)
class Renewed:
    """One language: a range of days, a single day, and the last day alone; ``{window}`` is filled in."""

    window: str
    one_day: str
    by: str

    def sentence(self, window: ShipWindow) -> str:
        """Return the sentence that a window which was told fits into."""
        if window.first is None:
            return self.by
        return self.one_day if window.first == window.last else self.window


RENEWED = {
    "en": Renewed(
        window="We had told you {window}; that no longer holds.",
        one_day="We had told you {window}; that no longer holds.",
        by="We had told you that we would ship {window}; that no longer holds.",
    ),
    "de": Renewed(
        window="Bisher hatten wir Ihnen den Zeitraum {window} genannt; er gilt nicht mehr.",
        one_day="Bisher hatten wir Ihnen den {window} genannt; dieser Termin gilt nicht mehr.",
        by="Bisher hatten wir den Versand {window} angekündigt; dieser Termin gilt nicht mehr.",
    ),
    "fr": Renewed(
        window="Nous vous avions annoncé une expédition {window} ; cela n'est plus valable.",
        one_day="Nous vous avions annoncé une expédition {window} ; cela n'est plus valable.",
        by="Nous vous avions annoncé une expédition {window} ; cela n'est plus valable.",
    ),
    "es": Renewed(
        window="Le habíamos indicado como plazo de envío {window}; ese plazo ya no es válido.",
        one_day="Le habíamos indicado como fecha de envío {window}; esa fecha ya no es válida.",
        by="Le habíamos indicado que haríamos el envío {window}; esa fecha ya no es válida.",
    ),
}
"""By language, for each that the other sentences are written in."""
