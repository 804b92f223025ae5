"""Webhooks on their way out: what both faces send with, in the background and to this machine alone.

A face says what is to be sent (``parcels.Delivery``) and how its vendor delivers (``manners``); the ``Courier`` sends,
waits in the sandbox's time, tries again, and remembers what became of it. A receiver that is not on loopback is never
contacted: its delivery fails and says so.

A webhook that writes to the sandbox's own API may set itself off again, without end as in real life: there as here, the
limit of updates to one ticket breaks the circle, so give such an experiment a ``--plan``.
"""
