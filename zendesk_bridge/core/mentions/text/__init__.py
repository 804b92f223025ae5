"""Which words of a ticket count: HTML to plain text, and what a customer newly wrote in it.

``markup`` reads HTML; ``words`` blanks what is not the customer's own; ``quotes``, ``footers`` and ``signature`` know
what mail programs, companies and people put around it; ``signs`` proves quickly that a text holds none of that.
"""

from zendesk_bridge.core.mentions.text.markup import LIMIT, html_to_text
from zendesk_bridge.core.mentions.text.words import ATTACHMENT, EVERYTHING, Counting, customer_words, plain_text

__all__ = ["ATTACHMENT", "EVERYTHING", "LIMIT", "Counting", "customer_words", "html_to_text", "plain_text"]
