"""What the choice page says in English."""

from __future__ import annotations

from typing import Final

from zendesk_bridge.serve.words.kinds import PageSaying, PageWords

WORDS: Final = PageWords(
    language="English",
    languages="Language",
    title="Your order {order}",
    intro_one="An item of this order is late. This is what we know now, and what you can choose.",
    intro_many="Some items of this order are late. This is what we know now; you can choose for each of them.",
    quantity="Quantity: {number}",
    leaves="Shipping from our warehouse",
    as_of="As of {moment}",
    moment="{day}, {time} ({zone})",
    choose="What would you like to do?",
    wait="Wait for this item",
    swap="Take the {swap} instead",
    swap_other="Take another item instead",
    split="Send the rest of my order now",
    split_hint="This item follows later.",
    cancel="Cancel this item",
    cancel_hint="You get a full refund.",
    confirm=PageSaying(
        "Cancel this item?",
        "Nothing is cancelled yet. Once you confirm, we cancel it and refund you in full, unless it is on its "
        "way by then.",
    ),
    confirm_button="Confirm cancellation",
    keep="Do not cancel",
    done="Thank you, we have your choice",
    done_cancel="We have received your cancellation",
    order="Order",
    item="Item",
    choice="Your choice",
    received="Received",
    next_wait="There is nothing more for you to do.",
    next_other="We are taking care of it. There is nothing more for you to do.",
    save="Save this confirmation",
    save_hint="Keep it for your records: save it as a file, or print this page.",
    back_to_order="Back to the order",
    change="To change your choice, simply reply to our message.",
    chosen="You chose",
    otherwise="You had already chosen for this item, and that choice holds. To change it, simply reply to our message.",
    moved="The timing has changed since you chose, so you can choose again.",
    changed="The timing has changed while this page was open, and nothing was recorded. Please look at it again.",
    gone="This can no longer be chosen, and nothing was recorded. Here is what is possible now.",
    back="Good news: this item is no longer delayed. You do not need to choose anything.",
    no_options="If you would like to change anything, simply reply to our message.",
    questions="Questions? Simply reply to our message.",
    unknown=PageSaying(
        "This link does not work",
        "It may have been cut short on its way to you. Please open it from our message once more, or copy it as"
        " a whole. If that does not help, simply reply to our message.",
    ),
    over=PageSaying(
        "This link is no longer valid",
        "Its time has run out, and nothing was changed. If you would like to choose or to ask something, simply"
        " reply to our message.",
    ),
    needless=PageSaying(
        "There is nothing to choose any more",
        "Your order has moved on since this link was made. If anything is unclear, simply reply to our message.",
    ),
    unread=PageSaying(
        "That did not work",
        "We could not read what your browser sent, and nothing was changed. Please open the link from our "
        "message once more.",
    ),
    busy=PageSaying(
        "We cannot look this up right now",
        "Nothing was changed. Please try again in a few minutes, or simply reply to our message.",
    ),
    unsure=PageSaying(
        "We cannot confirm this right now",
        "Please open the link from our message again in a few minutes: the page shows whether we have your "
        "choice. Or simply reply to our message.",
    ),
    nothing=PageSaying("There is no such page", "Please open the link from our message."),
)
