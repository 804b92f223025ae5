"""What a customer wants done about a late item, read out of their answer to a notice, where it is beyond doubt."""

from zendesk_bridge.core.choices.reading import Chosen, chosen, is_answer

__all__ = ["Chosen", "chosen", "is_answer"]
