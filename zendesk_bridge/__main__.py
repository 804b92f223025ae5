"""``python -m zendesk_bridge``."""

from zendesk_bridge.cli import main

main()
