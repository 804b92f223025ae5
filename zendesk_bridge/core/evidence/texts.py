"""The texts of one ticket as the helpdesk shows them now: where what was recorded stands, or why it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from zendesk_bridge.core.evidence.values import Quotation, Quoted
from zendesk_bridge.core.mentions.text import ATTACHMENT, LIMIT, plain_text
from zendesk_bridge.core.model import Ticket, Words

COMMENT = "comment "
"""How the part begins that names a comment."""


@dataclass(frozen=True, slots=True)
class ReadTicket:
    """One ticket as the helpdesk shows it now; without ``ticket``, ``state`` and ``trouble`` say why."""

    ticket: Ticket | None = None
    state: Quoted = Quoted.OFFLINE
    trouble: str = ""
    replied: Mapping[str, Words] = field(init=False, repr=False)
    wrote: Mapping[str, tuple[Words, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Sort what was read by where it stands."""
        replies = self.ticket.replies if self.ticket else ()
        wrote: dict[str, tuple[Words, ...]] = {}
        for words in self.ticket.words if self.ticket else ():
            if words.part != ATTACHMENT:
                wrote[words.part] = (*wrote.get(words.part, ()), words)
        object.__setattr__(self, "replied", {reply.words.part: reply.words for reply in replies})
        object.__setattr__(self, "wrote", wrote)

    def reply(self, comment: str) -> Quotation:
        """Return the text of an agent's public reply."""
        return self._quoted([self.replied[comment]] if comment in self.replied else [])

    def answer(self, comment: str) -> Quotation:
        """Return the text of a customer's comment."""
        return self._quoted(self.wrote.get(comment, ()))

    def written(self, comment: str) -> datetime | None:
        """Return when a customer's comment was written, where the helpdesk tells it."""
        return next((words.at for words in self.wrote.get(comment, ()) if words.at), None)

    def after(self, comment: str) -> Iterator[str]:
        """Yield the customer's comments behind this one: helpdesks number comments in their order."""
        first = _number(comment)
        yield from (part for part in self.wrote if (its := _number(part)) is not None and (first or 0) < its)

    def _quoted(self, parts: list[Words] | tuple[Words, ...]) -> Quotation:
        if self.ticket is None:
            return Quotation(self.state)
        if not parts:
            return Quotation(Quoted.GONE)
        texts = [plain_text(words) for words in parts]
        return Quotation(Quoted.NOW, "\n".join(texts).strip("\n"), cut=any(len(text) >= LIMIT for text in texts))


def _number(part: str) -> int | None:
    """Return the number of a comment; None for what is none, such as the description."""
    number = part.removeprefix(COMMENT)
    return int(number) if part.startswith(COMMENT) and number.isdecimal() else None
