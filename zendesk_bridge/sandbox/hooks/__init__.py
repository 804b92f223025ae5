"""Webhooks on their way out: what both faces send with, in the background and to this machine alone.

A face says what is to be sent (``parcels.HookDelivery``) and how its vendor delivers (``policies``); the ``Courier``
sends, waits in the sandbox's time, tries again, and remembers what became of it. A receiver that is not on loopback is
never contacted: its delivery fails and says so.

Nor is the sandbox itself: whoever may write a webhook would speak to ``/_sandbox/``, which asks for no login, and a
webhook that writes to the sandbox's own API would set itself off again without end.
"""
